/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fsrs-vectors.h"

#include <math.h>

static void
read_model (DeckleFsrs *model,
            JsonObject *object)
{
  double w[DECKLE_FSRS6_N_PARAMETERS];

  read_doubles (json_object_get_array_member (object, "w"), w, G_N_ELEMENTS (w));
  deckle_fsrs_init_raw (model, w, G_N_ELEMENTS (w));
}

static DeckleFsrs *
read_models (JsonObject *root)
{
  JsonArray *sets = json_object_get_array_member (root, "param_sets");
  guint n = json_array_get_length (sets);
  DeckleFsrs *models = g_new (DeckleFsrs, n);

  for (guint i = 0; i < n; i++)
    read_model (&models[i], json_array_get_object_element (sets, i));

  return models;
}

static void
compare_ts (const DeckleFsrs   *model,
            const DeckleMemory *before,
            const DeckleMemory *after,
            JsonObject         *sequence,
            JsonObject         *step,
            guint               i,
            guint               j)
{
  double interval =
    deckle_fsrs_interval (model, after, json_object_get_double_member (sequence, "desired_retention"));
  double maximum = json_object_get_double_member (sequence, "maximum_interval");

  compare (S_TS, after->stability, json_object_get_double_member (step, "stability"), "sequence", i, j);
  compare (D_TS, after->difficulty, json_object_get_double_member (step, "difficulty"), "sequence", i, j);
  if (!json_object_get_null_member (step, "retrievability"))
    compare (R_TS, deckle_fsrs_retrievability (model, before, json_object_get_double_member (step, "elapsed_days")),
             json_object_get_double_member (step, "retrievability"), "sequence", i, j);
  compare (INTERVAL_TS, interval, json_object_get_double_member (step, "interval_raw"), "sequence", i, j);
  if (!json_object_get_boolean_member_with_default (step, "interval_near_half", FALSE))
    compare (ROUNDED_TS, CLAMP (floor (interval + 0.5), 1.0, maximum),
             json_object_get_double_member (step, "interval"), "sequence", i, j);
}

static void
check_sequence (const DeckleFsrs *model,
                JsonObject       *sequence,
                gboolean          has_ts,
                guint             i)
{
  JsonArray *steps = json_object_get_array_member (sequence, "steps");
  double retention = json_object_get_double_member (sequence, "desired_retention");
  DeckleMemory memory = DECKLE_MEMORY_NONE;

  for (guint j = 0; j < json_array_get_length (steps); j++)
    {
      JsonObject *step = json_array_get_object_element (steps, j);
      DeckleRating rating = (DeckleRating) json_object_get_int_member (step, "rating");
      DeckleMemory before = memory;
      double rs[3];

      memory = deckle_fsrs_next (model, &before, json_object_get_double_member (step, "elapsed_days"), rating);
      if (has_ts)
        compare_ts (model, &before, &memory, sequence, step, i, j);
      if (!json_object_has_member (step, "rs"))
        continue;

      read_doubles (json_object_get_array_member (step, "rs"), rs, G_N_ELEMENTS (rs));
      compare (has_ts ? S_RS : LOW_S, memory.stability, rs[0], "sequence", i, j);
      compare (has_ts ? D_RS : LOW_D, memory.difficulty, rs[1], "sequence", i, j);
      compare (has_ts ? INTERVAL_RS : LOW_INTERVAL, deckle_fsrs_interval (model, &memory, retention), rs[2],
               "sequence", i, j);
    }
}

static void
check_sequences (JsonArray        *items,
                 const DeckleFsrs *models)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *sequence = json_array_get_object_element (items, i);

      check_sequence (&models[json_object_get_int_member (sequence, "params")], sequence, TRUE, i);
    }
}

static void
check_low_s0 (JsonArray        *items,
              const DeckleFsrs *models)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *sequence = json_array_get_object_element (items, i);
      DeckleFsrs model;

      read_model (&model, sequence);
      check_sequence (&model, sequence, FALSE, i);
    }
}

static void
check_sm2 (JsonArray        *items,
           const DeckleFsrs *models)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      DeckleMemory memory;
      double rs[2];

      memory = deckle_fsrs_memory_from_sm2 (&models[json_object_get_int_member (item, "params")],
                                            json_object_get_double_member (item, "ease_factor"),
                                            json_object_get_double_member (item, "interval"),
                                            json_object_get_double_member (item, "sm2_retention"));
      read_doubles (json_object_get_array_member (item, "rs"), rs, G_N_ELEMENTS (rs));
      compare (SM2_S, memory.stability, rs[0], "item", i, 0);
      compare (SM2_D, memory.difficulty, rs[1], "item", i, 0);
    }
}

static void
check_clip (JsonArray        *items,
            const DeckleFsrs *models)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      double ours[DECKLE_FSRS6_N_PARAMETERS];
      double theirs[DECKLE_FSRS6_N_PARAMETERS];

      read_doubles (json_object_get_array_member (item, "raw"), ours, G_N_ELEMENTS (ours));
      read_doubles (json_object_get_array_member (item, "clipped"), theirs, G_N_ELEMENTS (theirs));
      deckle_fsrs_clip (ours, (int) json_object_get_int_member (item, "num_relearning_steps"));
      for (guint j = 0; j < G_N_ELEMENTS (ours); j++)
        compare (CLIP, ours[j], theirs[j], "item", i, j);
    }
}

static void
check_migrate (JsonArray        *items,
               const DeckleFsrs *models)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonArray *from = json_object_get_array_member (item, "from");
      guint n = json_array_get_length (from);
      double old[DECKLE_FSRS6_N_PARAMETERS] = { 0 };
      double ours[DECKLE_FSRS6_N_PARAMETERS] = { 0 };
      double theirs[DECKLE_FSRS6_N_PARAMETERS];

      g_assert_cmpuint (n, <=, G_N_ELEMENTS (old));
      read_doubles (from, old, n);
      read_doubles (json_object_get_array_member (item, "to"), theirs, G_N_ELEMENTS (theirs));
      g_assert_cmpuint (deckle_fsrs_migrate (old, n, ours), ==, DECKLE_FSRS6_N_PARAMETERS);
      for (guint j = 0; j < G_N_ELEMENTS (ours); j++)
        compare (MIGRATE, ours[j], theirs[j], "item", i, j);
    }
}

static void
check_grid (JsonArray        *items,
            const DeckleFsrs *models)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      DeckleMemory memory = { json_object_get_double_member (item, "s"), 0.0, 5.0 };

      compare (GRID_R,
               deckle_fsrs_retrievability (&models[json_object_get_int_member (item, "params")], &memory,
                                           json_object_get_double_member (item, "t")),
               json_object_get_double_member (item, "r"), "item", i, 0);
    }
}

static const struct
{
  const char *member;
  void      (*check) (JsonArray *items, const DeckleFsrs *models);
} groups[] = {
  { "sequences", check_sequences },
  { "low_s0", check_low_s0 },
  { "memory_state_from_sm2", check_sm2 },
  { "clip_parameters", check_clip },
  { "migrate_parameters", check_migrate },
  { "retrievability_grid", check_grid },
};

void
check_fsrs6_file (JsonObject *root)
{
  g_autofree DeckleFsrs *models = read_models (root);

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (json_object_has_member (root, groups[i].member))
      groups[i].check (json_object_get_array_member (root, groups[i].member), models);
}
