/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/**
 * DeckleCardTarget:
 * @deck: row id of a deck of the user's own, 0 to make one
 * @section: row id of a section of such a deck (then @deck does not count), 0 to make one
 * @deck_title: (nullable): title of a deck to make
 * @section_title: (nullable): title of a section to make; %NULL takes the deck's first section, or makes one named “Cards”
 *
 * Where cards of the user's own go. What has to be made is made in the same step.
 */
typedef struct
{
  gint64      deck;
  gint64      section;
  const char *deck_title;
  const char *section_title;
} DeckleCardTarget;

/* Each is one undoable step. The row id of what was made (card, deck, section) comes from create_finish(). */
void   deckle_library_create_deck_async    (DeckleLibrary          *self,
                                            const char             *title,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
void   deckle_library_create_section_async (DeckleLibrary          *self,
                                            gint64                  deck,
                                            const char             *title,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
/* @card: its id and number do not count; must not be changed afterwards. */
void   deckle_library_create_card_async    (DeckleLibrary          *self,
                                            DeckleCard             *card,
                                            const DeckleCardTarget *target,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
gint64 deckle_library_create_finish        (DeckleLibrary          *self,
                                            GAsyncResult           *result,
                                            GError                **error);

void   deckle_library_rename_section_async (DeckleLibrary          *self,
                                            gint64                  section,
                                            const char             *title,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
/* Only cards in decks of the user's own; DECKLE_LIBRARY_ERROR_INVALID otherwise. */
void   deckle_library_delete_cards_async   (DeckleLibrary          *self,
                                            const gint64           *cards,
                                            gsize                   n_cards,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);
/* Progress, note and log go along. */
void   deckle_library_move_cards_async     (DeckleLibrary          *self,
                                            const gint64           *cards,
                                            gsize                   n_cards,
                                            const DeckleCardTarget *target,
                                            GAsyncReadyCallback     callback,
                                            gpointer                user_data);

G_END_DECLS
