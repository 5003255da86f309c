/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "progress/deckle-card-history.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_FORGETTING_CURVE (deckle_forgetting_curve_get_type ())
G_DECLARE_FINAL_TYPE (DeckleForgettingCurve, deckle_forgetting_curve, DECKLE, FORGETTING_CURVE, GtkWidget)

void deckle_forgetting_curve_set_history (DeckleForgettingCurve   *self,
                                          const DeckleCardHistory *history);

G_END_DECLS
