/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "library-fixture.h"
#include "library/deckle-backup-later.h"

/* 1970-01-05 was a Monday. */
#define MONDAY 4

typedef struct
{
  const char *name;
  int         days[24];   /* newest first, ended by -1 */
  const char *keep;       /* one letter a backup: k stays, - goes */
} RetentionCase;

static const RetentionCase retention_cases[] = {
  { "none", { -1 }, "" },
  { "one", { 100, -1 }, "k" },
  { "seven-days", { 106, 105, 104, 103, 102, 101, 100, -1 }, "kkkkkkk" },
  /* The eighth day goes, except for the last of its week (a Sunday). */
  { "week-ends", { MONDAY + 702, MONDAY + 701, MONDAY + 700, MONDAY + 699, MONDAY + 698, MONDAY + 697, MONDAY + 696,
                   MONDAY + 695, MONDAY + 694, MONDAY + 693, MONDAY + 692, MONDAY + 686, MONDAY + 685, MONDAY + 679,
                   MONDAY + 672, -1 },
    /* Weeks: 700–702, 693–699, 686–692, 679–685 stay with their last; 672 is the fifth. */
    "kkkkkkk---k-k--" },
  /* Several on the newest day stay (at most 8), of older days the last one. */
  { "same-day", { 50, 50, 50, 49, 49, 48, -1 }, "kkkk-k" },
  { "many-today", { 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, -1 }, "kkkkkkkk--" },
  /* Seldom used: days count that have a backup, not days of the calendar. */
  { "seldom", { 700, 600, 500, 400, 300, 200, 100, 50, -1 }, "kkkkkkk-" },
  { "before-1970", { -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -1 }, NULL },
};

static void
test_retention (gconstpointer data)
{
  const RetentionCase *c = data;
  gboolean keep[24];
  gsize n = 0;

  while (n < G_N_ELEMENTS (c->days) && c->days[n] != -1)
    n++;
  deckle_backup_choose (c->days, n, keep);
  if (c->keep == NULL)
    {
      /* Whatever the sign of the day: seven days, and what ends a week. 1969-12-29 (day -3) is a Monday. */
      const gboolean expected[] = { TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, FALSE, FALSE, TRUE };

      for (gsize i = 0; i < n; i++)
        g_assert_cmpint (keep[i], ==, expected[i]);
      return;
    }
  g_assert_cmpuint (n, ==, strlen (c->keep));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (keep[i], ==, c->keep[i] == 'k');
}

/* A year of daily starts leaves the promised number of files. */
static void
test_retention_over_a_year (void)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (int));

  for (int day = 20000; day < 20365; day++)
    {
      gboolean keep[32];
      guint kept = 0;

      g_array_prepend_val (days, day);
      g_assert_cmpuint (days->len, <=, G_N_ELEMENTS (keep));
      deckle_backup_choose ((const int *) (gpointer) days->data, days->len, keep);
      for (guint i = 0, n = days->len; i < n; i++)
        if (keep[i])
          g_array_index (days, int, kept++) = g_array_index (days, int, i);
      g_array_set_size (days, kept);
    }
  g_assert_cmpuint (days->len, >=, 9);
  g_assert_cmpuint (days->len, <=, 10);
  for (int i = 0; i < 7; i++)
    g_assert_cmpint (g_array_index (days, int, i), ==, 20364 - i);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_write (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 5);
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autoptr (GError) error = NULL;
  guint n_files;

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  g_assert_true (g_file_set_contents (file, "an older file", -1, NULL));
  n_files = count_files (fixture->folder);
  /* While the library is open, with the answer still in its log. */
  g_assert_true (deckle_backup_write (fixture->path, file, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->folder), ==, n_files);

  library_fixture_close (fixture);
  g_free (fixture->path);
  fixture->path = g_steal_pointer (&file);
  library_fixture_open (fixture);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);
  library_fixture_assert_sound (fixture);
}

static void
test_write_refused (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autofree char *missing = deckle_test_folder_path (fixture->folder, "missing.db");
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "folder", "copy.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (deckle_backup_write (missing, file, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_assert_false (deckle_backup_write (fixture->path, fixture->path, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_false (deckle_backup_write (fixture->path, fixture->folder, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_false (deckle_backup_write (fixture->path, nowhere, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
  g_assert_true (strstr (error->message, nowhere) != NULL);
  library_fixture_assert_sound (fixture);
}

/* A library that is damaged is not what a good backup is replaced by. */
static void
test_write_of_damaged (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 20);
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  int fd;

  library_fixture_close (fixture);
  g_assert_true (g_file_set_contents (file, "good", -1, NULL));
  fd = g_open (fixture->path, O_RDWR | O_CLOEXEC, 0);
  for (int page = 1; page < 20; page++)
    g_assert_cmpint (pwrite (fd, "damage damage damage", 20, page * 4096), ==, 20);
  close (fd);

  g_assert_false (deckle_backup_write (fixture->path, file, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (file, &contents, &length, NULL));
  g_assert_cmpstr (contents, ==, "good");
}

static void
test_daily (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;

  /* The library did not exist when it was first opened: nothing to back up. */
  before = deckle_backup_list (fixture->path);
  for (int day = 0; day < 40; day++)
    {
      g_autoptr (GPtrArray) list = NULL;

      deckle_clock_set_now_ms (fixture->clock, FIXTURE_START_MS + day * FIXTURE_DAY_MS);
      for (int start = 0; start < 2; start++)
        {
          library_fixture_close (fixture);
          library_fixture_open (fixture);
        }
      list = deckle_backup_list (fixture->path);
      if (day == 0)
        g_assert_cmpuint (list->len - before->len, <=, 1);
      g_assert_cmpint (((DeckleBackup *) list->pdata[0])->time_ms, ==, FIXTURE_START_MS + day * FIXTURE_DAY_MS);
      g_assert_cmpint (((DeckleBackup *) list->pdata[0])->size, >, 0);
      g_assert_cmpuint (list->len, <=, 10);
    }

  /* The clock set back: today has one, so nothing happens; a day without one gets one, and it stays. */
  deckle_clock_set_now_ms (fixture->clock, FIXTURE_START_MS - 100 * FIXTURE_DAY_MS);
  g_assert_true (deckle_backup_daily (fixture->path, fixture->clock, &error));
  g_clear_pointer (&before, g_ptr_array_unref);
  before = deckle_backup_list (fixture->path);
  g_assert_cmpint (((DeckleBackup *) before->pdata[before->len - 1])->time_ms, ==,
                   FIXTURE_START_MS - 100 * FIXTURE_DAY_MS);
}

static gboolean
has_backup_of_now (gpointer data)
{
  LibraryFixture *fixture = data;
  g_autoptr (GPtrArray) list = deckle_backup_list (fixture->path);

  return list->len > 0 && ((DeckleBackup *) list->pdata[0])->time_ms == deckle_clock_now_ms (fixture->clock);
}

/* In the background: made after a while, given up when the library is closed before. */
static void
test_later (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  DeckleBackupLater *later;

  deckle_clock_set_now_ms (fixture->clock, FIXTURE_START_MS + FIXTURE_DAY_MS);
  later = deckle_backup_later_new (fixture->path, fixture->clock, 3600000);
  deckle_backup_later_free (later);
  g_assert_false (has_backup_of_now (fixture));

  later = deckle_backup_later_new (fixture->path, fixture->clock, 0);
  g_assert_true (deckle_test_wait_until (has_backup_of_now, fixture, 20));
  deckle_backup_later_free (later);
  g_assert_false (deckle_backup_is_due_later (fixture->path));
}

static void
test_keep_twice_a_minute (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  guint n;

  list = deckle_backup_list (fixture->path);
  n = list->len;
  deckle_clock_advance_ms (fixture->clock, 3600000);
  for (int i = 0; i < 2; i++)
    g_assert_true (deckle_backup_keep (fixture->path, fixture->clock, &error));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = deckle_backup_list (fixture->path);
  g_assert_cmpuint (list->len, ==, n + 2);
  name = g_path_get_basename (((DeckleBackup *) list->pdata[0])->path);
  g_assert_cmpstr (name, ==, "library-2026-03-02T0900-2.db");
}

/* Other people's files in the folder are neither listed nor removed. */
static void
test_foreign_names (void)
{
  static const char * const names[] = {
    "library-2026-03-02T0900.db.bak", "library-2026-13-02T0900.db", "library-2026-03-02T0900-1.db", "notes.txt",
    "library-2026-03-02T2460.db", "xlibrary-2026-03-02T0900.db",
  };
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autofree char *folder = deckle_test_folder_path (fixture->folder, "backups");
  g_autoptr (GPtrArray) before = deckle_backup_list (fixture->path), after = NULL;

  g_mkdir (folder, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }
  after = deckle_backup_list (fixture->path);
  g_assert_cmpuint (after->len, ==, before->len);
}

static void
test_restore (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 5);
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 card = g_array_index (fixture->cards, gint64, 0);

  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  g_assert_true (deckle_backup_write (fixture->path, file, &error));
  deckle_clock_advance_ms (fixture->clock, 600000);
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  library_fixture_close (fixture);

  g_assert_true (deckle_backup_restore (fixture->path, file, fixture->clock, &error));
  g_assert_no_error (error);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);
  library_fixture_open (fixture);
  library_fixture_assert_sound (fixture);
  library_fixture_close (fixture);

  /* And back: what stood there was kept. */
  list = deckle_backup_list (fixture->path);
  g_assert_cmpuint (list->len, >, 0);
  g_assert_true (deckle_backup_restore (fixture->path, ((DeckleBackup *) list->pdata[0])->path, fixture->clock, &error));
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 2);
  library_fixture_open (fixture);
  library_fixture_assert_sound (fixture);
}

/* A window of another process sees the restored library as it sees any other change. */
static void
test_restore_while_open_elsewhere (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 5);
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autoptr (GError) error = NULL;
  gint64 card = g_array_index (fixture->cards, gint64, 0);
  pid_t child;
  int status;

  g_assert_true (deckle_backup_write (fixture->path, file, &error));
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);

  /* The child only runs the restore, with nothing of the parent's library. */
  child = fork ();
  if (child == 0)
    {
      g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "unit", "library", "test-library-backup", NULL);

      execl (program, program, "--restore", fixture->path, file, NULL);
      _exit (127);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);

  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 0);
  deckle_clock_advance_ms (fixture->clock, 600000);
  library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);
  library_fixture_assert_sound (fixture);
}

typedef struct
{
  const char *name;
  const char *sql;        /* (nullable): makes the file with plain SQL */
  const char *contents;   /* (nullable): or its bytes */
  int         code;
} RefusedCase;

static const RefusedCase refused_cases[] = {
  { "missing", NULL, NULL, DECKLE_LIBRARY_ERROR_NOT_FOUND },
  { "empty", NULL, "", DECKLE_LIBRARY_ERROR_CORRUPT },
  { "text", NULL, "Questions about Go\n", DECKLE_LIBRARY_ERROR_CORRUPT },
  { "truncated-header", NULL, "SQLite format 3", DECKLE_LIBRARY_ERROR_CORRUPT },
  { "other-program", "CREATE TABLE t (x); PRAGMA user_version = 1", NULL, DECKLE_LIBRARY_ERROR_CORRUPT },
  { "newer", "CREATE TABLE t (x); PRAGMA application_id = 0x44636b6c; PRAGMA user_version = 999", NULL,
    DECKLE_LIBRARY_ERROR_NEWER },
  { "our-number-other-tables", "CREATE TABLE t (x); PRAGMA application_id = 0x44636b6c; PRAGMA user_version = 1", NULL,
    DECKLE_LIBRARY_ERROR_CORRUPT },
};

static void
test_restore_refused (gconstpointer data)
{
  const RefusedCase *c = data;
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "other.db");
  g_autofree char *before = NULL, *after = NULL;
  gsize before_length, after_length;
  g_autoptr (GError) error = NULL;
  guint n_files;

  library_fixture_close (fixture);
  if (c->contents != NULL)
    g_assert_true (g_file_set_contents (file, c->contents, -1, NULL));
  if (c->sql != NULL)
    {
      sqlite3 *db;

      g_assert_cmpint (sqlite3_open (file, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, c->sql, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);
    }
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));
  n_files = count_files (fixture->folder);

  g_assert_false (deckle_backup_restore (fixture->path, file, fixture->clock, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, c->code);
  g_assert_true (strstr (error->message, file) != NULL);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
  g_assert_cmpuint (count_files (fixture->folder), ==, n_files);
}

/* Over a present library that is no database: it is kept aside, unchanged. */
static void
test_restore_over_garbage (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-2026-03-02T080000", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (deckle_backup_write (fixture->path, file, &error));
  library_fixture_close (fixture);
  g_assert_true (g_file_set_contents (fixture->path, "no database at all, but long enough to look at", -1, NULL));

  g_assert_true (deckle_backup_restore (fixture->path, file, fixture->clock, &error));
  g_assert_no_error (error);
  library_fixture_open (fixture);
  library_fixture_assert_sound (fixture);
  g_assert_cmpuint (fixture->cards->len, ==, 3);
  g_assert_true (g_file_get_contents (aside, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "no database at all, but long enough to look at");
}

/* Where there is no library yet (a new computer). */
static void
test_restore_into_nothing (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autofree char *file = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autoptr (GError) error = NULL;

  g_assert_true (deckle_backup_write (fixture->path, file, &error));
  library_fixture_close (fixture);
  g_free (fixture->path);
  fixture->path = g_build_filename (fixture->folder, "new", "place", "library.db", NULL);
  g_assert_true (deckle_backup_restore (fixture->path, file, fixture->clock, &error));
  g_assert_no_error (error);
  library_fixture_open (fixture);
  library_fixture_assert_sound (fixture);
  g_assert_cmpuint (fixture->cards->len, ==, 3);
}

/* “--restore LIBRARY FILE”: another process that restores. */
static int
restore (const char *library,
         const char *file)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (FIXTURE_START_MS + 3600000, "UTC");
  g_autoptr (GError) error = NULL;

  if (deckle_backup_restore (library, file, clock, &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--restore"))
    return restore (argv[2], argv[3]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (retention_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/library/backup/retention/", retention_cases[i].name, NULL);

      g_test_add_data_func (path, &retention_cases[i], test_retention);
    }
  g_test_add_func ("/library/backup/retention-over-a-year", test_retention_over_a_year);
  g_test_add_func ("/library/backup/write", test_write);
  g_test_add_func ("/library/backup/write-refused", test_write_refused);
  g_test_add_func ("/library/backup/write-of-damaged", test_write_of_damaged);
  g_test_add_func ("/library/backup/daily", test_daily);
  g_test_add_func ("/library/backup/later", test_later);
  g_test_add_func ("/library/backup/keep-twice-a-minute", test_keep_twice_a_minute);
  g_test_add_func ("/library/backup/foreign-names", test_foreign_names);
  g_test_add_func ("/library/restore/back-and-forth", test_restore);
  g_test_add_func ("/library/restore/while-open-elsewhere", test_restore_while_open_elsewhere);
  for (gsize i = 0; i < G_N_ELEMENTS (refused_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/library/restore/refused/", refused_cases[i].name, NULL);

      g_test_add_data_func (path, &refused_cases[i], test_restore_refused);
    }
  g_test_add_func ("/library/restore/over-garbage", test_restore_over_garbage);
  g_test_add_func ("/library/restore/into-nothing", test_restore_into_nothing);
  return g_test_run ();
}
