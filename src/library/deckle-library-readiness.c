/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-readiness.h"

#include "library/deckle-tally.h"

/* What is asked for on a worker. */
typedef struct
{
  DeckleScope     scope;
  int             day;
  DeckleScheduler scheduler;
} Question;

static gboolean
compute (sqlite3         *db,
         const Question  *question,
         double          *readiness,
         GError         **error)
{
  const DeckleScope scope = question->scope;
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  guint n_cards, n_suspended;
  double sum = 0.0;

  *readiness = 0.0;
  if (!deckle_tally_count (db, scope, DECKLE_TALLY_TOTAL, &n_cards, error) ||
      !deckle_tally_count (db, scope, DECKLE_TALLY_SUSPENDED, &n_suspended, error))
    return FALSE;

  statement = deckle_sql_prepare (db,
                                  "SELECT stability, stability_fast, difficulty, last_day "
                                  "FROM card INDEXED BY card_memory WHERE state <> 0 AND retired = 0 AND suspended = 0 "
                                  "AND section IN " DECKLE_SCOPE_SECTIONS, error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "ll", scope.deck, scope.section);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleSchedule schedule = {
        .memory = { sqlite3_column_double (statement, 0), sqlite3_column_double (statement, 1),
                    sqlite3_column_double (statement, 2) },
        .last_day = sqlite3_column_int (statement, 3),
      };

      sum += deckle_scheduler_recall (&question->scheduler, &schedule, question->day);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *readiness = n_cards > n_suspended ? sum / (double) (n_cards - n_suspended) : 0.0;
  return TRUE;
}

/**
 * deckle_library_readiness:
 * @self: a library
 * @scope: which cards
 * @day: local day, days since 1970-01-01; today or later
 * @readiness: (out): 0 to 1; 0 for a scope without cards
 * @error: return location for a [error@LibraryError]
 *
 * Computes how likely the learner is to remember a card of the scope on that day: the mean recall over the cards that are
 * not suspended, a card never seen counting 0. One pass over an index of the cards that were answered: what a window shows of a
 * large library comes from [method@Library.readiness_async].
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_library_readiness (DeckleLibrary  *self,
                          DeckleScope     scope,
                          int             day,
                          double         *readiness,
                          GError        **error)
{
  Question question = { .scope = scope, .day = day };
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (readiness != NULL, FALSE);

  *readiness = 0.0;
  db = deckle_library_get_db (self, error);
  deckle_library_get_scheduler (self, &question.scheduler);
  return db != NULL && compute (db, &question, readiness, error);
}

/**
 * deckle_library_readiness_is_quick:
 * @self: a library
 *
 * Returns: whether the library is so small that [method@Library.readiness] is a matter of milliseconds
 */
gboolean
deckle_library_readiness_is_quick (DeckleLibrary *self)
{
  sqlite3 *db;
  guint n_cards, n_fresh;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), TRUE);

  db = deckle_library_get_db (self, NULL);
  return db == NULL ||
         !deckle_tally_count (db, DECKLE_SCOPE_ALL, DECKLE_TALLY_TOTAL, &n_cards, NULL) ||
         !deckle_tally_count (db, DECKLE_SCOPE_ALL, DECKLE_TALLY_FRESH, &n_fresh, NULL) ||
         n_cards - n_fresh <= DECKLE_READINESS_QUICK_CARDS;
}

static void
compute_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (sqlite3) db = deckle_library_open_reader (source, &error);
  double *readiness = g_new0 (double, 1);

  if (db != NULL && compute (db, data, readiness, &error))
    {
      g_task_return_pointer (task, readiness, g_free);
      return;
    }
  g_free (readiness);
  g_task_return_error (task, error);
}

/**
 * deckle_library_readiness_async:
 * @self: a library
 * @scope: which cards
 * @day: local day, days since 1970-01-01; today or later
 * @cancellable: (nullable): a cancellable
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * The same as [method@Library.readiness] on a worker.
 */
void
deckle_library_readiness_async (DeckleLibrary       *self,
                                DeckleScope          scope,
                                int                  day,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  question = g_new0 (Question, 1);
  question->scope = scope;
  question->day = day;
  deckle_library_get_scheduler (self, &question->scheduler);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_library_readiness_async);
  g_task_set_task_data (task, question, g_free);
  g_task_run_in_thread (task, compute_in_thread);
}

/**
 * deckle_library_readiness_finish:
 * @self: a library
 * @result: what the callback got
 * @readiness: (out): 0 to 1
 * @error: return location for an error
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_library_readiness_finish (DeckleLibrary  *self,
                                 GAsyncResult   *result,
                                 double         *readiness,
                                 GError        **error)
{
  g_autofree double *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (readiness != NULL, FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value == NULL)
    return FALSE;
  *readiness = *value;
  return TRUE;
}
