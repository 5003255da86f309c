/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "bank/deckle-bank-writer.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
add_string (JsonBuilder *builder,
            const char  *member,
            const char  *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         int          value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

/* Only what differs from what its absence means. */
static void
add_bool (JsonBuilder *builder,
          const char  *member,
          gboolean     value,
          gboolean     fallback)
{
  if (!value == !fallback)
    return;

  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

static void
add_strings (JsonBuilder        *builder,
             const char         *member,
             const char * const *texts)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static gboolean
is_empty (const char * const *texts)
{
  return texts == NULL || texts[0] == NULL;
}

static void
add_info (JsonBuilder          *builder,
          const DeckleBankInfo *info)
{
  add_int (builder, "schema", 1);
  add_string (builder, "id", info->id);
  add_string (builder, "title", info->title);
  add_string (builder, "description", info->description);
  add_string (builder, "language", info->language);
  add_string (builder, "version", info->version);
  add_string (builder, "updated", info->updated);
  add_string (builder, "go_version", info->go_version);

  json_builder_set_member_name (builder, "licence");
  json_builder_begin_object (builder);
  add_string (builder, "spdx", info->licence_spdx);
  add_string (builder, "url", info->licence_url);
  add_string (builder, "holder", info->licence_holder);
  add_string (builder, "code", info->licence_code);
  json_builder_end_object (builder);
}

static void
add_section (JsonBuilder   *builder,
             DeckleSection *section)
{
  const char *title = deckle_section_get_title (section);
  const char *short_title = deckle_section_get_short_title (section);
  int from, to;

  json_builder_begin_object (builder);
  add_string (builder, "id", deckle_section_get_id (section));
  add_string (builder, "title", title);
  add_int (builder, "order", deckle_section_get_order (section));

  deckle_section_get_range (section, &from, &to);
  if (from != 0 || to != 0)
    {
      add_int (builder, "from", from);
      add_int (builder, "to", to);
    }

  add_string (builder, "colour", deckle_section_get_colour (section));
  add_string (builder, "icon", deckle_section_get_icon (section));
  add_string (builder, "emoji", deckle_section_get_emoji (section));
  if (g_strcmp0 (short_title, title) != 0)
    add_string (builder, "short", short_title);
  json_builder_end_object (builder);
}

static void
add_code (JsonBuilder      *builder,
          const DeckleCode *code)
{
  json_builder_set_member_name (builder, "code");
  json_builder_begin_object (builder);
  add_string (builder, "kind", deckle_code_kind_to_nick (code->kind));
  add_string (builder, "lang", code->lang);
  if (code->imports != NULL)
    add_strings (builder, "imports", (const char * const *) code->imports);
  add_string (builder, "text", code->text);
  add_string (builder, "output", code->output);
  add_string (builder, "go", code->go_version);
  add_bool (builder, "run", code->run, TRUE);
  add_bool (builder, "fails", code->fails, FALSE);
  add_bool (builder, "stderr", code->to_stderr, FALSE);
  add_bool (builder, "external", code->external, FALSE);
  json_builder_end_object (builder);
}

static void
add_references (JsonBuilder *builder,
                DeckleCard  *card)
{
  json_builder_set_member_name (builder, "references");
  json_builder_begin_array (builder);
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);

      json_builder_begin_object (builder);
      add_string (builder, "title", reference->title);
      add_string (builder, "url", reference->url);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_card (JsonBuilder *builder,
          DeckleCard  *card,
          const char  *section_id)
{
  const DeckleCode *code = deckle_card_get_code (card);

  json_builder_begin_object (builder);
  add_string (builder, "id", deckle_card_get_id (card));
  add_int (builder, "number", deckle_card_get_number (card));
  add_string (builder, "section", section_id);
  add_string (builder, "level", deckle_level_to_nick (deckle_card_get_level (card)));
  add_strings (builder, "tags", deckle_card_get_tags (card));
  add_string (builder, "question", deckle_card_get_question (card));
  add_string (builder, "answer", deckle_card_get_answer (card));
  if (!is_empty (deckle_card_get_points (card)))
    add_strings (builder, "points", deckle_card_get_points (card));
  add_string (builder, "detail", deckle_card_get_detail (card));
  if (code->kind != DECKLE_CODE_NONE)
    add_code (builder, code);
  add_references (builder, card);
  add_strings (builder, "see_also", deckle_card_get_see_also (card));
  json_builder_end_object (builder);
}

static void
add_sections (JsonBuilder *builder,
              DeckleBank  *bank)
{
  json_builder_set_member_name (builder, "sections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bank)); i++)
    {
      g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), i);

      add_section (builder, section);
    }
  json_builder_end_array (builder);
}

static char *
generate (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  return json_generator_to_data (generator, NULL);
}

static gboolean
write_text (GOutputStream  *stream,
            const char     *text,
            gsize           length,
            GCancellable   *cancellable,
            GError        **error)
{
  return g_output_stream_write_all (stream, text, length, NULL, cancellable, error);
}

/* Everything but the cards, with the last brace left out. */
static gboolean
write_head (DeckleBank     *bank,
            gboolean        relaxed,
            GOutputStream  *stream,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL, *head = NULL;

  json_builder_begin_object (builder);
  add_info (builder, deckle_bank_get_info (bank));
  if (relaxed)
    add_bool (builder, "exported", TRUE, FALSE);
  add_sections (builder, bank);
  json_builder_end_object (builder);
  text = generate (builder);
  head = g_strdup_printf ("%.*s,\n \"cards\" : [\n", (int) strlen (text) - 2, text);
  return write_text (stream, head, strlen (head), cancellable, error);
}

static gboolean
write_card (DeckleCard     *card,
            const char     *section_id,
            gboolean        first,
            GOutputStream  *stream,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) text = g_string_new (first ? "" : ",\n");
  g_autofree char *json = NULL;

  add_card (builder, card, section_id);
  json = generate (builder);
  g_string_append (text, "  ");
  /* No text in JSON has a line end of its own. */
  for (const char *p = json; *p != '\0'; p++)
    {
      g_string_append_c (text, *p);
      if (*p == '\n')
        g_string_append (text, "  ");
    }
  return write_text (stream, text->str, text->len, cancellable, error);
}

static gboolean
write_cards (DeckleBank     *bank,
             GOutputStream  *stream,
             GCancellable   *cancellable,
             GError        **error)
{
  gboolean first = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bank)); i++)
    {
      g_autoptr (DeckleSection) section = g_list_model_get_item (G_LIST_MODEL (bank), i);

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (section)); j++)
        {
          g_autoptr (DeckleCard) card = g_list_model_get_item (G_LIST_MODEL (section), j);

          if (!write_card (card, deckle_section_get_id (section), first, stream, cancellable, error))
            return FALSE;
          first = FALSE;
        }
    }
  return TRUE;
}

/**
 * deckle_bank_write_to:
 * @bank: a bank; of a lazy one a card at a time is in memory
 * @relaxed: whether to say that what belongs to a bank of the house may be missing
 * @stream: where to
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #GIOErrorEnum
 *
 * Writes a bank as one self-contained file: indented UTF-8 JSON that ends in a line end. @stream stays open.
 *
 * [func@bank_parse] reads it back without loss. A deck that came from elsewhere has no references, levels or licence perhaps, and
 * texts of any length: with @relaxed the reader takes it nonetheless. Blocking; may be called from any thread that owns @bank.
 *
 * Returns: whether all of it was written
 */
gboolean
deckle_bank_write_to (DeckleBank     *bank,
                      gboolean        relaxed,
                      GOutputStream  *stream,
                      GCancellable   *cancellable,
                      GError        **error)
{
  static const char tail[] = "\n ]\n}\n";

  g_return_val_if_fail (DECKLE_IS_BANK (bank), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  return write_head (bank, relaxed, stream, cancellable, error) && write_cards (bank, stream, cancellable, error) &&
         write_text (stream, tail, strlen (tail), cancellable, error);
}

/**
 * deckle_bank_write:
 * @bank: a bank
 *
 * Writes a bank of the strict schema, as [func@bank_write_to] does, into memory. Performs no I/O; may be called from any thread
 * that owns @bank.
 *
 * Returns: (transfer full): the file
 */
GBytes *
deckle_bank_write (DeckleBank *bank)
{
  g_autoptr (GOutputStream) stream = NULL;

  g_return_val_if_fail (DECKLE_IS_BANK (bank), NULL);

  stream = g_memory_output_stream_new_resizable ();
  if (!deckle_bank_write_to (bank, FALSE, stream, NULL, NULL))
    return NULL;
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}
