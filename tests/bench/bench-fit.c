/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bench-fit REVLOG.csv [--model 6|7] [--json]: fits a memory model to a review log and prints how long it takes and how well
 * it predicts. The log has a first line of names and the columns card, time in ms, rating and whole days since the answer
 * before. Test: fitted to the first 80 % of the answers in time order, measured on the rest. Five-fold: six parts in time
 * order, each but the first predicted by a fit to all before it, measured together.
 */
#include <stdio.h>

#include "schedule/deckle-fit-private.h"
#include "support/fit-log-csv.h"

#define N_PARTS (DECKLE_FIT_N_FOLDS + 1)
#define N_TIMINGS 5

typedef struct
{
  int              version;
  DeckleFsrs       model;
  double           seconds;
  DeckleFitMetrics train;
  DeckleFitMetrics test;
  DeckleFitMetrics folds;
  DeckleFitMetrics default_test;
  DeckleFitMetrics default_folds;
} Result;

/* Measured instead of a fit, where given. */
static DeckleFsrs given;

static gboolean
parse_parameters (const char *text)
{
  g_auto (GStrv) fields = g_strsplit (text, ",", -1);
  double w[DECKLE_FSRS_MAX_PARAMETERS];
  gsize n = g_strv_length (fields);

  if (n != DECKLE_FSRS6_N_PARAMETERS && n != DECKLE_FSRS7_N_PARAMETERS)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    w[i] = g_ascii_strtod (fields[i], NULL);
  deckle_fsrs_init_raw (&given, w, n);

  return TRUE;
}

/* The fit of the first @n_train answers that survives the comparison with the defaults. */
static void
fit (const DeckleFitData *data,
     int                  version,
     guint                n_train,
     DeckleFsrs          *model)
{
  DeckleFitChoice choice = { .model = given };
  DeckleFsrs defaults;

  deckle_fsrs_init_default_version (&defaults, version);
  if (given.n == 0)
    deckle_fit_choose_within (data, n_train, version, &defaults, 1, NULL, &choice);
  *model = choice.model;
}

static void
measure_split (const DeckleFitData *data,
               Result              *result,
               double              *predicted)
{
  guint n_train = data->n_items * 4 / 5;
  DeckleFsrs model;

  deckle_fsrs_init_default_version (&model, result->version);
  deckle_fit_predict (data, NULL, &model, 0, data->n_items, predicted);
  deckle_fit_measure (data, predicted, n_train, data->n_items, &result->default_test);
  deckle_fit_measure (data, predicted, data->n_items / N_PARTS, data->n_items, &result->default_folds);

  fit (data, result->version, n_train, &model);
  deckle_fit_predict (data, NULL, &model, 0, data->n_items, predicted);
  deckle_fit_measure (data, predicted, 0, n_train, &result->train);
  deckle_fit_measure (data, predicted, n_train, data->n_items, &result->test);
}

static void
measure_folds (const DeckleFitData *data,
               Result              *result,
               double              *predicted)
{
  for (guint part = 1; part < N_PARTS; part++)
    {
      guint from = (guint) ((guint64) data->n_items * part / N_PARTS);
      guint to = (guint) ((guint64) data->n_items * (part + 1) / N_PARTS);
      DeckleFsrs model;

      fit (data, result->version, from, &model);
      deckle_fit_predict (data, NULL, &model, from, to, predicted);
    }
  deckle_fit_measure (data, predicted, data->n_items / N_PARTS, data->n_items, &result->folds);
}

static void
measure_time (const DeckleFitData *data,
              Result              *result)
{
  int n_timings = data->n_reviews > 200000 ? 1 : N_TIMINGS;

  result->seconds = G_MAXDOUBLE;
  for (int i = 0; i < n_timings; i++)
    {
      gint64 start_us = g_get_monotonic_time ();

      fit (data, result->version, data->n_items, &result->model);
      result->seconds = MIN (result->seconds, (double) (g_get_monotonic_time () - start_us) / 1e6);
    }
}

static void
print_parameters (const DeckleFsrs *model,
                  const char       *separator)
{
  for (gsize i = 0; i < model->n; i++)
    printf ("%s%.6g", i > 0 ? separator : "", model->w[i]);
}

static void
print_json (const Result *result)
{
  printf ("{\"seconds\":%.6f,\"parameters\":[", result->seconds);
  print_parameters (&result->model, ",");
  printf ("],\"train_log_loss\":%.6f,\"test_log_loss\":%.6f,\"five_fold_log_loss\":%.6f,"
          "\"five_fold_defaults_log_loss\":%.6f,\"test_rmse_bins\":%.6f,\"test_auc\":%.6f,"
          "\"test_defaults_log_loss\":%.6f}\n",
          result->train.log_loss, result->test.log_loss, result->folds.log_loss, result->default_folds.log_loss,
          result->test.rmse_bins, result->test.auc, result->default_test.log_loss);
}

static void
print_text (const Result        *result,
            const DeckleFitData *data)
{
  printf ("%u answers on %u cards, %u of them predicted\n", data->n_reviews, data->n_cards, data->n_items);
  printf ("FSRS-%d fitted in %.4f s: ", result->model.version, result->seconds);
  print_parameters (&result->model, " ");
  printf ("\n%-10s %10s %10s %10s\n", "", "log loss", "RMSE(bins)", "AUC");
  printf ("%-10s %10.6f %10.6f %10.6f\n", "train", result->train.log_loss, result->train.rmse_bins, result->train.auc);
  printf ("%-10s %10.6f %10.6f %10.6f   (defaults %.6f)\n", "test", result->test.log_loss, result->test.rmse_bins,
          result->test.auc, result->default_test.log_loss);
  printf ("%-10s %10.6f %10.6f %10.6f   (defaults %.6f)\n", "five-fold", result->folds.log_loss,
          result->folds.rmse_bins, result->folds.auc, result->default_folds.log_loss);
}

int
main (int    argc,
      char **argv)
{
  int version = 6;
  gboolean json = FALSE;
  g_autofree char *parameters = NULL;
  const GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_INT, &version, "FSRS version", "6|7" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One line of JSON", NULL },
    { "parameters", 0, 0, G_OPTION_ARG_STRING, &parameters, "Measure these instead of a fit", "W,W,…" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("REVLOG.csv");
  g_autoptr (DeckleFitLog) log = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree double *predicted = NULL;
  const DeckleFitData *data;
  Result result = { 0 };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 ||
      (version != 6 && version != 7) || (parameters != NULL && !parse_parameters (parameters)))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "usage: bench-fit REVLOG.csv [--model 6|7] [--json]");
      return 2;
    }
  log = fit_log_read_csv (argv[1], &error);
  if (log == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  data = deckle_fit_log_get_data (log);
  predicted = g_new0 (double, data->n_items);
  result.version = version;
  measure_time (data, &result);
  measure_split (data, &result, predicted);
  measure_folds (data, &result, predicted);
  if (json)
    print_json (&result);
  else
    print_text (&result, data);

  return 0;
}
