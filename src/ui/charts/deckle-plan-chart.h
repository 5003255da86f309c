/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_PLAN_CHART (deckle_plan_chart_get_type ())
G_DECLARE_FINAL_TYPE (DecklePlanChart, deckle_plan_chart, DECKLE, PLAN_CHART, GtkWidget)

/**
 * DecklePlanPoint:
 * @plan: share ready when the plan is followed, 0..1
 * @low: lower end of its 80 % band
 * @high: upper end
 * @stop: share ready when nothing more is studied
 *
 * One day of the chart.
 */
typedef struct
{
  double plan;
  double low;
  double high;
  double stop;
} DecklePlanPoint;

GtkWidget *deckle_plan_chart_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       deckle_plan_chart_set_points (DecklePlanChart       *self,
                                         const DecklePlanPoint *points,
                                         guint                  n_points,
                                         int                    first_day);

G_END_DECLS
