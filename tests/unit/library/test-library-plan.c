/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <math.h>

#include "library/deckle-library-plan.h"

static GHashTable *
make_weights (gint64 section,
              double weight)
{
  GHashTable *weights = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  g_hash_table_insert (weights, g_memdup2 (&section, sizeof section), g_memdup2 (&weight, sizeof weight));
  return weights;
}

static void
set_plan (LibraryFixture *fixture,
          int             days_left,
          double          minutes)
{
  int today = deckle_library_get_today (fixture->library);
  gint64 section = library_fixture_get (fixture, "SELECT min(id) FROM section");
  g_autoptr (GHashTable) weights = make_weights (section, 2.0);
  const DeckleInterviews interviews = {
    .n_dates = 2, .dates = { today + days_left + 30, today + days_left }, .minutes_a_day = minutes,
  };
  const DeckleStudyPlan plan = {
    .made_day = today, .date = today + days_left, .new_per_day = 7, .desired_retention = 0.85, .sweep_days = 9,
    .ready = 0.91, .ready_low = 0.87, .ready_high = 0.94,
  };
  LibraryWait wait = { 0 };

  deckle_library_set_interviews_async (fixture->library, &interviews, weights, &plan, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
test_nothing (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GHashTable) weights = deckle_library_get_section_weights (fixture->library);
  DeckleInterviews interviews;
  DeckleStudyPlan plan;

  deckle_library_get_interviews (fixture->library, &interviews);
  g_assert_cmpint (interviews.n_dates, ==, 0);
  g_assert_cmpfloat (interviews.minutes_a_day, ==, DECKLE_PLAN_MINUTES_DEFAULT);
  g_assert_cmpint (deckle_interviews_next (&interviews, 0), ==, -1);
  g_assert_false (deckle_library_get_study_plan (fixture->library, &plan));
  g_assert_cmpuint (g_hash_table_size (weights), ==, 0);
}

/* Survives a restart, is sorted, steers how many new cards come, and is over the day after. */
static void
test_plan (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 20);
  g_autoptr (GHashTable) weights = NULL;
  DeckleInterviews interviews;
  DeckleStudyPlan plan;
  DeckleScheduler scheduler;
  DeckleCounts counts;
  int today = deckle_library_get_today (fixture->library);

  set_plan (fixture, 12, 35.0);
  library_fixture_close (fixture);
  library_fixture_open (fixture);

  deckle_library_get_interviews (fixture->library, &interviews);
  g_assert_cmpint (interviews.n_dates, ==, 2);
  g_assert_cmpint (interviews.dates[0], ==, today + 12);
  g_assert_cmpint (interviews.dates[1], ==, today + 42);
  g_assert_cmpint (deckle_interviews_next (&interviews, today + 13), ==, today + 42);
  g_assert_cmpfloat (interviews.minutes_a_day, ==, 35.0);
  weights = deckle_library_get_section_weights (fixture->library);
  g_assert_cmpuint (g_hash_table_size (weights), ==, 1);
  g_assert_true (deckle_library_get_study_plan (fixture->library, &plan));
  g_assert_cmpint (plan.sweep_days, ==, 9);
  g_assert_cmpfloat_with_epsilon (plan.ready_low, 0.87, 1e-12);

  deckle_library_get_study_scheduler (fixture->library, &scheduler);
  g_assert_cmpint (scheduler.policy.new_per_day, ==, 7);
  g_assert_cmpfloat_with_epsilon (scheduler.policy.desired_retention, 0.85, 1e-12);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.due_new, ==, 7);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  g_assert_cmpint (scheduler.policy.new_per_day, ==, 20);

  deckle_clock_advance_ms (fixture->clock, 13 * FIXTURE_DAY_MS);
  g_assert_false (deckle_library_get_study_plan (fixture->library, &plan));
  deckle_library_get_study_scheduler (fixture->library, &scheduler);
  g_assert_cmpint (scheduler.policy.new_per_day, ==, 20);
}

static void
test_undo (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  const DeckleInterviews none = { .minutes_a_day = 20 };
  DeckleInterviews interviews;
  DeckleStudyPlan plan;
  LibraryWait wait = { 0 };

  set_plan (fixture, 12, 35.0);
  set_plan (fixture, 20, 50.0);
  library_fixture_undo (fixture, FALSE);
  deckle_library_get_interviews (fixture->library, &interviews);
  g_assert_cmpfloat (interviews.minutes_a_day, ==, 35.0);
  library_fixture_undo (fixture, TRUE);
  deckle_library_get_interviews (fixture->library, &interviews);
  g_assert_cmpfloat (interviews.minutes_a_day, ==, 50.0);

  deckle_library_set_interviews_async (fixture->library, &none, NULL, NULL, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_false (deckle_library_get_study_plan (fixture->library, &plan));
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM setting WHERE name LIKE 'interview-%' "
                                                 "OR name LIKE 'plan-%' OR name = 'section-weight'"), ==, 0);
  library_fixture_undo (fixture, FALSE);
  g_assert_true (deckle_library_get_study_plan (fixture->library, &plan));
}

/* What no dialog would store. */
static void
test_clamp (void)
{
  DeckleInterviews odd = { .n_dates = 99, .dates = { 5, -3, 5, 2000000, 0, 4, 4, 1 }, .minutes_a_day = NAN };

  deckle_interviews_clamp (&odd);
  g_assert_cmpint (odd.n_dates, ==, 3);
  g_assert_cmpint (odd.dates[0], ==, 1);
  g_assert_cmpint (odd.dates[2], ==, 5);
  g_assert_cmpfloat (odd.minutes_a_day, ==, DECKLE_PLAN_MINUTES_DEFAULT);
  odd.minutes_a_day = 0;
  deckle_interviews_clamp (&odd);
  g_assert_cmpfloat (odd.minutes_a_day, ==, DECKLE_PLAN_MINUTES_DEFAULT);
}

/* Rows that somebody else wrote. */
static void
test_damaged (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  DeckleInterviews interviews;
  DeckleStudyPlan plan;

  library_fixture_exec (fixture,
                        "INSERT INTO setting VALUES ('interview-dates', 0, 1000), ('interview-dates', 1, 'soon'), "
                        "('interview-dates', 77, 3), ('interview-minutes', 0, 'many'), ('plan-made-day', 0, 'x'), "
                        "('plan-date', 0, 99999), ('plan-retention', 0, 7.0), ('plan-odd', 0, 1)");
  deckle_library_get_interviews (fixture->library, &interviews);
  g_assert_cmpint (interviews.n_dates, ==, 0);
  g_assert_cmpfloat (interviews.minutes_a_day, ==, DECKLE_PLAN_MINUTES_DEFAULT);
  g_assert_false (deckle_library_get_study_plan (fixture->library, &plan));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/plan/nothing", test_nothing);
  g_test_add_func ("/library/plan/plan", test_plan);
  g_test_add_func ("/library/plan/undo", test_undo);
  g_test_add_func ("/library/plan/clamp", test_clamp);
  g_test_add_func ("/library/plan/damaged", test_damaged);
  return g_test_run ();
}
