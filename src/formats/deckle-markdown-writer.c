/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-format-writer.h"

#include <string.h>

/* More than any run of backticks inside, and at least three. */
static char *
make_fence (const char *code)
{
  gsize longest = 2;

  for (const char *p = code; *p != '\0';)
    {
      gsize run = strspn (p, "`");

      longest = MAX (longest, run);
      p += run > 0 ? run : strcspn (p, "`");
    }
  return g_strnfill (longest + 1, '`');
}

static void
put_code (GString          *text,
          const DeckleCode *code)
{
  g_autofree char *fence = NULL;

  if (code->kind == DECKLE_CODE_NONE || code->text == NULL)
    return;
  fence = make_fence (code->text);
  g_string_append_printf (text, "\n%s%s\n%s%s%s\n", fence, code->lang != NULL ? code->lang : "go", code->text,
                          g_str_has_suffix (code->text, "\n") ? "" : "\n", fence);
}

/* The reader knows a question by its number, so that each must be larger than the one before. */
static char *
make_card (DeckleCard *card,
           int        *number)
{
  g_autofree char *question = g_strdelimit (g_strdup (deckle_card_get_question (card)), "\n", ' ');
  const char *detail = deckle_card_get_detail (card);
  GString *text = g_string_new (NULL);

  *number = MAX (*number + 1, deckle_card_get_number (card));
  g_string_append_printf (text, "\n**Q%d: %s**\n\n%s\n", *number, question, deckle_card_get_answer (card));
  put_code (text, deckle_card_get_code (card));
  if (detail != NULL && *detail != '\0')
    g_string_append_printf (text, "\n%s\n", detail);
  return g_string_free_and_steal (text);
}

static gboolean
write_text (GOutputStream  *stream,
            const char     *text,
            GCancellable   *cancellable,
            GError        **error)
{
  return g_output_stream_write_all (stream, text, strlen (text), NULL, cancellable, error);
}

static gboolean
write_section (DeckleSection  *section,
               int            *number,
               GOutputStream  *stream,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autofree char *title = g_strdelimit (g_strdup (deckle_section_get_title (section)), "\n", ' ');
  g_autofree char *heading = g_strdup_printf ("\n## %s\n", title);

  if (!write_text (stream, heading, cancellable, error))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (section)); i++)
    {
      g_autoptr (DeckleCard) card = g_list_model_get_item (G_LIST_MODEL (section), i);
      g_autofree char *text = make_card (card, number);

      if (!write_text (stream, text, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * deckle_markdown_write:
 * @banks: (element-type DeckleBank): what to write; of a lazy bank a card at a time is in memory
 * @stream: where to
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #GIOErrorEnum
 *
 * Writes cards as a list of questions that [func@markdown_parse] reads: title, sections, questions with their numbers, answers,
 * code in fences, details. Key points, tags, outputs and references are left out. @stream stays open. Blocking.
 *
 * Returns: whether all of it was written
 */
gboolean
deckle_markdown_write (GPtrArray         *banks,
                       GOutputStream     *stream,
                       GCancellable      *cancellable,
                       GError           **error)
{
  int number = 0;

  g_return_val_if_fail (banks != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  for (guint i = 0; i < banks->len; i++)
    {
      DeckleBank *bank = g_ptr_array_index (banks, i);
      g_autofree char *title = g_strdelimit (g_strdup (deckle_bank_get_title (bank)), "\n", ' ');
      g_autofree char *heading = g_strdup_printf ("%s# %s\n", i > 0 ? "\n" : "", title);

      if (!write_text (stream, heading, cancellable, error))
        return FALSE;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (bank)); j++)
        {
          g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), j);

          if (!write_section (section, &number, stream, cancellable, error))
            return FALSE;
        }
    }
  return TRUE;
}
