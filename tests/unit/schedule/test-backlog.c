/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-backlog.h"

#include <math.h>

#define N_CARDS 433
#define N_SEEDS 40
#define N_DAYS 90
#define STUDIED_DAYS 60
#define MEASURED_DAYS 60
#define NEW_DAYS 40

typedef struct
{
  double days; /* until nothing waits */
  double known; /* mean over two months */
  double minutes;
} Result;

static void
scheduler_init (DeckleScheduler *scheduler)
{
  deckle_policy_init_default (&scheduler->policy);
  deckle_fsrs_init_default (&scheduler->model);
}

static int
draw_rating (GRand        *rand,
             const double *shares,
             int           first)
{
  double left = g_rand_double (rand);
  int rating = first;

  for (int i = 0; rating < DECKLE_RATING_EASY && left >= shares[i]; i++, rating++)
    left -= shares[i];

  return rating;
}

/* A card of a learner who studied for 60 days at 0.90 and then did nothing for @pause days. */
static DeckleForecastCard
card_after (const DeckleScheduler *scheduler,
            const DeckleHabits    *habits,
            GRand                 *rand,
            int                    pause)
{
  DeckleMemory memory = DECKLE_MEMORY_NONE;
  int last = g_rand_int_range (rand, 0, NEW_DAYS);
  int interval;
  int rating = draw_rating (rand, habits->first_rating, DECKLE_RATING_AGAIN);
  double elapsed = 0.0;

  for (;;)
    {
      memory = deckle_fsrs_next (&scheduler->model, &memory, elapsed, (DeckleRating) rating);
      if (rating == DECKLE_RATING_AGAIN)
        memory = deckle_fsrs_next (&scheduler->model, &memory, 0.0, DECKLE_RATING_GOOD);
      interval = (int) fmax (floor (deckle_fsrs_interval (&scheduler->model, &memory, 0.90) + 0.5), 1.0);
      if (last + interval >= STUDIED_DAYS)
        break;
      elapsed = interval;
      last += interval;
      rating = DECKLE_RATING_AGAIN;
      if (g_rand_double (rand) < deckle_fsrs_retrievability (&scheduler->model, &memory, elapsed))
        rating = draw_rating (rand, habits->success, DECKLE_RATING_HARD);
    }

  return (DeckleForecastCard){
    .memory = memory,
    .state = DECKLE_STATE_REVIEW,
    .elapsed_days = STUDIED_DAYS + pause - last,
    .due_in_days = last + interval - STUDIED_DAYS - pause,
    .interval_days = interval,
    .weight = 1.0,
  };
}

static Result
catch_up (const DeckleScheduler *scheduler,
          DeckleBacklogOrder     order,
          int                    pause,
          double                 cap)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleForecastDay days[N_DAYS];
  DeckleHabits habits;
  Result result = { 0 };

  deckle_habits_init_default (&habits);
  for (guint32 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;
      int until = N_DAYS;

      for (int i = 0; i < N_CARDS; i++)
        cards[i] = card_after (scheduler, &habits, rand, pause);
      input.cards = cards;
      input.n_cards = N_CARDS;
      input.scheduler = scheduler;
      input.n_days = N_DAYS;
      input.n_runs = 1;
      input.seed = seed;
      input.reviews_per_day = 100000;
      input.minutes_cap = cap;
      input.order = order;
      g_assert_true (deckle_forecast_run (&input, days, NULL));
      for (int day = 0; day < N_DAYS && until == N_DAYS; day++)
        if (days[day].waiting == 0.0)
          until = day + 1;
      result.days += (double) until / N_SEEDS;
      for (int day = 0; day < MEASURED_DAYS; day++)
        {
          result.known += days[day].known / MEASURED_DAYS / N_SEEDS;
          result.minutes += days[day].minutes / N_SEEDS;
        }
    }

  return result;
}

/* The table in deckle-backlog.c: the order in use is among the quickest, and nothing that is as quick knows more. */
static void
test_orders (void)
{
  static const char *names[] = { "due", "recall", "recall-high", "gain", "stability", "random" };
  static const struct
  {
    int    pause;
    double cap;
  } cases[] = { { 14, 5.0 }, { 30, 10.0 }, { 90, 5.0 }, { 90, 10.0 } };
  DeckleScheduler scheduler;

  scheduler_init (&scheduler);
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      Result results[DECKLE_N_BACKLOG_ORDERS];
      const Result *best = &results[DECKLE_BACKLOG_ORDER_BEST];

      for (int order = 0; order < DECKLE_N_BACKLOG_ORDERS; order++)
        {
          results[order] = catch_up (&scheduler, (DeckleBacklogOrder) order, cases[c].pause, cases[c].cap);
          g_test_message ("%d days, %.0f min: %-12s %5.1f days, %.1f known, %.0f min", cases[c].pause, cases[c].cap,
                          names[order], results[order].days, results[order].known, results[order].minutes);
        }
      for (int order = 0; order < DECKLE_N_BACKLOG_ORDERS; order++)
        {
          g_assert_cmpfloat (best->days, <, results[order].days * 1.06 + 0.5);
          g_assert_cmpfloat (best->known, >, results[order].known - 1.0);
          g_assert_cmpfloat (best->minutes, <, results[order].minutes * 1.03);
        }
      g_assert_cmpfloat (best->days, <, results[DECKLE_BACKLOG_ORDER_STABILITY].days - 1.0);
      g_assert_cmpfloat (best->known, >, results[DECKLE_BACKLOG_ORDER_RECALL_HIGH].known);
    }
}

static void
test_order_of_cards (void)
{
  DeckleForecastCard cards[] = {
    { .memory = { 10.0, 0.0, 5.0 }, .state = DECKLE_STATE_REVIEW, .elapsed_days = 12.0, .due_in_days = -2 },
    { .memory = { 2.0, 0.0, 5.0 }, .state = DECKLE_STATE_REVIEW, .elapsed_days = 12.0, .due_in_days = -10 },
    { .memory = { 50.0, 0.0, 5.0 }, .state = DECKLE_STATE_REVIEW, .elapsed_days = 12.0, .due_in_days = 5 },
    { .memory = { 20.0, 0.0, 5.0 }, .state = DECKLE_STATE_REVIEW, .elapsed_days = 12.0, .due_in_days = 0 },
    { .memory = { 20.0, 0.0, 5.0 }, .state = DECKLE_STATE_REVIEW, .due_in_days = -1, .suspended = TRUE },
    { .state = DECKLE_STATE_NEW },
  };
  static const struct
  {
    DeckleBacklogOrder order;
    guint              expected[3];
  } cases[] = {
    { DECKLE_BACKLOG_ORDER_DUE, { 1, 0, 3 } },
    { DECKLE_BACKLOG_ORDER_RECALL, { 1, 0, 3 } },
    { DECKLE_BACKLOG_ORDER_RECALL_HIGH, { 3, 0, 1 } },
    { DECKLE_BACKLOG_ORDER_STABILITY, { 1, 0, 3 } },
  };
  DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;
  DeckleScheduler scheduler;
  guint indices[G_N_ELEMENTS (cards)];

  scheduler_init (&scheduler);
  input.cards = cards;
  input.n_cards = G_N_ELEMENTS (cards);
  input.scheduler = &scheduler;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (deckle_backlog_order (&input, cases[i].order, indices), ==, 3);
      for (int k = 0; k < 3; k++)
        g_assert_cmpuint (indices[k], ==, cases[i].expected[k]);
    }
  for (int order = 0; order < DECKLE_N_BACKLOG_ORDERS; order++)
    {
      g_assert_cmpuint (deckle_backlog_order (&input, (DeckleBacklogOrder) order, indices), ==, 3);
      g_assert_cmpuint (indices[0] + indices[1] + indices[2], ==, 4);
    }
  input.n_cards = 0;
  g_assert_cmpuint (deckle_backlog_order (&input, DECKLE_BACKLOG_ORDER_BEST, indices), ==, 0);
}

static void
test_plan (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;
  DeckleForecastCard cards[N_CARDS];
  DeckleScheduler scheduler;
  DeckleHabits habits;
  DeckleBacklogPlan plan;
  int last = G_MAXINT;

  scheduler_init (&scheduler);
  deckle_habits_init_default (&habits);
  for (int i = 0; i < N_CARDS; i++)
    cards[i] = card_after (&scheduler, &habits, rand, 30);
  input.cards = cards;
  input.n_cards = N_CARDS;
  input.scheduler = &scheduler;
  input.reviews_per_day = 100000;
  for (double cap = 5.0; cap <= 40.0; cap *= 2.0)
    {
      input.minutes_cap = cap;
      g_assert_true (deckle_backlog_plan (&input, &plan, NULL));
      g_test_message ("%d waiting, %.0f min: %d days at %.1f min", plan.waiting, cap, plan.days, plan.minutes_a_day);
      g_assert_cmpint (plan.waiting, >, 200);
      g_assert_cmpint (plan.days, >, 0);
      g_assert_cmpint (plan.days, <, last);
      g_assert_cmpfloat (plan.minutes_a_day, <=, cap + 1e-9);
      last = plan.days;
    }

  input.minutes_cap = 0.0;
  g_assert_true (deckle_backlog_plan (&input, &plan, NULL));
  g_assert_cmpint (plan.days, ==, 1);
  g_assert_cmpfloat (plan.reviews_today, ==, plan.waiting);

  input.reviews_per_day = 0;
  g_assert_true (deckle_backlog_plan (&input, &plan, NULL));
  g_assert_cmpint (plan.days, ==, -1);
  g_assert_cmpfloat (plan.minutes_a_day, ==, 0.0);

  input.n_cards = 0;
  g_assert_true (deckle_backlog_plan (&input, &plan, NULL));
  g_assert_cmpint (plan.days, ==, 0);
  g_assert_cmpint (plan.waiting, ==, 0);

  g_cancellable_cancel (cancellable);
  g_assert_false (deckle_backlog_plan (&input, &plan, cancellable));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/backlog/orders", test_orders);
  g_test_add_func ("/backlog/order-of-cards", test_order_of_cards);
  g_test_add_func ("/backlog/plan", test_plan);

  return g_test_run ();
}
