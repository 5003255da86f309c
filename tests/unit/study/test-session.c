/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-session-fixture.h"

#include "library/deckle-library-log.h"

static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  session_start (f);
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
  session_import_bank (f, 1, 3);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
}

typedef struct
{
  gboolean is_done;
  double   before;
  double   after;
} Ready;

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Ready *ready = user_data;
  g_autoptr (GError) error = NULL;

  deckle_session_readiness_finish (DECKLE_SESSION (source), result, &ready->before, &ready->after, &error);
  g_assert_no_error (error);
  ready->is_done = TRUE;
}

/* A worker comes to what the summary of a small library says at once. */
static void
test_readiness (Fixture       *f,
                gconstpointer  data)
{
  DeckleSessionSummary summary;
  Ready ready = { FALSE, -1, -1 };

  session_import_bank (f, 1, 3);
  session_start (f);
  for (guint i = 0; i < 3; i++)
    session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  deckle_session_get_summary (f->session, &summary);
  g_assert_true (summary.readiness_known);
  g_assert_cmpfloat (summary.readiness_after, >, summary.readiness_before);
  deckle_session_readiness_async (f->session, NULL, ready_cb, &ready);
  while (!ready.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat_with_epsilon (ready.before, summary.readiness_before, 1e-9);
  g_assert_cmpfloat_with_epsilon (ready.after, summary.readiness_after, 1e-9);
}

static void
test_ten_cards (Fixture       *f,
                gconstpointer  data)
{
  DeckleSessionSummary summary;
  double fraction = 0.0;

  session_import_bank (f, 2, 5);
  session_start (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 10);
  g_assert_cmpint (session_present (f), ==, 1);

  /* A grade before the answer is shown is ignored. */
  deckle_session_grade (f->session, DECKLE_RATING_GOOD);
  g_assert_cmpuint (f->n_graded, ==, 0);

  for (guint i = 1; i <= 20; i++)
    {
      g_assert_cmpint (session_present (f), ==, (int) ((i - 1) % 10 + 1));
      g_assert_cmpuint (deckle_session_get_position (f->session), ==, i);
      g_assert_cmpfloat (deckle_session_get_fraction (f->session), >=, fraction);
      fraction = deckle_session_get_fraction (f->session);
      deckle_clock_advance_ms (f->clock, 3000);
      session_answer (f, DECKLE_RATING_GOOD);
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
  session_settle (f);
  g_assert_cmpuint (f->n_changed, >, 0);
  deckle_session_get_summary (f->session, &summary);
  g_assert_cmpfloat_with_epsilon (summary.readiness_before, 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (summary.readiness_after, 1.0, 1e-6);
  g_assert_cmpint (summary.next_due_ms, >, deckle_clock_now_ms (f->clock));
  g_assert_cmpuint (f->n_failed, ==, 0);
  session_assert_sound (f);
}

/* The session does not make its queue anew for its own answers. */
static void
test_own_answers (Fixture       *f,
                  gconstpointer  data)
{
  session_import_bank (f, 1, 3);
  session_start (f);
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpuint (f->n_changed, ==, 2);
  session_settle (f);
  g_assert_cmpuint (f->n_changed, ==, 2);
}

static void
test_steps_come_back (Fixture       *f,
                      gconstpointer  data)
{
  session_import_bank (f, 1, 4);
  session_start (f);
  session_answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (session_present (f), ==, 2);
  deckle_clock_advance_ms (f->clock, MINUTE_MS / 2);
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (session_present (f), ==, 3);
  deckle_clock_advance_ms (f->clock, MINUTE_MS);
  session_answer (f, DECKLE_RATING_EASY);
  /* Card 1 is due again and goes before card 4. */
  g_assert_cmpint (session_present (f), ==, 1);
  g_assert_cmpint (deckle_session_get_record (f->session)->schedule.state, ==, DECKLE_STATE_LEARNING);
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (session_present (f), ==, 4);
  session_answer (f, DECKLE_RATING_AGAIN);
  /* Nothing else is left: it comes again before its minute is over, and knows of the answer that is being written. */
  g_assert_cmpint (session_present (f), ==, 4);
  g_assert_cmpint (deckle_session_get_record (f->session)->schedule.reps, ==, 1);
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  session_assert_sound (f);
}

static void
test_long_step (Fixture       *f,
                gconstpointer  data)
{
  DecklePolicy policy = session_make_policy ();
  DeckleSessionSummary summary;

  policy.learning_steps_s[0] = 30 * 60;
  policy.n_learning_steps = 1;
  session_import_bank (f, 1, 1);
  session_set_policy (f, &policy);
  session_start (f);
  session_answer (f, DECKLE_RATING_AGAIN);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  deckle_session_get_summary (f->session, &summary);
  g_assert_cmpint (summary.next_due_ms, ==, START_MS + 30 * MINUTE_MS);
  session_settle (f);

  /* The window comes back when the card is due. */
  deckle_clock_set_now_ms (f->clock, START_MS + 29 * MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  deckle_clock_set_now_ms (f->clock, START_MS + 30 * MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpint (session_present (f), ==, 1);
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
          session_import_bank (f, 1, 4);
          session_start (f);
        }
      row = deckle_session_get_record (f->session)->row;
      deckle_clock_advance_ms (f->clock, 20000);
      deckle_session_reveal (f->session);
      shown = deckle_session_get_outcomes (f->session)[rating - 1];
      deckle_clock_advance_ms (f->clock, 25 * MINUTE_MS);
      deckle_session_grade (f->session, rating);
      session_settle (f);

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
          session_settle (f);
        }
    }
  session_assert_sound (f);
}

static void
test_interleave (Fixture       *f,
                 gconstpointer  data)
{
  DecklePolicy policy = session_make_policy ();
  guint n_reviews = 0, n_fresh = 0;

  policy.new_per_day = 5;
  session_import_bank (f, 1, 15);
  session_set_policy (f, &policy);
  session_start (f);
  for (guint i = 0; i < 5; i++)
    session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  session_settle (f);

  deckle_clock_advance_ms (f->clock, 60 * DAY_MS);
  session_start (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      if (deckle_session_get_record (f->session)->schedule.state == DECKLE_STATE_REVIEW)
        n_reviews++;
      else
        n_fresh++;
      g_assert_cmpuint (n_reviews, ==, i / 2 + 1);
      session_answer (f, DECKLE_RATING_EASY);
    }
  g_assert_cmpuint (n_fresh, ==, 5);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  session_assert_sound (f);
}

static void
test_limits (Fixture       *f,
             gconstpointer  data)
{
  DecklePolicy policy = session_make_policy ();
  DeckleSessionSummary summary;

  policy.new_per_day = 3;
  session_import_bank (f, 1, 10);
  session_set_policy (f, &policy);
  session_start (f);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  for (guint i = 0; i < 3; i++)
    session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  deckle_session_get_summary (f->session, &summary);
  g_assert_cmpuint (summary.fresh_beyond, ==, 7);
  session_settle (f);

  deckle_session_add_new (f->session, 2);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_cmpuint (deckle_session_get_position (f->session), ==, 4);
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 5);
  g_assert_cmpint (session_present (f), ==, 4);
  session_answer (f, DECKLE_RATING_EASY);
  session_answer (f, DECKLE_RATING_EASY);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_DONE);
  session_settle (f);

  /* The next day has its own three, and no more. */
  deckle_clock_advance_ms (f->clock, DAY_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (f->n_rolled_over, ==, 1);
  g_assert_cmpuint (deckle_session_get_total (f->session) - deckle_session_get_position (f->session), ==, 2);

  /* Another sitting on the same day has nothing once they are answered. */
  for (guint i = 0; i < 3; i++)
    session_answer (f, DECKLE_RATING_EASY);
  session_start (f);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_NOTHING_DUE);
}

static void
test_rollover (Fixture       *f,
               gconstpointer  data)
{
  DecklePolicy policy = session_make_policy ();
  int shown;

  policy.new_per_day = 2;
  session_import_bank (f, 1, 6);
  session_set_policy (f, &policy);
  session_start (f);
  session_answer (f, DECKLE_RATING_EASY);
  shown = session_present (f);
  deckle_session_reveal (f->session);
  session_settle (f);

  /* 03:59: the same day. 04:00: a new one; the card on screen stays as it is. */
  deckle_clock_set_now_ms (f->clock, START_MS + 18 * HOUR_MS - MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (f->n_rolled_over, ==, 0);
  deckle_clock_set_now_ms (f->clock, START_MS + 18 * HOUR_MS);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpuint (f->n_rolled_over, ==, 1);
  g_assert_cmpint (session_present (f), ==, shown);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  /* One lies behind, two new ones are allowed today; the present card is one of them. */
  g_assert_cmpuint (deckle_session_get_total (f->session), ==, 3);
  session_assert_sound (f);
}

/* The day ends between the answer and the grade: what is stored belongs to the new day. */
static void
test_rollover_before_grade (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (DeckleCardRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  gint64 row;

  session_import_bank (f, 1, 2);
  session_start (f);
  row = deckle_session_get_record (f->session)->row;
  deckle_session_reveal (f->session);
  deckle_clock_advance_ms (f->clock, DAY_MS);
  deckle_session_grade (f->session, DECKLE_RATING_EASY);
  session_settle (f);
  g_assert_cmpuint (f->n_rolled_over, ==, 1);
  g_assert_cmpuint (f->n_graded, ==, 1);
  stored = deckle_library_load_card (f->library, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->schedule.last_day, ==, deckle_library_get_today (f->library));
  session_assert_sound (f);
}

static void
test_clock_set_back (Fixture       *f,
                     gconstpointer  data)
{
  session_import_bank (f, 1, 4);
  session_start (f);
  session_answer (f, DECKLE_RATING_GOOD);
  session_answer (f, DECKLE_RATING_EASY);
  deckle_session_reveal (f->session);

  deckle_clock_advance_ms (f->clock, -3 * DAY_MS);
  deckle_session_grade (f->session, DECKLE_RATING_GOOD);
  g_assert_cmpuint (f->n_graded, ==, 3);
  deckle_session_set_active (f->session, FALSE);
  deckle_session_set_active (f->session, TRUE);
  g_assert_cmpint (session_present (f), ==, 4);
  session_answer (f, DECKLE_RATING_GOOD);
  session_settle (f);
  g_assert_cmpuint (f->n_failed, ==, 0);
  g_assert_cmpuint (f->n_rolled_over, ==, 0);
  session_assert_sound (f);
}

static void
test_hide (Fixture       *f,
           gconstpointer  data)
{
  session_import_bank (f, 1, 1);
  session_start (f);
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

  session_import_bank (f, 1, 1);
  session_start (f);
  row = deckle_session_get_record (f->session)->row;
  deckle_clock_advance_ms (f->clock, 4000);
  deckle_session_set_active (f->session, FALSE);
  deckle_clock_advance_ms (f->clock, 10 * MINUTE_MS);
  deckle_session_set_active (f->session, TRUE);
  deckle_clock_advance_ms (f->clock, 2500);
  session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  log = deckle_library_card_log (f->library, row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (log, DeckleReview, 0).answer_ms, ==, 6500);
}

static void
test_leech (Fixture       *f,
            gconstpointer  data)
{
  DecklePolicy policy = session_make_policy ();

  policy.leech_threshold = 1;
  session_import_bank (f, 1, 1);
  session_set_policy (f, &policy);
  session_start (f);
  session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  deckle_clock_advance_ms (f->clock, 60 * DAY_MS);
  deckle_session_set_active (f->session, TRUE);
  session_answer (f, DECKLE_RATING_AGAIN);
  session_settle (f);
  g_assert_cmpuint (f->n_leeches, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  SESSION_TEST ("empty", test_empty);
  SESSION_TEST ("ten-cards", test_ten_cards);
  SESSION_TEST ("readiness", test_readiness);
  SESSION_TEST ("own-answers", test_own_answers);
  SESSION_TEST ("steps-come-back", test_steps_come_back);
  SESSION_TEST ("long-step", test_long_step);
  SESSION_TEST ("shown-is-stored", test_shown_is_stored);
  SESSION_TEST ("interleave", test_interleave);
  SESSION_TEST ("limits", test_limits);
  SESSION_TEST ("rollover", test_rollover);
  SESSION_TEST ("rollover-before-grade", test_rollover_before_grade);
  SESSION_TEST ("clock-set-back", test_clock_set_back);
  SESSION_TEST ("hide", test_hide);
  SESSION_TEST ("answer-time", test_answer_time);
  SESSION_TEST ("leech", test_leech);

  return g_test_run ();
}
