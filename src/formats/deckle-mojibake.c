/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "formats/deckle-format.h"

#include <string.h>

/*
 * An emoji is four bytes in UTF-8, F0 9F xx yy. Read in the Korean encoding Johab they became two characters:
 * F0 9F is always the Chinese character U+6E38, and xx yy is a Hangul syllable. A Johab syllable is one bit and
 * three numbers of five bits for its initial, medial and final letter; Unicode counts the same letters through.
 */
#define LEAD "\346\270\270" /* U+6E38 */

static const guint8 initials[19] = { 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 };
static const guint8 medials[21] = { 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29 };
static const guint8 finals[28] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17,
                                   19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29 };

static gboolean
is_east_asian (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

/* The emoji that became U+6E38 and @syllable, or 0 when none did. */
static gunichar
decode_pair (gunichar syllable)
{
  guint index, johab, third, fourth;
  gunichar emoji;

  if (syllable < 0xAC00 || syllable > 0xD7A3)
    return 0;

  index = syllable - 0xAC00;
  johab = 0x8000u | (guint) initials[index / 588] << 10 | (guint) medials[index / 28 % 21] << 5 | finals[index % 28];
  third = johab >> 8;
  fourth = johab & 0xFF;
  if ((third & 0xC0) != 0x80 || (fourth & 0xC0) != 0x80)
    return 0;

  emoji = 0x1F000 | (third & 0x3F) << 6 | (fourth & 0x3F);

  return emoji >= 0x1F300 && emoji <= 0x1FAFF ? emoji : 0;
}

/**
 * deckle_mojibake_repair:
 * @text: valid UTF-8
 * @n_repaired: (out) (optional): how many emoji were repaired
 *
 * Repairs emoji whose UTF-8 bytes were once read in the Korean encoding Johab, as
 * in “游릭 Basics” for “🟢 Basics”.
 *
 * Such a pair inside Korean or Chinese text is left alone. Linear time; may be called from any thread.
 *
 * Returns: (transfer full): the repaired text
 */
char *
deckle_mojibake_repair (const char *text,
                        guint      *n_repaired)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *start = text, *from = text, *at;
  guint n = 0;

  g_return_val_if_fail (text != NULL, NULL);

  while ((at = strstr (from, LEAD)) != NULL)
    {
      const char *syllable = at + strlen (LEAD);
      gunichar emoji = decode_pair (g_utf8_get_char (syllable));
      const char *after = emoji != 0 ? g_utf8_next_char (syllable) : syllable;
      gboolean lonely = at == text || at == start || !is_east_asian (g_utf8_get_char (g_utf8_prev_char (at)));

      /* Not g_str_has_prefix (), which measures the whole rest of the text. */
      if (emoji == 0 || !lonely ||
          (is_east_asian (g_utf8_get_char (after)) && strncmp (after, LEAD, strlen (LEAD)) != 0))
        {
          from = syllable;
          continue;
        }

      g_string_append_len (out, start, at - start);
      g_string_append_unichar (out, emoji);
      start = from = after;
      n++;
    }

  g_string_append (out, start);
  if (n_repaired != NULL)
    *n_repaired = n;

  return g_string_free_and_steal (g_steal_pointer (&out));
}
