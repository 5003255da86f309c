/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/*
 * Actions, with the names that they have on the study page:
 *
 *   study.advance, study.flip   turn the card
 *   study.scroll (s)            scrolls it
 *   study.info                  shows how the card is remembered
 *   study.note                  begins to edit the learner’s note
 *   study.set-note (s)          stores it, empty for none
 *   study.previous, study.next  show the neighbour in the list that the card was opened from
 *   study.copy                  copies the selection, else the code
 *   study.suspend               suspends the card, or takes that back; its state is whether it is
 *   study.bury                  hides the card until tomorrow, or takes that back; its state is whether it is hidden
 *   study.flag (i)              flags the card 1 to 4; the flag that it has takes it off. Its state is the card's flag
 *   study.say (s)               shows a sentence in a toast
 */
#define DECKLE_TYPE_CARD_PAGE (deckle_card_page_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardPage, deckle_card_page, DECKLE, CARD_PAGE, AdwNavigationPage)

DeckleCardPage *deckle_card_page_new (DeckleLibrary *library,
                                      gint64         card,
                                      GSettings     *settings) G_GNUC_WARN_UNUSED_RESULT;

gint64          deckle_card_page_get_row (DeckleCardPage *self);

G_END_DECLS
