/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-edit.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-text-image.h"

/* A draft is no change of the library: no step, no signal. */

typedef struct
{
  gint64      card;
  gint64      section;
  DeckleCard *text;  /* (owned) (nullable) */
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_clear_object (&draft->text);
  g_free (draft);
}

static gboolean
write_draft (DeckleWrite  *write,
             gpointer      data,
             GError      **error)
{
  const Draft *draft = data;
  gint64 image;

  write->loss = g_strdup (_("The draft was not kept."));
  image = deckle_text_image_store (write->db, draft->text, error);
  return image != 0 &&
         deckle_sql_run (write->db, error, "INSERT OR REPLACE INTO card_draft (card, section, time_ms, image) VALUES (?, ?, ?, ?)",
                         "llll", draft->card, draft->section, deckle_clock_now_ms (write->clock), image) &&
         deckle_text_image_collect (write->db, error);
}

static gboolean
write_no_draft (DeckleWrite  *write,
                gpointer      data,
                GError      **error)
{
  return deckle_sql_run (write->db, error, "DELETE FROM card_draft WHERE card = ?", "l", ((const Draft *) data)->card) &&
         deckle_text_image_collect (write->db, error);
}

/**
 * deckle_library_save_draft_async:
 * @self: a library
 * @card: row id of the card that is being edited, 0 for a new one
 * @section: row id of the section that it would go to, 0 for where it is
 * @text: what was typed, in UTF-8; must not be changed afterwards
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Keeps what is being typed in place of an earlier draft of the same card.
 */
void
deckle_library_save_draft_async (DeckleLibrary       *self,
                                 gint64               card,
                                 gint64               section,
                                 DeckleCard          *text,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Draft *draft;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (DECKLE_IS_CARD (text));

  draft = g_new0 (Draft, 1);
  draft->card = card;
  draft->section = section;
  draft->text = g_object_ref (text);
  deckle_library_write (self, write_draft, draft, draft_free, NULL, deckle_library_save_draft_async, callback, user_data);
}

/**
 * deckle_library_drop_draft_async:
 * @self: a library
 * @card: row id of the card, 0 for a new one
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Forgets a draft; that there is none is no failure.
 */
void
deckle_library_drop_draft_async (DeckleLibrary       *self,
                                 gint64               card,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Draft *draft;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  draft = g_new0 (Draft, 1);
  draft->card = card;
  deckle_library_write (self, write_no_draft, draft, draft_free, NULL, deckle_library_drop_draft_async, callback, user_data);
}

/**
 * deckle_library_load_draft:
 * @self: a library
 * @card: row id of the card, 0 for a new one
 * @section: (out) (optional): row id of the section that it would go to, 0 for where it is
 *
 * Reads what was being typed when the program ended. Indexed reads on the thread of the library.
 *
 * Returns: (transfer full) (nullable): the draft; %NULL when there is none
 */
DeckleCard *
deckle_library_load_draft (DeckleLibrary *self,
                           gint64         card,
                           gint64        *section)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, NULL);
  statement = db != NULL ? deckle_sql_prepare (db, "SELECT section, image FROM card_draft WHERE card = ?", NULL) : NULL;
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", card);
  if (!deckle_sql_step (statement, NULL))
    return NULL;
  if (section != NULL)
    *section = sqlite3_column_int64 (statement, 0);
  return deckle_text_image_read (db, sqlite3_column_int64 (statement, 1), "draft", 0, NULL);
}

/**
 * deckle_library_find_draft:
 * @self: a library
 * @card: (out): row id of the card, 0 for a new one
 *
 * Finds what was being typed last and was neither saved nor discarded. Drafts of cards that are no longer listed do not count.
 * Indexed reads on the thread of the library.
 *
 * Returns: whether there is a draft
 */
gboolean
deckle_library_find_draft (DeckleLibrary *self,
                           gint64        *card)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (card != NULL, FALSE);

  db = deckle_library_get_db (self, NULL);
  statement = db != NULL ? deckle_sql_prepare (db,
                                               "SELECT card FROM card_draft WHERE card = 0 OR EXISTS (SELECT 1 FROM card "
                                               "WHERE card.id = card_draft.card AND retired = 0) ORDER BY time_ms DESC LIMIT 1",
                                               NULL) : NULL;
  if (statement == NULL || !deckle_sql_step (statement, NULL))
    return FALSE;
  *card = sqlite3_column_int64 (statement, 0);
  return TRUE;
}
