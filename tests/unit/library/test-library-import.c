/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <string.h>

#include "library/deckle-backup.h"
#include "library/deckle-overlap.h"

/* A bank of one section for each string: questions separated by “|”; a card's id is “q” and its number. */
static DeckleBank *
make_bank (const char         *id,
           const char         *version,
           const char * const *sections)
{
  g_autoptr (GListStore) list = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autofree char *title = g_strconcat ("Title of ", id, NULL);
  const DeckleBankInfo info = {
    .id = (char *) id, .title = title, .language = (char *) "en", .version = (char *) version,
  };
  int number = 0;

  for (int i = 0; sections[i] != NULL; i++)
    {
      g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
      g_autofree char *section_id = g_strdup_printf ("s%d", i);
      g_autoptr (DeckleSection) section = deckle_section_new (section_id, section_id, G_LIST_MODEL (cards));
      g_auto (GStrv) questions = g_strsplit (sections[i], "|", -1);

      for (int j = 0; questions[j] != NULL; j++)
        {
          g_autofree char *card_id = g_strdup_printf ("q%d", ++number);
          g_autoptr (DeckleCard) card = NULL;

          if (questions[j][0] == '\0')
            continue;
          card = deckle_card_new (card_id, number, questions[j], "The answer.");
          g_list_store_append (cards, card);
        }
      g_list_store_append (list, section);
    }
  return deckle_bank_new (&info, G_LIST_MODEL (list));
}

#define BANK(id, version, ...) make_bank (id, version, (const char * const[]){ __VA_ARGS__, NULL })

static void
import_as (LibraryFixture *fixture,
           DeckleBank     *bank,
           DeckleDeckKind  kind)
{
  LibraryWait wait = { 0 };

  deckle_library_import_async (fixture->library, bank, kind, NULL, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static DeckleImportPlan *
plan (LibraryFixture *fixture,
      DeckleBank     *bank)
{
  g_autoptr (GError) error = NULL;
  DeckleImportPlan *made = deckle_library_plan_import (fixture->library, bank, &error);

  g_assert_no_error (error);
  return made;
}

static void
assert_plan (LibraryFixture *fixture,
             DeckleBank     *bank,
             gboolean        exists,
             const char     *fresh,
             const char     *changed,
             const char     *vanished,
             guint           n_same)
{
  g_autoptr (DeckleImportPlan) made = plan (fixture, bank);
  g_autofree char *fresh_ids = g_strjoinv (",", made->fresh);
  g_autofree char *changed_ids = g_strjoinv (",", made->changed);
  g_autofree char *vanished_ids = g_strjoinv (",", made->vanished);

  g_assert_cmpint (made->exists, ==, exists);
  g_assert_cmpstr (fresh_ids, ==, fresh);
  g_assert_cmpstr (changed_ids, ==, changed);
  g_assert_cmpstr (vanished_ids, ==, vanished);
  g_assert_cmpuint (made->n_same, ==, n_same);
}

static gint64
find (LibraryFixture *fixture,
      const char     *card_id)
{
  gint64 deck = library_fixture_get (fixture, "SELECT id FROM deck ORDER BY id LIMIT 1");

  return deckle_library_find_card (fixture->library, deck, card_id);
}

static void
test_twice (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = BANK ("d", "1.0.0", "alpha|beta", "gamma");

  assert_plan (fixture, bank, FALSE, "q1,q2,q3", "", "", 0);
  library_fixture_import (fixture, bank);
  g_assert_cmpuint (fixture->cards->len, ==, 3);
  assert_plan (fixture, bank, TRUE, "", "", "", 3);
  library_fixture_import (fixture, bank);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE text_version = 1"), ==, 3);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM deck"), ==, 1);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM section"), ==, 2);
}

/* A corrected document: texts change, progress stays. */
static void
test_corrected (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) first = BANK ("d", "1.0.0", "alpha|beta", "gamma");
  g_autoptr (DeckleBank) second = BANK ("d", "1.0.1", "alpha corrected|beta", "gamma|delta");
  g_autoptr (DeckleCardRecord) before = NULL, after = NULL;
  g_autofree char *version = NULL;

  library_fixture_import (fixture, first);
  library_fixture_grade (fixture, find (fixture, "q1"), DECKLE_RATING_GOOD);
  before = deckle_library_load_card (fixture->library, find (fixture, "q1"), NULL);

  assert_plan (fixture, second, TRUE, "q4", "q1", "", 2);
  library_fixture_import (fixture, second);
  after = deckle_library_load_card (fixture->library, find (fixture, "q1"), NULL);
  g_assert_cmpint (after->row, ==, before->row);
  g_assert_cmpstr (deckle_card_get_question (after->card), ==, "alpha corrected");
  library_assert_same_schedule (&after->schedule, &before->schedule);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT text_version FROM card WHERE card_id = 'q1'"), ==, 2);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card_text WHERE card_text MATCH '\"corrected\"'"),
                   ==, 1);
  version = deckle_library_get_deck_version (fixture->library, "d");
  g_assert_cmpstr (version, ==, "1.0.1");
}

/* A card that vanished is retired, and comes back with its progress. */
static void
test_vanished (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) whole = BANK ("d", "1.0.0", "alpha|beta", "gamma");
  g_autoptr (DeckleBank) shorter = BANK ("d", "1.0.0", "alpha|beta");
  g_autoptr (DeckleCardRecord) record = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  gint64 row;
  DeckleCounts counts;

  library_fixture_import (fixture, whole);
  row = find (fixture, "q3");
  library_fixture_grade (fixture, row, DECKLE_RATING_AGAIN);

  assert_plan (fixture, shorter, TRUE, "", "", "q3", 2);
  library_fixture_import (fixture, shorter);
  g_assert_cmpuint (fixture->cards->len, ==, 2);
  g_assert_cmpint (find (fixture, "q3"), ==, 0);
  sections = deckle_library_list_sections (fixture->library, 0, NULL);
  g_assert_cmpuint (sections->len, ==, 1);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 2);
  g_assert_cmpuint (counts.due_learning, ==, 0);
  record = deckle_library_load_card (fixture->library, row, NULL);
  g_assert_true (record->retired);
  assert_plan (fixture, shorter, TRUE, "", "", "", 2);

  assert_plan (fixture, whole, TRUE, "q3", "", "", 2);
  library_fixture_import (fixture, whole);
  g_assert_cmpint (find (fixture, "q3"), ==, row);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.due_learning, ==, 1);
  library_fixture_assert_sound (fixture);
}

/* A card that moved to another section keeps its progress. */
static void
test_moved (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) before = BANK ("d", "1.0.0", "alpha|beta", "gamma");
  g_autoptr (DeckleBank) after = BANK ("d", "1.0.0", "alpha", "beta|gamma");
  g_autoptr (DeckleCardRecord) record = NULL;
  gint64 row;

  library_fixture_import (fixture, before);
  row = find (fixture, "q2");
  library_fixture_grade (fixture, row, DECKLE_RATING_GOOD);
  library_fixture_import (fixture, after);
  record = deckle_library_load_card (fixture->library, row, NULL);
  g_assert_cmpint (record->schedule.reps, ==, 1);
  g_assert_cmpint (record->section, ==, library_fixture_get (fixture, "SELECT id FROM section WHERE section_id = 's1'"));
}

static DeckleDeckInfo *
get_deck (GPtrArray  *decks,
          const char *id)
{
  for (guint i = 0; i < decks->len; i++)
    if (g_str_equal (((DeckleDeckInfo *) decks->pdata[i])->id, id))
      return decks->pdata[i];
  return NULL;
}

static void
test_rename_remove_undo (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = BANK ("d", "1.0.0", "alpha|beta", "gamma");
  g_autoptr (GPtrArray) decks = NULL;
  LibraryWait wait = { 0 };
  gint64 deck;
  DeckleCounts counts;

  library_fixture_import (fixture, bank);
  deck = library_fixture_get (fixture, "SELECT id FROM deck");
  deckle_library_rename_deck_async (fixture->library, deck, " My Deck ", library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpstr (get_deck (decks, "d")->title, ==, "My Deck");
  g_assert_cmpuint (get_deck (decks, "d")->n_cards, ==, 3);
  /* An import leaves the user's name alone. */
  library_fixture_import (fixture, bank);
  g_clear_pointer (&decks, g_ptr_array_unref);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpstr (get_deck (decks, "d")->title, ==, "My Deck");

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_AGAIN);
  deckle_library_remove_deck_async (fixture->library, deck, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_clear_pointer (&decks, g_ptr_array_unref);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpuint (decks->len, ==, 0);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 0);

  library_fixture_undo (fixture, FALSE);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 3);
  library_fixture_undo (fixture, FALSE);   /* the grade */
  library_fixture_undo (fixture, FALSE);   /* the name */
  g_clear_pointer (&decks, g_ptr_array_unref);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpstr (get_deck (decks, "d")->title, ==, "Title of d");
  g_assert_false (deckle_library_get_can_undo (fixture->library));
}

static void
test_removed_comes_back (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = BANK ("d", "1.0.0", "alpha|beta");
  LibraryWait wait = { 0 };
  DeckleCounts counts;

  library_fixture_import (fixture, bank);
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_AGAIN);
  deckle_library_remove_deck_async (fixture->library, library_fixture_get (fixture, "SELECT id FROM deck"),
                                    library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  library_fixture_import (fixture, bank);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 2);
  g_assert_cmpuint (counts.due_learning, ==, 1);
}

/* A deck that is switched off is left out of Today, but can be studied by name. */
static void
test_enable (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = BANK ("d", "1.0.0", "alpha|beta", "gamma");
  g_autoptr (GArray) rows = NULL;
  LibraryWait wait = { 0 };
  DeckleCounts counts;
  gint64 deck, section;

  library_fixture_import (fixture, bank);
  deck = library_fixture_get (fixture, "SELECT id FROM deck");
  section = library_fixture_get (fixture, "SELECT id FROM section WHERE section_id = 's1'");
  deckle_library_enable_deck_async (fixture->library, deck, FALSE, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 0);
  g_assert_true (deckle_library_count (fixture->library, (DeckleScope){ deck, 0 }, &counts, NULL));
  g_assert_cmpuint (counts.due_new, ==, 3);
  g_assert_true (deckle_library_count (fixture->library, (DeckleScope){ 0, section }, &counts, NULL));
  g_assert_cmpuint (counts.due_new, ==, 1);
  rows = deckle_library_list_cards (fixture->library, (DeckleScope){ deck, section }, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
}

static void
test_overlap_starts_off (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = BANK ("bank", "1.0.0", "What is a goroutine?|How do you declare a variable?|"
                                                       "What does the select statement do?");
  g_autoptr (DeckleBank) same = BANK ("same", "1.0.0", "Explain goroutines.|How are variables declared?|"
                                                       "How do you bake bread with yeast?");
  g_autoptr (DeckleBank) other = BANK ("other", "1.0.0", "Explain goroutines.|How do you bake bread?|What is salt?");
  g_autoptr (DeckleImportPlan) planned_same = NULL, planned_other = NULL;
  g_autoptr (GPtrArray) decks = NULL;

  library_fixture_import (fixture, bank);
  planned_same = plan (fixture, same);
  g_assert_cmpuint (planned_same->n_overlap, ==, 2);
  g_assert_cmpstr (planned_same->overlap_title, ==, "Title of bank");
  g_assert_false (planned_same->starts_enabled);
  planned_other = plan (fixture, other);
  g_assert_cmpuint (planned_other->n_overlap, ==, 1);
  g_assert_true (planned_other->starts_enabled);

  library_fixture_import (fixture, same);
  library_fixture_import (fixture, other);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_true (get_deck (decks, "bank")->enabled);
  g_assert_false (get_deck (decks, "same")->enabled);
  g_assert_true (get_deck (decks, "other")->enabled);
}

static void
on_planned (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  *(DeckleImportPlan **) data = deckle_library_plan_import_finish (DECKLE_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

static void
test_plan_async (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autoptr (DeckleBank) bank = deckle_test_make_bank (1, 4);
  g_autoptr (DeckleImportPlan) made = NULL;

  deckle_library_plan_import_async (fixture->library, bank, NULL, on_planned, &made);
  while (made == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (made->exists);
  g_assert_cmpuint (made->n_same, ==, 3);
  g_assert_cmpuint (g_strv_length (made->fresh), ==, 1);
}

/* Every text, list and number of a card comes back as it was. */
static void
test_whole_card (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = BANK ("d", "1.0.0", "alpha|beta");
  g_autoptr (DeckleCard) card = deckle_bank_find_card (bank, "q2");
  g_autoptr (DeckleCardRecord) record = NULL;
  const char *imports[] = { "fmt", "os", NULL };
  const DeckleCode code = {
    .kind = DECKLE_CODE_BODY, .text = (char *) "fmt.Println(1)", .output = (char *) "1\n", .go_version = (char *) "1.26",
    .imports = (char **) imports, .external = TRUE, .fails = TRUE, .to_stderr = TRUE, .run = TRUE,
  };

  deckle_card_set_detail (card, "More.");
  deckle_card_set_level (card, DECKLE_LEVEL_ADVANCED);
  deckle_card_set_points (card, (const char * const[]){ "one", "two", NULL });
  deckle_card_set_tags (card, (const char * const[]){ "z", "a", NULL });
  deckle_card_set_see_also (card, (const char * const[]){ "q1", NULL });
  deckle_card_set_code (card, &code);
  deckle_card_add_reference (card, "Spec", "https://go.dev/ref/spec");
  library_fixture_import (fixture, bank);

  record = deckle_library_load_card (fixture->library, find (fixture, "q2"), NULL);
  g_assert_true (deckle_card_equal (record->card, card));
  g_assert_cmpuint (record->seed, ==, deckle_scheduler_seed ("d", "q2"));
  assert_plan (fixture, bank, TRUE, "", "", "", 2);
}

static guint
count_backups (LibraryFixture *fixture)
{
  g_autoptr (GPtrArray) backups = deckle_backup_list (fixture->path);

  return backups->len;
}

/* A new version of the bundled bank is preceded by a backup; it does not bring back a deck that the user removed. */
static void
test_bundled (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) first = BANK ("d", "1.0.0", "alpha|beta");
  g_autoptr (DeckleBank) second = BANK ("d", "1.1.0", "alpha!|beta");
  g_autoptr (DeckleBank) third = BANK ("d", "1.2.0", "alpha!|beta!");
  LibraryWait wait = { 0 };
  guint n_backups;

  import_as (fixture, first, DECKLE_DECK_BUNDLED);
  n_backups = count_backups (fixture);
  import_as (fixture, first, DECKLE_DECK_BUNDLED);
  g_assert_cmpuint (count_backups (fixture), ==, n_backups);
  import_as (fixture, second, DECKLE_DECK_BUNDLED);
  g_assert_cmpuint (count_backups (fixture), ==, n_backups + 1);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT kind FROM deck"), ==, DECKLE_DECK_BUNDLED);

  deckle_library_remove_deck_async (fixture->library, library_fixture_get (fixture, "SELECT id FROM deck"),
                                    library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  import_as (fixture, third, DECKLE_DECK_BUNDLED);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT removed FROM deck"), ==, 1);
  import_as (fixture, third, DECKLE_DECK_BUNDLED);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT removed FROM deck"), ==, 0);
}

/* An import that fails in the middle leaves nothing. */
static void
test_failure (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) first = BANK ("d", "1.0.0", "alpha|beta");
  g_autoptr (DeckleBank) second = BANK ("d", "2.0.0", "alpha!|beta|boom|delta");
  g_autoptr (GError) error = NULL;
  g_autofree char *version = NULL;
  LibraryWait wait = { 0 };

  library_fixture_import (fixture, first);
  library_fixture_exec (fixture, "CREATE TRIGGER boom BEFORE UPDATE ON card WHEN NEW.question = 'boom' "
                                 "BEGIN SELECT RAISE (ABORT, 'boom'); END");
  deckle_library_import_async (fixture->library, second, DECKLE_DECK_IMPORTED, NULL, NULL, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "“Title of d” was not imported"));
  version = deckle_library_get_deck_version (fixture->library, "d");
  g_assert_cmpstr (version, ==, "1.0.0");
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card"), ==, 2);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE question = 'alpha'"), ==, 1);
}

static void
test_same_id_twice (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (DeckleSection) section = deckle_section_new ("s", "S", G_LIST_MODEL (cards));
  g_autoptr (DeckleCard) card = deckle_card_new ("q1", 1, "Why?", "So.");
  const DeckleBankInfo info = { .id = (char *) "d", .title = (char *) "D", .language = (char *) "en" };
  g_autoptr (DeckleBank) bank = NULL;
  g_autoptr (GError) plan_error = NULL, error = NULL;
  LibraryWait wait = { 0 };

  g_list_store_append (sections, section);
  g_list_store_append (cards, card);
  g_list_store_append (cards, card);
  bank = deckle_bank_new (&info, G_LIST_MODEL (sections));
  g_assert_null (deckle_library_plan_import (fixture->library, bank, &plan_error));
  g_assert_error (plan_error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_assert_nonnull (strstr (plan_error->message, "q1"));
  deckle_library_import_async (fixture->library, bank, DECKLE_DECK_OWN, NULL, NULL, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM deck"), ==, 0);
}

static const struct
{
  const char *asked;
  gboolean    stands;
} overlaps[] = {
  { "What is the zero value in Go?", TRUE },
  { "Explain zero values.", TRUE },
  { "ZERO VALUE", TRUE },
  { "What are the data types in Go?", FALSE },
  { "What is the value of a mentor?", FALSE },
  { "How do maps and channels differ from slices and arrays when they are copied to functions?", FALSE },
  { "What is Go?", FALSE },
  { "", FALSE },
};

static void
test_overlap_words (void)
{
  g_autoptr (DeckleOverlap) questions = deckle_overlap_new ();

  g_assert_false (deckle_overlap_contains (questions, "zero value"));
  deckle_overlap_add (questions, "What is the zero value of a type?");
  deckle_overlap_add (questions, "How do channels work?");
  for (gsize i = 0; i < G_N_ELEMENTS (overlaps); i++)
    {
      g_test_message ("%s", overlaps[i].asked);
      g_assert_cmpint (deckle_overlap_contains (questions, overlaps[i].asked), ==, overlaps[i].stands);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/import/twice", test_twice);
  g_test_add_func ("/library/import/corrected", test_corrected);
  g_test_add_func ("/library/import/vanished", test_vanished);
  g_test_add_func ("/library/import/moved", test_moved);
  g_test_add_func ("/library/import/rename-remove-undo", test_rename_remove_undo);
  g_test_add_func ("/library/import/removed-comes-back", test_removed_comes_back);
  g_test_add_func ("/library/import/enable", test_enable);
  g_test_add_func ("/library/import/overlap-starts-off", test_overlap_starts_off);
  g_test_add_func ("/library/import/overlap-words", test_overlap_words);
  g_test_add_func ("/library/import/plan-async", test_plan_async);
  g_test_add_func ("/library/import/whole-card", test_whole_card);
  g_test_add_func ("/library/import/bundled", test_bundled);
  g_test_add_func ("/library/import/same-id-twice", test_same_id_twice);
  g_test_add_func ("/library/import/failure", test_failure);
  return g_test_run ();
}
