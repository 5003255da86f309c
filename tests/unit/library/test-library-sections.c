/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <math.h>

#include "library/deckle-library-history.h"
#include "library/deckle-library-private.h"
#include "library/deckle-library-sections.h"

/* What one section does differently: how many cards it brings a day, and how well it is to be remembered. */

#define N_SECTIONS 3
#define N_CARDS 10

static gint64
section_at (LibraryFixture *fixture,
            guint           position)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM section ORDER BY position LIMIT 1 OFFSET %u", position);

  return library_fixture_get (fixture, sql);
}

static void
set_section (LibraryFixture *fixture,
             guint           position,
             int             new_per_day,
             int             reviews_per_day,
             double          retention)
{
  const DeckleSectionPolicy policy = { new_per_day, reviews_per_day, retention };
  LibraryWait wait = { 0 };

  deckle_library_set_section_policy_async (fixture->library, section_at (fixture, position), &policy, NULL,
                                           library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
set_general (LibraryFixture *fixture,
             int             new_per_day,
             int             reviews_per_day,
             DeckleNewOrder  order)
{
  DeckleScheduler scheduler;
  LibraryWait wait = { 0 };

  deckle_library_get_scheduler (fixture->library, &scheduler);
  scheduler.policy.new_per_day = new_per_day;
  scheduler.policy.reviews_per_day = reviews_per_day;
  scheduler.policy.new_order = order;
  deckle_library_set_policy_async (fixture->library, &scheduler.policy, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

/* All cards of a section but the first @n_new become due today. */
static void
make_due (LibraryFixture *fixture,
          guint           position,
          int             n_new)
{
  int today = deckle_library_get_today (fixture->library);
  g_autofree char *sql =
    g_strdup_printf ("UPDATE card SET state = 2, reps = 3, stability = 10, difficulty = 5, due_day = %d, last_day = %d, "
                     "first_day = %d WHERE section = %" G_GINT64_FORMAT " AND id NOT IN "
                     "(SELECT id FROM card WHERE section = %" G_GINT64_FORMAT " ORDER BY number LIMIT %d)",
                     today, today - 10, today - 20, section_at (fixture, position), section_at (fixture, position), n_new);

  library_fixture_exec (fixture, sql);
}

static DeckleDueList *
list_due (LibraryFixture *fixture,
          DeckleScope     scope,
          guint           extra_new)
{
  g_autoptr (GError) error = NULL;
  DeckleDueList *list = deckle_library_list_due (fixture->library, scope, extra_new, &error);

  g_assert_no_error (error);
  return list;
}

/* The numbers of the sidebar are those of the sittings that it starts, of Today and of each section. */
static void
assert_counts_equal_queue (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) table = deckle_library_count_sections (fixture->library, &error);

  g_assert_no_error (error);
  for (guint i = 0; i <= N_SECTIONS; i++)
    {
      DeckleScope scope = { 0, i < N_SECTIONS ? section_at (fixture, i) : 0 };
      g_autoptr (DeckleDueList) list = list_due (fixture, scope, 0);
      DeckleCounts counts;

      g_assert_true (deckle_library_count (fixture->library, scope, &counts, &error));
      g_assert_cmpuint (counts.due_new, ==, list->fresh->len);
      g_assert_cmpuint (counts.due_review, ==, list->reviews->len);
      if (scope.section != 0)
        {
          const DeckleCounts *shown = g_hash_table_lookup (table, &scope.section);

          g_assert_cmpuint (shown->due_new, ==, list->fresh->len);
          g_assert_cmpuint (shown->due_review, ==, list->reviews->len);
        }
    }
}

static guint
count_of (LibraryFixture *fixture,
          GArray         *entries,
          guint           position)
{
  gint64 section = section_at (fixture, position);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT section FROM card WHERE id = %" G_GINT64_FORMAT,
                                              g_array_index (entries, DeckleDueEntry, i).card);

      n += library_fixture_get (fixture, sql) == section;
    }
  return n;
}

static void
test_new (gconstpointer data)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  g_autoptr (DeckleDueList) today = NULL, own = NULL, more = NULL, none = NULL;

  set_general (fixture, 12, 200, (DeckleNewOrder) GPOINTER_TO_INT (data));
  set_section (fixture, 0, 3, DECKLE_SECTION_GENERAL, 0);
  set_section (fixture, 1, 0, DECKLE_SECTION_GENERAL, 0);
  assert_counts_equal_queue (fixture);

  today = list_due (fixture, DECKLE_SCOPE_ALL, 0);
  g_assert_cmpuint (today->fresh->len, ==, 12);
  g_assert_cmpuint (count_of (fixture, today->fresh, 0), <=, 3);
  g_assert_cmpuint (count_of (fixture, today->fresh, 1), ==, 0);
  /* More of Today is only what the sections allow. */
  more = list_due (fixture, DECKLE_SCOPE_ALL, 10);
  g_assert_cmpuint (today->fresh_beyond, ==, 1);
  g_assert_cmpuint (more->fresh->len, ==, 13);
  g_assert_cmpuint (more->fresh_beyond, ==, 0);

  /* Its own sitting follows its own limit; asking for more there is meant. */
  own = list_due (fixture, (DeckleScope){ 0, section_at (fixture, 0) }, 0);
  g_assert_cmpuint (own->fresh->len, ==, 3);
  g_assert_cmpuint (own->fresh_beyond, ==, 7);
  none = list_due (fixture, (DeckleScope){ 0, section_at (fixture, 1) }, 4);
  g_assert_cmpuint (none->fresh->len, ==, 4);

  /* A limit above the general one holds for its own sitting. */
  set_section (fixture, 0, 10, DECKLE_SECTION_GENERAL, 0);
  set_general (fixture, 5, 200, (DeckleNewOrder) GPOINTER_TO_INT (data));
  assert_counts_equal_queue (fixture);
  g_clear_pointer (&own, deckle_due_list_free);
  own = list_due (fixture, (DeckleScope){ 0, section_at (fixture, 0) }, 0);
  g_assert_cmpuint (own->fresh->len, ==, 10);
}

/* What was begun today counts. */
static void
test_used_up (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  DeckleScope scope = { 0, section_at (fixture, 0) };
  g_autoptr (DeckleDueList) list = NULL, tomorrow = NULL;

  set_section (fixture, 0, 2, DECKLE_SECTION_GENERAL, 0);
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_EASY);
  assert_counts_equal_queue (fixture);
  list = list_due (fixture, scope, 0);
  g_assert_cmpuint (list->fresh->len, ==, 1);

  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  tomorrow = list_due (fixture, scope, 0);
  g_assert_cmpuint (tomorrow->fresh->len, ==, 2);
  assert_counts_equal_queue (fixture);
}

static void
test_reviews (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  g_autoptr (DeckleDueList) today = NULL, limited = NULL;

  make_due (fixture, 0, 0);
  make_due (fixture, 1, 4);
  set_section (fixture, 0, DECKLE_SECTION_GENERAL, 3, 0);
  assert_counts_equal_queue (fixture);
  today = list_due (fixture, DECKLE_SCOPE_ALL, 0);
  g_assert_cmpuint (count_of (fixture, today->reviews, 0), ==, 3);
  g_assert_cmpuint (count_of (fixture, today->reviews, 1), ==, 6);

  /* Two of the three that the section allows were answered today. */
  for (guint i = 0; i < 2; i++)
    library_fixture_grade (fixture, g_array_index (today->reviews, DeckleDueEntry, i).card, DECKLE_RATING_GOOD);
  assert_counts_equal_queue (fixture);

  /* The general limit cuts what is left of all sections together. */
  set_general (fixture, 20, 6, DECKLE_NEW_ORDER_NUMBER);
  assert_counts_equal_queue (fixture);
  limited = list_due (fixture, DECKLE_SCOPE_ALL, 0);
  g_assert_cmpuint (limited->reviews->len, ==, 4);
}

/* A paused section does not promise anything for tomorrow. */
static void
test_paused (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  DeckleScope scope = { 0, section_at (fixture, 2) };
  g_autoptr (DeckleDueList) list = NULL;

  make_due (fixture, 2, 5);
  set_section (fixture, 2, 0, 0, 0);
  list = list_due (fixture, scope, 0);
  g_assert_cmpuint (list->fresh->len + list->reviews->len, ==, 0);
  g_assert_cmpint (list->next_due_ms, ==, 0);
  assert_counts_equal_queue (fixture);
}

/* Where the card stands now, its interval after Good by the formula: S / factor × (r^(1 / decay) − 1). */
static void
test_retention (void)
{
  static const double desired[] = { 0.95, 0.80 };
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  DeckleScheduler general, own;

  for (gsize i = 0; i < G_N_ELEMENTS (desired); i++)
    {
      DeckleSchedule schedule = { .state = DECKLE_STATE_REVIEW, .memory = { 50, 0, 5 }, .reps = 4, .interval_days = 5 };
      DeckleOutcome outcomes[DECKLE_N_RATINGS];
      gint64 now_ms = deckle_clock_now_ms (fixture->clock);
      double expected;

      set_section (fixture, 1, DECKLE_SECTION_GENERAL, DECKLE_SECTION_GENERAL, desired[i]);
      deckle_library_get_section_scheduler (fixture->library, section_at (fixture, 0), &general);
      deckle_library_get_section_scheduler (fixture->library, section_at (fixture, 1), &own);
      g_assert_cmpfloat (general.policy.desired_retention, ==, 0.9);
      g_assert_cmpfloat (own.policy.desired_retention, ==, desired[i]);

      own.policy.fuzz = FALSE;
      schedule.last_day = schedule.due_day = deckle_library_get_today (fixture->library) - 5;
      schedule.last_review_ms = now_ms - 5 * FIXTURE_DAY_MS;
      deckle_scheduler_preview (&own, fixture->clock, &schedule, 1, now_ms, outcomes);
      expected = outcomes[DECKLE_RATING_GOOD - 1].after.memory.stability / own.model.factor *
                 (pow (desired[i], 1.0 / own.model.decay) - 1.0);
      g_assert_cmpfloat_with_epsilon (outcomes[DECKLE_RATING_GOOD - 1].after.interval_days, expected, 0.5);
    }
}

static int
known_until (LibraryFixture *fixture,
             gint64          card)
{
  g_autofree char *sql = g_strdup_printf ("SELECT known_until_day FROM card WHERE id = %" G_GINT64_FORMAT, card);

  return (int) library_fixture_get (fixture, sql);
}

/* Known is measured by what the section desires, whatever recomputes it; due days stay as they were chosen. */
static void
test_known (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  gint64 card = g_array_index (fixture->cards, gint64, 0), other = g_array_index (fixture->cards, gint64, N_CARDS);
  int before, other_before, strict;
  gint64 due;
  DeckleScheduler scheduler;
  LibraryWait wait = { 0 };

  library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
  library_fixture_grade (fixture, other, DECKLE_RATING_EASY);
  before = known_until (fixture, card);
  other_before = known_until (fixture, other);
  due = library_fixture_get (fixture, "SELECT sum(due_day) FROM card");

  set_section (fixture, 0, DECKLE_SECTION_GENERAL, DECKLE_SECTION_GENERAL, 0.97);
  strict = known_until (fixture, card);
  g_assert_cmpint (strict, <, before);
  g_assert_cmpint (known_until (fixture, other), ==, other_before);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT sum(due_day) FROM card"), ==, due);
  library_fixture_assert_sound (fixture);

  /* New parameters, a repair and an answer keep to it. */
  deckle_library_get_scheduler (fixture->library, &scheduler);
  deckle_library_set_parameters_async (fixture->library, &scheduler.model, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_cmpint (known_until (fixture, card), ==, strict);
  library_fixture_repair (fixture);
  g_assert_cmpint (known_until (fixture, card), ==, strict);
  deckle_clock_advance_ms (fixture->clock, 9 * FIXTURE_DAY_MS);
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  library_fixture_assert_sound (fixture);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (known_until (fixture, card), ==, strict);
  library_fixture_assert_sound (fixture);
}

/* One step each, across a restart; taking it back also takes back what counts as known. */
static void
test_undo (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  gint64 card = g_array_index (fixture->cards, gint64, 0);
  DeckleSectionPolicy policy;
  int before;

  library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
  before = known_until (fixture, card);
  set_section (fixture, 0, 4, 50, 0.95);
  set_section (fixture, 0, DECKLE_SECTION_GENERAL, DECKLE_SECTION_GENERAL, 0.0);
  deckle_library_get_section_policy (fixture->library, section_at (fixture, 0), &policy);
  g_assert_true (deckle_section_policy_is_general (&policy));

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, FALSE);
  deckle_library_get_section_policy (fixture->library, section_at (fixture, 0), &policy);
  g_assert_cmpint (policy.new_per_day, ==, 4);
  g_assert_cmpint (policy.reviews_per_day, ==, 50);
  g_assert_cmpfloat (policy.desired_retention, ==, 0.95);
  g_assert_cmpint (known_until (fixture, card), <, before);
  library_fixture_undo (fixture, FALSE);
  deckle_library_get_section_policy (fixture->library, section_at (fixture, 0), &policy);
  g_assert_true (deckle_section_policy_is_general (&policy));
  g_assert_cmpint (known_until (fixture, card), ==, before);
  library_fixture_undo (fixture, TRUE);
  deckle_library_get_section_policy (fixture->library, section_at (fixture, 0), &policy);
  g_assert_cmpint (policy.new_per_day, ==, 4);
  library_fixture_assert_sound (fixture);
}

/* Out of their ranges, no number, no section. */
static void
test_wrong (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  const DeckleSectionPolicy wrong = { 100000, -7, 4.0 };
  g_autoptr (GError) error = NULL;
  DeckleSectionPolicy policy;
  LibraryWait wait = { 0 };

  set_section (fixture, 0, wrong.new_per_day, wrong.reviews_per_day, wrong.desired_retention);
  deckle_library_get_section_policy (fixture->library, section_at (fixture, 0), &policy);
  g_assert_cmpint (policy.new_per_day, ==, 9999);
  g_assert_cmpint (policy.reviews_per_day, ==, DECKLE_SECTION_GENERAL);
  g_assert_cmpfloat (policy.desired_retention, ==, 0.99);
  set_section (fixture, 0, -1, -1, NAN);
  deckle_library_get_section_policy (fixture->library, section_at (fixture, 0), &policy);
  g_assert_true (deckle_section_policy_is_general (&policy));

  deckle_library_set_section_policy_async (fixture->library, 999, &wrong, NULL, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
}

/* A forecast knows what each card aims at. */
static void
test_collection (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) cards = NULL;

  set_section (fixture, 1, DECKLE_SECTION_GENERAL, DECKLE_SECTION_GENERAL, 0.95);
  cards = deckle_library_read_collection (fixture->library, DECKLE_SCOPE_ALL, NULL, 20000, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < cards->len; i++)
    {
      const DeckleForecastCard *card = &g_array_index (cards, DeckleForecastCard, i);

      g_assert_cmpfloat (card->desired_retention, ==, card->section == section_at (fixture, 1) ? 0.95 : 0.0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_data_func ("/library/sections/new/number", GINT_TO_POINTER (DECKLE_NEW_ORDER_NUMBER), test_new);
  g_test_add_data_func ("/library/sections/new/shuffled", GINT_TO_POINTER (DECKLE_NEW_ORDER_SHUFFLED), test_new);
  g_test_add_data_func ("/library/sections/new/basic-first", GINT_TO_POINTER (DECKLE_NEW_ORDER_BASIC_FIRST), test_new);
  g_test_add_func ("/library/sections/used-up", test_used_up);
  g_test_add_func ("/library/sections/reviews", test_reviews);
  g_test_add_func ("/library/sections/paused", test_paused);
  g_test_add_func ("/library/sections/retention", test_retention);
  g_test_add_func ("/library/sections/known", test_known);
  g_test_add_func ("/library/sections/undo", test_undo);
  g_test_add_func ("/library/sections/wrong", test_wrong);
  g_test_add_func ("/library/sections/collection", test_collection);

  return g_test_run ();
}
