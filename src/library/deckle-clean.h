/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"

G_BEGIN_DECLS

/* What one text of a card may be long, in bytes of UTF-8. */
#define DECKLE_TEXT_BYTES_MAX (1024 * 1024)

typedef enum
{
  DECKLE_CLEAN_LINES,   /* several lines; white space around the text goes */
  DECKLE_CLEAN_LINE,    /* one line; runs of white space become one space */
  DECKLE_CLEAN_CODE,    /* several lines; indentation of the first line stays */
} DeckleCleanMode;

char *deckle_clean_text (const char       *text,
                         DeckleCleanMode   mode,
                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a card may have of points, and of tags. */
#define DECKLE_LIST_ITEMS_MAX 200

/* A card with these words as they can be stored; DECKLE_LIBRARY_ERROR_INVALID when they cannot. */
DeckleCard *deckle_clean_card  (DeckleCard       *card,
                                const char       *id,
                                int               number,
                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* A name of a deck or a section. */
char       *deckle_clean_title (const char       *title,
                                GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
