/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#include <math.h>
#include <string.h>

/*
 * Whether a fit is used is decided by answers that it has not seen: the log is cut in time order, each later part is
 * predicted by a fit to all before it. A difference has to stand out from its own chance before anything changes.
 */

#define N_ITEMS_MIN 64
/* A fit of 34 parameters to less is not worth the time. */
#define N_ITEMS_MIN_7 1000
#define SMALLEST 1e-9

/* Parts of the log, and the first that is held out; where much can be held out, a few do. */
#define LONG_LOG 12000
#define N_PARTS 12
#define FIRST_PART 4
#define N_PARTS_LONG 6
#define FIRST_PART_LONG 3
#define VERY_LONG_LOG 100000
#define FIRST_PART_VERY_LONG 5

/* How many standard errors better than the defaults a fit must be: where few answers decide, their own scatter is large
 * and the loss of a wrong decision with it. */
#define CLEARLY 1.0
#define CLEARLY_SHORT 1.8
#define SHORT_LOG 800.0
/* And FSRS-7 than FSRS-6, which is simpler. */
#define CLEARLY_7 1.75
/* And than parameters in use. That is no comparison among equals: they may have seen the held-out answers. */
#define CLEARLY_IN_USE 1.0

typedef enum { OLD, DEFAULTS, FITTED_6, FITTED_7, N_CANDIDATES } CandidateRole;

typedef struct
{
  DeckleFsrs  model;
  double     *predicted;
  double      loss;
} Candidate;

typedef struct
{
  const DeckleFitData *data;
  guint                n_train;
  guint                n_parts;
  guint                first_part;
  guint                from; /* first held-out place */
  int                  n_relearning_steps;
  DeckleFitPool       *pool;
  GCancellable        *cancellable;
  Candidate            of[N_CANDIDATES];
} Trial;

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

static double
clearly_better (const Trial *trial)
{
  double length = trial->n_train / SHORT_LOG;

  return CLEARLY + (CLEARLY_SHORT - CLEARLY) / (1.0 + length * length);
}

static guint
part_start (const Trial *trial,
            guint        part)
{
  return (guint) ((guint64) trial->n_train * part / trial->n_parts);
}

static void
predict_fixed (const Trial *trial,
               Candidate   *candidate)
{
  candidate->predicted = g_new (double, trial->data->n_items);
  deckle_fit_predict (trial->data, trial->pool, &candidate->model, trial->from, trial->n_train, candidate->predicted);
  candidate->loss = mean_loss (trial, candidate->predicted);
}

/* Each fit begins where the one to less of the log has ended. */
static gboolean
predict_fitted (const Trial *trial,
                int          version,
                Candidate   *candidate)
{
  double w[DECKLE_FSRS_MAX_PARAMETERS];

  candidate->predicted = g_new (double, trial->data->n_items);
  deckle_fsrs_init_default_version (&candidate->model, version);
  for (guint part = trial->first_part; part <= trial->n_parts; part++)
    {
      DeckleFitTask task;
      gboolean finished;

      deckle_fit_task_init (&task, trial->data, part_start (trial, part));
      finished = deckle_fit_solve (trial->pool, &task, version, trial->n_relearning_steps,
                                   part > trial->first_part ? w : NULL, trial->cancellable, w);
      deckle_fit_task_clear (&task);
      if (!finished)
        return FALSE;
      deckle_fsrs_init_raw (&candidate->model, w, candidate->model.n);
      if (part < trial->n_parts)
        deckle_fit_predict (trial->data, trial->pool, &candidate->model, part_start (trial, part),
                            part_start (trial, part + 1), candidate->predicted);
    }
  candidate->loss = mean_loss (trial, candidate->predicted);

  return TRUE;
}

static gboolean
same_model (const DeckleFsrs *one,
            const DeckleFsrs *other)
{
  return one->n == other->n && memcmp (one->w, other->w, one->n * sizeof *one->w) == 0;
}

/* Fits what @version asks for and names the best beside what is in use; NULL if it was cancelled. */
static const Candidate *
find_best (Trial *trial,
           int    version)
{
  Candidate *best = &trial->of[DEFAULTS];

  predict_fixed (trial, best);
  if (version != 7)
    {
      if (!predict_fitted (trial, 6, &trial->of[FITTED_6]))
        return NULL;
      if (advantage (trial, &trial->of[FITTED_6], best) > clearly_better (trial))
        best = &trial->of[FITTED_6];
    }
  if (version == 7 || (version == 0 && trial->n_train >= N_ITEMS_MIN_7))
    {
      if (!predict_fitted (trial, 7, &trial->of[FITTED_7]))
        return NULL;
      if (advantage (trial, &trial->of[FITTED_7], best) > CLEARLY_7)
        best = &trial->of[FITTED_7];
    }

  return best;
}

static void
compare_with_old (const Trial     *trial,
                  const Candidate *best,
                  DeckleFitChoice *choice)
{
  const Candidate *old = &trial->of[OLD];
  const Candidate *defaults = &trial->of[DEFAULTS];
  double clearly = same_model (&old->model, &defaults->model) ? 0.0 : CLEARLY_IN_USE;

  choice->old_loss = old->loss;
  choice->new_loss = best->loss;
  if (best == defaults)
    for (CandidateRole role = FITTED_6; role <= FITTED_7; role++)
      if (trial->of[role].predicted != NULL && (same_model (&old->model, &defaults->model) ||
                                                trial->of[role].loss < choice->new_loss))
        choice->new_loss = trial->of[role].loss;
  if (!same_model (&best->model, &old->model) && advantage (trial, best, old) > clearly)
    {
      choice->model = best->model;
      choice->accepted = TRUE;
      choice->reason = DECKLE_FIT_BETTER;
      choice->new_loss = best->loss;
    }
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
 * Fits and compares as [func@fit_choose] does, on a part of a log. With a
 * @version, the defaults that the fit has to beat are those of @version.
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
  Trial trial = { .data = data, .n_relearning_steps = n_relearning_steps, .cancellable = cancellable };
  const Candidate *best;

  trial.n_train = MIN (n_train, data->n_items);
  *choice = (DeckleFitChoice){ .model = *current, .reason = DECKLE_FIT_TOO_FEW, .n_items = trial.n_train };
  if (trial.n_train < N_ITEMS_MIN)
    return TRUE;

  choice->reason = DECKLE_FIT_NO_BETTER;
  trial.pool = pool = deckle_fit_pool_new ();
  trial.n_parts = trial.n_train >= LONG_LOG ? N_PARTS_LONG : N_PARTS;
  trial.first_part = trial.n_train >= LONG_LOG ? FIRST_PART_LONG : FIRST_PART;
  if (trial.n_train >= VERY_LONG_LOG)
    trial.first_part = FIRST_PART_VERY_LONG;
  trial.from = part_start (&trial, trial.first_part);
  trial.of[OLD].model = *current;
  deckle_fsrs_init_default_version (&trial.of[DEFAULTS].model, version == 7 ? 7 : 6);
  predict_fixed (&trial, &trial.of[OLD]);
  best = find_best (&trial, version);
  if (best != NULL)
    compare_with_old (&trial, best, choice);
  else
    choice->reason = DECKLE_FIT_CANCELLED;
  for (guint i = 0; i < N_CANDIDATES; i++)
    g_free (trial.of[i].predicted);

  return best != NULL;
}

/* Parameters that are no numbers count as the defaults. */
static void
usable_model (const DeckleFsrs *current,
              DeckleFsrs       *model)
{
  gboolean usable = (current->version == 6 && current->n == DECKLE_FSRS6_N_PARAMETERS) ||
                    (current->version == 7 && current->n == DECKLE_FSRS7_N_PARAMETERS);

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
