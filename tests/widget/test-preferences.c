/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-preferences-dialog.h"

typedef struct
{
  DeckleLibrary           *library;
  GSettings               *settings;
  GtkWidget               *window;
  DecklePreferencesDialog *dialog;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  fixture->settings = g_settings_new (DECKLE_APPLICATION_ID);
  g_settings_reset (fixture->settings, "flip-animation");
  parts_import_deck (fixture->library, "alpha", "Alpha", 1, 45);
  fixture->window = helper_show (gtk_label_new (NULL), 600, 700);
  fixture->dialog = deckle_preferences_dialog_new (fixture->library, fixture->settings, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  helper_draw_frames (fixture->window, 3);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer alive = fixture->library;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  helper_wait_until (fixture->dialog == NULL);
  deckle_library_close (fixture->library, NULL);
  /* Workers that were asked to stop hold it a moment longer. */
  g_object_add_weak_pointer (G_OBJECT (fixture->library), &alive);
  g_object_unref (fixture->library);
  helper_wait_until (alive == NULL);
  g_clear_object (&fixture->settings);
}

static GtkWidget *
part (Fixture    *fixture,
      const char *name)
{
  return parts_get (fixture->dialog, DECKLE_TYPE_PREFERENCES_DIALOG, name);
}

static void
set_number (Fixture    *fixture,
            const char *name,
            double      value)
{
  adw_spin_row_set_value (ADW_SPIN_ROW (part (fixture, name)), value);
}

static void
apply_steps (Fixture    *fixture,
             const char *name,
             const char *steps)
{
  gtk_editable_set_text (GTK_EDITABLE (part (fixture, name)), steps);
  g_signal_emit_by_name (part (fixture, name), "apply");
}

static DecklePolicy
get_policy (Fixture *fixture)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (fixture->library, &scheduler);
  return scheduler.policy;
}

static const char *
subtitle (Fixture    *fixture,
          const char *name)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (part (fixture, name)));
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

/* Several changes in a row are one step, stored after a pause; undoing it moves the rows back. */
static void
test_one_step (Fixture       *fixture,
               gconstpointer  data)
{
  guint n_changes = 0;

  g_signal_connect_swapped (fixture->library, "schedule-changed", G_CALLBACK (count_cb), &n_changes);
  for (int i = 1; i <= 10; i++)
    set_number (fixture, "new_row", i);
  set_number (fixture, "reviews_row", 120);
  set_number (fixture, "retention_row", 85);
  set_number (fixture, "rollover_row", 3);
  adw_combo_row_set_selected (ADW_COMBO_ROW (part (fixture, "order_row")), DECKLE_NEW_ORDER_SHUFFLED);
  apply_steps (fixture, "learning_row", "2m 1h");
  g_assert_cmpint (get_policy (fixture).new_per_day, ==, 20);

  helper_wait_until (get_policy (fixture).new_per_day == 10);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpint (get_policy (fixture).reviews_per_day, ==, 120);
  g_assert_cmpfloat_with_epsilon (get_policy (fixture).desired_retention, 0.85, 1e-9);
  g_assert_cmpint (get_policy (fixture).rollover_hour, ==, 3);
  g_assert_cmpint (get_policy (fixture).new_order, ==, DECKLE_NEW_ORDER_SHUFFLED);
  g_assert_cmpint (get_policy (fixture).n_learning_steps, ==, 2);
  g_assert_cmpint (get_policy (fixture).learning_steps_s[1], ==, 3600);

  parts_undo (fixture->library);
  g_assert_cmpint (get_policy (fixture).new_per_day, ==, 20);
  g_assert_cmpfloat (adw_spin_row_get_value (ADW_SPIN_ROW (part (fixture, "new_row"))), ==, 20);
  g_assert_cmpfloat (adw_spin_row_get_value (ADW_SPIN_ROW (part (fixture, "retention_row"))), ==, 90);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (fixture, "learning_row"))), ==, "1m 10m");
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  fixture_flush (fixture->library);
  g_assert_cmpint (get_policy (fixture).new_per_day, ==, 20);
}

static void
test_prices (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_cmpstr (subtitle (fixture, "new_row"), ==, "45 new cards left: all seen in 3 days");
  g_assert_cmpstr (subtitle (fixture, "retention_row"), ==, "Cards wait 1.0 times as long as at 90%");
  set_number (fixture, "new_row", 45);
  g_assert_cmpstr (subtitle (fixture, "new_row"), ==, "45 new cards left: all seen in 1 day");
  set_number (fixture, "new_row", 0);
  g_assert_cmpstr (subtitle (fixture, "new_row"), ==, "");
}

static void
test_wrong_steps (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *row = part (fixture, "learning_row");

  apply_steps (fixture, "learning_row", "1m soon");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_nonnull (parts_find (GTK_WIDGET (fixture->dialog), g_type_from_name ("AdwToastWidget")));

  /* Another change is stored without it. */
  set_number (fixture, "new_row", 7);
  helper_wait_until (get_policy (fixture).new_per_day == 7);
  g_assert_cmpint (get_policy (fixture).n_learning_steps, ==, 2);
  g_assert_cmpint (get_policy (fixture).learning_steps_s[0], ==, 60);
  g_assert_true (gtk_widget_has_css_class (row, "error"));

  apply_steps (fixture, "learning_row", "3m");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
  apply_steps (fixture, "relearning_row", "");
  helper_wait_until (get_policy (fixture).n_learning_steps == 1);
  g_assert_cmpint (get_policy (fixture).n_relearning_steps, ==, 0);
}

/* Text that nobody has confirmed is not stored along with another change. */
static void
test_unconfirmed_steps (Fixture       *fixture,
                        gconstpointer  data)
{
  gtk_editable_set_text (GTK_EDITABLE (part (fixture, "learning_row")), "1m 1");
  set_number (fixture, "new_row", 7);
  helper_wait_until (get_policy (fixture).new_per_day == 7);
  g_assert_cmpint (get_policy (fixture).n_learning_steps, ==, 2);
  g_assert_cmpint (get_policy (fixture).learning_steps_s[1], ==, 600);
}

/* Closing does not wait for the pause. */
static void
test_close_stores (Fixture       *fixture,
                   gconstpointer  data)
{
  set_number (fixture, "new_row", 3);
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  fixture_flush (fixture->library);
  g_assert_cmpint (get_policy (fixture).new_per_day, ==, 3);
}

/* So does closing the window; the change goes to the library before that closes. */
static void
test_window_closes (Fixture       *fixture,
                    gconstpointer  data)
{
  set_number (fixture, "new_row", 4);
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  g_assert_true (deckle_library_close (fixture->library, NULL));
  g_assert_cmpint (get_policy (fixture).new_per_day, ==, 4);
}

static void
test_library_closed (Fixture       *fixture,
                     gconstpointer  data)
{
  GLogLevelFlags fatal = parts_allow_warnings ();

  g_assert_true (deckle_library_close (fixture->library, NULL));
  set_number (fixture, "new_row", 4);
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  helper_wait_until (fixture->dialog == NULL);
  g_log_set_always_fatal (fatal);
}

static void
test_flip (Fixture       *fixture,
           gconstpointer  data)
{
  AdwComboRow *row = ADW_COMBO_ROW (part (fixture, "flip_row"));

  for (guint i = 0; i < 3; i++)
    {
      adw_combo_row_set_selected (row, i);
      g_assert_cmpint (g_settings_get_enum (fixture->settings, "flip-animation"), ==, (int) i);
    }
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 3);
}

static void
test_two_buttons (Fixture       *fixture,
                  gconstpointer  data)
{
  AdwSwitchRow *row = ADW_SWITCH_ROW (part (fixture, "two_buttons_row"));

  g_assert_false (adw_switch_row_get_active (row));
  adw_switch_row_set_active (row, TRUE);
  g_assert_true (g_settings_get_boolean (fixture->settings, "two-buttons"));
  g_settings_reset (fixture->settings, "two-buttons");
  g_assert_false (adw_switch_row_get_active (row));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/preferences/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("one-step", test_one_step);
  ADD ("prices", test_prices);
  ADD ("wrong-steps", test_wrong_steps);
  ADD ("unconfirmed-steps", test_unconfirmed_steps);
  ADD ("close-stores", test_close_stores);
  ADD ("window-closes", test_window_closes);
  ADD ("library-closed", test_library_closed);
  ADD ("flip", test_flip);
  ADD ("two-buttons", test_two_buttons);
#undef ADD

  return g_test_run ();
}
