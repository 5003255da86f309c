/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window-zoom"
#include "ui/deckle-window-actions.h"

#include <glib/gi18n.h>

#include "ui/deckle-card-zoom.h"
#include "ui/deckle-window-private.h"

#define TOAST_S 2

/* One toast that changes, not a queue of them. */
static void
show_size (DeckleWindow *self,
           int           percent)
{
  /* Translators: %d is a share: “Card text at 120%” */
  g_autofree char *sentence = g_strdup_printf (_("Card text at %d%%"), percent);
  AdwToast *toast = g_object_get_data (G_OBJECT (self), "zoom-toast");

  if (toast != NULL)
    adw_toast_dismiss (toast);
  toast = adw_toast_new (sentence);
  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (self), "zoom-toast", g_object_ref (toast), g_object_unref);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
zoom (DeckleWindow *self,
      int           direction)
{
  GSettings *settings = deckle_application_get_settings (self->application);
  int percent = deckle_card_zoom_step (g_settings_get_int (settings, "card-zoom"), direction);

  g_settings_set_int (settings, "card-zoom", percent);
  show_size (self, percent);
}

static void
zoom_in_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  zoom (user_data, 1);
}

static void
zoom_out_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  zoom (user_data, -1);
}

static void
zoom_normal_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  zoom (user_data, 0);
}

/**
 * deckle_window_add_zoom_actions:
 * @self: the window
 *
 * Adds “win.zoom-in”, “win.zoom-out” and “win.zoom-normal”, which set the size of the text on cards.
 */
void
deckle_window_add_zoom_actions (DeckleWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "zoom-in", .activate = zoom_in_action },
    { .name = "zoom-out", .activate = zoom_out_action },
    { .name = "zoom-normal", .activate = zoom_normal_action },
  };

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
