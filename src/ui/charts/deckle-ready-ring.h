/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_READY_RING (deckle_ready_ring_get_type ())
G_DECLARE_FINAL_TYPE (DeckleReadyRing, deckle_ready_ring, DECKLE, READY_RING, GtkWidget)

void deckle_ready_ring_set_share (DeckleReadyRing *self,
                                  double           share);

G_END_DECLS
