/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-forgetting-curve"
#include "ui/charts/deckle-forgetting-curve.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ui/charts/deckle-chart-text.h"
#include "ui/charts/deckle-days.h"

/* in px */
#define HEIGHT 150
#define WIDTH_MIN 240
#define LINE_WIDTH 2
#define DOT_RADIUS 4
#define GAP 4
#define MARGIN_GAP 8

#define GRID_ALPHA 0.09f
#define DIM_ALPHA 0.72f
#define FUTURE_ALPHA 0.55f
#define RECALL_LOW_MAX 0.8 /* the plot shows at least the range from here to 100 % */

/**
 * DeckleForgettingCurve:
 *
 * How likely one card is to be remembered, from its first answer on: each answer lifts the curve, and it falls until the next.
 * Today is marked; what lies behind today is dashed. A dashed line across is the desired retention. Days run from right to left
 * in right-to-left languages. A picture for assistive technology, described in one sentence.
 *
 * CSS node: `forgettingcurve`.
 */
struct _DeckleForgettingCurve
{
  GtkWidget  parent_instance;

  GArray    *points;    /* (owned) (nullable) (element-type DeckleCurvePoint) */
  double     now_day;
  double     retention;
  double     recall;    /* today */
};

/* The plot in px, and what its edges stand for. */
typedef struct
{
  float  width, height, margin_end;
  double first_day, last_day;
  double low;
} Plot;

G_DEFINE_FINAL_TYPE (DeckleForgettingCurve, deckle_forgetting_curve, GTK_TYPE_WIDGET)

static const DeckleCurvePoint *
get_point (DeckleForgettingCurve *self,
           guint                  position)
{
  return &g_array_index (self->points, DeckleCurvePoint, position);
}

static Plot
measure_plot (DeckleForgettingCurve *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *most = g_strdup_printf (_("%.0f%%"), 100.0);
  Plot plot = { .low = fmin (RECALL_LOW_MAX, self->retention) };

  plot.margin_end = (float) deckle_chart_label_width (widget, most, FALSE) + 2 * MARGIN_GAP;
  plot.width = (float) gtk_widget_get_width (widget) - plot.margin_end;
  plot.height = (float) (gtk_widget_get_height (widget) - deckle_chart_label_height (widget) - GAP);
  plot.first_day = get_point (self, 0)->day;
  plot.last_day = fmax (get_point (self, self->points->len - 1)->day, self->now_day);
  for (guint i = 0; i < self->points->len; i++)
    if (get_point (self, i)->recall >= 0.0)
      plot.low = fmin (plot.low, get_point (self, i)->recall);
  plot.low = fmax (0.0, floor (plot.low * 10.0 - 0.5) / 10.0);
  return plot;
}

static float
x_of (DeckleForgettingCurve *self,
      const Plot            *plot,
      double                 day)
{
  double share = (day - plot->first_day) / fmax (plot->last_day - plot->first_day, 1e-6);
  float x = plot->width * (float) share;

  return deckle_chart_is_rtl (GTK_WIDGET (self)) ? plot->width + plot->margin_end - x : x;
}

/* The line itself stays inside. */
static float
y_of (const Plot *plot,
      double      recall)
{
  return 1 + (plot->height - 2) * (float) ((1.0 - recall) / (1.0 - plot->low));
}

/* The part of the curve before or after today; broken where the card was made new again. */
static GskPath *
build_curve (DeckleForgettingCurve *self,
             const Plot            *plot,
             gboolean               future)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  gboolean is_open = FALSE;

  for (guint i = 0; i < self->points->len; i++)
    {
      const DeckleCurvePoint *point = get_point (self, i);
      gboolean is_part = point->recall >= 0.0 && (point->day > self->now_day) == future;

      if (is_part && is_open)
        gsk_path_builder_line_to (builder, x_of (self, plot, point->day), y_of (plot, point->recall));
      else if (is_part && future && i > 0 && get_point (self, i - 1)->recall >= 0.0)
        {
          gsk_path_builder_move_to (builder, x_of (self, plot, get_point (self, i - 1)->day),
                                    y_of (plot, get_point (self, i - 1)->recall));
          gsk_path_builder_line_to (builder, x_of (self, plot, point->day), y_of (plot, point->recall));
        }
      else if (is_part)
        gsk_path_builder_move_to (builder, x_of (self, plot, point->day), y_of (plot, point->recall));
      is_open = is_part;
    }
  return gsk_path_builder_free_to_path (builder);
}

static void
snapshot_curve (DeckleForgettingCurve *self,
                GtkSnapshot           *snapshot,
                const Plot            *plot,
                const GdkRGBA         *accent)
{
  g_autoptr (GskPath) past = build_curve (self, plot, FALSE);
  g_autoptr (GskPath) future = build_curve (self, plot, TRUE);
  g_autoptr (GskPath) dot = NULL;
  GskPathBuilder *builder = gsk_path_builder_new ();
  GskStroke *stroke = gsk_stroke_new (LINE_WIDTH);
  const float dashes[] = { 5, 3 };

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, past, stroke, accent);
  gsk_stroke_set_dash (stroke, dashes, G_N_ELEMENTS (dashes));
  gtk_snapshot_append_stroke (snapshot, future, stroke, accent);
  gsk_stroke_free (stroke);

  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (x_of (self, plot, self->now_day), y_of (plot, self->recall)),
                               DOT_RADIUS);
  dot = gsk_path_builder_free_to_path (builder);
  if (self->recall >= 0.0)
    gtk_snapshot_append_fill (snapshot, dot, GSK_FILL_RULE_WINDING, accent);
}

static void
snapshot_dashes (GtkSnapshot   *snapshot,
                 float          x1,
                 float          y1,
                 float          x2,
                 float          y2,
                 const GdkRGBA *colour)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  GskStroke *stroke = gsk_stroke_new (1);
  g_autoptr (GskPath) path = NULL;
  const float dashes[] = { 3, 3 };

  gsk_path_builder_move_to (builder, x1, y1);
  gsk_path_builder_line_to (builder, x2, y2);
  path = gsk_path_builder_free_to_path (builder);
  gsk_stroke_set_dash (stroke, dashes, G_N_ELEMENTS (dashes));
  gtk_snapshot_append_stroke (snapshot, path, stroke, colour);
  gsk_stroke_free (stroke);
}

/* Edges of the plot, the desired retention across, and today upright. */
static void
snapshot_lines (DeckleForgettingCurve *self,
                GtkSnapshot           *snapshot,
                const Plot            *plot,
                const GdkRGBA         *text)
{
  float left = deckle_chart_is_rtl (GTK_WIDGET (self)) ? plot->margin_end : 0;
  float today = x_of (self, plot, self->now_day), retention = y_of (plot, self->retention);
  GdkRGBA grid = *text, dim = *text;

  grid.alpha *= GRID_ALPHA;
  dim.alpha *= FUTURE_ALPHA;
  gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (left, 0, plot->width, 1));
  gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (left, floorf (plot->height) - 1, plot->width, 1));
  snapshot_dashes (snapshot, left, retention, left + plot->width, retention, &dim);
  gtk_snapshot_append_color (snapshot, &dim, &GRAPHENE_RECT_INIT (floorf (today), 0, 1, plot->height));
}

static void
snapshot_share (DeckleForgettingCurve *self,
                GtkSnapshot           *snapshot,
                const Plot            *plot,
                double                 share,
                const GdkRGBA         *colour)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *label = g_strdup_printf (_("%.0f%%"), share * 100.0);
  float height = (float) deckle_chart_label_height (widget);
  float x = deckle_chart_is_rtl (widget) ? plot->margin_end - MARGIN_GAP : plot->width + MARGIN_GAP;

  deckle_chart_snapshot_label (widget, snapshot, label, FALSE, x,
                               CLAMP (y_of (plot, share) - height / 2, 0, plot->height - height), FALSE, colour);
}

static char *
format_day (double day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local ((gint64) (day * 86400.0));

  /* Translators: a short date, in the axis of a chart */
  return date != NULL ? g_date_time_format (date, _("%-e %b %Y")) : g_strdup ("");
}

/* “Today” first; the dates at both ends where they leave it room. */
static void
snapshot_days (DeckleForgettingCurve *self,
               GtkSnapshot           *snapshot,
               const Plot            *plot,
               const GdkRGBA         *colour)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *first = format_day (plot->first_day);
  g_autofree char *last = format_day (plot->last_day);
  float left = deckle_chart_is_rtl (widget) ? plot->margin_end : 0;
  float y = plot->height + GAP, from_start, from_end;
  float width = (float) deckle_chart_label_width (widget, _("Today"), FALSE);
  float middle = CLAMP (x_of (self, plot, self->now_day) - left, width / 2, plot->width - width / 2) + left;
  gboolean rtl = deckle_chart_is_rtl (widget);

  deckle_chart_snapshot_label (widget, snapshot, _("Today"), FALSE, middle + (rtl ? width : -width) / 2, y, FALSE, colour);
  from_start = (rtl ? left + plot->width - middle : middle - left) - width / 2;
  from_end = plot->width - from_start - width;
  if (from_start > (float) deckle_chart_label_width (widget, first, FALSE) + MARGIN_GAP)
    deckle_chart_snapshot_label (widget, snapshot, first, FALSE, rtl ? left + plot->width : left, y, FALSE, colour);
  if (from_end > (float) deckle_chart_label_width (widget, last, FALSE) + MARGIN_GAP)
    deckle_chart_snapshot_label (widget, snapshot, last, FALSE, rtl ? left : left + plot->width, y, TRUE, colour);
}

static void
deckle_forgetting_curve_snapshot (GtkWidget   *widget,
                                  GtkSnapshot *snapshot)
{
  DeckleForgettingCurve *self = DECKLE_FORGETTING_CURVE (widget);
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  GdkRGBA text, dim;
  Plot plot;

  if (self->points == NULL || self->points->len < 2)
    return;
  plot = measure_plot (self);
  gtk_widget_get_color (widget, &text);
  dim = text;
  dim.alpha *= DIM_ALPHA;
  snapshot_lines (self, snapshot, &plot, &text);
  snapshot_curve (self, snapshot, &plot, accent);
  snapshot_share (self, snapshot, &plot, self->retention, &dim);
  if (y_of (&plot, self->retention) > 2.2f * (float) deckle_chart_label_height (widget))
    snapshot_share (self, snapshot, &plot, 1.0, &dim);
  if (plot.height - y_of (&plot, self->retention) > 2.2f * (float) deckle_chart_label_height (widget))
    snapshot_share (self, snapshot, &plot, plot.low, &dim);
  snapshot_days (self, snapshot, &plot, &dim);
}

static void
deckle_forgetting_curve_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_MIN
                                                                  : HEIGHT + deckle_chart_label_height (widget);
}

static void
deckle_forgetting_curve_finalize (GObject *object)
{
  g_clear_pointer (&DECKLE_FORGETTING_CURVE (object)->points, g_array_unref);

  G_OBJECT_CLASS (deckle_forgetting_curve_parent_class)->finalize (object);
}

static void
deckle_forgetting_curve_class_init (DeckleForgettingCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = deckle_forgetting_curve_finalize;
  widget_class->snapshot = deckle_forgetting_curve_snapshot;
  widget_class->measure = deckle_forgetting_curve_measure;
  gtk_widget_class_set_css_name (widget_class, "forgettingcurve");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
deckle_forgetting_curve_init (DeckleForgettingCurve *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Forgetting curve"), -1);
}

/**
 * deckle_forgetting_curve_set_history:
 * @self: a chart
 * @history: how a card is remembered; what the chart needs is kept
 *
 * Shows the curve of a card; nothing for one that was never answered.
 */
void
deckle_forgetting_curve_set_history (DeckleForgettingCurve   *self,
                                     const DeckleCardHistory *history)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (DECKLE_IS_FORGETTING_CURVE (self));
  g_return_if_fail (history != NULL);

  g_clear_pointer (&self->points, g_array_unref);
  self->points = g_array_ref (history->curve);
  self->now_day = history->now_day;
  self->retention = history->retention;
  self->recall = history->recall;
  sentence = deckle_card_history_describe (history);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
