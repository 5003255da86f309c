/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints how long a sitting takes without a window, in a small and in a large library: opening, counts, the due list, from
 * the key to the next card, and from the grade to its commit, beside a bare SQLite program that writes as much in turns.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>

#include "library/deckle-library-import.h"
#include "library/deckle-library-log.h"
#include "study/deckle-session.h"
#include "support/deckle-test-support.h"

#define N_ANSWERS 200
#define N_READS 20
#define ANSWERS_PER_CARD 5

typedef struct
{
  const char *name;
  guint       n_sections;
  guint       n_cards; /* in each of them */
} Size;

static const Size sizes[] = {
  { "433 cards", 1, 433 },
  { "100,000 cards", 20, 5000 },
};

static double
ms_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / 1000.0;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
print_times (const char *name,
             GArray     *times)
{
  g_array_sort (times, compare_times);
  printf ("  %-34s median %8.3f ms   95%% %8.3f ms   worst %8.3f ms\n", name,
          g_array_index (times, double, times->len / 2), g_array_index (times, double, times->len * 95 / 100),
          g_array_index (times, double, times->len - 1));
  g_array_set_size (times, 0);
}

static void
add_time (GArray *times,
          gint64  start_us)
{
  double ms = ms_since (start_us);

  g_array_append_val (times, ms);
}

static void
die_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
run_sql (sqlite3    *db,
         const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static sqlite3 *
open_sql (const char *path)
{
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  return db;
}

/* Half of the cards have been studied for a while: five answers each, due over the next two months. */
static void
write_history (const char *path,
               int         today)
{
  static const char cards_sql[] =
    "UPDATE card SET state = 2, reps = %d, stability = 20, difficulty = 5, interval_days = 30, "
    "due_day = %d + abs (seed %% 60), due_ms = (%d + abs (seed %% 60)) * 86400000, last_day = %d - abs (seed %% 30), "
    "first_day = %d, known_until_day = %d + abs (seed %% 60) WHERE id %% 2 = 0";
  static const char log_sql[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO review (id, card, ordinal, time_ms, rating, kind, answer_ms, local_day, utc_offset_min, step_left, due_ms, "
    "interval_days, parameters) "
    "SELECT card.id * 1000 + n.i, card.id, n.i, (%d - n.i * 20) * 86400000, 3, min (n.i - 1, 1), 8000, %d - n.i * 20, 0, 0, "
    "0, 20, (SELECT max (id) FROM parameter_set) FROM card, n WHERE card.id %% 2 = 0";
  g_autofree char *cards = g_strdup_printf (cards_sql, ANSWERS_PER_CARD, today, today, today, today - 100, today);
  g_autofree char *log = g_strdup_printf (log_sql, ANSWERS_PER_CARD, today, today);
  sqlite3 *db = open_sql (path);

  run_sql (db, "BEGIN");
  run_sql (db, cards);
  run_sql (db, log);
  run_sql (db, "COMMIT");
  run_sql (db, "ANALYZE");
  sqlite3_close (db);
}

static void
make_library (const char  *path,
              DeckleClock *clock,
              const Size  *size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = deckle_test_make_bank (size->n_sections, size->n_cards);
  DeckleLibrary *library = deckle_library_open (path, clock, &error);
  DecklePolicy policy;
  gint64 start_us;
  int today;

  die_on (error);
  deckle_policy_init_default (&policy);
  policy.new_per_day = policy.reviews_per_day = 9999;
  deckle_library_set_policy_async (library, &policy, NULL, NULL, NULL);
  start_us = g_get_monotonic_time ();
  deckle_library_import_async (library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, NULL, NULL);
  deckle_library_flush (library, &error);
  die_on (error);
  printf ("  %-34s        %8.1f ms\n", "import", ms_since (start_us));

  today = deckle_library_get_today (library);
  deckle_library_close (library, &error);
  die_on (error);
  g_object_unref (library);
  write_history (path, today);
}

static void
bench_reads (DeckleLibrary *library,
             GArray        *times)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us;

  for (guint i = 0; i < N_READS; i++)
    {
      DeckleCounts counts;

      start_us = g_get_monotonic_time ();
      deckle_library_count (library, DECKLE_SCOPE_ALL, &counts, &error);
      die_on (error);
      add_time (times, start_us);
    }
  print_times ("counts of everything", times);

  for (guint i = 0; i < N_READS; i++)
    {
      g_autoptr (GHashTable) counts = NULL;

      start_us = g_get_monotonic_time ();
      counts = deckle_library_count_sections (library, &error);
      die_on (error);
      add_time (times, start_us);
    }
  print_times ("counts of every section", times);

  for (guint i = 0; i < N_READS; i++)
    {
      g_autoptr (DeckleDueList) list = NULL;

      start_us = g_get_monotonic_time ();
      list = deckle_library_list_due (library, DECKLE_SCOPE_ALL, 0, &error);
      die_on (error);
      add_time (times, start_us);
    }
  print_times ("due list", times);

  for (guint i = 0; i < N_READS; i++)
    {
      double readiness;

      start_us = g_get_monotonic_time ();
      deckle_library_readiness (library, DECKLE_SCOPE_ALL, deckle_library_get_today (library), &readiness, &error);
      die_on (error);
      add_time (times, start_us);
    }
  print_times ("readiness", times);
}

static void
settle (DeckleLibrary *library)
{
  g_autoptr (GError) error = NULL;

  deckle_library_flush (library, &error);
  die_on (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* From the key to the moment at which the next card and its intervals are there to be drawn. */
static void
bench_answers (DeckleLibrary *library,
               GArray        *times)
{
  g_autoptr (DeckleSession) session = NULL;
  gint64 start_us = g_get_monotonic_time ();

  session = deckle_session_new (library, DECKLE_SCOPE_ALL);
  printf ("  %-34s        %8.3f ms\n", "start of a sitting", ms_since (start_us));

  for (guint i = 0; i < N_ANSWERS; i++)
    {
      deckle_session_reveal (session);
      start_us = g_get_monotonic_time ();
      deckle_session_grade (session, DECKLE_RATING_EASY);
      if (deckle_session_get_state (session) != DECKLE_SESSION_QUESTION)
        g_error ("The sitting ended early");
      add_time (times, start_us);
      settle (library);
    }
  print_times ("key to next card", times);
}

static void
add_callback_time (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 *end_us = user_data;

  deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error);
  die_on (error);
  *end_us = g_get_monotonic_time ();
}

static double
commit_with_deckle (DeckleLibrary *library,
                    gint64         card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (library, card, &error);
  DeckleClock *clock = deckle_library_get_clock (library);
  DeckleScheduler scheduler;
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleGrade grade = { .card = card, .rating = DECKLE_RATING_GOOD, .answer_ms = 5000 };
  gint64 start_us, end_us = 0;

  die_on (error);
  deckle_library_get_scheduler (library, &scheduler);
  grade.time_ms = deckle_clock_now_ms (clock);
  deckle_scheduler_preview (&scheduler, clock, &record->schedule, record->seed, grade.time_ms, outcomes);
  grade.outcome = outcomes[DECKLE_RATING_GOOD - 1];

  start_us = g_get_monotonic_time ();
  deckle_library_grade_async (library, &grade, add_callback_time, &end_us);
  while (end_us == 0)
    g_main_context_iteration (NULL, TRUE);
  return (double) (end_us - start_us) / 1000.0;
}

static sqlite3 *
open_bare (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "bare.db", NULL);
  sqlite3 *db = open_sql (path);

  run_sql (db, "PRAGMA journal_mode = WAL");
  run_sql (db, "PRAGMA synchronous = FULL");
  run_sql (db, "CREATE TABLE review (id INTEGER PRIMARY KEY, card INTEGER, time_ms INTEGER, rating INTEGER, kind INTEGER, "
               "answer_ms INTEGER, local_day INTEGER, utc_offset_min INTEGER, step_left INTEGER, due_ms INTEGER, "
               "interval_days REAL, parameters INTEGER, confidence INTEGER, undone INTEGER)");
  return db;
}

static double
commit_bare (sqlite3 *db)
{
  gint64 start_us = g_get_monotonic_time ();

  run_sql (db, "BEGIN IMMEDIATE");
  run_sql (db, "INSERT INTO review VALUES (random (), 1, 1772618400000, 3, 0, 5000, 20516, 0, 1, 1772619000000, 0.007, 1, 0, 0)");
  run_sql (db, "COMMIT");
  return ms_since (start_us);
}

static void
bench_commits (DeckleLibrary *library,
               const char    *folder,
               GArray        *times)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) cards = deckle_library_list_cards (library, DECKLE_SCOPE_ALL, &error);
  g_autoptr (GArray) bare_times = g_array_new (FALSE, FALSE, sizeof (double));
  sqlite3 *db = open_bare (folder);

  die_on (error);
  for (guint i = 0; i < N_ANSWERS; i++)
    {
      double bare_ms = commit_bare (db);
      double ms = commit_with_deckle (library, g_array_index (cards, gint64, i * cards->len / N_ANSWERS));

      g_array_append_val (bare_times, bare_ms);
      g_array_append_val (times, ms);
    }
  sqlite3_close (db);
  print_times ("grade to commit", times);
  print_times ("the same row with bare SQLite", bare_times);
}

/* A change of the memory model replays the whole log in one transaction. */
static void
bench_model (DeckleLibrary *library)
{
  for (int version = 7; version >= 6; version--)
    {
      g_autofree char *name = g_strdup_printf ("remember with FSRS-%d", version);
      g_autoptr (GError) error = NULL;
      gint64 start_us = g_get_monotonic_time ();
      DeckleFsrs model;

      deckle_fsrs_init_default_version (&model, version);
      deckle_library_set_parameters_async (library, &model, NULL, NULL, NULL);
      deckle_library_flush (library, &error);
      die_on (error);
      printf ("  %-34s        %8.1f ms\n", name, ms_since (start_us));
    }
}

static void
bench_size (const Size *size)
{
  g_autoptr (DeckleTestFolder) folder = g_strdup ("/var/tmp/deckle-bench-XXXXXX");
  g_autofree char *path = NULL;
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library;
  gint64 start_us;

  /* Not in memory: what is measured is the disk. */
  if (g_mkdtemp (folder) == NULL)
    g_error ("No folder can be made in /var/tmp");
  path = deckle_test_folder_path (folder, "library.db");

  printf ("%s\n", size->name);
  make_library (path, clock, size);
  for (guint i = 0; i < N_READS; i++)
    {
      start_us = g_get_monotonic_time ();
      library = deckle_library_open (path, clock, &error);
      die_on (error);
      add_time (times, start_us);
      deckle_library_close (library, &error);
      die_on (error);
      g_object_unref (library);
    }
  print_times ("open", times);

  library = deckle_library_open (path, clock, &error);
  die_on (error);
  bench_reads (library, times);
  bench_answers (library, times);
  bench_commits (library, folder, times);
  bench_model (library);
  deckle_library_close (library, &error);
  die_on (error);
  g_object_unref (library);
}

int
main (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    bench_size (&sizes[i]);
  return 0;
}
