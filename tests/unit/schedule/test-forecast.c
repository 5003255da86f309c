/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-forecast.h"

#include <math.h>
#include <string.h>

#define N_CARDS 300
#define N_DAYS 90

static void
scheduler_init (DeckleScheduler *scheduler)
{
  deckle_policy_init_default (&scheduler->policy);
  deckle_fsrs_init_default (&scheduler->model);
}

/* A third new, a third due by now, a third later. */
static void
fill (DeckleForecastCard *cards,
      guint               n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < n; i++)
    {
      cards[i] = (DeckleForecastCard){ .state = DECKLE_STATE_NEW, .weight = 1.0 };
      if (i % 3 == 0)
        continue;

      cards[i].state = i % 30 == 1 ? DECKLE_STATE_RELEARNING : DECKLE_STATE_REVIEW;
      cards[i].step_left = i % 30 == 1 ? 1 : 0;
      cards[i].memory.stability = g_rand_double_range (rand, 0.5, 60.0);
      cards[i].memory.stability_fast = 0.8 * cards[i].memory.stability;
      cards[i].memory.difficulty = g_rand_double_range (rand, 1.0, 10.0);
      cards[i].elapsed_days = g_rand_int_range (rand, 1, 30);
      cards[i].due_in_days = i % 3 == 1 ? -g_rand_int_range (rand, 0, 20) : g_rand_int_range (rand, 1, 20);
    }
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
  input.n_days = N_DAYS;
  input.n_runs = 10;

  return input;
}

static void
assert_zero (const DeckleForecastDay *days,
             int                      n)
{
  for (int i = 0; i < n; i++)
    {
      g_assert_cmpfloat (days[i].answers, ==, 0.0);
      g_assert_cmpfloat (days[i].minutes, ==, 0.0);
      g_assert_cmpfloat (days[i].minutes_high, ==, 0.0);
      g_assert_cmpfloat (days[i].known, ==, 0.0);
    }
}

/* Nothing is created and nothing is lost, whatever the limits. */
static void
test_conservation (gconstpointer version)
{
  static const int limits[] = { 0, 1, 7, 50, 100000 };
  static const double caps[] = { 0.0, 0.1, 3.0, 20.0 };
  DeckleForecastCard cards[N_CARDS];
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;

  scheduler_init (&scheduler);
  deckle_fsrs_init_default_version (&scheduler.model, GPOINTER_TO_INT (version));
  fill (cards, N_CARDS);
  for (gsize l = 0; l < G_N_ELEMENTS (limits); l++)
    for (gsize c = 0; c < G_N_ELEMENTS (caps); c++)
      for (int order = 0; order < DECKLE_N_BACKLOG_ORDERS; order++)
        {
          DeckleForecastInput input = input_of (cards, N_CARDS, &scheduler);
          double new_cards = 0.0;

          input.n_runs = 1;
          input.seed = l * 100 + c;
          input.new_per_day = limits[l];
          input.reviews_per_day = limits[l];
          input.minutes_cap = caps[c];
          input.order = (DeckleBacklogOrder) order;
          g_assert_true (deckle_forecast_run (&input, days, NULL));
          for (int day = 0; day < N_DAYS; day++)
            {
              g_assert_cmpfloat (days[day].reviews, <=, limits[l]);
              g_assert_cmpfloat (days[day].new_cards, <=, limits[l]);
              if (caps[c] > 0.0)
                g_assert_cmpfloat (days[day].minutes, <=, caps[c] + 1e-9);
              g_assert_cmpfloat (days[day].answers, >=, days[day].reviews + days[day].new_cards);
              g_assert_cmpfloat (days[day].known, <=, N_CARDS);
              g_assert_true (isfinite (days[day].known) && days[day].known >= 0.0);
              new_cards += days[day].new_cards;
            }
          g_assert_cmpfloat (new_cards, <=, N_CARDS / 3.0);
          if (limits[l] == 100000 && caps[c] == 0.0)
            {
              g_assert_cmpfloat (new_cards, ==, N_CARDS / 3.0);
              g_assert_cmpfloat (days[0].waiting, ==, 0.0);
            }
        }
}

/* Easy days of the policy are easy in the forecast, too. */
static void
test_easy_days (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;
  double easy = 0.0, others = 0.0;

  scheduler_init (&scheduler);
  scheduler.policy.easy_days[0] = DECKLE_EASY_DAY_MINIMUM;
  fill (cards, N_CARDS);
  input = input_of (cards, N_CARDS, &scheduler);
  input.today = 4; /* 1970-01-05, a Monday */
  g_assert_true (deckle_forecast_run (&input, days, NULL));
  for (int day = 21; day < 84; day++)
    {
      if (day % 7 == 0)
        easy += days[day].reviews / 9.0;
      else
        others += days[day].reviews / 54.0;
    }
  g_test_message ("%.2f reviews on easy days, %.2f on the others", easy, others);
  g_assert_cmpfloat (easy, <, 0.4 * others);
}

static void
test_deterministic (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleForecastDay first[N_DAYS];
  DeckleForecastDay again[N_DAYS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;
  double differ = 0.0;

  scheduler_init (&scheduler);
  fill (cards, N_CARDS);
  input = input_of (cards, N_CARDS, &scheduler);
  input.seed = 42;
  g_assert_true (deckle_forecast_run (&input, first, NULL));
  for (int i = 0; i < 20; i++)
    {
      memset (again, 0xff, sizeof again);
      g_assert_true (deckle_forecast_run (&input, again, NULL));
      g_assert_cmpmem (first, sizeof first, again, sizeof again);
    }

  input.seed = 43;
  g_assert_true (deckle_forecast_run (&input, again, NULL));
  for (int day = 0; day < N_DAYS; day++)
    differ += fabs (first[day].minutes - again[day].minutes);
  g_assert_cmpfloat (differ, >, 1.0);
}

/* A learner who always presses Good, cards that are hardly ever forgotten: what happens can be followed by hand. */
static void
test_by_hand (void)
{
  DeckleForecastCard cards[1] = { { .state = DECKLE_STATE_NEW, .weight = 1.0 } };
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;
  DeckleHabits habits;
  DeckleForecastInput input;
  DeckleMemory memory = DECKLE_MEMORY_NONE;
  double w[DECKLE_FSRS6_N_PARAMETERS];
  int last = 0, due = 0;

  scheduler_init (&scheduler);
  memcpy (w, scheduler.model.w, sizeof w);
  w[DECKLE_RATING_GOOD - 1] = 100.0;
  deckle_fsrs_init_raw (&scheduler.model, w, DECKLE_FSRS6_N_PARAMETERS);
  scheduler.policy.fuzz = FALSE;
  scheduler.policy.desired_retention = 0.99;
  deckle_habits_init_default (&habits);
  memset (habits.first_rating, 0, sizeof habits.first_rating);
  memset (habits.success, 0, sizeof habits.success);
  memset (habits.learn_step, 0, sizeof habits.learn_step);
  habits.first_rating[DECKLE_RATING_GOOD - 1] = 1.0;
  habits.success[DECKLE_RATING_GOOD - 2] = 1.0;
  habits.learn_step[DECKLE_RATING_GOOD - 1][DECKLE_RATING_GOOD - 1] = 1.0;

  input = input_of (cards, 1, &scheduler);
  input.habits = &habits;
  input.n_runs = 1;
  g_assert_true (deckle_forecast_run (&input, days, NULL));

  for (int day = 0; day < N_DAYS; day++)
    {
      int answers = day == 0 ? 2 : day == due;
      double seconds = day == 0 ? 2 * habits.seconds[DECKLE_HABIT_LEARN][DECKLE_RATING_GOOD - 1]
                                : answers * habits.seconds[DECKLE_HABIT_REVIEW][DECKLE_RATING_GOOD - 1];

      for (int i = 0; i < answers; i++)
        {
          memory = deckle_fsrs_next (&scheduler.model, &memory, day - last, DECKLE_RATING_GOOD);
          last = day;
        }
      if (answers > 0)
        due = day + (int) floor (deckle_fsrs_interval (&scheduler.model, &memory, 0.99) + 0.5);
      g_assert_cmpfloat (days[day].new_cards, ==, day == 0);
      g_assert_cmpfloat (days[day].reviews, ==, day > 0 ? answers : 0);
      g_assert_cmpfloat_with_epsilon (days[day].minutes, seconds / 60.0, 1e-9);
      /* Linear between knots. */
      g_assert_cmpfloat_with_epsilon (days[day].known,
                                      deckle_fsrs_retrievability (&scheduler.model, &memory, day - last), 1e-3);
    }
  g_assert_cmpint (due, >, 8);
}

/* The share remembered in the forecast is the one that was asked for. */
static void
test_retention_is_kept (void)
{
  static const double retentions[] = { 0.80, 0.90, 0.95 };
  DeckleForecastCard cards[N_CARDS] = { 0 };
  DeckleScheduler scheduler;
  double minutes[3], known[3];
  DeckleForecastInput input;

  scheduler_init (&scheduler);
  input = input_of (cards, N_CARDS, &scheduler);
  input.n_days = 200;
  g_assert_true (deckle_forecast_workload (&input, retentions, 3, minutes, known, NULL));
  for (int i = 0; i < 3; i++)
    {
      /* Cards are at the desired retention when due, and above before. */
      g_assert_cmpfloat (known[i] / N_CARDS, >, retentions[i]);
      g_assert_cmpfloat (known[i] / N_CARDS, <, (1.0 + retentions[i]) / 2.0 + 0.02);
    }
  g_assert_cmpfloat (minutes[0], <, minutes[1]);
  g_assert_cmpfloat (minutes[1], <, minutes[2]);
}

static void
test_bad_input (void)
{
  static const double retentions[] = { NAN, -1.0, INFINITY, 0.0 };
  DeckleForecastCard cards[6] = {
    { .memory = { NAN, NAN, 5.0 }, .state = DECKLE_STATE_REVIEW, .due_in_days = G_MININT, .elapsed_days = NAN },
    { .memory = { 1.0, 0.0, NAN }, .state = DECKLE_STATE_REVIEW, .weight = NAN },
    { .memory = { 1e300, 0.0, 1e300 }, .state = DECKLE_STATE_REVIEW, .due_in_days = G_MAXINT, .elapsed_days = 1e300 },
    { .memory = { 5.0, 0.0, 5.0 }, .state = (DeckleState) 77, .step_left = -3, .elapsed_days = -5.0 },
    { .memory = { 5.0, 0.0, 5.0 }, .state = DECKLE_STATE_LEARNING, .step_left = 1000, .interval_days = INFINITY },
    { .state = DECKLE_STATE_NEW, .suspended = TRUE },
  };
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;
  double minutes[4], known[4];
  DeckleForecastInput input;

  scheduler_init (&scheduler);
  input = input_of (NULL, 0, &scheduler);
  g_assert_true (deckle_forecast_run (&input, days, NULL));
  assert_zero (days, N_DAYS);

  input = input_of (cards, G_N_ELEMENTS (cards), &scheduler);
  scheduler.policy.desired_retention = NAN;
  input.minutes_cap = NAN;
  input.n_runs = 0;
  g_assert_true (deckle_forecast_run (&input, days, NULL));
  for (int day = 0; day < N_DAYS; day++)
    g_assert_true (days[day].known >= 0.0 && days[day].known <= G_N_ELEMENTS (cards));
  g_assert_true (deckle_forecast_workload (&input, retentions, 4, minutes, known, NULL));
  for (int i = 0; i < 4; i++)
    g_assert_true (isfinite (minutes[i]) && isfinite (known[i]));

  input.n_days = 0;
  g_assert_false (deckle_forecast_run (&input, days, NULL));
  input.n_days = N_DAYS;
  input.scheduler = NULL;
  g_assert_false (deckle_forecast_run (&input, days, NULL));
  assert_zero (days, N_DAYS);
}

static void
test_no_steps (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;

  scheduler_init (&scheduler);
  scheduler.policy.n_learning_steps = 0;
  scheduler.policy.n_relearning_steps = 0;
  fill (cards, N_CARDS);
  input = input_of (cards, N_CARDS, &scheduler);
  input.n_runs = 1;
  g_assert_true (deckle_forecast_run (&input, days, NULL));
  for (int day = 1; day < N_DAYS; day++)
    g_assert_cmpfloat (days[day].answers, ==, days[day].reviews + days[day].new_cards);

  /* A step over days: the card comes back on a later day, and not before. */
  scheduler.policy.n_learning_steps = 1;
  scheduler.policy.learning_steps_s[0] = 3 * 86400;
  memset (cards, 0, sizeof cards);
  input.new_per_day = N_CARDS;
  g_assert_true (deckle_forecast_run (&input, days, NULL));
  g_assert_cmpfloat (days[0].new_cards, ==, N_CARDS);
  g_assert_cmpfloat (days[0].answers, ==, N_CARDS);
  g_assert_cmpfloat (days[3].answers, >, 0.0);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DeckleForecastCard cards[N_CARDS];
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;
  DeckleForecastInput input;

  scheduler_init (&scheduler);
  fill (cards, N_CARDS);
  input = input_of (cards, N_CARDS, &scheduler);
  g_cancellable_cancel (cancellable);
  g_assert_false (deckle_forecast_run (&input, days, cancellable));
  assert_zero (days, N_DAYS);
}

static void
test_habits (void)
{
  DeckleHabitCounts own = { 0 };
  DeckleHabits habits;
  DeckleHabits before;
  double sum = 0.0;

  deckle_habits_init_default (&before);
  habits = before;
  deckle_habits_blend (&habits, &own);
  g_assert_cmpmem (&habits, sizeof habits, &before, sizeof before);

  own.answers[DECKLE_HABIT_REVIEW][2] = 50;
  own.seconds[DECKLE_HABIT_REVIEW][2] = 50 * 30.0;
  own.answers[DECKLE_HABIT_REVIEW][1] = 10;
  own.seconds[DECKLE_HABIT_REVIEW][1] = NAN;
  own.success[2] = 150;
  deckle_habits_blend (&habits, &own);
  g_assert_cmpfloat_with_epsilon (habits.seconds[DECKLE_HABIT_REVIEW][2], (12.38 + 30.0) / 2.0, 1e-12);
  g_assert_cmpfloat (habits.seconds[DECKLE_HABIT_REVIEW][1], ==, before.seconds[DECKLE_HABIT_REVIEW][1]);
  g_assert_cmpfloat_with_epsilon (habits.success[2], 0.25 * 0.145 + 0.75, 1e-12);
  for (int i = 0; i < 3; i++)
    sum += habits.success[i];
  g_assert_cmpfloat_with_epsilon (sum, 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (deckle_habits_longest (&habits, DECKLE_HABIT_REVIEW), 21.19, 1e-9);
}

/* Sections that bring few cards a day hold back their own and nobody else's. */
static void
test_sections (void)
{
  enum { SLOW = 40, FREE = 12, N = SLOW + FREE, DAYS = 30 };
  DeckleForecastCard cards[N];
  DeckleForecastDay days[DAYS];
  DeckleForecastInput input;
  DeckleScheduler scheduler;

  scheduler_init (&scheduler);
  for (int i = 0; i < N; i++)
    cards[i] = (DeckleForecastCard){ .state = DECKLE_STATE_NEW, .weight = 1.0, .section = i < SLOW ? 7 : 1000007,
                                     .new_limit = i < SLOW ? 2 + 1 : 0 };
  input = input_of (cards, N, &scheduler);
  input.n_days = DAYS;
  input.new_per_day = 5;
  g_assert_true (deckle_forecast_run (&input, days, NULL));
  for (int day = 0; day < DAYS; day++)
    g_assert_cmpfloat_with_epsilon (days[day].new_cards, day < FREE / 3 ? 5.0 : day < SLOW / 2 ? 2.0 : 0.0, 1e-9);

  /* 0 is a limit as well. */
  for (int i = 0; i < SLOW; i++)
    cards[i].new_limit = 0 + 1;
  g_assert_true (deckle_forecast_run (&input, days, NULL));
  for (int day = 0; day < DAYS; day++)
    g_assert_cmpfloat_with_epsilon (days[day].new_cards, day < 2 ? 5.0 : day == 2 ? 2.0 : 0.0, 1e-9);
}

/* Reviews beyond the limit of their section wait for the next day; those of the others do not. */
static void
test_section_reviews (void)
{
  enum { SLOW = 20, FREE = 10, N = SLOW + FREE };
  DeckleForecastCard cards[N];
  DeckleForecastDay day;
  DeckleForecastInput input;
  DeckleScheduler scheduler;

  scheduler_init (&scheduler);
  for (int i = 0; i < N; i++)
    cards[i] = (DeckleForecastCard){ .state = DECKLE_STATE_REVIEW, .memory = { .stability = 9.0, .stability_fast = 7.0, .difficulty = 5.0 },
                                     .elapsed_days = 10.0, .interval_days = 9.0, .due_in_days = -1, .weight = 1.0,
                                     .section = i < SLOW ? 1 : 2, .review_limit = i < SLOW ? 4 + 1 : 0 };
  input = input_of (cards, N, &scheduler);
  input.n_days = 1;
  g_assert_true (deckle_forecast_run (&input, &day, NULL));
  g_assert_cmpfloat_with_epsilon (day.reviews, 4.0 + FREE, 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_data_func ("/forecast/conservation/6", GINT_TO_POINTER (6), test_conservation);
  g_test_add_data_func ("/forecast/conservation/7", GINT_TO_POINTER (7), test_conservation);
  g_test_add_func ("/forecast/easy-days", test_easy_days);
  g_test_add_func ("/forecast/sections", test_sections);
  g_test_add_func ("/forecast/section-reviews", test_section_reviews);
  g_test_add_func ("/forecast/deterministic", test_deterministic);
  g_test_add_func ("/forecast/by-hand", test_by_hand);
  g_test_add_func ("/forecast/retention-is-kept", test_retention_is_kept);
  g_test_add_func ("/forecast/bad-input", test_bad_input);
  g_test_add_func ("/forecast/no-steps", test_no_steps);
  g_test_add_func ("/forecast/cancelled", test_cancelled);
  g_test_add_func ("/forecast/habits", test_habits);

  return g_test_run ();
}
