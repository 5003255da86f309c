/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "deckle-config.h"

#include "bank/deckle-bank-parse.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-shapes.h"

static void
parse_code (DeckleCard            *card,
            const DeckleJsonPlace *top)
{
  static const char * const known[] = {
    "kind", "text", "imports", "output", "go", "run", "fails", "stderr", "external", "lang", NULL,
  };
  const DeckleListRule imports_rule = { 0, 0, FALSE, { 0, 0, NULL, NULL } };
  const DeckleStringRule text_rule = { 1, 0, NULL, NULL };
  JsonObject *object = deckle_bank_json_get_object (top, "code", FALSE);
  const DeckleJsonPlace place = { top->report, object, "code" };
  g_auto (GStrv) imports = NULL;
  DeckleCode code = { 0 };
  const char *kind;

  if (object == NULL)
    return;

  deckle_bank_json_check_members (&place, known);
  kind = deckle_bank_json_get_string (&place, "kind", TRUE, &deckle_bank_rule_any);
  if (kind != NULL && (!deckle_code_kind_from_nick (kind, &code.kind) || code.kind == DECKLE_CODE_NONE))
    deckle_bank_report_add (top->report, "code.kind", _("“%s” must be one of %s"),
                            "code.kind", "program, test, body, decls, text");

  imports = deckle_bank_json_get_strings (&place, "imports", FALSE, &imports_rule);

  /* The setter copies, so borrowing is enough. */
  code.text = (char *) deckle_bank_json_get_string (&place, "text", TRUE, &text_rule);
  code.lang = (char *) deckle_bank_json_get_string (&place, "lang", FALSE, &deckle_bank_rule_any);
  code.output = (char *) deckle_bank_json_get_string (&place, "output", FALSE, &deckle_bank_rule_any);
  code.go_version = (char *) deckle_bank_json_get_string (&place, "go", FALSE, &deckle_bank_rule_go_version);
  code.imports = imports;
  code.external = deckle_bank_json_get_bool (&place, "external", FALSE);
  code.fails = deckle_bank_json_get_bool (&place, "fails", FALSE);
  code.to_stderr = deckle_bank_json_get_bool (&place, "stderr", FALSE);
  code.run = deckle_bank_json_get_bool (&place, "run", TRUE);
  deckle_card_set_code (card, &code);
}

static void
parse_references (DeckleCard            *card,
                  const DeckleJsonPlace *top)
{
  static const char * const known[] = { "title", "url", NULL };
  JsonArray *array = deckle_bank_json_get_array (top, "references", TRUE);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL)
    return;

  if (!top->report->relaxed && (length < 1 || length > 4))
    deckle_bank_report_add (top->report, "references", _("“%s” must have %u to %u items, not %u"),
                            "references", 1u, 4u, length);

  for (guint i = 0; i < (top->report->relaxed ? length : MIN (length, 4)); i++)
    {
      g_autofree char *path = g_strdup_printf ("references[%u]", i);
      JsonObject *object = deckle_bank_json_to_object (top->report, json_array_get_element (array, i), path);
      const DeckleJsonPlace place = { top->report, object, path };
      const char *title, *url;

      if (object == NULL)
        continue;

      deckle_bank_json_check_members (&place, known);
      title = deckle_bank_json_get_string (&place, "title", TRUE, &deckle_bank_rule_any);
      url = deckle_bank_json_get_string (&place, "url", TRUE, &deckle_bank_rule_https);
      if (title != NULL && url != NULL)
        deckle_card_add_reference (card, title, url);
    }
}

static void
parse_lists (DeckleCard            *card,
             const DeckleJsonPlace *place)
{
  const DeckleListRule tags_rule = { 1, 6, TRUE, deckle_bank_rule_slug };
  const DeckleListRule see_also_rule = { 0, 6, TRUE, deckle_bank_rule_any };
  const DeckleListRule points_rule = { 2, 4, TRUE, { 3, 70, NULL, NULL } };
  g_auto (GStrv) tags = deckle_bank_json_get_strings (place, "tags", TRUE, &tags_rule);
  g_auto (GStrv) see_also = deckle_bank_json_get_strings (place, "see_also", TRUE, &see_also_rule);
  g_auto (GStrv) points = deckle_bank_json_get_strings (place, "points", FALSE, &points_rule);

  if (tags != NULL)
    deckle_card_set_tags (card, (const char * const *) tags);
  if (see_also != NULL)
    deckle_card_set_see_also (card, (const char * const *) see_also);
  if (points != NULL)
    deckle_card_set_points (card, (const char * const *) points);
}

static void
parse_level (DeckleCard            *card,
             const DeckleJsonPlace *place)
{
  const char *nick = deckle_bank_json_get_string (place, "level", TRUE, &deckle_bank_rule_any);
  DeckleLevel level;

  if (nick == NULL)
    return;

  if (deckle_level_from_nick (nick, &level))
    deckle_card_set_level (card, level);
  else
    deckle_bank_report_add (place->report, "level", _("“%s” must be one of %s"),
                            "level", "basic, intermediate, advanced");
}

/* Messages name the card by its id if it has a right one, and by its position otherwise. */
static void
name_card (DeckleBankReport *report,
           JsonObject       *object,
           guint             position)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, "id") : NULL;
  g_autofree char *name = g_strdup_printf ("#%u", position + 1);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
      deckle_bank_rule_id.matches (json_node_get_string (node)))
    deckle_bank_report_set_card (report, json_node_get_string (node));
  else
    deckle_bank_report_set_card (report, name);
}

/*
 * Reads the card at @position (from 0) of its file. @section_id is borrowed
 * from the parser, NULL when wrong. NULL, with problems reported, when anything is wrong.
 */
DeckleCard *
deckle_bank_parse_card (DeckleBankReport  *report,
                        JsonNode          *node,
                        guint              position,
                        const char       **section_id)
{
  static const char * const known[] = {
    "id", "number", "section", "question", "answer", "detail", "code", "tags", "level", "references",
    "see_also", "points", NULL,
  };
  const DeckleStringRule question_rule = { 8, 140, NULL, NULL };
  const DeckleStringRule answer_rule = { 20, 420, NULL, NULL };
  const DeckleStringRule detail_rule = { 0, 900, NULL, NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const DeckleJsonPlace place = { report, object, "" };
  guint n_problems = report->problems->len;
  g_autoptr (DeckleCard) card = NULL;
  const char *id, *question, *answer;
  int number;

  *section_id = NULL;
  name_card (report, object, position);
  if (object == NULL)
    {
      deckle_bank_report_add (report, NULL, _("A card must be an object"));
      return NULL;
    }

  deckle_bank_json_check_members (&place, known);
  id = deckle_bank_json_get_string (&place, "id", TRUE, &deckle_bank_rule_id);
  number = deckle_bank_json_get_int (&place, "number", TRUE, 1);
  *section_id = deckle_bank_json_get_string (&place, "section", TRUE, &deckle_bank_rule_any);
  question = deckle_bank_json_get_string (&place, "question", TRUE, &question_rule);
  answer = deckle_bank_json_get_string (&place, "answer", TRUE, &answer_rule);

  card = deckle_card_new (id != NULL ? id : "", number, question != NULL ? question : "",
                          answer != NULL ? answer : "");
  deckle_card_set_detail (card, deckle_bank_json_get_string (&place, "detail", FALSE, &detail_rule));
  parse_level (card, &place);
  parse_lists (card, &place);
  parse_references (card, &place);
  parse_code (card, &place);

  return report->problems->len == n_problems ? g_steal_pointer (&card) : NULL;
}
