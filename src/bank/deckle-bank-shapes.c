/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "deckle-config.h"

#include "bank/deckle-bank-shapes.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define DIGITS "0123456789"
#define SLUG "abcdefghijklmnopqrstuvwxyz" DIGITS "-"

static gboolean
is_slug (const char *text)
{
  return *text != '\0' && text[strspn (text, SLUG)] == '\0';
}

static gboolean
is_id (const char *text)
{
  gsize length = strlen (text);

  return is_slug (text) && *text != '-' && length >= 3 && length <= 64;
}

/* No slash, no dot but the last: such a name can never leave the folder. */
static gboolean
is_file (const char *text)
{
  gsize stem = strspn (text, SLUG);

  return stem > 0 && strcmp (text + stem, ".json") == 0;
}

static gboolean
is_language (const char *text)
{
  if (!g_ascii_islower (text[0]) || !g_ascii_islower (text[1]))
    return FALSE;

  return text[2] == '\0' ||
         (text[2] == '-' && g_ascii_isupper (text[3]) && g_ascii_isupper (text[4]) && text[5] == '\0');
}

static gboolean
is_version (const char *text)
{
  for (int i = 0; i < 3; i++)
    {
      gsize digits = strspn (text, DIGITS);

      if (digits == 0 || text[digits] != (i < 2 ? '.' : '\0'))
        return FALSE;
      text += digits + 1;
    }

  return TRUE;
}

static gboolean
is_go_version (const char *text)
{
  return g_str_has_prefix (text, "1.") && text[2] != '\0' && text[2 + strspn (text + 2, DIGITS)] == '\0';
}

static gboolean
is_date (const char *text)
{
  guint year, month, day;

  if (strlen (text) != 10 || strspn (text, DIGITS) != 4 || text[4] != '-' ||
      strspn (text + 5, DIGITS) != 2 || text[7] != '-' || strspn (text + 8, DIGITS) != 2)
    return FALSE;

  if (sscanf (text, "%4u-%2u-%2u", &year, &month, &day) != 3 || month > 12 || day > 31)
    return FALSE;

  return g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

static gboolean
is_colour (const char *text)
{
  return *text == '#' && strlen (text) == 7 && strspn (text + 1, DIGITS "abcdefABCDEF") == 6;
}

static gboolean
is_uri (const char *text)
{
  return g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
}

static gboolean
is_https (const char *text)
{
  return g_str_has_prefix (text, "https://");
}

const DeckleStringRule deckle_bank_rule_any = { 0, 0, NULL, NULL };

const DeckleStringRule deckle_bank_rule_id = {
  0, 0, is_id, N_("3 to 64 small letters, digits and hyphens, and not begin with a hyphen"), TRUE,
};

const DeckleStringRule deckle_bank_rule_slug = {
  0, 0, is_slug, N_("small letters, digits and hyphens"),
};

const DeckleStringRule deckle_bank_rule_file = {
  0, 0, is_file, N_("the name of a file beside the bank, small letters, digits and hyphens before “.json”"), TRUE,
};

const DeckleStringRule deckle_bank_rule_language = {
  0, 0, is_language, N_("a language such as “en” or “en-US”"),
};

const DeckleStringRule deckle_bank_rule_version = {
  0, 0, is_version, N_("three numbers such as “1.0.0”"),
};

const DeckleStringRule deckle_bank_rule_go_version = {
  0, 0, is_go_version, N_("a version of Go such as “1.27”"),
};

const DeckleStringRule deckle_bank_rule_date = {
  0, 0, is_date, N_("a date such as “2026-11-24”"),
};

const DeckleStringRule deckle_bank_rule_colour = {
  0, 0, is_colour, N_("a colour such as “#2E9E5B”"),
};

const DeckleStringRule deckle_bank_rule_uri = {
  0, 0, is_uri, N_("a web address"),
};

const DeckleStringRule deckle_bank_rule_https = {
  0, 0, is_https, N_("an address that begins with “https://”"),
};
