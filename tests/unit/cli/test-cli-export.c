/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-cli-run.h"

#include <glib/gstdio.h>

#include "bank/deckle-bank-reader.h"
#include "formats/deckle-separated.h"

#define N_BUNDLED 433u

static char *
run_export (CliFixture *f,
            const char *name)
{
  char *path = deckle_test_folder_path (f->folder, name);

  cli_run (f, "export", path);
  cli_assert_success (f);
  cli_assert_prints (f, "Wrote 433 questions to ");
  return path;
}

static GBytes *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static DeckleBank *
read_bundled (void)
{
  g_autoptr (GFile) file = deckle_bank_get_bundled ();
  g_autoptr (GError) error = NULL;
  DeckleBank *bank = deckle_bank_read (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return bank;
}

/* @complete: whether cards are the same in everything, or in what a list of questions has. */
static void
assert_same_cards (DeckleBank *a,
                   DeckleBank *b,
                   gboolean    complete)
{
  g_assert_cmpuint (deckle_bank_get_n_cards (a), ==, deckle_bank_get_n_cards (b));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (a)), ==, g_list_model_get_n_items (G_LIST_MODEL (b)));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (a)); i++)
    {
      g_autoptr (DeckleSection) first = g_list_model_get_item (G_LIST_MODEL (a), i);
      g_autoptr (DeckleSection) second = g_list_model_get_item (G_LIST_MODEL (b), i);

      g_assert_cmpstr (deckle_section_get_title (first), ==, deckle_section_get_title (second));
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (first)); j++)
        {
          g_autoptr (DeckleCard) card = g_list_model_get_item (G_LIST_MODEL (first), j);
          g_autoptr (DeckleCard) again = g_list_model_get_item (G_LIST_MODEL (second), j);

          g_test_message ("%s", deckle_card_get_id (card));
          g_assert_nonnull (again);
          g_assert_cmpstr (deckle_card_get_question (card), ==, deckle_card_get_question (again));
          g_assert_true (!complete || deckle_card_equal (card, again));
        }
    }
}

/* The whole bundled bank as a bank: nothing is lost, not of the bank itself either. */
static void
test_json (CliFixture    *f,
           gconstpointer  data)
{
  g_autofree char *path = run_export (f, "all.json");
  g_autoptr (DeckleBank) bundled = read_bundled (), again = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  again = deckle_bank_read (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (deckle_bank_get_id (again), ==, deckle_bank_get_id (bundled));
  g_assert_cmpstr (deckle_bank_get_info (again)->licence_spdx, ==, deckle_bank_get_info (bundled)->licence_spdx);
  assert_same_cards (bundled, again, TRUE);

  cli_run (f, "import", path);
  cli_assert_success (f);
  cli_assert_prints (f, "433 questions stay as they are\n");
}

static void
test_table (CliFixture    *f,
            gconstpointer  data)
{
  g_autofree char *path = run_export (f, data);
  g_autoptr (GBytes) bytes = load (path);
  g_autoptr (DeckleBank) bundled = read_bundled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleSeparated) table = deckle_separated_read (bytes, data, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (table->notes->len, ==, 0);
  g_assert_cmpuint (table->n_rows, ==, N_BUNDLED);
  g_assert_cmpstr (deckle_bank_get_title (table->bank), ==, deckle_bank_get_title (bundled));
  assert_same_cards (bundled, table->bank, TRUE);
}

static void
test_markdown (CliFixture    *f,
               gconstpointer  data)
{
  g_autofree char *path = run_export (f, "all.md");
  g_autoptr (GBytes) bytes = load (path);
  g_autoptr (DeckleBank) bundled = read_bundled (), again = NULL;
  g_autoptr (GError) error = NULL;

  again = deckle_markdown_parse (bytes, "all.md", NULL, &error);
  g_assert_no_error (error);
  assert_same_cards (bundled, again, FALSE);
}

/* A part is a deck of its own: importing it takes nothing away. */
static void
test_section (CliFixture    *f,
              gconstpointer  data)
{
  g_autofree char *path = deckle_test_folder_path (f->folder, "part.json");

  cli_run (f, "export", "--section", "Basics", path);
  cli_assert_success (f);
  cli_run (f, "import", path);
  cli_assert_success (f);
  cli_assert_prints (f, "stand in “");
  g_assert_null (strstr (f->out, "no longer there"));
}

/* What a strict bank must have, an imported list lacks; its export is read back nonetheless. */
static void
test_imported (CliFixture    *f,
               gconstpointer  data)
{
  static const char *formats[] = { "json", "csv", "tsv", "md" };
  g_autofree char *list = cli_write_file (f, "Own & short.csv", "question,answer\n=q1,-a1\n\"'+q2\",@a2\n", -1);

  cli_run (f, "import", list);
  cli_assert_success (f);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      cli_run (f, "export", "--deck", "Own & short", "--format", formats[i], "-");
      cli_assert_success (f);
      g_test_message ("%s", f->out);
      g_assert_nonnull (strstr (f->out, "=q1"));
      g_assert_cmpint (strstr (f->out, ",'=q1,'-a1,") != NULL, ==, g_str_equal (formats[i], "csv"));
      if (i == 0)
        {
          g_autofree char *path = cli_write_file (f, "again.json", f->out, (gssize) f->out_size);

          cli_run (f, "import", path);
          cli_assert_success (f);
          cli_assert_prints (f, "2 questions stay as they are\n");
        }
    }
}

/* Several decks with the same ids in one bank. */
static void
test_everything (CliFixture    *f,
                 gconstpointer  data)
{
  g_autofree char *a = cli_write_file (f, "a.csv", "guid,question,answer\nx-001,q1,a1\n", -1);
  g_autofree char *b = cli_write_file (f, "b.csv", "guid,question,answer\nx-001,q2,a2\n", -1);
  g_autofree char *path = deckle_test_folder_path (f->folder, "all.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  cli_run (f, "import", a);
  cli_assert_success (f);
  cli_run (f, "import", b);
  cli_assert_success (f);
  cli_run (f, "export", path);
  cli_assert_success (f);
  bank = deckle_bank_read (file, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (deckle_bank_get_n_cards (bank), ==, N_BUNDLED + 2);
}

static void
test_failures (CliFixture    *f,
               gconstpointer  data)
{
  g_autofree char *path = cli_write_file (f, "kept.csv", "kept", -1);
  g_autofree char *nowhere = deckle_test_folder_path (f->folder, "missing/all.csv");
  g_autofree char *text = NULL;

  cli_run (f, "export");
  cli_assert_sentence (f, 2, "needs one file");
  cli_run (f, "export", "cards");
  cli_assert_sentence (f, 2, "--format");
  cli_run (f, "export", "--format", "docx", "cards");
  cli_assert_sentence (f, 2, "no format “docx”");
  cli_run (f, "export", "--deck", "No such deck", path);
  cli_assert_sentence (f, 1, "There is no deck “No such deck”.");
  cli_run (f, "export", "--section", "No such section", path);
  cli_assert_sentence (f, 1, "There is no section “No such section”.");
  cli_run (f, "export", nowhere);
  cli_assert_sentence (f, 1, "was not written: ");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "kept");
}

/* Written beside and renamed: nothing else stays in the folder, and a folder that is not there is refused with a sentence. */
static void
test_whole (CliFixture    *f,
            gconstpointer  data)
{
  g_autofree char *path = deckle_test_folder_path (f->folder, "out/cards.csv");
  g_autofree char *folder = deckle_test_folder_path (f->folder, "out");
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;

  cli_run (f, "export", path);
  g_assert_cmpint (f->status, ==, 1);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      cli_run (f, "export", path);
      cli_assert_success (f);
      g_clear_pointer (&dir, g_dir_close);
      dir = g_dir_open (folder, 0, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (g_dir_read_name (dir), ==, "cards.csv");
      g_assert_null (g_dir_read_name (dir));
    }
}

int
main (int    argc,
      char **argv)
{
  cli_init (&argc, &argv);

#define ADD(path, data, function) g_test_add ("/cli/export/" path, CliFixture, data, cli_set_up, function, cli_tear_down)
  ADD ("json", NULL, test_json);
  ADD ("csv", "all.csv", test_table);
  ADD ("tsv", "all.tsv", test_table);
  ADD ("markdown", NULL, test_markdown);
  ADD ("section", NULL, test_section);
  ADD ("imported", NULL, test_imported);
  ADD ("everything", NULL, test_everything);
  ADD ("failures", NULL, test_failures);
  ADD ("whole", NULL, test_whole);
#undef ADD

  return g_test_run ();
}
