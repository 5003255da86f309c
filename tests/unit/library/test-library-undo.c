/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <string.h>

static gint64
card_at (LibraryFixture *fixture,
         guint           position)
{
  return g_array_index (fixture->cards, gint64, position);
}

/* The schedule, the marks and the log of every card as one text. */
static char *
dump (LibraryFixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT id, state, step_left, reps, lapses, stability, difficulty, due_ms, due_day, "
                                       "interval_days, last_review_ms, last_day, known_until_day, first_day, suspended, "
                                       "buried_until_day, flag, (SELECT count(*) FROM review WHERE review.card = card.id "
                                       "AND undone = 0) FROM card ORDER BY id", -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      g_string_append_printf (text, "%s%c", (const char *) sqlite3_column_text (statement, i),
                              i + 1 < sqlite3_column_count (statement) ? ' ' : '\n');
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_label (LibraryFixture *fixture,
           const char     *property)
{
  char *label;

  g_object_get (fixture->library, property, &label, NULL);
  return label;
}

static void
assert_label (LibraryFixture *fixture,
              const char     *property,
              const char     *start)
{
  g_autofree char *label = dup_label (fixture, property);

  g_assert_nonnull (label);
  if (!g_str_has_prefix (label, start))
    g_error ("“%s” does not start with “%s”", label, start);
}

/* Several levels, each state met again, also across a restart. */
static void
test_levels (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  char *states[6] = { NULL };
  gint64 cards[] = { card_at (fixture, 0), card_at (fixture, 2) };
  LibraryWait wait = { 0 };

  states[0] = dump (fixture);
  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  states[1] = dump (fixture);
  deckle_clock_advance_ms (fixture->clock, 11 * 60 * 1000);
  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  states[2] = dump (fixture);
  deckle_library_set_suspended_async (fixture->library, cards, 2, TRUE, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  states[3] = dump (fixture);
  deckle_library_set_flag_async (fixture->library, cards, 1, 3, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  states[4] = dump (fixture);
  deckle_library_bury_async (fixture->library, cards, 1, deckle_library_get_today (fixture->library) + 1,
                             library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  states[5] = dump (fixture);

  for (int i = 4; i >= 0; i--)
    {
      g_autofree char *now = NULL;

      if (i == 2)
        {
          library_fixture_close (fixture);
          library_fixture_open (fixture);
          g_assert_true (deckle_library_get_can_undo (fixture->library));
          g_assert_true (deckle_library_get_can_redo (fixture->library));
        }
      library_fixture_undo (fixture, FALSE);
      now = dump (fixture);
      g_assert_cmpstr (now, ==, states[i]);
    }
  g_assert_false (deckle_library_get_can_undo (fixture->library));
  for (int i = 1; i < 6; i++)
    {
      g_autofree char *now = NULL;

      library_fixture_undo (fixture, TRUE);
      now = dump (fixture);
      g_assert_cmpstr (now, ==, states[i]);
    }
  g_assert_false (deckle_library_get_can_redo (fixture->library));
  library_fixture_assert_sound (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_free (states[i]);
}

static void
test_new_step_drops_redo (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GError) error = NULL;
  LibraryWait wait = { 0 };

  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  library_fixture_undo (fixture, FALSE);
  library_fixture_grade (fixture, card_at (fixture, 1), DECKLE_RATING_HARD);
  g_assert_false (deckle_library_get_can_redo (fixture->library));
  deckle_library_redo_async (fixture->library, library_wait_on_undone, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING);
  /* The log never loses a row. */
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 2);
}

static void
on_notify (guint *count)
{
  (*count)++;
}

static void
test_labels (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  gint64 cards[] = { card_at (fixture, 0), card_at (fixture, 1) };
  LibraryWait wait = { 0 };
  guint n_can_undo = 0, n_label = 0;

  g_signal_connect_swapped (fixture->library, "notify::can-undo", G_CALLBACK (on_notify), &n_can_undo);
  g_signal_connect_swapped (fixture->library, "notify::undo-label", G_CALLBACK (on_notify), &n_label);
  library_fixture_grade (fixture, cards[0], DECKLE_RATING_HARD);
  assert_label (fixture, "undo-label", "Undo Hard on “");
  g_assert_cmpuint (n_can_undo, ==, 1);
  g_assert_cmpuint (n_label, ==, 1);

  deckle_library_set_suspended_async (fixture->library, cards, 2, TRUE, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  assert_label (fixture, "undo-label", "Undo Suspend on 2 Cards");
  g_assert_cmpuint (n_can_undo, ==, 1);
  g_assert_cmpuint (n_label, ==, 2);
  library_fixture_undo (fixture, FALSE);
  assert_label (fixture, "redo-label", "Redo Suspend on 2 Cards");
  deckle_library_remove_deck_async (fixture->library, library_fixture_get (fixture, "SELECT id FROM deck"),
                                    library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  assert_label (fixture, "undo-label", "Undo Remove Deck");
}

static void
on_step (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  DeckleUndoStep *step = data;
  g_autoptr (GError) error = NULL;

  deckle_library_undo_finish (DECKLE_LIBRARY (source), result, step, &error);
  g_assert_no_error (error);
}

static void
test_step (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  DeckleUndoStep step = { 0 };

  library_fixture_grade (fixture, card_at (fixture, 1), DECKLE_RATING_EASY);
  deckle_library_undo_async (fixture->library, on_step, &step);
  while (step.label == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (step.kind, ==, DECKLE_UNDO_GRADE);
  g_assert_cmpint (step.card, ==, card_at (fixture, 1));
  g_assert_cmpuint (step.n_cards, ==, 1);
  g_assert_cmpstr (step.label, ==, "Easy");
  deckle_undo_step_clear (&step);
}

/* The card of a step is gone: one sentence, and the step no longer stands in the way of those below it. */
static void
test_vanished (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autoptr (GError) error = NULL;
  LibraryWait wait = { 0 };

  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  library_fixture_grade (fixture, card_at (fixture, 1), DECKLE_RATING_GOOD);
  library_fixture_exec (fixture, "DELETE FROM review WHERE card = (SELECT card FROM undo ORDER BY seq DESC LIMIT 1);"
                                 "DELETE FROM card WHERE id = (SELECT card FROM undo ORDER BY seq DESC LIMIT 1)");
  deckle_library_undo_async (fixture->library, library_wait_on_undone, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE reps > 0"), ==, 0);
}

/* An entry of the same queue: it takes back the grade before it, committed or not. */
static void
test_in_the_queue (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  LibraryWait waits[6] = { 0 };
  gint64 card = card_at (fixture, 0);

  deckle_library_set_flag_async (fixture->library, &card, 1, 1, library_wait_on_written, &waits[0]);
  deckle_library_set_flag_async (fixture->library, &card, 1, 2, library_wait_on_written, &waits[1]);
  deckle_library_undo_async (fixture->library, library_wait_on_undone, &waits[2]);
  deckle_library_undo_async (fixture->library, library_wait_on_undone, &waits[3]);
  deckle_library_redo_async (fixture->library, library_wait_on_undone, &waits[4]);
  deckle_library_undo_async (fixture->library, library_wait_on_undone, &waits[5]);
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    library_wait_succeed (&waits[i]);
  after = dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_depth (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  gint64 card = card_at (fixture, 0);

  library_fixture_exec (fixture,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
                        "INSERT INTO undo (kind, time_ms, value, card, n_cards, parameters) SELECT 3, 0, 1, 1, 1, 1 FROM n");
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo"), ==, 1000);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT min(seq) FROM undo"), ==, 2);
}

/* Parameters that came after the step: its card goes back to where it was, with the memory that they give. */
static void
test_after_refit (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  gint64 card = card_at (fixture, 0);

  library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
  deckle_clock_advance_ms (fixture->clock, 12 * FIXTURE_DAY_MS);
  library_fixture_grade (fixture, card, DECKLE_RATING_HARD);
  library_fixture_exec (fixture,
                        "INSERT INTO parameter_set (version, time_ms) VALUES (6, 1);"
                        "INSERT INTO parameter_value SELECT 2, position, CASE WHEN position < 4 THEN value * 1.5 ELSE value END "
                        "FROM parameter_value WHERE parameter_set = 1");
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_repair (fixture);
  library_fixture_assert_sound (fixture);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT reps FROM card"), ==, 1);
  library_fixture_assert_sound (fixture);
  library_fixture_undo (fixture, TRUE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT reps FROM card"), ==, 2);
  library_fixture_assert_sound (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/undo/levels", test_levels);
  g_test_add_func ("/library/undo/new-step-drops-redo", test_new_step_drops_redo);
  g_test_add_func ("/library/undo/labels", test_labels);
  g_test_add_func ("/library/undo/step", test_step);
  g_test_add_func ("/library/undo/vanished", test_vanished);
  g_test_add_func ("/library/undo/in-the-queue", test_in_the_queue);
  g_test_add_func ("/library/undo/depth", test_depth);
  g_test_add_func ("/library/undo/after-refit", test_after_refit);
  return g_test_run ();
}
