/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-cli-run.h"

#include <json-glib/json-glib.h>
#include <sqlite3.h>

#include "library/deckle-library-decks.h"

#define DEADLINE_S 30

static JsonNode *
read_stats (CliFixture *f)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  cli_run (f, "stats", "--json");
  cli_assert_success (f);
  json_parser_load_from_data (parser, f->out, -1, &error);
  g_assert_no_error (error);
  return json_node_ref (json_parser_get_root (parser));
}

static void
test_stats (CliFixture    *f,
            gconstpointer  data)
{
  g_autoptr (JsonNode) root = read_stats (f);
  JsonObject *object = json_node_get_object (root);
  JsonObject *cards = json_object_get_object_member (object, "cards");
  gint64 total = json_object_get_int_member (cards, "total");

  /* The bundled bank comes by itself. */
  g_assert_cmpint (total, >=, 43);
  g_assert_cmpint (json_object_get_int_member (cards, "new"), ==, total);
  g_assert_cmpint (json_object_get_int_member (cards, "known"), ==, 0);
  g_assert_true (json_node_is_null (json_object_get_member (json_object_get_object_member (object, "today"),
                                                            "remembered")));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "decks")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "sections")), >=, 2);

  cli_run (f, "stats");
  cli_assert_success (f);
  cli_assert_prints (f, "Today: 0 answers\n");
  cli_assert_prints (f, "Basics");
}

static void
test_search (CliFixture    *f,
             gconstpointer  data)
{
  cli_run (f, "search", "GOROUTINE");
  cli_assert_success (f);
  cli_assert_prints (f, "go-");
  cli_assert_prints (f, "\t");

  /* Code characters are literal, and two are enough. */
  cli_run (f, "search", ":=");
  cli_assert_success (f);
  cli_assert_prints (f, "go-");

  cli_run (f, "search", "--limit", "1", "go");
  cli_assert_success (f);
  g_assert_true (strchr (f->out, '\n') == f->out + strlen (f->out) - 1);

  cli_run (f, "search", "no card contains this");
  cli_assert_sentence (f, 1, "no card contains this");
  cli_run (f, "search", "--limit", "0", "go");
  cli_assert_sentence (f, 2, "limit");
  cli_run (f, "search");
  cli_assert_sentence (f, 2, "text");
}

static void
test_backup (CliFixture    *f,
             gconstpointer  data)
{
  g_autofree char *document = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike.md", NULL);
  g_autofree char *saved = deckle_test_folder_path (f->folder, "saved.db");
  g_autofree char *library = cli_library_path (f);
  g_autofree char *before = NULL, *after = NULL;

  cli_run (f, "backup", saved);
  cli_assert_sentence (f, 1, "library.db");
  g_assert_false (g_file_test (library, G_FILE_TEST_EXISTS));

  cli_run (f, "stats", "--json");
  before = g_strdup (f->out);
  cli_run (f, "backup", saved);
  cli_assert_success (f);
  cli_assert_prints (f, "saved.db");

  cli_run (f, "import", document);
  cli_run (f, "stats", "--json");
  after = g_strdup (f->out);
  g_assert_cmpstr (after, !=, before);

  cli_run (f, "restore", saved);
  cli_assert_success (f);
  cli_run (f, "stats", "--json");
  g_assert_cmpstr (f->out, ==, before);
}

static void
test_backup_through_pipe (CliFixture    *f,
                          gconstpointer  data)
{
  g_autofree char *document = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike.md", NULL);
  g_autofree char *before = NULL;
  g_autoptr (GBytes) copy = NULL;

  cli_run (f, "stats", "--json");
  before = g_strdup (f->out);
  cli_run (f, "backup", "-");
  cli_assert_success (f);
  copy = g_bytes_new (f->out, f->out_size);
  cli_run (f, "import", document);
  cli_assert_success (f);

  cli_run_with (f, copy, "restore", "-", NULL);
  cli_assert_success (f);
  cli_run (f, "stats", "--json");
  g_assert_cmpstr (f->out, ==, before);
}

static void
test_restore_garbage (CliFixture    *f,
                      gconstpointer  data)
{
  g_autofree char *garbage = cli_write_file (f, "garbage.db", "this is no database", -1);
  g_autofree char *before = NULL;
  g_autoptr (GBytes) half = NULL;

  cli_run (f, "stats", "--json");
  before = g_strdup (f->out);
  cli_run (f, "backup", "-");
  half = g_bytes_new (f->out, f->out_size / 2);

  cli_run (f, "restore", garbage);
  cli_assert_sentence (f, 1, "garbage.db");
  cli_run (f, "restore", "/nowhere/at/all.db");
  cli_assert_sentence (f, 1, "/nowhere/at/all.db");
  cli_run_with (f, half, "restore", "-", NULL);
  g_assert_cmpint (f->status, ==, 1);
  cli_run (f, "restore", "-");
  g_assert_cmpint (f->status, ==, 1);
  cli_run (f, "stats", "--json");
  g_assert_cmpstr (f->out, ==, before);
}

static void
test_doctor (CliFixture    *f,
             gconstpointer  data)
{
  g_autofree char *library = cli_library_path (f);

  cli_run (f, "doctor");
  cli_assert_success (f);
  g_assert_false (g_file_test (library, G_FILE_TEST_EXISTS));

  cli_run (f, "stats");
  cli_run (f, "doctor");
  cli_assert_success (f);
  cli_assert_prints (f, "The library is sound");
}

/* A memory that the log does not bear out. */
static void
test_doctor_repairs (CliFixture    *f,
                     gconstpointer  data)
{
  g_autofree char *library = cli_library_path (f);
  sqlite3 *db = NULL;

  cli_run (f, "stats");
  g_assert_cmpint (sqlite3_open (library, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE card SET state = 2, reps = 3, stability = 9, difficulty = 5 WHERE id = 1",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  cli_run (f, "doctor");
  cli_assert_sentence (f, 1, "--repair");
  g_assert_cmpuint (strlen (f->out), >, 0);
  cli_run (f, "doctor", "--repair");
  cli_assert_success (f);
  cli_assert_prints (f, "The library is sound");
  cli_run (f, "doctor");
  cli_assert_success (f);
}

static void
test_corrupt (CliFixture    *f,
              gconstpointer  data)
{
  g_autofree char *library = cli_library_path (f);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  cli_run (f, "stats");
  g_file_set_contents (library, "not a database at all, but long enough to look like something", -1, &error);
  g_assert_no_error (error);

  cli_run (f, "stats");
  cli_assert_sentence (f, 1, "doctor --repair");
  g_file_get_contents (library, &kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (kept, "not a database"));

  cli_run (f, "doctor", "--repair");
  cli_assert_success (f);
  cli_assert_prints (f, "moved to");
  cli_assert_prints (f, "backup");
  cli_run (f, "stats");
  cli_assert_success (f);
}

static void
test_newer (CliFixture    *f,
            gconstpointer  data)
{
  g_autofree char *library = cli_library_path (f);
  sqlite3 *db = NULL;

  cli_run (f, "stats");
  g_assert_cmpint (sqlite3_open (library, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 9999", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  cli_run (f, "stats");
  cli_assert_sentence (f, 1, "newer");
}

static void
test_locked (CliFixture    *f,
             gconstpointer  data)
{
  g_autofree char *document = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike.md", NULL);
  g_autofree char *library = cli_library_path (f);
  g_autofree char *before = NULL;
  sqlite3 *db = NULL;

  cli_run (f, "stats", "--json");
  before = g_strdup (f->out);
  g_assert_cmpint (sqlite3_open (library, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  cli_run (f, "import", document);
  cli_assert_sentence (f, 1, "Another program is holding the library");
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (db);

  cli_run (f, "stats", "--json");
  g_assert_cmpstr (f->out, ==, before);
  cli_run (f, "import", document);
  cli_assert_success (f);
}

typedef struct
{
  DeckleLibrary *library;
  guint          n_changes;
} Window;

static void
on_decks_changed (Window *window)
{
  window->n_changes++;
}

static gboolean
knows_of_import (gpointer data)
{
  Window *window = data;
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (window->library, NULL);

  return window->n_changes > 0 && decks != NULL && decks->len == 2;
}

/* The window is open while the command line imports: it hears of it. */
static void
test_beside_window (CliFixture    *f,
                    gconstpointer  data)
{
  g_autofree char *document = g_test_build_filename (G_TEST_DIST, "data", "markdown", "look-alike.md", NULL);
  g_autofree char *path = cli_library_path (f);
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (DeckleLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  Window window = { 0 };

  cli_run (f, "stats");
  library = deckle_library_open (path, clock, &error);
  g_assert_no_error (error);
  window.library = library;
  g_signal_connect_swapped (library, "decks-changed", G_CALLBACK (on_decks_changed), &window);

  cli_run (f, "import", document);
  cli_assert_success (f);
  g_assert_true (deckle_test_wait_until (knows_of_import, &window, DEADLINE_S));

  deckle_library_close (library, &error);
  g_assert_no_error (error);
}

#define ADD(name, function) g_test_add ("/cli/library/" name, CliFixture, NULL, cli_set_up, function, cli_tear_down)

int
main (int    argc,
      char **argv)
{
  cli_init (&argc, &argv);

  ADD ("stats", test_stats);
  ADD ("search", test_search);
  ADD ("backup", test_backup);
  ADD ("backup-through-pipe", test_backup_through_pipe);
  ADD ("restore-garbage", test_restore_garbage);
  ADD ("doctor", test_doctor);
  ADD ("doctor-repairs", test_doctor_repairs);
  ADD ("corrupt", test_corrupt);
  ADD ("newer", test_newer);
  ADD ("locked", test_locked);
  ADD ("beside-window", test_beside_window);

  return g_test_run ();
}
