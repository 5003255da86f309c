/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "study/deckle-session-private.h"

#include "library/deckle-library-log.h"
#include "library/deckle-library-readiness.h"

/* What a sitting came to. */

static gint64
earlier (gint64 a_ms,
         gint64 b_ms)
{
  if (a_ms == 0 || b_ms == 0)
    return MAX (a_ms, b_ms);
  return MIN (a_ms, b_ms);
}

static void
summarize_answers (DeckleSession        *self,
                   DeckleSessionSummary *summary,
                   double               *saved_gain,
                   double               *unsaved_gain)
{
  g_autoptr (GHashTable) cards = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->answers->len; i++)
    {
      DeckleSessionAnswer *answer = &g_array_index (self->answers, DeckleSessionAnswer, i);

      g_hash_table_add (cards, &answer->card);
      summary->answer_ms += answer->answer_ms;
      summary->first_reviews += answer->was_review ? 1 : 0;
      summary->first_passed += answer->was_review && answer->passed ? 1 : 0;
      *(answer->saved ? saved_gain : unsaved_gain) += answer->gain;
    }
  summary->answers = self->answers->len;
  summary->cards = g_hash_table_size (cards);
}

/* The readiness before the sitting is today's without what its answers gained, so that opening a sitting costs nothing. */
static gboolean
place_readiness (DeckleSession        *self,
                 double                readiness,
                 double                saved_gain,
                 double                unsaved_gain,
                 DeckleSessionSummary *summary,
                 GError              **error)
{
  DeckleCounts counts = { 0 };
  guint n_cards;

  if (!deckle_library_count (self->library, self->scope, &counts, error))
    return FALSE;

  n_cards = MAX (counts.total - MIN (counts.suspended, counts.total), 1);
  summary->readiness_before = CLAMP (readiness - saved_gain / n_cards, 0.0, 1.0);
  summary->readiness_after = CLAMP (readiness + unsaved_gain / n_cards, 0.0, 1.0);
  summary->readiness_known = TRUE;
  return TRUE;
}

static void
summarize_readiness (DeckleSession        *self,
                     DeckleSessionSummary *summary,
                     double                saved_gain,
                     double                unsaved_gain)
{
  g_autoptr (GError) error = NULL;
  double readiness = 0.0;

  if (!deckle_library_readiness_is_quick (self->library))
    return;
  if (!deckle_library_readiness (self->library, self->scope, self->day, &readiness, &error) ||
      !place_readiness (self, readiness, saved_gain, unsaved_gain, summary, &error))
    deckle_session_complain (self, error->message);
}

/**
 * deckle_session_get_summary:
 * @self: a session
 * @summary: (out caller-allocates): what the sitting came to
 *
 * Reads counts and readiness from the library, so it is meant for the end page. Answers that are
 * still being written are counted; “changed” is emitted when the last of them is saved. The readiness of a large library is not
 * known yet: ask [method@Session.readiness_async].
 */
void
deckle_session_get_summary (DeckleSession        *self,
                            DeckleSessionSummary *summary)
{
  double saved_gain = 0.0, unsaved_gain = 0.0;

  g_return_if_fail (DECKLE_IS_SESSION (self));
  g_return_if_fail (summary != NULL);

  *summary = (DeckleSessionSummary){ 0 };
  summarize_answers (self, summary, &saved_gain, &unsaved_gain);
  summarize_readiness (self, summary, saved_gain, unsaved_gain);
  summary->due_tomorrow = deckle_library_count_due_on (self->library, self->scope, self->day + 1);
  summary->next_due_ms = earlier (deckle_queue_get_next_due (self->queue), self->next_due_ms);
  summary->fresh_beyond = self->fresh_beyond;
}

/* What the answers had gained when the worker was asked. */
typedef struct
{
  double saved;
  double unsaved;
} Gains;

static void
readiness_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const Gains *gains = g_task_get_task_data (task);
  DeckleSessionSummary *summary = g_new0 (DeckleSessionSummary, 1);
  GError *error = NULL;
  double readiness = 0.0;

  if (deckle_library_readiness_finish (DECKLE_LIBRARY (source), result, &readiness, &error) &&
      place_readiness (g_task_get_source_object (task), readiness, gains->saved, gains->unsaved, summary, &error))
    {
      g_task_return_pointer (task, summary, g_free);
      return;
    }
  g_free (summary);
  g_task_return_error (task, error);
}

/**
 * deckle_session_readiness_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: see [method@Session.readiness_finish]
 * @user_data: for @callback
 *
 * Computes the readiness before and after the sitting on a worker. An answer that is saved while the worker reads may count twice;
 * “changed” follows then, and with it the time to ask again.
 */
void
deckle_session_readiness_async (DeckleSession       *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  DeckleSessionSummary summary = { 0 };
  GTask *task;
  Gains *gains;

  g_return_if_fail (DECKLE_IS_SESSION (self));

  gains = g_new0 (Gains, 1);
  summarize_answers (self, &summary, &gains->saved, &gains->unsaved);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_session_readiness_async);
  g_task_set_task_data (task, gains, g_free);
  deckle_library_readiness_async (self->library, self->scope, self->day, cancellable, readiness_cb, task);
}

/**
 * deckle_session_readiness_finish:
 * @self: a session
 * @result: what the callback got
 * @before: (out): readiness of the scope when the sitting began, 0 to 1
 * @after: (out): now
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it was computed
 */
gboolean
deckle_session_readiness_finish (DeckleSession  *self,
                                 GAsyncResult   *result,
                                 double         *before,
                                 double         *after,
                                 GError        **error)
{
  g_autofree DeckleSessionSummary *summary = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (before != NULL && after != NULL, FALSE);

  summary = g_task_propagate_pointer (G_TASK (result), error);
  if (summary == NULL)
    return FALSE;
  *before = summary->readiness_before;
  *after = summary->readiness_after;
  return TRUE;
}
