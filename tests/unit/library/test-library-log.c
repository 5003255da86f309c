/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "library-fixture.h"
#include "library/deckle-library-log.h"

#define N_LOGS 8
#define N_ROWS 600
#define N_CARDS 12
#define FIRST_DAY 20500
#define N_DAYS 40

/* One row of an invented log. */
typedef struct
{
  gint64   card;
  gint64   section;
  gint64   time_ms;
  int      rating;
  int      kind;
  int      answer_ms;
  int      local_day;
  gboolean undone;
} Row;

static void
append_insert (GString   *sql,
               const Row *row,
               int        ordinal)
{
  g_string_append_printf (sql,
    "INSERT INTO review (id, card, ordinal, time_ms, rating, kind, answer_ms, local_day, utc_offset_min, step_left, due_ms, "
    "interval_days, parameters, undone) VALUES (%d, %" G_GINT64_FORMAT ", %d, %" G_GINT64_FORMAT ", %d, %d, %d, %d, %d, 0, "
    "%" G_GINT64_FORMAT ", 1.5, 1, %d);", ordinal + 1, row->card, ordinal, row->time_ms, row->rating, row->kind, row->answer_ms,
    row->local_day, (ordinal % 27 - 12) * 60, row->time_ms, row->undone);
}

/* Times rise within a day but need not between days: the learner flies west and the day begins again. */
static GArray *
invent_log (LibraryFixture *fixture,
            GRand          *random)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_autoptr (GString) sql = g_string_new (NULL);
  gint64 first_section = library_fixture_get (fixture, "SELECT min(id) FROM section");
  gint64 last_section = library_fixture_get (fixture, "SELECT max(id) FROM section");
  gint64 time_ms = FIRST_DAY * FIXTURE_DAY_MS;

  g_string_append (sql, "BEGIN; DELETE FROM review;");
  for (int i = 0; i < N_ROWS; i++)
    {
      guint card = (guint) g_rand_int_range (random, 0, (int) fixture->cards->len);
      Row row = { 0 };

      time_ms += g_rand_int_range (random, 1000, 2 * N_DAYS * 86400 / N_ROWS * 1000);
      row.card = g_array_index (fixture->cards, gint64, card);
      row.section = card < N_CARDS / 2 ? first_section : last_section;
      row.time_ms = time_ms;
      row.kind = g_rand_int_range (random, 0, 8);
      row.rating = row.kind >= 6 ? 0 : g_rand_int_range (random, 1, 5);
      row.answer_ms = g_rand_int_range (random, 500, 60001);
      row.local_day = (int) (time_ms / FIXTURE_DAY_MS) + g_rand_int_range (random, 0, 20) / 19 - g_rand_int_range (random, 0, 20) / 19;
      row.undone = g_rand_int_range (random, 0, 8) == 0;
      g_array_append_val (rows, row);
      append_insert (sql, &row, i);
    }
  g_string_append (sql, "COMMIT");
  library_fixture_exec (fixture, sql->str);
  return rows;
}

static gboolean
is_scheduled (const Row *row)
{
  return !row->undone && row->kind <= DECKLE_REVIEW_AHEAD;
}

/* The first scheduled answer of the row's card on the row's day, found by looking at every row. */
static gboolean
is_first_of_day (GArray    *rows,
                 const Row *row)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *other = &g_array_index (rows, Row, i);

      if (other->card == row->card && other->local_day == row->local_day && is_scheduled (other) &&
          other->time_ms < row->time_ms)
        return FALSE;
    }
  return TRUE;
}

static DeckleDayTotals
sum_slowly (GArray *rows,
            gint64  section,
            int     day)
{
  DeckleDayTotals totals = { .local_day = day };

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (row->local_day != day || row->undone || row->kind >= DECKLE_REVIEW_MANUAL || (section != 0 && row->section != section))
        continue;
      totals.answers++;
      totals.answer_ms += row->answer_ms;
      totals.learn += row->kind == DECKLE_REVIEW_LEARN;
      totals.review += row->kind == DECKLE_REVIEW_REVIEW || row->kind == DECKLE_REVIEW_AHEAD;
      totals.relearn += row->kind == DECKLE_REVIEW_RELEARN;
      totals.first_ms = totals.first_ms == 0 ? row->time_ms : MIN (totals.first_ms, row->time_ms);
      totals.last_ms = MAX (totals.last_ms, row->time_ms);
      if ((row->kind == DECKLE_REVIEW_REVIEW || row->kind == DECKLE_REVIEW_AHEAD) && is_first_of_day (rows, row))
        {
          totals.first_reviews++;
          totals.first_passed += row->rating > DECKLE_RATING_AGAIN;
        }
    }
  return totals;
}

static void
compare_totals (LibraryFixture *fixture,
                GArray         *rows,
                DeckleScope     scope,
                int             from_day,
                int             to_day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = deckle_library_day_totals (fixture->library, scope, from_day, to_day, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (int day = from_day; day <= to_day; day++)
    {
      DeckleDayTotals expected = sum_slowly (rows, scope.section, day), *found;

      if (expected.answers == 0)
        continue;
      g_assert_cmpuint (n, <, days->len);
      found = &g_array_index (days, DeckleDayTotals, n++);
      g_assert_cmpint (found->local_day, ==, day);
      g_assert_cmpuint (found->answers, ==, expected.answers);
      g_assert_cmpint (found->answer_ms, ==, expected.answer_ms);
      g_assert_cmpuint (found->learn, ==, expected.learn);
      g_assert_cmpuint (found->review, ==, expected.review);
      g_assert_cmpuint (found->relearn, ==, expected.relearn);
      g_assert_cmpuint (found->first_reviews, ==, expected.first_reviews);
      g_assert_cmpuint (found->first_passed, ==, expected.first_passed);
      g_assert_cmpint (found->first_ms, ==, expected.first_ms);
      g_assert_cmpint (found->last_ms, ==, expected.last_ms);
    }
  g_assert_cmpuint (n, ==, days->len);
}

static int
compare_int (gconstpointer a,
             gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* The median of the last 500 answers by time; times rise in an invented log. */
static gint64
find_median_slowly (GArray *rows)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = rows->len; i-- > 0 && times->len < 500;)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (!row->undone && row->kind < DECKLE_REVIEW_MANUAL)
        g_array_append_val (times, row->answer_ms);
    }
  g_array_sort (times, compare_int);
  if (times->len == 0)
    return 0;
  return ((gint64) g_array_index (times, int, (times->len - 1) / 2) + g_array_index (times, int, times->len / 2)) / 2;
}

static void
test_random_logs (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, N_CARDS / 2);
  GRand *random = g_rand_new_with_seed (19);
  DeckleScope scope = { 0 };

  for (int i = 0; i < N_LOGS; i++)
    {
      g_autoptr (GArray) rows = invent_log (fixture, random);

      compare_totals (fixture, rows, DECKLE_SCOPE_ALL, FIRST_DAY - 2, FIRST_DAY + N_DAYS + 60);
      compare_totals (fixture, rows, DECKLE_SCOPE_ALL, FIRST_DAY + 3, FIRST_DAY + 3);
      compare_totals (fixture, rows, DECKLE_SCOPE_ALL, FIRST_DAY + 5, FIRST_DAY + 4);
      scope.section = g_array_index (rows, Row, 0).section;
      compare_totals (fixture, rows, scope, FIRST_DAY - 2, FIRST_DAY + N_DAYS + 60);
      g_assert_cmpint (deckle_library_median_answer_ms (fixture->library), ==, find_median_slowly (rows));
    }
  g_rand_free (random);
}

/* History is not rewritten when a deck is switched off or removed; asked for by name it still answers. */
static void
test_scope_of_history (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, N_CARDS / 2);
  g_autoptr (GError) error = NULL;
  DeckleScope deck = { .deck = library_fixture_get (fixture, "SELECT id FROM deck") };
  int today = deckle_library_get_today (fixture->library);

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  library_fixture_exec (fixture, "UPDATE deck SET enabled = 0");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GArray) all = deckle_library_day_totals (fixture->library, DECKLE_SCOPE_ALL, today, today, &error);
      g_autoptr (GArray) one = deckle_library_day_totals (fixture->library, deck, today, today, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (all->len, ==, 1);
      g_assert_cmpuint (one->len, ==, 1);
      g_assert_cmpuint (g_array_index (one, DeckleDayTotals, 0).answers, ==, 1);
      g_assert_cmpuint (g_array_index (one, DeckleDayTotals, 0).learn, ==, 1);
      library_fixture_exec (fixture, "UPDATE deck SET removed = 1");
    }
}

/* A flight: the day that an answer was given on stays what it was. */
static void
test_travel (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, N_CARDS / 2);
  g_autoptr (GArray) before = NULL, after = NULL, log = NULL;
  g_autoptr (GError) error = NULL;
  gint64 card = g_array_index (fixture->cards, gint64, 0);
  int today = deckle_library_get_today (fixture->library);

  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  before = deckle_library_day_totals (fixture->library, DECKLE_SCOPE_ALL, today - 3, today + 3, &error);
  /* 9:00 in Berlin is still yesterday evening in Honolulu. */
  deckle_clock_set_zone (fixture->clock, "Pacific/Honolulu");
  deckle_clock_advance_ms (fixture->clock, 60000);
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  after = deckle_library_day_totals (fixture->library, DECKLE_SCOPE_ALL, today - 3, today + 3, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpint (g_array_index (after, DeckleDayTotals, 0).local_day, ==, today - 1);
  g_assert_cmpmem (&g_array_index (after, DeckleDayTotals, 1), sizeof (DeckleDayTotals),
                   &g_array_index (before, DeckleDayTotals, 0), sizeof (DeckleDayTotals));

  log = deckle_library_card_log (fixture->library, card, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 2);
  g_assert_cmpint (g_array_index (log, DeckleReview, 0).utc_offset_min, ==, 60);
  g_assert_cmpint (g_array_index (log, DeckleReview, 1).utc_offset_min, ==, -600);
  g_assert_cmpint (g_array_index (log, DeckleReview, 0).local_day, ==, today);
  g_assert_cmpint (g_array_index (log, DeckleReview, 1).local_day, ==, today - 1);
}

/* Undone rows are in the log of the card and in no sum. */
static void
test_card_log (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, N_CARDS / 2);
  g_autoptr (GArray) log = NULL, days = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  gint64 card = g_array_index (fixture->cards, gint64, 3);
  int today = deckle_library_get_today (fixture->library);

  for (int i = 0; i < 3; i++)
    {
      deckle_clock_advance_ms (fixture->clock, 600000);
      library_fixture_grade (fixture, card, (DeckleRating) (DECKLE_RATING_HARD + i));
    }
  library_fixture_undo (fixture, FALSE);

  log = deckle_library_card_log (fixture->library, card, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const DeckleReview *review = &g_array_index (log, DeckleReview, i);

      g_assert_cmpint (review->card, ==, card);
      g_assert_cmpint (review->rating, ==, DECKLE_RATING_HARD + (int) i);
      g_assert_cmpint (review->undone, ==, i == 2);
      g_assert_cmpint (review->time_ms, ==, FIXTURE_START_MS + (gint64) (i + 1) * 600000);
    }
  days = deckle_library_day_totals (fixture->library, DECKLE_SCOPE_ALL, today, today, &error);
  g_assert_cmpuint (g_array_index (days, DeckleDayTotals, 0).answers, ==, 2);
  none = deckle_library_card_log (fixture->library, 4711, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Every card is counted on exactly the day on which it comes back. */
static void
test_due_on (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, N_CARDS / 2);
  int today = deckle_library_get_today (fixture->library);
  g_autofree char *sql = g_strdup_printf (
    /* Cards 1 to 8: due tomorrow; in a week; overdue; tomorrow but suspended; retired; buried until tomorrow; buried
     * beyond tomorrow; learning, due tomorrow at 3:30 local, which still is the learner's today, and at 4:30. */
    "UPDATE card SET state = 2, due_day = %d; UPDATE card SET due_day = due_day + 6 WHERE id %% 10 = 2;"
    "UPDATE card SET due_day = due_day - 5 WHERE id %% 10 = 3; UPDATE card SET suspended = 1 WHERE id %% 10 = 4;"
    "UPDATE card SET retired = 1 WHERE id %% 10 = 5;"
    "UPDATE card SET due_day = due_day - 3, buried_until_day = %d WHERE id %% 10 = 6;"
    "UPDATE card SET buried_until_day = %d WHERE id %% 10 = 7;"
    "UPDATE card SET state = 1, due_ms = %" G_GINT64_FORMAT " WHERE id %% 10 = 8;"
    "UPDATE card SET state = 3, due_ms = %" G_GINT64_FORMAT " WHERE id %% 10 = 9;"
    "UPDATE card SET retired = 1 WHERE id > 9", today + 1, today + 1, today + 2,
    /* 2026-03-03 02:30 and 03:30 UTC */
    FIXTURE_START_MS + G_GINT64_CONSTANT (66600000), FIXTURE_START_MS + G_GINT64_CONSTANT (70200000));
  DeckleScope nowhere = { .section = 4711 };

  library_fixture_exec (fixture, sql);
  /* 1, 6 and 9 */
  g_assert_cmpuint (deckle_library_count_due_on (fixture->library, DECKLE_SCOPE_ALL, today + 1), ==, 3);
  /* 8 */
  g_assert_cmpuint (deckle_library_count_due_on (fixture->library, DECKLE_SCOPE_ALL, today), ==, 1);
  /* 7 */
  g_assert_cmpuint (deckle_library_count_due_on (fixture->library, DECKLE_SCOPE_ALL, today + 2), ==, 1);
  /* 2 */
  g_assert_cmpuint (deckle_library_count_due_on (fixture->library, DECKLE_SCOPE_ALL, today + 7), ==, 1);
  g_assert_cmpuint (deckle_library_count_due_on (fixture->library, nowhere, today + 1), ==, 0);
  library_fixture_exec (fixture, "UPDATE deck SET enabled = 0");
  g_assert_cmpuint (deckle_library_count_due_on (fixture->library, DECKLE_SCOPE_ALL, today + 1), ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = deckle_library_day_totals (fixture->library, DECKLE_SCOPE_ALL, 0, 40000, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (days->len, ==, 0);
  g_assert_cmpint (deckle_library_median_answer_ms (fixture->library), ==, 0);
  g_assert_cmpuint (deckle_library_count_due_on (fixture->library, DECKLE_SCOPE_ALL, 20000), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/log/empty", test_empty);
  g_test_add_func ("/library/log/random-logs", test_random_logs);
  g_test_add_func ("/library/log/scope-of-history", test_scope_of_history);
  g_test_add_func ("/library/log/travel", test_travel);
  g_test_add_func ("/library/log/card-log", test_card_log);
  g_test_add_func ("/library/log/due-on", test_due_on);
  return g_test_run ();
}
