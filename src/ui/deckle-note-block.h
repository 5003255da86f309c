/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DECKLE_NOTE_CHARS_MAX 20000

#define DECKLE_TYPE_NOTE_BLOCK (deckle_note_block_get_type ())
G_DECLARE_FINAL_TYPE (DeckleNoteBlock, deckle_note_block, DECKLE, NOTE_BLOCK, GtkWidget)

/* @text: (nullable): what is stored; while it is edited the learner's text stays */
void     deckle_note_block_set_text   (DeckleNoteBlock *self,
                                       const char      *text);
void     deckle_note_block_edit       (DeckleNoteBlock *self);
/* Ends editing without saving, for another card. */
void     deckle_note_block_cancel     (DeckleNoteBlock *self);
gboolean deckle_note_block_is_editing (DeckleNoteBlock *self);

G_END_DECLS
