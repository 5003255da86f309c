/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"
#include "library/deckle-library-sections.h"
#include "library/deckle-undo.h"

/*
 * Sets of parameters are only ever added: rows of the log name the one that chose their interval, and the newest is in force.
 * Undo adds the one before once more.
 */

/* Reads the newest set as it lies there. @is_whole: whether it can be one of its version. */
static gboolean
read_set (sqlite3  *db,
          gint64   *set,
          int      *version,
          double   *values,
          gsize    *n,
          gboolean *is_whole,
          GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  *set = 0;
  *version = 0;
  *n = 0;
  *is_whole = TRUE;
  statement = deckle_sql_prepare (db,
                                  "SELECT s.id, s.version, v.position, v.value FROM parameter_set AS s "
                                  "LEFT JOIN parameter_value AS v ON v.parameter_set = s.id "
                                  "WHERE s.id = (SELECT max(id) FROM parameter_set) ORDER BY v.position", error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    {
      *set = sqlite3_column_int64 (statement, 0);
      *version = sqlite3_column_int (statement, 1);
      if (sqlite3_column_type (statement, 2) == SQLITE_NULL)
        continue;
      if (*n == DECKLE_FSRS_MAX_PARAMETERS || sqlite3_column_int64 (statement, 2) != (gint64) *n)
        *is_whole = FALSE;
      else
        values[(*n)++] = sqlite3_column_double (statement, 3);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!((*version == 6 && *n == DECKLE_FSRS6_N_PARAMETERS) || (*version == 7 && *n == DECKLE_FSRS7_N_PARAMETERS)))
    *is_whole = FALSE;
  return TRUE;
}

/**
 * deckle_library_read_model:
 * @db: any connection
 * @model: (out caller-allocates): the model in force
 * @parameters: (out): row id of its set, 0 when there is none
 * @damage: (out) (optional) (nullable) (transfer full): what is wrong with the set, as a sentence
 * @error: return location for a [error@LibraryError]
 *
 * Reads the newest set of parameters. A damaged one must not keep a learner from studying: FSRS-6 with its defaults takes its
 * place, and the doctor says so.
 *
 * Returns: whether the database could be read
 */
gboolean
deckle_library_read_model (sqlite3     *db,
                           DeckleFsrs  *model,
                           gint64      *parameters,
                           char       **damage,
                           GError     **error)
{
  double values[DECKLE_FSRS_MAX_PARAMETERS] = { 0 };
  g_autoptr (GError) local_error = NULL;
  gboolean is_whole;
  int version;
  gsize n;

  if (damage != NULL)
    *damage = NULL;
  if (!read_set (db, parameters, &version, values, &n, &is_whole, error))
    return FALSE;
  if (is_whole && deckle_fsrs_init (model, values, n, &local_error))
    return TRUE;

  deckle_fsrs_init_default (model);
  if (damage != NULL)
    *damage = local_error != NULL
                ? g_strdup_printf (_("The parameters in the library are damaged: %s"), local_error->message)
                : g_strdup (_("The parameters in the library are damaged: some are missing, or they are those of another model."));
  return TRUE;
}

/**
 * deckle_library_store_parameters:
 * @db: a connection that may write, inside a transaction
 * @model: a model
 * @time_ms: now, ms since the Unix epoch (UTC)
 * @error: return location for a [error@LibraryError]
 *
 * Adds a set of parameters, which is in force from now on. What is cached stays as it is, see
 * [func@library_refresh_memory].
 *
 * Returns: row id of the set, or 0 with @error set
 */
gint64
deckle_library_store_parameters (sqlite3           *db,
                                 const DeckleFsrs  *model,
                                 gint64             time_ms,
                                 GError           **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;
  gint64 set;

  if (!deckle_sql_run (db, error, "INSERT INTO parameter_set (version, time_ms) VALUES (?, ?)", "il", model->version,
                       time_ms))
    return 0;
  set = sqlite3_last_insert_rowid (db);
  insert = deckle_sql_prepare (db, "INSERT INTO parameter_value (parameter_set, position, value) VALUES (?, ?, ?)", error);
  if (insert == NULL)
    return 0;
  for (gsize i = 0; i < model->n; i++)
    {
      deckle_sql_rebind (insert, "lid", set, (int) i, model->w[i]);
      if (!deckle_sql_finish (insert, error))
        return 0;
    }
  return set;
}

/**
 * deckle_library_ensure_parameters:
 * @db: a connection that may write, inside a transaction
 * @time_ms: now, ms since the Unix epoch (UTC)
 * @error: return location for a [error@LibraryError]
 *
 * Puts the defaults of FSRS-6 into force where the newest set is damaged or there is none.
 *
 * Returns: whether a whole set is in force now
 */
gboolean
deckle_library_ensure_parameters (sqlite3  *db,
                                  gint64    time_ms,
                                  GError  **error)
{
  g_autofree char *damage = NULL;
  DeckleFsrs model;
  gint64 set;

  return deckle_library_read_model (db, &model, &set, &damage, error) &&
         (damage == NULL || deckle_library_store_parameters (db, &model, time_ms, error) != 0);
}

static gboolean
store_memory (sqlite3_stmt           *update,
              const DeckleScheduler  *scheduler,
              gint64                  card,
              const DeckleSchedule   *schedule,
              GError                **error)
{
  const DeckleMemory *memory = &schedule->memory;

  deckle_sql_rebind (update, "ldddi", card, memory->stability, memory->stability_fast, memory->difficulty,
                     deckle_scheduler_known_until (scheduler, schedule));
  return deckle_sql_finish (update, error);
}

/* Until when cards count as known where their section desires a retention of its own. */
static gboolean
refresh_aimed (sqlite3  *db,
               GError  **error)
{
  g_autoptr (GHashTable) policies = deckle_section_policies_read (db, error);
  GHashTableIter iter;
  gpointer section, policy;

  if (policies == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, policies);
  while (g_hash_table_iter_next (&iter, &section, &policy))
    if (((const DeckleSectionPolicy *) policy)->desired_retention > 0.0 &&
        !deckle_library_refresh_known (db, *(const gint64 *) section, error))
      return FALSE;
  return TRUE;
}

/**
 * deckle_library_refresh_memory:
 * @db: the writer's connection, inside a transaction
 * @error: return location for a [error@LibraryError]
 *
 * Recomputes what every card is remembered by, by replaying the whole log with the parameters in force in one pass. Due
 * moments, steps and intervals stay.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_library_refresh_memory (sqlite3  *db,
                               GError  **error)
{
  g_autoptr (sqlite3_stmt) rows = NULL, update = NULL;
  DeckleSchedule schedule = { .state = DECKLE_STATE_NEW };
  DeckleScheduler scheduler;
  GError *local_error = NULL;
  gint64 card = 0;

  if (!deckle_library_read_scheduler (db, &scheduler, NULL, error))
    return FALSE;
  rows = deckle_sql_prepare (db, "SELECT " DECKLE_REVIEW_COLUMNS " FROM review ORDER BY card, ordinal", error);
  if (rows == NULL)
    return FALSE;
  update = deckle_sql_prepare (db, "UPDATE card SET stability = ?2, stability_fast = ?3, difficulty = ?4, "
                                   "known_until_day = CASE state WHEN 2 THEN ?5 ELSE 0 END WHERE id = ?1", error);
  if (update == NULL)
    return FALSE;

  while (deckle_sql_step (rows, &local_error))
    {
      DeckleReview review;

      deckle_review_read (rows, 0, &review);
      if (review.card != card)
        {
          if (card != 0 && !store_memory (update, &scheduler, card, &schedule, error))
            return FALSE;
          schedule = (DeckleSchedule){ .state = DECKLE_STATE_NEW };
          card = review.card;
        }
      deckle_scheduler_replay (&scheduler, &schedule, &review);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (card != 0 && !store_memory (update, &scheduler, card, &schedule, error))
    return FALSE;
  return refresh_aimed (db, error);
}

/**
 * deckle_library_restore_parameters:
 * @write: the write of an undo or a redo
 * @set: row id of the set to put back into force
 * @error: return location for a [error@LibraryError]
 *
 * Adds an earlier set once more and recomputes what every card is remembered by.
 *
 * Returns: whether it succeeded; %DECKLE_LIBRARY_ERROR_NOT_FOUND when the set is gone
 */
gboolean
deckle_library_restore_parameters (DeckleWrite  *write,
                                   gint64        set,
                                   GError      **error)
{
  gint64 again;

  if (!deckle_sql_run (write->db, error, "INSERT INTO parameter_set (version, time_ms) "
                       "SELECT version, ? FROM parameter_set WHERE id = ?", "ll",
                       deckle_clock_now_ms (write->clock), set))
    return FALSE;
  if (sqlite3_changes (write->db) != 1)
    {
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                           _("The parameters of that step are not in the library any more."));
      return FALSE;
    }
  again = sqlite3_last_insert_rowid (write->db);
  write->changes |= DECKLE_CHANGE_POLICY | DECKLE_CHANGE_SCHEDULE;
  return deckle_sql_run (write->db, error, "INSERT INTO parameter_value (parameter_set, position, value) "
                         "SELECT ?, position, value FROM parameter_value WHERE parameter_set = ?", "ll", again, set) &&
         deckle_library_refresh_memory (write->db, error);
}

static gboolean
is_same (const DeckleFsrs *a,
         const DeckleFsrs *b)
{
  if (a->version != b->version)
    return FALSE;
  for (gsize i = 0; i < a->n; i++)
    if (a->w[i] < b->w[i] || a->w[i] > b->w[i])
      return FALSE;
  return TRUE;
}

static gboolean
change_parameters (DeckleWrite       *write,
                   const DeckleFsrs  *wanted,
                   gboolean           undoable,
                   GError           **error)
{
  g_autofree char *damage = NULL;
  DeckleFsrs before, model;
  gint64 parameters, set, step = 0;

  write->loss = g_strdup (_("The parameters of the memory model were not saved; they are as they were."));
  if (!deckle_fsrs_init (&model, wanted->w, wanted->n, error) ||
      !deckle_library_read_model (write->db, &before, &parameters, &damage, error))
    return FALSE;
  if (damage == NULL && is_same (&before, &model))
    return TRUE;

  /* The step keeps the set before it; value is the one after it. */
  if (undoable)
    {
      step = deckle_undo_push (write, DECKLE_UNDO_PARAMETERS, 0, 0, 0, 0, error);
      if (step == 0)
        return FALSE;
    }
  set = deckle_library_store_parameters (write->db, &model, deckle_clock_now_ms (write->clock), error);
  if (set == 0 ||
      (undoable && !deckle_sql_run (write->db, error, "UPDATE undo SET value = ? WHERE seq = ?", "ll", set, step)) ||
      !deckle_library_refresh_memory (write->db, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_POLICY | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

static gboolean
write_parameters (DeckleWrite  *write,
                  gpointer      data,
                  GError      **error)
{
  return change_parameters (write, data, TRUE, error);
}

static gboolean
write_fit (DeckleWrite  *write,
           gpointer      data,
           GError      **error)
{
  return change_parameters (write, data, FALSE, error);
}

/**
 * deckle_library_set_parameters_async:
 * @self: a library
 * @model: the model to remember with from now on, FSRS-6 or FSRS-7; values out of their bounds are put into them
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish], which also fails with a [error@FsrsError] when a parameter is
 *   not a number
 * @user_data: for @callback
 *
 * Stores a set of parameters, as one undoable step, and recomputes what every card is remembered by from its log: all of it
 * or, when it fails, none. Due moments that were chosen before stay as they are. Parameters that are in force already are no
 * step. Time grows with the log.
 */
void
deckle_library_set_parameters_async (DeckleLibrary       *self,
                                     const DeckleFsrs    *model,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (model != NULL);

  deckle_library_write (self, write_parameters, g_memdup2 (model, sizeof *model), g_free, cancellable,
                        deckle_library_set_parameters_async, callback, user_data);
}

/**
 * deckle_library_set_fit_async:
 * @self: a library
 * @model: the model to remember with from now on
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.set_parameters_async]
 * @user_data: for @callback
 *
 * Does the same as [method@Library.set_parameters_async] without a step that could be undone: a fit in the background is nothing that
 * the learner did, and the next undo is to take back what they did.
 */
void
deckle_library_set_fit_async (DeckleLibrary       *self,
                              const DeckleFsrs    *model,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (model != NULL);

  deckle_library_write (self, write_fit, g_memdup2 (model, sizeof *model), g_free, cancellable, deckle_library_set_fit_async,
                        callback, user_data);
}
