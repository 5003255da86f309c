/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fsrs"
#include "deckle-config.h"
#include "schedule/deckle-fsrs.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/*
 * FSRS-6 in double precision, nothing rounded. Formulas: the public description of the algorithm; where its
 * implementations disagree, the rules of fsrs-rs hold (initial stability down to 0.001, w19 of migrated sets stays 0).
 */

#define N DECKLE_FSRS6_N_PARAMETERS
#define N_FSRS5 19
#define N_FSRS4_5 17

#define DECAY_BEFORE_6 0.5
#define DIFFICULTY_MIN 1.0
#define DIFFICULTY_MAX 10.0
#define SHORT_TERM_MAX 2.0

static const double default_w[N] = {
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
  1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
};

static const double low_w[N] = {
  0.001, 0.001, 0.001, 0.001, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0.01, 0.1,
};

static const double high_w[N] = {
  100, 100, 100, 100, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6,
  SHORT_TERM_MAX, SHORT_TERM_MAX, 0.8, 0.8,
};

G_DEFINE_QUARK (deckle-fsrs-error-quark, deckle_fsrs_error)

/* Not a number becomes @low. */
static inline double
clamp (double value,
       double low,
       double high)
{
  if (!(value > low))
    return low;

  return value < high ? value : high;
}

/* x^y for x > 0: twice as fast as pow (), and exact to 1e-14 for the small exponents here. */
static inline double
power (double x,
       double y)
{
  return exp (y * log (x));
}

static inline double
initial_difficulty (const DeckleFsrs *self,
                    int               rating)
{
  return self->w[4] - exp (self->w[5] * (rating - 1)) + 1.0;
}

static inline double
recall (const DeckleFsrs *self,
        double            stability,
        double            elapsed_days)
{
  return power (1.0 + self->factor * elapsed_days / stability, self->decay);
}

static inline double
next_difficulty (const DeckleFsrs *self,
                 double            difficulty,
                 int               rating)
{
  double delta = -self->w[6] * (rating - 3);
  double damped = difficulty + delta * (10.0 - difficulty) / 9.0;

  return clamp (self->reversion_target + (1.0 - self->w[7]) * damped, DIFFICULTY_MIN, DIFFICULTY_MAX);
}

static inline double
stability_same_day (const DeckleFsrs *self,
                    double            stability,
                    int               rating)
{
  double gain = self->same_day[rating - 1] * power (stability, -self->w[19]);

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
  double after = w[11] * power (memory->difficulty, -w[12]) * (power (memory->stability + 1.0, w[13]) - 1.0) *
                 exp (w[14] * (1.0 - retrievability));
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
  double gain = self->recall_gain * (11.0 - memory->difficulty) * power (memory->stability, -w[9]) *
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

/**
 * deckle_fsrs_init_default:
 * @self: (out): a model
 *
 * Makes FSRS-6 with its default parameters.
 */
void
deckle_fsrs_init_default (DeckleFsrs *self)
{
  deckle_fsrs_init_raw (self, default_w, N);
}

/**
 * deckle_fsrs_init:
 * @self: (out): a model, left alone on an error
 * @w: (array length=n): parameters
 * @n: how many: 21, or 17 and 19 of older versions, which are migrated
 * @error: return location for a [error@FsrsError]
 *
 * Makes a model of parameters that come from a person or a file.
 *
 * Values outside their bounds are clipped, as for at most one relearning
 * step; use [func@fsrs_clip] first for more. A w19 of exactly 0, as older sets
 * have after migration, stays 0.
 *
 * Returns: whether the parameters can be used
 */
gboolean
deckle_fsrs_init (DeckleFsrs   *self,
                  const double *w,
                  gsize         n,
                  GError      **error)
{
  double full[N];
  gboolean keep_zero;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (w != NULL || n == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (n != N && n != N_FSRS5 && n != N_FSRS4_5)
    {
      g_set_error (error, DECKLE_FSRS_ERROR, DECKLE_FSRS_ERROR_COUNT,
                   _("A memory model has 21, 19 or 17 parameters, not %zu."), n);
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    if (!isfinite (w[i]))
      {
        g_set_error (error, DECKLE_FSRS_ERROR, DECKLE_FSRS_ERROR_VALUE,
                     _("Parameter %zu of the memory model is not a number."), i);
        return FALSE;
      }

  if (n == N)
    memcpy (full, w, sizeof full);
  else
    deckle_fsrs_migrate (w, n, full);

  keep_zero = full[19] == 0.0;
  deckle_fsrs_clip (full, 0);
  if (keep_zero)
    full[19] = 0.0;

  deckle_fsrs_init_raw (self, full, N);

  return TRUE;
}

/**
 * deckle_fsrs_init_raw:
 * @self: (out): a model
 * @w: (array length=n): parameters
 * @n: 21
 *
 * Makes a model of parameters as they are, for reference vectors and the fit.
 */
void
deckle_fsrs_init_raw (DeckleFsrs   *self,
                      const double *w,
                      gsize         n)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (w != NULL);
  g_return_if_fail (n == N);

  *self = (DeckleFsrs){ .version = 6, .n = N };
  memcpy (self->w, w, N * sizeof *w);

  self->decay = -w[20];
  self->factor = pow (0.9, 1.0 / self->decay) - 1.0;
  self->recall_gain = exp (w[8]);
  self->lapse_limit = exp (-w[17] * w[18]);
  self->reversion_target = w[7] * initial_difficulty (self, DECKLE_RATING_EASY);
  for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
    self->same_day[rating - 1] = exp (w[17] * (rating - 3 + w[18]));
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
    w[i] = clamp (w[i], low_w[i], high_w[i]);

  limit = short_term_limit (w, n_relearning_steps);
  w[17] = clamp (w[17], 0.0, limit);
  w[18] = clamp (w[18], 0.0, limit);
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

/**
 * deckle_fsrs_next:
 * @self: a model
 * @memory: (nullable): memory before the answer, %NULL or unset for the first
 * @elapsed_days: whole days since the last answer; 0 is the same day
 * @rating: the answer
 *
 * Computes the memory after an answer. Everything that is not finite or out of
 * bounds is brought back into them: stability stays within 0.001 and 36,500
 * days, difficulty within 1 and 10.
 *
 * Returns: the memory; that before for %DECKLE_RATING_NONE
 */
DeckleMemory
deckle_fsrs_next (const DeckleFsrs   *self,
                  const DeckleMemory *memory,
                  double              elapsed_days,
                  DeckleRating        rating)
{
  DeckleMemory after = DECKLE_MEMORY_NONE;

  g_return_val_if_fail (self != NULL, after);
  g_return_val_if_fail ((guint) rating <= DECKLE_RATING_EASY, after);

  if (rating == DECKLE_RATING_NONE)
    return memory != NULL ? *memory : after;

  if (memory == NULL || !deckle_memory_is_set (memory))
    {
      after.stability = self->w[rating - 1];
      after.difficulty = clamp (initial_difficulty (self, rating), DIFFICULTY_MIN, DIFFICULTY_MAX);
    }
  else
    {
      DeckleMemory before = *memory;

      before.stability = clamp (before.stability, DECKLE_STABILITY_MIN, DECKLE_STABILITY_MAX);
      before.difficulty = clamp (before.difficulty, DIFFICULTY_MIN, DIFFICULTY_MAX);
      if (!(elapsed_days > 0.0))
        after.stability = stability_same_day (self, before.stability, rating);
      else if (rating == DECKLE_RATING_AGAIN)
        after.stability = stability_after_lapse (self, &before, recall (self, before.stability, elapsed_days));
      else
        after.stability =
          stability_after_recall (self, &before, recall (self, before.stability, elapsed_days), rating);
      after.difficulty = next_difficulty (self, before.difficulty, rating);
    }
  after.stability = clamp (after.stability, DECKLE_STABILITY_MIN, DECKLE_STABILITY_MAX);

  return after;
}

/**
 * deckle_fsrs_retrievability:
 * @self: a model
 * @memory: memory after the last answer
 * @elapsed_days: days since that answer; below 0 counts as 0
 *
 * Computes the probability of remembering.
 *
 * Returns: 0 to 1; 0 without memory
 */
double
deckle_fsrs_retrievability (const DeckleFsrs   *self,
                            const DeckleMemory *memory,
                            double              elapsed_days)
{
  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail (memory != NULL, 0.0);

  if (!deckle_memory_is_set (memory))
    return 0.0;
  if (!(elapsed_days > 0.0))
    return 1.0;

  return recall (self, clamp (memory->stability, DECKLE_STABILITY_MIN, DECKLE_STABILITY_MAX), elapsed_days);
}

/**
 * deckle_fsrs_interval:
 * @self: a model
 * @memory: memory after the last answer
 * @desired_retention: above 0, at most 1
 *
 * Computes when retrievability falls to @desired_retention.
 *
 * Returns: days since the last answer, neither rounded nor limited; 0 without memory
 */
double
deckle_fsrs_interval (const DeckleFsrs   *self,
                      const DeckleMemory *memory,
                      double              desired_retention)
{
  g_return_val_if_fail (self != NULL, 0.0);
  g_return_val_if_fail (memory != NULL, 0.0);
  g_return_val_if_fail (desired_retention > 0.0 && desired_retention <= 1.0, 0.0);

  if (!deckle_memory_is_set (memory))
    return 0.0;

  return memory->stability / self->factor * (pow (desired_retention, 1.0 / self->decay) - 1.0);
}

/**
 * deckle_fsrs_memory_from_sm2:
 * @self: a model
 * @ease: ease factor, 2.5 style
 * @interval_days: the interval that SM-2 had chosen
 * @retention: what the learner used to remember, 0.9
 *
 * Estimates a memory from the values of a scheduler that knows none.
 *
 * Returns: the memory
 */
DeckleMemory
deckle_fsrs_memory_from_sm2 (const DeckleFsrs *self,
                             double            ease,
                             double            interval_days,
                             double            retention)
{
  DeckleMemory memory = DECKLE_MEMORY_NONE;
  const double *w;
  double growth;

  g_return_val_if_fail (self != NULL, memory);
  g_return_val_if_fail (retention > 0.0 && retention < 1.0, memory);

  w = self->w;
  memory.stability = fmax (interval_days, DECKLE_STABILITY_MIN) * self->factor /
                     (pow (retention, 1.0 / self->decay) - 1.0);
  memory.stability = clamp (memory.stability, DECKLE_STABILITY_MIN, DECKLE_STABILITY_MAX);
  growth = self->recall_gain * pow (memory.stability, -w[9]) * (exp ((1.0 - retention) * w[10]) - 1.0);
  memory.difficulty = clamp (11.0 - (ease - 1.0) / growth, DIFFICULTY_MIN, DIFFICULTY_MAX);

  return memory;
}
