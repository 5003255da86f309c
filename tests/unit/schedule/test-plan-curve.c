/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-plan-curve.h"

#define CARDS 120
#define DAYS 20

static DeckleForecastCard cards[CARDS];
static DeckleScheduler scheduler;

static DeckleForecastInput
make_input (void)
{
  DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;

  deckle_policy_init_default (&scheduler.policy);
  deckle_fsrs_init_default (&scheduler.model);
  for (int i = 0; i < CARDS; i++)
    {
      cards[i] = (DeckleForecastCard){ .weight = 1 };
      if (i % 3 == 0)
        {
          cards[i].memory = deckle_fsrs_next (&scheduler.model, NULL, 0, DECKLE_RATING_GOOD);
          cards[i].state = DECKLE_STATE_REVIEW;
          cards[i].interval_days = 3;
          cards[i].due_in_days = i % 4;
        }
    }
  input.cards = cards;
  input.n_cards = CARDS;
  input.scheduler = &scheduler;
  input.seed = 3;
  return input;
}

/* A point a day, within its band, that ends where the plan promises. */
static void
test_curve (void)
{
  DeckleForecastInput input = make_input ();
  const DecklePlanSettings settings = { .today = 1000, .dates = { 1000 + DAYS }, .n_dates = 1, .minutes_a_day = 60 };
  DeckleForecastDay days[DAYS + 1], again[DAYS + 1];
  DecklePlan plan;

  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_cmpint (plan.status, ==, DECKLE_PLAN_OK);
  g_assert_cmpint (plan.days_left, ==, DAYS);
  g_assert_true (deckle_plan_curve (&input, &settings, &plan, 24, days, NULL));
  for (int i = 0; i <= DAYS; i++)
    {
      g_assert_cmpfloat (days[i].known_low, <=, days[i].known + 1e-9);
      g_assert_cmpfloat (days[i].known_high, >=, days[i].known - 1e-9);
      g_assert_cmpfloat (days[i].known, <=, CARDS);
      g_assert_cmpfloat (days[i].minutes, <=, 60);
    }
  g_assert_cmpfloat (days[DAYS - 1].known, >, days[0].known);
  g_assert_cmpfloat_with_epsilon (days[DAYS - 1].known / CARDS, plan.ready_on_plan, 0.03);

  g_assert_true (deckle_plan_curve (&input, &settings, &plan, 24, again, NULL));
  g_assert_cmpmem (days, sizeof days, again, sizeof again);
}

static void
test_no_plan (void)
{
  DeckleForecastInput input = make_input ();
  const DecklePlanSettings settings = { .today = 1000, .dates = { 999 }, .n_dates = 1 };
  DeckleForecastDay day;
  DecklePlan plan;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_true (deckle_plan_make (&input, &settings, &plan, NULL));
  g_assert_cmpint (plan.status, ==, DECKLE_PLAN_NO_DATE);
  g_assert_false (deckle_plan_curve (&input, &settings, &plan, 4, &day, cancellable));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/plan-curve/curve", test_curve);
  g_test_add_func ("/schedule/plan-curve/no-plan", test_no_plan);
  return g_test_run ();
}
