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

G_END_DECLS
