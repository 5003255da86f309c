/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

static DecklePolicy
get_policy (LibraryFixture *fixture)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (fixture->library, &scheduler);
  return scheduler.policy;
}

static void
set_policy (LibraryFixture     *fixture,
            const DecklePolicy *policy)
{
  LibraryWait wait = { 0 };

  deckle_library_set_policy_async (fixture->library, policy, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

/* Every value differs from its default. */
static DecklePolicy
make_policy (void)
{
  DecklePolicy policy;

  deckle_policy_init_default (&policy);
  policy.new_per_day = 7;
  policy.reviews_per_day = 55;
  policy.desired_retention = 0.83;
  policy.n_learning_steps = 3;
  policy.learning_steps_s[0] = 30;
  policy.learning_steps_s[1] = 300;
  policy.learning_steps_s[2] = 86400;
  policy.n_relearning_steps = 0;
  policy.rollover_hour = 2;
  policy.max_interval_days = 365;
  policy.new_order = DECKLE_NEW_ORDER_BASIC_FIRST;
  policy.leech_threshold = 5;
  policy.fuzz = FALSE;
  policy.load_balance = FALSE;
  policy.easy_days[5] = DECKLE_EASY_DAY_REDUCED;
  policy.easy_days[6] = DECKLE_EASY_DAY_MINIMUM;
  policy.easy_ranges[0] = (DeckleEasyRange){ 20500, 20500, DECKLE_EASY_DAY_REDUCED };
  policy.easy_ranges[1] = (DeckleEasyRange){ 20600, 20614, DECKLE_EASY_DAY_MINIMUM };
  policy.n_easy_ranges = 2;
  return policy;
}

static void
test_default (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  DecklePolicy expected, policy = get_policy (fixture);

  deckle_policy_init_default (&expected);
  g_assert_true (deckle_policy_equal (&policy, &expected));
}

static void
test_stored (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  DecklePolicy expected = make_policy (), policy;

  set_policy (fixture, &expected);
  policy = get_policy (fixture);
  g_assert_true (deckle_policy_equal (&policy, &expected));
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  policy = get_policy (fixture);
  g_assert_true (deckle_policy_equal (&policy, &expected));
}

static void
test_clamped (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  DecklePolicy wild = make_policy (), clamped, policy;

  wild.desired_retention = 7.0;
  wild.rollover_hour = 99;
  clamped = wild;
  g_assert_true (deckle_policy_clamp (&clamped));
  set_policy (fixture, &wild);
  policy = get_policy (fixture);
  g_assert_true (deckle_policy_equal (&policy, &clamped));
}

static void
test_undo (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  DecklePolicy first = get_policy (fixture), second = make_policy (), third = second, policy;

  third.n_learning_steps = 1;
  third.easy_days[5] = DECKLE_EASY_DAY_NORMAL;
  third.easy_ranges[0] = third.easy_ranges[1];
  third.n_easy_ranges = 1;
  set_policy (fixture, &second);
  set_policy (fixture, &third);
  library_fixture_undo (fixture, FALSE);
  policy = get_policy (fixture);
  g_assert_true (deckle_policy_equal (&policy, &second));
  library_fixture_undo (fixture, FALSE);
  policy = get_policy (fixture);
  g_assert_true (deckle_policy_equal (&policy, &first));
  library_fixture_undo (fixture, TRUE);
  library_fixture_undo (fixture, TRUE);
  policy = get_policy (fixture);
  g_assert_true (deckle_policy_equal (&policy, &third));
}

/* Storing what is stored already is no step. */
static void
test_same (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  DecklePolicy policy = get_policy (fixture);

  set_policy (fixture, &policy);
  g_assert_false (deckle_library_get_can_undo (fixture->library));
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM setting"), ==, 0);
}

/* Rows that make no sense, whoever wrote them, change nothing; whole ones between them count. */
static void
test_bad_rows (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  DecklePolicy policy, expected;

  library_fixture_close (fixture);
  library_fixture_exec (fixture,
                        "INSERT INTO setting (name, position, value) VALUES ('new-per-day', 0, 'many'), "
                        "('load-balance', 0, x'00'), ('unheard-of', 0, 1), "
                        "('easy-days', 0, 7), ('easy-days', 1, -1), ('easy-days', 2, 'no'), ('easy-days', 3, 2), "
                        "('easy-days', 4, 4294967296), ('easy-days', 8, 2), ('easy-days', -1, 2), "
                        "('easy-ranges', 0, 999999), ('easy-ranges', 1, 20500), ('easy-ranges', 3, 2), "      /* no end */
                        "('easy-ranges', 4, 20610), ('easy-ranges', 5, 20600), ('easy-ranges', 6, 2), "       /* ends first */
                        "('easy-ranges', 7, 20700), ('easy-ranges', 8, 20701), ('easy-ranges', 9, 2), "       /* whole */
                        "('easy-ranges', 10, -5), ('easy-ranges', 11, 20701), ('easy-ranges', 12, 2), "       /* no day */
                        "('easy-ranges', 13, 20701), ('easy-ranges', 14, 20701), ('easy-ranges', 15, 0), "    /* not easy */
                        "('easy-ranges', 16, 1.0e300), ('easy-ranges', 17, 20701), ('easy-ranges', 18, 1), "
                        "('easy-ranges', 151, 20700), ('easy-ranges', 152, 20700), ('easy-ranges', 153, 2)"); /* the 51st */
  library_fixture_open (fixture);
  policy = get_policy (fixture);
  deckle_policy_init_default (&expected);
  expected.easy_days[2] = DECKLE_EASY_DAY_MINIMUM;
  expected.easy_ranges[0] = (DeckleEasyRange){ 20700, 20701, DECKLE_EASY_DAY_MINIMUM };
  expected.n_easy_ranges = 1;
  g_assert_true (deckle_policy_equal (&policy, &expected));
}

static gint64
get_expected_known_until (LibraryFixture *fixture)
{
  g_autoptr (DeckleCardRecord) record = NULL;
  DeckleScheduler scheduler;

  record = deckle_library_load_card (fixture->library, g_array_index (fixture->cards, gint64, 0), NULL);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  return deckle_scheduler_known_until (&scheduler, &record->schedule);
}

/* What counts as known hangs on the desired retention. */
static void
test_known (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  DecklePolicy policy = get_policy (fixture);
  const char *sql = "SELECT max(known_until_day) FROM card";
  gint64 before;

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_EASY);
  before = library_fixture_get (fixture, sql);
  g_assert_cmpint (before, ==, get_expected_known_until (fixture));
  policy.desired_retention = 0.75;
  set_policy (fixture, &policy);
  g_assert_cmpint (library_fixture_get (fixture, sql), >, before);
  g_assert_cmpint (library_fixture_get (fixture, sql), ==, get_expected_known_until (fixture));
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, sql), ==, before);

  /* A grade taken back after the settings changed follows the settings in force. */
  library_fixture_undo (fixture, FALSE);
  library_fixture_undo (fixture, TRUE);
  g_assert_cmpint (library_fixture_get (fixture, sql), ==, before);
}

/* A moved rollover hour moves today, and rewrites nothing. */
static void
test_rollover (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  DecklePolicy policy = get_policy (fixture);
  int today;
  gint64 day;

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_EASY);
  today = deckle_library_get_today (fixture->library);
  day = library_fixture_get (fixture, "SELECT local_day FROM review");
  g_assert_cmpint (day, ==, today);
  policy.rollover_hour = 12;   /* it is 9 o'clock */
  set_policy (fixture, &policy);
  g_assert_cmpint (deckle_library_get_today (fixture->library), ==, today - 1);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT local_day FROM review"), ==, day);
  library_fixture_assert_sound (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/policy/default", test_default);
  g_test_add_func ("/library/policy/stored", test_stored);
  g_test_add_func ("/library/policy/clamped", test_clamped);
  g_test_add_func ("/library/policy/undo", test_undo);
  g_test_add_func ("/library/policy/same", test_same);
  g_test_add_func ("/library/policy/bad-rows", test_bad_rows);
  g_test_add_func ("/library/policy/known", test_known);
  g_test_add_func ("/library/policy/rollover", test_rollover);
  return g_test_run ();
}
