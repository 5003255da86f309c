/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-habits"
#include "schedule/deckle-habits.h"

#include <math.h>

#define PRIOR_ANSWERS 50.0 /* own counts weigh n / (50 + n) */
#define SECONDS_MIN 0.1

/* Shares and times: the defaults of the public FSRS simulators (means over many thousand collections). */
static const DeckleHabits defaults = {
  .seconds = { { 19.58, 18.79, 13.78, 10.71 }, { 19.38, 17.59, 12.38, 8.94 }, { 16.44, 15.25, 12.32, 8.03 } },
  .first_rating = { 0.24, 0.094, 0.495, 0.171 },
  .success = { 0.224, 0.631, 0.145 },
  .learn_step = { { 0.3687, 0.0628, 0.5108, 0.0577 },
                  { 0.0441, 0.4553, 0.4457, 0.0549 },
                  { 0.0518, 0.0470, 0.8462, 0.0550 } },
  .relearn_step = { { 0.2157, 0.0643, 0.6595, 0.0605 },
                    { 0.0500, 0.4638, 0.4475, 0.0387 },
                    { 0.1056, 0.1434, 0.7266, 0.0244 } },
};

/* Moves @shares towards the frequencies of @counts. */
static void
blend_shares (double      *shares,
              const guint *counts,
              int          n)
{
  double total = 0.0;
  double weight;

  for (int i = 0; i < n; i++)
    total += counts[i];
  if (total == 0.0)
    return;

  weight = total / (PRIOR_ANSWERS + total);
  for (int i = 0; i < n; i++)
    shares[i] = (1.0 - weight) * shares[i] + weight * counts[i] / total;
}

static void
blend_seconds (double *seconds,
               guint   answers,
               double  sum)
{
  double weight = answers / (PRIOR_ANSWERS + answers);

  if (answers == 0 || !isfinite (sum) || sum < 0.0)
    return;

  *seconds = (1.0 - weight) * *seconds + weight * CLAMP (sum / answers, SECONDS_MIN, DECKLE_HABIT_MAX_S);
}

/**
 * deckle_habits_init_default:
 * @self: (out): habits
 *
 * Sets the habits of a learner of whom nothing is known.
 */
void
deckle_habits_init_default (DeckleHabits *self)
{
  g_return_if_fail (self != NULL);

  *self = defaults;
}

/**
 * deckle_habits_blend:
 * @self: (inout): habits, usually the defaults
 * @own: what the learner's log says
 *
 * Moves habits towards those of the learner: n answers of a kind weigh n/(50+n).
 * Sums that are not a number or below 0 are passed over.
 */
void
deckle_habits_blend (DeckleHabits            *self,
                     const DeckleHabitCounts *own)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (own != NULL);

  for (int kind = 0; kind < DECKLE_N_HABIT_KINDS; kind++)
    for (int i = 0; i < DECKLE_N_RATINGS; i++)
      blend_seconds (&self->seconds[kind][i], own->answers[kind][i], own->seconds[kind][i]);

  blend_shares (self->first_rating, own->first_rating, DECKLE_N_RATINGS);
  blend_shares (self->success, own->success, DECKLE_N_RATINGS - 1);
  for (int i = 0; i < DECKLE_N_RATINGS - 1; i++)
    {
      blend_shares (self->learn_step[i], own->learn_step[i], DECKLE_N_RATINGS);
      blend_shares (self->relearn_step[i], own->relearn_step[i], DECKLE_N_RATINGS);
    }
}

/**
 * deckle_habits_longest:
 * @self: habits
 * @kind: a kind of answers
 *
 * Returns: the longest time that an answer of this kind takes, in s
 */
double
deckle_habits_longest (const DeckleHabits *self,
                       DeckleHabitKind     kind)
{
  double longest = 0.0;

  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail ((guint) kind < DECKLE_N_HABIT_KINDS, 0.0);

  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    longest = fmax (longest, self->seconds[kind][i]);

  return longest;
}
