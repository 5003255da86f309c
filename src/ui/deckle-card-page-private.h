/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-actions.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-deck-names.h"

G_BEGIN_DECLS

struct _DeckleCardPage
{
  AdwNavigationPage  parent_instance;

  AdwWindowTitle    *title;
  GtkMenuButton     *menu_button;
  DeckleCardView    *card_view;
  GtkButton         *flip_button;

  DeckleLibrary     *library; /* (owned) */
  DeckleDeckNames   *names;   /* (owned) */
  DeckleCardRecord  *record;  /* (owned) */

  gboolean           answer;  /* the face that is shown or being turned to */
};

void     deckle_card_page_install_actions (GtkWidgetClass *widget_class);
void     deckle_card_page_emit_toast      (DeckleCardPage *self,
                                           const char     *sentence,
                                           gboolean        can_undo);

gboolean deckle_card_page_is_buried       (DeckleCardPage *self);
void     deckle_card_page_set_suspended   (DeckleCardPage *self,
                                           gboolean        suspended);
void     deckle_card_page_set_buried      (DeckleCardPage *self,
                                           gboolean        buried);
void     deckle_card_page_toggle_flag     (DeckleCardPage *self,
                                           int             flag);

G_END_DECLS
