/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fsrs"
#include "schedule/deckle-fsrs-private.h"

/*
 * FSRS-7 (34 parameters, time in fractional days) in double precision, nothing rounded. Formulas: the public
 * description of the algorithm. A card has a fast and a slow stability, each with its own forgetting curve; what is
 * remembered is a mix of both.
 */

#define N DECKLE_FSRS7_N_PARAMETERS

/* The first parameter of each block of eight that moves a stability. */
#define SLOW 7
#define FAST 15

#define FAST_PER_SLOW 0.8     /* the fast stability at first, and its limit after a lapse */
#define REVERSION 0.01        /* how far each answer pulls the difficulty towards that of Easy */
#define DECAY_LOW 0.01
#define DECAY_HIGH 0.95
#define FAST_FACTOR_MAX 60.0  /* ln */
#define RECALL_MARGIN 1e-5    /* retrievability stays so far from 0 and 1 */
#define RETENTION_TOO_HIGH 0.9999
#define STEPS_MAX 200

const double deckle_fsrs7_defaults[N] = {
  0.1104, 2.2395, 3.9221, 11.7841, 6.1686, 0.6457, 3.6807, 1.9795, 0,      1.3826, 0.7024, 0.5999,
  0.8146, 0.6398, 1,      1.3207,  0.6707, 3.8668, 0.4416, 0.0934, 1.8631, 0.6162, 1.0869, 0.1567,
  0.0801, 0.2421, 0.9464, 0.1433,  0.7145, 0,      0.5667, 0.3734, 0.5333, 0.3048,
};

const double deckle_fsrs7_low[N] = {
  0.0001, 0.0001, 0.0001, 0.0001, 1, 0.001, 0.1,   0,     0, 0.3, 0.01, 0.1,  0,    0,   1,   0,    0,
  0.5,    0.001,  0.001,  0,      0, 1,     0.01,  0.01,  0.2, 0.5, 0.01, 0.1, 0,   0.1, 0,   0,    0,
};

const double deckle_fsrs7_high[N] = {
  50, 100, 100, 100, 10, 4, 4, 4,    1.2,  3,    1.5,  1, 3.5, 1,   7,   4, 2,
  6,  1.5, 1,   5,   1,  7, 0.25, 0.95, 0.85, 0.99, 1, 1,   0.9, 1.1, 1, 0.6, 0.6,
};

/* The forgetting curve of one memory: R(t) from t alone. */
typedef struct
{
  double log_fast;
  double log_slow;
  double fast_decay;
  double fast_scale; /* factor / stability, per day */
  double slow_scale;
  double fast_share; /* 0 to 1 */
} Curve;

static DeckleMemory
bounded (const DeckleMemory *memory)
{
  DeckleMemory inside = {
    .stability = deckle_fsrs_bound (memory->stability, DECKLE_FSRS7_STABILITY_MIN, DECKLE_STABILITY_MAX),
    .difficulty = deckle_fsrs_bound (memory->difficulty, DECKLE_DIFFICULTY_MIN, DECKLE_DIFFICULTY_MAX),
  };
  double fast = memory->stability_fast;

  /* A memory of FSRS-6 has no fast stability. */
  if (!(fast > 0.0))
    fast = FAST_PER_SLOW * inside.stability;
  inside.stability_fast = deckle_fsrs_bound (fast, DECKLE_FSRS7_STABILITY_MIN, DECKLE_STABILITY_MAX);

  return inside;
}

static inline void
curve_init (Curve              *self,
            const DeckleFsrs   *model,
            const DeckleMemory *memory)
{
  const double *w = model->w;
  double difficulty = memory->difficulty - 5.0;
  double decay, fast_weight, slow_weight;

  self->log_fast = log (memory->stability_fast);
  self->log_slow = log (memory->stability);

  decay = deckle_fsrs_bound (w[23] * exp (self->log_fast * (w[33] - 0.3)), DECAY_LOW, DECAY_HIGH);
  self->fast_decay = -decay;
  self->fast_scale = (exp (fmin (-model->log_fast_recall / decay, FAST_FACTOR_MAX)) - 1.0) / memory->stability_fast;
  self->slow_scale = model->factor * exp (difficulty * (w[32] - 0.3)) / memory->stability;

  fast_weight = w[27] * exp (-w[29] * self->log_fast);
  slow_weight = w[28] * exp (w[30] * self->log_slow + difficulty * (w[31] - 0.5));
  self->fast_share = fast_weight / (fast_weight + slow_weight);
}

/* What is remembered of the fast part after @days; @mixed: (out): of the card. */
static inline double
curve_recall (const Curve      *self,
              const DeckleFsrs *model,
              double            days,
              double           *mixed)
{
  double fast = deckle_fsrs_power (1.0 + self->fast_scale * days, self->fast_decay);
  double slow = deckle_fsrs_power (1.0 + self->slow_scale * days, model->decay);
  double mix = self->fast_share * fast + (1.0 - self->fast_share) * slow;

  *mixed = RECALL_MARGIN + (1.0 - 2.0 * RECALL_MARGIN) * mix;

  return fast;
}

/* The logarithm of the odds of having forgotten after @days; @slope: (out): its derivative by ln @days. */
static inline double
curve_odds (const Curve      *self,
            const DeckleFsrs *model,
            double            days,
            double           *slope)
{
  const double u[2] = { self->fast_scale * days, self->slow_scale * days };
  const double decay[2] = { self->fast_decay, model->decay };
  const double share[2] = { self->fast_share, 1.0 - self->fast_share };
  double remembered = 0.0, forgotten = 0.0, change = 0.0;

  for (int part = 0; part < 2; part++)
    {
      double lost = expm1 (decay[part] * log1p (u[part]));

      forgotten -= share[part] * lost;
      remembered += share[part] * (1.0 + lost);
      change -= share[part] * decay[part] * (1.0 + lost) * u[part] / (1.0 + u[part]);
    }
  *slope = change / (remembered * forgotten);

  return log (forgotten / remembered);
}

/*
 * Where the curve falls to @retention. The odds of forgetting are nearly a power of time, both for short and for long
 * times, so Newton's method on their logarithm over ln t takes a handful of steps from anywhere; a bracket guards it.
 */
static double
curve_solve (const Curve      *self,
             const DeckleFsrs *model,
             double            retention)
{
  const double scale = 1.0 - 2.0 * RECALL_MARGIN;
  double forgotten = (1.0 - retention - RECALL_MARGIN) / scale;
  double remembered = (retention - RECALL_MARGIN) / scale;
  double low = -200.0, high = log (DECKLE_STABILITY_MAX);
  double x = deckle_fsrs_bound (fmax (self->log_fast, self->log_slow), low, high);
  double at_end, goal;

  curve_recall (self, model, DECKLE_STABILITY_MAX, &at_end);
  if (remembered <= 0.0 || at_end >= retention)
    return DECKLE_STABILITY_MAX;

  goal = log (forgotten / remembered);
  for (int i = 0; i < STEPS_MAX && high - low > 1e-13; i++)
    {
      double slope;
      double error = curve_odds (self, model, exp (x), &slope) - goal;
      double step = error / slope;

      if (error > 0.0)
        high = x;
      else
        low = x;

      if (x - step > low && x - step < high)
        {
          x -= step;
          if (fabs (step) < 1e-7) /* the next would be below 1e-13 */
            break;
        }
      else
        x = (low + high) / 2.0;
    }

  return fmin (exp (x), DECKLE_STABILITY_MAX);
}

/* One of the two stabilities after an answer; @block: the first of its eight parameters. */
static inline double
next_stability (const DeckleFsrs *self,
                int               block,
                double            before,
                double            log_before,
                double            retrievability,
                double            difficulty,
                DeckleRating      rating)
{
  const double *w = self->w + block;
  double forgotten = 1.0 - retrievability;
  double after_lapse, after_recall = 0.0;

  if (rating != DECKLE_RATING_AGAIN)
    {
      double gain = block == SLOW ? self->recall_gain : self->fast_gain;

      gain *= (11.0 - difficulty) * exp (-w[1] * log_before) * (exp (forgotten * w[2]) - 1.0);
      if (rating == DECKLE_RATING_HARD)
        gain *= w[6];
      else if (rating == DECKLE_RATING_EASY)
        gain *= w[7];
      after_recall = before * (1.0 + gain);

      /* Never below that after a lapse, which in turn is never above @before. */
      if (after_recall >= before)
        return after_recall;
    }

  after_lapse = w[3] * (deckle_fsrs_power (before + 1.0, w[4]) - 1.0) * exp (forgotten * w[5]);

  return fmax (fmin (before, after_lapse), after_recall);
}

static inline double
next_difficulty (const DeckleFsrs *self,
                 double            difficulty,
                 double            retrievability,
                 DeckleRating      rating)
{
  double delta = -self->w[6] * ((int) rating - 3);

  /* Forgetting what was forgotten anyway says little about the card. */
  if (rating == DECKLE_RATING_AGAIN)
    delta *= retrievability + 0.1;
  difficulty += delta * (10.0 - difficulty) / 9.0;

  return deckle_fsrs_bound (self->reversion_target + (1.0 - REVERSION) * difficulty, DECKLE_DIFFICULTY_MIN,
                            DECKLE_DIFFICULTY_MAX);
}

void
deckle_fsrs7_derive (DeckleFsrs *self)
{
  const double *w = self->w;

  self->decay = -deckle_fsrs_bound (w[24], DECAY_LOW, DECAY_HIGH);
  self->factor = pow (w[26], 1.0 / self->decay) - 1.0;
  self->log_fast_recall = log (w[25]);
  self->recall_gain = exp (w[SLOW] - 1.5);
  self->fast_gain = exp (w[FAST] - 1.5);
  self->reversion_target = REVERSION * deckle_fsrs_initial_difficulty (self, DECKLE_RATING_EASY);
}

/* The memory after an answer; @memory: (nullable): before it, NULL for the first. */
DeckleMemory
deckle_fsrs7_next (const DeckleFsrs   *self,
                   const DeckleMemory *memory,
                   double              elapsed_days,
                   DeckleRating        rating)
{
  DeckleMemory before, after;
  double recall, fast_recall;
  Curve curve;

  if (memory == NULL)
    return bounded (&(DeckleMemory){ .stability = self->w[rating - 1],
                                     .difficulty = deckle_fsrs_initial_difficulty (self, rating) });

  before = bounded (memory);
  curve_init (&curve, self, &before);
  fast_recall = curve_recall (&curve, self, elapsed_days, &recall);

  after.stability = deckle_fsrs_bound (
    next_stability (self, SLOW, before.stability, curve.log_slow, recall, before.difficulty, rating),
    DECKLE_FSRS7_STABILITY_MIN, DECKLE_STABILITY_MAX);
  after.stability_fast =
    next_stability (self, FAST, before.stability_fast, curve.log_fast, fast_recall, before.difficulty, rating);
  if (rating == DECKLE_RATING_AGAIN)
    after.stability_fast = fmin (after.stability_fast, FAST_PER_SLOW * after.stability);
  after.stability_fast =
    deckle_fsrs_bound (after.stability_fast, DECKLE_FSRS7_STABILITY_MIN, DECKLE_STABILITY_MAX);
  after.difficulty = next_difficulty (self, before.difficulty, recall, rating);

  return after;
}

double
deckle_fsrs7_retrievability (const DeckleFsrs   *self,
                             const DeckleMemory *memory,
                             double              elapsed_days)
{
  DeckleMemory inside = bounded (memory);
  double recall;
  Curve curve;

  curve_init (&curve, self, &inside);
  curve_recall (&curve, self, elapsed_days, &recall);

  return deckle_fsrs_bound (recall, RECALL_MARGIN, 1.0 - RECALL_MARGIN);
}

double
deckle_fsrs7_interval (const DeckleFsrs   *self,
                       const DeckleMemory *memory,
                       double              desired_retention)
{
  DeckleMemory inside = bounded (memory);
  Curve curve;

  if (desired_retention >= RETENTION_TOO_HIGH)
    return 0.0;

  curve_init (&curve, self, &inside);

  return curve_solve (&curve, self, desired_retention);
}

/* The stability whose curve passes @retention at @interval_days; the ease says nothing that FSRS-7 could use. */
DeckleMemory
deckle_fsrs7_memory_from_sm2 (const DeckleFsrs *self,
                              double            interval_days,
                              double            retention)
{
  DeckleMemory memory = { .difficulty = 5.0 };
  double days = fmax (interval_days, DECKLE_FSRS7_STABILITY_MIN);
  double low = log (DECKLE_FSRS7_STABILITY_MIN), high = log (DECKLE_STABILITY_MAX);

  for (int i = 0; i < 60; i++)
    {
      double middle = (low + high) / 2.0;

      memory.stability = exp (middle);
      if (deckle_fsrs7_retrievability (self, &memory, days) < retention)
        low = middle;
      else
        high = middle;
    }
  memory.stability = exp (high);

  return bounded (&memory);
}

/**
 * deckle_fsrs7_clip:
 * @w: (inout) (array fixed-size=34): parameters
 *
 * Clips the parameters of FSRS-7 into their bounds and their order: the first
 * stability rises with the rating (w0 to w3), and what the slow curve keeps at its
 * stability is at least what the fast one keeps at its own (w25, w26).
 */
void
deckle_fsrs7_clip (double *w)
{
  g_return_if_fail (w != NULL);

  for (int i = 0; i < N; i++)
    w[i] = deckle_fsrs_bound (w[i], deckle_fsrs7_low[i], deckle_fsrs7_high[i]);
  for (int i = 1; i < DECKLE_N_RATINGS; i++)
    w[i] = fmax (w[i], w[i - 1]);
  w[26] = fmax (w[26], w[25]);
}
