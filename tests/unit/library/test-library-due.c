/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <string.h>

#include "library/deckle-library-private.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)

static DeckleDueList *
list_due (LibraryFixture *fixture,
          guint           extra_new)
{
  g_autoptr (GError) error = NULL;
  DeckleDueList *list = deckle_library_list_due (fixture->library, DECKLE_SCOPE_ALL, extra_new, &error);

  g_assert_no_error (error);
  return list;
}

static gint64
entry_card (GArray *entries,
            guint   position)
{
  return g_array_index (entries, DeckleDueEntry, position).card;
}

static gint64
card_at (LibraryFixture *fixture,
         guint           position)
{
  return g_array_index (fixture->cards, gint64, position);
}

static DeckleCounts
count (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeckleCounts counts;

  deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

static void
set_policy (LibraryFixture *fixture,
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

/* Puts a card into review state, due on a day. */
static void
make_review (LibraryFixture *fixture,
             gint64          card,
             int             due_day)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE card SET state = 2, reps = 3, stability = 10, difficulty = 5, due_day = %d, "
                     "last_day = %d - 10, first_day = %d - 20 WHERE id = %" G_GINT64_FORMAT,
                     due_day, due_day, due_day, card);

  library_fixture_exec (fixture, sql);
}

static void
test_new_in_order (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (3, 10);
  g_autoptr (DeckleDueList) list = list_due (fixture, 0);
  g_autoptr (DeckleDueList) more = list_due (fixture, 7);

  g_assert_cmpuint (list->fresh->len, ==, 20);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (entry_card (list->fresh, i), ==, card_at (fixture, i));
  g_assert_cmpuint (list->fresh_beyond, ==, 10);
  g_assert_cmpuint (list->learning->len, ==, 0);
  g_assert_cmpuint (list->reviews->len, ==, 0);
  g_assert_cmpuint (more->fresh->len, ==, 27);
  g_assert_cmpuint (more->fresh_beyond, ==, 3);
}

/* Shuffled: each card once, the same all day, another order tomorrow. */
static void
test_new_shuffled (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (3, 10);
  g_autoptr (DeckleDueList) first = NULL, second = NULL, tomorrow = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  set_policy (fixture, 30, 200, DECKLE_NEW_ORDER_SHUFFLED);
  first = list_due (fixture, 0);
  second = list_due (fixture, 0);
  g_assert_cmpuint (first->fresh->len, ==, 30);
  g_assert_cmpmem (first->fresh->data, 30 * sizeof (DeckleDueEntry), second->fresh->data, 30 * sizeof (DeckleDueEntry));
  for (guint i = 0; i < 30; i++)
    g_assert_true (g_hash_table_add (seen, &g_array_index (first->fresh, DeckleDueEntry, i).card));
  g_assert_cmpint (memcmp (first->fresh->data, fixture->cards->data, 30 * sizeof (gint64)), !=, 0);

  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  tomorrow = list_due (fixture, 0);
  g_assert_cmpint (memcmp (first->fresh->data, tomorrow->fresh->data, 30 * sizeof (DeckleDueEntry)), !=, 0);
}

static void
test_new_basic_first (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 6);
  g_autoptr (DeckleDueList) list = NULL;
  int last_level = DECKLE_LEVEL_BASIC, last_number = 0;

  library_fixture_exec (fixture, "UPDATE card SET level = number % 3");
  set_policy (fixture, 20, 200, DECKLE_NEW_ORDER_BASIC_FIRST);
  list = list_due (fixture, 0);
  g_assert_cmpuint (list->fresh->len, ==, 12);
  for (guint i = 0; i < list->fresh->len; i++)
    {
      g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, entry_card (list->fresh, i), NULL);
      int level = (int) deckle_card_get_level (record->card), number = deckle_card_get_number (record->card);

      g_assert_cmpint (level, >=, last_level);
      if (level == last_level)
        g_assert_cmpint (number, >, last_number);
      last_level = level;
      last_number = number;
    }
}

/* Introduced cards use up the day's limit; undo gives it back; a new day begins anew. */
static void
test_new_limit (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 10);
  g_autoptr (DeckleDueList) list = NULL, none = NULL, extra = NULL, tomorrow = NULL;

  set_policy (fixture, 3, 200, DECKLE_NEW_ORDER_NUMBER);
  g_assert_cmpuint (count (fixture).due_new, ==, 3);
  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_EASY);
  library_fixture_grade (fixture, card_at (fixture, 1), DECKLE_RATING_EASY);
  list = list_due (fixture, 0);
  g_assert_cmpuint (list->fresh->len, ==, 1);
  g_assert_cmpint (entry_card (list->fresh, 0), ==, card_at (fixture, 2));
  g_assert_cmpuint (count (fixture).due_new, ==, 1);
  library_fixture_grade (fixture, card_at (fixture, 2), DECKLE_RATING_EASY);
  none = list_due (fixture, 0);
  g_assert_cmpuint (none->fresh->len, ==, 0);
  g_assert_cmpuint (none->fresh_beyond, ==, 7);
  extra = list_due (fixture, 2);
  g_assert_cmpuint (extra->fresh->len, ==, 2);

  library_fixture_undo (fixture, FALSE);
  g_assert_cmpuint (count (fixture).due_new, ==, 1);
  library_fixture_undo (fixture, TRUE);
  g_assert_cmpuint (count (fixture).due_new, ==, 0);

  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  tomorrow = list_due (fixture, 0);
  g_assert_cmpuint (tomorrow->fresh->len, ==, 3);
}

static void
test_reviews (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 8);
  g_autoptr (DeckleDueList) list = NULL;
  int today = deckle_library_get_today (fixture->library);

  make_review (fixture, card_at (fixture, 0), today);
  make_review (fixture, card_at (fixture, 1), today - 5);
  make_review (fixture, card_at (fixture, 2), today + 1);
  make_review (fixture, card_at (fixture, 3), today - 9);
  make_review (fixture, card_at (fixture, 4), today - 5);
  list = list_due (fixture, 0);
  g_assert_cmpuint (list->reviews->len, ==, 4);
  g_assert_cmpint (entry_card (list->reviews, 0), ==, card_at (fixture, 3));
  g_assert_cmpint (entry_card (list->reviews, 3), ==, card_at (fixture, 0));
  g_assert_cmpuint (count (fixture).due_review, ==, 4);
}

/* The day's limit of reviews holds for what was answered already, undone answers not counted. */
static void
test_review_limit (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 8);
  g_autoptr (DeckleDueList) list = NULL;
  int today = deckle_library_get_today (fixture->library);

  for (guint i = 0; i < 5; i++)
    make_review (fixture, card_at (fixture, i), today - 5 + (int) i);
  set_policy (fixture, 0, 3, DECKLE_NEW_ORDER_NUMBER);
  g_assert_cmpuint (count (fixture).due_review, ==, 3);
  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  g_assert_cmpuint (count (fixture).due_review, ==, 2);
  list = list_due (fixture, 0);
  g_assert_cmpuint (list->reviews->len, ==, 2);
  /* The rest comes when the limit begins anew. */
  g_assert_cmpint (list->next_due_ms, ==, deckle_clock_day_start_ms (fixture->clock, today + 1, 4));
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpuint (count (fixture).due_review, ==, 3);
}

static void
test_learning (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  g_autoptr (DeckleDueList) list = NULL;
  gint64 now = deckle_clock_now_ms (fixture->clock);

  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);    /* 10 minutes */
  library_fixture_grade (fixture, card_at (fixture, 1), DECKLE_RATING_AGAIN);   /* 1 minute */
  list = list_due (fixture, 0);
  g_assert_cmpuint (list->learning->len, ==, 2);
  g_assert_cmpint (entry_card (list->learning, 0), ==, card_at (fixture, 1));
  g_assert_cmpint (g_array_index (list->learning, DeckleDueEntry, 0).due_ms, ==, now + MINUTE_MS);
  g_assert_cmpint (g_array_index (list->learning, DeckleDueEntry, 1).due_ms, ==, now + 10 * MINUTE_MS);
  g_assert_cmpuint (count (fixture).due_learning, ==, 2);
  g_assert_cmpuint (count (fixture).learning, ==, 2);
  g_assert_cmpuint (count (fixture).fresh, ==, 2);
}

/* A step that ends after the rollover belongs to the next day. */
static void
test_rollover (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  g_autoptr (DeckleDueList) before = NULL, after = NULL;
  int today = deckle_library_get_today (fixture->library);
  gint64 end = deckle_clock_day_start_ms (fixture->clock, today + 1, 4);

  set_policy (fixture, 2, 200, DECKLE_NEW_ORDER_NUMBER);
  deckle_clock_set_now_ms (fixture->clock, end - 5 * MINUTE_MS);
  g_assert_cmpint (deckle_library_get_today (fixture->library), ==, today);
  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  before = list_due (fixture, 0);
  g_assert_cmpuint (before->learning->len, ==, 0);
  g_assert_cmpuint (before->fresh->len, ==, 1);
  g_assert_cmpint (before->next_due_ms, ==, end);   /* new cards; the step ends 5 minutes later */

  deckle_clock_advance_ms (fixture->clock, 5 * MINUTE_MS);
  g_assert_cmpint (deckle_library_get_today (fixture->library), ==, today + 1);
  after = list_due (fixture, 0);
  g_assert_cmpuint (after->learning->len, ==, 1);
  g_assert_cmpuint (after->fresh->len, ==, 2);
}

static void
test_suspend_and_bury (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 5);
  g_autoptr (DeckleDueList) list = NULL, tomorrow = NULL;
  gint64 cards[] = { card_at (fixture, 0), card_at (fixture, 1), card_at (fixture, 1) };
  int today = deckle_library_get_today (fixture->library);
  LibraryWait wait = { 0 };

  make_review (fixture, card_at (fixture, 2), today);
  deckle_library_set_suspended_async (fixture->library, cards, 3, TRUE, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  cards[0] = card_at (fixture, 2);
  cards[1] = card_at (fixture, 3);
  deckle_library_bury_async (fixture->library, cards, 2, today + 1, library_wait_on_written, &wait);
  library_wait_succeed (&wait);

  list = list_due (fixture, 0);
  g_assert_cmpuint (list->reviews->len, ==, 0);
  g_assert_cmpuint (list->fresh->len, ==, 1);
  g_assert_cmpint (entry_card (list->fresh, 0), ==, card_at (fixture, 4));
  g_assert_cmpuint (count (fixture).suspended, ==, 2);
  g_assert_cmpuint (count (fixture).due_review, ==, 0);
  g_assert_cmpuint (count (fixture).due_new, ==, 1);
  g_assert_cmpint (list->next_due_ms, ==, deckle_clock_day_start_ms (fixture->clock, today + 1, 4));

  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  tomorrow = list_due (fixture, 0);
  g_assert_cmpuint (tomorrow->reviews->len, ==, 1);
  g_assert_cmpuint (tomorrow->fresh->len, ==, 2);
}

static void
test_next_due (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (DeckleDueList) nothing = NULL, list = NULL;
  int today = deckle_library_get_today (fixture->library);

  make_review (fixture, card_at (fixture, 0), today + 4);
  make_review (fixture, card_at (fixture, 1), today + 9);
  list = list_due (fixture, 0);
  g_assert_cmpint (list->next_due_ms, ==, deckle_clock_day_start_ms (fixture->clock, today + 4, 4));
  library_fixture_exec (fixture, "UPDATE card SET suspended = 1");
  nothing = list_due (fixture, 0);
  g_assert_cmpint (nothing->next_due_ms, ==, 0);
}

static void
test_count_sections (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (3, 4);
  g_autoptr (GHashTable) table = NULL;
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (fixture->library, 0, NULL);
  DeckleCounts *counts;
  int today = deckle_library_get_today (fixture->library);

  g_assert_cmpuint (sections->len, ==, 3);
  make_review (fixture, card_at (fixture, 4), today);
  library_fixture_exec (fixture, "UPDATE card SET known_until_day = due_day + 1 WHERE state = 2");
  library_fixture_grade (fixture, card_at (fixture, 5), DECKLE_RATING_AGAIN);
  table = deckle_library_count_sections (fixture->library, NULL);
  g_assert_cmpuint (g_hash_table_size (table), ==, 3);
  counts = g_hash_table_lookup (table, &((DeckleSectionInfo *) sections->pdata[1])->row);
  g_assert_cmpuint (counts->total, ==, 4);
  g_assert_cmpuint (counts->known, ==, 1);
  g_assert_cmpuint (counts->learning, ==, 1);
  g_assert_cmpuint (counts->fresh, ==, 2);
  g_assert_cmpuint (counts->due_learning, ==, 1);
  g_assert_cmpuint (counts->due_review, ==, 1);
  g_assert_cmpuint (counts->due_new, ==, 2);
  g_assert_cmpuint (deckle_counts_due (counts), ==, 4);
  counts = g_hash_table_lookup (table, &((DeckleSectionInfo *) sections->pdata[2])->row);
  g_assert_cmpuint (counts->fresh, ==, 4);
}

static void
test_readiness (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  g_autoptr (DeckleCardRecord) record = NULL;
  DeckleScheduler scheduler;
  double readiness, expected;
  int today = deckle_library_get_today (fixture->library);

  g_assert_true (deckle_library_readiness (fixture->library, DECKLE_SCOPE_ALL, today, &readiness, NULL));
  g_assert_cmpfloat (readiness, ==, 0.0);
  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_EASY);
  library_fixture_exec (fixture, "UPDATE card SET suspended = 1 WHERE id = (SELECT max(id) FROM card)");

  record = deckle_library_load_card (fixture->library, card_at (fixture, 0), NULL);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  expected = deckle_scheduler_recall (&scheduler, &record->schedule, today + 6) / 3.0;
  g_assert_true (deckle_library_readiness (fixture->library, DECKLE_SCOPE_ALL, today + 6, &readiness, NULL));
  g_assert_cmpfloat_with_epsilon (readiness, expected, 1e-12);
  g_assert_cmpfloat (readiness, >, 0.2);
}

static int
on_statement (unsigned  type,
              void     *queries,
              void     *statement,
              void     *sql)
{
  char *expanded = sqlite3_expanded_sql (statement);

  g_ptr_array_add (queries, g_strdup (expanded));
  sqlite3_free (expanded);
  return 0;
}

/* Neither table is read from end to end, and what is read of cards is read from an index alone. The search for cards that come
 * out of being buried may look at the few of them. */
static void
check_plan_line (const char *detail,
                 const char *sql)
{
  if (g_str_has_prefix (detail, "SCAN card") || g_str_has_prefix (detail, "SCAN review"))
    g_error ("%s in: %s", detail, sql);
  if (g_str_has_prefix (detail, "SEARCH card ") && strstr (detail, "COVERING INDEX") == NULL &&
      strstr (detail, "card_buried") == NULL)
    g_error ("%s in: %s", detail, sql);
}

static void
check_plan (sqlite3    *db,
            const char *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    check_plan_line ((const char *) sqlite3_column_text (statement, 3), sql);
  sqlite3_finalize (statement);
}

/* Watches the queries that the library really makes. */
static void
test_query_plans (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 4);
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *db = deckle_library_get_db (fixture->library, NULL);
  const DeckleScope scope = { 0, library_fixture_get (fixture, "SELECT min(id) FROM section") };
  double readiness;

  for (int order = DECKLE_NEW_ORDER_NUMBER; order <= DECKLE_NEW_ORDER_BASIC_FIRST; order++)
    {
      g_autoptr (DeckleDueList) all = NULL, one = NULL;
      g_autoptr (GHashTable) counts = NULL;

      set_policy (fixture, 20, 200, (DeckleNewOrder) order);
      sqlite3_trace_v2 (db, SQLITE_TRACE_STMT, on_statement, queries);
      all = list_due (fixture, 0);
      one = deckle_library_list_due (fixture->library, scope, 0, NULL);
      counts = deckle_library_count_sections (fixture->library, NULL);
      count (fixture);
      deckle_library_readiness (fixture->library, DECKLE_SCOPE_ALL, 20000, &readiness, NULL);
      sqlite3_trace_v2 (db, 0, NULL, NULL);
      g_assert_cmpuint (all->fresh->len + one->fresh->len + g_hash_table_size (counts), ==, 8 + 4 + 2);
    }
  g_assert_cmpuint (queries->len, >, 30);
  for (guint i = 0; i < queries->len; i++)
    check_plan (db, queries->pdata[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/due/new-in-order", test_new_in_order);
  g_test_add_func ("/library/due/new-shuffled", test_new_shuffled);
  g_test_add_func ("/library/due/new-basic-first", test_new_basic_first);
  g_test_add_func ("/library/due/new-limit", test_new_limit);
  g_test_add_func ("/library/due/reviews", test_reviews);
  g_test_add_func ("/library/due/review-limit", test_review_limit);
  g_test_add_func ("/library/due/learning", test_learning);
  g_test_add_func ("/library/due/rollover", test_rollover);
  g_test_add_func ("/library/due/suspend-and-bury", test_suspend_and_bury);
  g_test_add_func ("/library/due/next-due", test_next_due);
  g_test_add_func ("/library/due/count-sections", test_count_sections);
  g_test_add_func ("/library/due/readiness", test_readiness);
  g_test_add_func ("/library/due/query-plans", test_query_plans);
  return g_test_run ();
}
