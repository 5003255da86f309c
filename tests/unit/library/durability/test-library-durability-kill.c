/* SPDX-License-Identifier: GPL-3.0-or-later */

/* kill -9 at random moments of a scripted review run: what was acknowledged is there. */

#include <signal.h>
#include <stdlib.h>

#include "acknowledged.h"
#include "support/deckle-test-support.h"

#define N_KILLS 200
#define DOCTOR_EVERY 20
/* Between two runs: a day begins every eighth time. */
#define MS_PER_RUN G_GINT64_CONSTANT (10800000)
#define START_MS G_GINT64_CONSTANT (1772438400000)
/* A run without an end, as far as the kill is concerned */
#define GRADES "100000"
/* Grades acknowledged before the moment of the kill is drawn */
#define MAX_GRADES_BEFORE_KILL 12

/* Reads lines until @n grades were acknowledged, then kills at a random moment within the next one or two. */
static void
read_and_kill (GSubprocess *script,
               GRand       *random,
               GArray      *grades)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (script));
  guint wanted = grades->len + (guint) g_rand_int_range (random, 0, MAX_GRADES_BEFORE_KILL);
  gboolean ready = FALSE;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (!ready || grades->len < wanted)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
      g_autofree char *whole = NULL;

      g_assert_no_error (error);
      g_assert_nonnull (line);
      ready = ready || g_str_equal (line, "ready");
      whole = g_strconcat (line, "\n", NULL);
      acknowledged_parse (whole, strlen (whole), grades);
    }

  /* Where in the middle of a commit the script stands is anybody's guess; the spin only spreads the moments. */
  for (gint64 end = g_get_monotonic_time () + g_rand_int_range (random, 0, 6000); g_get_monotonic_time () < end;)
    continue;
  g_subprocess_force_exit (script);

  while (TRUE)
    {
      gsize length;
      g_autofree char *line = g_data_input_stream_read_line (lines, &length, NULL, NULL);
      g_autofree char *whole = NULL;

      if (line == NULL)
        break;
      whole = g_strconcat (line, "\n", NULL);
      acknowledged_parse (whole, strlen (whole), grades);
    }
  g_subprocess_wait (script, NULL, NULL);
}

static guint32
choose_seed (void)
{
  const char *wish = g_getenv ("DECKLE_TEST_SEED");

  return wish != NULL ? (guint32) g_ascii_strtoull (wish, NULL, 10) : 20261124;
}

static void
test_kill (void)
{
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
  g_autofree char *path = deckle_test_folder_path (folder, "library.db");
  g_autoptr (GArray) grades = g_array_new (FALSE, FALSE, sizeof (Acknowledged));
  guint32 seed = choose_seed ();
  GRand *random = g_rand_new_with_seed (seed);
  guint n_cut_short = 0;

  g_test_message ("seed %u (DECKLE_TEST_SEED)", seed);
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *start = g_strdup_printf ("--start-ms=%" G_GINT64_FORMAT, START_MS + (gint64) i * MS_PER_RUN);
      g_autofree char *script_seed = g_strdup_printf ("--seed=%u", g_rand_int (random));
      g_autoptr (GSubprocess) script = acknowledged_spawn (path, "--grades", GRADES, start, script_seed, NULL);
      guint first = grades->len;

      read_and_kill (script, random, grades);
      n_cut_short += g_subprocess_get_if_signaled (script) && g_subprocess_get_term_sig (script) == SIGKILL;
      g_assert_cmpuint (acknowledged_missing (path, grades, first), ==, 0);
      if ((i + 1) % DOCTOR_EVERY == 0)
        g_assert_true (acknowledged_sound (path));
    }
  g_assert_cmpuint (n_cut_short, ==, N_KILLS);
  g_assert_cmpuint (acknowledged_missing (path, grades, 0), ==, 0);
  g_test_message ("%u acknowledged grades survived %d kills", grades->len, N_KILLS);
  g_assert_cmpuint (grades->len, >, N_KILLS);
  g_rand_free (random);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/durability/kill", test_kill);
  return g_test_run ();
}
