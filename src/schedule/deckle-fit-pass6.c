/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-vector.h"

/*
 * FSRS-6 with analytic derivatives, forward: beside ln S and D of a card goes the gradient of each with respect to the
 * parameters, so a history is walked once for all its answers. The state is in double precision, its gradients in single.
 * D depends on w4 to w7 alone, which are one vector. Where a limit holds, the gradient is that of the limit.
 */

#define N DECKLE_FSRS6_N_PARAMETERS
#define N_BLOCKS 6
#define D_BLOCK 1

#define DIFFICULTY_MIN 1.0
#define DIFFICULTY_MAX 10.0

/* What depends on the parameters only. */
typedef struct
{
  const double *w;
  double        factor;
  double        factor_slope; /* d factor / d w20 */
  double        recall_gain;
  double        reversion_target;
  double        first_difficulty[DECKLE_N_RATINGS];
  double        first_slope[DECKLE_N_RATINGS]; /* d D0 / d w5 */
  double        log_first[DECKLE_N_RATINGS];
  double        log_w11;
} Model;

typedef struct
{
  double   s; /* ln S */
  double   stability;
  double   difficulty;
  DeckleV4 ds[N_BLOCKS];
  DeckleV4 dd; /* d D / d w4..w7 */
} State;

/* Recall at one answer. */
typedef struct
{
  double   r;
  double   forgotten; /* 1 - r */
  double   log_r;
  DeckleV4 dr[N_BLOCKS];
} Recall;

typedef struct
{
  DeckleFitSums *sums;
  DeckleV4       gradient[N_BLOCKS];
  DeckleV4       batch[DECKLE_FIT_BATCH][N_BLOCKS];
  guint          n_batch;
} Sink;

static void
model_init (Model        *self,
            const double *w)
{
  double power = exp (-log (0.9) / w[20]);

  self->w = w;
  self->factor = power - 1.0;
  self->factor_slope = power * log (0.9) / (w[20] * w[20]);
  self->recall_gain = exp (w[8]);
  self->reversion_target = w[7] * (w[4] - exp (3.0 * w[5]) + 1.0);
  self->log_w11 = log (w[11]);
  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      self->first_difficulty[i] = w[4] - exp (w[5] * i) + 1.0;
      self->first_slope[i] = -i * exp (w[5] * i);
      self->log_first[i] = log (w[i]);
    }
}

static void
flush (Sink *sink)
{
  for (guint block = 0; block < N_BLOCKS; block++)
    {
      for (guint i = 0; i < 4; i++)
        sink->sums->gradient[block * 4 + i] += (double) sink->gradient[block][i];
      sink->gradient[block] = (DeckleV4){ 0 };
    }
  deckle_fit_add_products (sink->sums, &sink->batch[0][0], sink->n_batch, N_BLOCKS);
  sink->n_batch = 0;
}

static inline void
limit_difficulty (State *state)
{
  if (state->difficulty >= DIFFICULTY_MIN && state->difficulty <= DIFFICULTY_MAX)
    return;

  state->difficulty = state->difficulty < DIFFICULTY_MIN ? DIFFICULTY_MIN : DIFFICULTY_MAX;
  state->dd = (DeckleV4){ 0 };
}

static inline void
limit_stability (State *state)
{
  if (state->stability >= DECKLE_STABILITY_MIN && state->stability <= DECKLE_STABILITY_MAX)
    return;

  state->stability = state->stability < DECKLE_STABILITY_MIN ? DECKLE_STABILITY_MIN : DECKLE_STABILITY_MAX;
  state->s = log (state->stability);
  memset (state->ds, 0, sizeof state->ds);
}

static inline void
first_answer (const Model *model,
              State       *state,
              int          rating)
{
  int i = rating - 1;

  memset (state->ds, 0, sizeof state->ds);
  state->stability = model->w[i];
  state->s = model->log_first[i];
  state->ds[0][i] = (float) (1.0 / model->w[i]);
  state->difficulty = model->first_difficulty[i];
  state->dd = deckle_v4 (1.0, model->first_slope[i], 0.0, 0.0);
  limit_stability (state);
  limit_difficulty (state);
}

/* R = (1 + factor t/S)^-w20 */
static inline void
recall (const Model *model,
        const State *state,
        double       days,
        Recall      *recall)
{
  double w20 = model->w[20];
  double ratio = days / state->stability;
  double x = 1.0 + model->factor * ratio;
  double log_x = log (x);
  double r = exp (-w20 * log_x);
  DeckleV4 slope = deckle_v4_splat (w20 * r * (x - 1.0) / x);

  recall->r = r;
  recall->forgotten = 1.0 - r;
  recall->log_r = -w20 * log_x;
  for (guint i = 0; i < N_BLOCKS; i++)
    recall->dr[i] = slope * state->ds[i];
  recall->dr[5] += deckle_v4 (-r * (log_x + w20 * model->factor_slope * ratio / x), 0.0, 0.0, 0.0);
}

/* Cross-entropy in nats; its gradient is (r - y)/(r (1 - r)) dr, the expected second derivative dr dr'/(r (1 - r)). */
static inline void
add_item (Sink         *sink,
          const Recall *recall,
          gboolean      remembered,
          double        weight)
{
  double variance = recall->r * recall->forgotten;
  double root = sqrt (weight / variance);
  DeckleV4 scale = deckle_v4_splat (root);
  DeckleV4 residual = deckle_v4_splat (root * (remembered ? -recall->forgotten : recall->r));
  DeckleV4 *row = sink->batch[sink->n_batch];

  sink->sums->loss -= weight * (remembered ? recall->log_r : log (recall->forgotten));
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      row[i] = scale * recall->dr[i];
      sink->gradient[i] += residual * row[i];
    }
  if (++sink->n_batch == DECKLE_FIT_BATCH)
    flush (sink);
}

static inline void
after_recall (const Model  *model,
              State        *state,
              const Recall *recall,
              int           rating)
{
  const double *w = model->w;
  double room = 11.0 - state->difficulty;
  double plain = model->recall_gain * room * exp (-w[9] * state->s);
  double e = exp (w[10] * recall->forgotten);
  double factor = rating == DECKLE_RATING_HARD ? w[15] : rating == DECKLE_RATING_EASY ? w[16] : 1.0;
  double growth = 1.0 + plain * factor * (e - 1.0);
  double share = 1.0 - 1.0 / growth;
  double steepness = plain * factor * e / growth; /* d ln S' / d (w10 (1 - R)) */
  double by_factor = plain * (e - 1.0) / growth;
  DeckleV4 keep = deckle_v4_splat (1.0 - share * w[9]);
  DeckleV4 by_recall = deckle_v4_splat (-steepness * w[10]);

  for (guint i = 0; i < N_BLOCKS; i++)
    state->ds[i] = keep * state->ds[i] + by_recall * recall->dr[i];
  state->ds[D_BLOCK] -= deckle_v4_splat (share / room) * state->dd;
  state->ds[2] += deckle_v4 (share, -share * state->s, steepness * recall->forgotten, 0.0);
  if (rating == DECKLE_RATING_HARD)
    state->ds[3] += deckle_v4 (0.0, 0.0, 0.0, by_factor);
  else if (rating == DECKLE_RATING_EASY)
    state->ds[4] += deckle_v4 (by_factor, 0.0, 0.0, 0.0);
  state->stability *= growth;
  state->s += log (growth);
}

static inline void
after_lapse (const Model  *model,
             State        *state,
             const Recall *recall)
{
  const double *w = model->w;
  double log_difficulty = log (state->difficulty);
  double log_more = log (state->stability + 1.0);
  double power = exp (w[13] * log_more);
  double s = model->log_w11 - w[12] * log_difficulty + log (power - 1.0) + w[14] * recall->forgotten;
  double limit = state->s - w[17] * w[18];

  if (s > limit)
    {
      s = limit;
      state->ds[4] -= deckle_v4 (0.0, w[18], w[17], 0.0);
    }
  else
    {
      double by_power = power / (power - 1.0);
      DeckleV4 keep = deckle_v4_splat (by_power * w[13] * state->stability / (state->stability + 1.0));
      DeckleV4 by_recall = deckle_v4_splat (-w[14]);

      for (guint i = 0; i < N_BLOCKS; i++)
        state->ds[i] = keep * state->ds[i] + by_recall * recall->dr[i];
      state->ds[D_BLOCK] -= deckle_v4_splat (w[12] / state->difficulty) * state->dd;
      state->ds[2] += deckle_v4 (0.0, 0.0, 0.0, 1.0 / w[11]);
      state->ds[3] += deckle_v4 (-log_difficulty, by_power * log_more, recall->forgotten, 0.0);
    }
  state->s = s;
  state->stability = exp (s);
}

static inline void
after_same_day (const Model *model,
                State       *state,
                int          rating)
{
  const double *w = model->w;
  double step = rating - 3 + w[18];
  double gain = w[17] * step - w[19] * state->s;
  DeckleV4 keep = deckle_v4_splat (1.0 - w[19]);

  if (rating >= DECKLE_RATING_HARD && gain < 0.0)
    return;

  for (guint i = 0; i < N_BLOCKS; i++)
    state->ds[i] *= keep;
  state->ds[4] += deckle_v4 (0.0, step, w[17], -state->s);
  state->s += gain;
  state->stability = exp (state->s);
}

static inline void
next_difficulty (const Model *model,
                 State       *state,
                 int          rating)
{
  const double *w = model->w;
  double room = (10.0 - state->difficulty) / 9.0;
  double damped = state->difficulty - w[6] * (rating - 3) * room;
  double kept = 1.0 - w[7];

  state->dd *= deckle_v4_splat (kept * (1.0 + w[6] * (rating - 3) / 9.0));
  state->dd += deckle_v4 (w[7], w[7] * model->first_slope[3], -kept * (rating - 3) * room,
                          model->first_difficulty[3] - damped);
  state->difficulty = model->reversion_target + kept * damped;
  limit_difficulty (state);
}

static inline void
next_answer (const Model *model,
             State       *state,
             double       days,
             int          rating,
             double       weight,
             Sink        *sink)
{
  if (days > 0.0)
    {
      Recall now;

      recall (model, state, days, &now);
      if (weight > 0.0)
        add_item (sink, &now, rating > DECKLE_RATING_AGAIN, weight);
      if (rating == DECKLE_RATING_AGAIN)
        after_lapse (model, state, &now);
      else
        after_recall (model, state, &now, rating);
    }
  else
    {
      after_same_day (model, state, rating);
    }
  limit_stability (state);
  next_difficulty (model, state, rating);
}

/**
 * deckle_fit_pass6:
 * @task: what to learn from
 * @w: (array fixed-size=21): parameters within their bounds
 * @from: first card
 * @to: card after the last
 * @sums: (inout): what to add loss and derivatives to
 *
 * Walks the histories of some cards with FSRS-6.
 */
void
deckle_fit_pass6 (const DeckleFitTask *task,
                  const double        *w,
                  guint                from,
                  guint                to,
                  DeckleFitSums       *sums)
{
  const DeckleFitData *data = task->data;
  Sink sink = { .sums = sums };
  Model model;
  State state;

  model_init (&model, w);
  for (guint card = from; card < to; card++)
    {
      guint i = data->start[card];

      if (i >= task->end[card])
        continue;
      first_answer (&model, &state, data->rating[i]);
      for (i++; i < task->end[card]; i++)
        next_answer (&model, &state, (double) data->days[i], data->rating[i], (double) task->weight[i], &sink);
    }
  flush (&sink);
}
