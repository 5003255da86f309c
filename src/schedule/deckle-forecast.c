/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-forecast"
#include "schedule/deckle-forecast.h"

#include "schedule/deckle-simulation.h"

#include <math.h>

#define LOW 0.1
#define HIGH 0.9

/* One forecast at work: every run writes into its own row of @days. */
typedef struct
{
  DeckleSimulation    simulation;
  guint64             seed;
  guint               n_runs;
  DeckleSimulatedDay *days; /* [run][day] */
  GCancellable       *cancellable;
} Forecast;

/* One curve at work: [point][run], the sums alone. */
typedef struct
{
  DeckleSimulation  simulation;
  DeckleAgendaDay  *agendas; /* [point][day] */
  guint64           seed;
  guint             n_runs;
  double           *minutes;
  double           *known;
  GCancellable     *cancellable;
} Workload;

static gboolean
is_usable (const DeckleForecastInput *input)
{
  return input->scheduler != NULL && (input->cards != NULL || input->n_cards == 0) && input->n_days > 0 &&
         input->n_cards <= G_MAXINT;
}

static DeckleSimulation
simulation_of (const DeckleForecastInput *input,
               const DeckleHabits        *fallback)
{
  return (DeckleSimulation){
    .cards = input->cards,
    .n_cards = input->n_cards,
    .scheduler = input->scheduler,
    .habits = input->habits != NULL ? input->habits : fallback,
    .n_days = MIN (input->n_days, DECKLE_FORECAST_MAX_DAYS),
    .today = input->today,
  };
}

static guint
runs_of (const DeckleForecastInput *input)
{
  return CLAMP (input->n_runs, 1, DECKLE_FORECAST_MAX_RUNS);
}

static gboolean
forecast_one (guint    run,
              gpointer data)
{
  Forecast *self = data;

  return deckle_simulation_run (&self->simulation, deckle_simulation_seed (self->seed, run),
                                self->days + (gsize) run * self->simulation.n_days, NULL, 0, self->cancellable);
}

static void
bounds_of (double *values,
           guint   n,
           double *low,
           double *high)
{
  *low = deckle_simulation_percentile (values, n, LOW);
  *high = deckle_simulation_percentile (values, n, HIGH);
}

/* @scratch: three lists of n_runs numbers */
static void
summarise_day (const Forecast    *self,
               int                index,
               double            *scratch,
               DeckleForecastDay *day)
{
  double *reviews = scratch;
  double *minutes = scratch + self->n_runs;
  double *known = scratch + 2 * self->n_runs;

  for (guint run = 0; run < self->n_runs; run++)
    {
      const DeckleSimulatedDay *from = &self->days[(gsize) run * self->simulation.n_days + index];

      reviews[run] = from->reviews;
      minutes[run] = from->minutes;
      known[run] = from->known;
      day->reviews += from->reviews / self->n_runs;
      day->answers += from->answers / self->n_runs;
      day->new_cards += from->new_cards / self->n_runs;
      day->minutes += from->minutes / self->n_runs;
      day->known += from->known / self->n_runs;
      day->waiting += from->waiting / self->n_runs;
    }
  bounds_of (reviews, self->n_runs, &day->reviews_low, &day->reviews_high);
  bounds_of (minutes, self->n_runs, &day->minutes_low, &day->minutes_high);
  bounds_of (known, self->n_runs, &day->known_low, &day->known_high);
}

/**
 * deckle_forecast_run:
 * @input: a collection and what the days allow
 * @days: (out caller-allocates): at least as many as @input has days
 * @cancellable: (nullable): stops between two simulated days
 *
 * Simulates the coming days.
 *
 * The learner answers as the model predicts, takes the time of the habits, answers steps on
 * the day they come, then reviews, then new cards, and stops before an answer that could pass the cap.
 * Uses the calling thread and one more; the result depends on @input alone, whichever thread
 * made which run. Blocks, so call it from a worker thread.
 *
 * Returns: whether @days is filled; %FALSE when cancelled or without a scheduler or days, with
 *   @days left at zero
 */
gboolean
deckle_forecast_run (const DeckleForecastInput *input,
                     DeckleForecastDay         *days,
                     GCancellable              *cancellable)
{
  g_autofree DeckleAgendaDay *agenda = NULL;
  g_autofree double *scratch = NULL;
  DeckleHabits fallback;
  Forecast self;
  gboolean done;

  g_return_val_if_fail (input != NULL, FALSE);
  g_return_val_if_fail (days != NULL, FALSE);

  for (int day = 0; day < MIN (input->n_days, DECKLE_FORECAST_MAX_DAYS); day++)
    days[day] = (DeckleForecastDay){ 0 };
  if (!is_usable (input))
    return FALSE;

  deckle_habits_init_default (&fallback);
  self = (Forecast){
    .simulation = simulation_of (input, &fallback),
    .seed = input->seed,
    .n_runs = runs_of (input),
    .cancellable = cancellable,
  };
  agenda = deckle_simulation_plain_agenda (input, input->scheduler->policy.desired_retention);
  self.simulation.agenda = agenda;
  self.days = g_new (DeckleSimulatedDay, (gsize) self.n_runs * self.simulation.n_days);
  done = deckle_simulation_each (self.n_runs, forecast_one, &self);

  scratch = g_new (double, 3 * self.n_runs);
  for (int day = 0; done && day < self.simulation.n_days; day++)
    summarise_day (&self, day, scratch, &days[day]);
  g_free (self.days);

  return done;
}

static gboolean
workload_one (guint    job,
              gpointer data)
{
  Workload *self = data;
  int n_days = self->simulation.n_days;
  g_autofree DeckleSimulatedDay *days = g_new (DeckleSimulatedDay, n_days);
  DeckleSimulation simulation = self->simulation;
  double minutes = 0.0;

  simulation.agenda = self->agendas + (gsize) (job / self->n_runs) * n_days;
  /* The same luck for every point, so that the curve is smooth. */
  if (!deckle_simulation_run (&simulation, deckle_simulation_seed (self->seed, job % self->n_runs), days, NULL, 0,
                              self->cancellable))
    return FALSE;

  for (int day = 0; day < n_days; day++)
    minutes += days[day].minutes;
  self->minutes[job] = minutes / n_days;
  self->known[job] = days[n_days - 1].known;

  return TRUE;
}

/**
 * deckle_forecast_workload:
 * @input: a collection and what the days allow; its policy's desired retention is not used
 * @retentions: (array length=n): desired retentions; clamped to 0.70 to 0.99, not a number
 *   is the policy's
 * @n: how many
 * @minutes_a_day: (out caller-allocates) (array length=n): mean over days and runs
 * @known: (out caller-allocates) (array length=n): expected knowledge on the last day, in cards
 * @cancellable: (nullable): stops between two simulated days
 *
 * Computes the curve “workload for desired retention”. Threads as in [func@forecast_run].
 *
 * Returns: whether the curve is complete; else it is all zero
 */
gboolean
deckle_forecast_workload (const DeckleForecastInput *input,
                          const double              *retentions,
                          guint                      n,
                          double                    *minutes_a_day,
                          double                    *known,
                          GCancellable              *cancellable)
{
  g_autofree double *results = NULL;
  g_autofree DeckleAgendaDay *agendas = NULL;
  DeckleHabits fallback;
  Workload self;
  gboolean done;

  g_return_val_if_fail (input != NULL, FALSE);
  g_return_val_if_fail (n == 0 || (retentions != NULL && minutes_a_day != NULL && known != NULL), FALSE);

  for (guint i = 0; i < n; i++)
    minutes_a_day[i] = known[i] = 0.0;
  if (!is_usable (input))
    return FALSE;

  deckle_habits_init_default (&fallback);
  self = (Workload){
    .simulation = simulation_of (input, &fallback),
    .seed = input->seed,
    .n_runs = runs_of (input),
    .cancellable = cancellable,
  };
  agendas = g_new (DeckleAgendaDay, (gsize) n * self.simulation.n_days);
  for (guint i = 0; i < n; i++)
    {
      g_autofree DeckleAgendaDay *agenda = deckle_simulation_plain_agenda (
        input, isnan (retentions[i]) ? input->scheduler->policy.desired_retention : retentions[i]);

      for (int day = 0; day < self.simulation.n_days; day++)
        agendas[(gsize) i * self.simulation.n_days + day] = agenda[day];
    }
  results = g_new0 (double, 2 * (gsize) n * self.n_runs);
  self.agendas = agendas;
  self.minutes = results;
  self.known = results + (gsize) n * self.n_runs;
  done = deckle_simulation_each (n * self.n_runs, workload_one, &self);

  for (guint job = 0; done && job < n * self.n_runs; job++)
    {
      minutes_a_day[job / self.n_runs] += self.minutes[job] / self.n_runs;
      known[job / self.n_runs] += self.known[job] / self.n_runs;
    }

  return done;
}
