/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-library-history.h"

/* Card 0: Again, then Good in relearning order of the steps; card 1: Easy, then Good a month later; card 2 is suspended. */
static LibraryFixture *
make_history (void)
{
  LibraryFixture *fixture = library_fixture_new (2, 3);
  GArray *cards = fixture->cards;

  library_fixture_grade (fixture, g_array_index (cards, gint64, 0), DECKLE_RATING_AGAIN);
  library_fixture_grade (fixture, g_array_index (cards, gint64, 0), DECKLE_RATING_GOOD);
  library_fixture_grade (fixture, g_array_index (cards, gint64, 1), DECKLE_RATING_EASY);
  deckle_clock_advance_ms (fixture->clock, 30 * FIXTURE_DAY_MS);
  library_fixture_grade (fixture, g_array_index (cards, gint64, 1), DECKLE_RATING_GOOD);
  library_fixture_grade (fixture, g_array_index (cards, gint64, 2), DECKLE_RATING_HARD);
  library_fixture_undo (fixture, FALSE);
  return fixture;
}

static void
test_standings (void)
{
  g_autoptr (LibraryFixture) fixture = make_history ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = NULL, section = NULL;
  const DeckleCardStanding *first;

  library_fixture_exec (fixture, "UPDATE card SET suspended = 1 WHERE id = (SELECT max(id) FROM card)");
  all = deckle_library_list_standings (fixture->library, DECKLE_SCOPE_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 5);
  first = &g_array_index (all, DeckleCardStanding, 0);
  g_assert_cmpint (first->card, ==, g_array_index (fixture->cards, gint64, 0));
  g_assert_cmpint (first->schedule.state, ==, DECKLE_STATE_LEARNING);
  g_assert_cmpint (first->schedule.reps, ==, 2);
  g_assert_cmpint (g_array_index (all, DeckleCardStanding, 1).schedule.state, ==, DECKLE_STATE_REVIEW);
  g_assert_cmpint (g_array_index (all, DeckleCardStanding, 2).schedule.state, ==, DECKLE_STATE_NEW);

  section = deckle_library_list_standings (fixture->library, (DeckleScope){ 0, first->section }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (section->len, ==, 3);
}

static void
test_habits (void)
{
  g_autoptr (LibraryFixture) fixture = make_history ();
  g_autoptr (GError) error = NULL;
  DeckleHabitCounts counts;
  double seconds = 0;

  library_fixture_exec (fixture, "UPDATE review SET answer_ms = 4000");
  g_assert_true (deckle_library_count_habits (fixture->library, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.first_rating[DECKLE_RATING_AGAIN - 1], ==, 1);
  g_assert_cmpuint (counts.first_rating[DECKLE_RATING_EASY - 1], ==, 1);
  g_assert_cmpuint (counts.first_rating[DECKLE_RATING_HARD - 1], ==, 0);
  g_assert_cmpuint (counts.answers[DECKLE_HABIT_LEARN][DECKLE_RATING_GOOD - 1], ==, 1);
  g_assert_cmpuint (counts.answers[DECKLE_HABIT_REVIEW][DECKLE_RATING_GOOD - 1], ==, 1);
  g_assert_cmpuint (counts.success[DECKLE_RATING_GOOD - 2], ==, 1);
  g_assert_cmpuint (counts.learn_step[DECKLE_RATING_AGAIN - 1][DECKLE_RATING_GOOD - 1], ==, 1);
  for (int i = 0; i < DECKLE_N_HABIT_KINDS; i++)
    for (int j = 0; j < DECKLE_N_RATINGS; j++)
      seconds += counts.seconds[i][j];
  g_assert_cmpfloat_with_epsilon (seconds, 16.0, 1e-9);
}

static void
test_collection (void)
{
  g_autoptr (LibraryFixture) fixture = make_history ();
  g_autoptr (GHashTable) weights = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) cards = NULL;
  int today = deckle_library_get_today (fixture->library);
  gint64 section = library_fixture_get (fixture, "SELECT max(id) FROM section");
  double weight = 3;
  const DeckleForecastCard *known;

  g_hash_table_insert (weights, g_memdup2 (&section, sizeof section), g_memdup2 (&weight, sizeof weight));
  cards = deckle_library_read_collection (fixture->library, DECKLE_SCOPE_ALL, weights, today + 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, 6);
  known = &g_array_index (cards, DeckleForecastCard, 1);
  g_assert_cmpint (known->state, ==, DECKLE_STATE_REVIEW);
  g_assert_cmpfloat (known->elapsed_days, ==, 2);
  g_assert_cmpint (known->due_in_days, ==, (int) known->interval_days - 2);
  g_assert_cmpfloat (known->weight, ==, 1);
  g_assert_cmpfloat (g_array_index (cards, DeckleForecastCard, 5).weight, ==, 3);
  g_assert_cmpint (g_array_index (cards, DeckleForecastCard, 5).state, ==, DECKLE_STATE_NEW);
}

typedef struct
{
  GString *text;
  gint64   card;
} Listing;

static void
list_row (const DeckleReview *review,
          gpointer            user_data)
{
  Listing *listing = user_data;

  g_string_append_printf (listing->text, "%s%d", review->card != listing->card ? "|" : "", (int) review->rating);
  listing->card = review->card;
}

/* Card by card, without what was undone. */
static void
test_history (void)
{
  g_autoptr (LibraryFixture) fixture = make_history ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Listing listing = { text, 0 };

  g_assert_true (deckle_library_read_history (fixture->library, list_row, &listing, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, "|13|43");

  g_cancellable_cancel (cancellable);
  g_assert_false (deckle_library_read_history (fixture->library, list_row, &listing, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/history/standings", test_standings);
  g_test_add_func ("/library/history/habits", test_habits);
  g_test_add_func ("/library/history/collection", test_collection);
  g_test_add_func ("/library/history/history", test_history);
  return g_test_run ();
}
