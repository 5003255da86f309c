/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "deckle-config.h"

#include "bank/deckle-bank-json.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* A node's kind in words, for “must be text, not a number”. */
static const char *
describe_kind (JsonNode *node)
{
  GType type;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return _("an object");
    case JSON_NODE_ARRAY:
      return _("a list");
    case JSON_NODE_NULL:
      return _("null");
    case JSON_NODE_VALUE:
    default:
      break;
    }

  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return _("text");
  if (type == G_TYPE_BOOLEAN)
    return _("true or false");
  if (type == G_TYPE_INT64)
    return _("a whole number");

  return _("a number with a fraction");
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static guint
count_lines (const char *start,
             const char *end)
{
  guint line = 1;

  while ((start = memchr (start, '\n', (gsize) (end - start))) != NULL)
    {
      line++;
      start++;
    }

  return line;
}

/* One pass before the parser: the parser recurses, and a "\u0000" would cut a text short in silence. */
static gboolean
check_nesting (const char  *text,
               gsize        length,
               GError     **error)
{
  const char *end = text + length;
  gboolean in_string = FALSE;
  guint depth = 0;

  for (const char *p = text; p < end; p++)
    {
      if (in_string && *p == '\\' && p + 1 < end)
        {
          if (p + 5 < end && strncmp (p + 1, "u0000", 5) == 0)
            {
              g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_JSON,
                           _("Line %u: a text contains a NUL character"), count_lines (text, p));
              return FALSE;
            }
          p++;
        }
      else if (*p == '"')
        in_string = !in_string;
      else if (!in_string && (*p == '{' || *p == '['))
        {
          if (++depth > DECKLE_BANK_DEPTH_MAX)
            {
              g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_JSON,
                           _("Line %u: lists and objects are nested more than %d levels deep"),
                           count_lines (text, p), DECKLE_BANK_DEPTH_MAX);
              return FALSE;
            }
        }
      else if (!in_string && (*p == '}' || *p == ']') && depth > 0)
        depth--;
    }

  return TRUE;
}

/* The parser would give no root, or a message about the first column. */
static gboolean
check_blank (const char  *text,
             gsize        length,
             GError     **error)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return TRUE;

  g_set_error_literal (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_JSON, _("The file is empty"));
  return FALSE;
}

static gboolean
check_encoding (const char  *text,
                gsize        length,
                GError     **error)
{
  const char *end;

  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    {
      g_set_error_literal (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_ENCODING,
                           _("The text is in UTF-16; a question bank must be in UTF-8"));
      return FALSE;
    }

  if (!g_utf8_validate_len (text, length, &end))
    {
      g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_ENCODING,
                   _("Line %u: the text is not UTF-8"), count_lines (text, end));
      return FALSE;
    }

  return TRUE;
}

/* The parser begins its message with "<data>:3:7: "; we say that in words. */
static void
set_parse_error (const GError *cause,
                 GError      **error)
{
  const char *detail = strstr (cause->message, ": ");
  guint line, column;

  if (detail != NULL && sscanf (cause->message, "<data>:%u:%u: ", &line, &column) == 2)
    g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_JSON,
                 /* Translators: the last part is a message of the JSON parser */
                 _("Line %u, column %u: the text is not JSON, or it is cut off (%s)"), line, column, detail + 2);
  else
    g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_JSON,
                 /* Translators: the last part is a message of the JSON parser */
                 _("The text is not JSON, or it is cut off (%s)"), cause->message);
}

/* Of an object with two members of one name the parser keeps the last in silence; we count and compare. */
typedef struct
{
  GHashTable *counts;  /* (owned) open object → members seen */
  guint       line;    /* of the end of the first object that has one twice, 0 for none */
} MemberCount;

static void
on_object_member (JsonParser *parser,
                  JsonObject *object,
                  const char *member,
                  gpointer    data)
{
  MemberCount *count = data;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (count->counts, object));

  g_hash_table_insert (count->counts, object, GUINT_TO_POINTER (n + 1));
}

static void
on_object_end (JsonParser *parser,
               JsonObject *object,
               gpointer    data)
{
  MemberCount *count = data;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (count->counts, object));

  if (n != json_object_get_size (object) && count->line == 0)
    count->line = json_parser_get_current_line (parser);
  g_hash_table_remove (count->counts, object);
}

static gboolean
parse (JsonParser  *parser,
       const char  *text,
       gsize        length,
       GError     **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  MemberCount count = { .counts = counts };
  g_autoptr (GError) cause = NULL;

  json_parser_set_strict (parser, TRUE);
  g_signal_connect (parser, "object-member", G_CALLBACK (on_object_member), &count);
  g_signal_connect (parser, "object-end", G_CALLBACK (on_object_end), &count);

  if (!json_parser_load_from_data (parser, text, (gssize) length, &cause))
    set_parse_error (cause, error);
  else if (count.line > 0)
    g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_JSON,
                 _("Line %u: the object that ends here has two members of the same name"), count.line);
  else
    return TRUE;

  return FALSE;
}

/*
 * Parses the text of a bank or section file. The message of @error does not
 * name the file. The root of the result is an object.
 */
JsonParser *
deckle_bank_json_load (GBytes  *bytes,
                       GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *root;

  if (length > DECKLE_BANK_SIZE_MAX)
    {
      g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_TOO_LARGE,
                   _("The file is larger than %d MiB"), DECKLE_BANK_SIZE_MAX / (1024 * 1024));
      return NULL;
    }

  /* A byte order mark is no part of the text. */
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  if (!check_blank (text, length, error) || !check_encoding (text, length, error) ||
      !check_nesting (text, length, error) || !parse (parser, text, length, error))
    return NULL;

  root = json_parser_get_root (parser);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_SCHEMA,
                   _("A question bank is a JSON object, but this is %s"), describe_kind (root));
      return NULL;
    }

  return g_steal_pointer (&parser);
}

/* "references[0]" and "url" make "references[0].url" */
char *
deckle_bank_json_path (const DeckleJsonPlace *place,
                       const char            *member)
{
  if (*place->path == '\0')
    return g_strdup (member);

  return g_strdup_printf ("%s.%s", place->path, member);
}

/* What even an export must have. */
static gboolean
is_needed (const DeckleJsonPlace *place,
           const char            *member)
{
  static const char * const needed[] = {
    "schema", "id", "title", "sections", "cards", "section", "question", "answer", "kind", "text", NULL,
  };

  return !place->report->relaxed || g_strv_contains (needed, member);
}

static JsonNode *
get_node (const DeckleJsonPlace *place,
          const char            *member,
          gboolean               required)
{
  JsonNode *node = json_object_get_member (place->object, member);

  if (node == NULL && required && is_needed (place, member))
    {
      g_autofree char *path = deckle_bank_json_path (place, member);

      deckle_bank_report_add (place->report, path, _("“%s” is missing"), path);
    }

  return node;
}

static void
report_kind (DeckleBankReport *report,
             const char       *path,
             JsonNode         *node,
             const char       *wanted)
{
  deckle_bank_report_add (report, path, _("“%s” must be %s, not %s"), path, wanted, describe_kind (node));
}

/* Reports each member that is not in @known. */
void
deckle_bank_json_check_members (const DeckleJsonPlace *place,
                                const char * const    *known)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init_ordered (&iter, place->object);
  while (json_object_iter_next_ordered (&iter, &member, NULL))
    if (!g_strv_contains (known, member))
      {
        g_autofree char *path = deckle_bank_json_path (place, member);

        deckle_bank_report_add (place->report, path, _("“%s” is not a member that a bank has"), path);
      }
}

JsonArray *
deckle_bank_json_get_array (const DeckleJsonPlace *place,
                            const char            *member,
                            gboolean               required)
{
  JsonNode *node = get_node (place, member, required);
  g_autofree char *path = NULL;

  if (node == NULL)
    return NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);

  path = deckle_bank_json_path (place, member);
  report_kind (place->report, path, node, _("a list"));
  return NULL;
}

/* The object in a node at @path, or NULL with a problem reported. */
JsonObject *
deckle_bank_json_to_object (DeckleBankReport *report,
                            JsonNode         *node,
                            const char       *path)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  report_kind (report, path, node, _("an object"));
  return NULL;
}

JsonObject *
deckle_bank_json_get_object (const DeckleJsonPlace *place,
                             const char            *member,
                             gboolean               required)
{
  JsonNode *node = get_node (place, member, required);
  g_autofree char *path = NULL;

  if (node == NULL)
    return NULL;

  path = deckle_bank_json_path (place, member);
  return deckle_bank_json_to_object (place->report, node, path);
}

/* The text in a node at @path if it obeys @rule, or NULL with a problem reported. */
static const char *
check_string (DeckleBankReport       *report,
              JsonNode               *node,
              const char             *path,
              const DeckleStringRule *rule)
{
  const char *text;
  glong length;

  if (!holds (node, G_TYPE_STRING))
    {
      report_kind (report, path, node, _("text"));
      return NULL;
    }

  text = json_node_get_string (node);
  if (report->relaxed && (!rule->always || rule->matches (text)))
    return text;

  length = g_utf8_strlen (text, -1);
  if (rule->min == 1 && length == 0)
    deckle_bank_report_add (report, path, _("“%s” must not be empty"), path);
  else if (length < (glong) rule->min)
    deckle_bank_report_add (report, path, _("“%s” must have at least %u characters, not %ld"),
                            path, rule->min, length);
  else if (rule->max > 0 && length > (glong) rule->max)
    deckle_bank_report_add (report, path, _("“%s” must have at most %u characters, not %ld"),
                            path, rule->max, length);
  else if (rule->matches != NULL && !rule->matches (text))
    deckle_bank_report_add (report, path, _("“%s” must be %s"), path, _(rule->shape));
  else
    return text;

  return NULL;
}

/* Borrowed from the parser; NULL when absent or wrong. */
const char *
deckle_bank_json_get_string (const DeckleJsonPlace  *place,
                             const char             *member,
                             gboolean                required,
                             const DeckleStringRule *rule)
{
  JsonNode *node = get_node (place, member, required);
  g_autofree char *path = NULL;

  if (node == NULL)
    return NULL;

  path = deckle_bank_json_path (place, member);
  return check_string (place->report, node, path, rule);
}

gboolean
deckle_bank_json_get_bool (const DeckleJsonPlace *place,
                           const char            *member,
                           gboolean               fallback)
{
  JsonNode *node = json_object_get_member (place->object, member);
  g_autofree char *path = NULL;

  if (node == NULL)
    return fallback;

  if (holds (node, G_TYPE_BOOLEAN))
    return json_node_get_boolean (node);

  path = deckle_bank_json_path (place, member);
  report_kind (place->report, path, node, _("true or false"));
  return fallback;
}

/* 0 when absent or wrong. */
int
deckle_bank_json_get_int (const DeckleJsonPlace *place,
                          const char            *member,
                          gboolean               required,
                          gint64                 min)
{
  JsonNode *node = get_node (place, member, required);
  g_autofree char *path = NULL;
  gint64 value;

  if (node == NULL)
    return 0;

  path = deckle_bank_json_path (place, member);
  if (!holds (node, G_TYPE_INT64))
    {
      report_kind (place->report, path, node, _("a whole number"));
      return 0;
    }

  value = json_node_get_int (node);
  if (value < (place->report->relaxed ? 0 : min) || value > G_MAXINT)
    {
      deckle_bank_report_add (place->report, path,
                              _("“%s” must be between %lld and %d, not %lld"),
                              path, (long long) min, G_MAXINT, (long long) value);
      return 0;
    }

  return (int) value;
}

static void
check_items (DeckleBankReport     *report,
             JsonArray            *array,
             const char           *path,
             const DeckleListRule *rule,
             GStrvBuilder         *builder)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array) && !deckle_bank_report_is_full (report); i++)
    {
      g_autofree char *item_path = g_strdup_printf ("%s[%u]", path, i);
      const char *text = check_string (report, json_array_get_element (array, i), item_path, &rule->item);

      if (text == NULL)
        continue;

      if (!g_hash_table_add (seen, (gpointer) text) && rule->unique && !report->relaxed)
        deckle_bank_report_add (report, item_path, _("“%s” repeats an earlier item"), item_path);
      else
        g_strv_builder_add (builder, text);
    }
}

/* NULL when absent; what is right in it otherwise. */
GStrv
deckle_bank_json_get_strings (const DeckleJsonPlace *place,
                              const char            *member,
                              gboolean               required,
                              const DeckleListRule  *rule)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_autofree char *path = NULL;
  JsonArray *array = deckle_bank_json_get_array (place, member, required);
  guint length;

  if (array == NULL)
    return NULL;

  builder = g_strv_builder_new ();
  path = deckle_bank_json_path (place, member);
  length = json_array_get_length (array);

  if (length < rule->min && !place->report->relaxed)
    deckle_bank_report_add (place->report, path, _("“%s” must have at least %u items, not %u"),
                            path, rule->min, length);
  else if (rule->max > 0 && length > rule->max && !place->report->relaxed)
    deckle_bank_report_add (place->report, path, _("“%s” must have at most %u items, not %u"),
                            path, rule->max, length);
  else
    check_items (place->report, array, path, rule, builder);

  return g_strv_builder_end (builder);
}
