/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/deckle-bank.h"

G_BEGIN_DECLS

GBytes   *deckle_bank_write    (DeckleBank     *bank) G_GNUC_WARN_UNUSED_RESULT;

gboolean  deckle_bank_write_to (DeckleBank     *bank,
                                gboolean        relaxed,
                                GOutputStream  *stream,
                                GCancellable   *cancellable,
                                GError        **error);

G_END_DECLS
