/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bank/deckle-bank-reader.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "support/deckle-test-support.h"

static const char * const split_names[] = { "bank.json", "wind.json", "clouds.json" };

static char *
load_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "banks", "split", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
write_file (const DeckleTestFolder *folder,
            const char             *name,
            const char             *text)
{
  g_autofree char *path = deckle_test_folder_path (folder, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* A copy of the split bank, so that a test may break it. */
static DeckleTestFolder *
copy_bank (void)
{
  DeckleTestFolder *folder = deckle_test_folder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (split_names); i++)
    {
      g_autofree char *text = load_data (split_names[i]);

      write_file (folder, split_names[i], text);
    }

  return folder;
}

static DeckleBank *
read_bank (const DeckleTestFolder  *folder,
           GPtrArray              **problems,
           GError                 **error)
{
  g_autofree char *path = deckle_test_folder_path (folder, "bank.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return deckle_bank_read (file, problems, NULL, error);
}

static void
replace_in_file (const DeckleTestFolder *folder,
                 const char             *name,
                 const char             *find,
                 const char             *replace)
{
  g_autofree char *text = load_data (name);
  char *at = strstr (text, find);
  g_autofree char *changed = NULL;

  g_assert_nonnull (at);
  changed = g_strdup_printf ("%.*s%s%s", (int) (at - text), text, replace, at + strlen (find));
  write_file (folder, name, changed);
}

/* Fails with @code and one problem, which is in @name. */
static void
assert_refused (const DeckleTestFolder *folder,
                int                     code,
                const char             *name,
                const char             *card,
                const char             *words)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = read_bank (folder, &problems, &error);
  const DeckleBankProblem *problem;

  g_assert_null (bank);
  g_assert_error (error, DECKLE_BANK_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_cmpuint (problems->len, >=, 1);
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpstr (problem->file, ==, name);
  g_assert_cmpstr (problem->card, ==, card);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_split (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = read_bank (folder, &problems, &error);
  g_autoptr (DeckleSection) section = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 3);
  section = g_list_model_get_item (G_LIST_MODEL (bank), 0);
  g_assert_cmpstr (deckle_section_get_id (section), ==, "clouds");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (section)), ==, 2);
}

/* Split or not, it is the same bank. */
static void
test_same_as_one_file (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "banks", "one-file.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) split = read_bank (folder, NULL, &error);
  g_autoptr (DeckleBank) whole = NULL;

  g_assert_no_error (error);
  whole = deckle_bank_read (file, NULL, NULL, &error);
  g_assert_no_error (error);

  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("wx-%03d", i);
      g_autoptr (DeckleCard) a = deckle_bank_find_card (split, id);
      g_autoptr (DeckleCard) b = deckle_bank_find_card (whole, id);

      g_assert_true (deckle_card_equal (a, b));
    }
}

static void
test_missing (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();
  g_autofree char *path = deckle_test_folder_path (folder, "clouds.json");

  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_refused (folder, DECKLE_BANK_ERROR_READ, "clouds.json", NULL, "no such file");
}

static void
test_no_bank (void)
{
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();

  assert_refused (folder, DECKLE_BANK_ERROR_READ, "bank.json", NULL, "no such file");
}

static void
test_folder (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();
  g_autofree char *path = deckle_test_folder_path (folder, "bank.json");

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  assert_refused (folder, DECKLE_BANK_ERROR_READ, "bank.json", NULL, "folder");
}

static void
test_unreadable (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();
  g_autofree char *path = deckle_test_folder_path (folder, "wind.json");

  if (geteuid () == 0)
    {
      g_test_skip ("root reads every file");
      return;
    }

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  assert_refused (folder, DECKLE_BANK_ERROR_READ, "wind.json", NULL, "may not");
}

/* A link could lead out of the folder. */
static void
test_link (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();
  g_autofree char *path = deckle_test_folder_path (folder, "wind.json");

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink ("clouds.json", path), ==, 0);
  assert_refused (folder, DECKLE_BANK_ERROR_READ, "wind.json", NULL, "link");
}

static void
test_escape (void)
{
  static const char * const names[] = {
    "../wind.json", "/etc/passwd", "..", ".json", "sub/wind.json", "wind.json/", "..\\\\wind.json", "WIND.json", "",
    "wind.json\\n", "%2e%2e%2fwind.json", "wind.json.json",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DeckleTestFolder) folder = copy_bank ();
      g_autofree char *member = g_strdup_printf ("\"file\": \"%s\"", names[i]);

      replace_in_file (folder, "bank.json", "\"file\": \"wind.json\"", member);
      assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "bank.json", NULL, "sections[0].file");
    }
}

static void
test_itself (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();

  replace_in_file (folder, "bank.json", "\"file\": \"wind.json\"", "\"file\": \"bank.json\"");
  assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "bank.json", NULL, "sections[0].file");
}

static void
test_same_file_twice (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();

  replace_in_file (folder, "bank.json", "\"file\": \"clouds.json\"", "\"file\": \"wind.json\"");
  assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "bank.json", NULL, "sections[1].file");
}

static void
test_wrong_section (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();

  replace_in_file (folder, "clouds.json", "\"section\": \"clouds\"", "\"section\": \"wind\"");
  assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "clouds.json", "wx-001", "holds the section “clouds”");
}

static void
test_id_in_two_files (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();

  replace_in_file (folder, "clouds.json", "\"wx-001\"", "\"wx-003\"");
  assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "clouds.json", "wx-003", "earlier card");
}

static void
test_problem_in_file (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();

  replace_in_file (folder, "wind.json", "\"advanced\"", "\"hard\"");
  assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "wind.json", "wx-003", "wind.json: wx-003: “level”");
}

static void
test_broken_file (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();

  write_file (folder, "wind.json", "{\"cards\": [");
  assert_refused (folder, DECKLE_BANK_ERROR_JSON, "wind.json", NULL, "Line 1");

  write_file (folder, "wind.json", "[]");
  assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "wind.json", NULL, "a list");

  write_file (folder, "wind.json", "{}");
  assert_refused (folder, DECKLE_BANK_ERROR_SCHEMA, "wind.json", NULL, "“cards” is missing");

  write_file (folder, "wind.json", "{\"cards\": \"\xff\"}");
  assert_refused (folder, DECKLE_BANK_ERROR_ENCODING, "wind.json", NULL, "UTF-8");
}

/* Makes a file of @size bytes that takes no room on the disk. */
static void
make_sparse (const DeckleTestFolder *folder,
             const char             *name,
             off_t                   size)
{
  g_autofree char *path = deckle_test_folder_path (folder, name);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, size), ==, 0);
  g_assert_true (g_close (fd, NULL));
}

static void
test_too_large (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();

  make_sparse (folder, "wind.json", DECKLE_BANK_SIZE_MAX + 1);
  assert_refused (folder, DECKLE_BANK_ERROR_TOO_LARGE, "wind.json", NULL, "64 MiB");

  /* Alone it would do, but not with the bank that names it. */
  make_sparse (folder, "wind.json", DECKLE_BANK_SIZE_MAX);
  assert_refused (folder, DECKLE_BANK_ERROR_TOO_LARGE, "wind.json", NULL, "64 MiB");

  make_sparse (folder, "bank.json", DECKLE_BANK_SIZE_MAX + 1);
  assert_refused (folder, DECKLE_BANK_ERROR_TOO_LARGE, "bank.json", NULL, "64 MiB");
}

/* A file that claims no size is read no further than the limit. */
static void
test_endless (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/zero");
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  if (!g_file_query_exists (file, NULL))
    {
      g_test_skip ("There is no /dev/zero");
      return;
    }

  bank = deckle_bank_read (file, NULL, NULL, &error);
  g_assert_null (bank);
  g_assert_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_TOO_LARGE);
}

static void
test_too_large_bytes (void)
{
  g_autofree char *data = g_malloc0 (DECKLE_BANK_SIZE_MAX + 1);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, DECKLE_BANK_SIZE_MAX + 1);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = deckle_bank_parse (bytes, "-", &problems, &error);

  g_assert_null (bank);
  g_assert_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_TOO_LARGE);
  g_assert_cmpuint (problems->len, ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (DeckleTestFolder) folder = copy_bank ();
  g_autofree char *path = deckle_test_folder_path (folder, "bank.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  g_cancellable_cancel (cancellable);
  bank = deckle_bank_read (file, &problems, cancellable, &error);
  g_assert_null (bank);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* The metadata is there even when no section file is, and cards are not looked at. */
static void
test_info (void)
{
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
  g_autofree char *path = deckle_test_folder_path (folder, "bank.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  DeckleBankInfo *info;

  replace_in_file (folder, "bank.json", "\"cards\": []", "\"cards\": [5]");
  info = deckle_bank_read_info (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->id, ==, "weather-basics");
  g_assert_cmpstr (info->version, ==, "1.2.3");
  deckle_bank_info_free (info);

  replace_in_file (folder, "bank.json", "\"1.2.3\"", "\"1.2\"");
  info = deckle_bank_read_info (file, NULL, &error);
  g_assert_null (info);
  g_assert_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_SCHEMA);
  g_assert_nonnull (strstr (error->message, "bank.json: “version”"));
}

/* The bank in our own resource bundle takes the same path. */
static void
test_bundled (void)
{
  g_autoptr (GFile) file = deckle_bank_get_bundled ();
  g_autoptr (DeckleBankInfo) info = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  info = deckle_bank_read_info (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->id, ==, "go-interview-433");

  bank = deckle_bank_read (file, &problems, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), >=, 43);
  g_assert_cmpstr (deckle_bank_get_info (bank)->version, ==, info->version);
}

static void
test_sample (void)
{
  g_autofree char *path = deckle_test_data_path ("bank", "sample_bank.json", NULL);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  if (path == NULL)
    {
      g_test_skip ("DECKLE_TEST_DATA has no bank/sample_bank.json");
      return;
    }

  file = g_file_new_for_path (path);
  bank = deckle_bank_read (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, 6);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/bank/files/split", test_split);
  g_test_add_func ("/bank/files/same-as-one-file", test_same_as_one_file);
  g_test_add_func ("/bank/files/missing", test_missing);
  g_test_add_func ("/bank/files/no-bank", test_no_bank);
  g_test_add_func ("/bank/files/folder", test_folder);
  g_test_add_func ("/bank/files/unreadable", test_unreadable);
  g_test_add_func ("/bank/files/link", test_link);
  g_test_add_func ("/bank/files/escape", test_escape);
  g_test_add_func ("/bank/files/itself", test_itself);
  g_test_add_func ("/bank/files/same-file-twice", test_same_file_twice);
  g_test_add_func ("/bank/files/wrong-section", test_wrong_section);
  g_test_add_func ("/bank/files/id-in-two-files", test_id_in_two_files);
  g_test_add_func ("/bank/files/problem-in-file", test_problem_in_file);
  g_test_add_func ("/bank/files/broken-file", test_broken_file);
  g_test_add_func ("/bank/files/too-large", test_too_large);
  g_test_add_func ("/bank/files/endless", test_endless);
  g_test_add_func ("/bank/files/too-large-bytes", test_too_large_bytes);
  g_test_add_func ("/bank/files/cancelled", test_cancelled);
  g_test_add_func ("/bank/files/info", test_info);
  g_test_add_func ("/bank/files/bundled", test_bundled);
  g_test_add_func ("/bank/files/sample", test_sample);

  return g_test_run ();
}
