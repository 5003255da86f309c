/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "library-fixture.h"
#include "library/deckle-doctor.h"

typedef struct
{
  gboolean done;
} Wait;

static void
on_policy (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  Wait *wait = data;

  deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error);
  g_assert_no_error (error);
  wait->done = TRUE;
}

static void
set_policy (LibraryFixture     *fixture,
            const DecklePolicy *policy)
{
  Wait wait = { FALSE };

  deckle_library_set_policy_async (fixture->library, policy, NULL, on_policy, &wait);
  while (!wait.done)
    g_main_context_iteration (NULL, TRUE);
}

/* A new card has no log and nothing cached. */
static void
test_fresh (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 10);
  g_autoptr (GError) error = NULL;
  DeckleDoctorReport report;

  g_assert_true (deckle_doctor_check (fixture->library, &report, &error));
  g_assert_cmpuint (report.cards, ==, 20);
  g_assert_cmpuint (report.reviews, ==, 0);
  g_assert_cmpuint (report.problems->len, ==, 0);
  deckle_doctor_report_clear (&report);
}

/* Grades, undo, redo over weeks, the rollover hour moved and the learner flown around the world in between. */
static void
test_cache_follows_log (void)
{
  static const char * const zones[] = { "Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati", "UTC" };
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 6);
  GRand *random = g_rand_new_with_seed (42);
  DeckleScheduler scheduler;

  for (int round = 0; round < 30; round++)
    {
      library_fixture_study (fixture, 8, random);
      if (g_rand_boolean (random))
        library_fixture_undo (fixture, FALSE);
      if (g_rand_int_range (random, 0, 3) == 0)
        {
          library_fixture_undo (fixture, FALSE);
          library_fixture_undo (fixture, TRUE);
        }
      library_fixture_assert_sound (fixture);

      deckle_clock_advance_ms (fixture->clock, g_rand_int_range (random, 1, 80) * G_GINT64_CONSTANT (3600000));
      if (round % 5 == 2)
        deckle_clock_set_zone (fixture->clock, zones[g_rand_int_range (random, 0, G_N_ELEMENTS (zones))]);
      if (round % 7 == 3)
        {
          deckle_library_get_scheduler (fixture->library, &scheduler);
          scheduler.policy.rollover_hour = g_rand_int_range (random, 0, 24);
          set_policy (fixture, &scheduler.policy);
          library_fixture_assert_sound (fixture);
        }
    }
  g_rand_free (random);
}

/* The rebuild changes not one value of a sound library. */
static void
test_repair_of_sound (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 6);
  static const char sum[] =
    "SELECT sum(state * 3 + step_left * 5 + reps * 7 + lapses * 11 + due_ms % 1000003 + due_day * 13 + last_day * 17 "
    "+ coalesce (first_day, 0) * 19 + known_until_day * 23 + CAST (stability * 1e6 AS INTEGER) % 1000003 "
    "+ CAST (difficulty * 1e9 AS INTEGER) % 1000003 + CAST (interval_days * 1e6 AS INTEGER) % 1000003) FROM card";
  GRand *random = g_rand_new_with_seed (1);
  gint64 before;

  for (int day = 0; day < 10; day++)
    {
      library_fixture_study (fixture, 10, random);
      deckle_clock_advance_ms (fixture->clock, 2 * FIXTURE_DAY_MS);
    }
  before = library_fixture_get (fixture, sum);
  library_fixture_repair (fixture);
  g_assert_cmpint (library_fixture_get (fixture, sum), ==, before);
  library_fixture_assert_sound (fixture);
  g_rand_free (random);
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *says;   /* part of the sentence */
  guint       n_problems;
} DamageCase;

static const DamageCase damage_cases[] = {
  { "memory", "UPDATE card SET stability = stability * 1.001 WHERE id = (SELECT min(card) FROM review)", "the memory", 1 },
  { "memory-within-tolerance",
    "UPDATE card SET stability = stability * (1 + 1e-12) WHERE id = (SELECT min(card) FROM review)", NULL, 0 },
  { "due", "UPDATE card SET due_ms = due_ms + 1 WHERE id = (SELECT min(card) FROM review)", "when it comes back", 1 },
  { "step", "UPDATE card SET step_left = step_left + 1 WHERE id = (SELECT min(card) FROM review)", "where it stands", 1 },
  { "reps", "UPDATE card SET reps = reps + 1 WHERE id = (SELECT min(card) FROM review)", "the number of answers", 1 },
  { "first-day", "UPDATE card SET first_day = first_day - 1 WHERE id = (SELECT min(card) FROM review)",
    "the day of its first answer", 1 },
  { "known-until", "UPDATE card SET known_until_day = known_until_day + 1 WHERE id = (SELECT min(card) FROM review)",
    "how long it counts as known", 1 },
  { "without-log", "UPDATE card SET state = 2, stability = 3, difficulty = 5, reps = 1 "
                   "WHERE id = (SELECT max(id) FROM card)", "where it stands", 1 },
  { "undone-behind-its-back", "UPDATE review SET undone = 1", "does not follow from the review log", 0 },
  { "index-missing", "DELETE FROM card_text WHERE rowid = (SELECT max(id) FROM card)", "lacks 1 card", 1 },
  { "index-extra", "INSERT INTO card_text (rowid, question) VALUES (99999, 'nobody')", "does not exist", 1 },
};

static void
test_damage (gconstpointer data)
{
  const DamageCase *c = data;
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 6);
  g_autoptr (GPtrArray) problems = NULL;
  GRand *random = g_rand_new_with_seed (2);

  for (guint i = 0; i < 8; i++)
    library_fixture_grade (fixture, g_array_index (fixture->cards, gint64, i), DECKLE_RATING_EASY);
  library_fixture_assert_sound (fixture);
  library_fixture_exec (fixture, c->sql);

  problems = library_fixture_check (fixture);
  if (c->n_problems > 0)
    g_assert_cmpuint (problems->len, ==, c->n_problems);
  if (c->says != NULL)
    {
      g_assert_cmpuint (problems->len, >, 0);
      g_test_message ("%s", (const char *) problems->pdata[0]);
      g_assert_true (strstr (problems->pdata[0], c->says) != NULL);
    }
  else
    g_assert_cmpuint (problems->len, ==, 0);

  library_fixture_repair (fixture);
  library_fixture_assert_sound (fixture);
  g_rand_free (random);
}

/* A row of kind reset makes the card new; the answers before it stay in the log and count no more. */
static void
test_reset (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autoptr (DeckleCardRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gint64 card = g_array_index (fixture->cards, gint64, 0);
  g_autofree char *sql = NULL;

  library_fixture_grade (fixture, card, DECKLE_RATING_GOOD);
  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  library_fixture_grade (fixture, card, DECKLE_RATING_EASY);
  sql = g_strdup_printf ("INSERT INTO review (id, card, ordinal, time_ms, rating, kind, answer_ms, local_day, utc_offset_min, "
                         "step_left, due_ms, interval_days, parameters) SELECT 77, card, max(ordinal) + 1, max(time_ms) + 1, 0, 7, "
                         "0, max(local_day), 60, 0, 0, 0, parameters FROM review WHERE card = %" G_GINT64_FORMAT, card);
  library_fixture_exec (fixture, sql);
  library_fixture_repair (fixture);
  library_fixture_assert_sound (fixture);
  record = deckle_library_load_card (fixture->library, card, &error);
  g_assert_cmpint (record->schedule.state, ==, DECKLE_STATE_NEW);
  g_assert_cmpint (record->schedule.reps, ==, 0);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE first_day IS NOT NULL"), ==, 0);

  deckle_clock_advance_ms (fixture->clock, FIXTURE_DAY_MS);
  library_fixture_grade (fixture, card, DECKLE_RATING_AGAIN);
  library_fixture_assert_sound (fixture);
}

/* References that lead nowhere are found (and are nothing that a rebuild could mend). */
static void
test_references (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, 3);
  g_autoptr (GPtrArray) problems = NULL;

  library_fixture_exec (fixture, "PRAGMA foreign_keys = OFF; "
                                 "INSERT INTO card_tag (card, position, tag) VALUES (4711, 0, 'lost')");
  problems = library_fixture_check (fixture);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_true (strstr (problems->pdata[0], "card_tag") != NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/doctor/fresh", test_fresh);
  g_test_add_func ("/library/doctor/cache-follows-log", test_cache_follows_log);
  g_test_add_func ("/library/doctor/repair-of-sound", test_repair_of_sound);
  for (gsize i = 0; i < G_N_ELEMENTS (damage_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/library/doctor/damage/", damage_cases[i].name, NULL);

      g_test_add_data_func (path, &damage_cases[i], test_damage);
    }
  g_test_add_func ("/library/doctor/reset", test_reset);
  g_test_add_func ("/library/doctor/references", test_references);
  return g_test_run ();
}
