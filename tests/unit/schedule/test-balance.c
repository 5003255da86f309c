/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-scheduler.h"

#include <math.h>

#define GOOD (DECKLE_RATING_GOOD - 1)
#define HARD (DECKLE_RATING_HARD - 1)
#define EASY (DECKLE_RATING_EASY - 1)

#define DAY_MS (G_GINT64_CONSTANT (24 * 3600) * 1000)
#define TODAY 20000 /* 2024-10-04, a Friday */
#define NOON (TODAY * DAY_MS + DAY_MS / 2)
#define N_CARDS 4000
#define LOWER 8
#define UPPER 12

/* Monday is 0: TODAY + 10 is a Monday, TODAY + 9 a Sunday. */
#define WEEKDAY_OF(offset) (((offset) + 4) % DECKLE_DAYS_A_WEEK)

static DecklePolicy
make_policy (void)
{
  DecklePolicy policy;

  deckle_policy_init_default (&policy);

  return policy;
}

static DeckleLoad
make_load (double minutes)
{
  DeckleLoad load = { .today = TODAY, .minutes_per_card = 0.25 };

  for (int i = 0; i < DECKLE_LOAD_DAYS; i++)
    load.minutes[i] = minutes;

  return load;
}

static void
add_range (DecklePolicy  *policy,
           int            first_offset,
           int            last_offset,
           DeckleEasyDay  level)
{
  policy->easy_ranges[policy->n_easy_ranges++] =
    (DeckleEasyRange){ TODAY + first_offset, TODAY + last_offset, level };
}

/* How many of N_CARDS cards come on each of the days LOWER to UPPER when the load stays as it is */
static void
distribute (const DecklePolicy *policy,
            const DeckleLoad   *load,
            int                 counts[UPPER + 1])
{
  for (int i = 0; i <= UPPER; i++)
    counts[i] = 0;
  for (int i = 0; i < N_CARDS; i++)
    {
      int day = deckle_balance_pick (policy, load, TODAY, LOWER, UPPER, (i + 0.5) / N_CARDS);

      g_assert_cmpint (day, >=, LOWER);
      g_assert_cmpint (day, <=, UPPER);
      counts[day]++;
    }
}

static void
test_weights (void)
{
  DecklePolicy policy = make_policy ();
  DeckleLoad load = make_load (0.0);
  int counts[UPPER + 1];
  double weights[UPPER + 1], sum = 0.0;

  /* 1, 2, 3, 4 and 8 cards */
  for (int day = LOWER; day <= UPPER; day++)
    {
      int n_cards = day < UPPER ? day - LOWER + 1 : 8;

      load.minutes[day] = n_cards * load.minutes_per_card;
      weights[day] = pow (1.0 / n_cards, 2.15) * pow (1.0 / day, 3.0);
      sum += weights[day];
    }
  distribute (&policy, &load, counts);
  for (int day = LOWER; day <= UPPER; day++)
    g_assert_cmpfloat_with_epsilon (counts[day], N_CARDS * weights[day] / sum, 1.5);
}

static void
test_empty_day (void)
{
  DecklePolicy policy = make_policy ();
  DeckleLoad load = make_load (0.0);
  int counts[UPPER + 1];

  distribute (&policy, &load, counts);
  for (int day = LOWER; day <= UPPER; day++)
    g_assert_cmpint (counts[day], ==, N_CARDS / 5);

  /* One day without load weighs 1, however little is due on the others. */
  load = make_load (0.01);
  load.minutes[10] = 0.0;
  distribute (&policy, &load, counts);
  g_assert_cmpint (counts[10], >, N_CARDS * 99 / 100);
}

static void
test_heavy_day (void)
{
  DecklePolicy policy = make_policy ();
  DeckleLoad load = make_load (2.0);
  int counts[UPPER + 1];

  load.minutes[9] = 20.0;
  distribute (&policy, &load, counts);
  g_assert_cmpint (counts[9], <, N_CARDS / 100);
  g_assert_cmpint (counts[8], >, N_CARDS / 10);
  g_assert_cmpint (counts[12], >, N_CARDS / 20);

  policy.load_balance = FALSE;
  g_assert_false (deckle_balance_is_on (&policy));
  distribute (&policy, &load, counts);
  g_assert_cmpint (counts[9], ==, N_CARDS / 5);
}

/* An easy day gets next to nothing, whether it and the other days are full or empty. */
static void
test_minimum (void)
{
  static const double loads[] = { 0.0, 0.25, 1.0, 30.0 };

  for (gsize own = 0; own < G_N_ELEMENTS (loads); own++)
    for (gsize other = 0; other < G_N_ELEMENTS (loads); other++)
      for (int balance = 0; balance < 2; balance++)
        {
          DecklePolicy policy = make_policy ();
          DeckleLoad load = make_load (loads[other]);
          int counts[UPPER + 1];

          policy.load_balance = balance == 1;
          policy.easy_days[WEEKDAY_OF (10)] = DECKLE_EASY_DAY_MINIMUM;
          load.minutes[10] = loads[own];
          g_assert_true (deckle_balance_is_on (&policy));
          distribute (&policy, &load, counts);
          g_assert_cmpint (counts[10], <=, 1);
          g_assert_cmpint (counts[8], >, N_CARDS / 10);
          g_assert_cmpint (counts[12], >, N_CARDS / 20);
        }
}

/* A reduced day is filled until it holds half of what the others do. */
static void
test_reduced (void)
{
  DecklePolicy policy = make_policy ();
  DeckleLoad load = make_load (4.0);
  int counts[UPPER + 1];

  policy.easy_days[WEEKDAY_OF (10)] = DECKLE_EASY_DAY_REDUCED;
  load.minutes[10] = 1.9;
  distribute (&policy, &load, counts);
  g_assert_cmpint (counts[10], >, N_CARDS / 5);
  load.minutes[10] = 2.1;
  distribute (&policy, &load, counts);
  g_assert_cmpint (counts[10], <=, 1);
}

/* Cards that are dealt out one after another fill the days evenly, a reduced one to about the half. */
static void
test_deal (void)
{
  DecklePolicy policy = make_policy ();
  DeckleLoad load = make_load (0.0);

  policy.easy_days[WEEKDAY_OF (9)] = DECKLE_EASY_DAY_MINIMUM;
  policy.easy_days[WEEKDAY_OF (11)] = DECKLE_EASY_DAY_REDUCED;
  for (int i = 0; i < 400; i++)
    {
      double fuzz = fmod ((i + 1) * 0.6180339887498949, 1.0);

      load.minutes[deckle_balance_pick (&policy, &load, TODAY, LOWER, UPPER, fuzz)] += load.minutes_per_card;
    }
  for (int day = LOWER; day <= UPPER; day += 2)
    g_assert_cmpfloat_with_epsilon (load.minutes[day], 28.5, 8.0);
  g_assert_cmpfloat (load.minutes[9], <=, 0.5);
  g_assert_cmpfloat_with_epsilon (load.minutes[11], 14.3, 3.0);
}

static void
test_vacation (void)
{
  DecklePolicy policy = make_policy ();
  DeckleLoad load = make_load (3.0);
  int counts[UPPER + 1];

  add_range (&policy, 9, 11, DECKLE_EASY_DAY_MINIMUM);
  add_range (&policy, 50, 50, DECKLE_EASY_DAY_MINIMUM);
  load.minutes[10] = 0.0;
  distribute (&policy, &load, counts);
  g_assert_cmpint (counts[9] + counts[10] + counts[11], <=, 2);

  /* Away on all of them: then they are equal, and the load decides. */
  add_range (&policy, 1, 40, DECKLE_EASY_DAY_MINIMUM);
  distribute (&policy, &load, counts);
  g_assert_cmpint (counts[10], >, N_CARDS * 9 / 10);
}

static void
test_bounds (void)
{
  DecklePolicy policy = make_policy ();
  DeckleLoad load = make_load (1.0);

  policy.easy_days[0] = DECKLE_EASY_DAY_REDUCED;
  for (int lower = 1; lower < 200; lower++)
    for (int length = 0; length < 20; length++)
      for (int i = 0; i < 5; i++)
        {
          int day = deckle_balance_pick (&policy, &load, TODAY - lower, lower, lower + length, i * 0.2499999);

          g_assert_cmpint (day, >=, lower);
          g_assert_cmpint (day, <=, lower + length);
        }
  load = (DeckleLoad){ .today = TODAY };
  load.minutes[8] = NAN;
  load.minutes[9] = INFINITY;
  load.minutes[10] = -3.0;
  for (int i = 0; i < 100; i++)
    {
      int day = deckle_balance_pick (&policy, &load, TODAY, LOWER, UPPER, i / 100.0);

      g_assert_cmpint (day, >=, LOWER);
      g_assert_cmpint (day, <=, UPPER);
    }
}

/* A review card whose intervals are around 10 to 60 days */
static DeckleSchedule
make_card (double stability)
{
  return (DeckleSchedule){
    .state = DECKLE_STATE_REVIEW,
    .reps = 5,
    .memory = { stability, 0.0, 5.0 },
    .interval_days = stability,
    .last_day = TODAY - (int) stability,
    .last_review_ms = NOON - (int) stability * DAY_MS,
    .due_day = TODAY,
    .due_ms = TODAY * DAY_MS,
  };
}

static void
init (DeckleScheduler *scheduler)
{
  deckle_policy_init_default (&scheduler->policy);
  deckle_fsrs_init_default (&scheduler->model);
}

static void
preview (const DeckleScheduler *scheduler,
         const DeckleSchedule  *card,
         guint64                seed,
         const DeckleLoad      *load,
         DeckleOutcome          outcomes[DECKLE_N_RATINGS])
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);

  deckle_scheduler_preview_balanced (scheduler, clock, card, seed, NOON, load, outcomes);
}

static int
days_of (const DeckleOutcome *outcome)
{
  return (int) outcome->after.interval_days;
}

/* The same card, answers and load give the same days; other answers give others; without a load it is the plain fuzz. */
static void
test_stable (void)
{
  DeckleLoad load = make_load (2.0);
  DeckleScheduler scheduler;
  guint n_differ = 0;

  init (&scheduler);
  for (guint64 seed = 0; seed < 200; seed++)
    {
      g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);
      DeckleSchedule card = make_card (25.0), next = card;
      DeckleOutcome first[DECKLE_N_RATINGS], again[DECKLE_N_RATINGS], other[DECKLE_N_RATINGS];

      next.reps++;
      preview (&scheduler, &card, seed, &load, first);
      preview (&scheduler, &card, seed, &load, again);
      preview (&scheduler, &next, seed, &load, other);
      for (int i = 0; i < DECKLE_N_RATINGS; i++)
        g_assert_cmpint (days_of (&first[i]), ==, days_of (&again[i]));
      n_differ += days_of (&first[GOOD]) != days_of (&other[GOOD]);

      deckle_scheduler_preview (&scheduler, clock, &card, seed, NOON, first);
      preview (&scheduler, &card, seed, NULL, again);
      scheduler.policy.load_balance = FALSE;
      preview (&scheduler, &card, seed, &load, other);
      scheduler.policy.load_balance = TRUE;
      for (int i = 0; i < DECKLE_N_RATINGS; i++)
        {
          g_assert_cmpint (days_of (&first[i]), ==, days_of (&again[i]));
          g_assert_cmpint (days_of (&first[i]), ==, days_of (&other[i]));
        }
    }
  g_assert_cmpuint (n_differ, >, 120);
}

/* A vacation empties its days in what previews offer, and intervals over 90 days do not look. */
static void
test_preview (void)
{
  DeckleScheduler scheduler;
  DeckleLoad load = make_load (2.0);

  init (&scheduler);
  add_range (&scheduler.policy, 50, 55, DECKLE_EASY_DAY_MINIMUM);
  add_range (&scheduler.policy, 91, 3000, DECKLE_EASY_DAY_MINIMUM);
  for (guint64 seed = 0; seed < 500; seed++)
    {
      DeckleSchedule card = make_card (20.0), old = make_card (400.0);
      DeckleOutcome outcomes[DECKLE_N_RATINGS], plain[DECKLE_N_RATINGS];

      preview (&scheduler, &card, seed, &load, outcomes);
      g_assert_true (days_of (&outcomes[GOOD]) < 50 || days_of (&outcomes[GOOD]) > 55);
      g_assert_cmpint (outcomes[GOOD].after.due_day, ==, TODAY + days_of (&outcomes[GOOD]));

      preview (&scheduler, &old, seed, &load, outcomes);
      preview (&scheduler, &old, seed, NULL, plain);
      for (int i = HARD; i <= EASY; i++)
        g_assert_cmpint (days_of (&outcomes[i]), ==, days_of (&plain[i]));
    }
}

/* Whatever is due and however easy the days: each rating a day above the one below, within fuzz and the longest interval. */
static void
test_order (void)
{
  GRand *rand = g_rand_new_with_seed (7);
  DeckleScheduler scheduler;

  for (int i = 0; i < 20000; i++)
    {
      DeckleSchedule card = make_card (pow (10, g_rand_double_range (rand, 0, 3)));
      DeckleSchedule fresh = { .state = DECKLE_STATE_NEW };
      DeckleLoad load = make_load (0.0);
      DeckleOutcome outcomes[DECKLE_N_RATINGS];
      int maximum;

      init (&scheduler);
      maximum = scheduler.policy.max_interval_days = g_rand_int_range (rand, 1, 400);
      for (int day = 0; day < DECKLE_DAYS_A_WEEK; day++)
        scheduler.policy.easy_days[day] = (DeckleEasyDay) g_rand_int_range (rand, 0, 3);
      for (int day = 0; day < DECKLE_LOAD_DAYS; day++)
        load.minutes[day] = g_rand_boolean (rand) ? g_rand_double_range (rand, 0, 60) : 0.0;
      preview (&scheduler, &card, (guint64) i, &load, outcomes);
      for (int j = HARD; j <= EASY; j++)
        {
          g_assert_cmpint (days_of (&outcomes[j]), >=, 1);
          g_assert_cmpint (days_of (&outcomes[j]), <=, maximum);
          g_assert_true (j == HARD || days_of (&outcomes[j]) > days_of (&outcomes[j - 1]) ||
                         days_of (&outcomes[j]) == maximum);
        }

      scheduler.policy.n_learning_steps = 0;
      preview (&scheduler, &fresh, (guint64) i, &load, outcomes);
      g_assert_true (days_of (&outcomes[EASY]) > days_of (&outcomes[GOOD]) || days_of (&outcomes[EASY]) == maximum);
    }

  g_rand_free (rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schedule/balance/weights", test_weights);
  g_test_add_func ("/schedule/balance/empty-day", test_empty_day);
  g_test_add_func ("/schedule/balance/heavy-day", test_heavy_day);
  g_test_add_func ("/schedule/balance/minimum", test_minimum);
  g_test_add_func ("/schedule/balance/reduced", test_reduced);
  g_test_add_func ("/schedule/balance/deal", test_deal);
  g_test_add_func ("/schedule/balance/vacation", test_vacation);
  g_test_add_func ("/schedule/balance/bounds", test_bounds);
  g_test_add_func ("/schedule/balance/stable", test_stable);
  g_test_add_func ("/schedule/balance/preview", test_preview);
  g_test_add_func ("/schedule/balance/order", test_order);

  return g_test_run ();
}
