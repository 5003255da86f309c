/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-separated-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/deckle-separated-columns.h"

#define GUESS_BYTES 8192
#define GUESS_ROWS 20

static const struct
{
  const char *name;
  char        separator;
} separators[] = {
  { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "space", ' ' }, { "pipe", '|' }, { "colon", ':' },
};

/* A spreadsheet that saved the file anew leaves its separators behind every short line. */
static char *
dup_word (const char *value)
{
  gsize length = *value != '\0' ? 1 : 0;

  while (g_ascii_isalnum (value[length]))
    length++;
  return g_strndup (value, length);
}

static char
read_separator (const char *value)
{
  g_autofree char *word = dup_word (value);

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    if (g_ascii_strcasecmp (word, separators[i].name) == 0)
      return separators[i].separator;
  return *value != '"' && *value != '\n' && (guchar) *value < 0x80 ? *value : 0;
}

static void
set_role (DeckleTableHead *head,
          const char      *value,
          DeckleColumn     column)
{
  guint64 number = g_ascii_strtoull (value, NULL, 10);

  if (number < 1 || number > DECKLE_SEPARATED_COLUMNS_MAX)
    return;
  if (head->roles->len < number)
    g_array_set_size (head->roles, (guint) number);
  g_array_index (head->roles, DeckleColumn, number - 1) = column;
}

/* @role: one of #columns that a directive gives to a column. */
static gboolean
read_column_key (DeckleTableHead *head,
                 const char      *key,
                 const char      *value)
{
  static const struct
  {
    const char  *key;
    DeckleColumn column;
  } keys[] = {
    { "tags column", DECKLE_COLUMN_TAGS }, { "deck column", DECKLE_COLUMN_DECK },
    { "guid column", DECKLE_COLUMN_ID },
    /* No column of ours: what Anki calls a note type is how a card looks there. */
    { "notetype column", DECKLE_N_COLUMNS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key))
      {
        set_role (head, value, keys[i].column);
        return TRUE;
      }
  return FALSE;
}

static void
read_directive (DeckleTableHead *head,
                const char      *line)
{
  g_auto (GStrv) parts = g_strsplit (line + 1, ":", 2);
  g_autofree char *key = NULL, *word = NULL;

  if (parts[0] == NULL || parts[1] == NULL)
    return;
  key = g_ascii_strdown (g_strstrip (parts[0]), -1);
  word = dup_word (parts[1]);
  if (read_column_key (head, key, parts[1]))
    return;
  if (g_str_equal (key, "separator"))
    head->separator = read_separator (parts[1]);
  else if (g_str_equal (key, "html"))
    head->html = g_ascii_strcasecmp (word, "true") == 0 ? DECKLE_YES : DECKLE_NO;
  else if (g_str_equal (key, "tags"))
    g_set_str (&head->tags, parts[1]);
  else if (g_str_equal (key, "deck"))
    g_set_str (&head->deck, g_strstrip (parts[1]));
  else if (g_str_equal (key, "columns"))
    g_set_str (&head->columns, parts[1]);
}

/*
 * Reads the lines that say how the file is to be read: “#separator:tab”, and the old “tags: a b”.
 * Lines that say nothing are comments. Keys of Anki that speak of its own database are left alone.
 */
void
deckle_table_head_read (DeckleTableHead *head,
                        char            *text)
{
  gboolean first = TRUE;

  *head = (DeckleTableHead){ .html = DECKLE_GUESS, .body = text };
  head->roles = g_array_new (FALSE, TRUE, sizeof (DeckleColumn));
  while (*head->body == '#' || (first && g_ascii_strncasecmp (head->body, "tags:", 5) == 0))
    {
      char *end = head->body + strcspn (head->body, "\n");
      g_autofree char *line = g_strndup (head->body, (gsize) (end - head->body));

      if (*line == '#')
        read_directive (head, line);
      else
        g_set_str (&head->tags, line + 5);
      head->body = *end == '\n' ? end + 1 : end;
      head->lines++;
      first = FALSE;
    }
}

void
deckle_table_head_clear (DeckleTableHead *head)
{
  g_clear_pointer (&head->tags, g_free);
  g_clear_pointer (&head->deck, g_free);
  g_clear_pointer (&head->columns, g_free);
  g_clear_pointer (&head->roles, g_array_unref);
}

/* Where the rows are split: reads at @from, writes the bare text of cells at @to, never ahead of it. */
typedef struct
{
  DeckleTable *table;
  char         separator;
  char        *from;
  char        *to;
  guint        line;
} Splitter;

/* The closing mark of what opens at @open, or NULL. @single: it must stand on the same line. */
static char *
find_close (char     *open,
            gboolean  single)
{
  for (char *p = open + 1; *p != '\0' && !(single && *p == '\n'); p++)
    if (*p == '"')
      {
        if (p[1] != '"')
          return p;
        p++;
      }
  return NULL;
}

/* Copies what stands between quotation marks, a doubled one as one. */
static void
take_quoted (Splitter   *s,
             const char *close)
{
  for (s->from++; s->from < close; s->from++)
    {
      s->line += *s->from == '\n';
      *s->to++ = *s->from;
      if (*s->from == '"')
        s->from++;
    }
  s->from = (char *) close + 1;
}

static void
read_cell (Splitter *s)
{
  guint32 offset = (guint32) (s->to - s->table->text);
  const char *close;

  g_array_append_val (s->table->cells, offset);
  if (*s->from == '"')
    {
      close = find_close (s->from, s->table->open_line > 0);
      if (close != NULL)
        take_quoted (s, close);
      else if (s->table->open_line == 0)
        s->table->open_line = s->line;
    }
  while (*s->from != '\0' && *s->from != '\n' && *s->from != s->separator)
    *s->to++ = *s->from++;
}

/* Whether there was more than blanks; the row takes back what it took when not. */
static gboolean
read_row (Splitter *s)
{
  DeckleTableRow row = { s->table->cells->len, s->line };
  char *start = s->to;
  gboolean more, blank = TRUE;

  do
    {
      more = FALSE;
      read_cell (s);
      if (*s->from == s->separator && *s->from != '\0' && *s->from != '\n')
        {
          s->from++;
          more = TRUE;
        }
      /* A cell ends where the sign behind it stood: @to never passes @from. */
      if (!more && *s->from == '\n')
        {
          s->from++;
          s->line++;
        }
      else if (!more)
        {
          *s->to++ = '\0';
          break;
        }
      *s->to++ = '\0';
    }
  while (more);

  for (char *p = start; p < s->to && blank; p++)
    blank = *p == '\0' || g_ascii_isspace (*p);
  if (blank)
    {
      g_array_set_size (s->table->cells, row.first_cell);
      s->to = start;
    }
  else
    g_array_append_val (s->table->rows, row);
  return !blank;
}

static void
skip_comment (Splitter *s)
{
  s->from += strcspn (s->from, "\n");
  if (*s->from == '\n')
    s->from++;
  s->line++;
  s->table->n_comments++;
}

/*
 * Splits @text, which it takes and writes into. @line: number of its first line. A quotation mark that is never closed is
 * taken literally, and its line kept; after it a quoted cell must end on its own line, so that time stays linear.
 */
gboolean
deckle_table_split (DeckleTable  *table,
                    char         *text,
                    guint         line,
                    char          separator,
                    guint         max_rows,
                    GError      **error)
{
  Splitter s = { table, separator, text, text, line };
  DeckleTableRow end;

  *table = (DeckleTable){ .text = text };
  table->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  table->rows = g_array_new (FALSE, FALSE, sizeof (DeckleTableRow));
  while (*s.from != '\0' && table->rows->len < max_rows && table->cells->len < DECKLE_TABLE_CELLS_MAX)
    {
      if (*s.from == '#')
        skip_comment (&s);
      else
        read_row (&s);
    }
  end = (DeckleTableRow){ table->cells->len, s.line };
  g_array_append_val (table->rows, end);
  if (table->cells->len < DECKLE_TABLE_CELLS_MAX)
    return TRUE;

  g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_TOO_LARGE, _("The table has more than %d cells"),
               DECKLE_TABLE_CELLS_MAX);
  return FALSE;
}

void
deckle_table_clear (DeckleTable *table)
{
  g_clear_pointer (&table->text, g_free);
  g_clear_pointer (&table->cells, g_array_unref);
  g_clear_pointer (&table->rows, g_array_unref);
}

guint
deckle_table_get_n_rows (const DeckleTable *table)
{
  return table->rows->len - 1;
}

guint
deckle_table_get_width (const DeckleTable *table,
                        guint              row)
{
  const DeckleTableRow *rows = (const DeckleTableRow *) (const void *) table->rows->data;

  return rows[row + 1].first_cell - rows[row].first_cell;
}

/* An empty text where the row is not that wide. */
const char *
deckle_table_get_cell (const DeckleTable *table,
                       guint              row,
                       guint              column)
{
  const DeckleTableRow *rows = (const DeckleTableRow *) (const void *) table->rows->data;

  if (column >= deckle_table_get_width (table, row))
    return "";
  return table->text + g_array_index (table->cells, guint32, rows[row].first_cell + column);
}

/* How many of the first rows have the most usual width, which is more than one column; 0..GUESS_ROWS. */
static guint
count_regular (const char *head,
               char        separator,
               guint      *n_rows)
{
  g_auto (DeckleTable) table = { 0 };
  guint widths[GUESS_ROWS] = { 0 }, best = 0;

  if (!deckle_table_split (&table, g_strdup (head), 1, separator, GUESS_ROWS, NULL))
    return 0;
  /* The text may have been cut inside of quotation marks. */
  *n_rows = table.open_line > 1 ? 0 : deckle_table_get_n_rows (&table);
  while (table.open_line > 1 && *n_rows < deckle_table_get_n_rows (&table) &&
         g_array_index (table.rows, DeckleTableRow, *n_rows).line < table.open_line)
    ++*n_rows;
  for (guint i = 0; i < *n_rows; i++)
    widths[i] = deckle_table_get_width (&table, i);
  for (guint i = 0; i < *n_rows; i++)
    {
      guint n = 0;

      for (guint j = 0; j < *n_rows; j++)
        n += widths[j] == widths[i];
      if (widths[i] > 1)
        best = MAX (best, n);
    }
  return best;
}

/* Whether the sign stands somewhere as in a table, without the blank that follows it in a sentence. */
static gboolean
is_tight (const char *text,
          char        sign)
{
  for (const char *p = strchr (text, sign); p != NULL; p = strchr (p + 1, sign))
    if (p[1] != ' ')
      return TRUE;
  return FALSE;
}

/* Whether the first row names columns when it is parted by @separator. */
static gboolean
names_columns (const char *head,
               char        separator)
{
  g_auto (DeckleTable) table = { 0 };

  return deckle_table_split (&table, g_strdup (head), 1, separator, 1, NULL) && deckle_columns_is_header (&table);
}

/*
 * The separator of a file that does not name it. A tab wins, as in Anki, since nobody types one by chance; of the others the
 * one that gives most rows the same width, so that a colon or comma in a sentence does not count. @comma: the name says “.csv”.
 */
char
deckle_table_guess (const char *body,
                    gboolean    comma)
{
  static const char candidates[] = { '|', ';', ',', ':' };
  gsize length = strnlen (body, GUESS_BYTES);
  g_autofree char *head = g_strndup (body, length);
  char best = comma ? ',' : '\t';
  guint best_count = 0, n_rows = 0;

  if (body[length] != '\0' && strrchr (head, '\n') != NULL)
    *strrchr (head, '\n') = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (names_columns (head, candidates[i]))
      return candidates[i];
  if (count_regular (head, '\t', &n_rows) * 2 >= MAX (n_rows, 1))
    return '\t';
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint count = count_regular (head, candidates[i], &n_rows);
      gboolean usual = comma && candidates[i] == ',' && is_tight (head, ',');

      if (count > best_count || (usual && count == best_count && count > 0))
        {
          best = candidates[i];
          best_count = count;
        }
    }
  if (best_count == 0 && strchr (head, '\t') != NULL)
    return '\t';
  return best;
}
