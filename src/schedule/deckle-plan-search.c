/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-plan"
#include "schedule/deckle-plan-search.h"

#include <math.h>

/*
 * A plan is four numbers: new cards a day, the retention that intervals aim at until the sweep, and the days and the
 * daily cards of the sweep. They are found by simulating: from a usual choice one step at a time, as long as that helps.
 */

#define SEARCH_RUNS_MIN 2
#define SEARCH_RUNS_MAX 5
#define SEARCH_CARD_DAYS (4.0 * 600 * 60) /* simulated for one choice */
#define PEAK_SHARE 0.2          /* of what the worst day takes beyond the mean */
#define HEAVIEST_WEEK 1.80      /* of the mean week, with room for luck up to 1.9 */
#define HEAVY_COST 2.0          /* readiness given up per excess of 1 */
#define MINUTE_COST 1.0         /* cards given up to save a minute a day */
#define PRICE_DAYS 60.0         /* nearer to the interview a minute a day costs less: it is asked for on fewer days */
#define TARGET_MARGIN 0.0015
#define DAYS_A_WEEK 7

/* The share of the time after which all new cards are seen; above 1 some are never seen. */
static const double paces[] = { 0.25, 0.33, 0.42, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.3, 1.8, 2.5, 4.0 };
static const double retentions[] = { 0.75, 0.80, 0.83, 0.85, 0.86, 0.87, 0.88, 0.89, 0.90, 0.92, 0.94, 0.96 };
/* The share of the time that is the sweep. */
static const double sweeps[] = { 0.0,  0.05, 0.08, 0.10, 0.12, 0.14, 0.16, 0.18,
                                 0.21, 0.25, 0.30, 0.40, 0.55, 0.75, 1.0 };

/* Reviews of the sweep per card: above 1 because some are forgotten in it, below when many need none any more. */
static const double shares[] = { 0.15, 0.30, 0.45, 0.60, 0.75, 0.90, 1.05, 1.20, 1.40 };

#define N_PACES ((int) G_N_ELEMENTS (paces))
#define N_RETENTIONS ((int) G_N_ELEMENTS (retentions))
#define N_SWEEPS ((int) G_N_ELEMENTS (sweeps))
#define N_SHARES ((int) G_N_ELEMENTS (shares))
#define START_PACE 3
#define START_RETENTION 4
#define START_SHARE 6
#define START_SWEEP_PER_ROOT 1.25 /* of the days left: 10 of 60, 4 of 10 */

typedef struct
{
  int pace;
  int retention;
  int sweep;
  int share;
} Place;

/* All runs of one choice at work. */
typedef struct
{
  DeckleSimulation          simulation;
  const DecklePlanProblem  *problem;
  guint                     n_dates;
  int                       first_day; /* of the first interview */
  DecklePlanOutcome        *outcomes;  /* [run] */
  double                   *ready;     /* [run][date] */
  double                   *draws;     /* [run][draw], (nullable) */
  guint                     n_draws;
} Trial;

DeckleAgendaDay *
deckle_plan_agenda (const DecklePlanProblem *self,
                    const DecklePlanChoice  *choice,
                    int                      n_days)
{
  DeckleForecastInput input = self->now;
  DeckleAgendaDay *agenda;
  int date = 0;

  input.n_days = n_days;
  agenda = deckle_simulation_plain_agenda (&input, input.scheduler->policy.desired_retention);
  for (int day = 0; choice != NULL && day < MIN (n_days, DECKLE_FORECAST_MAX_DAYS); day++)
    {
      int left, sweep;

      while (date < self->n_dates && self->days[date] <= day)
        date++;
      if (date == self->n_dates)
        break;

      left = self->days[date] - day;
      sweep = MIN (choice->sweep_days, self->days[date] - (date > 0 ? self->days[date - 1] : 0));
      agenda[day].retention = choice->retention;
      agenda[day].minutes_cap = self->minutes_cap;
      agenda[day].new_limit = choice->new_per_day;
      agenda[day].new_first = TRUE;
      if (left > sweep)
        agenda[day].sweep_in = sweep > 0 ? left - sweep : 0;
      else
        {
          agenda[day].interview_in = left;
          agenda[day].sweep_cards = choice->sweep_cards;
        }
    }

  return agenda;
}

DeckleSimulation
deckle_plan_simulation (const DecklePlanProblem *self,
                        const DecklePlanChoice  *choice,
                        const DeckleAgendaDay   *agenda,
                        int                      n_days)
{
  return (DeckleSimulation){
    .cards = self->now.cards,
    .n_cards = self->now.n_cards,
    .scheduler = self->now.scheduler,
    .habits = &self->habits,
    .agenda = agenda,
    .n_days = n_days,
    .today = self->now.today,
    .by_weight = choice != NULL,
  };
}

static void
summarise (const DeckleSimulatedDay *days,
           int                       n,
           DecklePlanOutcome        *outcome)
{
  double week = 0.0, heaviest = 0.0, mean_week;

  for (int day = 0; day < n; day++)
    {
      outcome->reviews += days[day].reviews;
      outcome->new_cards += days[day].new_cards;
      outcome->minutes_a_day += days[day].minutes / n;
      outcome->minutes_worst = fmax (outcome->minutes_worst, days[day].minutes);
      week += days[day].reviews;
      if (day >= DAYS_A_WEEK)
        week -= days[day - DAYS_A_WEEK].reviews;
      heaviest = fmax (heaviest, week);
    }
  mean_week = outcome->reviews * fmin ((double) DAYS_A_WEEK / n, 1.0);
  outcome->heaviest_week = mean_week > 0.0 ? heaviest / mean_week : 0.0;
}

static gboolean
try_one (guint    run,
         gpointer data)
{
  Trial *self = data;
  g_autofree DeckleSimulatedDay *days = g_new (DeckleSimulatedDay, self->simulation.n_days);
  DeckleSimulatedInterview interviews[DECKLE_PLAN_MAX_DATES] = { 0 };
  DecklePlanOutcome *outcome = &self->outcomes[run];

  for (guint i = 0; i < self->n_dates; i++)
    interviews[i].day = self->problem->days[i];
  if (self->draws != NULL)
    {
      interviews[0].draws = self->draws + (gsize) run * self->n_draws;
      interviews[0].n_draws = self->n_draws;
    }
  if (!deckle_simulation_run (&self->simulation, deckle_simulation_seed (self->problem->now.seed, run), days,
                              interviews, self->n_dates, self->problem->cancellable))
    return FALSE;

  *outcome = (DecklePlanOutcome){ .ready = interviews[0].ready, .weighted = interviews[0].weighted };
  summarise (days, self->first_day, outcome);
  for (guint i = 0; i < self->n_dates; i++)
    self->ready[run * self->n_dates + i] = interviews[i].ready;

  return TRUE;
}

static void
mean_of (const DecklePlanOutcome *outcomes,
         guint                    n,
         DecklePlanOutcome       *mean)
{
  *mean = (DecklePlanOutcome){ 0 };
  for (guint run = 0; run < n; run++)
    {
      mean->ready += outcomes[run].ready / n;
      mean->weighted += outcomes[run].weighted / n;
      mean->reviews += outcomes[run].reviews / n;
      mean->new_cards += outcomes[run].new_cards / n;
      mean->minutes_a_day += outcomes[run].minutes_a_day / n;
      mean->heaviest_week += outcomes[run].heaviest_week / n;
      mean->minutes_worst = fmax (mean->minutes_worst, outcomes[run].minutes_worst);
    }
}

gboolean
deckle_plan_try (const DecklePlanProblem *self,
                 const DecklePlanChoice  *choice,
                 guint                    n_runs,
                 int                      n_dates,
                 DecklePlanOutcome       *outcome,
                 double                  *ready,
                 double                  *draws,
                 guint                    n_draws)
{
  int n_days = self->days[n_dates - 1];
  g_autofree DeckleAgendaDay *agenda = deckle_plan_agenda (self, choice, n_days);
  g_autofree DecklePlanOutcome *outcomes = g_new (DecklePlanOutcome, n_runs);
  g_autofree double *all_ready = g_new (double, (gsize) n_runs * n_dates);
  Trial trial = {
    .simulation = deckle_plan_simulation (self, choice, agenda, n_days),
    .problem = self,
    .n_dates = (guint) n_dates,
    .first_day = self->days[0],
    .outcomes = outcomes,
    .ready = all_ready,
    .draws = draws,
    .n_draws = n_draws,
  };

  if (!deckle_simulation_each (n_runs, try_one, &trial))
    return FALSE;

  mean_of (outcomes, n_runs, outcome);
  for (int i = 0; ready != NULL && i < n_dates; i++)
    {
      ready[i] = 0.0;
      for (guint run = 0; run < n_runs; run++)
        ready[i] += all_ready[run * (guint) n_dates + (guint) i] / n_runs;
    }

  return TRUE;
}

static int
sweep_cards (const DecklePlanProblem *self,
             const DecklePlanChoice  *choice,
             double                   share)
{
  int limit = self->now.reviews_per_day >= 0 ? self->now.reviews_per_day
                                             : self->now.scheduler->policy.reviews_per_day;
  double seen = self->n_active - self->n_fresh + fmin (self->n_fresh, (double) choice->new_per_day * self->days[0]);

  if (choice->sweep_days <= 0 || limit <= 0)
    return 0;

  return (int) CLAMP (ceil (share * seen / choice->sweep_days), 1.0, (double) limit);
}

static DecklePlanChoice
choice_at (const DecklePlanProblem *self,
           Place                    place)
{
  DecklePlanChoice choice = { .retention = retentions[place.retention] };
  int days = self->days[0];

  if (self->n_fresh > 0)
    choice.new_per_day = (int) CLAMP (ceil (self->n_fresh / (paces[place.pace] * days)), 1.0, (double) self->n_fresh);
  choice.sweep_days = (int) CLAMP (floor (sweeps[place.sweep] * days + 0.5), sweeps[place.sweep] > 0.0, (double) days);
  choice.sweep_cards = sweep_cards (self, &choice, shares[place.share]);

  return choice;
}

/* The higher, the better: readiness up to the target, less its price in minutes. */
static double
value_of (const DecklePlanProblem *self,
          const DecklePlanOutcome *outcome)
{
  double peak = PEAK_SHARE * (outcome->minutes_worst - outcome->minutes_a_day);
  double minutes = outcome->minutes_a_day * fmin (self->days[0] / PRICE_DAYS, 1.0);
  double value = fmin (outcome->weighted, self->target + TARGET_MARGIN) - MINUTE_COST * (minutes + peak) / self->n_active;
  double excess = outcome->heaviest_week - HEAVIEST_WEEK;

  return excess > 0.0 ? value - HEAVY_COST * excess : value;
}

typedef struct
{
  const DecklePlanProblem *problem;
  guint                    n_runs;
  double                   values[N_PACES][N_RETENTIONS][N_SWEEPS][N_SHARES]; /* NaN: not tried */
} Search;

static gboolean
value_at (Search *self,
          Place   place,
          double *value)
{
  double *known = &self->values[place.pace][place.retention][place.sweep][place.share];
  DecklePlanChoice choice = choice_at (self->problem, place);
  DecklePlanOutcome outcome;

  if (isnan (*known))
    {
      if (!deckle_plan_try (self->problem, &choice, self->n_runs, 1, &outcome, NULL, NULL, 0))
        return FALSE;
      *known = value_of (self->problem, &outcome);
    }
  *value = *known;

  return TRUE;
}

static gboolean
is_inside (Place place)
{
  return place.pace >= 0 && place.pace < N_PACES && place.retention >= 0 && place.retention < N_RETENTIONS &&
         place.sweep >= 0 && place.sweep < N_SWEEPS && place.share >= 0 && place.share < N_SHARES;
}

/* The next place in a direction that means another choice: whole days and cards make many places the same. FALSE when
 * there is none. */
static gboolean
next_place (const DecklePlanProblem *self,
            Place                    here,
            Place                    by,
            Place                   *next)
{
  DecklePlanChoice old = choice_at (self, here);

  for (*next = here;;)
    {
      DecklePlanChoice new;

      *next = (Place){ next->pace + by.pace, next->retention + by.retention, next->sweep + by.sweep,
                       next->share + by.share };
      if (!is_inside (*next))
        return FALSE;
      new = choice_at (self, *next);
      if (new.new_per_day != old.new_per_day || new.retention != old.retention ||
          new.sweep_days != old.sweep_days || new.sweep_cards != old.sweep_cards)
        return TRUE;
    }
}

/* Walks along one direction as long as that helps. FALSE when cancelled. */
static gboolean
walk (Search   *self,
      Place     by,
      Place    *here,
      double   *value,
      gboolean *moved)
{
  Place next;

  while (next_place (self->problem, *here, by, &next))
    {
      double there;

      if (!value_at (self, next, &there))
        return FALSE;
      if (there <= *value)
        break;
      *value = there;
      *here = next;
      *moved = TRUE;
    }

  return TRUE;
}

static Place
start_of (const DecklePlanProblem *self)
{
  Place start = { START_PACE, START_RETENTION, 0, START_SHARE };
  double wanted = START_SWEEP_PER_ROOT * sqrt (self->days[0]);

  while (start.sweep < N_SWEEPS - 1 && sweeps[start.sweep] * self->days[0] < wanted)
    start.sweep++;

  return start;
}

/* As many as a learner who moves a slider can wait for: FSRS-7 takes three times as long for each. */
static guint
runs_for (const DecklePlanProblem *self)
{
  double card_days = (double) self->n_active * self->days[0];

  if (self->now.scheduler->model.version >= 7)
    card_days *= 2.0;

  return (guint) CLAMP (SEARCH_CARD_DAYS / card_days, SEARCH_RUNS_MIN, SEARCH_RUNS_MAX);
}

gboolean
deckle_plan_search (const DecklePlanProblem *self,
                    DecklePlanChoice        *best)
{
  static const Place directions[] = {
    { 0, 0, 1, 0 },  { 0, 0, -1, 0 },  { 0, 0, 0, 1 }, { 0, 0, 0, -1 }, { 0, 1, 0, 0 },  { 0, -1, 0, 0 },
    { 1, 0, 0, 0 },  { -1, 0, 0, 0 },  { 0, 1, 1, 0 }, { 0, -1, -1, 0 }, { 1, 1, 0, 0 }, { -1, -1, 0, 0 },
    { 0, 0, 1, 1 },  { 0, 0, -1, -1 },
  };
  g_autofree Search *search = g_new (Search, 1);
  Place here = start_of (self);
  gboolean moved = TRUE;
  double value;

  search->problem = self;
  search->n_runs = runs_for (self);
  for (gsize i = 0; i < sizeof search->values / sizeof (double); i++)
    (&search->values[0][0][0][0])[i] = NAN;

  if (!value_at (search, here, &value))
    return FALSE;
  while (moved)
    {
      moved = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
        if (!walk (search, directions[i], &here, &value, &moved))
          return FALSE;
    }
  *best = choice_at (self, here);

  return TRUE;
}
