/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fsrs-vectors.h"

#define N DECKLE_FSRS7_N_PARAMETERS

static void
check_sequence (const DeckleFsrs *model,
                JsonObject       *sequence,
                guint             i)
{
  JsonArray *steps = json_object_get_array_member (sequence, "steps");
  double retention = json_object_get_double_member (sequence, "desired_retention");
  DeckleMemory memory = DECKLE_MEMORY_NONE;

  for (guint j = 0; j < json_array_get_length (steps); j++)
    {
      JsonObject *step = json_array_get_object_element (steps, j);
      double elapsed = json_object_get_double_member (step, "elapsed_days");

      if (!json_object_get_null_member (step, "retrievability"))
        compare (R_7, deckle_fsrs_retrievability (model, &memory, elapsed),
                 json_object_get_double_member (step, "retrievability"), "sequence", i, j);
      memory = deckle_fsrs_next (model, &memory, elapsed, (DeckleRating) json_object_get_int_member (step, "rating"));
      compare (S_7, memory.stability, json_object_get_double_member (step, "stability"), "sequence", i, j);
      compare (FAST_7, memory.stability_fast, json_object_get_double_member (step, "stability_fast"), "sequence", i, j);
      compare (D_7, memory.difficulty, json_object_get_double_member (step, "difficulty"), "sequence", i, j);
      compare (INTERVAL_7, deckle_fsrs_interval (model, &memory, retention),
               json_object_get_double_member (step, "interval_raw"), "sequence", i, j);
      compare (S90_7, deckle_fsrs_stability_90 (model, &memory), json_object_get_double_member (step, "s90"),
               "sequence", i, j);
    }
}

static void
compare_memory (const DeckleMemory *memory,
                const double        theirs[3],
                const char         *group,
                guint               i,
                guint               j)
{
  compare (GOLDEN_S, memory->stability, theirs[0], group, i, j);
  compare (GOLDEN_FAST, memory->stability_fast, theirs[1], group, i, j);
  compare (GOLDEN_D, memory->difficulty, theirs[2], group, i, j);
}

/* Rows of elapsed days, rating and the memory after it. */
static void
check_histories (JsonArray        *histories,
                 const DeckleFsrs *model)
{
  for (guint i = 0; i < json_array_get_length (histories); i++)
    {
      JsonArray *rows = json_array_get_array_element (histories, i);
      DeckleMemory memory = DECKLE_MEMORY_NONE;

      for (guint j = 0; j < json_array_get_length (rows); j++)
        {
          double row[5];

          read_doubles (json_array_get_array_element (rows, j), row, G_N_ELEMENTS (row));
          memory = deckle_fsrs_next (model, &memory, row[0], (DeckleRating) row[1]);
          compare_memory (&memory, row + 2, "history", i, j);
        }
    }
}

/* The published search stops after a few steps, once 0.3 % short: what counts is where the curve is at its result. */
static void
compare_interval (const DeckleFsrs   *model,
                  const DeckleMemory *memory,
                  double              retention,
                  double              theirs,
                  guint               i,
                  guint               j)
{
  double ours = deckle_fsrs_interval (model, memory, retention);

  compare (GOLDEN_INTERVAL, ours, theirs, "case", i, j);
  if (theirs < DECKLE_STABILITY_MAX)
    compare (GOLDEN_CURVE, deckle_fsrs_retrievability (model, memory, theirs), retention, "case", i, j);
}

/* What each rating makes of a memory, with its intervals for three retentions. */
static void
check_cases (JsonArray        *cases,
             const DeckleFsrs *model)
{
  static const double retentions[] = { 0.65, 0.9, 0.99 };

  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *item = json_array_get_object_element (cases, i);
      JsonArray *next = json_object_get_array_member (item, "next");
      double elapsed = json_object_get_double_member (item, "elapsed");
      double input[3] = { 0 };
      DeckleMemory memory;

      if (!json_object_get_null_member (item, "input"))
        read_doubles (json_object_get_array_member (item, "input"), input, G_N_ELEMENTS (input));
      memory = (DeckleMemory){ input[0], input[1], input[2] };
      if (!json_object_get_null_member (item, "r"))
        compare (GOLDEN_R, deckle_fsrs_retrievability (model, &memory, elapsed),
                 json_object_get_double_member (item, "r"), "case", i, 0);

      for (guint j = 0; j < json_array_get_length (next); j++)
        {
          DeckleMemory after = deckle_fsrs_next (model, &memory, elapsed, (DeckleRating) (j + 1));
          double row[6];

          read_doubles (json_array_get_array_element (next, j), row, G_N_ELEMENTS (row));
          compare_memory (&after, row, "case", i, j + 1);
          for (guint k = 0; k < G_N_ELEMENTS (retentions); k++)
            compare_interval (model, &after, retentions[k], row[3 + k], i, j + 1);
        }
    }
}

static void
check_bounds (JsonArray *bounds)
{
  const double *low, *high;

  deckle_fsrs_get_bounds (7, &low, &high);
  g_assert_cmpuint (json_array_get_length (bounds), ==, N);
  for (guint i = 0; i < N; i++)
    {
      double pair[2];

      read_doubles (json_array_get_array_element (bounds, i), pair, G_N_ELEMENTS (pair));
      compare (BOUNDS_7, low[i], pair[0], "parameter", i, 0);
      compare (BOUNDS_7, high[i], pair[1], "parameter", i, 1);
    }
}

void
check_fsrs7_file (JsonObject *root)
{
  JsonArray *sets = json_object_get_array_member (root, "param_sets");
  JsonArray *sequences = json_object_get_array_member (root, "sequences");
  g_autofree DeckleFsrs *models = g_new (DeckleFsrs, json_array_get_length (sets));
  DeckleFsrs defaults;

  deckle_fsrs_init_default_version (&defaults, 7);
  for (guint i = 0; i < json_array_get_length (sets); i++)
    {
      JsonObject *set = json_array_get_object_element (sets, i);
      double w[N];

      read_doubles (json_object_get_array_member (set, "w"), w, N);
      deckle_fsrs_init_raw (&models[i], w, N);
      if (g_str_equal (json_object_get_string_member_with_default (set, "name", ""), "defaults"))
        for (guint j = 0; j < N; j++)
          compare (BOUNDS_7, defaults.w[j], w[j], "default", j, 0);
    }

  for (guint i = 0; sequences != NULL && i < json_array_get_length (sequences); i++)
    {
      JsonObject *sequence = json_array_get_object_element (sequences, i);

      check_sequence (&models[json_object_get_int_member (sequence, "params")], sequence, i);
    }
  if (json_object_has_member (root, "bounds"))
    check_bounds (json_object_get_array_member (root, "bounds"));
  if (json_object_has_member (root, "upstream_golden"))
    {
      JsonObject *golden = json_object_get_object_member (root, "upstream_golden");

      check_histories (json_object_get_array_member (golden, "histories"), &defaults);
      check_cases (json_object_get_array_member (golden, "cases"), &defaults);
    }
}
