/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/deckle-card.h"

G_BEGIN_DECLS

/*
 * DeckleMarkdownAnswer:
 * @text: card text, empty when there is none
 * @code: (nullable): the only code block
 * @lang: (nullable): its language
 * @open_line: line from the start of the answer, from 0, of a code block that is not closed; -1
 *
 * What stands below a question. Private to formats/.
 */
typedef struct
{
  char *text;
  char *code;
  char *lang;
  int   open_line;
} DeckleMarkdownAnswer;

DeckleMarkdownAnswer *deckle_markdown_answer_new  (const char           *first,
                                                   const char           *body,
                                                   const char           *end) G_GNUC_WARN_UNUSED_RESULT;
void                  deckle_markdown_answer_free (DeckleMarkdownAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleMarkdownAnswer, deckle_markdown_answer_free)

G_END_DECLS
