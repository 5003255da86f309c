/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include <sqlite3.h>
#include <string.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-interview-line.h"
#include "ui/deckle-planner-dialog.h"

typedef struct
{
  DeckleLibrary       *library;
  GtkWidget           *window;
  DecklePlannerDialog *dialog;
  char                *message;
} Fixture;

static void
planned_cb (Fixture    *fixture,
            const char *message)
{
  g_set_str (&fixture->message, message);
}

static GtkWidget *
part (Fixture    *fixture,
      const char *name)
{
  return parts_get (fixture->dialog, DECKLE_TYPE_PLANNER_DIALOG, name);
}

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = deckle_planner_dialog_new (fixture->library);
  g_signal_connect_swapped (fixture->dialog, "planned", G_CALLBACK (planned_cb), fixture);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  helper_wait_until (gtk_widget_get_sensitive (part (fixture, "use_button")));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  fixture->window = helper_show (gtk_label_new (NULL), 700, 700);
  parts_import_deck (fixture->library, "go", "Go", 3, 20);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer alive = fixture->library;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  deckle_library_close (fixture->library, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->library), &alive);
  g_object_unref (fixture->library);
  helper_wait_until (alive == NULL);
  g_clear_pointer (&fixture->message, g_free);
}

/* Proposes three weeks, follows the slider, and stores what it shows. */
static void
test_use (Fixture       *fixture,
          gconstpointer  data)
{
  int today = deckle_library_get_today (fixture->library);
  DeckleInterviews interviews;
  DeckleStudyPlan plan;
  g_autofree char *ready = NULL;

  open_dialog (fixture);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (part (fixture, "date_row"))), ==, "Interview in 21 days");
  g_assert_false (gtk_widget_get_visible (part (fixture, "remove_group")));
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (part (fixture, "weights_row"))), ==,
                   "All sections count the same");

  gtk_adjustment_set_value (gtk_range_get_adjustment (GTK_RANGE (part (fixture, "time_scale"))), 35);
  g_assert_false (gtk_widget_get_sensitive (part (fixture, "use_button")));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (part (fixture, "time_label"))), ==, "35 min");
  helper_wait_until (gtk_widget_get_sensitive (part (fixture, "use_button")));
  ready = g_strdup (gtk_label_get_label (GTK_LABEL (part (fixture, "ready_number"))));
  g_assert_true (g_str_has_suffix (ready, "%"));
  g_assert_cmpint (atoi (ready), >, 50);

  gtk_widget_activate (part (fixture, "use_button"));
  helper_wait_until (fixture->message != NULL);
  deckle_library_get_interviews (fixture->library, &interviews);
  g_assert_cmpint (interviews.n_dates, ==, 1);
  g_assert_cmpint (interviews.dates[0], ==, today + 21);
  g_assert_cmpfloat (interviews.minutes_a_day, ==, 35);
  g_assert_true (deckle_library_get_study_plan (fixture->library, &plan));
  g_assert_cmpint (plan.made_day, ==, today);
  g_assert_cmpint (plan.new_per_day, >, 0);
  g_assert_cmpint ((int) (plan.ready * 100 + 0.5), ==, atoi (ready));
}

/* A weight is summed up and stored; “Stop Planning” ends it. */
static void
test_weights_and_end (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GHashTable) weights = NULL;
  GtkWidget *row;
  DeckleStudyPlan plan;

  open_dialog (fixture);
  row = parts_find (part (fixture, "weights_row"), ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (part (fixture, "weights_row"))), ==,
                   "Go 1 ×2, the others ×1");
  helper_wait_until (gtk_widget_get_sensitive (part (fixture, "use_button")));
  gtk_widget_activate (part (fixture, "use_button"));
  helper_wait_until (fixture->message != NULL);
  weights = deckle_library_get_section_weights (fixture->library);
  g_assert_cmpuint (g_hash_table_size (weights), ==, 1);

  g_clear_pointer (&fixture->message, g_free);
  open_dialog (fixture);
  g_assert_true (gtk_widget_get_visible (part (fixture, "remove_group")));
  g_signal_emit_by_name (parts_find (part (fixture, "remove_group"), ADW_TYPE_BUTTON_ROW), "activated");
  helper_wait_until (fixture->message != NULL);
  g_assert_nonnull (strstr (fixture->message, "has ended"));
  g_assert_false (deckle_library_get_study_plan (fixture->library, &plan));
}

static void
test_line (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *line = g_object_ref_sink (g_object_new (DECKLE_TYPE_INTERVIEW_LINE, NULL));
  const DeckleInterviews interviews = {
    .n_dates = 1, .dates = { deckle_library_get_today (fixture->library) + 12 }, .minutes_a_day = 20,
  };

  deckle_interview_line_update (DECKLE_INTERVIEW_LINE (line), fixture->library);
  g_assert_nonnull (parts_find_label (line, "0% ready"));
  g_assert_nonnull (parts_find_label (line, "Set an Interview Date"));

  deckle_library_set_interviews_async (fixture->library, &interviews, NULL, NULL, NULL, NULL, NULL);
  parts_grade_one (fixture->library, DECKLE_RATING_EASY);
  deckle_interview_line_update (DECKLE_INTERVIEW_LINE (line), fixture->library);
  g_assert_nonnull (parts_find_label (line, "Interview in 12 days"));
  g_assert_null (parts_find_label (line, "0% ready"));
  g_assert_finalize_object (line);
}

/* So many answered cards that going through them is left to a worker. */
static void
add_cards (Fixture *fixture)
{
  static const char sql[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) "
    "INSERT INTO card (deck, section, card_id, number, level, question, answer, seed, state, stability, difficulty, last_day) "
    "SELECT 1, (SELECT min (id) FROM section), 'large-' || i, i, 0, 'Q', 'A', i, 2, 1000, 5, 20000 FROM n";
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (deckle_library_get_path (fixture->library), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* The number of a large library comes later, and the newest one stays. */
static void
test_large_line (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *line = g_object_ref_sink (g_object_new (DECKLE_TYPE_INTERVIEW_LINE, NULL));
  g_autofree char *label = NULL;
  double readiness;

  add_cards (fixture);
  for (int i = 0; i < 3; i++)
    deckle_interview_line_update (DECKLE_INTERVIEW_LINE (line), fixture->library);
  g_assert_nonnull (parts_find_label (line, "…"));
  g_assert_true (deckle_library_readiness (fixture->library, DECKLE_SCOPE_ALL, deckle_library_get_today (fixture->library),
                                           &readiness, NULL));
  label = g_strdup_printf ("%.0f%% ready", readiness * 100.0);
  g_assert_cmpstr (label, !=, "0% ready");
  helper_wait_until (parts_find_label (line, label) != NULL);

  /* One that goes away while it waits. */
  deckle_interview_line_update (DECKLE_INTERVIEW_LINE (line), fixture->library);
  g_object_run_dispose (G_OBJECT (line));
  g_object_add_weak_pointer (G_OBJECT (line), (gpointer *) &line);
  g_object_unref (line);
  helper_wait_until (line == NULL);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();
  g_test_add ("/ui/planner/use", Fixture, NULL, set_up, test_use, tear_down);
  g_test_add ("/ui/planner/weights-and-end", Fixture, NULL, set_up, test_weights_and_end, tear_down);
  g_test_add ("/ui/planner/line", Fixture, NULL, set_up, test_line, tear_down);
  g_test_add ("/ui/planner/large-line", Fixture, NULL, set_up, test_large_line, tear_down);
  return g_test_run ();
}
