/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-actions.h"

#include <glib/gi18n-lib.h>
#include <sys/random.h>

#include "library/deckle-load-private.h"
#include "library/deckle-undo.h"

#define QUESTION_CHARS 80 /* of a question in an error message */

/**
 * deckle_review_read:
 * @statement: a statement on a row
 * @first_column: where %DECKLE_REVIEW_COLUMNS begin
 * @review: (out caller-allocates): the row of the log
 */
void
deckle_review_read (sqlite3_stmt *statement,
                    int           first_column,
                    DeckleReview *review)
{
  int column = first_column;

  review->id = sqlite3_column_int64 (statement, column++);
  review->card = sqlite3_column_int64 (statement, column++);
  review->time_ms = sqlite3_column_int64 (statement, column++);
  review->rating = (DeckleRating) sqlite3_column_int (statement, column++);
  review->kind = (DeckleReviewKind) sqlite3_column_int (statement, column++);
  review->answer_ms = sqlite3_column_int64 (statement, column++);
  review->local_day = sqlite3_column_int (statement, column++);
  review->utc_offset_min = sqlite3_column_int (statement, column++);
  review->step_left = sqlite3_column_int (statement, column++);
  review->due_ms = sqlite3_column_int64 (statement, column++);
  review->interval_days = sqlite3_column_double (statement, column++);
  review->parameters = sqlite3_column_int64 (statement, column++);
  review->confidence = sqlite3_column_int (statement, column++);
  review->undone = sqlite3_column_int (statement, column++) != 0;
}

/**
 * deckle_library_replay_card:
 * @db: any connection
 * @scheduler: the parameters to replay with
 * @card: row id of a card
 * @schedule: (out caller-allocates): where the log says that the card stands
 * @error: return location for a [error@LibraryError]
 *
 * Repeats the log of a card from its first row on, in the order in which the answers were given.
 *
 * Returns: whether the log could be read
 */
gboolean
deckle_library_replay_card (sqlite3                *db,
                            const DeckleScheduler  *scheduler,
                            gint64                  card,
                            DeckleSchedule         *schedule,
                            GError                **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  *schedule = (DeckleSchedule){ .state = DECKLE_STATE_NEW };
  statement = deckle_sql_prepare (db, "SELECT " DECKLE_REVIEW_COLUMNS " FROM review WHERE card = ? ORDER BY ordinal", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", card);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleReview review;

      deckle_review_read (statement, 0, &review);
      deckle_scheduler_replay (scheduler, schedule, &review);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/**
 * deckle_library_store_schedule:
 * @db: the writer's connection, inside a transaction
 * @scheduler: the policy and parameters in force
 * @card: row id of a card
 * @schedule: where it stands from now on
 * @error: return location for a [error@LibraryError]
 *
 * Stores where a card stands, and until when it counts as known by the retention that its section desires.
 *
 * Returns: whether it succeeded, also when there is no such card
 */
gboolean
deckle_library_store_schedule (sqlite3                *db,
                               const DeckleScheduler  *scheduler,
                               gint64                  card,
                               const DeckleSchedule   *schedule,
                               GError                **error)
{
  const DeckleMemory *memory = &schedule->memory;
  int known_until = 0;

  if (schedule->state == DECKLE_STATE_REVIEW)
    {
      DeckleScheduler own = *scheduler;

      deckle_library_aim_scheduler (db, card, &own);
      known_until = deckle_scheduler_known_until (&own, schedule);
    }
  return deckle_sql_run (db, error,
                         "UPDATE card SET known_until_day = ?2, (" DECKLE_SCHEDULE_COLUMNS ") = "
                         "(?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) WHERE id = ?1",
                         "liiiiidddlidli", card, known_until, (int) schedule->state, schedule->step_left, schedule->reps,
                         schedule->lapses, memory->stability, memory->stability_fast, memory->difficulty, schedule->due_ms,
                         schedule->due_day, schedule->interval_days, schedule->last_review_ms, schedule->last_day);
}

/* Grading */

/* Random, so that the logs of two machines can be merged. Never 0. */
gint64
deckle_library_make_review_id (void)
{
  gint64 id = 0;

  while (id == 0)
    if (getrandom (&id, sizeof id, 0) != (gssize) sizeof id)
      id = (gint64) (((guint64) g_random_int () << 32) | g_random_int ());
  return id;
}

static char *
describe_lost_answer (sqlite3 *db,
                      gint64   card)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, "SELECT question FROM card WHERE id = ?", NULL);
  g_autofree char *start = NULL;
  const char *question;

  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", card);
  if (!deckle_sql_step (statement, NULL))
    return NULL;
  question = (const char *) sqlite3_column_text (statement, 0);
  if (g_utf8_strlen (question, -1) > QUESTION_CHARS)
    {
      start = g_utf8_substring (question, 0, QUESTION_CHARS - 1);
      return g_strdup_printf (_("The answer on “%s…” was not saved; everything before it is."), g_strchomp (start));
    }
  return g_strdup_printf (_("The answer on “%s” was not saved; everything before it is."), question);
}

static gboolean
insert_review (DeckleWrite        *write,
               const DeckleGrade  *grade,
               gint64              parameters,
               gint64              id,
               int                 local_day,
               GError            **error)
{
  const DeckleSchedule *after = &grade->outcome.after;

  return deckle_sql_run (write->db, error,
                         "INSERT INTO review (" DECKLE_REVIEW_COLUMNS ", ordinal) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, "
                         "(SELECT coalesce (max (ordinal), 0) + 1 FROM review WHERE card = ?2))",
                         "llliiliiildli", id, grade->card, grade->time_ms, (int) grade->rating,
                         (int) grade->outcome.kind, CLAMP (grade->answer_ms, 0, DECKLE_ANSWER_MS_MAX), local_day,
                         deckle_clock_utc_offset_min (write->clock, grade->time_ms), after->step_left, after->due_ms,
                         after->interval_days, parameters, CLAMP (grade->confidence, 0, 3));
}

typedef struct
{
  DeckleGrade    grade;
  DeckleLibrary *library; /* (owned) */
} GradeWrite;

/* Practice and mock answers leave the schedule alone. */
static gboolean
counts (DeckleReviewKind kind)
{
  return kind != DECKLE_REVIEW_PRACTICE && kind != DECKLE_REVIEW_MOCK;
}

static void
grade_write_free (gpointer data)
{
  GradeWrite *self = data;

  if (counts (self->grade.outcome.kind))
    deckle_load_cache_end_grade (self->library, &self->grade);
  g_object_unref (self->library);
  g_free ((gpointer) self->grade.bury);
  g_free (self);
}

/*
 * The memory of the outcome is that of the moment at which it was shown and of the parameters in force then. What is stored
 * is what a replay of the log gives: time went on until the answer, and a refit may have come before it in the queue.
 */
static gboolean
settle_memory (DeckleWrite            *write,
               const DeckleScheduler  *scheduler,
               const DeckleGrade      *grade,
               int                     local_day,
               DeckleSchedule         *after,
               GError                **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;
  DeckleSchedule before;

  statement = deckle_sql_prepare (write->db, "SELECT " DECKLE_SCHEDULE_COLUMNS " FROM card WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", grade->card);
  if (deckle_sql_step (statement, &local_error))
    {
      double elapsed;

      deckle_schedule_read (statement, 0, &before);
      elapsed = deckle_fsrs_elapsed (&scheduler->model, before.last_review_ms, before.last_day, grade->time_ms, local_day);
      after->memory = deckle_fsrs_next (&scheduler->model, &before.memory, elapsed, grade->rating);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
store_answer (DeckleWrite            *write,
              const DeckleScheduler  *scheduler,
              const DeckleGrade      *grade,
              int                     local_day,
              GError                **error)
{
  DeckleSchedule after = grade->outcome.after;

  return settle_memory (write, scheduler, grade, local_day, &after, error) &&
         deckle_library_store_schedule (write->db, scheduler, grade->card, &after, error) &&
         deckle_sql_run (write->db, error, "UPDATE card SET first_day = coalesce (first_day, ?) WHERE id = ?", "il",
                         local_day, grade->card);
}

/* What the answer puts off belongs to its step. A card that has gone meanwhile, or is put off for longer, is passed over. */
static gboolean
bury_with_answer (DeckleWrite        *write,
                  gint64              step,
                  const DeckleGrade  *grade,
                  GError            **error)
{
  for (gsize i = 0; i < grade->n_bury; i++)
    {
      gint64 n;

      if (!deckle_sql_get_int64 (write->db, &n, error, "SELECT count(*) FROM card WHERE id = ? AND buried_until_day < ?", "li",
                                 grade->bury[i], grade->bury_until_day))
        return FALSE;
      if (n == 0 || grade->bury[i] == grade->card)
        continue;
      if (!deckle_undo_save_card (write, step, DECKLE_UNDO_BEFORE, grade->bury[i], error) ||
          !deckle_sql_run (write->db, error, "UPDATE card SET buried_until_day = ? WHERE id = ?", "il", grade->bury_until_day,
                           grade->bury[i]) ||
          !deckle_undo_save_card (write, step, DECKLE_UNDO_AFTER, grade->bury[i], error))
        return FALSE;
      write->changes |= DECKLE_CHANGE_SCHEDULE;
    }
  return TRUE;
}

static gboolean
write_grade (DeckleWrite  *write,
             gpointer      data,
             GError      **error)
{
  const DeckleGrade *grade = &((const GradeWrite *) data)->grade;
  gint64 id = deckle_library_make_review_id ();
  DeckleScheduler scheduler;
  gint64 parameters, step;
  int local_day;

  write->loss = describe_lost_answer (write->db, grade->card);
  if (!deckle_library_read_scheduler (write->db, &scheduler, &parameters, error))
    return FALSE;
  /* A log row names its parameters, and a damaged file may have lost them all. */
  if (parameters == 0)
    parameters = deckle_library_store_parameters (write->db, &scheduler.model, deckle_clock_now_ms (write->clock), error);
  if (parameters == 0)
    return FALSE;
  local_day = deckle_clock_day_of (write->clock, grade->time_ms, scheduler.policy.rollover_hour);

  step = deckle_undo_push (write, DECKLE_UNDO_GRADE, (gint64) grade->rating, grade->card, 1, id, error);
  if (step == 0 ||
      !deckle_undo_save_card (write, step, DECKLE_UNDO_BEFORE, grade->card, error) ||
      !insert_review (write, grade, parameters, id, local_day, error))
    return FALSE;
  if (counts (grade->outcome.kind) && !store_answer (write, &scheduler, grade, local_day, error))
    return FALSE;
  if (!deckle_undo_save_card (write, step, DECKLE_UNDO_AFTER, grade->card, error))
    return FALSE;
  if (!bury_with_answer (write, step, grade, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_GRADE;
  return TRUE;
}

/**
 * deckle_library_grade_async:
 * @self: a library
 * @grade: the answer; copied
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Saves an answer in one transaction: the row of the log, where the card stands now (as the outcome says; the memory alone
 * is that of @grade.time_ms and of the parameters in force) and the undo step. The answer is acknowledged when @callback runs
 * without an error. Cards that the answer puts off belong to the same step. An outcome of kind practice or mock leaves the schedule of the card alone.
 */
void
deckle_library_grade_async (DeckleLibrary       *self,
                            const DeckleGrade   *grade,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GradeWrite *data;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (grade != NULL);
  g_return_if_fail (grade->rating >= DECKLE_RATING_AGAIN && grade->rating <= DECKLE_RATING_EASY);

  data = g_new0 (GradeWrite, 1);
  data->grade = *grade;
  data->grade.bury = g_memdup2 (grade->bury, grade->n_bury * sizeof *grade->bury);
  data->library = g_object_ref (self);
  if (counts (grade->outcome.kind))
    deckle_load_cache_begin_grade (self, grade);
  deckle_library_write (self, write_grade, data, grade_write_free, NULL, deckle_library_grade_async, callback, user_data);
}

/* Marks */

typedef struct
{
  DeckleUndoKind  kind;
  const char     *sql;     /* ?1 the value, ?2 the card */
  int             value;
  GArray         *cards;   /* (element-type gint64) */
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_array_unref (mark->cards);
  g_free (mark);
}

static gboolean
mark_card (DeckleWrite   *write,
           sqlite3_stmt  *update,
           const Mark    *mark,
           gint64         step,
           gint64         card,
           GError       **error)
{
  if (!deckle_undo_save_card (write, step, DECKLE_UNDO_BEFORE, card, error))
    return FALSE;
  deckle_sql_rebind (update, "il", mark->value, card);
  return deckle_sql_finish (update, error) && deckle_undo_save_card (write, step, DECKLE_UNDO_AFTER, card, error);
}

static gboolean
write_mark (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const Mark *mark = data;
  g_autoptr (sqlite3_stmt) update = NULL;
  gint64 step;

  write->loss = g_strdup (_("The cards are as they were."));
  update = deckle_sql_prepare (write->db, mark->sql, error);
  step = update != NULL ? deckle_undo_push (write, mark->kind, mark->value, g_array_index (mark->cards, gint64, 0),
                                            mark->cards->len, 0, error)
                        : 0;
  if (step == 0)
    return FALSE;
  for (guint i = 0; i < mark->cards->len; i++)
    if (!mark_card (write, update, mark, step, g_array_index (mark->cards, gint64, i), error))
      return FALSE;
  write->changes |= DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* The rows, each once: a step keeps one image of a card. */
GArray *
deckle_library_collect_rows (const gint64 *cards,
                             gsize         n_cards)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (sorted, cards, (guint) n_cards);
  g_array_sort (sorted, compare_rows);
  for (guint i = 0; i < sorted->len; i++)
    {
      gint64 row = g_array_index (sorted, gint64, i);

      if (i == 0 || row != g_array_index (sorted, gint64, i - 1))
        g_array_append_val (rows, row);
    }
  return rows;
}

static void
queue_mark (DeckleLibrary       *self,
            DeckleUndoKind       kind,
            const char          *sql,
            int                  value,
            const gint64        *cards,
            gsize                n_cards,
            gpointer             tag,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->kind = kind;
  mark->sql = sql;
  mark->value = value;
  mark->cards = deckle_library_collect_rows (cards, n_cards);
  deckle_library_write (self, write_mark, mark, mark_free, NULL, tag, callback, user_data);
}

/**
 * deckle_library_set_suspended_async:
 * @self: a library
 * @cards: (array length=n_cards): row ids
 * @n_cards: how many, at least 1
 * @suspended: %TRUE: the cards do not come until they are unsuspended
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Suspends cards or takes that back, as one undoable step.
 */
void
deckle_library_set_suspended_async (DeckleLibrary       *self,
                                    const gint64        *cards,
                                    gsize                n_cards,
                                    gboolean             suspended,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (cards != NULL && n_cards > 0);

  queue_mark (self, DECKLE_UNDO_SUSPEND, "UPDATE card SET suspended = ? WHERE id = ?", suspended != FALSE, cards, n_cards,
              deckle_library_set_suspended_async, callback, user_data);
}

/**
 * deckle_library_bury_async:
 * @self: a library
 * @cards: (array length=n_cards): row ids
 * @n_cards: how many, at least 1
 * @until_day: local day that brings them back, days since 1970-01-01; 0 unburies
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Hides cards until a day begins, as one undoable step.
 */
void
deckle_library_bury_async (DeckleLibrary       *self,
                           const gint64        *cards,
                           gsize                n_cards,
                           int                  until_day,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (cards != NULL && n_cards > 0);

  queue_mark (self, DECKLE_UNDO_BURY, "UPDATE card SET buried_until_day = ? WHERE id = ?", until_day, cards, n_cards,
              deckle_library_bury_async, callback, user_data);
}

/**
 * deckle_library_set_flag_async:
 * @self: a library
 * @cards: (array length=n_cards): row ids
 * @n_cards: how many, at least 1
 * @flag: 1 to 4, 0 for none
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Flags cards, as one undoable step.
 */
void
deckle_library_set_flag_async (DeckleLibrary       *self,
                               const gint64        *cards,
                               gsize                n_cards,
                               int                  flag,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (cards != NULL && n_cards > 0);
  g_return_if_fail (flag >= 0 && flag <= 4);

  queue_mark (self, DECKLE_UNDO_FLAG, "UPDATE card SET flag = ? WHERE id = ?", flag, cards, n_cards,
              deckle_library_set_flag_async, callback, user_data);
}
