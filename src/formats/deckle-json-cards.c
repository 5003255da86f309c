/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-format.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "formats/deckle-card-builder.h"
#include "formats/deckle-markdown-answer.h"
#include "formats/deckle-text.h"

/* A list of cards is flat; more is an attack or an accident. */
#define DEPTH_MAX 32

/* json-glib reads nested lists by recursion. */
static gboolean
is_shallow (const char *text)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (in_string && *p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '"')
        in_string = !in_string;
      else if (!in_string && (*p == '[' || *p == '{'))
        {
          if (++depth > DEPTH_MAX)
            return FALSE;
        }
      else if (!in_string && (*p == ']' || *p == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* A text or number of the first of @members that the object has; NULL for none. */
static char *
read_text (JsonObject *object,
           const char *members)
{
  g_auto (GStrv) names = g_strsplit (members, " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (object, names[i]);
      GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

      if (type == G_TYPE_STRING)
        return g_strdup (json_node_get_string (node));
      if (type == G_TYPE_INT64)
        return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    }
  return NULL;
}

static void
read_tags (DeckleDraft *draft,
           JsonObject  *object)
{
  JsonNode *node = json_object_get_member (object, "tags");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (json_node_get_value_type (item) == G_TYPE_STRING && *json_node_get_string (item) != '\0')
        g_ptr_array_add (draft->tags, g_strdup (json_node_get_string (item)));
    }
}

/* Answers of such lists are Markdown more often than not: the only fenced block becomes the code. */
static void
read_answer (DeckleDraft *draft)
{
  g_autoptr (DeckleMarkdownAnswer) answer = NULL;
  char *text = draft->answer;
  gsize length = text != NULL ? strlen (text) : 0;

  if (text == NULL || draft->code != NULL || strstr (text, "```") == NULL)
    return;
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      text[i] = '\0';
  answer = deckle_markdown_answer_new (NULL, text, text + length);
  g_free (text);
  draft->answer = g_strdup (answer->text);
  draft->code = g_strdup (answer->code);
  if (draft->lang == NULL)
    draft->lang = g_strdup (answer->lang);
}

static void
add_card (DeckleCardBuilder *builder,
          JsonObject        *object)
{
  DeckleDraft *draft = deckle_draft_new ();

  draft->question = read_text (object, "question front term prompt q");
  draft->answer = read_text (object, "answer back definition a");
  draft->detail = read_text (object, "detail explanation extra");
  draft->section = read_text (object, "section category topic chapter");
  draft->level = read_text (object, "level difficulty");
  draft->number = read_text (object, "number id");
  draft->code = read_text (object, "code");
  draft->lang = read_text (object, "language lang");
  read_tags (draft, object);
  read_answer (draft);
  if (draft->question != NULL)
    g_strstrip (draft->question);
  deckle_card_builder_add (builder, draft);
}

static DeckleBank *
read_list (JsonArray   *array,
           const char  *name,
           GPtrArray   *notes,
           GError     **error)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *title = dot != NULL && dot != name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
  DeckleCardBuilder *builder = deckle_card_builder_new (title, notes);
  guint n_others = 0;
  DeckleBank *bank;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_card (builder, json_node_get_object (node));
      else
        n_others++;
    }
  if (n_others > 0)
    deckle_import_add_note (notes, 0, ngettext ("%u item of the list is no card, so it was not imported.",
                                                "%u items of the list are no cards, so they were not imported.", n_others),
                            n_others);
  bank = deckle_card_builder_finish (builder);
  if (bank == NULL)
    g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_EMPTY,
                         _("The list has no card with a “question” and an “answer”"));
  return bank;
}

static DeckleBank *
decode_and_read (GBytes      *bytes,
                 const char  *name,
                 GPtrArray   *notes,
                 GError     **error)
{
  g_autofree char *text = deckle_text_decode (bytes, notes, error);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) problem = NULL;
  JsonNode *root;

  if (text == NULL)
    return NULL;
  if (!is_shallow (text))
    {
      g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN,
                           _("The JSON is nested too deeply for a list of cards"));
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, -1, &problem))
    {
      g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN, _("This is not valid JSON: %s"),
                   problem->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error_literal (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_UNKNOWN, _("This is JSON, but not a list of cards"));
      return NULL;
    }
  return read_list (json_node_get_array (root), name, notes, error);
}

/**
 * deckle_json_cards_parse:
 * @bytes: UTF-8 JSON text, at most 64 MiB
 * @name: base name of the file, which becomes the title
 * @notes: (out) (optional) (transfer full) (element-type DeckleImportNote): what was left out
 * @error: return location for a [error@FormatError]
 *
 * Reads a list of objects with “question” and “answer” (or “front” and “back”, “term” and “definition”), as many programs write
 * and generators make. Also read: “explanation”, “category”, “difficulty”, “code”, “tags”. A card's id comes from its
 * question, so that importing again updates. Performs no I/O; may be called from any thread.
 *
 * Returns: (transfer full) (nullable): the bank, or %NULL with @error set
 */
DeckleBank *
deckle_json_cards_parse (GBytes      *bytes,
                         const char  *name,
                         GPtrArray  **notes,
                         GError     **error)
{
  g_autoptr (GPtrArray) own_notes = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_import_note_free);
  DeckleBank *bank;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  bank = decode_and_read (bytes, name, own_notes, error);
  if (notes != NULL)
    *notes = g_steal_pointer (&own_notes);
  return bank;
}
