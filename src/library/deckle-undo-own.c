/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-undo"
#include "deckle-config.h"
#include "library/deckle-undo.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-card-place.h"
#include "library/deckle-text-image.h"

/* What steps keep about notes, texts, places and sections: deckle-undo.c keeps the rest. */

/* How a step is called. */
char *
deckle_undo_describe_own (DeckleUndoKind kind,
                          gint64         value)
{
  switch ((int) kind)
    {
    case DECKLE_UNDO_NOTE:
      return g_strdup (value != 0 ? _("Note") : _("Remove Note"));
    case DECKLE_UNDO_RESET:
      return g_strdup (_("Reset"));
    case DECKLE_UNDO_EDIT:
      return g_strdup (value == DECKLE_EDIT_REVERT ? _("Revert") : value == DECKLE_EDIT_KEEP ? _("Keep Mine") : _("Edit"));
    case DECKLE_UNDO_CREATE:
      return g_strdup (value == DECKLE_CREATE_DECK      ? _("New Deck")
                       : value == DECKLE_CREATE_SECTION ? _("New Section")
                                                        : _("New Card"));
    case DECKLE_UNDO_DELETE:
      return g_strdup (_("Delete"));
    case DECKLE_UNDO_MOVE:
      return g_strdup (C_("what is done to cards", "Move"));
    case DECKLE_UNDO_SECTION:
      return g_strdup (_("Rename Section"));
    default:
      return NULL;
    }
}

static gboolean
expect_one (sqlite3     *db,
            const char  *sentence,
            GError     **error)
{
  if (sqlite3_changes (db) == 1)
    return TRUE;
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND, sentence);
  return FALSE;
}

/* Remembers a row of the log that belongs to a step. */
gboolean
deckle_undo_save_review (DeckleWrite  *write,
                         gint64        step,
                         gint64        review,
                         GError      **error)
{
  return deckle_sql_run (write->db, error, "INSERT INTO undo_review (undo, review) VALUES (?, ?)", "ll", step, review);
}

/* Keeps the note on a card, or that there is none. */
gboolean
deckle_undo_save_note (DeckleWrite     *write,
                       gint64           step,
                       DeckleUndoSide   side,
                       gint64           card,
                       GError         **error)
{
  return deckle_sql_run (write->db, error,
                         "INSERT INTO undo_note (undo, side, card, text) SELECT ?, ?, id, "
                         "(SELECT text FROM card_note WHERE card_note.card = card.id) FROM card WHERE id = ?",
                         "lil", step, (int) side, card) &&
         expect_one (write->db, _("The card is not in the library any more."), error);
}

/* Whether a card stands in a deck of the user's own, and the bank's text under it (0: none). */
static gboolean
look_at_edit (sqlite3   *db,
              gint64     card,
              gboolean  *own,
              gint64    *base,
              int       *pending,
              GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT deck.kind = 2, coalesce (e.image, 0), coalesce (e.pending, 0) FROM card "
                                  "JOIN deck ON deck.id = card.deck LEFT JOIN card_edit AS e ON e.card = card.id "
                                  "WHERE card.id = ?", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", card);
  if (deckle_sql_step (statement, &local_error))
    {
      *own = sqlite3_column_int (statement, 0) != 0;
      *base = sqlite3_column_int64 (statement, 1);
      *pending = sqlite3_column_int (statement, 2);
      return TRUE;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                         _("The card is not in the library any more."));
  return FALSE;
}

/* Keeps what a card says: the user's text, or that it says what its bank says. */
gboolean
deckle_undo_save_text (DeckleWrite     *write,
                       gint64           step,
                       DeckleUndoSide   side,
                       gint64           card,
                       GError         **error)
{
  g_autoptr (DeckleCard) text = NULL;
  gint64 base, image = 0;
  int pending;
  gboolean own;

  if (!look_at_edit (write->db, card, &own, &base, &pending, error))
    return FALSE;
  if (own || base != 0)
    {
      text = deckle_library_read_card (write->db, card, error);
      image = text != NULL ? deckle_text_image_store (write->db, text, error) : 0;
      if (image == 0)
        return FALSE;
    }
  return deckle_sql_run (write->db, error,
                         "INSERT INTO undo_text (undo, side, card, image, base, pending) "
                         "VALUES (?, ?, ?, nullif (?, 0), nullif (?, 0), ?)",
                         "lillli", step, (int) side, card, image, base, pending);
}

/* Keeps where a card stands in the decks, and whether it is deleted. */
gboolean
deckle_undo_save_place (DeckleWrite     *write,
                        gint64           step,
                        DeckleUndoSide   side,
                        gint64           card,
                        GError         **error)
{
  return deckle_sql_run (write->db, error,
                         "INSERT INTO undo_place (undo, side, card, deck, section, card_id, number, retired) "
                         "SELECT ?, ?, id, deck, section, card_id, number, retired FROM card WHERE id = ?",
                         "lil", step, (int) side, card) &&
         expect_one (write->db, _("The card is not in the library any more."), error);
}

/* Keeps what the user can change about a section. */
gboolean
deckle_undo_save_section (DeckleWrite     *write,
                          gint64           step,
                          DeckleUndoSide   side,
                          gint64           section,
                          GError         **error)
{
  return deckle_sql_run (write->db, error,
                         "INSERT INTO undo_section (undo, side, section, title, short_title, retired) "
                         "SELECT ?, ?, id, title, short_title, retired FROM section WHERE id = ?",
                         "lil", step, (int) side, section) &&
         expect_one (write->db, _("The section is not in the library any more."), error);
}

/* Putting back */

gboolean
deckle_undo_mark_reviews (sqlite3   *db,
                          gint64     step,
                          gboolean   undone,
                          GError   **error)
{
  return deckle_sql_run (db, error, "UPDATE review SET undone = ? WHERE id IN (SELECT review FROM undo_review WHERE undo = ?)",
                         "il", undone ? 1 : 0, step);
}

typedef gboolean (*RestoreFunc) (sqlite3       *db,
                                 sqlite3_stmt  *row,
                                 GError       **error);

static gboolean
restore_rows (sqlite3         *db,
              const char      *sql,
              gint64           step,
              DeckleUndoSide   side,
              RestoreFunc      restore,
              GError         **error)
{
  g_autoptr (sqlite3_stmt) rows = deckle_sql_prepare (db, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (rows == NULL)
    return FALSE;
  deckle_sql_bind (rows, "li", step, (int) side);
  while (deckle_sql_step (rows, &local_error))
    if (!restore (db, rows, error))
      return FALSE;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
restore_note (sqlite3       *db,
              sqlite3_stmt  *row,
              GError       **error)
{
  return deckle_library_store_note (db, sqlite3_column_int64 (row, 0), (const char *) sqlite3_column_text (row, 1), error);
}

static gboolean
restore_place (sqlite3       *db,
               sqlite3_stmt  *row,
               GError       **error)
{
  g_auto (DeckleCardPlace) place = {
    .deck = sqlite3_column_int64 (row, 1),
    .section = sqlite3_column_int64 (row, 2),
    .card_id = deckle_sql_dup_text (row, 3),
    .number = sqlite3_column_int (row, 4),
    .retired = sqlite3_column_int (row, 5),
  };

  return deckle_card_place_store (db, sqlite3_column_int64 (row, 0), &place, error);
}

/* The card says again what its bank says today. */
static gboolean
show_bank_text (sqlite3  *db,
                gint64    card,
                gint64    base,
                GError  **error)
{
  g_autoptr (DeckleCard) text = NULL;

  if (base == 0)
    return TRUE;
  text = deckle_text_image_read (db, base, "", 0, error);
  return text != NULL && deckle_card_store_text (db, card, text, 1, error) &&
         deckle_sql_run (db, error, "DELETE FROM card_edit WHERE card = ?", "l", card);
}

/* The bank's text today, and whether it is the one that lay under the user's when the step was made. */
static gboolean
find_base (sqlite3   *db,
           gint64     card,
           gint64     old_base,
           gint64    *base,
           gboolean  *same,
           GError   **error)
{
  g_autoptr (DeckleCard) now = NULL, then = NULL;

  now = *base != 0 ? deckle_text_image_read (db, *base, "", 1, error) : deckle_library_read_card (db, card, error);
  then = now != NULL ? deckle_text_image_read (db, old_base, deckle_card_get_id (now), deckle_card_get_number (now), error)
                     : NULL;
  if (then == NULL)
    return FALSE;
  *same = deckle_card_equal (now, then);
  if (*base == 0)
    *base = deckle_text_image_store (db, now, error);
  return *base != 0;
}

static gboolean
restore_text (sqlite3       *db,
              sqlite3_stmt  *row,
              GError       **error)
{
  gint64 card = sqlite3_column_int64 (row, 0), image = sqlite3_column_int64 (row, 1);
  gint64 old_base = sqlite3_column_int64 (row, 2), base;
  int old_pending = sqlite3_column_int (row, 3), pending;
  g_autoptr (DeckleCard) text = NULL;
  gboolean own, same = TRUE;

  if (!look_at_edit (db, card, &own, &base, &pending, error))
    return FALSE;
  if (image == 0)
    return show_bank_text (db, card, base, error);
  text = deckle_text_image_read (db, image, "", 0, error);
  if (text == NULL || (old_base != 0 && !find_base (db, card, old_base, &base, &same, error)) ||
      !deckle_card_store_text (db, card, text, 1, error))
    return FALSE;
  return old_base == 0 ||
         deckle_sql_run (db, error, "INSERT INTO card_edit (card, image, pending) VALUES (?1, ?2, ?3) "
                                    "ON CONFLICT (card) DO UPDATE SET image = ?2, pending = ?3",
                         "lli", card, base, same ? old_pending : 1);
}

/* Puts back what one side of a step kept. Sections come before the cards that stand in them. */
gboolean
deckle_undo_restore_own (sqlite3         *db,
                         gint64           step,
                         DeckleUndoSide   side,
                         GError         **error)
{
  return deckle_sql_run (db, error,
                         "UPDATE section SET title = i.title, short_title = i.short_title, retired = i.retired "
                         "FROM undo_section AS i WHERE i.undo = ? AND i.side = ? AND section.id = i.section",
                         "li", step, (int) side) &&
         restore_rows (db, "SELECT card, deck, section, card_id, number, retired FROM undo_place WHERE undo = ? AND side = ?",
                       step, side, restore_place, error) &&
         restore_rows (db, "SELECT card, image, base, pending FROM undo_text WHERE undo = ? AND side = ?", step, side,
                       restore_text, error) &&
         restore_rows (db, "SELECT card, text FROM undo_note WHERE undo = ? AND side = ?", step, side, restore_note, error);
}
