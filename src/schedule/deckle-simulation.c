/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-simulation"
#include "schedule/deckle-simulation.h"

#include <math.h>

/*
 * Days are whole; the (re)learning steps of a day are passed on that day, and what does not fit under the cap is taken
 * up on the next. Recall is drawn from the model, the shade of a success and the answers in steps from the habits.
 */

#define NONE (-1)
#define DAY_S 86400.0
#define MAX_ANSWERS_A_VISIT 50    /* steps are left at the latest then */
#define GAIN_HORIZON_DAYS 30.0    /* for the order of a backlog */
#define KNOT_RATIO 1.25           /* R is evaluated at these steps and linear between */
#define STARTING_ELAPSED_MAX 1e6

/* A card within a run. Days count from today. */
typedef struct
{
  DeckleMemory memory;
  double       last;     /* day of the last answer, below 0 before today */
  double       interval; /* chosen then */
  int          since;    /* first day whose knowledge is not yet counted */
  int          due;
  int          previous; /* in the bucket of its due day */
  int          next;
  guint8       state;
  guint8       step_left;
  guint8       rating;   /* the last answer, for the steps */
  guint8       suspended;
} Card;

typedef struct
{
  double key;
  int    card;
} Entry;

typedef struct
{
  const DeckleSimulation *setup;
  const DeckleAgendaDay  *agenda; /* of the day */
  DeckleSimulatedDay     *days;
  guint64                 random;
  Card                   *cards;
  int                    *buckets; /* first card due on each day, NONE */
  Entry                  *entries; /* scratch */
  int                    *fresh;   /* cards never answered */
  int                     n_fresh;
  int                     next_fresh;
  int                     day;
  double                  seconds_left;
  double                  longest[DECKLE_N_HABIT_KINDS];
} Run;

/* Uniform in [0, 1): a counter, mixed. */
static double
draw (Run *self)
{
  guint64 x = self->random += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  x ^= x >> 31;

  return (double) (x >> 11) * 0x1.0p-53;
}

static int
draw_share (Run          *self,
            const double *shares,
            int           n)
{
  double left = draw (self);
  int i = 0;

  while (i < n - 1 && left >= shares[i])
    left -= shares[i++];

  return i;
}

static void
bucket_add (Run *self,
            int  index,
            int  due)
{
  Card *card = &self->cards[index];

  card->due = due;
  card->previous = NONE;
  card->next = NONE;
  if (due < 0 || due >= self->setup->n_days)
    return;

  card->next = self->buckets[due];
  if (card->next != NONE)
    self->cards[card->next].previous = index;
  self->buckets[due] = index;
}

static void
bucket_remove (Run *self,
               int  index)
{
  Card *card = &self->cards[index];

  if (card->due < 0 || card->due >= self->setup->n_days)
    return;

  if (card->previous != NONE)
    self->cards[card->previous].next = card->next;
  else
    self->buckets[card->due] = card->next;
  if (card->next != NONE)
    self->cards[card->next].previous = card->previous;
}

static inline double
recall_on (const Run  *self,
           const Card *card,
           double      day)
{
  return deckle_fsrs_retrievability (&self->setup->scheduler->model, &card->memory, day - card->last);
}

/* Counts the knowledge of a card from the day after the last count until before @until. */
static void
count_known (Run  *self,
             Card *card,
             int   until)
{
  int day = card->since;
  double here;

  if (day >= until)
    return;

  here = recall_on (self, card, day);
  while (day < until)
    {
      double elapsed = day - card->last;
      int knot = MIN (day + MAX ((int) (elapsed * (KNOT_RATIO - 1.0)), 1), until);
      double there = knot < until ? recall_on (self, card, knot) : recall_on (self, card, until - 1);
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

/* The rules of the scheduler, but for the order of the four buttons: only one is pressed here. */
static int
choose_interval (Run        *self,
                 const Card *card)
{
  const DecklePolicy *policy = &self->setup->scheduler->policy;
  double maximum = MAX (policy->max_interval_days, 1);
  double days =
    deckle_fsrs_interval (&self->setup->scheduler->model, &card->memory, self->agenda->retention);
  double minimum = 1.0;
  double lower, upper;

  if (!(days >= 1.0))
    days = 1.0;
  days = fmin (days, maximum);
  if (!policy->fuzz)
    return (int) floor (days + 0.5);

  if (floor (days + 0.5) > card->interval)
    minimum = fmin (floor (card->interval) + 1.0, maximum);
  lower = CLAMP (floor (days - fuzz_delta (days) + 0.5), minimum, maximum);
  upper = CLAMP (floor (days + fuzz_delta (days) + 0.5), lower, maximum);

  return (int) (lower + floor (draw (self) * (upper - lower + 1.0)));
}

static void
to_review (Run *self,
           int  index)
{
  Card *card = &self->cards[index];
  int interval = choose_interval (self, card);

  card->state = DECKLE_STATE_REVIEW;
  card->step_left = 0;
  card->interval = interval;
  bucket_add (self, index, (int) MIN ((gint64) self->day + interval, (gint64) G_MAXINT));
}

/* FALSE when an answer of this kind could pass the cap. */
static inline gboolean
has_time (const Run       *self,
          DeckleHabitKind  kind)
{
  return self->seconds_left >= self->longest[kind];
}

static void
answer (Run             *self,
        Card            *card,
        DeckleHabitKind  kind,
        int              rating,
        double           elapsed)
{
  double seconds = self->setup->habits->seconds[kind][rating - 1];

  if (deckle_memory_is_set (&card->memory))
    count_known (self, card, self->day);
  card->since = self->day;
  card->memory = deckle_fsrs_next (&self->setup->scheduler->model, &card->memory, elapsed, (DeckleRating) rating);
  card->last = self->day;
  card->rating = (guint8) rating;
  self->seconds_left -= seconds;
  self->days[self->day].minutes += seconds / 60.0;
  self->days[self->day].answers += 1.0;
}

/* Steps of a card in (re)learning: what the answer that was just given leads to. Returns the delay of the next step in
 * s, or a value below 0 when the card leaves the steps. */
static double
next_step (const Run *self,
           Card      *card)
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
pass_steps (Run *self,
            int  index)
{
  Card *card = &self->cards[index];
  gboolean relearning = card->state == DECKLE_STATE_RELEARNING;
  DeckleHabitKind kind = relearning ? DECKLE_HABIT_RELEARN : DECKLE_HABIT_LEARN;
  const DeckleHabits *habits = self->setup->habits;
  double delay = next_step (self, card);

  for (int i = 0; delay >= 0.0 && i < MAX_ANSWERS_A_VISIT; i++)
    {
      const double *shares = relearning ? habits->relearn_step[card->rating - 1] : habits->learn_step[card->rating - 1];
      double elapsed = self->setup->scheduler->model.version >= 7 ? delay / DAY_S : 0.0;

      if (delay >= DAY_S || !has_time (self, kind))
        {
          bucket_add (self, index, self->day + MAX ((int) (delay / DAY_S + 0.5), 1));
          return;
        }
      answer (self, card, kind, draw_share (self, shares, DECKLE_N_RATINGS) + 1, elapsed);
      delay = next_step (self, card);
    }
  to_review (self, index);
}

/* TRUE when there was time for the answer. */
static gboolean
visit_step (Run *self,
            int  index)
{
  Card *card = &self->cards[index];
  gboolean relearning = card->state == DECKLE_STATE_RELEARNING;
  DeckleHabitKind kind = relearning ? DECKLE_HABIT_RELEARN : DECKLE_HABIT_LEARN;
  const DeckleHabits *habits = self->setup->habits;
  const double *shares;

  if (!has_time (self, kind))
    return FALSE;

  shares = relearning ? habits->relearn_step[card->rating - 1] : habits->learn_step[card->rating - 1];
  bucket_remove (self, index);
  answer (self, card, kind, draw_share (self, shares, DECKLE_N_RATINGS) + 1, self->day - card->last);
  pass_steps (self, index);

  return TRUE;
}

static gboolean
visit_review (Run *self,
              int  index)
{
  Card *card = &self->cards[index];
  double elapsed = self->day - card->last;
  const DecklePolicy *policy = &self->setup->scheduler->policy;

  if (!has_time (self, DECKLE_HABIT_REVIEW))
    return FALSE;

  bucket_remove (self, index);
  self->days[self->day].reviews += 1.0;
  if (draw (self) < recall_on (self, card, self->day))
    {
      int shade = draw_share (self, self->setup->habits->success, DECKLE_N_RATINGS - 1);

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

static gboolean
visit_new (Run *self,
           int  index)
{
  Card *card = &self->cards[index];

  if (!has_time (self, DECKLE_HABIT_LEARN))
    return FALSE;

  self->days[self->day].new_cards += 1.0;
  answer (self, card, DECKLE_HABIT_LEARN, draw_share (self, self->setup->habits->first_rating, DECKLE_N_RATINGS) + 1,
          0.0);
  card->state = DECKLE_STATE_LEARNING;
  card->step_left = (guint8) self->setup->scheduler->policy.n_learning_steps;
  pass_steps (self, index);

  return TRUE;
}

static double
weight_of (const Run *self,
           int        index)
{
  return self->setup->cards[index].weight;
}

/* The smaller, the earlier. */
static double
key_of (Run *self,
        int  index)
{
  const Card *card = &self->cards[index];
  double seconds;
  double gain;

  switch (self->agenda->order)
    {
    case DECKLE_BACKLOG_ORDER_RECALL:
      return recall_on (self, card, self->day);
    case DECKLE_BACKLOG_ORDER_RECALL_HIGH:
      return -recall_on (self, card, self->day);
    case DECKLE_BACKLOG_ORDER_GAIN:
      gain = deckle_simulation_gain (self->setup->scheduler, self->setup->habits, &card->memory,
                                     self->day - card->last,
                                     self->agenda->interview_in > 0 ? self->agenda->interview_in : GAIN_HORIZON_DAYS,
                                     &seconds);
      return -gain / seconds * (self->agenda->interview_in > 0 ? weight_of (self, index) : 1.0);
    case DECKLE_BACKLOG_ORDER_STABILITY:
      return card->memory.stability;
    case DECKLE_BACKLOG_ORDER_RANDOM:
      return draw (self);
    case DECKLE_BACKLOG_ORDER_DUE:
    default:
      return card->last + card->interval;
    }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;

  return left->card - right->card;
}

static void
sort_entries (Run *self,
              int  n)
{
  g_sort_array (self->entries, (gsize) n, sizeof *self->entries, compare_entries, NULL);
}

/* Takes the cards of the day out of its bucket: those in steps are answered or put off, the others are returned in
 * entries[]. */
static int
take_due (Run *self)
{
  int n = 0;
  int index = self->buckets[self->day];

  while (index != NONE)
    {
      Card *card = &self->cards[index];
      int next = card->next;

      if (card->state == DECKLE_STATE_REVIEW)
        self->entries[n++] = (Entry){ 0.0, index };
      else if (!visit_step (self, index))
        {
          bucket_remove (self, index);
          bucket_add (self, index, self->day + 1);
        }
      index = next;
    }

  return n;
}

static void
put_off (Run *self,
         int  index)
{
  bucket_remove (self, index);
  bucket_add (self, index, self->day + 1);
  self->days[self->day].waiting += 1.0;
}

static void
do_reviews (Run *self)
{
  int n = take_due (self);
  int limit = self->agenda->review_limit;

  if (n > limit || self->agenda->minutes_cap > 0.0)
    {
      for (int i = 0; i < n; i++)
        self->entries[i].key = key_of (self, self->entries[i].card);
      sort_entries (self, n);
    }
  for (int i = 0; i < n; i++)
    if (i >= limit || !visit_review (self, self->entries[i].card))
      put_off (self, self->entries[i].card);
}

/* Reviews by what they add on the day of the interview, due or not. */
static void
do_sweep (Run *self)
{
  int n_due = take_due (self);
  int n_done = 0;
  int n = 0;

  for (int i = 0; i < n_due; i++)
    bucket_remove (self, self->entries[i].card);
  for (int i = 0; i < n_due; i++)
    bucket_add (self, self->entries[i].card, self->day + 1);

  for (int i = 0; i < (int) self->setup->n_cards; i++)
    {
      const Card *card = &self->cards[i];
      double seconds;
      double gain;

      if (card->state != DECKLE_STATE_REVIEW || card->suspended || card->last >= self->day)
        continue;

      gain = deckle_simulation_gain (self->setup->scheduler, self->setup->habits, &card->memory,
                                     self->day - card->last, self->agenda->interview_in, &seconds);
      if (gain > 0.0)
        self->entries[n++] = (Entry){ -gain / seconds * weight_of (self, i), i };
    }
  sort_entries (self, n);

  while (n_done < n && n_done < self->agenda->sweep_cards && visit_review (self, self->entries[n_done].card))
    n_done++;
}

static void
do_new (Run *self)
{
  int n = 0;

  while (n < self->agenda->new_limit && self->next_fresh < self->n_fresh &&
         visit_new (self, self->fresh[self->next_fresh]))
    {
      self->next_fresh++;
      n++;
    }
}

static void
do_day (Run *self,
        int  day)
{
  self->day = day;
  self->agenda = &self->setup->agenda[day];
  self->seconds_left = self->agenda->minutes_cap > 0.0 ? self->agenda->minutes_cap * 60.0 : HUGE_VAL;

  if (self->agenda->sweep_cards > 0)
    do_sweep (self);
  else
    do_reviews (self);
  do_new (self);
}

/* An interview in the morning of @interview->day: every card is asked once. */
static void
do_interview (Run                      *self,
              DeckleSimulatedInterview *interview)
{
  double n = 0.0, sum = 0.0, weights = 0.0, weighted = 0.0;

  for (guint k = 0; interview->draws != NULL && k < interview->n_draws; k++)
    interview->draws[k] = 0.0;

  for (guint i = 0; i < self->setup->n_cards; i++)
    {
      const Card *card = &self->cards[i];
      double recall;

      if (card->suspended)
        continue;

      recall = recall_on (self, card, interview->day);
      n += 1.0;
      sum += recall;
      weights += weight_of (self, (int) i);
      weighted += weight_of (self, (int) i) * recall;
      for (guint k = 0; interview->draws != NULL && k < interview->n_draws; k++)
        interview->draws[k] += draw (self) < recall;
    }

  interview->ready = n > 0.0 ? sum / n : 0.0;
  interview->weighted = weights > 0.0 ? weighted / weights : interview->ready;
  for (guint k = 0; interview->draws != NULL && k < interview->n_draws; k++)
    interview->draws[k] = n > 0.0 ? interview->draws[k] / n : 0.0;
}

static void
add_card (Run *self,
          int  index)
{
  const DeckleForecastCard *from = &self->setup->cards[index];
  Card *card = &self->cards[index];
  double elapsed = from->elapsed_days >= 0.0 ? fmin (from->elapsed_days, STARTING_ELAPSED_MAX) : 0.0;

  *card = (Card){ .state = DECKLE_STATE_NEW, .previous = NONE, .next = NONE, .due = NONE };
  card->suspended = from->suspended != FALSE;
  card->rating = DECKLE_RATING_GOOD;
  if (card->suspended)
    {
      card->memory = from->memory;
      return;
    }
  if (!deckle_memory_is_set (&from->memory) || from->state == DECKLE_STATE_NEW)
    {
      self->fresh[self->n_fresh++] = index;
      return;
    }

  card->memory = from->memory;
  card->state = (guint8) from->state;
  card->step_left = (guint8) CLAMP (from->step_left, 0, DECKLE_MAX_STEPS);
  card->last = -elapsed;
  card->interval = from->interval_days > 0.0 ? fmin (from->interval_days, DECKLE_STABILITY_MAX)
                                             : fmax (elapsed + from->due_in_days, 1.0);
  if (card->state != DECKLE_STATE_REVIEW)
    card->rating = DECKLE_RATING_AGAIN;
  bucket_add (self, index, MAX (from->due_in_days, 0));
}

static void
run_init (Run                    *self,
          const DeckleSimulation *setup,
          guint64                 seed,
          DeckleSimulatedDay     *days)
{
  *self = (Run){
    .setup = setup,
    .days = days,
    .random = seed,
    .cards = g_new (Card, setup->n_cards),
    .buckets = g_new (int, setup->n_days),
    .entries = g_new (Entry, setup->n_cards),
    .fresh = g_new (int, setup->n_cards),
  };
  for (int kind = 0; kind < DECKLE_N_HABIT_KINDS; kind++)
    self->longest[kind] = deckle_habits_longest (setup->habits, (DeckleHabitKind) kind);
  for (int day = 0; day < setup->n_days; day++)
    {
      self->buckets[day] = NONE;
      days[day] = (DeckleSimulatedDay){ 0 };
    }
  /* A bucket is a stack: adding backwards keeps the order of the list. */
  for (int i = 0; i < (int) setup->n_cards; i++)
    add_card (self, i);
}

static void
run_clear (Run *self)
{
  g_free (self->cards);
  g_free (self->buckets);
  g_free (self->entries);
  g_free (self->fresh);
}

/*
 * deckle_simulation_run:
 *
 * Simulates one learner. Everything but the seed is shared with other runs and only read.
 */
gboolean
deckle_simulation_run (const DeckleSimulation   *self,
                       guint64                   seed,
                       DeckleSimulatedDay       *days,
                       DeckleSimulatedInterview *interviews,
                       guint                     n_interviews,
                       GCancellable             *cancellable)
{
  gboolean done = TRUE;
  Run run;

  run_init (&run, self, seed, days);
  for (int day = 0; done && day <= self->n_days; day++)
    {
      for (guint i = 0; i < n_interviews; i++)
        if (interviews[i].day == day)
          do_interview (&run, &interviews[i]);
      if (day < self->n_days)
        do_day (&run, day);
      done = !g_cancellable_is_cancelled (cancellable);
    }
  for (guint i = 0; done && i < self->n_cards; i++)
    if (!run.cards[i].suspended && deckle_memory_is_set (&run.cards[i].memory))
      count_known (&run, &run.cards[i], self->n_days);
  run_clear (&run);

  return done;
}
