/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-simulation"
#include "schedule/deckle-simulation.h"

#include "schedule/deckle-simulation-run.h"

#include <math.h>

/*
 * Days are whole; the (re)learning steps of a day are passed on that day, and what does not fit under the cap is taken
 * up on the next. Recall is drawn from the model, the shade of a success and the answers in steps from the habits.
 */

#define STARTING_ELAPSED_MAX 1e6

/* Not a number and below 0 count as 0. */
static double
weight_of (const DeckleRun *self,
           int              index)
{
  double weight = self->setup->cards[index].weight;

  if (self->is_unweighted)
    return 1.0;

  return weight > 0.0 ? weight : 0.0;
}

/* The smaller, the earlier. */
static double
key_of (DeckleRun *self,
        int        index)
{
  DeckleRunCard *card = &self->cards[index];
  const DeckleScheduler *scheduler = self->setup->scheduler;
  DeckleBacklogOrder order = self->agenda->order;
  double elapsed = self->day - card->last;

  if (self->agenda->interview_in > 0)
    {
      if (card->eve != self->day + self->agenda->interview_in)
        card->eve_gain = NAN;
      card->eve = self->day + self->agenda->interview_in;
      return -weight_of (self, index) *
             deckle_simulation_urgency (scheduler, self->setup->habits, &card->memory, elapsed,
                                        self->agenda->interview_in, &card->eve_gain);
    }

  return deckle_simulation_key (scheduler, self->setup->habits, order, &card->memory, elapsed,
                                card->interval - elapsed,
                                order == DECKLE_BACKLOG_ORDER_RANDOM ? deckle_run_draw (&card->random) : 0.0);
}

/* Takes the cards of the day out of its bucket: those in steps are answered or put off, the others are returned in
 * entries[]. */
static int
take_due (DeckleRun *self)
{
  int n = 0;
  int index = self->buckets[self->day];

  while (index != DECKLE_RUN_NONE)
    {
      DeckleRunCard *card = &self->cards[index];
      int next = card->next;

      if (card->state == DECKLE_STATE_REVIEW)
        self->entries[n++] = (DeckleOrderEntry){ 0.0, index };
      else if (!deckle_run_visit_step (self, index))
        {
          deckle_run_bucket_remove (self, index);
          deckle_run_bucket_add (self, index, self->day + 1);
        }
      index = next;
    }

  return n;
}

static void
put_off (DeckleRun *self,
         int        index)
{
  deckle_run_bucket_remove (self, index);
  deckle_run_bucket_add (self, index, self->day + 1);
  self->days[self->day].waiting += 1.0;
}

static gboolean
may_wait (const DeckleRun *self,
          int              index)
{
  const DeckleRunCard *card = &self->cards[index];

  return deckle_simulation_may_wait (&self->setup->scheduler->model, &card->memory, self->day - card->last,
                                     self->agenda->sweep_in, self->agenda->retention);
}

static void
do_reviews (DeckleRun *self)
{
  int n = take_due (self);
  int limit = self->agenda->review_limit;
  int n_done = 0;

  if (n > limit || self->agenda->minutes_cap > 0.0 || self->section_of != NULL)
    {
      for (int i = 0; i < n; i++)
        self->entries[i].key = key_of (self, self->entries[i].index);
      deckle_simulation_sort (self->entries, (guint) n);
    }
  for (int i = 0; i < n; i++)
    {
      int index = self->entries[i].index;

      if (may_wait (self, index))
        {
          deckle_run_bucket_remove (self, index);
          deckle_run_bucket_add (self, index, self->day + self->agenda->sweep_in);
        }
      else if (n_done < limit && deckle_run_may_bring (self, index, FALSE) && deckle_run_visit_review (self, index))
        {
          deckle_run_count_brought (self, index, FALSE);
          n_done++;
        }
      else
        put_off (self, index);
    }
}

/* Reviews by what they add on the day of the interview, due or not. */
static void
do_sweep (DeckleRun *self)
{
  int n_due = take_due (self);
  int n_done = 0;
  int n = 0;

  for (int i = 0; i < n_due; i++)
    {
      deckle_run_bucket_remove (self, self->entries[i].index);
      deckle_run_bucket_add (self, self->entries[i].index, self->day + 1);
    }

  for (int i = 0; i < (int) self->setup->n_cards; i++)
    {
      const DeckleRunCard *card = &self->cards[i];

      if (card->state == DECKLE_STATE_REVIEW && !card->suspended && card->last < self->day)
        self->entries[n++] = (DeckleOrderEntry){ key_of (self, i), i };
    }
  deckle_simulation_sort (self->entries, (guint) n);

  n = MIN (n, self->agenda->sweep_cards);
  while (n_done < n && deckle_run_visit_review (self, self->entries[n_done].index))
    n_done++;
}

/* New cards of sections that have brought their own number of them stay in their order for the next day. */
static void
do_new_by_section (DeckleRun *self)
{
  int n = 0, n_kept;
  int i = self->next_fresh;

  for (; i < self->n_fresh && n < self->agenda->new_limit; i++)
    {
      int index = self->fresh[i];

      if (!deckle_run_may_bring (self, index, TRUE))
        continue;
      if (!deckle_run_visit_new (self, index))
        break;
      deckle_run_count_brought (self, index, TRUE);
      self->fresh[i] = DECKLE_RUN_NONE;
      n++;
    }
  /* What was passed over closes up towards the part that was not looked at. */
  n_kept = i;
  while (i-- > self->next_fresh)
    if (self->fresh[i] != DECKLE_RUN_NONE)
      self->fresh[--n_kept] = self->fresh[i];
  self->next_fresh = n_kept;
}

static void
do_new (DeckleRun *self)
{
  int n = 0;

  if (self->section_of != NULL)
    {
      do_new_by_section (self);
      return;
    }
  while (n < self->agenda->new_limit && self->next_fresh < self->n_fresh &&
         deckle_run_visit_new (self, self->fresh[self->next_fresh]))
    {
      self->next_fresh++;
      n++;
    }
}

static void
do_day (DeckleRun *self,
        int        day)
{
  self->day = day;
  self->agenda = &self->setup->agenda[day];
  self->seconds_left = self->agenda->minutes_cap > 0.0 ? self->agenda->minutes_cap * 60.0 : HUGE_VAL;
  deckle_run_sections_begin (self);

  if (self->agenda->new_first)
    do_new (self);
  if (self->agenda->sweep_cards > 0)
    do_sweep (self);
  else
    do_reviews (self);
  if (!self->agenda->new_first)
    do_new (self);
}

/* An interview in the morning of @interview->day: every card is asked once. */
static void
do_interview (DeckleRun                *self,
              DeckleSimulatedInterview *interview)
{
  double n = 0.0, sum = 0.0, weights = 0.0, weighted = 0.0;

  for (guint k = 0; interview->draws != NULL && k < interview->n_draws; k++)
    interview->draws[k] = 0.0;

  for (guint i = 0; i < self->setup->n_cards; i++)
    {
      const DeckleRunCard *card = &self->cards[i];
      double recall;

      if (card->suspended)
        continue;

      recall = deckle_run_recall (self, card, interview->day);
      n += 1.0;
      sum += recall;
      weights += weight_of (self, (int) i);
      weighted += weight_of (self, (int) i) * recall;
      for (guint k = 0; interview->draws != NULL && k < interview->n_draws; k++)
        interview->draws[k] += deckle_run_draw (&self->random) < recall;
    }

  interview->ready = n > 0.0 ? sum / n : 0.0;
  interview->weighted = weights > 0.0 ? weighted / weights : interview->ready;
  for (guint k = 0; interview->draws != NULL && k < interview->n_draws; k++)
    interview->draws[k] = n > 0.0 ? interview->draws[k] / n : 0.0;
}

static void
add_card (DeckleRun *self,
          int        index)
{
  const DeckleForecastCard *from = &self->setup->cards[index];
  DeckleRunCard *card = &self->cards[index];
  double elapsed = from->elapsed_days >= 0.0 ? fmin (from->elapsed_days, STARTING_ELAPSED_MAX) : 0.0;

  *card = (DeckleRunCard){
    .random = deckle_simulation_seed (self->random, (guint) index),
    .state = DECKLE_STATE_NEW,
    .previous = DECKLE_RUN_NONE,
    .next = DECKLE_RUN_NONE,
    .due = DECKLE_RUN_NONE,
    .eve_gain = NAN,
  };
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
  deckle_run_bucket_add (self, index, MAX (from->due_in_days, 0));
}

/* The order of the list stays among cards of one weight. */
static void
sort_fresh (DeckleRun *self)
{
  for (int i = 0; i < self->n_fresh; i++)
    self->entries[i] = (DeckleOrderEntry){ -weight_of (self, self->fresh[i]), self->fresh[i] };
  deckle_simulation_sort (self->entries, (guint) self->n_fresh);
  for (int i = 0; i < self->n_fresh; i++)
    self->fresh[i] = self->entries[i].index;
}

static void
run_init (DeckleRun              *self,
          const DeckleSimulation *setup,
          guint64                 seed,
          DeckleSimulatedDay     *days)
{
  *self = (DeckleRun){
    .setup = setup,
    .days = days,
    .random = seed,
    .cards = g_new (DeckleRunCard, setup->n_cards),
    .buckets = g_new (int, setup->n_days),
    .due_counts = g_new0 (int, setup->n_days + DECKLE_LOAD_DAYS),
    .is_balanced = deckle_balance_is_on (&setup->scheduler->policy),
    .entries = g_new (DeckleOrderEntry, setup->n_cards),
    .fresh = g_new (int, setup->n_cards),
  };
  for (int kind = 0; kind < DECKLE_N_HABIT_KINDS; kind++)
    self->longest[kind] = deckle_habits_longest (setup->habits, (DeckleHabitKind) kind);
  for (int day = 0; day < setup->n_days; day++)
    {
      self->buckets[day] = DECKLE_RUN_NONE;
      days[day] = (DeckleSimulatedDay){ 0 };
    }
  self->is_unweighted = TRUE;
  for (int i = 0; i < (int) setup->n_cards; i++)
    {
      add_card (self, i);
      if (!setup->cards[i].suspended && setup->cards[i].weight > 0.0)
        self->is_unweighted = FALSE;
    }
  deckle_run_sections_init (self);
  if (setup->by_weight)
    sort_fresh (self);
}

static void
run_clear (DeckleRun *self)
{
  g_free (self->cards);
  g_free (self->buckets);
  g_free (self->due_counts);
  g_free (self->entries);
  g_free (self->fresh);
  deckle_run_sections_clear (self);
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
  DeckleRun run;

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
      deckle_run_count_known (&run, &run.cards[i], self->n_days);
  run_clear (&run);

  return done;
}
