/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_EDITOR_TAGS (deckle_editor_tags_get_type ())
G_DECLARE_FINAL_TYPE (DeckleEditorTags, deckle_editor_tags, DECKLE, EDITOR_TAGS, GtkWidget)

/* Emits “changed” when the user changed something. */

void   deckle_editor_tags_set_known (DeckleEditorTags   *self,
                                     const char * const *known);
void   deckle_editor_tags_set_tags  (DeckleEditorTags   *self,
                                     const char * const *tags);
GStrv  deckle_editor_tags_get_tags  (DeckleEditorTags   *self) G_GNUC_WARN_UNUSED_RESULT;

/* The tags that go on with what was begun, at most @n_max, without those that are there already. */
GStrv  deckle_editor_tags_complete  (const char         *text,
                                     int                 position,
                                     const char * const *known,
                                     guint               n_max) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
