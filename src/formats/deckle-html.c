/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-html.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/* Line ends. */
#define LINE 1
#define PARAGRAPH 2

/* Elements that Anki's editor, browsers and word processors write. Type parameters such as <T> are none. */
static const char * const elements[] = {
  "a", "abbr", "audio", "b", "big", "blockquote", "body", "br", "center", "code", "dd", "del", "div", "dl", "dt", "em",
  "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q",
  "ruby", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "th",
  "thead", "tr", "tt", "u", "ul", "var", "video", NULL,
};

static const char * const paragraphs[] = {
  "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul", NULL,
};
static const char * const lines[] = { "center", "dd", "div", "dt", "li", "tr", NULL };
static const char * const silent[] = { "head", "script", "style", "title", NULL };
static const char * const strong[] = { "b", "strong", NULL };
static const char * const emphasis[] = { "em", "i", NULL };
static const char * const codes[] = { "code", "kbd", "samp", "tt", NULL };

typedef struct
{
  GString *text;
  GString *code;      /* (nullable): where preformatted text goes instead */
  guint    n_media;
  guint    n_pre;
  guint    wanted;    /* line ends before the next word */
  gboolean blank;     /* a blank before the next word, if on the same line */
  gboolean pre;
  gboolean inline_code;
  gboolean in_item;   /* a bullet was written and its text not yet */
} Walk;

/**
 * deckle_html_is_likely:
 * @text: text of a field
 *
 * Returns: whether it has an element or an entity of HTML
 */
gboolean
deckle_html_is_likely (const char *text)
{
  static const char * const entities[] = { "&nbsp;", "&lt;", "&gt;", "&amp;", "&quot;", "&#39;", NULL };

  for (gsize i = 0; entities[i] != NULL; i++)
    if (strstr (text, entities[i]) != NULL)
      return TRUE;
  for (const char *p = strchr (text, '<'); p != NULL; p = strchr (p + 1, '<'))
    {
      const char *name = p[1] == '/' ? p + 2 : p + 1;
      gsize length = 0;
      char word[12] = { 0 };

      while (length < sizeof word - 1 && g_ascii_isalnum (name[length]))
        {
          word[length] = g_ascii_tolower (name[length]);
          length++;
        }
      if (strchr (" />\n\t", name[length]) != NULL && name[length] != '\0' && g_strv_contains (elements, word) &&
          strchr (name, '>') != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_one_of (const xmlNode      *node,
           const char * const *names)
{
  return node->type == XML_ELEMENT_NODE && g_strv_contains (names, (const char *) node->name);
}

static gboolean
is_named (const xmlNode *node,
          const char    *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

static void
want (Walk  *walk,
      guint  n_lines)
{
  walk->wanted = MAX (walk->wanted, n_lines);
}

static void
begin_word (Walk *walk)
{
  if (walk->in_item)
    walk->in_item = FALSE;
  else if (walk->text->len > 0)
    {
      for (guint i = 0; i < walk->wanted; i++)
        g_string_append_c (walk->text, '\n');
      if (walk->wanted == 0 && walk->blank)
        g_string_append_c (walk->text, ' ');
    }
  walk->wanted = 0;
  walk->blank = FALSE;
}

static void
add_words (Walk       *walk,
           const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xA0 || (c < 0x80 && g_ascii_isspace ((char) c)))
        {
          walk->blank = TRUE;
          continue;
        }
      begin_word (walk);
      g_string_append_unichar (walk->text, c);
    }
}

/* Preformatted text keeps its blanks and lines. */
static void
add_lines (Walk       *walk,
           const char *text)
{
  GString *to = walk->code != NULL ? walk->code : walk->text;

  if (walk->code == NULL)
    begin_word (walk);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (to, c == 0xA0 ? ' ' : c);
    }
}

static void
add_mark (Walk       *walk,
          const char *mark,
          gboolean    opens)
{
  if (walk->pre || (walk->inline_code && *mark == '*'))
    return;
  if (opens)
    begin_word (walk);
  g_string_append (walk->text, mark);
}

/* A picture, which is never fetched, by what its author says of it. */
static void
add_picture (Walk    *walk,
             xmlNode *node)
{
  xmlChar *alt = xmlGetProp (node, BAD_CAST "alt");

  begin_word (walk);
  if (alt != NULL && *alt != '\0')
    /* Translators: in place of a picture; %s is its description */
    g_string_append_printf (walk->text, _("[picture: %s]"), (const char *) alt);
  else
    g_string_append (walk->text, _("[picture]"));
  walk->n_media++;
  xmlFree (alt);
}

static const char *
get_mark (const xmlNode *node)
{
  if (is_one_of (node, strong))
    return "**";
  if (is_one_of (node, emphasis))
    return "*";
  return NULL;
}

/* Whether its children are to be read. */
static gboolean
enter (Walk    *walk,
       xmlNode *node)
{
  const char *mark = get_mark (node);

  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
    {
      if (walk->pre)
        add_lines (walk, (const char *) node->content);
      else
        add_words (walk, (const char *) node->content);
      return FALSE;
    }
  if (node->type != XML_ELEMENT_NODE || is_one_of (node, silent))
    return FALSE;
  if (is_one_of (node, paragraphs))
    want (walk, PARAGRAPH);
  else if (is_one_of (node, lines))
    want (walk, LINE);
  if (is_named (node, "br"))
    {
      if (walk->pre)
        add_lines (walk, "\n");
      else
        walk->wanted = MIN (walk->wanted + 1, PARAGRAPH);
    }
  else if (is_named (node, "img"))
    add_picture (walk, node);
  else if (is_named (node, "pre"))
    {
      walk->pre = TRUE;
      walk->n_pre++;
    }
  else if (is_named (node, "li"))
    {
      begin_word (walk);
      g_string_append (walk->text, "- ");
      walk->in_item = TRUE;
    }
  else if (is_named (node, "td") || is_named (node, "th"))
    walk->blank = TRUE;
  else if (mark != NULL && node->children != NULL)
    add_mark (walk, mark, TRUE);
  else if (is_one_of (node, codes) && node->children != NULL && !walk->inline_code)
    {
      add_mark (walk, "`", TRUE);
      walk->inline_code = !walk->pre;
    }
  return node->children != NULL;
}

static void
leave (Walk          *walk,
       const xmlNode *node)
{
  const char *mark = get_mark (node);

  if (is_one_of (node, paragraphs))
    want (walk, PARAGRAPH);
  else if (is_one_of (node, lines))
    want (walk, LINE);
  if (is_named (node, "pre"))
    walk->pre = FALSE;
  else if (mark != NULL)
    add_mark (walk, mark, FALSE);
  else if (is_one_of (node, codes) && walk->inline_code)
    {
      walk->inline_code = FALSE;
      add_mark (walk, "`", FALSE);
    }
}

/* Without recursion, so that no nesting is too deep. */
static void
walk_tree (Walk    *walk,
           xmlNode *root)
{
  xmlNode *node = root;

  while (node != NULL)
    {
      if (enter (walk, node))
        {
          node = node->children;
          continue;
        }
      while (node != root && node->next == NULL)
        {
          leave (walk, node);
          node = node->parent;
        }
      leave (walk, node);
      node = node == root ? NULL : node->next;
    }
}

/* “[sound:a.mp3]” is how Anki's fields name a sound. */
static void
replace_sounds (Walk *walk)
{
  g_autoptr (GString) whole = g_steal_pointer (&walk->text);
  const char *from = whole->str, *start;

  walk->text = g_string_sized_new (whole->len);
  while ((start = strstr (from, "[sound:")) != NULL)
    {
      gsize length = strcspn (start, "]\n");

      if (start[length] != ']')
        break;
      g_string_append_len (walk->text, from, start - from);
      g_string_append (walk->text, _("[sound]"));
      walk->n_media++;
      from = start + length + 1;
    }
  g_string_append (walk->text, from);
}

/* What stands outside of the tags, for HTML that is nested more deeply than the parser follows. */
static void
strip_tags (Walk       *walk,
            const char *source)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (const char *p = source; *p != '\0';)
    {
      gsize length = strcspn (p, "<");

      g_string_append_len (words, p, (gssize) length);
      p += length;
      p += strcspn (p, ">");
      p += *p == '>';
      g_string_append_c (words, ' ');
    }
  add_words (walk, words->str);
}

static guint
parse (Walk       *walk,
       const char *source,
       gboolean    take_code)
{
  htmlDocPtr document;
  gboolean complete;

  /* The encoding is told, nothing is loaded, and no complaint reaches the terminal. */
  xmlResetLastError ();
  document = htmlReadMemory (source, (int) strlen (source), NULL, "UTF-8",
                             HTML_PARSE_NONET | HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                             HTML_PARSE_COMPACT);
  complete = xmlGetLastError () == NULL || (xmlGetLastError ()->level != XML_ERR_FATAL &&
                                            xmlGetLastError ()->code != XML_ERR_INTERNAL_ERROR);
  walk->text = g_string_new (NULL);
  walk->code = take_code ? g_string_new (NULL) : NULL;
  if (!complete)
    strip_tags (walk, source);
  else if (document != NULL && xmlDocGetRootElement (document) != NULL)
    walk_tree (walk, xmlDocGetRootElement (document));
  xmlFreeDoc (document);
  return walk->n_pre;
}

/*
 * Makes card text of a field in HTML: breaks and blocks become lines, lists items, bold and code stay, colours and scripts go.
 * Nothing is fetched. @take_code: whether a single block of preformatted text becomes the code of the card.
 */
void
deckle_html_read (DeckleHtmlText *html,
                  const char     *source,
                  gboolean        take_code)
{
  Walk walk = { 0 };

  if (strpbrk (source, "<&") == NULL)
    {
      walk.text = g_string_new (source);
      take_code = FALSE;
    }
  else if (parse (&walk, source, take_code) != 1 && take_code)
    {
      g_string_free (walk.text, TRUE);
      g_string_free (walk.code, TRUE);
      walk = (Walk){ 0 };
      take_code = FALSE;
      parse (&walk, source, FALSE);
    }
  replace_sounds (&walk);
  html->text = g_strstrip (g_string_free_and_steal (walk.text));
  html->code = walk.code != NULL ? g_strchomp (g_string_free_and_steal (walk.code)) : NULL;
  html->n_media = walk.n_media;
}

void
deckle_html_text_clear (DeckleHtmlText *html)
{
  g_clear_pointer (&html->text, g_free);
  g_clear_pointer (&html->code, g_free);
}
