/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the main thread reads at start, after a grade and for a sitting, and what a grade costs, with a large library.
 *
 *   usage: bench-library LIBRARY
 *
 * Leaves the library as it was: the grades are taken back.
 */
#include <stdio.h>
#include <stdlib.h>

#include "library/deckle-library-log.h"
#include "library/deckle-library-plan.h"
#include "study/deckle-session.h"

#define N_RUNS 5
#define N_GRADES 20

typedef struct
{
  DeckleLibrary *library;
  GArray        *times;  /* (element-type double) */
  gint64         start_us;
} Bench;

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
begin (Bench *bench)
{
  bench->start_us = g_get_monotonic_time ();
}

static void
end (Bench *bench)
{
  double ms = (double) (g_get_monotonic_time () - bench->start_us) / 1000.0;

  g_array_append_val (bench->times, ms);
}

static void
print (Bench      *bench,
       const char *name)
{
  GArray *times = bench->times;

  g_array_sort (times, compare_times);
  printf ("  %-36s min %9.2f   median %9.2f   max %9.2f ms\n", name, g_array_index (times, double, 0),
          g_array_index (times, double, times->len / 2), g_array_index (times, double, times->len - 1));
  fflush (stdout);
  g_array_set_size (times, 0);
}

static void
bench_counts (Bench *bench)
{
  for (int i = 0; i < N_RUNS; i++)
    {
      DeckleCounts counts;

      begin (bench);
      deckle_library_count (bench->library, DECKLE_SCOPE_ALL, &counts, NULL);
      end (bench);
      if (i == 0)
        printf ("  %u cards, %u known, %u learning, %u new, %u suspended; due %u + %u + %u\n", counts.total, counts.known,
                counts.learning, counts.fresh, counts.suspended, counts.due_learning, counts.due_review, counts.due_new);
    }
  print (bench, "counts of everything");
  for (int i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GHashTable) counts = NULL;

      begin (bench);
      counts = deckle_library_count_sections (bench->library, NULL);
      end (bench);
    }
  print (bench, "counts of every section");
  for (int i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GPtrArray) sections = NULL, decks = NULL;

      begin (bench);
      sections = deckle_library_list_sections (bench->library, 0, NULL);
      decks = deckle_library_list_decks (bench->library, NULL);
      end (bench);
    }
  print (bench, "decks and sections");
  for (int i = 0; i < N_RUNS; i++)
    {
      double readiness;

      begin (bench);
      deckle_library_readiness (bench->library, DECKLE_SCOPE_ALL, deckle_library_get_today (bench->library), &readiness, NULL);
      end (bench);
      if (i == 0)
        printf ("  %.4f %% ready\n", readiness * 100.0);
    }
  print (bench, "readiness");
}

static void
bench_due (Bench       *bench,
           DeckleScope  scope,
           const char  *name)
{
  for (int i = 0; i < N_RUNS; i++)
    {
      g_autoptr (DeckleDueList) list = NULL;

      begin (bench);
      list = deckle_library_list_due (bench->library, scope, 0, NULL);
      end (bench);
    }
  print (bench, name);
}

static void
settle (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  if (!deckle_library_flush (bench->library, &error))
    g_error ("%s", error->message);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
bench_sitting (Bench       *bench,
               DeckleScope  scope,
               const char  *name)
{
  g_autoptr (DeckleSession) session = NULL;
  g_autofree char *start_name = g_strdup_printf ("start of a sitting, %s", name);
  DeckleSessionSummary summary;
  guint n = 0;

  begin (bench);
  session = deckle_session_new (bench->library, scope);
  end (bench);
  print (bench, start_name);

  for (; n < N_GRADES && deckle_session_get_state (session) == DECKLE_SESSION_QUESTION; n++)
    {
      deckle_session_reveal (session);
      begin (bench);
      deckle_session_grade (session, DECKLE_RATING_EASY);
      end (bench);
      settle (bench);
    }
  if (n > 0)
    print (bench, "key to next card");
  begin (bench);
  deckle_session_get_summary (session, &summary);
  end (bench);
  print (bench, "summary");
  for (; n > 0; n--)
    {
      begin (bench);
      deckle_library_undo_async (bench->library, NULL, NULL);
      settle (bench);
      end (bench);
    }
  if (bench->times->len > 0)
    print (bench, "undo, with its commit");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GError) error = NULL;
  Bench bench = { .times = g_array_new (FALSE, FALSE, sizeof (double)) };
  DeckleScope section = { 0, 7 };

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s LIBRARY\n", argv[0]);
      return EXIT_FAILURE;
    }
  for (int i = 0; i < N_RUNS; i++)
    {
      if (bench.library != NULL)
        deckle_library_close (bench.library, NULL);
      g_clear_object (&bench.library);
      begin (&bench);
      bench.library = deckle_library_open (argv[1], clock, &error);
      end (&bench);
      if (bench.library == NULL)
        g_error ("%s", error->message);
    }
  print (&bench, "opened");
  bench_counts (&bench);
  bench_due (&bench, DECKLE_SCOPE_ALL, "due list of everything");
  bench_due (&bench, section, "due list of a section");
  bench_sitting (&bench, DECKLE_SCOPE_ALL, "everything");
  bench_sitting (&bench, section, "a section");
  deckle_library_close (bench.library, NULL);
  g_object_unref (bench.library);
  g_array_unref (bench.times);
  return EXIT_SUCCESS;
}
