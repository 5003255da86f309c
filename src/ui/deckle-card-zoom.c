/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-zoom"
#include "ui/deckle-card-zoom.h"

#define KEY "card-zoom"

static const int sizes[] = { DECKLE_CARD_ZOOM_MIN, 67, 80, 90, DECKLE_CARD_ZOOM_NORMAL, 110, 120, 133, 150, 170, 200, 240,
                             DECKLE_CARD_ZOOM_MAX };

/**
 * deckle_card_zoom_step:
 * @percent: a size in %
 * @direction: above 0 for larger, below 0 for smaller, 0 for normal
 *
 * Finds the neighbor of a size, which need not be one of the steps itself.
 *
 * Returns: the next size in %, @percent itself at either end
 */
int
deckle_card_zoom_step (int percent,
                       int direction)
{
  if (direction == 0)
    return DECKLE_CARD_ZOOM_NORMAL;
  if (direction > 0)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        if (sizes[i] > percent)
          return sizes[i];
      return DECKLE_CARD_ZOOM_MAX;
    }
  for (gsize i = G_N_ELEMENTS (sizes); i > 0; i--)
    if (sizes[i - 1] < percent)
      return sizes[i - 1];
  return DECKLE_CARD_ZOOM_MIN;
}

/* Every size on a face is given in em, so one number scales them all. */
static void
zoom_changed_cb (GSettings      *settings,
                 const char     *key,
                 GtkCssProvider *provider)
{
  g_autofree char *css = g_strdup_printf (".study-card .face { font-size: %d%%; }", g_settings_get_int (settings, KEY));

  gtk_css_provider_load_from_string (provider, css);
}

/**
 * deckle_card_zoom_follow:
 * @settings: the settings of the application
 *
 * Shows the text of every card in the size of the setting “card-zoom”. Once is enough for the program; @settings keeps it up.
 */
void
deckle_card_zoom_follow (GSettings *settings)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  g_return_if_fail (G_IS_SETTINGS (settings));

  provider = gtk_css_provider_new ();
  zoom_changed_cb (settings, KEY, provider);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_data (settings, "changed::" KEY, G_CALLBACK (zoom_changed_cb), g_object_ref (provider),
                         (GClosureNotify) (GCallback) g_object_unref, G_CONNECT_DEFAULT);
}
