/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-clean.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Embeddings, overrides and isolates, which can make code read as what it is not. Marks that only steer a place stay. */
static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_control (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/* Line ends become LF; U+2028 and U+2029, which editors cannot show, too. */
static char *
drop_controls (const char *text)
{
  GString *clean = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (clean, '\n');
        }
      else if (c == 0x2028 || c == 0x2029)
        g_string_append_c (clean, '\n');
      else if (!is_control (c) && !is_bidi_control (c))
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

/* In place. */
static void
join_lines (char *text)
{
  char *end = text;

  for (const char *p = text; *p != '\0'; p++)
    if (*p != '\n' && *p != '\t' && *p != ' ')
      *end++ = *p;
    else if (end > text && end[-1] != ' ')
      *end++ = ' ';
  *end = '\0';
}

/* Empty lines around code, and white space at its end. */
static void
trim_code (char *text)
{
  const char *start = text;

  g_strchomp (text);
  for (const char *p = text; *p == ' ' || *p == '\t' || *p == '\n'; p++)
    if (*p == '\n')
      start = p + 1;
  memmove (text, start, strlen (start) + 1);
}

/**
 * deckle_clean_text:
 * @text: (nullable): what was typed or pasted
 * @mode: how it is laid out
 * @error: return location for a [error@LibraryError]
 *
 * Makes a text that can be stored: valid UTF-8, lines that end in LF, without control characters and without those that turn
 * the direction of what follows. Any thread.
 *
 * Returns: (transfer full) (nullable): the text, empty for %NULL; %NULL with @error set when it is longer than
 *   %DECKLE_TEXT_BYTES_MAX
 */
char *
deckle_clean_text (const char       *text,
                   DeckleCleanMode   mode,
                   GError          **error)
{
  g_autofree char *valid = NULL;
  char *clean;

  if (text == NULL)
    return g_strdup ("");
  if (strlen (text) > DECKLE_TEXT_BYTES_MAX)
    {
      g_autofree char *limit = g_format_size_full (DECKLE_TEXT_BYTES_MAX, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED,
                   /* Translators: %s is “1.0 MiB” */
                   _("A text on a card can be %s long; this one is longer."), limit);
      return NULL;
    }
  valid = g_utf8_make_valid (text, -1);
  clean = drop_controls (valid);
  if (mode == DECKLE_CLEAN_LINE)
    join_lines (clean);
  if (mode == DECKLE_CLEAN_CODE)
    trim_code (clean);
  else
    g_strstrip (clean);
  return clean;
}
