/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"

G_BEGIN_DECLS

void     deckle_library_sync_bundled_async  (DeckleLibrary       *library,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean deckle_library_sync_bundled_finish (DeckleLibrary       *library,
                                             GAsyncResult        *result,
                                             gboolean            *changed,
                                             GError             **error);

/* The same, blocking; iterates the default main context. */
gboolean deckle_library_sync_bundled        (DeckleLibrary       *library,
                                             GError             **error);

G_END_DECLS
