/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-history.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"
#include "library/deckle-library-sections.h"

/* How many rows are read between two looks at the cancellable. */
#define ROWS_A_LOOK 4096

/**
 * deckle_library_list_standings:
 * @self: a library
 * @scope: which cards
 * @error: return location for a [error@LibraryError]
 *
 * Reads where every card of @scope stands that is neither suspended nor retired, in the order of sections and numbers. Blocking;
 * any thread, through a connection of its own.
 *
 * Returns: (transfer full) (nullable) (element-type DeckleCardStanding): the cards
 */
GArray *
deckle_library_list_standings (DeckleLibrary  *self,
                               DeckleScope     scope,
                               GError        **error)
{
  g_autoptr (GArray) standings = g_array_new (FALSE, FALSE, sizeof (DeckleCardStanding));
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GHashTable) policies = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_open_reader (self, error);
  if (db == NULL)
    return NULL;
  statement = deckle_sql_prepare (db, "SELECT id, section, buried_until_day, " DECKLE_SCHEDULE_COLUMNS " FROM card WHERE retired = 0 AND "
                                      "suspended = 0 AND section IN " DECKLE_SCOPE_SECTIONS " ORDER BY section, number, id",
                                  error);
  policies = statement != NULL ? deckle_section_policies_read (db, error) : NULL;
  if (policies == NULL)
    return NULL;
  deckle_sql_bind (statement, "ll", scope.deck, scope.section);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleCardStanding standing = {
        .card = sqlite3_column_int64 (statement, 0),
        .section = sqlite3_column_int64 (statement, 1),
        .buried_until_day = sqlite3_column_int (statement, 2),
      };
      const DeckleSectionPolicy *policy;

      policy = g_hash_table_lookup (policies, &standing.section);
      standing.desired_retention = policy != NULL ? policy->desired_retention : 0.0;
      standing.new_limit = policy != NULL ? policy->new_per_day + 1 : 0;
      standing.review_limit = policy != NULL ? policy->reviews_per_day + 1 : 0;
      deckle_schedule_read (statement, 3, &standing.schedule);
      g_array_append_val (standings, standing);
    }
  if (local_error == NULL)
    return g_steal_pointer (&standings);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * deckle_library_read_collection:
 * @self: a library
 * @scope: which cards
 * @weights: (nullable) (element-type gint64 gdouble): how much the cards of a section count, by its row id; 1 where it is not there
 * @today: local day, days since 1970-01-01
 * @error: return location for a [error@LibraryError]
 *
 * Reads every card of @scope that is neither suspended nor retired, as a forecast wants it. Blocking; any thread.
 *
 * Returns: (transfer full) (nullable) (element-type DeckleForecastCard): the cards, in the order in which new ones come
 */
GArray *
deckle_library_read_collection (DeckleLibrary  *self,
                                DeckleScope     scope,
                                GHashTable     *weights,
                                int             today,
                                GError        **error)
{
  g_autoptr (GArray) standings = deckle_library_list_standings (self, scope, error);
  GArray *cards;

  if (standings == NULL)
    return NULL;
  cards = g_array_sized_new (FALSE, FALSE, sizeof (DeckleForecastCard), standings->len);
  for (guint i = 0; i < standings->len; i++)
    {
      const DeckleCardStanding *standing = &g_array_index (standings, DeckleCardStanding, i);
      const DeckleSchedule *schedule = &standing->schedule;
      const double *weight = weights != NULL ? g_hash_table_lookup (weights, &standing->section) : NULL;
      const DeckleForecastCard card = {
        .memory = schedule->memory,
        .state = schedule->state,
        .step_left = schedule->step_left,
        .due_in_days = schedule->state == DECKLE_STATE_NEW ? 0 : schedule->due_day - today,
        .elapsed_days = schedule->state == DECKLE_STATE_NEW ? 0 : MAX (today - schedule->last_day, 0),
        .interval_days = schedule->interval_days,
        .section = (int) standing->section,
        .weight = weight != NULL ? *weight : 1.0,
        .desired_retention = standing->desired_retention,
        .new_limit = standing->new_limit,
        .review_limit = standing->review_limit,
      };

      g_array_append_val (cards, card);
    }
  return cards;
}

/**
 * deckle_library_count_reviews:
 * @self: a library
 * @day: a stored local day
 *
 * Counts the answers of a day on cards in review state, whether these were due or not. Main thread, an index is read.
 *
 * Returns: how many; 0 also when the library cannot be read
 */
guint
deckle_library_count_reviews (DeckleLibrary *self,
                              int            day)
{
  sqlite3 *db;
  gint64 n = 0;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), 0);

  db = deckle_library_get_db (self, NULL);
  if (db == NULL || !deckle_sql_get_int64 (db, &n, NULL, "SELECT count(*) FROM review INDEXED BY review_day "
                                                         "WHERE local_day = ? AND undone = 0 AND kind IN (1, 3)", "i", day))
    return 0;
  return (guint) n;
}

/* Where a card stood when it was answered, from the kind of the row. */
static DeckleHabitKind
habit_of (DeckleReviewKind kind)
{
  if (kind == DECKLE_REVIEW_LEARN)
    return DECKLE_HABIT_LEARN;
  return kind == DECKLE_REVIEW_RELEARN ? DECKLE_HABIT_RELEARN : DECKLE_HABIT_REVIEW;
}

/* Calls @add for each row of a query. */
static gboolean
for_each_row (sqlite3            *db,
              const char         *sql,
              void              (*add) (sqlite3_stmt *, DeckleHabitCounts *),
              DeckleHabitCounts  *counts,
              GError            **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    add (statement, counts);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static void
add_answers (sqlite3_stmt      *statement,
             DeckleHabitCounts *counts)
{
  DeckleHabitKind kind = habit_of ((DeckleReviewKind) sqlite3_column_int (statement, 0));
  int rating = sqlite3_column_int (statement, 1);
  guint n = (guint) sqlite3_column_int64 (statement, 2);

  counts->answers[kind][rating - 1] += n;
  counts->seconds[kind][rating - 1] += sqlite3_column_double (statement, 3) / 1000.0;
  if (kind == DECKLE_HABIT_REVIEW && rating > DECKLE_RATING_AGAIN)
    counts->success[rating - 2] += n;
}

static void
add_first (sqlite3_stmt      *statement,
           DeckleHabitCounts *counts)
{
  counts->first_rating[sqlite3_column_int (statement, 0) - 1] = (guint) sqlite3_column_int64 (statement, 1);
}

/* Easy leaves the steps, so nothing follows it there. */
static void
add_pair (sqlite3_stmt      *statement,
          DeckleHabitCounts *counts)
{
  gboolean relearn = sqlite3_column_int (statement, 0) == DECKLE_REVIEW_RELEARN;
  int before = sqlite3_column_int (statement, 1), rating = sqlite3_column_int (statement, 2);
  guint n = (guint) sqlite3_column_int64 (statement, 3);

  if (before >= DECKLE_RATING_EASY)
    return;
  if (relearn)
    counts->relearn_step[before - 1][rating - 1] = n;
  else
    counts->learn_step[before - 1][rating - 1] = n;
}

#define COUNTS "undone = 0 AND kind IN (0, 1, 2, 3) AND rating BETWEEN 1 AND 4"

/**
 * deckle_library_count_habits:
 * @self: a library
 * @counts: (out caller-allocates): how the learner answers
 * @error: return location for a [error@LibraryError]
 *
 * Sums up the answers that moved a card. Times are capped when they are stored (60 s), so no outlier is left to drop. Blocking;
 * any thread, through a connection of its own.
 *
 * Returns: whether the log could be read
 */
gboolean
deckle_library_count_habits (DeckleLibrary      *self,
                             DeckleHabitCounts  *counts,
                             GError            **error)
{
  g_autoptr (sqlite3) db = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  *counts = (DeckleHabitCounts){ 0 };
  db = deckle_library_open_reader (self, error);
  return db != NULL &&
         for_each_row (db, "SELECT kind, rating, count(*), sum(answer_ms) FROM review INDEXED BY review_day WHERE " COUNTS
                           " GROUP BY kind, rating", add_answers, counts, error) &&
         /* The rating beside min() is that of the row that has the minimum. */
         for_each_row (db, "SELECT rating, count(*) FROM (SELECT rating, min(ordinal) FROM review WHERE " COUNTS
                           " GROUP BY card) GROUP BY rating", add_first, counts, error) &&
         for_each_row (db, "SELECT kind, before, rating, count(*) FROM (SELECT kind, rating, local_day, "
                           "lag(rating) OVER w AS before, lag(local_day) OVER w AS day_before FROM review WHERE " COUNTS
                           " WINDOW w AS (PARTITION BY card ORDER BY ordinal)) "
                           "WHERE day_before = local_day AND kind IN (0, 2) GROUP BY kind, before, rating",
                       add_pair, counts, error);
}

/**
 * deckle_library_read_history:
 * @self: a library
 * @func: called for each row
 * @user_data: for @func
 * @cancellable: (nullable): stops the reading
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Reads the rows of the log that count for memory, those of removed decks included: answers and resets that were not undone, card
 * by card in the order in which they were given. Blocking; any thread, through a connection of its own.
 *
 * Returns: whether all were read
 */
gboolean
deckle_library_read_history (DeckleLibrary      *self,
                             DeckleHistoryFunc   func,
                             gpointer            user_data,
                             GCancellable       *cancellable,
                             GError            **error)
{
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;
  guint n = 0;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  db = deckle_library_open_reader (self, error);
  if (db == NULL)
    return FALSE;
  statement = deckle_sql_prepare (db, "SELECT " DECKLE_REVIEW_COLUMNS " FROM review WHERE undone = 0 AND kind IN (0, 1, 2, 3, 7) "
                                      "ORDER BY card, ordinal", error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleReview review;

      if (n++ % ROWS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      deckle_review_read (statement, 0, &review);
      func (&review, user_data);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}
