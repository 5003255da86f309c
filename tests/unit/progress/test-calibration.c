/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress/deckle-calibration.h"

#include <string.h>

#include "unit/library/library-fixture.h"

#define DAYS 40
#define CARDS 80

/* A learner who remembers @share of what the model asks about, whenever that is. */
static LibraryFixture *
make_learner (double share)
{
  LibraryFixture *fixture = library_fixture_new (1, CARDS);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int day = 0; day < DAYS; day++, deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS))
    for (guint i = 0; i < fixture->cards->len; i++)
      {
        gint64 card = g_array_index (fixture->cards, gint64, i);
        g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, NULL);

        if (record->schedule.state == DECKLE_STATE_NEW)
          library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
        else if (record->schedule.due_day <= deckle_library_get_today (fixture->library))
          library_fixture_grade (fixture, card,
                                 g_rand_double (random) < share ? DECKLE_RATING_GOOD : DECKLE_RATING_AGAIN);
      }
  return fixture;
}

static void
calibrate (LibraryFixture    *fixture,
           DeckleCalibration *calibration)
{
  g_autoptr (GError) error = NULL;
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (fixture->library, &scheduler);
  g_assert_true (deckle_progress_calibration (fixture->library, &scheduler.model, NULL, calibration, &error));
  g_assert_no_error (error);
}

static void
test_empty (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  DeckleCalibration calibration;
  g_autofree char *words = NULL;

  calibrate (fixture, &calibration);
  g_assert_cmpuint (calibration.model.n, ==, 0);
  words = deckle_calibration_describe (&calibration);
  g_assert_cmpstr (words, ==, "0 answers can be compared with a prediction so far; a verdict needs 100.");
}

/* With the default parameters in force, model and defaults are one; the bins add up to what happened. */
static void
test_learner (void)
{
  g_autoptr (LibraryFixture) fixture = make_learner (0.9);
  DeckleCalibration calibration;
  g_autofree char *words = NULL;
  guint n = 0;

  calibrate (fixture, &calibration);
  g_assert_cmpint (calibration.version, ==, 6);
  g_assert_cmpuint (calibration.model.n, >=, 100);
  g_assert_cmpfloat (calibration.model.log_loss, ==, calibration.defaults.log_loss);
  g_assert_cmpfloat (calibration.model.log_loss, >, 0);
  g_assert_cmpfloat_with_epsilon (calibration.actual, 0.9, 0.08);
  for (int i = 0; i < DECKLE_FIT_N_BINS; i++)
    n += calibration.bins[i].n;
  g_assert_cmpuint (n, ==, calibration.model.n);
  words = deckle_calibration_describe (&calibration);
  g_assert_true (g_str_has_prefix (words, "On average "));
}

/* Somebody who forgets far more than is predicted is told that a guess would be closer. */
static void
test_off (void)
{
  g_autoptr (LibraryFixture) fixture = make_learner (0.4);
  DeckleCalibration calibration;
  g_autofree char *words = NULL;

  calibrate (fixture, &calibration);
  g_assert_cmpfloat (calibration.model.log_loss, >, calibration.model.constant_log_loss);
  g_assert_cmpfloat (calibration.predicted, >, calibration.actual + 0.2);
  words = deckle_calibration_describe (&calibration);
  g_assert_nonnull (strstr (words, "Guessing the same for every card would be closer"));
}

static void
test_cancelled (void)
{
  g_autoptr (LibraryFixture) fixture = make_learner (0.9);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  DeckleCalibration calibration;
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (fixture->library, &scheduler);
  g_cancellable_cancel (cancellable);
  g_assert_false (deckle_progress_calibration (fixture->library, &scheduler.model, cancellable, &calibration, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/progress/calibration/empty", test_empty);
  g_test_add_func ("/progress/calibration/learner", test_learner);
  g_test_add_func ("/progress/calibration/off", test_off);
  g_test_add_func ("/progress/calibration/cancelled", test_cancelled);
  return g_test_run ();
}
