/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"
#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

void deckle_plan_queue_apply (DeckleLibrary         *library,
                              DeckleScope            scope,
                              const DeckleScheduler *scheduler,
                              DeckleDueList         *list);

G_END_DECLS
