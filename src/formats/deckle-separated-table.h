/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/deckle-separated.h"

G_BEGIN_DECLS

/* More cells than this are an accident or an attack. */
#define DECKLE_TABLE_CELLS_MAX 16000000

/*
 * DeckleTableHead:
 * @separator: 0 where the file does not say
 * @html: whether fields are HTML
 * @tags: (nullable): tags of every card
 * @deck: (nullable): title of the deck
 * @columns: (nullable): names of the columns, not split yet
 * @roles: (element-type DeckleColumn): what a directive says of a column, by its number from 0
 * @lines: lines that the head takes
 * @body: first byte after the head
 *
 * The lines “#key:value” before the rows. Private to formats/.
 */
typedef struct
{
  char         separator;
  DeckleGuess  html;
  char        *tags;
  char        *deck;
  char        *columns;
  GArray      *roles;
  guint        lines;
  char        *body;
} DeckleTableHead;

void deckle_table_head_read  (DeckleTableHead *head,
                              char            *text);
void deckle_table_head_clear (DeckleTableHead *head);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleTableHead, deckle_table_head_clear)

typedef struct
{
  guint first_cell;
  guint line;
} DeckleTableRow;

/*
 * DeckleTable:
 * @text: what the cells point into
 * @cells: (element-type guint32): offset of each cell
 * @rows: (element-type DeckleTableRow): without comments and blank lines, with one more at the end
 * @n_comments: rows that were comments
 * @open_line: line of a quotation mark that is never closed, 0 = none
 *
 * Rows and cells. Private to formats/.
 */
typedef struct
{
  char   *text;
  GArray *cells;
  GArray *rows;
  guint   n_comments;
  guint   open_line;
} DeckleTable;

gboolean    deckle_table_split      (DeckleTable        *table,
                                     char               *text,
                                     guint               line,
                                     char                separator,
                                     guint               max_rows,
                                     GError            **error);
void        deckle_table_clear      (DeckleTable        *table);
guint       deckle_table_get_n_rows (const DeckleTable  *table);
guint       deckle_table_get_width  (const DeckleTable  *table,
                                     guint               row);
const char *deckle_table_get_cell   (const DeckleTable  *table,
                                     guint               row,
                                     guint               column);
char        deckle_table_guess      (const char         *body,
                                     gboolean            comma);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleTable, deckle_table_clear)

G_END_DECLS
