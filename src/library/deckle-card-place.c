/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-card-place.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-text-image.h"

/*
 * A card that leaves the deck of a bank leaves an origin behind, by which its bank and the cards that point to it still know it. When it
 * comes home the origin goes, and with it what the bank said meanwhile comes into force.
 */

/**
 * deckle_card_place_clear:
 * @place: a place
 *
 * Frees what @place holds.
 */
void
deckle_card_place_clear (DeckleCardPlace *place)
{
  g_clear_pointer (&place->card_id, g_free);
}

/**
 * deckle_card_place_read:
 * @db: any connection
 * @card: row id of a card
 * @place: (out caller-allocates): where it stands; free with [method@CardPlace.clear]
 * @error: return location for a [error@LibraryError]: %DECKLE_LIBRARY_ERROR_NOT_FOUND when there is no such card
 *
 * Returns: whether there is such a card
 */
gboolean
deckle_card_place_read (sqlite3          *db,
                        gint64            card,
                        DeckleCardPlace  *place,
                        GError          **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  *place = (DeckleCardPlace){ 0 };
  statement = deckle_sql_prepare (db, "SELECT deck, section, card_id, number, retired FROM card WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", card);
  if (deckle_sql_step (statement, &local_error))
    {
      place->deck = sqlite3_column_int64 (statement, 0);
      place->section = sqlite3_column_int64 (statement, 1);
      place->card_id = deckle_sql_dup_text (statement, 2);
      place->number = sqlite3_column_int (statement, 3);
      place->retired = sqlite3_column_int (statement, 4);
      return TRUE;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                         _("The card is not in the library any more."));
  return FALSE;
}

/* What the bank said while the card was away: under the user's text, or in its place. */
static gboolean
take_news (sqlite3     *db,
           gint64       card,
           gint64       image,
           GError     **error)
{
  g_autoptr (DeckleCard) text = NULL;
  gint64 edited;

  if (!deckle_sql_get_int64 (db, &edited, error, "SELECT count(*) FROM card_edit WHERE card = ?", "l", card))
    return FALSE;
  if (edited > 0)
    return deckle_sql_run (db, error, "UPDATE card_edit SET image = ?, pending = 1 WHERE card = ?", "ll", image, card);
  text = deckle_text_image_read (db, image, "", 0, error);
  return text != NULL && deckle_card_store_text (db, card, text, 1, error);
}

static gboolean
come_home (sqlite3                *db,
           gint64                  card,
           const DeckleCardPlace  *place,
           GError                **error)
{
  gint64 image;

  return deckle_sql_get_int64 (db, &image, error,
                               "SELECT coalesce (image, 0) FROM card_origin WHERE deck = ? AND card_id = ? AND card = ?",
                               "ltl", place->deck, place->card_id, card) &&
         (image == 0 || take_news (db, card, image, error)) &&
         deckle_sql_run (db, error, "DELETE FROM card_origin WHERE deck = ? AND card_id = ? AND card = ?", "ltl",
                         place->deck, place->card_id, card);
}

/**
 * deckle_card_refresh_known:
 * @db: the writer's connection, inside a transaction
 * @card: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Recomputes until when a card counts as known.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_card_refresh_known (sqlite3  *db,
                           gint64    card,
                           GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  DeckleScheduler scheduler;
  DeckleSchedule schedule;
  gint64 n_own;

  if (!deckle_sql_get_int64 (db, &n_own, error, "SELECT count(*) FROM setting WHERE name = '" DECKLE_SECTION_RETENTION "'", ""))
    return FALSE;
  if (n_own == 0)
    return TRUE;
  statement = deckle_sql_prepare (db, "SELECT " DECKLE_SCHEDULE_COLUMNS " FROM card WHERE id = ?", error);
  if (statement == NULL || !deckle_library_read_scheduler (db, &scheduler, NULL, error))
    return FALSE;
  deckle_sql_bind (statement, "l", card);
  if (deckle_sql_step (statement, &local_error))
    {
      deckle_schedule_read (statement, 0, &schedule);
      sqlite3_reset (statement);
      return deckle_library_store_schedule (db, &scheduler, card, &schedule, error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * deckle_card_place_store:
 * @db: the writer's connection, inside a transaction
 * @card: row id of a card
 * @place: where it stands from now on
 * @error: return location for a [error@LibraryError]
 *
 * Moves a card.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_card_place_store (sqlite3                *db,
                         gint64                  card,
                         const DeckleCardPlace  *place,
                         GError                **error)
{
  g_auto (DeckleCardPlace) old = { 0 };

  if (!deckle_card_place_read (db, card, &old, error) ||
      !deckle_sql_run (db, error,
                       "UPDATE card SET deck = ?2, section = ?3, card_id = ?4, number = ?5, retired = ?6 WHERE id = ?1",
                       "llltii", card, place->deck, place->section, place->card_id, place->number, place->retired))
    return FALSE;
  if (old.section != place->section && !deckle_card_refresh_known (db, card, error))
    return FALSE;
  if (old.deck == place->deck)
    return TRUE;
  return deckle_sql_run (db, error,
                         "INSERT OR REPLACE INTO card_origin (deck, card_id, card) "
                         "SELECT id, ?, ? FROM deck WHERE id = ? AND kind <> 2", "tll", old.card_id, card, old.deck) &&
         come_home (db, card, place, error);
}
