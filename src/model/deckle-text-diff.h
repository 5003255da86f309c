/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeckleTextRange:
 * @start: first byte
 * @length: bytes
 *
 * A part of a text.
 */
typedef struct
{
  gsize start;
  gsize length;
} DeckleTextRange;

/* What @before has and @after has not, and the other way round (element-type DeckleTextRange), word by word. */
void deckle_text_diff (const char  *before,
                       const char  *after,
                       GArray     **removed,
                       GArray     **added);

G_END_DECLS
