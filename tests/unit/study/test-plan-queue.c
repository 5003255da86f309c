/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/deckle-plan-queue.h"

#include "library/deckle-library-plan.h"
#include "unit/library/library-fixture.h"
#include "unit/library/library-wait.h"

#define CARDS 12

static DeckleDueList *
list_due (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeckleDueList *list = deckle_library_list_due (fixture->library, DECKLE_SCOPE_ALL, 0, &error);
  DeckleScheduler scheduler;

  g_assert_no_error (error);
  deckle_library_get_study_scheduler (fixture->library, &scheduler);
  deckle_plan_queue_apply (fixture->library, DECKLE_SCOPE_ALL, &scheduler, list);
  return list;
}

/* Every card is known and due in a week or more. */
static LibraryFixture *
make_known (void)
{
  LibraryFixture *fixture = library_fixture_new (1, CARDS);

  for (guint i = 0; i < fixture->cards->len; i++)
    library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, i), DECKLE_RATING_EASY);
  deckle_clock_advance_ms (fixture->clock, 2 * FIXTURE_DAY_MS);
  return fixture;
}

static void
set_plan (LibraryFixture *fixture,
          int             days_left,
          int             sweep_days)
{
  int today = deckle_library_get_today (fixture->library);
  const DeckleInterviews interviews = { .n_dates = 1, .dates = { today + days_left }, .minutes_a_day = 20 };
  const DeckleStudyPlan plan = {
    .made_day = today, .date = today + days_left, .new_per_day = 5, .desired_retention = 0.85, .sweep_days = sweep_days,
    .sweep_cards = 4,
  };
  LibraryWait wait = { 0 };

  deckle_library_set_interviews_async (fixture->library, &interviews, NULL, &plan, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
test_no_plan (void)
{
  g_autoptr (LibraryFixture) fixture = make_known ();
  g_autoptr (DeckleDueList) list = list_due (fixture);

  g_assert_cmpuint (list->reviews->len, ==, 0);
}

/* In the sweep cards come although they are not due, as many as the plan says, and no more when some were answered. */
static void
test_sweep (void)
{
  g_autoptr (LibraryFixture) fixture = make_known ();
  g_autoptr (DeckleDueList) list = NULL;
  g_autoptr (DeckleDueList) later = NULL;
  g_autoptr (DeckleDueList) after = NULL;
  g_autoptr (DeckleDueList) plain = NULL;
  gint64 first;

  set_plan (fixture, 3, 5);
  list = list_due (fixture);
  g_assert_cmpuint (list->reviews->len, ==, 4);
  first = g_array_index (list->reviews, DeckleDueEntry, 0).card;
  library_fixture_grade (fixture, first, DECKLE_RATING_GOOD);
  later = list_due (fixture);
  g_assert_cmpuint (later->reviews->len, ==, 3);
  for (guint i = 0; i < later->reviews->len; i++)
    g_assert_cmpint (g_array_index (later->reviews, DeckleDueEntry, i).card, !=, first);

  /* The day after the interview, what is due comes, as always. */
  deckle_clock_advance_ms (fixture->clock, 4 * FIXTURE_DAY_MS);
  after = list_due (fixture);
  plain = deckle_library_list_due (fixture->library, DECKLE_SCOPE_ALL, 0, NULL);
  g_assert_cmpuint (after->reviews->len, ==, plain->reviews->len);
}

/* Before the sweep what is due stays due, each card once. */
static void
test_due (void)
{
  g_autoptr (LibraryFixture) fixture = make_known ();
  g_autoptr (DeckleDueList) list = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  deckle_clock_advance_ms (fixture->clock, 60 * FIXTURE_DAY_MS);
  set_plan (fixture, 30, 5);
  list = list_due (fixture);
  g_assert_cmpuint (list->reviews->len, ==, CARDS);
  for (guint i = 0; i < list->reviews->len; i++)
    g_assert_true (g_hash_table_add (seen, &g_array_index (list->reviews, DeckleDueEntry, i).card));
}

/* Without a plan, a day that cannot hold all that is due takes so many as it can, each once. */
static void
test_backlog (void)
{
  g_autoptr (LibraryFixture) fixture = make_known ();
  g_autoptr (DeckleDueList) list = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  DeckleScheduler scheduler;
  LibraryWait wait = { 0 };

  deckle_library_get_scheduler (fixture->library, &scheduler);
  scheduler.policy.reviews_per_day = 5;
  deckle_library_set_policy_async (fixture->library, &scheduler.policy, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  deckle_clock_advance_ms (fixture->clock, 60 * FIXTURE_DAY_MS);
  list = list_due (fixture);
  g_assert_cmpuint (list->reviews->len, ==, 5);
  for (guint i = 0; i < list->reviews->len; i++)
    g_assert_true (g_hash_table_add (seen, &g_array_index (list->reviews, DeckleDueEntry, i).card));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/study/plan-queue/no-plan", test_no_plan);
  g_test_add_func ("/study/plan-queue/sweep", test_sweep);
  g_test_add_func ("/study/plan-queue/due", test_due);
  g_test_add_func ("/study/plan-queue/backlog", test_backlog);
  return g_test_run ();
}
