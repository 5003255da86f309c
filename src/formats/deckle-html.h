/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * DeckleHtmlText:
 * @text: card text
 * @code: (nullable): the only block of preformatted text, when it was asked for
 * @n_media: pictures and sounds that were replaced by words
 *
 * What HTML says. Private to formats/.
 */
typedef struct
{
  char *text;
  char *code;
  guint n_media;
} DeckleHtmlText;

gboolean deckle_html_is_likely  (const char      *text);
void     deckle_html_read       (DeckleHtmlText  *html,
                                 const char      *source,
                                 gboolean         take_code);
void     deckle_html_text_clear (DeckleHtmlText  *html);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleHtmlText, deckle_html_text_clear)

G_END_DECLS
