/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-style"
#include "deckle-config.h"
#include "ui/deckle-style.h"

#include <adwaita.h>

/* A sheet that is in force only while a property of the style manager is set. */
typedef struct
{
  GtkCssProvider *provider; /* (owned) */
  gboolean        in_force;
} Sheet;

static Sheet dark, contrast;

static void
update_sheet (Sheet           *sheet,
              AdwStyleManager *manager,
              gboolean         wanted)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);

  if (sheet->in_force == wanted)
    return;
  sheet->in_force = wanted;
  if (wanted)
    gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (sheet->provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  else
    gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (sheet->provider));
}

static void
style_changed_cb (AdwStyleManager *manager)
{
  update_sheet (&dark, manager, adw_style_manager_get_dark (manager));
  update_sheet (&contrast, manager, adw_style_manager_get_high_contrast (manager));
}

static GtkCssProvider *
load_sheet (const char *name)
{
  GtkCssProvider *provider = gtk_css_provider_new ();
  g_autofree char *path = g_strdup_printf ("%s/%s", DECKLE_RESOURCE_PATH, name);

  gtk_css_provider_load_from_resource (provider, path);
  return provider;
}

/**
 * deckle_style_follow:
 * @display: the display
 *
 * Adds what the dark style and high contrast change to the application's style sheet, as long as they are on. The toolkit's
 * own files for that, `style-dark.css` and `style-hc.css`, are deprecated in the newest version that we run with, and
 * media queries are not there in the oldest.
 */
void
deckle_style_follow (GdkDisplay *display)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (display);

  g_return_if_fail (GDK_IS_DISPLAY (display));

  if (dark.provider != NULL)
    return;
  dark.provider = load_sheet ("dark.css");
  contrast.provider = load_sheet ("contrast.css");
  g_signal_connect (manager, "notify::dark", G_CALLBACK (style_changed_cb), NULL);
  g_signal_connect (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), NULL);
  style_changed_cb (manager);
}
