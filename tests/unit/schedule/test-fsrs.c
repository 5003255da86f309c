/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-fsrs.h"

#include <math.h>
#include <string.h>

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

static gsize
n_parameters (int version)
{
  return version == 7 ? DECKLE_FSRS7_N_PARAMETERS : N;
}

/* Parameters within their bounds, often on them. */
static void
random_model (GRand      *rand,
              DeckleFsrs *model,
              int         version)
{
  double w[DECKLE_FSRS_MAX_PARAMETERS];
  const double *low, *high;

  deckle_fsrs_get_bounds (version, &low, &high);
  for (gsize i = 0; i < n_parameters (version); i++)
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
  if (version == 7)
    w[26] = fmax (w[26], w[25]);

  deckle_fsrs_init_raw (model, w, n_parameters (version));
}

static DeckleMemory
random_memory (GRand *rand,
               int    version)
{
  DeckleMemory memory = DECKLE_MEMORY_NONE;

  memory.stability = pow (10.0, g_rand_double_range (rand, version == 7 ? -4.0 : -3.0, 4.5623));
  if (version == 7)
    memory.stability_fast = pow (10.0, g_rand_double_range (rand, -4.0, 4.5623));
  memory.difficulty = g_rand_double_range (rand, 1.0, 10.0);

  return memory;
}

static double
random_elapsed (GRand *rand,
                int    version)
{
  if (version == 7)
    return pow (10.0, g_rand_double_range (rand, -8, 5)) * g_rand_int_range (rand, 0, 2);

  return g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 4) : floor (pow (10.0, g_rand_double_range (rand, 0, 5)));
}

static void
assert_in_bounds (const DeckleFsrs   *model,
                  const DeckleMemory *memory)
{
  double low = model->version == 7 ? DECKLE_FSRS7_STABILITY_MIN : DECKLE_STABILITY_MIN;

  g_assert_true (memory->stability >= low && memory->stability <= DECKLE_STABILITY_MAX);
  g_assert_true (memory->difficulty >= 1.0 && memory->difficulty <= 10.0);
  if (model->version == 7)
    g_assert_true (memory->stability_fast >= low && memory->stability_fast <= DECKLE_STABILITY_MAX);
  else
    g_assert_cmpfloat (memory->stability_fast, ==, 0.0);
}

/* What a person is shown of a memory: never anything but a number in its range. */
static void
assert_readable (const DeckleFsrs   *model,
                 const DeckleMemory *memory,
                 double              elapsed)
{
  double retrievability = deckle_fsrs_retrievability (model, memory, elapsed);
  double interval = deckle_fsrs_interval (model, memory, 0.9);

  g_assert_true (retrievability >= 0.0 && retrievability <= 1.0);
  g_assert_cmpfloat (interval, >=, 0.0);
  if (model->version == 7)
    g_assert_cmpfloat (interval, <=, DECKLE_STABILITY_MAX);
  g_assert_cmpfloat (deckle_fsrs_stability_90 (model, memory), >=, 0.0);
}

/* Whatever the parameters, the memory and the time: a memory within its bounds. */
static void
test_bounds (gconstpointer data)
{
  int version = GPOINTER_TO_INT (data);
  GRand *rand = g_rand_new_with_seed (6);

  for (int i = 0; i < N_RANDOM; i++)
    {
      DeckleMemory memory = random_memory (rand, version);
      DeckleMemory next;
      double elapsed = random_elapsed (rand, version);
      DeckleFsrs model;
      double w[DECKLE_FSRS_MAX_PARAMETERS];

      if (i % 2 == 0)
        random_model (rand, &model, version);
      else
        {
          for (gsize j = 0; j < n_parameters (version); j++)
            w[j] = extreme (rand);
          deckle_fsrs_init_raw (&model, w, n_parameters (version));
          memory.stability = extreme (rand);
          memory.stability_fast = version == 7 ? extreme (rand) : 0.0;
          memory.difficulty = extreme (rand);
          elapsed = extreme (rand);
        }

      next = deckle_fsrs_next (&model, &memory, elapsed, (DeckleRating) (1 + i % 4));
      assert_in_bounds (&model, &next);
      if (i % 2 == 0 || version == 7)
        assert_readable (&model, &next, elapsed);
      next = deckle_fsrs_next (&model, NULL, 0, (DeckleRating) (1 + i % 4));
      assert_in_bounds (&model, &next);
    }

  g_rand_free (rand);
}

/*
 * A better rating never leaves less stability or more difficulty. FSRS-7 raises the difficulty of a card that was
 * forgotten anyway by less than Hard would.
 */
static void
test_monotone (gconstpointer data)
{
  int version = GPOINTER_TO_INT (data);
  GRand *rand = g_rand_new_with_seed (7);

  for (int i = 0; i < N_RANDOM / 5; i++)
    {
      DeckleMemory memory = random_memory (rand, version);
      double elapsed = random_elapsed (rand, version);
      DeckleMemory last = DECKLE_MEMORY_NONE;
      DeckleMemory last_first = DECKLE_MEMORY_NONE;
      DeckleFsrs model;

      random_model (rand, &model, version);
      for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
        {
          DeckleMemory next = deckle_fsrs_next (&model, &memory, elapsed, (DeckleRating) rating);
          DeckleMemory first = deckle_fsrs_next (&model, NULL, 0, (DeckleRating) rating);

          if (rating > DECKLE_RATING_AGAIN)
            {
              g_assert_cmpfloat (next.stability, >=, last.stability * (1 - 1e-12));
              g_assert_cmpfloat (next.stability_fast, >=, last.stability_fast * (1 - 1e-12));
              if (version == 6 || rating > DECKLE_RATING_HARD)
                g_assert_cmpfloat (next.difficulty, <=, last.difficulty);
              g_assert_cmpfloat (first.stability, >=, last_first.stability);
              g_assert_cmpfloat (first.difficulty, <=, last_first.difficulty);
              g_assert_cmpfloat (next.stability, >=, memory.stability);
              g_assert_cmpfloat (next.stability_fast, >=, memory.stability_fast);
            }
          last = next;
          last_first = first;
        }
    }

  g_rand_free (rand);
}

/* The interval is the inverse of the forgetting curve, which never rises. */
static void
test_curve (gconstpointer data)
{
  int version = GPOINTER_TO_INT (data);
  GRand *rand = g_rand_new_with_seed (8);

  for (int i = 0; i < 100000; i++)
    {
      DeckleMemory memory = random_memory (rand, version);
      double retention = g_rand_double_range (rand, 0.7, 0.99);
      double days = g_rand_double_range (rand, 0, 40000);
      double interval, s90;
      DeckleFsrs model;

      random_model (rand, &model, version);
      interval = deckle_fsrs_interval (&model, &memory, retention);
      s90 = deckle_fsrs_stability_90 (&model, &memory);
      g_assert_true (isfinite (interval) && interval > 0.0);
      g_assert_cmpfloat (deckle_fsrs_retrievability (&model, &memory, days + 1), <=,
                         deckle_fsrs_retrievability (&model, &memory, days));
      g_assert_cmpfloat (deckle_fsrs_interval (&model, &memory, retention - 0.1), >=, interval);
      if (version == 6)
        g_assert_cmpfloat (s90, ==, memory.stability);

      /* FSRS-7 stops at 100 years. */
      if (version == 7 && interval >= DECKLE_STABILITY_MAX)
        g_assert_cmpfloat (deckle_fsrs_retrievability (&model, &memory, interval), >=, retention - 1e-9);
      else
        g_assert_cmpfloat_with_epsilon (deckle_fsrs_retrievability (&model, &memory, interval), retention, 1e-9);
      if (version == 6 || s90 < DECKLE_STABILITY_MAX)
        g_assert_cmpfloat_with_epsilon (deckle_fsrs_retrievability (&model, &memory, s90), 0.9, 1e-9);
    }

  g_rand_free (rand);
}

/* FSRS-7 from an interval alone: remembered at that interval as the learner used to. */
static void
test_sm2_of_7 (void)
{
  DeckleFsrs model;

  deckle_fsrs_init_default_version (&model, 7);
  for (double days = 0.01; days < 5000.0; days *= 1.7)
    for (double retention = 0.7; retention < 0.96; retention += 0.05)
      {
        DeckleMemory memory = deckle_fsrs_memory_from_sm2 (&model, 2.5, days, retention);

        assert_in_bounds (&model, &memory);
        g_assert_cmpfloat (memory.difficulty, ==, 5.0);
        g_assert_cmpfloat_with_epsilon (memory.stability_fast / memory.stability, 0.8, 1e-12);
        g_assert_cmpfloat_with_epsilon (deckle_fsrs_retrievability (&model, &memory, days), retention, 1e-9);
      }
}

/* Whole stored days for FSRS-6, exact time for FSRS-7, never backwards. */
static void
test_elapsed (void)
{
  const gint64 now = G_GINT64_CONSTANT (1700000000000);
  const gint64 hour = 3600 * 1000;
  DeckleFsrs six, seven;

  deckle_fsrs_init_default_version (&six, 6);
  deckle_fsrs_init_default_version (&seven, 7);

  g_assert_cmpfloat (deckle_fsrs_elapsed (&six, now - 6 * hour, 19674, now, 19675), ==, 1.0);
  g_assert_cmpfloat (deckle_fsrs_elapsed (&six, now - 6 * hour, 19675, now, 19675), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_elapsed (&six, now - 6 * hour, 19676, now, 19675), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_elapsed (&seven, now - 6 * hour, 19674, now, 19675), ==, 0.25);
  g_assert_cmpfloat (deckle_fsrs_elapsed (&seven, now - 6 * hour, 19676, now, 19675), ==, 0.25);
  g_assert_cmpfloat (deckle_fsrs_elapsed (&seven, now + 1, 19674, now, 19675), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_elapsed (&seven, G_MININT64, 0, G_MAXINT64, 0), >, 0.0);
}

static void
test_edges_of_7 (void)
{
  DeckleMemory memory = { 10.0, 8.0, 5.0 };
  DeckleMemory of_6 = { 10.0, 0.0, 5.0 };
  DeckleMemory none = DECKLE_MEMORY_NONE;
  DeckleMemory next;
  DeckleFsrs model;

  deckle_fsrs_init_default_version (&model, 7);
  g_assert_cmpint (model.version, ==, 7);
  g_assert_cmpuint (model.n, ==, DECKLE_FSRS7_N_PARAMETERS);

  next = deckle_fsrs_next (&model, &memory, 3, DECKLE_RATING_NONE);
  g_assert_cmpfloat (next.stability_fast, ==, 8.0);
  g_assert_cmpfloat_with_epsilon (deckle_fsrs_retrievability (&model, &memory, -5), 1.0 - 1e-5, 1e-12);
  g_assert_cmpfloat_with_epsilon (deckle_fsrs_retrievability (&model, &memory, INFINITY), 1e-5, 1e-12);
  g_assert_cmpfloat (deckle_fsrs_retrievability (&model, &none, 0), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_interval (&model, &none, 0.9), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_stability_90 (&model, &none), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_interval (&model, &memory, 1.0), ==, 0.0);
  g_assert_cmpfloat (deckle_fsrs_interval (&model, &memory, 1e-6), ==, DECKLE_STABILITY_MAX);

  /* A memory that FSRS-6 left is one whose fast stability is not known yet. */
  g_assert_cmpfloat (deckle_fsrs_interval (&model, &of_6, 0.9), ==, deckle_fsrs_interval (&model, &memory, 0.9));
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
      gboolean good = n == 17 || n == 19 || n == 21 || n == 34;

      g_assert_true (deckle_fsrs_init (&model, w, n, &error) == good);
      if (good)
        g_assert_cmpint (model.version, ==, n == 34 ? 7 : 6);
      else
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

/* Parameters of FSRS-7 are clipped, also into their order, and are refused as those of FSRS-6 are. */
static void
test_init_of_7 (void)
{
  const double *low, *high;
  DeckleFsrs model;
  double w[DECKLE_FSRS7_N_PARAMETERS];
  g_autoptr (GError) error = NULL;

  deckle_fsrs_get_bounds (7, &low, &high);
  g_assert_true (deckle_fsrs_init (&model, deckle_fsrs_get_defaults (7), G_N_ELEMENTS (w), NULL));
  g_assert_cmpmem (model.w, sizeof w, deckle_fsrs_get_defaults (7), sizeof w);

  for (gsize i = 0; i < G_N_ELEMENTS (w); i++)
    w[i] = 1e9;
  g_assert_true (deckle_fsrs_init (&model, w, G_N_ELEMENTS (w), NULL));
  g_assert_cmpmem (model.w, sizeof w, high, sizeof w);
  for (gsize i = 0; i < G_N_ELEMENTS (w); i++)
    w[i] = -1e9;
  g_assert_true (deckle_fsrs_init (&model, w, G_N_ELEMENTS (w), NULL));
  g_assert_cmpmem (model.w, sizeof w, low, sizeof w);

  memcpy (w, deckle_fsrs_get_defaults (7), sizeof w);
  w[0] = 20.0;
  w[2] = 3.0;
  w[25] = 0.8;
  w[26] = 0.6;
  g_assert_true (deckle_fsrs_init (&model, w, G_N_ELEMENTS (w), NULL));
  for (int i = 1; i < DECKLE_N_RATINGS; i++)
    g_assert_cmpfloat (model.w[i], >=, model.w[i - 1]);
  g_assert_cmpfloat (model.w[26], >=, model.w[25]);

  w[33] = -INFINITY;
  g_assert_false (deckle_fsrs_init (&model, w, G_N_ELEMENTS (w), &error));
  g_assert_error (error, DECKLE_FSRS_ERROR, DECKLE_FSRS_ERROR_VALUE);
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

  for (int version = 6; version <= 7; version++)
    {
      g_autofree char *bounds = g_strdup_printf ("/schedule/fsrs%d/bounds", version);
      g_autofree char *monotone = g_strdup_printf ("/schedule/fsrs%d/monotone", version);
      g_autofree char *curve = g_strdup_printf ("/schedule/fsrs%d/curve", version);

      g_test_add_data_func (bounds, GINT_TO_POINTER (version), test_bounds);
      g_test_add_data_func (monotone, GINT_TO_POINTER (version), test_monotone);
      g_test_add_data_func (curve, GINT_TO_POINTER (version), test_curve);
    }
  g_test_add_func ("/schedule/fsrs/elapsed", test_elapsed);
  g_test_add_func ("/schedule/fsrs/edges", test_edges);
  g_test_add_func ("/schedule/fsrs/init", test_init);
  g_test_add_func ("/schedule/fsrs/clip-steps", test_clip_steps);
  g_test_add_func ("/schedule/fsrs7/edges", test_edges_of_7);
  g_test_add_func ("/schedule/fsrs7/init", test_init_of_7);
  g_test_add_func ("/schedule/fsrs7/from-sm2", test_sm2_of_7);

  return g_test_run ();
}
