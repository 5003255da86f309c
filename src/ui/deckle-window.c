/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window"
#include "deckle-config.h"
#include "ui/deckle-window.h"

#include <glib/gi18n.h>

#include "study/deckle-session.h"
#include "ui/deckle-browse-page.h"
#include "ui/deckle-shortcut-keys.h"
#include "ui/deckle-sidebar.h"
#include "ui/deckle-study-page.h"
#include "ui/deckle-welcome-page.h"
#include "ui/deckle-window-actions.h"
#include "ui/deckle-window-private.h"

G_DEFINE_FINAL_TYPE (DeckleWindow, deckle_window, ADW_TYPE_APPLICATION_WINDOW)

static void
toast_cb (DeckleWindow *self,
          const char   *message)
{
  deckle_window_add_toast (self, message, NULL, NULL);
}

/* The title of a section, or Today for all of them. */
static char *
describe_scope (DeckleWindow *self,
                DeckleScope   scope)
{
  g_autoptr (GPtrArray) sections = NULL;

  if (scope.section == 0)
    return g_strdup (_("Today"));
  sections = deckle_library_list_sections (self->library, scope.deck, NULL);
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (section->row == scope.section)
        return g_strdup (section->title);
    }
  return g_strdup (_("Today"));
}

/* After a sitting and on a new day, what the answers changed is worked out in the background. */
static void
session_changed_cb (DeckleWindow *self)
{
  if (self->session != NULL && deckle_session_get_state (self->session) == DECKLE_SESSION_DONE)
    deckle_application_catch_up (self->application);
}

static void
start_session (DeckleWindow *self,
               DeckleScope   scope)
{
  g_autofree char *title = describe_scope (self, scope);

  g_clear_object (&self->session);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self->study_page), title);
  self->session = deckle_session_new (self->library, scope);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "rolled-over", G_CALLBACK (deckle_application_catch_up), self->application,
                           G_CONNECT_SWAPPED);
  deckle_study_page_set_session (self->study_page, self->session);
}

/* A study page belongs to one library; another library gets a page of its own. */
static void
replace_study_page (DeckleWindow *self)
{
  AdwNavigationPage *page;

  g_clear_object (&self->session);
  self->study_page = NULL;
  deckle_window_forget_forward (self);
  if (self->library == NULL)
    {
      adw_navigation_view_replace (self->navigation, NULL, 0);
      return;
    }
  self->study_page = deckle_study_page_new (self->library);
  page = ADW_NAVIGATION_PAGE (self->study_page);
  g_signal_connect_object (page, "toast", G_CALLBACK (toast_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->split, "show-sidebar", page, "sidebar-button",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  deckle_card_view_bind_settings (deckle_study_page_get_card_view (self->study_page),
                                  deckle_application_get_settings (self->application));
  g_settings_bind (deckle_application_get_settings (self->application), "two-buttons", page, "two-buttons",
                   G_SETTINGS_BIND_GET);
  start_session (self, DECKLE_SCOPE_ALL);
  adw_navigation_view_replace (self->navigation, &page, 1);
}

/**
 * deckle_window_focus_page:
 * @self: the window
 *
 * Puts the focus where the next key should go: on the answer button of the study page.
 */
void
deckle_window_focus_page (DeckleWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (page != NULL && page == ADW_NAVIGATION_PAGE (self->study_page))
    deckle_study_page_focus (self->study_page);
  else if (page != NULL)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
sidebar_activated_cb (DeckleWindow      *self,
                      DeckleSidebarKind  kind,
                      gint64             deck,
                      gint64             section)
{
  DeckleScope scope = { deck, section };

  if (kind == DECKLE_SIDEBAR_ALL)
    {
      deckle_window_open_browse (self, DECKLE_SCOPE_ALL, FALSE);
      return;
    }
  deckle_sidebar_select (self->sidebar, kind, scope);
  adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (self->study_page));
  deckle_window_forget_forward (self);
  start_session (self, scope);
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  deckle_window_focus_page (self);
}

/* A page that comes or goes is also where the window is: the sidebar follows. */
static void
visible_page_cb (DeckleWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (page == NULL || self->library == NULL)
    return;
  if (DECKLE_IS_BROWSE_PAGE (page))
    deckle_sidebar_select (self->sidebar, DECKLE_SIDEBAR_ALL, DECKLE_SCOPE_ALL);
  else if (page == ADW_NAVIGATION_PAGE (self->study_page) && self->session != NULL)
    {
      DeckleScope scope = deckle_session_get_scope (self->session);

      deckle_sidebar_select (self->sidebar, scope.section != 0 ? DECKLE_SIDEBAR_SECTION : DECKLE_SIDEBAR_TODAY, scope);
      deckle_window_focus_page (self);
    }
}

static void
finish_welcome (DeckleWindow *self)
{
  g_settings_set_boolean (deckle_application_get_settings (self->application), "first-run-done", TRUE);
  gtk_stack_set_visible_child_name (self->root_stack, "main");
  deckle_window_focus_page (self);
}

static void
show_library (DeckleWindow *self)
{
  GSettings *settings = deckle_application_get_settings (self->application);

  gtk_stack_set_visible_child_name (self->root_stack,
                                    g_settings_get_boolean (settings, "first-run-done") ? "main" : "welcome");
  deckle_window_focus_page (self);
}

/* The first session starts when the bundled questions have arrived. */
static void
decks_changed_cb (DeckleWindow *self)
{
  if (self->session != NULL && deckle_session_get_state (self->session) == DECKLE_SESSION_EMPTY)
    deckle_session_reload (self->session);
}

/* Plain keys act on the page that is shown, never while a dialog, a menu or a popover is open. */
static gboolean
activate_key (GtkWidget  *widget,
              const char *detailed_action)
{
  DeckleWindow *self = DECKLE_WINDOW (widget);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL ||
      g_strcmp0 (gtk_stack_get_visible_child_name (self->root_stack), "main") != 0 || page == NULL ||
      (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return FALSE;
  if (!g_action_parse_detailed_name (detailed_action, &name, &target, NULL))
    return FALSE;
  return gtk_widget_activate_action_variant (g_str_has_prefix (name, "study.") ? GTK_WIDGET (page) : widget,
                                             name, target);
}

static void
restore_backup_cb (DeckleWindow *self)
{
  if (self->offered_backup != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.restore", "s", self->offered_backup);
}

static void
leave_problem_cb (DeckleWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->library == NULL && !deckle_application_open_library (self->application, &error))
    deckle_window_show_problem (self, _("Your Library Cannot Be Opened"), error->message, NULL);
  else if (self->library != NULL)
    show_library (self);
}

/* Everything that was graded is written before the window goes. */
static gboolean
close_request_cb (DeckleWindow *self)
{
  deckle_window_set_library (self, NULL);
  deckle_application_close_library (self->application);
  return FALSE;
}

static void
bind_settings (DeckleWindow *self,
               GSettings    *settings)
{
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  adw_overlay_split_view_set_show_sidebar (self->split, g_settings_get_boolean (settings, "show-sidebar"));
}

static void
deckle_window_dispose (GObject *object)
{
  DeckleWindow *self = DECKLE_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->library);
  g_clear_object (&self->waiting_files);
  g_clear_pointer (&self->offered_backup, g_free);
  g_clear_object (&self->application);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_WINDOW);
  g_clear_pointer (&self->forward, g_array_unref);

  G_OBJECT_CLASS (deckle_window_parent_class)->dispose (object);
}

static void
deckle_window_class_init (DeckleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_window_dispose;

  g_type_ensure (DECKLE_TYPE_SIDEBAR);
  g_type_ensure (DECKLE_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, split);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, welcome_page);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, problem_page);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, leave_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleWindow, drop_area);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_welcome);
  gtk_widget_class_bind_template_callback (widget_class, restore_backup_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
}

static void
deckle_window_init (DeckleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_window_add_actions (self);
  deckle_window_add_card_actions (self);
  deckle_window_add_section_actions (self);
  deckle_window_add_zoom_actions (self);
  deckle_window_add_browse_actions (self);
  if (g_strcmp0 (DECKLE_PROFILE, "development") == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * deckle_window_new:
 * @application: the application
 *
 * Makes the main window, with the application's library if one is open.
 *
 * Returns: (transfer none): a window, owned by the toolkit
 */
DeckleWindow *
deckle_window_new (DeckleApplication *application)
{
  DeckleWindow *self;

  g_return_val_if_fail (DECKLE_IS_APPLICATION (application), NULL);

  self = g_object_new (DECKLE_TYPE_WINDOW, "application", application, NULL);
  self->application = g_object_ref (application);
  deckle_shortcut_keys_deliver (GTK_WINDOW (self), activate_key);
  bind_settings (self, deckle_application_get_settings (application));
  deckle_window_set_library (self, deckle_application_get_library (application));
  return self;
}

/* What shows the library goes before it does; a dialog stores on its way out what was just changed in it. */
static void
close_dialogs_and_windows (DeckleWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self->application)));

  if (dialog != NULL)
    adw_dialog_force_close (dialog);
  for (GList *item = windows; item != NULL; item = item->next)
    {
      if (item->data != self)
        gtk_window_destroy (item->data);
    }
  g_list_free (windows);
}

/**
 * deckle_window_set_library:
 * @self: the window
 * @library: (nullable): the library to study from
 *
 * Shows a library, and starts today's session over all decks. Closes the dialog and the windows that show another library.
 */
void
deckle_window_set_library (DeckleWindow  *self,
                           DeckleLibrary *library)
{
  g_return_if_fail (DECKLE_IS_WINDOW (self));

  if (self->library == library)
    return;
  if (self->library != NULL)
    {
      close_dialogs_and_windows (self);
      g_signal_handlers_disconnect_by_data (self->library, self);
    }
  g_set_object (&self->library, library);
  deckle_sidebar_set_library (self->sidebar, library);
  deckle_welcome_page_set_library (self->welcome_page, library);
  replace_study_page (self);
  deckle_window_bind_undo (self);
  if (library == NULL)
    return;
  g_signal_connect_object (library, "decks-changed", G_CALLBACK (decks_changed_cb), self, G_CONNECT_SWAPPED);
  show_library (self);
  deckle_window_offer_draft (self);
}

/**
 * deckle_window_show_problem:
 * @self: the window
 * @title: what happened, in header capitals
 * @message: what it means and what was saved, plain text
 * @backup: (nullable): the backup that the page offers to restore
 *
 * Shows a page in place of the cards.
 */
void
deckle_window_show_problem (DeckleWindow       *self,
                            const char         *title,
                            const char         *message,
                            const DeckleBackup *backup)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  escaped = g_markup_escape_text (message, -1);
  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, escaped);
  g_set_str (&self->offered_backup, backup != NULL ? backup->path : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->restore_button), backup != NULL);
  gtk_button_set_label (self->leave_button, self->library != NULL ? _("_Go On") : _("_Try Again"));
  if (backup != NULL)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (backup->time_ms / 1000);
      g_autofree char *date = g_date_time_format (time, "%x, %R");
      /* Translators: %s is a date and a time */
      g_autofree char *label = g_strdup_printf (_("_Restore the Backup of %s"), date);

      gtk_button_set_label (self->restore_button, label);
    }
  gtk_stack_set_visible_child_name (self->root_stack, "problem");
  gtk_widget_grab_focus (GTK_WIDGET (backup != NULL ? self->restore_button : self->leave_button));
}

/**
 * deckle_window_add_toast:
 * @self: the window
 * @message: a sentence
 * @button_label: (nullable): what the button says
 * @detailed_action: (nullable): what the button does
 *
 * Says something in passing.
 */
void
deckle_window_add_toast (DeckleWindow *self,
                         const char   *message,
                         const char   *button_label,
                         const char   *detailed_action)
{
  AdwToast *toast;

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  toast = adw_toast_new (message);
  adw_toast_set_use_markup (toast, FALSE);
  if (button_label != NULL)
    {
      adw_toast_set_button_label (toast, button_label);
      adw_toast_set_detailed_action_name (toast, detailed_action);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}
