/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-application"
#include "deckle-config.h"
#include "ui/deckle-application.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "cli/deckle-bundled.h"
#include "library/deckle-library-plan.h"
#include "study/deckle-outlook.h"
#include "study/deckle-planner.h"
#include "ui/deckle-about.h"
#include "ui/deckle-card-zoom.h"
#include "ui/deckle-shortcuts.h"
#include "ui/deckle-style.h"
#include "ui/deckle-window.h"

#define LATER_MS 1500

/**
 * DeckleApplication:
 *
 * Owns the library, the settings and the windows. One instance a session: a second start presents the first one's window.
 */
struct _DeckleApplication
{
  AdwApplication  parent_instance;

  DeckleClock    *clock;    /* (owned) */
  GSettings      *settings; /* (owned) */
  DeckleLibrary  *library;  /* (owned) (nullable): NULL while it cannot be opened */
  DeckleRefit    *refit;    /* (owned) (nullable): of the library */
  guint           later_id; /* source that begins what can wait, 0 = none */
  GCancellable   *planning; /* (owned) (nullable): stops making today’s plan */
  DeckleRescue    rescue;   /* what was saved from a damaged library; aside is NULL when none was */
};

G_DEFINE_FINAL_TYPE (DeckleApplication, deckle_application, ADW_TYPE_APPLICATION)

static DeckleWindow *
find_window (DeckleApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    {
      if (DECKLE_IS_WINDOW (item->data))
        return item->data;
    }
  return NULL;
}

static void
show_problem (DeckleApplication *self,
              const char        *title,
              const char        *message)
{
  DeckleWindow *window = find_window (self);

  if (window != NULL)
    deckle_window_show_problem (window, title, message, NULL);
}

static void
caught_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (DeckleApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  DeckleBacklogPlan plan;
  DeckleWindow *window = find_window (self);

  if (deckle_outlook_catch_up_finish (DECKLE_LIBRARY (source), result, &plan, &error))
    words = deckle_backlog_describe (&plan);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Looking for a way out of the backlog failed: %s", error->message);
  if (words != NULL && window != NULL)
    deckle_window_add_toast (window, words, NULL, NULL);
}

/* After the last interview cards come as they did before it; that is said once. */
static void
tell_after_interview (DeckleApplication *self)
{
  DeckleWindow *window = find_window (self);
  DeckleInterviews interviews;
  int last;

  deckle_library_get_interviews (self->library, &interviews);
  last = interviews.n_dates > 0 ? interviews.dates[interviews.n_dates - 1] : -1;
  if (window == NULL || last < 0 || last >= deckle_library_get_today (self->library) ||
      last == g_settings_get_int (self->settings, "interview-told"))
    return;
  g_settings_set_int (self->settings, "interview-told", last);
  deckle_window_add_toast (window, _("Your interview is over: cards come by your general settings again, and nothing is lost"),
                           _("_Plan the Next"), "win.plan");
}

/* What quitting cancelled is begun again, and a backlog gets its plan. */
static gboolean
catch_up_cb (gpointer user_data)
{
  DeckleApplication *self = user_data;

  self->later_id = 0;
  tell_after_interview (self);
  deckle_application_catch_up (self);
  deckle_outlook_catch_up_async (self->library, self->planning, caught_up_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
bundled_synced_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (DeckleApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  DeckleWindow *window = find_window (self);

  if (!deckle_library_sync_bundled_finish (DECKLE_LIBRARY (source), result, NULL, &error))
    show_problem (self, _("The Bundled Questions Could Not Be Read"), error->message);
  else if (window != NULL)
    deckle_window_offer_news (window);
  /* The first frames have the processors for themselves. */
  if (self->library == DECKLE_LIBRARY (source) && self->later_id == 0)
    self->later_id = g_timeout_add (LATER_MS, catch_up_cb, self);
}

static gboolean
open_or_rescue (DeckleApplication  *self,
                const char         *path,
                GError            **error)
{
  g_autoptr (GError) local_error = NULL;

  self->library = deckle_library_open (path, self->clock, &local_error);
  if (self->library != NULL)
    return TRUE;
  if (g_error_matches (local_error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT) &&
      deckle_library_rescue (path, self->clock, &self->rescue, NULL))
    self->library = deckle_library_open (path, self->clock, NULL);

  if (self->library == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return self->library != NULL;
}

static void
show_rescue (DeckleApplication *self,
             DeckleWindow      *window)
{
  g_autofree char *message =
    g_strdup_printf (_("The file with your cards and answers is damaged. It was moved aside unharmed, as “%s”. "
                       "%u cards and %u answers could be read from it and are here again."),
                     self->rescue.aside, self->rescue.cards, self->rescue.reviews);

  deckle_window_show_problem (window, _("Your Library Was Damaged"), message, self->rescue.newest_backup);
}

static void
deckle_application_activate (GApplication *application)
{
  DeckleApplication *self = DECKLE_APPLICATION (application);
  DeckleWindow *window = find_window (self);
  g_autoptr (GError) error = NULL;

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }

  window = deckle_window_new (self);
  if (self->library == NULL && !deckle_application_open_library (self, &error))
    {
      g_autofree char *path = deckle_library_default_path ();
      g_autoptr (GPtrArray) backups = deckle_backup_list (path);

      deckle_window_show_problem (window, _("Your Library Cannot Be Opened"), error->message,
                                  backups->len > 0 ? g_ptr_array_index (backups, 0) : NULL);
    }
  else if (self->rescue.aside != NULL)
    show_rescue (self, window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GtkApplication *application = user_data;
  GList *windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *item = windows; item != NULL; item = item->next)
    gtk_window_close (item->data);
  g_list_free (windows);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  adw_dialog_present (deckle_about_dialog_new (),
                      GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (user_data))));
}

static void
deckle_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_action },
    { .name = "about", .activate = about_action },
  };
  DeckleApplication *self = DECKLE_APPLICATION (application);

  G_APPLICATION_CLASS (deckle_application_parent_class)->startup (application);

  gtk_source_init ();
  /* A question takes the focus to be read and copied from; it must not be selected by that. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  deckle_style_follow (gdk_display_get_default ());
  gtk_window_set_default_icon_name (DECKLE_APPLICATION_ID);
  self->settings = g_settings_new (DECKLE_APPLICATION_ID);
  deckle_card_zoom_follow (self->settings);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  deckle_shortcuts_add_accels (GTK_APPLICATION (self));
}

static void
deckle_application_shutdown (GApplication *application)
{
  deckle_application_close_library (DECKLE_APPLICATION (application));

  G_APPLICATION_CLASS (deckle_application_parent_class)->shutdown (application);
  gtk_source_finalize ();
}

static void
deckle_application_finalize (GObject *object)
{
  DeckleApplication *self = DECKLE_APPLICATION (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  deckle_rescue_clear (&self->rescue);

  G_OBJECT_CLASS (deckle_application_parent_class)->finalize (object);
}

static void
deckle_application_class_init (DeckleApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = deckle_application_finalize;
  application_class->activate = deckle_application_activate;
  application_class->startup = deckle_application_startup;
  application_class->shutdown = deckle_application_shutdown;
}

static void
deckle_application_init (DeckleApplication *self)
{
}

/**
 * deckle_application_new:
 * @application_id: the application ID
 * @clock: what tells the time
 *
 * Makes the application. Nothing is opened before it starts.
 *
 * Returns: (transfer full): the application
 */
DeckleApplication *
deckle_application_new (const char  *application_id,
                        DeckleClock *clock)
{
  DeckleApplication *self;

  g_return_val_if_fail (DECKLE_IS_CLOCK (clock), NULL);

  self = g_object_new (DECKLE_TYPE_APPLICATION,
                       "application-id", application_id,
                       "resource-base-path", DECKLE_RESOURCE_PATH,
                       NULL);
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * deckle_application_get_library:
 * @self: the application
 *
 * Gets the open library.
 *
 * Returns: (transfer none) (nullable): the library, or %NULL while it cannot be opened
 */
DeckleLibrary *
deckle_application_get_library (DeckleApplication *self)
{
  g_return_val_if_fail (DECKLE_IS_APPLICATION (self), NULL);

  return self->library;
}

/**
 * deckle_application_get_settings:
 * @self: the application
 *
 * Gets the settings that decide how windows look and behave.
 *
 * Returns: (transfer none): the settings
 */
GSettings *
deckle_application_get_settings (DeckleApplication *self)
{
  g_return_val_if_fail (DECKLE_IS_APPLICATION (self), NULL);

  return self->settings;
}

/**
 * deckle_application_get_refit:
 * @self: the application
 *
 * Gets what fits the memory model to the learner's answers.
 *
 * Returns: (transfer none) (nullable): the refit of the open library
 */
DeckleRefit *
deckle_application_get_refit (DeckleApplication *self)
{
  g_return_val_if_fail (DECKLE_IS_APPLICATION (self), NULL);

  return self->refit;
}

/**
 * deckle_application_catch_up:
 * @self: the application
 *
 * Begins in the background what is due: a fit after enough new answers, today's plan on a new day. After a sitting and at start.
 */
void
deckle_application_catch_up (DeckleApplication *self)
{
  g_return_if_fail (DECKLE_IS_APPLICATION (self));

  if (self->library == NULL)
    return;
  if (deckle_refit_is_due (self->refit))
    deckle_refit_start (self->refit);
  deckle_planner_refresh (self->library, self->planning);
}

/**
 * deckle_application_open_library:
 * @self: the application
 * @error: return location for a [error@LibraryError]
 *
 * Opens the user's library, saves what can be saved of a damaged one, hands it to the window and brings the bundled bank
 * up to date in the background.
 *
 * Returns: whether a library is open
 */
gboolean
deckle_application_open_library (DeckleApplication  *self,
                                 GError            **error)
{
  g_autofree char *path = NULL;
  DeckleWindow *window;

  g_return_val_if_fail (DECKLE_IS_APPLICATION (self), FALSE);

  path = deckle_library_default_path ();
  deckle_rescue_clear (&self->rescue);
  if (!open_or_rescue (self, path, error))
    return FALSE;

  window = find_window (self);
  if (window != NULL)
    deckle_window_set_library (window, self->library);
  self->refit = deckle_refit_new (self->library);
  self->planning = g_cancellable_new ();
  deckle_library_sync_bundled_async (self->library, NULL, bundled_synced_cb, g_object_ref (self));
  return TRUE;
}

/**
 * deckle_application_close_library:
 * @self: the application
 *
 * Takes the library from the windows, waits until everything is written, and closes it.
 */
void
deckle_application_close_library (DeckleApplication *self)
{
  g_autoptr (GError) error = NULL;
  DeckleWindow *window;

  g_return_if_fail (DECKLE_IS_APPLICATION (self));

  if (self->library == NULL)
    return;
  g_clear_handle_id (&self->later_id, g_source_remove);
  deckle_refit_cancel (self->refit);
  g_clear_object (&self->refit);
  g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
  window = find_window (self);
  if (window != NULL)
    deckle_window_set_library (window, NULL);
  if (!deckle_library_close (self->library, &error))
    g_warning ("Closing the library failed: %s", error->message);
  g_clear_object (&self->library);
}

/**
 * deckle_application_main:
 * @argc: number of arguments
 * @argv: arguments
 *
 * Runs the application with a real clock.
 *
 * Returns: the exit status
 */
int
deckle_application_main (int    argc,
                         char **argv)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (DeckleApplication) application = deckle_application_new (DECKLE_APPLICATION_ID, clock);

  g_set_application_name ("Deckle");
  return g_application_run (G_APPLICATION (application), argc, argv);
}
