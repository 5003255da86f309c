/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"

G_BEGIN_DECLS

gboolean deckle_moment_is_today    (DeckleLibrary *library,
                                    gint64         time_ms);
char    *deckle_describe_next_card (DeckleLibrary *library,
                                    gint64         next_due_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
