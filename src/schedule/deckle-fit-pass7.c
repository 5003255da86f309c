/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-vector.h"

/*
 * FSRS-7 with analytic derivatives, forward, as in deckle-fit-pass6.c: ln S, ln F and D of a card and the gradient of each.
 * Where a limit holds, the gradient is that of the limit. No answer but a lapse can lower a stability: growth is at least 1.
 */

#define N_BLOCKS 9

/* The eight parameters that move a stability begin here; both lie alike in their vectors. */
#define SLOW 7
#define FAST 15

#define LOG_FAST_PER_SLOW (-0.22314355131420976) /* ln 0.8 */
#define REVERSION 0.01
#define DECAY_LOW 0.01
#define DECAY_HIGH 0.95
#define FAST_FACTOR_MAX 60.0
#define MARGIN 1e-5
#define DIFFICULTY_MIN 1.0
#define DIFFICULTY_MAX 10.0

typedef struct
{
  const double *w;
  double        log_fast_recall; /* ln w25 */
  double        slow_power;      /* w26^(1/d2) */
  double        slow_exponent;   /* its logarithm */
  double        gain[2];         /* e^(w7-1.5), e^(w15-1.5) */
  double        log_lapse[2];    /* ln w10, ln w18 */
  double        first_difficulty[DECKLE_N_RATINGS];
  double        first_slope[DECKLE_N_RATINGS]; /* d D0 / d w5 */
} Model;

typedef struct
{
  double   x; /* ln of the stability */
  double   stability;
  DeckleV4 dx[N_BLOCKS];
} Part;

typedef struct
{
  Part     slow;
  Part     fast;
  double   difficulty;
  DeckleV4 dd[N_BLOCKS];
} State;

typedef struct
{
  double   r;
  double   fast; /* of the fast curve alone */
  DeckleV4 dr[N_BLOCKS];
  DeckleV4 dfast[N_BLOCKS];
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
  self->w = w;
  self->log_fast_recall = log (w[25]);
  self->slow_exponent = -log (w[26]) / w[24];
  self->slow_power = exp (self->slow_exponent);
  for (int i = 0; i < 2; i++)
    {
      self->gain[i] = exp (w[i == 0 ? SLOW : FAST] - 1.5);
      self->log_lapse[i] = log (w[(i == 0 ? SLOW : FAST) + 3]);
    }
  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      self->first_difficulty[i] = w[4] - exp (w[5] * i) + 1.0;
      self->first_slope[i] = -i * exp (w[5] * i);
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
limit_part (Part *part)
{
  if (part->stability >= DECKLE_FSRS7_STABILITY_MIN && part->stability <= DECKLE_STABILITY_MAX)
    return;

  part->stability =
    part->stability < DECKLE_FSRS7_STABILITY_MIN ? DECKLE_FSRS7_STABILITY_MIN : DECKLE_STABILITY_MAX;
  part->x = log (part->stability);
  memset (part->dx, 0, sizeof part->dx);
}

static inline void
limit_difficulty (State *state)
{
  if (state->difficulty >= DIFFICULTY_MIN && state->difficulty <= DIFFICULTY_MAX)
    return;

  state->difficulty = state->difficulty < DIFFICULTY_MIN ? DIFFICULTY_MIN : DIFFICULTY_MAX;
  memset (state->dd, 0, sizeof state->dd);
}

static void
first_answer (const Model *model,
              State       *state,
              int          rating)
{
  int i = rating - 1;

  memset (state, 0, sizeof *state);
  state->slow.stability = model->w[i];
  state->slow.x = log (model->w[i]);
  state->slow.dx[0][i] = (float) (1.0 / model->w[i]);
  limit_part (&state->slow);
  state->fast = state->slow;
  state->fast.x += LOG_FAST_PER_SLOW;
  state->fast.stability = exp (state->fast.x);
  limit_part (&state->fast);
  state->difficulty = model->first_difficulty[i];
  state->dd[1] = deckle_v4 (1.0, model->first_slope[i], 0.0, 0.0);
  limit_difficulty (state);
}

/* The fast curve: its decay depends on F. */
static inline void
recall_fast (const Model *model,
             const Part  *fast,
             double       days,
             Recall      *recall)
{
  const double *w = model->w;
  double by_stability = exp ((w[33] - 0.3) * fast->x);
  double decay = w[23] * by_stability;
  double moves = 1.0; /* 0 where the decay is limited */
  double exponent, exponent_slope, power, log_x, x, u, r;
  double by_decay, by_x;

  if (decay < DECAY_LOW || decay > DECAY_HIGH)
    {
      decay = decay < DECAY_LOW ? DECAY_LOW : DECAY_HIGH;
      moves = 0.0;
    }
  exponent = -model->log_fast_recall / decay;
  exponent_slope = -exponent / decay;
  by_x = 1.0 / (w[25] * decay); /* - d exponent / d w25 */
  if (exponent > FAST_FACTOR_MAX)
    {
      exponent = FAST_FACTOR_MAX;
      exponent_slope = 0.0;
      by_x = 0.0;
    }
  power = exp (exponent) * days / fast->stability;
  u = power - days / fast->stability;
  x = 1.0 + u;
  log_x = log (x);
  r = exp (-decay * log_x);
  by_decay = -r * (log_x + decay * power * exponent_slope / x) * moves;

  recall->fast = r;
  {
    DeckleV4 keep = deckle_v4_splat (r * decay * u / x + by_decay * decay * (w[33] - 0.3));

    for (guint i = 0; i < N_BLOCKS; i++)
      recall->dfast[i] = keep * fast->dx[i];
  }
  recall->dfast[5] += deckle_v4 (0.0, 0.0, 0.0, by_decay * by_stability);
  recall->dfast[6] += deckle_v4 (0.0, r * decay * power * by_x / x, 0.0, 0.0);
  recall->dfast[8] += deckle_v4 (0.0, by_decay * decay * fast->x, 0.0, 0.0);
}

/* Both curves, mixed. */
static inline void
recall_all (const Model *model,
            const State *state,
            double       days,
            Recall      *recall)
{
  const double *w = model->w;
  const double scale = 1.0 - 2.0 * MARGIN;
  double hardness = state->difficulty - 5.0;
  double rate = exp (hardness * (w[32] - 0.3)) * days / state->slow.stability;
  double u = (model->slow_power - 1.0) * rate;
  double x = 1.0 + u;
  double log_x = log (x);
  double slow = exp (-w[24] * log_x);
  double fast_weight = w[27] * exp (-w[29] * state->fast.x);
  double slow_weight = w[28] * exp (w[30] * state->slow.x + hardness * (w[31] - 0.5));
  double share = fast_weight / (fast_weight + slow_weight);
  double slope = scale * (1.0 - share) * slow * w[24] / x; /* - d R / d x2 */
  double by_share;
  DeckleV4 a, b, c, d;

  recall_fast (model, &state->fast, days, recall);
  recall->r = MARGIN + scale * (share * recall->fast + (1.0 - share) * slow);
  by_share = scale * (recall->fast - slow) * share * (1.0 - share);

  a = deckle_v4_splat (slope * u - by_share * w[30]);
  b = deckle_v4_splat (-by_share * w[29]);
  c = deckle_v4_splat (-slope * u * (w[32] - 0.3) - by_share * (w[31] - 0.5));
  d = deckle_v4_splat (scale * share);
  for (guint i = 0; i < N_BLOCKS; i++)
    recall->dr[i] = a * state->slow.dx[i] + b * state->fast.dx[i] + c * state->dd[i] + d * recall->dfast[i];
  recall->dr[6] += deckle_v4 (
    -scale * (1.0 - share) * slow * log_x + slope * model->slow_power * rate * model->slow_exponent / w[24], 0.0,
    slope * model->slow_power * rate / (w[26] * w[24]), by_share / w[27]);
  recall->dr[7] += deckle_v4 (-by_share / w[28], -by_share * state->fast.x, -by_share * state->slow.x,
                              -by_share * hardness);
  recall->dr[8] += deckle_v4 (-slope * u * hardness, 0.0, 0.0, 0.0);
}

/* As in deckle-fit-pass6.c. */
static inline void
add_item (Sink         *sink,
          const Recall *recall,
          gboolean      remembered,
          double        weight)
{
  double forgotten = 1.0 - recall->r;
  double root = sqrt (weight / (recall->r * forgotten));
  DeckleV4 scale = deckle_v4_splat (root);
  DeckleV4 residual = deckle_v4_splat (root * (remembered ? -forgotten : recall->r));
  DeckleV4 *row = sink->batch[sink->n_batch];

  sink->sums->loss -= weight * log (remembered ? recall->r : forgotten);
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      row[i] = scale * recall->dr[i];
      sink->gradient[i] += residual * row[i];
    }
  if (++sink->n_batch == DECKLE_FIT_BATCH)
    flush (sink);
}

static inline void
part_after_recall (const Model    *model,
                   Part           *part,
                   int             first,
                   double          r,
                   const DeckleV4 *dr,
                   const State    *state,
                   int             rating)
{
  const double *w = model->w + first;
  const int block = first / 4;
  double room = 11.0 - state->difficulty;
  double plain = model->gain[first == FAST] * room * exp (-w[1] * part->x);
  double e = exp (w[2] * (1.0 - r));
  double factor = rating == DECKLE_RATING_HARD ? w[6] : rating == DECKLE_RATING_EASY ? w[7] : 1.0;
  double growth = 1.0 + plain * factor * (e - 1.0);
  double share = 1.0 - 1.0 / growth;
  double steepness = plain * factor * e / growth;
  double by_factor = plain * (e - 1.0) / growth;
  DeckleV4 keep = deckle_v4_splat (1.0 - share * w[1]);
  DeckleV4 by_recall = deckle_v4_splat (-steepness * w[2]);
  DeckleV4 by_difficulty = deckle_v4_splat (-share / room);

  for (guint i = 0; i < N_BLOCKS; i++)
    part->dx[i] = keep * part->dx[i] + by_recall * dr[i] + by_difficulty * state->dd[i];
  part->dx[block] += deckle_v4 (0.0, 0.0, 0.0, share);
  part->dx[block + 1] += deckle_v4 (-share * part->x, steepness * (1.0 - r), 0.0, 0.0);
  part->dx[block + 2] += deckle_v4 (0.0, rating == DECKLE_RATING_HARD ? by_factor : 0.0,
                                    rating == DECKLE_RATING_EASY ? by_factor : 0.0, 0.0);
  part->stability *= growth;
  part->x += log (growth);
  limit_part (part);
}

static inline void
part_after_lapse (const Model    *model,
                  Part           *part,
                  int             first,
                  double          r,
                  const DeckleV4 *dr)
{
  const double *w = model->w + first;
  const int block = first / 4;
  double log_more = log (part->stability + 1.0);
  double power = exp (w[4] * log_more);
  double x = model->log_lapse[first == FAST] + log (power - 1.0) + (1.0 - r) * w[5];
  double by_power = power / (power - 1.0);
  DeckleV4 keep = deckle_v4_splat (by_power * w[4] * part->stability / (part->stability + 1.0));
  DeckleV4 by_recall = deckle_v4_splat (-w[5]);

  if (x >= part->x)
    return;

  for (guint i = 0; i < N_BLOCKS; i++)
    part->dx[i] = keep * part->dx[i] + by_recall * dr[i];
  part->dx[block + 1] += deckle_v4 (0.0, 0.0, 1.0 / w[3], by_power * log_more);
  part->dx[block + 2] += deckle_v4 (1.0 - r, 0.0, 0.0, 0.0);
  part->x = x;
  part->stability = exp (x);
  limit_part (part);
}

static inline void
next_difficulty (const Model  *model,
                 State        *state,
                 const Recall *recall,
                 int           rating)
{
  double room = (10.0 - state->difficulty) / 9.0;
  double unit = 3.0 - rating;
  DeckleV4 by_recall = { 0 };
  DeckleV4 keep;

  if (rating == DECKLE_RATING_AGAIN)
    {
      by_recall = deckle_v4_splat ((1.0 - REVERSION) * room * unit * model->w[6]);
      unit *= recall->r + 0.1;
    }
  keep = deckle_v4_splat ((1.0 - REVERSION) * (1.0 - model->w[6] * unit / 9.0));
  for (guint i = 0; i < N_BLOCKS; i++)
    state->dd[i] = keep * state->dd[i] + by_recall * recall->dr[i];
  state->dd[1] += deckle_v4 (REVERSION, REVERSION * model->first_slope[3], (1.0 - REVERSION) * room * unit, 0.0);
  state->difficulty = REVERSION * model->first_difficulty[3] +
                      (1.0 - REVERSION) * (state->difficulty + model->w[6] * unit * room);
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
  Recall recall;

  recall_all (model, state, days, &recall);
  if (weight > 0.0)
    add_item (sink, &recall, rating > DECKLE_RATING_AGAIN, weight);
  if (rating == DECKLE_RATING_AGAIN)
    {
      part_after_lapse (model, &state->slow, SLOW, recall.r, recall.dr);
      part_after_lapse (model, &state->fast, FAST, recall.fast, recall.dfast);
      if (state->fast.x > state->slow.x + LOG_FAST_PER_SLOW)
        {
          state->fast = state->slow;
          state->fast.x += LOG_FAST_PER_SLOW;
          state->fast.stability = exp (state->fast.x);
          limit_part (&state->fast);
        }
    }
  else
    {
      part_after_recall (model, &state->slow, SLOW, recall.r, recall.dr, state, rating);
      part_after_recall (model, &state->fast, FAST, recall.fast, recall.dfast, state, rating);
    }
  next_difficulty (model, state, &recall, rating);
}

/**
 * deckle_fit_pass7:
 * @task: what to learn from
 * @w: (array fixed-size=34): parameters within their bounds
 * @from: first card
 * @to: card after the last
 * @sums: (inout): what to add loss and derivatives to
 *
 * Walks the histories of some cards with FSRS-7.
 */
void
deckle_fit_pass7 (const DeckleFitTask *task,
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
        next_answer (&model, &state, (double) data->elapsed[i], data->rating[i], (double) task->weight[i], &sink);
    }
  flush (&sink);
}
