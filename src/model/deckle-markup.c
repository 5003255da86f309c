/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-markup"
#include "model/deckle-markup.h"

#include <string.h>

#define BULLET "\342\200\242 " /* • */
#define ISOLATE "\342\201\250" /* U+2068 FIRST STRONG ISOLATE */
#define POP "\342\201\251"     /* U+2069 POP DIRECTIONAL ISOLATE */

typedef enum { TOKEN_TEXT, TOKEN_CODE, TOKEN_STARS } TokenKind;

/* A piece of a block. Matched stars switch a style on or off, all others stay text. */
typedef struct
{
  guint  start;
  guint  length;
  guint8 kind;
  guint8 on;
  guint8 off;
} Token;

/* Stars that may still be closed: the token, how many of its stars, and which style they stand for. */
typedef struct
{
  guint  token;
  guint8 style;
} Opener;

static void
run_free (DeckleRun *run)
{
  g_free (run->text);
  g_free (run);
}

static void
block_free (DeckleBlock *block)
{
  g_ptr_array_unref (block->runs);
  g_free (block);
}

/* Embeddings, overrides and isolates reach beyond the text that carries them; the marks LRM, RLM and ALM do not. */
static gboolean
is_reordering_control (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\v' || c == '\f' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Valid UTF-8, lines ended by '\n', no control character that a terminal or a label would obey. */
static char *
normalise (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
      else if (is_line_end (c))
        g_string_append_c (out, '\n');
      else if (c == '\t' || (c >= 0x20 && c < 0x7F))
        g_string_append_c (out, (char) c);
      else if (c < 0xA0)
        g_string_append (out, "\357\277\275"); /* U+FFFD */
      else if (!is_reordering_control (c))
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }

  return g_string_free_and_steal (out);
}

static const char *
end_of_line (const char *line)
{
  return line + strcspn (line, "\n");
}

static void
add_token (GArray   *tokens,
           TokenKind kind,
           gsize     start,
           gsize     end)
{
  Token token = { (guint) start, (guint) (end - start), (guint8) kind, 0, 0 };

  if (end > start)
    g_array_append_val (tokens, token);
}

static gsize
run_length (const char *text,
            gsize       position,
            gsize       length)
{
  gsize end = position;

  while (end < length && text[end] == text[position])
    end++;

  return end - position;
}

/* Position of the next backtick that stands alone, or @length. */
static gsize
find_backtick (const char *text,
               gsize       position,
               gsize       length)
{
  while (position < length)
    {
      const char *tick = memchr (text + position, '`', length - position);
      gsize n;

      if (tick == NULL)
        return length;

      position = (gsize) (tick - text);
      n = run_length (text, position, length);
      if (n == 1)
        return position;
      position += n;
    }

  return length;
}

static GArray *
tokenise (const char *text,
          gsize       length)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  gboolean may_close = TRUE; /* false once no lone backtick is left: keeps the scan linear */
  gsize pending = 0;
  gsize i = 0;

  while (i < length)
    {
      gsize n;

      if (text[i] != '`' && text[i] != '*')
        {
          i++;
          continue;
        }

      n = run_length (text, i, length);
      if (text[i] == '*' && n <= 3)
        {
          add_token (tokens, TOKEN_TEXT, pending, i);
          add_token (tokens, TOKEN_STARS, i, i + n);
          pending = i + n;
        }
      else if (text[i] == '`' && n == 1 && may_close)
        {
          gsize end = find_backtick (text, i + 1, length);

          may_close = end < length;
          if (may_close)
            {
              add_token (tokens, TOKEN_TEXT, pending, i);
              add_token (tokens, TOKEN_CODE, i + 1, end);
              n = end + 1 - i;
              pending = i + n;
            }
        }
      i += n;
    }
  add_token (tokens, TOKEN_TEXT, pending, length);

  return tokens;
}

/* Stars open before text and close after text; a single star inside a word ("2*3*4") does neither. */
static gboolean
can_open (const char  *text,
          gsize        length,
          const Token *token)
{
  gsize next = token->start + token->length;

  if (next >= length || g_ascii_isspace (text[next]))
    return FALSE;

  return token->length > 1 || token->start == 0 || !g_ascii_isalnum (text[token->start - 1]);
}

static gboolean
can_close (const char  *text,
           gsize        length,
           const Token *token)
{
  gsize next = token->start + token->length;

  if (token->start == 0 || g_ascii_isspace (text[token->start - 1]))
    return FALSE;

  return token->length > 1 || next >= length || !g_ascii_isalnum (text[next]);
}

/* The style that @n_stars close: that of the innermost opener which they are enough for. */
static guint8
style_to_close (GArray      *openers,
                const guint  n_open[],
                guint        n_stars)
{
  if (n_stars == 1)
    return n_open[DECKLE_RUN_EMPHASIS] > 0 ? DECKLE_RUN_EMPHASIS : 0;
  if (n_stars == 2)
    return n_open[DECKLE_RUN_STRONG] > 0 ? DECKLE_RUN_STRONG : 0;

  return openers->len > 0 ? g_array_index (openers, Opener, openers->len - 1).style : 0;
}

static void
push_opener (GArray *openers,
             guint   n_open[],
             guint   token,
             guint8  style)
{
  Opener opener = { token, style };

  g_array_append_val (openers, opener);
  n_open[style]++;
}

/* Pairs stars. Every opener is pushed and popped once, so the time is linear whatever the text. */
static void
match_stars (const char *text,
             gsize       length,
             GArray     *tokens)
{
  g_autoptr (GArray) openers = g_array_new (FALSE, FALSE, sizeof (Opener));
  guint n_open[DECKLE_RUN_EMPHASIS + 1] = { 0 };

  for (guint i = 0; i < tokens->len; i++)
    {
      Token *token = &g_array_index (tokens, Token, i);
      guint n_stars = token->length;
      guint8 style;

      if (token->kind != TOKEN_STARS)
        continue;

      while (n_stars > 0 && can_close (text, length, token) &&
             (style = style_to_close (openers, n_open, n_stars)) != 0)
        {
          Opener opener;

          do
            {
              opener = g_array_index (openers, Opener, openers->len - 1);
              g_array_set_size (openers, openers->len - 1);
              n_open[opener.style]--;
            }
          while (opener.style != style);

          g_array_index (tokens, Token, opener.token).on |= style;
          token->off |= style;
          n_stars -= style == DECKLE_RUN_STRONG ? 2 : 1;
        }

      if (n_stars == token->length && can_open (text, length, token))
        {
          if (n_stars >= 2)
            push_opener (openers, n_open, i, DECKLE_RUN_STRONG);
          if (n_stars != 2)
            push_opener (openers, n_open, i, DECKLE_RUN_EMPHASIS);
        }
    }
}

static guint
stars_of (guint8 styles)
{
  return ((styles & DECKLE_RUN_STRONG) != 0 ? 2 : 0) + ((styles & DECKLE_RUN_EMPHASIS) != 0 ? 1 : 0);
}

static void
flush_run (GPtrArray     *runs,
           DeckleRunStyle style,
           GString       *text)
{
  DeckleRun *run;

  if (text->len == 0)
    return;

  run = g_new (DeckleRun, 1);
  run->style = style;
  run->text = g_strndup (text->str, text->len);
  g_ptr_array_add (runs, run);
  g_string_truncate (text, 0);
}

static void
append_piece (GPtrArray      *runs,
              DeckleRunStyle *style,
              GString        *pending,
              DeckleRunStyle  piece_style,
              const char     *piece,
              gsize           length)
{
  if (length == 0)
    return;

  if (piece_style != *style)
    flush_run (runs, *style, pending);
  *style = piece_style;
  g_string_append_len (pending, piece, (gssize) length);
}

static GPtrArray *
parse_runs (const char *text,
            gsize       length)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) run_free);
  g_autoptr (GArray) tokens = tokenise (text, length);
  g_autoptr (GString) pending = g_string_new (NULL);
  DeckleRunStyle pending_style = DECKLE_RUN_PLAIN;
  guint8 style = DECKLE_RUN_PLAIN;

  match_stars (text, length, tokens);

  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = &g_array_index (tokens, Token, i);
      guint literal = token->length;

      if (token->kind == TOKEN_STARS)
        {
          literal -= stars_of (token->on) + stars_of (token->off);
          style &= (guint8) ~token->off;
        }
      append_piece (runs, &pending_style, pending,
                    (DeckleRunStyle) (style | (token->kind == TOKEN_CODE ? DECKLE_RUN_CODE : 0)),
                    text + token->start, literal);
      style |= token->on;
    }
  flush_run (runs, pending_style, pending);

  return runs;
}

static void
add_block (GPtrArray  *blocks,
           const char *start,
           const char *end,
           gboolean    is_item)
{
  DeckleBlock *block;

  while (end > start && g_ascii_isspace (end[-1]))
    end--;
  if (end == start && !is_item)
    return;

  block = g_new (DeckleBlock, 1);
  block->is_item = is_item;
  block->runs = parse_runs (start, (gsize) (end - start));
  g_ptr_array_add (blocks, block);
}

static gboolean
is_blank (const char *line,
          const char *end)
{
  while (line < end && g_ascii_isspace (*line))
    line++;

  return line == end;
}

/**
 * deckle_markup_parse:
 * @text: card text; need not be valid UTF-8
 *
 * Parses card text into paragraphs and list items.
 *
 * `code`, `**bold**`, `*emphasis*`, a blank line between paragraphs and lines that
 * begin with "- " are markup. Anything else is literal, unterminated markup
 * too; a single line end stays a line end. Of the text itself, only what could
 * harm is changed: control characters become U+FFFD, and the bidi controls that
 * reorder what stands around them (embeddings, overrides, isolates) are dropped.
 *
 * Never fails, needs linear time, and may be called from any thread.
 *
 * Returns: (transfer full) (element-type DeckleBlock): the blocks in order
 */
GPtrArray *
deckle_markup_parse (const char *text)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  g_autofree char *source = NULL;
  const char *start = NULL; /* of the open block */
  const char *end = NULL;
  gboolean is_item = FALSE;

  g_return_val_if_fail (text != NULL, blocks);

  source = normalise (text);
  for (const char *line = source; *line != '\0'; line = *end != '\0' ? end + 1 : end)
    {
      gboolean starts_item = line[0] == '-' && line[1] == ' ';
      gboolean blank;

      end = end_of_line (line);
      blank = is_blank (line, end);

      if ((starts_item || blank) && start != NULL)
        {
          add_block (blocks, start, line, is_item);
          start = NULL;
        }
      if (start == NULL && !blank)
        {
          start = starts_item ? line + 2 : line;
          is_item = starts_item;
        }
    }
  if (start != NULL)
    add_block (blocks, start, end, is_item);

  return blocks;
}

/**
 * deckle_markup_to_plain:
 * @text: card text
 *
 * Card text without its markup: blocks joined by newlines, list items led by a
 * bullet. For search, speech and the clipboard.
 *
 * Linear time; may be called from any thread.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
deckle_markup_to_plain (const char *text)
{
  g_autoptr (GPtrArray) blocks = NULL;
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, g_string_free_and_steal (out));

  blocks = deckle_markup_parse (text);
  for (guint i = 0; i < blocks->len; i++)
    {
      const DeckleBlock *block = g_ptr_array_index (blocks, i);

      if (i > 0)
        g_string_append_c (out, '\n');
      if (block->is_item)
        g_string_append (out, BULLET);
      for (guint j = 0; j < block->runs->len; j++)
        g_string_append (out, ((const DeckleRun *) g_ptr_array_index (block->runs, j))->text);
    }

  return g_string_free_and_steal (out);
}

/* 1 for a letter written from left to right, -1 for one written from right to left, 0 for anything else. */
static int
direction_of (gunichar c)
{
  gboolean rtl_block = (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) ||
                       (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);

  if (c == 0x200E)
    return 1;
  if (c == 0x200F || c == 0x061C)
    return -1;
  if (!g_unichar_isalpha (c))
    return 0;

  return rtl_block ? -1 : 1;
}

/* Direction of the first strong character of a block, left to right without one. */
static int
block_direction (const DeckleBlock *block)
{
  for (guint i = 0; i < block->runs->len; i++)
    {
      const DeckleRun *run = g_ptr_array_index (block->runs, i);

      for (const char *p = run->text; *p != '\0'; p = g_utf8_next_char (p))
        {
          int direction = direction_of (g_utf8_get_char (p));

          if (direction != 0)
            return direction;
        }
    }

  return 1;
}

static gboolean
needs_isolation (const char *text,
                 const char *end,
                 int         direction)
{
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    if (direction_of (g_utf8_get_char (p)) == -direction)
      return TRUE;

  return FALSE;
}

/* Isolation ends with the line, so each line of a run gets its own. */
static void
append_escaped_run (GString         *out,
                    const DeckleRun *run,
                    int              direction)
{
  gboolean is_rtl_code = direction < 0 && (run->style & DECKLE_RUN_CODE) != 0;
  const char *line = run->text;

  for (;;)
    {
      const char *end = end_of_line (line);
      g_autofree char *escaped = g_markup_escape_text (line, end - line);
      gboolean isolate = end > line && (is_rtl_code || needs_isolation (line, end, direction));

      if (isolate)
        g_string_append (out, ISOLATE);
      g_string_append (out, escaped);
      if (isolate)
        g_string_append (out, POP);
      if (*end == '\0')
        return;
      g_string_append_c (out, '\n');
      line = end + 1;
    }
}

static void
append_block (GString           *out,
              const DeckleBlock *block)
{
  int direction = block_direction (block);

  for (guint i = 0; i < block->runs->len; i++)
    {
      const DeckleRun *run = g_ptr_array_index (block->runs, i);
      gboolean strong = (run->style & DECKLE_RUN_STRONG) != 0;
      gboolean emphasis = (run->style & DECKLE_RUN_EMPHASIS) != 0;
      gboolean code = (run->style & DECKLE_RUN_CODE) != 0;

      g_string_append (out, strong ? "<b>" : "");
      g_string_append (out, emphasis ? "<i>" : "");
      g_string_append (out, code ? "<tt>" : "");
      append_escaped_run (out, run, direction);
      g_string_append (out, code ? "</tt>" : "");
      g_string_append (out, emphasis ? "</i>" : "");
      g_string_append (out, strong ? "</b>" : "");
    }
}

/**
 * deckle_markup_to_pango:
 * @text: card text
 *
 * Card text as Pango markup, for a label.
 *
 * Everything is escaped. A run that holds letters of the other direction than
 * its block begins with is isolated, and so is code in right-to-left text, so that
 * no run reorders its neighbours. An empty line parts paragraphs, list items are
 * led by a bullet, code is `<tt>`.
 *
 * Linear time; may be called from any thread.
 *
 * Returns: (transfer full): valid Pango markup
 */
char *
deckle_markup_to_pango (const char *text)
{
  g_autoptr (GPtrArray) blocks = NULL;
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, g_string_free_and_steal (out));

  blocks = deckle_markup_parse (text);
  for (guint i = 0; i < blocks->len; i++)
    {
      const DeckleBlock *block = g_ptr_array_index (blocks, i);

      if (i > 0)
        g_string_append (out, block->is_item ? "\n" : "\n\n");
      if (block->is_item)
        g_string_append (out, BULLET);
      append_block (out, block);
    }

  return g_string_free_and_steal (out);
}
