/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "library-fixture.h"
#include "library/deckle-backup.h"

#define PAGE 4096
#define N_SECTIONS 3
#define CARDS_PER_SECTION 40
#define N_GRADES 400
#define N_DAMAGES 15

/* A library with a log, closed, all of it in one file. It is studied once; each test gets a copy. */
static LibraryFixture *
make_studied (void)
{
  static char *contents;
  static gsize length;
  LibraryFixture *fixture = library_fixture_new (0, 0);

  if (contents == NULL)
    {
      g_autoptr (LibraryFixture) studied = library_fixture_new (N_SECTIONS, CARDS_PER_SECTION);
      GRand *random = g_rand_new_with_seed (3);

      library_fixture_study (studied, N_GRADES, random);
      library_fixture_close (studied);
      g_assert_true (g_file_get_contents (studied->path, &contents, &length, NULL));
      g_rand_free (random);
    }
  library_fixture_close (fixture);
  deckle_clock_advance_ms (fixture->clock, 2 * FIXTURE_DAY_MS);
  g_assert_true (g_file_set_contents_full (fixture->path, contents, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  return fixture;
}

static gsize
get_size (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return (gsize) info.st_size;
}

static void
overwrite (const char *path,
           gsize       offset,
           gsize       length,
           int         byte)
{
  g_autofree char *bytes = g_malloc (length);
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  memset (bytes, byte, length);
  g_assert_cmpint (pwrite (fd, bytes, length, (off_t) offset), ==, (gssize) length);
  close (fd);
}

static void
rescue (LibraryFixture *fixture,
        DeckleRescue   *result)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize before_length, after_length;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));
  deckle_library_rescue (fixture->path, fixture->clock, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (result->aside, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);

  library_fixture_open (fixture);
  library_fixture_assert_sound (fixture);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, result->reviews);
}

static void
remove_backups (LibraryFixture *fixture)
{
  g_autoptr (GPtrArray) list = deckle_backup_list (fixture->path);

  for (guint i = 0; i < list->len; i++)
    g_assert_cmpint (g_unlink (((DeckleBackup *) list->pdata[i])->path), ==, 0);
}

/* Nothing is wrong: everything comes back. */
static void
test_sound (void)
{
  g_autoptr (LibraryFixture) fixture = make_studied ();
  DeckleRescue result;

  rescue (fixture, &result);
  g_assert_cmpuint (result.cards, ==, N_SECTIONS * CARDS_PER_SECTION);
  g_assert_cmpuint (result.reviews, ==, N_GRADES);
  g_assert_cmpuint (fixture->cards->len, ==, N_SECTIONS * CARDS_PER_SECTION);
  deckle_rescue_clear (&result);
}

/* How many pages are missing at the end */
static const guint truncated_pages[] = { 1, 3, 10, 40 };

static void
test_truncated (gconstpointer data)
{
  const guint *n_pages = data;
  g_autoptr (LibraryFixture) fixture = make_studied ();
  gsize size = get_size (fixture->path);
  DeckleRescue result;

  remove_backups (fixture);
  g_assert_cmpuint (size, >, 60 * PAGE);
  g_assert_cmpint (truncate (fixture->path, (off_t) (size - *n_pages * PAGE - 100)), ==, 0);
  rescue (fixture, &result);
  g_test_message ("%u of %u pages missing: %u cards, %u reviews", *n_pages, (guint) (size / PAGE), result.cards, result.reviews);
  g_assert_cmpuint (result.cards, >, N_SECTIONS * CARDS_PER_SECTION / 3);
  if (*n_pages <= 10)
    g_assert_cmpuint (result.reviews, >, N_GRADES / 2);
  g_assert_null (result.newest_backup);
  deckle_rescue_clear (&result);
}

/* Pages that belong to a table, by SQLite's own account. */
static GArray *
list_leaves (LibraryFixture *fixture,
             const char     *table)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *sql = g_strdup_printf ("SELECT pageno FROM dbstat WHERE name = '%s' AND pagetype = 'leaf' ORDER BY path",
                                          table);
  sqlite3 *db;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK)
    while (sqlite3_step (statement) == SQLITE_ROW)
      {
        gint64 page = sqlite3_column_int64 (statement, 0);

        g_array_append_val (pages, page);
      }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return pages;
}

typedef struct
{
  const char *name;
  const char *table;
  guint       first;      /* leaves that are zeroed: every step-th from here on */
  guint       step;
  guint       least_cards;
  guint       least_reviews;
} ZeroedCase;

/* Answers of a lost leaf are still in the indexes; of lost cards the text is gone, and their answers stay. */
static const ZeroedCase zeroed_cases[] = {
  { "review-middle", "review", 2, 100, N_SECTIONS * CARDS_PER_SECTION, N_GRADES },
  { "review-first", "review", 0, 100, N_SECTIONS * CARDS_PER_SECTION, N_GRADES },
  { "review-every-other", "review", 0, 2, N_SECTIONS * CARDS_PER_SECTION, N_GRADES },
  { "review-all", "review", 0, 1, N_SECTIONS * CARDS_PER_SECTION, N_GRADES },
  { "card-every-third", "card", 1, 3, 40, N_GRADES },
  { "card-ends", "card", 0, 5, 40, N_GRADES },
  { "index", "review_day", 0, 1, N_SECTIONS * CARDS_PER_SECTION, N_GRADES },
};

static void
test_zeroed (gconstpointer data)
{
  const ZeroedCase *c = data;
  g_autoptr (LibraryFixture) fixture = make_studied ();
  g_autoptr (GArray) pages = list_leaves (fixture, c->table);
  DeckleRescue result;
  guint n = 0;

  if (pages->len == 0)
    {
      g_test_skip ("This SQLite has no dbstat.");
      return;
    }
  remove_backups (fixture);
  for (guint i = c->first; i < pages->len; i += c->step, n++)
    overwrite (fixture->path, (gsize) (g_array_index (pages, gint64, i) - 1) * PAGE, PAGE, 0);
  g_assert_cmpuint (n, >, 0);

  rescue (fixture, &result);
  g_test_message ("%u of %u leaves of %s zeroed: %u cards, %u reviews", n, pages->len, c->table, result.cards, result.reviews);
  g_assert_cmpuint (result.cards, >=, c->least_cards);
  g_assert_cmpuint (result.reviews, >=, c->least_reviews);
  /* It goes on. */
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  library_fixture_assert_sound (fixture);
  deckle_rescue_clear (&result);
}

/* Of an index, too, the leaves behind a damaged one are read: only the answers of that leaf are lost. */
static void
test_zeroed_log_and_index (void)
{
  g_autoptr (LibraryFixture) fixture = make_studied ();
  g_autoptr (GArray) leaves = list_leaves (fixture, "review");
  g_autoptr (GArray) index_leaves = list_leaves (fixture, "review_day");
  DeckleRescue result;
  gint64 lost;

  if (leaves->len == 0)
    {
      g_test_skip ("This SQLite has no dbstat.");
      return;
    }
  remove_backups (fixture);
  for (guint i = 0; i < leaves->len; i++)
    overwrite (fixture->path, (gsize) (g_array_index (leaves, gint64, i) - 1) * PAGE, PAGE, 0);
  g_assert_cmpuint (index_leaves->len, >=, 3);
  lost = g_array_index (index_leaves, gint64, 1);
  overwrite (fixture->path, (gsize) (lost - 1) * PAGE, PAGE, 0);

  rescue (fixture, &result);
  g_test_message ("1 of %u leaves of the index zeroed: %u reviews", index_leaves->len, result.reviews);
  g_assert_cmpuint (result.reviews, >=, N_GRADES - N_GRADES * 3 / (2 * index_leaves->len) - 1);
  g_assert_cmpuint (result.reviews, <, N_GRADES);
  deckle_rescue_clear (&result);
}

/* Whatever is hit: the result is sound, and the file aside is unchanged. */
static void
test_random_damage (void)
{
  g_autoptr (LibraryFixture) fixture = make_studied ();
  g_autofree char *contents = NULL;
  gsize length;
  GRand *random = g_rand_new_with_seed (11);

  remove_backups (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  for (int i = 0; i < N_DAMAGES; i++)
    {
      DeckleRescue result;

      g_assert_true (g_file_set_contents_full (fixture->path, contents, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      for (int j = 0; j < 6; j++)
        overwrite (fixture->path, (gsize) g_rand_int_range (random, 100, (int) length - 600),
                   (gsize) g_rand_int_range (random, 1, 600), g_rand_int_range (random, 0, 256));
      rescue (fixture, &result);
      library_fixture_close (fixture);
      remove_backups (fixture);
      deckle_rescue_clear (&result);
    }
  g_rand_free (random);
}

/* What the damaged file lost comes from the newest backup, and what is newer than the backup from the file. */
static void
test_completed_from_backup (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, CARDS_PER_SECTION);
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GError) error = NULL;
  GRand *random = g_rand_new_with_seed (5);
  DeckleRescue result;

  library_fixture_study (fixture, 200, random);
  g_assert_true (deckle_backup_keep (fixture->path, fixture->clock, &error));
  library_fixture_study (fixture, 200, random);
  library_fixture_close (fixture);
  pages = list_leaves (fixture, "card");
  if (pages->len == 0)
    {
      g_test_skip ("This SQLite has no dbstat.");
      g_rand_free (random);
      return;
    }
  for (guint i = 0; i < pages->len; i++)
    overwrite (fixture->path, (gsize) (g_array_index (pages, gint64, i) - 1) * PAGE, PAGE, 0);

  rescue (fixture, &result);
  g_assert_cmpuint (result.cards, ==, N_SECTIONS * CARDS_PER_SECTION);
  g_assert_cmpuint (result.reviews, ==, 400);
  g_assert_nonnull (result.newest_backup);
  g_assert_cmpuint (fixture->cards->len, ==, N_SECTIONS * CARDS_PER_SECTION);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE card_id LIKE 'recovered%'"), ==, 0);
  deckle_rescue_clear (&result);
  g_rand_free (random);
}

typedef struct
{
  const char *name;
  gboolean    text;   /* a text file instead of a damaged header */
} NothingCase;

static const NothingCase nothing_cases[] = { { "header", FALSE }, { "text-file", TRUE } };

/* Not a row can be read: the library is empty, and the backup is offered rather than taken. */
static void
test_nothing (gconstpointer data)
{
  const NothingCase *c = data;
  g_autoptr (LibraryFixture) fixture = make_studied ();
  g_autoptr (GError) error = NULL;
  DeckleRescue result;
  gint64 backup_ms = deckle_clock_now_ms (fixture->clock);

  g_assert_true (deckle_backup_keep (fixture->path, fixture->clock, &error));
  if (c->text)
    g_assert_true (g_file_set_contents (fixture->path, "1. What is a goroutine?\n", -1, NULL));
  else
    overwrite (fixture->path, 0, PAGE, 0xa5);

  rescue (fixture, &result);
  g_assert_cmpuint (result.cards, ==, 0);
  g_assert_cmpuint (result.reviews, ==, 0);
  g_assert_cmpuint (fixture->cards->len, ==, 0);
  g_assert_nonnull (result.newest_backup);
  g_assert_cmpint (result.newest_backup->time_ms, ==, backup_ms / 60000 * 60000);

  library_fixture_close (fixture);
  g_assert_true (deckle_backup_restore (fixture->path, result.newest_backup->path, fixture->clock, &error));
  library_fixture_open (fixture);
  library_fixture_assert_sound (fixture);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, N_GRADES);
  deckle_rescue_clear (&result);
}

/* Answers that stand in the log alone, which a crash left behind. */
static void
test_with_log (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 10);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *contents = NULL, *log_contents = NULL, *aside_log = NULL;
  gsize length, log_length;
  DeckleRescue result;
  GRand *random = g_rand_new_with_seed (9);

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_study (fixture, 30, random);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_true (g_file_get_contents (log, &log_contents, &log_length, NULL));
  g_assert_cmpuint (log_length, >, 0);
  library_fixture_close (fixture);
  remove_backups (fixture);

  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) length, NULL));
  g_assert_true (g_file_set_contents (log, log_contents, (gssize) log_length, NULL));
  rescue (fixture, &result);
  g_assert_cmpuint (result.cards, ==, 10);
  g_assert_cmpuint (result.reviews, ==, 30);
  aside_log = g_strconcat (result.aside, "-wal", NULL);
  g_assert_cmpuint (get_size (aside_log), ==, log_length);
  deckle_rescue_clear (&result);
  g_rand_free (random);
}

/* While another process has it open nothing is moved. */
static void
test_open_elsewhere (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 5);
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "unit", "library", "test-library-rescue", NULL);
  int status;

  g_assert_true (g_spawn_sync (NULL, (char *[]) { program, (char *) "--rescue", fixture->path, NULL }, NULL,
                               G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, DECKLE_LIBRARY_ERROR_LOCKED);
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  library_fixture_assert_sound (fixture);
}

static int
rescue_elsewhere (const char *path)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (FIXTURE_START_MS, "UTC");
  g_autoptr (GError) error = NULL;
  DeckleRescue result;

  deckle_library_rescue (path, clock, &result, &error);
  deckle_rescue_clear (&result);
  return error != NULL ? error->code : 100;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--rescue"))
    return rescue_elsewhere (argv[2]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/rescue/sound", test_sound);
  for (gsize i = 0; i < G_N_ELEMENTS (truncated_pages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/library/rescue/truncated/%u", truncated_pages[i]);

      g_test_add_data_func (path, &truncated_pages[i], test_truncated);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (zeroed_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/library/rescue/zeroed/", zeroed_cases[i].name, NULL);

      g_test_add_data_func (path, &zeroed_cases[i], test_zeroed);
    }
  g_test_add_func ("/library/rescue/zeroed/review-all-and-index", test_zeroed_log_and_index);
  g_test_add_func ("/library/rescue/random-damage", test_random_damage);
  g_test_add_func ("/library/rescue/completed-from-backup", test_completed_from_backup);
  for (gsize i = 0; i < G_N_ELEMENTS (nothing_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/library/rescue/nothing/", nothing_cases[i].name, NULL);

      g_test_add_data_func (path, &nothing_cases[i], test_nothing);
    }
  g_test_add_func ("/library/rescue/with-log", test_with_log);
  g_test_add_func ("/library/rescue/open-elsewhere", test_open_elsewhere);
  return g_test_run ();
}
