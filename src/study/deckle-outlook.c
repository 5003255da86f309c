/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "study/deckle-outlook.h"

#define DAYS 90
#define RUNS 8
#define SEED 1

/* What the worker gets. */
typedef struct
{
  DeckleScheduler scheduler;
  int             today;
} Job;

static gboolean
compute (DeckleLibrary   *library,
         const Job       *job,
         GCancellable    *cancellable,
         DeckleWorkload  *workload,
         GError         **error)
{
  g_autoptr (GArray) cards = deckle_library_read_collection (library, DECKLE_SCOPE_ALL, NULL, job->today, error);
  DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;
  DeckleHabitCounts counts;
  DeckleHabits habits;

  if (cards == NULL || !deckle_library_count_habits (library, &counts, error))
    return FALSE;
  deckle_habits_init_default (&habits);
  deckle_habits_blend (&habits, &counts);
  input.cards = (const DeckleForecastCard *) (gpointer) cards->data;
  input.n_cards = cards->len;
  input.scheduler = &job->scheduler;
  input.habits = &habits;
  input.n_days = DAYS;
  input.n_runs = RUNS;
  input.seed = SEED;
  for (int i = 0; i < DECKLE_WORKLOAD_N; i++)
    workload->retention[i] = DECKLE_WORKLOAD_LOW + (DECKLE_WORKLOAD_HIGH - DECKLE_WORKLOAD_LOW) * i / (DECKLE_WORKLOAD_N - 1);
  deckle_forecast_workload (&input, workload->retention, DECKLE_WORKLOAD_N, workload->minutes, workload->known, cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
compute_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  DeckleWorkload *workload = g_new0 (DeckleWorkload, 1);
  GError *error = NULL;

  if (compute (source, data, cancellable, workload, &error))
    g_task_return_pointer (task, workload, g_free);
  else
    {
      g_free (workload);
      g_task_return_error (task, error);
    }
}

/**
 * deckle_outlook_workload_async:
 * @library: whose cards
 * @cancellable: (nullable): stops it
 * @callback: see [func@outlook_workload_finish]
 * @user_data: for @callback
 *
 * Simulates the next 90 days of the learner's own cards, limits and answer times with ten desired retentions. Runs on workers.
 */
void
deckle_outlook_workload_async (DeckleLibrary       *library,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (DECKLE_IS_LIBRARY (library));

  job = g_new0 (Job, 1);
  deckle_library_get_scheduler (library, &job->scheduler);
  job->today = deckle_library_get_today (library);
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_outlook_workload_async);
  g_task_set_task_data (task, job, g_free);
  g_task_run_in_thread (task, compute_in_thread);
}

/**
 * deckle_outlook_workload_finish:
 * @library: a library
 * @result: handed to the callback
 * @workload: (out caller-allocates): what each desired retention would cost
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it was computed
 */
gboolean
deckle_outlook_workload_finish (DeckleLibrary   *library,
                                GAsyncResult    *result,
                                DeckleWorkload  *workload,
                                GError         **error)
{
  g_autofree DeckleWorkload *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *workload = *found;
  return TRUE;
}

/**
 * deckle_workload_minutes_at:
 * @workload: what each desired retention would cost
 * @retention: any desired retention; those beyond the ends count as the ends
 *
 * Returns: minutes a day, between the points by a straight line
 */
double
deckle_workload_minutes_at (const DeckleWorkload *workload,
                            double                retention)
{
  double place;
  int i;

  g_return_val_if_fail (workload != NULL, 0);

  place = (retention - DECKLE_WORKLOAD_LOW) / (DECKLE_WORKLOAD_HIGH - DECKLE_WORKLOAD_LOW) * (DECKLE_WORKLOAD_N - 1);
  place = CLAMP (place, 0.0, DECKLE_WORKLOAD_N - 1.0);
  i = MIN ((int) place, DECKLE_WORKLOAD_N - 2);
  return workload->minutes[i] + (workload->minutes[i + 1] - workload->minutes[i]) * (place - i);
}
