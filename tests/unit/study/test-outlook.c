/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/deckle-outlook.h"

#include <string.h>

#include "library/deckle-library-plan.h"
#include "unit/library/library-fixture.h"
#include "unit/library/library-wait.h"

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
compute_workload (LibraryFixture *fixture,
                  DeckleWorkload *workload)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  deckle_outlook_workload_async (fixture->library, NULL, ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (deckle_outlook_workload_finish (fixture->library, result, workload, &error));
  g_assert_no_error (error);
}

static void
look_at_backlog (LibraryFixture    *fixture,
                 DeckleBacklogPlan *plan)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  deckle_outlook_catch_up_async (fixture->library, NULL, ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (deckle_outlook_catch_up_finish (fixture->library, result, plan, &error));
  g_assert_no_error (error);
}

/* A higher retention takes longer and leaves more known; what lies between two points is between their values. */
static void
test_workload (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 60);
  DeckleWorkload workload;
  double middle = (DECKLE_WORKLOAD_LOW + DECKLE_WORKLOAD_HIGH) / 2;

  compute_workload (fixture, &workload);
  g_assert_cmpfloat (workload.minutes[0], >, 0);
  g_assert_cmpfloat (workload.minutes[DECKLE_WORKLOAD_N - 1], >, workload.minutes[0]);
  g_assert_cmpfloat (workload.known[DECKLE_WORKLOAD_N - 1], >, workload.known[0]);
  g_assert_cmpfloat (workload.known[DECKLE_WORKLOAD_N - 1], <=, 120);
  g_assert_cmpfloat (deckle_workload_minutes_at (&workload, 0.5), ==, workload.minutes[0]);
  g_assert_cmpfloat (deckle_workload_minutes_at (&workload, 1), ==, workload.minutes[DECKLE_WORKLOAD_N - 1]);
  g_assert_cmpfloat (deckle_workload_minutes_at (&workload, middle), >=, workload.minutes[0]);
  g_assert_cmpfloat (deckle_workload_minutes_at (&workload, middle), <=, workload.minutes[DECKLE_WORKLOAD_N - 1]);
}

static void
test_no_backlog (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  DeckleBacklogPlan plan;

  look_at_backlog (fixture, &plan);
  g_assert_cmpint (plan.waiting, ==, 0);
  g_assert_null (deckle_backlog_describe (&plan));
}

/* After two months, with a minute a day. */
static void
test_backlog (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 40);
  const DeckleInterviews interviews = {
    .n_dates = 1, .dates = { deckle_library_get_today (fixture->library) + 300 }, .minutes_a_day = 1,
  };
  DeckleBacklogPlan plan;
  LibraryWait wait = { 0 };
  g_autofree char *words = NULL;

  for (guint i = 0; i < fixture->cards->len; i++)
    library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, i), DECKLE_RATING_EASY);
  deckle_clock_advance_ms (fixture->clock, 60 * FIXTURE_DAY_MS);
  deckle_library_set_interviews_async (fixture->library, &interviews, NULL, NULL, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  look_at_backlog (fixture, &plan);
  g_assert_cmpint (plan.waiting, ==, 40);
  g_assert_true (plan.days > 1 || plan.days < 0);
  words = deckle_backlog_describe (&plan);
  g_assert_nonnull (strstr (words, "most useful"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/study/outlook/workload", test_workload);
  g_test_add_func ("/study/outlook/no-backlog", test_no_backlog);
  g_test_add_func ("/study/outlook/backlog", test_backlog);
  return g_test_run ();
}
