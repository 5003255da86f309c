/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <string.h>

#include "library/deckle-clean.h"
#include "library/deckle-library-notes.h"

static gint64
card_at (LibraryFixture *fixture,
         guint           position)
{
  return g_array_index (fixture->cards, gint64, position);
}

static void
set_note (LibraryFixture *fixture,
          gint64          card,
          const char     *text)
{
  LibraryWait wait = { 0 };

  deckle_library_set_note_async (fixture->library, card, text, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
assert_note (LibraryFixture *fixture,
             gint64          card,
             const char     *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (record->note, ==, expected);
}

static guint
count_found (LibraryFixture *fixture,
             const char     *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = deckle_library_search (fixture->library, text, DECKLE_SCOPE_ALL, 100, &error);

  g_assert_no_error (error);
  return rows->len;
}

static void
test_undo (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autofree char *label = NULL;

  assert_note (fixture, card_at (fixture, 1), NULL);
  set_note (fixture, card_at (fixture, 1), "  say this at ACME\r\nand smile \n");
  assert_note (fixture, card_at (fixture, 1), "say this at ACME\nand smile");
  set_note (fixture, card_at (fixture, 1), "second thoughts");
  g_object_get (fixture->library, "undo-label", &label, NULL);
  g_assert_true (g_str_has_prefix (label, "Undo Note on"));

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, FALSE);
  assert_note (fixture, card_at (fixture, 1), "say this at ACME\nand smile");
  library_fixture_undo (fixture, FALSE);
  assert_note (fixture, card_at (fixture, 1), NULL);
  g_assert_cmpuint (count_found (fixture, "ACME"), ==, 0);
  library_fixture_undo (fixture, TRUE);
  library_fixture_undo (fixture, TRUE);
  assert_note (fixture, card_at (fixture, 1), "second thoughts");
  g_assert_cmpuint (count_found (fixture, "thoughts"), ==, 1);
  assert_note (fixture, card_at (fixture, 0), NULL);
  library_fixture_assert_sound (fixture);
}

/* A note that is there already is no step, and neither is removing none. */
static void
test_no_step (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);

  set_note (fixture, card_at (fixture, 0), NULL);
  set_note (fixture, card_at (fixture, 0), " ");
  g_assert_false (deckle_library_get_can_undo (fixture->library));
  set_note (fixture, card_at (fixture, 0), "once");
  set_note (fixture, card_at (fixture, 0), "once ");
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo"), ==, 1);
  set_note (fixture, card_at (fixture, 0), "");
  assert_note (fixture, card_at (fixture, 0), NULL);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card_note"), ==, 0);
}

static void
test_search (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);

  set_note (fixture, card_at (fixture, 0), "zq := 5");
  set_note (fixture, card_at (fixture, 2), "Grüße & Zöpfe§");
  g_assert_cmpuint (count_found (fixture, "zq"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "§"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "zöpfe"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "ZQ := 5"), ==, 1);
  set_note (fixture, card_at (fixture, 0), "other");
  g_assert_cmpuint (count_found (fixture, "zq"), ==, 0);

  library_fixture_exec (fixture, "DELETE FROM card_note_text");
  g_assert_cmpuint (count_found (fixture, "§"), ==, 0);
  library_fixture_repair (fixture);
  g_assert_cmpuint (count_found (fixture, "§"), ==, 1);
  library_fixture_assert_sound (fixture);
}

/* What is typed or pasted becomes valid, or is refused as a whole. */
static void
test_bad_input (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autofree char *long_text = g_strnfill (DECKLE_TEXT_BYTES_MAX + 1, 'x');
  g_autoptr (GError) error = NULL;
  LibraryWait wait = { 0 };

  set_note (fixture, card_at (fixture, 0), "a\xff" "b\x01\x1b" "c\u202e" "d\u2066" "e\u200f" "f\rg");
  assert_note (fixture, card_at (fixture, 0), "a\uFFFD" "bcde\u200f" "f\ng");

  deckle_library_set_note_async (fixture->library, card_at (fixture, 0), long_text, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "MiB"));
  assert_note (fixture, card_at (fixture, 0), "a\uFFFD" "bcde\u200f" "f\ng");
  g_clear_error (&error);

  long_text[1000 * 1000] = '\0';
  set_note (fixture, card_at (fixture, 1), long_text);
  assert_note (fixture, card_at (fixture, 1), long_text);

  deckle_library_set_note_async (fixture->library, 999, "nowhere", library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
  library_fixture_assert_sound (fixture);
}

static void
test_clean (void)
{
  static const struct
  {
    DeckleCleanMode mode;
    const char     *text;
    const char     *clean;
  } cases[] = {
    { DECKLE_CLEAN_LINE, " a\n b\t\tc ", "a b c" },
    { DECKLE_CLEAN_LINE, "", "" },
    { DECKLE_CLEAN_LINES, "\n a\n\n b \n", "a\n\n b" },
    { DECKLE_CLEAN_CODE, "\n \n\tfoo ()\r\n\t\tbar\n\n", "\tfoo ()\n\t\tbar" },
    { DECKLE_CLEAN_CODE, "\ufeff" "x", "x" },
    { DECKLE_CLEAN_LINES, NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *clean = deckle_clean_text (cases[i].text, cases[i].mode, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/notes/undo", test_undo);
  g_test_add_func ("/library/notes/no-step", test_no_step);
  g_test_add_func ("/library/notes/search", test_search);
  g_test_add_func ("/library/notes/bad-input", test_bad_input);
  g_test_add_func ("/library/notes/clean", test_clean);
  return g_test_run ();
}
