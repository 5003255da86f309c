/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-decks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "library/deckle-library-private.h"
#include "library/deckle-undo.h"

/**
 * deckle_deck_info_free:
 * @info: (transfer full) (nullable): a deck
 *
 * Frees what is known about a deck.
 */
void
deckle_deck_info_free (DeckleDeckInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->id);
  g_free (info->title);
  g_free (info->language);
  g_free (info->version);
  g_free (info);
}

/**
 * deckle_section_info_free:
 * @info: (transfer full) (nullable): a section
 *
 * Frees what is known about a section.
 */
void
deckle_section_info_free (DeckleSectionInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->id);
  g_free (info->title);
  g_free (info->short_title);
  g_free (info->colour);
  g_free (info->icon);
  g_free (info->emoji);
  g_free (info);
}

static gpointer
read_deck (sqlite3_stmt *statement)
{
  DeckleDeckInfo *info = g_new0 (DeckleDeckInfo, 1);

  info->row = sqlite3_column_int64 (statement, 0);
  info->id = deckle_sql_dup_text (statement, 1);
  info->title = deckle_sql_dup_text (statement, 2);
  info->language = deckle_sql_dup_text (statement, 3);
  info->version = deckle_sql_dup_text (statement, 4);
  info->kind = (DeckleDeckKind) sqlite3_column_int (statement, 5);
  info->enabled = sqlite3_column_int (statement, 6) != 0;
  info->n_cards = (guint) sqlite3_column_int64 (statement, 7);
  return info;
}

static gpointer
read_section (sqlite3_stmt *statement)
{
  DeckleSectionInfo *info = g_new0 (DeckleSectionInfo, 1);

  info->row = sqlite3_column_int64 (statement, 0);
  info->deck = sqlite3_column_int64 (statement, 1);
  info->id = deckle_sql_dup_text (statement, 2);
  info->title = deckle_sql_dup_text (statement, 3);
  info->short_title = deckle_sql_dup_text (statement, 4);
  info->colour = deckle_sql_dup_text (statement, 5);
  info->icon = deckle_sql_dup_text (statement, 6);
  info->emoji = deckle_sql_dup_text (statement, 7);
  info->order = sqlite3_column_int (statement, 8);
  info->n_cards = (guint) sqlite3_column_int64 (statement, 9);
  return info;
}

/* One info for each row; @deck is parameter 1 where the query has one. */
static GPtrArray *
list_rows (DeckleLibrary   *self,
           const char      *sql,
           gint64           deck,
           gpointer       (*read) (sqlite3_stmt *statement),
           GDestroyNotify   free_info,
           GError         **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_info);
  g_autoptr (sqlite3_stmt) statement = NULL;
  sqlite3 *db = deckle_library_get_db (self, error);
  GError *local_error = NULL;

  statement = db != NULL ? deckle_sql_prepare (db, sql, error) : NULL;
  if (statement == NULL)
    return NULL;
  if (sqlite3_bind_parameter_count (statement) > 0)
    deckle_sql_bind (statement, "l", deck);
  while (deckle_sql_step (statement, &local_error))
    g_ptr_array_add (list, read (statement));
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, local_error);
  return NULL;
}

static int
compare_decks (gconstpointer a,
               gconstpointer b)
{
  const DeckleDeckInfo *first = *(DeckleDeckInfo * const *) a, *second = *(DeckleDeckInfo * const *) b;
  int order = (second->kind == DECKLE_DECK_BUNDLED) - (first->kind == DECKLE_DECK_BUNDLED);

  if (order == 0)
    order = g_utf8_collate (first->title, second->title);
  return order != 0 ? order : (first->row > second->row) - (first->row < second->row);
}

/**
 * deckle_library_list_decks:
 * @self: a library
 * @error: return location for a [error@LibraryError]
 *
 * Lists the decks, those that are switched off too, removed ones not. Indexed reads.
 *
 * Returns: (transfer full) (nullable) (element-type DeckleDeckInfo): bundled ones first, then by title
 */
GPtrArray *
deckle_library_list_decks (DeckleLibrary  *self,
                           GError        **error)
{
  GPtrArray *list;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  list = list_rows (self,
                    "SELECT id, deck_id, coalesce (own_title, title), language, version, kind, enabled, "
                    "(SELECT coalesce (sum (t.n), 0) FROM section CROSS JOIN card_tally AS t ON t.kind = 0 AND "
                    "t.section = section.id AND t.day = 0 WHERE section.deck = deck.id) FROM deck WHERE removed = 0",
                    0, read_deck, (GDestroyNotify) deckle_deck_info_free, error);
  if (list != NULL)
    g_ptr_array_sort (list, compare_decks);
  return list;
}

/**
 * deckle_library_list_sections:
 * @self: a library
 * @deck: row id of a deck, 0 for all of them
 * @error: return location for a [error@LibraryError]
 *
 * Lists the sections that have cards. Indexed reads.
 *
 * Returns: (transfer full) (nullable) (element-type DeckleSectionInfo): in the order of their decks and in the decks'
 *   own order
 */
GPtrArray *
deckle_library_list_sections (DeckleLibrary  *self,
                              gint64          deck,
                              GError        **error)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  return list_rows (self,
                    "SELECT section.id, section.deck, section.section_id, section.title, section.short_title, "
                    "section.colour, section.icon, section.emoji, section.position, "
                    "coalesce ((SELECT n FROM card_tally WHERE kind = 0 AND card_tally.section = section.id AND day = 0), 0) "
                    "FROM section JOIN deck ON deck.id = section.deck "
                    "WHERE deck.removed = 0 AND section.retired = 0 AND (?1 = 0 OR deck.id = ?1) "
                    "ORDER BY deck.kind, coalesce (deck.own_title, deck.title), deck.id, section.position, section.id",
                    deck, read_section, (GDestroyNotify) deckle_section_info_free, error);
}

/* Changing a deck */

typedef struct
{
  gint64      deck;
  const char *sql;     /* ?1 the deck, ?2 the title, ?3 whether enabled */
  char       *title;
  gboolean    enabled;
} DeckChange;

static void
deck_change_free (gpointer data)
{
  DeckChange *change = data;

  g_free (change->title);
  g_free (change);
}

static gboolean
write_deck (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const DeckChange *change = data;
  gint64 step;

  write->loss = g_strdup (_("The deck is as it was."));
  step = deckle_undo_push (write, DECKLE_UNDO_DECK, change->deck, 0, 0, 0, error);
  if (step == 0 || !deckle_undo_save_deck (write, step, DECKLE_UNDO_BEFORE, change->deck, error) ||
      !deckle_sql_run (write->db, error, change->sql, "lti", change->deck, change->title, change->enabled) ||
      !deckle_undo_save_deck (write, step, DECKLE_UNDO_AFTER, change->deck, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_DECKS | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

static DeckChange *
deck_change_new (gint64      deck,
                 const char *sql)
{
  DeckChange *change = g_new0 (DeckChange, 1);

  change->deck = deck;
  change->sql = sql;
  return change;
}

/**
 * deckle_library_rename_deck_async:
 * @self: a library
 * @deck: row id of a deck
 * @title: the user's name for it; an empty one gives the deck its own title back
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Renames a deck, as one undoable step. A later import leaves the name alone.
 */
void
deckle_library_rename_deck_async (DeckleLibrary       *self,
                                  gint64               deck,
                                  const char          *title,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  DeckChange *change;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (title != NULL);

  change = deck_change_new (deck, "UPDATE deck SET own_title = nullif (nullif (?2, ''), title) WHERE id = ?1");
  change->title = g_strstrip (g_strdup (title));
  deckle_library_write (self, write_deck, change, deck_change_free, NULL, deckle_library_rename_deck_async, callback,
                        user_data);
}

/**
 * deckle_library_remove_deck_async:
 * @self: a library
 * @deck: row id of a deck
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Takes a deck out of every list, as one undoable step. Its cards and their log stay in the library.
 */
void
deckle_library_remove_deck_async (DeckleLibrary       *self,
                                  gint64               deck,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  deckle_library_write (self, write_deck, deck_change_new (deck, "UPDATE deck SET removed = 1 WHERE id = ?1"),
                        deck_change_free, NULL, deckle_library_remove_deck_async, callback, user_data);
}

/**
 * deckle_library_enable_deck_async:
 * @self: a library
 * @deck: row id of a deck
 * @enabled: whether Today draws from it
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Switches a deck on or off for Today, as one undoable step.
 */
void
deckle_library_enable_deck_async (DeckleLibrary       *self,
                                  gint64               deck,
                                  gboolean             enabled,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  DeckChange *change;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  change = deck_change_new (deck, "UPDATE deck SET enabled = ?3 WHERE id = ?1");
  change->enabled = enabled != FALSE;
  deckle_library_write (self, write_deck, change, deck_change_free, NULL, deckle_library_enable_deck_async, callback,
                        user_data);
}
