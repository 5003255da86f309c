/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-text-image.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-schema.h"

/* On the card */

static gboolean
store_list (sqlite3             *db,
            gint64               row,
            const char          *remove,
            const char          *insert,
            const char * const  *items,
            GError             **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!deckle_sql_run (db, error, remove, "l", row))
    return FALSE;
  if (items == NULL || items[0] == NULL)
    return TRUE;
  statement = deckle_sql_prepare (db, insert, error);
  if (statement == NULL)
    return FALSE;
  for (int i = 0; items[i] != NULL; i++)
    {
      deckle_sql_rebind (statement, "lit", row, i, items[i]);
      if (!deckle_sql_finish (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_references (sqlite3     *db,
                  gint64       row,
                  DeckleCard  *card,
                  GError     **error)
{
  if (!deckle_sql_run (db, error, "DELETE FROM card_reference WHERE card = ?", "l", row))
    return FALSE;
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);

      if (!deckle_sql_run (db, error, "INSERT INTO card_reference (card, position, title, url) VALUES (?, ?, ?, ?)",
                           "litt", row, (int) i, reference->title, reference->url))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_lists (sqlite3     *db,
             gint64       row,
             DeckleCard  *card,
             GError     **error)
{
  return store_list (db, row, "DELETE FROM card_point WHERE card = ?",
                     "INSERT INTO card_point (card, position, text) VALUES (?, ?, ?)",
                     deckle_card_get_points (card), error) &&
         store_list (db, row, "DELETE FROM card_tag WHERE card = ?",
                     "INSERT INTO card_tag (card, position, tag) VALUES (?, ?, ?)",
                     deckle_card_get_tags (card), error) &&
         store_list (db, row, "DELETE FROM card_see_also WHERE card = ?",
                     "INSERT INTO card_see_also (card, position, card_id) VALUES (?, ?, ?)",
                     deckle_card_get_see_also (card), error) &&
         store_list (db, row, "DELETE FROM card_import WHERE card = ?",
                     "INSERT INTO card_import (card, position, path) VALUES (?, ?, ?)",
                     (const char * const *) deckle_card_get_code (card)->imports, error) &&
         store_references (db, row, card, error) &&
         deckle_schema_index_card (db, row, error);
}

/**
 * deckle_card_store_text:
 * @db: the writer's connection, inside a transaction
 * @row: row id of a card
 * @card: what it says from now on; its id and number do not count
 * @version_step: by how much text_version grows
 * @error: return location for a [error@LibraryError]
 *
 * Stores everything that a card says, and puts it into the search index.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_card_store_text (sqlite3     *db,
                        gint64       row,
                        DeckleCard  *card,
                        int          version_step,
                        GError     **error)
{
  const DeckleCode *code = deckle_card_get_code (card);

  return deckle_sql_run (db, error,
                         "UPDATE card SET level = ?2, question = ?3, answer = ?4, detail = ?5, code_kind = ?6, "
                         "code_text = ?7, code_lang = ?8, code_output = ?9, code_go = ?10, code_external = ?11, "
                         "code_fails = ?12, code_to_stderr = ?13, code_run = ?14, text_version = text_version + ?15 "
                         "WHERE id = ?1",
                         "litttittttiiiii", row, (int) deckle_card_get_level (card), deckle_card_get_question (card),
                         deckle_card_get_answer (card), deckle_card_get_detail (card), (int) code->kind, code->text,
                         code->lang, code->output, code->go_version, code->external != FALSE, code->fails != FALSE,
                         code->to_stderr != FALSE, code->run != FALSE, version_step) &&
         store_lists (db, row, card, error);
}

/* Images */

static gboolean
store_image_list (sqlite3             *db,
                  gint64               image,
                  DeckleTextList       list,
                  const char * const  *items,
                  GError             **error)
{
  for (int i = 0; items != NULL && items[i] != NULL; i++)
    if (!deckle_sql_run (db, error, "INSERT INTO text_image_list (image, list, position, text) VALUES (?, ?, ?, ?)",
                         "liit", image, (int) list, i, items[i]))
      return FALSE;
  return TRUE;
}

static gboolean
store_image_references (sqlite3     *db,
                        gint64       image,
                        DeckleCard  *card,
                        GError     **error)
{
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);

      if (!deckle_sql_run (db, error, "INSERT INTO text_image_list (image, list, position, text, url) VALUES (?, ?, ?, ?, ?)",
                           "liitt", image, DECKLE_TEXT_LIST_REFERENCES, (int) i, reference->title, reference->url))
        return FALSE;
    }
  return TRUE;
}

/**
 * deckle_text_image_store:
 * @db: the writer's connection, inside a transaction
 * @card: what to keep
 * @error: return location for a [error@LibraryError]
 *
 * Keeps what a card says. An image is never changed.
 *
 * Returns: the image, 0 with @error set
 */
gint64
deckle_text_image_store (sqlite3     *db,
                         DeckleCard  *card,
                         GError     **error)
{
  const DeckleCode *code = deckle_card_get_code (card);
  gint64 image;

  if (!deckle_sql_run (db, error,
                       "INSERT INTO text_image (number, level, question, answer, detail, code_kind, code_text, code_lang, "
                       "code_output, code_go, code_external, code_fails, code_to_stderr, code_run) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "iitttittttiiii", deckle_card_get_number (card), (int) deckle_card_get_level (card),
                       deckle_card_get_question (card), deckle_card_get_answer (card), deckle_card_get_detail (card),
                       (int) code->kind, code->text, code->lang, code->output, code->go_version, code->external != FALSE,
                       code->fails != FALSE, code->to_stderr != FALSE, code->run != FALSE))
    return 0;
  image = sqlite3_last_insert_rowid (db);
  if (!store_image_list (db, image, DECKLE_TEXT_LIST_POINTS, deckle_card_get_points (card), error) ||
      !store_image_list (db, image, DECKLE_TEXT_LIST_TAGS, deckle_card_get_tags (card), error) ||
      !store_image_list (db, image, DECKLE_TEXT_LIST_SEE_ALSO, deckle_card_get_see_also (card), error) ||
      !store_image_list (db, image, DECKLE_TEXT_LIST_IMPORTS, (const char * const *) code->imports, error) ||
      !store_image_references (db, image, card, error))
    return 0;
  return image;
}

static gboolean
read_lists (sqlite3     *db,
            gint64       image,
            DeckleCard  *card,
            GStrv       *imports,
            GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  GStrvBuilder *builders[DECKLE_TEXT_LIST_REFERENCES];
  GStrv lists[DECKLE_TEXT_LIST_REFERENCES];

  statement = deckle_sql_prepare (db, "SELECT list, text, url FROM text_image_list WHERE image = ? ORDER BY list, position",
                                  error);
  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (builders); i++)
    builders[i] = g_strv_builder_new ();
  deckle_sql_bind (statement, "l", image);
  while (deckle_sql_step (statement, &local_error))
    {
      int list = sqlite3_column_int (statement, 0);
      const char *text = (const char *) sqlite3_column_text (statement, 1);

      if (list == DECKLE_TEXT_LIST_REFERENCES && sqlite3_column_type (statement, 2) != SQLITE_NULL)
        deckle_card_add_reference (card, text, (const char *) sqlite3_column_text (statement, 2));
      else if (list >= 0 && list < (int) G_N_ELEMENTS (builders))
        g_strv_builder_add (builders[list], text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (builders); i++)
    {
      lists[i] = g_strv_builder_end (builders[i]);
      g_strv_builder_unref (builders[i]);
    }
  deckle_card_set_points (card, (const char * const *) lists[DECKLE_TEXT_LIST_POINTS]);
  deckle_card_set_tags (card, (const char * const *) lists[DECKLE_TEXT_LIST_TAGS]);
  deckle_card_set_see_also (card, (const char * const *) lists[DECKLE_TEXT_LIST_SEE_ALSO]);
  *imports = g_steal_pointer (&lists[DECKLE_TEXT_LIST_IMPORTS]);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static DeckleCard *
read_image (sqlite3       *db,
            sqlite3_stmt  *statement,
            gint64         image,
            const char    *card_id,
            int            number,
            GError       **error)
{
  g_autoptr (DeckleCard) card = NULL;
  g_auto (GStrv) imports = NULL;
  DeckleCode code = { .kind = (DeckleCodeKind) sqlite3_column_int (statement, 5) };

  card = deckle_card_new (card_id, number != 0 ? number : sqlite3_column_int (statement, 0),
                          (const char *) sqlite3_column_text (statement, 2),
                          (const char *) sqlite3_column_text (statement, 3));
  deckle_card_set_level (card, (DeckleLevel) sqlite3_column_int (statement, 1));
  deckle_card_set_detail (card, (const char *) sqlite3_column_text (statement, 4));
  if (!read_lists (db, image, card, &imports, error))
    return NULL;
  if (code.kind == DECKLE_CODE_NONE)
    return g_steal_pointer (&card);

  code.text = (char *) sqlite3_column_text (statement, 6);
  code.lang = (char *) sqlite3_column_text (statement, 7);
  code.output = (char *) sqlite3_column_text (statement, 8);
  code.go_version = (char *) sqlite3_column_text (statement, 9);
  code.external = sqlite3_column_int (statement, 10) != 0;
  code.fails = sqlite3_column_int (statement, 11) != 0;
  code.to_stderr = sqlite3_column_int (statement, 12) != 0;
  code.run = sqlite3_column_int (statement, 13) != 0;
  code.imports = imports != NULL && imports[0] != NULL ? imports : NULL;
  deckle_card_set_code (card, &code);
  return g_steal_pointer (&card);
}

/**
 * deckle_text_image_read:
 * @db: any connection
 * @image: an image
 * @card_id: id for the card
 * @number: its number, 0 for the one that was kept
 * @error: return location for a [error@LibraryError]: %DECKLE_LIBRARY_ERROR_NOT_FOUND when there is no such image
 *
 * Returns: (transfer full) (nullable): what was kept, as a card
 */
DeckleCard *
deckle_text_image_read (sqlite3     *db,
                        gint64       image,
                        const char  *card_id,
                        int          number,
                        GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT number, level, question, answer, detail, code_kind, code_text, code_lang, "
                                  "code_output, code_go, code_external, code_fails, code_to_stderr, code_run "
                                  "FROM text_image WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", image);
  if (deckle_sql_step (statement, &local_error))
    return read_image (db, statement, image, card_id, number, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                         _("An earlier text of the card is not in the library any more."));
  return NULL;
}

/**
 * deckle_card_copy_as:
 * @card: a card
 * @id: another id
 * @number: another number
 *
 * Returns: (transfer full): a card that says the same
 */
DeckleCard *
deckle_card_copy_as (DeckleCard *card,
                     const char *id,
                     int         number)
{
  DeckleCard *copy = deckle_card_new (id, number, deckle_card_get_question (card), deckle_card_get_answer (card));

  deckle_card_set_detail (copy, deckle_card_get_detail (card));
  deckle_card_set_level (copy, deckle_card_get_level (card));
  deckle_card_set_points (copy, deckle_card_get_points (card));
  deckle_card_set_tags (copy, deckle_card_get_tags (card));
  deckle_card_set_see_also (copy, deckle_card_get_see_also (card));
  deckle_card_set_code (copy, deckle_card_get_code (card));
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);

      deckle_card_add_reference (copy, reference->title, reference->url);
    }
  return copy;
}

/**
 * deckle_text_image_collect:
 * @db: the writer's connection, inside a transaction
 * @error: return location for a [error@LibraryError]
 *
 * Drops the images that nothing refers to any more: undo steps that were forgotten leave them behind.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_text_image_collect (sqlite3  *db,
                           GError  **error)
{
  return deckle_sql_exec (db,
                          "DELETE FROM text_image WHERE id NOT IN ("
                          "SELECT image FROM undo_text WHERE image IS NOT NULL UNION "
                          "SELECT base FROM undo_text WHERE base IS NOT NULL UNION "
                          "SELECT image FROM card_edit UNION "
                          "SELECT image FROM card_origin WHERE image IS NOT NULL UNION "
                          "SELECT image FROM card_draft)", error);
}
