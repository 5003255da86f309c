/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-editor-bound"
#include "ui/deckle-editor-bound.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is pasted into a field can be anything: it is looked at before it gets in, so that nothing has to be taken out again. */

typedef struct
{
  guint           max_chars;
  DeckleBoundFunc say;
  gpointer        user_data;
} Bounds;

/* Controls that are seen nowhere, and those that turn the direction of what follows. */
static gboolean
must_go (gunichar c)
{
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0xFFFC)
    return TRUE;
  return (g_unichar_iscntrl (c) && c != '\n' && c != '\t') || (c & 0xFFFE) == 0xFFFE;
}

/* Appends a character as the field takes it; FALSE when it is not as it was. */
static gboolean
take_char (GString    *out,
           const char *p,
           gboolean    one_line)
{
  gunichar c = g_utf8_get_char (p);

  if (c == '\r' && p[1] == '\n')
    return FALSE;
  if (c == '\r' || c == 0x2028 || c == 0x2029)
    {
      g_string_append_c (out, one_line ? ' ' : '\n');
      return FALSE;
    }
  if (one_line && (c == '\n' || c == '\t'))
    {
      g_string_append_c (out, ' ');
      return FALSE;
    }
  if (must_go (c))
    return FALSE;
  g_string_append_unichar (out, c);
  return TRUE;
}

static gboolean
has_long_line (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      n = *p == '\n' ? 0 : n + 1;
      if (n > DECKLE_BOUND_LINE_CHARS)
        return TRUE;
    }
  return FALSE;
}

/**
 * deckle_bound_text:
 * @text: what is to be inserted
 * @length: its length in bytes, -1 when it ends in NUL
 * @n_present: characters that the field has already
 * @max_chars: characters that it can have
 * @one_line: whether it is a field of one line
 * @clean: (out) (transfer full) (nullable): what may be inserted, %NULL when nothing may
 *
 * Looks at a text before it gets into a field: invalid UTF-8, control characters (with NUL) and those that turn the direction of
 * writing do not get in, line ends become LF, or spaces in a field of one line.
 *
 * Returns: what to do
 */
DeckleBoundResult
deckle_bound_text (const char  *text,
                   gssize       length,
                   guint        n_present,
                   guint        max_chars,
                   gboolean     one_line,
                   char       **clean)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean is_same = TRUE;

  g_return_val_if_fail (text != NULL, DECKLE_BOUND_FINE);
  g_return_val_if_fail (clean != NULL, DECKLE_BOUND_FINE);

  *clean = NULL;
  valid = g_utf8_make_valid (text, length);
  if (length >= 0 ? strlen (valid) != (gsize) length : !g_str_equal (valid, text))
    is_same = FALSE;
  /* A character has four bytes at most; what is longer needs no closer look. */
  if (strlen (valid) / 4 > max_chars)
    return DECKLE_BOUND_TOO_LONG;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    is_same &= take_char (out, p, one_line);
  if (n_present + (gulong) g_utf8_strlen (out->str, -1) > max_chars)
    return DECKLE_BOUND_TOO_LONG;
  if (has_long_line (out->str))
    return DECKLE_BOUND_LINE_TOO_LONG;
  *clean = g_string_free (g_steal_pointer (&out), FALSE);
  return is_same ? DECKLE_BOUND_FINE : DECKLE_BOUND_CLEANED;
}

/**
 * deckle_bound_describe:
 * @result: what was done
 * @max_chars: characters that the field can have
 *
 * Returns: (transfer full) (nullable): a sentence about it, %NULL when there is nothing to say
 */
char *
deckle_bound_describe (DeckleBoundResult result,
                       guint             max_chars)
{
  switch (result)
    {
    case DECKLE_BOUND_TOO_LONG:
      return g_strdup_printf (ngettext ("This field can hold %'u character. The text is longer and was not inserted.",
                                        "This field can hold %'u characters. The text is longer and was not inserted.",
                                        max_chars), max_chars);
    case DECKLE_BOUND_LINE_TOO_LONG:
      return g_strdup_printf (ngettext ("A line can have %'u character. The text has a longer one and was not inserted.",
                                        "A line can have %'u characters. The text has a longer one and was not inserted.",
                                        DECKLE_BOUND_LINE_CHARS), DECKLE_BOUND_LINE_CHARS);
    case DECKLE_BOUND_CLEANED:
    case DECKLE_BOUND_FINE:
    default:
      return NULL;
    }
}

static void
say (const Bounds      *bounds,
     DeckleBoundResult  result)
{
  g_autofree char *sentence = deckle_bound_describe (result, bounds->max_chars);

  bounds->say (sentence, bounds->user_data);
}

static void
buffer_insert_cb (GtkTextBuffer *buffer,
                  GtkTextIter   *location,
                  const char    *text,
                  int            length,
                  Bounds        *bounds)
{
  g_autofree char *clean = NULL;
  DeckleBoundResult result = deckle_bound_text (text, length, (guint) gtk_text_buffer_get_char_count (buffer),
                                                bounds->max_chars, FALSE, &clean);

  say (bounds, result);
  if (result == DECKLE_BOUND_FINE)
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  if (clean != NULL && *clean != '\0')
    gtk_text_buffer_insert (buffer, location, clean, -1);
}

/**
 * deckle_bound_buffer:
 * @buffer: a text buffer
 * @max_chars: characters that it can have
 * @say: told after each insertion what was done with it
 * @user_data: for @say
 *
 * Lets only such text into @buffer as a card can hold. @user_data must outlive it.
 */
void
deckle_bound_buffer (GtkTextBuffer   *buffer,
                     guint            max_chars,
                     DeckleBoundFunc  say_func,
                     gpointer         user_data)
{
  Bounds *bounds;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  bounds = g_new (Bounds, 1);
  *bounds = (Bounds){ max_chars, say_func, user_data };
  g_signal_connect_data (buffer, "insert-text", G_CALLBACK (buffer_insert_cb), bounds, (GClosureNotify) (void *) g_free, 0);
}

static void
editable_insert_cb (GtkEditable *editable,
                    const char  *text,
                    int          length,
                    int         *position,
                    Bounds      *bounds)
{
  g_autofree char *clean = NULL;
  guint n_present = (guint) g_utf8_strlen (gtk_editable_get_text (editable), -1);
  DeckleBoundResult result = deckle_bound_text (text, length, n_present, bounds->max_chars, TRUE, &clean);

  say (bounds, result);
  if (result == DECKLE_BOUND_FINE)
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  if (clean != NULL && *clean != '\0')
    gtk_editable_insert_text (editable, clean, -1, position);
}

/**
 * deckle_bound_editable:
 * @editable: a field of one line
 * @max_chars: characters that it can have
 * @say: told after each insertion what was done with it
 * @user_data: for @say
 *
 * The same for a field of one line.
 */
void
deckle_bound_editable (GtkEditable     *editable,
                       guint            max_chars,
                       DeckleBoundFunc  say_func,
                       gpointer         user_data)
{
  GtkEditable *delegate;
  Bounds *bounds;

  g_return_if_fail (GTK_IS_EDITABLE (editable));

  delegate = gtk_editable_get_delegate (editable);
  bounds = g_new (Bounds, 1);
  *bounds = (Bounds){ max_chars, say_func, user_data };
  g_signal_connect_data (delegate != NULL ? delegate : editable, "insert-text", G_CALLBACK (editable_insert_cb), bounds,
                         (GClosureNotify) (void *) g_free, 0);
}
