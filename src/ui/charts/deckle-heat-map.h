/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "progress/deckle-progress.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_HEAT_MAP (deckle_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (DeckleHeatMap, deckle_heat_map, DECKLE, HEAT_MAP, GtkWidget)

GtkWidget  *deckle_heat_map_new          (void) G_GNUC_WARN_UNUSED_RESULT;

/* Takes @calendar; @first_weekday: 1 = Monday … 7 = Sunday. */
void        deckle_heat_map_set_calendar (DeckleHeatMap  *self,
                                          DeckleCalendar *calendar,
                                          int             first_weekday);

/* "12 March 2026: 34 reviews" */
char       *deckle_heat_map_name_day     (int             day,
                                          guint           answers) G_GNUC_WARN_UNUSED_RESULT;

/* Local calendar day to a date: days since 1970-01-01. */
GDateTime  *deckle_day_to_date           (int             day) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
