/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-session-fixture.h"

#include "library/deckle-library-log.h"

#define DEADLINE_S 20

static void
test_undo_chain (Fixture       *f,
                 gconstpointer  data)
{
  session_import_bank (f, 1, 2);
  session_start (f);
  session_answer (f, DECKLE_RATING_EASY);
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  session_settle (f);

  /* Over the end page: the card comes back with its answer. */
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  g_assert_cmpint (session_present (f), ==, 2);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  g_assert_nonnull (f->undone);

  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);

  /* Nothing is left to take back. */
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_nonnull (f->notice);
  g_assert_cmpint (session_present (f), ==, 1);

  deckle_session_redo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 2);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  deckle_session_redo (f->session);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  g_assert_cmpuint (f->n_failed, ==, 0);
  session_assert_sound (f);
}

/* The right key right after U, before the library has answered, is meant for the card that comes back. */
static void
test_undo_and_grade_at_once (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GArray) log = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first;

  session_import_bank (f, 1, 3);
  session_start (f);
  first = deckle_session_get_record (f->session)->row;
  session_answer (f, DECKLE_RATING_AGAIN);
  deckle_session_undo (f->session);
  deckle_session_grade (f->session, DECKLE_RATING_EASY);
  session_settle (f);
  session_settle (f);

  g_assert_cmpint (session_present (f), ==, 2);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  log = deckle_library_card_log (f->library, first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 2);
  g_assert_true (g_array_index (log, DeckleReview, 0).undone);
  g_assert_false (g_array_index (log, DeckleReview, 1).undone);
  g_assert_cmpint (g_array_index (log, DeckleReview, 1).rating, ==, DECKLE_RATING_EASY);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  session_assert_sound (f);
}

static void
test_undo_of_earlier_sitting (Fixture       *f,
                              gconstpointer  data)
{
  session_import_bank (f, 1, 3);
  session_start (f);
  session_answer (f, DECKLE_RATING_EASY);
  session_start (f);
  g_assert_cmpint (session_present (f), ==, 2);
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);

  /* The card that was on screen comes next. */
  deckle_session_grade (f->session, DECKLE_RATING_EASY);
  g_assert_cmpint (session_present (f), ==, 2);
  session_assert_sound (f);
}

static void
test_failure (Fixture       *f,
              gconstpointer  data)
{
  gint64 first;

  session_import_bank (f, 1, 5);
  session_start (f);
  first = deckle_session_get_record (f->session)->row;
  session_run_sql (f, "CREATE TRIGGER fail BEFORE INSERT ON review BEGIN SELECT raise (ABORT, 'no'); END");

  session_answer (f, DECKLE_RATING_EASY);
  session_answer (f, DECKLE_RATING_GOOD);
  session_answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (session_present (f), ==, 4);
  session_settle (f);

  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_nonnull (f->failure);
  g_test_message ("%s", f->failure);
  g_assert_cmpuint (session_count_rows (f, first), ==, 0);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 5);

  /* They come again in their order, then the one that was on screen, then the rest. */
  session_run_sql (f, "DROP TRIGGER fail");
  for (int i = 1; i <= 5; i++)
    {
      g_assert_cmpint (session_present (f), ==, i);
      session_answer (f, DECKLE_RATING_EASY);
    }
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_cmpuint (session_count_rows (f, first), ==, 1);
  session_assert_sound (f);
}

/* A card that comes around again before its failed answer was known is not on screen twice. */
static void
test_failure_of_present (Fixture       *f,
                         gconstpointer  data)
{
  session_import_bank (f, 1, 1);
  session_start (f);
  session_run_sql (f, "CREATE TRIGGER fail BEFORE INSERT ON review BEGIN SELECT raise (ABORT, 'no'); END");
  session_answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  session_settle (f);
  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_record (f->session)->schedule.reps, ==, 0);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 1);
}

static void
test_failed_suspend (Fixture       *f,
                     gconstpointer  data)
{
  session_import_bank (f, 1, 2);
  session_start (f);
  session_run_sql (f, "CREATE TRIGGER fail BEFORE UPDATE ON card BEGIN SELECT raise (ABORT, 'no'); END");
  deckle_session_flag (f->session, 2);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 2);
  session_settle (f);
  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 0);

  deckle_session_suspend (f->session);
  g_assert_cmpint (session_present (f), ==, 2);
  session_settle (f);
  g_assert_cmpuint (f->n_failed, ==, 2);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
}

static void
test_vanished (Fixture       *f,
               gconstpointer  data)
{
  session_import_bank (f, 1, 4);
  session_start (f);
  g_signal_handlers_block_matched (f->library, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, f->session);
  session_run_sql (f, "DELETE FROM card WHERE number IN (2, 3)");
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (session_present (f), ==, 4);
  g_assert_nonnull (f->notice);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
}

static void
test_all_suspended (Fixture       *f,
                    gconstpointer  data)
{
  session_import_bank (f, 1, 3);
  session_start (f);
  for (guint i = 0; i < 3; i++)
    deckle_session_suspend (f->session);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_NOTHING_DUE);

  /* One undo brings the last one back, as a question. */
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpint (session_present (f), ==, 3);
  session_assert_sound (f);
}

static void
test_bury_and_flag (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (DeckleCardRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  gint64 row;

  session_import_bank (f, 1, 2);
  session_start (f);
  row = deckle_session_get_record (f->session)->row;
  deckle_session_flag (f->session, 3);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 3);
  g_assert_cmpint (session_present (f), ==, 1);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 3);
  deckle_session_flag (f->session, 3);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 0);
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 3);
  g_assert_cmpint (session_present (f), ==, 1);

  deckle_session_bury (f->session);
  g_assert_cmpint (session_present (f), ==, 2);
  session_settle (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 1);
  stored = deckle_library_load_card (f->library, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->buried_until_day, ==, deckle_library_get_today (f->library) + 1);

  /* Tomorrow it is there again. */
  deckle_clock_advance_ms (f->clock, DAY_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
}

static gboolean
has_moved_on (gpointer data)
{
  Fixture *f = data;

  return session_present (f) == 2;
}

/* Another program answers the card on screen, and removes the deck. */
static void
test_other_program (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (DeckleLibrary) other = NULL;
  g_autoptr (DeckleSession) elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  session_import_bank (f, 1, 3);
  session_start (f);
  deckle_session_reveal (f->session);
  g_assert_cmpint (session_present (f), ==, 1);

  other = deckle_library_open (f->path, f->clock, &error);
  g_assert_no_error (error);
  elsewhere = deckle_session_new (other, DECKLE_SCOPE_ALL);
  deckle_session_reveal (elsewhere);
  deckle_session_grade (elsewhere, DECKLE_RATING_EASY);
  deckle_library_flush (other, &error);
  g_assert_no_error (error);

  g_assert_true (deckle_test_wait_until (has_moved_on, f, DEADLINE_S));
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  deckle_library_close (other, &error);
  g_assert_no_error (error);
}

static void
test_deck_switched_off (Fixture       *f,
                        gconstpointer  data)
{
  g_autoptr (GPtrArray) decks = NULL;
  const DeckleDeckInfo *deck;

  session_import_bank (f, 1, 3);
  session_start (f);
  decks = deckle_library_list_decks (f->library, NULL);
  deck = g_ptr_array_index (decks, 0);
  deckle_library_enable_deck_async (f->library, deck->row, FALSE, NULL, NULL);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_EMPTY);
  deckle_library_enable_deck_async (f->library, deck->row, TRUE, NULL, NULL);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);

  /* A sitting over the deck itself does not care. */
  session_end (f);
  f->session = deckle_session_new (f->library, (DeckleScope){ .deck = deck->row });
  deckle_library_enable_deck_async (f->library, deck->row, FALSE, NULL, NULL);
  session_settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
}

/* A refit to FSRS-7 comes in between answers that stood on the screen for a while. */
static void
test_refit (Fixture       *f,
            gconstpointer  data)
{
  DecklePolicy policy = session_make_policy ();
  DeckleFsrs model;

  policy.n_learning_steps = 0;
  session_set_policy (f, &policy);
  session_import_bank (f, 1, 6);
  deckle_fsrs_init_default_version (&model, 7);
  session_start (f);

  session_answer (f, DECKLE_RATING_EASY);
  deckle_library_set_parameters_async (f->library, &model, NULL, NULL, NULL);
  session_settle (f);
  for (int i = 0; i < 5; i++)
    {
      const DeckleOutcome *outcomes;

      deckle_session_reveal (f->session);
      outcomes = deckle_session_get_outcomes (f->session);
      g_assert_cmpfloat (outcomes[DECKLE_RATING_AGAIN - 1].after.memory.stability, ==, model.w[0]);
      g_assert_cmpint (outcomes[DECKLE_RATING_AGAIN - 1].after.due_ms, >=, deckle_clock_now_ms (f->clock) + MINUTE_MS);
      deckle_clock_advance_ms (f->clock, 7777);
      deckle_session_grade (f->session, i == 0 ? DECKLE_RATING_AGAIN : DECKLE_RATING_GOOD);
      session_settle (f);
    }
  session_assert_sound (f);

  /* The card that was not known comes back after a minute, and its answer takes half a minute more. */
  deckle_clock_advance_ms (f->clock, 2 * MINUTE_MS);
  deckle_session_reload (f->session);
  session_settle (f);
  deckle_session_reveal (f->session);
  deckle_clock_advance_ms (f->clock, MINUTE_MS / 2);
  deckle_session_grade (f->session, DECKLE_RATING_GOOD);
  session_settle (f);
  session_assert_sound (f);
  deckle_session_undo (f->session);
  session_assert_sound (f);
}

/* The window is closed right after a grade: the session ends, the answer is saved. */
static void
test_end_while_writing (Fixture       *f,
                        gconstpointer  data)
{
  gint64 row;

  session_import_bank (f, 1, 2);
  session_start (f);
  row = deckle_session_get_record (f->session)->row;
  session_answer (f, DECKLE_RATING_EASY);
  g_clear_object (&f->session);
  session_settle (f);
  g_assert_cmpuint (session_count_rows (f, row), ==, 1);
}

/* Cards 2 and 3 of four are linked to card 1. */
static void
link_to_first (Fixture *f)
{
  session_run_sql (f, "DELETE FROM card_see_also; UPDATE card SET question = 'alpha' || id || ' beta' || id || ' gamma' || id; "
                      "INSERT INTO card_see_also (card, position, card_id) SELECT id, 0, "
                      "(SELECT card_id FROM card ORDER BY number LIMIT 1) FROM card WHERE number IN (2, 3)");
}

/* An answer puts off the related cards at once, and taking it back brings them back: one step. */
static void
test_bury_related_by_answer (Fixture       *f,
                             gconstpointer  data)
{
  DecklePolicy policy = session_make_policy ();

  session_import_bank (f, 1, 4);
  link_to_first (f);
  policy.bury_related = TRUE;
  session_set_policy (f, &policy);
  session_start (f);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 4);
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (session_present (f), ==, 4);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 4);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);

  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 4);
  deckle_session_redo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 4);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);

  deckle_clock_advance_ms (f->clock, DAY_MS);
  deckle_session_set_active (f->session, TRUE);
  session_settle (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 4);
  session_assert_sound (f);
}

/* Asked for, it is a step of its own, and the present card stays. */
static void
test_bury_related_alone (Fixture       *f,
                         gconstpointer  data)
{
  session_import_bank (f, 1, 4);
  link_to_first (f);
  session_start (f);
  session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 2);
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 1);

  deckle_session_bury_related (f->session);
  g_assert_cmpstr (f->notice, ==, "2 related cards come tomorrow");
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);

  deckle_session_bury_related (f->session);
  g_assert_cmpstr (f->notice, ==, "No related card would come today.");
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 4);
  session_assert_sound (f);
}

/* What was put away on another page comes back without pushing the present card aside. */
static void
test_undo_from_another_page (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GArray) cards = NULL;

  session_import_bank (f, 1, 4);
  session_start (f);
  cards = deckle_library_list_cards (f->library, DECKLE_SCOPE_ALL, NULL);
  session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 2);

  deckle_library_set_suspended_async (f->library, &g_array_index (cards, gint64, 3), 1, TRUE, NULL, NULL);
  session_settle (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  deckle_session_reveal (f->session);
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 2);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 4);

  /* The one that this sitting put away does come back. */
  deckle_session_suspend (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 3);
  deckle_session_undo (f->session);
  session_settle (f);
  g_assert_cmpint (session_present (f), ==, 2);
  session_assert_sound (f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  SESSION_TEST ("bury-related-by-answer", test_bury_related_by_answer);
  SESSION_TEST ("bury-related-alone", test_bury_related_alone);
  SESSION_TEST ("undo-from-another-page", test_undo_from_another_page);
  SESSION_TEST ("undo-chain", test_undo_chain);
  SESSION_TEST ("undo-and-grade-at-once", test_undo_and_grade_at_once);
  SESSION_TEST ("undo-of-earlier-sitting", test_undo_of_earlier_sitting);
  SESSION_TEST ("failure", test_failure);
  SESSION_TEST ("failure-of-present", test_failure_of_present);
  SESSION_TEST ("failed-suspend", test_failed_suspend);
  SESSION_TEST ("vanished", test_vanished);
  SESSION_TEST ("all-suspended", test_all_suspended);
  SESSION_TEST ("bury-and-flag", test_bury_and_flag);
  SESSION_TEST ("other-program", test_other_program);
  SESSION_TEST ("deck-switched-off", test_deck_switched_off);
  SESSION_TEST ("refit", test_refit);
  SESSION_TEST ("end-while-writing", test_end_while_writing);

  return g_test_run ();
}
