/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

extern const DeckleSectionInfo sample_basics;
extern const DeckleSectionInfo sample_concurrency;

DeckleCard *sample_card_new_make  (void) G_GNUC_WARN_UNUSED_RESULT;
DeckleCard *sample_card_select    (void) G_GNUC_WARN_UNUSED_RESULT;
DeckleCard *sample_card_long      (void) G_GNUC_WARN_UNUSED_RESULT;
DeckleCard *sample_card_hebrew    (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
