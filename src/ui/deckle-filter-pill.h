/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_FILTER_PILL (deckle_filter_pill_get_type ())
G_DECLARE_FINAL_TYPE (DeckleFilterPill, deckle_filter_pill, DECKLE, FILTER_PILL, AdwBin)

/* Property: title (string), one-of (boolean, construct-only). Signal: changed, when the user chose. */

void     deckle_filter_pill_set_choices (DeckleFilterPill   *self,
                                         const char * const *labels);
guint    deckle_filter_pill_get_n       (DeckleFilterPill   *self);
gboolean deckle_filter_pill_get_chosen  (DeckleFilterPill   *self,
                                         guint               index);
void     deckle_filter_pill_set_chosen  (DeckleFilterPill   *self,
                                         guint               index,
                                         gboolean            chosen);

G_END_DECLS
