/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-backup.h"
#include "library/deckle-library-edit.h"
#include "library/deckle-library-notes.h"

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

typedef struct
{
  gboolean done;
  gint64   row;
  GError  *error;
} Created;

static void
on_created (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Created *created = user_data;

  created->row = deckle_library_create_finish (DECKLE_LIBRARY (source), result, &created->error);
  created->done = TRUE;
}

static gint64
wait_created (Created *created)
{
  while (!created->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (created->error);
  g_assert_cmpint (created->row, !=, 0);
  return created->row;
}

static gint64
create (LibraryFixture *fixture,
        const char     *question,
        gint64          section)
{
  g_autoptr (DeckleCard) card = make_card (question);
  DeckleCardTarget target = { 0, section, "My Deck", "Storage" };
  Created created = { 0 };

  deckle_library_create_card_async (fixture->library, card, &target, on_created, &created);
  return wait_created (&created);
}

static gint64
get_section (LibraryFixture *fixture,
             gint64          row)
{
  g_autoptr (DeckleCardRecord) record = load (fixture, row);

  return record->section;
}

static void
move (LibraryFixture *fixture,
      gint64          row,
      gint64          section)
{
  DeckleCardTarget target = { 0, section, "Moved", NULL };
  LibraryWait wait = { 0 };

  deckle_library_move_cards_async (fixture->library, &row, 1, &target, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static guint
count_cards (LibraryFixture *fixture)
{
  g_autoptr (GArray) rows = deckle_library_list_cards (fixture->library, DECKLE_SCOPE_ALL, NULL);

  return rows->len;
}

/* A deck, a section and a card in one step. */
static void
test_create (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GPtrArray) decks = NULL, sections = NULL;
  g_autoptr (DeckleCardRecord) record = NULL, other = NULL;
  g_autofree char *label = NULL;
  gint64 row, second;

  row = create (fixture, "How does a B-tree split?", 0);
  record = load (fixture, row);
  g_assert_cmpstr (deckle_card_get_code (record->card)->lang, ==, "sql");
  g_assert_true (g_str_has_prefix (deckle_card_get_id (record->card), "own-"));
  g_assert_cmpint (deckle_card_get_number (record->card), ==, 1);
  g_assert_false (record->edited);
  g_assert_cmpuint (count_found (fixture, "b-tree"), ==, 1);
  g_object_get (fixture->library, "undo-label", &label, NULL);
  g_assert_cmpstr (label, ==, "Undo New Card on “How does a B-tree split?”");

  second = create (fixture, "Another?", record->section);
  other = load (fixture, second);
  g_assert_cmpint (other->deck, ==, record->deck);
  g_assert_cmpint (deckle_card_get_number (other->card), ==, 2);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpuint (decks->len, ==, 1);
  g_assert_cmpint (((DeckleDeckInfo *) decks->pdata[0])->kind, ==, DECKLE_DECK_OWN);
  g_assert_cmpuint (((DeckleDeckInfo *) decks->pdata[0])->n_cards, ==, 2);

  library_fixture_grade (fixture, row, DECKLE_RATING_GOOD);
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  for (int i = 0; i < 3; i++)
    library_fixture_undo (fixture, FALSE);
  g_assert_cmpuint (count_cards (fixture), ==, 0);
  g_assert_cmpuint (count_found (fixture, "b-tree"), ==, 0);
  g_clear_pointer (&decks, g_ptr_array_unref);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpuint (decks->len, ==, 0);
  library_fixture_assert_sound (fixture);
  for (int i = 0; i < 3; i++)
    library_fixture_undo (fixture, TRUE);
  g_assert_cmpuint (count_cards (fixture), ==, 2);
  sections = deckle_library_list_sections (fixture->library, 0, NULL);
  g_assert_cmpuint (sections->len, ==, 1);
  g_assert_cmpstr (((DeckleSectionInfo *) sections->pdata[0])->title, ==, "Storage");
  library_fixture_assert_sound (fixture);
}

static void
test_sections (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  g_autoptr (GError) error = NULL;
  Created deck = { 0 }, section = { 0 }, nowhere = { 0 };
  LibraryWait wait = { 0 };
  gint64 bank;

  deckle_library_create_deck_async (fixture->library, "  My\nDeck ", on_created, &deck);
  wait_created (&deck);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM deck WHERE title = 'My Deck' AND removed = 0"), ==, 1);
  deckle_library_create_section_async (fixture->library, deck.row, "One", on_created, &section);
  wait_created (&section);
  deckle_library_rename_section_async (fixture->library, section.row, "Two", library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM section WHERE title = 'Two'"), ==, 1);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM section WHERE title = 'One' AND retired = 0"), ==, 1);
  library_fixture_undo (fixture, FALSE);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM deck WHERE kind = 2 AND removed = 0"), ==, 0);
  library_fixture_undo (fixture, TRUE);

  bank = library_fixture_get (fixture, "SELECT id FROM deck WHERE kind <> 2");
  deckle_library_create_section_async (fixture->library, bank, "Mine", on_created, &nowhere);
  while (!nowhere.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (nowhere.error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID);
  g_clear_error (&nowhere.error);
  deckle_library_rename_section_async (fixture->library, library_fixture_get (fixture, "SELECT min (id) FROM section"), "X",
                                       library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID);
  library_fixture_assert_sound (fixture);
}

/* Own cards go, with all that was answered kept; a bank's card does not. */
static void
test_delete (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GError) error = NULL;
  DeckleCounts counts;
  LibraryWait wait = { 0 };
  gint64 rows[2];

  IMPORT ("1.0.0", "alpha");
  rows[0] = create (fixture, "Mine?", 0);
  rows[1] = get_row (fixture, "q1");
  library_fixture_grade (fixture, rows[0], DECKLE_RATING_AGAIN);
  deckle_library_delete_cards_async (fixture->library, rows, 2, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“alpha” belongs to “Bank” and cannot be deleted. Suspend it, and it never comes.");
  g_assert_cmpuint (count_cards (fixture), ==, 2);

  deckle_library_delete_cards_async (fixture->library, rows, 1, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_cmpuint (count_cards (fixture), ==, 1);
  g_assert_cmpuint (count_found (fixture, "mine"), ==, 0);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 1);
  g_assert_cmpuint (counts.due_learning, ==, 0);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);
  IMPORT ("1.1.0", "alpha");
  g_assert_cmpuint (count_cards (fixture), ==, 1);
  library_fixture_assert_sound (fixture);
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpuint (count_found (fixture, "mine"), ==, 1);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.due_learning, ==, 1);
  library_fixture_undo (fixture, TRUE);
  g_assert_cmpuint (count_cards (fixture), ==, 1);
  library_fixture_assert_sound (fixture);
}

/* Progress, note and log go along; the bank brings it no second time; See also finds it; undo puts it back. */
static void
test_move (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleCardRecord) before = NULL, after = NULL, back = NULL;
  LibraryWait wait = { 0 };
  gint64 row, own;

  IMPORT ("1.0.0", "alpha", "beta", "gamma");
  row = get_row (fixture, "q1");
  library_fixture_grade (fixture, row, DECKLE_RATING_EASY);
  deckle_library_set_note_async (fixture->library, row, "say this", library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  before = load (fixture, row);
  move (fixture, row, 0);
  after = load (fixture, row);
  own = after->deck;
  g_assert_cmpint (own, !=, before->deck);
  g_assert_cmpstr (after->note, ==, "say this");
  library_assert_same_schedule (&after->schedule, &before->schedule);
  g_assert_cmpint (after->seed, ==, before->seed);
  g_assert_cmpint (get_row (fixture, "q1"), ==, row);
  g_assert_cmpint (deckle_library_find_card (fixture->library, own, "q2"), ==, get_row (fixture, "q2"));

  IMPORT ("1.1.0", "alpha two", "beta", "gamma");
  g_assert_cmpuint (count_cards (fixture), ==, 3);
  assert_card (fixture, row, "alpha", FALSE, FALSE);
  /* Gone from the bank altogether: the user's own stays. */
  IMPORT ("1.2.0", "", "beta", "gamma");
  g_assert_cmpuint (count_cards (fixture), ==, 3);
  IMPORT ("1.3.0", "alpha three", "beta", "gamma");
  library_fixture_assert_sound (fixture);

  move (fixture, get_row (fixture, "q2"), after->section);
  g_assert_cmpint (deckle_library_find_card (fixture->library, own, "q2"), ==, get_row (fixture, "q2"));
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, FALSE);
  library_fixture_undo (fixture, FALSE);
  back = load (fixture, row);
  g_assert_cmpint (back->deck, ==, before->deck);
  g_assert_cmpint (back->section, ==, before->section);
  g_assert_cmpstr (deckle_card_get_id (back->card), ==, "q1");
  g_assert_cmpstr (deckle_card_get_question (back->card), ==, "alpha three");
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card_origin"), ==, 0);
  IMPORT ("1.4.0", "alpha four", "beta", "gamma");
  assert_card (fixture, row, "alpha four", FALSE, FALSE);
  library_fixture_assert_sound (fixture);
}

/* An edited card is moved, the bank goes on, and all of it is taken back. */
static void
test_move_edited (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleCard) text = deckle_card_new ("any", 0, "mine", "The answer."), more = make_card ("mine for good");
  DeckleCardTarget target = { 0, 0, "Moved", NULL };
  LibraryWait wait = { 0 };
  gint64 row;

  IMPORT ("1.0.0", "alpha", "beta");
  row = get_row (fixture, "q1");
  deckle_library_edit_card_async (fixture->library, row, text, &target, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  assert_card (fixture, row, "mine", FALSE, FALSE);
  deckle_library_edit_card_async (fixture->library, row, more, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  IMPORT ("1.1.0", "alpha two", "beta");
  assert_card (fixture, row, "mine for good", FALSE, FALSE);
  library_fixture_undo (fixture, FALSE);
  assert_card (fixture, row, "mine", FALSE, FALSE);
  library_fixture_undo (fixture, FALSE);
  assert_card (fixture, row, "alpha two", FALSE, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card_edit"), ==, 0);
  library_fixture_undo (fixture, TRUE);
  assert_card (fixture, row, "mine", FALSE, FALSE);
  library_fixture_undo (fixture, TRUE);
  assert_card (fixture, row, "mine for good", FALSE, FALSE);
  g_assert_cmpint (get_row (fixture, "q1"), ==, row);
  library_fixture_assert_sound (fixture);
}

/* A section may desire a retention of its own: a card that comes counts as known by that, and by its old one when it goes back. */
static void
test_move_retention (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autofree char *sql = NULL;
  gint64 row, section, before;

  IMPORT ("1.0.0", "alpha");
  row = get_row (fixture, "q1");
  library_fixture_grade (fixture, row, DECKLE_RATING_EASY);
  section = get_section (fixture, create (fixture, "Mine?", 0));
  sql = g_strdup_printf ("INSERT INTO setting (name, position, value) VALUES ('section-retention', %" G_GINT64_FORMAT ", 0.97)",
                         section);
  library_fixture_exec (fixture, sql);
  before = library_fixture_get (fixture, "SELECT known_until_day FROM card WHERE question = 'alpha'");
  move (fixture, row, section);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT known_until_day FROM card WHERE question = 'alpha'"), <, before);
  library_fixture_assert_sound (fixture);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT known_until_day FROM card WHERE question = 'alpha'"), ==, before);
  library_fixture_assert_sound (fixture);
}

/* Between decks of the user's own; two cards of one id never clash. */
static void
test_move_ids (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleCardRecord) record = NULL;
  gint64 first, second, section, moved;

  IMPORT ("1.0.0", "alpha");
  first = create (fixture, "One?", 0);
  section = get_section (fixture, first);
  second = create (fixture, "Two?", 0);
  g_assert_cmpint (get_section (fixture, second), !=, section);
  library_fixture_exec (fixture, "UPDATE card SET card_id = 'q1' WHERE question = 'One?'");
  moved = get_row (fixture, "q1");
  move (fixture, moved, section);
  record = load (fixture, moved);
  g_assert_true (g_str_has_prefix (deckle_card_get_id (record->card), "own-"));
  g_assert_cmpint (get_row (fixture, "q1"), ==, moved);
  move (fixture, first, get_section (fixture, second));
  move (fixture, moved, get_section (fixture, second));
  g_assert_cmpint (get_row (fixture, "q1"), ==, moved);
  for (int i = 0; i < 3; i++)
    library_fixture_undo (fixture, FALSE);
  g_clear_pointer (&record, deckle_card_record_free);
  record = load (fixture, moved);
  g_assert_cmpstr (deckle_card_get_id (record->card), ==, "q1");
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card_origin"), ==, 0);
  library_fixture_assert_sound (fixture);
}

/* What the user made survives damage, and a backup has it. */
static void
test_rescue (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleCard) text = deckle_card_new ("any", 0, "mine", "The answer."), draft = make_card ("half");
  g_autoptr (DeckleCard) kept = NULL, bank = NULL;
  g_autoptr (GError) error = NULL;
  DeckleRescue rescue = { 0 };
  LibraryWait wait = { 0 };
  gint64 edited, moved, own;

  IMPORT ("1.0.0", "alpha", "beta");
  edited = get_row (fixture, "q1");
  moved = get_row (fixture, "q2");
  own = create (fixture, "Own?", 0);
  deckle_library_edit_card_async (fixture->library, edited, text, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  move (fixture, moved, get_section (fixture, own));
  deckle_library_set_note_async (fixture->library, own, "findable", library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  deckle_library_save_draft_async (fixture->library, 0, 0, draft, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  library_fixture_close (fixture);

  g_assert_true (deckle_library_rescue (fixture->path, fixture->clock, &rescue, &error));
  g_assert_no_error (error);
  deckle_rescue_clear (&rescue);
  library_fixture_open (fixture);
  assert_card (fixture, edited, "mine", TRUE, FALSE);
  bank = deckle_library_load_bank_text (fixture->library, edited, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (deckle_card_get_question (bank), ==, "alpha");
  g_assert_cmpint (get_row (fixture, "q2"), ==, moved);
  g_assert_cmpuint (count_found (fixture, "findable"), ==, 1);
  kept = deckle_library_load_draft (fixture->library, 0, NULL);
  g_assert_cmpstr (deckle_card_get_question (kept), ==, "half");
  g_assert_cmpuint (g_strv_length ((GStrv) deckle_card_get_points (kept)), ==, 3);
  IMPORT ("1.1.0", "alpha two", "beta two");
  assert_card (fixture, edited, "mine", TRUE, TRUE);
  g_assert_cmpuint (count_cards (fixture), ==, 3);
  library_fixture_assert_sound (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/own/create", test_create);
  g_test_add_func ("/library/own/sections", test_sections);
  g_test_add_func ("/library/own/delete", test_delete);
  g_test_add_func ("/library/own/move", test_move);
  g_test_add_func ("/library/own/move-edited", test_move_edited);
  g_test_add_func ("/library/own/move-ids", test_move_ids);
  g_test_add_func ("/library/own/move-retention", test_move_retention);
  g_test_add_func ("/library/own/rescue", test_rescue);
  return g_test_run ();
}
