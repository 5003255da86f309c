/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper.h"

#include <adwaita.h>
#include <string.h>

#include "deckle-config.h"
#include "ui/deckle-style.h"

#define EDGE 60 /* of 255: letters have it, shades and lines do not */
#define FRAME_PX 5 /* GTK draws it around a window where no window manager does */

static gboolean
has_font (const char *name)
{
  return pango_font_map_get_family (pango_cairo_font_map_get_default (), name) != NULL;
}

void
helper_init (void)
{
  static AdwApplication *application;

  adw_init ();
  deckle_style_follow (gdk_display_get_default ());

  /* Never run: its start-up loads the style sheets and the symbols. */
  application = g_object_new (ADW_TYPE_APPLICATION,
                              "application-id", DECKLE_BASE_ID ".Test",
                              "resource-base-path", DECKLE_RESOURCE_PATH,
                              "flags", G_APPLICATION_NON_UNIQUE,
                              NULL);
  g_application_register (G_APPLICATION (application), NULL, NULL);

  g_object_set (gtk_settings_get_default (),
                "gtk-label-select-on-focus", FALSE,
                "gtk-decoration-layout", ":close",
                NULL);
  if (!has_font ("Adwaita Sans") && has_font ("Inter"))
    g_object_set (gtk_settings_get_default (), "gtk-font-name", "Inter 11", NULL);
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

GSource *
helper_start_tick (void)
{
  GSource *source = g_timeout_source_new (50);

  g_source_set_callback (source, tick_cb, NULL, NULL);
  g_source_attach (source, NULL);

  return source;
}

static void
after_paint_cb (guint *n_left)
{
  if (*n_left > 0)
    (*n_left)--;
}

void
helper_draw_frames (GtkWidget *window,
                    guint      n_frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_left = n_frames;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &n_left);

  while (n_left > 0)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

GtkWidget *
helper_show (GtkWidget *child,
             int        width,
             int        height)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), child);
  helper_show_window (window, width, height);

  return window;
}

void
helper_show_window (GtkWidget *window,
                    int        width,
                    int        height)
{
  int frame;

  gtk_widget_realize (window);
  frame = gtk_widget_has_css_class (window, "solid-csd") ? FRAME_PX : 0;
  gtk_window_set_default_size (GTK_WINDOW (window), width + 2 * frame, height + 2 * frame);
  gtk_window_present (GTK_WINDOW (window));
  helper_draw_frames (window, 4);
}

/* NULL between a change and the frame that draws it. */
static GskRenderNode *
take_snapshot (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  return gtk_snapshot_free_to_node (snapshot);
}

GdkTexture *
helper_render (GtkWidget *widget)
{
  g_autoptr (GskRenderNode) node = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  int frame = GTK_IS_WINDOW (widget) && gtk_widget_has_css_class (widget, "solid-csd") ? FRAME_PX : 0;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  for (int i = 0; i < 10 && node == NULL; i++)
    {
      node = take_snapshot (widget);
      if (node == NULL)
        helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (widget)), 1);
    }
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (renderer, node,
                                      &GRAPHENE_RECT_INIT ((float) frame, (float) frame,
                                                           (float) (width - 2 * frame),
                                                           (float) (height - 2 * frame)));
}

static GBytes *
download (GdkTexture *texture,
          gsize      *stride)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);

  return gdk_texture_downloader_download_bytes (downloader, stride);
}

gboolean
helper_same_pixels (GdkTexture *a,
                    GdkTexture *b)
{
  gsize stride_a, stride_b;
  g_autoptr (GBytes) bytes_a = download (a, &stride_a);
  g_autoptr (GBytes) bytes_b = download (b, &stride_b);

  return stride_a == stride_b && g_bytes_equal (bytes_a, bytes_b);
}

guint
helper_count_edges (GdkTexture *texture,
                    int         top)
{
  gsize stride, size;
  g_autoptr (GBytes) bytes = download (texture, &stride);
  const guint8 *pixels = g_bytes_get_data (bytes, &size);
  guint n_edges = 0;

  for (gsize i = stride * (gsize) top + 4; i + 3 < size; i += 4)
    if (i % stride != 0 && ABS (pixels[i + 1] - pixels[i - 3]) > EDGE)
      n_edges++;

  return n_edges;
}

guint
helper_count_pink (GdkTexture *texture)
{
  gsize stride, size;
  g_autoptr (GBytes) bytes = download (texture, &stride);
  const guint8 *pixels = g_bytes_get_data (bytes, &size);
  guint n_pink = 0;

  for (gsize i = 0; i + 3 < size; i += 4)
    if (pixels[i] > 240 && pixels[i + 1] < 80 && pixels[i + 2] > 100)
      n_pink++;

  return n_pink;
}
