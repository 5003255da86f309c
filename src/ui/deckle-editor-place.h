/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-own.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_EDITOR_PLACE (deckle_editor_place_get_type ())
G_DECLARE_FINAL_TYPE (DeckleEditorPlace, deckle_editor_place, DECKLE, EDITOR_PLACE, AdwBin)

/* Emits “changed” when the user chose another place. */

/* @section: row id of a section of the user's own, 0 for the first one there is, or new ones. The library is not kept. */
void     deckle_editor_place_load       (DeckleEditorPlace *self,
                                         DeckleLibrary     *library,
                                         gint64             section);
/* The strings belong to the fields. */
void     deckle_editor_place_get_target (DeckleEditorPlace *self,
                                         DeckleCardTarget  *target);
/* The chosen section, 0 for one that is yet to be made. */
gint64   deckle_editor_place_get_section (DeckleEditorPlace *self);
/* Whether what is to be made has a name; otherwise says so and moves the focus there. */
gboolean deckle_editor_place_check      (DeckleEditorPlace *self);

G_END_DECLS
