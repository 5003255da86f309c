/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#include <math.h>
#include <stdlib.h>

/* How well predictions are: the measures of the public benchmark, over all answers and unweighted. */

#define SMALLEST 1e-9
/* Parts that are predicted at a time. */
#define N_JOBS 32

typedef struct
{
  double predicted;
  guint  remembered;
} Prediction;

/* Answers with similar histories: interval, earlier intervals and lapses, each rounded to a step of a geometric scale. */
typedef struct
{
  guint64 key;
  double  predicted;
  guint   remembered;
  guint   n;
} Bin;

static guint64
scale_step (double value,
            double base,
            double unit)
{
  return (guint64) floor (unit * pow (base, floor (log (value) / log (base))) + 0.5);
}

typedef struct
{
  const DeckleFitData *data;
  const DeckleFsrs    *model;
  guint                from;
  guint                to;
  double              *predicted;
} PredictJob;

static void
predict_card (const PredictJob *self,
              guint             card)
{
  const DeckleFitData *data = self->data;
  const float *elapsed = self->model->version == 7 ? data->elapsed : data->days;
  DeckleMemory memory = DECKLE_MEMORY_NONE;
  guint end = data->start[card];

  for (guint i = end; i < data->start[card + 1]; i++)
    if (data->rank[i] >= self->from && data->rank[i] < self->to)
      end = i + 1;
  for (guint i = data->start[card]; i < end; i++)
    {
      double days = (double) elapsed[i];

      if (data->rank[i] >= self->from && data->rank[i] < self->to)
        {
          double recall = deckle_fsrs_retrievability (self->model, &memory, days);

          self->predicted[data->rank[i]] = isfinite (recall) ? recall : 0.5;
        }
      if (i + 1 < end)
        memory = deckle_fsrs_next (self->model, &memory, days, (DeckleRating) data->rating[i]);
    }
}

static void
predict_some (gpointer user_data,
              guint    job)
{
  const PredictJob *self = user_data;
  guint64 n_cards = self->data->n_cards;

  for (guint card = (guint) (n_cards * job / N_JOBS); card < (guint) (n_cards * (job + 1) / N_JOBS); card++)
    predict_card (self, card);
}

/**
 * deckle_fit_predict:
 * @data: a log
 * @pool: (nullable): threads
 * @model: a model
 * @from: first place in time order
 * @to: place after the last
 * @predicted: (inout) (array length=n_items): the others are left alone
 *
 * Predicts recall from all answers that came before on the same card.
 */
void
deckle_fit_predict (const DeckleFitData *data,
                    DeckleFitPool       *pool,
                    const DeckleFsrs    *model,
                    guint                from,
                    guint                to,
                    double              *predicted)
{
  PredictJob self = { data, model, from, to, predicted };

  if (pool != NULL)
    deckle_fit_pool_run (pool, predict_some, &self, N_JOBS);
  else
    for (guint job = 0; job < N_JOBS; job++)
      predict_some (&self, job);
}

static int
compare_predictions (gconstpointer a,
                     gconstpointer b)
{
  double one = ((const Prediction *) a)->predicted;
  double other = ((const Prediction *) b)->predicted;

  return (one > other) - (one < other);
}

/* Share of pairs of a remembered and a forgotten answer that the predictions put in order; ties count half. */
static double
area_under_curve (Prediction *items,
                  guint       n)
{
  double n_remembered = 0.0;
  double rank_sum = 0.0;
  double n_forgotten;
  guint end;

  qsort (items, n, sizeof *items, compare_predictions);
  for (guint i = 0; i < n; i = end)
    {
      guint tied = 0;

      for (end = i; end < n && !(items[end].predicted > items[i].predicted); end++)
        tied += items[end].remembered;
      n_remembered += tied;
      rank_sum += tied * (i + end + 1.0) / 2.0;
    }
  n_forgotten = n - n_remembered;
  if (!(n_remembered > 0.0) || !(n_forgotten > 0.0))
    return 0.5;

  return (rank_sum - n_remembered * (n_remembered + 1.0) / 2.0) / (n_remembered * n_forgotten);
}

static int
compare_bins (gconstpointer a,
              gconstpointer b)
{
  guint64 one = ((const Bin *) a)->key;
  guint64 other = ((const Bin *) b)->key;

  return (one > other) - (one < other);
}

/* One bin an answer, keyed by its history. */
static GArray *
collect_bins (const DeckleFitData *data,
              const double        *predicted,
              guint                from,
              guint                to)
{
  GArray *bins = g_array_sized_new (FALSE, FALSE, sizeof (Bin), to - from);

  for (guint card = 0; card < data->n_cards; card++)
    {
      guint n_before = 1;
      guint n_lapses = 0;

      for (guint i = data->start[card]; i < data->start[card + 1]; i++)
        {
          guint rank = data->rank[i];
          gboolean forgotten = data->rating[i] == DECKLE_RATING_AGAIN;

          if (rank != DECKLE_FIT_NO_RANK)
            n_before++;
          if (rank >= from && rank < to)
            {
              Bin bin = { 0, predicted[rank], !forgotten, 1 };

              bin.key = scale_step ((double) data->days[i], 3.62, 248.0);
              bin.key = bin.key << 20 | MIN (scale_step (n_before, 1.89, 1.99), 0xfffff);
              bin.key = bin.key << 20 | (n_lapses > 0 ? MIN (scale_step (n_lapses, 1.73, 1.65), 0xfffff) : 0);
              g_array_append_val (bins, bin);
            }
          if (rank != DECKLE_FIT_NO_RANK)
            n_lapses += forgotten;
        }
    }

  return bins;
}

static double
rmse_over_bins (const DeckleFitData *data,
                const double        *predicted,
                guint                from,
                guint                to)
{
  g_autoptr (GArray) bins = collect_bins (data, predicted, from, to);
  double sum = 0.0;
  guint end;

  g_array_sort (bins, compare_bins);
  for (guint i = 0; i < bins->len; i = end)
    {
      guint64 key = g_array_index (bins, Bin, i).key;
      double difference = 0.0;

      for (end = i; end < bins->len && g_array_index (bins, Bin, end).key == key; end++)
        difference += g_array_index (bins, Bin, end).predicted - g_array_index (bins, Bin, end).remembered;
      sum += difference * difference / (end - i);
    }

  return sqrt (sum / (to - from));
}

static double
cross_entropy (double   predicted,
               gboolean remembered)
{
  return -log (MAX (remembered ? predicted : 1.0 - predicted, SMALLEST));
}

/**
 * deckle_fit_measure:
 * @data: a log
 * @predicted: (array length=n_items): predicted recall by place in time order
 * @from: first place
 * @to: place after the last
 * @metrics: (out): how good the predictions are; all 0 without any
 *
 * Compares predictions with what happened.
 *
 * Returns: whether there was anything to compare
 */
gboolean
deckle_fit_measure (const DeckleFitData *data,
                    const double        *predicted,
                    guint                from,
                    guint                to,
                    DeckleFitMetrics    *metrics)
{
  g_autofree Prediction *items = NULL;
  double sum = 0.0;
  guint n_remembered = 0;
  guint n = to - from;

  *metrics = (DeckleFitMetrics){ 0 };
  if (from >= to)
    return FALSE;

  items = g_new (Prediction, n);
  for (guint rank = from; rank < to; rank++)
    {
      gboolean remembered = data->rating[data->order[rank]] > DECKLE_RATING_AGAIN;

      items[rank - from] = (Prediction){ predicted[rank], remembered };
      sum += cross_entropy (predicted[rank], remembered);
      n_remembered += remembered;
    }
  metrics->n = n;
  metrics->log_loss = sum / n;
  metrics->constant_log_loss = (n_remembered * cross_entropy (n_remembered / (double) n, TRUE) +
                                (n - n_remembered) * cross_entropy (n_remembered / (double) n, FALSE)) / n;
  metrics->auc = area_under_curve (items, n);
  metrics->rmse_bins = rmse_over_bins (data, predicted, from, to);

  return TRUE;
}

/**
 * deckle_fit_evaluate:
 * @log: a log
 * @model: a model
 * @metrics: (out): how well @model predicts the whole log; all 0 if there is nothing to predict
 *
 * Measures a model. With parameters that were fitted to the same log the
 * result flatters.
 *
 * Returns: whether there was an answer to predict
 */
gboolean
deckle_fit_evaluate (DeckleFitLog     *log,
                     const DeckleFsrs *model,
                     DeckleFitMetrics *metrics)
{
  g_autofree double *predicted = NULL;
  const DeckleFitData *data;

  g_return_val_if_fail (log != NULL, FALSE);
  g_return_val_if_fail (model != NULL, FALSE);
  g_return_val_if_fail (metrics != NULL, FALSE);

  data = deckle_fit_log_get_data (log);
  predicted = g_new (double, data->n_items);
  deckle_fit_predict (data, NULL, model, 0, data->n_items, predicted);

  return deckle_fit_measure (data, predicted, 0, data->n_items, metrics);
}

/**
 * deckle_fit_calibrate:
 * @log: a log
 * @model: a model
 * @bins: (out caller-allocates) (array fixed-size=20): answers by predicted recall
 *
 * Compares what a model predicts with what happened, per step of 0.05 of
 * predicted recall.
 *
 * Returns: whether there was an answer to predict
 */
gboolean
deckle_fit_calibrate (DeckleFitLog     *log,
                      const DeckleFsrs *model,
                      DeckleFitBin     *bins)
{
  g_autofree double *predicted = NULL;
  const DeckleFitData *data;

  g_return_val_if_fail (log != NULL, FALSE);
  g_return_val_if_fail (model != NULL, FALSE);
  g_return_val_if_fail (bins != NULL, FALSE);

  data = deckle_fit_log_get_data (log);
  predicted = g_new (double, data->n_items);
  deckle_fit_predict (data, NULL, model, 0, data->n_items, predicted);
  for (guint i = 0; i < DECKLE_FIT_N_BINS; i++)
    bins[i] = (DeckleFitBin){ 0 };
  for (guint rank = 0; rank < data->n_items; rank++)
    {
      double recall = CLAMP (predicted[rank], 0.0, 1.0);
      DeckleFitBin *bin = &bins[MIN ((guint) (recall * DECKLE_FIT_N_BINS), DECKLE_FIT_N_BINS - 1)];

      bin->predicted += recall;
      bin->actual += data->rating[data->order[rank]] > DECKLE_RATING_AGAIN;
      bin->n++;
    }
  for (guint i = 0; i < DECKLE_FIT_N_BINS; i++)
    if (bins[i].n > 0)
      {
        bins[i].predicted /= bins[i].n;
        bins[i].actual /= bins[i].n;
      }

  return data->n_items > 0;
}
