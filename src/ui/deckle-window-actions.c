/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window-actions"
#include "ui/deckle-window-actions.h"

#include <glib/gi18n.h>

#include "ui/deckle-news-dialog.h"
#include "ui/deckle-planner-dialog.h"
#include "ui/deckle-preferences-dialog.h"
#include "ui/deckle-progress-window.h"
#include "ui/deckle-shortcuts-dialog.h"
#include "ui/deckle-window-private.h"

/* In a text field Ctrl+Z is about the text, and in a dialog about nothing else. */
static gboolean
undo_text (DeckleWindow *self,
           const char   *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (GTK_IS_TEXT (focus) || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))))
    return gtk_widget_activate_action (focus, action, NULL);
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL;
}

static void
undo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DeckleWindow *self = user_data;

  if (!undo_text (self, "text.undo") && self->session != NULL)
    deckle_session_undo (self->session);
}

static void
redo_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DeckleWindow *self = user_data;

  if (!undo_text (self, "text.redo") && self->session != NULL)
    deckle_session_redo (self->session);
}

static void
activate_on_page (DeckleWindow *self,
                  const char   *action,
                  GVariant     *parameter)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (page != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (page), action, parameter);
}

static void
flag_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  activate_on_page (user_data, "study.flag", parameter);
}

static gboolean
has_selection (GtkWidget *focus)
{
  if (GTK_IS_LABEL (focus))
    return gtk_label_get_selection_bounds (GTK_LABEL (focus), NULL, NULL);
  if (GTK_IS_TEXT_VIEW (focus))
    return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)));
  return GTK_IS_TEXT (focus);
}

static void
copy_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DeckleWindow *self = user_data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus != NULL && has_selection (focus))
    gtk_widget_activate_action (focus, "clipboard.copy", NULL);
  else
    activate_on_page (self, "study.copy", NULL);
}

static void
previous_section_action (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  deckle_sidebar_move (DECKLE_WINDOW (user_data)->sidebar, -1);
}

static void
next_section_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  deckle_sidebar_move (DECKLE_WINDOW (user_data)->sidebar, 1);
}

static gboolean
focus_is_in_sidebar (DeckleWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar));
}

static void
back_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DeckleWindow *self = user_data;

  if (adw_overlay_split_view_get_collapsed (self->split) && adw_overlay_split_view_get_show_sidebar (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  else if (!adw_navigation_view_pop (self->navigation))
    deckle_window_focus_page (self);
}

static void
next_pane_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  DeckleWindow *self = user_data;

  if (focus_is_in_sidebar (self))
    {
      if (adw_overlay_split_view_get_collapsed (self->split))
        adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
      deckle_window_focus_page (self);
      return;
    }
  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
  deckle_sidebar_focus (self->sidebar);
}

static void
toggle_sidebar_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  DeckleWindow *self = user_data;
  gboolean show = !adw_overlay_split_view_get_show_sidebar (self->split);

  adw_overlay_split_view_set_show_sidebar (self->split, show);
  if (!adw_overlay_split_view_get_collapsed (self->split))
    g_settings_set_boolean (deckle_application_get_settings (self->application), "show-sidebar", show);
}

static void
search_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  deckle_window_search (user_data);
}

static void
news_seen_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (DeckleWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    deckle_window_add_toast (self, error->message, NULL, NULL);
}

static void
show_news (DeckleWindow       *self,
           const DeckleUpdate *update)
{
  DeckleNewsDialog *dialog = deckle_news_dialog_new (self->library, update);

  g_signal_connect_object (dialog, "card-activated", G_CALLBACK (deckle_window_open_card), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
  if (!update->seen)
    deckle_library_mark_update_seen_async (self->library, NULL, news_seen_cb, g_object_ref (self));
}

static void
news_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DeckleWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleUpdate) update = NULL;

  if (self->library == NULL)
    return;
  update = deckle_library_get_update (self->library, &error);
  if (update != NULL)
    show_news (self, update);
  else
    deckle_window_add_toast (self, error->message, NULL, NULL);
}

/**
 * deckle_window_offer_news:
 * @self: the window
 *
 * Shows what an update of the bundled questions brought, once. A page or dialog that is in the way puts it off to the next start.
 */
void
deckle_window_offer_news (DeckleWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleUpdate) update = NULL;

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  if (self->library == NULL || g_strcmp0 (gtk_stack_get_visible_child_name (self->root_stack), "main") != 0 ||
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  update = deckle_library_get_update (self->library, &error);
  if (update == NULL)
    g_warning ("Asking for the newest update of the bank failed: %s", error->message);
  else if (!update->seen)
    show_news (self, update);
}

static void
planned_cb (DeckleWindow *self,
            const char   *message)
{
  deckle_window_add_toast (self, message, _("_Undo"), "win.undo");
}

static void
plan_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DeckleWindow *self = user_data;
  DecklePlannerDialog *dialog;

  if (self->library == NULL)
    return;
  dialog = deckle_planner_dialog_new (self->library);
  g_signal_connect_object (dialog, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  /* Not back to the menu: the next key studies. */
  g_signal_connect_object (dialog, "closed", G_CALLBACK (deckle_window_focus_page), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  DeckleWindow *self = user_data;

  GSettings *settings = deckle_application_get_settings (self->application);

  if (self->library != NULL)
    adw_dialog_present (ADW_DIALOG (deckle_preferences_dialog_new (self->library, settings,
                                                                    deckle_application_get_refit (self->application))),
                        GTK_WIDGET (self));
}

static void
progress_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  DeckleWindow *self = user_data;
  GtkApplication *application = GTK_APPLICATION (self->application);

  if (self->library == NULL)
    return;
  for (GList *item = gtk_application_get_windows (application); item != NULL; item = item->next)
    {
      if (DECKLE_IS_PROGRESS_WINDOW (item->data))
        {
          gtk_window_present (GTK_WINDOW (item->data));
          return;
        }
    }
  gtk_window_present (GTK_WINDOW (deckle_progress_window_new (application, self->library,
                                                              deckle_application_get_settings (self->application))));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  DeckleWindow *self = user_data;
  GSettings *settings = deckle_application_get_settings (self->application);

  adw_dialog_present (deckle_shortcuts_dialog_new (g_settings_get_boolean (settings, "two-buttons")), GTK_WIDGET (self));
}

static gboolean
focus_menu_closed (gpointer data)
{
  DeckleWindow *self = data;

  if (focus_is_in_sidebar (self) && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    deckle_window_focus_page (self);
  return G_SOURCE_REMOVE;
}

/* A menu that a key opened gives the focus back to the page, or the next Space would open it again. GTK moves the focus to
 * the button after this signal. */
static void
menu_closed_cb (DeckleWindow *self,
                GtkPopover   *menu)
{
  g_signal_handlers_disconnect_by_func (menu, menu_closed_cb, self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, G_SOURCE_FUNC (focus_menu_closed), g_object_ref (self), g_object_unref);
}

static void
menu_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  DeckleWindow *self = user_data;

  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
  g_signal_connect_object (deckle_sidebar_popup_menu (self->sidebar), "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fullscreen_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  GtkWindow *window = user_data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

/* The present library is kept as a backup of its own, so this can be taken back by restoring that one. */
static void
restore_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  DeckleWindow *self = user_data;
  g_autofree char *path = deckle_library_default_path ();
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GError) restore_error = NULL;
  g_autoptr (GError) open_error = NULL;
  gboolean restored;

  deckle_application_close_library (self->application);
  restored = deckle_backup_restore (path, g_variant_get_string (parameter, NULL), clock, &restore_error);
  if (!deckle_application_open_library (self->application, &open_error))
    deckle_window_show_problem (self, _("Your Library Cannot Be Opened"), open_error->message, NULL);
  else
    deckle_window_add_toast (self, restored ? _("The backup was restored. What was here before is kept as a backup.")
                                            : restore_error->message, NULL, NULL);
}

/* What would act behind a dialog is off while one is open; what needs a page, while there is none. */
static void
update_enabled (DeckleWindow *self)
{
  static const struct { const char *name; gboolean needs_page; } actions[] = {
    { "flag", TRUE }, { "copy", TRUE }, { "previous-section", TRUE }, { "next-section", TRUE }, { "back", TRUE },
    { "next-pane", TRUE }, { "toggle-sidebar", TRUE }, { "search", TRUE }, { "import", FALSE }, { "export", TRUE },
    { "new-card", TRUE }, { "browse-section", TRUE },
    { "news", FALSE }, { "plan", FALSE }, { "preferences", FALSE }, { "progress", FALSE }, { "shortcuts", FALSE }, { "menu", TRUE },
  };
  gboolean is_free = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL;
  gboolean has_page = g_strcmp0 (gtk_stack_get_visible_child_name (self->root_stack), "main") == 0;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].name);

      /* Not all are there before the window is made. */
      if (action != NULL)
        g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_free && (has_page || !actions[i].needs_page));
    }
}

void
deckle_window_add_actions (DeckleWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "undo", .activate = undo_action },
    { .name = "redo", .activate = redo_action },
    { .name = "flag", .activate = flag_action, .parameter_type = "i" },
    { .name = "copy", .activate = copy_action },
    { .name = "previous-section", .activate = previous_section_action },
    { .name = "next-section", .activate = next_section_action },
    { .name = "back", .activate = back_action },
    { .name = "next-pane", .activate = next_pane_action },
    { .name = "toggle-sidebar", .activate = toggle_sidebar_action },
    { .name = "search", .activate = search_action },
    { .name = "news", .activate = news_action },
    { .name = "plan", .activate = plan_action },
    { .name = "preferences", .activate = preferences_action },
    { .name = "progress", .activate = progress_action },
    { .name = "shortcuts", .activate = shortcuts_action },
    { .name = "menu", .activate = menu_action },
    { .name = "fullscreen", .activate = fullscreen_action },
    { .name = "restore", .activate = restore_action, .parameter_type = "s" },
  };

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  deckle_window_add_file_actions (self);
  deckle_window_add_editor_actions (self);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (update_enabled), NULL);
  g_signal_connect_object (self->root_stack, "notify::visible-child", G_CALLBACK (update_enabled), self, G_CONNECT_SWAPPED);
  update_enabled (self);
}

void
deckle_window_bind_undo (DeckleWindow *self)
{
  GAction *undo;
  GAction *redo;

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  undo = g_action_map_lookup_action (G_ACTION_MAP (self), "undo");
  redo = g_action_map_lookup_action (G_ACTION_MAP (self), "redo");
  if (self->library == NULL)
    {
      g_simple_action_set_enabled (G_SIMPLE_ACTION (undo), FALSE);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (redo), FALSE);
      return;
    }
  g_object_bind_property (self->library, "can-undo", undo, "enabled", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->library, "can-redo", redo, "enabled", G_BINDING_SYNC_CREATE);
}
