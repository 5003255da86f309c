/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/* Makes cards new again, as one undoable step. Fails with DECKLE_LIBRARY_ERROR_NOTHING when all of them are new. */
void deckle_library_reset_async       (DeckleLibrary       *self,
                                       const gint64        *cards,
                                       gsize                n_cards,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void deckle_library_reset_scope_async (DeckleLibrary       *self,
                                       DeckleScope          scope,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);

G_END_DECLS
