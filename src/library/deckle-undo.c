/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-undo"
#include "deckle-config.h"
#include "library/deckle-undo.h"

#include <glib/gi18n-lib.h>

/*
 * The undo stack lies in the database. A step keeps the rows that it changed as they were before it and as they are after it;
 * undo puts the former back, redo the latter. Steps that are done come first in order of seq, steps that were taken back
 * follow; a new step drops these.
 */

#define QUESTION_CHARS 40 /* of a question in a label */

#define CARD_IMAGE_COLUMNS DECKLE_SCHEDULE_COLUMNS ", first_day, suspended, buried_until_day, flag"

/* What an undo returns: the step, or that its card is gone. */
typedef struct
{
  DeckleUndoStep step;
  gboolean       gone;
} UndoResult;

static void
undo_result_free (gpointer data)
{
  UndoResult *result = data;

  deckle_undo_step_clear (&result->step);
  g_free (result);
}

/**
 * deckle_undo_step_clear:
 * @step: a step
 *
 * Frees what @step holds, not @step itself.
 */
void
deckle_undo_step_clear (DeckleUndoStep *step)
{
  g_clear_pointer (&step->label, g_free);
}

/* Labels */

static char *
describe_deck_step (sqlite3 *db,
                    gint64   seq)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT a.own_title IS NOT b.own_title, a.removed <> b.removed, a.enabled "
                                  "FROM undo_deck AS a JOIN undo_deck AS b ON b.undo = a.undo AND b.deck = a.deck "
                                  "WHERE a.undo = ? AND a.side = 1 AND b.side = 0", NULL);
  if (statement == NULL)
    return g_strdup (_("Change Deck"));
  deckle_sql_bind (statement, "l", seq);
  if (!deckle_sql_step (statement, NULL))
    return g_strdup (_("Change Deck"));
  if (sqlite3_column_int (statement, 0))
    return g_strdup (_("Rename Deck"));
  if (sqlite3_column_int (statement, 1))
    return g_strdup (_("Remove Deck"));
  return g_strdup (sqlite3_column_int (statement, 2) ? _("Switch Deck On") : _("Switch Deck Off"));
}

static const char *
describe_rating (gint64 rating)
{
  switch ((DeckleRating) rating)
    {
    case DECKLE_RATING_AGAIN:
      return _("Again");
    case DECKLE_RATING_HARD:
      return _("Hard");
    case DECKLE_RATING_GOOD:
      return _("Good");
    case DECKLE_RATING_EASY:
      return _("Easy");
    case DECKLE_RATING_NONE:
    default:
      return _("Answer");
    }
}

static char *
describe_step (sqlite3        *db,
               gint64          seq,
               DeckleUndoKind  kind,
               gint64          value)
{
  switch (kind)
    {
    case DECKLE_UNDO_GRADE:
      return g_strdup (describe_rating (value));
    case DECKLE_UNDO_SUSPEND:
      return g_strdup (value != 0 ? _("Suspend") : _("Unsuspend"));
    case DECKLE_UNDO_BURY:
      return g_strdup (value != 0 ? _("Bury") : _("Unbury"));
    case DECKLE_UNDO_FLAG:
      return g_strdup (value != 0 ? _("Flag") : _("Remove Flag"));
    case DECKLE_UNDO_DECK:
      return describe_deck_step (db, seq);
    case DECKLE_UNDO_POLICY:
      return g_strdup (value == DECKLE_UNDO_POLICY_SECTION ? _("Change Section Settings") : _("Change Settings"));
    case DECKLE_UNDO_PARAMETERS:
      return g_strdup (_("Change Memory Model"));
    case DECKLE_UNDO_NOTE:
    case DECKLE_UNDO_RESET:
    case DECKLE_UNDO_EDIT:
    case DECKLE_UNDO_CREATE:
    case DECKLE_UNDO_DELETE:
    case DECKLE_UNDO_MOVE:
    case DECKLE_UNDO_SECTION:
      return deckle_undo_describe_own (kind, value);
    default:
      return g_strdup (_("Change"));
    }
}

/* The newest step that is done, or the oldest that was taken back: seq, kind, value, card, n_cards, review, parameters. */
static sqlite3_stmt *
find_step (sqlite3   *db,
           gboolean   redo,
           GError   **error)
{
  return deckle_sql_prepare (db, redo ? "SELECT seq, kind, value, card, n_cards, review, parameters FROM undo "
                                        "WHERE done = 0 ORDER BY seq LIMIT 1"
                                      : "SELECT seq, kind, value, card, n_cards, review, parameters FROM undo "
                                        "WHERE done = 1 ORDER BY seq DESC LIMIT 1", error);
}

static char *
dup_short_question (sqlite3 *db,
                    gint64   card)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, "SELECT question FROM card WHERE id = ?", NULL);
  const char *question;
  g_autofree char *start = NULL;

  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", card);
  if (!deckle_sql_step (statement, NULL))
    return NULL;
  question = (const char *) sqlite3_column_text (statement, 0);
  if (g_utf8_strlen (question, -1) <= QUESTION_CHARS)
    return g_strdup (question);
  start = g_utf8_substring (question, 0, QUESTION_CHARS - 1);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

/**
 * deckle_undo_read_label:
 * @db: any connection
 * @redo: whether to look at what can be done again
 *
 * Returns: (transfer full) (nullable): what undo or redo would do, translated; %NULL when there is nothing
 */
char *
deckle_undo_read_label (sqlite3  *db,
                        gboolean  redo)
{
  g_autoptr (sqlite3_stmt) statement = find_step (db, redo, NULL);
  g_autofree char *action = NULL, *question = NULL;
  guint n_cards;

  if (statement == NULL || !deckle_sql_step (statement, NULL))
    return NULL;

  action = describe_step (db, sqlite3_column_int64 (statement, 0), (DeckleUndoKind) sqlite3_column_int (statement, 1),
                          sqlite3_column_int64 (statement, 2));
  n_cards = (guint) sqlite3_column_int (statement, 4);
  if (n_cards > 1)
    {
      g_autofree char *cards = g_strdup_printf (ngettext ("%u Card", "%u Cards", n_cards), n_cards);

      /* Translators: “Undo Suspend on 3 Cards” */
      return redo ? g_strdup_printf (_("Redo %s on %s"), action, cards)
                  : g_strdup_printf (_("Undo %s on %s"), action, cards);
    }
  question = n_cards == 1 ? dup_short_question (db, sqlite3_column_int64 (statement, 3)) : NULL;
  if (question != NULL)
    /* Translators: the first %s is an action like “Good” or “Suspend”, the second the question of a card. */
    return redo ? g_strdup_printf (_("Redo %s on “%s”"), action, question)
                : g_strdup_printf (_("Undo %s on “%s”"), action, question);
  /* Translators: %s is an action like “Rename Deck”. */
  return redo ? g_strdup_printf (_("Redo %s"), action) : g_strdup_printf (_("Undo %s"), action);
}

/* Recording */

/**
 * deckle_undo_push:
 * @write: the write that the step belongs to
 * @kind: what it does
 * @value: the rating, whether suspended, the flag, …
 * @card: row id of the (first) card, 0 for none
 * @n_cards: how many cards
 * @review: id of the log row, 0 for none
 * @error: return location for a [error@LibraryError]
 *
 * Starts a step: what could be done again is forgotten, and the oldest steps beyond %DECKLE_UNDO_MAX.
 *
 * Returns: the step, or 0 with @error set
 */
gint64
deckle_undo_push (DeckleWrite     *write,
                  DeckleUndoKind   kind,
                  gint64           value,
                  gint64           card,
                  guint            n_cards,
                  gint64           review,
                  GError         **error)
{
  gint64 step;

  if (!deckle_sql_exec (write->db, "DELETE FROM undo WHERE done = 0", error) ||
      !deckle_sql_run (write->db, error,
                       "INSERT INTO undo (kind, time_ms, value, card, n_cards, review, parameters) "
                       "VALUES (?, ?, ?, ?, ?, nullif (?, 0), (SELECT max(id) FROM parameter_set))",
                       "illlll", (int) kind, deckle_clock_now_ms (write->clock), value, card, (gint64) n_cards, review))
    return 0;
  step = sqlite3_last_insert_rowid (write->db);
  if (!deckle_sql_run (write->db, error,
                       "DELETE FROM undo WHERE seq <= (SELECT seq FROM undo ORDER BY seq DESC LIMIT 1 OFFSET ?)",
                       "i", DECKLE_UNDO_MAX))
    return 0;
  write->changes |= DECKLE_CHANGE_UNDO;
  return step;
}

/**
 * deckle_undo_save_card:
 * @write: the write that the step belongs to
 * @step: the step
 * @side: before or after the change
 * @card: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Keeps where a card stands now.
 *
 * Returns: whether it succeeded; %DECKLE_LIBRARY_ERROR_NOT_FOUND when there is no such card
 */
gboolean
deckle_undo_save_card (DeckleWrite     *write,
                       gint64           step,
                       DeckleUndoSide   side,
                       gint64           card,
                       GError         **error)
{
  if (!deckle_sql_run (write->db, error,
                       "INSERT INTO undo_card (undo, side, card, " CARD_IMAGE_COLUMNS ") "
                       "SELECT ?, ?, id, " CARD_IMAGE_COLUMNS " FROM card WHERE id = ?",
                       "lil", step, (int) side, card))
    return FALSE;
  if (sqlite3_changes (write->db) == 1)
    return TRUE;
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                       _("The card is not in the library any more."));
  return FALSE;
}

/**
 * deckle_undo_save_deck:
 * @write: the write that the step belongs to
 * @step: the step
 * @side: before or after the change
 * @deck: row id of a deck
 * @error: return location for a [error@LibraryError]
 *
 * Keeps what the user can change about a deck.
 *
 * Returns: whether it succeeded; %DECKLE_LIBRARY_ERROR_NOT_FOUND when there is no such deck
 */
gboolean
deckle_undo_save_deck (DeckleWrite     *write,
                       gint64           step,
                       DeckleUndoSide   side,
                       gint64           deck,
                       GError         **error)
{
  if (!deckle_sql_run (write->db, error,
                       "INSERT INTO undo_deck (undo, side, deck, own_title, enabled, removed) "
                       "SELECT ?, ?, id, own_title, enabled, removed FROM deck WHERE id = ?",
                       "lil", step, (int) side, deck))
    return FALSE;
  if (sqlite3_changes (write->db) == 1)
    return TRUE;
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                       _("The deck is not in the library any more."));
  return FALSE;
}

/**
 * deckle_undo_save_settings:
 * @write: the write that the step belongs to
 * @step: the step
 * @side: before or after the change
 * @error: return location for a [error@LibraryError]
 *
 * Keeps all settings.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_undo_save_settings (DeckleWrite     *write,
                           gint64           step,
                           DeckleUndoSide   side,
                           GError         **error)
{
  return deckle_sql_run (write->db, error,
                         "INSERT INTO undo_setting (undo, side, name, position, value) "
                         "SELECT ?, ?, name, position, value FROM setting", "li", step, (int) side);
}

/* Taking back */

typedef struct
{
  DeckleWrite    *write;
  gboolean        redo;
  gint64          seq;
  DeckleUndoKind  kind;
  gint64          value;
  gint64          review;
  gint64          parameters;    /* the set in force when the step was made */
  DeckleUndoSide  side;          /* the one to put back */
  gboolean        stale_memory;  /* the images were made under other parameters */
  DeckleScheduler scheduler;
} Step;

/* Memory of an image that was made under other parameters comes from the log. */
static gboolean
refresh_memory (Step            *step,
                gint64           card,
                DeckleSchedule  *schedule,
                GError         **error)
{
  DeckleSchedule replayed;

  if (!step->stale_memory)
    return TRUE;
  if (!deckle_library_replay_card (step->write->db, &step->scheduler, card, &replayed, error))
    return FALSE;
  schedule->memory = replayed.memory;
  return TRUE;
}

static gboolean
restore_card (Step          *step,
              sqlite3_stmt  *image,
              guint         *n_restored,
              GError       **error)
{
  gint64 card = sqlite3_column_int64 (image, 0);
  DeckleSchedule schedule;

  if (!deckle_sql_run (step->write->db, error,
                       "UPDATE card SET first_day = i.first_day, suspended = i.suspended, "
                       "buried_until_day = i.buried_until_day, flag = i.flag "
                       "FROM undo_card AS i WHERE i.undo = ? AND i.side = ? AND i.card = ?3 AND card.id = ?3",
                       "lil", step->seq, (int) step->side, card))
    return FALSE;
  if (sqlite3_changes (step->write->db) == 0)
    return TRUE;
  (*n_restored)++;
  deckle_schedule_read (image, 1, &schedule);
  return refresh_memory (step, card, &schedule, error) &&
         deckle_library_store_schedule (step->write->db, &step->scheduler, card, &schedule, error);
}

static gboolean
restore_cards (Step      *step,
               gboolean  *gone,
               GError   **error)
{
  g_autoptr (sqlite3_stmt) images = NULL;
  g_autoptr (GError) local_error = NULL;
  guint n_restored = 0;

  images = deckle_sql_prepare (step->write->db,
                               "SELECT card, " DECKLE_SCHEDULE_COLUMNS " FROM undo_card WHERE undo = ? AND side = ?",
                               error);
  if (images == NULL)
    return FALSE;
  deckle_sql_bind (images, "li", step->seq, (int) step->side);
  while (deckle_sql_step (images, &local_error))
    if (!restore_card (step, images, &n_restored, error))
      return FALSE;
  *gone = n_restored == 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
restore_deck (Step      *step,
              GError   **error)
{
  step->write->changes |= DECKLE_CHANGE_DECKS;
  return deckle_sql_run (step->write->db, error,
                         "UPDATE deck SET own_title = i.own_title, enabled = i.enabled, removed = i.removed "
                         "FROM undo_deck AS i WHERE i.undo = ? AND i.side = ? AND deck.id = i.deck",
                         "li", step->seq, (int) step->side);
}

static gboolean
restore_settings (Step      *step,
                  GError   **error)
{
  step->write->changes |= DECKLE_CHANGE_POLICY;
  return deckle_sql_exec (step->write->db, "DELETE FROM setting", error) &&
         deckle_sql_run (step->write->db, error,
                         "INSERT INTO setting (name, position, value) "
                         "SELECT name, position, value FROM undo_setting WHERE undo = ? AND side = ?",
                         "li", step->seq, (int) step->side) &&
         deckle_library_refresh_known (step->write->db, 0, error);
}

/* Everything that a step about cards of the user's own may have kept. */
static gboolean
restore_own (Step      *step,
             GError   **error)
{
  gboolean gone;

  step->write->changes |= DECKLE_CHANGE_DECKS;
  return deckle_undo_mark_reviews (step->write->db, step->seq, !step->redo, error) &&
         restore_deck (step, error) &&
         deckle_undo_restore_own (step->write->db, step->seq, step->side, error) &&
         restore_cards (step, &gone, error);
}

static gboolean
restore (Step      *step,
         gboolean  *gone,
         GError   **error)
{
  switch (step->kind)
    {
    case DECKLE_UNDO_GRADE:
      return deckle_sql_run (step->write->db, error, "UPDATE review SET undone = ? WHERE id = ?", "il",
                             step->redo ? 0 : 1, step->review) &&
             restore_cards (step, gone, error);
    case DECKLE_UNDO_SUSPEND:
    case DECKLE_UNDO_BURY:
    case DECKLE_UNDO_FLAG:
      return restore_cards (step, gone, error);
    case DECKLE_UNDO_DECK:
      return restore_deck (step, error);
    case DECKLE_UNDO_POLICY:
      return restore_settings (step, error);
    case DECKLE_UNDO_PARAMETERS:
      return deckle_library_restore_parameters (step->write, step->redo ? step->value : step->parameters, error);
    case DECKLE_UNDO_NOTE:
    case DECKLE_UNDO_RESET:
    case DECKLE_UNDO_EDIT:
    case DECKLE_UNDO_CREATE:
    case DECKLE_UNDO_DELETE:
    case DECKLE_UNDO_MOVE:
    case DECKLE_UNDO_SECTION:
      return restore_own (step, error);
    default:
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED,
                           _("This step was made by another version of Deckle and cannot be taken back."));
      return FALSE;
    }
}

static gboolean
read_step (Step        *step,
           UndoResult  *result,
           GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = find_step (step->write->db, step->redo, error);
  g_autoptr (GError) local_error = NULL;
  gint64 parameters;

  if (statement == NULL || !deckle_library_read_scheduler (step->write->db, &step->scheduler, &parameters, error))
    return FALSE;
  if (!deckle_sql_step (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING,
                             step->redo ? _("There is nothing to do again.") : _("There is nothing to take back."));
      return FALSE;
    }
  step->seq = sqlite3_column_int64 (statement, 0);
  step->kind = (DeckleUndoKind) sqlite3_column_int (statement, 1);
  step->value = sqlite3_column_int64 (statement, 2);
  step->review = sqlite3_column_int64 (statement, 5);
  step->parameters = sqlite3_column_int64 (statement, 6);
  step->stale_memory = step->parameters != parameters;

  result->step.kind = step->kind;
  result->step.card = sqlite3_column_int64 (statement, 3);
  result->step.n_cards = (guint) sqlite3_column_int (statement, 4);
  result->step.label = describe_step (step->write->db, step->seq, step->kind, step->value);
  return TRUE;
}

static gboolean
move_step (DeckleWrite  *write,
           gboolean      redo,
           GError      **error)
{
  UndoResult *result = g_new0 (UndoResult, 1);
  Step step = { .write = write, .redo = redo, .side = redo ? DECKLE_UNDO_AFTER : DECKLE_UNDO_BEFORE };

  write->result = result;
  write->free_result = undo_result_free;
  write->loss = g_strdup (redo ? _("The step was not done again.") : _("The step was not taken back."));
  if (!read_step (&step, result, error) || !restore (&step, &result->gone, error))
    return FALSE;

  write->changes |= DECKLE_CHANGE_UNDO | DECKLE_CHANGE_SCHEDULE;
  /* A step whose card is gone can only stand in the way of those below it. */
  if (result->gone)
    return deckle_sql_run (write->db, error, "DELETE FROM undo WHERE seq = ?", "l", step.seq);
  return deckle_sql_run (write->db, error, "UPDATE undo SET done = ? WHERE seq = ?", "il", redo ? 1 : 0, step.seq);
}

static gboolean
write_undo (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  return move_step (write, FALSE, error);
}

static gboolean
write_redo (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  return move_step (write, TRUE, error);
}

/**
 * deckle_library_undo_async:
 * @self: a library
 * @callback: see [method@Library.undo_finish]
 * @user_data: for @callback
 *
 * Takes back the last step that is done, also one of an earlier run of the program. An entry of the same queue as the grades:
 * it takes back what was queued before it.
 */
void
deckle_library_undo_async (DeckleLibrary       *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  deckle_library_write (self, write_undo, NULL, NULL, NULL, deckle_library_undo_async, callback, user_data);
}

/**
 * deckle_library_redo_async:
 * @self: a library
 * @callback: see [method@Library.undo_finish]
 * @user_data: for @callback
 *
 * Does the step again that was taken back last.
 */
void
deckle_library_redo_async (DeckleLibrary       *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  deckle_library_write (self, write_redo, NULL, NULL, NULL, deckle_library_redo_async, callback, user_data);
}

/**
 * deckle_library_undo_finish:
 * @self: a library
 * @result: handed to the callback
 * @step: (out caller-allocates) (optional): what was taken back or done again; free with [method@UndoStep.clear]
 * @error: return location for a [error@LibraryError]: %DECKLE_LIBRARY_ERROR_NOTHING when there is no step,
 *   %DECKLE_LIBRARY_ERROR_NOT_FOUND when its card is gone (the step is dropped then)
 *
 * Ends an undo or a redo.
 *
 * Returns: whether a step was taken back or done again
 */
gboolean
deckle_library_undo_finish (DeckleLibrary   *self,
                            GAsyncResult    *result,
                            DeckleUndoStep  *step,
                            GError         **error)
{
  UndoResult *done;
  gboolean success;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  done = g_task_propagate_pointer (G_TASK (result), error);
  if (done == NULL)
    return FALSE;
  success = !done->gone;
  if (!success)
    g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                         _("The card of that step is not in the library any more, so the step was dropped."));
  else if (step != NULL)
    {
      *step = done->step;
      done->step.label = NULL;
    }
  undo_result_free (done);
  return success;
}
