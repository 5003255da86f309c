/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "deckle-config.h"

#include "bank/deckle-bank-parse.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-shapes.h"

/* Whatever else is wrong does not matter when this is no bank, or one of another age. */
gboolean
deckle_bank_check_schema (DeckleBankReport *report,
                          JsonObject       *root)
{
  const DeckleJsonPlace place = { report, root, "" };
  guint n_problems = report->problems->len;
  int schema;

  if (!json_object_has_member (root, "schema"))
    {
      deckle_bank_report_add (report, "schema", _("This is JSON, but not a question bank: “schema” is missing"));
      return FALSE;
    }

  report->relaxed = deckle_bank_json_get_bool (&place, "exported", FALSE);
  schema = deckle_bank_json_get_int (&place, "schema", TRUE, 1);
  if (report->problems->len > n_problems)
    return FALSE;

  if (schema != 1)
    {
      deckle_bank_report_add (report, "schema",
                              _("The bank is of schema %d, which is newer than this program reads (1)"), schema);
      return FALSE;
    }

  return TRUE;
}

static void
parse_licence (DeckleBankInfo        *info,
               const DeckleJsonPlace *top)
{
  JsonObject *licence = deckle_bank_json_get_object (top, "licence", TRUE);
  const DeckleJsonPlace place = { top->report, licence, "licence" };

  if (licence == NULL)
    return;

  info->licence_spdx = g_strdup (deckle_bank_json_get_string (&place, "spdx", TRUE, &deckle_bank_rule_any));
  info->licence_url = g_strdup (deckle_bank_json_get_string (&place, "url", TRUE, &deckle_bank_rule_uri));
  info->licence_holder = g_strdup (deckle_bank_json_get_string (&place, "holder", TRUE, &deckle_bank_rule_any));
  info->licence_code = g_strdup (deckle_bank_json_get_string (&place, "code", FALSE, &deckle_bank_rule_any));
}

/*
 * Reads what a bank says about itself. NULL, with problems reported, when any
 * of it is wrong. Members that the schema does not name are ignored here, as it allows.
 */
DeckleBankInfo *
deckle_bank_parse_info (DeckleBankReport *report,
                        JsonObject       *root)
{
  const DeckleStringRule title = { 1, 80, NULL, NULL };
  const DeckleStringRule description = { 0, 400, NULL, NULL };
  const DeckleJsonPlace place = { report, root, "" };
  g_autoptr (DeckleBankInfo) info = g_new0 (DeckleBankInfo, 1);
  guint n_problems = report->problems->len;

  info->id = g_strdup (deckle_bank_json_get_string (&place, "id", TRUE, &deckle_bank_rule_id));
  info->title = g_strdup (deckle_bank_json_get_string (&place, "title", TRUE, &title));
  info->description = g_strdup (deckle_bank_json_get_string (&place, "description", FALSE, &description));
  info->language = g_strdup (deckle_bank_json_get_string (&place, "language", TRUE, &deckle_bank_rule_language));
  info->version = g_strdup (deckle_bank_json_get_string (&place, "version", TRUE, &deckle_bank_rule_version));
  info->updated = g_strdup (deckle_bank_json_get_string (&place, "updated", FALSE, &deckle_bank_rule_date));
  info->go_version = g_strdup (deckle_bank_json_get_string (&place, "go_version", TRUE,
                                                            &deckle_bank_rule_go_version));
  parse_licence (info, &place);

  return report->problems->len == n_problems ? g_steal_pointer (&info) : NULL;
}

void
deckle_section_draft_free (DeckleSectionDraft *draft)
{
  g_clear_object (&draft->section);
  g_clear_object (&draft->cards);
  g_free (draft->file);
  g_free (draft);
}

/* Without an id there is no section; without a problem it is complete. */
DeckleSectionDraft *
deckle_bank_parse_section (DeckleBankReport *report,
                           JsonNode         *node,
                           guint             position)
{
  static const char * const known[] = {
    "id", "title", "order", "from", "to", "colour", "icon", "emoji", "file", "short", NULL,
  };
  const DeckleStringRule title_rule = { 0, 60, NULL, NULL };
  const DeckleStringRule short_rule = { 1, 24, NULL, NULL };
  g_autofree char *path = g_strdup_printf ("sections[%u]", position);
  JsonObject *object = deckle_bank_json_to_object (report, node, path);
  const DeckleJsonPlace place = { report, object, path };
  DeckleSectionDraft *draft;
  const char *id, *title, *short_title;
  int from, to;

  if (object == NULL)
    return NULL;

  deckle_bank_json_check_members (&place, known);
  id = deckle_bank_json_get_string (&place, "id", TRUE, &deckle_bank_rule_slug);
  title = deckle_bank_json_get_string (&place, "title", TRUE, &title_rule);
  short_title = deckle_bank_json_get_string (&place, "short", FALSE, &short_rule);
  from = deckle_bank_json_get_int (&place, "from", FALSE, 0);
  to = deckle_bank_json_get_int (&place, "to", FALSE, 0);

  draft = g_new0 (DeckleSectionDraft, 1);
  draft->position = position;
  draft->file = g_strdup (deckle_bank_json_get_string (&place, "file", FALSE, &deckle_bank_rule_file));
  draft->cards = g_list_store_new (DECKLE_TYPE_CARD);
  draft->section = deckle_section_new (id != NULL ? id : "", title != NULL ? title : "",
                                       G_LIST_MODEL (draft->cards));
  deckle_section_set_order (draft->section, deckle_bank_json_get_int (&place, "order", TRUE, 1));
  deckle_section_set_range (draft->section, from, to);
  deckle_section_set_colour (draft->section,
                             deckle_bank_json_get_string (&place, "colour", TRUE, &deckle_bank_rule_colour));
  deckle_section_set_icon (draft->section,
                           deckle_bank_json_get_string (&place, "icon", TRUE, &deckle_bank_rule_any));
  deckle_section_set_emoji (draft->section,
                            deckle_bank_json_get_string (&place, "emoji", FALSE, &deckle_bank_rule_any));
  if (short_title != NULL)
    deckle_section_set_short_title (draft->section, short_title);

  if (id == NULL)
    g_clear_pointer (&draft, deckle_section_draft_free);

  return draft;
}
