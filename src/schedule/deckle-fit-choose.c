/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#include <math.h>
#include <string.h>

/*
 * Whether a fit is used is decided by answers that it has not seen: the log is cut in time order, each part is predicted
 * by a fit to all parts before it. A difference has to stand out from its own chance before anything changes.
 */

#define N_PARTS 6
#define N_ITEMS_MIN 64
#define SMALLEST 1e-9
/* How many standard errors better a fit must be. */
#define CLEARLY 2.5

typedef struct
{
  const DeckleFitData *data;
  guint                n_train;
  guint                from; /* first held-out place */
  int                  n_relearning_steps;
  DeckleFitPool       *pool;
  GCancellable        *cancellable;
} Trial;

typedef struct
{
  DeckleFsrs  model;
  double     *predicted;
  double      loss;
} Candidate;

static double
loss_at (const DeckleFitData *data,
         const double        *predicted,
         guint                rank)
{
  gboolean remembered = data->rating[data->order[rank]] > DECKLE_RATING_AGAIN;

  return -log (MAX (remembered ? predicted[rank] : 1.0 - predicted[rank], SMALLEST));
}

static double
mean_loss (const Trial  *trial,
           const double *predicted)
{
  double sum = 0.0;

  for (guint rank = trial->from; rank < trial->n_train; rank++)
    sum += loss_at (trial->data, predicted, rank);

  return sum / (trial->n_train - trial->from);
}

/* By how many standard errors @one predicts better than @other. */
static double
advantage (const Trial     *trial,
           const Candidate *one,
           const Candidate *other)
{
  double sum = 0.0;
  double squares = 0.0;

  for (guint rank = trial->from; rank < trial->n_train; rank++)
    {
      double gain = loss_at (trial->data, other->predicted, rank) - loss_at (trial->data, one->predicted, rank);

      sum += gain;
      squares += gain * gain;
    }

  return squares > 0.0 ? sum / sqrt (squares) : 0.0;
}

static void
predict_fixed (const Trial *trial,
               Candidate   *candidate)
{
  candidate->predicted = g_new (double, trial->data->n_items);
  deckle_fit_predict (trial->data, &candidate->model, trial->from, trial->n_train, candidate->predicted);
  candidate->loss = mean_loss (trial, candidate->predicted);
}

/* Each fit begins where the one to less of the log has ended. */
static gboolean
predict_fitted (const Trial *trial,
                int          version,
                Candidate   *candidate)
{
  double w[DECKLE_FSRS_MAX_PARAMETERS];
  gboolean started = FALSE;

  candidate->predicted = g_new (double, trial->data->n_items);
  deckle_fsrs_init_default (&candidate->model);
  for (guint part = 1; part <= N_PARTS; part++)
    {
      guint from = (guint) ((guint64) trial->n_train * part / N_PARTS);
      guint to = (guint) ((guint64) trial->n_train * (part + 1) / N_PARTS);
      DeckleFitTask task;
      gboolean finished;

      if (from < trial->from)
        continue;
      deckle_fit_task_init (&task, trial->data, from, TRUE);
      finished = deckle_fit_solve (trial->pool, &task, version, trial->n_relearning_steps, started ? w : NULL,
                                   trial->cancellable, w);
      deckle_fit_task_clear (&task);
      if (!finished)
        return FALSE;
      started = TRUE;
      deckle_fsrs_init_raw (&candidate->model, w, candidate->model.n);
      if (part < N_PARTS)
        deckle_fit_predict (trial->data, &candidate->model, from, to, candidate->predicted);
    }
  candidate->loss = mean_loss (trial, candidate->predicted);

  return TRUE;
}

static gboolean
try_all (const Trial     *trial,
         Candidate       *old,
         Candidate       *defaults,
         Candidate       *fitted,
         DeckleFitChoice *choice)
{
  const Candidate *best = defaults;
  gboolean is_default = old->model.version == defaults->model.version &&
                        memcmp (old->model.w, defaults->model.w, defaults->model.n * sizeof (double)) == 0;

  predict_fixed (trial, old);
  predict_fixed (trial, defaults);
  if (!predict_fitted (trial, 6, fitted))
    return FALSE;

  if (advantage (trial, fitted, defaults) > CLEARLY)
    best = fitted;
  choice->old_loss = old->loss;
  choice->new_loss = best == defaults && is_default ? fitted->loss : best->loss;
  if (best == defaults && is_default)
    return TRUE;
  if (best->loss < old->loss && (is_default || advantage (trial, best, old) > 1.0))
    {
      choice->model = best->model;
      choice->accepted = TRUE;
      choice->reason = DECKLE_FIT_BETTER;
    }

  return TRUE;
}

/**
 * deckle_fit_choose_within:
 * @data: a log
 * @n_train: only the first so many answers to predict may be seen
 * @version: 6, 7, or 0 for the better one
 * @current: parameters in use
 * @n_relearning_steps: relearning steps of the learner
 * @cancellable: (nullable): a cancellable
 * @choice: (out): what was found; without metrics
 *
 * Fits and compares as [func@fit_choose] does, on a part of a log.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
deckle_fit_choose_within (const DeckleFitData *data,
                          guint                n_train,
                          int                  version,
                          const DeckleFsrs    *current,
                          int                  n_relearning_steps,
                          GCancellable        *cancellable,
                          DeckleFitChoice     *choice)
{
  g_autoptr (DeckleFitPool) pool = NULL;
  Trial trial = { .data = data, .n_train = MIN (n_train, data->n_items), .n_relearning_steps = n_relearning_steps };
  Candidate candidates[3] = { 0 };
  gboolean finished;

  *choice = (DeckleFitChoice){ .model = *current, .reason = DECKLE_FIT_TOO_FEW, .n_items = trial.n_train };
  if (trial.n_train < N_ITEMS_MIN)
    return TRUE;

  choice->reason = DECKLE_FIT_NO_BETTER;
  pool = deckle_fit_pool_new ();
  trial.pool = pool;
  trial.cancellable = cancellable;
  trial.from = trial.n_train / N_PARTS;
  candidates[0].model = *current;
  deckle_fsrs_init_default (&candidates[1].model);
  finished = try_all (&trial, &candidates[0], &candidates[1], &candidates[2], choice);
  if (!finished)
    choice->reason = DECKLE_FIT_CANCELLED;
  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    g_free (candidates[i].predicted);

  return finished;
}

/* Parameters that are no numbers count as the defaults. */
static void
usable_model (const DeckleFsrs *current,
              DeckleFsrs       *model)
{
  gboolean usable = current->n == (gsize) DECKLE_FSRS6_N_PARAMETERS && current->version == 6;

  for (gsize i = 0; usable && i < current->n; i++)
    usable = isfinite (current->w[i]);
  if (usable)
    *model = *current;
  else
    deckle_fsrs_init_default (model);
}

/**
 * deckle_fit_choose:
 * @log: a log
 * @current: parameters in use; where they are no numbers, the defaults are meant
 * @n_relearning_steps: relearning steps of the learner; more than one limits two parameters
 * @cancellable: (nullable): a cancellable
 * @choice: (out): what to use from now on; @current when nothing is better
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Fits a memory model to a log and decides whether to use it.
 *
 * Nothing changes unless answers that a fit has not seen say that it predicts
 * better. Blocks; may be called from any thread.
 *
 * Returns: %FALSE with @error set if it was cancelled; @choice is valid then, too
 */
gboolean
deckle_fit_choose (DeckleFitLog     *log,
                   const DeckleFsrs *current,
                   int               n_relearning_steps,
                   GCancellable     *cancellable,
                   DeckleFitChoice  *choice,
                   GError          **error)
{
  DeckleFsrs usable;

  g_return_val_if_fail (log != NULL, FALSE);
  g_return_val_if_fail (current != NULL, FALSE);
  g_return_val_if_fail (choice != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  usable_model (current, &usable);
  if (!deckle_fit_choose_within (deckle_fit_log_get_data (log), G_MAXUINT, 0, &usable, n_relearning_steps, cancellable,
                                 choice))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return FALSE;
    }
  deckle_fit_evaluate (log, &choice->model, &choice->metrics);

  return TRUE;
}
