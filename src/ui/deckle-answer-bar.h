/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/deckle-types.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_ANSWER_BAR (deckle_answer_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeckleAnswerBar, deckle_answer_bar, DECKLE, ANSWER_BAR, GtkWidget)

GtkWidget *deckle_answer_bar_new              (void) G_GNUC_WARN_UNUSED_RESULT;

void       deckle_answer_bar_set_interval     (DeckleAnswerBar *self,
                                               DeckleRating     rating,
                                               const char      *shown,
                                               const char      *spoken);

gboolean   deckle_answer_bar_get_answer_shown (DeckleAnswerBar *self);
void       deckle_answer_bar_set_answer_shown (DeckleAnswerBar *self,
                                               gboolean         answer_shown);

void       deckle_answer_bar_set_narrow       (DeckleAnswerBar *self,
                                               gboolean         narrow);
void       deckle_answer_bar_set_two_rows     (DeckleAnswerBar *self,
                                               gboolean         two_rows);
/* Again and Good alone. */
void       deckle_answer_bar_set_two_buttons  (DeckleAnswerBar *self,
                                               gboolean         two_buttons);
gboolean   deckle_answer_bar_offers           (DeckleAnswerBar *self,
                                               DeckleRating     rating);
void       deckle_answer_bar_set_key_caps     (DeckleAnswerBar *self,
                                               gboolean         key_caps);

GtkWidget *deckle_answer_bar_get_button       (DeckleAnswerBar *self,
                                               DeckleRating     rating);
gboolean   deckle_answer_bar_focus_default    (DeckleAnswerBar *self);

const char *deckle_rating_get_name            (DeckleRating     rating);

G_END_DECLS
