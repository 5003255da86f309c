/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/deckle-card-list.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_SELECTION (deckle_card_selection_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardSelection, deckle_card_selection, DECKLE, CARD_SELECTION, GObject)

DeckleCardSelection *deckle_card_selection_new      (DeckleCardList      *list) G_GNUC_WARN_UNUSED_RESULT;

guint                deckle_card_selection_count    (DeckleCardSelection *self);
/* Row ids (gint64) of the selected cards that are in the list, in its order. */
GArray              *deckle_card_selection_dup_rows (DeckleCardSelection *self) G_GNUC_WARN_UNUSED_RESULT;
void                 deckle_card_selection_clear    (DeckleCardSelection *self);
void                 deckle_card_selection_freeze_all (DeckleCardSelection *self);

G_END_DECLS
