/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A power loss that forgets every byte not yet synced. With synchronous=OFF the same test must find grades that are lost:
 * that proves that it can. */

#include "acknowledged.h"
#include "support/deckle-test-support.h"

#define N_RUNS 50
#define N_RUNS_WITHOUT_SYNC 10
#define MAX_OPERATION 400
#define MS_PER_RUN G_GINT64_CONSTANT (10800000)
#define START_MS G_GINT64_CONSTANT (1772438400000)

typedef struct
{
  guint n_grades;
  guint n_missing;
  guint n_unsound;
} Tally;

/* Every run loses power at another operation; the library goes on from what was left. */
static void
run_once (const char *path,
          guint       i,
          GRand      *random,
          gboolean    never_sync,
          Tally      *tally)
{
  g_autoptr (GArray) grades = g_array_new (FALSE, FALSE, sizeof (Acknowledged));
  g_autofree char *start = g_strdup_printf ("--start-ms=%" G_GINT64_FORMAT, START_MS + (gint64) i * MS_PER_RUN);
  g_autofree char *seed = g_strdup_printf ("--seed=%u", g_rand_int (random));
  g_autofree char *at = g_strdup_printf ("--power-loss-at=%d", g_rand_int_range (random, 1, MAX_OPERATION));
  g_autoptr (GSubprocess) script = NULL;
  guint missing;

  script = acknowledged_spawn (path, "--grades=1000", start, seed, at, never_sync ? "--never-sync" : NULL, NULL);
  acknowledged_drain (script, grades);
  g_assert_true (g_subprocess_get_if_signaled (script));

  missing = acknowledged_missing (path, grades, 0);
  tally->n_grades += grades->len;
  tally->n_missing += missing == G_MAXUINT ? grades->len : missing;
  tally->n_unsound += !acknowledged_sound (path);
}

static void
make_library (const char *path)
{
  g_autoptr (GArray) grades = g_array_new (FALSE, FALSE, sizeof (Acknowledged));
  g_autoptr (GSubprocess) script = acknowledged_spawn (path, "--grades=1", NULL);

  acknowledged_drain (script, grades);
  g_assert_cmpuint (grades->len, ==, 1);
}

static void
test_synced (void)
{
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
  g_autofree char *path = deckle_test_folder_path (folder, "library.db");
  GRand *random = g_rand_new_with_seed (7);
  Tally tally = { 0 };

  make_library (path);
  for (guint i = 1; i <= N_RUNS; i++)
    run_once (path, i, random, FALSE, &tally);
  g_test_message ("%u acknowledged grades, %u lost", tally.n_grades, tally.n_missing);
  g_assert_cmpuint (tally.n_grades, >, N_RUNS);
  g_assert_cmpuint (tally.n_missing, ==, 0);
  g_assert_cmpuint (tally.n_unsound, ==, 0);
  g_rand_free (random);
}

/* Each run has a library of its own, because what is left of it may be nothing. */
static void
test_never_synced (void)
{
  GRand *random = g_rand_new_with_seed (7);
  Tally tally = { 0 };

  for (guint i = 1; i <= N_RUNS_WITHOUT_SYNC; i++)
    {
      g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
      g_autofree char *path = deckle_test_folder_path (folder, "library.db");

      make_library (path);
      run_once (path, i, random, TRUE, &tally);
    }
  g_test_message ("%u acknowledged grades, %u lost without sync", tally.n_grades, tally.n_missing);
  g_assert_cmpuint (tally.n_grades, >, 0);
  g_assert_cmpuint (tally.n_missing, >, 0);
  g_rand_free (random);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/durability/power/full", test_synced);
  g_test_add_func ("/library/durability/power/off", test_never_synced);
  return g_test_run ();
}
