/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * DeckleMarkdownTitle:
 * @text: the title itself
 * @emoji: (nullable): the emoji that stood before it
 * @from: first question that it announces, 0 when it does not
 * @to: last question that it announces
 * @total: number of questions that it announces, 0 when it does not
 *
 * What the heading of a document or a section says. Private to formats/.
 */
typedef struct
{
  char *text;
  char *emoji;
  int   from;
  int   to;
  int   total;
} DeckleMarkdownTitle;

void deckle_markdown_title_read  (DeckleMarkdownTitle *title,
                                  const char          *heading);
void deckle_markdown_title_clear (DeckleMarkdownTitle *title);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleMarkdownTitle, deckle_markdown_title_clear)

G_END_DECLS
