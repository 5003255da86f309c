/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_HEAD (deckle_card_head_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardHead, deckle_card_head, DECKLE, CARD_HEAD, GtkWidget)

void deckle_card_head_set_card   (DeckleCardHead          *self,
                                  DeckleCard              *card,
                                  const DeckleSectionInfo *section);
void deckle_card_head_set_flag   (DeckleCardHead          *self,
                                  int                      flag);
void        deckle_card_head_set_has_note (DeckleCardHead *self,
                                           gboolean        has_note);
void deckle_card_head_set_narrow (DeckleCardHead          *self,
                                  gboolean                 narrow);

const char *deckle_flag_get_name (int                      flag);
const char *deckle_level_get_name (DeckleLevel             level);

G_END_DECLS
