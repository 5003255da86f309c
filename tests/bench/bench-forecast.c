/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how long a forecast of 433 cards over 365 days and 30 runs takes, and the curve of workloads. */
#include "schedule/deckle-forecast.h"

#include <math.h>
#include <stdio.h>

#define N_CARDS 433
#define N_DAYS 365
#define N_RUNS 30
#define N_POINTS 28
#define REPEATS 5

/* Half of the bank learned, as after some weeks; the rest new. */
static void
fill (DeckleForecastCard *cards)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < N_CARDS; i++)
    {
      cards[i] = (DeckleForecastCard){ .state = DECKLE_STATE_NEW, .weight = 1.0 };
      if (i % 2 == 0)
        continue;

      cards[i].state = DECKLE_STATE_REVIEW;
      cards[i].memory.stability = g_rand_double_range (rand, 1.0, 40.0);
      cards[i].memory.difficulty = g_rand_double_range (rand, 1.0, 10.0);
      cards[i].elapsed_days = g_rand_int_range (rand, 1, 20);
      cards[i].due_in_days = g_rand_int_range (rand, -5, 20);
    }
}

static double
ms_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / 1000.0;
}

int
main (void)
{
  DeckleForecastCard cards[N_CARDS];
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;
  DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;
  double retentions[N_POINTS], minutes[N_POINTS], known[N_POINTS];
  double best = HUGE_VAL, best_curve = HUGE_VAL;

  fill (cards);
  deckle_policy_init_default (&scheduler.policy);
  deckle_fsrs_init_default (&scheduler.model);
  input.cards = cards;
  input.n_cards = N_CARDS;
  input.scheduler = &scheduler;
  input.n_days = N_DAYS;
  input.n_runs = N_RUNS;
  for (int i = 0; i < N_POINTS; i++)
    retentions[i] = 0.70 + 0.01 * i;

  for (int i = 0; i < REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      deckle_forecast_run (&input, days, NULL);
      best = MIN (best, ms_since (start));

      start = g_get_monotonic_time ();
      input.n_runs = 4;
      deckle_forecast_workload (&input, retentions, N_POINTS, minutes, known, NULL);
      input.n_runs = N_RUNS;
      best_curve = MIN (best_curve, ms_since (start));
    }

  printf ("%d cards, %d days, %d runs: %.1f ms (best of %d)\n", N_CARDS, N_DAYS, N_RUNS, best, REPEATS);
  printf ("day 1: %.1f reviews, %.1f new, %.1f min; last day: %.1f reviews, %.1f min, %.1f known (%.1f to %.1f)\n",
          days[0].reviews, days[0].new_cards, days[0].minutes, days[N_DAYS - 1].reviews, days[N_DAYS - 1].minutes,
          days[N_DAYS - 1].known, days[N_DAYS - 1].known_low, days[N_DAYS - 1].known_high);
  printf ("curve of %d points, 4 runs each: %.1f ms\n", N_POINTS, best_curve);
  for (int i = 0; i < N_POINTS; i += 9)
    printf ("  %.2f: %.2f min a day, %.1f known\n", retentions[i], minutes[i], known[i]);

  return 0;
}
