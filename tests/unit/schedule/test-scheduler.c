/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-scheduler.h"

#include <math.h>

#define AGAIN (DECKLE_RATING_AGAIN - 1)
#define HARD (DECKLE_RATING_HARD - 1)
#define GOOD (DECKLE_RATING_GOOD - 1)
#define EASY (DECKLE_RATING_EASY - 1)

#define HOUR_MS (G_GINT64_CONSTANT (3600) * 1000)
#define DAY_MS (24 * HOUR_MS)
#define NOON (20000 * DAY_MS + 12 * HOUR_MS) /* UTC */
#define N_SEEDS 2000

static void
init (DeckleScheduler *scheduler)
{
  deckle_policy_init_default (&scheduler->policy);
  scheduler->policy.fuzz = FALSE;
  deckle_fsrs_init_default (&scheduler->model);
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

static DeckleSchedule
review_card (double interval_days,
             double stability,
             double difficulty,
             int    elapsed)
{
  int today = (int) (NOON / DAY_MS);

  return (DeckleSchedule){
    .state = DECKLE_STATE_REVIEW,
    .reps = 5,
    .memory = { stability, 0.0, difficulty },
    .interval_days = interval_days,
    .last_day = today - elapsed,
    .last_review_ms = NOON - elapsed * DAY_MS,
    .due_day = today - elapsed + (int) interval_days,
    .due_ms = (20000 - elapsed + (int) interval_days) * DAY_MS + 4 * HOUR_MS,
  };
}

static void
preview (const DeckleScheduler *scheduler,
         const DeckleSchedule  *before,
         guint64                seed,
         DeckleOutcome          outcomes[DECKLE_N_RATINGS])
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);

  deckle_scheduler_preview (scheduler, clock, before, seed, NOON, outcomes);
}

/* Delays in seconds of Again, Hard and Good; 0: the card leaves the steps. @left: steps left after each. */
typedef struct
{
  const char *name;
  const char *steps;
  int         step_left; /* before; -1: a new card */
  gint64      delay_s[3];
  int         left[3];
} StepsCase;

static const StepsCase steps_cases[] = {
  { "new", "1m 10m", -1, { 60, 330, 600 }, { 2, 2, 1 } },
  { "first", "1m 10m", 2, { 60, 330, 600 }, { 2, 2, 1 } },
  { "last", "1m 10m", 1, { 60, 600, 0 }, { 2, 1, 0 } },
  { "only", "10m", -1, { 600, 900, 0 }, { 1, 1, 0 } },
  { "only-long", "3d", -1, { 3 * 86400, 4 * 86400, 0 }, { 1, 1, 0 } },
  { "half-day-rounds", "1d", -1, { 86400, 2 * 86400, 0 }, { 1, 1, 0 } },
  { "three-middle", "1m 5m 1h", 2, { 60, 300, 3600 }, { 3, 2, 1 } },
  { "falling", "10m 1m", -1, { 600, 330, 60 }, { 2, 2, 1 } },
  { "fewer-steps-than-left", "1m 10m", 7, { 60, 330, 600 }, { 2, 2, 1 } },
  { "none-left-over", "1m 10m", 0, { 60, 600, 0 }, { 2, 1, 0 } },
};

static void
assert_step (const DeckleOutcome *outcome,
             gint64               delay_s,
             int                  left,
             DeckleState          state)
{
  const DeckleSchedule *after = &outcome->after;
  int days = (int) (delay_s / 86400);

  g_assert_cmpint (after->step_left, ==, left);
  if (delay_s == 0)
    {
      g_assert_cmpint (after->state, ==, DECKLE_STATE_REVIEW);
      g_assert_cmpfloat (after->interval_days, >=, 1.0);
      return;
    }

  g_assert_cmpint (after->state, ==, state);
  g_assert_cmpfloat_with_epsilon (after->interval_days * 86400, delay_s, 1e-6);
  g_assert_cmpint (after->due_ms, ==, days > 0 ? (20000 + days) * DAY_MS + 4 * HOUR_MS : NOON + delay_s * 1000);
  g_assert_cmpint (after->due_day, ==, 20000 + days);
}

static void
test_steps (gconstpointer data)
{
  const StepsCase *c = data;
  DeckleScheduler scheduler;
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleSchedule learning = { .state = DECKLE_STATE_NEW };
  DeckleSchedule relearning = review_card (0, 2.0, 6.0, 0);

  init (&scheduler);
  set_steps (&scheduler, c->steps, c->steps);
  if (c->step_left >= 0)
    {
      learning = review_card (0, 2.0, 6.0, 0);
      learning.state = DECKLE_STATE_LEARNING;
      learning.step_left = c->step_left;
    }

  preview (&scheduler, &learning, 1, outcomes);
  for (int i = AGAIN; i <= GOOD; i++)
    {
      assert_step (&outcomes[i], c->delay_s[i], c->left[i], DECKLE_STATE_LEARNING);
      g_assert_cmpint (outcomes[i].kind, ==, DECKLE_REVIEW_LEARN);
      g_assert_cmpint (outcomes[i].after.reps, ==, learning.reps + 1);
    }
  g_assert_cmpint (outcomes[EASY].after.state, ==, DECKLE_STATE_REVIEW);

  if (c->step_left < 0)
    return;

  relearning.state = DECKLE_STATE_RELEARNING;
  relearning.step_left = c->step_left;
  relearning.lapses = 3;
  preview (&scheduler, &relearning, 1, outcomes);
  for (int i = AGAIN; i <= GOOD; i++)
    {
      assert_step (&outcomes[i], c->delay_s[i], c->left[i], DECKLE_STATE_RELEARNING);
      g_assert_cmpint (outcomes[i].kind, ==, DECKLE_REVIEW_RELEARN);
      g_assert_cmpint (outcomes[i].after.lapses, ==, 3);
    }
}

static void
test_graduation (void)
{
  DeckleScheduler scheduler;
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleSchedule card = { .state = DECKLE_STATE_NEW };

  init (&scheduler);
  set_steps (&scheduler, "1m", "");
  preview (&scheduler, &card, 1, outcomes);
  /* The interval of the button, rounded: S0 of Good is 2.3065, of Easy 8.2956. */
  g_assert_cmpfloat (outcomes[GOOD].after.interval_days, ==, 2.0);
  g_assert_cmpfloat (outcomes[EASY].after.interval_days, ==, 8.0);
  g_assert_cmpint (outcomes[EASY].after.due_day, ==, 20008);
  g_assert_cmpint (outcomes[EASY].after.due_ms, ==, 20008 * DAY_MS + 4 * HOUR_MS);
  g_assert_cmpfloat (outcomes[EASY].after.memory.stability, ==, 8.2956);

  /* Easy is a day more than Good even where the model sees no difference. */
  scheduler.model.w[3] = scheduler.model.w[2];
  preview (&scheduler, &card, 1, outcomes);
  g_assert_cmpfloat (outcomes[EASY].after.interval_days, ==, 3.0);
  scheduler.policy.max_interval_days = 2;
  preview (&scheduler, &card, 1, outcomes);
  g_assert_cmpfloat (outcomes[EASY].after.interval_days, ==, 2.0);
}

static void
test_no_steps (void)
{
  DeckleScheduler scheduler;
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleSchedule card = { .state = DECKLE_STATE_NEW };

  init (&scheduler);
  set_steps (&scheduler, "", "");
  preview (&scheduler, &card, 1, outcomes);
  /* S0 of Again is 0.212 days. */
  g_assert_cmpint (outcomes[AGAIN].after.state, ==, DECKLE_STATE_LEARNING);
  g_assert_cmpint (outcomes[AGAIN].after.step_left, ==, 0);
  g_assert_cmpint (outcomes[AGAIN].after.due_ms, ==, NOON + 18317 * 1000);
  g_assert_cmpint (outcomes[HARD].after.state, ==, DECKLE_STATE_REVIEW);
  g_assert_cmpfloat (outcomes[HARD].after.interval_days, ==, 1.0);

  /* Without a short-term memory, at least a day */
  scheduler.model.w[17] = 0.0;
  preview (&scheduler, &card, 1, outcomes);
  g_assert_cmpint (outcomes[AGAIN].after.state, ==, DECKLE_STATE_REVIEW);
  g_assert_cmpfloat (outcomes[AGAIN].after.interval_days, ==, 1.0);

  deckle_fsrs_init_default (&scheduler.model);
  card = review_card (1, 0.5, 9.5, 1);
  preview (&scheduler, &card, 1, outcomes);
  g_assert_cmpint (outcomes[AGAIN].after.state, ==, DECKLE_STATE_RELEARNING);
  g_assert_cmpfloat (outcomes[AGAIN].after.interval_days, <, 0.5);
  g_assert_cmpint (outcomes[AGAIN].after.lapses, ==, 1);
}

static void
test_review_order (void)
{
  GRand *rand = g_rand_new_with_seed (4);
  DeckleScheduler scheduler;
  DeckleOutcome outcomes[DECKLE_N_RATINGS];

  for (int i = 0; i < 20000; i++)
    {
      DeckleSchedule card = review_card (g_rand_int_range (rand, 1, 400), pow (10, g_rand_double_range (rand, -2, 4)),
                                         g_rand_double_range (rand, 1, 10), g_rand_int_range (rand, 0, 500));
      int maximum;

      init (&scheduler);
      maximum = scheduler.policy.max_interval_days = g_rand_int_range (rand, 1, 1000);
      scheduler.policy.fuzz = i % 2 == 0;
      scheduler.policy.desired_retention = g_rand_double_range (rand, 0.7, 0.99);
      preview (&scheduler, &card, (guint64) i, outcomes);
      for (int j = HARD; j <= EASY; j++)
        {
          double days = outcomes[j].after.interval_days;

          g_assert_cmpfloat (days, >=, 1.0);
          g_assert_cmpfloat (days, <=, maximum);
          g_assert_cmpfloat (days, ==, floor (days));
          if (j > HARD)
            g_assert_true (days > outcomes[j - 1].after.interval_days || (int) days == maximum);
          g_assert_cmpint (outcomes[j].after.due_day, ==, 20000 + (int) days);
          g_assert_cmpint (outcomes[j].after.lapses, ==, 0);
        }
      g_assert_cmpint (outcomes[AGAIN].after.state, ==, DECKLE_STATE_RELEARNING);
      g_assert_cmpint (outcomes[AGAIN].after.lapses, ==, 1);
      g_assert_cmpint (outcomes[AGAIN].kind, ==,
                       card.due_day > 20000 ? DECKLE_REVIEW_AHEAD : DECKLE_REVIEW_REVIEW);
    }

  g_rand_free (rand);
}

/* The bounds of the fuzz, each of which must come up. */
static void
test_fuzz_bounds (void)
{
  static const struct
  {
    double days;
    int    lower;
    int    upper;
  } cases[] = {
    { 1, 1, 1 }, { 2, 2, 2 }, { 7, 5, 9 }, { 17, 14, 20 }, { 37, 33, 41 }, { 100, 93, 107 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DeckleSchedule card = { .state = DECKLE_STATE_NEW };
      DeckleScheduler scheduler;
      DeckleOutcome outcomes[DECKLE_N_RATINGS];
      double w[DECKLE_FSRS6_N_PARAMETERS];
      int lower = G_MAXINT, upper = 0;

      init (&scheduler);
      set_steps (&scheduler, "", "");
      scheduler.policy.fuzz = TRUE;
      for (gsize j = 0; j < G_N_ELEMENTS (w); j++)
        w[j] = scheduler.model.w[j];
      w[2] = cases[i].days;
      deckle_fsrs_init_raw (&scheduler.model, w, G_N_ELEMENTS (w));
      for (guint64 seed = 0; seed < N_SEEDS; seed++)
        {
          int days;

          preview (&scheduler, &card, seed, outcomes);
          days = (int) outcomes[GOOD].after.interval_days;
          lower = MIN (lower, days);
          upper = MAX (upper, days);
        }
      g_assert_cmpint (lower, ==, cases[i].lower);
      g_assert_cmpint (upper, ==, cases[i].upper);
    }
}

/* A card whose new interval under Hard is 10 days (8 to 12 with fuzz), after an interval of @last days */
static void
hard_range (int  last,
            int *lower,
            int *upper)
{
  DeckleSchedule card = review_card (last, 10.0, 5.0, 10);
  DeckleScheduler scheduler;
  DeckleOutcome outcomes[DECKLE_N_RATINGS];

  init (&scheduler);
  scheduler.policy.fuzz = TRUE;
  scheduler.model.w[15] = 0.0;
  *lower = G_MAXINT;
  *upper = 0;
  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      preview (&scheduler, &card, seed, outcomes);
      *lower = MIN (*lower, (int) outcomes[HARD].after.interval_days);
      *upper = MAX (*upper, (int) outcomes[HARD].after.interval_days);
    }
}

static void
test_fuzz_minimum (void)
{
  static const int cases[][3] = {
    /* last, lower, upper */
    { 5, 8, 12 },   /* grew far: the range itself lies above the last interval */
    { 8, 9, 12 },   /* grew: never back to the last interval */
    { 9, 10, 12 },
    { 10, 10, 12 }, /* stayed: not below the last interval */
    { 11, 11, 13 }, /* the last interval still lies in the range, which moves up with it */
    { 12, 12, 14 },
    { 13, 8, 12 },  /* shorter than before: no minimum */
    { 60, 8, 12 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int lower, upper;

      hard_range (cases[i][0], &lower, &upper);
      g_assert_cmpint (lower, ==, cases[i][1]);
      g_assert_cmpint (upper, ==, cases[i][2]);
    }
}

static void
test_fuzz_stable (void)
{
  DeckleSchedule card = review_card (50, 80.0, 5.0, 50);
  DeckleScheduler scheduler;
  DeckleOutcome first[DECKLE_N_RATINGS], again[DECKLE_N_RATINGS], other[DECKLE_N_RATINGS];
  guint n_differ = 0;

  init (&scheduler);
  scheduler.policy.fuzz = TRUE;
  for (guint64 seed = 0; seed < 100; seed++)
    {
      DeckleSchedule next = card;

      next.reps++;
      preview (&scheduler, &card, seed, first);
      preview (&scheduler, &card, seed, again);
      preview (&scheduler, &next, seed, other);
      for (int i = 0; i < DECKLE_N_RATINGS; i++)
        g_assert_cmpfloat (first[i].after.interval_days, ==, again[i].after.interval_days);
      n_differ += first[GOOD].after.due_day != other[GOOD].after.due_day;
    }
  g_assert_cmpuint (n_differ, >, 80);
}

static void
test_seed (void)
{
  g_assert_cmpuint (deckle_scheduler_seed ("go", "a"), ==, deckle_scheduler_seed ("go", "a"));
  g_assert_cmpuint (deckle_scheduler_seed ("go", "a"), !=, deckle_scheduler_seed ("go", "b"));
  g_assert_cmpuint (deckle_scheduler_seed ("go", "a"), !=, deckle_scheduler_seed ("goa", ""));
  g_assert_cmpuint (deckle_scheduler_seed ("", ""), !=, 0);
}

static void
test_leech (void)
{
  static const struct
  {
    int         threshold;
    const char *leeches; /* lapses 1 to 20, x where the card is one */
  } cases[] = {
    { 0, "...................." },
    { 1, "xxxxxxxxxxxxxxxxxxxx" },
    { 3, "..x.x.x.x.x.x.x.x.x." },
    { 8, ".......x...x...x...x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int lapses = 1; lapses <= 20; lapses++)
      {
        DeckleSchedule card = review_card (5, 5.0, 5.0, 5);
        DeckleScheduler scheduler;
        DeckleOutcome outcomes[DECKLE_N_RATINGS];

        init (&scheduler);
        scheduler.policy.leech_threshold = cases[i].threshold;
        card.lapses = lapses - 1;
        preview (&scheduler, &card, 1, outcomes);
        g_assert_cmpint (outcomes[AGAIN].leech, ==, cases[i].leeches[lapses - 1] == 'x');
        g_assert_false (outcomes[HARD].leech || outcomes[GOOD].leech || outcomes[EASY].leech);
      }
}

static void
test_clock_set_back (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);
  DeckleSchedule card = review_card (10, 10.0, 5.0, 0);
  DeckleScheduler scheduler;
  DeckleOutcome same_day[DECKLE_N_RATINGS], back[DECKLE_N_RATINGS];

  init (&scheduler);
  deckle_scheduler_preview (&scheduler, clock, &card, 1, NOON, same_day);
  deckle_scheduler_preview (&scheduler, clock, &card, 1, NOON - 300 * DAY_MS, back);
  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      g_assert_cmpfloat (back[i].after.memory.stability, ==, same_day[i].after.memory.stability);
      g_assert_cmpint (back[i].after.last_day, ==, 20000 - 300);
    }
  g_assert_cmpfloat (deckle_scheduler_recall (&scheduler, &card, 20000 - 300), ==, 1.0);
}

static void
test_known (void)
{
  GRand *rand = g_rand_new_with_seed (5);
  DeckleSchedule card = { .state = DECKLE_STATE_NEW };
  DeckleScheduler scheduler;

  init (&scheduler);
  g_assert_cmpint (deckle_scheduler_known_until (&scheduler, &card), ==, -1);
  g_assert_cmpfloat (deckle_scheduler_recall (&scheduler, &card, 20000), ==, 0.0);

  for (int i = 0; i < 10000; i++)
    {
      double threshold;
      int until;

      card = review_card (10, pow (10, g_rand_double_range (rand, -3, 4.5)), 5.0, g_rand_int_range (rand, 0, 100));
      scheduler.policy.desired_retention = g_rand_double_range (rand, 0.7, 0.99);
      threshold = scheduler.policy.desired_retention - 0.10;
      until = deckle_scheduler_known_until (&scheduler, &card);
      g_assert_cmpint (until, >=, card.last_day);
      g_assert_cmpfloat (deckle_scheduler_recall (&scheduler, &card, until), >=, threshold);
      g_assert_cmpfloat (deckle_scheduler_recall (&scheduler, &card, until + 1), <, threshold);
    }

  g_rand_free (rand);
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

/* Settings, zone, clock and rollover hour change under way, as in a learner's life. */
static void
disturb (GRand           *rand,
         DeckleScheduler *scheduler,
         DeckleClock     *clock)
{
  static const char * const steps[] = { "", "1m", "1m 10m", "10m 1d 3d", "30s 5m 1h", "2d" };

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      set_steps (scheduler, steps[g_rand_int_range (rand, 0, G_N_ELEMENTS (steps))],
                 steps[g_rand_int_range (rand, 0, G_N_ELEMENTS (steps))]);
      break;
    case 1:
      scheduler->policy.rollover_hour = g_rand_int_range (rand, 0, 24);
      break;
    case 2:
      scheduler->policy.desired_retention = g_rand_double_range (rand, 0.7, 0.99);
      scheduler->policy.max_interval_days = g_rand_int_range (rand, 1, 36501);
      break;
    case 3:
      deckle_clock_set_zone (clock, g_rand_boolean (rand) ? "+13:00" : "-11:00");
      break;
    case 4:
      deckle_clock_advance_ms (clock, -g_rand_int_range (rand, 0, 40) * HOUR_MS);
      break;
    default:
      break;
    }
}

/* Replaying the rows that previews handed over gives the schedule that they announced. */
static void
test_replay (void)
{
  GRand *rand = g_rand_new_with_seed (10);

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (DeckleClock) clock = deckle_clock_new_manual (NOON, NULL);
      g_autoptr (GArray) log = g_array_new (FALSE, TRUE, sizeof (DeckleReview));
      DeckleSchedule schedule = { .state = DECKLE_STATE_NEW };
      DeckleSchedule replayed = { .state = DECKLE_STATE_NEW };
      DeckleScheduler scheduler;
      guint64 seed = deckle_scheduler_seed ("deck", "card") + (guint64) i;

      init (&scheduler);
      scheduler.policy.fuzz = TRUE;
      for (int n = g_rand_int_range (rand, 1, 40); n > 0; n--)
        {
          DeckleRating rating = (DeckleRating) g_rand_int_range (rand, 1, 5);
          DeckleOutcome outcomes[DECKLE_N_RATINGS];
          DeckleReview row;

          disturb (rand, &scheduler, clock);
          deckle_scheduler_preview (&scheduler, clock, &schedule, seed, deckle_clock_now_ms (clock), outcomes);
          row = row_of (&outcomes[rating - 1], rating);
          schedule = outcomes[rating - 1].after;
          g_array_append_val (log, row);

          /* Rows that do not count lie between those that do. */
          row.rating = DECKLE_RATING_AGAIN;
          row.undone = g_rand_boolean (rand);
          row.kind = row.undone ? DECKLE_REVIEW_REVIEW : g_rand_boolean (rand) ? DECKLE_REVIEW_PRACTICE
                                                                               : DECKLE_REVIEW_MOCK;
          g_array_append_val (log, row);

          if (g_rand_int_range (rand, 0, 20) == 0)
            {
              row = (DeckleReview){ .kind = DECKLE_REVIEW_RESET, .time_ms = deckle_clock_now_ms (clock) };
              schedule = (DeckleSchedule){ .state = DECKLE_STATE_NEW };
              g_array_append_val (log, row);
            }
          deckle_clock_advance_ms (clock, g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 3600 * 1000)
                                                                : g_rand_int_range (rand, 0, 60) * DAY_MS);
        }

      for (guint j = 0; j < log->len; j++)
        deckle_scheduler_replay (&scheduler, &replayed, &g_array_index (log, DeckleReview, j));
      assert_same (&replayed, &schedule);
    }

  g_rand_free (rand);
}

static void
test_replay_rows (void)
{
  DeckleSchedule card = review_card (10, 10.0, 5.0, 10);
  DeckleSchedule before = card;
  DeckleScheduler scheduler;
  DeckleReview row = {
    .kind = DECKLE_REVIEW_MANUAL,
    .time_ms = NOON,
    .local_day = 20000,
    .due_ms = NOON + 3 * DAY_MS,
    .interval_days = 3.0,
  };

  init (&scheduler);
  deckle_scheduler_replay (&scheduler, &card, &row);
  before.due_ms = row.due_ms;
  before.due_day = 20003;
  assert_same (&card, &before);

  /* A row without a rating is no answer. */
  row.kind = DECKLE_REVIEW_REVIEW;
  deckle_scheduler_replay (&scheduler, &card, &row);
  assert_same (&card, &before);

  row.kind = DECKLE_REVIEW_RESET;
  deckle_scheduler_replay (&scheduler, &card, &row);
  assert_same (&card, &(DeckleSchedule){ .state = DECKLE_STATE_NEW });
}

/* A damaged log gives nonsense, but no crash and no memory out of its bounds. */
static void
test_replay_damage (void)
{
  static const int days[] = { G_MININT, -1, 0, 20000, G_MAXINT };
  static const double intervals[] = { -INFINITY, -1e300, 0.0, 0.5, 3.0, 1e300, INFINITY };
  static const int numbers[] = { G_MININT, -1, 0, 1, 4, 5, 7, 8, G_MAXINT };
  GRand *rand = g_rand_new_with_seed (11);
  DeckleSchedule card = { .state = DECKLE_STATE_NEW };
  DeckleScheduler scheduler;

  init (&scheduler);
  for (int i = 0; i < 100000; i++)
    {
      DeckleReview row = {
        .rating = (DeckleRating) numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))],
        .kind = (DeckleReviewKind) numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))],
        .local_day = days[g_rand_int_range (rand, 0, G_N_ELEMENTS (days))],
        .step_left = numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))],
        .interval_days = intervals[g_rand_int_range (rand, 0, G_N_ELEMENTS (intervals))],
      };
      DeckleOutcome outcomes[DECKLE_N_RATINGS];

      deckle_scheduler_replay (&scheduler, &card, &row);
      if (deckle_memory_is_set (&card.memory))
        {
          g_assert_cmpfloat (card.memory.stability, >=, DECKLE_STABILITY_MIN);
          g_assert_cmpfloat (card.memory.stability, <=, DECKLE_STABILITY_MAX);
        }
      preview (&scheduler, &card, 1, outcomes);
      for (int j = 0; j < DECKLE_N_RATINGS; j++)
        g_assert_cmpint (outcomes[j].after.due_ms, >, NOON);
    }

  g_rand_free (rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (steps_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/schedule/scheduler/steps/%s", steps_cases[i].name);

      g_test_add_data_func (path, &steps_cases[i], test_steps);
    }
  g_test_add_func ("/schedule/scheduler/graduation", test_graduation);
  g_test_add_func ("/schedule/scheduler/no-steps", test_no_steps);
  g_test_add_func ("/schedule/scheduler/review-order", test_review_order);
  g_test_add_func ("/schedule/scheduler/fuzz-bounds", test_fuzz_bounds);
  g_test_add_func ("/schedule/scheduler/fuzz-minimum", test_fuzz_minimum);
  g_test_add_func ("/schedule/scheduler/fuzz-stable", test_fuzz_stable);
  g_test_add_func ("/schedule/scheduler/seed", test_seed);
  g_test_add_func ("/schedule/scheduler/leech", test_leech);
  g_test_add_func ("/schedule/scheduler/clock-set-back", test_clock_set_back);
  g_test_add_func ("/schedule/scheduler/known", test_known);
  g_test_add_func ("/schedule/scheduler/replay", test_replay);
  g_test_add_func ("/schedule/scheduler/replay-rows", test_replay_rows);
  g_test_add_func ("/schedule/scheduler/replay-damage", test_replay_damage);

  return g_test_run ();
}
