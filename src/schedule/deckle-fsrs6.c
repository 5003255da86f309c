/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fsrs"
#include "schedule/deckle-fsrs-private.h"

#include <string.h>

/*
 * FSRS-6 in double precision, nothing rounded. Formulas: the public description of the algorithm; where its
 * implementations disagree, the rules of fsrs-rs hold (initial stability down to 0.001, w19 of migrated sets stays 0).
 */

#define N DECKLE_FSRS6_N_PARAMETERS
#define N_FSRS5 19
#define N_FSRS4_5 17

#define DECAY_BEFORE_6 0.5
#define SHORT_TERM_MAX 2.0

const double deckle_fsrs6_defaults[N] = {
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
  1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
};

const double deckle_fsrs6_low[N] = {
  0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0.01, 0.1,
};

const double deckle_fsrs6_high[N] = {
  100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6,
  SHORT_TERM_MAX, SHORT_TERM_MAX, 0.8, 0.8,
};

static inline DeckleMemory
bounded (double stability,
         double difficulty)
{
  return (DeckleMemory){
    .stability = deckle_fsrs_bound (stability, DECKLE_STABILITY_MIN, DECKLE_STABILITY_MAX),
    .difficulty = deckle_fsrs_bound (difficulty, DECKLE_DIFFICULTY_MIN, DECKLE_DIFFICULTY_MAX),
  };
}

static inline double
recall (const DeckleFsrs *self,
        double            stability,
        double            elapsed_days)
{
  return deckle_fsrs_power (1.0 + self->factor * elapsed_days / stability, self->decay);
}

static inline double
next_difficulty (const DeckleFsrs *self,
                 double            difficulty,
                 int               rating)
{
  double delta = -self->w[6] * (rating - 3);
  double damped = difficulty + delta * (10.0 - difficulty) / 9.0;

  return self->reversion_target + (1.0 - self->w[7]) * damped;
}

static inline double
stability_same_day (const DeckleFsrs *self,
                    double            stability,
                    int               rating)
{
  double gain = self->same_day[rating - 1] * deckle_fsrs_power (stability, -self->w[19]);

  if (rating >= DECKLE_RATING_HARD && gain < 1.0)
    gain = 1.0;

  return stability * gain;
}

static inline double
stability_after_lapse (const DeckleFsrs   *self,
                       const DeckleMemory *memory,
                       double              retrievability)
{
  const double *w = self->w;
  double after = w[11] * deckle_fsrs_power (memory->difficulty, -w[12]) *
                 (deckle_fsrs_power (memory->stability + 1.0, w[13]) - 1.0) * exp (w[14] * (1.0 - retrievability));
  double limit = memory->stability * self->lapse_limit;

  return after < limit ? after : limit;
}

static inline double
stability_after_recall (const DeckleFsrs   *self,
                        const DeckleMemory *memory,
                        double              retrievability,
                        int                 rating)
{
  const double *w = self->w;
  double gain = self->recall_gain * (11.0 - memory->difficulty) * deckle_fsrs_power (memory->stability, -w[9]) *
                (exp (w[10] * (1.0 - retrievability)) - 1.0);

  if (rating == DECKLE_RATING_HARD)
    gain *= w[15];
  else if (rating == DECKLE_RATING_EASY)
    gain *= w[16];

  return memory->stability * (1.0 + gain);
}

/* A lapse and the @n_steps that follow it must not leave more stability than there was. */
static double
short_term_limit (const double *w,
                  int           n_steps)
{
  double room;

  if (n_steps <= 1)
    return SHORT_TERM_MAX;

  room = -(log (w[11]) + log (pow (2.0, w[13]) - 1.0) + 0.3 * w[14]) / n_steps;

  return fmin (SHORT_TERM_MAX, sqrt (fmax (0.01, room)));
}

void
deckle_fsrs6_derive (DeckleFsrs *self)
{
  const double *w = self->w;

  self->decay = -w[20];
  self->factor = pow (0.9, 1.0 / self->decay) - 1.0;
  self->recall_gain = exp (w[8]);
  self->lapse_limit = exp (-w[17] * w[18]);
  self->reversion_target = w[7] * deckle_fsrs_initial_difficulty (self, DECKLE_RATING_EASY);
  for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
    self->same_day[rating - 1] = exp (w[17] * (rating - 3 + w[18]));
}

/* The memory after an answer; @memory: (nullable): before it, NULL for the first. */
DeckleMemory
deckle_fsrs6_next (const DeckleFsrs   *self,
                   const DeckleMemory *memory,
                   double              elapsed_days,
                   DeckleRating        rating)
{
  DeckleMemory before, after = DECKLE_MEMORY_NONE;

  if (memory == NULL)
    return bounded (self->w[rating - 1], deckle_fsrs_initial_difficulty (self, rating));

  before = bounded (memory->stability, memory->difficulty);
  if (elapsed_days <= 0.0)
    after.stability = stability_same_day (self, before.stability, rating);
  else if (rating == DECKLE_RATING_AGAIN)
    after.stability = stability_after_lapse (self, &before, recall (self, before.stability, elapsed_days));
  else
    after.stability =
      stability_after_recall (self, &before, recall (self, before.stability, elapsed_days), rating);
  after.difficulty = next_difficulty (self, before.difficulty, rating);

  return bounded (after.stability, after.difficulty);
}

double
deckle_fsrs6_retrievability (const DeckleFsrs   *self,
                             const DeckleMemory *memory,
                             double              elapsed_days)
{
  if (elapsed_days <= 0.0)
    return 1.0;

  return recall (self, deckle_fsrs_bound (memory->stability, DECKLE_STABILITY_MIN, DECKLE_STABILITY_MAX),
                 elapsed_days);
}

double
deckle_fsrs6_interval (const DeckleFsrs   *self,
                       const DeckleMemory *memory,
                       double              desired_retention)
{
  return memory->stability / self->factor * (pow (desired_retention, 1.0 / self->decay) - 1.0);
}

DeckleMemory
deckle_fsrs6_memory_from_sm2 (const DeckleFsrs *self,
                              double            ease,
                              double            interval_days,
                              double            retention)
{
  DeckleMemory memory = DECKLE_MEMORY_NONE;
  const double *w = self->w;
  double growth;

  memory.stability = fmax (interval_days, DECKLE_STABILITY_MIN) * self->factor /
                     (pow (retention, 1.0 / self->decay) - 1.0);
  memory.stability = deckle_fsrs_bound (memory.stability, DECKLE_STABILITY_MIN, DECKLE_STABILITY_MAX);
  growth = self->recall_gain * pow (memory.stability, -w[9]) * (exp ((1.0 - retention) * w[10]) - 1.0);
  memory.difficulty =
    deckle_fsrs_bound (11.0 - (ease - 1.0) / growth, DECKLE_DIFFICULTY_MIN, DECKLE_DIFFICULTY_MAX);

  return memory;
}

/**
 * deckle_fsrs_clip:
 * @w: (inout) (array fixed-size=21): parameters
 * @n_relearning_steps: relearning steps of the learner; more than one lowers the
 *   ceiling of w17 and w18
 *
 * Clips the parameters of FSRS-6 into their bounds.
 */
void
deckle_fsrs_clip (double *w,
                  int     n_relearning_steps)
{
  double limit;

  g_return_if_fail (w != NULL);

  for (int i = 0; i < N; i++)
    w[i] = deckle_fsrs_bound (w[i], deckle_fsrs6_low[i], deckle_fsrs6_high[i]);

  limit = short_term_limit (w, n_relearning_steps);
  w[17] = deckle_fsrs_bound (w[17], 0.0, limit);
  w[18] = deckle_fsrs_bound (w[18], 0.0, limit);
}

/**
 * deckle_fsrs_migrate:
 * @from: (array length=n): parameters of FSRS-4.5 (17), FSRS-5 (19) or FSRS-6 (21)
 * @n: how many
 * @to: (out caller-allocates) (array fixed-size=21): parameters of FSRS-6 that predict the same
 *
 * Turns an older parameter set into one of FSRS-6.
 *
 * Returns: 21, or 0 with @to left alone when no version has @n parameters
 */
gsize
deckle_fsrs_migrate (const double *from,
                     gsize         n,
                     double       *to)
{
  double w[N] = { 0 };

  g_return_val_if_fail (from != NULL, 0);
  g_return_val_if_fail (to != NULL, 0);

  if (n != N && n != N_FSRS5 && n != N_FSRS4_5)
    return 0;

  memcpy (w, from, n * sizeof *w);
  if (n == N_FSRS4_5)
    {
      w[4] = from[4] + 2.0 * from[5];
      w[5] = log (3.0 * from[5] + 1.0) / 3.0;
      w[6] = from[6] + 0.5;
    }
  if (n != N)
    w[20] = DECAY_BEFORE_6;
  memcpy (to, w, sizeof w);

  return N;
}
