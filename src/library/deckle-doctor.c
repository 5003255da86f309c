/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-doctor"
#include "deckle-config.h"
#include "library/deckle-doctor.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "library/deckle-doctor-private.h"
#include "library/deckle-library-private.h"
#include "library/deckle-schema.h"
#include "library/deckle-tally.h"

#define MAX_PROBLEMS 100
#define TOLERANCE 1e-9

/* Local day of the first answer that counts: since the last reset, neither practice nor mock. */
#define FIRST_DAY_SQL \
  "SELECT local_day FROM review WHERE card = ?1 AND undone = 0 AND kind IN (0, 1, 2, 3) AND ordinal > " \
  "coalesce ((SELECT max (ordinal) FROM review WHERE card = ?1 AND undone = 0 AND kind = 7), -1) ORDER BY ordinal LIMIT 1"

/**
 * deckle_doctor_report_clear:
 * @report: a report
 *
 * Frees what the report holds.
 */
void
deckle_doctor_report_clear (DeckleDoctorReport *report)
{
  g_clear_pointer (&report->problems, g_ptr_array_unref);
}

static void add_problem (DeckleDoctorReport *report,
                         const char         *format,
                         ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (DeckleDoctorReport *report,
             const char         *format,
             ...)
{
  va_list args;

  if (report->problems->len >= MAX_PROBLEMS)
    return;
  va_start (args, format);
  g_ptr_array_add (report->problems, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
take_error (GError  *local_error,
            GError **error)
{
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
check_file (sqlite3             *db,
            DeckleDoctorReport  *report,
            GError             **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, "PRAGMA quick_check", error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    {
      const char *verdict = (const char *) sqlite3_column_text (statement, 0);

      if (g_strcmp0 (verdict, "ok") != 0)
        add_problem (report, _("The file is damaged: %s."), verdict);
    }
  return take_error (local_error, error);
}

static gboolean
check_references (sqlite3             *db,
                  DeckleDoctorReport  *report,
                  GError             **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db, "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check () GROUP BY 1, 2", error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    add_problem (report, _("Rows of the table “%s” refer to something missing in “%s”: %d."),
                 sqlite3_column_text (statement, 0), sqlite3_column_text (statement, 1),
                 sqlite3_column_int (statement, 2));
  return take_error (local_error, error);
}

/* The index of the cards or that of the notes against its table. */
static gboolean
check_one_index (sqlite3             *db,
                 const char          *missing_sql,
                 const char          *extra_sql,
                 DeckleDoctorReport  *report,
                 GError             **error)
{
  gint64 missing, extra;

  if (!deckle_sql_get_int64 (db, &missing, error, missing_sql, "") || !deckle_sql_get_int64 (db, &extra, error, extra_sql, ""))
    return FALSE;
  if (missing > 0)
    add_problem (report, ngettext ("The search index lacks %d card.", "The search index lacks %d cards.", (gulong) missing),
                 (int) missing);
  if (extra > 0)
    add_problem (report, ngettext ("The search index has %d card that does not exist.",
                                   "The search index has %d cards that do not exist.", (gulong) extra), (int) extra);
  return TRUE;
}

static gboolean
check_index (sqlite3             *db,
             DeckleDoctorReport  *report,
             GError             **error)
{
  return check_one_index (db, "SELECT count(*) FROM card WHERE id NOT IN (SELECT id FROM card_text_docsize)",
                          "SELECT count(*) FROM card_text_docsize WHERE id NOT IN (SELECT id FROM card)", report, error) &&
         check_one_index (db, "SELECT count(*) FROM card_note WHERE card NOT IN (SELECT id FROM card_note_text_docsize)",
                          "SELECT count(*) FROM card_note_text_docsize WHERE id NOT IN (SELECT card FROM card_note)",
                          report, error);
}

static gboolean
check_tally (sqlite3             *db,
             DeckleDoctorReport  *report,
             GError             **error)
{
  guint n_wrong;

  if (!deckle_tally_count_wrong (db, &n_wrong, error))
    return FALSE;
  if (n_wrong > 0)
    add_problem (report, ngettext ("%u of the counts that are kept is wrong.", "%u of the counts that are kept are wrong.",
                                   n_wrong), n_wrong);
  return TRUE;
}

static gboolean
check_parameters (sqlite3             *db,
                  DeckleDoctorReport  *report,
                  GError             **error)
{
  g_autofree char *damage = NULL;
  DeckleFsrs model;
  gint64 set;

  if (!deckle_library_read_model (db, &model, &set, &damage, error))
    return FALSE;
  /* Translators: %s is a sentence that says what is damaged. */
  if (damage != NULL)
    add_problem (report, _("%s The defaults take their place."), damage);
  return TRUE;
}

static gboolean
is_near (double a,
         double b)
{
  return fabs (a - b) <= TOLERANCE * MAX (1.0, MAX (fabs (a), fabs (b)));
}

/* What differs between the cached schedule and the one that follows from the log, %NULL when nothing does. */
static const char *
compare (const DeckleSchedule *cached,
         const DeckleSchedule *replayed)
{
  if (cached->state != replayed->state || cached->step_left != replayed->step_left)
    return _("where it stands");
  if (cached->reps != replayed->reps || cached->lapses != replayed->lapses)
    return _("the number of answers");
  if (!is_near (cached->memory.stability, replayed->memory.stability) ||
      !is_near (cached->memory.stability_fast, replayed->memory.stability_fast) ||
      !is_near (cached->memory.difficulty, replayed->memory.difficulty))
    return _("the memory");
  if (cached->due_ms != replayed->due_ms || cached->due_day != replayed->due_day ||
      !is_near (cached->interval_days, replayed->interval_days))
    return _("when it comes back");
  if (cached->last_review_ms != replayed->last_review_ms || cached->last_day != replayed->last_day)
    return _("the time of its last answer");
  return NULL;
}

static gboolean
check_card (sqlite3                *db,
            const DeckleScheduler  *scheduler,
            sqlite3_stmt           *card,
            sqlite3_stmt           *first_day,
            DeckleDoctorReport     *report,
            GError                **error)
{
  DeckleScheduler own = *scheduler;
  DeckleSchedule cached, replayed;
  gint64 row = sqlite3_column_int64 (card, 0);
  const char *question = (const char *) sqlite3_column_text (card, 1);
  int known_until = sqlite3_column_int (card, 3), day = 0;
  gboolean has_day;
  const char *what;
  GError *local_error = NULL;

  deckle_schedule_read (card, 4, &cached);
  if (!deckle_library_replay_card (db, scheduler, row, &replayed, error))
    return FALSE;
  what = compare (&cached, &replayed);

  deckle_sql_rebind (first_day, "l", row);
  has_day = deckle_sql_step (first_day, &local_error);
  if (local_error != NULL)
    return take_error (local_error, error);
  if (has_day)
    day = sqlite3_column_int (first_day, 0);
  if (what == NULL && (has_day != (sqlite3_column_type (card, 2) != SQLITE_NULL) || day != sqlite3_column_int (card, 2)))
    what = _("the day of its first answer");
  deckle_library_aim_scheduler (db, row, &own);
  if (what == NULL && cached.state == DECKLE_STATE_REVIEW && known_until != deckle_scheduler_known_until (&own, &cached))
    what = _("how long it counts as known");
  sqlite3_reset (first_day);

  /* Translators: the first %s is a question, the second one of “the memory”, “when it comes back”, … */
  if (what != NULL)
    add_problem (report, _("“%s”: %s does not follow from the review log."), question, what);
  return TRUE;
}

static gboolean
check_schedules (sqlite3             *db,
                 DeckleDoctorReport  *report,
                 GError             **error)
{
  g_autoptr (sqlite3_stmt) cards = NULL, first_day = NULL;
  DeckleScheduler scheduler;
  gint64 reviews;
  GError *local_error = NULL;

  if (!deckle_library_read_scheduler (db, &scheduler, NULL, error) ||
      !deckle_sql_get_int64 (db, &reviews, error, "SELECT count(*) FROM review", ""))
    return FALSE;
  report->reviews = (guint) reviews;
  cards = deckle_sql_prepare (db, "SELECT id, question, first_day, known_until_day, " DECKLE_SCHEDULE_COLUMNS
                                  " FROM card ORDER BY id", error);
  if (cards == NULL)
    return FALSE;
  first_day = deckle_sql_prepare (db, FIRST_DAY_SQL, error);
  if (first_day == NULL)
    return FALSE;

  while (deckle_sql_step (cards, &local_error))
    {
      report->cards++;
      if (!check_card (db, &scheduler, cards, first_day, report, error))
        return FALSE;
    }
  return take_error (local_error, error);
}

/**
 * deckle_doctor_check:
 * @library: an open library
 * @report: (out caller-allocates): what was found; free with [func@doctor_report_clear], also after a failure
 * @error: return location for a [error@LibraryError]
 *
 * Looks for damage in the file, for references that lead nowhere, for gaps in the search index and for wrong counts, and replays the log of every
 * card with today's parameters: memory, due moment and step on the card must be what follows from it. Reads only, through a
 * connection of its own and as of one moment. At most 100 problems are reported. Blocking; time grows with the log.
 *
 * Returns: whether everything could be looked at; the library is sound when there are no problems then
 */
gboolean
deckle_doctor_check (DeckleLibrary       *library,
                     DeckleDoctorReport  *report,
                     GError             **error)
{
  g_autoptr (sqlite3) db = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), FALSE);

  *report = (DeckleDoctorReport){ .problems = g_ptr_array_new_with_free_func (g_free) };
  db = deckle_library_open_reader (library, error);
  if (db == NULL || !deckle_sql_exec (db, "BEGIN", error))
    return FALSE;
  return check_file (db, report, error) && check_references (db, report, error) && check_index (db, report, error) &&
         check_tally (db, report, error) && check_parameters (db, report, error) && check_schedules (db, report, error);
}

/**
 * deckle_doctor_rebuild:
 * @db: a connection that may write, inside a transaction
 * @error: return location for a [error@LibraryError]
 *
 * Rebuilds what is cached: memory, due moment and step of every card from its log, the search index from
 * the texts, and what is counted.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_doctor_rebuild (sqlite3  *db,
                       GError  **error)
{
  g_autoptr (sqlite3_stmt) cards = NULL, first_day = NULL;
  DeckleScheduler scheduler;
  GError *local_error = NULL;

  if (!deckle_library_read_scheduler (db, &scheduler, NULL, error) ||
      !deckle_sql_exec (db, "INSERT INTO card_text (card_text) VALUES ('delete-all'); "
                            "INSERT INTO card_note_text (card_note_text) VALUES ('delete-all')", error))
    return FALSE;
  cards = deckle_sql_prepare (db, "SELECT id FROM card ORDER BY id", error);
  if (cards == NULL)
    return FALSE;
  first_day = deckle_sql_prepare (db, "UPDATE card SET first_day = (" FIRST_DAY_SQL ") WHERE id = ?1", error);
  if (first_day == NULL)
    return FALSE;

  while (deckle_sql_step (cards, &local_error))
    {
      gint64 row = sqlite3_column_int64 (cards, 0);
      DeckleSchedule schedule;

      if (!deckle_library_replay_card (db, &scheduler, row, &schedule, error) ||
          !deckle_library_store_schedule (db, &scheduler, row, &schedule, error) ||
          !deckle_schema_index_card (db, row, error) || !deckle_schema_index_note (db, row, error))
        return FALSE;
      deckle_sql_rebind (first_day, "l", row);
      if (!deckle_sql_finish (first_day, error))
        return FALSE;
    }
  return take_error (local_error, error) && deckle_tally_refill (db, error);
}

static gboolean
repair (DeckleWrite  *write,
        gpointer      data,
        GError      **error)
{
  write->changes = DECKLE_CHANGE_ALL;
  return deckle_library_ensure_parameters (write->db, deckle_clock_now_ms (write->clock), error) &&
         deckle_doctor_rebuild (write->db, error);
}

/**
 * deckle_doctor_repair_async:
 * @library: an open library
 * @callback: called on the main thread; ends with [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Rebuilds memory, due moment and step of every card from the log, and the search index, in one write: all of it or, when it
 * fails, none. Damaged parameters are replaced by the defaults first. The log is never changed.
 */
void
deckle_doctor_repair_async (DeckleLibrary       *library,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (library));

  deckle_library_write (library, repair, NULL, NULL, NULL, deckle_doctor_repair_async, callback, user_data);
}
