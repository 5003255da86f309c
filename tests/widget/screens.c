/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves pictures of the screens: screens [--folder FOLDER] [--all] [--half {0|1}] [-p /screens/SCREEN[/VARIANT]]…
 *
 * A screen is a function that makes the content of a window; a variant changes its size, colours, direction or text.
 * High contrast: ADW_DEBUG_HIGH_CONTRAST=1.
 */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "helper.h"
#include "screens.h"

#define N_FRAMES 5        /* until sizes and breakpoints have settled */
#define HEADER_PX 60      /* a header bar is no content */
#define N_EDGES_AT_LEAST 150

static const Variant variants[] = {
  { .name = "light", .width = 715, .height = 700 },
  { .name = "dark", .width = 715, .height = 700, .dark = TRUE },
  { .name = "narrow", .width = 360, .height = 720 },
  { .name = "rtl", .width = 715, .height = 700, .rtl = TRUE },
  { .name = "large-text", .width = 715, .height = 700, .text_scale = 2.0 },
  { .name = "large-text-narrow", .width = 360, .height = 720, .text_scale = 2.0, .extra = TRUE },
  { .name = "tall", .width = 1315, .height = 1000, .extra = TRUE },
  { .name = "flat", .width = 360, .height = 294, .extra = TRUE },
};

static const Screen * const lists[] = {
  screens_browse,
  screens_comforts,
  screens_editor,
  screens_files,
  screens_study,
  screens_window,
};

typedef struct
{
  const Screen  *screen;
  const Variant *variant;
} Picture;

static char *folder;
static gboolean all;
static int half = -1; /* every second picture, -1 for all */

static void
apply_variant (const Variant *variant)
{
  GtkSettings *settings = gtk_settings_get_default ();
  double scale = variant->text_scale > 0 ? variant->text_scale : 1.0;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      variant->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_widget_set_default_direction (variant->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  g_object_set (settings, "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

/* The content of a window, or the window itself. */
static GtkWidget *
show (GtkWidget     *content,
      const Variant *variant)
{
  if (!GTK_IS_WINDOW (content))
    return helper_show (content, variant->width, variant->height);
  helper_show_window (content, variant->width, variant->height);

  return content;
}

/* A warning of the toolkit ends the test; so does a picture that is too wide, or has nothing below the header bar. */
static void
take_picture (gconstpointer data)
{
  const Picture *picture = data;
  const Variant *variant = picture->variant;
  GtkWidget *content;
  GtkWidget *window;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *name = g_strdup_printf ("%s-%s.png", picture->screen->name, variant->name);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  apply_variant (variant);
  content = picture->screen->create (variant);
  window = show (content, variant);
  if (picture->screen->arrange != NULL)
    picture->screen->arrange (content);
  helper_draw_frames (window, N_FRAMES);

  texture = helper_render (window);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  g_assert_cmpint (gdk_texture_get_width (texture), <=, variant->width);
  g_assert_cmpuint (helper_count_edges (texture, HEADER_PX), >, N_EDGES_AT_LEAST);
  g_assert_cmpuint (helper_count_pink (texture), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_pictures (const Screen *screen)
{
  static int n_pictures = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      Picture *picture;
      g_autofree char *path = g_strdup_printf ("/screens/%s/%s", screen->name, variants[i].name);

      if (variants[i].extra && !all)
        continue;
      if (half >= 0 && n_pictures++ % 2 != half)
        continue;
      picture = g_new0 (Picture, 1);
      picture->screen = screen;
      picture->variant = &variants[i];
      g_test_add_data_func_full (path, picture, take_picture, g_free);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "folder", 'f', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &folder, "Where the pictures go", "FOLDER" },
    { "all", 'a', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &all, "Also rare sizes", NULL },
    { "half", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &half, "Only every second picture, from this one on", "0|1" },
    G_OPTION_ENTRY_NULL,
  };

  gtk_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (folder == NULL)
    folder = g_test_build_filename (G_TEST_BUILT, "screens.d", NULL);
  g_mkdir_with_parents (folder, 0755);
  helper_init ();
  /* What moves would be caught in the middle. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (const Screen *screen = lists[l]; screen->name != NULL; screen++)
      add_pictures (screen);

  return g_test_run ();
}
