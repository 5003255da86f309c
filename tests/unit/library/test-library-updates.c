/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-backup.h"
#include "library/deckle-library-updates.h"
#include "library/deckle-schema.h"

#define IMPORT(version, ...) \
  library_fixture_import_questions (fixture, version, DECKLE_DECK_BUNDLED, (const char * const[]){ __VA_ARGS__, NULL })

static DeckleUpdate *
get_update (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeckleUpdate *update = deckle_library_get_update (fixture->library, &error);

  g_assert_no_error (error);
  return update;
}

static char *
list_ids (LibraryFixture *fixture,
          GArray         *rows)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, g_array_index (rows, gint64, i), NULL);

      g_string_append_printf (ids, "%s%s", i > 0 ? "," : "", deckle_card_get_id (record->card));
    }
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

static void
assert_update (LibraryFixture *fixture,
               const char     *version,
               const char     *since,
               gboolean        seen,
               const char     *fresh,
               const char     *changed,
               guint           n_retired)
{
  g_autoptr (DeckleUpdate) update = get_update (fixture);
  g_autofree char *fresh_ids = list_ids (fixture, update->fresh);
  g_autofree char *changed_ids = list_ids (fixture, update->changed);

  g_assert_cmpstr (update->version, ==, version);
  g_assert_cmpstr (update->since, ==, since);
  g_assert_cmpint (update->seen, ==, seen);
  g_assert_cmpstr (fresh_ids, ==, fresh);
  g_assert_cmpstr (changed_ids, ==, changed);
  g_assert_cmpuint (update->n_retired, ==, n_retired);
}

static void
mark_seen (LibraryFixture *fixture)
{
  LibraryWait wait = { 0 };

  deckle_library_mark_update_seen_async (fixture->library, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

/* Nothing to tell before there is a bank, when it comes, and when it is brought again. */
static void
test_nothing (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);

  assert_update (fixture, NULL, NULL, TRUE, "", "", 0);
  IMPORT ("1.0.0", "alpha", "beta");
  assert_update (fixture, "1.0.0", NULL, TRUE, "", "", 0);
  IMPORT ("1.0.1", "alpha", "beta");
  assert_update (fixture, "1.0.1", NULL, TRUE, "", "", 0);
}

static void
test_update (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleUpdate) update = NULL;

  IMPORT ("1.0.0", "alpha", "beta", "gamma");
  IMPORT ("1.1.0", "alpha", "better", "", "delta", "epsilon");
  assert_update (fixture, "1.1.0", "1.0.0", FALSE, "q4,q5", "q2", 1);
  update = get_update (fixture);
  g_assert_cmpstr (update->title, ==, "Bank");
  g_assert_cmpuint (update->n_cards, ==, 4);

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  mark_seen (fixture);
  assert_update (fixture, "1.1.0", "1.0.0", TRUE, "q4,q5", "q2", 1);
}

/* What was seen is replaced, what was not is added to. */
static void
test_several (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);

  IMPORT ("1.0.0", "alpha", "beta");
  IMPORT ("1.1.0", "alpha", "beta", "gamma");
  IMPORT ("1.2.0", "alpha", "better", "gamma and more");
  assert_update (fixture, "1.2.0", "1.0.0", FALSE, "q3", "q2", 0);
  mark_seen (fixture);
  IMPORT ("1.3.0", "alpha again", "better", "gamma and more");
  assert_update (fixture, "1.3.0", "1.2.0", FALSE, "", "q1", 0);
}

/* What the user imports they know about. */
static void
test_imported_deck (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);

  library_fixture_import_questions (fixture, "1.0.0", DECKLE_DECK_IMPORTED, (const char * const[]){ "alpha", NULL });
  library_fixture_import_questions (fixture, "1.1.0", DECKLE_DECK_IMPORTED, (const char * const[]){ "beta", NULL });
  assert_update (fixture, NULL, NULL, TRUE, "", "", 0);
}

/* A library of the first schema is backed up and brought up to date; nothing in it is lost. */
static void
test_first_schema (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (0, 0);
  g_autoptr (GPtrArray) backups = NULL;
  gint64 n_backups;

  IMPORT ("1.0.0", "alpha", "beta");
  library_fixture_grade (fixture, library_fixture_get (fixture, "SELECT id FROM card LIMIT 1"), DECKLE_RATING_GOOD);
  backups = deckle_backup_list (fixture->path);
  n_backups = backups->len;
  library_fixture_close (fixture);
  library_fixture_exec (fixture, "DROP TABLE deck_update_card; DROP TABLE deck_update; DROP TABLE undo_section; "
                                 "DROP TABLE undo_place; DROP TABLE undo_text; DROP TABLE undo_note; DROP TABLE undo_review; "
                                 "DROP TABLE card_draft; DROP TABLE card_origin; DROP TABLE card_edit; "
                                 "DROP TABLE text_image_list; DROP TABLE text_image; DROP TABLE card_note_text_vocab; "
                                 "DROP TABLE card_note_text; DROP TABLE card_note; DROP TRIGGER card_tally_insert; "
                                 "DROP TRIGGER card_tally_delete; DROP TRIGGER card_tally_standing; "
                                 "DROP TRIGGER card_tally_known; DROP TABLE card_tally; DROP INDEX card_see_also_target; "
                                 "DROP INDEX card_question; DROP INDEX card_due; DROP INDEX card_difficulty; "
                                 "DROP INDEX card_stability; DROP INDEX card_last_review; DROP INDEX card_lapses; "
                                 "DROP INDEX card_flag; DROP INDEX card_suspended; PRAGMA user_version = 1");
  deckle_clock_advance_ms (fixture->clock, 60 * 1000);

  library_fixture_open (fixture);
  g_assert_cmpint (library_fixture_get (fixture, "PRAGMA user_version"), ==, DECKLE_SCHEMA_VERSION);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 1);
  g_clear_pointer (&backups, g_ptr_array_unref);
  backups = deckle_backup_list (fixture->path);
  g_assert_cmpint (backups->len, >, n_backups);
  library_fixture_assert_sound (fixture);
  IMPORT ("1.1.0", "alpha", "better");
  assert_update (fixture, "1.1.0", "1.0.0", FALSE, "", "q2", 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/updates/nothing", test_nothing);
  g_test_add_func ("/library/updates/update", test_update);
  g_test_add_func ("/library/updates/several", test_several);
  g_test_add_func ("/library/updates/imported-deck", test_imported_deck);
  g_test_add_func ("/library/updates/first-schema", test_first_schema);
  return g_test_run ();
}
