/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-private.h"

G_BEGIN_DECLS

/* The numbers are stored. */
typedef enum
{
  DECKLE_TEXT_LIST_POINTS = 0,
  DECKLE_TEXT_LIST_TAGS = 1,
  DECKLE_TEXT_LIST_SEE_ALSO = 2,
  DECKLE_TEXT_LIST_IMPORTS = 3,
  DECKLE_TEXT_LIST_REFERENCES = 4,
} DeckleTextList;

/* Keeps a text; the id of the image, 0 with @error set. */
gint64      deckle_text_image_store   (sqlite3      *db,
                                       DeckleCard   *card,
                                       GError      **error);
/* The text of an image as a card with that id; @number: of the card, 0 for the one that was kept. */
DeckleCard *deckle_text_image_read    (sqlite3      *db,
                                       gint64        image,
                                       const char   *card_id,
                                       int           number,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same words with another id and number, for comparing. */
DeckleCard *deckle_card_copy_as       (DeckleCard   *card,
                                       const char   *id,
                                       int           number) G_GNUC_WARN_UNUSED_RESULT;
/* Drops the images that nothing refers to. */
gboolean    deckle_text_image_collect (sqlite3      *db,
                                       GError      **error);

/* Puts a text on a card, into its lists and into the search index; text_version grows by @version_step. */
gboolean    deckle_card_store_text    (sqlite3      *db,
                                       gint64        row,
                                       DeckleCard   *card,
                                       int           version_step,
                                       GError      **error);

G_END_DECLS
