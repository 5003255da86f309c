/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints how many state updates, intervals and four-button previews a second this machine makes on one core. */
#include "schedule/deckle-scheduler.h"

#include <stdio.h>
#include <time.h>

#define N_UPDATES 20000000
#define N_INTERVALS 2000000
#define N_PREVIEWS 1000000
#define N_ANSWERS 1024
#define REVIEWS_PER_CARD 12
#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)
#define START_MS (20000 * DAY_MS)

typedef struct
{
  DeckleRating rating;
  double       elapsed_days;
} Answer;

/* The frequencies of a usual log: few lapses, some answers on the same day. */
static void
fill (Answer *answers)
{
  static const int rating_of[] = { 1, 2, 2, 3, 3, 3, 3, 3, 3, 4 };
  GRand *rand = g_rand_new_with_seed (1);

  for (int i = 0; i < N_ANSWERS; i++)
    {
      answers[i].rating = (DeckleRating) rating_of[g_rand_int_range (rand, 0, G_N_ELEMENTS (rating_of))];
      answers[i].elapsed_days = g_rand_int_range (rand, 0, 10) == 0 ? 0.0 : g_rand_int_range (rand, 1, 200);
    }

  g_rand_free (rand);
}

/* Processor time, so that other programs do not count. */
static double
seconds_since (clock_t start)
{
  return (double) (clock () - start) / CLOCKS_PER_SEC;
}

static double
bench_updates (const Answer *answers,
               int           version,
               double       *seconds)
{
  DeckleMemory memory = DECKLE_MEMORY_NONE;
  DeckleFsrs model;
  clock_t start;
  double sum = 0.0;

  deckle_fsrs_init_default_version (&model, version);
  start = clock ();
  for (int i = 0; i < N_UPDATES; i++)
    {
      const Answer *answer = &answers[i % N_ANSWERS];

      if (i % REVIEWS_PER_CARD == 0)
        memory = DECKLE_MEMORY_NONE;
      memory = deckle_fsrs_next (&model, &memory, answer->elapsed_days, answer->rating);
      sum += memory.stability;
    }
  *seconds = seconds_since (start);

  return sum;
}

/* The interval of FSRS-7 is a root that is sought. */
static double
bench_intervals (int     version,
                 double *seconds)
{
  DeckleMemory memory = { .difficulty = 5.0 };
  DeckleFsrs model;
  clock_t start;
  double sum = 0.0;

  deckle_fsrs_init_default_version (&model, version);
  start = clock ();
  for (int i = 0; i < N_INTERVALS; i++)
    {
      memory.stability = 0.01 * (1 + i % 10007);
      memory.stability_fast = 0.1 * (1 + i % 1009);
      sum += deckle_fsrs_interval (&model, &memory, 0.9);
    }
  *seconds = seconds_since (start);

  return sum;
}

static double
bench_previews (const Answer *answers,
                int           version,
                double       *seconds)
{
  g_autoptr (DeckleClock) manual = deckle_clock_new_manual (START_MS, NULL);
  DeckleSchedule schedule = { .state = DECKLE_STATE_NEW };
  DeckleScheduler scheduler;
  clock_t start;
  double sum = 0.0;

  deckle_policy_init_default (&scheduler.policy);
  deckle_fsrs_init_default_version (&scheduler.model, version);
  start = clock ();
  for (int i = 0; i < N_PREVIEWS; i++)
    {
      DeckleOutcome outcomes[DECKLE_N_RATINGS];

      if (i % REVIEWS_PER_CARD == 0)
        {
          schedule = (DeckleSchedule){ .state = DECKLE_STATE_NEW };
          deckle_clock_set_now_ms (manual, START_MS);
        }
      deckle_clock_advance_ms (manual, (gint64) answers[i % N_ANSWERS].elapsed_days * DAY_MS);
      deckle_scheduler_preview (&scheduler, manual, &schedule, (guint64) i, deckle_clock_now_ms (manual), outcomes);
      schedule = outcomes[answers[i % N_ANSWERS].rating - 1].after;
      sum += schedule.interval_days;
    }
  *seconds = seconds_since (start);

  return sum;
}

int
main (void)
{
  Answer answers[N_ANSWERS];
  double sum = 0.0;

  fill (answers);
  for (int version = 6; version <= 7; version++)
    {
      double updates_s, intervals_s, previews_s;

      sum += bench_updates (answers, version, &updates_s);
      sum += bench_intervals (version, &intervals_s);
      sum += bench_previews (answers, version, &previews_s);

      printf ("FSRS-%d state updates: %.2f M/s\n", version, N_UPDATES / updates_s / 1e6);
      printf ("FSRS-%d intervals: %.2f M/s\n", version, N_INTERVALS / intervals_s / 1e6);
      printf ("FSRS-%d four-button previews with dates: %.3f M/s\n", version, N_PREVIEWS / previews_s / 1e6);
    }

  /* The sum keeps the work from being optimised away. */
  return sum > 0.0 ? 0 : 1;
}
