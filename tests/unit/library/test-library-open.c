/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "library/deckle-schema.h"

static void
test_new_file (void)
{
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
  g_autofree char *parent = deckle_test_folder_path (folder, "data");
  g_autofree char *path = g_build_filename (parent, "deckle", "library.db", NULL);
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (FIXTURE_START_MS, NULL);
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library = deckle_library_open (path, clock, &error);
  GStatBuf info;
  DeckleCounts counts;

  g_assert_no_error (error);
  g_assert_cmpstr (deckle_library_get_path (library), ==, path);
  g_assert_true (deckle_library_get_clock (library) == clock);
  g_assert_cmpint (g_stat (parent, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_true (deckle_library_count (library, DECKLE_SCOPE_ALL, &counts, &error));
  g_assert_cmpuint (counts.total, ==, 0);
  g_assert_false (deckle_library_get_can_undo (library));
  g_assert_true (deckle_library_close (library, &error));
  g_assert_finalize_object (library);
}

static void
test_schema (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);

  g_assert_cmpint (library_fixture_get (fixture, "PRAGMA application_id"), ==, DECKLE_SCHEMA_APPLICATION_ID);
  g_assert_cmpint (library_fixture_get (fixture, "PRAGMA user_version"), ==, DECKLE_SCHEMA_VERSION);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"),
                   ==, 1);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM parameter_value"), ==, DECKLE_FSRS6_N_PARAMETERS);
  /* Lists are tables: no column holds JSON, so every table but the index is strict. */
  g_assert_cmpint (library_fixture_get (fixture,
                                        "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                        "AND name NOT LIKE 'sqlite_%' AND strict = 0"), ==, 0);

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM parameter_set"), ==, 1);
}

typedef struct
{
  const char *name;
  const char *content;   /* (nullable): text of the file */
  const char *sql;       /* (nullable): run on a database made first */
  gboolean    is_ours;
  int         code;
} Refused;

static const Refused refused[] = {
  { "newer", NULL, "PRAGMA user_version = 99", TRUE, DECKLE_LIBRARY_ERROR_NEWER },
  { "text", "This is a letter and no database at all, long enough for a header of one.", NULL, FALSE,
    DECKLE_LIBRARY_ERROR_CORRUPT },
  { "other-program", NULL, "CREATE TABLE recipe (id); PRAGMA user_version = 1", FALSE, DECKLE_LIBRARY_ERROR_CORRUPT },
  { "other-id", NULL, "CREATE TABLE recipe (id); PRAGMA application_id = 77", FALSE, DECKLE_LIBRARY_ERROR_CORRUPT },
};

static char *
checksum (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}

static void
make_refused (LibraryFixture *fixture,
              const Refused  *c)
{
  library_fixture_close (fixture);
  if (!c->is_ours)
    g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  if (c->content != NULL)
    g_assert_true (g_file_set_contents (fixture->path, c->content, -1, NULL));
  else if (c->is_ours)
    library_fixture_exec (fixture, c->sql);
  else
    {
      sqlite3 *db;

      g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, c->sql, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (db);
    }
}

/* A file that we do not understand keeps every byte, and the sentence names it or says what it is. */
static void
test_refused (gconstpointer data)
{
  const Refused *c = data;
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  make_refused (fixture, c);
  before = checksum (fixture->path);
  g_assert_null (deckle_library_open (fixture->path, fixture->clock, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, c->code);
  g_assert_cmpuint (strlen (error->message), >, 20);
  after = checksum (fixture->path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_folder_is_a_file (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autofree char *below = g_build_filename (fixture->path, "deckle", "library.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (deckle_library_open (below, fixture->clock, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_READ_ONLY);
}

static void
test_read_only_folder (void)
{
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
  g_autofree char *parent = deckle_test_folder_path (folder, "locked");
  g_autofree char *path = g_build_filename (parent, "library.db", NULL);
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (FIXTURE_START_MS, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (parent, 0500), ==, 0);
  if (g_access (parent, W_OK) == 0)
    {
      g_test_skip ("this user may write everywhere");
      return;
    }
  g_assert_null (deckle_library_open (path, clock, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_READ_ONLY);
  g_chmod (parent, 0700);
}

/* A connection that keeps everybody else out. */
static sqlite3 *
lock_out (LibraryFixture *fixture)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; "
                                 "INSERT INTO meta VALUES ('locked', 1)", NULL, NULL, NULL), ==, SQLITE_OK);
  return db;
}

static void
test_locked (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GError) error = NULL;
  sqlite3 *other;

  library_fixture_close (fixture);
  other = lock_out (fixture);
  g_assert_null (deckle_library_open (fixture->path, fixture->clock, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_LOCKED);
  sqlite3_close (other);

  library_fixture_open (fixture);
  g_assert_cmpuint (fixture->cards->len, ==, 2);
}

static void
test_locked_write (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GError) error = NULL;
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  error = library_fixture_try_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_LOCKED);
  sqlite3_close (other);

  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 0);
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_GOOD);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);
}

static void
test_closed (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GError) error = NULL;
  DeckleCounts counts;
  LibraryWait wait = { 0 };
  gint64 card = g_array_index (fixture->cards, gint64, 0);

  g_assert_true (deckle_library_close (fixture->library, NULL));
  g_assert_true (deckle_library_close (fixture->library, NULL));
  g_assert_false (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_clear_error (&error);

  deckle_library_set_flag_async (fixture->library, &card, 1, 2, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_assert_true (deckle_library_flush (fixture->library, NULL));
}

static void
on_signal (guint *count)
{
  (*count)++;
}

static gboolean
is_counted (gpointer data)
{
  return *(guint *) data > 0;
}

/* Two programs on one file: each hears of the other's changes, and of its own only once. */
static void
test_two_libraries (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autoptr (GError) error = NULL;
  DeckleLibrary *other = deckle_library_open (fixture->path, fixture->clock, &error);
  guint n_here = 0, n_there = 0, n_decks_there = 0;
  DeckleCounts counts;
  gint64 deck;
  LibraryWait wait = { 0 };

  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->library, "schedule-changed", G_CALLBACK (on_signal), &n_here);
  g_signal_connect_swapped (other, "schedule-changed", G_CALLBACK (on_signal), &n_there);
  g_signal_connect_swapped (other, "decks-changed", G_CALLBACK (on_signal), &n_decks_there);

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_AGAIN);
  g_assert_true (deckle_test_wait_until (is_counted, &n_there, 20));
  g_assert_cmpuint (n_here, ==, 1);
  g_assert_true (deckle_library_count (other, DECKLE_SCOPE_ALL, &counts, &error));
  g_assert_cmpuint (counts.due_learning, ==, 1);
  g_assert_true (deckle_library_get_can_undo (other));

  /* The other one undoes what this one did. */
  n_here = 0;
  deckle_library_undo_async (other, library_wait_on_undone, &wait);
  library_wait_succeed (&wait);
  g_assert_true (deckle_test_wait_until (is_counted, &n_here, 20));
  g_assert_false (deckle_library_get_can_undo (fixture->library));
  g_assert_true (deckle_library_get_can_redo (fixture->library));

  n_decks_there = 0;
  deck = library_fixture_get (fixture, "SELECT id FROM deck");
  deckle_library_rename_deck_async (fixture->library, deck, "Renamed", library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_true (deckle_test_wait_until (is_counted, &n_decks_there, 20));

  g_assert_true (deckle_library_close (other, &error));
  g_assert_finalize_object (other);
}

static void
move_aside (LibraryFixture *fixture,
            const char     *suffix)
{
  g_autofree char *from = g_strconcat (fixture->path, suffix, NULL);
  g_autofree char *to = g_strconcat (fixture->path, ".aside", suffix, NULL);

  g_assert_cmpint (g_rename (from, to), ==, 0);
}

/* A rescue by another program puts a new file in the place of ours. */
static void
test_replaced (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autofree char *copy = deckle_test_folder_path (fixture->folder, "copy.db");
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", copy);
  DeckleCounts counts;
  guint n_changes = 0;

  library_fixture_exec (fixture, sql);
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_AGAIN);
  g_signal_connect_swapped (fixture->library, "decks-changed", G_CALLBACK (on_signal), &n_changes);

  move_aside (fixture, "");
  move_aside (fixture, "-wal");
  move_aside (fixture, "-shm");
  g_assert_cmpint (g_rename (copy, fixture->path), ==, 0);
  g_assert_true (deckle_test_wait_until (is_counted, &n_changes, 20));
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 3);
  g_assert_cmpuint (counts.fresh, ==, 3);
  g_assert_false (deckle_library_get_can_undo (fixture->library));

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 1), DECKLE_RATING_AGAIN);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);
}

static void
test_large (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 1);
  g_autoptr (DeckleDueList) due = NULL;
  DeckleCounts counts;

  library_fixture_close (fixture);
  library_fixture_exec (fixture,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99998) "
                        "INSERT INTO card (deck, section, card_id, number, level, question, answer, seed, state, due_day) "
                        "SELECT (SELECT id FROM deck), (SELECT min(id) FROM section) + i % 2, 'x' || i, 1000 + i, 0, "
                        "'Question ' || i, 'Answer', i * 7919, CASE WHEN i % 4 = 0 THEN 2 ELSE 0 END, 20000 FROM n");
  library_fixture_open (fixture);
  g_assert_cmpuint (fixture->cards->len, ==, 100000);

  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 100000);
  g_assert_cmpuint (counts.learning, ==, 24999);
  g_assert_cmpuint (counts.fresh, ==, 75001);
  g_assert_cmpuint (counts.due_new, ==, 20);
  g_assert_cmpuint (counts.due_review, ==, 200);

  due = deckle_library_list_due (fixture->library, DECKLE_SCOPE_ALL, 0, NULL);
  g_assert_cmpuint (due->fresh->len, ==, 20);
  g_assert_cmpuint (due->reviews->len, ==, 200);
  g_assert_cmpuint (due->fresh_beyond, ==, 74981);
}

static void
test_default_path (void)
{
  g_autofree char *path = deckle_library_default_path ();
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "deckle", "library.db", NULL);

  g_assert_cmpstr (path, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/open/new-file", test_new_file);
  g_test_add_func ("/library/open/schema", test_schema);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/library/open/refused/", refused[i].name, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/library/open/folder-is-a-file", test_folder_is_a_file);
  g_test_add_func ("/library/open/read-only-folder", test_read_only_folder);
  g_test_add_func ("/library/open/locked", test_locked);
  g_test_add_func ("/library/open/locked-write", test_locked_write);
  g_test_add_func ("/library/open/closed", test_closed);
  g_test_add_func ("/library/open/two-libraries", test_two_libraries);
  g_test_add_func ("/library/open/replaced", test_replaced);
  g_test_add_func ("/library/open/large", test_large);
  g_test_add_func ("/library/open/default-path", test_default_path);
  return g_test_run ();
}
