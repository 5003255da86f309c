/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What FSRS-7 changes about a scheduler: exact time, and no interval of seconds. */
#include "schedule/deckle-scheduler.h"

#include <math.h>

#define HOUR_MS (G_GINT64_CONSTANT (3600) * 1000)
#define DAY_MS (24 * HOUR_MS)
#define NOON (20000 * DAY_MS + 12 * HOUR_MS) /* UTC */

static void
init (DeckleScheduler *scheduler)
{
  deckle_policy_init_default (&scheduler->policy);
  scheduler->policy.fuzz = FALSE;
  deckle_fsrs_init_default_version (&scheduler->model, 7);
}

static void
set_steps (DeckleScheduler *scheduler,
           const char      *learning,
           const char      *relearning)
{
  DecklePolicy *policy = &scheduler->policy;

  g_assert_true (deckle_steps_parse (learning, policy->learning_steps_s, &policy->n_learning_steps, NULL));
  g_assert_true (deckle_steps_parse (relearning, policy->relearning_steps_s, &policy->n_relearning_steps, NULL));
}

static void
assert_same (const DeckleSchedule *a,
             const DeckleSchedule *b)
{
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpint (a->step_left, ==, b->step_left);
  g_assert_cmpint (a->reps, ==, b->reps);
  g_assert_cmpint (a->lapses, ==, b->lapses);
  g_assert_cmpfloat (a->memory.stability, ==, b->memory.stability);
  g_assert_cmpfloat (a->memory.stability_fast, ==, b->memory.stability_fast);
  g_assert_cmpfloat (a->memory.difficulty, ==, b->memory.difficulty);
  g_assert_cmpint (a->due_ms, ==, b->due_ms);
  g_assert_cmpint (a->due_day, ==, b->due_day);
  g_assert_cmpfloat (a->interval_days, ==, b->interval_days);
  g_assert_cmpint (a->last_review_ms, ==, b->last_review_ms);
  g_assert_cmpint (a->last_day, ==, b->last_day);
}

static DeckleReview
row_of (const DeckleOutcome *outcome,
        DeckleRating         rating)
{
  return (DeckleReview){
    .time_ms = outcome->after.last_review_ms,
    .rating = rating,
    .kind = outcome->kind,
    .local_day = outcome->after.last_day,
    .step_left = outcome->after.step_left,
    .due_ms = outcome->after.due_ms,
    .interval_days = outcome->after.interval_days,
  };
}

/* The hour of the answer counts, and the day that it fell on does not. */
static void
test_exact_time (void)
{
  DeckleMemory memory = { 10.0, 8.0, 5.0 };
  DeckleSchedule card = {
    .state = DECKLE_STATE_REVIEW, .reps = 3, .memory = memory, .interval_days = 4.0,
    .last_review_ms = NOON - 30 * HOUR_MS, .last_day = 19999,
  };
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleScheduler scheduler;

  init (&scheduler);
  for (int last_day = 19998; last_day <= 20001; last_day++)
    {
      card.last_day = last_day;
      deckle_scheduler_preview (&scheduler, clock, &card, 1, NOON, outcomes);
      for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
        {
          DeckleMemory expected = deckle_fsrs_next (&scheduler.model, &memory, 1.25, (DeckleRating) rating);

          g_assert_cmpfloat (outcomes[rating - 1].after.memory.stability, ==, expected.stability);
          g_assert_cmpfloat (outcomes[rating - 1].after.memory.stability_fast, ==, expected.stability_fast);
        }
    }
}

/* Fresh cards at a high retention: the model asks for seconds, the scheduler for a minute or a day. */
static void
test_floor (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);
  DeckleSchedule card = { .state = DECKLE_STATE_NEW };
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleScheduler scheduler;

  init (&scheduler);
  scheduler.policy.desired_retention = 0.99;
  set_steps (&scheduler, "", "");
  deckle_scheduler_preview (&scheduler, clock, &card, 1, NOON, outcomes);
  g_assert_cmpfloat (deckle_fsrs_interval (&scheduler.model, &outcomes[0].after.memory, 0.99), <, 1.0 / 86400.0);
  g_assert_cmpint (outcomes[0].after.state, ==, DECKLE_STATE_LEARNING);
  g_assert_cmpint (outcomes[0].after.due_ms, ==, NOON + 60 * 1000);
  g_assert_cmpint (outcomes[3].after.state, ==, DECKLE_STATE_REVIEW);
  g_assert_cmpfloat (outcomes[3].after.interval_days, >=, 1.0);

  /* Steps stay the learner's, whatever the model thinks of them. */
  set_steps (&scheduler, "30s 10m", "10m");
  deckle_scheduler_preview (&scheduler, clock, &card, 1, NOON, outcomes);
  g_assert_cmpint (outcomes[0].after.due_ms, ==, NOON + 30 * 1000);
  g_assert_cmpint (outcomes[2].after.due_ms, ==, NOON + 600 * 1000);
}

/* Random cards, retentions and steps: a card in review state waits a day, one in steps a minute or as the step says. */
static void
test_never_seconds (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);
  GRand *rand = g_rand_new_with_seed (70);
  DeckleScheduler scheduler;

  init (&scheduler);
  for (int i = 0; i < 50000; i++)
    {
      DeckleSchedule card = {
        .state = (DeckleState) g_rand_int_range (rand, 0, 4),
        .reps = 2,
        .memory = { pow (10, g_rand_double_range (rand, -4, 4)), pow (10, g_rand_double_range (rand, -4, 4)),
                    g_rand_double_range (rand, 1, 10) },
        .last_review_ms = NOON - (gint64) pow (10, g_rand_double_range (rand, 3, 10)),
        .last_day = 19990,
        .interval_days = g_rand_int_range (rand, 0, 30),
      };
      DeckleOutcome outcomes[DECKLE_N_RATINGS];

      scheduler.policy.desired_retention = g_rand_double_range (rand, 0.7, 0.99);
      scheduler.policy.fuzz = g_rand_boolean (rand);
      set_steps (&scheduler, g_rand_boolean (rand) ? "" : "1m 10m", g_rand_boolean (rand) ? "" : "10m");
      deckle_scheduler_preview (&scheduler, clock, &card, (guint64) i, NOON, outcomes);
      for (int j = 0; j < DECKLE_N_RATINGS; j++)
        {
          const DeckleSchedule *after = &outcomes[j].after;

          g_assert_cmpint (after->due_ms, >=, after->state == DECKLE_STATE_REVIEW ? NOON + 1 : NOON + 60 * 1000);
          if (after->state == DECKLE_STATE_REVIEW)
            g_assert_cmpint (after->due_day, >, 20000);
          if (j > 0 && card.state == DECKLE_STATE_REVIEW && after->due_day < 20000 + 36500)
            g_assert_cmpint (after->due_ms, >, outcomes[j - 1].after.due_ms);
        }
    }
  g_rand_free (rand);
}

/* Replaying the rows that previews handed over gives the schedule that they announced, wherever the clock went. */
static void
test_replay (void)
{
  GRand *rand = g_rand_new_with_seed (71);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);
      DeckleSchedule schedule = { .state = DECKLE_STATE_NEW };
      DeckleSchedule replayed = schedule;
      DeckleScheduler scheduler;

      init (&scheduler);
      for (int n = g_rand_int_range (rand, 1, 30); n > 0; n--)
        {
          DeckleRating rating = (DeckleRating) g_rand_int_range (rand, 1, 5);
          DeckleOutcome outcomes[DECKLE_N_RATINGS];
          DeckleReview row;

          if (g_rand_int_range (rand, 0, 4) == 0)
            scheduler.policy.rollover_hour = g_rand_int_range (rand, 0, 24);
          if (g_rand_int_range (rand, 0, 8) == 0)
            deckle_clock_set_zone (clock, g_rand_boolean (rand) ? "+13:00" : "-11:00");
          deckle_clock_advance_ms (clock, g_rand_int_range (rand, 0, 10) == 0 ? -g_rand_int_range (rand, 0, 40) * HOUR_MS
                                                                              : g_rand_int_range (rand, 0, 90000) * 1000);
          deckle_scheduler_preview (&scheduler, clock, &schedule, 1, deckle_clock_now_ms (clock), outcomes);
          row = row_of (&outcomes[rating - 1], rating);
          schedule = outcomes[rating - 1].after;
          deckle_scheduler_replay (&scheduler, &replayed, &row);
          assert_same (&replayed, &schedule);
        }
    }
  g_rand_free (rand);
}

/* Days are asked about as days. */
static void
test_known (void)
{
  GRand *rand = g_rand_new_with_seed (72);
  DeckleScheduler scheduler;

  init (&scheduler);
  for (int i = 0; i < 10000; i++)
    {
      DeckleSchedule card = {
        .state = DECKLE_STATE_REVIEW,
        .memory = { pow (10, g_rand_double_range (rand, -4, 3)), pow (10, g_rand_double_range (rand, -4, 3)), 5.0 },
        .last_day = g_rand_int_range (rand, 19000, 20000),
      };
      double threshold;
      int until;

      scheduler.policy.desired_retention = g_rand_double_range (rand, 0.7, 0.99);
      threshold = scheduler.policy.desired_retention - 0.10;
      until = deckle_scheduler_known_until (&scheduler, &card);
      g_assert_cmpint (until, >=, card.last_day);
      g_assert_cmpfloat (deckle_scheduler_recall (&scheduler, &card, until), >=, threshold);
      if (until <= card.last_day + 36500)
        g_assert_cmpfloat (deckle_scheduler_recall (&scheduler, &card, until + 1), <, threshold);
      g_assert_cmpfloat (deckle_scheduler_recall (&scheduler, &card, card.last_day - 5), ==,
                         deckle_scheduler_recall (&scheduler, &card, card.last_day));
    }
  g_rand_free (rand);
}

/* A damaged log gives nonsense, but no crash and no memory out of its bounds. */
static void
test_damage (void)
{
  static const gint64 times[] = { G_MININT64, -1, 0, NOON, G_MAXINT64 };
  GRand *rand = g_rand_new_with_seed (73);
  DeckleSchedule card = { .state = DECKLE_STATE_NEW };
  DeckleScheduler scheduler;

  init (&scheduler);
  for (int i = 0; i < 100000; i++)
    {
      DeckleReview row = {
        .time_ms = times[g_rand_int_range (rand, 0, G_N_ELEMENTS (times))],
        .rating = (DeckleRating) g_rand_int_range (rand, 0, 6),
        .kind = (DeckleReviewKind) g_rand_int_range (rand, 0, 4),
        .local_day = g_rand_int_range (rand, -5, 5),
        .interval_days = 3.0,
      };

      deckle_scheduler_replay (&scheduler, &card, &row);
      if (deckle_memory_is_set (&card.memory))
        {
          g_assert_true (card.memory.stability >= DECKLE_FSRS7_STABILITY_MIN);
          g_assert_true (card.memory.stability <= DECKLE_STABILITY_MAX);
          g_assert_true (card.memory.stability_fast >= DECKLE_FSRS7_STABILITY_MIN);
          g_assert_true (card.memory.stability_fast <= DECKLE_STABILITY_MAX);
        }
    }
  g_rand_free (rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schedule/scheduler-fsrs7/exact-time", test_exact_time);
  g_test_add_func ("/schedule/scheduler-fsrs7/floor", test_floor);
  g_test_add_func ("/schedule/scheduler-fsrs7/never-seconds", test_never_seconds);
  g_test_add_func ("/schedule/scheduler-fsrs7/replay", test_replay);
  g_test_add_func ("/schedule/scheduler-fsrs7/known", test_known);
  g_test_add_func ("/schedule/scheduler-fsrs7/damage", test_damage);

  return g_test_run ();
}
