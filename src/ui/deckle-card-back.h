/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-card-head.h"
#include "ui/deckle-note-block.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_BACK (deckle_card_back_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardBack, deckle_card_back, DECKLE, CARD_BACK, GtkWidget)

void            deckle_card_back_set_card     (DeckleCardBack          *self,
                                               DeckleCard              *card,
                                               const DeckleSectionInfo *section);
DeckleNoteBlock *deckle_card_back_get_note    (DeckleCardBack          *self);
/* @links: (nullable) (element-type DeckleSeeAlso) */
void            deckle_card_back_set_see_also (DeckleCardBack          *self,
                                               GPtrArray               *links);
DeckleCardHead *deckle_card_back_get_head     (DeckleCardBack          *self);
GtkWidget      *deckle_card_back_get_code     (DeckleCardBack          *self);
GtkWidget      *deckle_card_back_get_scroller (DeckleCardBack          *self);
void            deckle_card_back_set_two_buttons (DeckleCardBack       *self,
                                                  gboolean              two_buttons);
gboolean        deckle_card_back_copy_code    (DeckleCardBack          *self);

G_END_DECLS
