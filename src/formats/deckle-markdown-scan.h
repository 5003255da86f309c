/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More headings and questions than this are an attack or an accident. */
#define DECKLE_MARKDOWN_MARKS_MAX 2000000

typedef enum
{
  DECKLE_MARK_SECTION,  /* a heading that parts the document */
  DECKLE_MARK_TITLE,    /* the heading that names it */
  DECKLE_MARK_QUESTION,
  DECKLE_MARK_TEXT,     /* looks like one of these, but belongs to the text around it */
} DeckleMarkKind;

/*
 * DeckleMark:
 * @kind: what the line is
 * @level: 1 to 6 for a heading, 0 for a line in bold or plain text
 * @labelled: whether its number has a “Q” before it
 * @asks: whether it ends in a question mark
 * @number: question number, -1 when it has none
 * @line: line of the document, from 1
 * @start: first byte of the line
 * @text: where the words begin, behind any number
 * @close: (nullable): the stars that end a question in bold
 * @body: first byte of what follows
 *
 * A line of a Markdown document that may be a heading or a question. Borrows from the text. Private to formats/.
 */
typedef struct
{
  DeckleMarkKind kind;
  guint8         level;
  guint8         labelled;
  guint8         asks;
  int            number;
  guint          line;
  const char    *start;
  const char    *text;
  const char    *close;
  const char    *body;
} DeckleMark;

/* An opened code fence; a length of 0 means none. */
typedef struct
{
  char  sign;
  guint length;
  guint indent;
} DeckleFence;

/* Lines of a text whose line ends have become NUL bytes. */
const char *deckle_markdown_next_line (const char        *line);

gboolean    deckle_fence_open         (DeckleFence       *fence,
                                       const char        *line,
                                       const char       **info);
gboolean    deckle_fence_closes       (const DeckleFence *fence,
                                       const char        *line);

gboolean    deckle_markdown_is_blank  (const char        *line);
gboolean    deckle_markdown_is_rule   (const char        *line);
guint       deckle_markdown_heading   (const char        *line,
                                       const char       **text);

/* (element-type DeckleMark) in order, kinds decided; NULL when there are too many. */
GArray     *deckle_markdown_scan      (const char        *text,
                                       const char        *end) G_GNUC_WARN_UNUSED_RESULT;

/* The words of a mark; what follows a question on its own line goes to @rest. */
char       *deckle_mark_get_text      (const DeckleMark  *mark,
                                       char             **rest) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
