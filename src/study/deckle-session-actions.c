/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "deckle-config.h"
#include "study/deckle-session-private.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-related.h"

static DeckleSessionWrite *
push_write (DeckleSession          *self,
            DeckleSessionWriteKind  kind)
{
  DeckleSessionWrite *write = g_new0 (DeckleSessionWrite, 1);

  write->session = g_object_ref (self);
  write->kind = kind;
  write->entry = self->entry;
  g_queue_push_tail (&self->writes, write);
  return write;
}

static void
free_write (DeckleSessionWrite *write)
{
  g_queue_remove (&write->session->writes, write);
  g_object_unref (write->session);
  g_free (write);
}

/* Position of the last answer on @card, or -1. */
static int
find_answer (DeckleSession *self,
             gint64         card)
{
  for (guint i = self->answers->len; i > 0; i--)
    if (g_array_index (self->answers, DeckleSessionAnswer, i - 1).card == card)
      return (int) i - 1;
  return -1;
}

static void
mark_saved (DeckleSession *self,
            gint64         card)
{
  for (guint i = 0; i < self->answers->len; i++)
    {
      DeckleSessionAnswer *answer = &g_array_index (self->answers, DeckleSessionAnswer, i);

      if (answer->card == card && !answer->saved)
        {
          answer->saved = TRUE;
          return;
        }
    }
}

/* The cards of failed writes come again in their order, then the one that was on screen. */
static void
bring_back_failed (DeckleSession *self)
{
  deckle_session_put_back (self);
  for (guint i = self->failed->len; i > 0; i--)
    {
      DeckleQueueEntry *entry = &g_array_index (self->failed, DeckleQueueEntry, i - 1);

      deckle_queue_remove (self->queue, entry->card, NULL);
      deckle_queue_give_back (self->queue, entry);
    }
  g_array_set_size (self->failed, 0);
  deckle_session_advance (self);
}

static void
end_failure (DeckleSession *self)
{
  g_autofree char *failure = g_steal_pointer (&self->failure);

  if (self->failed->len > 0)
    {
      bring_back_failed (self);
      /* Also what the answers would have put off. */
      deckle_session_fill (self);
      deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
    }
  else
    deckle_session_remake (self);
  deckle_session_emit (self, DECKLE_SESSION_FAILED, failure);
}

static void
note_failure (DeckleSession            *self,
              const DeckleSessionWrite *write,
              const GError             *error)
{
  if (self->failure == NULL)
    self->failure = g_strdup (error->message);
  if (write->kind != DECKLE_SESSION_WRITE_FLAG)
    g_array_append_val (self->failed, write->entry);
  if (write->kind == DECKLE_SESSION_WRITE_GRADE)
    {
      int position = find_answer (self, write->entry.card);

      if (position >= 0)
        g_array_remove_index (self->answers, (guint) position);
    }
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  DeckleSessionWrite *write = user_data;
  g_autoptr (DeckleSession) self = g_object_ref (write->session);
  g_autoptr (GError) error = NULL;
  gboolean leech = FALSE;
  gint64 card = write->entry.card;

  if (!deckle_library_write_finish (self->library, result, &error))
    note_failure (self, write, error);
  else if (write->kind == DECKLE_SESSION_WRITE_GRADE)
    {
      mark_saved (self, card);
      leech = write->outcome.leech;
    }

  free_write (write);
  if (leech)
    deckle_session_emit_leech (self, card);
  if (self->writes.length > 0)
    return;
  if (self->failure != NULL)
    end_failure (self);
  else if (!deckle_session_has_card (self))
    deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
}

/* The outcome that was shown, counted from now: the intervals stay, the moments move by the time spent looking. */
static DeckleOutcome
settle_outcome (DeckleSession *self,
                DeckleRating   rating,
                gint64         now_ms)
{
  DeckleOutcome outcome = self->outcomes[rating - 1];

  if (outcome.after.state != DECKLE_STATE_REVIEW && outcome.after.interval_days < 1.0)
    outcome.after.due_ms += now_ms - self->outcomes_ms;
  outcome.after.last_review_ms = now_ms;
  return outcome;
}

static void
remember_answer (DeckleSession     *self,
                 const DeckleGrade *grade)
{
  const DeckleSchedule *before = &self->record->schedule;
  gboolean is_first = find_answer (self, grade->card) < 0;
  DeckleSessionAnswer answer = {
    .card = grade->card,
    .answer_ms = grade->answer_ms,
    .was_review = is_first && before->state == DECKLE_STATE_REVIEW,
    .passed = grade->rating != DECKLE_RATING_AGAIN,
    .gain = is_first ? 1.0 - deckle_scheduler_recall (&self->scheduler, before, self->day) : 0.0,
  };

  g_array_append_val (self->answers, answer);
  g_array_set_size (self->taken_back, 0);
}

/* Whether an answer on @card is being written: then it has been studied today. */
static gboolean
is_being_answered (DeckleSession *self,
                   gint64         card)
{
  for (GList *l = self->writes.head; l != NULL; l = l->next)
    {
      const DeckleSessionWrite *write = l->data;

      if (write->kind == DECKLE_SESSION_WRITE_GRADE && write->entry.card == card)
        return TRUE;
    }
  return FALSE;
}

/* The near-duplicates of the present card that could still come today. */
static GArray *
list_related (DeckleSession *self)
{
  g_autoptr (GError) error = NULL;
  GArray *related = deckle_library_list_related (self->library, self->record->row, &error);

  if (related == NULL)
    {
      deckle_session_complain (self, error->message);
      return NULL;
    }
  for (guint i = related->len; i > 0; i--)
    if (is_being_answered (self, g_array_index (related, gint64, i - 1)))
      g_array_remove_index (related, i - 1);
  return related;
}

/* They come tomorrow, so they leave the queue at once, not only when that is saved. */
static void
take_from_queue (DeckleSession *self,
                 GArray        *cards)
{
  gint64 tomorrow_ms = deckle_clock_day_start_ms (self->clock, self->day + 1, self->scheduler.policy.rollover_hour);

  for (guint i = 0; i < cards->len; i++)
    deckle_queue_remove (self->queue, g_array_index (cards, gint64, i), NULL);
  if (cards->len > 0 && (self->next_due_ms == 0 || tomorrow_ms < self->next_due_ms))
    self->next_due_ms = tomorrow_ms;
}

static void
grade (DeckleSession *self,
       DeckleRating   rating)
{
  g_autoptr (GArray) related = NULL;
  DeckleGrade answer = { 0 };
  DeckleSessionWrite *write;

  if (self->state != DECKLE_SESSION_ANSWER)
    return;
  deckle_session_check_clock (self);
  if (self->state != DECKLE_SESSION_ANSWER)
    return;

  answer.card = self->record->row;
  answer.rating = rating;
  answer.time_ms = deckle_clock_now_ms (self->clock);
  answer.answer_ms = deckle_answer_clock_get_ms (&self->answer_clock, self->clock);
  answer.outcome = settle_outcome (self, rating, answer.time_ms);
  remember_answer (self, &answer);
  related = self->scheduler.policy.bury_related ? list_related (self) : NULL;
  if (related != NULL)
    {
      answer.bury = (const gint64 *) (gpointer) related->data;
      answer.n_bury = related->len;
      answer.bury_until_day = self->day + 1;
      take_from_queue (self, related);
    }

  write = push_write (self, DECKLE_SESSION_WRITE_GRADE);
  write->outcome = answer.outcome;
  deckle_library_grade_async (self->library, &answer, on_written, write);

  deckle_session_emit_graded (self, answer.card, rating);
  deckle_session_note_due (self, &answer.outcome.after);
  deckle_session_advance (self);
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
}

static void
reveal (DeckleSession *self)
{
  if (self->state != DECKLE_SESSION_QUESTION)
    return;
  deckle_session_check_clock (self);
  if (self->state != DECKLE_SESSION_QUESTION)
    return;

  deckle_session_refresh_outcomes (self);
  self->state = DECKLE_SESSION_ANSWER;
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
  deckle_session_emit (self, DECKLE_SESSION_ANSWER_SHOWN, NULL);
}

static void
hide (DeckleSession *self)
{
  if (self->state != DECKLE_SESSION_ANSWER)
    return;
  self->state = DECKLE_SESSION_QUESTION;
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
}

static void
leave_present (DeckleSession *self)
{
  deckle_session_advance (self);
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
}

static void
suspend (DeckleSession *self)
{
  if (!deckle_session_has_card (self))
    return;
  deckle_library_set_suspended_async (self->library, &self->record->row, 1, TRUE, on_written,
                                      push_write (self, DECKLE_SESSION_WRITE_HIDE));
  leave_present (self);
}

static void
bury (DeckleSession *self)
{
  if (!deckle_session_has_card (self))
    return;
  deckle_library_bury_async (self->library, &self->record->row, 1, self->day + 1, on_written,
                             push_write (self, DECKLE_SESSION_WRITE_HIDE));
  leave_present (self);
}

static void
bury_related (DeckleSession *self)
{
  g_autoptr (GArray) related = NULL;
  g_autofree char *sentence = NULL;

  if (!deckle_session_has_card (self))
    return;
  related = list_related (self);
  if (related == NULL)
    return;
  if (related->len == 0)
    {
      deckle_session_emit (self, DECKLE_SESSION_NOTICE, _("No related card would come today."));
      return;
    }
  /* The present card stays, as with a flag. */
  deckle_library_bury_async (self->library, (const gint64 *) (gpointer) related->data, related->len, self->day + 1, on_written,
                             push_write (self, DECKLE_SESSION_WRITE_FLAG));
  take_from_queue (self, related);
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
  sentence = g_strdup_printf (ngettext ("%u related card comes tomorrow", "%u related cards come tomorrow", related->len),
                              related->len);
  deckle_session_emit (self, DECKLE_SESSION_NOTICE, sentence);
}

static void
flag (DeckleSession *self,
      int            value)
{
  if (!deckle_session_has_card (self))
    return;
  self->record->flag = self->record->flag == value ? 0 : value;
  deckle_library_set_flag_async (self->library, &self->record->row, 1, self->record->flag, on_written,
                                 push_write (self, DECKLE_SESSION_WRITE_FLAG));
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
}

static void
perform (DeckleSession          *self,
         DeckleSessionInputKind  kind,
         int                     value)
{
  switch (kind)
    {
    case DECKLE_SESSION_INPUT_REVEAL:
      reveal (self);
      break;
    case DECKLE_SESSION_INPUT_HIDE:
      hide (self);
      break;
    case DECKLE_SESSION_INPUT_GRADE:
      grade (self, (DeckleRating) value);
      break;
    case DECKLE_SESSION_INPUT_SUSPEND:
      suspend (self);
      break;
    case DECKLE_SESSION_INPUT_BURY:
      bury (self);
      break;
    case DECKLE_SESSION_INPUT_BURY_RELATED:
      bury_related (self);
      break;
    case DECKLE_SESSION_INPUT_FLAG:
    default:
      flag (self, value);
      break;
    }
}

/* While an undo is on its way, what is pressed is meant for the card that it brings. */
static void
deliver (DeckleSession          *self,
         DeckleSessionInputKind  kind,
         int                     value)
{
  DeckleSessionInput *input;

  if (self->n_undoing == 0)
    {
      perform (self, kind, value);
      return;
    }

  input = g_new0 (DeckleSessionInput, 1);
  input->kind = kind;
  input->value = value;
  g_queue_push_tail (&self->inputs, input);
}

void
deckle_session_clear_inputs (DeckleSession *self)
{
  g_queue_clear_full (&self->inputs, g_free);
}

static void
perform_waiting (DeckleSession *self)
{
  while (self->n_undoing == 0 && self->inputs.length > 0)
    {
      g_autofree DeckleSessionInput *input = g_queue_pop_head (&self->inputs);

      perform (self, input->kind, input->value);
    }
}

/* Moves the last answer on @card from one stack to the other. */
static void
move_answer (GArray *from,
             GArray *to,
             gint64  card)
{
  for (guint i = from->len; i > 0; i--)
    {
      DeckleSessionAnswer answer = g_array_index (from, DeckleSessionAnswer, i - 1);

      if (answer.card != card)
        continue;
      g_array_remove_index (from, i - 1);
      g_array_append_val (to, answer);
      return;
    }
}

/* The card of an undone step comes again at once; a grade's card with its answer, so that the right key can be pressed. */
static void
show_undone (DeckleSession        *self,
             const DeckleUndoStep *step)
{
  DeckleQueueEntry entry = { step->card, 0, 1 };

  if (self->record != NULL && self->record->row == step->card)
    g_clear_pointer (&self->record, deckle_card_record_free);
  deckle_session_put_back (self);
  deckle_session_fill (self);
  deckle_queue_remove (self->queue, step->card, &entry);

  if (!deckle_session_show (self, &entry))
    deckle_session_advance (self);
  else if (step->kind == DECKLE_UNDO_GRADE)
    self->state = DECKLE_SESSION_ANSWER;
  deckle_session_start_timer (self);
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
  if (self->state == DECKLE_SESSION_ANSWER)
    deckle_session_emit (self, DECKLE_SESSION_ANSWER_SHOWN, NULL);
}

/* An answer comes back for another one, also that of an earlier sitting. A card that was put away on another page does not
 * push the present card aside. */
static gboolean
belongs_here (DeckleSession        *self,
              const DeckleUndoStep *step)
{
  if (step->n_cards != 1)
    return FALSE;
  if (step->kind == DECKLE_UNDO_GRADE)
    return TRUE;
  return (step->kind == DECKLE_UNDO_SUSPEND || step->kind == DECKLE_UNDO_BURY || step->kind == DECKLE_UNDO_DELETE) &&
         g_hash_table_contains (self->seen, &step->card);
}

static void
apply_undone (DeckleSession        *self,
              const DeckleUndoStep *step)
{
  if (step->kind == DECKLE_UNDO_GRADE)
    move_answer (self->answers, self->taken_back, step->card);

  if (belongs_here (self, step))
    show_undone (self, step);
  else
    deckle_session_remake (self);
}

static void
apply_redone (DeckleSession        *self,
              const DeckleUndoStep *step)
{
  if (step->kind == DECKLE_UNDO_GRADE)
    {
      move_answer (self->taken_back, self->answers, step->card);
      deckle_queue_remove (self->queue, step->card, NULL);
      if (self->record != NULL && self->record->row == step->card)
        g_clear_pointer (&self->record, deckle_card_record_free);
    }
  deckle_session_remake (self);
}

static void
finish_undo (DeckleSession *self,
             GAsyncResult  *result,
             gboolean       redo)
{
  g_autoptr (GError) error = NULL;
  DeckleUndoStep step = { 0 };

  self->n_undoing--;
  if (deckle_library_undo_finish (self->library, result, &step, &error))
    {
      /* Translators: %s is what was undone or redone, for example “Good” or “Suspend” */
      g_autofree char *sentence = g_strdup_printf (redo ? _("Did %s again") : _("Took back %s"), step.label);

      if (redo)
        apply_redone (self, &step);
      else
        apply_undone (self, &step);
      deckle_session_emit (self, DECKLE_SESSION_UNDONE, sentence);
      deckle_undo_step_clear (&step);
    }
  else if (g_error_matches (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING))
    deckle_session_emit (self, DECKLE_SESSION_NOTICE, error->message);
  else
    deckle_session_emit (self, DECKLE_SESSION_FAILED, error->message);
  perform_waiting (self);
}

static void
on_undone (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DeckleSession) self = user_data;

  finish_undo (self, result, FALSE);
}

static void
on_redone (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DeckleSession) self = user_data;

  finish_undo (self, result, TRUE);
}

/**
 * deckle_session_reveal:
 * @self: a session
 *
 * Shows the answer of the present card. Does nothing unless a question is shown.
 *
 * The intervals are computed at this moment; they are what a grade stores.
 */
void
deckle_session_reveal (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  deliver (self, DECKLE_SESSION_INPUT_REVEAL, 0);
}

/**
 * deckle_session_hide:
 * @self: a session
 *
 * Goes back to the question without an answer. Does nothing unless an answer is shown.
 */
void
deckle_session_hide (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  deliver (self, DECKLE_SESSION_INPUT_HIDE, 0);
}

/**
 * deckle_session_grade:
 * @self: a session
 * @rating: the learner's judgement
 *
 * Grades the present card and shows the next one at once. Ignored unless an answer is shown.
 *
 * The outcome that was shown is handed to the library, which commits it in the background. Should
 * that fail, “failed” says why and the card comes again.
 */
void
deckle_session_grade (DeckleSession *self,
                      DeckleRating   rating)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));
  g_return_if_fail (rating >= DECKLE_RATING_AGAIN && rating <= DECKLE_RATING_EASY);

  deliver (self, DECKLE_SESSION_INPUT_GRADE, rating);
}

/**
 * deckle_session_suspend:
 * @self: a session
 *
 * Suspends the present card, which never comes again until it is unsuspended.
 */
void
deckle_session_suspend (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  deliver (self, DECKLE_SESSION_INPUT_SUSPEND, 0);
}

/**
 * deckle_session_bury:
 * @self: a session
 *
 * Hides the present card until tomorrow.
 */
void
deckle_session_bury (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  deliver (self, DECKLE_SESSION_INPUT_BURY, 0);
}

/**
 * deckle_session_bury_related:
 * @self: a session
 *
 * Hides the cards that are related to the present one until tomorrow, see [method@Library.list_related]; the present card stays.
 * One undoable step. “notice” says how many there were.
 */
void
deckle_session_bury_related (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  deliver (self, DECKLE_SESSION_INPUT_BURY_RELATED, 0);
}

/**
 * deckle_session_flag:
 * @self: a session
 * @flag_value: 0 for none, 1 to 4
 *
 * Flags the present card; the flag that it has already takes it off.
 */
void
deckle_session_flag (DeckleSession *self,
                     int            flag_value)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));
  g_return_if_fail (flag_value >= 0 && flag_value <= 4);

  deliver (self, DECKLE_SESSION_INPUT_FLAG, flag_value);
}

/**
 * deckle_session_undo:
 * @self: a session
 *
 * Takes back the last step on the library's undo stack, also one of an earlier sitting.
 *
 * The card of a grade comes back with its answer shown, a suspended or buried card with its
 * question. What is done until then is carried out on the card that comes back.
 */
void
deckle_session_undo (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  self->n_undoing++;
  deckle_library_undo_async (self->library, on_undone, g_object_ref (self));
}

/**
 * deckle_session_redo:
 * @self: a session
 *
 * Does again what was taken back last.
 */
void
deckle_session_redo (DeckleSession *self)
{
  g_return_if_fail (DECKLE_IS_SESSION (self));

  self->n_undoing++;
  deckle_library_redo_async (self->library, on_redone, g_object_ref (self));
}
