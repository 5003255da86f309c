/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-clean.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_CHARS_MAX 200

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

      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID,
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

/* Cards */

static void
set_invalid (GError     **error,
             const char  *sentence)
{
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID, sentence);
}

/* The texts that are not empty; tags (@word) are one word each, and each stands once. */
static GStrv
clean_list (const char * const  *items,
            gboolean             word,
            GError             **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; items != NULL && items[i] != NULL; i++)
    {
      char *text = deckle_clean_text (items[i], word ? DECKLE_CLEAN_LINE : DECKLE_CLEAN_LINES, error);

      if (text == NULL)
        return NULL;
      if (word)
        g_strdelimit (text, " ", '-');
      if (*text == '\0' || (word && g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL)))
        g_free (text);
      else
        g_ptr_array_add (list, text);
    }
  if (list->len > DECKLE_LIST_ITEMS_MAX)
    {
      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID,
                   _("A card can have up to %u key points and as many tags."), DECKLE_LIST_ITEMS_MAX);
      return NULL;
    }
  g_ptr_array_add (list, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

static gboolean
clean_code (DeckleCard        *clean,
            const DeckleCode  *code,
            GError           **error)
{
  g_autofree char *text = deckle_clean_text (code->text, DECKLE_CLEAN_CODE, error);
  g_autofree char *output = text != NULL ? deckle_clean_text (code->output, DECKLE_CLEAN_CODE, error) : NULL;
  g_autofree char *lang = output != NULL ? deckle_clean_text (code->lang, DECKLE_CLEAN_LINE, error) : NULL;
  DeckleCode stored = *code;

  if (lang == NULL)
    return FALSE;
  if (*text == '\0')
    return TRUE;
  stored.kind = code->kind == DECKLE_CODE_NONE ? DECKLE_CODE_TEXT : code->kind;
  stored.text = text;
  stored.output = *output != '\0' ? output : NULL;
  stored.lang = *lang != '\0' ? lang : NULL;
  deckle_card_set_code (clean, &stored);
  return TRUE;
}

static gboolean
clean_references (DeckleCard  *clean,
                  DeckleCard  *card,
                  GError     **error)
{
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);
      g_autofree char *title = deckle_clean_text (reference->title, DECKLE_CLEAN_LINE, error);
      g_autofree char *url = title != NULL ? deckle_clean_text (reference->url, DECKLE_CLEAN_LINE, error) : NULL;

      if (url == NULL)
        return FALSE;
      if (*url != '\0')
        deckle_card_add_reference (clean, *title != '\0' ? title : url, url);
    }
  return TRUE;
}

/**
 * deckle_clean_card:
 * @card: what the user wrote
 * @id: id for the result
 * @number: its number
 * @error: return location for a [error@LibraryError]: %DECKLE_LIBRARY_ERROR_INVALID for a card without question or answer, or
 *   with more than a card can hold
 *
 * Makes a card that can be stored. Any thread that may read @card.
 *
 * Returns: (transfer full) (nullable): the card
 */
DeckleCard *
deckle_clean_card (DeckleCard  *card,
                   const char  *id,
                   int          number,
                   GError     **error)
{
  g_autofree char *question = deckle_clean_text (deckle_card_get_question (card), DECKLE_CLEAN_LINES, error);
  g_autofree char *answer = question != NULL ? deckle_clean_text (deckle_card_get_answer (card), DECKLE_CLEAN_LINES, error)
                                             : NULL;
  g_autofree char *detail = answer != NULL ? deckle_clean_text (deckle_card_get_detail (card), DECKLE_CLEAN_LINES, error) : NULL;
  g_auto (GStrv) points = NULL, tags = NULL;
  g_autoptr (DeckleCard) clean = NULL;

  if (detail == NULL)
    return NULL;
  if (*question == '\0' || *answer == '\0')
    {
      set_invalid (error, *question == '\0' ? _("The card has no question yet.") : _("The card has no answer yet."));
      return NULL;
    }
  points = clean_list (deckle_card_get_points (card), FALSE, error);
  tags = points != NULL ? clean_list (deckle_card_get_tags (card), TRUE, error) : NULL;
  if (tags == NULL)
    return NULL;

  clean = deckle_card_new (id, number, question, answer);
  deckle_card_set_detail (clean, *detail != '\0' ? detail : NULL);
  deckle_card_set_level (clean, deckle_card_get_level (card));
  deckle_card_set_points (clean, (const char * const *) points);
  deckle_card_set_tags (clean, (const char * const *) tags);
  deckle_card_set_see_also (clean, deckle_card_get_see_also (card));
  if (!clean_code (clean, deckle_card_get_code (card), error) || !clean_references (clean, card, error))
    return NULL;
  return g_steal_pointer (&clean);
}

/**
 * deckle_clean_title:
 * @title: what the user wrote
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (nullable): one line; %NULL with %DECKLE_LIBRARY_ERROR_INVALID when it is empty or too long
 */
char *
deckle_clean_title (const char  *title,
                    GError     **error)
{
  g_autofree char *clean = deckle_clean_text (title, DECKLE_CLEAN_LINE, error);

  if (clean == NULL)
    return NULL;
  if (*clean != '\0' && g_utf8_strlen (clean, -1) <= TITLE_CHARS_MAX)
    return g_steal_pointer (&clean);
  if (*clean == '\0')
    set_invalid (error, _("A deck or section needs a name."));
  else
    g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID,
                 _("A name can have up to %d characters; this one has more."), TITLE_CHARS_MAX);
  return NULL;
}
