/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-cli-run.h"

#include <sys/stat.h>
#include <unistd.h>

#define MIB (1024 * 1024)

static char *
find_document (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "markdown", name, NULL);
}

static GBytes *
read_document (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static void
assert_no_library (CliFixture *f)
{
  g_autofree char *path = cli_library_path (f);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_dry_run (CliFixture    *f,
              gconstpointer  data)
{
  g_autofree char *document = find_document ("look-alike.md");
  g_autofree char *first = NULL;

  cli_run (f, "import", "--dry-run", document);
  cli_assert_success (f);
  cli_assert_prints (f, "12 questions in 3 sections\n");
  cli_assert_prints (f, "12 new questions\n");
  cli_assert_prints (f, "line 62: ");
  cli_assert_prints (f, "Nothing was changed");
  assert_no_library (f);

  /* Neither does a dry run change a library that is there. */
  cli_run (f, "stats", "--json");
  first = g_strdup (f->out);
  cli_run (f, "import", "--dry-run", document);
  cli_assert_success (f);
  cli_run (f, "stats", "--json");
  g_assert_cmpstr (f->out, ==, first);
}

static void
test_import_again (CliFixture    *f,
                   gconstpointer  data)
{
  g_autofree char *document = find_document ("look-alike.md");
  g_autofree char *corrected = find_document ("look-alike-corrected.md");
  g_autofree char *stats = NULL;

  cli_run (f, "import", document);
  cli_assert_success (f);
  cli_assert_prints (f, "12 new questions\n");
  cli_assert_prints (f, "Imported.\n");
  cli_run (f, "stats", "--json");
  stats = g_strdup (f->out);

  cli_run (f, "import", document);
  cli_assert_success (f);
  cli_assert_prints (f, "12 questions stay as they are\n");
  g_assert_null (strstr (f->out, " new question"));
  g_assert_null (strstr (f->out, " changed question"));
  cli_run (f, "stats", "--json");
  g_assert_cmpstr (f->out, ==, stats);

  cli_run (f, "import", corrected);
  cli_assert_success (f);
  g_test_message ("%s", f->out);
  cli_assert_prints (f, " changed question");
}

static void
test_from_input (CliFixture    *f,
                 gconstpointer  data)
{
  g_autofree char *document = find_document ("look-alike.md");
  g_autoptr (GBytes) bytes = read_document (document);

  cli_run_with (f, bytes, "import", "-", "--title", "Meine Fragen", NULL);
  cli_assert_success (f);
  cli_assert_prints (f, "Meine Fragen\n12 questions in 3 sections\n");
  cli_run (f, "stats", "--json");
  cli_assert_prints (f, "\"Meine Fragen\"");
}

static void
test_users_document (CliFixture    *f,
                     gconstpointer  data)
{
  g_autofree char *document = deckle_test_data_path ("seed", "000_8cd15d76471374b5.txt", NULL);

  if (document == NULL)
    {
      g_test_skip ("DECKLE_TEST_DATA has no seed/000_8cd15d76471374b5.txt");
      return;
    }
  cli_run (f, "import", "--dry-run", document);
  cli_assert_success (f);
  cli_assert_prints (f, "358 questions in 18 sections\n");
  assert_no_library (f);

  cli_run (f, "import", document);
  cli_assert_success (f);
  cli_assert_prints (f, "358 new questions\n");
  cli_run (f, "import", document);
  cli_assert_success (f);
  cli_assert_prints (f, "358 questions stay as they are\n");
}

static void
test_bank (CliFixture    *f,
           gconstpointer  data)
{
  g_autofree char *one = g_test_build_filename (G_TEST_DIST, "data", "banks", "one-file.json", NULL);
  g_autofree char *split = g_test_build_filename (G_TEST_DIST, "data", "banks", "split", "bank.json", NULL);
  g_autoptr (GBytes) bytes = read_document (one);

  cli_run (f, "check", one);
  cli_assert_success (f);
  cli_assert_prints (f, "3 questions in 2 sections, no problems");
  cli_run (f, "check", split);
  cli_assert_success (f);
  cli_run_with (f, bytes, "check", "-", NULL);
  cli_assert_success (f);

  cli_run (f, "import", one);
  cli_assert_success (f);
  cli_assert_prints (f, "3 new questions\n");
  cli_run_with (f, bytes, "import", "-", NULL);
  cli_assert_success (f);
  cli_assert_prints (f, "3 questions stay as they are\n");
  cli_run (f, "import", split);
  cli_assert_success (f);
}

static void
test_check_lists_problems (CliFixture    *f,
                           gconstpointer  data)
{
  static const char json[] =
    "{\"schema\": 1, \"id\": \"x\", \"title\": 7, \"sections\": [{\"id\": \"s\", \"title\": \"S\","
    " \"cards\": [{\"id\": \"s-1\", \"number\": \"one\", \"question\": \"\"}]}]}";
  g_autofree char *path = cli_write_file (f, "broken.json", json, -1);
  g_auto (GStrv) lines = NULL;

  cli_run (f, "check", path);
  g_assert_cmpint (f->status, ==, 1);
  lines = g_strsplit (f->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 2);
  for (guint i = 0; i + 1 < g_strv_length (lines); i++)
    g_assert_true (g_str_has_prefix (lines[i], "broken.json: "));
  g_assert_nonnull (strstr (f->err, "broken.json"));

  /* An import of the same file fails with one sentence. */
  cli_run (f, "import", path);
  cli_assert_sentence (f, 1, "broken.json");
  assert_no_library (f);
}

typedef enum { BAD_MISSING, BAD_FOLDER, BAD_PIPE, BAD_LARGE, BAD_BINARY, BAD_EMPTY, BAD_CUT_OFF, BAD_DEEP } BadKind;

typedef struct
{
  const char *name;
  BadKind     kind;
} BadCase;

static const BadCase bad_cases[] = {
  { "missing", BAD_MISSING }, { "folder", BAD_FOLDER }, { "pipe", BAD_PIPE }, { "too-large", BAD_LARGE },
  { "binary", BAD_BINARY }, { "empty", BAD_EMPTY }, { "cut-off", BAD_CUT_OFF }, { "deep", BAD_DEEP },
};

static char *
make_bad_file (CliFixture *f,
               BadKind     kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *path = cli_write_file (f, "bad.file", "", 0);

  switch (kind)
    {
    case BAD_MISSING:
      g_assert_cmpint (unlink (path), ==, 0);
      break;
    case BAD_FOLDER:
      g_assert_cmpint (unlink (path), ==, 0);
      g_assert_cmpint (mkdir (path, 0700), ==, 0);
      break;
    case BAD_PIPE:
      g_assert_cmpint (unlink (path), ==, 0);
      g_assert_cmpint (mkfifo (path, 0600), ==, 0);
      break;
    case BAD_LARGE:
      g_assert_cmpint (truncate (path, 64 * MIB + 1), ==, 0);
      break;
    case BAD_BINARY:
      g_string_append_len (text, "# Title\n\0\1\2\3", 12);
      break;
    case BAD_CUT_OFF:
      g_string_append (text, "{\"schema\": 1, \"id\": \"x\", \"title\": \"T");
      break;
    case BAD_DEEP:
      for (guint i = 0; i < 100000; i++)
        g_string_append_c (text, '[');
      break;
    case BAD_EMPTY:
    default:
      break;
    }
  if (text->len > 0)
    {
      g_free (path);
      path = cli_write_file (f, "bad.file", text->str, (gssize) text->len);
    }
  return path;
}

static void
test_bad_file (CliFixture    *f,
               gconstpointer  data)
{
  const BadCase *c = data;
  g_autofree char *path = make_bad_file (f, c->kind);

  cli_run (f, "import", path);
  cli_assert_sentence (f, 1, "bad.file");
  g_assert_cmpstr (f->out, ==, "");
  assert_no_library (f);

  cli_run (f, "check", path);
  g_assert_cmpint (f->status, ==, 1);
  g_assert_nonnull (strstr (f->err, "bad.file"));
}

/* The largest file that is allowed is read, and the one byte more is noticed on standard input too. */
static void
test_large_input (CliFixture    *f,
                  gconstpointer  data)
{
  g_autofree char *text = g_malloc0 (64 * MIB + 1);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), 64 * MIB + 1);

  cli_run_with (f, bytes, "import", "-", NULL);
  cli_assert_sentence (f, 1, "64 MiB");
  assert_no_library (f);
}

static void
test_wrong_usage (CliFixture    *f,
                  gconstpointer  data)
{
  cli_run (f, "import");
  cli_assert_sentence (f, 2, "deckle import");
  cli_run (f, "import", "a.md", "b.md");
  cli_assert_sentence (f, 2, "deckle import");
  cli_run (f, "import", "--no-such-option", "a.md");
  cli_assert_sentence (f, 2, "--no-such-option");
  cli_run (f, "import", "--title", " ", "a.md");
  cli_assert_sentence (f, 2, "title");
  cli_run (f, "check");
  cli_assert_sentence (f, 2, "deckle check");
  cli_run (f, "stats", "more");
  cli_assert_sentence (f, 2, "deckle stats");
  cli_run (f, "help", "nonsense");
  cli_assert_sentence (f, 2, "nonsense");
  assert_no_library (f);
}

static void
test_help (CliFixture    *f,
           gconstpointer  data)
{
  static const char * const commands[] = { "check", "import", "stats", "search", "doctor", "backup", "restore" };

  cli_run (f, "help");
  cli_assert_success (f);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    cli_assert_prints (f, commands[i]);
  cli_run (f, "help", "import");
  cli_assert_success (f);
  cli_assert_prints (f, "--dry-run");
  cli_run (f, "--version");
  cli_assert_success (f);
  cli_assert_prints (f, "Deckle ");
  assert_no_library (f);
}

#define ADD(name, function) g_test_add ("/cli/import/" name, CliFixture, NULL, cli_set_up, function, cli_tear_down)

int
main (int    argc,
      char **argv)
{
  cli_init (&argc, &argv);

  ADD ("dry-run", test_dry_run);
  ADD ("again", test_import_again);
  ADD ("from-input", test_from_input);
  ADD ("users-document", test_users_document);
  ADD ("bank", test_bank);
  ADD ("check-lists-problems", test_check_lists_problems);
  ADD ("large-input", test_large_input);
  ADD ("wrong-usage", test_wrong_usage);
  ADD ("help", test_help);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/import/bad/%s", bad_cases[i].name);

      g_test_add (path, CliFixture, &bad_cases[i], cli_set_up, test_bad_file, cli_tear_down);
    }

  return g_test_run ();
}
