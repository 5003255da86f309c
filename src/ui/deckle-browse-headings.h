/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/deckle-library-query.h"

G_BEGIN_DECLS

/* The headings over the columns of the browse page: buttons that activate “browse.toggle-sort” (int). */
void deckle_browse_headings_fill (GtkBox          *box);
void deckle_browse_headings_show (GtkBox          *box,
                                  DeckleQuerySort  sort,
                                  gboolean         descending);

G_END_DECLS
