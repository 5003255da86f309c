/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-ready-ring"
#include "ui/charts/deckle-ready-ring.h"

#include <adwaita.h>
#include <math.h>

/* in px */
#define SIZE 32
#define LINE_WIDTH 4

#define TRACK_ALPHA 0.14f

/**
 * DeckleReadyRing:
 *
 * A small ring that is filled as far as the learner is ready, clockwise from the top. Decoration: the words beside it say the same.
 *
 * CSS node: `readyring`.
 */
struct _DeckleReadyRing
{
  GtkWidget parent_instance;

  double    share; /* 0..1 */
};

G_DEFINE_FINAL_TYPE (DeckleReadyRing, deckle_ready_ring, GTK_TYPE_WIDGET)

/* Two half circles at most: an arc from a point to itself would be none. */
static GskPath *
build_arc (float  centre,
           float  radius,
           double share)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  double angle = share * 2.0 * G_PI;
  float end_x = centre + radius * (float) sin (angle);
  float end_y = centre - radius * (float) cos (angle);

  gsk_path_builder_move_to (builder, centre, centre - radius);
  if (share > 0.5)
    gsk_path_builder_svg_arc_to (builder, radius, radius, 0, FALSE, TRUE, centre, centre + radius);
  gsk_path_builder_svg_arc_to (builder, radius, radius, 0, FALSE, TRUE, end_x, end_y);
  return gsk_path_builder_free_to_path (builder);
}

static void
deckle_ready_ring_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  DeckleReadyRing *self = DECKLE_READY_RING (widget);
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  float centre = (float) gtk_widget_get_width (widget) / 2;
  float radius = centre - (float) LINE_WIDTH / 2;
  g_autoptr (GskPath) track = build_arc (centre, radius, 0.9999);
  g_autoptr (GskPath) arc = build_arc (centre, radius, CLAMP (self->share, 0.0, 0.9999));
  GskStroke *stroke = gsk_stroke_new (LINE_WIDTH);
  GdkRGBA dim;

  gtk_widget_get_color (widget, &dim);
  dim.alpha *= TRACK_ALPHA;
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gtk_snapshot_append_stroke (snapshot, track, stroke, &dim);
  if (self->share > 0.0)
    gtk_snapshot_append_stroke (snapshot, arc, stroke, accent);
  gsk_stroke_free (stroke);
}

static void
deckle_ready_ring_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
deckle_ready_ring_class_init (DeckleReadyRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = deckle_ready_ring_snapshot;
  widget_class->measure = deckle_ready_ring_measure;
  gtk_widget_class_set_css_name (widget_class, "readyring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
deckle_ready_ring_init (DeckleReadyRing *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * deckle_ready_ring_set_share:
 * @self: a ring
 * @share: how much of it is filled, 0..1
 *
 * Shows another share.
 */
void
deckle_ready_ring_set_share (DeckleReadyRing *self,
                             double           share)
{
  g_return_if_fail (DECKLE_IS_READY_RING (self));

  self->share = share;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
