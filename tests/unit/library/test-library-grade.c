/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include <string.h>

#include "library/deckle-library-log.h"

static gint64
card_at (LibraryFixture *fixture,
         guint           position)
{
  return g_array_index (fixture->cards, gint64, position);
}

static DeckleGrade
make_grade (LibraryFixture *fixture,
            gint64          card,
            DeckleRating    rating)
{
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, NULL);
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleScheduler scheduler;
  DeckleGrade grade = { .card = card, .rating = rating, .answer_ms = 4321, .confidence = 2 };

  grade.time_ms = deckle_clock_now_ms (fixture->clock);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  deckle_scheduler_preview (&scheduler, fixture->clock, &record->schedule, record->seed, grade.time_ms, outcomes);
  grade.outcome = outcomes[rating - 1];
  return grade;
}

static GError *
send_grade (LibraryFixture    *fixture,
            const DeckleGrade *grade)
{
  LibraryWait wait = { 0 };

  deckle_library_grade_async (fixture->library, grade, library_wait_on_written, &wait);
  return library_wait_take (&wait);
}

static DeckleReview
last_review (LibraryFixture *fixture,
             gint64          card)
{
  g_autoptr (GArray) log = deckle_library_card_log (fixture->library, card, NULL);

  g_assert_cmpuint (log->len, >, 0);
  return g_array_index (log, DeckleReview, log->len - 1);
}

/* Every column of the row, and the outcome as it was handed over. */
static void
test_row (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  DeckleGrade grade = make_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  g_autoptr (DeckleCardRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  DeckleReview review;

  grade.outcome.after.due_ms += 12345;   /* whatever was shown */
  error = send_grade (fixture, &grade);
  g_assert_no_error (error);

  review = last_review (fixture, grade.card);
  g_assert_cmpint (review.id, !=, 0);
  g_assert_cmpint (review.card, ==, grade.card);
  g_assert_cmpint (review.time_ms, ==, FIXTURE_START_MS);
  g_assert_cmpint (review.rating, ==, DECKLE_RATING_GOOD);
  g_assert_cmpint (review.kind, ==, DECKLE_REVIEW_LEARN);
  g_assert_cmpint (review.answer_ms, ==, 4321);
  g_assert_cmpint (review.local_day, ==, deckle_library_get_today (fixture->library));
  g_assert_cmpint (review.utc_offset_min, ==, 60);
  g_assert_cmpint (review.step_left, ==, grade.outcome.after.step_left);
  g_assert_cmpint (review.due_ms, ==, grade.outcome.after.due_ms);
  g_assert_cmpfloat (review.interval_days, ==, grade.outcome.after.interval_days);
  g_assert_cmpint (review.parameters, ==, library_fixture_get (fixture, "SELECT max(id) FROM parameter_set"));
  g_assert_cmpint (review.confidence, ==, 2);
  g_assert_false (review.undone);

  record = deckle_library_load_card (fixture->library, grade.card, NULL);
  library_assert_same_schedule (&record->schedule, &grade.outcome.after);
}

static void
test_known_until (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (DeckleCardRecord) record = NULL;
  DeckleScheduler scheduler;
  DeckleCounts counts;

  library_fixture_grade (fixture, card_at (fixture, 0), DECKLE_RATING_AGAIN);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT sum(known_until_day) FROM card"), ==, 0);
  library_fixture_grade (fixture, card_at (fixture, 1), DECKLE_RATING_EASY);
  record = deckle_library_load_card (fixture->library, card_at (fixture, 1), NULL);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT sum(known_until_day) FROM card"), ==,
                   deckle_scheduler_known_until (&scheduler, &record->schedule));
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.known, ==, 1);
  g_assert_cmpuint (counts.learning, ==, 1);

  /* Much later it is not known any more. */
  deckle_clock_advance_ms (fixture->clock, 3000 * FIXTURE_DAY_MS);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.known, ==, 0);
  g_assert_cmpuint (counts.learning, ==, 2);
}

static void
test_caps (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  DeckleGrade grade = make_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  g_autoptr (GError) error = NULL;

  grade.answer_ms = 5 * 60 * 1000;
  grade.confidence = 9;
  error = send_grade (fixture, &grade);
  g_assert_no_error (error);
  g_assert_cmpint (last_review (fixture, grade.card).answer_ms, ==, DECKLE_ANSWER_MS_MAX);
  g_assert_cmpint (last_review (fixture, grade.card).confidence, ==, 3);
}

/* Practice leaves the schedule alone, but stands in the log and can be undone. */
static void
test_practice (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  DeckleGrade grade = make_grade (fixture, card_at (fixture, 0), DECKLE_RATING_EASY);
  g_autoptr (DeckleCardRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  grade.outcome.kind = DECKLE_REVIEW_PRACTICE;
  error = send_grade (fixture, &grade);
  g_assert_no_error (error);
  record = deckle_library_load_card (fixture->library, grade.card, NULL);
  g_assert_cmpint (record->schedule.state, ==, DECKLE_STATE_NEW);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE first_day IS NOT NULL"), ==, 0);
  g_assert_cmpint (last_review (fixture, grade.card).kind, ==, DECKLE_REVIEW_PRACTICE);
  library_fixture_undo (fixture, FALSE);
  g_assert_true (last_review (fixture, grade.card).undone);
}

static void
test_vanished (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  DeckleGrade grade = make_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  g_autoptr (GError) error = NULL, load_error = NULL;

  grade.card = 4711;
  error = send_grade (fixture, &grade);
  g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
  g_assert_null (deckle_library_load_card (fixture->library, 4711, &load_error));
  g_assert_error (load_error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review"), ==, 0);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo"), ==, 0);
}

/* The clock set back: the log keeps the order of the answers, days never count backwards, the rebuild agrees. */
static void
test_clock_set_back (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 1);
  g_autoptr (GArray) log = NULL;
  gint64 card = card_at (fixture, 0);

  library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
  deckle_clock_advance_ms (fixture->clock, -10 * FIXTURE_DAY_MS);
  library_fixture_grade (fixture, card, DECKLE_RATING_AGAIN);
  deckle_clock_advance_ms (fixture->clock, 30 * FIXTURE_DAY_MS);
  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  log = deckle_library_card_log (fixture->library, card, NULL);
  g_assert_cmpuint (log->len, ==, 3);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT group_concat(rating, '') + 0 FROM "
                                                 "(SELECT rating FROM review ORDER BY ordinal)"), ==, 413);
  library_fixture_assert_sound (fixture);
}

/* A grade fails in the middle: nothing of it is there, those behind it are not run, those before it are saved. */
static void
test_failure_in_the_queue (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  g_autoptr (GError) second = NULL, third = NULL, undo = NULL;
  LibraryWait waits[4] = { 0 };
  DeckleGrade grades[3];

  /* The last statement of a grade fails. */
  library_fixture_exec (fixture, "CREATE TRIGGER boom BEFORE INSERT ON undo_card WHEN NEW.side = 1 AND NEW.state = 2 "
                                 "BEGIN SELECT RAISE (ABORT, 'boom'); END");
  grades[0] = make_grade (fixture, card_at (fixture, 0), DECKLE_RATING_GOOD);
  grades[1] = make_grade (fixture, card_at (fixture, 1), DECKLE_RATING_EASY);
  grades[2] = make_grade (fixture, card_at (fixture, 2), DECKLE_RATING_GOOD);
  for (guint i = 0; i < 3; i++)
    deckle_library_grade_async (fixture->library, &grades[i], library_wait_on_written, &waits[i]);
  deckle_library_undo_async (fixture->library, library_wait_on_undone, &waits[3]);

  library_wait_succeed (&waits[0]);
  second = library_wait_take (&waits[1]);
  g_assert_error (second, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED);
  g_assert_nonnull (strstr (second->message, "was not saved; everything before it is."));
  third = library_wait_take (&waits[2]);
  g_assert_cmpstr (third->message, ==, second->message);
  undo = library_wait_take (&waits[3]);
  g_assert_cmpstr (undo->message, ==, second->message);

  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review WHERE undone = 0"), ==, 1);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE reps > 0"), ==, 1);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo"), ==, 1);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo_card"), ==, 2);

  library_fixture_exec (fixture, "DROP TRIGGER boom");
  library_fixture_grade (fixture, card_at (fixture, 1), DECKLE_RATING_EASY);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM review WHERE undone = 0"), ==, 2);
  library_fixture_assert_sound (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/grade/row", test_row);
  g_test_add_func ("/library/grade/known-until", test_known_until);
  g_test_add_func ("/library/grade/caps", test_caps);
  g_test_add_func ("/library/grade/practice", test_practice);
  g_test_add_func ("/library/grade/vanished", test_vanished);
  g_test_add_func ("/library/grade/clock-set-back", test_clock_set_back);
  g_test_add_func ("/library/grade/failure-in-the-queue", test_failure_in_the_queue);
  return g_test_run ();
}
