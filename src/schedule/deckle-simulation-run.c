/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-simulation"
#include "schedule/deckle-simulation-run.h"

#include <math.h>

#define DAY_S 86400.0
#define MAX_ANSWERS_A_VISIT 50 /* steps are left at the latest then */
#define KNOT_RATIO 1.25        /* R is evaluated at these steps and linear between */

/* A counter, mixed. */
double
deckle_run_draw (guint64 *random)
{
  guint64 x = *random += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  x ^= x >> 31;

  return deckle_simulation_uniform (x);
}

static int
draw_share (DeckleRunCard *card,
            const double  *shares,
            int            n)
{
  double left = deckle_run_draw (&card->random);
  int i = 0;

  while (i < n - 1 && left >= shares[i])
    left -= shares[i++];

  return i;
}

void
deckle_run_bucket_add (DeckleRun *self,
                       int        index,
                       int        due)
{
  DeckleRunCard *card = &self->cards[index];

  card->due = due;
  card->previous = DECKLE_RUN_NONE;
  card->next = DECKLE_RUN_NONE;
  if (due >= 0 && due < self->setup->n_days + DECKLE_LOAD_DAYS)
    self->due_counts[due]++;
  if (due < 0 || due >= self->setup->n_days)
    return;

  card->next = self->buckets[due];
  if (card->next != DECKLE_RUN_NONE)
    self->cards[card->next].previous = index;
  self->buckets[due] = index;
}

void
deckle_run_bucket_remove (DeckleRun *self,
                          int        index)
{
  DeckleRunCard *card = &self->cards[index];

  if (card->due >= 0 && card->due < self->setup->n_days + DECKLE_LOAD_DAYS)
    self->due_counts[card->due]--;
  if (card->due < 0 || card->due >= self->setup->n_days)
    return;

  if (card->previous != DECKLE_RUN_NONE)
    self->cards[card->previous].next = card->next;
  else
    self->buckets[card->due] = card->next;
  if (card->next != DECKLE_RUN_NONE)
    self->cards[card->next].previous = card->previous;
}

double
deckle_run_recall (const DeckleRun     *self,
                   const DeckleRunCard *card,
                   double               day)
{
  return deckle_fsrs_retrievability (&self->setup->scheduler->model, &card->memory, day - card->last);
}

/* Counts the knowledge of a card from the day after the last count until before @until. */
void
deckle_run_count_known (DeckleRun     *self,
                        DeckleRunCard *card,
                        int            until)
{
  int day = card->since;
  double here;

  if (day >= until)
    return;

  here = deckle_run_recall (self, card, day);
  while (day < until)
    {
      double elapsed = day - card->last;
      int knot = MIN (day + MAX ((int) (elapsed * (KNOT_RATIO - 1.0)), 1), until);
      double there = knot < until ? deckle_run_recall (self, card, knot) : deckle_run_recall (self, card, until - 1);
      int last = knot < until ? knot : until - 1;
      double slope = last > day ? (there - here) / (last - day) : 0.0;

      for (int i = day; i < knot; i++)
        self->days[i].known += here + slope * (i - day);
      day = knot;
      here = there;
    }
  card->since = until;
}

static double
fuzz_delta (double days)
{
  if (days < 2.5)
    return 0.0;

  return 1.0 + 0.15 * CLAMP (days - 2.5, 0.0, 4.5) + 0.10 * CLAMP (days - 7.0, 0.0, 13.0) +
         0.05 * fmax (days - 20.0, 0.0);
}

static double
round_half_up (double days)
{
  return floor (days + 0.5);
}

/* By load and easy days, as the scheduler does; here the load is counted in cards. */
static int
pick_day (DeckleRun     *self,
          DeckleRunCard *card,
          int            lower,
          int            upper)
{
  self->load.today = self->setup->today + self->day;
  self->load.minutes_per_card = 1.0;
  for (int interval = lower; interval <= upper && interval < DECKLE_LOAD_DAYS; interval++)
    self->load.minutes[interval] = self->due_counts[self->day + interval];

  return deckle_balance_pick (&self->setup->scheduler->policy, &self->load, self->load.today, lower, upper,
                              deckle_run_draw (&card->random));
}

/* The rules of the scheduler, but for the order of the four buttons: only one is pressed here. */
static int
choose_interval (DeckleRun     *self,
                 DeckleRunCard *card)
{
  const DecklePolicy *policy = &self->setup->scheduler->policy;
  double maximum = MAX (policy->max_interval_days, 1);
  double own = self->setup->cards[card - self->cards].desired_retention;
  double retention = own > 0.0 ? own : self->agenda->retention;
  double days = deckle_fsrs_interval (&self->setup->scheduler->model, &card->memory, retention);
  double last = round_half_up (card->interval);
  double minimum = 1.0;
  double lower, upper;

  if (!(days >= 1.0))
    days = 1.0;
  days = fmin (days, maximum);
  if (round_half_up (days) > last)
    minimum = fmin (last + 1.0, maximum);
  else if (policy->fuzz && last >= 1.0 && last <= round_half_up (days + fuzz_delta (days)))
    minimum = fmin (last, maximum);
  if (!policy->fuzz)
    return (int) fmax (round_half_up (days), minimum);

  days = fmax (days, minimum);
  lower = CLAMP (round_half_up (days - fuzz_delta (days)), minimum, maximum);
  upper = CLAMP (round_half_up (days + fuzz_delta (days)), minimum, maximum);
  if (lower == upper && upper > 2.0 && upper < maximum)
    upper += 1.0;
  if (self->is_balanced && round_half_up (days) <= DECKLE_BALANCE_MAX_DAYS)
    return pick_day (self, card, (int) lower, (int) upper);

  return (int) (lower + floor (deckle_run_draw (&card->random) * (upper - lower + 1.0)));
}

static void
to_review (DeckleRun *self,
           int        index)
{
  DeckleRunCard *card = &self->cards[index];
  int interval = choose_interval (self, card);

  card->state = DECKLE_STATE_REVIEW;
  card->step_left = 0;
  card->interval = interval;
  deckle_run_bucket_add (self, index, (int) MIN ((gint64) self->day + interval, (gint64) G_MAXINT));
}

/* FALSE when an answer of this kind could pass the cap. */
static inline gboolean
has_time (const DeckleRun *self,
          DeckleHabitKind  kind)
{
  return self->seconds_left >= self->longest[kind];
}

static void
answer (DeckleRun      *self,
        DeckleRunCard  *card,
        DeckleHabitKind kind,
        int             rating,
        double          elapsed)
{
  double seconds = self->setup->habits->seconds[kind][rating - 1];

  if (deckle_memory_is_set (&card->memory))
    deckle_run_count_known (self, card, self->day);
  card->since = self->day;
  card->memory = deckle_fsrs_next (&self->setup->scheduler->model, &card->memory, elapsed, (DeckleRating) rating);
  card->last = self->day;
  card->eve_gain = NAN;
  card->rating = (guint8) rating;
  self->seconds_left -= seconds;
  self->days[self->day].minutes += seconds / 60.0;
  self->days[self->day].answers += 1.0;
}

/* Steps of a card in (re)learning: what the answer that was just given leads to. Returns the delay of the next step in
 * s, or a value below 0 when the card leaves the steps. */
static double
next_step (const DeckleRun *self,
           DeckleRunCard   *card)
{
  const DecklePolicy *policy = &self->setup->scheduler->policy;
  gboolean relearning = card->state == DECKLE_STATE_RELEARNING;
  const gint64 *steps = relearning ? policy->relearning_steps_s : policy->learning_steps_s;
  int n = relearning ? policy->n_relearning_steps : policy->n_learning_steps;
  int step = n - CLAMP ((int) card->step_left, 0, n);

  if (n == 0 || card->rating == DECKLE_RATING_EASY)
    return -1.0;

  if (card->rating == DECKLE_RATING_AGAIN)
    step = 0;
  else if (card->rating == DECKLE_RATING_GOOD)
    step++;
  if (step >= n)
    return -1.0;

  card->step_left = (guint8) (n - step);
  if (card->rating == DECKLE_RATING_HARD && step == 0)
    return n > 1 ? (double) (steps[0] + steps[1]) / 2.0 : (double) steps[0] * 1.5;

  return (double) steps[step];
}

/* After an answer in steps or a lapse: passes the steps of this day. */
static void
pass_steps (DeckleRun *self,
            int        index)
{
  DeckleRunCard *card = &self->cards[index];
  gboolean relearning = card->state == DECKLE_STATE_RELEARNING;
  DeckleHabitKind kind = relearning ? DECKLE_HABIT_RELEARN : DECKLE_HABIT_LEARN;
  const DeckleHabits *habits = self->setup->habits;
  double delay = next_step (self, card);

  for (int i = 0; delay >= 0.0 && i < MAX_ANSWERS_A_VISIT; i++)
    {
      const double *shares = relearning ? habits->relearn_step[card->rating - 1] : habits->learn_step[card->rating - 1];
      double elapsed = deckle_simulation_step_days (&self->setup->scheduler->model, delay);

      if (delay >= DAY_S || !has_time (self, kind))
        {
          deckle_run_bucket_add (self, index, self->day + MAX ((int) (delay / DAY_S + 0.5), 1));
          return;
        }
      answer (self, card, kind, draw_share (card, shares, DECKLE_N_RATINGS) + 1, elapsed);
      delay = next_step (self, card);
    }
  to_review (self, index);
}

/* TRUE when there was time for the answer. */
gboolean
deckle_run_visit_step (DeckleRun *self,
                       int        index)
{
  DeckleRunCard *card = &self->cards[index];
  gboolean relearning = card->state == DECKLE_STATE_RELEARNING;
  DeckleHabitKind kind = relearning ? DECKLE_HABIT_RELEARN : DECKLE_HABIT_LEARN;
  const DeckleHabits *habits = self->setup->habits;
  const double *shares;

  if (!has_time (self, kind))
    return FALSE;

  shares = relearning ? habits->relearn_step[card->rating - 1] : habits->learn_step[card->rating - 1];
  deckle_run_bucket_remove (self, index);
  answer (self, card, kind, draw_share (card, shares, DECKLE_N_RATINGS) + 1, self->day - card->last);
  pass_steps (self, index);

  return TRUE;
}

gboolean
deckle_run_visit_review (DeckleRun *self,
                         int        index)
{
  DeckleRunCard *card = &self->cards[index];
  double elapsed = self->day - card->last;
  const DecklePolicy *policy = &self->setup->scheduler->policy;

  if (!has_time (self, DECKLE_HABIT_REVIEW))
    return FALSE;

  deckle_run_bucket_remove (self, index);
  self->days[self->day].reviews += 1.0;
  if (deckle_run_draw (&card->random) < deckle_run_recall (self, card, self->day))
    {
      int shade = draw_share (card, self->setup->habits->success, DECKLE_N_RATINGS - 1);

      answer (self, card, DECKLE_HABIT_REVIEW, shade + DECKLE_RATING_HARD, elapsed);
      to_review (self, index);
      return TRUE;
    }

  answer (self, card, DECKLE_HABIT_REVIEW, DECKLE_RATING_AGAIN, elapsed);
  card->interval = 0.0;
  card->state = DECKLE_STATE_RELEARNING;
  card->step_left = (guint8) policy->n_relearning_steps;
  pass_steps (self, index);

  return TRUE;
}

gboolean
deckle_run_visit_new (DeckleRun *self,
                      int        index)
{
  DeckleRunCard *card = &self->cards[index];

  if (!has_time (self, DECKLE_HABIT_LEARN))
    return FALSE;

  self->days[self->day].new_cards += 1.0;
  answer (self, card, DECKLE_HABIT_LEARN, draw_share (card, self->setup->habits->first_rating, DECKLE_N_RATINGS) + 1,
          0.0);
  card->state = DECKLE_STATE_LEARNING;
  card->step_left = (guint8) self->setup->scheduler->policy.n_learning_steps;
  pass_steps (self, index);

  return TRUE;
}
