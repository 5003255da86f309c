/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleDeckRows:
 *
 * The rows of a preferences group that rename a deck, switch it off for Today, or remove it.
 */
typedef struct _DeckleDeckRows DeckleDeckRows;

DeckleDeckRows *deckle_deck_rows_new  (DeckleLibrary       *library,
                                       AdwPreferencesGroup *group) G_GNUC_WARN_UNUSED_RESULT;
void            deckle_deck_rows_free (DeckleDeckRows      *self);

G_END_DECLS
