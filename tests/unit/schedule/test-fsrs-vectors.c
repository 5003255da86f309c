/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares FSRS-6 and FSRS-7 with the reference vectors in the files named on the command line, or in our own copies. */
#include "fsrs-vectors.h"

#include <math.h>
#include <stdio.h>

/* Tolerances as the vectors state them: absolute below 1 and relative above, or relative (float32 references). */
#define TOLERANCE 1e-6
#define TOLERANCE_INTERVAL 2e-6
#define TOLERANCE_RS_STABILITY 1e-4
#define TOLERANCE_RS_DIFFICULTY 1e-5

/* FSRS-7: against our own reference, and against float32 ones that were published. */
#define TOLERANCE_ROOT 1e-5
#define TOLERANCE_GOLDEN_STABILITY 1e-5
#define TOLERANCE_GOLDEN_FAST 1e-4
#define TOLERANCE_GOLDEN 1e-6
#define TOLERANCE_GOLDEN_INTERVAL 4e-3
#define TOLERANCE_GOLDEN_CURVE 1e-5

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
  [S_7] = { "FSRS-7 sequences: stability", TOLERANCE, TRUE },
  [FAST_7] = { "FSRS-7 sequences: fast stability", TOLERANCE, TRUE },
  [D_7] = { "FSRS-7 sequences: difficulty", TOLERANCE, TRUE },
  [R_7] = { "FSRS-7 sequences: retrievability", TOLERANCE, TRUE },
  [INTERVAL_7] = { "FSRS-7 sequences: interval", TOLERANCE_ROOT, TRUE },
  [S90_7] = { "FSRS-7 sequences: days to 0.90", TOLERANCE_ROOT, TRUE },
  [BOUNDS_7] = { "FSRS-7 bounds and defaults", 0.0 },
  [GOLDEN_S] = { "FSRS-7 published: stability", TOLERANCE_GOLDEN_STABILITY, TRUE },
  [GOLDEN_FAST] = { "FSRS-7 published: fast stability", TOLERANCE_GOLDEN_FAST, TRUE },
  [GOLDEN_D] = { "FSRS-7 published: difficulty", TOLERANCE_GOLDEN, TRUE },
  [GOLDEN_R] = { "FSRS-7 published: retrievability", TOLERANCE_GOLDEN },
  [GOLDEN_INTERVAL] = { "FSRS-7 published: interval", TOLERANCE_GOLDEN_INTERVAL, TRUE },
  [GOLDEN_CURVE] = { "FSRS-7 published: retrievability at that interval", TOLERANCE_GOLDEN_CURVE },
};

void
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

void
read_doubles (JsonArray *array,
              double    *values,
              guint      n)
{
  g_assert_cmpuint (json_array_get_length (array), ==, n);
  for (guint i = 0; i < n; i++)
    values[i] = json_array_get_double_element (array, i);
}

/* The parameters tell the shapes apart. */
static gboolean
check_root (JsonObject *root)
{
  JsonArray *sets = json_object_get_array_member (root, "param_sets");
  JsonArray *w = NULL;

  if (sets != NULL && json_array_get_length (sets) > 0)
    w = json_object_get_array_member (json_array_get_object_element (sets, 0), "w");
  if (w == NULL)
    return FALSE;

  switch (json_array_get_length (w))
    {
    case DECKLE_FSRS6_N_PARAMETERS:
      check_fsrs6_file (root);
      return TRUE;
    case DECKLE_FSRS7_N_PARAMETERS:
      check_fsrs7_file (root);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
check_file (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  if (!json_parser_load_from_file (parser, path, &error))
    {
      printf ("Bail out! %s\n", error->message);
      return FALSE;
    }

  node = json_parser_get_root (parser);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || !json_object_has_member (json_node_get_object (node), "param_sets") ||
      !check_root (json_node_get_object (node)))
    {
      printf ("Bail out! %s holds no vectors\n", path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_files (int    n,
             char **paths)
{
  for (int i = 0; i < n; i++)
    if (!check_file (paths[i]))
      return FALSE;

  return TRUE;
}

static gboolean
check_own_files (void)
{
  return check_file (FSRS_VECTORS_FOLDER "/vectors-scheduler.json") &&
         check_file (FSRS_VECTORS_FOLDER "/vectors-fsrs7.json");
}

int
main (int   argc,
      char *argv[])
{
  guint n_wrong = 0;

  if (!(argc > 1 ? check_files (argc - 1, argv + 1) : check_own_files ()))
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
