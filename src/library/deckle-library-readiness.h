/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/* So many cards that were answered are gone through in some ms. */
#define DECKLE_READINESS_QUICK_CARDS 10000

/* deckle_library_readiness() itself is in deckle-library-decks.h. */
gboolean deckle_library_readiness_is_quick (DeckleLibrary        *self);
void     deckle_library_readiness_async    (DeckleLibrary        *self,
                                            DeckleScope           scope,
                                            int                   day,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean deckle_library_readiness_finish   (DeckleLibrary        *self,
                                            GAsyncResult         *result,
                                            double               *readiness,
                                            GError              **error);

G_END_DECLS
