/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-cards.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"

/* Which columns of card read_text() wants, and how many. */
#define TEXT_COLUMNS \
  "card_id, number, question, answer, detail, level, code_kind, code_text, code_lang, code_output, code_go, code_external, " \
  "code_fails, code_to_stderr, code_run"

/**
 * deckle_card_record_free:
 * @record: (transfer full) (nullable): a record
 *
 * Frees a record and drops its card.
 */
void
deckle_card_record_free (DeckleCardRecord *record)
{
  if (record == NULL)
    return;
  g_clear_object (&record->card);
  g_free (record->note);
  g_free (record);
}

/**
 * deckle_schedule_read:
 * @statement: a statement on a row
 * @first_column: where %DECKLE_SCHEDULE_COLUMNS begin
 * @schedule: (out caller-allocates): where the card stands
 */
void
deckle_schedule_read (sqlite3_stmt   *statement,
                      int             first_column,
                      DeckleSchedule *schedule)
{
  int column = first_column;

  schedule->state = (DeckleState) sqlite3_column_int (statement, column++);
  schedule->step_left = sqlite3_column_int (statement, column++);
  schedule->reps = sqlite3_column_int (statement, column++);
  schedule->lapses = sqlite3_column_int (statement, column++);
  schedule->memory.stability = sqlite3_column_double (statement, column++);
  schedule->memory.stability_fast = sqlite3_column_double (statement, column++);
  schedule->memory.difficulty = sqlite3_column_double (statement, column++);
  schedule->due_ms = sqlite3_column_int64 (statement, column++);
  schedule->due_day = sqlite3_column_int (statement, column++);
  schedule->interval_days = sqlite3_column_double (statement, column++);
  schedule->last_review_ms = sqlite3_column_int64 (statement, column++);
  schedule->last_day = sqlite3_column_int (statement, column++);
}

static gboolean
fail_gone (GError **error)
{
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                       _("The card is not in the library any more."));
  return FALSE;
}

/* The texts of one list of a card; NULL with @error set. An empty list is an empty vector. */
static GStrv
read_list (sqlite3     *db,
           const char  *sql,
           gint64       row,
           GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  GError *local_error = NULL;

  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", row);
  while (deckle_sql_step (statement, &local_error))
    g_strv_builder_add (list, (const char *) sqlite3_column_text (statement, 0));
  if (local_error == NULL)
    return g_strv_builder_end (list);
  g_propagate_error (error, local_error);
  return NULL;
}

static gboolean
read_references (sqlite3     *db,
                 DeckleCard  *card,
                 gint64       row,
                 GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db, "SELECT title, url FROM card_reference WHERE card = ? ORDER BY position", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", row);
  while (deckle_sql_step (statement, &local_error))
    deckle_card_add_reference (card, (const char *) sqlite3_column_text (statement, 0),
                               (const char *) sqlite3_column_text (statement, 1));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
read_code (sqlite3       *db,
           sqlite3_stmt  *statement,
           int            column,
           DeckleCard    *card,
           gint64         row,
           GError       **error)
{
  g_auto (GStrv) imports = NULL;
  DeckleCode code = { .kind = (DeckleCodeKind) sqlite3_column_int (statement, column) };

  if (code.kind == DECKLE_CODE_NONE)
    return TRUE;
  imports = read_list (db, "SELECT path FROM card_import WHERE card = ? ORDER BY position", row, error);
  if (imports == NULL)
    return FALSE;

  code.text = (char *) sqlite3_column_text (statement, column + 1);
  code.lang = (char *) sqlite3_column_text (statement, column + 2);
  code.output = (char *) sqlite3_column_text (statement, column + 3);
  code.go_version = (char *) sqlite3_column_text (statement, column + 4);
  code.external = sqlite3_column_int (statement, column + 5) != 0;
  code.fails = sqlite3_column_int (statement, column + 6) != 0;
  code.to_stderr = sqlite3_column_int (statement, column + 7) != 0;
  code.run = sqlite3_column_int (statement, column + 8) != 0;
  code.imports = imports[0] != NULL ? imports : NULL;
  deckle_card_set_code (card, &code);
  return TRUE;
}

static DeckleCard *
read_text (sqlite3       *db,
           sqlite3_stmt  *statement,
           int            column,
           gint64         row,
           GError       **error)
{
  g_autoptr (DeckleCard) card = NULL;
  g_auto (GStrv) points = NULL, tags = NULL, see_also = NULL;

  card = deckle_card_new ((const char *) sqlite3_column_text (statement, column),
                          sqlite3_column_int (statement, column + 1),
                          (const char *) sqlite3_column_text (statement, column + 2),
                          (const char *) sqlite3_column_text (statement, column + 3));
  deckle_card_set_detail (card, (const char *) sqlite3_column_text (statement, column + 4));
  deckle_card_set_level (card, (DeckleLevel) sqlite3_column_int (statement, column + 5));

  points = read_list (db, "SELECT text FROM card_point WHERE card = ? ORDER BY position", row, error);
  if (points == NULL)
    return NULL;
  tags = read_list (db, "SELECT tag FROM card_tag WHERE card = ? ORDER BY position", row, error);
  if (tags == NULL)
    return NULL;
  see_also = read_list (db, "SELECT card_id FROM card_see_also WHERE card = ? ORDER BY position", row, error);
  if (see_also == NULL)
    return NULL;
  deckle_card_set_points (card, (const char * const *) points);
  deckle_card_set_tags (card, (const char * const *) tags);
  deckle_card_set_see_also (card, (const char * const *) see_also);
  if (!read_code (db, statement, column + 6, card, row, error) || !read_references (db, card, row, error))
    return NULL;
  return g_steal_pointer (&card);
}

/**
 * deckle_library_read_card:
 * @db: any connection
 * @row: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (nullable): the text of the card
 */
DeckleCard *
deckle_library_read_card (sqlite3  *db,
                          gint64    row,
                          GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, "SELECT " TEXT_COLUMNS " FROM card WHERE id = ?", error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", row);
  if (deckle_sql_step (statement, &local_error))
    return read_text (db, statement, 0, row, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    fail_gone (error);
  return NULL;
}

/**
 * deckle_library_load_card:
 * @self: a library
 * @row: row id of a card
 * @error: return location for a [error@LibraryError]: %DECKLE_LIBRARY_ERROR_NOT_FOUND when the card vanished
 *
 * Makes the card of a row: its text, where it stands, and what the user did to it. A retired card loads as well. Indexed
 * reads on the thread of the library.
 *
 * Returns: (transfer full) (nullable): the card
 */
DeckleCardRecord *
deckle_library_load_card (DeckleLibrary  *self,
                          gint64          row,
                          GError        **error)
{
  g_autoptr (DeckleCardRecord) record = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  if (db == NULL)
    return NULL;
  statement = deckle_sql_prepare (db,
                                  "SELECT deck, section, seed, suspended, buried_until_day, flag, retired, "
                                  "(SELECT text FROM card_note WHERE card_note.card = card.id), "
                                  "(SELECT pending FROM card_edit JOIN deck ON deck.id = card.deck AND deck.kind <> 2 "
                                  "WHERE card_edit.card = card.id), "
                                  DECKLE_SCHEDULE_COLUMNS ", " TEXT_COLUMNS " FROM card WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", row);
  if (!deckle_sql_step (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        fail_gone (error);
      return NULL;
    }

  record = g_new0 (DeckleCardRecord, 1);
  record->row = row;
  record->deck = sqlite3_column_int64 (statement, 0);
  record->section = sqlite3_column_int64 (statement, 1);
  record->seed = (guint64) sqlite3_column_int64 (statement, 2);
  record->suspended = sqlite3_column_int (statement, 3) != 0;
  record->buried_until_day = sqlite3_column_int (statement, 4);
  record->flag = sqlite3_column_int (statement, 5);
  record->retired = sqlite3_column_int (statement, 6) != 0;
  record->note = deckle_sql_dup_text (statement, 7);
  record->edited = sqlite3_column_type (statement, 8) != SQLITE_NULL;
  record->pending = sqlite3_column_int (statement, 8) != 0;
  deckle_schedule_read (statement, 9, &record->schedule);
  record->card = read_text (db, statement, 9 + DECKLE_N_SCHEDULE_COLUMNS, row, error);
  if (record->card == NULL)
    return NULL;
  return g_steal_pointer (&record);
}

/**
 * deckle_library_find_card:
 * @self: a library
 * @deck: row id of a deck
 * @card_id: id of a card in it
 *
 * Finds a card as another one of the deck names it (see also), also when either of them was moved to a deck of the user's own.
 *
 * Returns: row id of the card, 0 when there is no such card (any more)
 */
gint64
deckle_library_find_card (DeckleLibrary *self,
                          gint64         deck,
                          const char    *card_id)
{
  static const char * const places[] = {
    "SELECT id FROM card WHERE deck = ? AND card_id = ? AND retired = 0",
    /* moved out of this deck */
    "SELECT card.id FROM card_origin AS o JOIN card ON card.id = o.card "
    "WHERE o.deck = ? AND o.card_id = ? AND card.retired = 0",
    /* named by a card that was moved into this deck: in a deck that it came from, or moved from there as well */
    "SELECT card.id FROM card WHERE card.card_id = ?2 AND card.retired = 0 AND card.deck IN "
    "(SELECT o.deck FROM card_origin AS o JOIN card AS c ON c.id = o.card WHERE c.deck = ?1) LIMIT 1",
    "SELECT card.id FROM card_origin AS p JOIN card ON card.id = p.card WHERE p.card_id = ?2 AND card.retired = 0 "
    "AND p.deck IN (SELECT o.deck FROM card_origin AS o JOIN card AS c ON c.id = o.card WHERE c.deck = ?1) LIMIT 1",
  };
  gint64 row = 0;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), 0);
  g_return_val_if_fail (card_id != NULL, 0);

  db = deckle_library_get_db (self, NULL);
  for (gsize i = 0; db != NULL && row == 0 && i < G_N_ELEMENTS (places); i++)
    deckle_sql_get_int64 (db, &row, NULL, places[i], "lt", deck, card_id);
  return row;
}

/**
 * deckle_library_list_cards:
 * @self: a library
 * @scope: which cards
 * @error: return location for a [error@LibraryError]
 *
 * Lists the cards of a scope, suspended and buried ones too, retired ones not.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): row ids in order of deck, section and number
 */
GArray *
deckle_library_list_cards (DeckleLibrary  *self,
                           DeckleScope     scope,
                           GError        **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  if (db == NULL)
    return NULL;
  statement = deckle_sql_prepare (db,
                                  "SELECT card.id FROM section JOIN deck ON deck.id = section.deck "
                                  "CROSS JOIN card INDEXED BY card_order ON card.section = section.id AND card.retired = 0 "
                                  "WHERE section.id IN " DECKLE_SCOPE_SECTIONS
                                  " ORDER BY deck.kind, coalesce (deck.own_title, deck.title), deck.id, section.position, "
                                  "section.id, card.number, card.id", error);
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "ll", scope.deck, scope.section);
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 row = sqlite3_column_int64 (statement, 0);

      g_array_append_val (rows, row);
    }
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, local_error);
  return NULL;
}
