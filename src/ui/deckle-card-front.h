/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-card-head.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_FRONT (deckle_card_front_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardFront, deckle_card_front, DECKLE, CARD_FRONT, GtkWidget)

void            deckle_card_front_set_card   (DeckleCardFront         *self,
                                              DeckleCard              *card,
                                              const DeckleSectionInfo *section);
DeckleCardHead *deckle_card_front_get_head   (DeckleCardFront         *self);
GtkWidget      *deckle_card_front_get_scroller (DeckleCardFront       *self);

G_END_DECLS
