/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-target.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "library/deckle-card-place.h"
#include "library/deckle-clean.h"

/*
 * What is made is first made as something that is not there (removed, retired), kept as the side before the step, and then
 * switched on and kept as the side after it: undo and redo only switch.
 */

/**
 * deckle_card_target_copy:
 * @target: (nullable): a target
 *
 * Returns: (transfer full) (nullable): a copy with its own texts
 */
DeckleCardTarget *
deckle_card_target_copy (const DeckleCardTarget *target)
{
  DeckleCardTarget *copy = target != NULL ? g_memdup2 (target, sizeof *target) : NULL;

  if (copy == NULL)
    return NULL;
  copy->deck_title = g_strdup (target->deck_title);
  copy->section_title = g_strdup (target->section_title);
  return copy;
}

/**
 * deckle_card_target_free:
 * @target: (transfer full) (nullable): a copy
 *
 * Frees what [func@card_target_copy] made.
 */
void
deckle_card_target_free (DeckleCardTarget *target)
{
  if (target == NULL)
    return;
  g_free ((char *) target->deck_title);
  g_free ((char *) target->section_title);
  g_free (target);
}

/**
 * deckle_target_make_id:
 *
 * Returns: (transfer full): an id that no other deck, section or card has, on any machine
 */
char *
deckle_target_make_id (void)
{
  return g_strdup_printf ("own-%016" G_GINT64_MODIFIER "x", (guint64) deckle_library_make_review_id ());
}

/* The language of the user, for the direction of the text. */
static char *
dup_language (void)
{
  const char *name = g_get_language_names ()[0];

  if (g_strcmp0 (name, "C") == 0 || g_strcmp0 (name, "POSIX") == 0)
    return g_strdup ("en");
  return g_strndup (name, strcspn (name, "_.@"));
}

/**
 * deckle_target_make_deck:
 * @write: a write
 * @step: its undo step
 * @title: what the deck is called
 * @error: return location for a [error@LibraryError]
 *
 * Returns: row id of a new deck of the user's own, 0 with @error set
 */
gint64
deckle_target_make_deck (DeckleWrite  *write,
                         gint64        step,
                         const char   *title,
                         GError      **error)
{
  g_autofree char *clean = deckle_clean_title (title, error);
  g_autofree char *id = deckle_target_make_id (), *language = dup_language ();
  gint64 deck;

  if (clean == NULL ||
      !deckle_sql_run (write->db, error,
                       "INSERT INTO deck (deck_id, title, language, version, kind, removed) VALUES (?, ?, ?, '1.0.0', ?, 1)",
                       "ttti", id, clean, language, DECKLE_DECK_OWN))
    return 0;
  deck = sqlite3_last_insert_rowid (write->db);
  if (!deckle_undo_save_deck (write, step, DECKLE_UNDO_BEFORE, deck, error) ||
      !deckle_sql_run (write->db, error, "UPDATE deck SET removed = 0 WHERE id = ?", "l", deck) ||
      !deckle_undo_save_deck (write, step, DECKLE_UNDO_AFTER, deck, error))
    return 0;
  return deck;
}

static gboolean
check_own_deck (sqlite3  *db,
                gint64    deck,
                GError  **error)
{
  gint64 own;

  if (!deckle_sql_get_int64 (db, &own, error, "SELECT count(*) FROM deck WHERE id = ? AND kind = 2 AND removed = 0", "l", deck))
    return FALSE;
  if (own == 0)
    g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID,
                         _("Only a deck of your own can take cards of your own."));
  return own != 0;
}

/**
 * deckle_target_make_section:
 * @write: a write
 * @step: its undo step
 * @deck: row id of a deck of the user's own
 * @title: what the section is called
 * @error: return location for a [error@LibraryError]
 *
 * Returns: row id of a new section at the end of the deck, 0 with @error set
 */
gint64
deckle_target_make_section (DeckleWrite  *write,
                            gint64        step,
                            gint64        deck,
                            const char   *title,
                            GError      **error)
{
  g_autofree char *clean = deckle_clean_title (title, error);
  g_autofree char *id = deckle_target_make_id ();
  gint64 section;

  if (clean == NULL || !check_own_deck (write->db, deck, error) ||
      !deckle_sql_run (write->db, error,
                       "INSERT INTO section (deck, section_id, title, short_title, position, retired) VALUES (?1, ?2, ?3, ?3, "
                       "(SELECT coalesce (max (position), 0) + 1 FROM section WHERE deck = ?1), 1)", "ltt", deck, id, clean))
    return 0;
  section = sqlite3_last_insert_rowid (write->db);
  if (!deckle_undo_save_section (write, step, DECKLE_UNDO_BEFORE, section, error) ||
      !deckle_sql_run (write->db, error, "UPDATE section SET retired = 0 WHERE id = ?", "l", section) ||
      !deckle_undo_save_section (write, step, DECKLE_UNDO_AFTER, section, error))
    return 0;
  return section;
}

/**
 * deckle_target_resolve:
 * @write: a write
 * @step: its undo step
 * @target: where cards should go
 * @deck: (out): row id of the deck
 * @section: (out): row id of the section
 * @error: return location for a [error@LibraryError]
 *
 * Finds the deck and the section of a target, and makes what is missing.
 *
 * Returns: whether there are such
 */
gboolean
deckle_target_resolve (DeckleWrite             *write,
                       gint64                   step,
                       const DeckleCardTarget  *target,
                       gint64                  *deck,
                       gint64                  *section,
                       GError                 **error)
{
  *deck = target->deck;
  *section = target->section;
  if (target->section != 0)
    return deckle_sql_get_int64 (write->db, deck, error, "SELECT deck FROM section WHERE id = ? AND retired = 0", "l",
                                 target->section) &&
           check_own_deck (write->db, *deck, error);

  if (*deck == 0)
    *deck = deckle_target_make_deck (write, step, target->deck_title, error);
  if (*deck == 0 || !check_own_deck (write->db, *deck, error))
    return FALSE;
  if (target->section_title == NULL &&
      !deckle_sql_get_int64 (write->db, section, error,
                             "SELECT id FROM section WHERE deck = ? AND retired = 0 ORDER BY position LIMIT 1", "l", *deck))
    return FALSE;
  if (*section == 0)
    *section = deckle_target_make_section (write, step, *deck,
                                           /* Translators: a section of the user's own that has no other name */
                                           target->section_title != NULL ? target->section_title : _("Cards"), error);
  return *section != 0;
}

/* A card keeps its id in another deck unless that has it already. */
static gboolean
choose_id (sqlite3          *db,
           DeckleCardPlace  *place,
           GError          **error)
{
  gint64 taken;

  if (!deckle_sql_get_int64 (db, &taken, error, "SELECT count(*) FROM card WHERE deck = ? AND card_id = ?", "lt", place->deck,
                             place->card_id))
    return FALSE;
  if (taken > 0)
    {
      g_free (place->card_id);
      place->card_id = deckle_target_make_id ();
    }
  return TRUE;
}

static gboolean
move_card (DeckleWrite  *write,
           gint64        step,
           gint64        card,
           gint64        deck,
           gint64        section,
           gint64       *number,
           GError      **error)
{
  g_auto (DeckleCardPlace) place = { 0 };
  gboolean other_deck;

  if (!deckle_undo_save_place (write, step, DECKLE_UNDO_BEFORE, card, error) ||
      !deckle_card_place_read (write->db, card, &place, error))
    return FALSE;
  other_deck = place.deck != deck;
  place.deck = deck;
  place.section = section;
  if (other_deck)
    {
      place.number = (int) ++*number;
      if (!choose_id (write->db, &place, error))
        return FALSE;
    }
  return deckle_card_place_store (write->db, card, &place, error) &&
         deckle_undo_save_place (write, step, DECKLE_UNDO_AFTER, card, error);
}

/**
 * deckle_target_move:
 * @write: a write
 * @step: its undo step
 * @cards: (array length=n_cards): row ids
 * @n_cards: how many
 * @deck: row id of a deck
 * @section: row id of a section in it
 * @error: return location for a [error@LibraryError]
 *
 * Moves cards to the end of a section. A card of that deck keeps its number.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_target_move (DeckleWrite   *write,
                    gint64         step,
                    const gint64  *cards,
                    guint          n_cards,
                    gint64         deck,
                    gint64         section,
                    GError       **error)
{
  gint64 number;

  if (!deckle_sql_get_int64 (write->db, &number, error, "SELECT coalesce (max (number), 0) FROM card WHERE deck = ?", "l", deck))
    return FALSE;
  for (guint i = 0; i < n_cards; i++)
    if (!move_card (write, step, cards[i], deck, section, &number, error))
      return FALSE;
  return TRUE;
}
