/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-workload-chart"
#include "ui/charts/deckle-workload-chart.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

/* in px */
#define HEIGHT 92
#define WIDTH_MIN 240
#define LINE_WIDTH 2
#define DOT_RADIUS 5
#define LABEL_GAP 4
#define MARGIN 6

#define GRID_ALPHA 0.09f
#define DIM_ALPHA 0.72f

/**
 * DeckleWorkloadChart:
 *
 * Minutes a day over desired retention, from 70% to 97%, with a dot at the learner's own. Mirrored in right-to-left languages. A
 * picture for assistive technology: the row that holds it says the same in words.
 *
 * CSS node: `workloadchart`.
 */
struct _DeckleWorkloadChart
{
  GtkWidget      parent_instance;

  DeckleWorkload workload;
  gboolean       is_set;
  double         retention;
};

G_DEFINE_FINAL_TYPE (DeckleWorkloadChart, deckle_workload_chart, GTK_TYPE_WIDGET)

static PangoLayout *
create_label (DeckleWorkloadChart *self,
              const char          *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static float
plot_height (DeckleWorkloadChart *self)
{
  g_autoptr (PangoLayout) layout = create_label (self, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return (float) (gtk_widget_get_height (GTK_WIDGET (self)) - height - LABEL_GAP);
}

static float
x_of (DeckleWorkloadChart *self,
      double               retention)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;
  double share = (retention - DECKLE_WORKLOAD_LOW) / (DECKLE_WORKLOAD_HIGH - DECKLE_WORKLOAD_LOW);
  float x = width * (float) CLAMP (share, 0.0, 1.0);

  return MARGIN + (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x);
}

static double
most_minutes (DeckleWorkloadChart *self)
{
  double most = 1.0;

  for (int i = 0; i < DECKLE_WORKLOAD_N; i++)
    most = fmax (most, self->workload.minutes[i]);
  return most;
}

static float
y_of (DeckleWorkloadChart *self,
      float                height,
      double               minutes)
{
  return MARGIN + (height - 2 * MARGIN) * (float) (1.0 - minutes / most_minutes (self));
}

static void
snapshot_curve (DeckleWorkloadChart *self,
                GtkSnapshot         *snapshot,
                float                height,
                const GdkRGBA       *accent)
{
  GskPathBuilder *line = gsk_path_builder_new ();
  GskPathBuilder *dot = gsk_path_builder_new ();
  GskStroke *stroke = gsk_stroke_new (LINE_WIDTH);
  g_autoptr (GskPath) line_path = NULL, dot_path = NULL;
  double minutes = deckle_workload_minutes_at (&self->workload, self->retention);

  for (int i = 0; i < DECKLE_WORKLOAD_N; i++)
    {
      float x = x_of (self, self->workload.retention[i]);
      float y = y_of (self, height, self->workload.minutes[i]);

      if (i == 0)
        gsk_path_builder_move_to (line, x, y);
      else
        gsk_path_builder_line_to (line, x, y);
    }
  line_path = gsk_path_builder_free_to_path (line);
  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  gtk_snapshot_append_stroke (snapshot, line_path, stroke, accent);
  gsk_stroke_free (stroke);
  gsk_path_builder_add_circle (dot, &GRAPHENE_POINT_INIT (x_of (self, self->retention), y_of (self, height, minutes)),
                               DOT_RADIUS);
  dot_path = gsk_path_builder_free_to_path (dot);
  gtk_snapshot_append_fill (snapshot, dot_path, GSK_FILL_RULE_WINDING, accent);
}

static void
snapshot_mark (DeckleWorkloadChart *self,
               GtkSnapshot         *snapshot,
               double               retention,
               float                y,
               const GdkRGBA       *colour)
{
  g_autofree char *text = g_strdup_printf (_("%.0f%%"), retention * 100.0);
  g_autoptr (PangoLayout) layout = create_label (self, text);
  int width;
  float x;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = CLAMP (x_of (self, retention) - (float) width / 2, 0, (float) (gtk_widget_get_width (GTK_WIDGET (self)) - width));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
deckle_workload_chart_snapshot (GtkWidget   *widget,
                                GtkSnapshot *snapshot)
{
  DeckleWorkloadChart *self = DECKLE_WORKLOAD_CHART (widget);
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  float height = plot_height (self);
  GdkRGBA text, grid;

  gtk_widget_get_color (widget, &text);
  grid = text;
  grid.alpha *= GRID_ALPHA;
  gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (0, height - 1, (float) gtk_widget_get_width (widget), 1));
  text.alpha *= DIM_ALPHA;
  snapshot_mark (self, snapshot, DECKLE_WORKLOAD_LOW, height + LABEL_GAP, &text);
  snapshot_mark (self, snapshot, 0.80, height + LABEL_GAP, &text);
  snapshot_mark (self, snapshot, 0.90, height + LABEL_GAP, &text);
  snapshot_mark (self, snapshot, DECKLE_WORKLOAD_HIGH, height + LABEL_GAP, &text);
  if (self->is_set)
    snapshot_curve (self, snapshot, height, accent);
}

static void
deckle_workload_chart_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_MIN : HEIGHT;
}

static void
deckle_workload_chart_class_init (DeckleWorkloadChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = deckle_workload_chart_snapshot;
  widget_class->measure = deckle_workload_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "workloadchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
deckle_workload_chart_init (DeckleWorkloadChart *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Minutes a day over desired retention"), -1);
}

/**
 * deckle_workload_chart_set_workload:
 * @self: a chart
 * @workload: what each desired retention costs
 *
 * Shows other numbers.
 */
void
deckle_workload_chart_set_workload (DeckleWorkloadChart  *self,
                                    const DeckleWorkload *workload)
{
  g_return_if_fail (DECKLE_IS_WORKLOAD_CHART (self));
  g_return_if_fail (workload != NULL);

  self->workload = *workload;
  self->is_set = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * deckle_workload_chart_set_retention:
 * @self: a chart
 * @retention: the learner's own desired retention
 *
 * Moves the dot.
 */
void
deckle_workload_chart_set_retention (DeckleWorkloadChart *self,
                                     double               retention)
{
  g_return_if_fail (DECKLE_IS_WORKLOAD_CHART (self));

  self->retention = retention;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
