/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"
#include "ui/deckle-card-motion.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_VIEW (deckle_card_view_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardView, deckle_card_view, DECKLE, CARD_VIEW, GtkWidget)

GtkWidget *deckle_card_view_new               (void) G_GNUC_WARN_UNUSED_RESULT;

DeckleCard *deckle_card_view_get_card         (DeckleCardView          *self);
void        deckle_card_view_set_card         (DeckleCardView          *self,
                                               DeckleCard              *card,
                                               const DeckleSectionInfo *section,
                                               const char              *language);
void        deckle_card_view_set_flag         (DeckleCardView          *self,
                                               int                      flag);

void        deckle_card_view_set_two_buttons  (DeckleCardView          *self,
                                               gboolean                 two_buttons);
/* @links: (nullable) (element-type DeckleSeeAlso): see deckle_see_also_find(); after the card is set */
void        deckle_card_view_set_see_also     (DeckleCardView          *self,
                                               GPtrArray               *links);

/* @note: (nullable): the learner's own; after the card is set. Editing it activates “study.set-note” (s). */
void        deckle_card_view_set_note         (DeckleCardView          *self,
                                               const char              *note);
void        deckle_card_view_edit_note        (DeckleCardView          *self);

gboolean    deckle_card_view_get_answer_shown (DeckleCardView          *self);
void        deckle_card_view_flip             (DeckleCardView          *self,
                                               gboolean                 answer);
double      deckle_card_view_get_angle        (DeckleCardView          *self);
void        deckle_card_view_set_angle        (DeckleCardView          *self,
                                               double                   angle);

void        deckle_card_view_set_flip_animation (DeckleCardView        *self,
                                                 DeckleFlipAnimation    flip_animation);

void        deckle_card_view_bind_settings    (DeckleCardView          *self,
                                               GSettings               *settings);

void        deckle_card_view_scroll_by_nick   (DeckleCardView          *self,
                                               const char              *nick);
char       *deckle_card_view_get_selection    (DeckleCardView          *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    deckle_card_view_copy_code        (DeckleCardView          *self);

G_END_DECLS
