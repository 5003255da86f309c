/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-library-log.h"
#include "library/deckle-library-reset.h"

static gint64
card_at (LibraryFixture *fixture,
         guint           position)
{
  return g_array_index (fixture->cards, gint64, position);
}

static DeckleSchedule
get_schedule (LibraryFixture *fixture,
              gint64          card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, &error);

  g_assert_no_error (error);
  return record->schedule;
}

static void
learn (LibraryFixture *fixture,
       gint64          card)
{
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  deckle_clock_advance_ms (fixture->clock, 11 * 60 * 1000);
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
}

static void
reset (LibraryFixture *fixture,
       const gint64   *cards,
       gsize           n_cards)
{
  LibraryWait wait = { 0 };

  deckle_library_reset_async (fixture->library, cards, n_cards, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

/* Reset, undo and redo, also across a restart: the log always says what the cache says. */
static void
test_undo (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  gint64 cards[] = { card_at (fixture, 0), card_at (fixture, 1), card_at (fixture, 2) };
  DeckleSchedule before[2], after;

  learn (fixture, cards[0]);
  learn (fixture, cards[1]);
  before[0] = get_schedule (fixture, cards[0]);
  before[1] = get_schedule (fixture, cards[1]);
  reset (fixture, cards, 3);
  library_fixture_assert_sound (fixture);
  after = get_schedule (fixture, cards[0]);
  library_assert_same_schedule (&after, &(DeckleSchedule){ .state = DECKLE_STATE_NEW });
  /* The third was new already. */
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review WHERE kind = 7 AND rating = 0"), ==, 2);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE first_day IS NOT NULL"), ==, 0);

  library_fixture_close (fixture);
  library_fixture_open (fixture);
  library_fixture_undo (fixture, FALSE);
  for (int i = 0; i < 2; i++)
    {
      after = get_schedule (fixture, cards[i]);
      library_assert_same_schedule (&after, &before[i]);
    }
  library_fixture_assert_sound (fixture);
  library_fixture_undo (fixture, TRUE);
  library_fixture_assert_sound (fixture);
  g_assert_cmpint (get_schedule (fixture, cards[1]).state, ==, DECKLE_STATE_NEW);

  /* What comes after it is learned anew. */
  learn (fixture, cards[0]);
  g_assert_cmpint (get_schedule (fixture, cards[0]).reps, ==, 2);
  library_fixture_assert_sound (fixture);
  for (int i = 0; i < 3; i++)
    library_fixture_undo (fixture, FALSE);
  after = get_schedule (fixture, cards[0]);
  library_assert_same_schedule (&after, &before[0]);
  library_fixture_assert_sound (fixture);
}

/* Nothing that counts answers counts a reset. */
static void
test_no_answer (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = NULL;
  gint64 card = card_at (fixture, 0);
  int today = deckle_library_get_today (fixture->library);
  DeckleCounts counts;

  learn (fixture, card);
  deckle_clock_advance_ms (fixture->clock, 3 * FIXTURE_DAY_MS);
  reset (fixture, &card, 1);
  days = deckle_library_day_totals (fixture->library, DECKLE_SCOPE_ALL, today, today + 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (days->len, ==, 1);
  g_assert_cmpuint (g_array_index (days, DeckleDayTotals, 0).answers, ==, 2);
  g_assert_cmpuint (g_array_index (days, DeckleDayTotals, 0).first_reviews, ==, 0);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, &error));
  g_assert_cmpuint (counts.fresh, ==, 2);
  g_assert_cmpuint (counts.due_new, ==, 2);
  g_assert_cmpuint (counts.known + counts.learning + counts.due_review + counts.due_learning, ==, 0);
  g_assert_cmpint (deckle_library_median_answer_ms (fixture->library), >, 0);
}

static void
test_scope (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 2);
  g_autoptr (GError) error = NULL;
  DeckleScope scope = { 0, library_fixture_get (fixture, "SELECT section FROM card ORDER BY id LIMIT 1") };
  LibraryWait wait = { 0 };

  for (guint i = 0; i < 4; i++)
    learn (fixture, card_at (fixture, i));
  deckle_library_reset_scope_async (fixture->library, scope, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE state = 0"), ==, 2);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo WHERE kind = 8 AND n_cards = 2"), ==, 1);

  deckle_library_reset_scope_async (fixture->library, scope, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING);
  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE state = 0"), ==, 0);
  library_fixture_assert_sound (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/reset/undo", test_undo);
  g_test_add_func ("/library/reset/no-answer", test_no_answer);
  g_test_add_func ("/library/reset/scope", test_scope);
  return g_test_run ();
}
