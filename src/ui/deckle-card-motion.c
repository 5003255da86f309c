/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-motion"
#include "ui/deckle-card-motion.h"

#include <adwaita.h>
#include <math.h>

#define SLIDE_PX 24.0
#define RADIUS_PX 15.0f
#define SHADE_ALPHA 0.16

G_DEFINE_ENUM_TYPE (DeckleFlipAnimation, deckle_flip_animation,
  G_DEFINE_ENUM_VALUE (DECKLE_FLIP_TURN, "turn"),
  G_DEFINE_ENUM_VALUE (DECKLE_FLIP_FADE, "fade"),
  G_DEFINE_ENUM_VALUE (DECKLE_FLIP_NONE, "none"))

/* The setting of GTK 4.22, looked up by name. */
static gboolean
prefers_reduced_motion (GtkWidget *widget)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  g_auto (GValue) value = G_VALUE_INIT;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (settings), "gtk-interface-reduced-motion") == NULL)
    return FALSE;

  g_object_get_property (G_OBJECT (settings), "gtk-interface-reduced-motion", &value);

  /* GtkReducedMotion: 0 is “no preference” */
  return G_VALUE_HOLDS_ENUM (&value) && g_value_get_enum (&value) != 0;
}

/**
 * deckle_choose_flip_animation:
 * @widget: what is to move
 * @wanted: what the learner wants
 *
 * Weighs what the learner wants against what the system says and what its renderer can draw.
 *
 * Returns: how @widget is to change now
 */
DeckleFlipAnimation
deckle_choose_flip_animation (GtkWidget           *widget,
                              DeckleFlipAnimation  wanted)
{
  GtkNative *native;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), DECKLE_FLIP_NONE);

  native = gtk_widget_get_native (widget);
  if (wanted == DECKLE_FLIP_NONE || native == NULL || !gtk_widget_get_mapped (widget) ||
      !adw_get_enable_animations (widget))
    return DECKLE_FLIP_NONE;

  /* The Cairo renderer fills 3D transforms with a flat colour. */
  if (prefers_reduced_motion (widget) || GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native)))
    return DECKLE_FLIP_FADE;

  return wanted;
}

/**
 * deckle_create_turn_transform:
 * @degrees: how far the face is turned about its vertical axis, -90 to 90
 * @width: width of the face in px
 * @height: height of the face in px
 *
 * Turns a face in perspective, pushed back so that its near edge stays in the plane of the window and
 * covers nothing around it.
 *
 * Returns: (transfer full): a transform of the face
 */
GskTransform *
deckle_create_turn_transform (double degrees,
                              int    width,
                              int    height)
{
  float x = (float) width / 2.0f, y = (float) height / 2.0f;
  float depth = -x * (float) fabs (sin (degrees * G_PI / 180.0));
  GskTransform *transform = NULL;

  transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (x, y));
  transform = gsk_transform_perspective (transform, 2.0f * (float) MAX (width, height));
  transform = gsk_transform_translate_3d (transform, &GRAPHENE_POINT3D_INIT (0, 0, depth));
  transform = gsk_transform_rotate_3d (transform, (float) degrees, graphene_vec3_y_axis ());
  return gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (-x, -y));
}

/**
 * deckle_snapshot_turn_shade:
 * @snapshot: where to draw
 * @degrees: how far the face is turned about its vertical axis, -90 to 90
 * @width: width of the face in px
 * @height: height of the face in px
 *
 * Draws the shade over a face that is turned: darkest at the far edge.
 */
void
deckle_snapshot_turn_shade (GtkSnapshot *snapshot,
                            double       degrees,
                            int          width,
                            int          height)
{
  float alpha = (float) (SHADE_ALPHA * fabs (sin (degrees * G_PI / 180.0)));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  g_autoptr (GskTransform) transform = deckle_create_turn_transform (degrees, width, height);
  GskColorStop stops[2] = {
    { 0.0f, { 0, 0, 0, degrees < 0 ? alpha : 0 } },
    { 1.0f, { 0, 0, 0, degrees < 0 ? 0 : alpha } },
  };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS_PX);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_transform (snapshot, transform);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_linear_gradient (snapshot, &bounds,
                                       &GRAPHENE_POINT_INIT (0, 0),
                                       &GRAPHENE_POINT_INIT ((float) width, 0),
                                       stops, G_N_ELEMENTS (stops));
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

/**
 * deckle_snapshot_leaving:
 * @widget: the widget that the card leaves
 * @snapshot: where to draw
 * @leaving: how the card looked, of the size of @widget
 * @progress: 0 when it begins to leave, 1 when it is gone
 *
 * Draws a graded card that slides away to where text begins, and fades.
 */
void
deckle_snapshot_leaving (GtkWidget    *widget,
                         GtkSnapshot  *snapshot,
                         GdkPaintable *leaving,
                         double        progress)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float offset = (float) (SLIDE_PX * progress) * (rtl ? 1.0f : -1.0f);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (offset, 0));
  gtk_snapshot_push_opacity (snapshot, 1.0 - progress);
  gdk_paintable_snapshot (leaving, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}
