/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/deckle-format.h"

G_BEGIN_DECLS

/**
 * DeckleColumn:
 * @DECKLE_COLUMN_NONE: left out
 * @DECKLE_COLUMN_SECTION: title of the section
 * @DECKLE_COLUMN_DECK: deck of Anki, whose levels are parted by “::”
 * @DECKLE_COLUMN_ID: stable id of the card, Anki's “guid”
 * @DECKLE_COLUMN_KIND: nick of a [enum@CodeKind]
 * @DECKLE_COLUMN_FLAGS: what else is to know of the code, in words
 *
 * What stands in a column of a table of cards.
 */
typedef enum
{
  DECKLE_COLUMN_NONE,
  DECKLE_COLUMN_QUESTION,
  DECKLE_COLUMN_ANSWER,
  DECKLE_COLUMN_DETAIL,
  DECKLE_COLUMN_POINTS,
  DECKLE_COLUMN_TAGS,
  DECKLE_COLUMN_SECTION,
  DECKLE_COLUMN_DECK,
  DECKLE_COLUMN_ID,
  DECKLE_COLUMN_NUMBER,
  DECKLE_COLUMN_LEVEL,
  DECKLE_COLUMN_CODE,
  DECKLE_COLUMN_LANGUAGE,
  DECKLE_COLUMN_OUTPUT,
  DECKLE_COLUMN_KIND,
  DECKLE_COLUMN_IMPORTS,
  DECKLE_COLUMN_GO,
  DECKLE_COLUMN_FLAGS,
  DECKLE_COLUMN_REFERENCES,
  DECKLE_COLUMN_SEE_ALSO,
  DECKLE_N_COLUMNS,
} DeckleColumn;

const char  *deckle_column_get_name  (DeckleColumn  column);
DeckleColumn deckle_column_from_name (const char   *name);

/**
 * DeckleGuess:
 *
 * What the reader is told, or may find out itself.
 */
typedef enum
{
  DECKLE_GUESS = -1,
  DECKLE_NO = 0,
  DECKLE_YES = 1,
} DeckleGuess;

/**
 * DeckleSeparatedOptions:
 * @separator: the sign between two fields, 0 to find it out
 * @header: whether the first row names the columns
 * @html: whether fields are HTML
 * @columns: (nullable): what stands in each column, %NULL to find it out
 * @n_columns: how many of them
 *
 * How to read a table. Borrows @columns.
 */
typedef struct
{
  char                separator;
  DeckleGuess         header;
  DeckleGuess         html;
  const DeckleColumn *columns;
  guint               n_columns;
} DeckleSeparatedOptions;

#define DECKLE_SEPARATED_OPTIONS_INIT { 0, DECKLE_GUESS, DECKLE_GUESS, NULL, 0 }
#define DECKLE_SEPARATED_COLUMNS_MAX 64u

/**
 * DeckleSeparated:
 * @separator: the sign between two fields
 * @has_header: whether the first row names the columns
 * @is_html: whether fields were read as HTML
 * @columns: (element-type DeckleColumn): what stands in each of the first %DECKLE_SEPARATED_COLUMNS_MAX columns
 * @labels: (element-type utf8): what each column is called or holds, short
 * @n_rows: rows without header and comments
 * @bank: (nullable): the cards
 * @problem: (nullable): one sentence, why there is no bank
 * @notes: (element-type DeckleImportNote): what was converted and left out
 *
 * A table of cards that was read.
 */
typedef struct
{
  char        separator;
  gboolean    has_header;
  gboolean    is_html;
  GArray     *columns;
  GPtrArray  *labels;
  guint       n_rows;
  DeckleBank *bank;
  char       *problem;
  GPtrArray  *notes;
} DeckleSeparated;

DeckleSeparated *deckle_separated_read (GBytes                        *bytes,
                                        const char                    *name,
                                        const DeckleSeparatedOptions  *options,
                                        GError                       **error) G_GNUC_WARN_UNUSED_RESULT;
void             deckle_separated_free (DeckleSeparated               *separated);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleSeparated, deckle_separated_free)

G_END_DECLS
