/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-fit.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-history.h"
#include "library/deckle-library-private.h"

static void
add_row (const DeckleReview *review,
         gpointer            user_data)
{
  DeckleFitLog *log = user_data;

  if (review->kind == DECKLE_REVIEW_RESET)
    deckle_fit_log_forget (log, review->card);
  else
    deckle_fit_log_add (log, review->card, review->time_ms, review->local_day, review->rating);
}

/**
 * deckle_library_read_fit_log:
 * @self: a library
 * @cancellable: (nullable): stops the reading
 * @error: return location for a [error@LibraryError] or %G_IO_ERROR_CANCELLED
 *
 * Reads all answers that count for memory, as the fit wants them. Blocking; any thread.
 *
 * Returns: (transfer full) (nullable): the log
 */
DeckleFitLog *
deckle_library_read_fit_log (DeckleLibrary  *self,
                             GCancellable   *cancellable,
                             GError        **error)
{
  g_autoptr (DeckleFitLog) log = deckle_fit_log_new ();

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  return deckle_library_read_history (self, add_row, log, cancellable, error) ? g_steal_pointer (&log) : NULL;
}

/**
 * deckle_library_count_answers:
 * @self: a library
 *
 * Counts the answers that moved a card and were not undone. Main thread, an index is read.
 *
 * Returns: how many; 0 also when the library cannot be read
 */
guint
deckle_library_count_answers (DeckleLibrary *self)
{
  sqlite3 *db;
  gint64 n = 0;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), 0);

  db = deckle_library_get_db (self, NULL);
  if (db == NULL || !deckle_sql_get_int64 (db, &n, NULL, "SELECT count(*) FROM review INDEXED BY review_day "
                                                         "WHERE undone = 0 AND kind IN (0, 1, 2, 3)", ""))
    return 0;
  return (guint) n;
}

/**
 * deckle_library_get_fit_note:
 * @self: a library
 * @note: (out caller-allocates): how the last fit ended; all zero without one
 *
 * Main thread, a read of a few rows.
 */
void
deckle_library_get_fit_note (DeckleLibrary *self,
                             DeckleFitNote *note)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  sqlite3 *db;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (note != NULL);

  *note = (DeckleFitNote){ 0 };
  db = deckle_library_get_db (self, NULL);
  statement = db != NULL ? deckle_sql_prepare (db, "SELECT name, value FROM meta WHERE name LIKE 'fit-%'", NULL) : NULL;
  if (statement == NULL)
    return;
  while (deckle_sql_step (statement, NULL))
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);

      if (g_str_equal (name, "fit-time"))
        note->time_ms = sqlite3_column_int64 (statement, 1);
      else if (g_str_equal (name, "fit-reason"))
        note->reason = (DeckleFitReason) sqlite3_column_int (statement, 1);
      else if (g_str_equal (name, "fit-version"))
        note->version = sqlite3_column_int (statement, 1);
      else if (g_str_equal (name, "fit-answers"))
        note->n_answers = (guint) sqlite3_column_int64 (statement, 1);
      else if (g_str_equal (name, "fit-items"))
        note->n_items = (guint) sqlite3_column_int64 (statement, 1);
      else if (g_str_equal (name, "fit-old-loss"))
        note->old_loss = sqlite3_column_double (statement, 1);
      else if (g_str_equal (name, "fit-new-loss"))
        note->new_loss = sqlite3_column_double (statement, 1);
    }
}

static gboolean
write_note (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const DeckleFitNote *note = data;

  write->loss = g_strdup (_("How the last fit ended was not noted."));
  return deckle_sql_run (write->db, error,
                         "INSERT OR REPLACE INTO meta (name, value) VALUES ('fit-time', ?), ('fit-reason', ?), "
                         "('fit-version', ?), ('fit-answers', ?), ('fit-items', ?), ('fit-old-loss', ?), ('fit-new-loss', ?)",
                         "liilldd", note->time_ms, (int) note->reason, note->version, (gint64) note->n_answers,
                         (gint64) note->n_items, note->old_loss, note->new_loss);
}

/**
 * deckle_library_set_fit_note_async:
 * @self: a library
 * @note: how a fit ended
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Keeps what the preferences say about the last fit. Not a step that could be undone.
 */
void
deckle_library_set_fit_note_async (DeckleLibrary        *self,
                                   const DeckleFitNote  *note,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (note != NULL);

  deckle_library_write (self, write_note, g_memdup2 (note, sizeof *note), g_free, cancellable,
                        deckle_library_set_fit_note_async, callback, user_data);
}
