/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-chart-text"
#include "ui/charts/deckle-chart-text.h"

/**
 * deckle_chart_is_rtl:
 * @widget: a chart
 *
 * Returns: whether its days run from right to left
 */
gboolean
deckle_chart_is_rtl (GtkWidget *widget)
{
  return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
}

/**
 * deckle_chart_create_label:
 * @widget: a chart
 * @text: a short text
 * @bold: whether it stands for the main value
 *
 * Returns: (transfer full): the text as charts write it
 */
PangoLayout *
deckle_chart_create_label (GtkWidget  *widget,
                           const char *text,
                           gboolean    bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (bold ? 0.95 : 0.82));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

/**
 * deckle_chart_label_height:
 * @widget: a chart
 *
 * Returns: height of a line of text, px
 */
int
deckle_chart_label_height (GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = deckle_chart_create_label (widget, "0", FALSE);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/**
 * deckle_chart_label_width:
 * @widget: a chart
 * @text: a short text
 * @bold: whether it stands for the main value
 *
 * Returns: width of the text, px
 */
int
deckle_chart_label_width (GtkWidget  *widget,
                          const char *text,
                          gboolean    bold)
{
  g_autoptr (PangoLayout) layout = deckle_chart_create_label (widget, text, bold);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/**
 * deckle_chart_snapshot_label:
 * @widget: a chart
 * @snapshot: where to draw
 * @label: a short text
 * @bold: whether it stands for the main value
 * @x: where the text begins, or where it ends with @at_end
 * @y: its upper edge
 * @at_end: whether @x is its end
 * @colour: its color
 *
 * Draws a text; in right-to-left charts beginning and end change sides.
 */
void
deckle_chart_snapshot_label (GtkWidget     *widget,
                             GtkSnapshot   *snapshot,
                             const char    *label,
                             gboolean       bold,
                             float          x,
                             float          y,
                             gboolean       at_end,
                             const GdkRGBA *colour)
{
  g_autoptr (PangoLayout) layout = deckle_chart_create_label (widget, label, bold);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (at_end != deckle_chart_is_rtl (widget))
    x -= (float) width;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}
