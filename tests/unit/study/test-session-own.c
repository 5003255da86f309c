/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-session-fixture.h"

#include "library/deckle-library-edit.h"
#include "library/deckle-library-notes.h"
#include "library/deckle-library-reset.h"

/* What the user does to a card elsewhere while it is on screen. */

static gint64
get_row (Fixture *f)
{
  return deckle_session_get_record (f->session)->row;
}

static const char *
get_question (Fixture *f)
{
  return deckle_card_get_question (deckle_session_get_record (f->session)->card);
}

/* The present card says something else at once, and its answer stays open. */
static void
test_edit (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (DeckleCard) text = deckle_card_new ("any", 0, "Edited?", "Yes.");
  gint64 row;

  session_import_bank (f, 1, 3);
  session_start (f);
  row = get_row (f);
  deckle_session_reveal (f->session);
  deckle_library_edit_card_async (f->library, row, text, NULL, NULL, NULL);
  session_settle (f);
  g_assert_cmpint (get_row (f), ==, row);
  g_assert_cmpstr (get_question (f), ==, "Edited?");
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);

  deckle_library_set_note_async (f->library, row, "say this", NULL, NULL);
  session_settle (f);
  g_assert_cmpstr (deckle_session_get_record (f->session)->note, ==, "say this");
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);

  deckle_session_undo (f->session);
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (get_row (f), ==, row);
  g_assert_cmpstr (get_question (f), !=, "Edited?");
  g_assert_null (deckle_session_get_record (f->session)->note);
  g_assert_cmpuint (f->n_failed, ==, 0);
  session_assert_sound (f);
}

/* A reset card is asked as a new one. */
static void
test_reset (Fixture       *f,
            gconstpointer  data)
{
  gint64 row;

  session_import_bank (f, 1, 1);
  session_start (f);
  row = get_row (f);
  session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  deckle_library_reset_async (f->library, &row, 1, NULL, NULL);
  session_settle (f);
  session_start (f);
  g_assert_cmpint (get_row (f), ==, row);
  g_assert_cmpint (deckle_session_get_record (f->session)->schedule.state, ==, DECKLE_STATE_NEW);
  deckle_session_reveal (f->session);

  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_NOTHING_DUE);
  deckle_session_redo (f->session);
  session_settle (f);
  g_assert_cmpint (get_row (f), ==, row);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  session_assert_sound (f);
}

/* A card that leaves the section that is studied leaves the sitting, and one that is deleted, too; undo brings it back. */
static void
test_leave (Fixture       *f,
            gconstpointer  data)
{
  DeckleCardTarget target = { 0, 0, "Mine", "Moved" };
  gint64 moved, deleted;

  session_import_bank (f, 1, 3);
  session_start (f);
  moved = get_row (f);
  deckle_library_move_cards_async (f->library, &moved, 1, &target, NULL, NULL);
  session_settle (f);
  /* All decks are studied: it stays. */
  g_assert_cmpint (get_row (f), ==, moved);
  deckle_library_delete_cards_async (f->library, &moved, 1, NULL, NULL);
  session_settle (f);
  deleted = moved;
  g_assert_cmpint (get_row (f), !=, deleted);
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (get_row (f), ==, deleted);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  deckle_session_undo (f->session);
  session_settle (f);

  {
    g_autoptr (GPtrArray) sections = deckle_library_list_sections (f->library, 0, NULL);
    DeckleScope scope = { 0, ((DeckleSectionInfo *) sections->pdata[0])->row };

    session_end (f);
    f->session = deckle_session_new (f->library, scope);
  }
  moved = get_row (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  deckle_library_move_cards_async (f->library, &moved, 1, &target, NULL, NULL);
  session_settle (f);
  g_assert_cmpint (get_row (f), !=, moved);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  session_assert_sound (f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  SESSION_TEST ("own/edit", test_edit);
  SESSION_TEST ("own/reset", test_reset);
  SESSION_TEST ("own/leave", test_leave);

  return g_test_run ();
}
