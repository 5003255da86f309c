/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-separated-columns.h"

#include <string.h>

#define SAMPLE_ROWS 20u

/* What our own export calls a column. Not translated: a file must be read back in any language. */
static const char * const own_names[DECKLE_N_COLUMNS] = {
  [DECKLE_COLUMN_NONE] = "",
  [DECKLE_COLUMN_QUESTION] = "question",
  [DECKLE_COLUMN_ANSWER] = "answer",
  [DECKLE_COLUMN_DETAIL] = "detail",
  [DECKLE_COLUMN_POINTS] = "points",
  [DECKLE_COLUMN_TAGS] = "tags",
  [DECKLE_COLUMN_SECTION] = "section",
  [DECKLE_COLUMN_DECK] = "deck",
  [DECKLE_COLUMN_ID] = "guid",
  [DECKLE_COLUMN_NUMBER] = "number",
  [DECKLE_COLUMN_LEVEL] = "level",
  [DECKLE_COLUMN_CODE] = "code",
  [DECKLE_COLUMN_LANGUAGE] = "language",
  [DECKLE_COLUMN_OUTPUT] = "output",
  [DECKLE_COLUMN_KIND] = "code kind",
  [DECKLE_COLUMN_IMPORTS] = "imports",
  [DECKLE_COLUMN_GO] = "go",
  [DECKLE_COLUMN_FLAGS] = "code flags",
  [DECKLE_COLUMN_REFERENCES] = "references",
  [DECKLE_COLUMN_SEE_ALSO] = "see also",
};

static const struct
{
  const char  *name;
  DeckleColumn column;
} other_names[] = {
  { "front", DECKLE_COLUMN_QUESTION }, { "term", DECKLE_COLUMN_QUESTION }, { "prompt", DECKLE_COLUMN_QUESTION },
  { "q", DECKLE_COLUMN_QUESTION }, { "text", DECKLE_COLUMN_QUESTION }, { "frage", DECKLE_COLUMN_QUESTION },
  { "back", DECKLE_COLUMN_ANSWER }, { "definition", DECKLE_COLUMN_ANSWER }, { "a", DECKLE_COLUMN_ANSWER },
  { "antwort", DECKLE_COLUMN_ANSWER }, { "response", DECKLE_COLUMN_ANSWER },
  { "extra", DECKLE_COLUMN_DETAIL }, { "back extra", DECKLE_COLUMN_DETAIL }, { "explanation", DECKLE_COLUMN_DETAIL },
  { "details", DECKLE_COLUMN_DETAIL }, { "notes", DECKLE_COLUMN_DETAIL }, { "more", DECKLE_COLUMN_DETAIL },
  { "key points", DECKLE_COLUMN_POINTS }, { "tag", DECKLE_COLUMN_TAGS }, { "labels", DECKLE_COLUMN_TAGS },
  { "keywords", DECKLE_COLUMN_TAGS }, { "topic", DECKLE_COLUMN_SECTION }, { "category", DECKLE_COLUMN_SECTION },
  { "chapter", DECKLE_COLUMN_SECTION }, { "id", DECKLE_COLUMN_ID }, { "difficulty", DECKLE_COLUMN_LEVEL },
  { "example", DECKLE_COLUMN_CODE }, { "lang", DECKLE_COLUMN_LANGUAGE }, { "code language", DECKLE_COLUMN_LANGUAGE },
  { "expected output", DECKLE_COLUMN_OUTPUT }, { "links", DECKLE_COLUMN_REFERENCES },
  { "sources", DECKLE_COLUMN_REFERENCES }, { "see_also", DECKLE_COLUMN_SEE_ALSO },
};

/**
 * deckle_column_get_name:
 * @column: a column
 *
 * Returns: what stands in the header of our own files, not translated; empty for %DECKLE_COLUMN_NONE
 */
const char *
deckle_column_get_name (DeckleColumn column)
{
  return column < DECKLE_N_COLUMNS ? own_names[column] : "";
}

/**
 * deckle_column_from_name:
 * @name: a cell of a header
 *
 * Knows our own names, and those of Anki and of usual spreadsheets, in capitals or not.
 *
 * Returns: the column, %DECKLE_COLUMN_NONE when the name says nothing
 */
DeckleColumn
deckle_column_from_name (const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, DECKLE_COLUMN_NONE);

  folded = g_strstrip (g_ascii_strdown (name, -1));
  for (int i = DECKLE_COLUMN_NONE + 1; i < DECKLE_N_COLUMNS; i++)
    if (g_str_equal (own_names[i], folded))
      return (DeckleColumn) i;
  for (gsize i = 0; i < G_N_ELEMENTS (other_names); i++)
    if (g_str_equal (other_names[i].name, folded))
      return other_names[i].column;
  return DECKLE_COLUMN_NONE;
}

/* Whether the first row names columns: two known names, one of them a face of a card. */
gboolean
deckle_columns_is_header (const DeckleTable *table)
{
  guint width, n_known = 0;
  gboolean face = FALSE;

  if (deckle_table_get_n_rows (table) == 0)
    return FALSE;
  width = deckle_table_get_width (table, 0);
  for (guint i = 0; i < width; i++)
    {
      const char *cell = deckle_table_get_cell (table, 0, i);
      DeckleColumn column = deckle_column_from_name (cell);

      n_known += column != DECKLE_COLUMN_NONE;
      face |= column == DECKLE_COLUMN_QUESTION || column == DECKLE_COLUMN_ANSWER;
    }
  return face && n_known >= 2;
}

/* Whether a column holds tags: words, with commas or blanks between them, none of them long. */
static gboolean
looks_like_tags (const DeckleTable *table,
                 guint              first,
                 guint              column)
{
  guint n_rows = MIN (deckle_table_get_n_rows (table), first + SAMPLE_ROWS), n = 0;

  for (guint row = first; row < n_rows; row++)
    {
      const char *cell = deckle_table_get_cell (table, row, column);

      if (*cell == '\0')
        continue;
      /* A blank alone parts words of a sentence as well. */
      if (strlen (cell) > 60 || strpbrk (cell, ".?!(\n") != NULL || (strchr (cell, ' ') != NULL && strchr (cell, ',') == NULL))
        return FALSE;
      n++;
    }
  return n > 0;
}

static guint
count_columns (const DeckleTable *table)
{
  guint width = 0;

  for (guint row = 0; row < deckle_table_get_n_rows (table) && width < DECKLE_SEPARATED_COLUMNS_MAX; row++)
    width = MAX (width, deckle_table_get_width (table, row));
  return MIN (width, DECKLE_SEPARATED_COLUMNS_MAX);
}

static void
name_columns (GArray            *columns,
              const DeckleTable *names)
{
  for (guint i = 0; i < columns->len; i++)
    g_array_index (columns, DeckleColumn, i) = deckle_column_from_name (deckle_table_get_cell (names, 0, i));
}

static gboolean
has_column (GArray       *columns,
            DeckleColumn  column)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, DeckleColumn, i) == column)
      return TRUE;
  return FALSE;
}

/* The fields of an Anki note in their order, where no name tells: question, answer, and more. */
static void
fill_columns (GArray                *columns,
              const DeckleTable     *table,
              const DeckleTableHead *head,
              guint                  first)
{
  gboolean question = has_column (columns, DECKLE_COLUMN_QUESTION), answer = has_column (columns, DECKLE_COLUMN_ANSWER);
  gboolean told = question || answer;

  for (guint i = 0; i < columns->len; i++)
    {
      DeckleColumn *column = &g_array_index (columns, DeckleColumn, i);
      DeckleColumn role = i < head->roles->len ? g_array_index (head->roles, DeckleColumn, i) : DECKLE_COLUMN_NONE;

      if (role != DECKLE_COLUMN_NONE)
        *column = role == DECKLE_N_COLUMNS ? DECKLE_COLUMN_NONE : role;
      else if (*column != DECKLE_COLUMN_NONE)
        continue;
      else if (!question)
        {
          *column = DECKLE_COLUMN_QUESTION;
          question = TRUE;
        }
      else if (!answer)
        {
          *column = DECKLE_COLUMN_ANSWER;
          answer = TRUE;
        }
      else if (!told)
        *column = i + 1 == columns->len && looks_like_tags (table, first, i) ? DECKLE_COLUMN_TAGS : DECKLE_COLUMN_DETAIL;
    }
}

/* What stands in each column: as the head says, the names say, or the order lets guess. @first: first row of cards. */
GArray *
deckle_columns_find (const DeckleTable     *table,
                     const DeckleTableHead *head,
                     char                   separator,
                     gboolean               has_header)
{
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (DeckleColumn));

  g_array_set_size (columns, count_columns (table));
  if (has_header)
    name_columns (columns, table);
  else if (head->columns != NULL)
    {
      g_auto (DeckleTable) names = { 0 };

      if (deckle_table_split (&names, g_strdup (head->columns), 1, separator, 1, NULL) &&
          deckle_table_get_n_rows (&names) > 0)
        name_columns (columns, &names);
    }
  fill_columns (columns, table, head, has_header ? 1 : 0);
  return columns;
}
