/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-plan-chart"
#include "ui/charts/deckle-plan-chart.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ui/charts/deckle-chart-text.h"
#include "ui/charts/deckle-days.h"

/* in px */
#define HEIGHT 136
#define WIDTH_MIN 240
#define LINE_WIDTH 2
#define DOT_RADIUS 4
#define LABEL_GAP 4
#define VALUE_GAP 8 /* between the end of a line and its value */

#define N_GRID_LINES 4
#define BAND_ALPHA 0.18f
#define GRID_ALPHA 0.09f
#define STOP_ALPHA 0.72f

/**
 * DecklePlanChart:
 *
 * How ready the learner is from today to the interview: with the plan (a line in the accent color, with its 80 % band) and when
 * nothing more is studied (dashed). The lines carry their names and their last values; days run from right to left in
 * right-to-left languages. A picture for assistive technology, described in one sentence with both outcomes.
 *
 * CSS node: `planchart`.
 */
struct _DecklePlanChart
{
  GtkWidget      parent_instance;

  DecklePlanDay *points;    /* (owned) (array length=n_points) (nullable) */
  guint          n_points;
  int            first_day;
};

/* The plot in px, and the shares at its lower and upper edge. */
typedef struct
{
  float  width, height;
  float  margin_end; /* for the last values */
  double low, high;
} Plot;

G_DEFINE_FINAL_TYPE (DecklePlanChart, deckle_plan_chart, GTK_TYPE_WIDGET)

static float
measure_margin (DecklePlanChart *self)
{
  g_autofree char *most = g_strdup_printf (_("%.0f%%"), 100.0);

  return (float) deckle_chart_label_width (GTK_WIDGET (self), most, TRUE) + 2 * VALUE_GAP;
}

/* Edges at whole tenths, a tenth beyond what is shown. */
static Plot
measure_plot (DecklePlanChart *self)
{
  Plot plot = { .low = 1.0, .high = 0.0 };

  plot.margin_end = measure_margin (self);
  plot.width = (float) gtk_widget_get_width (GTK_WIDGET (self)) - plot.margin_end;
  plot.height = (float) (gtk_widget_get_height (GTK_WIDGET (self)) - LABEL_GAP -
                         deckle_chart_label_height (GTK_WIDGET (self)));
  for (guint i = 0; i < self->n_points; i++)
    {
      plot.low = fmin (plot.low, fmin (self->points[i].ready_low, self->points[i].ready_stopped));
      plot.high = fmax (plot.high, fmax (self->points[i].ready_high, self->points[i].ready_stopped));
    }
  plot.low = fmax (0.0, floor (plot.low * 10.0) / 10.0 - 0.1);
  plot.high = fmin (1.0, ceil (plot.high * 10.0) / 10.0);
  if (plot.high - plot.low < 0.1)
    plot.high = plot.low + 0.1;
  return plot;
}

static float
x_of (DecklePlanChart *self,
      const Plot      *plot,
      guint            index)
{
  float x = self->n_points > 1 ? plot->width * (float) index / (float) (self->n_points - 1) : 0;

  return deckle_chart_is_rtl (GTK_WIDGET (self)) ? plot->width + plot->margin_end - x : x;
}

static float
y_of (const Plot *plot,
      double      share)
{
  return plot->height * (float) (1.0 - (share - plot->low) / (plot->high - plot->low));
}

static GskPath *
build_line (DecklePlanChart *self,
            const Plot      *plot,
            gsize            offset)
{
  GskPathBuilder *builder = gsk_path_builder_new ();

  for (guint i = 0; i < self->n_points; i++)
    {
      float x = x_of (self, plot, i);
      float y = y_of (plot, G_STRUCT_MEMBER (double, &self->points[i], offset));

      if (i == 0)
        gsk_path_builder_move_to (builder, x, y);
      else
        gsk_path_builder_line_to (builder, x, y);
    }
  return gsk_path_builder_free_to_path (builder);
}

static GskPath *
build_band (DecklePlanChart *self,
            const Plot      *plot)
{
  GskPathBuilder *builder = gsk_path_builder_new ();

  gsk_path_builder_move_to (builder, x_of (self, plot, 0), y_of (plot, self->points[0].ready_high));
  for (guint i = 1; i < self->n_points; i++)
    gsk_path_builder_line_to (builder, x_of (self, plot, i), y_of (plot, self->points[i].ready_high));
  for (guint i = self->n_points; i > 0; i--)
    gsk_path_builder_line_to (builder, x_of (self, plot, i - 1), y_of (plot, self->points[i - 1].ready_low));
  gsk_path_builder_close (builder);
  return gsk_path_builder_free_to_path (builder);
}

static void
snapshot_grid (DecklePlanChart *self,
               GtkSnapshot     *snapshot,
               const Plot      *plot,
               GdkRGBA          colour)
{
  float left = deckle_chart_is_rtl (GTK_WIDGET (self)) ? plot->margin_end : 0;

  colour.alpha *= GRID_ALPHA;
  for (int i = 0; i < N_GRID_LINES; i++)
    gtk_snapshot_append_color (snapshot, &colour,
                               &GRAPHENE_RECT_INIT (left, floorf (plot->height * (float) i / (N_GRID_LINES - 1)),
                                                    plot->width, 1));
}

static void
snapshot_lines (DecklePlanChart *self,
                GtkSnapshot     *snapshot,
                const Plot      *plot,
                const GdkRGBA   *accent,
                GdkRGBA          text)
{
  g_autoptr (GskPath) band = build_band (self, plot);
  g_autoptr (GskPath) plan = build_line (self, plot, G_STRUCT_OFFSET (DecklePlanDay, ready));
  g_autoptr (GskPath) stop = build_line (self, plot, G_STRUCT_OFFSET (DecklePlanDay, ready_stopped));
  GskStroke *stroke = gsk_stroke_new (LINE_WIDTH);
  GskPathBuilder *dot = gsk_path_builder_new ();
  g_autoptr (GskPath) dot_path = NULL;
  GdkRGBA band_colour = *accent;
  const float dashes[] = { 4, 4 };

  band_colour.alpha *= BAND_ALPHA;
  gtk_snapshot_append_fill (snapshot, band, GSK_FILL_RULE_WINDING, &band_colour);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, plan, stroke, accent);
  gsk_path_builder_add_circle (dot, &GRAPHENE_POINT_INIT (x_of (self, plot, 0), y_of (plot, self->points[0].ready)), DOT_RADIUS);
  dot_path = gsk_path_builder_free_to_path (dot);
  gtk_snapshot_append_fill (snapshot, dot_path, GSK_FILL_RULE_WINDING, accent);

  text.alpha *= STOP_ALPHA;
  gsk_stroke_set_dash (stroke, dashes, G_N_ELEMENTS (dashes));
  gsk_stroke_set_line_width (stroke, 1.5f);
  gtk_snapshot_append_stroke (snapshot, stop, stroke, &text);
  gsk_stroke_free (stroke);
}

/* The last values stand in the margin, apart from each other. */
static void
snapshot_values (DecklePlanChart *self,
                 GtkSnapshot     *snapshot,
                 const Plot      *plot,
                 const GdkRGBA   *text,
                 const GdkRGBA   *dim)
{
  const DecklePlanDay *last = &self->points[self->n_points - 1];
  g_autofree char *plan = g_strdup_printf (_("%.0f%%"), last->ready * 100.0);
  g_autofree char *stop = g_strdup_printf (_("%.0f%%"), last->ready_stopped * 100.0);
  float half = (float) deckle_chart_label_height (GTK_WIDGET (self)) / 2;
  float x = x_of (self, plot, self->n_points - 1) + (deckle_chart_is_rtl (GTK_WIDGET (self)) ? -VALUE_GAP : VALUE_GAP);
  float plan_y = y_of (plot, last->ready) - half;
  float stop_y = fmaxf (y_of (plot, last->ready_stopped) - half, plan_y + 2 * half + 2);

  deckle_chart_snapshot_label (GTK_WIDGET (self), snapshot, plan, TRUE, x, plan_y, FALSE, text);
  deckle_chart_snapshot_label (GTK_WIDGET (self), snapshot, stop, FALSE, x, fminf (stop_y, plot->height - half), FALSE, dim);
}

static void
snapshot_labels (DecklePlanChart *self,
                 GtkSnapshot     *snapshot,
                 const Plot      *plot,
                 const GdkRGBA   *text)
{
  g_autoptr (GDateTime) date = deckle_day_to_date (self->first_day + (int) self->n_points - 1);
  /* Translators: a short date without the year, in the axis of a chart */
  g_autofree char *last = g_date_time_format (date, _("%-e %b"));
  GdkRGBA dim = *text;
  float y = plot->height + LABEL_GAP;
  guint middle = self->n_points / 2;
  float line = (float) deckle_chart_label_height (GTK_WIDGET (self));

  dim.alpha *= STOP_ALPHA;
  snapshot_values (self, snapshot, plot, text, &dim);
  deckle_chart_snapshot_label (GTK_WIDGET (self), snapshot, _("Today"), FALSE, x_of (self, plot, 0), y, FALSE, &dim);
  deckle_chart_snapshot_label (GTK_WIDGET (self), snapshot, last, FALSE, x_of (self, plot, self->n_points - 1), y, TRUE, &dim);
  deckle_chart_snapshot_label (GTK_WIDGET (self), snapshot, _("With this plan"), FALSE, x_of (self, plot, middle),
                  fminf (y_of (plot, self->points[middle].ready_low) + 4, plot->height - line), FALSE, &dim);
  if (self->points[middle].ready_low - self->points[middle].ready_stopped > 0.12)
    deckle_chart_snapshot_label (GTK_WIDGET (self), snapshot, _("If you stop today"), FALSE, x_of (self, plot, middle),
                    y_of (plot, self->points[middle].ready_stopped) - line - 4, FALSE, &dim);
}

static void
deckle_plan_chart_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  DecklePlanChart *self = DECKLE_PLAN_CHART (widget);
  Plot plot = measure_plot (self);
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  GdkRGBA text;

  gtk_widget_get_color (widget, &text);
  snapshot_grid (self, snapshot, &plot, text);
  if (self->n_points == 0)
    return;
  snapshot_lines (self, snapshot, &plot, accent, text);
  snapshot_labels (self, snapshot, &plot, &text);
}

static void
deckle_plan_chart_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = WIDTH_MIN;
  else
    *minimum = *natural = HEIGHT;
}

static void
deckle_plan_chart_finalize (GObject *object)
{
  g_free (DECKLE_PLAN_CHART (object)->points);

  G_OBJECT_CLASS (deckle_plan_chart_parent_class)->finalize (object);
}

static void
deckle_plan_chart_class_init (DecklePlanChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = deckle_plan_chart_finalize;
  widget_class->snapshot = deckle_plan_chart_snapshot;
  widget_class->measure = deckle_plan_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "planchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
deckle_plan_chart_init (DecklePlanChart *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Readiness until the interview"), -1);
}

/**
 * deckle_plan_chart_new:
 *
 * Returns: (transfer floating): an empty chart
 */
GtkWidget *
deckle_plan_chart_new (void)
{
  return g_object_new (DECKLE_TYPE_PLAN_CHART, NULL);
}

/**
 * deckle_plan_chart_set_points:
 * @self: a chart
 * @points: (array length=n_points): a point a day, from today to the interview
 * @n_points: how many, 0 for none
 * @first_day: today, days since 1970-01-01
 *
 * Shows other numbers.
 */
void
deckle_plan_chart_set_points (DecklePlanChart     *self,
                              const DecklePlanDay *points,
                              guint                n_points,
                              int                  first_day)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (DECKLE_IS_PLAN_CHART (self));
  g_return_if_fail (points != NULL || n_points == 0);

  g_free (self->points);
  self->points = n_points > 0 ? g_memdup2 (points, n_points * sizeof *points) : NULL;
  self->n_points = n_points;
  self->first_day = first_day;
  if (n_points > 0)
    {
      const DecklePlanDay *last = &points[n_points - 1];

      sentence = g_strdup_printf (_("%.0f%% today; on the day %.0f%% with this plan, %.0f%% if you stop today"),
                                  points[0].ready * 100.0, last->ready * 100.0, last->ready_stopped * 100.0);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
