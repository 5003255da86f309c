/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-updates.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"

/**
 * deckle_update_free:
 * @update: (transfer full) (nullable): an update
 *
 * Frees an update.
 */
void
deckle_update_free (DeckleUpdate *update)
{
  if (update == NULL)
    return;
  g_free (update->title);
  g_free (update->version);
  g_free (update->since);
  g_array_unref (update->fresh);
  g_array_unref (update->changed);
  g_free (update);
}

static gboolean
record_cards (sqlite3             *db,
              gint64               deck,
              const char * const  *ids,
              DeckleUpdateKind     kind,
              GError             **error)
{
  /* A card that is new and was changed before anybody looked is still new. */
  for (int i = 0; ids[i] != NULL; i++)
    if (!deckle_sql_run (db, error,
                         "INSERT INTO deck_update_card (deck, card, kind) "
                         "SELECT deck, id, ?3 FROM card WHERE deck = ?1 AND card_id = ?2 "
                         "ON CONFLICT (deck, card) DO UPDATE SET kind = CASE WHEN kind = 0 AND ?3 = 1 THEN 0 ELSE ?3 END",
                         "lti", deck, ids[i], (int) kind))
      return FALSE;
  return TRUE;
}

/**
 * deckle_library_record_update:
 * @db: the writer's connection, inside the transaction that merged the bank
 * @deck: row id of the deck
 * @old_version: the version that it had
 * @plan: what the merge did
 * @error: return location for a [error@LibraryError]
 *
 * Keeps the list of what a new version brought. It takes the place of a list that was seen, and is added to one that was not:
 * the learner is always told what changed since the version they last looked at. An update that changes no card leaves no trace.
 *
 * Returns: whether it was kept
 */
gboolean
deckle_library_record_update (sqlite3                 *db,
                              gint64                   deck,
                              const char              *old_version,
                              const DeckleImportPlan  *plan,
                              GError                 **error)
{
  if (plan->fresh[0] == NULL && plan->changed[0] == NULL && plan->vanished[0] == NULL)
    return TRUE;

  return deckle_sql_run (db, error, "DELETE FROM deck_update_card WHERE deck IN "
                         "(SELECT deck FROM deck_update WHERE deck = ? AND seen = 1)", "l", deck) &&
         deckle_sql_run (db, error, "DELETE FROM deck_update WHERE deck = ? AND seen = 1", "l", deck) &&
         deckle_sql_run (db, error, "INSERT INTO deck_update (deck, since) VALUES (?, ?) ON CONFLICT (deck) DO NOTHING",
                         "lt", deck, old_version) &&
         record_cards (db, deck, (const char * const *) plan->fresh, DECKLE_UPDATE_NEW, error) &&
         record_cards (db, deck, (const char * const *) plan->changed, DECKLE_UPDATE_CHANGED, error) &&
         record_cards (db, deck, (const char * const *) plan->vanished, DECKLE_UPDATE_RETIRED, error);
}

static gboolean
read_head (sqlite3       *db,
           DeckleUpdate  *update,
           GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT d.id, coalesce (d.own_title, d.title), d.version, u.since, coalesce (u.seen, 1), "
                                  "(SELECT count(*) FROM card AS c JOIN section AS s ON s.id = c.section "
                                  " WHERE s.deck = d.id AND c.retired = 0) "
                                  "FROM deck AS d LEFT JOIN deck_update AS u ON u.deck = d.id "
                                  "WHERE d.kind = 0 AND d.removed = 0 ORDER BY d.id LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  if (deckle_sql_step (statement, &local_error))
    {
      update->deck = sqlite3_column_int64 (statement, 0);
      update->title = deckle_sql_dup_text (statement, 1);
      update->version = deckle_sql_dup_text (statement, 2);
      update->since = deckle_sql_dup_text (statement, 3);
      update->seen = sqlite3_column_int (statement, 4) != 0;
      update->n_cards = (guint) sqlite3_column_int (statement, 5);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
read_cards (sqlite3       *db,
            DeckleUpdate  *update,
            GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT u.kind, c.id FROM deck_update_card AS u JOIN card AS c ON c.id = u.card "
                                  "WHERE u.deck = ? ORDER BY c.number, c.id", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", update->deck);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleUpdateKind kind = (DeckleUpdateKind) sqlite3_column_int (statement, 0);
      gint64 row = sqlite3_column_int64 (statement, 1);

      if (kind == DECKLE_UPDATE_RETIRED)
        update->n_retired++;
      else
        g_array_append_val (kind == DECKLE_UPDATE_NEW ? update->fresh : update->changed, row);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/**
 * deckle_library_get_update:
 * @self: a library
 * @error: return location for a [error@LibraryError]
 *
 * Says which version of the bundled bank is here and what its newest update brought. Indexed reads, on the thread of the library.
 *
 * Returns: (transfer full) (nullable): the update
 */
DeckleUpdate *
deckle_library_get_update (DeckleLibrary  *self,
                           GError        **error)
{
  g_autoptr (DeckleUpdate) update = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  if (db == NULL)
    return NULL;
  update = g_new0 (DeckleUpdate, 1);
  update->seen = TRUE;
  update->fresh = g_array_new (FALSE, FALSE, sizeof (gint64));
  update->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!read_head (db, update, error) || (update->since != NULL && !read_cards (db, update, error)))
    return NULL;
  return g_steal_pointer (&update);
}

static gboolean
write_seen (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  write->loss = g_strdup (_("The list of new questions will be shown once more."));
  return deckle_sql_run (write->db, error, "UPDATE deck_update SET seen = 1 WHERE seen = 0", "");
}

/**
 * deckle_library_mark_update_seen_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Notes that the learner was shown what the newest update brought. The list stays until the next one.
 */
void
deckle_library_mark_update_seen_async (DeckleLibrary       *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  deckle_library_write (self, write_seen, NULL, NULL, cancellable, deckle_library_mark_update_seen_async, callback,
                        user_data);
}
