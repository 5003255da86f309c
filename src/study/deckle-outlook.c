/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "deckle-config.h"
#include "study/deckle-outlook.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "library/deckle-library-plan.h"

#define DAYS 90
#define RUNS 8
#define SEED 1

/* What the worker gets. */
typedef struct
{
  DeckleScheduler scheduler;
  int             today;
  double          minutes_a_day; /* for a backlog */
} Job;

/* The learner's cards and habits, as a forecast wants them. */
static gboolean
fill_input (DeckleLibrary        *library,
            const Job            *job,
            GArray              **cards,
            DeckleHabits         *habits,
            DeckleForecastInput  *input,
            GError              **error)
{
  DeckleHabitCounts counts;

  *cards = deckle_library_read_collection (library, DECKLE_SCOPE_ALL, NULL, job->today, error);
  if (*cards == NULL || !deckle_library_count_habits (library, &counts, error))
    return FALSE;
  deckle_habits_init_default (habits);
  deckle_habits_blend (habits, &counts);
  *input = DECKLE_FORECAST_INPUT_INIT;
  input->cards = (const DeckleForecastCard *) (gpointer) (*cards)->data;
  input->n_cards = (*cards)->len;
  input->scheduler = &job->scheduler;
  input->habits = habits;
  input->seed = SEED;
  input->today = job->today;
  return TRUE;
}

static gboolean
compute (DeckleLibrary   *library,
         const Job       *job,
         GCancellable    *cancellable,
         DeckleWorkload  *workload,
         GError         **error)
{
  g_autoptr (GArray) cards = NULL;
  DeckleForecastInput input;
  DeckleHabits habits;

  if (!fill_input (library, job, &cards, &habits, &input, error))
    return FALSE;
  input.n_days = DAYS;
  input.n_runs = RUNS;
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

static gboolean
catch_up (DeckleLibrary      *library,
          const Job          *job,
          GCancellable       *cancellable,
          DeckleBacklogPlan  *plan,
          GError            **error)
{
  g_autoptr (GArray) cards = NULL;
  DeckleForecastInput input;
  DeckleHabits habits;

  if (!fill_input (library, job, &cards, &habits, &input, error))
    return FALSE;
  input.minutes_cap = job->minutes_a_day;
  deckle_backlog_plan (&input, plan, cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
catch_up_in_thread (GTask        *task,
                    gpointer      source,
                    gpointer      data,
                    GCancellable *cancellable)
{
  DeckleBacklogPlan *result = g_new0 (DeckleBacklogPlan, 1);
  GError *error = NULL;

  if (catch_up (source, data, cancellable, result, &error))
    g_task_return_pointer (task, result, g_free);
  else
    {
      g_free (result);
      g_task_return_error (task, error);
    }
}

/**
 * deckle_outlook_catch_up_async:
 * @library: whose cards
 * @cancellable: (nullable): stops it
 * @callback: see [func@outlook_catch_up_finish]
 * @user_data: for @callback
 *
 * Simulates how the cards that are due go down within the minutes a day that the learner plans with (20 without a plan). Runs on
 * workers.
 */
void
deckle_outlook_catch_up_async (DeckleLibrary       *library,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  DeckleInterviews interviews;
  Job *job;

  g_return_if_fail (DECKLE_IS_LIBRARY (library));

  job = g_new0 (Job, 1);
  deckle_library_get_study_scheduler (library, &job->scheduler);
  deckle_library_get_interviews (library, &interviews);
  job->today = deckle_library_get_today (library);
  job->minutes_a_day = interviews.minutes_a_day;
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_outlook_catch_up_async);
  g_task_set_task_data (task, job, g_free);
  g_task_run_in_thread (task, catch_up_in_thread);
}

/**
 * deckle_outlook_catch_up_finish:
 * @library: a library
 * @result: handed to the callback
 * @plan: (out caller-allocates): the way out of a backlog
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it was computed
 */
gboolean
deckle_outlook_catch_up_finish (DeckleLibrary  *library,
                                GAsyncResult   *result,
                                DeckleBacklogPlan  *plan,
                                GError        **error)
{
  g_autofree DeckleBacklogPlan *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *plan = *found;
  return TRUE;
}

/**
 * deckle_backlog_describe:
 * @plan: the way out of a backlog
 *
 * Returns: (transfer full) (nullable): one sentence with a plan instead of a number; %NULL when one day is enough
 */
char *
deckle_backlog_describe (const DeckleBacklogPlan *plan)
{
  double minutes;

  g_return_val_if_fail (plan != NULL, NULL);

  if (plan->days == 0 || plan->days == 1)
    return NULL;
  minutes = ceil (plan->minutes_a_day);
  if (plan->days < 0)
    return g_strdup_printf (_("Some cards will wait for a while at %.0f min a day; the most useful come first."), minutes);
  return g_strdup_printf (ngettext ("%d day at %.0f min brings you up to date; the most useful cards come first.",
                                    "%d days at %.0f min bring you up to date; the most useful cards come first.",
                                    (gulong) plan->days), plan->days, minutes);
}
