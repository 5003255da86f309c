/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "study/deckle-outlook.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_WORKLOAD_CHART (deckle_workload_chart_get_type ())
G_DECLARE_FINAL_TYPE (DeckleWorkloadChart, deckle_workload_chart, DECKLE, WORKLOAD_CHART, GtkWidget)

void deckle_workload_chart_set_workload  (DeckleWorkloadChart  *self,
                                          const DeckleWorkload *workload);
void deckle_workload_chart_set_retention (DeckleWorkloadChart  *self,
                                          double                retention);

G_END_DECLS
