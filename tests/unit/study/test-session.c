/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/deckle-session.h"

#include <sqlite3.h>

#include "library/deckle-doctor.h"
#include "library/deckle-library-import.h"
#include "library/deckle-library-log.h"
#include "support/deckle-test-support.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)
/* Monday, 2 March 2026, 10:00 UTC */
#define START_MS  (G_GINT64_CONSTANT (1772445600) * 1000)
#define DEADLINE_S 20

typedef struct
{
  DeckleTestFolder *folder;
  char             *path;
  DeckleClock      *clock;
  DeckleLibrary    *library;
  DeckleSession    *session;
  guint             n_changed;
  guint             n_graded;
  guint             n_rolled_over;
  guint             n_leeches;
  guint             n_failed;
  char             *failure;
  char             *undone;
  char             *notice;
} Fixture;

/* Until every write has come back. */
static void
settle (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  deckle_library_flush (f->library, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = deckle_test_folder_new ();
  f->path = deckle_test_folder_path (f->folder, "library.db");
  f->clock = deckle_clock_new_manual (START_MS, NULL);
  f->library = deckle_library_open (f->path, f->clock, &error);
  g_assert_no_error (error);
}

static void
end_session (Fixture *f)
{
  if (f->session == NULL)
    return;
  settle (f);
  g_assert_finalize_object (g_steal_pointer (&f->session));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  end_session (f);
  deckle_library_close (f->library, &error);
  g_assert_no_error (error);
  g_clear_object (&f->library);
  g_clear_object (&f->clock);
  g_clear_pointer (&f->path, g_free);
  g_clear_pointer (&f->folder, deckle_test_folder_free);
  g_clear_pointer (&f->failure, g_free);
  g_clear_pointer (&f->undone, g_free);
  g_clear_pointer (&f->notice, g_free);
}

static void
import_bank (Fixture *f,
             guint    n_sections,
             guint    n_cards)
{
  g_autoptr (DeckleBank) bank = deckle_test_make_bank (n_sections, n_cards);

  deckle_library_import_async (f->library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, NULL, NULL);
  settle (f);
}

static void
set_policy (Fixture            *f,
            const DecklePolicy *policy)
{
  deckle_library_set_policy_async (f->library, policy, NULL, NULL, NULL);
  settle (f);
}

static DecklePolicy
make_policy (void)
{
  DecklePolicy policy;

  deckle_policy_init_default (&policy);
  policy.fuzz = FALSE;
  return policy;
}

static void
on_changed (Fixture *f)
{
  f->n_changed++;
}

static void
on_graded (Fixture *f)
{
  f->n_graded++;
}

static void
on_rolled_over (Fixture *f)
{
  f->n_rolled_over++;
}

static void
on_leech (Fixture *f)
{
  f->n_leeches++;
}

static void
on_failed (Fixture    *f,
           const char *sentence)
{
  f->n_failed++;
  g_set_str (&f->failure, sentence);
}

static void
on_undone (Fixture    *f,
           const char *sentence)
{
  g_set_str (&f->undone, sentence);
}

static void
on_notice (Fixture    *f,
           const char *sentence)
{
  g_set_str (&f->notice, sentence);
}

static void
start (Fixture *f)
{
  end_session (f);
  f->session = deckle_session_new (f->library, DECKLE_SCOPE_ALL);
  g_signal_connect_swapped (f->session, "changed", G_CALLBACK (on_changed), f);
  g_signal_connect_swapped (f->session, "graded", G_CALLBACK (on_graded), f);
  g_signal_connect_swapped (f->session, "rolled-over", G_CALLBACK (on_rolled_over), f);
  g_signal_connect_swapped (f->session, "leech", G_CALLBACK (on_leech), f);
  g_signal_connect_swapped (f->session, "failed", G_CALLBACK (on_failed), f);
  g_signal_connect_swapped (f->session, "undone", G_CALLBACK (on_undone), f);
  g_signal_connect_swapped (f->session, "notice", G_CALLBACK (on_notice), f);
}

static int
present (Fixture *f)
{
  const DeckleCardRecord *record = deckle_session_get_record (f->session);

  return record != NULL ? deckle_card_get_number (record->card) : 0;
}

static void
answer (Fixture      *f,
        DeckleRating  rating)
{
  deckle_session_reveal (f->session);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  deckle_session_grade (f->session, rating);
}

static void
assert_sound (Fixture *f)
{
  DeckleDoctorReport report = { 0 };
  g_autoptr (GError) error = NULL;

  settle (f);
  deckle_doctor_check (f->library, &report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report.problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report.problems, i));
  g_assert_cmpuint (report.problems->len, ==, 0);
  deckle_doctor_report_clear (&report);
}

static void
run_sql (Fixture    *f,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static guint
count_rows (Fixture *f,
            gint64   card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) log = deckle_library_card_log (f->library, card, &error);

  g_assert_no_error (error);
  return log->len;
}

static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  start (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_EMPTY);
  g_assert_null (deckle_session_get_record (f->session));
  g_assert_null (deckle_session_get_outcomes (f->session));
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 0);

  /* Nothing of this means anything now. */
  deckle_session_reveal (f->session);
  deckle_session_grade (f->session, DECKLE_RATING_GOOD);
  deckle_session_suspend (f->session);
  deckle_session_flag (f->session, 1);
  g_assert_cmpuint (f->n_graded, ==, 0);
  g_assert_cmpuint (f->n_changed, ==, 0);

  /* Cards arrive: the sitting begins. */
  import_bank (f, 1, 3);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
}

static void
test_ten_cards (Fixture       *f,
                gconstpointer  data)
{
  DeckleSessionSummary summary;
  double fraction = 0.0;

  import_bank (f, 2, 5);
  start (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 10);
  g_assert_cmpint (present (f), ==, 1);

  /* A grade before the answer is shown is ignored. */
  deckle_session_grade (f->session, DECKLE_RATING_GOOD);
  g_assert_cmpuint (f->n_graded, ==, 0);

  for (guint i = 1; i <= 20; i++)
    {
      g_assert_cmpint (present (f), ==, (int) ((i - 1) % 10 + 1));
      g_assert_cmpuint (deckle_session_get_position (f->session), ==, i);
      g_assert_cmpfloat (deckle_session_get_fraction (f->session), >=, fraction);
      fraction = deckle_session_get_fraction (f->session);
      deckle_clock_advance_ms (f->clock, 3000);
      answer (f, DECKLE_RATING_GOOD);
      g_assert_cmpuint (f->n_graded, ==, i);
    }
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  g_assert_cmpfloat (deckle_session_get_fraction (f->session), ==, 1.0);

  /* The end page counts answers that are still being written. */
  deckle_session_get_summary (f->session, &summary);
  g_assert_cmpuint (summary.answers, ==, 20);
  g_assert_cmpuint (summary.cards, ==, 10);
  g_assert_cmpint (summary.answer_ms, ==, 20 * 3000);
  g_assert_cmpuint (summary.first_reviews, ==, 0);
  g_assert_cmpfloat_with_epsilon (summary.readiness_after, 1.0, 1e-6);

  f->n_changed = 0;
  settle (f);
  g_assert_cmpuint (f->n_changed, >, 0);
  deckle_session_get_summary (f->session, &summary);
  g_assert_cmpfloat_with_epsilon (summary.readiness_before, 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (summary.readiness_after, 1.0, 1e-6);
  g_assert_cmpint (summary.next_due_ms, >, deckle_clock_now_ms (f->clock));
  g_assert_cmpuint (f->n_failed, ==, 0);
  assert_sound (f);
}

/* The session does not make its queue anew for its own answers. */
static void
test_own_answers (Fixture       *f,
                  gconstpointer  data)
{
  import_bank (f, 1, 3);
  start (f);
  answer (f, DECKLE_RATING_EASY);
  g_assert_cmpuint (f->n_changed, ==, 2);
  settle (f);
  g_assert_cmpuint (f->n_changed, ==, 2);
}

static void
test_steps_come_back (Fixture       *f,
                      gconstpointer  data)
{
  import_bank (f, 1, 4);
  start (f);
  answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (present (f), ==, 2);
  deckle_clock_advance_ms (f->clock, MINUTE_MS / 2);
  answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (present (f), ==, 3);
  deckle_clock_advance_ms (f->clock, MINUTE_MS);
  answer (f, DECKLE_RATING_EASY);
  /* Card 1 is due again and goes before card 4. */
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_record (f->session)->schedule.state, ==, DECKLE_STATE_LEARNING);
  answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (present (f), ==, 4);
  answer (f, DECKLE_RATING_AGAIN);
  /* Nothing else is left: it comes again before its minute is over, and knows of the answer that is being written. */
  g_assert_cmpint (present (f), ==, 4);
  g_assert_cmpint (deckle_session_get_record (f->session)->schedule.reps, ==, 1);
  answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  assert_sound (f);
}

static void
test_long_step (Fixture       *f,
                gconstpointer  data)
{
  DecklePolicy policy = make_policy ();
  DeckleSessionSummary summary;

  policy.learning_steps_s[0] = 30 * 60;
  policy.n_learning_steps = 1;
  import_bank (f, 1, 1);
  set_policy (f, &policy);
  start (f);
  answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  deckle_session_get_summary (f->session, &summary);
  g_assert_cmpint (summary.next_due_ms, ==, START_MS + 30 * MINUTE_MS);
  settle (f);

  /* The window comes back when the card is due. */
  deckle_clock_set_now_ms (f->clock, START_MS + 29 * MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  deckle_clock_set_now_ms (f->clock, START_MS + 30 * MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
}

/* What stood under the button is what is stored, however long the learner looked at it. */
static void
test_shown_is_stored (Fixture       *f,
                      gconstpointer  data)
{
  for (DeckleRating rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
    {
      g_autoptr (DeckleCardRecord) stored = NULL;
      g_autoptr (GError) error = NULL;
      DeckleOutcome shown;
      gint64 row;

      if (rating == DECKLE_RATING_AGAIN)
        {
          import_bank (f, 1, 4);
          start (f);
        }
      row = deckle_session_get_record (f->session)->row;
      deckle_clock_advance_ms (f->clock, 20000);
      deckle_session_reveal (f->session);
      shown = deckle_session_get_outcomes (f->session)[rating - 1];
      deckle_clock_advance_ms (f->clock, 25 * MINUTE_MS);
      deckle_session_grade (f->session, rating);
      settle (f);

      stored = deckle_library_load_card (f->library, row, &error);
      g_assert_no_error (error);
      g_assert_cmpint (stored->schedule.state, ==, shown.after.state);
      g_assert_cmpfloat (stored->schedule.interval_days, ==, shown.after.interval_days);
      g_assert_cmpfloat (stored->schedule.memory.stability, ==, shown.after.memory.stability);
      g_assert_cmpint (stored->schedule.last_review_ms, ==, deckle_clock_now_ms (f->clock));
      if (shown.after.state == DECKLE_STATE_REVIEW)
        g_assert_cmpint (stored->schedule.due_day, ==, shown.after.due_day);
      else
        g_assert_cmpint (stored->schedule.due_ms, ==,
                         deckle_clock_now_ms (f->clock) + (gint64) (shown.after.interval_days * DAY_MS + 0.5));
      if (rating == DECKLE_RATING_AGAIN)
        {
          /* It is due at once; a card that waits goes first only while it is not. */
          deckle_session_suspend (f->session);
          settle (f);
        }
    }
  assert_sound (f);
}

static void
test_interleave (Fixture       *f,
                 gconstpointer  data)
{
  DecklePolicy policy = make_policy ();
  guint n_reviews = 0, n_fresh = 0;

  policy.new_per_day = 5;
  import_bank (f, 1, 15);
  set_policy (f, &policy);
  start (f);
  for (guint i = 0; i < 5; i++)
    answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  settle (f);

  deckle_clock_advance_ms (f->clock, 60 * DAY_MS);
  start (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      if (deckle_session_get_record (f->session)->schedule.state == DECKLE_STATE_REVIEW)
        n_reviews++;
      else
        n_fresh++;
      g_assert_cmpuint (n_reviews, ==, i / 2 + 1);
      answer (f, DECKLE_RATING_EASY);
    }
  g_assert_cmpuint (n_fresh, ==, 5);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  assert_sound (f);
}

static void
test_limits (Fixture       *f,
             gconstpointer  data)
{
  DecklePolicy policy = make_policy ();
  DeckleSessionSummary summary;

  policy.new_per_day = 3;
  import_bank (f, 1, 10);
  set_policy (f, &policy);
  start (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  for (guint i = 0; i < 3; i++)
    answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  deckle_session_get_summary (f->session, &summary);
  g_assert_cmpuint (summary.fresh_beyond, ==, 7);
  settle (f);

  deckle_session_add_new (f->session, 2);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 4);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 5);
  g_assert_cmpint (present (f), ==, 4);
  answer (f, DECKLE_RATING_EASY);
  answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  settle (f);

  /* The next day has its own three, and no more. */
  deckle_clock_advance_ms (f->clock, DAY_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (f->n_rolled_over, ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session) - deckle_session_get_position (f->session), ==, 2);

  /* Another sitting on the same day has nothing once they are answered. */
  for (guint i = 0; i < 3; i++)
    answer (f, DECKLE_RATING_EASY);
  start (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_NOTHING_DUE);
}

static void
test_undo_chain (Fixture       *f,
                 gconstpointer  data)
{
  import_bank (f, 1, 2);
  start (f);
  answer (f, DECKLE_RATING_EASY);
  answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  settle (f);

  /* Over the end page: the card comes back with its answer. */
  deckle_session_undo (f->session);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  g_assert_cmpint (present (f), ==, 2);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  g_assert_nonnull (f->undone);

  deckle_session_undo (f->session);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);

  /* Nothing is left to take back. */
  deckle_session_undo (f->session);
  settle (f);
  g_assert_nonnull (f->notice);
  g_assert_cmpint (present (f), ==, 1);

  deckle_session_redo (f->session);
  settle (f);
  g_assert_cmpint (present (f), ==, 2);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  deckle_session_redo (f->session);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  g_assert_cmpuint (f->n_failed, ==, 0);
  assert_sound (f);
}

/* The right key right after U, before the library has answered, is meant for the card that comes back. */
static void
test_undo_and_grade_at_once (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GArray) log = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first;

  import_bank (f, 1, 3);
  start (f);
  first = deckle_session_get_record (f->session)->row;
  answer (f, DECKLE_RATING_AGAIN);
  deckle_session_undo (f->session);
  deckle_session_grade (f->session, DECKLE_RATING_EASY);
  settle (f);
  settle (f);

  g_assert_cmpint (present (f), ==, 2);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  log = deckle_library_card_log (f->library, first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 2);
  g_assert_true (g_array_index (log, DeckleReview, 0).undone);
  g_assert_false (g_array_index (log, DeckleReview, 1).undone);
  g_assert_cmpint (g_array_index (log, DeckleReview, 1).rating, ==, DECKLE_RATING_EASY);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  assert_sound (f);
}

static void
test_undo_of_earlier_sitting (Fixture       *f,
                              gconstpointer  data)
{
  import_bank (f, 1, 3);
  start (f);
  answer (f, DECKLE_RATING_EASY);
  start (f);
  g_assert_cmpint (present (f), ==, 2);
  deckle_session_undo (f->session);
  settle (f);
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);

  /* The card that was on screen comes next. */
  deckle_session_grade (f->session, DECKLE_RATING_EASY);
  g_assert_cmpint (present (f), ==, 2);
  assert_sound (f);
}

static void
test_failure (Fixture       *f,
              gconstpointer  data)
{
  gint64 first;

  import_bank (f, 1, 5);
  start (f);
  first = deckle_session_get_record (f->session)->row;
  run_sql (f, "CREATE TRIGGER fail BEFORE INSERT ON review BEGIN SELECT raise (ABORT, 'no'); END");

  answer (f, DECKLE_RATING_EASY);
  answer (f, DECKLE_RATING_GOOD);
  answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (present (f), ==, 4);
  settle (f);

  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_nonnull (f->failure);
  g_test_message ("%s", f->failure);
  g_assert_cmpuint (count_rows (f, first), ==, 0);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 5);

  /* They come again in their order, then the one that was on screen, then the rest. */
  run_sql (f, "DROP TRIGGER fail");
  for (int i = 1; i <= 5; i++)
    {
      g_assert_cmpint (present (f), ==, i);
      answer (f, DECKLE_RATING_EASY);
    }
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_cmpuint (count_rows (f, first), ==, 1);
  assert_sound (f);
}

/* A card that comes around again before its failed answer was known is not on screen twice. */
static void
test_failure_of_present (Fixture       *f,
                         gconstpointer  data)
{
  import_bank (f, 1, 1);
  start (f);
  run_sql (f, "CREATE TRIGGER fail BEFORE INSERT ON review BEGIN SELECT raise (ABORT, 'no'); END");
  answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 2);
  settle (f);
  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_record (f->session)->schedule.reps, ==, 0);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 1);
}

static void
test_failed_suspend (Fixture       *f,
                     gconstpointer  data)
{
  import_bank (f, 1, 2);
  start (f);
  run_sql (f, "CREATE TRIGGER fail BEFORE UPDATE ON card BEGIN SELECT raise (ABORT, 'no'); END");
  deckle_session_flag (f->session, 2);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 2);
  settle (f);
  g_assert_cmpuint (f->n_failed, ==, 1);
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 0);

  deckle_session_suspend (f->session);
  g_assert_cmpint (present (f), ==, 2);
  settle (f);
  g_assert_cmpuint (f->n_failed, ==, 2);
  g_assert_cmpint (present (f), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
}

static void
test_rollover (Fixture       *f,
               gconstpointer  data)
{
  DecklePolicy policy = make_policy ();
  int shown;

  policy.new_per_day = 2;
  import_bank (f, 1, 6);
  set_policy (f, &policy);
  start (f);
  answer (f, DECKLE_RATING_EASY);
  shown = present (f);
  deckle_session_reveal (f->session);
  settle (f);

  /* 03:59: the same day. 04:00: a new one; the card on screen stays as it is. */
  deckle_clock_set_now_ms (f->clock, START_MS + 18 * HOUR_MS - MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (f->n_rolled_over, ==, 0);
  deckle_clock_set_now_ms (f->clock, START_MS + 18 * HOUR_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (f->n_rolled_over, ==, 1);
  g_assert_cmpint (present (f), ==, shown);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  /* One lies behind, two new ones are allowed today; the present card is one of them. */
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  assert_sound (f);
}

/* The day ends between the answer and the grade: what is stored belongs to the new day. */
static void
test_rollover_before_grade (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (DeckleCardRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  gint64 row;

  import_bank (f, 1, 2);
  start (f);
  row = deckle_session_get_record (f->session)->row;
  deckle_session_reveal (f->session);
  deckle_clock_advance_ms (f->clock, DAY_MS);
  deckle_session_grade (f->session, DECKLE_RATING_EASY);
  settle (f);
  g_assert_cmpuint (f->n_rolled_over, ==, 1);
  g_assert_cmpuint (f->n_graded, ==, 1);
  stored = deckle_library_load_card (f->library, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->schedule.last_day, ==, deckle_library_get_today (f->library));
  assert_sound (f);
}

static void
test_clock_set_back (Fixture       *f,
                     gconstpointer  data)
{
  import_bank (f, 1, 4);
  start (f);
  answer (f, DECKLE_RATING_GOOD);
  answer (f, DECKLE_RATING_EASY);
  deckle_session_reveal (f->session);

  deckle_clock_advance_ms (f->clock, -3 * DAY_MS);
  deckle_session_grade (f->session, DECKLE_RATING_GOOD);
  g_assert_cmpuint (f->n_graded, ==, 3);
  deckle_session_set_active (f->session, FALSE);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpint (present (f), ==, 4);
  answer (f, DECKLE_RATING_GOOD);
  settle (f);
  g_assert_cmpuint (f->n_failed, ==, 0);
  g_assert_cmpuint (f->n_rolled_over, ==, 0);
  assert_sound (f);
}

static void
test_vanished (Fixture       *f,
               gconstpointer  data)
{
  import_bank (f, 1, 4);
  start (f);
  g_signal_handlers_block_matched (f->library, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, f->session);
  run_sql (f, "DELETE FROM card WHERE number IN (2, 3)");
  answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (present (f), ==, 4);
  g_assert_nonnull (f->notice);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
  answer (f, DECKLE_RATING_EASY);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
}

static void
test_all_suspended (Fixture       *f,
                    gconstpointer  data)
{
  import_bank (f, 1, 3);
  start (f);
  for (guint i = 0; i < 3; i++)
    deckle_session_suspend (f->session);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_NOTHING_DUE);

  /* One undo brings the last one back, as a question. */
  deckle_session_undo (f->session);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpint (present (f), ==, 3);
  assert_sound (f);
}

static void
test_bury_and_flag (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (DeckleCardRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  gint64 row;

  import_bank (f, 1, 2);
  start (f);
  row = deckle_session_get_record (f->session)->row;
  deckle_session_flag (f->session, 3);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 3);
  g_assert_cmpint (present (f), ==, 1);
  settle (f);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 3);
  deckle_session_flag (f->session, 3);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 0);
  deckle_session_undo (f->session);
  settle (f);
  g_assert_cmpint (deckle_session_get_record (f->session)->flag, ==, 3);
  g_assert_cmpint (present (f), ==, 1);

  deckle_session_bury (f->session);
  g_assert_cmpint (present (f), ==, 2);
  settle (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 1);
  stored = deckle_library_load_card (f->library, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->buried_until_day, ==, deckle_library_get_today (f->library) + 1);

  /* Tomorrow it is there again. */
  deckle_clock_advance_ms (f->clock, DAY_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 2);
}

static void
test_hide (Fixture       *f,
           gconstpointer  data)
{
  import_bank (f, 1, 1);
  start (f);
  deckle_session_reveal (f->session);
  deckle_session_hide (f->session);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  deckle_session_grade (f->session, DECKLE_RATING_GOOD);
  g_assert_cmpuint (f->n_graded, ==, 0);
}

static void
test_answer_time (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GArray) log = NULL;
  g_autoptr (GError) error = NULL;
  gint64 row;

  import_bank (f, 1, 1);
  start (f);
  row = deckle_session_get_record (f->session)->row;
  deckle_clock_advance_ms (f->clock, 4000);
  deckle_session_set_active (f->session, FALSE);
  deckle_clock_advance_ms (f->clock, 10 * MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  deckle_clock_advance_ms (f->clock, 2500);
  answer (f, DECKLE_RATING_EASY);
  settle (f);
  log = deckle_library_card_log (f->library, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (log, DeckleReview, 0).answer_ms, ==, 6500);
}

static void
test_leech (Fixture       *f,
            gconstpointer  data)
{
  DecklePolicy policy = make_policy ();

  policy.leech_threshold = 1;
  import_bank (f, 1, 1);
  set_policy (f, &policy);
  start (f);
  answer (f, DECKLE_RATING_EASY);
  settle (f);
  deckle_clock_advance_ms (f->clock, 60 * DAY_MS);
  deckle_session_set_active (f->session, TRUE);
  answer (f, DECKLE_RATING_AGAIN);
  settle (f);
  g_assert_cmpuint (f->n_leeches, ==, 1);
}

static gboolean
has_moved_on (gpointer data)
{
  Fixture *f = data;

  return present (f) == 2;
}

/* Another program answers the card on screen, and removes the deck. */
static void
test_other_program (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (DeckleLibrary) other = NULL;
  g_autoptr (DeckleSession) elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  import_bank (f, 1, 3);
  start (f);
  deckle_session_reveal (f->session);
  g_assert_cmpint (present (f), ==, 1);

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

  import_bank (f, 1, 3);
  start (f);
  decks = deckle_library_list_decks (f->library, NULL);
  deck = g_ptr_array_index (decks, 0);
  deckle_library_enable_deck_async (f->library, deck->row, FALSE, NULL, NULL);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_EMPTY);
  deckle_library_enable_deck_async (f->library, deck->row, TRUE, NULL, NULL);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);

  /* A sitting over the deck itself does not care. */
  end_session (f);
  f->session = deckle_session_new (f->library, (DeckleScope){ .deck = deck->row });
  deckle_library_enable_deck_async (f->library, deck->row, FALSE, NULL, NULL);
  settle (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
}

/* The window is closed right after a grade: the session ends, the answer is saved. */
static void
test_end_while_writing (Fixture       *f,
                        gconstpointer  data)
{
  gint64 row;

  import_bank (f, 1, 2);
  start (f);
  row = deckle_session_get_record (f->session)->row;
  answer (f, DECKLE_RATING_EASY);
  g_clear_object (&f->session);
  settle (f);
  g_assert_cmpuint (count_rows (f, row), ==, 1);
}

#define ADD(name, function) g_test_add ("/study/session/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("empty", test_empty);
  ADD ("ten-cards", test_ten_cards);
  ADD ("own-answers", test_own_answers);
  ADD ("steps-come-back", test_steps_come_back);
  ADD ("long-step", test_long_step);
  ADD ("shown-is-stored", test_shown_is_stored);
  ADD ("interleave", test_interleave);
  ADD ("limits", test_limits);
  ADD ("undo-chain", test_undo_chain);
  ADD ("undo-and-grade-at-once", test_undo_and_grade_at_once);
  ADD ("undo-of-earlier-sitting", test_undo_of_earlier_sitting);
  ADD ("failure", test_failure);
  ADD ("failure-of-present", test_failure_of_present);
  ADD ("failed-suspend", test_failed_suspend);
  ADD ("rollover", test_rollover);
  ADD ("rollover-before-grade", test_rollover_before_grade);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("vanished", test_vanished);
  ADD ("all-suspended", test_all_suspended);
  ADD ("bury-and-flag", test_bury_and_flag);
  ADD ("hide", test_hide);
  ADD ("answer-time", test_answer_time);
  ADD ("leech", test_leech);
  ADD ("other-program", test_other_program);
  ADD ("deck-switched-off", test_deck_switched_off);
  ADD ("end-while-writing", test_end_while_writing);

  return g_test_run ();
}
