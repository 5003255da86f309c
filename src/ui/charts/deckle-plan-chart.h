/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "study/deckle-planner.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_PLAN_CHART (deckle_plan_chart_get_type ())
G_DECLARE_FINAL_TYPE (DecklePlanChart, deckle_plan_chart, DECKLE, PLAN_CHART, GtkWidget)

GtkWidget *deckle_plan_chart_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       deckle_plan_chart_set_points (DecklePlanChart     *self,
                                         const DecklePlanDay *points,
                                         guint                n_points,
                                         int                  first_day);

G_END_DECLS
