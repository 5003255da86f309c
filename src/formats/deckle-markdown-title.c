/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "formats/deckle-markdown-title.h"

#include <string.h>

/* Words in brackets at the end of a title that name its edition, not its subject */
static const char * const edition_words[] = { "version", "edition", "summary", "draft", "revised", "updated" };

static gboolean
is_emoji (gunichar c)
{
  return (c >= 0x1F000 && c <= 0x1FAFF) ||
         (c >= 0x2190 && c <= 0x2BFF && g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL);
}

/* Variation selector, joiner, skin tone: they belong to the emoji before them. */
static gboolean
is_emoji_part (gunichar c)
{
  return c == 0xFE0F || c == 0x200D || c == 0x20E3 || (c >= 0x1F3FB && c <= 0x1F3FF);
}

static const char *
skip_emoji (const char *text)
{
  const char *p = text;

  while (is_emoji (g_utf8_get_char (p)) || (p > text && is_emoji_part (g_utf8_get_char (p))))
    p = g_utf8_next_char (p);

  return p;
}

/* A number of at most 9 digits; moves @p behind it. */
static gboolean
read_number (const char **p,
             int         *number)
{
  gsize digits = strspn (*p, "0123456789");

  if (digits == 0 || digits > 9)
    return FALSE;

  *number = (int) g_ascii_strtoll (*p, NULL, 10);
  *p += digits;
  return TRUE;
}

static const char *
skip_letter_q (const char *p)
{
  if (g_ascii_strncasecmp (p, "questions", 9) == 0)
    p += 9;
  else if (g_ascii_strncasecmp (p, "question", 8) == 0)
    p += 8;
  else if (*p == 'Q' || *p == 'q')
    p++;

  return p + strspn (p, " ");
}

/* "Questions 1-20", "Q1–Q20", "1 to 20" */
static gboolean
read_range (const char          *inside,
            DeckleMarkdownTitle *title)
{
  static const char * const dashes[] = { "-", "\342\200\223", "\342\200\224", "to " };
  const char *p = skip_letter_q (inside);
  int from, to;

  if (!read_number (&p, &from))
    return FALSE;

  p += strspn (p, " ");
  for (gsize i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (p, dashes[i]))
      {
        p += strlen (dashes[i]);
        p = skip_letter_q (p + strspn (p, " "));
        if (!read_number (&p, &to) || *p != '\0')
          return FALSE;

        title->from = from;
        title->to = to;
        return TRUE;
      }

  return FALSE;
}

static gboolean
names_edition (const char *inside)
{
  g_autofree char *lower = g_utf8_strdown (inside, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (edition_words); i++)
    if (strstr (lower, edition_words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* Takes off brackets at the end that hold a range of questions or an edition. */
static void
strip_brackets (DeckleMarkdownTitle *title)
{
  char *open = strrchr (title->text, '(');
  g_autofree char *inside = NULL;

  if (open == NULL || open == title->text || !g_str_has_suffix (open, ")"))
    return;

  inside = g_strstrip (g_strndup (open + 1, strlen (open) - 2));
  if (read_range (inside, title) || names_edition (inside))
    {
      *open = '\0';
      g_strchomp (title->text);
    }
}

/* "All 433 Interview Questions" says how many there should be, which is not part of the name. */
static void
strip_total (DeckleMarkdownTitle *title)
{
  for (char *p = title->text; (p = strstr (p, "All ")) != NULL; p++)
    {
      const char *after = p + 4;
      int total;

      if ((p == title->text || p[-1] == ' ') && read_number (&after, &total) && *after == ' ')
        {
          title->total = total;
          memmove (p, after + 1, strlen (after + 1) + 1);
          return;
        }
    }
}

/* A hyphen with spaces stands for a colon. */
static void
replace_hyphen (DeckleMarkdownTitle *title)
{
  char *hyphen = strstr (title->text, " - ");

  if (hyphen == NULL || hyphen == title->text || strstr (hyphen + 1, " - ") != NULL)
    return;

  hyphen[0] = ':';
  memmove (hyphen + 1, hyphen + 2, strlen (hyphen + 2) + 1);
}

/* Parts the words of a heading into the title and what stands around it. */
void
deckle_markdown_title_read (DeckleMarkdownTitle *title,
                            const char          *heading)
{
  const char *words = skip_emoji (heading);

  *title = (DeckleMarkdownTitle){ 0 };
  if (words != heading && (*words == ' ' || *words == '\t'))
    {
      title->emoji = g_strndup (heading, (gsize) (words - heading));
      heading = words;
    }

  title->text = g_strstrip (g_strdup (heading));
  strip_brackets (title);
  strip_total (title);
  replace_hyphen (title);
}

void
deckle_markdown_title_clear (DeckleMarkdownTitle *title)
{
  g_clear_pointer (&title->text, g_free);
  g_clear_pointer (&title->emoji, g_free);
}
