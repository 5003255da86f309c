/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit over invented learners, and over the reference log where the further test data are. */
#include "schedule/deckle-fit-private.h"
#include "support/fit-learner.h"
#include "support/fit-log-csv.h"

/* Differences below this are noise. */
#define NOISE 0.0003

static double
test_loss (const DeckleFitData *data,
           const DeckleFsrs    *model,
           double              *predicted,
           DeckleFitMetrics    *metrics)
{
  guint n_train = data->n_items * 4 / 5;

  deckle_fit_predict (data, NULL, model, n_train, data->n_items, predicted);
  g_assert_true (deckle_fit_measure (data, predicted, n_train, data->n_items, metrics));

  return metrics->log_loss;
}

/* Fitted to the first 80 % of the answers, measured on the rest. */
static double
fitted_loss (const DeckleFitData *data,
             int                  version,
             double              *predicted,
             double              *defaults_loss)
{
  DeckleFitChoice choice;
  DeckleFitMetrics metrics;
  DeckleFsrs defaults;

  deckle_fsrs_init_default (&defaults);
  *defaults_loss = test_loss (data, &defaults, predicted, &metrics);
  g_assert_true (deckle_fit_choose_within (data, data->n_items * 4 / 5, version, &defaults, 1, NULL, &choice));

  return test_loss (data, &choice.model, predicted, &metrics);
}

static void
test_learners (gconstpointer version)
{
  double gain = 0.0;

  for (guint i = 0; i < n_fit_learners; i++)
    {
      g_autoptr (DeckleFitLog) log = fit_learner_log (&fit_learners[i]);
      const DeckleFitData *data = deckle_fit_log_get_data (log);
      g_autofree double *predicted = g_new (double, data->n_items);
      double defaults_loss;
      double loss = fitted_loss (data, GPOINTER_TO_INT (version), predicted, &defaults_loss);

      g_test_message ("%s: defaults %.5f, fitted %.5f", fit_learners[i].name, defaults_loss, loss);
      g_assert_cmpfloat (loss, <=, defaults_loss + NOISE);
      if (fit_learners[i].kind == FIT_LEARNER_DEFAULTS)
        g_assert_cmpfloat (loss, ==, defaults_loss);
      gain += defaults_loss - loss;
    }
  g_assert_cmpfloat (gain / n_fit_learners, >, 0.01);
}

static DeckleFitLog *
reference_log (void)
{
  const char *folder = g_getenv ("DECKLE_TEST_DATA");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : "", "fsrs", "revlog-synthetic.csv", NULL);
  g_autoptr (GError) error = NULL;
  DeckleFitLog *log = fit_log_read_csv (path, &error);

  if (log == NULL)
    g_test_skip ("DECKLE_TEST_DATA does not name a folder with fsrs/revlog-synthetic.csv");

  return log;
}

/* Figures that other implementations agree on. */
static void
test_reference_metrics (void)
{
  g_autoptr (DeckleFitLog) log = reference_log ();
  const DeckleFitData *data;
  g_autofree double *predicted = NULL;
  DeckleFitMetrics metrics;
  DeckleFsrs defaults;

  if (log == NULL)
    return;

  data = deckle_fit_log_get_data (log);
  g_assert_cmpuint (data->n_reviews, ==, 45528);
  g_assert_cmpuint (data->n_items, ==, 31963);
  predicted = g_new (double, data->n_items);
  deckle_fsrs_init_default (&defaults);
  g_assert_cmpfloat_with_epsilon (test_loss (data, &defaults, predicted, &metrics), 0.270817, 1e-6);
  g_assert_cmpfloat_with_epsilon (metrics.rmse_bins, 0.041096, 1e-6);
  g_assert_cmpfloat_with_epsilon (metrics.auc, 0.591549, 1e-6);
  g_assert_true (deckle_fit_evaluate (log, &defaults, &metrics));
  g_assert_cmpfloat_with_epsilon (metrics.log_loss, 0.288555, 1e-6);
  g_assert_cmpfloat_with_epsilon (metrics.rmse_bins, 0.032299, 1e-6);
  g_assert_cmpfloat_with_epsilon (metrics.auc, 0.590825, 1e-6);
}

static void
test_reference_fit (void)
{
  g_autoptr (DeckleFitLog) log = reference_log ();
  const DeckleFitData *data;
  g_autofree double *predicted = NULL;
  DeckleFitMetrics metrics;
  double defaults_loss;

  if (log == NULL)
    return;

  data = deckle_fit_log_get_data (log);
  predicted = g_new (double, data->n_items);
  g_assert_cmpfloat (fitted_loss (data, 6, predicted, &defaults_loss), <=, 0.26370);

  for (guint part = 1; part <= DECKLE_FIT_N_FOLDS; part++)
    {
      guint from = data->n_items * part / (DECKLE_FIT_N_FOLDS + 1);
      guint to = data->n_items * (part + 1) / (DECKLE_FIT_N_FOLDS + 1);
      DeckleFitChoice choice;
      DeckleFsrs defaults;

      deckle_fsrs_init_default (&defaults);
      g_assert_true (deckle_fit_choose_within (data, from, 6, &defaults, 1, NULL, &choice));
      deckle_fit_predict (data, NULL, &choice.model, from, to, predicted);
    }
  g_assert_true (deckle_fit_measure (data, predicted, data->n_items / (DECKLE_FIT_N_FOLDS + 1), data->n_items,
                                     &metrics));
  g_assert_cmpuint (metrics.n, ==, 26636);
  g_assert_cmpfloat (metrics.log_loss, <=, 0.28240);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_data_func ("/fit/learners/6", GINT_TO_POINTER (6), test_learners);
  g_test_add_data_func ("/fit/learners/any", GINT_TO_POINTER (0), test_learners);
  g_test_add_func ("/fit/reference/metrics", test_reference_metrics);
  g_test_add_func ("/fit/reference/fit", test_reference_fit);

  return g_test_run ();
}
