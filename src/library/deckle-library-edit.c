/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-edit.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-card-place.h"
#include "library/deckle-clean.h"
#include "library/deckle-target.h"
#include "library/deckle-text-image.h"

/*
 * The card row always holds what the card says. Where the user changed the text of a bank, card_edit keeps the bank's present
 * text: it is what an update is compared with, and what Revert brings back.
 */

typedef struct
{
  gint64            card;
  DeckleCard       *text;    /* (owned) (nullable) */
  DeckleCardTarget *target;  /* (owned) (nullable) */
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_object (&edit->text);
  g_clear_pointer (&edit->target, deckle_card_target_free);
  g_free (edit);
}

static gboolean
read_base (sqlite3   *db,
           gint64     card,
           gint64    *base,
           gboolean  *own,
           GError   **error)
{
  gint64 n_own;

  if (!deckle_sql_get_int64 (db, base, error, "SELECT image FROM card_edit WHERE card = ?", "l", card) ||
      !deckle_sql_get_int64 (db, &n_own, error,
                             "SELECT count(*) FROM card JOIN deck ON deck.id = card.deck WHERE card.id = ? AND deck.kind = 2",
                             "l", card))
    return FALSE;
  *own = n_own != 0;
  return TRUE;
}

/* Keeps the bank's text under an edit, and none where the user wrote what the bank says. */
static gboolean
keep_base (sqlite3     *db,
           gint64       card,
           DeckleCard  *before,
           DeckleCard  *text,
           GError     **error)
{
  g_autoptr (DeckleCard) bank = NULL;
  gboolean own;
  gint64 base;

  if (!read_base (db, card, &base, &own, error))
    return FALSE;
  if (base == 0)
    {
      if (own)
        return TRUE;
      base = deckle_text_image_store (db, before, error);
      return base != 0 && deckle_sql_run (db, error, "INSERT INTO card_edit (card, image) VALUES (?, ?)", "ll", card, base);
    }
  bank = deckle_text_image_read (db, base, deckle_card_get_id (text), deckle_card_get_number (text), error);
  if (bank == NULL)
    return FALSE;
  return !deckle_card_equal (bank, text) || own ||
         deckle_sql_run (db, error, "DELETE FROM card_edit WHERE card = ?", "l", card);
}

static gboolean
drop_draft (sqlite3  *db,
            gint64    card,
            GError  **error)
{
  return deckle_sql_run (db, error, "DELETE FROM card_draft WHERE card = ?", "l", card) && deckle_text_image_collect (db, error);
}

static gboolean
move_to_target (DeckleWrite  *write,
                gint64        step,
                const Edit   *edit,
                GError      **error)
{
  gint64 deck, section;

  return edit->target == NULL ||
         (deckle_target_resolve (write, step, edit->target, &deck, &section, error) &&
          deckle_target_move (write, step, &edit->card, 1, deck, section, error));
}

static gboolean
write_edit (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const Edit *edit = data;
  g_autoptr (DeckleCard) before = NULL, text = NULL;
  gint64 step;

  write->loss = g_strdup (_("The card is as it was."));
  before = deckle_library_read_card (write->db, edit->card, error);
  text = before != NULL ? deckle_clean_card (edit->text, deckle_card_get_id (before), deckle_card_get_number (before), error)
                        : NULL;
  if (text == NULL)
    return FALSE;
  if (deckle_card_equal (before, text) && edit->target == NULL)
    return drop_draft (write->db, edit->card, error);

  step = deckle_undo_push (write, DECKLE_UNDO_EDIT, DECKLE_EDIT_CHANGE, edit->card, 1, 0, error);
  if (step == 0 || !deckle_undo_save_text (write, step, DECKLE_UNDO_BEFORE, edit->card, error))
    return FALSE;
  if (!deckle_card_equal (before, text) &&
      (!keep_base (write->db, edit->card, before, text, error) ||
       !deckle_card_store_text (write->db, edit->card, text, 1, error)))
    return FALSE;
  if (!move_to_target (write, step, edit, error) ||
      !deckle_undo_save_text (write, step, DECKLE_UNDO_AFTER, edit->card, error) ||
      !drop_draft (write->db, edit->card, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_DECKS | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_edit_card_async:
 * @self: a library
 * @card: row id of a card
 * @text: what it says from now on; its id and number do not count, and it must not be changed afterwards
 * @target: (nullable): where it goes in the same step; copied
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Changes what a card says, as one undoable step. Over a card of a bank the text lies as the user's own: an update of the bank
 * leaves it alone, keeps the bank's new text beside it and marks it as pending. A text that is there already makes no step. The
 * draft of the card is dropped. Fails with %DECKLE_LIBRARY_ERROR_INVALID and a sentence when the card would have no question or
 * no answer, or more than a card can hold.
 */
void
deckle_library_edit_card_async (DeckleLibrary          *self,
                                gint64                  card,
                                DeckleCard             *text,
                                const DeckleCardTarget *target,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  Edit *edit;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (DECKLE_IS_CARD (text));

  edit = g_new0 (Edit, 1);
  edit->card = card;
  edit->text = g_object_ref (text);
  edit->target = deckle_card_target_copy (target);
  deckle_library_write (self, write_edit, edit, edit_free, NULL, deckle_library_edit_card_async, callback, user_data);
}

/* Back to the bank */

static gboolean
write_choice (DeckleWrite      *write,
              gint64            card,
              DeckleEditValue   choice,
              GError          **error)
{
  g_autoptr (DeckleCard) bank = NULL;
  gboolean own;
  gint64 base, step;

  write->loss = g_strdup (_("The card is as it was."));
  if (!read_base (write->db, card, &base, &own, error))
    return FALSE;
  if (base == 0)
    {
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING,
                           _("The card says what its bank says."));
      return FALSE;
    }
  step = deckle_undo_push (write, DECKLE_UNDO_EDIT, (gint64) choice, card, 1, 0, error);
  if (step == 0 || !deckle_undo_save_text (write, step, DECKLE_UNDO_BEFORE, card, error))
    return FALSE;
  if (choice == DECKLE_EDIT_KEEP)
    {
      if (!deckle_sql_run (write->db, error, "UPDATE card_edit SET pending = 0 WHERE card = ?", "l", card))
        return FALSE;
    }
  else
    {
      bank = deckle_text_image_read (write->db, base, "", 0, error);
      if (bank == NULL || !deckle_card_store_text (write->db, card, bank, 1, error) ||
          !deckle_sql_run (write->db, error, "DELETE FROM card_edit WHERE card = ?", "l", card))
        return FALSE;
    }
  if (!deckle_undo_save_text (write, step, DECKLE_UNDO_AFTER, card, error) || !drop_draft (write->db, card, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_DECKS | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

static gboolean
write_revert (DeckleWrite  *write,
              gpointer      data,
              GError      **error)
{
  return write_choice (write, ((const Edit *) data)->card, DECKLE_EDIT_REVERT, error);
}

static gboolean
write_keep (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  return write_choice (write, ((const Edit *) data)->card, DECKLE_EDIT_KEEP, error);
}

/**
 * deckle_library_revert_card_async:
 * @self: a library
 * @card: row id of a card with the user's text over that of its bank
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Puts the bank's present text back, as one undoable step. %DECKLE_LIBRARY_ERROR_NOTHING when the card is not edited.
 */
void
deckle_library_revert_card_async (DeckleLibrary       *self,
                                  gint64               card,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Edit *edit;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  edit = g_new0 (Edit, 1);
  edit->card = card;
  deckle_library_write (self, write_revert, edit, edit_free, NULL, deckle_library_revert_card_async, callback, user_data);
}

/**
 * deckle_library_keep_edit_async:
 * @self: a library
 * @card: row id of a card with the user's text over that of its bank
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Keeps the user's text although the bank brought another one, as one undoable step. The next update asks again.
 */
void
deckle_library_keep_edit_async (DeckleLibrary       *self,
                                gint64               card,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Edit *edit;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  edit = g_new0 (Edit, 1);
  edit->card = card;
  deckle_library_write (self, write_keep, edit, edit_free, NULL, deckle_library_keep_edit_async, callback, user_data);
}

/**
 * deckle_library_load_bank_text:
 * @self: a library
 * @card: row id of a card
 * @error: return location for a [error@LibraryError]: %DECKLE_LIBRARY_ERROR_NOT_FOUND when the card is not edited
 *
 * Reads what the bank says about a card whose text the user changed. Indexed reads on the thread of the library.
 *
 * Returns: (transfer full) (nullable): the bank's present text
 */
DeckleCard *
deckle_library_load_bank_text (DeckleLibrary  *self,
                               gint64          card,
                               GError        **error)
{
  g_auto (DeckleCardPlace) place = { 0 };
  gint64 image;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  if (db == NULL || !deckle_card_place_read (db, card, &place, error) ||
      !deckle_sql_get_int64 (db, &image, error, "SELECT image FROM card_edit WHERE card = ?", "l", card))
    return NULL;
  return deckle_text_image_read (db, image, place.card_id, place.number, error);
}
