/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-plan"
#include "schedule/deckle-plan-curve.h"

#include "schedule/deckle-plan-search.h"

#define LOW 0.1
#define HIGH 0.9

/* Several learners who follow one plan; each writes its own row. */
typedef struct
{
  DeckleSimulation    simulation;
  guint64             seed;
  DeckleSimulatedDay *days; /* [run][day] */
  GCancellable       *cancellable;
} Curve;

static gboolean
follow_one (guint    run,
            gpointer data)
{
  const Curve *self = data;

  return deckle_simulation_run (&self->simulation, deckle_simulation_seed (self->seed, run),
                                self->days + (gsize) run * self->simulation.n_days, NULL, 0, self->cancellable);
}

static void
summarise (const Curve       *self,
           guint              n_runs,
           int                day,
           double            *scratch,
           DeckleForecastDay *summary)
{
  for (guint run = 0; run < n_runs; run++)
    {
      const DeckleSimulatedDay *simulated = &self->days[(gsize) run * self->simulation.n_days + day];

      scratch[run] = simulated->known;
      summary->known += simulated->known / n_runs;
      summary->minutes += simulated->minutes / n_runs;
      summary->reviews += simulated->reviews / n_runs;
      summary->new_cards += simulated->new_cards / n_runs;
      summary->answers += simulated->answers / n_runs;
    }
  summary->known_low = deckle_simulation_percentile (scratch, n_runs, LOW);
  summary->known_high = deckle_simulation_percentile (scratch, n_runs, HIGH);
}

static DecklePlanProblem
problem_of (const DeckleForecastInput *now,
            const DecklePlanSettings  *settings,
            const DecklePlan          *plan)
{
  DecklePlanProblem problem = {
    .now = *now,
    .minutes_cap = settings->minutes_a_day,
    .days = { plan->days_left },
    .n_dates = 1,
  };

  if (now->habits != NULL)
    problem.habits = *now->habits;
  else
    deckle_habits_init_default (&problem.habits);
  for (guint i = 0; i < now->n_cards; i++)
    if (!now->cards[i].suspended)
      {
        problem.n_active++;
        problem.n_fresh += !deckle_memory_is_set (&now->cards[i].memory);
      }
  return problem;
}

/**
 * deckle_plan_curve:
 * @now: the collection as it is today
 * @settings: what the learner wants
 * @plan: what [func@plan_make] found for them
 * @n_runs: simulated learners, at least 1
 * @days: (out caller-allocates): from today to the day of the interview, days_left + 1 of them
 * @cancellable: (nullable): stops it
 *
 * Simulates learners who follow a plan, its sweep included: what each day takes, and how much is known at its end. Blocks, two
 * threads; the same seed gives the same curve.
 *
 * Returns: whether @days is filled; %FALSE when cancelled or without a plan, with @days at zero
 */
gboolean
deckle_plan_curve (const DeckleForecastInput *now,
                   const DecklePlanSettings  *settings,
                   const DecklePlan          *plan,
                   guint                      n_runs,
                   DeckleForecastDay         *days,
                   GCancellable              *cancellable)
{
  g_autofree DeckleAgendaDay *agenda = NULL;
  g_autofree DeckleSimulatedDay *simulated = NULL;
  g_autofree double *scratch = NULL;
  DecklePlanChoice choice;
  DecklePlanProblem problem;
  int n_days;
  Curve self;

  g_return_val_if_fail (now != NULL && now->scheduler != NULL, FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);
  g_return_val_if_fail (plan != NULL, FALSE);
  g_return_val_if_fail (n_runs > 0, FALSE);

  if (plan->status != DECKLE_PLAN_OK || plan->days_left < 1)
    return FALSE;
  n_days = plan->days_left + 1;
  for (int day = 0; day < n_days; day++)
    days[day] = (DeckleForecastDay){ 0 };

  choice = (DecklePlanChoice){ plan->new_per_day, plan->desired_retention, plan->sweep_days };
  problem = problem_of (now, settings, plan);
  agenda = deckle_plan_agenda (&problem, &choice, n_days);
  simulated = g_new0 (DeckleSimulatedDay, (gsize) n_runs * n_days);
  self = (Curve){
    .simulation = {
      .cards = now->cards,
      .n_cards = now->n_cards,
      .scheduler = now->scheduler,
      .habits = &problem.habits,
      .agenda = agenda,
      .n_days = n_days,
      .by_weight = TRUE,
    },
    .seed = now->seed,
    .days = simulated,
    .cancellable = cancellable,
  };
  if (!deckle_simulation_each (n_runs, follow_one, &self))
    return FALSE;

  scratch = g_new (double, n_runs);
  for (int day = 0; day < n_days; day++)
    summarise (&self, n_runs, day, scratch, &days[day]);
  return TRUE;
}
