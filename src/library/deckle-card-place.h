/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-private.h"

G_BEGIN_DECLS

/* Values of card.retired */
typedef enum
{
  DECKLE_RETIRED_NOT = 0,
  DECKLE_RETIRED_BY_BANK = 1,
  DECKLE_RETIRED_BY_USER = 2,
} DeckleRetired;

/* Where a card stands in the decks. */
typedef struct
{
  gint64 deck;
  gint64 section;
  char  *card_id;   /* (owned) */
  int    number;
  int    retired;
} DeckleCardPlace;

void     deckle_card_place_clear (DeckleCardPlace       *place);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleCardPlace, deckle_card_place_clear)

gboolean deckle_card_place_read  (sqlite3               *db,
                                  gint64                 card,
                                  DeckleCardPlace       *place,
                                  GError               **error);
/* For a card that stands in another section now, which may desire another retention. */
gboolean deckle_card_refresh_known (sqlite3             *db,
                                    gint64               card,
                                    GError             **error);
/* Moves a card there and keeps card_origin right. */
gboolean deckle_card_place_store (sqlite3               *db,
                                  gint64                 card,
                                  const DeckleCardPlace *place,
                                  GError               **error);

G_END_DECLS
