/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-library-decks.h"
#include "library/deckle-library-load.h"

#define CARD_MINUTES (10.0 / 60.0)
#define N_SECTIONS 3
#define N_CARDS 4 /* in each */

/* Cards of each section in turn are in review state, due so many days from today. -1: left new. */
static LibraryFixture *
make_fixture (const int *due_in_days,
              guint      n_due)
{
  LibraryFixture *fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  int today = deckle_library_get_today (fixture->library);

  library_fixture_close (fixture);
  for (guint i = 0; i < n_due; i++)
    {
      g_autofree char *sql = NULL;

      if (due_in_days[i] < 0)
        continue;
      sql = g_strdup_printf ("UPDATE card SET state = 2, stability = 10, difficulty = 5, reps = 3, interval_days = 10, "
                             "due_day = %d, last_day = %d, last_review_ms = 1 "
                             "WHERE id = (SELECT id FROM card ORDER BY id LIMIT 1 OFFSET %u)",
                             today + due_in_days[i], today + due_in_days[i] - 10, i);
      library_fixture_exec (fixture, sql);
    }
  library_fixture_open (fixture);
  return fixture;
}

static gint64
get_card (LibraryFixture *fixture,
          guint           i)
{
  return g_array_index (fixture->cards, gint64, i);
}

static DeckleLoad
get_load (LibraryFixture *fixture,
          gint64          without)
{
  g_autoptr (GError) error = NULL;
  DeckleLoad load;

  deckle_library_get_load (fixture->library, without, &load, &error);
  g_assert_no_error (error);
  g_assert_cmpint (load.today, ==, deckle_library_get_today (fixture->library));
  return load;
}

/* To the last bit: a preview after an undo must be the one before the answer. */
static void
assert_same (const DeckleLoad *a,
             const DeckleLoad *b)
{
  g_assert_cmpint (a->today, ==, b->today);
  g_assert_cmpfloat (a->minutes_per_card, ==, b->minutes_per_card);
  g_assert_cmpmem (a->minutes, sizeof a->minutes, b->minutes, sizeof b->minutes);
}

static double
sum (const DeckleLoad *load)
{
  double minutes = 0.0;

  for (int i = 0; i < DECKLE_LOAD_DAYS; i++)
    minutes += load->minutes[i];
  return minutes;
}

/* What the learner would be shown, answered in @answer_ms */
static DeckleGrade
make_grade (LibraryFixture *fixture,
            gint64          card,
            DeckleRating    rating,
            gint64          answer_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, &error);
  DeckleLoad load = get_load (fixture, card);
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleScheduler scheduler;
  gint64 now_ms = deckle_clock_now_ms (fixture->clock);

  g_assert_no_error (error);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  deckle_scheduler_preview_balanced (&scheduler, fixture->clock, &record->schedule, record->seed, now_ms, &load, outcomes);
  return (DeckleGrade){
    .card = card,
    .rating = rating,
    .outcome = outcomes[rating - 1],
    .time_ms = now_ms,
    .answer_ms = answer_ms,
  };
}

static void
answer (LibraryFixture *fixture,
        gint64          card,
        gint64          answer_ms)
{
  DeckleGrade grade = make_grade (fixture, card, DECKLE_RATING_GOOD, answer_ms);
  LibraryWait wait = { 0 };

  deckle_library_grade_async (fixture->library, &grade, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
test_days (void)
{
  const int due[] = { 1, 1, 5, 5, DECKLE_LOAD_DAYS - 1, DECKLE_LOAD_DAYS, 0, -1 };
  g_autoptr (LibraryFixture) fixture = make_fixture (due, G_N_ELEMENTS (due));
  DeckleLoad load = get_load (fixture, 0);

  g_assert_cmpfloat_with_epsilon (load.minutes_per_card, CARD_MINUTES, 1e-9);
  g_assert_cmpfloat_with_epsilon (load.minutes[1], 2 * CARD_MINUTES, 1e-9);
  g_assert_cmpfloat_with_epsilon (load.minutes[5], 2 * CARD_MINUTES, 1e-9);
  g_assert_cmpfloat_with_epsilon (load.minutes[DECKLE_LOAD_DAYS - 1], CARD_MINUTES, 1e-9);
  g_assert_cmpfloat (load.minutes[0], ==, 0.0);
  g_assert_cmpfloat_with_epsilon (sum (&load), 5 * CARD_MINUTES, 1e-9);

  /* A card that is answered ahead does not stand in its own way. */
  load = get_load (fixture, get_card (fixture, 2));
  g_assert_cmpfloat_with_epsilon (load.minutes[5], CARD_MINUTES, 1e-9);
  g_assert_cmpfloat_with_epsilon (sum (&load), 4 * CARD_MINUTES, 1e-9);
  load = get_load (fixture, get_card (fixture, 6));
  g_assert_cmpfloat_with_epsilon (sum (&load), 5 * CARD_MINUTES, 1e-9);

  /* The next day all of it is a day nearer. */
  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  load = get_load (fixture, 0);
  g_assert_cmpfloat_with_epsilon (load.minutes[4], 2 * CARD_MINUTES, 1e-9);
  g_assert_cmpfloat_with_epsilon (load.minutes[DECKLE_LOAD_DAYS - 1], CARD_MINUTES, 1e-9);
}

/* Each section takes what the learner's answers of former days took. */
static void
test_times (void)
{
  const int due[] = { 0, -1, -1, 30, 0, -1, -1, 30, -1, -1, -1, 30 };
  g_autoptr (LibraryFixture) fixture = make_fixture (due, G_N_ELEMENTS (due));
  double average = (40 * 30 + 40 * 6 + 20 * 10) / 100.0;
  DeckleLoad load;

  for (int i = 0; i < 40; i++)
    {
      answer (fixture, get_card (fixture, 0), 30000);
      answer (fixture, get_card (fixture, N_CARDS), 6000);
    }
  load = get_load (fixture, 0);
  g_assert_cmpfloat_with_epsilon (load.minutes_per_card, CARD_MINUTES, 1e-9);

  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  load = get_load (fixture, 0);
  g_assert_cmpfloat_with_epsilon (load.minutes_per_card, average / 60.0, 1e-3);
  g_assert_cmpfloat_with_epsilon (load.minutes[29],
                                  ((40 * 30 + 20 * average) / 60 + (40 * 6 + 20 * average) / 60 + average) / 60.0, 1e-3);

  /* The same after a restart, as previews are */
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  {
    DeckleLoad again = get_load (fixture, 0);

    assert_same (&again, &load);
  }
}

/* An answer counts at once and keeps counting when it is on the disk; undo takes it back, redo brings it again. */
static void
test_answer (gconstpointer data)
{
  gboolean warm = GPOINTER_TO_INT (data);
  const int due[] = { 0, 9, 10, 11, 10, 9, 12, 20, 0 };
  g_autoptr (LibraryFixture) fixture = make_fixture (due, G_N_ELEMENTS (due));
  gint64 cards[] = { get_card (fixture, 0), get_card (fixture, 1), get_card (fixture, 8) };
  DeckleLoad before = get_load (fixture, 0), given[G_N_ELEMENTS (cards)], load;

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      DeckleGrade grade = make_grade (fixture, cards[i], DECKLE_RATING_GOOD, 5000);
      int offset = grade.outcome.after.due_day - before.today;
      DeckleLoad without = get_load (fixture, cards[i]);

      if (!warm)
        {
          library_fixture_close (fixture);
          library_fixture_open (fixture);
        }
      deckle_library_grade_async (fixture->library, &grade, NULL, NULL);
      given[i] = get_load (fixture, 0);
      g_assert_cmpfloat_with_epsilon (given[i].minutes[offset], without.minutes[offset] + CARD_MINUTES, 1e-9);
      g_assert_cmpfloat_with_epsilon (sum (&given[i]), sum (&without) + CARD_MINUTES, 1e-9);
    }
  g_assert_true (deckle_library_flush (fixture->library, NULL));
  load = get_load (fixture, 0);
  assert_same (&load, &given[2]);
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  load = get_load (fixture, 0);
  assert_same (&load, &given[2]);

  for (guint i = G_N_ELEMENTS (cards); i > 0; i--)
    {
      library_fixture_undo (fixture, FALSE);
      load = get_load (fixture, 0);
      assert_same (&load, i > 1 ? &given[i - 2] : &before);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      library_fixture_undo (fixture, TRUE);
      load = get_load (fixture, 0);
      assert_same (&load, &given[i]);
    }
}

/* The day offered for a card is the same after its answer was taken back. */
static void
test_undo_previews (void)
{
  const int due[] = { 0, 0, 0, 0, 9, 9, 10, 11, 25, 26, 27, 28 };
  g_autoptr (LibraryFixture) fixture = make_fixture (due, G_N_ELEMENTS (due));

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (DeckleCardRecord) record = NULL;
      DeckleGrade first = make_grade (fixture, get_card (fixture, i), DECKLE_RATING_GOOD, 5000), again;

      answer (fixture, get_card (fixture, i), 5000);
      library_fixture_undo (fixture, FALSE);
      again = make_grade (fixture, get_card (fixture, i), DECKLE_RATING_GOOD, 5000);
      library_assert_same_schedule (&first.outcome.after, &again.outcome.after);
      answer (fixture, get_card (fixture, i), 5000);
      record = deckle_library_load_card (fixture->library, get_card (fixture, i), NULL);
      library_assert_same_schedule (&record->schedule, &first.outcome.after);
    }
}

static void
test_failure (void)
{
  const int due[] = { 0, 9, 10, 11 };
  g_autoptr (LibraryFixture) fixture = make_fixture (due, G_N_ELEMENTS (due));
  DeckleLoad before = get_load (fixture, 0), load;
  DeckleGrade grade = make_grade (fixture, get_card (fixture, 0), DECKLE_RATING_GOOD, 5000);
  LibraryWait wait = { 0 };
  g_autoptr (GError) error = NULL;

  library_fixture_exec (fixture, "CREATE TRIGGER fail BEFORE INSERT ON review BEGIN SELECT raise (ABORT, 'no'); END");
  deckle_library_grade_async (fixture->library, &grade, library_wait_on_written, &wait);
  load = get_load (fixture, 0);
  g_assert_cmpfloat (sum (&load), >, sum (&before));
  error = library_wait_take (&wait);
  g_assert_nonnull (error);
  load = get_load (fixture, 0);
  assert_same (&load, &before);
}

/* Suspended cards and decks that are switched off have no load; practice leaves it alone. */
static void
test_changes (void)
{
  const int due[] = { 3, 3, 3, 4 };
  g_autoptr (LibraryFixture) fixture = make_fixture (due, G_N_ELEMENTS (due));
  DeckleLoad before = get_load (fixture, 0), load;
  DeckleGrade grade = make_grade (fixture, get_card (fixture, 0), DECKLE_RATING_GOOD, 5000);
  gint64 card = get_card (fixture, 0);
  LibraryWait wait = { 0 };

  deckle_library_set_suspended_async (fixture->library, &card, 1, TRUE, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  load = get_load (fixture, 0);
  g_assert_cmpfloat_with_epsilon (load.minutes[3], 2 * CARD_MINUTES, 1e-9);
  library_fixture_undo (fixture, FALSE);

  grade.outcome.kind = DECKLE_REVIEW_PRACTICE;
  deckle_library_grade_async (fixture->library, &grade, library_wait_on_written, &wait);
  load = get_load (fixture, 0);
  assert_same (&load, &before);
  library_wait_succeed (&wait);
  load = get_load (fixture, 0);
  assert_same (&load, &before);

  deckle_library_enable_deck_async (fixture->library, library_fixture_get (fixture, "SELECT id FROM deck"), FALSE,
                                         library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  load = get_load (fixture, 0);
  g_assert_cmpfloat (sum (&load), ==, 0.0);
}

static void
test_closed (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GError) error = NULL;
  DeckleLoad load;

  g_assert_true (deckle_library_close (fixture->library, NULL));
  g_assert_false (deckle_library_get_load (fixture->library, 0, &load, &error));
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/load/days", test_days);
  g_test_add_func ("/library/load/times", test_times);
  g_test_add_data_func ("/library/load/answer", GINT_TO_POINTER (TRUE), test_answer);
  g_test_add_data_func ("/library/load/answer-first", GINT_TO_POINTER (FALSE), test_answer);
  g_test_add_func ("/library/load/undo-previews", test_undo_previews);
  g_test_add_func ("/library/load/failure", test_failure);
  g_test_add_func ("/library/load/changes", test_changes);
  g_test_add_func ("/library/load/closed", test_closed);
  return g_test_run ();
}
