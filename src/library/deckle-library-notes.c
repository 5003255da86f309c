/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-notes.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-clean.h"
#include "library/deckle-schema.h"
#include "library/deckle-undo.h"

typedef struct
{
  gint64  card;
  char   *text;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->text);
  g_free (note);
}

static gboolean
has_note (sqlite3     *db,
          gint64       card,
          const char  *text,
          gboolean    *has,
          GError     **error)
{
  gint64 n;

  if (!deckle_sql_get_int64 (db, &n, error,
                             "SELECT count(*) FROM (SELECT 1) LEFT JOIN card_note ON card = ?1 "
                             "WHERE coalesce (text, '') = ?2", "lt", card, text))
    return FALSE;
  *has = n > 0;
  return TRUE;
}

static gboolean
write_note (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const Note *note = data;
  g_autofree char *text = NULL;
  gboolean same;
  gint64 step;

  write->loss = g_strdup (_("The note is as it was."));
  text = deckle_clean_text (note->text, DECKLE_CLEAN_LINES, error);
  if (text == NULL || !has_note (write->db, note->card, text, &same, error))
    return FALSE;
  if (same)
    return TRUE;

  step = deckle_undo_push (write, DECKLE_UNDO_NOTE, *text != '\0', note->card, 1, 0, error);
  if (step == 0 ||
      !deckle_undo_save_note (write, step, DECKLE_UNDO_BEFORE, note->card, error) ||
      !deckle_library_store_note (write->db, note->card, text, error) ||
      !deckle_undo_save_note (write, step, DECKLE_UNDO_AFTER, note->card, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_DECKS;
  return TRUE;
}

/**
 * deckle_library_store_note:
 * @db: the writer's connection, inside a transaction
 * @card: row id of a card
 * @text: (nullable): the note; %NULL or empty for none
 * @error: return location for a [error@LibraryError]
 *
 * Stores a note and puts it into the search index.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_library_store_note (sqlite3     *db,
                           gint64       card,
                           const char  *text,
                           GError     **error)
{
  if (text == NULL || *text == '\0')
    {
      if (!deckle_sql_run (db, error, "DELETE FROM card_note WHERE card = ?", "l", card))
        return FALSE;
    }
  else if (!deckle_sql_run (db, error, "INSERT INTO card_note (card, text) VALUES (?1, ?2) "
                                       "ON CONFLICT (card) DO UPDATE SET text = ?2", "lt", card, text))
    return FALSE;
  return deckle_schema_index_note (db, card, error);
}

/**
 * deckle_library_set_note_async:
 * @self: a library
 * @card: row id of a card
 * @text: (nullable): the note, plain text of several lines; %NULL or empty removes it
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Writes the user's own note on a card, as one undoable step. It is found by [method@Library.search_async], stays when a bank
 * changes the card, and is no part of what a card says. A note that is there already makes no step. Fails with
 * %DECKLE_LIBRARY_ERROR_NOT_FOUND when there is no such card, and with a sentence when the note is too long.
 */
void
deckle_library_set_note_async (DeckleLibrary       *self,
                               gint64               card,
                               const char          *text,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Note *note;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  note = g_new0 (Note, 1);
  note->card = card;
  note->text = g_strdup (text);
  deckle_library_write (self, write_note, note, note_free, NULL, deckle_library_set_note_async, callback, user_data);
}
