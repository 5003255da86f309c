/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/deckle-refit.h"

#include <string.h>

#include "library/deckle-doctor.h"
#include "unit/library/library-fixture.h"

#define DEADLINE_S 60
#define CARDS 60

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the fit has ended; fails the test when it does not in time. */
static void
wait_for_end (DeckleRefit *refit)
{
  gint64 end = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;
  guint tick = g_timeout_add (50, tick_cb, NULL);

  while (deckle_refit_is_running (refit) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_false (deckle_refit_is_running (refit));
}

/* A learner who forgets @percent of a hundred answers, whenever these come: a log written straight into the file, each card seen
 * @n_answers times, ten days apart. The doctor brings the cards in line with it. */
static LibraryFixture *
make_learner (int n_answers,
              int percent)
{
  LibraryFixture *fixture = library_fixture_new (1, CARDS);
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("INSERT INTO review (id, card, ordinal, time_ms, rating, kind, answer_ms, local_day, utc_offset_min, "
                         "step_left, due_ms, interval_days, parameters) "
                         "WITH RECURSIVE n (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value + 1 < %d) "
                         "SELECT c.id * 1000 + value, c.id, value, %" G_GINT64_FORMAT " + value * 864000000, "
                         "CASE WHEN value > 0 AND (c.id * 37 + value * 53) %% 100 < %d THEN 1 ELSE 3 END, min (value, 1), "
                         "5000, 20514 + value * 10, 0, 0, 0, 10, (SELECT max (id) FROM parameter_set) FROM card AS c, n",
                         n_answers, FIXTURE_START_MS, percent);
  library_fixture_exec (fixture, sql);
  library_fixture_repair (fixture);
  return fixture;
}

static void
test_nothing (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (DeckleRefit) refit = deckle_refit_new (fixture->library);
  DeckleFitNote note;
  g_autofree char *words = NULL;

  g_assert_false (deckle_refit_is_due (refit));
  deckle_library_get_fit_note (fixture->library, &note);
  words = deckle_refit_describe (&note);
  g_assert_nonnull (strstr (words, "not been fitted"));
}

static void
test_too_few (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (DeckleRefit) refit = deckle_refit_new (fixture->library);
  DeckleFitNote note;
  DeckleScheduler before, after;
  g_autofree char *words = NULL;

  deckle_library_get_scheduler (fixture->library, &before);
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  deckle_refit_start (refit);
  g_assert_true (deckle_refit_is_running (refit));
  wait_for_end (refit);
  deckle_library_get_fit_note (fixture->library, &note);
  g_assert_cmpint (note.reason, ==, DECKLE_FIT_TOO_FEW);
  g_assert_cmpint (note.time_ms, >, 0);
  words = deckle_refit_describe (&note);
  g_assert_nonnull (strstr (words, "too few"));
  deckle_library_get_scheduler (fixture->library, &after);
  g_assert_cmpmem (before.model.w, sizeof before.model.w, after.model.w, sizeof after.model.w);
}

/* Somebody far from the defaults gets a fit; the next undo takes back what they did, not the fit. */
static void
test_better (void)
{
  g_autoptr (LibraryFixture) fixture = make_learner (14, 45);
  g_autoptr (DeckleRefit) refit = deckle_refit_new (fixture->library);
  DeckleFitNote note;
  DeckleScheduler before, after;
  gint64 grades;

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  grades = library_fixture_get (fixture, "SELECT count(*) FROM review WHERE undone = 0");
  deckle_library_get_scheduler (fixture->library, &before);
  g_assert_true (deckle_refit_is_due (refit));
  deckle_refit_start (refit);
  wait_for_end (refit);

  deckle_library_get_fit_note (fixture->library, &note);
  g_assert_cmpint (note.reason, ==, DECKLE_FIT_BETTER);
  g_assert_cmpfloat (note.new_loss, <, note.old_loss);
  g_assert_false (deckle_refit_is_due (refit));
  deckle_library_get_scheduler (fixture->library, &after);
  g_assert_true (after.model.version != before.model.version ||
                 memcmp (before.model.w, after.model.w, sizeof before.model.w) != 0);
  library_fixture_assert_sound (fixture);

  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review WHERE undone = 0"), ==, grades - 1);
  deckle_library_get_scheduler (fixture->library, &before);
  g_assert_cmpmem (before.model.w, sizeof before.model.w, after.model.w, sizeof after.model.w);
  library_fixture_assert_sound (fixture);
}

/* What is cancelled leaves no trace and is still due. */
static void
test_cancel (void)
{
  g_autoptr (LibraryFixture) fixture = make_learner (14, 45);
  g_autoptr (DeckleRefit) refit = deckle_refit_new (fixture->library);
  DeckleFitNote note;

  deckle_refit_start (refit);
  deckle_refit_cancel (refit);
  wait_for_end (refit);
  deckle_library_get_fit_note (fixture->library, &note);
  g_assert_cmpint (note.time_ms, ==, 0);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM parameter_set"), ==, 1);
  g_assert_true (deckle_refit_is_due (refit));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/study/refit/nothing", test_nothing);
  g_test_add_func ("/study/refit/too-few", test_too_few);
  g_test_add_func ("/study/refit/better", test_better);
  g_test_add_func ("/study/refit/cancel", test_cancel);
  return g_test_run ();
}
