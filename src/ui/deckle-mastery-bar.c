/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-mastery-bar"
#include "ui/deckle-mastery-bar.h"

/* in px */
#define BAR_HEIGHT 3
#define NATURAL_WIDTH 60

/**
 * DeckleMasteryBar:
 *
 * A thin bar of three parts: known in the section's colour, learning in a lighter tint of it, new in a tint of the text
 * colour. Drawn from the left, from the right in right-to-left languages. It is an ornament: the numbers stand in the
 * tooltip and the accessible name of the row that holds it.
 *
 * CSS node: `mastery`. The style sheet sets `color`.
 */
struct _DeckleMasteryBar
{
  GtkWidget    parent_instance;

  DeckleCounts counts;
};

G_DEFINE_FINAL_TYPE (DeckleMasteryBar, deckle_mastery_bar, GTK_TYPE_WIDGET)

static void
append_part (GtkWidget     *widget,
             GtkSnapshot   *snapshot,
             const GdkRGBA *colour,
             float          from,
             float          to)
{
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  graphene_rect_t part;

  if (to <= from)
    return;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    part = GRAPHENE_RECT_INIT (width * (1 - to), 0, width * (to - from), height);
  else
    part = GRAPHENE_RECT_INIT (width * from, 0, width * (to - from), height);
  gtk_snapshot_append_color (snapshot, colour, &part);
}

static void
deckle_mastery_bar_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  DeckleMasteryBar *self = DECKLE_MASTERY_BAR (widget);
  float total = (float) MAX (self->counts.total, 1);
  float known = (float) self->counts.known / total;
  float seen = (float) (self->counts.known + self->counts.learning) / total;
  GskRoundedRect outline;
  GdkRGBA colour, light, trough;

  gtk_widget_get_color (widget, &colour);
  light = colour;
  light.alpha *= 0.38f;
  gtk_widget_get_color (gtk_widget_get_parent (widget), &trough);
  trough.alpha *= 0.14f;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                        (float) gtk_widget_get_height (widget)),
                                   BAR_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  append_part (widget, snapshot, &trough, seen, 1);
  append_part (widget, snapshot, &light, known, seen);
  append_part (widget, snapshot, &colour, 0, known);
  gtk_snapshot_pop (snapshot);
}

static void
deckle_mastery_bar_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT : 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT : NATURAL_WIDTH;
}

static void
deckle_mastery_bar_class_init (DeckleMasteryBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = deckle_mastery_bar_snapshot;
  widget_class->measure = deckle_mastery_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "mastery");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
deckle_mastery_bar_init (DeckleMasteryBar *self)
{
}

/**
 * deckle_mastery_bar_new:
 *
 * Makes an empty bar.
 *
 * Returns: (transfer floating): a bar
 */
GtkWidget *
deckle_mastery_bar_new (void)
{
  return g_object_new (DECKLE_TYPE_MASTERY_BAR, NULL);
}

/**
 * deckle_mastery_bar_set_counts:
 * @self: a mastery bar
 * @counts: known, learning and total are used
 *
 * Shows new numbers.
 */
void
deckle_mastery_bar_set_counts (DeckleMasteryBar   *self,
                               const DeckleCounts *counts)
{
  g_return_if_fail (DECKLE_IS_MASTERY_BAR (self));
  g_return_if_fail (counts != NULL);

  self->counts = *counts;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
