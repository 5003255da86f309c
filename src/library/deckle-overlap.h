/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The questions of one deck, by their content words. */
typedef struct _DeckleOverlap DeckleOverlap;

DeckleOverlap *deckle_overlap_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void           deckle_overlap_free     (DeckleOverlap *self);
void           deckle_overlap_add      (DeckleOverlap *self,
                                        const char    *question);
gboolean       deckle_overlap_contains (DeckleOverlap *self,
                                        const char    *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleOverlap, deckle_overlap_free)

/* Whether two questions are near-identical: two of three of all their words stand in both. */
gboolean       deckle_overlap_is_near  (const char          *a,
                                        const char          *b);

G_END_DECLS
