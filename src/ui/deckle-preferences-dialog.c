/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-preferences-dialog"
#include "ui/deckle-preferences-dialog.h"

#include <glib/gi18n.h>

#include "library/deckle-library-decks.h"
#include "ui/deckle-deck-rows.h"

#define APPLY_DELAY_MS 400

/**
 * DecklePreferencesDialog:
 *
 * The settings. What decides when a card comes goes to the library as one undoable step, shortly after the last change;
 * how the window looks and behaves goes to GSettings.
 */
struct _DecklePreferencesDialog
{
  AdwPreferencesDialog  parent_instance;

  AdwSpinRow           *new_row;
  AdwSpinRow           *reviews_row;
  AdwComboRow          *order_row;
  AdwSpinRow           *retention_row;
  AdwEntryRow          *learning_row;
  AdwEntryRow          *relearning_row;
  AdwSpinRow           *rollover_row;
  AdwComboRow          *flip_row;
  AdwPreferencesGroup  *decks_group;

  DeckleApplication    *application; /* (owned) */
  DeckleLibrary        *library;     /* (owned) */
  DeckleDeckRows       *deck_rows;   /* (owned) */
  guint                 apply_id;    /* source that stores the policy, 0 = nothing to store */
  gboolean              loading;     /* rows are being filled by us */
};

G_DEFINE_FINAL_TYPE (DecklePreferencesDialog, deckle_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
add_toast (DecklePreferencesDialog *self,
           const char              *message)
{
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), adw_toast_new (message));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DecklePreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    add_toast (self, error->message);
}

/* A list of steps that cannot be read keeps the steps that were in force, and the row says so. */
static void
read_steps (DecklePreferencesDialog *self,
            AdwEntryRow             *row,
            gint64                  *steps_s,
            int                     *n_steps)
{
  g_autoptr (GError) error = NULL;
  gint64 parsed[DECKLE_MAX_STEPS];
  int n_parsed;

  if (deckle_steps_parse (gtk_editable_get_text (GTK_EDITABLE (row)), parsed, &n_parsed, &error))
    {
      memcpy (steps_s, parsed, sizeof parsed);
      *n_steps = n_parsed;
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  add_toast (self, error->message);
}

static void
store_policy (DecklePreferencesDialog *self)
{
  DeckleScheduler scheduler;
  DecklePolicy policy;

  deckle_library_get_scheduler (self->library, &scheduler);
  policy = scheduler.policy;
  policy.new_per_day = (int) adw_spin_row_get_value (self->new_row);
  policy.reviews_per_day = (int) adw_spin_row_get_value (self->reviews_row);
  policy.new_order = (DeckleNewOrder) adw_combo_row_get_selected (self->order_row);
  policy.desired_retention = adw_spin_row_get_value (self->retention_row) / 100.0;
  policy.rollover_hour = (int) adw_spin_row_get_value (self->rollover_row);
  read_steps (self, self->learning_row, policy.learning_steps_s, &policy.n_learning_steps);
  read_steps (self, self->relearning_row, policy.relearning_steps_s, &policy.n_relearning_steps);
  deckle_policy_clamp (&policy);

  if (!deckle_policy_equal (&policy, &scheduler.policy))
    deckle_library_set_policy_async (self->library, &policy, NULL, stored_cb, g_object_ref (self));
}

static void
apply_now (DecklePreferencesDialog *self)
{
  if (self->apply_id == 0)
    return;
  g_clear_handle_id (&self->apply_id, g_source_remove);
  store_policy (self);
}

static gboolean
apply_cb (gpointer user_data)
{
  DecklePreferencesDialog *self = user_data;

  self->apply_id = 0;
  store_policy (self);
  return G_SOURCE_REMOVE;
}

/* What each number costs, in words. */
static void
update_prices (DecklePreferencesDialog *self)
{
  DeckleScheduler scheduler;
  DeckleCounts counts = { 0 };
  DeckleMemory memory = { .stability = 100.0, .difficulty = 5.0 };
  guint per_day = (guint) adw_spin_row_get_value (self->new_row);
  double retention = adw_spin_row_get_value (self->retention_row) / 100.0;
  double share;
  g_autofree char *new_price = NULL;
  g_autofree char *retention_price = NULL;

  deckle_library_get_scheduler (self->library, &scheduler);
  if (deckle_library_count (self->library, DECKLE_SCOPE_ALL, &counts, NULL) && counts.fresh > 0 && per_day > 0)
    {
      guint days = (counts.fresh + per_day - 1) / per_day;

      new_price = g_strdup_printf (ngettext ("%u new cards left: all seen in %u day",
                                             "%u new cards left: all seen in %u days", days),
                                   counts.fresh, days);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->new_row), new_price != NULL ? new_price : "");

  share = deckle_fsrs_interval (&scheduler.model, &memory, retention) /
          deckle_fsrs_interval (&scheduler.model, &memory, 0.9);
  /* Translators: %.1f compares the wait between two reviews with the wait at 90% */
  retention_price = g_strdup_printf (_("Cards wait %.1f times as long as at 90%%"), share);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->retention_row), retention_price);
}

static void
changed_cb (DecklePreferencesDialog *self)
{
  if (self->loading || self->library == NULL)
    return;
  update_prices (self);
  g_clear_handle_id (&self->apply_id, g_source_remove);
  self->apply_id = g_timeout_add (APPLY_DELAY_MS, apply_cb, self);
}

static void
flip_changed_cb (DecklePreferencesDialog *self)
{
  if (!self->loading && self->application != NULL)
    g_settings_set_enum (deckle_application_get_settings (self->application), "flip-animation",
                         (int) adw_combo_row_get_selected (self->flip_row));
}

static void
load_policy (DecklePreferencesDialog *self)
{
  DeckleScheduler scheduler;
  g_autofree char *learning = NULL;
  g_autofree char *relearning = NULL;

  deckle_library_get_scheduler (self->library, &scheduler);
  learning = deckle_steps_format (scheduler.policy.learning_steps_s, scheduler.policy.n_learning_steps);
  relearning = deckle_steps_format (scheduler.policy.relearning_steps_s, scheduler.policy.n_relearning_steps);

  self->loading = TRUE;
  adw_spin_row_set_value (self->new_row, scheduler.policy.new_per_day);
  adw_spin_row_set_value (self->reviews_row, scheduler.policy.reviews_per_day);
  adw_combo_row_set_selected (self->order_row, scheduler.policy.new_order);
  adw_spin_row_set_value (self->retention_row, scheduler.policy.desired_retention * 100.0);
  adw_spin_row_set_value (self->rollover_row, scheduler.policy.rollover_hour);
  gtk_editable_set_text (GTK_EDITABLE (self->learning_row), learning);
  gtk_editable_set_text (GTK_EDITABLE (self->relearning_row), relearning);
  adw_combo_row_set_selected (self->flip_row,
                              (guint) g_settings_get_enum (deckle_application_get_settings (self->application),
                                                           "flip-animation"));
  self->loading = FALSE;
  update_prices (self);
}

static void
backup_written (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  DecklePreferencesDialog *self = source;
  GError *error = NULL;

  if (deckle_backup_write (deckle_library_get_path (self->library), task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
backup_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  add_toast (DECKLE_PREFERENCES_DIALOG (source),
             g_task_propagate_boolean (G_TASK (result), &error) ? _("The backup was written and checked.")
                                                                : error->message);
}

static void
backup_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (DecklePreferencesDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GTask) task = NULL;

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  task = g_task_new (self, NULL, backup_done_cb, NULL);
  g_task_set_source_tag (task, backup_chosen_cb);
  g_task_set_task_data (task, g_file_get_path (file), g_free);
  g_task_run_in_thread (task, backup_written);
}

static void
backup_cb (DecklePreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GDateTime) now =
    g_date_time_new_from_unix_local (deckle_clock_now_ms (deckle_library_get_clock (self->library)) / 1000);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("deckle-%s.db", date);

  gtk_file_dialog_set_title (dialog, _("Save a Backup"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        backup_chosen_cb, g_object_ref (self));
}

static void
restore_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (DecklePreferencesDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.restore", "s", g_file_peek_path (file));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
restore_cb (DecklePreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Choose a Backup"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        restore_chosen_cb, g_object_ref (self));
}

static void
deckle_preferences_dialog_closed (AdwDialog *dialog)
{
  DecklePreferencesDialog *self = DECKLE_PREFERENCES_DIALOG (dialog);

  apply_now (self);
  g_clear_pointer (&self->deck_rows, deckle_deck_rows_free);
}

static void
deckle_preferences_dialog_dispose (GObject *object)
{
  DecklePreferencesDialog *self = DECKLE_PREFERENCES_DIALOG (object);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  g_clear_pointer (&self->deck_rows, deckle_deck_rows_free);
  g_clear_object (&self->library);
  g_clear_object (&self->application);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_PREFERENCES_DIALOG);

  G_OBJECT_CLASS (deckle_preferences_dialog_parent_class)->dispose (object);
}

static void
deckle_preferences_dialog_class_init (DecklePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_preferences_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = deckle_preferences_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/deckle_app/Deckle/ui/preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, reviews_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, order_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, retention_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, learning_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, relearning_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, rollover_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, flip_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, decks_group);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, flip_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
deckle_preferences_dialog_init (DecklePreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_preferences_dialog_new:
 * @application: the application, with a library open
 *
 * Makes the dialog.
 *
 * Returns: (transfer floating): a dialog
 */
DecklePreferencesDialog *
deckle_preferences_dialog_new (DeckleApplication *application)
{
  DecklePreferencesDialog *self;

  g_return_val_if_fail (DECKLE_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (deckle_application_get_library (application) != NULL, NULL);

  self = g_object_new (DECKLE_TYPE_PREFERENCES_DIALOG, NULL);
  self->application = g_object_ref (application);
  self->library = g_object_ref (deckle_application_get_library (application));
  self->deck_rows = deckle_deck_rows_new (self->library, self->decks_group);
  load_policy (self);
  return self;
}
