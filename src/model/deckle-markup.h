/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeckleRunStyle:
 *
 * How a run of card text looks. Flags: a run can be bold and emphasised.
 */
typedef enum
{
  DECKLE_RUN_PLAIN = 0,
  DECKLE_RUN_CODE = 1 << 0,
  DECKLE_RUN_STRONG = 1 << 1,
  DECKLE_RUN_EMPHASIS = 1 << 2,
} DeckleRunStyle;

/**
 * DeckleRun:
 * @style: flags
 * @text: literal text, nothing in it is markup any more
 */
typedef struct
{
  DeckleRunStyle style;
  char          *text;
} DeckleRun;

/**
 * DeckleBlock:
 * @is_item: whether the block is a list item
 * @runs: (element-type DeckleRun): the runs in order
 *
 * A paragraph or a list item of card text.
 */
typedef struct
{
  gboolean   is_item;
  GPtrArray *runs;
} DeckleBlock;

/* Parses card text: `code`, **bold**, *emphasis*, blank line = paragraph, "- " = list item. Anything else is literal,
 * unterminated markup too. Never fails. Returns (transfer full) (element-type DeckleBlock). Linear time. */
GPtrArray *deckle_markup_parse    (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Text without markup, blocks joined by newlines, items led by a bullet. For search, speech and the clipboard. */
char      *deckle_markup_to_plain (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Pango markup with everything escaped and bidi controls of each run isolated; code runs are <tt>. */
char      *deckle_markup_to_pango (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
