/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "progress/deckle-progress.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_HEAT_MAP (deckle_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (DeckleHeatMap, deckle_heat_map, DECKLE, HEAT_MAP, GtkWidget)

GtkWidget *deckle_heat_map_new          (void) G_GNUC_WARN_UNUSED_RESULT;

void       deckle_heat_map_set_calendar (DeckleHeatMap  *self,
                                         DeckleCalendar *calendar,
                                         int             first_weekday);

G_END_DECLS
