/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-code-view"
#include "ui/deckle-code-view.h"

/**
 * DeckleCodeView:
 *
 * A source view that knows its height before it is seen.
 *
 * A text view lays its lines out in idle time, and not at all while it is hidden; until then it
 * measures a line or so. A card whose answer is still hidden would grow in the first frames after it was
 * turned. This view lays its few lines out when it is measured, wrapped to the width that it is given where it wraps.
 */
struct _DeckleCodeView
{
  GtkSourceView parent_instance;

  gboolean      scrolls;
};

G_DEFINE_FINAL_TYPE (DeckleCodeView, deckle_code_view, GTK_SOURCE_TYPE_VIEW)

/* In px, of the lines with the space between them, as GtkTextView adds it up. */
static int
measure_lines (DeckleCodeView *self,
               int             width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int between = gtk_text_view_get_pixels_above_lines (view) + gtk_text_view_get_pixels_below_lines (view);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  int height = 0;

  if (width >= 0 && gtk_text_view_get_wrap_mode (view) != GTK_WRAP_NONE)
    {
      PangoTabArray *tabs = gtk_text_view_get_tabs (view);

      width -= gtk_text_view_get_left_margin (view) + gtk_text_view_get_right_margin (view);
      pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_tabs (layout, tabs);
      g_clear_pointer (&tabs, pango_tab_array_free);
    }
  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      int line_height;

      pango_layout_set_text (layout, lines[i], -1);
      pango_layout_get_pixel_size (layout, NULL, &line_height);
      height += line_height + between;
    }

  return height;
}

static void
deckle_code_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);

  GTK_WIDGET_CLASS (deckle_code_view_parent_class)->measure (widget, orientation, for_size, minimum, natural,
                                                             minimum_baseline, natural_baseline);
  if (orientation != GTK_ORIENTATION_VERTICAL || DECKLE_CODE_VIEW (widget)->scrolls)
    return;

  *minimum = *natural = measure_lines (DECKLE_CODE_VIEW (widget), for_size) +
                        gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
}

static GtkSizeRequestMode
deckle_code_view_get_request_mode (GtkWidget *widget)
{
  return gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (widget)) != GTK_WRAP_NONE ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                                                               : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
deckle_code_view_class_init (DeckleCodeViewClass *klass)
{
  GTK_WIDGET_CLASS (klass)->get_request_mode = deckle_code_view_get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = deckle_code_view_measure;
}

static void
deckle_code_view_init (DeckleCodeView *self)
{
}

/**
 * deckle_code_view_set_scrolls:
 * @self: a code view
 * @scrolls: whether it scrolls its lines itself
 *
 * Sets whether the view shows part of its lines only. Then they are laid out when they come into sight.
 */
void
deckle_code_view_set_scrolls (DeckleCodeView *self,
                              gboolean        scrolls)
{
  g_return_if_fail (DECKLE_IS_CODE_VIEW (self));

  self->scrolls = scrolls;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
