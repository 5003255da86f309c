/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "progress/deckle-card-history.h"

G_BEGIN_DECLS

/* The reviews of a card in a list that makes rows for what is in sight only. */
void deckle_review_list_fill (GtkListView             *list,
                              const DeckleCardHistory *history);

G_END_DECLS
