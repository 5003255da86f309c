/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "formats/deckle-markdown-answer.h"

#include <string.h>

#include "formats/deckle-markdown-scan.h"

/* An answer while it is put together. */
typedef struct
{
  GString  *text;
  gboolean  breaks;       /* a blank line came: the next line begins a paragraph */
  gboolean  may_continue; /* the next plain line belongs to the paragraph or item at the end of @text */
  gboolean  keep_code;    /* code stays in the text, since there is more than one block */
} Builder;

static void
add_line (Builder    *builder,
          const char *line)
{
  if (builder->text->len > 0)
    g_string_append (builder->text, builder->breaks ? "\n\n" : "\n");

  g_string_append (builder->text, line);
  builder->breaks = FALSE;
}

/* "- ", "* " or "+ "; @words is what follows. */
static gboolean
is_item (const char  *line,
         const char **words)
{
  const char *p = line + strspn (line, " \t");

  if ((*p != '-' && *p != '*' && *p != '+') || (p[1] != ' ' && p[1] != '\t'))
    return FALSE;

  *words = p + 1 + strspn (p + 1, " \t");
  return **words != '\0';
}

/* Lines whose shape matters: a table, a quotation, a numbered item */
static gboolean
has_shape (const char *words)
{
  gsize digits = strspn (words, "0123456789");

  return *words == '|' || *words == '>' ||
         (digits > 0 && (words[digits] == '.' || words[digits] == ')') && words[digits + 1] == ' ');
}

/* As in Markdown, a line end inside a paragraph is a space, unless two spaces or a backslash stand before it. */
static void
add_text (Builder    *builder,
          const char *line)
{
  gboolean has_backslash = g_str_has_suffix (line, "\\") && line[1] != '\0';
  gboolean hard_break = has_backslash || g_str_has_suffix (line, "  ");
  g_autofree char *text = g_strndup (line, strlen (line) - (has_backslash ? 1 : 0));
  const char *words = text + strspn (g_strchomp (text), " \t");
  gboolean keeps = has_shape (words) || (words - text >= 4 && !builder->may_continue);
  const char *item;

  if (is_item (text, &item))
    {
      g_autofree char *with_hyphen = g_strconcat ("- ", item, NULL);

      add_line (builder, with_hyphen);
      keeps = FALSE;
    }
  else if (keeps)
    add_line (builder, text);
  else if (builder->may_continue)
    g_string_append_printf (builder->text, " %s", words);
  else
    add_line (builder, words);

  builder->may_continue = !hard_break && !keeps;
}

/* A heading inside an answer is a paragraph in bold. */
static void
add_heading (Builder    *builder,
             const char *words)
{
  g_autofree char *text = g_strstrip (g_strdup (words));
  g_autofree char *bold = strstr (text, "**") == NULL ? g_strconcat ("**", text, "**", NULL) : g_strdup (text);

  builder->breaks = TRUE;
  add_line (builder, bold);
  builder->breaks = TRUE;
  builder->may_continue = FALSE;
}

/* Reads a block up to its end and returns the line behind it; @closed tells whether that end was there. */
static const char *
read_code (const DeckleFence *fence,
           const char        *line,
           const char        *end,
           GString           *code,
           gboolean          *closed)
{
  for (; line < end; line = deckle_markdown_next_line (line))
    {
      gsize indent;

      if (deckle_fence_closes (fence, line))
        {
          *closed = TRUE;
          return deckle_markdown_next_line (line);
        }

      indent = strspn (line, " \t");
      g_string_append_printf (code, "%s%s", code->len > 0 ? "\n" : "", line + MIN (indent, fence->indent));
    }

  *closed = FALSE;
  return end;
}

static char *
get_language (const char *info)
{
  const char *start = info + strspn (info, "{. \t");
  g_autofree char *word = g_strndup (start, strcspn (start, " \t{},"));
  g_autofree char *lang = g_utf8_strdown (word, -1);

  if (*lang == '\0')
    return g_strdup ("text");

  return g_strdup (strcmp (lang, "golang") == 0 ? "go" : lang);
}

static void
take_code (Builder              *builder,
           DeckleMarkdownAnswer *answer,
           const char           *info,
           GString              *code)
{
  if (builder->keep_code)
    {
      g_autofree char *block = g_strdup_printf ("```%s\n%s\n```", info, code->str);

      builder->breaks = builder->text->len > 0;
      add_line (builder, block);
    }
  else
    {
      g_set_str (&answer->code, code->str);
      g_free (answer->lang);
      answer->lang = get_language (info);
    }

  builder->breaks = TRUE;
  builder->may_continue = FALSE;
}

/* One pass; returns how many code blocks there are. */
static guint
build (Builder              *builder,
       DeckleMarkdownAnswer *answer,
       const char           *first,
       const char           *body,
       const char           *end)
{
  guint n_blocks = 0;
  int number = 0;

  if (first != NULL)
    add_text (builder, first);

  for (const char *line = body, *next; line < end; line = next)
    {
      DeckleFence fence;
      const char *info, *words;

      next = deckle_markdown_next_line (line);
      if (deckle_fence_open (&fence, line, &info))
        {
          g_autoptr (GString) code = g_string_new (NULL);
          gboolean closed;

          next = read_code (&fence, next, end, code, &closed);
          if (!closed)
            answer->open_line = number;
          n_blocks += code->len > 0;
          if (code->len > 0)
            take_code (builder, answer, info, code);
        }
      else if (deckle_markdown_is_blank (line) || deckle_markdown_is_rule (line))
        {
          builder->breaks = builder->text->len > 0;
          builder->may_continue = FALSE;
        }
      else if (deckle_markdown_heading (line, &words) > 0)
        add_heading (builder, words);
      else
        add_text (builder, line);

      for (const char *p = line; p < next; p = deckle_markdown_next_line (p))
        number++;
    }

  return n_blocks;
}

/* "A:", "A12:" or "Answer:", plain or in bold, says nothing. */
static void
strip_label (char *text)
{
  const char *p = text;
  gboolean bold = g_str_has_prefix (p, "**");

  p += bold ? 2 : 0;
  if (g_ascii_strncasecmp (p, "answer", 6) == 0)
    p += 6;
  else if (*p == 'A')
    p += 1 + strspn (p + 1, "0123456789");
  else
    return;

  if (bold && g_str_has_prefix (p, "**:"))
    p += 3;
  else if (bold && g_str_has_prefix (p, ":**"))
    p += 3;
  else if (!bold && *p == ':')
    p++;
  else
    return;

  if (*p != '\0' && !g_ascii_isspace (*p))
    return;

  memmove (text, p, strlen (p) + 1);
  g_strchug (text);
}

/*
 * Makes card text of the lines from @body to @end: paragraphs and list items stay,
 * the only code block becomes the code. @first stood behind the question on its own line.
 */
DeckleMarkdownAnswer *
deckle_markdown_answer_new (const char *first,
                            const char *body,
                            const char *end)
{
  DeckleMarkdownAnswer *answer = g_new0 (DeckleMarkdownAnswer, 1);
  Builder builder = { .text = g_string_new (NULL) };

  answer->open_line = -1;
  if (build (&builder, answer, first, body, end) > 1)
    {
      g_string_free (builder.text, TRUE);
      g_clear_pointer (&answer->code, g_free);
      g_clear_pointer (&answer->lang, g_free);
      builder = (Builder){ .text = g_string_new (NULL), .keep_code = TRUE };
      build (&builder, answer, first, body, end);
    }

  answer->text = g_strstrip (g_string_free_and_steal (builder.text));
  strip_label (answer->text);
  return answer;
}

void
deckle_markdown_answer_free (DeckleMarkdownAnswer *answer)
{
  g_free (answer->text);
  g_free (answer->code);
  g_free (answer->lang);
  g_free (answer);
}
