/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-preferences-dialog"
#include "ui/deckle-preferences-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "library/deckle-backup.h"
#include "library/deckle-library-decks.h"
#include "library/deckle-library-plan.h"
#include "ui/deckle-deck-rows.h"
#include "ui/deckle-easy-days-group.h"
#include "ui/deckle-memory-group.h"
#include "ui/deckle-section-rows.h"

#define APPLY_DELAY_MS 400

/**
 * DecklePreferencesDialog:
 *
 * The settings. What decides when a card comes goes to the library as one undoable step, shortly after the last change or
 * when the dialog closes; when that step is undone, the rows follow. How the window looks and behaves goes to GSettings.
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
  AdwSwitchRow         *related_row;
  AdwExpanderRow       *sections_row;
  DeckleEasyDaysGroup  *easy_days_group;
  AdwSwitchRow         *two_buttons_row;
  AdwComboRow          *flip_row;
  DeckleMemoryGroup    *memory_group;
  AdwPreferencesGroup  *decks_group;

  GSettings            *settings;  /* (owned) */
  DeckleLibrary        *library;   /* (owned) (nullable) */
  DeckleDeckRows       *deck_rows; /* (owned) (nullable): NULL once the dialog is closed */
  DeckleSectionRows    *section_rows; /* (owned) (nullable): the same */
  DecklePolicy          policy;    /* what the rows show */
  guint                 apply_id;  /* source that stores the policy, 0 = nothing to store */
  gboolean              loading;   /* rows are being filled by us */
};

G_DEFINE_FINAL_TYPE (DecklePreferencesDialog, deckle_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
add_toast (DecklePreferencesDialog *self,
           const char              *message)
{
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DecklePreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    return;
  g_warning ("Storing the settings failed: %s", error->message);
  add_toast (self, error->message);
}

/* The rows that change at once; steps come in when they are applied. */
static void
read_rows (DecklePreferencesDialog *self)
{
  self->policy.new_per_day = (int) adw_spin_row_get_value (self->new_row);
  self->policy.reviews_per_day = (int) adw_spin_row_get_value (self->reviews_row);
  self->policy.new_order = (DeckleNewOrder) adw_combo_row_get_selected (self->order_row);
  self->policy.desired_retention = adw_spin_row_get_value (self->retention_row) / 100.0;
  self->policy.rollover_hour = (int) adw_spin_row_get_value (self->rollover_row);
  self->policy.bury_related = adw_switch_row_get_active (self->related_row);
  deckle_easy_days_group_read (self->easy_days_group, &self->policy);
  deckle_policy_clamp (&self->policy);
}

static void
store_policy (DecklePreferencesDialog *self)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (self->library, &scheduler);
  if (!deckle_policy_equal (&self->policy, &scheduler.policy))
    deckle_library_set_policy_async (self->library, &self->policy, NULL, stored_cb, g_object_ref (self));
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

static char *
describe_new_cards (guint n_fresh,
                    guint per_day)
{
  guint n_days = (n_fresh + per_day - 1) / per_day;
  g_autofree char *cards = g_strdup_printf (ngettext ("%u new card left", "%u new cards left", n_fresh), n_fresh);

  /* Translators: %s is “300 new cards left” */
  return g_strdup_printf (ngettext ("%s: all seen in %u day", "%s: all seen in %u days", n_days), cards, n_days);
}

/* What each number costs, in words. */
static void
update_prices (DecklePreferencesDialog *self)
{
  DeckleScheduler scheduler;
  DeckleCounts counts = { 0 };
  DeckleStudyPlan plan;
  DeckleMemory memory = { .stability = 100.0, .difficulty = 5.0 };
  guint per_day = (guint) adw_spin_row_get_value (self->new_row);
  double retention = adw_spin_row_get_value (self->retention_row) / 100.0;
  double share;
  g_autofree char *new_price = NULL;
  g_autofree char *retention_price = NULL;

  deckle_library_get_scheduler (self->library, &scheduler);
  if (deckle_library_get_study_plan (self->library, &plan))
    new_price = g_strdup (_("The interview plan sets this while it is active"));
  else if (per_day > 0 && deckle_library_count (self->library, DECKLE_SCOPE_ALL, &counts, NULL) && counts.fresh > 0)
    new_price = describe_new_cards (counts.fresh, per_day);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->new_row), new_price != NULL ? new_price : "");

  share = deckle_fsrs_interval (&scheduler.model, &memory, retention) /
          deckle_fsrs_interval (&scheduler.model, &memory, 0.9);
  /* Translators: %.1f compares the wait between two reviews with the wait at 90% */
  retention_price = g_strdup_printf (_("Cards wait %.1f times as long as at 90%%"), share);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->retention_row), retention_price);
  deckle_memory_group_set_retention (self->memory_group, retention);
}

static void
apply_soon (DecklePreferencesDialog *self)
{
  g_clear_handle_id (&self->apply_id, g_source_remove);
  self->apply_id = g_timeout_add (APPLY_DELAY_MS, apply_cb, self);
}

static void
changed_cb (DecklePreferencesDialog *self)
{
  if (self->loading || self->library == NULL)
    return;
  read_rows (self);
  update_prices (self);
  apply_soon (self);
}

static void
mark_row (AdwEntryRow *row,
          gboolean     is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* A list of steps that cannot be read leaves the steps as they were, and the row says so. */
static void
steps_applied_cb (DecklePreferencesDialog *self,
                  AdwEntryRow             *row)
{
  g_autoptr (GError) error = NULL;
  gboolean is_learning = row == self->learning_row;
  gint64 *steps_s = is_learning ? self->policy.learning_steps_s : self->policy.relearning_steps_s;
  int *n_steps = is_learning ? &self->policy.n_learning_steps : &self->policy.n_relearning_steps;
  gint64 parsed_s[DECKLE_MAX_STEPS] = { 0 };
  int n_parsed;

  if (!deckle_steps_parse (gtk_editable_get_text (GTK_EDITABLE (row)), parsed_s, &n_parsed, &error))
    {
      mark_row (row, TRUE);
      add_toast (self, error->message);
      return;
    }
  mark_row (row, FALSE);
  memcpy (steps_s, parsed_s, sizeof parsed_s);
  *n_steps = n_parsed;
  apply_soon (self);
}

static void
flip_changed_cb (DecklePreferencesDialog *self)
{
  if (!self->loading && self->settings != NULL)
    g_settings_set_enum (self->settings, "flip-animation", (int) adw_combo_row_get_selected (self->flip_row));
}

static void
load_policy (DecklePreferencesDialog *self)
{
  g_autofree char *learning =
    deckle_steps_format (self->policy.learning_steps_s, self->policy.n_learning_steps);
  g_autofree char *relearning =
    deckle_steps_format (self->policy.relearning_steps_s, self->policy.n_relearning_steps);

  self->loading = TRUE;
  adw_spin_row_set_value (self->new_row, self->policy.new_per_day);
  adw_spin_row_set_value (self->reviews_row, self->policy.reviews_per_day);
  adw_combo_row_set_selected (self->order_row, self->policy.new_order);
  adw_spin_row_set_value (self->retention_row, self->policy.desired_retention * 100.0);
  adw_spin_row_set_value (self->rollover_row, self->policy.rollover_hour);
  adw_switch_row_set_active (self->related_row, self->policy.bury_related);
  gtk_editable_set_text (GTK_EDITABLE (self->learning_row), learning);
  gtk_editable_set_text (GTK_EDITABLE (self->relearning_row), relearning);
  mark_row (self->learning_row, FALSE);
  mark_row (self->relearning_row, FALSE);
  deckle_easy_days_group_load (self->easy_days_group, &self->policy, deckle_library_get_today (self->library));
  adw_combo_row_set_selected (self->flip_row, (guint) g_settings_get_enum (self->settings, "flip-animation"));
  self->loading = FALSE;
  update_prices (self);
}

/* Undo, or another process, may have changed the policy; what is being changed here wins. */
static void
schedule_changed_cb (DecklePreferencesDialog *self)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (self->library, &scheduler);
  if (self->apply_id != 0 || deckle_policy_equal (&self->policy, &scheduler.policy))
    return;
  self->policy = scheduler.policy;
  load_policy (self);
}

/* @task_data: the library, then the backup */
static void
write_backup (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  char **paths = task_data;
  GError *error = NULL;

  if (deckle_backup_write (paths[0], paths[1], &error))
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

/* The path of a chosen file; NULL when none was chosen, or when it has none, which is said. */
static const char *
get_path (DecklePreferencesDialog *self,
          GFile                   *file,
          const GError            *error)
{
  if (file != NULL && g_file_peek_path (file) == NULL)
    add_toast (self, _("A backup must lie in a folder of this computer."));
  else if (file == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    add_toast (self, error->message);
  return file != NULL ? g_file_peek_path (file) : NULL;
}

static void
backup_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (DecklePreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  const char *path = get_path (self, file, error);
  const char *paths[] = { deckle_library_get_path (self->library), path, NULL };
  g_autoptr (GTask) task = NULL;

  if (path == NULL)
    return;
  task = g_task_new (self, NULL, backup_done_cb, NULL);
  g_task_set_source_tag (task, backup_chosen_cb);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, write_backup);
}

static void
backup_cb (DecklePreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  gint64 now_ms = deckle_clock_now_ms (deckle_library_get_clock (self->library));
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("deckle-%s.db", date);

  gtk_file_dialog_set_title (dialog, _("Save a Backup"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        backup_chosen_cb, g_object_ref (self));
}

/* Closed first: what is still to be stored belongs to the library that is here now. */
static void
restore_chosen_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (DecklePreferencesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);
  const char *path = get_path (self, file, error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (path == NULL || root == NULL)
    return;
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (GTK_WIDGET (root), "win.restore", "s", path);
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
  g_clear_pointer (&self->section_rows, deckle_section_rows_free);
  deckle_memory_group_clear (self->memory_group);
}

static void
deckle_preferences_dialog_dispose (GObject *object)
{
  DecklePreferencesDialog *self = DECKLE_PREFERENCES_DIALOG (object);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  g_clear_pointer (&self->deck_rows, deckle_deck_rows_free);
  g_clear_pointer (&self->section_rows, deckle_section_rows_free);
  if (self->memory_group != NULL)
    deckle_memory_group_clear (self->memory_group);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_PREFERENCES_DIALOG);

  G_OBJECT_CLASS (deckle_preferences_dialog_parent_class)->dispose (object);
}

static void
deckle_preferences_dialog_class_init (DecklePreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_preferences_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = deckle_preferences_dialog_closed;

  g_type_ensure (DECKLE_TYPE_EASY_DAYS_GROUP);
  g_type_ensure (DECKLE_TYPE_MEMORY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/deckle_app/Deckle/ui/preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, reviews_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, order_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, retention_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, learning_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, relearning_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, rollover_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, related_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, sections_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, easy_days_group);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, two_buttons_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, flip_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, memory_group);
  gtk_widget_class_bind_template_child (widget_class, DecklePreferencesDialog, decks_group);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, steps_applied_cb);
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
 * @library: where the settings that steer scheduling are
 * @settings: how windows look and behave
 * @refit: (nullable): what fits the memory model to the learner’s answers
 *
 * Makes the dialog.
 *
 * Returns: (transfer floating): a dialog
 */
DecklePreferencesDialog *
deckle_preferences_dialog_new (DeckleLibrary *library,
                               GSettings     *settings,
                               DeckleRefit   *refit)
{
  DecklePreferencesDialog *self;
  DeckleScheduler scheduler;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (DECKLE_TYPE_PREFERENCES_DIALOG, NULL);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "two-buttons", self->two_buttons_row, "active", G_SETTINGS_BIND_DEFAULT);
  self->library = g_object_ref (library);
  self->deck_rows = deckle_deck_rows_new (library, self->decks_group);
  self->section_rows = deckle_section_rows_new (library, self->sections_row);
  deckle_library_get_scheduler (library, &scheduler);
  self->policy = scheduler.policy;
  load_policy (self);
  deckle_memory_group_set_source (self->memory_group, library, refit);
  g_signal_connect_object (library, "schedule-changed", G_CALLBACK (schedule_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
