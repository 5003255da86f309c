/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "formats/deckle-markdown-scan.h"

#include <string.h>

#define NUMBER_DIGITS_MAX 9
#define QUESTION_LINES_MAX 8

const char *
deckle_markdown_next_line (const char *line)
{
  return line + strlen (line) + 1;
}

static const char *
skip_blanks (const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;

  return p;
}

gboolean
deckle_markdown_is_blank (const char *line)
{
  return *skip_blanks (line) == '\0';
}

/* Three or more of the same sign, and nothing else but blanks */
gboolean
deckle_markdown_is_rule (const char *line)
{
  const char *p = skip_blanks (line);
  char sign = *p;
  guint n = 0;

  if (sign != '-' && sign != '*' && sign != '_')
    return FALSE;

  for (; *p != '\0'; p++)
    if (*p == sign)
      n++;
    else if (*p != ' ' && *p != '\t')
      return FALSE;

  return n >= 3;
}

/* Level of a heading line, 0 when it is none. */
guint
deckle_markdown_heading (const char  *line,
                         const char **text)
{
  const char *p = line + strspn (line, " ");
  guint level = 0;

  if (p - line > 3)
    return 0;

  while (*p == '#')
    {
      level++;
      p++;
    }

  if (level < 1 || level > 6 || (*p != ' ' && *p != '\t'))
    return 0;

  *text = skip_blanks (p);
  return **text != '\0' ? level : 0;
}

/* Whether a code block opens on this line; @info is then what it says about its language. */
gboolean
deckle_fence_open (DeckleFence  *fence,
                   const char   *line,
                   const char  **info)
{
  const char *p = skip_blanks (line);
  guint length = 0;

  if (*p != '`' && *p != '~')
    return FALSE;

  while (p[length] == *p)
    length++;

  /* A line of inline code is no fence. */
  if (length < 3 || (*p == '`' && strchr (p + length, '`') != NULL))
    return FALSE;

  *fence = (DeckleFence){ .sign = *p, .length = length, .indent = (guint) (p - line) };
  *info = skip_blanks (p + length);
  return TRUE;
}

gboolean
deckle_fence_closes (const DeckleFence *fence,
                     const char        *line)
{
  const char *p = skip_blanks (line);
  guint length = 0;

  while (p[length] == fence->sign)
    length++;

  return length >= fence->length && deckle_markdown_is_blank (p + length);
}

/* "Q12:", "Question 12.", "12)"; also "Q12:**" and "Q12**:" where @bold stars are still open. Moves @p behind it. */
static gboolean
match_label (const char **p,
             gboolean    *bold,
             gboolean    *labelled,
             int         *number)
{
  const char *s = *p;
  guint n_digits;

  *labelled = FALSE;
  if (g_ascii_strncasecmp (s, "question", 8) == 0)
    {
      *labelled = TRUE;
      s = skip_blanks (s + 8);
    }
  else if (*s == 'Q' || *s == 'q')
    {
      *labelled = TRUE;
      s = skip_blanks (s + 1);
    }

  n_digits = (guint) strspn (s, "0123456789");
  if (n_digits == 0 || n_digits > NUMBER_DIGITS_MAX)
    return FALSE;

  *number = (int) g_ascii_strtoll (s, NULL, 10);
  s += n_digits;
  if (*bold && g_str_has_prefix (s, "**"))
    {
      *bold = FALSE;
      s += 2;
    }

  if (*s != ':' && *s != '.' && *s != ')')
    return FALSE;

  s++;
  if (*bold && g_str_has_prefix (s, "**"))
    {
      *bold = FALSE;
      s += 2;
    }

  /* "1.5" and "12:30" are no labels. */
  if (*s != ' ' && *s != '\t')
    return FALSE;

  *p = skip_blanks (s);
  return **p != '\0';
}

/* Whether the words of a mark end in a question mark, but for stars, blanks and the signs that close a heading. */
static gboolean
ends_with_question_mark (const char *text,
                         const char *end)
{
  while (end > text && strchr (" \t*#`\")", end[-1]) != NULL)
    end--;

  return end > text && (end[-1] == '?' || (end - text >= 3 && memcmp (end - 3, "\357\274\237", 3) == 0));
}

/* Stars that open before the words of a bold question close on the same or a later line. */
static const char *
find_bold_end (const char *text,
               const char *end)
{
  const char *line = text;

  for (int i = 0; i < QUESTION_LINES_MAX && line < end && !deckle_markdown_is_blank (line); i++)
    {
      const char *stars = strstr (line, "**");

      if (stars != NULL)
        {
          gsize length = strlen (line);

          /* Bold words inside a bold line: it closes at its very end. */
          while (length > 0 && g_ascii_isspace (line[length - 1]))
            length--;
          if (length >= 2 && memcmp (line + length - 2, "**", 2) == 0)
            return line + length - 2;

          return stars;
        }
      line = deckle_markdown_next_line (line);
    }

  return NULL;
}

static gboolean
match_bold (DeckleMark *mark,
            const char *text,
            const char *end)
{
  gboolean bold = TRUE, labelled;

  if (!match_label (&text, &bold, &labelled, &mark->number))
    return FALSE;

  mark->text = text;
  mark->labelled = labelled;
  mark->close = bold ? find_bold_end (text, end) : NULL;
  mark->asks = ends_with_question_mark (text, mark->close != NULL ? mark->close : text + strlen (text));
  if (mark->close != NULL)
    mark->body = deckle_markdown_next_line (mark->close);

  return TRUE;
}

/* A line that may be a heading or a question. */
static gboolean
match_mark (DeckleMark *mark,
            const char *line,
            const char *end)
{
  const char *text, *words;
  gboolean labelled = FALSE, bold = FALSE;

  *mark = (DeckleMark){ .number = -1, .start = line, .body = deckle_markdown_next_line (line) };
  mark->level = (guint8) deckle_markdown_heading (line, &text);

  if (mark->level > 0)
    {
      mark->text = text;
      words = g_str_has_prefix (text, "**") ? text + 2 : text;
      bold = words != text;
      if (match_label (&words, &bold, &labelled, &mark->number))
        mark->text = words;
      else
        mark->number = -1;
      mark->labelled = mark->number >= 0 && labelled;
      mark->asks = ends_with_question_mark (mark->text, mark->text + strlen (mark->text));
      return TRUE;
    }

  text = skip_blanks (line);
  if (g_str_has_prefix (text, "**"))
    return match_bold (mark, text + 2, end);

  /* Without stars a number alone is an item of a list, and “Q” is needed. */
  if ((*text == 'Q' || *text == 'q') && match_label (&text, &bold, &labelled, &mark->number))
    {
      mark->text = text;
      mark->labelled = TRUE;
      mark->asks = ends_with_question_mark (text, text + strlen (text));
      return TRUE;
    }

  return FALSE;
}

/* A question in bold or in a lower heading does not stand in code: the block before it was never closed. */
static gboolean
ends_open_code (const DeckleMark *mark)
{
  return mark->labelled && (mark->level > 1 || g_str_has_prefix (skip_blanks (mark->start), "**"));
}

/* "=====" under a line makes a heading of that line. */
static gboolean
is_underline (const char *line)
{
  return line[0] == '=' && line[1] == '=' && line[strspn (line, "= \t")] == '\0';
}

static GArray *
collect_marks (const char *text,
               const char *end)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (DeckleMark));
  DeckleFence fence = { 0 };
  const char *plain = NULL, *info, *next;
  guint number = 1;

  for (const char *line = text; line < end; line = next, number++)
    {
      const char *previous = g_steal_pointer (&plain);
      DeckleMark mark;

      next = deckle_markdown_next_line (line);
      if (fence.length > 0 && deckle_fence_closes (&fence, line))
        fence.length = 0;
      else if (match_mark (&mark, line, end) && (fence.length == 0 || ends_open_code (&mark)))
        {
          fence.length = 0;
          mark.line = number;
          g_array_append_val (marks, mark);
          for (; next < mark.body; next = deckle_markdown_next_line (next))
            number++;
        }
      else if (fence.length > 0 || deckle_fence_open (&fence, line, &info))
        continue;
      else if (previous != NULL && is_underline (line))
        {
          mark = (DeckleMark){ .level = 1, .number = -1, .line = number - 1, .start = previous,
                               .text = skip_blanks (previous), .body = next };
          g_array_append_val (marks, mark);
        }
      else if (!deckle_markdown_is_blank (line))
        plain = line;

      if (marks->len > DECKLE_MARKDOWN_MARKS_MAX)
        return NULL;
    }

  return g_steal_pointer (&marks);
}

/* What the document uses for its questions. */
typedef struct
{
  gboolean has_labels;
  gboolean trust_numbers;   /* a number alone makes a question */
  guint    numbered_level;  /* of the lines that are questions by number alone; 0: lines in bold */
} Style;

static Style
detect_style (GArray *marks)
{
  guint n_numbered[7] = { 0 }, n_asking[7] = { 0 };
  Style style = { 0 };

  for (guint i = 0; i < marks->len; i++)
    {
      const DeckleMark *mark = &g_array_index (marks, DeckleMark, i);

      style.has_labels |= mark->labelled;
      if (mark->number < 0 || mark->labelled)
        continue;

      n_numbered[mark->level]++;
      n_asking[mark->level] += mark->asks;
    }

  /* Numbered headings above numbered questions are chapters. */
  if (n_asking[0] == 0)
    for (guint level = 1; level <= 6; level++)
      if (n_asking[level] > 0)
        style.numbered_level = level;

  style.trust_numbers = n_asking[style.numbered_level] * 3 >= n_numbered[style.numbered_level];
  return style;
}

static gboolean
is_question (const DeckleMark *mark,
             const Style      *style)
{
  if (mark->number < 0)
    return FALSE;

  if (style->has_labels)
    return mark->labelled || mark->asks;

  return mark->level == style->numbered_level && (mark->asks || style->trust_numbers);
}

/* The first heading names the document when it is the only one of its level or has no question of its own. */
static void
find_title (GArray *marks)
{
  DeckleMark *title = NULL;
  gboolean alone = TRUE, has_question = FALSE;

  for (guint i = 0; i < marks->len; i++)
    {
      DeckleMark *mark = &g_array_index (marks, DeckleMark, i);

      if (title == NULL && mark->kind != DECKLE_MARK_TEXT)
        {
          if (mark->kind != DECKLE_MARK_SECTION || mark->level != 1)
            return;
          title = mark;
        }
      else if (mark->kind == DECKLE_MARK_SECTION && mark->level == 1)
        alone = FALSE;
      else if (mark->kind == DECKLE_MARK_QUESTION && alone)
        has_question = TRUE;
    }

  if (title != NULL && (alone || !has_question))
    title->kind = DECKLE_MARK_TITLE;
}

/* Whether a question comes before the next heading of the same or a higher level. */
static gboolean
has_questions (GArray *marks,
               guint   position)
{
  guint level = g_array_index (marks, DeckleMark, position).level;

  for (guint i = position + 1; i < marks->len; i++)
    {
      const DeckleMark *mark = &g_array_index (marks, DeckleMark, i);

      if (mark->kind == DECKLE_MARK_QUESTION)
        return TRUE;
      if (mark->kind == DECKLE_MARK_SECTION && mark->level <= level)
        return FALSE;
    }

  return FALSE;
}

/* Headings inside an answer are part of it; those that hold questions part the document. */
static void
sort_headings (GArray *marks)
{
  guint section_level = 6, question_level = 0;
  gboolean in_answer = FALSE;

  for (guint i = 0; i < marks->len; i++)
    {
      const DeckleMark *mark = &g_array_index (marks, DeckleMark, i);

      if (mark->kind == DECKLE_MARK_SECTION)
        section_level = MIN (section_level, mark->level);
    }

  for (guint i = 0; i < marks->len; i++)
    {
      DeckleMark *mark = &g_array_index (marks, DeckleMark, i);

      if (mark->kind == DECKLE_MARK_QUESTION)
        {
          in_answer = TRUE;
          question_level = mark->level;
        }
      else if (mark->kind == DECKLE_MARK_SECTION)
        {
          if (in_answer && ((question_level > 0 && mark->level > question_level) ||
                            (mark->level > section_level && !has_questions (marks, i))))
            mark->kind = DECKLE_MARK_TEXT;
          else
            in_answer = FALSE;
        }
    }
}

GArray *
deckle_markdown_scan (const char *text,
                      const char *end)
{
  g_autoptr (GArray) marks = collect_marks (text, end);
  Style style;

  if (marks == NULL)
    return NULL;

  style = detect_style (marks);
  for (guint i = 0; i < marks->len; i++)
    {
      DeckleMark *mark = &g_array_index (marks, DeckleMark, i);

      if (is_question (mark, &style))
        mark->kind = DECKLE_MARK_QUESTION;
      else
        mark->kind = mark->level > 0 ? DECKLE_MARK_SECTION : DECKLE_MARK_TEXT;
    }

  find_title (marks);
  sort_headings (marks);

  return g_steal_pointer (&marks);
}

/* Takes off stars around all of @text; those that opened it may have stood before the number. */
static void
strip_stars (char *text)
{
  gsize length = strlen (text);
  char *first = strstr (text, "**");

  if (first == NULL || length < 3 || memcmp (text + length - 2, "**", 2) != 0)
    return;

  if (first == text + length - 2)
    *first = '\0';
  else if (first == text && strstr (text + 2, "**") == text + length - 2)
    {
      text[length - 2] = '\0';
      memmove (text, text + 2, length - 3);
    }
}

/* Without the signs that close a heading, but "## C#" keeps its own. */
static char *
get_heading_text (const char *line)
{
  char *text = g_strchomp (g_strdup (line));
  gsize length = strlen (text), bare = length;

  while (bare > 0 && text[bare - 1] == '#')
    bare--;
  if (bare < length && bare > 0 && g_ascii_isspace (text[bare - 1]))
    text[bare] = '\0';

  strip_stars (g_strchomp (text));
  return g_strstrip (text);
}

char *
deckle_mark_get_text (const DeckleMark  *mark,
                      char             **rest)
{
  g_autoptr (GString) text = NULL;
  const char *words = mark->text;

  *rest = NULL;
  if (mark->kind != DECKLE_MARK_QUESTION)
    deckle_markdown_heading (mark->start, &words);   /* with its number */
  if (mark->level > 0)
    return get_heading_text (words);

  /* Lines of a long question are joined; the stars close on the last of them. */
  text = g_string_new (NULL);
  for (const char *line = words; line < mark->body; line = deckle_markdown_next_line (line))
    {
      gboolean is_last = deckle_markdown_next_line (line) >= mark->body;
      g_autofree char *part = is_last && mark->close != NULL ? g_strndup (line, (gsize) (mark->close - line))
                                                             : g_strdup (line);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", g_strstrip (part));
    }

  if (mark->close != NULL && !deckle_markdown_is_blank (mark->close + 2))
    *rest = g_strstrip (g_strdup (mark->close + 2));

  return g_string_free_and_steal (g_steal_pointer (&text));
}
