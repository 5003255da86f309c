/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The counts that triggers keep are those that a look at every card gives: after each kind of action, its undo and redo, an
 * import, another process's write, and when a day ends.
 */
#include "library-fixture.h"
#include "library/deckle-library-readiness.h"
#include "library/deckle-library-reset.h"
#include "library/deckle-sql.h"
#include "library/deckle-tally.h"

#define N_SECTIONS 3
#define N_CARDS 20
#define N_STEPS 300

/* Counted from the cards alone; ?1 today, ?2 the end of the day, ?3 a section. Limits are taken off, see lift_limits(). */
static const char counted_sql[] =
  "SELECT count(*), count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 2 AND known_until_day >= ?1), "
  "count(*) FILTER (WHERE suspended), "
  "count(*) FILTER (WHERE state IN (1, 3) AND suspended = 0 AND due_ms < ?2 AND buried_until_day <= ?1), "
  "count(*) FILTER (WHERE state = 2 AND suspended = 0 AND due_day <= ?1 AND buried_until_day <= ?1), "
  "count(*) FILTER (WHERE state = 0 AND suspended = 0 AND buried_until_day <= ?1) "
  "FROM card WHERE retired = 0 AND section = ?3";

static void
lift_limits (LibraryFixture *fixture)
{
  DecklePolicy policy;

  deckle_policy_init_default (&policy);
  policy.new_per_day = policy.reviews_per_day = 9999;
  deckle_library_set_policy_async (fixture->library, &policy, NULL, NULL, NULL);
  g_assert_true (deckle_library_flush (fixture->library, NULL));
}

static void
assert_section (sqlite3             *db,
                DeckleLibrary       *library,
                gint64               section,
                const DeckleCounts  *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, counted_sql, &error);
  int today = deckle_library_get_today (library);
  DeckleScheduler scheduler;
  gint64 end_ms;

  g_assert_no_error (error);
  deckle_library_get_scheduler (library, &scheduler);
  end_ms = deckle_clock_day_start_ms (deckle_library_get_clock (library), today + 1, scheduler.policy.rollover_hour);
  deckle_sql_bind (statement, "ill", today, end_ms, section);
  g_assert_true (deckle_sql_step (statement, &error));
  g_assert_cmpint (counts->total, ==, sqlite3_column_int (statement, 0));
  g_assert_cmpint (counts->fresh, ==, sqlite3_column_int (statement, 1));
  g_assert_cmpint (counts->known, ==, sqlite3_column_int (statement, 2));
  g_assert_cmpint (counts->suspended, ==, sqlite3_column_int (statement, 3));
  g_assert_cmpint (counts->learning, ==, counts->total - counts->fresh - counts->known);
  g_assert_cmpint (counts->due_learning, ==, sqlite3_column_int (statement, 4));
  g_assert_cmpint (counts->due_review, ==, sqlite3_column_int (statement, 5));
  g_assert_cmpint (counts->due_new, ==, sqlite3_column_int (statement, 6));
}

/* What is kept, what is answered from it, and what a due list finds. */
static void
assert_kept (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) sections = deckle_library_count_sections (fixture->library, &error);
  g_autoptr (DeckleDueList) list = deckle_library_list_due (fixture->library, DECKLE_SCOPE_ALL, 0, &error);
  g_autoptr (sqlite3) db = deckle_sql_open (fixture->path, NULL, DECKLE_SQL_READ, &error);
  DeckleCounts all;
  GHashTableIter iter;
  gpointer section, counts;
  guint n_wrong, total = 0;

  g_assert_no_error (error);
  g_assert_true (deckle_tally_count_wrong (db, &n_wrong, &error));
  g_assert_cmpuint (n_wrong, ==, 0);
  g_hash_table_iter_init (&iter, sections);
  while (g_hash_table_iter_next (&iter, &section, &counts))
    {
      assert_section (db, fixture->library, *(gint64 *) section, counts);
      total += ((DeckleCounts *) counts)->total;
    }
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &all, &error));
  g_assert_cmpuint (all.total, ==, total);
  g_assert_cmpuint (list->learning->len, ==, all.due_learning);
  g_assert_cmpuint (list->reviews->len, ==, all.due_review);
  g_assert_cmpuint (list->fresh->len, ==, all.due_new);
}

static void
act (LibraryFixture *fixture,
     GRand          *random)
{
  gint64 cards[3];
  DeckleLibrary *library = fixture->library;

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    cards[i] = g_array_index (fixture->cards, gint64, g_rand_int_range (random, 0, (int) fixture->cards->len));
  switch (g_rand_int_range (random, 0, 12))
    {
    case 0:
      deckle_library_set_suspended_async (library, cards, G_N_ELEMENTS (cards), g_rand_boolean (random), NULL, NULL);
      break;
    case 1:
      deckle_library_bury_async (library, cards, G_N_ELEMENTS (cards), deckle_library_get_today (library) + 1, NULL, NULL);
      break;
    case 2:
      deckle_library_set_flag_async (library, cards, G_N_ELEMENTS (cards), 2, NULL, NULL);
      break;
    case 3:
      deckle_library_reset_async (library, cards, G_N_ELEMENTS (cards), NULL, NULL);
      break;
    case 4:
    case 5:
      deckle_library_undo_async (library, NULL, NULL);
      break;
    case 6:
      deckle_library_redo_async (library, NULL, NULL);
      break;
    case 7:
      deckle_clock_advance_ms (fixture->clock, g_rand_int_range (random, 1, 40) * FIXTURE_DAY_MS / 10);
      break;
    default:
      library_fixture_study (fixture, 2, random);
    }
  deckle_library_flush (library, NULL);
}

/* In any order. */
static void
test_actions (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  lift_limits (fixture);
  assert_kept (fixture);
  for (int i = 0; i < N_STEPS; i++)
    {
      act (fixture, random);
      assert_kept (fixture);
    }
}

/* A shorter bank retires cards, the longer one brings them back; a model changes until when cards count as known. */
static void
test_import (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (DeckleBank) shorter = deckle_test_make_bank (N_SECTIONS, N_CARDS / 2);
  g_autoptr (DeckleBank) longer = deckle_test_make_bank (N_SECTIONS + 1, N_CARDS);
  DeckleFsrs model;

  lift_limits (fixture);
  library_fixture_study (fixture, 60, random);
  assert_kept (fixture);
  library_fixture_import (fixture, shorter);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE retired"), >, 0);
  assert_kept (fixture);
  library_fixture_import (fixture, longer);
  assert_kept (fixture);
  deckle_fsrs_init_default_version (&model, 7);
  deckle_library_set_parameters_async (fixture->library, &model, NULL, NULL, NULL);
  g_assert_true (deckle_library_flush (fixture->library, NULL));
  assert_kept (fixture);
  library_fixture_undo (fixture, FALSE);
  assert_kept (fixture);
}

/* No code of ours has to take part. */
static void
test_other_process (void)
{
  static const char * const writes[] = {
    "UPDATE card SET suspended = 1 WHERE id % 3 = 0",
    "UPDATE card SET state = 2, due_day = 20000 + id, known_until_day = 20514 + id % 5 WHERE id % 4 = 0",
    "UPDATE card SET section = (SELECT max (id) FROM section) WHERE id % 5 = 0",
    "UPDATE card SET retired = 1 WHERE id % 7 = 0",
    "DELETE FROM card WHERE id % 8 = 0",
    "UPDATE card SET suspended = 0, retired = 0, state = 0, due_day = 0, known_until_day = 0",
  };
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);

  lift_limits (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      library_fixture_exec (fixture, writes[i]);
      assert_kept (fixture);
    }
  /* Days on which nothing is due any more leave no rows. */
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card_tally WHERE kind IN (4, 6) AND n = 0"), ==, 0);
}

/* Wrong numbers are found and put right. */
static void
test_repair (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (1, N_CARDS);
  g_autoptr (GPtrArray) problems = NULL;

  library_fixture_exec (fixture, "UPDATE card_tally SET n = n + 1 WHERE kind = 1");
  problems = library_fixture_check (fixture);
  g_assert_cmpuint (problems->len, ==, 1);
  library_fixture_repair (fixture);
  library_fixture_assert_sound (fixture);
}

/* A library of the schema before gets its numbers from its cards. */
static void
test_migration (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) db = NULL;

  lift_limits (fixture);
  library_fixture_study (fixture, 60, random);
  db = deckle_sql_open (fixture->path, NULL, DECKLE_SQL_WRITE, &error);
  g_assert_true (deckle_sql_exec (db, "DROP TABLE card_tally; DROP TRIGGER card_tally_insert; DROP TRIGGER card_tally_delete; "
                                      "DROP TRIGGER card_tally_standing; DROP TRIGGER card_tally_known", &error));
  g_assert_true (deckle_tally_create (db, &error));
  assert_kept (fixture);
}

static void
readiness_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  deckle_library_readiness_finish (DECKLE_LIBRARY (source), result, user_data, &error);
  g_assert_no_error (error);
}

static gboolean
has_answer (gpointer data)
{
  return *(double *) data >= 0;
}

/* The mean over all cards that are not suspended, on whatever thread. */
static void
test_readiness (void)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (N_SECTIONS, N_CARDS);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  const DeckleScope scopes[] = { DECKLE_SCOPE_ALL, { 0, 2 } };

  library_fixture_study (fixture, 60, random);
  g_assert_true (deckle_library_readiness_is_quick (fixture->library));
  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      int day = deckle_library_get_today (fixture->library) + 3;
      double readiness, later = -1;

      g_assert_true (deckle_library_readiness (fixture->library, scopes[i], day, &readiness, NULL));
      g_assert_cmpfloat (readiness, >, 0);
      deckle_library_readiness_async (fixture->library, scopes[i], day, NULL, readiness_cb, &later);
      g_assert_true (deckle_test_wait_until (has_answer, &later, 20));
      g_assert_cmpfloat_with_epsilon (later, readiness, 1e-12);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/tally/actions", test_actions);
  g_test_add_func ("/library/tally/import", test_import);
  g_test_add_func ("/library/tally/other-process", test_other_process);
  g_test_add_func ("/library/tally/repair", test_repair);
  g_test_add_func ("/library/tally/migration", test_migration);
  g_test_add_func ("/library/tally/readiness", test_readiness);
  return g_test_run ();
}
