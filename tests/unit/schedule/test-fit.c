/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "schedule/deckle-fit-private.h"
#include "support/fit-learner.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define START_MS (20000 * DAY_MS)

static const FitLearner *
find_learner (const char *name)
{
  for (guint i = 0; i < n_fit_learners; i++)
    if (g_str_equal (fit_learners[i].name, name))
      return &fit_learners[i];

  g_assert_not_reached ();
}

/* @n_items answers to predict, three on each card; every sixth is forgotten. */
static DeckleFitLog *
log_of_items (guint n_items)
{
  DeckleFitLog *log = deckle_fit_log_new ();

  for (guint i = 0; i < n_items; i++)
    {
      guint card = i / 3;
      int day = (int) (card + (i % 3 + 1) * 3);

      if (i % 3 == 0)
        deckle_fit_log_add (log, card, START_MS + (day - 3) * DAY_MS, 20000 + day - 3, DECKLE_RATING_GOOD);
      deckle_fit_log_add (log, card, START_MS + day * DAY_MS, 20000 + day,
                          i % 6 == 5 ? DECKLE_RATING_AGAIN : DECKLE_RATING_GOOD);
    }

  return log;
}

static void
assert_same_model (const DeckleFsrs *one,
                   const DeckleFsrs *other)
{
  g_assert_cmpint (one->version, ==, other->version);
  g_assert_cmpmem (one->w, one->n * sizeof *one->w, other->w, other->n * sizeof *other->w);
}

/* Whatever a log holds, the parameters stay usable and the losses are numbers. */
static void
assert_sound (const DeckleFitChoice *choice)
{
  DeckleFsrs again;

  g_assert_true (deckle_fsrs_init (&again, choice->model.w, choice->model.n, NULL));
  for (gsize i = 0; i < again.n; i++)
    g_assert_cmpfloat_with_epsilon (again.w[i], choice->model.w[i], 1e-12);
  g_assert_true (isfinite (choice->old_loss) && isfinite (choice->new_loss));
  g_assert_true (isfinite (choice->metrics.log_loss) && isfinite (choice->metrics.rmse_bins));
  g_assert_cmpfloat (choice->metrics.auc, >=, 0.0);
  g_assert_cmpfloat (choice->metrics.auc, <=, 1.0);
}

static void
test_small (gconstpointer data)
{
  guint n_items = GPOINTER_TO_UINT (data);
  g_autoptr (DeckleFitLog) log = log_of_items (n_items);
  g_autoptr (GError) error = NULL;
  DeckleFitChoice choice;
  DeckleFsrs defaults;

  deckle_fsrs_init_default (&defaults);
  g_assert_true (deckle_fit_choose (log, &defaults, 1, NULL, &choice, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (choice.n_items, ==, n_items);
  g_assert_cmpuint (deckle_fit_log_get_n_items (log), ==, n_items);
  g_assert_cmpuint (choice.metrics.n, ==, n_items);
  g_assert_cmpint (choice.accepted, ==, choice.reason == DECKLE_FIT_BETTER);
  if (n_items < 64)
    g_assert_cmpint (choice.reason, ==, DECKLE_FIT_TOO_FEW);
  else
    g_assert_cmpint (choice.reason, !=, DECKLE_FIT_TOO_FEW);
  if (!choice.accepted)
    assert_same_model (&choice.model, &defaults);
  assert_sound (&choice);
}

static void
test_defaults_stay (void)
{
  g_autoptr (DeckleFitLog) log = fit_learner_log (find_learner ("defaults-1500"));
  DeckleFitChoice choice;
  DeckleFsrs defaults;

  deckle_fsrs_init_default (&defaults);
  g_assert_true (deckle_fit_choose (log, &defaults, 1, NULL, &choice, NULL));
  g_assert_false (choice.accepted);
  g_assert_cmpint (choice.reason, ==, DECKLE_FIT_NO_BETTER);
  assert_same_model (&choice.model, &defaults);
}

static void
test_learner_is_found (void)
{
  g_autoptr (DeckleFitLog) log = fit_learner_log (find_learner ("prior-20000"));
  DeckleFitChoice choice, second;
  DeckleFitMetrics before;
  DeckleFsrs defaults;

  deckle_fsrs_init_default (&defaults);
  g_assert_true (deckle_fit_evaluate (log, &defaults, &before));
  g_assert_true (deckle_fit_choose (log, &defaults, 1, NULL, &choice, NULL));
  g_assert_true (choice.accepted);
  g_assert_cmpint (choice.reason, ==, DECKLE_FIT_BETTER);
  g_assert_cmpfloat (choice.new_loss, <, choice.old_loss);
  g_assert_cmpfloat (choice.metrics.log_loss, <, before.log_loss);
  assert_sound (&choice);

  /* The same log again gives the same bits, and is no reason to change. */
  g_assert_true (deckle_fit_choose (log, &defaults, 1, NULL, &second, NULL));
  assert_same_model (&choice.model, &second.model);
  g_assert_true (deckle_fit_choose (log, &choice.model, 1, NULL, &second, NULL));
  g_assert_false (second.accepted);
  assert_same_model (&choice.model, &second.model);
}

/* Parameters of another learner lose against the defaults or a fit. */
static void
test_wrong_parameters_go (void)
{
  g_autoptr (DeckleFitLog) log = fit_learner_log (find_learner ("defaults-8000"));
  DeckleFitChoice choice;
  DeckleFitMetrics before;
  DeckleFsrs wrong;
  double w[DECKLE_FSRS_MAX_PARAMETERS];

  deckle_fsrs_init_default (&wrong);
  memcpy (w, wrong.w, sizeof w);
  for (int i = 0; i < 4; i++)
    w[i] *= 4.0;
  w[20] = 0.5;
  deckle_fsrs_init_raw (&wrong, w, wrong.n);
  g_assert_true (deckle_fit_evaluate (log, &wrong, &before));
  g_assert_true (deckle_fit_choose (log, &wrong, 1, NULL, &choice, NULL));
  g_assert_true (choice.accepted);
  g_assert_cmpint (choice.reason, ==, DECKLE_FIT_BETTER);
  g_assert_cmpfloat (choice.new_loss, <, choice.old_loss);
  g_assert_cmpfloat (choice.metrics.log_loss, <, before.log_loss);
  assert_sound (&choice);
}

static void
sum_pass (const DeckleFitTask *task,
          int                  version,
          const double        *w,
          DeckleFitSums       *sums)
{
  memset (sums, 0, sizeof *sums);
  if (version == 6)
    deckle_fit_pass6 (task, w, 0, task->data->n_cards, sums);
  else
    deckle_fit_pass7 (task, w, 0, task->data->n_cards, sums);
}

static void
test_pass_predicts_like_the_model (gconstpointer version_pointer)
{
  int version = GPOINTER_TO_INT (version_pointer);
  g_autoptr (DeckleFitLog) answers = fit_learner_log (find_learner ("prior-3000"));
  const DeckleFitData *data = deckle_fit_log_get_data (answers);
  g_autofree double *predicted = g_new (double, data->n_items);
  g_autofree DeckleFitSums *sums = g_new (DeckleFitSums, 1);
  DeckleFsrs model;
  DeckleFitTask task;
  double expected = 0.0;

  deckle_fsrs_init_default_version (&model, version);
  deckle_fit_predict (data, NULL, &model, 0, data->n_items, predicted);
  deckle_fit_task_init (&task, data, data->n_items);
  for (guint rank = 0; rank < data->n_items; rank++)
    {
      guint i = data->order[rank];

      expected -= (double) task.weight[i] *
                  log (data->rating[i] > DECKLE_RATING_AGAIN ? predicted[rank] : 1.0 - predicted[rank]);
    }
  sum_pass (&task, version, model.w, sums);
  g_assert_cmpfloat_with_epsilon (sums->loss, expected, 1e-8 * expected);
  deckle_fit_task_clear (&task);
}

static void
test_gradient (gconstpointer version_pointer)
{
  int version = GPOINTER_TO_INT (version_pointer);
  g_autoptr (DeckleFitLog) log = fit_learner_log (find_learner ("prior-3000"));
  const DeckleFitData *data = deckle_fit_log_get_data (log);
  g_autofree DeckleFitSums *sums = g_new (DeckleFitSums, 2);
  double w[DECKLE_FSRS_MAX_PARAMETERS];
  DeckleFitTask task;
  DeckleFsrs model;

  deckle_fsrs_init_default_version (&model, version);
  memcpy (w, model.w, sizeof w);
  /* Away from the bounds and kinks at which some lie. */
  if (version == 6)
    w[7] = 0.02;
  else
    for (gsize i = 0; i < model.n; i++)
      w[i] = i == 8 || i == 29 ? 0.1 : w[i] * (i % 2 == 0 ? 1.03 : 0.96);
  deckle_fit_task_init (&task, data, data->n_items);
  sum_pass (&task, version, w, &sums[0]);
  for (gsize i = 0; i < model.n; i++)
    {
      double step = 1e-5 * MAX (w[i], 0.01);
      double slope;

      w[i] += step;
      sum_pass (&task, version, w, &sums[1]);
      slope = sums[1].loss;
      w[i] -= 2.0 * step;
      sum_pass (&task, version, w, &sums[1]);
      slope = (slope - sums[1].loss) / (2.0 * step);
      w[i] += step;
      g_test_message ("w%zu: %.6g, by differences %.6g", i, sums[0].gradient[i], slope);
      g_assert_cmpfloat_with_epsilon (sums[0].gradient[i], slope, 0.01 + 2e-3 * fabs (slope));
    }
  deckle_fit_task_clear (&task);
}

static void
test_cancelled (void)
{
  g_autoptr (DeckleFitLog) log = fit_learner_log (find_learner ("prior-3000"));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DeckleFitChoice choice;
  DeckleFsrs defaults;

  deckle_fsrs_init_default (&defaults);
  g_cancellable_cancel (cancellable);
  g_assert_false (deckle_fit_choose (log, &defaults, 1, cancellable, &choice, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (choice.reason, ==, DECKLE_FIT_CANCELLED);
  g_assert_false (choice.accepted);
  assert_same_model (&choice.model, &defaults);
}

static void
test_forget (void)
{
  g_autoptr (DeckleFitLog) log = log_of_items (9);

  deckle_fit_log_forget (log, 1);
  g_assert_cmpuint (deckle_fit_log_get_n_items (log), ==, 6);
  deckle_fit_log_add (log, 1, START_MS, 20000, DECKLE_RATING_GOOD);
  g_assert_cmpuint (deckle_fit_log_get_n_items (log), ==, 6);
  deckle_fit_log_add (log, 1, START_MS + DAY_MS, 20001, DECKLE_RATING_NONE);
  deckle_fit_log_add (log, 1, START_MS + DAY_MS, 20001, DECKLE_RATING_GOOD);
  g_assert_cmpuint (deckle_fit_log_get_n_items (log), ==, 7);
  deckle_fit_log_forget (log, 4711);
  g_assert_cmpuint (deckle_fit_log_get_n_items (log), ==, 7);
}

typedef enum { BAD_EXTREMES, BAD_NOISE, BAD_ONE_DAY, BAD_ALL_FORGOTTEN, BAD_ALL_REMEMBERED, BAD_SAME_TIME } Bad;

static const char *const bad_names[] = {
  "extremes", "noise", "one-day", "all-forgotten", "all-remembered", "same-time",
};

static void
add_bad_row (DeckleFitLog *log,
             Bad           bad,
             GRand        *rand,
             guint         i)
{
  static const gint64 times[] = { G_MININT64, -1, 0, 1, G_MAXINT64 };
  static const int days[] = { G_MININT, -1, 0, 1, G_MAXINT };
  int day = 20000 + (int) i / 40;
  gint64 time_ms = day * DAY_MS;

  switch (bad)
    {
    case BAD_EXTREMES:
      deckle_fit_log_add (log, i % 17, times[g_rand_int_range (rand, 0, G_N_ELEMENTS (times))],
                          days[g_rand_int_range (rand, 0, G_N_ELEMENTS (days))],
                          (DeckleRating) g_rand_int_range (rand, -3, 9));
      break;
    case BAD_NOISE:
      deckle_fit_log_add (log, g_rand_int_range (rand, 0, 50), g_rand_int_range (rand, -1000000, 1000000) * DAY_MS,
                          g_rand_int_range (rand, -50000, 50000), (DeckleRating) g_rand_int_range (rand, 0, 5));
      break;
    case BAD_ONE_DAY:
      deckle_fit_log_add (log, 1, START_MS + i, 20000 + (i > 3900 ? (int) i - 3900 : 0), (DeckleRating) (i % 4 + 1));
      break;
    case BAD_ALL_FORGOTTEN:
      deckle_fit_log_add (log, i % 40, time_ms, day, DECKLE_RATING_AGAIN);
      break;
    case BAD_ALL_REMEMBERED:
      deckle_fit_log_add (log, i % 40, time_ms, day, DECKLE_RATING_EASY);
      break;
    case BAD_SAME_TIME:
    default:
      deckle_fit_log_add (log, i % 40, START_MS, day, (DeckleRating) (i % 3 + 1));
      break;
    }
}

static void
test_bad (gconstpointer data)
{
  Bad bad = GPOINTER_TO_UINT (data);
  g_autoptr (DeckleFitLog) log = deckle_fit_log_new ();
  GRand *rand = g_rand_new_with_seed (7);
  DeckleFitBin bins[DECKLE_FIT_N_BINS];
  DeckleFitChoice choice;
  DeckleFsrs defaults;
  guint n = 0;

  for (guint i = 0; i < 4000; i++)
    add_bad_row (log, bad, rand, i);
  g_rand_free (rand);

  deckle_fsrs_init_default (&defaults);
  g_assert_true (deckle_fit_choose (log, &defaults, 3, NULL, &choice, NULL));
  assert_sound (&choice);
  g_assert_true (deckle_fit_calibrate (log, &choice.model, bins));
  for (guint i = 0; i < DECKLE_FIT_N_BINS; i++)
    n += bins[i].n;
  g_assert_cmpuint (n, ==, choice.n_items);
}

static void
test_no_numbers (void)
{
  g_autoptr (DeckleFitLog) log = log_of_items (400);
  DeckleFitMetrics metrics;
  DeckleFitBin bins[DECKLE_FIT_N_BINS];
  DeckleFitChoice choice;
  DeckleFsrs broken;

  deckle_fsrs_init_default (&broken);
  broken.w[3] = NAN;
  broken.w[20] = INFINITY;
  deckle_fsrs_init_raw (&broken, broken.w, broken.n);
  g_assert_true (deckle_fit_evaluate (log, &broken, &metrics));
  g_assert_true (isfinite (metrics.log_loss));
  g_assert_true (deckle_fit_calibrate (log, &broken, bins));
  g_assert_true (deckle_fit_choose (log, &broken, 1, NULL, &choice, NULL));
  assert_sound (&choice);
}

static void
test_metrics (void)
{
  g_autoptr (DeckleFitLog) answers = deckle_fit_log_new ();
  DeckleFitMetrics metrics;
  DeckleFitBin bins[DECKLE_FIT_N_BINS];
  DeckleFsrs model;
  double r;

  deckle_fsrs_init_default (&model);
  g_assert_false (deckle_fit_evaluate (answers, &model, &metrics));
  g_assert_false (deckle_fit_calibrate (answers, &model, bins));

  /* Ten cards alike, two of them forgotten: one bin, nothing to tell apart. */
  for (int card = 0; card < 10; card++)
    {
      deckle_fit_log_add (answers, card, START_MS, 20000, DECKLE_RATING_GOOD);
      deckle_fit_log_add (answers, card, START_MS + 5 * DAY_MS, 20005, card < 2 ? DECKLE_RATING_AGAIN : DECKLE_RATING_GOOD);
    }
  r = deckle_fsrs_retrievability (&model, &(DeckleMemory){ model.w[2], 0.0, 5.0 }, 5.0);
  g_assert_true (deckle_fit_evaluate (answers, &model, &metrics));
  g_assert_cmpuint (metrics.n, ==, 10);
  g_assert_cmpfloat_with_epsilon (metrics.log_loss, -(0.8 * log (r) + 0.2 * log (1.0 - r)), 1e-12);
  g_assert_cmpfloat_with_epsilon (metrics.constant_log_loss, -(0.8 * log (0.8) + 0.2 * log (0.2)), 1e-12);
  g_assert_cmpfloat_with_epsilon (metrics.rmse_bins, fabs (r - 0.8), 1e-12);
  g_assert_cmpfloat_with_epsilon (metrics.auc, 0.5, 1e-12);

  g_assert_true (deckle_fit_calibrate (answers, &model, bins));
  for (int i = 0; i < DECKLE_FIT_N_BINS; i++)
    g_assert_cmpuint (bins[i].n, ==, i == (int) (r * DECKLE_FIT_N_BINS) ? 10 : 0);
  g_assert_cmpfloat_with_epsilon (bins[(int) (r * DECKLE_FIT_N_BINS)].actual, 0.8, 1e-12);
  g_assert_cmpfloat_with_epsilon (bins[(int) (r * DECKLE_FIT_N_BINS)].predicted, r, 1e-12);
}

int
main (int    argc,
      char **argv)
{
  static const guint sizes[] = { 0, 1, 7, 63, 64, 400 };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fit/small/%u", sizes[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (sizes[i]), test_small);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fit/bad/%s", bad_names[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/fit/metrics", test_metrics);
  g_test_add_func ("/fit/forget", test_forget);
  for (int version = 6; version <= 7; version++)
    {
      g_autofree char *pass = g_strdup_printf ("/fit/pass/%d", version);
      g_autofree char *gradient = g_strdup_printf ("/fit/gradient/%d", version);

      g_test_add_data_func (pass, GINT_TO_POINTER (version), test_pass_predicts_like_the_model);
      g_test_add_data_func (gradient, GINT_TO_POINTER (version), test_gradient);
    }
  g_test_add_func ("/fit/defaults-stay", test_defaults_stay);
  g_test_add_func ("/fit/learner-is-found", test_learner_is_found);
  g_test_add_func ("/fit/wrong-parameters-go", test_wrong_parameters_go);
  g_test_add_func ("/fit/no-numbers", test_no_numbers);
  g_test_add_func ("/fit/cancelled", test_cancelled);

  return g_test_run ();
}
