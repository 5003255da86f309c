/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "library-fixture.h"
#include "library-wait.h"
#include "library/deckle-backup.h"

/* Everything that is cached and follows from the log. */
#define CACHE_SQL \
  "SELECT sum(state * 3 + step_left * 5 + reps * 7 + lapses * 11 + due_ms % 1000003 + due_day * 13 + last_day * 17 " \
  "+ coalesce (first_day, 0) * 19 + known_until_day * 23 + CAST (stability * 1e6 AS INTEGER) % 1000003 " \
  "+ CAST (stability_fast * 1e6 AS INTEGER) % 1000003 * 29 + CAST (difficulty * 1e9 AS INTEGER) % 1000003 " \
  "+ CAST (interval_days * 1e6 AS INTEGER) % 1000003) FROM card"
#define DUE_SQL "SELECT sum(due_ms % 1000003 + due_day * 13 + state * 3 + step_left * 5) FROM card"

static DeckleFsrs
get_model (LibraryFixture *fixture)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (fixture->library, &scheduler);
  return scheduler.model;
}

static void
set_model (LibraryFixture   *fixture,
           const DeckleFsrs *model)
{
  LibraryWait wait = { 0 };

  deckle_library_set_parameters_async (fixture->library, model, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
set_version (LibraryFixture *fixture,
             int             version)
{
  DeckleFsrs model;

  deckle_fsrs_init_default_version (&model, version);
  set_model (fixture, &model);
}

/* Answers over three weeks, some taken back. */
static void
study (LibraryFixture *fixture,
       GRand          *random)
{
  for (int day = 0; day < 10; day++)
    {
      library_fixture_study (fixture, 12, random);
      library_fixture_undo (fixture, FALSE);
      if (day % 2 == 0)
        library_fixture_undo (fixture, TRUE);
      deckle_clock_advance_ms (fixture->clock, g_rand_int_range (random, 20, 80) * G_GINT64_CONSTANT (3600000));
    }
}

static void
assert_cache_is_rebuild (LibraryFixture *fixture)
{
  gint64 cache = library_fixture_get (fixture, CACHE_SQL);

  library_fixture_assert_sound (fixture);
  library_fixture_repair (fixture);
  g_assert_cmpint (library_fixture_get (fixture, CACHE_SQL), ==, cache);
}

/* Grades, FSRS-7, grades and undo across the change, back to FSRS-6: the cache is always what the log gives. */
static void
test_change (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 10);
  GRand *random = g_rand_new_with_seed (77);
  gint64 before, due;

  study (fixture, random);
  assert_cache_is_rebuild (fixture);
  before = library_fixture_get (fixture, CACHE_SQL);
  due = library_fixture_get (fixture, DUE_SQL);

  set_version (fixture, 7);
  g_assert_cmpint (get_model (fixture).version, ==, 7);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM parameter_value WHERE parameter_set = 2"), ==, 34);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE reps > 0 AND stability_fast <= 0"), ==, 0);
  g_assert_cmpint (library_fixture_get (fixture, DUE_SQL), ==, due);
  g_assert_cmpint (library_fixture_get (fixture, CACHE_SQL), !=, before);
  assert_cache_is_rebuild (fixture);

  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (get_model (fixture).version, ==, 6);
  g_assert_cmpint (library_fixture_get (fixture, CACHE_SQL), ==, before);
  assert_cache_is_rebuild (fixture);

  library_fixture_undo (fixture, TRUE);
  g_assert_cmpint (get_model (fixture).version, ==, 7);
  assert_cache_is_rebuild (fixture);

  study (fixture, random);
  assert_cache_is_rebuild (fixture);
  while (deckle_library_get_can_undo (fixture->library))
    library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (get_model (fixture).version, ==, 6);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE reps > 0"), ==, 0);
  assert_cache_is_rebuild (fixture);
  while (deckle_library_get_can_redo (fixture->library))
    library_fixture_undo (fixture, TRUE);
  g_assert_cmpint (get_model (fixture).version, ==, 7);
  assert_cache_is_rebuild (fixture);
  g_rand_free (random);
}

/* The set survives a restart, its label names it, and what is in force already is no step. */
static void
test_stored (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autofree char *label = NULL;
  DeckleFsrs model, stored;

  deckle_fsrs_init_default_version (&model, 7);
  model.w[0] = 0.2;
  model.w[23] = -1.0;
  set_model (fixture, &model);
  set_model (fixture, &model);
  library_fixture_close (fixture);
  library_fixture_open (fixture);
  stored = get_model (fixture);
  g_assert_cmpint (stored.version, ==, 7);
  g_assert_cmpfloat (stored.w[0], ==, 0.2);
  g_assert_cmpfloat (stored.w[23], ==, 0.01);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM parameter_set"), ==, 2);

  g_object_get (fixture->library, "undo-label", &label, NULL);
  g_assert_cmpstr (label, ==, "Undo Change Memory Model");
}

static void
on_schedule_changed (DeckleLibrary *library,
                     gpointer       data)
{
  (*(guint *) data)++;
}

static void
test_signal (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  guint n = 0;
  gulong handler = g_signal_connect (fixture->library, "schedule-changed", G_CALLBACK (on_schedule_changed), &n);

  set_version (fixture, 7);
  g_assert_cmpuint (n, >, 0);
  g_signal_handler_disconnect (fixture->library, handler);
}

/* What is no number never reaches the file. */
static void
test_not_a_number (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  g_autoptr (GError) error = NULL;
  LibraryWait wait = { 0 };
  DeckleFsrs model;

  deckle_fsrs_init_default_version (&model, 7);
  model.w[5] = NAN;
  deckle_library_set_parameters_async (fixture->library, &model, NULL, library_wait_on_written, &wait);
  error = library_wait_take (&wait);
  g_assert_nonnull (error);
  g_assert_cmpint (get_model (fixture).version, ==, 6);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM parameter_set"), ==, 1);
  library_fixture_assert_sound (fixture);
}

/* The buttons stood there for a while, and a refit was queued before the answer: the memory is that of the log all the same. */
static void
test_late_answer (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 2);
  gint64 card = g_array_index (fixture->cards, gint64, 0);

  library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
  deckle_clock_advance_ms (fixture->clock, 3 * FIXTURE_DAY_MS);
  for (int version = 7; version >= 6; version--)
    {
      g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, NULL);
      DeckleGrade grade = { .card = card, .rating = DECKLE_RATING_GOOD };
      DeckleOutcome outcomes[DECKLE_N_RATINGS];
      LibraryWait graded = { 0 }, refitted = { 0 };
      DeckleScheduler scheduler;
      DeckleFsrs model;

      deckle_library_get_scheduler (fixture->library, &scheduler);
      deckle_scheduler_preview (&scheduler, fixture->clock, &record->schedule, record->seed,
                                deckle_clock_now_ms (fixture->clock), outcomes);
      deckle_clock_advance_ms (fixture->clock, 600000);
      grade.time_ms = deckle_clock_now_ms (fixture->clock);
      grade.outcome = outcomes[DECKLE_RATING_GOOD - 1];
      grade.outcome.after.last_review_ms = grade.time_ms;

      deckle_fsrs_init_default_version (&model, version);
      deckle_library_set_parameters_async (fixture->library, &model, NULL, library_wait_on_written, &refitted);
      deckle_library_grade_async (fixture->library, &grade, library_wait_on_written, &graded);
      library_wait_succeed (&refitted);
      library_wait_succeed (&graded);
      library_fixture_assert_sound (fixture);
      deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
    }
}

/* A rescue keeps the model, whichever version it is, also where the row of its set was lost. */
static void
test_rescue (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  GRand *random = g_rand_new_with_seed (78);

  set_version (fixture, 7);
  library_fixture_study (fixture, 10, random);
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (GError) error = NULL;
      DeckleRescue result;

      library_fixture_close (fixture);
      if (round == 1)
        library_fixture_exec (fixture, "PRAGMA foreign_keys = OFF; DELETE FROM parameter_set WHERE id = 2");
      deckle_library_rescue (fixture->path, fixture->clock, &result, &error);
      g_assert_no_error (error);
      deckle_rescue_clear (&result);
      library_fixture_open (fixture);
      g_assert_cmpint (get_model (fixture).version, ==, 7);
      library_fixture_assert_sound (fixture);
    }
  g_rand_free (random);
}

typedef struct
{
  const char *name;
  const char *sql;
} DamageCase;

static const DamageCase damage_cases[] = {
  { "too-few", "DELETE FROM parameter_value WHERE parameter_set = 2 AND position > 30" },
  { "looks-like-fsrs6", "DELETE FROM parameter_value WHERE parameter_set = 2 AND position >= 21" },
  { "gap", "DELETE FROM parameter_value WHERE parameter_set = 2 AND position = 7" },
  { "empty", "DELETE FROM parameter_value WHERE parameter_set = 2" },
  { "too-many", "INSERT INTO parameter_value VALUES (2, 34, 1.0)" },
  { "infinite", "UPDATE parameter_value SET value = 9e999 WHERE parameter_set = 2 AND position = 3" },
  { "other-version", "UPDATE parameter_set SET version = 6 WHERE id = 2" },
  { "unknown-version", "UPDATE parameter_set SET version = 8 WHERE id = 2" },
  { "no-set", "PRAGMA foreign_keys = OFF; DELETE FROM parameter_value; DELETE FROM parameter_set" },
};

/* A damaged set keeps nobody from studying; the doctor says so, and repairs it. */
static void
test_damage (gconstpointer data)
{
  const DamageCase *c = data;
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 4);
  g_autoptr (GPtrArray) problems = NULL;
  gboolean found = FALSE;
  DeckleFsrs model, defaults;

  set_version (fixture, 7);
  if (!g_str_equal (c->name, "no-set"))
    library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 0), DECKLE_RATING_EASY);
  library_fixture_close (fixture);
  library_fixture_exec (fixture, c->sql);
  library_fixture_open (fixture);

  model = get_model (fixture);
  deckle_fsrs_init_default (&defaults);
  g_assert_cmpmem (&model, sizeof model, &defaults, sizeof defaults);
  problems = library_fixture_check (fixture);
  for (guint i = 0; i < problems->len; i++)
    found |= strstr (problems->pdata[i], "The parameters in the library are damaged") != NULL;
  g_assert_true (found);

  library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, 1), DECKLE_RATING_GOOD);
  library_fixture_repair (fixture);
  library_fixture_assert_sound (fixture);
  g_assert_cmpint (get_model (fixture).version, ==, 6);
  set_version (fixture, 7);
  library_fixture_assert_sound (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/parameters/change", test_change);
  g_test_add_func ("/library/parameters/stored", test_stored);
  g_test_add_func ("/library/parameters/signal", test_signal);
  g_test_add_func ("/library/parameters/not-a-number", test_not_a_number);
  g_test_add_func ("/library/parameters/late-answer", test_late_answer);
  g_test_add_func ("/library/parameters/rescue", test_rescue);
  for (gsize i = 0; i < G_N_ELEMENTS (damage_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/library/parameters/damage/%s", damage_cases[i].name);

      g_test_add_data_func (path, &damage_cases[i], test_damage);
    }
  return g_test_run ();
}
