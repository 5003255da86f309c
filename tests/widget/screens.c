/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saves pictures of the screens: screens [--folder FOLDER] [SCREEN[-VARIANT]…]
 *
 * A screen is a function that makes the content of a window; a variant changes its size, colours, direction or text.
 * High contrast: ADW_DEBUG_HIGH_CONTRAST=1.
 */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "helper.h"
#include "screens.h"

static const Variant variants[] = {
  { .name = "light", .width = 715, .height = 700 },
  { .name = "dark", .width = 715, .height = 700, .dark = TRUE },
  { .name = "narrow", .width = 360, .height = 720 },
  { .name = "rtl", .width = 715, .height = 700, .rtl = TRUE },
  { .name = "large-text", .width = 715, .height = 700, .text_scale = 2.0 },
  { .name = "large-text-narrow", .width = 360, .height = 720, .text_scale = 2.0 },
  { .name = "tall", .width = 1315, .height = 1000 },
  { .name = "flat", .width = 360, .height = 294 },
};

static const Screen * const lists[] = {
  screens_study,
};

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

static void
take_picture (const Screen  *screen,
              const Variant *variant,
              const char    *folder)
{
  GtkWidget *window;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *name = g_strdup_printf ("%s-%s.png", screen->name, variant->name);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  apply_variant (variant);
  window = helper_show (screen->create (variant), variant->width, variant->height);
  if (screen->arrange != NULL)
    screen->arrange (adw_window_get_content (ADW_WINDOW (window)));
  helper_draw_frames (window, 30);

  texture = helper_render (window);
  if (gdk_texture_save_to_png (texture, path))
    g_print ("%s\n", path);
  else
    g_printerr ("%s could not be written\n", path);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_wanted (char       **wanted,
           const char  *screen,
           const char  *variant)
{
  g_autofree char *full = g_strdup_printf ("%s-%s", screen, variant);

  return wanted == NULL || g_strv_contains ((const char * const *) wanted, screen) ||
         g_strv_contains ((const char * const *) wanted, full);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_auto (GStrv) wanted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("[SCREEN[-VARIANT]…]");
  const GOptionEntry entries[] = {
    { "folder", 'f', G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, &folder, "Where the pictures go", "FOLDER" },
    { G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING_ARRAY, &wanted, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (folder == NULL)
    folder = g_strdup ("screens");
  g_mkdir_with_parents (folder, 0755);
  helper_init ();

  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (const Screen *screen = lists[l]; screen->name != NULL; screen++)
      for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
        if (is_wanted (wanted, screen->name, variants[i].name))
          take_picture (screen, &variants[i], folder);

  return 0;
}
