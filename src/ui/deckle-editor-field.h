/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_EDITOR_FIELD (deckle_editor_field_get_type ())
G_DECLARE_FINAL_TYPE (DeckleEditorField, deckle_editor_field, DECKLE, EDITOR_FIELD, GtkWidget)

/* Emits “changed” when the user changed the text. */

char     *deckle_editor_field_get_text     (DeckleEditorField *self) G_GNUC_WARN_UNUSED_RESULT;
/* Not undoable, and no “changed”. A text that is too long to be edited is kept as it is. */
void      deckle_editor_field_set_text     (DeckleEditorField *self,
                                            const char        *text);
gboolean  deckle_editor_field_is_empty     (DeckleEditorField *self);
/* @language: (nullable): as GtkSourceView calls it */
void      deckle_editor_field_set_language (DeckleEditorField *self,
                                            const char        *language);
/* @sentence: (nullable): what is wrong with the text */
void      deckle_editor_field_set_problem  (DeckleEditorField *self,
                                            const char        *sentence);

G_END_DECLS
