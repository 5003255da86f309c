/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-query.h"

G_BEGIN_DECLS

/*
 * Actions on the selected cards, each one undoable step, with the names that they have on the study page:
 *
 *   study.suspend    suspends the cards; unsuspends them when all of them are
 *   study.bury       hides the cards until tomorrow; brings them back when all of them are hidden
 *   study.flag (i)   flags the cards 1 to 4; takes the flag off when all of them have it
 *   study.info       shows how the first of them is remembered
 *   study.edit       opens the editor, with one card selected
 *   study.delete     deletes cards of the user's own
 *   study.export     writes the cards into a file
 */
#define DECKLE_TYPE_BROWSE_PAGE (deckle_browse_page_get_type ())
G_DECLARE_FINAL_TYPE (DeckleBrowsePage, deckle_browse_page, DECKLE, BROWSE_PAGE, AdwNavigationPage)

DeckleBrowsePage *deckle_browse_page_new           (DeckleLibrary    *library,
                                                    GSettings        *settings,
                                                    DeckleScope       scope) G_GNUC_WARN_UNUSED_RESULT;

void              deckle_browse_page_start_search  (DeckleBrowsePage *self);
void              deckle_browse_page_focus_list    (DeckleBrowsePage *self);
void              deckle_browse_page_set_scope     (DeckleBrowsePage *self,
                                                    DeckleScope       scope);
DeckleScope       deckle_browse_page_get_scope     (DeckleBrowsePage *self);

/* Row ids (gint64) of the selected cards in the order of the list. */
GArray           *deckle_browse_page_dup_selection (DeckleBrowsePage *self) G_GNUC_WARN_UNUSED_RESULT;
/* The card @offset places after @row in the list, 0 beyond its ends. */
gint64            deckle_browse_page_get_neighbour (DeckleBrowsePage *self,
                                                    gint64            row,
                                                    int               offset);

G_END_DECLS
