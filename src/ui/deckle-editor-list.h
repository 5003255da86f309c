/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/deckle-card.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_EDITOR_LIST (deckle_editor_list_get_type ())
G_DECLARE_FINAL_TYPE (DeckleEditorList, deckle_editor_list, DECKLE, EDITOR_LIST, GtkWidget)

/* Emits “changed” when the user changed something. */

void       deckle_editor_list_set_points      (DeckleEditorList   *self,
                                               const char * const *points);
/* Without empty ones. */
GStrv      deckle_editor_list_get_points      (DeckleEditorList   *self) G_GNUC_WARN_UNUSED_RESULT;

/* From and to a card; rows without an address are left out. */
void       deckle_editor_list_set_references  (DeckleEditorList   *self,
                                               DeckleCard         *card);
void       deckle_editor_list_add_references  (DeckleEditorList   *self,
                                               DeckleCard         *card);

/* Whether all rows can be stored; otherwise says what is wrong and moves the focus there. */
gboolean   deckle_editor_list_check           (DeckleEditorList   *self);

G_END_DECLS
