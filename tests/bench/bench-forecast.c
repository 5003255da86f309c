/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how long a forecast of 433 cards over 365 days and 30 runs, the curve of workloads and plans take. */
#include "schedule/deckle-plan.h"

#include <stdio.h>
#include <time.h>

#define N_CARDS 433
#define N_DAYS 365
#define N_RUNS 30
#define N_POINTS 28
#define CURVE_RUNS 2
#define REPEATS 3

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
      cards[i].memory.stability_fast = 0.8 * cards[i].memory.stability;
      cards[i].memory.difficulty = g_rand_double_range (rand, 1.0, 10.0);
      cards[i].elapsed_days = g_rand_int_range (rand, 1, 20);
      cards[i].due_in_days = g_rand_int_range (rand, -5, 20);
    }
}

/* The best of some attempts: wall time, and processor time of both threads, which other programs disturb less. */
typedef struct
{
  gint64  start_us;
  clock_t start;
  double  wall_ms;
  double  cpu_ms;
} Best;

static void
begin (Best *best)
{
  best->start_us = g_get_monotonic_time ();
  best->start = clock ();
}

static void
end (Best *best)
{
  double wall_ms = (double) (g_get_monotonic_time () - best->start_us) / 1000.0;
  double cpu_ms = (double) (clock () - best->start) * 1000.0 / CLOCKS_PER_SEC;

  best->wall_ms = best->wall_ms > 0.0 ? MIN (best->wall_ms, wall_ms) : wall_ms;
  best->cpu_ms = best->cpu_ms > 0.0 ? MIN (best->cpu_ms, cpu_ms) : cpu_ms;
}

static void
print (const char *name,
       const Best *best)
{
  printf ("%-58s %7.1f ms, %7.1f ms of processor time\n", name, best->wall_ms, best->cpu_ms);
}

static void
bench_version (const DeckleForecastCard *cards,
               int                       version)
{
  static const int interviews[] = { 12, 21, 60, 180 };
  DeckleForecastDay days[N_DAYS];
  DeckleScheduler scheduler;
  DeckleForecastInput input = DECKLE_FORECAST_INPUT_INIT;
  double retentions[N_POINTS], minutes[N_POINTS], known[N_POINTS];
  Best forecast = { 0 }, curve = { 0 };

  deckle_policy_init_default (&scheduler.policy);
  deckle_fsrs_init_default_version (&scheduler.model, version);
  input.cards = cards;
  input.n_cards = N_CARDS;
  input.scheduler = &scheduler;
  input.n_days = N_DAYS;
  for (int i = 0; i < N_POINTS; i++)
    retentions[i] = 0.70 + 0.01 * i;

  printf ("FSRS-%d, %d cards\n", version, N_CARDS);
  for (int i = 0; i < REPEATS; i++)
    {
      input.n_runs = N_RUNS;
      begin (&forecast);
      deckle_forecast_run (&input, days, NULL);
      end (&forecast);

      input.n_runs = CURVE_RUNS;
      begin (&curve);
      deckle_forecast_workload (&input, retentions, N_POINTS, minutes, known, NULL);
      end (&curve);
    }
  print ("forecast of 365 days, 30 runs", &forecast);
  printf ("  day 1: %.1f reviews, %.1f min; last day: %.1f reviews, %.1f min, %.1f known (%.1f to %.1f)\n",
          days[0].reviews, days[0].minutes, days[N_DAYS - 1].reviews, days[N_DAYS - 1].minutes,
          days[N_DAYS - 1].known, days[N_DAYS - 1].known_low, days[N_DAYS - 1].known_high);
  print ("curve from 0.70 to 0.97, 28 points of 2 runs", &curve);
  printf ("  0.70: %.1f min a day, 0.88: %.1f, 0.97: %.1f\n", minutes[0], minutes[18], minutes[27]);

  for (gsize i = 0; i < G_N_ELEMENTS (interviews); i++)
    {
      DecklePlanSettings settings = { .dates = { interviews[i] }, .n_dates = 1, .minutes_a_day = 30.0 };
      g_autofree char *name = NULL;
      DecklePlan plan;
      Best best = { 0 };

      for (int k = 0; k < REPEATS; k++)
        {
          begin (&best);
          deckle_plan_make (&input, &settings, &plan, NULL);
          end (&best);
        }
      name = g_strdup_printf ("plan for %d days: %.3f (%.3f to %.3f)", interviews[i], plan.ready_on_plan,
                              plan.ready_low, plan.ready_high);
      print (name, &best);
    }
}

int
main (void)
{
  DeckleForecastCard cards[N_CARDS];

  fill (cards);
  bench_version (cards, 6);
  bench_version (cards, 7);

  return 0;
}
