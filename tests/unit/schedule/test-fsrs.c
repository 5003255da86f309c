/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-fsrs.h"

#include <math.h>

#define N DECKLE_FSRS6_N_PARAMETERS
#define N_RANDOM 1000000

static const double extremes[] = {
  0.0, -0.0, 1.0, -1.0, 0.001, 1e-300, 1e300, -1e300, 36500.0, 1e9, INFINITY, -INFINITY, NAN,
};

static double
extreme (GRand *rand)
{
  return extremes[g_rand_int_range (rand, 0, G_N_ELEMENTS (extremes))];
}

/* Parameters within their bounds, often on them. */
static void
random_model (GRand      *rand,
              DeckleFsrs *model)
{
  double w[N];
  double low[N];
  double high[N];

  for (int i = 0; i < N; i++)
    {
      low[i] = -1e9;
      high[i] = 1e9;
    }
  deckle_fsrs_clip (low, 0);
  deckle_fsrs_clip (high, 0);
  for (int i = 0; i < N; i++)
    switch (g_rand_int_range (rand, 0, 4))
      {
      case 0:
        w[i] = low[i];
        break;
      case 1:
        w[i] = high[i];
        break;
      default:
        w[i] = g_rand_double_range (rand, low[i], high[i]);
      }

  /* Again ≤ Hard ≤ Good ≤ Easy */
  for (int i = 1; i < DECKLE_N_RATINGS; i++)
    w[i] = fmax (w[i], w[i - 1]);

  deckle_fsrs_init_raw (model, w, N);
}

static DeckleMemory
random_memory (GRand *rand)
{
  DeckleMemory memory = DECKLE_MEMORY_NONE;

  memory.stability = pow (10.0, g_rand_double_range (rand, -3.0, 4.5623));
  memory.difficulty = g_rand_double_range (rand, 1.0, 10.0);

  return memory;
}

static double
random_elapsed (GRand *rand)
{
  return g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 4) : floor (pow (10.0, g_rand_double_range (rand, 0, 5)));
}

static void
assert_in_bounds (const DeckleMemory *memory)
{
  g_assert_true (memory->stability >= DECKLE_STABILITY_MIN && memory->stability <= DECKLE_STABILITY_MAX);
  g_assert_true (memory->difficulty >= 1.0 && memory->difficulty <= 10.0);
  g_assert_cmpfloat (memory->stability_fast, ==, 0.0);
}

/* Whatever the parameters, the memory and the time: a memory within its bounds. */
static void
test_bounds (void)
{
  GRand *rand = g_rand_new_with_seed (6);

  for (int i = 0; i < N_RANDOM; i++)
    {
      DeckleMemory memory = random_memory (rand);
      DeckleMemory next;
      double elapsed = random_elapsed (rand);
      DeckleFsrs model;
      double w[N];

      if (i % 2 == 0)
        random_model (rand, &model);
      else
        {
          for (int j = 0; j < N; j++)
            w[j] = extreme (rand);
          deckle_fsrs_init_raw (&model, w, N);
          memory.stability = extreme (rand);
          memory.difficulty = extreme (rand);
          elapsed = extreme (rand);
        }

      next = deckle_fsrs_next (&model, &memory, elapsed, (DeckleRating) (1 + i % 4));
      assert_in_bounds (&next);
      next = deckle_fsrs_next (&model, NULL, 0, (DeckleRating) (1 + i % 4));
      assert_in_bounds (&next);
    }

  g_rand_free (rand);
}

/* A better rating never leaves less stability or more difficulty. */
static void
test_monotone (void)
{
  GRand *rand = g_rand_new_with_seed (7);

  for (int i = 0; i < N_RANDOM / 5; i++)
    {
      DeckleMemory memory = random_memory (rand);
      double elapsed = random_elapsed (rand);
      DeckleMemory last = DECKLE_MEMORY_NONE;
      DeckleMemory last_first = DECKLE_MEMORY_NONE;
      DeckleFsrs model;

      random_model (rand, &model);
      for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
        {
          DeckleMemory next = deckle_fsrs_next (&model, &memory, elapsed, (DeckleRating) rating);
          DeckleMemory first = deckle_fsrs_next (&model, NULL, 0, (DeckleRating) rating);

          if (rating > DECKLE_RATING_AGAIN)
            {
              g_assert_cmpfloat (next.stability, >=, last.stability * (1 - 1e-12));
              g_assert_cmpfloat (next.difficulty, <=, last.difficulty);
              g_assert_cmpfloat (first.stability, >=, last_first.stability);
              g_assert_cmpfloat (first.difficulty, <=, last_first.difficulty);
              g_assert_cmpfloat (next.stability, >=, memory.stability);
            }
          last = next;
          last_first = first;
        }
    }

  g_rand_free (rand);
}

/* The interval is the inverse of the forgetting curve, which never rises. */
static void
test_curve (void)
{
  GRand *rand = g_rand_new_with_seed (8);

  for (int i = 0; i < 100000; i++)
    {
      DeckleMemory memory = random_memory (rand);
      double retention = g_rand_double_range (rand, 0.7, 0.99);
      double days = g_rand_double_range (rand, 0, 40000);
      double interval;
      DeckleFsrs model;

      random_model (rand, &model);
      interval = deckle_fsrs_interval (&model, &memory, retention);
      g_assert_true (isfinite (interval) && interval > 0.0);
      g_assert_cmpfloat_with_epsilon (deckle_fsrs_retrievability (&model, &memory, interval), retention, 1e-9);
      g_assert_cmpfloat (deckle_fsrs_retrievability (&model, &memory, days + 1), <=,
                         deckle_fsrs_retrievability (&model, &memory, days));
      g_assert_cmpfloat_with_epsilon (deckle_fsrs_retrievability (&model, &memory, memory.stability), 0.9, 1e-9);
      g_assert_cmpfloat (deckle_fsrs_interval (&model, &memory, retention - 0.1), >, interval);
    }

  g_rand_free (rand);
}

static void
test_edges (void)
{
  DeckleMemory memory = { 10.0, 0.0, 5.0 };
  DeckleMemory none = DECKLE_MEMORY_NONE;
  DeckleMemory next;
  DeckleFsrs model;

  deckle_fsrs_init_default (&model);
  g_assert_cmpint (model.version, ==, 6);

  next = deckle_fsrs_next (&model, &memory, 3, DECKLE_RATING_NONE);
  g_assert_cmpfloat (next.stability, ==, 10.0);
  next = deckle_fsrs_next (&model, NULL, 3, DECKLE_RATING_NONE);
  g_assert_false (deckle_memory_is_set (&next));

  g_assert_cmpfloat (deckle_fsrs_retrievability (&model, &memory, 0), ==, 1.0);
  g_assert_cmpfloat (deckle_fsrs_retrievability (&model, &memory, -5), ==, 1.0);
  g_assert_cmpfloat (deckle_fsrs_retrievability (&model, &none, 0), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_interval (&model, &none, 0.9), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_interval (&model, &memory, 1.0), ==, 0.0);

  /* A clock set back counts as the same day. */
  next = deckle_fsrs_next (&model, &memory, -3, DECKLE_RATING_GOOD);
  g_assert_cmpfloat (next.stability, ==, deckle_fsrs_next (&model, &memory, 0, DECKLE_RATING_GOOD).stability);
}

static void
test_init (void)
{
  DeckleFsrs model;
  DeckleFsrs before;
  double w[40];
  g_autoptr (GError) error = NULL;

  deckle_fsrs_init_default (&model);
  before = model;
  for (gsize i = 0; i < G_N_ELEMENTS (w); i++)
    w[i] = i < N ? model.w[i] : 1.0;

  for (gsize n = 0; n < G_N_ELEMENTS (w); n++)
    {
      gboolean good = n == 17 || n == 19 || n == 21;

      g_assert_true (deckle_fsrs_init (&model, w, n, &error) == good);
      if (!good)
        g_assert_error (error, DECKLE_FSRS_ERROR, DECKLE_FSRS_ERROR_COUNT);
      g_clear_error (&error);
    }

  /* Older sets keep a w19 of 0, also when they are stored with 21 parameters. */
  g_assert_true (deckle_fsrs_init (&model, w, 19, NULL));
  g_assert_cmpfloat (model.w[19], ==, 0.0);
  g_assert_cmpfloat (model.w[20], ==, 0.5);
  g_assert_true (deckle_fsrs_init (&model, model.w, N, NULL));
  g_assert_cmpfloat (model.w[19], ==, 0.0);

  model = before;
  w[3] = NAN;
  g_assert_false (deckle_fsrs_init (&model, w, N, &error));
  g_assert_error (error, DECKLE_FSRS_ERROR, DECKLE_FSRS_ERROR_VALUE);
  g_assert_cmpfloat (model.w[3], ==, before.w[3]);

  w[3] = 1e9;
  w[19] = -1;
  g_assert_true (deckle_fsrs_init (&model, w, N, NULL));
  g_assert_cmpfloat (model.w[3], ==, 100.0);
  g_assert_cmpfloat (model.w[19], ==, 0.01);
}

/* With the lowered ceiling of w17 and w18, a lapse and the steps after it leave no more stability than before. */
static void
test_clip_steps (void)
{
  GRand *rand = g_rand_new_with_seed (9);

  for (int i = 0; i < 10000; i++)
    {
      double w[N];
      int n_steps = g_rand_int_range (rand, 2, 6);
      double room;

      for (int j = 0; j < N; j++)
        w[j] = g_rand_int_range (rand, 0, 8) == 0 ? extreme (rand) : g_rand_double_range (rand, -1, 5);
      deckle_fsrs_clip (w, n_steps);
      for (int j = 0; j < N; j++)
        g_assert_true (isfinite (w[j]));
      room = -(log (w[11]) + log (pow (2, w[13]) - 1) + 0.3 * w[14]);
      g_assert_cmpfloat (w[17] * w[18] * n_steps, <=, fmax (room, 0.01 * n_steps) + 1e-9);
    }

  g_rand_free (rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schedule/fsrs/bounds", test_bounds);
  g_test_add_func ("/schedule/fsrs/monotone", test_monotone);
  g_test_add_func ("/schedule/fsrs/curve", test_curve);
  g_test_add_func ("/schedule/fsrs/edges", test_edges);
  g_test_add_func ("/schedule/fsrs/init", test_init);
  g_test_add_func ("/schedule/fsrs/clip-steps", test_clip_steps);

  return g_test_run ();
}
