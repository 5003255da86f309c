/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-history.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"

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
  GError *local_error = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_open_reader (self, error);
  if (db == NULL)
    return NULL;
  statement = deckle_sql_prepare (db, "SELECT id, section, " DECKLE_SCHEDULE_COLUMNS " FROM card WHERE retired = 0 AND "
                                      "suspended = 0 AND section IN " DECKLE_SCOPE_SECTIONS " ORDER BY section, number, id",
                                  error);
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "ll", scope.deck, scope.section);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleCardStanding standing = {
        .card = sqlite3_column_int64 (statement, 0),
        .section = sqlite3_column_int64 (statement, 1),
      };

      deckle_schedule_read (statement, 2, &standing.schedule);
      g_array_append_val (standings, standing);
    }
  if (local_error == NULL)
    return g_steal_pointer (&standings);
  g_propagate_error (error, local_error);
  return NULL;
}

/* Where a card stood when it was answered, from the kind of the row. */
static int
standing_of (DeckleReviewKind kind)
{
  switch (kind)
    {
    case DECKLE_REVIEW_LEARN:
      return 0;
    case DECKLE_REVIEW_REVIEW:
    case DECKLE_REVIEW_AHEAD:
      return 1;
    case DECKLE_REVIEW_RELEARN:
      return 2;
    case DECKLE_REVIEW_PRACTICE:
    case DECKLE_REVIEW_MOCK:
    case DECKLE_REVIEW_MANUAL:
    case DECKLE_REVIEW_RESET:
    default:
      return -1;
    }
}

static gboolean
sum_all (sqlite3             *db,
         DeckleAnswerTotals  *totals,
         GError             **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db, "SELECT kind, rating, count(*), sum(answer_ms) FROM review INDEXED BY review_day "
                                      "WHERE undone = 0 AND kind IN (0, 1, 2, 3) AND rating BETWEEN 1 AND 4 "
                                      "GROUP BY kind, rating", error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    {
      int standing = standing_of ((DeckleReviewKind) sqlite3_column_int (statement, 0));
      int rating = sqlite3_column_int (statement, 1);

      if (standing < 0)
        continue;
      totals->answers[standing][rating - 1] += (guint) sqlite3_column_int64 (statement, 2);
      totals->seconds[standing][rating - 1] += sqlite3_column_double (statement, 3) / 1000.0;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
sum_first (sqlite3             *db,
           DeckleAnswerTotals  *totals,
           GError             **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  /* The rating beside min() is that of the row that has the minimum. */
  statement = deckle_sql_prepare (db, "SELECT rating, count(*) FROM (SELECT rating, min(ordinal) FROM review "
                                      "WHERE undone = 0 AND kind IN (0, 1, 2, 3) AND rating BETWEEN 1 AND 4 GROUP BY card) "
                                      "GROUP BY rating", error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    totals->first[sqlite3_column_int (statement, 0) - 1] = (guint) sqlite3_column_int64 (statement, 1);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/**
 * deckle_library_sum_answers:
 * @self: a library
 * @totals: (out caller-allocates): how the learner answers
 * @error: return location for a [error@LibraryError]
 *
 * Sums up the answers that moved a card. Times are capped when they are stored (60 s), so no outlier is left to drop. Blocking;
 * any thread, through a connection of its own.
 *
 * Returns: whether the log could be read
 */
gboolean
deckle_library_sum_answers (DeckleLibrary       *self,
                            DeckleAnswerTotals  *totals,
                            GError             **error)
{
  g_autoptr (sqlite3) db = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (totals != NULL, FALSE);

  *totals = (DeckleAnswerTotals){ 0 };
  db = deckle_library_open_reader (self, error);
  return db != NULL && sum_all (db, totals, error) && sum_first (db, totals, error);
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
