/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-code-excerpt"
#include "ui/deckle-code-excerpt.h"

#include <string.h>

/* Bytes of the line at @line, without its line break. */
static gsize
line_length (const char *line)
{
  const char *end = strchr (line, '\n');

  return end != NULL ? (gsize) (end - line) : strlen (line);
}

/**
 * deckle_code_is_long:
 * @text: code
 * @n_lines: (out): how many lines it has
 *
 * Tells whether showing all of a code at once would be felt: drawing time grows with the lines on a card, and that of a
 * line with its length.
 *
 * Returns: whether it has too many lines or too long ones
 */
gboolean
deckle_code_is_long (const char *text,
                     guint      *n_lines)
{
  gsize longest = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (n_lines != NULL, FALSE);

  *n_lines = 0;
  for (const char *line = text;; line++)
    {
      gsize length = line_length (line);

      longest = MAX (longest, length);
      *n_lines += 1;
      line += length;
      if (*line == '\0')
        break;
    }
  return *n_lines > DECKLE_CODE_LINES_MAX || longest > DECKLE_CODE_LINE_CHARS_MAX;
}

/**
 * deckle_code_excerpt:
 * @text: code, valid UTF-8
 * @max_lines: how many lines at most
 * @max_line_chars: how many characters a line may have; what is beyond becomes an ellipsis
 *
 * Shortens code to what can be drawn at once.
 *
 * Returns: (transfer full): its first lines
 */
char *
deckle_code_excerpt (const char *text,
                     guint       max_lines,
                     gsize       max_line_chars)
{
  GString *excerpt = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, g_string_free_and_steal (excerpt));

  for (guint n = 0; n < max_lines; n++)
    {
      gsize length = line_length (text);

      /* Not longer in bytes means not longer in characters. */
      if (length > max_line_chars && (gsize) g_utf8_strlen (text, (gssize) length) > max_line_chars)
        {
          g_string_append_len (excerpt, text, g_utf8_offset_to_pointer (text, (glong) max_line_chars) - text);
          g_string_append (excerpt, "…");
        }
      else
        g_string_append_len (excerpt, text, (gssize) length);

      text += length;
      if (*text == '\0')
        break;
      text++;
      if (n + 1 < max_lines)
        g_string_append_c (excerpt, '\n');
    }
  return g_string_free_and_steal (excerpt);
}
