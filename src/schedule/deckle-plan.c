/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-plan"
#include "deckle-config.h"
#include "schedule/deckle-plan.h"

#include "schedule/deckle-plan-search.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_INTERVIEWS 200
#define MAX_INTERVIEWS 100000
#define MIN_RUNS 20
#define MAX_RUNS 100
#define WITHOUT_RUNS 20
#define LOW 0.1
#define HIGH 0.9

static int
compare_days (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  int left = *(const int *) a;
  int right = *(const int *) b;

  return (left > right) - (left < right);
}

/* Interviews from tomorrow on. Returns whether there is one today. */
static gboolean
collect_dates (DecklePlanProblem        *self,
               const DecklePlanSettings *settings)
{
  gboolean today = FALSE;

  for (int i = 0; i < CLAMP (settings->n_dates, 0, DECKLE_PLAN_MAX_DATES); i++)
    {
      gint64 days = (gint64) settings->dates[i] - settings->today;

      today |= days == 0;
      if (days > 0)
        self->days[self->n_dates++] = (int) MIN (days, G_MAXINT);
    }
  g_sort_array (self->days, self->n_dates, sizeof *self->days, compare_days, NULL);

  return today;
}

static void
count_cards (DecklePlanProblem *self,
             DecklePlan        *plan)
{
  const DeckleFsrs *model = &self->now.scheduler->model;

  for (guint i = 0; i < self->now.n_cards; i++)
    {
      const DeckleForecastCard *card = &self->now.cards[i];
      double elapsed = card->elapsed_days > 0.0 ? card->elapsed_days : 0.0;

      if (card->suspended)
        continue;

      self->n_active++;
      if (!deckle_memory_is_set (&card->memory) || card->state == DECKLE_STATE_NEW)
        {
          self->n_fresh++;
          continue;
        }
      plan->ready_today += deckle_fsrs_retrievability (model, &card->memory, elapsed);
      plan->ready_now += deckle_fsrs_retrievability (model, &card->memory, elapsed + MAX (plan->days_left, 0));
    }
  if (self->n_active > 0)
    {
      plan->ready_today /= self->n_active;
      plan->ready_now /= self->n_active;
    }
}

static void
keep_settings (const DeckleForecastInput *now,
               DecklePlan                *plan)
{
  const DecklePolicy *policy = &now->scheduler->policy;

  plan->new_per_day = MAX (now->new_per_day >= 0 ? now->new_per_day : policy->new_per_day, 0);
  plan->desired_retention = policy->desired_retention;
  plan->sweep_days = 0;
  plan->sweep_cards = 0;
  plan->ready_on_plan = plan->ready_low = plan->ready_high = plan->ready_without = plan->ready_now;
}

static DecklePlanStatus
status_of (const DecklePlanProblem *self,
           gboolean                 today)
{
  if (self->n_active == 0)
    return DECKLE_PLAN_NO_CARDS;
  if (self->n_dates == 0)
    return today ? DECKLE_PLAN_TODAY : DECKLE_PLAN_NO_DATE;
  if (self->days[0] > DECKLE_PLAN_MAX_DAYS)
    return DECKLE_PLAN_FAR;
  if (self->minutes_cap > 0.0 &&
      self->minutes_cap * 60.0 < fmin (deckle_habits_longest (&self->habits, DECKLE_HABIT_LEARN),
                                       deckle_habits_longest (&self->habits, DECKLE_HABIT_REVIEW)))
    return DECKLE_PLAN_NO_TIME;

  return DECKLE_PLAN_OK;
}

static gboolean
fill_without (const DecklePlanProblem *self,
              DecklePlan              *plan)
{
  DecklePlanOutcome outcome;

  if (!deckle_plan_try (self, NULL, WITHOUT_RUNS, 1, &outcome, NULL, NULL, 0))
    return FALSE;

  plan->ready_without = outcome.ready;
  plan->reviews_without = outcome.reviews;
  plan->minutes_without = outcome.minutes_a_day;

  return TRUE;
}

/* Interviews within the time that can be looked ahead. */
static int
dates_in_sight (const DecklePlanProblem *self)
{
  int n = 1;

  while (n < self->n_dates && self->days[n] <= DECKLE_PLAN_MAX_DAYS)
    n++;

  return n;
}

static gboolean
fill_plan (const DecklePlanProblem  *self,
           const DecklePlanSettings *settings,
           const DecklePlanChoice   *choice,
           DecklePlan               *plan)
{
  guint n_interviews = settings->n_interviews > 0 ? MIN (settings->n_interviews, MAX_INTERVIEWS) : N_INTERVIEWS;
  guint n_runs = CLAMP (self->now.n_runs, MIN_RUNS, MAX_RUNS);
  guint n_draws = (n_interviews + n_runs - 1) / n_runs;
  g_autofree double *draws = g_new (double, (gsize) n_runs * n_draws);
  DecklePlanOutcome outcome;

  if (!deckle_plan_try (self, choice, n_runs, dates_in_sight (self), &outcome, plan->ready_dates, draws, n_draws))
    return FALSE;

  plan->new_per_day = choice->new_per_day;
  plan->new_days = choice->new_per_day > 0 ? (int) ((self->n_fresh + (guint) choice->new_per_day - 1) /
                                                    (guint) choice->new_per_day)
                                           : 0;
  plan->desired_retention = choice->retention;
  plan->sweep_days = choice->sweep_days;
  plan->sweep_cards = choice->sweep_cards;
  plan->reviews = outcome.reviews;
  plan->new_cards = outcome.new_cards;
  plan->minutes_a_day = outcome.minutes_a_day;
  plan->minutes_worst = outcome.minutes_worst;
  plan->heaviest_week = outcome.heaviest_week;
  plan->ready_on_plan = outcome.ready;
  plan->ready_low = deckle_simulation_percentile (draws, n_runs * n_draws, LOW);
  plan->ready_high = deckle_simulation_percentile (draws, n_runs * n_draws, HIGH);

  return TRUE;
}

static void
problem_init (DecklePlanProblem         *self,
              const DeckleForecastInput *now,
              const DecklePlanSettings  *settings,
              GCancellable              *cancellable)
{
  *self = (DecklePlanProblem){ .now = *now, .target = DECKLE_PLAN_TARGET, .cancellable = cancellable };
  if (now->habits != NULL)
    self->habits = *now->habits;
  else
    deckle_habits_init_default (&self->habits);
  if (settings->target > 0.0)
    self->target = fmin (settings->target, 1.0);
  self->now.today = settings->today;
  if (settings->minutes_a_day > 0.0)
    self->minutes_cap = settings->minutes_a_day;
  else if (now->minutes_cap > 0.0)
    self->minutes_cap = now->minutes_cap;
}

static gboolean
make (DecklePlanProblem        *self,
      const DecklePlanSettings *settings,
      DecklePlan               *plan)
{
  DecklePlanChoice choice;

  return fill_without (self, plan) && deckle_plan_search (self, &choice) && fill_plan (self, settings, &choice, plan);
}

/**
 * deckle_plan_make:
 * @now: the collection and what the settings allow; its number of days is not used
 * @settings: what the learner wants
 * @plan: (out): the plan
 * @cancellable: (nullable): stops between two simulated days
 *
 * Plans for the next interview.
 *
 * Until the sweep, reviews come at a lower retention, which saves them for the end; in the sweep each day takes
 * the cards that gain most on the day of the interview and cannot wait. Pace, retention and length of the sweep
 * are found by simulating: readiness up to the target, as long as one more card known on the day costs at most one
 * minute a day (nearer than 60 days in proportion), and no seven days in a row above 1.8 times the reviews of a
 * mean week, where that can be had.
 * From the date on nothing of this holds any more: normal scheduling, or the plan for the next date.
 *
 * Measured on 600 new cards, interview on day 60, no steps, no fuzz, learner as in the model, 40 seeds (“share” is of
 * the reviews of fixed 0.97; “week” the heaviest seven days over the mean week):
 *
 *     policy, 20 new a day            reviews  share    recall  week
 *     fixed 0.90                        2,438  43.0 %   0.9449  1.67
 *     fixed 0.97                        5,669  100 %    0.9834  1.59
 *     0.80, sweep of  8 days            1,953  34.4 %   0.9788  2.43
 *     0.83, sweep of  8 days            2,122  37.4 %   0.9809  2.24
 *     0.83, sweep of  9 days            2,102  37.1 %   0.9795  2.00
 *     0.85, sweep of 10 days            2,285  40.3 %   0.9801  1.66
 *     0.86, sweep of  7 days            2,443  43.1 %   0.9847  2.21
 *     0.86, sweep of  8 days            2,423  42.7 %   0.9834  1.96
 *     0.86, sweep of  9 days            2,396  42.3 %   0.9821  1.75
 *     0.86, sweep of 10 days            2,372  41.8 %   0.9810  1.59
 *     0.86, sweep of 11 days            2,356  41.6 %   0.9801  1.48
 *     0.86, sweep of 14 days            2,272  40.1 %   0.9757  1.39
 *     0.88, sweep of 12 days            2,540  44.8 %   0.9806  1.44
 *     0.90, sweep of 12 days            2,768  48.8 %   0.9821  1.47
 *     as planned (72 cards a day)       2,462  43.4 %   0.9829  1.76
 *     the same, followed by the real    2,442  43.1 %   0.9829  1.77 (worst seed 1.87)
 *     scheduler and deckle_plan_order()
 *     planned anew each week, 2 seeds   2,319  40.9 %   0.9816  worst 2.26
 *
 * A plan that is made anew knows nothing of the weeks before, so its week is measured on what is left; the days stay
 * even (the longest took 21 minutes).
 *
 * Uses the calling thread and one more; the result depends on @now and @settings alone. Blocks, so call it from
 * a worker thread.
 *
 * Returns: whether @plan is complete; %FALSE when cancelled or without a scheduler, with @plan
 *   set to normal scheduling
 */
gboolean
deckle_plan_make (const DeckleForecastInput *now,
                  const DecklePlanSettings  *settings,
                  DecklePlan                *plan,
                  GCancellable              *cancellable)
{
  DecklePlanProblem problem;
  gboolean today;

  g_return_val_if_fail (now != NULL, FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);
  g_return_val_if_fail (plan != NULL, FALSE);

  *plan = (DecklePlan){ .status = DECKLE_PLAN_NO_CARDS, .days_left = -1, .desired_retention = 0.9 };
  if (now->scheduler == NULL || (now->cards == NULL && now->n_cards > 0) || now->n_cards > G_MAXINT)
    return FALSE;

  problem_init (&problem, now, settings, cancellable);
  today = collect_dates (&problem, settings);
  plan->n_dates = problem.n_dates;
  for (int i = 0; i < problem.n_dates; i++)
    plan->dates[i] = (int) MIN ((gint64) settings->today + problem.days[i], G_MAXINT);
  if (problem.n_dates > 0 || today)
    {
      plan->days_left = problem.n_dates > 0 ? problem.days[0] : 0;
      plan->date = settings->today + plan->days_left;
    }
  count_cards (&problem, plan);
  keep_settings (now, plan);
  plan->status = status_of (&problem, today);
  if (plan->status != DECKLE_PLAN_OK)
    return TRUE;
  if (make (&problem, settings, plan))
    return TRUE;

  keep_settings (now, plan);

  return FALSE;
}

/* All runs of a plan at work, day by day. */
typedef struct
{
  DeckleSimulation    simulation;
  guint64             seed;
  guint               n_draws;
  DeckleSimulatedDay *days;  /* [run][day] */
  double             *ready; /* [run][day], one more day than there is to study */
  double             *draws; /* [day][run][draw] */
  guint               n_runs;
  GCancellable       *cancellable;
} Walk;

static gboolean
walk_one (guint    run,
          gpointer data)
{
  Walk *self = data;
  gsize n_mornings = (gsize) self->simulation.n_days + 1;
  g_autofree DeckleSimulatedInterview *mornings = g_new0 (DeckleSimulatedInterview, n_mornings);

  for (gsize day = 0; day < n_mornings; day++)
    {
      mornings[day].day = (int) day;
      mornings[day].n_draws = self->n_draws;
      mornings[day].draws = self->draws + (day * self->n_runs + run) * self->n_draws;
    }
  if (!deckle_simulation_run (&self->simulation, deckle_simulation_seed (self->seed, run),
                              self->days + (gsize) run * self->simulation.n_days, mornings, (guint) n_mornings,
                              self->cancellable))
    return FALSE;

  for (gsize day = 0; day < n_mornings; day++)
    self->ready[run * n_mornings + day] = mornings[day].ready;

  return TRUE;
}

static double
ready_if_stopped (const DecklePlanProblem *self,
                  int                      day)
{
  double sum = 0.0;

  for (guint i = 0; i < self->now.n_cards; i++)
    {
      const DeckleForecastCard *card = &self->now.cards[i];
      double elapsed = card->elapsed_days > 0.0 ? card->elapsed_days : 0.0;

      if (!card->suspended && card->state != DECKLE_STATE_NEW)
        sum += deckle_fsrs_retrievability (&self->now.scheduler->model, &card->memory, elapsed + day);
    }

  return sum / self->n_active;
}

static void
summarise_walk (const DecklePlanProblem *self,
                Walk                    *walk,
                DecklePlanDay           *days)
{
  int n_days = walk->simulation.n_days;

  for (int day = 0; day <= n_days; day++)
    {
      double *draws = walk->draws + (gsize) day * walk->n_runs * walk->n_draws;

      days[day] = (DecklePlanDay){ .ready_stopped = ready_if_stopped (self, day) };
      days[day].ready_low = deckle_simulation_percentile (draws, walk->n_runs * walk->n_draws, LOW);
      days[day].ready_high = deckle_simulation_percentile (draws, walk->n_runs * walk->n_draws, HIGH);
      for (guint run = 0; run < walk->n_runs; run++)
        {
          days[day].ready += walk->ready[(gsize) run * (n_days + 1) + day] / walk->n_runs;
          if (day == n_days)
            continue;
          days[day].reviews += walk->days[(gsize) run * n_days + day].reviews / walk->n_runs;
          days[day].new_cards += walk->days[(gsize) run * n_days + day].new_cards / walk->n_runs;
          days[day].minutes += walk->days[(gsize) run * n_days + day].minutes / walk->n_runs;
        }
    }
}

/**
 * deckle_plan_days:
 * @now: what the plan was made from
 * @settings: what the plan was made with
 * @plan: the plan
 * @days: (out caller-allocates): room for the plan's days left and one more
 * @cancellable: (nullable): stops between two simulated days
 *
 * Follows a plan day by day, for a chart. The first entry is this morning, the last one the morning of the
 * interview, on which nothing is studied any more. Threads as in [func@plan_make].
 *
 * Returns: whether @days is filled; %FALSE when cancelled or when @plan is none
 */
gboolean
deckle_plan_days (const DeckleForecastInput *now,
                  const DecklePlanSettings  *settings,
                  const DecklePlan          *plan,
                  DecklePlanDay             *days,
                  GCancellable              *cancellable)
{
  DecklePlanProblem problem;
  DecklePlanChoice choice;
  DecklePlan counted = { 0 };
  g_autofree DeckleAgendaDay *agenda = NULL;
  Walk walk;
  gboolean done;

  g_return_val_if_fail (now != NULL && settings != NULL && plan != NULL && days != NULL, FALSE);

  if (plan->status != DECKLE_PLAN_OK || now->scheduler == NULL || now->cards == NULL)
    return FALSE;

  problem_init (&problem, now, settings, cancellable);
  collect_dates (&problem, settings);
  count_cards (&problem, &counted);
  if (problem.n_dates == 0 || problem.days[0] != plan->days_left || problem.n_active == 0)
    return FALSE;

  choice = (DecklePlanChoice){ plan->new_per_day, plan->desired_retention, plan->sweep_days, plan->sweep_cards };
  agenda = deckle_plan_agenda (&problem, &choice, plan->days_left);
  walk = (Walk){ .seed = now->seed, .n_runs = MIN_RUNS, .n_draws = N_INTERVIEWS / MIN_RUNS, .cancellable = cancellable };
  walk.simulation = deckle_plan_simulation (&problem, &choice, agenda, plan->days_left);
  walk.days = g_new (DeckleSimulatedDay, (gsize) walk.n_runs * plan->days_left);
  walk.ready = g_new (double, (gsize) walk.n_runs * (plan->days_left + 1));
  walk.draws = g_new (double, (gsize) walk.n_runs * walk.n_draws * (plan->days_left + 1));
  done = deckle_simulation_each (walk.n_runs, walk_one, &walk);
  if (done)
    summarise_walk (&problem, &walk, days);
  g_free (walk.days);
  g_free (walk.ready);
  g_free (walk.draws);

  return done;
}

/**
 * deckle_plan_status_to_text:
 * @status: of a plan
 *
 * Returns: (nullable): why there is no plan, a sentence in the learner's language; %NULL for %DECKLE_PLAN_OK
 */
const char *
deckle_plan_status_to_text (DecklePlanStatus status)
{
  switch (status)
    {
    case DECKLE_PLAN_NO_DATE:
      return _("There is no interview ahead.");
    case DECKLE_PLAN_TODAY:
      return _("The interview is today. Good luck!");
    case DECKLE_PLAN_FAR:
      return _("The interview is over a year away; until then cards come as usual.");
    case DECKLE_PLAN_NO_CARDS:
      return _("There are no cards to plan for.");
    case DECKLE_PLAN_NO_TIME:
      return _("That is less time than one answer takes.");
    case DECKLE_PLAN_OK:
    default:
      return NULL;
    }
}
