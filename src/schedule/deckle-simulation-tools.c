/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-simulation"
#include "schedule/deckle-simulation.h"

#include <math.h>

#define RETENTION_MIN 0.70
#define RETENTION_MAX 0.99
#define FALLBACK_RETENTION 0.90

static double
expected (const DeckleScheduler *scheduler,
          const DeckleMemory    *memory,
          double                 elapsed_days,
          double                 days_until,
          DeckleRating           rating)
{
  DeckleMemory after = deckle_fsrs_next (&scheduler->model, memory, elapsed_days, rating);

  /* One relearning step, passed. */
  if (rating == DECKLE_RATING_AGAIN && scheduler->policy.n_relearning_steps > 0)
    after = deckle_fsrs_next (&scheduler->model, &after, 0.0, DECKLE_RATING_GOOD);

  return deckle_fsrs_retrievability (&scheduler->model, &after, days_until);
}

/*
 * deckle_simulation_gain:
 *
 * Expected gain in R on a later day: p(remembered) and the learner's shades of success, a lapse followed by one passed
 * relearning step.
 */
double
deckle_simulation_gain (const DeckleScheduler *scheduler,
                        const DeckleHabits    *habits,
                        const DeckleMemory    *memory,
                        double                 elapsed_days,
                        double                 days_until,
                        double                *seconds)
{
  const DeckleFsrs *model = &scheduler->model;
  double recall = deckle_fsrs_retrievability (model, memory, elapsed_days);
  double without = deckle_fsrs_retrievability (model, memory, elapsed_days + days_until);
  double passed = 0.0;
  double cost = 0.0;
  double failed = expected (scheduler, memory, elapsed_days, days_until, DECKLE_RATING_AGAIN);

  for (int shade = 0; shade < DECKLE_N_RATINGS - 1; shade++)
    {
      DeckleRating rating = (DeckleRating) (shade + DECKLE_RATING_HARD);

      passed += habits->success[shade] * expected (scheduler, memory, elapsed_days, days_until, rating);
      cost += habits->success[shade] * habits->seconds[DECKLE_HABIT_REVIEW][rating - 1];
    }
  *seconds = recall * cost + (1.0 - recall) * (habits->seconds[DECKLE_HABIT_REVIEW][0] +
                                               habits->seconds[DECKLE_HABIT_RELEARN][DECKLE_RATING_GOOD - 1]);

  return recall * passed + (1.0 - recall) * failed - without;
}

DeckleAgendaDay *
deckle_simulation_plain_agenda (const DeckleForecastInput *input,
                                double                     retention)
{
  const DecklePolicy *policy = &input->scheduler->policy;
  int n_days = CLAMP (input->n_days, 1, DECKLE_FORECAST_MAX_DAYS);
  DeckleAgendaDay *agenda = g_new0 (DeckleAgendaDay, n_days);

  agenda[0] = (DeckleAgendaDay){
    .retention = isnan (retention) ? FALLBACK_RETENTION : CLAMP (retention, RETENTION_MIN, RETENTION_MAX),
    .minutes_cap = input->minutes_cap > 0.0 ? input->minutes_cap : 0.0,
    .new_limit = MAX (input->new_per_day >= 0 ? input->new_per_day : policy->new_per_day, 0),
    .review_limit = MAX (input->reviews_per_day >= 0 ? input->reviews_per_day : policy->reviews_per_day, 0),
    .order = input->order,
  };
  for (int day = 1; day < n_days; day++)
    agenda[day] = agenda[0];

  return agenda;
}

guint64
deckle_simulation_seed (guint64 seed,
                        guint   run)
{
  guint64 x = seed ^ ((guint64) run + 1) * G_GUINT64_CONSTANT (0xD1B54A32D192ED03);

  x = (x ^ (x >> 32)) * G_GUINT64_CONSTANT (0xDABA0B6EB09322E3);

  return x ^ (x >> 32);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

double
deckle_simulation_percentile (double *values,
                              guint   n,
                              double  share)
{
  double at = share * (n > 0 ? n - 1 : 0);
  guint below = (guint) at;

  if (n == 0)
    return 0.0;

  g_sort_array (values, n, sizeof *values, compare_doubles, NULL);
  if (below + 1 >= n)
    return values[n - 1];

  return values[below] + (at - below) * (values[below + 1] - values[below]);
}

typedef struct
{
  DeckleSimulationFunc func;
  gpointer             data;
  guint                n;
  int                  next;   /* atomic */
  int                  failed; /* atomic */
} Each;

static gpointer
each_worker (gpointer data)
{
  Each *each = data;
  guint run;

  while ((run = (guint) g_atomic_int_add (&each->next, 1)) < each->n)
    if (!each->func (run, each->data))
      {
        g_atomic_int_set (&each->failed, 1);
        break;
      }

  return NULL;
}

/*
 * deckle_simulation_each:
 *
 * Which thread makes which run is left to chance, so @func must keep what it finds under the number of the run.
 */
gboolean
deckle_simulation_each (guint                n,
                        DeckleSimulationFunc func,
                        gpointer             data)
{
  Each each = { func, data, n, 0, 0 };
  GThread *second = n > 1 ? g_thread_try_new ("simulation", each_worker, &each, NULL) : NULL;

  each_worker (&each);
  g_clear_pointer (&second, g_thread_join);

  return !g_atomic_int_get (&each.failed);
}
