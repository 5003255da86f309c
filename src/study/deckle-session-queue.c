/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "deckle-config.h"
#include "study/deckle-session-private.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-load.h"
#include "library/deckle-library-plan.h"
#include "library/deckle-library-sections.h"
#include "study/deckle-plan-queue.h"

/* How often the clock is compared with the day: a suspended or corrected clock is noticed this late at most. */
#define CHECK_MS (60 * 1000)

static gboolean
on_complaint (gpointer user_data)
{
  DeckleSession *self = user_data;
  g_autofree char *sentence = g_steal_pointer (&self->complaint);

  self->complaint_id = 0;
  deckle_session_emit (self, DECKLE_SESSION_FAILED, sentence);
  return G_SOURCE_REMOVE;
}

/* A read failed, perhaps before anybody could connect to “failed”: says so from the main loop, once. */
void
deckle_session_complain (DeckleSession *self,
                         const char    *sentence)
{
  g_set_str (&self->complaint, sentence);
  if (self->complaint_id == 0)
    self->complaint_id = g_idle_add (on_complaint, self);
}

/* Cards that the library may still list although they are not to be queued: the present one and those being written. */
static GHashTable *
list_taken (DeckleSession *self)
{
  GHashTable *taken = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (self->record != NULL)
    g_hash_table_add (taken, &self->entry.card);
  for (GList *l = self->writes.head; l != NULL; l = l->next)
    {
      DeckleSessionWrite *write = l->data;

      if (write->kind != DECKLE_SESSION_WRITE_FLAG)
        g_hash_table_add (taken, &write->entry.card);
    }
  return taken;
}

static gint64
due_moment (DeckleSession        *self,
            const DeckleSchedule *schedule)
{
  if (schedule->state == DECKLE_STATE_REVIEW)
    return deckle_clock_day_start_ms (self->clock, schedule->due_day, self->scheduler.policy.rollover_hour);
  return schedule->due_ms;
}

/* Whether a (re)learning card comes back in this sitting: before the day ends, or soon. */
static gboolean
comes_back (DeckleSession        *self,
            const DeckleSchedule *schedule)
{
  int rollover_hour = self->scheduler.policy.rollover_hour;

  if (schedule->state != DECKLE_STATE_LEARNING && schedule->state != DECKLE_STATE_RELEARNING)
    return FALSE;
  return schedule->due_ms < deckle_clock_day_start_ms (self->clock, self->day + 1, rollover_hour) ||
         schedule->due_ms <= deckle_clock_now_ms (self->clock) + DECKLE_LEARN_AHEAD_MS;
}

/* After an answer: the card waits in the queue for its next step, or is remembered as the next one after this sitting. */
void
deckle_session_note_due (DeckleSession        *self,
                         const DeckleSchedule *schedule)
{
  gint64 due_ms = due_moment (self, schedule);

  if (comes_back (self, schedule))
    deckle_queue_wait (self->queue,
                       &(DeckleQueueEntry){ self->entry.card, due_ms, (guint) MAX (schedule->step_left, 1) });
  else if (self->next_due_ms == 0 || due_ms < self->next_due_ms)
    self->next_due_ms = due_ms;
}

/* The library does not know yet about answers that are being written: their cards wait as the answers say. */
static void
add_unwritten (DeckleSession *self)
{
  for (GList *l = self->writes.head; l != NULL; l = l->next)
    {
      DeckleSessionWrite *write = l->data;
      const DeckleSchedule *after = &write->outcome.after;

      if (write->kind != DECKLE_SESSION_WRITE_GRADE ||
          (self->record != NULL && write->entry.card == self->entry.card))
        continue;
      deckle_queue_remove (self->queue, write->entry.card, NULL);
      if (comes_back (self, after))
        deckle_queue_wait (self->queue, &(DeckleQueueEntry){ write->entry.card, after->due_ms,
                                                              (guint) MAX (after->step_left, 1) });
    }
}

/* Asks the library anew what is due today. The present card and cards that were given back stay where they are. */
void
deckle_session_fill (DeckleSession *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) taken = list_taken (self);
  g_autoptr (DeckleDueList) list = NULL;

  deckle_library_get_study_scheduler (self->library, &self->scheduler);
  self->day = deckle_library_get_today (self->library);

  list = deckle_library_list_due (self->library, self->scope, self->extra_new, &error);
  if (list == NULL)
    {
      deckle_session_complain (self, error->message);
      return;
    }
  deckle_plan_queue_apply (self->library, self->scope, &self->scheduler, list);

  deckle_queue_fill (self->queue, list, taken, (guint) self->scheduler.policy.n_learning_steps);
  self->next_due_ms = list->next_due_ms;
  self->fresh_beyond = list->fresh_beyond;
  add_unwritten (self);
}

void
deckle_session_refresh_outcomes (DeckleSession *self)
{
  g_autoptr (GError) error = NULL;
  DeckleScheduler scheduler;
  DeckleLoad load;
  gboolean has_load = deckle_library_get_load (self->library, self->record->row, &load, &error);

  /* A refit that was committed between our own writes goes unnoticed until here. */
  deckle_library_get_study_scheduler (self->library, &self->scheduler);
  deckle_library_get_section_scheduler (self->library, self->record->section, &scheduler);
  if (!has_load)
    g_warning ("Intervals are chosen without a look at the coming days: %s", error->message);
  self->outcomes_ms = deckle_clock_now_ms (self->clock);
  deckle_scheduler_preview_balanced (&scheduler, self->clock, &self->record->schedule, self->record->seed,
                                     self->outcomes_ms, has_load ? &load : NULL, self->outcomes);
}

/* A card can come around again before its answer was committed: then the answer says where it stands. */
static void
apply_unwritten (DeckleSession    *self,
                 DeckleCardRecord *record)
{
  for (GList *l = self->writes.tail; l != NULL; l = l->prev)
    {
      DeckleSessionWrite *write = l->data;

      if (write->kind == DECKLE_SESSION_WRITE_GRADE && write->entry.card == record->row)
        {
          record->schedule = write->outcome.after;
          return;
        }
    }
}

/* Somebody else may have answered, suspended or buried the card since the queue was made. */
static gboolean
may_be_shown (DeckleSession          *self,
              const DeckleCardRecord *record)
{
  if (record->retired || record->suspended || record->buried_until_day > self->day)
    return FALSE;
  return record->schedule.state != DECKLE_STATE_REVIEW || record->schedule.due_day <= self->day;
}

/* Whether the card was answered elsewhere and has a longer way to its next step than the queue thought; then it waits. */
static gboolean
wait_longer (DeckleSession          *self,
             const DeckleQueueEntry *entry,
             const DeckleCardRecord *record)
{
  const DeckleSchedule *schedule = &record->schedule;

  if (schedule->state != DECKLE_STATE_LEARNING && schedule->state != DECKLE_STATE_RELEARNING)
    return FALSE;
  if (schedule->due_ms <= deckle_clock_now_ms (self->clock) + DECKLE_LEARN_AHEAD_MS)
    return FALSE;

  if (comes_back (self, schedule))
    deckle_queue_wait (self->queue, &(DeckleQueueEntry){ entry->card, schedule->due_ms, entry->answers });
  return TRUE;
}

/* Makes @entry the present card, question first. FALSE when it cannot be shown; then nothing is shown. */
gboolean
deckle_session_show (DeckleSession          *self,
                     const DeckleQueueEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (self->library, entry->card, &error);

  g_assert (self->record == NULL);

  if (record == NULL)
    {
      if (g_error_matches (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND))
        deckle_session_emit (self, DECKLE_SESSION_NOTICE,
                             _("A card was skipped because it is no longer in the library."));
      else
        deckle_session_complain (self, error->message);
      return FALSE;
    }

  apply_unwritten (self, record);
  if (!may_be_shown (self, record) || wait_longer (self, entry, record))
    return FALSE;

  self->record = g_steal_pointer (&record);
  self->entry = *entry;
  self->state = DECKLE_SESSION_QUESTION;
  g_hash_table_add (self->seen, g_memdup2 (&entry->card, sizeof entry->card));
  deckle_session_refresh_outcomes (self);
  deckle_answer_clock_restart (&self->answer_clock, self->clock);
  return TRUE;
}

static DeckleSessionState
get_resting_state (DeckleSession *self)
{
  g_autoptr (GError) error = NULL;
  DeckleCounts counts = { 0 };

  if (self->answers->len > 0)
    return DECKLE_SESSION_DONE;
  if (!deckle_library_count (self->library, self->scope, &counts, &error))
    {
      deckle_session_complain (self, error->message);
      return DECKLE_SESSION_NOTHING_DUE;
    }
  return counts.total == 0 ? DECKLE_SESSION_EMPTY : DECKLE_SESSION_NOTHING_DUE;
}

/* Leaves the present card and shows the next one, or rests. */
void
deckle_session_advance (DeckleSession *self)
{
  DeckleQueueEntry entry;

  g_clear_pointer (&self->record, deckle_card_record_free);
  while (deckle_queue_take (self->queue, deckle_clock_now_ms (self->clock), &entry))
    if (deckle_session_show (self, &entry))
      {
        deckle_session_start_timer (self);
        return;
      }

  self->state = get_resting_state (self);
  deckle_session_start_timer (self);
}

/* Puts the present card before all others and shows none for the moment. */
void
deckle_session_put_back (DeckleSession *self)
{
  if (self->record == NULL)
    return;
  deckle_queue_give_back (self->queue, &self->entry);
  g_clear_pointer (&self->record, deckle_card_record_free);
}

static gboolean
is_in_scope (DeckleSession          *self,
             const DeckleCardRecord *record)
{
  return (self->scope.deck == 0 || record->deck == self->scope.deck) &&
         (self->scope.section == 0 || record->section == self->scope.section);
}

/* Whether the sitting still draws from a deck: it may have been removed or switched off. */
static gboolean
draws_from (DeckleSession *self,
            gint64         deck)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (self->library, &error);
  gboolean everything = self->scope.deck == 0 && self->scope.section == 0;

  if (decks == NULL)
    {
      deckle_session_complain (self, error->message);
      return TRUE;
    }
  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *info = g_ptr_array_index (decks, i);

      if (info->row == deck)
        return info->enabled || !everything;
    }
  return FALSE;
}

/* Reads the present card again. Keeps it, and whether its answer is shown, unless it was answered or hidden elsewhere. */
static void
reread_record (DeckleSession *self)
{
  g_autoptr (DeckleCardRecord) old = g_steal_pointer (&self->record);
  DeckleSessionState state = self->state;
  DeckleAnswerClock answer_clock = self->answer_clock;
  DeckleQueueEntry entry = self->entry;

  if (!deckle_session_show (self, &entry))
    return;
  /* What an undo brought from elsewhere stays; what was moved away goes. */
  if (!draws_from (self, self->record->deck) || (is_in_scope (self, old) && !is_in_scope (self, self->record)))
    {
      g_clear_pointer (&self->record, deckle_card_record_free);
      return;
    }
  if (self->record->schedule.reps == old->schedule.reps &&
      self->record->schedule.last_review_ms == old->schedule.last_review_ms)
    {
      self->state = state;
      self->answer_clock = answer_clock;
    }
}

/* The queue is made anew around the present card. */
void
deckle_session_remake (DeckleSession *self)
{
  deckle_library_get_study_scheduler (self->library, &self->scheduler);
  self->day = deckle_library_get_today (self->library);
  if (self->record != NULL)
    reread_record (self);
  deckle_session_fill (self);
  if (self->record == NULL)
    deckle_session_advance (self);
  deckle_session_start_timer (self);
  deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
}

/* Makes a new queue when the local day is another one; while resting, shows a card that has come due. */
void
deckle_session_check_clock (DeckleSession *self)
{
  int today = deckle_library_get_today (self->library);
  gboolean forward = today > self->day;
  gint64 next_due_ms = deckle_queue_get_next_due (self->queue);

  if (today != self->day)
    {
      self->extra_new = 0;
      deckle_session_remake (self);
      if (forward)
        deckle_session_emit (self, DECKLE_SESSION_ROLLED_OVER, NULL);
    }
  else if (!deckle_session_has_card (self) && next_due_ms != 0 && next_due_ms <= deckle_clock_now_ms (self->clock))
    {
      deckle_session_advance (self);
      deckle_session_emit (self, DECKLE_SESSION_CHANGED, NULL);
    }
}

static gboolean
on_timer (gpointer user_data)
{
  DeckleSession *self = user_data;

  self->timer_id = 0;
  g_object_ref (self);
  deckle_session_check_clock (self);
  deckle_session_start_timer (self);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

/* Wakes at the next rollover, at the next card while resting, and at least once a minute. */
void
deckle_session_start_timer (DeckleSession *self)
{
  gint64 now_ms = deckle_clock_now_ms (self->clock);
  gint64 rollover_ms = deckle_clock_day_start_ms (self->clock, self->day + 1, self->scheduler.policy.rollover_hour);
  gint64 next_due_ms = deckle_queue_get_next_due (self->queue);
  gint64 wait_ms = MIN (rollover_ms - now_ms, CHECK_MS);

  if (!deckle_session_has_card (self) && next_due_ms != 0)
    wait_ms = MIN (wait_ms, next_due_ms - now_ms);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_id = g_timeout_add ((guint) CLAMP (wait_ms, 1000, CHECK_MS), on_timer, self);
}

static gboolean
on_reload (gpointer user_data)
{
  DeckleSession *self = user_data;

  self->reload_id = 0;
  if (self->writes.length > 0 || self->n_undoing > 0)
    return G_SOURCE_REMOVE;
  deckle_session_reload (self);
  return G_SOURCE_REMOVE;
}

/*
 * The library reports its own commits before their callbacks, so a change that arrives while one of our writes is on its
 * way is (also) ours and the queue knows of it. Should it hide somebody else's, then that is noticed when the card is
 * about to be shown, since every card is read again at that moment.
 */
static void
on_library_changed (DeckleSession *self)
{
  if (self->writes.length > 0 || self->n_undoing > 0 || self->reload_id != 0)
    return;
  self->reload_id = g_idle_add (on_reload, self);
}

void
deckle_session_watch_library (DeckleSession *self)
{
  g_signal_connect_object (self->library, "schedule-changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "decks-changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
}
