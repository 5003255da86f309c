/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-text-diff"
#include "model/deckle-text-diff.h"

#include <string.h>

/* More words than this between the common start and the common end are told apart as a whole. */
#define WORDS_MAX 2000

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || g_unichar_ismark (c);
}

/* Words, stretches of white space, and every other character by itself. */
static GArray *
split (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (DeckleTextRange));
  const char *p = text;

  while (*p != '\0')
    {
      const char *start = p;
      gunichar c = g_utf8_get_char (p);
      gboolean word = is_word (c), space = g_unichar_isspace (c);
      DeckleTextRange token;

      p = g_utf8_next_char (p);
      while (*p != '\0' && ((word && is_word (g_utf8_get_char (p))) || (space && g_unichar_isspace (g_utf8_get_char (p)))))
        p = g_utf8_next_char (p);
      token = (DeckleTextRange){ (gsize) (start - text), (gsize) (p - start) };
      g_array_append_val (tokens, token);
    }
  return tokens;
}

static gboolean
is_same (const char            *a,
         const DeckleTextRange *token_a,
         const char            *b,
         const DeckleTextRange *token_b)
{
  return token_a->length == token_b->length && memcmp (a + token_a->start, b + token_b->start, token_a->length) == 0;
}

/* Parts that touch become one. */
static void
add_token (GArray                *ranges,
           const DeckleTextRange *token)
{
  DeckleTextRange *last = ranges->len > 0 ? &g_array_index (ranges, DeckleTextRange, ranges->len - 1) : NULL;

  if (last != NULL && last->start + last->length == token->start)
    last->length += token->length;
  else
    g_array_append_vals (ranges, token, 1);
}

/* Longest common subsequence of two stretches of tokens (Wagner and Fischer, 1974): table[i][j] is its length from i and j on. */
static void
compare (const char            *before,
         const DeckleTextRange *a,
         gsize                  n_a,
         const char            *after,
         const DeckleTextRange *b,
         gsize                  n_b,
         GArray                *removed,
         GArray                *added)
{
  g_autofree guint16 *table = g_new0 (guint16, (n_a + 1) * (n_b + 1));
  gsize width = n_b + 1, i = 0, j = 0;

  for (gsize row = n_a; row-- > 0;)
    for (gsize column = n_b; column-- > 0;)
      table[row * width + column] =
        is_same (before, &a[row], after, &b[column])
          ? (guint16) (table[(row + 1) * width + column + 1] + 1)
          : MAX (table[(row + 1) * width + column], table[row * width + column + 1]);

  while (i < n_a || j < n_b)
    {
      if (i < n_a && j < n_b && is_same (before, &a[i], after, &b[j]))
        {
          i++;
          j++;
        }
      else if (j == n_b || (i < n_a && table[(i + 1) * width + j] >= table[i * width + j + 1]))
        add_token (removed, &a[i++]);
      else
        add_token (added, &b[j++]);
    }
}

/**
 * deckle_text_diff:
 * @before: a text
 * @after: another one
 * @removed: (out) (transfer full) (element-type DeckleTextRange): parts of @before that @after has not
 * @added: (out) (transfer full) (element-type DeckleTextRange): parts of @after that @before has not
 *
 * Compares two texts word by word. Both lists are in order and touch nowhere. Time and memory are bounded: where more than
 * some thousand words lie between the first difference and the last one, all of them count as different.
 */
void
deckle_text_diff (const char  *before,
                  const char  *after,
                  GArray     **removed,
                  GArray     **added)
{
  g_autoptr (GArray) tokens_a = NULL;
  g_autoptr (GArray) tokens_b = NULL;
  const DeckleTextRange *a, *b;
  gsize n_a, n_b, start = 0;

  g_return_if_fail (before != NULL && after != NULL);
  g_return_if_fail (removed != NULL && added != NULL);

  *removed = g_array_new (FALSE, FALSE, sizeof (DeckleTextRange));
  *added = g_array_new (FALSE, FALSE, sizeof (DeckleTextRange));
  tokens_a = split (before);
  tokens_b = split (after);
  a = (const DeckleTextRange *) (gpointer) tokens_a->data;
  b = (const DeckleTextRange *) (gpointer) tokens_b->data;
  n_a = tokens_a->len;
  n_b = tokens_b->len;
  while (start < n_a && start < n_b && is_same (before, &a[start], after, &b[start]))
    start++;
  while (n_a > start && n_b > start && is_same (before, &a[n_a - 1], after, &b[n_b - 1]))
    {
      n_a--;
      n_b--;
    }
  if (n_a - start <= WORDS_MAX && n_b - start <= WORDS_MAX)
    {
      compare (before, a + start, n_a - start, after, b + start, n_b - start, *removed, *added);
      return;
    }
  for (gsize i = start; i < n_a; i++)
    add_token (*removed, &a[i]);
  for (gsize i = start; i < n_b; i++)
    add_token (*added, &b[i]);
}
