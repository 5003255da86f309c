/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A review run without a window: grades, undoes and redoes on a library as fast as it can and prints one line for each
 * *after* its commit returned. Whoever kills it at any moment must find every line that was printed in the library:
 *
 *   ready                          the library is open
 *   grade CARD TIME_MS RATING      the answer is in the log
 *   undo                           the last answer was taken back
 *   redo                           and done again
 *   failed SENTENCE                a write failed; the run goes on
 *   done                           all grades were given and the library was closed
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/deckle-test-support.h"
#include "failing-disk.h"
#include "library/deckle-library-actions.h"
#include "library/deckle-library-import.h"

#define MAX_IN_FLIGHT 4
#define N_SECTIONS 2
#define CARDS_PER_SECTION 20
/* 2026-03-02 08:00 UTC */
#define DEFAULT_START_MS G_GINT64_CONSTANT (1772438400000)

static char *library_path;
static int n_grades = 100;
static gint64 seed = 1;
static gint64 start_ms = DEFAULT_START_MS;
static gint64 power_loss_at;
static gboolean never_sync;

static const GOptionEntry options[] = {
  { "grades", 0, 0, G_OPTION_ARG_INT, &n_grades, "Grades to give", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Seed of the answers", "N" },
  { "start-ms", 0, 0, G_OPTION_ARG_INT64, &start_ms, "Time of the first answer, ms since the Unix epoch", "MS" },
  { "power-loss-at", 0, 0, G_OPTION_ARG_INT64, &power_loss_at, "Forget what is not synced at this disk operation", "N" },
  { "never-sync", 0, 0, G_OPTION_ARG_NONE, &never_sync, "Run with synchronous=OFF", NULL },
  { NULL },
};

typedef struct
{
  DeckleLibrary *library;
  DeckleClock   *clock;
  GArray        *cards;       /* (element-type gint64) */
  GRand         *random;
  int            given;
  guint          next_card;
  guint          in_flight;
} Run;

typedef struct
{
  Run         *run;
  DeckleGrade  grade;
} Given;

static void say (const char *format,
                 ...) G_GNUC_PRINTF (1, 2);

/* One write a line: a reader sees all of it or nothing. */
static void
say (const char *format,
     ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    g_error ("Cannot write a line: %s", g_strerror (errno));
}

static void
on_graded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Given *given = data;
  g_autoptr (GError) error = NULL;

  given->run->in_flight--;
  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    say ("grade %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d\n", given->grade.card, given->grade.time_ms,
         (int) given->grade.rating);
  else
    say ("failed %s\n", error->message);
}

static void
give_grade (Run *run)
{
  gint64 card = g_array_index (run->cards, gint64, run->next_card++ % run->cards->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (run->library, card, &error);
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleScheduler scheduler;
  Given *given;

  g_assert_no_error (error);
  deckle_clock_advance_ms (run->clock, g_rand_int_range (run->random, 5000, 90000));
  given = g_new0 (Given, 1);
  given->run = run;
  given->grade.card = card;
  given->grade.time_ms = deckle_clock_now_ms (run->clock);
  given->grade.rating = (DeckleRating) g_rand_int_range (run->random, DECKLE_RATING_AGAIN, DECKLE_RATING_EASY + 1);
  given->grade.answer_ms = g_rand_int_range (run->random, 1000, 40000);
  deckle_library_get_scheduler (run->library, &scheduler);
  deckle_scheduler_preview (&scheduler, run->clock, &record->schedule, record->seed, given->grade.time_ms, outcomes);
  given->grade.outcome = outcomes[given->grade.rating - 1];

  run->given++;
  run->in_flight++;
  deckle_library_grade_async (run->library, &given->grade, on_graded, given);
}

static void
on_undone (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  DeckleUndoStep step = { 0 };
  gboolean redo = g_async_result_is_tagged (result, deckle_library_redo_async);

  run->in_flight--;
  if (deckle_library_undo_finish (DECKLE_LIBRARY (source), result, &step, &error))
    say (redo ? "redo\n" : "undo\n");
  else
    say ("failed %s\n", error->message);
  deckle_undo_step_clear (&step);
}

/* Now and then the last answer is taken back, and sometimes given again; both wait in the queue behind it. */
static void
change_mind (Run *run)
{
  run->in_flight++;
  deckle_library_undo_async (run->library, on_undone, run);
  if (g_rand_boolean (run->random))
    {
      run->in_flight++;
      deckle_library_redo_async (run->library, on_undone, run);
    }
}

static void
wait_for_writes (Run   *run,
                 guint  at_most)
{
  while (run->in_flight > at_most)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_imported (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = data;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    g_error ("Cannot import: %s", error->message);
  *done = TRUE;
}

static void
ensure_cards (Run *run)
{
  g_autoptr (GError) error = NULL;

  run->cards = deckle_library_list_cards (run->library, DECKLE_SCOPE_ALL, &error);
  g_assert_no_error (error);
  if (run->cards->len == 0)
    {
      g_autoptr (DeckleBank) bank = deckle_test_make_bank (N_SECTIONS, CARDS_PER_SECTION);
      gboolean done = FALSE;

      deckle_library_import_async (run->library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, on_imported, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      g_array_unref (run->cards);
      run->cards = deckle_library_list_cards (run->library, DECKLE_SCOPE_ALL, &error);
      g_assert_no_error (error);
    }
}

static void
study (Run *run)
{
  while (run->given < n_grades)
    {
      give_grade (run);
      if (g_rand_int_range (run->random, 0, 12) == 0)
        {
          change_mind (run);
          wait_for_writes (run, 0);
        }
      wait_for_writes (run, (guint) g_rand_int_range (run->random, 0, MAX_IN_FLIGHT));
    }
  wait_for_writes (run, 0);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("LIBRARY");
  g_autoptr (GError) error = NULL;
  Run run = { 0 };

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "One library is needed.");
      return 2;
    }
  library_path = g_canonicalize_filename (argv[1], NULL);
  if (power_loss_at > 0)
    {
      failing_disk_install (library_path);
      if (never_sync)
        failing_disk_never_sync ();
    }

  run.random = g_rand_new_with_seed ((guint32) seed);
  run.clock = deckle_clock_new_manual (start_ms, "Europe/Berlin");
  run.library = deckle_library_open (library_path, run.clock, &error);
  if (run.library == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  ensure_cards (&run);
  say ("ready\n");
  /* The import is not what is tested: power fails during the answers. */
  if (power_loss_at > 0)
    failing_disk_lose_power_at (failing_disk_get_n_ops () + (guint64) power_loss_at);
  study (&run);

  if (!deckle_library_close (run.library, &error))
    say ("failed %s\n", error->message);
  else
    say ("done\n");
  g_object_unref (run.library);
  g_object_unref (run.clock);
  g_array_unref (run.cards);
  g_rand_free (run.random);
  g_free (library_path);
  return error != NULL;
}
