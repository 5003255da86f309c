/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "progress/deckle-progress.h"

G_BEGIN_DECLS

/* Fills @box with a line a section: its symbol and title, a bar of known, learning and new, and the numbers in words.
 * @mastery: (element-type DeckleMastery) */
void deckle_mastery_rows_fill (GtkBox    *box,
                               GPtrArray *mastery);

G_END_DECLS
