/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress/deckle-card-history.h"

#include <math.h>

#include "unit/library/library-fixture.h"

static DeckleCardHistory *
read_history (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeckleCardHistory *history =
    deckle_progress_card_history (fixture->library, g_array_index (fixture->cards, gint64, 0), &error);

  g_assert_no_error (error);
  return history;
}

static void
grade_after (LibraryFixture *fixture,
             int             days,
             DeckleRating    rating)
{
  deckle_clock_advance_ms (fixture->clock, days * FIXTURE_DAY_MS);
  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), rating);
}

static const DeckleCurvePoint *
get_point (const DeckleCardHistory *history,
           guint                    position)
{
  return &g_array_index (history->curve, DeckleCurvePoint, position);
}

static void
test_new (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  g_autoptr (DeckleCardHistory) history = read_history (fixture);
  g_autofree char *words = deckle_card_history_describe (history);

  g_assert_cmpuint (history->reviews->len, ==, 0);
  g_assert_cmpuint (history->curve->len, ==, 0);
  g_assert_cmpfloat (history->recall, <, 0.0);
  g_assert_cmpfloat (history->outcomes[DECKLE_RATING_EASY - 1].after.interval_days, >, 1.0);
  g_assert_cmpstr (words, ==, "The curve begins with the first answer.");
  g_assert_nonnull (history->section_title);
  g_assert_nonnull (history->deck_title);
}

/* The curve falls between answers, jumps to 100 % at each, and ends below the desired retention. */
static void
test_curve (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  g_autoptr (DeckleCardHistory) history = NULL;
  g_autofree char *words = NULL;
  guint n_jumps = 0;

  grade_after (fixture, 0, DECKLE_RATING_EASY);
  grade_after (fixture, 9, DECKLE_RATING_GOOD);
  grade_after (fixture, 20, DECKLE_RATING_AGAIN);
  grade_after (fixture, 1, DECKLE_RATING_GOOD);
  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  history = read_history (fixture);
  words = deckle_card_history_describe (history);

  for (guint i = 1; i < history->curve->len; i++)
    {
      const DeckleCurvePoint *before = get_point (history, i - 1), *point = get_point (history, i);

      g_assert_cmpfloat (point->day, >=, before->day);
      if (point->recall > before->recall)
        {
          g_assert_cmpfloat_with_epsilon (point->recall, 1.0, 1e-9);
          g_assert_cmpfloat_with_epsilon (point->day, before->day, 1e-9);
          n_jumps++;
        }
    }
  g_assert_cmpuint (n_jumps, ==, 3);
  g_assert_cmpfloat (get_point (history, history->curve->len - 1)->recall, <, history->retention);
  g_assert_cmpfloat (get_point (history, history->curve->len - 1)->day, >, history->now_day);

  g_assert_cmpuint (history->n_answers, ==, 4);
  g_assert_cmpuint (history->n_missed, ==, 1);
  /* Newest first; the first answer met no memory, the others did. */
  g_assert_cmpint (g_array_index (history->reviews, DeckleCardReview, 1).review.rating, ==, DECKLE_RATING_AGAIN);
  g_assert_cmpfloat (g_array_index (history->reviews, DeckleCardReview, 3).recall, <, 0.0);
  g_assert_cmpfloat (g_array_index (history->reviews, DeckleCardReview, 1).recall, <, 0.95);
  g_assert_cmpfloat (g_array_index (history->reviews, DeckleCardReview, 1).recall, >, 0.3);
  /* What the model says is what the library stores. */
  g_assert_cmpfloat_with_epsilon (history->difficulty, history->record->schedule.memory.difficulty, 1e-9);
  g_assert_nonnull (strstr (words, "likely to be remembered today; below 90% from "));
}

/* What was taken back is not there; an overdue card fell below the desired retention in the past. */
static void
test_undone_and_overdue (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  g_autoptr (DeckleCardHistory) history = NULL;
  g_autofree char *words = NULL;

  grade_after (fixture, 0, DECKLE_RATING_EASY);
  grade_after (fixture, 9, DECKLE_RATING_AGAIN);
  library_fixture_undo (fixture, FALSE);
  deckle_clock_advance_ms (fixture->clock, 200 * FIXTURE_DAY_MS);
  history = read_history (fixture);
  words = deckle_card_history_describe (history);

  g_assert_cmpuint (history->reviews->len, ==, 1);
  g_assert_cmpuint (history->n_missed, ==, 0);
  g_assert_cmpfloat (history->below_day, <, history->now_day);
  g_assert_cmpfloat (get_point (history, history->curve->len - 1)->day, >, history->now_day);
  g_assert_nonnull (strstr (words, "below 90% since "));
}

/* A thousand answers: the curve stays small. */
static void
test_many (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  g_autoptr (DeckleCardHistory) history = NULL;

  for (int i = 0; i < 1000; i++)
    grade_after (fixture, 1, i % 7 == 0 ? DECKLE_RATING_AGAIN : DECKLE_RATING_GOOD);
  history = read_history (fixture);
  g_assert_cmpuint (history->reviews->len, ==, 1000);
  g_assert_cmpuint (history->curve->len, <, 5000);
}

static void
test_vanished (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (deckle_progress_card_history (fixture->library, 4711, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/card-history/new", test_new);
  g_test_add_func ("/card-history/curve", test_curve);
  g_test_add_func ("/card-history/undone-and-overdue", test_undone_and_overdue);
  g_test_add_func ("/card-history/many", test_many);
  g_test_add_func ("/card-history/vanished", test_vanished);

  return g_test_run ();
}
