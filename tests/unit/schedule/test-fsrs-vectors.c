/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares FSRS-6 with the reference vectors in the files named on the command line. */
#include "schedule/deckle-fsrs.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>

/* Tolerances as the vectors state them: absolute below 1 and relative above, or relative (float32 references). */
#define TOLERANCE 1e-6
#define TOLERANCE_INTERVAL 2e-6
#define TOLERANCE_RS_STABILITY 1e-4
#define TOLERANCE_RS_DIFFICULTY 1e-5

typedef enum
{
  S_TS, D_TS, R_TS, INTERVAL_TS, ROUNDED_TS,
  S_RS, D_RS, INTERVAL_RS,
  LOW_S, LOW_D, LOW_INTERVAL,
  SM2_S, SM2_D,
  CLIP, MIGRATE, GRID_R,
  N_QUANTITIES
} Quantity;

typedef struct
{
  const char *name;
  double      tolerance;
  gboolean    is_relative;
  guint       n;
  guint       n_wrong;
  double      worst;
  char        where[64];
} Record;

static Record records[N_QUANTITIES] = {
  [S_TS] = { "sequences: stability", TOLERANCE },
  [D_TS] = { "sequences: difficulty", TOLERANCE },
  [R_TS] = { "sequences: retrievability", TOLERANCE },
  [INTERVAL_TS] = { "sequences: interval before rounding", TOLERANCE_INTERVAL },
  [ROUNDED_TS] = { "sequences: interval", 0.0 },
  [S_RS] = { "sequences, float32: stability", TOLERANCE_RS_STABILITY, TRUE },
  [D_RS] = { "sequences, float32: difficulty", TOLERANCE_RS_DIFFICULTY, TRUE },
  [INTERVAL_RS] = { "sequences, float32: interval", TOLERANCE_RS_STABILITY, TRUE },
  [LOW_S] = { "low_s0: stability", TOLERANCE_RS_STABILITY, TRUE },
  [LOW_D] = { "low_s0: difficulty", TOLERANCE_RS_DIFFICULTY, TRUE },
  [LOW_INTERVAL] = { "low_s0: interval", TOLERANCE_RS_STABILITY, TRUE },
  [SM2_S] = { "memory_state_from_sm2: stability", TOLERANCE_RS_STABILITY, TRUE },
  [SM2_D] = { "memory_state_from_sm2: difficulty", TOLERANCE_RS_DIFFICULTY, TRUE },
  [CLIP] = { "clip_parameters", TOLERANCE },
  [MIGRATE] = { "migrate_parameters", TOLERANCE },
  [GRID_R] = { "retrievability_grid", TOLERANCE },
};

static void
compare (Quantity    quantity,
         double      ours,
         double      theirs,
         const char *group,
         guint       item,
         guint       step)
{
  Record *record = &records[quantity];
  double scale = record->is_relative ? fabs (theirs) : fmax (1.0, fabs (theirs));
  double error = fabs (ours - theirs) / scale;

  if (isnan (error))
    error = INFINITY;
  if (record->n++ == 0 || error > record->worst)
    {
      record->worst = error;
      g_snprintf (record->where, sizeof record->where, "%s %u, step %u", group, item, step);
    }
  if (error > record->tolerance)
    record->n_wrong++;
}

static void
read_doubles (JsonArray *array,
              double    *values,
              guint      n)
{
  g_assert_cmpuint (json_array_get_length (array), ==, n);
  for (guint i = 0; i < n; i++)
    values[i] = json_array_get_double_element (array, i);
}

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

static gboolean
check_file (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  g_autofree DeckleFsrs *models = NULL;
  JsonNode *node;
  JsonObject *root;

  if (!json_parser_load_from_file (parser, path, &error))
    {
      printf ("Bail out! %s\n", error->message);
      return FALSE;
    }

  node = json_parser_get_root (parser);
  root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (root == NULL || !json_object_has_member (root, "param_sets"))
    {
      printf ("Bail out! %s holds no vectors\n", path);
      return FALSE;
    }

  models = read_models (root);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (json_object_has_member (root, groups[i].member))
      groups[i].check (json_object_get_array_member (root, groups[i].member), models);

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  guint n_wrong = 0;

  if (argc < 2)
    {
      fprintf (stderr, "usage: %s FILE…\n", argv[0]);
      return 2;
    }

  for (int i = 1; i < argc; i++)
    if (!check_file (argv[i]))
      return 1;

  printf ("1..%d\n", N_QUANTITIES);
  for (int i = 0; i < N_QUANTITIES; i++)
    {
      const Record *record = &records[i];

      if (record->n == 0)
        printf ("ok %d - %s # SKIP not in these files\n", i + 1, record->name);
      else
        printf ("%s %d - %s: worst %.3g of %.3g allowed (%s), %u of %u wrong\n", record->n_wrong > 0 ? "not ok" : "ok",
                i + 1, record->name, record->worst, record->tolerance, record->where, record->n_wrong, record->n);
      n_wrong += record->n_wrong;
    }

  return n_wrong > 0 ? 1 : 0;
}
