/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-fit"
#include "schedule/deckle-fit-private.h"

#include <math.h>
#include <string.h>

/*
 * Maximum a posteriori by a damped Gauss-Newton method over the whole log: the expected second derivatives (Fisher
 * information) come with the gradient, so that about ten passes do. Of stabilities (w0 to w3) the logarithm is fitted.
 * Parameters at a bound that the step would leave are held. Sums are made per chunk and added in the order of the chunks:
 * the result does not depend on the threads.
 */

#define WIDTH DECKLE_FIT_WIDTH

#define N_STEPS_MAX 40
#define LOG_STEP_MAX 2.0
#define DAMPING_START 1e-3
#define DAMPING_MIN 1e-7
#define DAMPING_MAX 1e6
/* Nats of the whole sum, and for each answer: a step that promises less is taken without a look, and is the last. */
#define LAST_GAIN 0.05
#define LAST_GAIN_EACH 1.5e-6
#define LAST_GAIN_EACH_7 4e-6
/* Limits within the model make kinks in the sum: nothing is looked for behind one that promises only so much more. */
#define KINK_GAIN 10.0

/*
 * The prior: sum of (w - center)^2/sd^2 times the tightness, which grows as the log shrinks, twice for so many answers.
 * The published sum goes with 1 for FSRS-6 and 1/3 for FSRS-7, over answers that weigh less than half on average; 0.3 is
 * what learners drawn from the same prior bear out.
 */
#define TIGHTNESS6 0.3
#define TIGHTNESS7 0.1
#define SHORT_LOG 100.0
/* Of ln S after the first answer, which has no bound above that means anything. */
#define LOG_STABILITY_SPREAD 0.8

/* Spread of the parameters over learners: standard deviations of the published prior, without those of w0 to w3. */
static const double spread6[] = {
  0,    0,    0,    0,    0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14,
  0.27,
};

static const double spread7[] = {
  0,      0,      0,      0,      0.523,  0.2528, 0.4329, 0.2966, 0.2139, 0.2889, 0.1862, 0.175,
  0.3812, 0.3013, 0.9104, 0.3234, 0.2448, 0.3273, 0.1842, 0.1735, 0.4608, 0.311,  0.864,  0.0418,
  0.2596, 0.0798, 0.0682, 0.1282, 0.1397, 0.1407, 0.1489, 0.2,    0.15,   0.15,
};

typedef struct
{
  DeckleFitPool       *pool;
  const DeckleFitTask *task;
  DeckleFitPass        pass;
  int                  version;
  int                  n_relearning_steps;
  guint                n;
  double               center[WIDTH];
  double               tightness[WIDTH];
  const double        *w; /* of the running pass */
  DeckleFitSums       *of_chunk;
} Problem;

static void
run_chunk (gpointer data,
           guint    chunk)
{
  Problem *self = data;
  DeckleFitSums *sums = &self->of_chunk[chunk];

  memset (sums, 0, sizeof *sums);
  self->pass (self->task, self->w, self->task->chunk[chunk], self->task->chunk[chunk + 1], sums);
}

/* Loss, gradient and second derivatives, prior included. */
static void
evaluate (Problem       *self,
          const double  *w,
          DeckleFitSums *sums)
{
  self->w = w;
  deckle_fit_pool_run (self->pool, run_chunk, self, self->task->n_chunks);

  memset (sums, 0, sizeof *sums);
  for (guint chunk = 0; chunk < self->task->n_chunks; chunk++)
    {
      const DeckleFitSums *part = &self->of_chunk[chunk];

      sums->loss += part->loss;
      for (guint i = 0; i < self->n; i++)
        {
          sums->gradient[i] += part->gradient[i];
          for (guint j = i; j < self->n; j++)
            sums->hessian[i][j] += part->hessian[i][j];
        }
    }
  for (guint i = 0; i < self->n; i++)
    {
      double off = i < DECKLE_N_RATINGS ? log (w[i] / self->center[i]) : w[i] - self->center[i];

      if (i < DECKLE_N_RATINGS)
        {
          sums->gradient[i] *= w[i];
          for (guint j = i; j < self->n; j++)
            sums->hessian[i][j] *= w[i];
          for (guint j = 0; j <= i; j++)
            sums->hessian[j][i] *= w[i];
        }
      sums->loss += self->tightness[i] * off * off;
      sums->gradient[i] += 2.0 * self->tightness[i] * off;
      sums->hessian[i][i] += 2.0 * self->tightness[i];
    }
}

/* Solves the damped system for the free parameters by a Cholesky decomposition; FALSE where it is not definite. */
static gboolean
solve_step (const Problem       *self,
            const DeckleFitSums *sums,
            const gboolean      *held,
            double               damping,
            double              *step)
{
  double l[WIDTH][WIDTH];
  guint n = self->n;

  for (guint i = 0; i < n; i++)
    {
      double value = held[i] ? 0.0 : -sums->gradient[i];

      for (guint j = 0; j <= i; j++)
        {
          double sum = held[i] || held[j] ? (double) (i == j) : sums->hessian[j][i];

          if (i == j && !held[i])
            sum += damping * (sum + 1e-9);
          for (guint k = 0; k < j; k++)
            sum -= l[i][k] * l[j][k];
          if (i != j)
            l[i][j] = sum / l[j][j];
          else if (sum > 0.0)
            l[i][i] = sqrt (sum);
          else
            return FALSE;
        }
      for (guint k = 0; k < i; k++)
        value -= l[i][k] * step[k];
      step[i] = value / l[i][i];
    }
  for (guint i = n; i-- > 0;)
    {
      for (guint k = i + 1; k < n; k++)
        step[i] -= l[k][i] * step[k];
      step[i] /= l[i][i];
    }

  return TRUE;
}

static void
clip (const Problem *self,
      double        *w)
{
  if (self->version == 7)
    deckle_fsrs7_clip (w);
  else
    deckle_fsrs_clip (w, self->n_relearning_steps);
}

/* Writes the next parameters to @next; returns the decrease that the quadratic model promises, below 0 on failure. */
static double
propose (const Problem       *self,
         const DeckleFitSums *sums,
         const double        *w,
         double               damping,
         double              *next)
{
  gboolean held[WIDTH] = { FALSE };
  double step[WIDTH] = { 0.0 };
  double gain = 0.0;

  /* A first step finds out who would leave; the second holds them. */
  for (int round = 0; round < 3; round++)
    {
      gboolean changed = FALSE;

      if (!solve_step (self, sums, held, damping, step))
        return -1.0;
      for (guint i = 0; i < self->n; i++)
        next[i] = i < DECKLE_N_RATINGS ? w[i] * exp (CLAMP (step[i], -LOG_STEP_MAX, LOG_STEP_MAX)) : w[i] + step[i];
      clip (self, next);
      for (guint i = 0; i < self->n; i++)
        if (!held[i] && next[i] == w[i] && step[i] != 0.0)
          held[i] = changed = TRUE;
      if (!changed)
        break;
    }

  for (guint i = 0; i < self->n; i++)
    step[i] = i < DECKLE_N_RATINGS ? log (next[i] / w[i]) : next[i] - w[i];
  for (guint i = 0; i < self->n; i++)
    {
      gain -= step[i] * (sums->gradient[i] + 0.5 * sums->hessian[i][i] * step[i]);
      for (guint j = i + 1; j < self->n; j++)
        gain -= step[i] * sums->hessian[i][j] * step[j];
    }

  return gain;
}

static gboolean
minimize (Problem      *self,
          GCancellable *cancellable,
          double       *w)
{
  DeckleFitSums *now = g_new (DeckleFitSums, 2);
  DeckleFitSums *then = now + 1;
  double last_gain = LAST_GAIN + (self->version == 7 ? LAST_GAIN_EACH_7 : LAST_GAIN_EACH) * self->task->n_used;
  double damping = DAMPING_START;
  double next[WIDTH];

  evaluate (self, w, now);
  for (int i = 0; i < N_STEPS_MAX && damping < DAMPING_MAX; i++)
    {
      double gain;

      if (g_cancellable_is_cancelled (cancellable))
        break;
      gain = propose (self, now, w, damping, next);
      if (gain >= 0.0 && gain < last_gain)
        {
          memcpy (w, next, self->n * sizeof *w);
          break;
        }
      if (gain > 0.0)
        evaluate (self, next, then);
      if (gain > 0.0 && then->loss < now->loss)
        {
          memcpy (w, next, self->n * sizeof *w);
          *now = *then;
          damping = MAX (damping * 0.1, DAMPING_MIN);
        }
      else if (gain >= 0.0 && gain < KINK_GAIN * last_gain)
        {
          break;
        }
      else
        {
          damping *= 10.0;
        }
    }
  g_free (now);

  return !g_cancellable_is_cancelled (cancellable);
}

/**
 * deckle_fit_solve:
 * @pool: threads
 * @task: what to learn from
 * @version: 6 or 7
 * @n_relearning_steps: relearning steps of the learner
 * @start: (nullable): where to begin; %NULL for the prior's center
 * @cancellable: (nullable): a cancellable
 * @w: (out caller-allocates): room for %DECKLE_FSRS_MAX_PARAMETERS
 *
 * Finds the parameters that explain the answers best, as far as the prior
 * lets them.
 *
 * Returns: %FALSE if it was cancelled; @w is valid then, too
 */
gboolean
deckle_fit_solve (DeckleFitPool       *pool,
                  const DeckleFitTask *task,
                  int                  version,
                  int                  n_relearning_steps,
                  const double        *start,
                  GCancellable        *cancellable,
                  double              *w)
{
  Problem problem = { .pool = pool, .task = task, .version = version };
  const double *spread = version == 7 ? spread7 : spread6;
  double tightness = version == 7 ? TIGHTNESS7 : TIGHTNESS6;
  DeckleFsrs defaults;
  gboolean finished;

  tightness *= 1.0 + SHORT_LOG / MAX (1.0, task->n_used);
  deckle_fsrs_init_default_version (&defaults, version);
  problem.pass = version == 7 ? deckle_fit_pass7 : deckle_fit_pass6;
  problem.n = (guint) defaults.n;
  problem.n_relearning_steps = n_relearning_steps;
  memcpy (problem.center, defaults.w, sizeof defaults.w);
  for (guint i = 0; i < problem.n; i++)
    {
      double sd = i < DECKLE_N_RATINGS ? LOG_STABILITY_SPREAD : spread[i];

      problem.tightness[i] = tightness / (sd * sd);
    }
  memcpy (w, start != NULL ? start : problem.center, problem.n * sizeof *w);
  if (start == NULL)
    deckle_fit_initial_stability (task, &defaults, w);
  clip (&problem, w);
  if (task->n_used == 0)
    return !g_cancellable_is_cancelled (cancellable);

  problem.of_chunk = g_new (DeckleFitSums, task->n_chunks);
  finished = minimize (&problem, cancellable, w);
  deckle_fit_repair_stability (task, &defaults, w);
  clip (&problem, w);
  g_free (problem.of_chunk);

  return finished;
}
