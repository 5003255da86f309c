/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <string.h>

#include "library/deckle-library-edit.h"
#include "library/deckle-library-updates.h"

#define IMPORT(version, ...) \
  library_fixture_import_questions (fixture, version, DECKLE_DECK_BUNDLED, (const char * const[]){ __VA_ARGS__, NULL })

static gint64
get_row (LibraryFixture *fixture,
         const char     *card_id)
{
  return deckle_library_find_card (fixture->library, library_fixture_get (fixture, "SELECT id FROM deck WHERE deck_id = 'bank'"),
                                   card_id);
}

static DeckleCardRecord *
load (LibraryFixture *fixture,
      gint64          row)
{
  g_autoptr (GError) error = NULL;
  DeckleCardRecord *record = deckle_library_load_card (fixture->library, row, &error);

  g_assert_no_error (error);
  return record;
}

static void
assert_card (LibraryFixture *fixture,
             gint64          row,
             const char     *question,
             gboolean        edited,
             gboolean        pending)
{
  g_autoptr (DeckleCardRecord) record = load (fixture, row);

  g_assert_cmpstr (deckle_card_get_question (record->card), ==, question);
  g_assert_cmpint (record->edited, ==, edited);
  g_assert_cmpint (record->pending, ==, pending);
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

/* A card with everything. */
static DeckleCard *
make_card (const char *question)
{
  DeckleCard *card = deckle_card_new ("any", 0, question, "An answer of my own.");
  DeckleCode code = { .kind = DECKLE_CODE_TEXT, .text = (char *) "\n  SELECT 1;\n\n", .lang = (char *) "sql",
                      .output = (char *) "1\n" };

  deckle_card_set_detail (card, "Some detail.");
  deckle_card_set_level (card, DECKLE_LEVEL_ADVANCED);
  deckle_card_set_points (card, (const char * const[]){ "first", " ", "second ", NULL });
  deckle_card_set_tags (card, (const char * const[]){ "sql", "two words", "sql", NULL });
  deckle_card_add_reference (card, "", "https://example.org/");
  deckle_card_set_code (card, &code);
  return card;
}

static void
edit (LibraryFixture *fixture,
      gint64          row,
      const char     *question)
{
  g_autoptr (DeckleCard) text = deckle_card_new ("any", 0, question, "The answer.");
  LibraryWait wait = { 0 };

  deckle_library_edit_card_async (fixture->library, row, text, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
revert (LibraryFixture *fixture,
        gint64          row,
        gboolean        keep)
{
  LibraryWait wait = { 0 };

  if (keep)
    deckle_library_keep_edit_async (fixture->library, row, library_wait_on_written, &wait);
  else
    deckle_library_revert_card_async (fixture->library, row, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
assert_bank (LibraryFixture *fixture,
             gint64          row,
             const char     *question)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCard) bank = deckle_library_load_bank_text (fixture->library, row, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (deckle_card_get_question (bank), ==, question);
}

/* Every text and list is stored, found, taken back and done again, across restarts. */
static void
test_everything (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleCard) text = make_card ("Mine entirely");
  g_autoptr (DeckleCardRecord) before = NULL, after = NULL, undone = NULL, redone = NULL;
  LibraryWait wait = { 0 };
  gint64 row;

  IMPORT ("1.0.0", "alpha", "beta");
  row = get_row (fixture, "q1");
  library_fixture_grade (fixture, row, DECKLE_RATING_GOOD);
  before = load (fixture, row);
  deckle_library_edit_card_async (fixture->library, row, text, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);

  after = load (fixture, row);
  g_assert_true (after->edited);
  g_assert_cmpstr (deckle_card_get_id (after->card), ==, "q1");
  g_assert_cmpint (deckle_card_get_number (after->card), ==, 1);
  g_assert_cmpstr (deckle_card_get_detail (after->card), ==, "Some detail.");
  g_assert_cmpint (deckle_card_get_level (after->card), ==, DECKLE_LEVEL_ADVANCED);
  g_assert_cmpuint (g_strv_length ((GStrv) deckle_card_get_points (after->card)), ==, 2);
  g_assert_cmpuint (g_strv_length ((GStrv) deckle_card_get_tags (after->card)), ==, 2);
  g_assert_cmpstr (deckle_card_get_tags (after->card)[1], ==, "two-words");
  g_assert_cmpstr (deckle_card_get_code (after->card)->text, ==, "  SELECT 1;");
  g_assert_cmpstr (deckle_card_get_code (after->card)->output, ==, "1");
  g_assert_cmpstr (deckle_card_get_reference (after->card, 0)->title, ==, "https://example.org/");
  library_assert_same_schedule (&after->schedule, &before->schedule);
  g_assert_cmpuint (count_found (fixture, "entirely"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "alpha"), ==, 0);

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, FALSE);
  undone = load (fixture, row);
  g_assert_true (deckle_card_equal (undone->card, before->card));
  g_assert_false (undone->edited);
  g_assert_cmpuint (count_found (fixture, "alpha"), ==, 1);
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, TRUE);
  redone = load (fixture, row);
  g_assert_true (deckle_card_equal (redone->card, after->card));
  g_assert_true (redone->edited);
  library_fixture_assert_sound (fixture);
}

/* An update never overwrites what the user wrote, and follows on a card that was not edited. */
static void
test_update (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleUpdate) update = NULL;
  gint64 first, second;

  IMPORT ("1.0.0", "alpha", "beta");
  first = get_row (fixture, "q1");
  second = get_row (fixture, "q2");
  edit (fixture, first, "mine");
  IMPORT ("1.1.0", "alpha", "better");
  assert_card (fixture, first, "mine", TRUE, FALSE);
  assert_card (fixture, second, "better", FALSE, FALSE);
  IMPORT ("1.2.0", "alpha two", "better");
  assert_card (fixture, first, "mine", TRUE, TRUE);
  assert_bank (fixture, first, "alpha two");
  g_assert_cmpuint (count_found (fixture, "mine"), ==, 1);

  revert (fixture, first, TRUE);
  assert_card (fixture, first, "mine", TRUE, FALSE);
  library_fixture_undo (fixture, FALSE);
  assert_card (fixture, first, "mine", TRUE, TRUE);
  library_fixture_undo (fixture, TRUE);
  IMPORT ("1.3.0", "alpha three", "better");
  assert_card (fixture, first, "mine", TRUE, TRUE);
  revert (fixture, first, FALSE);
  assert_card (fixture, first, "alpha three", FALSE, FALSE);
  g_assert_cmpuint (count_found (fixture, "alpha three"), ==, 1);
  library_fixture_undo (fixture, FALSE);
  assert_card (fixture, first, "mine", TRUE, TRUE);
  library_fixture_undo (fixture, TRUE);
  assert_card (fixture, first, "alpha three", FALSE, FALSE);
  IMPORT ("1.4.0", "alpha four", "better");
  assert_card (fixture, first, "alpha four", FALSE, FALSE);
  library_fixture_assert_sound (fixture);
}

/* Undo goes back to what the bank says today, not to what it said then; redo asks when that differs. */
static void
test_undo_over_update (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  gint64 row;

  IMPORT ("1.0.0", "alpha");
  row = get_row (fixture, "q1");
  edit (fixture, row, "mine");
  edit (fixture, row, "mine again");
  IMPORT ("1.1.0", "alpha two");
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, FALSE);
  assert_card (fixture, row, "mine", TRUE, TRUE);
  library_fixture_undo (fixture, FALSE);
  assert_card (fixture, row, "alpha two", FALSE, FALSE);
  IMPORT ("1.2.0", "alpha three");
  assert_card (fixture, row, "alpha three", FALSE, FALSE);
  library_fixture_undo (fixture, TRUE);
  assert_card (fixture, row, "mine", TRUE, TRUE);
  assert_bank (fixture, row, "alpha three");
  library_fixture_undo (fixture, TRUE);
  assert_card (fixture, row, "mine again", TRUE, TRUE);
  library_fixture_assert_sound (fixture);
}

/* The user writes what the bank says, or the bank takes over what the user wrote: then nothing is edited. */
static void
test_same (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GError) error = NULL;
  LibraryWait wait = { 0 };
  gint64 row;

  IMPORT ("1.0.0", "alpha");
  row = get_row (fixture, "q1");
  edit (fixture, row, " alpha ");
  g_assert_false (deckle_library_get_can_undo (fixture->library));
  edit (fixture, row, "mine");
  edit (fixture, row, "alpha");
  assert_card (fixture, row, "alpha", FALSE, FALSE);
  library_fixture_undo (fixture, FALSE);
  assert_card (fixture, row, "mine", TRUE, FALSE);
  IMPORT ("1.1.0", "mine");
  assert_card (fixture, row, "mine", FALSE, FALSE);

  deckle_library_revert_card_async (fixture->library, row, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING);
  g_assert_null (deckle_library_load_bank_text (fixture->library, row, NULL));
}

/* Refused as a whole, with a sentence, and what was queued behind it is written. */
static void
test_bad_input (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autofree char *long_text = g_strnfill (1024 * 1024 + 1, 'x');
  static const char * const questions[] = { "", " \u202e ", NULL };
  gint64 row;

  IMPORT ("1.0.0", "alpha");
  row = get_row (fixture, "q1");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (DeckleCard) text = deckle_card_new ("any", 0, questions[i] != NULL ? questions[i] : long_text, "x");
      g_autoptr (GError) error = NULL;
      LibraryWait wait = { 0 }, behind = { 0 };

      deckle_library_edit_card_async (fixture->library, row, text, NULL, library_wait_on_written, &wait);
      deckle_library_set_flag_async (fixture->library, &row, 1, i + 1, library_wait_on_written, &behind);
      error = library_wait_take (&wait);
      g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID);
      g_assert_true (g_str_has_suffix (error->message, "."));
      library_wait_succeed (&behind);
      assert_card (fixture, row, "alpha", FALSE, FALSE);
    }
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo WHERE kind = 9"), ==, 0);

  edit (fixture, row, "a\xff\u202e" "b\x07");
  assert_card (fixture, row, "a\uFFFD" "b", TRUE, FALSE);
  long_text[1000 * 1000] = '\0';
  edit (fixture, row, long_text);
  assert_card (fixture, row, long_text, TRUE, FALSE);
  library_fixture_assert_sound (fixture);
}

static void
test_draft (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleCard) first = deckle_card_new ("any", 0, "half a ques", ""), second = make_card ("more of it");
  g_autoptr (DeckleCard) draft = NULL, stored = NULL;
  LibraryWait wait = { 0 };
  gint64 row, section;

  IMPORT ("1.0.0", "alpha");
  row = get_row (fixture, "q1");
  g_assert_null (deckle_library_load_draft (fixture->library, 0, NULL));
  deckle_library_save_draft_async (fixture->library, 0, 7, first, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  deckle_library_save_draft_async (fixture->library, 0, 7, second, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  deckle_library_save_draft_async (fixture->library, row, 0, first, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_false (deckle_library_get_can_undo (fixture->library));
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM text_image"), ==, 2);

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  draft = deckle_library_load_draft (fixture->library, 0, &section);
  g_assert_cmpstr (deckle_card_get_question (draft), ==, "more of it");
  g_assert_cmpstr (deckle_card_get_points (draft)[1], ==, " ");
  g_assert_cmpint (section, ==, 7);
  deckle_library_drop_draft_async (fixture->library, 0, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_null (deckle_library_load_draft (fixture->library, 0, NULL));
  stored = deckle_library_load_draft (fixture->library, row, &section);
  g_assert_cmpstr (deckle_card_get_question (stored), ==, "half a ques");
  edit (fixture, row, "mine");
  g_assert_null (deckle_library_load_draft (fixture->library, row, NULL));
}

/* Images go with the last that refers to them. */
static void
test_images (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  gint64 row;

  IMPORT ("1.0.0", "alpha");
  row = get_row (fixture, "q1");
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *question = g_strdup_printf ("number %d", i);

      edit (fixture, row, question);
      library_fixture_undo (fixture, FALSE);
    }
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM text_image"), <=, 4);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM pragma_foreign_key_check ()"), ==, 0);
  library_fixture_assert_sound (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/edit/everything", test_everything);
  g_test_add_func ("/library/edit/update", test_update);
  g_test_add_func ("/library/edit/undo-over-update", test_undo_over_update);
  g_test_add_func ("/library/edit/same", test_same);
  g_test_add_func ("/library/edit/bad-input", test_bad_input);
  g_test_add_func ("/library/edit/draft", test_draft);
  g_test_add_func ("/library/edit/images", test_images);
  return g_test_run ();
}
