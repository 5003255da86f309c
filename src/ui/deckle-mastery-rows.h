/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "progress/deckle-progress.h"

G_BEGIN_DECLS

void deckle_mastery_rows_fill (GtkBox    *box,
                               GPtrArray *mastery);

G_END_DECLS
