/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "study/deckle-planner.h"

#include "library/deckle-library-history.h"

#define SEED 1

/* What the worker gets. */
typedef struct
{
  DeckleInterviews  interviews;
  GHashTable       *weights; /* (owned) (nullable) */
  DeckleScheduler   scheduler;
  int               today;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->weights, g_hash_table_unref);
  g_free (job);
}

/**
 * deckle_planned_free:
 * @planned: (transfer full) (nullable): a plan
 *
 * Frees a plan.
 */
void
deckle_planned_free (DecklePlanned *planned)
{
  if (planned == NULL)
    return;
  g_array_unref (planned->days);
  g_free (planned);
}

static DecklePlanSettings
settings_of (const Job *job)
{
  DecklePlanSettings settings = {
    .today = job->today,
    .n_dates = MIN (job->interviews.n_dates, DECKLE_PLAN_MAX_DATES),
    .minutes_a_day = job->interviews.minutes_a_day,
  };

  for (int i = 0; i < settings.n_dates; i++)
    settings.dates[i] = job->interviews.dates[i];
  return settings;
}

static DecklePlanned *
make (DeckleLibrary  *library,
      const Job      *job,
      GCancellable   *cancellable,
      GError        **error)
{
  g_autoptr (DecklePlanned) planned = g_new0 (DecklePlanned, 1);
  g_autoptr (GArray) cards = NULL;
  DeckleForecastInput now = DECKLE_FORECAST_INPUT_INIT;
  DecklePlanSettings settings = settings_of (job);
  DeckleHabitCounts counts;
  DeckleHabits habits;

  planned->days = g_array_new (FALSE, TRUE, sizeof (DecklePlanDay));
  cards = deckle_library_read_collection (library, DECKLE_SCOPE_ALL, job->weights, job->today, error);
  if (cards == NULL || !deckle_library_count_habits (library, &counts, error))
    return NULL;
  deckle_habits_init_default (&habits);
  deckle_habits_blend (&habits, &counts);
  now.cards = (const DeckleForecastCard *) (gpointer) cards->data;
  now.n_cards = cards->len;
  now.scheduler = &job->scheduler;
  now.habits = &habits;
  now.seed = SEED;
  if (deckle_plan_make (&now, &settings, &planned->plan, cancellable) && planned->plan.status == DECKLE_PLAN_OK)
    {
      g_array_set_size (planned->days, (guint) planned->plan.days_left + 1);
      deckle_plan_days (&now, &settings, &planned->plan, (DecklePlanDay *) (gpointer) planned->days->data, cancellable);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&planned);
}

static void
make_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  DecklePlanned *planned = make (source, data, cancellable, &error);

  if (planned != NULL)
    g_task_return_pointer (task, planned, (GDestroyNotify) deckle_planned_free);
  else
    g_task_return_error (task, error);
}

/**
 * deckle_planner_make_async:
 * @library: whose cards, settings and answer times
 * @interviews: what the learner plans for
 * @weights: (nullable) (element-type gint64 gdouble): how much sections count, by row id; not to be changed afterwards
 * @cancellable: (nullable): stops it
 * @callback: see [func@planner_make_finish]
 * @user_data: for @callback
 *
 * Finds the plan with the least work that makes the learner ready, on a worker. Stores nothing.
 */
void
deckle_planner_make_async (DeckleLibrary          *library,
                           const DeckleInterviews *interviews,
                           GHashTable             *weights,
                           GCancellable           *cancellable,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (DECKLE_IS_LIBRARY (library));
  g_return_if_fail (interviews != NULL);

  job = g_new0 (Job, 1);
  job->interviews = *interviews;
  deckle_interviews_clamp (&job->interviews);
  job->weights = weights != NULL ? g_hash_table_ref (weights) : NULL;
  job->today = deckle_library_get_today (library);
  deckle_library_get_scheduler (library, &job->scheduler);
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_planner_make_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * deckle_planner_make_finish:
 * @library: a library
 * @result: handed to the callback
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the plan; its status says when there is none
 */
DecklePlanned *
deckle_planner_make_finish (DeckleLibrary  *library,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * deckle_study_plan_of:
 * @plan: a plan
 * @today: local day on which it was made
 * @study_plan: (out caller-allocates): what the library keeps of it; none when @plan is none
 */
void
deckle_study_plan_of (const DecklePlan *plan,
                      int               today,
                      DeckleStudyPlan  *study_plan)
{
  g_return_if_fail (plan != NULL);
  g_return_if_fail (study_plan != NULL);

  *study_plan = (DeckleStudyPlan){ 0 };
  if (plan->status != DECKLE_PLAN_OK)
    return;
  *study_plan = (DeckleStudyPlan){
    .made_day = today,
    .date = plan->date,
    .new_per_day = plan->new_per_day,
    .desired_retention = plan->desired_retention,
    .sweep_days = plan->sweep_days,
    .sweep_cards = plan->sweep_cards,
    .ready = plan->ready_on_plan,
    .ready_low = plan->ready_low,
    .ready_high = plan->ready_high,
  };
}

/**
 * deckle_plan_of_study:
 * @study_plan: what the library keeps of a plan that is in force
 * @today: local day
 * @plan: (out caller-allocates): as much of the plan as its day needs
 */
void
deckle_plan_of_study (const DeckleStudyPlan *study_plan,
                      int                    today,
                      DecklePlan            *plan)
{
  g_return_if_fail (study_plan != NULL);
  g_return_if_fail (plan != NULL);

  *plan = (DecklePlan){
    .status = DECKLE_PLAN_OK,
    .date = study_plan->date,
    .days_left = study_plan->date - today,
    .new_per_day = study_plan->new_per_day,
    .desired_retention = study_plan->desired_retention,
    .sweep_days = study_plan->sweep_days,
    .sweep_cards = study_plan->sweep_cards,
  };
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  DeckleLibrary *library = DECKLE_LIBRARY (source);
  g_autoptr (GCancellable) cancellable = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DecklePlanned) planned = deckle_planner_make_finish (library, result, &error);
  DeckleStudyPlan study_plan;

  if (planned == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Making today’s plan failed: %s", error->message);
      return;
    }
  deckle_study_plan_of (&planned->plan, deckle_library_get_today (library), &study_plan);
  deckle_library_set_study_plan_async (library, &study_plan, cancellable, NULL, NULL);
}

/**
 * deckle_planner_refresh:
 * @library: a library
 * @cancellable: (nullable): stops it
 *
 * Makes the plan anew when the learner plans for an interview and the plan is not today’s: what was answered since changes it, and
 * when one interview is over it leads to the next.
 */
void
deckle_planner_refresh (DeckleLibrary *library,
                        GCancellable  *cancellable)
{
  g_autoptr (GHashTable) weights = NULL;
  DeckleInterviews interviews;
  DeckleStudyPlan plan;
  int today;

  g_return_if_fail (DECKLE_IS_LIBRARY (library));

  today = deckle_library_get_today (library);
  deckle_library_get_interviews (library, &interviews);
  deckle_library_get_study_plan (library, &plan);
  if (deckle_interviews_next (&interviews, today) < 0 || plan.made_day == today)
    return;
  weights = deckle_library_get_section_weights (library);
  deckle_planner_make_async (library, &interviews, weights, cancellable, refreshed_cb,
                             cancellable != NULL ? g_object_ref (cancellable) : NULL);
}
