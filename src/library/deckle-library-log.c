/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-log.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"

#define MEDIAN_ANSWERS 500

/* Answers: every kind but manual and reset. */
#define IS_ANSWER "undone = 0 AND kind NOT IN (6, 7)"
/* Answers that move a card: practice and mock answers do not count for retention. */
#define IS_SCHEDULED "undone = 0 AND kind IN (0, 1, 2, 3)"

/*
 * History is not rewritten by what is switched on today: the scope of everything is the whole log, those of decks that are
 * switched off or removed included.
 */
static const char *
get_scope_filter (DeckleScope scope)
{
  if (scope.section != 0)
    return " AND card IN (SELECT id FROM card WHERE section = ?3)";
  if (scope.deck != 0)
    return " AND card IN (SELECT id FROM card WHERE deck = ?3)";
  return "";
}

static sqlite3_stmt *
prepare_days (sqlite3      *db,
              const char   *head,
              const char   *tail,
              DeckleScope   scope,
              int           from_day,
              int           to_day,
              GError      **error)
{
  g_autofree char *sql = g_strconcat (head, get_scope_filter (scope), tail, NULL);
  sqlite3_stmt *statement = deckle_sql_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  if (scope.section != 0 || scope.deck != 0)
    deckle_sql_bind (statement, "iil", from_day, to_day, scope.section != 0 ? scope.section : scope.deck);
  else
    deckle_sql_bind (statement, "ii", from_day, to_day);
  return statement;
}

static gboolean
read_answers (sqlite3      *db,
              DeckleScope   scope,
              int           from_day,
              int           to_day,
              GArray       *days,
              GError      **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  statement = prepare_days (db,
                            "SELECT local_day, count(*), sum(answer_ms), sum(kind = 0), sum(kind IN (1, 3)), sum(kind = 2), "
                            "min(time_ms), max(time_ms) FROM review INDEXED BY review_day "
                            "WHERE local_day BETWEEN ?1 AND ?2 AND " IS_ANSWER,
                            " GROUP BY local_day ORDER BY local_day", scope, from_day, to_day, error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleDayTotals totals = {
        .local_day = sqlite3_column_int (statement, 0),
        .answers = (guint) sqlite3_column_int (statement, 1),
        .answer_ms = sqlite3_column_int64 (statement, 2),
        .learn = (guint) sqlite3_column_int (statement, 3),
        .review = (guint) sqlite3_column_int (statement, 4),
        .relearn = (guint) sqlite3_column_int (statement, 5),
        .first_ms = sqlite3_column_int64 (statement, 6),
        .last_ms = sqlite3_column_int64 (statement, 7),
      };

      g_array_append_val (days, totals);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The kind and rating beside min() are those of the row that has the minimum. */
static gboolean
read_first_answers (sqlite3      *db,
                    DeckleScope   scope,
                    int           from_day,
                    int           to_day,
                    GArray       *days,
                    GError      **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  guint i = 0;

  statement = prepare_days (db,
                            "SELECT local_day, count(*), sum(rating > 1) FROM ("
                            "SELECT local_day, kind, rating, min(time_ms) FROM review INDEXED BY review_day "
                            "WHERE local_day BETWEEN ?1 AND ?2 AND " IS_SCHEDULED,
                            " GROUP BY local_day, card) WHERE kind IN (1, 3) GROUP BY local_day ORDER BY local_day",
                            scope, from_day, to_day, error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    {
      int day = sqlite3_column_int (statement, 0);

      while (i < days->len && g_array_index (days, DeckleDayTotals, i).local_day < day)
        i++;
      if (i < days->len && g_array_index (days, DeckleDayTotals, i).local_day == day)
        {
          g_array_index (days, DeckleDayTotals, i).first_reviews = (guint) sqlite3_column_int (statement, 1);
          g_array_index (days, DeckleDayTotals, i).first_passed = (guint) sqlite3_column_int (statement, 2);
        }
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * deckle_library_day_totals:
 * @self: a library
 * @scope: whose answers; %DECKLE_SCOPE_ALL is the whole log, whatever is switched on
 * @from_day: first local day, days since 1970-01-01
 * @to_day: last local day, inclusive
 * @error: return location for a [error@LibraryError]
 *
 * Sums up the review log by stored local day, so that a day stays what it was when the learner travels or moves the rollover
 * hour. Of each card the first scheduled answer of a day counts for retention, if the card was in review state then.
 * Main thread, one indexed read of the days asked for.
 *
 * Returns: (transfer full) (element-type DeckleDayTotals) (nullable): days with at least one answer, ascending
 */
GArray *
deckle_library_day_totals (DeckleLibrary  *self,
                           DeckleScope     scope,
                           int             from_day,
                           int             to_day,
                           GError        **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DeckleDayTotals));
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  if (db == NULL)
    return NULL;
  if (!read_answers (db, scope, from_day, to_day, days, error) ||
      !read_first_answers (db, scope, from_day, to_day, days, error))
    return NULL;
  return g_steal_pointer (&days);
}

/**
 * deckle_library_card_log:
 * @self: a library
 * @card: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Reads the whole log of one card, undone rows included. Main thread, indexed read.
 *
 * Returns: (transfer full) (element-type DeckleReview) (nullable): in the order in which the answers were given
 */
GArray *
deckle_library_card_log (DeckleLibrary  *self,
                         gint64          card,
                         GError        **error)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (DeckleReview));
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  if (db == NULL)
    return NULL;
  statement = deckle_sql_prepare (db, "SELECT " DECKLE_REVIEW_COLUMNS " FROM review WHERE card = ? ORDER BY ordinal", error);
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", card);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleReview review;

      deckle_review_read (statement, 0, &review);
      g_array_append_val (log, review);
    }
  if (local_error == NULL)
    return g_steal_pointer (&log);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * deckle_library_count_due_on:
 * @self: a library
 * @scope: which cards
 * @day: a local day, days since 1970-01-01
 *
 * Counts the cards that come back on @day and not before: review cards whose due day it is or whose burial ends on it, and
 * cards in (re)learning whose moment lies in it. Knows no daily limits; suspended cards do not come back. Main thread,
 * indexed read.
 *
 * Returns: how many; 0 also when the library cannot be read
 */
guint
deckle_library_count_due_on (DeckleLibrary *self,
                             DeckleScope    scope,
                             int            day)
{
  static const char sql[] =
    "WITH scope (section) AS MATERIALIZED " DECKLE_SCOPE_SECTIONS " SELECT "
    "(SELECT count(*) FROM card WHERE state = 2 AND retired = 0 AND suspended = 0 AND due_day = ?3 "
    "  AND buried_until_day <= ?3 AND section IN scope) + "
    "(SELECT count(*) FROM card WHERE state = 2 AND retired = 0 AND suspended = 0 AND buried_until_day = ?3 "
    "  AND buried_until_day > 0 AND due_day < ?3 AND section IN scope) + "
    "(SELECT count(*) FROM card WHERE state IN (1, 3) AND retired = 0 AND suspended = 0 AND due_ms >= ?4 AND due_ms < ?5 "
    "  AND buried_until_day <= ?3 AND section IN scope)";
  g_autoptr (GError) error = NULL;
  DeckleScheduler scheduler;
  DeckleClock *clock;
  sqlite3 *db;
  gint64 n;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), 0);

  db = deckle_library_get_db (self, NULL);
  if (db == NULL)
    return 0;
  clock = deckle_library_get_clock (self);
  deckle_library_get_scheduler (self, &scheduler);
  if (!deckle_sql_get_int64 (db, &n, &error, sql, "llill", scope.deck, scope.section, day,
                             deckle_clock_day_start_ms (clock, day, scheduler.policy.rollover_hour),
                             deckle_clock_day_start_ms (clock, day + 1, scheduler.policy.rollover_hour)))
    g_debug ("Cannot count what is due on day %d: %s", day, error->message);
  return (guint) n;
}

static int
compare_int64 (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/**
 * deckle_library_median_answer_ms:
 * @self: a library
 *
 * The learner's own pace. Main thread, reads the end of an index.
 *
 * Returns: the median answer time of the last 500 answers, in ms; 0 without any
 */
gint64
deckle_library_median_answer_ms (DeckleLibrary *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = NULL;
  sqlite3 *db;
  guint middle;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), 0);

  db = deckle_library_get_db (self, NULL);
  statement = db != NULL ? deckle_sql_prepare (db, "SELECT answer_ms FROM review WHERE " IS_ANSWER
                                                   " ORDER BY time_ms DESC LIMIT ?", NULL) : NULL;
  if (statement == NULL)
    return 0;
  deckle_sql_bind (statement, "i", MEDIAN_ANSWERS);
  while (deckle_sql_step (statement, NULL))
    {
      gint64 answer_ms = sqlite3_column_int64 (statement, 0);

      g_array_append_val (times, answer_ms);
    }
  if (times->len == 0)
    return 0;
  g_array_sort (times, compare_int64);
  middle = times->len / 2;
  if (times->len % 2 == 1)
    return g_array_index (times, gint64, middle);
  return (g_array_index (times, gint64, middle - 1) + g_array_index (times, gint64, middle)) / 2;
}
