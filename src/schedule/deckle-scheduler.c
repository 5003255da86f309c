/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-scheduler"
#include "schedule/deckle-scheduler.h"

#include <math.h>

#define DAY_S ((gint64) 86400)
#define SAME_DAY_BELOW_DAYS 0.5 /* an interval below stays in (re)learning when there are no steps */
#define SHORTEST_FSRS7_S 60     /* FSRS-7 would ask for seconds at a high retention */
#define KNOWN_MARGIN 0.10

/* What a preview works with: the card, the day and the memory and interval that each rating would give. */
typedef struct
{
  const DeckleScheduler *scheduler;
  DeckleClock           *clock;
  const DeckleSchedule  *before;
  gint64                 now_ms;
  int                    today;
  double                 fuzz; /* 0 ≤ fuzz < 1, or below 0 for none */
  const DeckleLoad      *load; /* (nullable): NULL to look at neither load nor easy days */
  const gint64          *steps_s;
  int                    n_steps;
  DeckleMemory           memory[DECKLE_N_RATINGS];
  double                 interval_days[DECKLE_N_RATINGS];
} Preview;

static guint64
mix (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);

  return x ^ (x >> 31);
}

/* Uniform in [0, 1), from the card and its number of answers alone. */
static double
fuzz_factor (guint64 seed,
             int     reps)
{
  return (double) (mix (seed ^ mix ((guint64) reps)) >> 11) * 0x1.0p-53;
}

static int
round_half_up (double days)
{
  return (int) floor (CLAMP (days, 0.0, 1e9) + 0.5);
}

static double
fuzz_delta (double days)
{
  if (days < 2.5)
    return 0.0;

  return 1.0 + 0.15 * CLAMP (days - 2.5, 0.0, 4.5) + 0.10 * CLAMP (days - 7.0, 0.0, 13.0) +
         0.05 * fmax (days - 20.0, 0.0);
}

/* @days within @minimum and the longest interval, spread when the policy says so, and by load and easy days if they count. */
static int
constrain_interval (const Preview *self,
                    double         days,
                    int            minimum)
{
  int maximum = MAX (self->scheduler->policy.max_interval_days, 1);
  int lower, upper;
  double delta;

  minimum = CLAMP (minimum, 1, maximum);
  if (self->fuzz < 0.0)
    return CLAMP (round_half_up (days), minimum, maximum);

  days = CLAMP (days, (double) minimum, (double) maximum);
  delta = fuzz_delta (days);
  lower = CLAMP (round_half_up (days - delta), minimum, maximum);
  upper = CLAMP (round_half_up (days + delta), minimum, maximum);
  if (lower == upper && upper > 2 && upper < maximum)
    upper++;

  if (self->load != NULL && round_half_up (days) <= DECKLE_BALANCE_MAX_DAYS)
    return deckle_balance_pick (&self->scheduler->policy, self->load, self->today, lower, upper, self->fuzz);

  return lower + (int) floor (self->fuzz * (upper - lower + 1));
}

/* Fuzz must not shorten an interval that grew, nor move one that stayed below the last. */
static int
minimum_after (const Preview *self,
               double         days)
{
  int last = round_half_up (self->before->interval_days);

  if (round_half_up (days) > last)
    return last + 1;
  if (self->fuzz >= 0.0 && last <= round_half_up (days + fuzz_delta (days)))
    return last;

  return 0;
}

static gboolean
is_short_term (const Preview *self,
               double         days)
{
  const DeckleFsrs *model = &self->scheduler->model;

  /* FSRS-7 always knows the same day, FSRS-6 where w17 and w18 do. */
  return days < SAME_DAY_BELOW_DAYS && (model->version >= 7 || (model->w[17] > 0.0 && model->w[18] > 0.0));
}

static gint64
delay_in_days (gint64 seconds)
{
  return seconds > DAY_S ? (seconds + DAY_S / 2) / DAY_S * DAY_S : seconds;
}

/* The first step would give Again and Hard the same delay, so Hard lies between the first two steps. */
static gint64
hard_delay (const Preview *self,
            int            step)
{
  gint64 first = self->steps_s[0];

  if (step > 0)
    return self->steps_s[step];
  if (self->n_steps > 1)
    return (first + self->steps_s[1]) / 2;

  return MIN (first * 3 / 2, first + DAY_S);
}

static void
stay_in_steps (const Preview  *self,
               DeckleSchedule *after,
               DeckleState     state,
               int             step_left,
               gint64          delay_s)
{
  gint64 delay = delay_in_days (delay_s);

  after->state = state;
  after->step_left = step_left;
  after->interval_days = (double) delay / (double) DAY_S;
  after->due_day = self->today + (int) (delay / DAY_S);
  if (delay >= DAY_S)
    after->due_ms =
      deckle_clock_day_start_ms (self->clock, after->due_day, self->scheduler->policy.rollover_hour);
  else
    after->due_ms = self->now_ms + delay * 1000;
}

static void
go_to_review (const Preview  *self,
              DeckleSchedule *after,
              int             interval_days)
{
  after->state = DECKLE_STATE_REVIEW;
  after->step_left = 0;
  after->interval_days = interval_days;
  after->due_day = self->today + interval_days;
  after->due_ms = deckle_clock_day_start_ms (self->clock, after->due_day, self->scheduler->policy.rollover_hour);
}

/* Easy comes at least a day after Good. */
static int
graduating_interval (const Preview *self,
                     DeckleRating   rating)
{
  int good;

  if (rating != DECKLE_RATING_EASY)
    return constrain_interval (self, fmax (round_half_up (self->interval_days[rating - 1]), 1.0), 1);

  good = graduating_interval (self, DECKLE_RATING_GOOD);

  return constrain_interval (self, fmax (round_half_up (self->interval_days[rating - 1]), 1.0), good + 1);
}

/* Leaves the steps, or never enters them where there are none; a very short interval then stays below a day. */
static void
graduate (const Preview  *self,
          DeckleSchedule *after,
          DeckleState     step_state,
          DeckleRating    rating)
{
  double days = self->interval_days[rating - 1];
  gint64 shortest_s = self->scheduler->model.version >= 7 ? SHORTEST_FSRS7_S : 1;

  if (self->n_steps == 0 && rating != DECKLE_RATING_EASY && is_short_term (self, days))
    stay_in_steps (self, after, step_state, 0, MAX ((gint64) floor (days * (double) DAY_S + 0.5), shortest_s));
  else
    go_to_review (self, after, graduating_interval (self, rating));
}

/* An answer on a new card or in (re)learning steps. */
static void
answer_step (const Preview  *self,
             DeckleSchedule *after,
             DeckleState     step_state,
             DeckleRating    rating)
{
  int step = self->n_steps - CLAMP (self->before->step_left, 0, self->n_steps);

  if (self->before->state == DECKLE_STATE_NEW)
    step = 0;

  if (self->n_steps == 0 || rating == DECKLE_RATING_EASY)
    graduate (self, after, step_state, rating);
  else if (rating == DECKLE_RATING_AGAIN)
    stay_in_steps (self, after, step_state, self->n_steps, self->steps_s[0]);
  else if (rating == DECKLE_RATING_HARD)
    {
      step = MIN (step, self->n_steps - 1);
      stay_in_steps (self, after, step_state, self->n_steps - step, hard_delay (self, step));
    }
  else if (step + 1 < self->n_steps)
    stay_in_steps (self, after, step_state, self->n_steps - step - 1, self->steps_s[step + 1]);
  else
    graduate (self, after, step_state, rating);
}

static void
lapse (const Preview *self,
       DeckleOutcome *outcome)
{
  DeckleSchedule *after = &outcome->after;

  after->lapses++;
  outcome->leech = deckle_policy_tells_leech (&self->scheduler->policy, after->lapses);
  if (self->n_steps > 0)
    stay_in_steps (self, after, DECKLE_STATE_RELEARNING, self->n_steps, self->steps_s[0]);
  else
    graduate (self, after, DECKLE_STATE_RELEARNING, DECKLE_RATING_AGAIN);
}

/* Answers on a card in review state: each rating at least a day above the one below it. */
static void
answer_review (const Preview *self,
               DeckleOutcome  outcomes[DECKLE_N_RATINGS])
{
  int minimum = 1;

  lapse (self, &outcomes[DECKLE_RATING_AGAIN - 1]);
  for (int rating = DECKLE_RATING_HARD; rating <= DECKLE_RATING_EASY; rating++)
    {
      double days = self->interval_days[rating - 1];
      int interval = constrain_interval (self, days, MAX (minimum, minimum_after (self, days)));

      go_to_review (self, &outcomes[rating - 1].after, interval);
      minimum = interval + 1;
    }
}

static DeckleReviewKind
kind_of (const Preview *self)
{
  switch (self->before->state)
    {
    case DECKLE_STATE_REVIEW:
      return self->today < self->before->due_day ? DECKLE_REVIEW_AHEAD : DECKLE_REVIEW_REVIEW;
    case DECKLE_STATE_RELEARNING:
      return DECKLE_REVIEW_RELEARN;
    case DECKLE_STATE_NEW:
    case DECKLE_STATE_LEARNING:
    default:
      return DECKLE_REVIEW_LEARN;
    }
}

/* What every counting answer does to a card, whatever comes of it. */
static void
count_answer (DeckleSchedule *schedule,
              DeckleMemory    memory,
              gint64          time_ms,
              int             day)
{
  schedule->memory = memory;
  schedule->reps++;
  schedule->last_review_ms = time_ms;
  schedule->last_day = day;
}

static void
preview_init (Preview               *self,
              const DeckleScheduler *scheduler,
              DeckleClock           *clock,
              const DeckleSchedule  *before,
              guint64                seed,
              gint64                 now_ms)
{
  const DecklePolicy *policy = &scheduler->policy;
  gboolean learning = before->state == DECKLE_STATE_NEW || before->state == DECKLE_STATE_LEARNING;
  double elapsed;

  *self = (Preview){
    .scheduler = scheduler,
    .clock = clock,
    .before = before,
    .now_ms = now_ms,
    .today = deckle_clock_day_of (clock, now_ms, policy->rollover_hour),
    .fuzz = policy->fuzz ? fuzz_factor (seed, before->reps) : -1.0,
    .steps_s = learning ? policy->learning_steps_s : policy->relearning_steps_s,
    .n_steps = learning ? policy->n_learning_steps : policy->n_relearning_steps,
  };

  elapsed = deckle_fsrs_elapsed (&scheduler->model, before->last_review_ms, before->last_day, now_ms, self->today);
  for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
    {
      self->memory[rating - 1] = deckle_fsrs_next (&scheduler->model, &before->memory, elapsed, (DeckleRating) rating);
      self->interval_days[rating - 1] =
        deckle_fsrs_interval (&scheduler->model, &self->memory[rating - 1], policy->desired_retention);
    }
}

/**
 * deckle_scheduler_preview:
 * @self: a scheduler whose policy is within its ranges, see [func@policy_clamp]
 * @clock: which day it is
 * @before: the schedule of a card
 * @seed: of the card, see [func@scheduler_seed]
 * @now_ms: when it is answered, ms since the Unix epoch (UTC)
 * @outcomes: (out caller-allocates) (array fixed-size=4): what each rating would do, from Again to Easy
 *
 * Computes what each rating would do to a card, with plain fuzz: neither the load of the
 * coming days nor easy days count. See [func@scheduler_preview_balanced].
 */
void
deckle_scheduler_preview (const DeckleScheduler *self,
                          DeckleClock           *clock,
                          const DeckleSchedule  *before,
                          guint64                seed,
                          gint64                 now_ms,
                          DeckleOutcome          outcomes[DECKLE_N_RATINGS])
{
  deckle_scheduler_preview_balanced (self, clock, before, seed, now_ms, NULL, outcomes);
}

/**
 * deckle_scheduler_preview_balanced:
 * @self: a scheduler whose policy is within its ranges, see [func@policy_clamp]
 * @clock: which day it is
 * @before: the schedule of a card
 * @seed: of the card, see [func@scheduler_seed]
 * @now_ms: when it is answered, ms since the Unix epoch (UTC)
 * @load: (nullable): what is due on the coming days without the card itself, or %NULL for plain fuzz
 * @outcomes: (out caller-allocates) (array fixed-size=4): what each rating would do, from Again to Easy
 *
 * Computes what each rating would do to a card.
 *
 * Fuzz depends on @seed and the answers so far alone, and the day picked within it on @load besides, so a preview,
 * the grade after it and an undo agree. The outcome that was shown is the one to store. Load and easy days
 * count up to 90 days (see [func@balance_pick]), and only where there is fuzz. May be called from any thread.
 */
void
deckle_scheduler_preview_balanced (const DeckleScheduler *self,
                                   DeckleClock           *clock,
                                   const DeckleSchedule  *before,
                                   guint64                seed,
                                   gint64                 now_ms,
                                   const DeckleLoad      *load,
                                   DeckleOutcome          outcomes[DECKLE_N_RATINGS])
{
  Preview preview;
  DeckleState step_state;

  g_return_if_fail (self != NULL);
  g_return_if_fail (DECKLE_IS_CLOCK (clock));
  g_return_if_fail (before != NULL);
  g_return_if_fail (outcomes != NULL);

  preview_init (&preview, self, clock, before, seed, now_ms);
  preview.load = deckle_balance_is_on (&self->policy) ? load : NULL;
  step_state = before->state == DECKLE_STATE_RELEARNING ? DECKLE_STATE_RELEARNING : DECKLE_STATE_LEARNING;

  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      outcomes[i] = (DeckleOutcome){ .after = *before, .kind = kind_of (&preview) };
      count_answer (&outcomes[i].after, preview.memory[i], now_ms, preview.today);
      if (before->state != DECKLE_STATE_REVIEW)
        answer_step (&preview, &outcomes[i].after, step_state, (DeckleRating) (i + 1));
    }
  if (before->state == DECKLE_STATE_REVIEW)
    answer_review (&preview, outcomes);
}

static void
replay_due (DeckleSchedule     *schedule,
            const DeckleReview *review)
{
  schedule->due_ms = review->due_ms;
  schedule->due_day = (int) CLAMP (review->local_day + floor (review->interval_days), -1e9, 1e9);
}

static void
replay_answer (const DeckleScheduler *self,
               DeckleSchedule        *schedule,
               const DeckleReview    *review)
{
  gboolean in_steps = review->step_left > 0 || review->interval_days < 1.0;
  gboolean was_review = review->kind == DECKLE_REVIEW_REVIEW || review->kind == DECKLE_REVIEW_AHEAD;
  double elapsed = deckle_fsrs_elapsed (&self->model, schedule->last_review_ms, schedule->last_day, review->time_ms,
                                        review->local_day);

  if (review->rating < DECKLE_RATING_AGAIN || review->rating > DECKLE_RATING_EASY)
    return;

  count_answer (schedule, deckle_fsrs_next (&self->model, &schedule->memory, elapsed, review->rating),
                review->time_ms, review->local_day);
  if (was_review && review->rating == DECKLE_RATING_AGAIN)
    schedule->lapses++;
  if (!in_steps)
    schedule->state = DECKLE_STATE_REVIEW;
  else
    schedule->state = review->kind == DECKLE_REVIEW_LEARN ? DECKLE_STATE_LEARNING : DECKLE_STATE_RELEARNING;
  schedule->step_left = review->step_left;
  schedule->interval_days = review->interval_days;
  replay_due (schedule, review);
}

/**
 * deckle_scheduler_replay:
 * @self: a scheduler
 * @schedule: (inout): the schedule of a card; all zero before its first row
 * @review: the next row of its log, in order of time
 *
 * Repeats one row of the log.
 *
 * The memory comes from today's parameters and the stored days or, with FSRS-7, moments; state, step, due
 * moment and interval come from the row. A row of kind reset makes the card new, a
 * manual row moves the due moment alone (its interval counts from its own day).
 * Rows that are undone, practice or mock are passed over. Needs no clock; may be called from any thread.
 */
void
deckle_scheduler_replay (const DeckleScheduler *self,
                         DeckleSchedule        *schedule,
                         const DeckleReview    *review)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (schedule != NULL);
  g_return_if_fail (review != NULL);

  if (review->undone)
    return;

  switch (review->kind)
    {
    case DECKLE_REVIEW_LEARN:
    case DECKLE_REVIEW_REVIEW:
    case DECKLE_REVIEW_RELEARN:
    case DECKLE_REVIEW_AHEAD:
      replay_answer (self, schedule, review);
      break;
    case DECKLE_REVIEW_MANUAL:
      replay_due (schedule, review);
      break;
    case DECKLE_REVIEW_RESET:
      *schedule = (DeckleSchedule){ .state = DECKLE_STATE_NEW };
      break;
    case DECKLE_REVIEW_PRACTICE:
    case DECKLE_REVIEW_MOCK:
    default:
      break;
    }
}

/**
 * deckle_scheduler_seed:
 * @deck_id: id of a deck
 * @card_id: id of a card in it
 *
 * Computes the seed of a card's fuzz: the same on every machine and in every version.
 *
 * Returns: 64 bits
 */
guint64
deckle_scheduler_seed (const char *deck_id,
                       const char *card_id)
{
  const char *parts[] = { deck_id, card_id };
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037); /* FNV-1a, the final zero of each part included */

  g_return_val_if_fail (deck_id != NULL, 0);
  g_return_val_if_fail (card_id != NULL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const guchar *p = (const guchar *) parts[i];

      do
        hash = (hash ^ *p) * G_GUINT64_CONSTANT (1099511628211);
      while (*p++ != '\0');
    }

  return mix (hash);
}

/**
 * deckle_scheduler_recall:
 * @self: a scheduler
 * @schedule: the schedule of a card
 * @today: local day, days since 1970-01-01
 *
 * Computes how likely a card is remembered today. A question about a day is answered in
 * whole days since the day of the last answer, also by FSRS-7; ask
 * [func@fsrs_retrievability] with [func@fsrs_elapsed] about a moment.
 *
 * Returns: 0 to 1; 0 for a card without memory
 */
double
deckle_scheduler_recall (const DeckleScheduler *self,
                         const DeckleSchedule  *schedule,
                         int                    today)
{
  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail (schedule != NULL, 0.0);

  /* Below 0 when the clock was set back, which counts as 0. */
  return deckle_fsrs_retrievability (&self->model, &schedule->memory, (double) today - schedule->last_day);
}

/**
 * deckle_scheduler_known_until:
 * @self: a scheduler
 * @schedule: the schedule of a card
 *
 * Computes the last local day on which a card still counts as known: its
 * retrievability after whole days is at least the desired retention less 0.10. With FSRS-7
 * at most 36,501 days after the last answer.
 *
 * Returns: days since 1970-01-01; -1 for a card without memory
 */
int
deckle_scheduler_known_until (const DeckleScheduler *self,
                              const DeckleSchedule  *schedule)
{
  double threshold;
  int days;

  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (schedule != NULL, -1);

  if (!deckle_memory_is_set (&schedule->memory))
    return -1;

  threshold = self->policy.desired_retention - KNOWN_MARGIN;
  days = (int) fmin (deckle_fsrs_interval (&self->model, &schedule->memory, threshold), 1e8);

  /* The formula and its inverse may differ in the last bit. */
  if (deckle_fsrs_retrievability (&self->model, &schedule->memory, days + 1) >= threshold)
    days++;
  else if (deckle_fsrs_retrievability (&self->model, &schedule->memory, days) < threshold)
    days--;

  return (int) MIN ((gint64) schedule->last_day + days, G_MAXINT);
}
