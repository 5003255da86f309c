/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"

#include "library-wait.h"
#include "library/deckle-doctor.h"

typedef struct
{
  gboolean  done;
  GError   *error;
} Wait;

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Wait *wait = data;

  deckle_library_write_finish (DECKLE_LIBRARY (source), result, &wait->error);
  wait->done = TRUE;
}

static void
on_undone (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Wait *wait = data;
  DeckleUndoStep step = { 0 };

  deckle_library_undo_finish (DECKLE_LIBRARY (source), result, &step, &wait->error);
  deckle_undo_step_clear (&step);
  wait->done = TRUE;
}

static void
wait_until_done (Wait *wait)
{
  while (!wait->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
list_cards (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->cards, g_array_unref);
  fixture->cards = deckle_library_list_cards (fixture->library, DECKLE_SCOPE_ALL, &error);
  g_assert_no_error (error);
}

LibraryFixture *
library_fixture_new (guint n_sections,
                     guint n_cards)
{
  LibraryFixture *fixture = g_new0 (LibraryFixture, 1);

  fixture->folder = deckle_test_folder_new ();
  fixture->path = deckle_test_folder_path (fixture->folder, "library.db");
  fixture->clock = deckle_clock_new_manual (FIXTURE_START_MS, "Europe/Berlin");
  library_fixture_open (fixture);
  if (n_sections > 0)
    {
      g_autoptr (DeckleBank) bank = deckle_test_make_bank (n_sections, n_cards);

      library_fixture_import (fixture, bank);
    }
  return fixture;
}

void
library_fixture_free (LibraryFixture *fixture)
{
  if (fixture->library != NULL)
    library_fixture_close (fixture);
  g_clear_pointer (&fixture->cards, g_array_unref);
  g_object_unref (fixture->clock);
  g_free (fixture->path);
  deckle_test_folder_free (fixture->folder);
  g_free (fixture);
}

void
library_fixture_open (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->library = deckle_library_open (fixture->path, fixture->clock, &error);
  g_assert_no_error (error);
  list_cards (fixture);
}

/* A worker thread lets its task go a moment after the answer was delivered. */
static void
assert_finalized_soon (DeckleLibrary *library)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  GObject *left;
  GWeakRef ref;

  g_weak_ref_init (&ref, library);
  g_object_unref (library);
  while ((left = g_weak_ref_get (&ref)) != NULL && g_get_monotonic_time () < deadline)
    {
      g_object_unref (left);
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  g_assert_null (left);
  g_weak_ref_clear (&ref);
}

void
library_fixture_close (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  deckle_library_close (fixture->library, &error);
  g_assert_no_error (error);
  assert_finalized_soon (g_steal_pointer (&fixture->library));
}

void
library_fixture_import (LibraryFixture *fixture,
                        DeckleBank     *bank)
{
  Wait wait = { 0 };

  deckle_library_import_async (fixture->library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, on_written, &wait);
  wait_until_done (&wait);
  g_assert_no_error (wait.error);
  list_cards (fixture);
}

GError *
library_fixture_try_grade (LibraryFixture *fixture,
                           gint64          card,
                           DeckleRating    rating)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, &error);
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleScheduler scheduler;
  DeckleGrade grade = { .card = card, .rating = rating, .answer_ms = 5000 };
  Wait wait = { 0 };

  g_assert_no_error (error);
  grade.time_ms = deckle_clock_now_ms (fixture->clock);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  deckle_scheduler_preview (&scheduler, fixture->clock, &record->schedule, record->seed, grade.time_ms, outcomes);
  grade.outcome = outcomes[rating - 1];
  deckle_library_grade_async (fixture->library, &grade, on_written, &wait);
  wait_until_done (&wait);
  return wait.error;
}

void
library_fixture_grade (LibraryFixture *fixture,
                       gint64          card,
                       DeckleRating    rating)
{
  g_autoptr (GError) error = library_fixture_try_grade (fixture, card, rating);

  g_assert_no_error (error);
}

void
library_fixture_undo (LibraryFixture *fixture,
                      gboolean        redo)
{
  Wait wait = { 0 };

  if (redo)
    deckle_library_redo_async (fixture->library, on_undone, &wait);
  else
    deckle_library_undo_async (fixture->library, on_undone, &wait);
  wait_until_done (&wait);
  g_assert_no_error (wait.error);
}

void
library_fixture_repair (LibraryFixture *fixture)
{
  Wait wait = { 0 };

  deckle_doctor_repair_async (fixture->library, on_written, &wait);
  wait_until_done (&wait);
  g_assert_no_error (wait.error);
}

void
library_fixture_study (LibraryFixture *fixture,
                       guint           n_grades,
                       GRand          *random)
{
  for (guint i = 0; i < n_grades; i++)
    {
      gint64 card = g_array_index (fixture->cards, gint64, g_rand_int_range (random, 0, (int) fixture->cards->len));

      deckle_clock_advance_ms (fixture->clock, g_rand_int_range (random, 5000, 300000));
      library_fixture_grade (fixture, card, (DeckleRating) g_rand_int_range (random, 1, 5));
    }
}

GPtrArray *
library_fixture_check (LibraryFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  DeckleDoctorReport report;

  deckle_doctor_check (fixture->library, &report, &error);
  g_assert_no_error (error);
  return report.problems;
}

void
library_fixture_assert_sound (LibraryFixture *fixture)
{
  g_autoptr (GPtrArray) problems = library_fixture_check (fixture);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

static sqlite3 *
open_plainly (LibraryFixture *fixture)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 3000);
  return db;
}

void
library_fixture_exec (LibraryFixture *fixture,
                      const char     *sql)
{
  sqlite3 *db = open_plainly (fixture);
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

gint64
library_fixture_get (LibraryFixture *fixture,
                     const char     *sql)
{
  sqlite3 *db = open_plainly (fixture);
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

/* A bank of one section; each question is of the card “q” and its place, an empty one leaves a gap. */
void
library_fixture_import_questions (LibraryFixture     *fixture,
                                  const char         *version,
                                  DeckleDeckKind      kind,
                                  const char * const *questions)
{
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (DeckleSection) section = deckle_section_new ("s", "S", G_LIST_MODEL (cards));
  const DeckleBankInfo info = {
    .id = (char *) "bank", .title = (char *) "Bank", .language = (char *) "en", .version = (char *) version,
  };
  g_autoptr (DeckleBank) bank = NULL;
  LibraryWait wait = { 0 };

  for (int i = 0; questions[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("q%d", i + 1);
      g_autoptr (DeckleCard) card = deckle_card_new (id, i + 1, questions[i], "The answer.");

      if (*questions[i] != '\0')
        g_list_store_append (cards, card);
    }
  g_list_store_append (sections, section);
  bank = deckle_bank_new (&info, G_LIST_MODEL (sections));
  deckle_library_import_async (fixture->library, bank, kind, NULL, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}
