/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-reset.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-undo.h"

/*
 * A card is made new by a row of kind reset in its log, from which every replay starts anew. What was answered before it stays:
 * streaks, charts and true retention keep what happened. The row has no rating, so it counts as an answer nowhere.
 */

typedef struct
{
  GArray      *cards;  /* (element-type gint64) (nullable): NULL for a scope */
  DeckleScope  scope;
} Reset;

typedef struct
{
  DeckleScheduler scheduler;
  gint64          parameters;
  gint64          step;
  gint64          time_ms;
  int             local_day;
  int             utc_offset_min;
} ResetMoment;

static void
reset_free (gpointer data)
{
  Reset *reset = data;

  g_clear_pointer (&reset->cards, g_array_unref);
  g_free (reset);
}

/* Those that are not new. */
static GArray *
list_studied (sqlite3      *db,
              const Reset  *reset,
              GError      **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;
  guint n = reset->cards != NULL ? reset->cards->len : 1;

  if (reset->cards != NULL)
    statement = deckle_sql_prepare (db, "SELECT id FROM card WHERE id = ? AND state <> 0", error);
  else
    statement = deckle_sql_prepare (db, "SELECT id FROM card WHERE retired = 0 AND state <> 0 AND section IN "
                                        DECKLE_SCOPE_SECTIONS " ORDER BY id", error);
  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < n && local_error == NULL; i++)
    {
      if (reset->cards != NULL)
        deckle_sql_rebind (statement, "l", g_array_index (reset->cards, gint64, i));
      else
        deckle_sql_bind (statement, "ll", reset->scope.deck, reset->scope.section);
      while (deckle_sql_step (statement, &local_error))
        {
          gint64 row = sqlite3_column_int64 (statement, 0);

          g_array_append_val (rows, row);
        }
    }
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, local_error);
  return NULL;
}

static gboolean
insert_row (DeckleWrite        *write,
            const ResetMoment  *moment,
            gint64              card,
            GError            **error)
{
  gint64 id = deckle_library_make_review_id ();

  return deckle_sql_run (write->db, error,
                         "INSERT INTO review (" DECKLE_REVIEW_COLUMNS ", ordinal) "
                         "VALUES (?1, ?2, ?3, 0, ?4, 0, ?5, ?6, 0, 0, 0.0, ?7, 0, 0, "
                         "(SELECT coalesce (max (ordinal), 0) + 1 FROM review WHERE card = ?2))",
                         "llliiil", id, card, moment->time_ms, DECKLE_REVIEW_RESET, moment->local_day,
                         moment->utc_offset_min, moment->parameters) &&
         deckle_undo_save_review (write, moment->step, id, error);
}

static gboolean
reset_card (DeckleWrite        *write,
            const ResetMoment  *moment,
            gint64              card,
            GError            **error)
{
  static const DeckleSchedule fresh = { .state = DECKLE_STATE_NEW };

  return deckle_undo_save_card (write, moment->step, DECKLE_UNDO_BEFORE, card, error) &&
         insert_row (write, moment, card, error) &&
         deckle_library_store_schedule (write->db, &moment->scheduler, card, &fresh, error) &&
         deckle_sql_run (write->db, error, "UPDATE card SET first_day = NULL WHERE id = ?", "l", card) &&
         deckle_undo_save_card (write, moment->step, DECKLE_UNDO_AFTER, card, error);
}

static gboolean
look_at_clock (DeckleWrite  *write,
               ResetMoment  *moment,
               GError      **error)
{
  moment->time_ms = deckle_clock_now_ms (write->clock);
  if (!deckle_library_read_scheduler (write->db, &moment->scheduler, &moment->parameters, error))
    return FALSE;
  /* A log row names its parameters, and a damaged file may have lost them all. */
  if (moment->parameters == 0)
    moment->parameters = deckle_library_store_parameters (write->db, &moment->scheduler.model, moment->time_ms, error);
  if (moment->parameters == 0)
    return FALSE;
  moment->local_day = deckle_clock_day_of (write->clock, moment->time_ms, moment->scheduler.policy.rollover_hour);
  moment->utc_offset_min = deckle_clock_utc_offset_min (write->clock, moment->time_ms);
  return TRUE;
}

static gboolean
write_reset (DeckleWrite  *write,
             gpointer      data,
             GError      **error)
{
  const Reset *reset = data;
  g_autoptr (GArray) cards = NULL;
  ResetMoment moment = { 0 };

  write->loss = g_strdup (_("The cards are as they were."));
  cards = list_studied (write->db, reset, error);
  if (cards == NULL || !look_at_clock (write, &moment, error))
    return FALSE;
  if (cards->len == 0)
    {
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING,
                           _("There is nothing to reset: no card of these has been answered."));
      return FALSE;
    }

  moment.step = deckle_undo_push (write, DECKLE_UNDO_RESET, 0, g_array_index (cards, gint64, 0), cards->len, 0, error);
  if (moment.step == 0)
    return FALSE;
  for (guint i = 0; i < cards->len; i++)
    if (!reset_card (write, &moment, g_array_index (cards, gint64, i), error))
      return FALSE;
  write->changes |= DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_reset_async:
 * @self: a library
 * @cards: (array length=n_cards): row ids
 * @n_cards: how many, at least 1
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Forgets what is known about the memory of cards: each gets a row of kind reset in its log and is new from then on. One
 * undoable step for all. Cards that are new already are passed over; %DECKLE_LIBRARY_ERROR_NOTHING when all are. What was
 * answered before stays in the log and in the charts; marks, note and text stay as they are.
 */
void
deckle_library_reset_async (DeckleLibrary       *self,
                            const gint64        *cards,
                            gsize                n_cards,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Reset *reset;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (cards != NULL && n_cards > 0);

  reset = g_new0 (Reset, 1);
  reset->cards = deckle_library_collect_rows (cards, n_cards);
  deckle_library_write (self, write_reset, reset, reset_free, NULL, deckle_library_reset_async, callback, user_data);
}

/**
 * deckle_library_reset_scope_async:
 * @self: a library
 * @scope: a section, a deck, or everything that Today draws from
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * The same as [method@Library.reset_async] for all cards of a scope, suspended and buried ones too.
 */
void
deckle_library_reset_scope_async (DeckleLibrary       *self,
                                  DeckleScope          scope,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Reset *reset;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));

  reset = g_new0 (Reset, 1);
  reset->scope = scope;
  deckle_library_write (self, write_reset, reset, reset_free, NULL, deckle_library_reset_scope_async, callback, user_data);
}
