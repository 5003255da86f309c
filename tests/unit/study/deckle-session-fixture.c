/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-session-fixture.h"

#include <sqlite3.h>

#include "library/deckle-doctor.h"
#include "library/deckle-library-import.h"
#include "library/deckle-library-log.h"

/* Until every write has come back. */
void
session_settle (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  deckle_library_flush (f->library, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
session_set_up (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = deckle_test_folder_new ();
  f->path = deckle_test_folder_path (f->folder, "library.db");
  f->clock = deckle_clock_new_manual (START_MS, NULL);
  f->library = deckle_library_open (f->path, f->clock, &error);
  g_assert_no_error (error);
}

void
session_end (Fixture *f)
{
  if (f->session == NULL)
    return;
  session_settle (f);
  g_assert_finalize_object (g_steal_pointer (&f->session));
}

void
session_tear_down (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  session_end (f);
  deckle_library_close (f->library, &error);
  g_assert_no_error (error);
  g_clear_object (&f->library);
  g_clear_object (&f->clock);
  g_clear_pointer (&f->path, g_free);
  g_clear_pointer (&f->folder, deckle_test_folder_free);
  g_clear_pointer (&f->failure, g_free);
  g_clear_pointer (&f->undone, g_free);
  g_clear_pointer (&f->notice, g_free);
}

void
session_import_bank (Fixture *f,
                     guint    n_sections,
                     guint    n_cards)
{
  g_autoptr (DeckleBank) bank = deckle_test_make_bank (n_sections, n_cards);

  deckle_library_import_async (f->library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, NULL, NULL);
  session_settle (f);
}

void
session_set_policy (Fixture            *f,
                    const DecklePolicy *policy)
{
  deckle_library_set_policy_async (f->library, policy, NULL, NULL, NULL);
  session_settle (f);
}

DecklePolicy
session_make_policy (void)
{
  DecklePolicy policy;

  deckle_policy_init_default (&policy);
  policy.fuzz = FALSE;
  return policy;
}

static void
on_changed (Fixture *f)
{
  f->n_changed++;
}

static void
on_graded (Fixture *f)
{
  f->n_graded++;
}

static void
on_rolled_over (Fixture *f)
{
  f->n_rolled_over++;
}

static void
on_leech (Fixture *f)
{
  f->n_leeches++;
}

static void
on_failed (Fixture    *f,
           const char *sentence)
{
  f->n_failed++;
  g_set_str (&f->failure, sentence);
}

static void
on_undone (Fixture    *f,
           const char *sentence)
{
  g_set_str (&f->undone, sentence);
}

static void
on_notice (Fixture    *f,
           const char *sentence)
{
  g_set_str (&f->notice, sentence);
}

void
session_start (Fixture *f)
{
  session_end (f);
  f->session = deckle_session_new (f->library, DECKLE_SCOPE_ALL);
  g_signal_connect_swapped (f->session, "changed", G_CALLBACK (on_changed), f);
  g_signal_connect_swapped (f->session, "graded", G_CALLBACK (on_graded), f);
  g_signal_connect_swapped (f->session, "rolled-over", G_CALLBACK (on_rolled_over), f);
  g_signal_connect_swapped (f->session, "leech", G_CALLBACK (on_leech), f);
  g_signal_connect_swapped (f->session, "failed", G_CALLBACK (on_failed), f);
  g_signal_connect_swapped (f->session, "undone", G_CALLBACK (on_undone), f);
  g_signal_connect_swapped (f->session, "notice", G_CALLBACK (on_notice), f);
}

int
session_present (Fixture *f)
{
  const DeckleCardRecord *record = deckle_session_get_record (f->session);

  return record != NULL ? deckle_card_get_number (record->card) : 0;
}

void
session_answer (Fixture      *f,
                DeckleRating  rating)
{
  deckle_session_reveal (f->session);
  g_assert_cmpint (deckle_session_get_state (f->session), ==, DECKLE_SESSION_ANSWER);
  deckle_session_grade (f->session, rating);
}

void
session_assert_sound (Fixture *f)
{
  DeckleDoctorReport report = { 0 };
  g_autoptr (GError) error = NULL;

  session_settle (f);
  deckle_doctor_check (f->library, &report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report.problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report.problems, i));
  g_assert_cmpuint (report.problems->len, ==, 0);
  deckle_doctor_report_clear (&report);
}

void
session_run_sql (Fixture    *f,
                 const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

guint
session_count_rows (Fixture *f,
                    gint64   card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) log = deckle_library_card_log (f->library, card, &error);

  g_assert_no_error (error);
  return log->len;
}
