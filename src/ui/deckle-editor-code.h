/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/deckle-card.h"

G_BEGIN_DECLS

/* The languages of the drop-down: @n of them; the name as banks write it, and as people do. */
typedef struct
{
  const char *id;
  const char *title;
} DeckleEditorLanguage;

const DeckleEditorLanguage *deckle_editor_languages   (guint            *n);

/* What kind of Go @text is. */
DeckleCodeKind              deckle_editor_guess_kind  (const char       *text);

/* Code as it is stored: like @before where the language is the same. It points into the others. */
void                        deckle_editor_code_make   (DeckleCode       *code,
                                                       const DeckleCode *before,
                                                       const char       *language,
                                                       const char       *text,
                                                       const char       *output);
/* The id of a drop-down entry for code of a card; “go” when there is none. */
const char                 *deckle_editor_code_get_language (const DeckleCode *code);

G_END_DECLS
