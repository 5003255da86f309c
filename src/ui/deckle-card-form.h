/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"
#include "ui/deckle-editor-place.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_FORM (deckle_card_form_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardForm, deckle_card_form, DECKLE, CARD_FORM, AdwBin)

/* Emits “changed” when the user changed anything. Property “answer-side” (boolean): whether the focus is behind the question. */

void               deckle_card_form_set_known_tags (DeckleCardForm     *self,
                                                    const char * const *tags);
/* No “changed”. @card: (nullable): NULL empties the form. */
void               deckle_card_form_set_card       (DeckleCardForm     *self,
                                                    DeckleCard         *card);
/* A new card with what the form says, good or not. */
DeckleCard        *deckle_card_form_make_card      (DeckleCardForm     *self,
                                                    const char         *id,
                                                    int                 number) G_GNUC_WARN_UNUSED_RESULT;
DeckleEditorPlace *deckle_card_form_get_place      (DeckleCardForm     *self);
/* Whether the card can be stored; otherwise says what is wrong beside the field and moves the focus there. */
gboolean           deckle_card_form_check          (DeckleCardForm     *self);

G_END_DECLS
