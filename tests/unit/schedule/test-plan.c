/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-backlog.h"
#include "schedule/deckle-plan-search.h"

#include <math.h>
#include <string.h>

#define N_CARDS 600
#define N_SEEDS 40
#define EXAM 60
#define TODAY 20000
#define DAYS_A_WEEK 7
#define PACE 20 /* gives the published figures of fixed 0.90 and 0.97 within 3 % */
#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)

/* The published scenario: 600 new cards, no steps, no fuzz, learner = model. */
static void
scenario_init (DeckleScheduler    *scheduler,
               DeckleForecastCard *cards)
{
  deckle_policy_init_default (&scheduler->policy);
  deckle_fsrs_init_default (&scheduler->model);
  scheduler->policy.n_learning_steps = 0;
  scheduler->policy.n_relearning_steps = 0;
  scheduler->policy.new_per_day = PACE;
  scheduler->policy.fuzz = FALSE;
  scheduler->policy.load_balance = FALSE;
  for (int i = 0; i < N_CARDS; i++)
    cards[i] = (DeckleForecastCard){ .state = DECKLE_STATE_NEW, .weight = 1.0 };
}

static DeckleForecastInput
input_of (const DeckleForecastCard *cards,
          guint                     n_cards,
          const DeckleScheduler    *scheduler)
{
  DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;

  input.cards = cards;
  input.n_cards = n_cards;
  input.scheduler = scheduler;
  input.n_runs = N_SEEDS;

  return input;
}

static DecklePlanSettings
settings_in (int    days,
             double minutes)
{
  return (DecklePlanSettings){
    .today = TODAY, .dates = { TODAY + days }, .n_dates = 1, .minutes_a_day = minutes
  };
}

/* A fixed retention over the scenario, mean of 40 seeds. */
static DecklePlanOutcome
fixed (DeckleScheduler    *scheduler,
       DeckleForecastCard *cards,
       double              retention)
{
  DecklePlanProblem problem = { .now = input_of (cards, N_CARDS, scheduler), .days = { EXAM }, .n_dates = 1 };
  DecklePlanOutcome outcome;

  problem.now.reviews_per_day = 100000;
  deckle_habits_init_default (&problem.habits);
  scheduler->policy.desired_retention = retention;
  g_assert_true (deckle_plan_try (&problem, NULL, N_SEEDS, 1, &outcome, NULL, NULL, 0));
  scheduler->policy.desired_retention = 0.90;

  return outcome;
}

/* One learner who follows a plan through the public functions and the real scheduler. */
typedef struct
{
  DeckleScheduler    scheduler;
  DeckleHabits       habits;
  DeckleSchedule     schedules[N_CARDS];
  DeckleForecastCard cards[N_CARDS];
  guint              order[N_CARDS];
  GRand             *rand;
  DeckleClock       *clock;
  double             reviews[EXAM];
  double             minutes[EXAM];
} Learner;

static void
learner_answer (Learner *self,
                int      card,
                int      day,
                gboolean is_new)
{
  DeckleSchedule *schedule = &self->schedules[card];
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  double recall = deckle_scheduler_recall (&self->scheduler, schedule, TODAY + day);
  const double *shares = is_new ? self->habits.first_rating : self->habits.success;
  double left = g_rand_double (self->rand);
  int rating = is_new ? DECKLE_RATING_AGAIN : DECKLE_RATING_HARD;

  if (!is_new && g_rand_double (self->rand) >= recall)
    rating = DECKLE_RATING_AGAIN;
  else
    for (int i = 0; rating < DECKLE_RATING_EASY && left >= shares[i]; i++, rating++)
      left -= shares[i];

  deckle_scheduler_preview (&self->scheduler, self->clock, schedule, (guint64) card,
                            (TODAY + day) * DAY_MS + DAY_MS / 2, outcomes);
  *schedule = outcomes[rating - 1].after;
  self->minutes[day] += self->habits.seconds[is_new ? DECKLE_HABIT_LEARN : DECKLE_HABIT_REVIEW][rating - 1] / 60.0;
  if (!is_new)
    self->reviews[day] += 1.0;
}

/* What a library would hand over on this day. */
static void
learner_fill (Learner *self,
              int      day)
{
  for (int i = 0; i < N_CARDS; i++)
    {
      const DeckleSchedule *from = &self->schedules[i];

      self->cards[i] = (DeckleForecastCard){
        .memory = from->memory,
        .state = from->state,
        .due_in_days = from->due_day - TODAY - day,
        .elapsed_days = TODAY + day - from->last_day,
        .interval_days = from->interval_days,
        .weight = 1.0,
      };
    }
}

/* Plans anew every @every days, 0 = never. Returns recall on the day. */
static double
learner_follow (Learner          *self,
                const DecklePlan *first_plan,
                int               every,
                guint32           seed)
{
  DecklePlan plan = *first_plan;
  int next_new = 0;
  double ready = 0.0;

  self->rand = g_rand_new_with_seed (seed);
  self->clock = deckle_clock_new_manual (TODAY * DAY_MS, NULL);
  for (int i = 0; i < N_CARDS; i++)
    self->schedules[i] = (DeckleSchedule){ .state = DECKLE_STATE_NEW };
  memset (self->reviews, 0, sizeof self->reviews);
  memset (self->minutes, 0, sizeof self->minutes);
  for (int day = 0; day < EXAM; day++)
    {
      DeckleForecastInput input = input_of (self->cards, N_CARDS, &self->scheduler);
      guint n;

      learner_fill (self, day);
      if (every > 0 && day > 0 && day % every == 0)
        {
          DecklePlanSettings settings = settings_in (EXAM, 0.0);

          settings.today = TODAY + day;
          self->scheduler.policy.desired_retention = 0.90;
          g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
        }
      self->scheduler.policy.desired_retention = plan.desired_retention;
      n = deckle_plan_order (&input, &plan, TODAY + day, self->order);
      for (int i = 0; i < plan.new_per_day && next_new < N_CARDS; i++)
        learner_answer (self, next_new++, day, TRUE);
      for (guint i = 0; i < n; i++)
        learner_answer (self, (int) self->order[i], day, FALSE);
    }
  for (int i = 0; i < N_CARDS; i++)
    ready += deckle_scheduler_recall (&self->scheduler, &self->schedules[i], TODAY + EXAM) / N_CARDS;

  g_clear_pointer (&self->rand, g_rand_free);
  g_clear_object (&self->clock);

  return ready;
}

static double
sum_of (const double *values,
        int           n)
{
  double sum = 0.0;

  for (int i = 0; i < n; i++)
    sum += values[i];

  return sum;
}

/* Reviews of the heaviest seven days in a row over those of a mean week. */
static double
heaviest_week (const double *reviews)
{
  double heaviest = 0.0;

  for (int day = 0; day + DAYS_A_WEEK <= EXAM; day++)
    heaviest = fmax (heaviest, sum_of (reviews + day, DAYS_A_WEEK));

  return heaviest / (sum_of (reviews, EXAM) * DAYS_A_WEEK / EXAM);
}

/* The promise: the recall of fixed 0.97 for at most 45 % of its reviews and no week above 1.9 times the mean. */
static void
test_promise (void)
{
  g_autofree Learner *learner = g_new0 (Learner, 1);
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DecklePlanSettings settings = settings_in (EXAM, 0.0);
  DecklePlanOutcome high, usual;
  DeckleForecastInput input;
  DecklePlan plan;
  double ready = 0.0, reviews = 0.0, heaviest = 0.0, worst_week = 0.0;

  scenario_init (&scheduler, cards);
  usual = fixed (&scheduler, cards, 0.90);
  high = fixed (&scheduler, cards, 0.97);
  /* The published figures: 2,370 reviews for 0.9455, 5,551 for 0.9834. */
  g_assert_cmpfloat_with_epsilon (usual.reviews / 2370.0, 1.0, 0.03);
  g_assert_cmpfloat_with_epsilon (usual.ready, 0.9455, 0.002);
  g_assert_cmpfloat_with_epsilon (high.reviews / 5551.0, 1.0, 0.03);
  g_assert_cmpfloat_with_epsilon (high.ready, 0.9834, 0.002);

  input = input_of (cards, N_CARDS, &scheduler);
  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_cmpint (plan.status, ==, DECKLE_PLAN_OK);

  learner->scheduler = scheduler;
  deckle_habits_init_default (&learner->habits);
  for (guint32 seed = 0; seed < N_SEEDS; seed++)
    {
      double week;

      ready += learner_follow (learner, &plan, 0, seed) / N_SEEDS;
      reviews += sum_of (learner->reviews, EXAM) / N_SEEDS;
      week = heaviest_week (learner->reviews);
      heaviest += week / N_SEEDS;
      worst_week = fmax (worst_week, week);
    }
  g_test_message ("fixed 0.90: %.0f reviews, %.4f, week %.2f", usual.reviews, usual.ready, usual.heaviest_week);
  g_test_message ("fixed 0.97: %.0f reviews, %.4f, week %.2f", high.reviews, high.ready, high.heaviest_week);
  g_test_message ("plan: %d new a day, %.2f, sweep of %d days with %d cards; %.0f reviews (%.1f %%), %.4f, week %.2f",
                  plan.new_per_day, plan.desired_retention, plan.sweep_days, plan.sweep_cards, plan.reviews,
                  100.0 * plan.reviews / high.reviews, plan.ready_on_plan, plan.heaviest_week);
  g_test_message ("followed: %.0f reviews (%.1f %%), %.4f, week %.2f, worst seed %.2f", reviews,
                  100.0 * reviews / high.reviews, ready, heaviest, worst_week);

  g_assert_cmpfloat (plan.ready_on_plan, >=, 0.98);
  g_assert_cmpfloat (plan.reviews, <=, 0.45 * high.reviews);
  g_assert_cmpfloat (plan.heaviest_week, <=, 1.9);
  g_assert_cmpfloat (ready, >=, 0.98);
  g_assert_cmpfloat (reviews, <=, 0.45 * high.reviews);
  g_assert_cmpfloat (worst_week, <=, 1.9);
  /* The plan foretells what happens. */
  g_assert_cmpfloat_with_epsilon (ready, plan.ready_on_plan, 0.005);
  g_assert_cmpfloat_with_epsilon (reviews / plan.reviews, 1.0, 0.05);
  g_assert_cmpfloat (plan.ready_low, <, plan.ready_on_plan);
  g_assert_cmpfloat (plan.ready_high, >, plan.ready_on_plan);
  g_assert_cmpfloat_with_epsilon (plan.ready_without, usual.ready, 0.005);
}

/* A plan that is made anew as time goes by does not put everything off to the last days. */
static void
test_planned_anew (void)
{
  g_autofree Learner *learner = g_new0 (Learner, 1);
  const guint32 n_seeds = 2;
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DecklePlanSettings settings = settings_in (EXAM, 0.0);
  DecklePlanOutcome high;
  DeckleForecastInput input;
  DecklePlan plan;
  double ready = 0.0, reviews = 0.0, worst = 0.0, week = 0.0;

  scenario_init (&scheduler, cards);
  high = fixed (&scheduler, cards, 0.97);
  input = input_of (cards, N_CARDS, &scheduler);
  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  learner->scheduler = scheduler;
  deckle_habits_init_default (&learner->habits);
  for (guint32 seed = 0; seed < n_seeds; seed++)
    {
      ready += learner_follow (learner, &plan, DAYS_A_WEEK, seed) / n_seeds;
      reviews += sum_of (learner->reviews, EXAM) / n_seeds;
      week = fmax (week, heaviest_week (learner->reviews));
      for (int day = 0; day < EXAM; day++)
        worst = fmax (worst, learner->minutes[day]);
    }
  g_test_message ("planned anew each week: %.0f reviews (%.1f %%), %.4f, worst week %.2f, worst day %.1f min", reviews,
                  100.0 * reviews / high.reviews, ready, week, worst);
  g_assert_cmpfloat (ready, >=, 0.978);
  g_assert_cmpfloat (reviews, <=, 0.45 * high.reviews);
  g_assert_cmpfloat (worst, <=, 30.0);
}

/* Minutes are never passed, and more of them never make the interview worse. */
static void
test_minutes_cap (void)
{
  static const double caps[] = { 1.0, 5.0, 10.0, 15.0, 30.0 };
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  double last = 0.0;

  scenario_init (&scheduler, cards);
  for (gsize i = 0; i < G_N_ELEMENTS (caps); i++)
    {
      DeckleForecastInput input = input_of (cards, N_CARDS, &scheduler);
      DecklePlanSettings settings = settings_in (EXAM, caps[i]);
      DecklePlan plan;

      g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
      g_test_message ("%.0f min: %d new a day, %.2f, %d days of sweep: %.4f, %.1f min a day, worst %.2f, week %.2f",
                      caps[i], plan.new_per_day, plan.desired_retention, plan.sweep_days, plan.ready_on_plan,
                      plan.minutes_a_day, plan.minutes_worst, plan.heaviest_week);
      g_assert_cmpint (plan.status, ==, DECKLE_PLAN_OK);
      g_assert_cmpfloat (plan.minutes_worst, <=, caps[i] + 1e-9);
      g_assert_cmpfloat (plan.minutes_a_day, >, 0.0);
      g_assert_cmpfloat (plan.new_cards, <=, N_CARDS);
      g_assert_cmpfloat (plan.ready_on_plan, >, last - 0.003);
      last = plan.ready_on_plan;
    }
  g_assert_cmpfloat (last, >=, 0.98);
}

/* After the date nothing of the plan is left. */
static void
test_after_the_date (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;
  DecklePlanSettings settings = settings_in (10, 30.0);
  DecklePlanProblem problem = { .days = { 10 }, .n_dates = 1, .n_active = N_CARDS, .minutes_cap = 30.0 };
  DecklePlanChoice choice = { 5, 0.80, 4, 150 };
  g_autofree DeckleAgendaDay *agenda = NULL;
  g_autofree DeckleAgendaDay *plain = NULL;
  guint order[N_CARDS];
  DecklePlan plan;

  scenario_init (&scheduler, cards);
  for (int i = 0; i < N_CARDS; i++)
    cards[i] = (DeckleForecastCard){ .state = DECKLE_STATE_REVIEW, .memory = { 5.0 + i % 50, 0.0, 5.0 },
                                     .elapsed_days = 3 + i % 40, .due_in_days = i % 20 - 5, .weight = 1.0 };
  input = input_of (cards, N_CARDS, &scheduler);
  problem.now = input;
  agenda = deckle_plan_agenda (&problem, &choice, 30);
  input.n_days = 30;
  plain = deckle_simulation_plain_agenda (&input, scheduler.policy.desired_retention);
  for (int day = 0; day < 30; day++)
    {
      g_assert_cmpfloat (agenda[day].retention, ==, day < 10 ? 0.80 : 0.90);
      g_assert_true ((agenda[day].sweep_cards > 0) == (day >= 6 && day < 10));
      if (day >= 10)
        g_assert_cmpmem (&agenda[day], sizeof *agenda, &plain[day], sizeof *plain);
    }

  /* Before: a plan; a plan that is out of date: all due cards, no sweep, nothing left out. */
  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_cmpint (plan.status, ==, DECKLE_PLAN_OK);
  g_assert_true (deckle_plan_is_sweep (&plan, TODAY + 9));
  g_assert_false (deckle_plan_is_sweep (&plan, TODAY + 10));
  g_assert_false (deckle_plan_may_wait (&plan, &scheduler.model, &cards[40].memory, 0.0, TODAY + 10));
  g_assert_cmpuint (deckle_plan_order (&input, &plan, TODAY + 10, order), ==,
                    deckle_backlog_order (&input, DECKLE_BACKLOG_ORDER_BEST, order));
  g_assert_cmpuint (deckle_plan_order (&input, &plan, TODAY + 10, order), ==, N_CARDS / 20 * 6);

  /* Made after the date: the settings. */
  settings.today = TODAY + 10;
  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_cmpint (plan.status, ==, DECKLE_PLAN_TODAY);
  settings.today = TODAY + 11;
  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_cmpint (plan.status, ==, DECKLE_PLAN_NO_DATE);
  g_assert_cmpint (plan.new_per_day, ==, PACE);
  g_assert_cmpfloat (plan.desired_retention, ==, 0.90);
  g_assert_cmpint (plan.sweep_days, ==, 0);
  g_assert_cmpfloat (plan.ready_on_plan, ==, plan.ready_today);
  g_assert_nonnull (deckle_plan_status_to_text (plan.status));
}

/* Day by day it starts with today's readiness and ends with the promised one. */
static void
test_days (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;
  DecklePlanSettings settings = settings_in (20, 40.0);
  DecklePlanDay days[21];
  double reviews = 0.0;
  DecklePlan plan;

  scenario_init (&scheduler, cards);
  for (int i = 0; i < N_CARDS; i += 3)
    cards[i] = (DeckleForecastCard){ .state = DECKLE_STATE_REVIEW, .memory = { 5.0 + i % 50, 0.0, 5.0 },
                                     .elapsed_days = 3 + i % 40, .due_in_days = i % 20 - 5, .weight = 1.0 };
  input = input_of (cards, 300, &scheduler);
  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_true (deckle_plan_days (&input, &settings, &plan, days, NULL));
  g_assert_cmpfloat_with_epsilon (days[0].ready, plan.ready_today, 1e-9);
  g_assert_cmpfloat_with_epsilon (days[0].ready_stopped, plan.ready_today, 1e-9);
  g_assert_cmpfloat_with_epsilon (days[20].ready, plan.ready_on_plan, 0.005);
  g_assert_cmpfloat_with_epsilon (days[20].ready_stopped, plan.ready_now, 1e-9);
  g_assert_cmpfloat (days[20].minutes, ==, 0.0);
  for (int day = 0; day < 20; day++)
    {
      g_assert_cmpfloat (days[day].minutes, <=, 40.0);
      g_assert_cmpfloat (days[day].ready_low, <=, days[day].ready_high);
      g_assert_cmpfloat (days[day].ready_stopped, >=, days[day + 1].ready_stopped);
      reviews += days[day].reviews;
    }
  g_assert_cmpfloat_with_epsilon (reviews / plan.reviews, 1.0, 0.05);

  settings.dates[0] = TODAY - 1;
  g_assert_false (deckle_plan_days (&input, &settings, &plan, days, NULL));
  plan.status = DECKLE_PLAN_NO_DATE;
  g_assert_false (deckle_plan_days (&input, &settings, &plan, days, NULL));
}

static void
test_several_dates (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;
  DecklePlanSettings settings = {
    .today = TODAY, .dates = { TODAY + 40, TODAY - 3, TODAY + 20, TODAY + 2000 }, .n_dates = 4
  };
  DecklePlan plan;

  scenario_init (&scheduler, cards);
  input = input_of (cards, 200, &scheduler);
  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_cmpint (plan.days_left, ==, 20);
  g_assert_cmpint (plan.n_dates, ==, 3);
  g_assert_cmpint (plan.dates[1], ==, TODAY + 40);
  g_assert_cmpfloat_with_epsilon (plan.ready_dates[0], plan.ready_on_plan, 1e-9);
  g_assert_cmpfloat (plan.ready_dates[1], >=, 0.97);
  g_assert_cmpfloat (plan.ready_dates[2], ==, 0.0); /* out of sight */
}

/* A section that counts more is known better, and its new cards come first. */
static void
test_weights (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  double ready[2] = { 0.0, 0.0 };

  scenario_init (&scheduler, cards);
  for (int heavy = 0; heavy < 2; heavy++)
    {
      DeckleForecastInput input = input_of (cards, N_CARDS, &scheduler);
      DecklePlanSettings settings = settings_in (20, 10.0);
      DecklePlanProblem problem = { .days = { 20 }, .n_dates = 1, .minutes_cap = 10.0, .n_fresh = N_CARDS,
                                    .n_active = N_CARDS };
      DecklePlanOutcome outcome;
      DecklePlanChoice choice;
      DecklePlan plan;

      for (int i = 0; i < N_CARDS; i++)
        cards[i].weight = i % 4 == 0 ? (heavy ? 5.0 : 1.0) : (heavy ? 0.0 : 1.0);
      g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
      choice = (DecklePlanChoice){ plan.new_per_day, plan.desired_retention, plan.sweep_days, plan.sweep_cards };
      problem.now = input;
      deckle_habits_init_default (&problem.habits);
      g_assert_true (deckle_plan_try (&problem, &choice, 10, 1, &outcome, NULL, NULL, 0));
      ready[heavy] = outcome.weighted;
    }
  g_assert_cmpfloat (ready[1], >, ready[0] + 0.1);
}

static void
test_gain (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DeckleMemory memory = { 10.0, 0.0, 5.0 };
  DeckleMemory good, again;
  double recall, expected, seconds;

  scenario_init (&scheduler, cards);
  recall = deckle_fsrs_retrievability (&scheduler.model, &memory, 8.0);
  good = deckle_fsrs_next (&scheduler.model, &memory, 8.0, DECKLE_RATING_GOOD);
  again = deckle_fsrs_next (&scheduler.model, &memory, 8.0, DECKLE_RATING_AGAIN);
  seconds = recall * 12.38 + (1.0 - recall) * 19.38;
  expected = recall * deckle_fsrs_retrievability (&scheduler.model, &good, 5.0) +
             (1.0 - recall) * deckle_fsrs_retrievability (&scheduler.model, &again, 5.0) -
             deckle_fsrs_retrievability (&scheduler.model, &memory, 13.0);
  g_assert_cmpfloat_with_epsilon (deckle_plan_gain (&scheduler, NULL, &memory, 8.0, 5.0), expected / seconds, 1e-12);
  memory = DECKLE_MEMORY_NONE;
  g_assert_cmpfloat (deckle_plan_gain (&scheduler, NULL, &memory, 8.0, 5.0), ==, 0.0);
}

static void
test_deterministic (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;
  DecklePlanSettings settings = settings_in (14, 25.0);
  DecklePlan first, again;

  scenario_init (&scheduler, cards);
  input = input_of (cards, 300, &scheduler);
  memset (&first, 0, sizeof first);
  memset (&again, 0, sizeof again);
  g_assert_true (deckle_plan_make (&input, &settings, &first, NULL));
  for (int i = 0; i < 3; i++)
    {
      g_assert_true (deckle_plan_make (&input, &settings, &again, NULL));
      g_assert_cmpfloat (first.ready_on_plan, ==, again.ready_on_plan);
      g_assert_cmpfloat (first.reviews, ==, again.reviews);
      g_assert_cmpfloat (first.ready_low, ==, again.ready_low);
      g_assert_cmpint (first.new_per_day, ==, again.new_per_day);
    }
}

static void
test_bad_input (void)
{
  static const struct
  {
    int              days;
    double           minutes;
    guint            n_cards;
    DecklePlanStatus status;
  } cases[] = {
    { -1, 0.0, 50, DECKLE_PLAN_NO_DATE },  { 0, 20.0, 50, DECKLE_PLAN_TODAY },
    { 1, 20.0, 50, DECKLE_PLAN_OK },       { 2, NAN, 50, DECKLE_PLAN_OK },
    { 10, 0.0, 0, DECKLE_PLAN_NO_CARDS },  { 10, 0.01, 50, DECKLE_PLAN_NO_TIME },
    { 10, -5.0, 50, DECKLE_PLAN_OK },      { 366, 20.0, 50, DECKLE_PLAN_FAR },
    { 365, 20.0, 50, DECKLE_PLAN_OK },     { 10, INFINITY, 1, DECKLE_PLAN_OK },
    { 1000000, 0.0, 50, DECKLE_PLAN_FAR },
  };
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DecklePlan plan;

  scenario_init (&scheduler, cards);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeckleForecastInput input = input_of (cases[i].n_cards > 0 ? cards : NULL, cases[i].n_cards, &scheduler);
      DecklePlanSettings settings = settings_in (cases[i].days, cases[i].minutes);

      g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
      g_assert_cmpint (plan.status, ==, cases[i].status);
      g_assert_true ((deckle_plan_status_to_text (plan.status) == NULL) == (plan.status == DECKLE_PLAN_OK));
      g_assert_true (plan.ready_on_plan >= 0.0 && plan.ready_on_plan <= 1.0);
      g_assert_true (plan.desired_retention > 0.0 && plan.desired_retention < 1.0);
    }

  /* Limits of 0, not a number as a target, dates beyond all bounds. */
  {
    DeckleForecastInput input = input_of (cards, 50, &scheduler);
    DecklePlanSettings settings = settings_in (10, 20.0);

    input.new_per_day = 0;
    input.reviews_per_day = 0;
    settings.target = NAN;
    settings.n_dates = 1000;
    settings.dates[1] = G_MAXINT;
    settings.dates[2] = G_MININT;
    g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
    g_assert_cmpfloat (plan.reviews, ==, 0.0);
    g_assert_cmpint (plan.sweep_cards, ==, 0);
  }
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;
  DecklePlanSettings settings = settings_in (30, 0.0);
  DecklePlan plan;

  scenario_init (&scheduler, cards);
  input = input_of (cards, N_CARDS, &scheduler);
  g_cancellable_cancel (cancellable);
  g_assert_false (deckle_plan_make (&input, &settings, &plan, cancellable));
  g_assert_cmpint (plan.sweep_days, ==, 0);
  g_assert_cmpint (plan.new_per_day, ==, PACE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/plan/promise", test_promise);
  g_test_add_func ("/plan/planned-anew", test_planned_anew);
  g_test_add_func ("/plan/minutes-cap", test_minutes_cap);
  g_test_add_func ("/plan/after-the-date", test_after_the_date);
  g_test_add_func ("/plan/days", test_days);
  g_test_add_func ("/plan/several-dates", test_several_dates);
  g_test_add_func ("/plan/weights", test_weights);
  g_test_add_func ("/plan/gain", test_gain);
  g_test_add_func ("/plan/deterministic", test_deterministic);
  g_test_add_func ("/plan/bad-input", test_bad_input);
  g_test_add_func ("/plan/cancelled", test_cancelled);

  return g_test_run ();
}
