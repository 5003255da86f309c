/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-progress"
#include "deckle-config.h"
#include "progress/deckle-calibration.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Below this many predicted answers a verdict would be about luck. */
#define ANSWERS_FOR_A_VERDICT 100
/* Losses closer than this are the same: the noise of two fits of one log. */
#define LOSS_NOISE 0.0003

static void
sum_bins (DeckleCalibration *calibration)
{
  double predicted = 0, actual = 0;
  guint n = 0;

  for (int i = 0; i < DECKLE_FIT_N_BINS; i++)
    {
      predicted += calibration->bins[i].predicted * calibration->bins[i].n;
      actual += calibration->bins[i].actual * calibration->bins[i].n;
      n += calibration->bins[i].n;
    }
  calibration->predicted = n > 0 ? predicted / n : 0;
  calibration->actual = n > 0 ? actual / n : 0;
}

/**
 * deckle_progress_calibration:
 * @library: whose answers
 * @model: the parameters in force
 * @cancellable: (nullable): stops it
 * @calibration: (out caller-allocates): how well they predict
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Predicts every answer of the log from what came before it, and compares. Log loss, RMSE over bins and AUC as in the public
 * benchmark of spaced repetition schedulers, unfiltered. An empty log gives zeros. Blocking; any thread.
 *
 * Returns: whether the log could be read
 */
gboolean
deckle_progress_calibration (DeckleLibrary      *library,
                             const DeckleFsrs   *model,
                             GCancellable       *cancellable,
                             DeckleCalibration  *calibration,
                             GError            **error)
{
  g_autoptr (DeckleFitLog) log = NULL;
  DeckleFsrs defaults;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), FALSE);
  g_return_val_if_fail (model != NULL, FALSE);
  g_return_val_if_fail (calibration != NULL, FALSE);

  *calibration = (DeckleCalibration){ .version = model->version };
  log = deckle_library_read_fit_log (library, cancellable, error);
  if (log == NULL)
    return FALSE;
  deckle_fsrs_init_default (&defaults);
  if (deckle_fit_evaluate (log, model, &calibration->model) &&
      deckle_fit_evaluate (log, &defaults, &calibration->defaults) &&
      deckle_fit_calibrate (log, model, calibration->bins))
    sum_bins (calibration);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
calibrate_in_thread (GTask        *task,
                     gpointer      source,
                     gpointer      data,
                     GCancellable *cancellable)
{
  DeckleCalibration *calibration = g_new (DeckleCalibration, 1);
  GError *error = NULL;

  if (deckle_progress_calibration (source, data, cancellable, calibration, &error))
    g_task_return_pointer (task, calibration, g_free);
  else
    {
      g_free (calibration);
      g_task_return_error (task, error);
    }
}

/**
 * deckle_progress_calibration_async:
 * @library: whose answers
 * @cancellable: (nullable): stops it
 * @callback: see [func@progress_calibration_finish]
 * @user_data: for @callback
 *
 * The same as [func@progress_calibration] for the parameters in force, on a worker.
 */
void
deckle_progress_calibration_async (DeckleLibrary       *library,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  DeckleScheduler scheduler;

  g_return_if_fail (DECKLE_IS_LIBRARY (library));

  deckle_library_get_scheduler (library, &scheduler);
  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_progress_calibration_async);
  g_task_set_task_data (task, g_memdup2 (&scheduler.model, sizeof scheduler.model), g_free);
  g_task_run_in_thread (task, calibrate_in_thread);
}

/**
 * deckle_progress_calibration_finish:
 * @library: a library
 * @result: handed to the callback
 * @calibration: (out caller-allocates): how well the parameters in force predict
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the log could be read
 */
gboolean
deckle_progress_calibration_finish (DeckleLibrary      *library,
                                    GAsyncResult       *result,
                                    DeckleCalibration  *calibration,
                                    GError            **error)
{
  g_autofree DeckleCalibration *found = NULL;

  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return FALSE;
  *calibration = *found;
  return TRUE;
}

static const char *
compare_with_others (const DeckleCalibration *calibration)
{
  const DeckleFitMetrics *model = &calibration->model;

  if (model->log_loss > model->constant_log_loss + LOSS_NOISE)
    return _("Guessing the same for every card would be closer: study on, and let the model be fitted to your answers.");
  if (model->log_loss < calibration->defaults.log_loss - LOSS_NOISE)
    return _("They are closer than those that hold for most learners, and closer than one guess for all cards.");
  if (model->log_loss > calibration->defaults.log_loss + LOSS_NOISE)
    return _("Those that hold for most learners would be a little closer.");
  return _("They are as close as those that hold for most learners, and closer than one guess for all cards.");
}

/**
 * deckle_calibration_describe:
 * @calibration: how well the parameters in force predict
 *
 * Says in words whether the predictions can be trusted.
 *
 * Returns: (transfer full): one or two sentences
 */
char *
deckle_calibration_describe (const DeckleCalibration *calibration)
{
  g_autofree char *gap = NULL;
  guint n;

  g_return_val_if_fail (calibration != NULL, NULL);

  n = calibration->model.n;
  if (n < ANSWERS_FOR_A_VERDICT)
    return g_strdup_printf (ngettext ("%u answer can be compared with a prediction so far; a verdict needs %u.",
                                      "%u answers can be compared with a prediction so far; a verdict needs %u.", n),
                            n, (guint) ANSWERS_FOR_A_VERDICT);

  gap = g_strdup_printf (_("On average %.0f%% was predicted and you remembered %.0f%%."), calibration->predicted * 100.0,
                         calibration->actual * 100.0);
  return g_strconcat (gap, " ", compare_with_others (calibration), NULL);
}
