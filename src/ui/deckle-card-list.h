/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "library/deckle-library-query.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_ITEM (deckle_card_item_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardItem, deckle_card_item, DECKLE, CARD_ITEM, GObject)

gint64                deckle_card_item_get_row  (DeckleCardItem *self);
const DeckleCardLine *deckle_card_item_get_line (DeckleCardItem *self);

#define DECKLE_TYPE_CARD_LIST (deckle_card_list_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardList, deckle_card_list, DECKLE, CARD_LIST, GObject)

DeckleCardList *deckle_card_list_new      (DeckleLibrary  *library) G_GNUC_WARN_UNUSED_RESULT;

void            deckle_card_list_set_rows (DeckleCardList *self,
                                           GArray         *rows);
gint64          deckle_card_list_get_row  (DeckleCardList *self,
                                           guint           position);
gboolean        deckle_card_list_find     (DeckleCardList *self,
                                           gint64          row,
                                           guint          *position);
void            deckle_card_list_refresh  (DeckleCardList *self);

G_END_DECLS
