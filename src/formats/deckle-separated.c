/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-separated.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/deckle-card-builder.h"
#include "formats/deckle-html.h"
#include "formats/deckle-separated-columns.h"
#include "formats/deckle-text.h"

#define HTML_ROWS 20u
#define LABEL_LENGTH 40
#define LEVEL_MARK "::"

/* A table while it becomes cards. */
typedef struct
{
  DeckleSeparated       *result;
  const DeckleTableHead *head;
  const DeckleTable     *table;
  DeckleCardBuilder     *builder;
  char                  *deck;       /* (owned) (nullable): what the decks of all rows have in common */
  gboolean               own;        /* written by us: a quotation mark guards a cell from being a formula */
  gboolean               html_declared; /* somebody says that it is HTML, code too */
} Reading;

/**
 * deckle_separated_free:
 * @separated: (nullable) (transfer full): a table
 *
 * Frees a table, its bank and its notes.
 */
void
deckle_separated_free (DeckleSeparated *separated)
{
  if (separated == NULL)
    return;
  g_clear_object (&separated->bank);
  g_clear_pointer (&separated->columns, g_array_unref);
  g_clear_pointer (&separated->labels, g_ptr_array_unref);
  g_clear_pointer (&separated->notes, g_ptr_array_unref);
  g_free (separated->problem);
  g_free (separated);
}

static char *
get_stem (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

/* A spreadsheet takes what begins like this for a formula, so our export puts a quotation mark before it. */
static const char *
unguard (const Reading *reading,
         const char    *cell)
{
  if (reading->own && cell[0] == '\'' && cell[1] != '\0' && strchr ("=+-@'", cell[1]) != NULL)
    return cell + 1;
  return cell;
}

/* Whether @column holds the text of a program or what it prints, where a tag is most likely just text. */
static gboolean
is_program (DeckleColumn column)
{
  return column == DECKLE_COLUMN_CODE || column == DECKLE_COLUMN_OUTPUT;
}

/* A program that writes tags stays as it is; one that a web editor has laid out has its lines as markup. */
static gboolean
is_html_cell (Reading      *reading,
              DeckleColumn  column,
              const char   *cell)
{
  if (!reading->result->is_html)
    return FALSE;
  return !is_program (column) || reading->html_declared ||
         (strchr (cell, '\n') == NULL && (strstr (cell, "<br") != NULL || strstr (cell, "<pre") != NULL));
}

/* All that a row has for @column, as text; several columns are parted by blank lines. */
static char *
read_field (Reading       *reading,
            DeckleDraft   *draft,
            guint          row,
            DeckleColumn   column)
{
  GArray *columns = reading->result->columns;
  g_autoptr (GString) whole = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const char *cell;

      if (g_array_index (columns, DeckleColumn, i) != column)
        continue;
      cell = unguard (reading, deckle_table_get_cell (reading->table, row, i));
      if (*cell == '\0')
        continue;
      if (whole->len > 0)
        g_string_append (whole, "\n\n");
      if (is_html_cell (reading, column, cell))
        {
          g_auto (DeckleHtmlText) html = { 0 };

          deckle_html_read (&html, cell, column == DECKLE_COLUMN_ANSWER && draft->code == NULL);
          g_string_append (whole, html.text);
          if (html.code != NULL && *html.code != '\0')
            draft->code = g_steal_pointer (&html.code);
          draft->n_media += html.n_media;
        }
      else
        g_string_append (whole, cell);
    }
  return g_string_free_and_steal (g_steal_pointer (&whole));
}

static void
read_tags (DeckleDraft *draft,
           const char  *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\n,", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !g_ptr_array_find_with_equal_func (draft->tags, words[i], g_str_equal, NULL))
      g_ptr_array_add (draft->tags, g_strdup (words[i]));
}

/* “Go::Basics::Slices” below “Go” is the section “Basics: Slices”. */
static char *
read_section (Reading     *reading,
              const char  *deck,
              const char  *section)
{
  g_auto (GStrv) levels = NULL;
  gsize skip = 0;

  if (*section != '\0')
    return g_strdup (section);
  if (*deck == '\0')
    return NULL;
  if (reading->deck != NULL)
    {
      skip = strlen (reading->deck);
      if (deck[skip] == '\0')
        return NULL;
      skip += strlen (LEVEL_MARK);
    }
  levels = g_strsplit (deck + skip, LEVEL_MARK, -1);
  return g_strjoinv (": ", levels);
}

static DeckleDraft *
read_draft (Reading *reading,
            guint    row)
{
  DeckleDraft *draft = deckle_draft_new ();
  const DeckleTableRow *rows = (const DeckleTableRow *) (const void *) reading->table->rows->data;
  g_autofree char *tags = NULL, *deck = NULL, *section = NULL, *code = NULL;

  draft->line = rows[row].line;
  draft->question = g_strstrip (read_field (reading, draft, row, DECKLE_COLUMN_QUESTION));
  code = read_field (reading, draft, row, DECKLE_COLUMN_CODE);
  if (*code != '\0')
    draft->code = g_steal_pointer (&code);
  draft->answer = g_strstrip (read_field (reading, draft, row, DECKLE_COLUMN_ANSWER));
  draft->detail = g_strstrip (read_field (reading, draft, row, DECKLE_COLUMN_DETAIL));
  draft->id = g_strstrip (read_field (reading, draft, row, DECKLE_COLUMN_ID));
  draft->points = read_field (reading, draft, row, DECKLE_COLUMN_POINTS);
  draft->level = read_field (reading, draft, row, DECKLE_COLUMN_LEVEL);
  draft->lang = read_field (reading, draft, row, DECKLE_COLUMN_LANGUAGE);
  draft->output = read_field (reading, draft, row, DECKLE_COLUMN_OUTPUT);
  draft->kind = read_field (reading, draft, row, DECKLE_COLUMN_KIND);
  draft->imports = read_field (reading, draft, row, DECKLE_COLUMN_IMPORTS);
  draft->go = read_field (reading, draft, row, DECKLE_COLUMN_GO);
  draft->flags = read_field (reading, draft, row, DECKLE_COLUMN_FLAGS);
  draft->references = read_field (reading, draft, row, DECKLE_COLUMN_REFERENCES);
  draft->see_also = read_field (reading, draft, row, DECKLE_COLUMN_SEE_ALSO);
  draft->number = read_field (reading, draft, row, DECKLE_COLUMN_NUMBER);
  section = g_strstrip (read_field (reading, draft, row, DECKLE_COLUMN_SECTION));
  deck = g_strstrip (read_field (reading, draft, row, DECKLE_COLUMN_DECK));
  draft->section = read_section (reading, deck, section);
  tags = read_field (reading, draft, row, DECKLE_COLUMN_TAGS);
  read_tags (draft, tags);
  if (reading->head->tags != NULL)
    read_tags (draft, reading->head->tags);
  return draft;
}

/* The first level of the decks, or all of the deck, where all rows share it. */
static char *
find_common_deck (Reading *reading)
{
  GArray *columns = reading->result->columns;
  g_autofree char *common = NULL;
  guint column = 0;

  while (column < columns->len && g_array_index (columns, DeckleColumn, column) != DECKLE_COLUMN_DECK)
    column++;
  for (guint row = reading->result->has_header ? 1 : 0; row < deckle_table_get_n_rows (reading->table); row++)
    {
      g_autofree char *deck = g_strstrip (g_strdup (unguard (reading, deckle_table_get_cell (reading->table, row, column))));
      char *mark = strstr (deck, LEVEL_MARK);

      if (mark != NULL)
        *mark = '\0';
      if (*deck == '\0')
        continue;
      if (common == NULL)
        common = g_steal_pointer (&deck);
      else if (!g_str_equal (common, deck))
        return NULL;
    }
  return g_steal_pointer (&common);
}

static void
find_labels (Reading *reading)
{
  DeckleSeparated *result = reading->result;
  gboolean any = deckle_table_get_n_rows (reading->table) > 0;

  for (guint i = 0; i < result->columns->len; i++)
    {
      const char *cell = any ? deckle_table_get_cell (reading->table, 0, i) : "";
      g_autofree char *line = g_strdelimit (g_utf8_substring (cell, 0, MIN (g_utf8_strlen (cell, -1), LABEL_LENGTH)), "\n\t",
                                            ' ');

      g_ptr_array_add (result->labels, g_steal_pointer (&line));
    }
}

static gboolean
find_html (const DeckleTable *table,
           GArray            *columns)
{
  for (guint row = 0; row < MIN (deckle_table_get_n_rows (table), HTML_ROWS); row++)
    for (guint i = 0; i < deckle_table_get_width (table, row); i++)
      if ((i >= columns->len || !is_program (g_array_index (columns, DeckleColumn, i))) &&
          deckle_html_is_likely (deckle_table_get_cell (table, row, i)))
        return TRUE;
  return FALSE;
}

/* Our own header: nobody else names all of these. */
static gboolean
is_own (const DeckleSeparated *result)
{
  gboolean kind = FALSE, flags = FALSE;

  for (guint i = 0; i < result->columns->len; i++)
    {
      DeckleColumn column = g_array_index (result->columns, DeckleColumn, i);

      kind |= column == DECKLE_COLUMN_KIND;
      flags |= column == DECKLE_COLUMN_FLAGS;
    }
  return kind && flags;
}

static void
add_table_notes (Reading *reading)
{
  GPtrArray *notes = reading->result->notes;
  guint n_comments = reading->table->n_comments;

  if (reading->table->open_line > 0)
    deckle_import_add_note (notes, reading->table->open_line,
                            _("The quotation mark that opens here is never closed; it was taken as it stands."));
  if (n_comments > 0)
    deckle_import_add_note (notes, 0, ngettext ("%u line that begins with “#” was taken as a comment.",
                                                "%u lines that begin with “#” were taken as comments.", n_comments),
                            n_comments);
}

static void
make_bank (Reading    *reading,
           const char *name)
{
  DeckleSeparated *result = reading->result;
  g_autofree char *stem = get_stem (name);
  const char *title;

  reading->deck = find_common_deck (reading);
  title = reading->deck != NULL ? reading->deck : reading->head->deck != NULL ? reading->head->deck : stem;
  reading->builder = deckle_card_builder_new (*title != '\0' ? title : stem, result->notes);
  for (guint row = result->has_header ? 1 : 0; row < deckle_table_get_n_rows (reading->table); row++)
    deckle_card_builder_add (reading->builder, read_draft (reading, row));
  result->bank = deckle_card_builder_finish (g_steal_pointer (&reading->builder));
  if (result->bank == NULL)
    result->problem = g_strdup (_("No row has both a question and an answer"));
}

/* Takes @text. */
static gboolean
read_table (DeckleSeparated               *result,
            char                          *text,
            const char                    *name,
            const DeckleSeparatedOptions  *options,
            GError                       **error)
{
  g_auto (DeckleTableHead) head = { 0 };
  g_auto (DeckleTable) table = { 0 };
  g_autofree char *folded = g_ascii_strdown (name, -1);
  Reading reading = { .result = result, .head = &head, .table = &table };
  char *body;

  deckle_table_head_read (&head, text);
  result->separator = options->separator != 0 ? options->separator : head.separator;
  if (result->separator == 0)
    result->separator = deckle_table_guess (head.body, g_str_has_suffix (folded, ".csv"));
  body = g_strdup (head.body);
  g_free (text);
  if (!deckle_table_split (&table, body, head.lines + 1, result->separator, G_MAXUINT - 1, error))
    return FALSE;
  result->has_header = options->header == DECKLE_GUESS ? head.columns == NULL && deckle_columns_is_header (&table)
                                                       : options->header == DECKLE_YES;
  result->columns = deckle_columns_find (&table, &head, result->separator, result->has_header);
  for (guint i = 0; i < MIN (options->n_columns, result->columns->len); i++)
    g_array_index (result->columns, DeckleColumn, i) = options->columns[i];
  /* Only a table for spreadsheets has names in a row. */
  reading.own = result->has_header && is_own (result);
  result->is_html = options->html != DECKLE_GUESS ? options->html == DECKLE_YES
                                                  : head.html != DECKLE_GUESS ? head.html == DECKLE_YES
                                                                              : !reading.own && find_html (&table, result->columns);
  reading.html_declared = options->html == DECKLE_YES || (options->html == DECKLE_GUESS && head.html == DECKLE_YES);
  result->n_rows = deckle_table_get_n_rows (&table) - (result->has_header && deckle_table_get_n_rows (&table) > 0);
  add_table_notes (&reading);
  find_labels (&reading);
  make_bank (&reading, name);
  g_free (reading.deck);
  return TRUE;
}

/* What has the name of a table and is none. */
static gboolean
check_document (const char  *text,
                GError     **error)
{
  static const struct
  {
    const char *begins;
    const char *what;
  } kinds[] = {
    { "<!doctype", N_("This is an HTML page, not a table; save the text itself") },
    { "<html", N_("This is an HTML page, not a table; save the text itself") },
    { "<?xml", N_("This is an XML document, not a table") },
  };
  const char *start = text + strspn (text, " \t\n");

  if (*start == '\0')
    {
      g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_EMPTY, _("The file is blank"));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strncasecmp (start, kinds[i].begins, strlen (kinds[i].begins)) == 0)
      {
        g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN, _(kinds[i].what));
        return FALSE;
      }
  return TRUE;
}

/**
 * deckle_separated_read:
 * @bytes: text of a table, at most 64 MiB
 * @name: base name of the file; the title where the table has none, and “.csv” speaks for commas
 * @options: (nullable): how to read it, %NULL to find everything out
 * @error: return location for a [error@FormatError]
 *
 * Reads cards from a table whose fields are parted by tabs, commas or another sign: what Anki and spreadsheets export.
 *
 * Knows the lines “#separator:”, “#html:”, “#tags:”, “#columns:”, “#deck:”, “#guid column:”, “#deck column:” and “#tags
 * column:” of Anki, the old first line “tags:”, comments, quotation marks doubled inside and with line ends in them, rows of
 * any width, and a first row of names. Without any of these the columns are question, answer and more. HTML becomes
 * text, pictures and sounds words that say so; clozes stay as they are. A card's id comes from the guid or else from the
 * question, the deck's from its title, so that importing again updates. Nothing is dropped without a note. Performs no I/O,
 * takes linear time, and may be called from any thread.
 *
 * Returns: (transfer full) (nullable): the table, without a bank but with a problem when it has no card; %NULL with @error
 *   set when it is no table
 */
DeckleSeparated *
deckle_separated_read (GBytes                        *bytes,
                       const char                    *name,
                       const DeckleSeparatedOptions  *options,
                       GError                       **error)
{
  const DeckleSeparatedOptions defaults = DECKLE_SEPARATED_OPTIONS_INIT;
  g_autoptr (DeckleSeparated) result = g_new0 (DeckleSeparated, 1);
  char *text;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  result->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_import_note_free);
  result->labels = g_ptr_array_new_with_free_func (g_free);
  text = deckle_text_decode (bytes, result->notes, error);
  if (text == NULL)
    return NULL;
  if (!check_document (text, error))
    {
      g_free (text);
      return NULL;
    }
  if (!read_table (result, text, name, options != NULL ? options : &defaults, error))
    return NULL;
  return g_steal_pointer (&result);
}
