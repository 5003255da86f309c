/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_PAGE (deckle_card_page_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardPage, deckle_card_page, DECKLE, CARD_PAGE, AdwNavigationPage)

DeckleCardPage *deckle_card_page_new (DeckleLibrary *library,
                                      gint64         card,
                                      GSettings     *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
