/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-log.h"

G_BEGIN_DECLS

/* Between two answers less than this far apart no day counts as missed, in ms: travel skips local days. */
#define DECKLE_STREAK_GAP_MS (G_GINT64_CONSTANT (36) * 60 * 60 * 1000)

void deckle_streak_count (GArray *days,
                          int     today,
                          gint64  now_ms,
                          guint  *streak,
                          guint  *longest);

G_END_DECLS
