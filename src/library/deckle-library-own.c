/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-own.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-card-place.h"
#include "library/deckle-clean.h"
#include "library/deckle-target.h"
#include "library/deckle-text-image.h"

#define TITLE_CHARS 40 /* of a question in an error message */

typedef struct
{
  DeckleCard       *card;    /* (owned) (nullable) */
  DeckleCardTarget *target;  /* (owned) (nullable) */
  GArray           *cards;   /* (owned) (nullable) (element-type gint64) */
  char             *title;   /* (owned) (nullable) */
  gint64            row;
} Own;

static void
own_free (gpointer data)
{
  Own *own = data;

  g_clear_object (&own->card);
  g_clear_pointer (&own->target, deckle_card_target_free);
  g_clear_pointer (&own->cards, g_array_unref);
  g_free (own->title);
  g_free (own);
}

static void
give_result (DeckleWrite *write,
             gint64       row)
{
  write->result = g_memdup2 (&row, sizeof row);
  write->free_result = g_free;
  write->changes |= DECKLE_CHANGE_DECKS | DECKLE_CHANGE_SCHEDULE;
}

/* Making */

static gboolean
write_deck (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const Own *own = data;
  gint64 step, deck;

  write->loss = g_strdup (_("The deck was not made."));
  step = deckle_undo_push (write, DECKLE_UNDO_CREATE, DECKLE_CREATE_DECK, 0, 0, 0, error);
  deck = step != 0 ? deckle_target_make_deck (write, step, own->title, error) : 0;
  if (deck == 0)
    return FALSE;
  give_result (write, deck);
  return TRUE;
}

static gboolean
write_section (DeckleWrite  *write,
               gpointer      data,
               GError      **error)
{
  const Own *own = data;
  gint64 step, section;

  write->loss = g_strdup (_("The section was not made."));
  step = deckle_undo_push (write, DECKLE_UNDO_CREATE, DECKLE_CREATE_SECTION, 0, 0, 0, error);
  section = step != 0 ? deckle_target_make_section (write, step, own->row, own->title, error) : 0;
  if (section == 0)
    return FALSE;
  give_result (write, section);
  return TRUE;
}

/* A card that is not there yet: deleted, with its text. */
static gint64
insert_card (DeckleWrite  *write,
             DeckleCard   *card,
             gint64        deck,
             gint64        section,
             GError      **error)
{
  g_autofree char *id = deckle_target_make_id ();
  g_autoptr (DeckleCard) clean = deckle_clean_card (card, id, 0, error);
  gint64 row;

  if (clean == NULL ||
      !deckle_sql_run (write->db, error,
                       "INSERT INTO card (deck, section, card_id, seed, number, level, question, answer, retired) VALUES "
                       "(?1, ?2, ?3, ?4, (SELECT coalesce (max (number), 0) + 1 FROM card WHERE deck = ?1), 0, '', '', ?5)",
                       "lltli", deck, section, id, (gint64) deckle_scheduler_seed ("own", id), DECKLE_RETIRED_BY_USER))
    return 0;
  row = sqlite3_last_insert_rowid (write->db);
  return deckle_card_store_text (write->db, row, clean, 0, error) ? row : 0;
}

static gboolean
write_card (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const Own *own = data;
  gint64 step, deck, section, row;

  write->loss = g_strdup (_("The card was not made."));
  step = deckle_undo_push (write, DECKLE_UNDO_CREATE, DECKLE_CREATE_CARD, 0, 1, 0, error);
  if (step == 0 || !deckle_target_resolve (write, step, own->target, &deck, &section, error))
    return FALSE;
  row = insert_card (write, own->card, deck, section, error);
  if (row == 0 ||
      !deckle_sql_run (write->db, error, "UPDATE undo SET card = ? WHERE seq = ?", "ll", row, step) ||
      !deckle_undo_save_place (write, step, DECKLE_UNDO_BEFORE, row, error) ||
      !deckle_sql_run (write->db, error, "UPDATE card SET retired = 0 WHERE id = ?", "l", row) ||
      !deckle_undo_save_place (write, step, DECKLE_UNDO_AFTER, row, error) ||
      !deckle_sql_run (write->db, error, "DELETE FROM card_draft WHERE card = 0", "") ||
      !deckle_text_image_collect (write->db, error))
    return FALSE;
  give_result (write, row);
  return TRUE;
}

/**
 * deckle_library_create_deck_async:
 * @self: a library
 * @title: what it is called, one line
 * @callback: (nullable): see [method@Library.create_finish]
 * @user_data: for @callback
 *
 * Makes an empty deck of the user's own, switched on, as one undoable step.
 */
void
deckle_library_create_deck_async (DeckleLibrary       *self,
                                  const char          *title,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Own *own;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  own = g_new0 (Own, 1);
  own->title = g_strdup (title);
  deckle_library_write (self, write_deck, own, own_free, NULL, deckle_library_create_deck_async, callback, user_data);
}

/**
 * deckle_library_create_section_async:
 * @self: a library
 * @deck: row id of a deck of the user's own
 * @title: what it is called, one line
 * @callback: (nullable): see [method@Library.create_finish]
 * @user_data: for @callback
 *
 * Makes an empty section at the end of a deck, as one undoable step.
 */
void
deckle_library_create_section_async (DeckleLibrary       *self,
                                     gint64               deck,
                                     const char          *title,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  Own *own;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  own = g_new0 (Own, 1);
  own->row = deck;
  own->title = g_strdup (title);
  deckle_library_write (self, write_section, own, own_free, NULL, deckle_library_create_section_async, callback, user_data);
}

/**
 * deckle_library_create_card_async:
 * @self: a library
 * @card: what it says; its id and number do not count, and it must not be changed afterwards
 * @target: where it goes; copied
 * @callback: (nullable): see [method@Library.create_finish]
 * @user_data: for @callback
 *
 * Makes a card of the user's own with an id that no other card has, and with it the deck and the section that @target asks
 * for, as one undoable step. The draft of a new card is dropped. Fails with %DECKLE_LIBRARY_ERROR_INVALID and a sentence when
 * the card has no question or no answer, or more than a card can hold.
 */
void
deckle_library_create_card_async (DeckleLibrary          *self,
                                  DeckleCard             *card,
                                  const DeckleCardTarget *target,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data)
{
  Own *own;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (DECKLE_IS_CARD (card));
  g_return_if_fail (target != NULL);

  own = g_new0 (Own, 1);
  own->card = g_object_ref (card);
  own->target = deckle_card_target_copy (target);
  deckle_library_write (self, write_card, own, own_free, NULL, deckle_library_create_card_async, callback, user_data);
}

/**
 * deckle_library_create_finish:
 * @self: a library
 * @result: handed to the callback
 * @error: return location for a [error@LibraryError]
 *
 * Ends the making of a deck, a section or a card.
 *
 * Returns: row id of what was made, 0 with @error set
 */
gint64
deckle_library_create_finish (DeckleLibrary  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_autofree gint64 *row = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), 0);
  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  row = g_task_propagate_pointer (G_TASK (result), error);
  return row != NULL ? *row : 0;
}

/* Changing */

static gboolean
write_section_title (DeckleWrite  *write,
                     gpointer      data,
                     GError      **error)
{
  const Own *own = data;
  g_autofree char *title = NULL;
  gint64 step, n_own;

  write->loss = g_strdup (_("The section is as it was."));
  title = deckle_clean_title (own->title, error);
  if (title == NULL ||
      !deckle_sql_get_int64 (write->db, &n_own, error,
                             "SELECT count(*) FROM section JOIN deck ON deck.id = section.deck "
                             "WHERE section.id = ? AND deck.kind = 2", "l", own->row))
    return FALSE;
  if (n_own == 0)
    {
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID,
                           _("Only a section of your own deck can be renamed."));
      return FALSE;
    }
  step = deckle_undo_push (write, DECKLE_UNDO_SECTION, own->row, 0, 0, 0, error);
  if (step == 0 || !deckle_undo_save_section (write, step, DECKLE_UNDO_BEFORE, own->row, error) ||
      !deckle_sql_run (write->db, error, "UPDATE section SET title = ?1, short_title = ?1 WHERE id = ?2", "tl", title,
                       own->row) ||
      !deckle_undo_save_section (write, step, DECKLE_UNDO_AFTER, own->row, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_DECKS;
  return TRUE;
}

/**
 * deckle_library_rename_section_async:
 * @self: a library
 * @section: row id of a section of a deck of the user's own
 * @title: what it is called from now on
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Renames a section, as one undoable step.
 */
void
deckle_library_rename_section_async (DeckleLibrary       *self,
                                     gint64               section,
                                     const char          *title,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  Own *own;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  own = g_new0 (Own, 1);
  own->row = section;
  own->title = g_strdup (title);
  deckle_library_write (self, write_section_title, own, own_free, NULL, deckle_library_rename_section_async, callback,
                        user_data);
}

static gboolean
refuse_to_delete (sqlite3_stmt  *card,
                  GError       **error)
{
  const char *question = (const char *) sqlite3_column_text (card, 1);
  g_autofree char *start = g_utf8_substring (question, 0, MIN (g_utf8_strlen (question, -1), TITLE_CHARS));

  g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID,
               /* Translators: the first %s is the start of a question, the second the title of a deck. */
               _("“%s” belongs to “%s” and cannot be deleted. Suspend it, and it never comes."), start,
               sqlite3_column_text (card, 2));
  return FALSE;
}

static gboolean
check_own_cards (sqlite3       *db,
                 const GArray  *cards,
                 GError       **error)
{
  g_autoptr (sqlite3_stmt) card = NULL;
  g_autoptr (GError) local_error = NULL;

  card = deckle_sql_prepare (db,
                             "SELECT deck.kind, card.question, coalesce (deck.own_title, deck.title) "
                             "FROM card JOIN deck ON deck.id = card.deck WHERE card.id = ?", error);
  if (card == NULL)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    {
      deckle_sql_rebind (card, "l", g_array_index (cards, gint64, i));
      if (deckle_sql_step (card, &local_error) && sqlite3_column_int (card, 0) != DECKLE_DECK_OWN)
        return refuse_to_delete (card, error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_deletion (DeckleWrite  *write,
                gpointer      data,
                GError      **error)
{
  const GArray *cards = ((const Own *) data)->cards;
  gint64 step;

  write->loss = g_strdup (_("The cards are as they were."));
  if (!check_own_cards (write->db, cards, error))
    return FALSE;
  step = deckle_undo_push (write, DECKLE_UNDO_DELETE, 0, g_array_index (cards, gint64, 0), cards->len, 0, error);
  if (step == 0)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    {
      gint64 card = g_array_index (cards, gint64, i);

      if (!deckle_undo_save_place (write, step, DECKLE_UNDO_BEFORE, card, error) ||
          !deckle_sql_run (write->db, error, "UPDATE card SET retired = ? WHERE id = ?", "il", DECKLE_RETIRED_BY_USER, card) ||
          !deckle_undo_save_place (write, step, DECKLE_UNDO_AFTER, card, error))
        return FALSE;
    }
  write->changes |= DECKLE_CHANGE_DECKS | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_delete_cards_async:
 * @self: a library
 * @cards: (array length=n_cards): row ids of cards of the user's own
 * @n_cards: how many, at least 1
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Takes cards out of every list, as one undoable step. What was answered stays in the log. A card of a bank cannot be deleted:
 * %DECKLE_LIBRARY_ERROR_INVALID with a sentence that says what to do instead, and nothing is deleted.
 */
void
deckle_library_delete_cards_async (DeckleLibrary       *self,
                                   const gint64        *cards,
                                   gsize                n_cards,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Own *own;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (cards != NULL && n_cards > 0);

  own = g_new0 (Own, 1);
  own->cards = deckle_library_collect_rows (cards, n_cards);
  deckle_library_write (self, write_deletion, own, own_free, NULL, deckle_library_delete_cards_async, callback, user_data);
}

static gboolean
write_move (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  const Own *own = data;
  gint64 step, deck, section;

  write->loss = g_strdup (_("The cards are as they were."));
  step = deckle_undo_push (write, DECKLE_UNDO_MOVE, 0, g_array_index (own->cards, gint64, 0), own->cards->len, 0, error);
  if (step == 0 || !deckle_target_resolve (write, step, own->target, &deck, &section, error) ||
      !deckle_target_move (write, step, (const gint64 *) (gpointer) own->cards->data, own->cards->len, deck, section, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_DECKS | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_move_cards_async:
 * @self: a library
 * @cards: (array length=n_cards): row ids
 * @n_cards: how many, at least 1
 * @target: where they go; copied
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Moves cards to a deck of the user's own, as one undoable step together with the deck and section that @target asks for. A
 * card of a bank becomes the user's own: it keeps progress, note and log, an update of its bank neither changes it nor brings it
 * a second time, and cards that point to it still find it.
 */
void
deckle_library_move_cards_async (DeckleLibrary          *self,
                                 const gint64           *cards,
                                 gsize                   n_cards,
                                 const DeckleCardTarget *target,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  Own *own;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (cards != NULL && n_cards > 0);
  g_return_if_fail (target != NULL);

  own = g_new0 (Own, 1);
  own->cards = deckle_library_collect_rows (cards, n_cards);
  own->target = deckle_card_target_copy (target);
  deckle_library_write (self, write_move, own, own_free, NULL, deckle_library_move_cards_async, callback, user_data);
}
