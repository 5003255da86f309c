/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-format-writer.h"

#include <string.h>

#include "formats/deckle-separated.h"

/* Question and answer are the first two fields, which Anki's Basic type has; id, deck and tags it takes from their columns. */
static const DeckleColumn columns[] = {
  DECKLE_COLUMN_ID, DECKLE_COLUMN_DECK, DECKLE_COLUMN_TAGS, DECKLE_COLUMN_QUESTION, DECKLE_COLUMN_ANSWER,
  DECKLE_COLUMN_DETAIL, DECKLE_COLUMN_POINTS, DECKLE_COLUMN_CODE, DECKLE_COLUMN_LANGUAGE, DECKLE_COLUMN_OUTPUT,
  DECKLE_COLUMN_KIND, DECKLE_COLUMN_IMPORTS, DECKLE_COLUMN_GO, DECKLE_COLUMN_FLAGS, DECKLE_COLUMN_NUMBER,
  DECKLE_COLUMN_LEVEL, DECKLE_COLUMN_REFERENCES, DECKLE_COLUMN_SEE_ALSO,
};

typedef struct
{
  DeckleTableStyle style;
  GString         *row;
  GString         *field;
  const char      *deck_id;
  char            *deck;    /* title of deck and section, as Anki writes it */
} Writer;

/* A list of texts, each on a line of its own. */
static void
put_lines (GString            *field,
           const char * const *texts,
           char                joint)
{
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (texts[i]), joint == ' ' ? " \n,\t" : "\n", joint == ' ' ? '_' : ' ');

      if (i > 0)
        g_string_append_c (field, joint);
      g_string_append (field, text);
    }
}

static void
put_references (GString    *field,
                DeckleCard *card)
{
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);
      g_autofree char *title = g_strdelimit (g_strdup (reference->title), "\n", ' ');

      g_string_append_printf (field, "%s%s <%s>", i > 0 ? "\n" : "", title, reference->url);
    }
}

static void
put_flags (GString          *field,
           const DeckleCode *code)
{
  const struct
  {
    gboolean    holds;
    const char *word;
  } flags[] = {
    { code->run, "run" }, { code->fails, "fails" }, { code->to_stderr, "stderr" }, { code->external, "external" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (flags) && code->kind != DECKLE_CODE_NONE; i++)
    if (flags[i].holds)
      g_string_append_printf (field, "%s%s", field->len > 0 ? " " : "", flags[i].word);
}

static void
put_text (GString    *field,
          const char *text)
{
  g_string_append (field, text != NULL ? text : "");
}

static void
put_column (Writer       *writer,
            DeckleCard   *card,
            DeckleColumn  column)
{
  const DeckleCode *code = deckle_card_get_code (card);
  GString *field = writer->field;

  switch (column)
    {
    case DECKLE_COLUMN_ID:
      g_string_append_printf (field, "%s/%s", writer->deck_id, deckle_card_get_id (card));
      break;
    case DECKLE_COLUMN_DECK:
      put_text (field, writer->deck);
      break;
    case DECKLE_COLUMN_TAGS:
      put_lines (field, deckle_card_get_tags (card), ' ');
      break;
    case DECKLE_COLUMN_QUESTION:
      put_text (field, deckle_card_get_question (card));
      break;
    case DECKLE_COLUMN_ANSWER:
      put_text (field, deckle_card_get_answer (card));
      break;
    case DECKLE_COLUMN_DETAIL:
      put_text (field, deckle_card_get_detail (card));
      break;
    case DECKLE_COLUMN_POINTS:
      put_lines (field, deckle_card_get_points (card), '\n');
      break;
    case DECKLE_COLUMN_CODE:
      put_text (field, code->text);
      break;
    case DECKLE_COLUMN_LANGUAGE:
      put_text (field, code->lang);
      break;
    case DECKLE_COLUMN_OUTPUT:
      put_text (field, code->output);
      break;
    case DECKLE_COLUMN_KIND:
      put_text (field, code->kind != DECKLE_CODE_NONE ? deckle_code_kind_to_nick (code->kind) : NULL);
      break;
    case DECKLE_COLUMN_IMPORTS:
      put_lines (field, (const char * const *) code->imports, '\n');
      break;
    case DECKLE_COLUMN_GO:
      put_text (field, code->go_version);
      break;
    case DECKLE_COLUMN_FLAGS:
      put_flags (field, code);
      break;
    case DECKLE_COLUMN_NUMBER:
      g_string_append_printf (field, "%d", deckle_card_get_number (card));
      break;
    case DECKLE_COLUMN_LEVEL:
      put_text (field, deckle_level_to_nick (deckle_card_get_level (card)));
      break;
    case DECKLE_COLUMN_REFERENCES:
      put_references (field, card);
      break;
    case DECKLE_COLUMN_SEE_ALSO:
      put_lines (field, deckle_card_get_see_also (card), '\n');
      break;
    case DECKLE_COLUMN_NONE:
    case DECKLE_COLUMN_SECTION:
    case DECKLE_N_COLUMNS:
    default:
      break;
    }
}

/* A spreadsheet would work out “=1+1”; the quotation mark before it, which our reader takes off, makes it text. */
static void
guard (GString *field)
{
  const char *text = field->str;

  if (*text != '\0' && (strchr ("=+-@", *text) != NULL || (*text == '\'' && text[1] != '\0' && strchr ("=+-@'", text[1]) != NULL)))
    g_string_prepend_c (field, '\'');
}

static void
put_field (Writer   *writer,
           gboolean  first)
{
  char separator = writer->style == DECKLE_TABLE_CSV ? ',' : '\t';
  const char special[] = { separator, '"', '\n', '\r', '\0' };
  const char *text;

  if (writer->style == DECKLE_TABLE_CSV)
    guard (writer->field);
  text = writer->field->str;
  if (!first)
    g_string_append_c (writer->row, separator);
  if (strpbrk (text, special) == NULL && *text != '#')
    {
      g_string_append (writer->row, text);
      return;
    }
  g_string_append_c (writer->row, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (writer->row, '"');
      g_string_append_c (writer->row, *p);
    }
  g_string_append_c (writer->row, '"');
}

static gboolean
write_row (Writer         *writer,
           GOutputStream  *stream,
           GCancellable   *cancellable,
           GError        **error)
{
  /* RFC 4180 ends rows with both signs, and spreadsheets expect them. */
  g_string_append (writer->row, writer->style == DECKLE_TABLE_CSV ? "\r\n" : "\n");
  return g_output_stream_write_all (stream, writer->row->str, writer->row->len, NULL, cancellable, error);
}

static gboolean
write_head (Writer         *writer,
            GOutputStream  *stream,
            GCancellable   *cancellable,
            GError        **error)
{
  /* A spreadsheet takes a file without a mark for one in an old encoding. */
  g_string_assign (writer->row, writer->style == DECKLE_TABLE_CSV
                                  ? "\xef\xbb\xbf"
                                  : "#separator:tab\n#html:false\n#guid column:1\n#deck column:2\n#tags column:3\n#columns:");
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_string_assign (writer->field, deckle_column_get_name (columns[i]));
      put_field (writer, i == 0);
    }
  return write_row (writer, stream, cancellable, error);
}

static gboolean
write_section (Writer         *writer,
               GListModel     *section,
               GOutputStream  *stream,
               GCancellable   *cancellable,
               GError        **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (section); i++)
    {
      g_autoptr (DeckleCard) card = g_list_model_get_item (section, i);

      g_string_truncate (writer->row, 0);
      for (gsize j = 0; j < G_N_ELEMENTS (columns); j++)
        {
          g_string_truncate (writer->field, 0);
          put_column (writer, card, columns[j]);
          put_field (writer, j == 0);
        }
      if (!write_row (writer, stream, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static char *
name_deck (DeckleBank    *bank,
           DeckleSection *section)
{
  g_autoptr (GString) deck = g_string_new (deckle_bank_get_title (bank));
  g_autoptr (GString) part = g_string_new (deckle_section_get_title (section));

  g_string_replace (deck, "::", ":", 0);
  g_string_replace (part, "::", ":", 0);
  return g_strdup_printf ("%s::%s", deck->str, part->str);
}

static gboolean
write_bank (Writer         *writer,
            DeckleBank     *bank,
            GOutputStream  *stream,
            GCancellable   *cancellable,
            GError        **error)
{
  writer->deck_id = deckle_bank_get_id (bank);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bank)); i++)
    {
      g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), i);
      g_autofree char *deck = name_deck (bank, section);

      writer->deck = deck;
      if (!write_section (writer, G_LIST_MODEL (section), stream, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * deckle_separated_write:
 * @banks: (element-type DeckleBank): what to write; of a lazy bank a card at a time is in memory
 * @style: whom the table is for
 * @stream: where to
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #GIOErrorEnum
 *
 * Writes cards as a table in UTF-8, a row a card, with a column for everything that a card has. @stream stays open.
 *
 * [func@separated_read] makes the same cards of it. Texts are written as they are, with their marks for bold and code. Blocking.
 *
 * Returns: whether all of it was written
 */
gboolean
deckle_separated_write (GPtrArray         *banks,
                        DeckleTableStyle   style,
                        GOutputStream     *stream,
                        GCancellable      *cancellable,
                        GError           **error)
{
  g_autoptr (GString) row = g_string_new (NULL);
  g_autoptr (GString) field = g_string_new (NULL);
  Writer writer = { .style = style, .row = row, .field = field };

  g_return_val_if_fail (banks != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  if (!write_head (&writer, stream, cancellable, error))
    return FALSE;
  for (guint i = 0; i < banks->len; i++)
    if (!write_bank (&writer, g_ptr_array_index (banks, i), stream, cancellable, error))
      return FALSE;
  return TRUE;
}
