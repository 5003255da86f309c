/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

#include "model/deckle-card.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CODE_BLOCK (deckle_code_block_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCodeBlock, deckle_code_block, DECKLE, CODE_BLOCK, GtkWidget)

void     deckle_code_block_set_code (DeckleCodeBlock  *self,
                                     const DeckleCode *code);
gboolean deckle_code_block_copy     (DeckleCodeBlock  *self);

/* How code is highlighted; NULL for plain text */
GtkSourceLanguage *deckle_code_find_language (const char *name);
/* The colours of our own that go with the present style, light or dark. */
void               deckle_code_block_style_buffer (GtkSourceBuffer *buffer);

G_END_DECLS
