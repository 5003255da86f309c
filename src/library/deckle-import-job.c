/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-import-job.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-overlap.h"

#define OVERLAP_MAX_CARDS 20000
#include "library/deckle-text-image.h"

static void
job_card_clear (gpointer data)
{
  g_clear_object (&((DeckleJobCard *) data)->card);
}

/**
 * deckle_import_job_new:
 * @bank: what to import
 * @kind: where it comes from
 * @title: (nullable): the user's own title
 *
 * Takes a bank apart, on the thread that owns it.
 *
 * Returns: (transfer full): its parts, for any thread
 */
DeckleImportJob *
deckle_import_job_new (DeckleBank     *bank,
                       DeckleDeckKind  kind,
                       const char     *title)
{
  DeckleImportJob *job = g_new0 (DeckleImportJob, 1);
  guint n_sections = g_list_model_get_n_items (G_LIST_MODEL (bank));

  job->info = deckle_bank_info_copy (deckle_bank_get_info (bank));
  job->kind = kind;
  job->title = title != NULL ? g_strstrip (g_strdup (title)) : NULL;
  job->sections = g_ptr_array_new_with_free_func (g_object_unref);
  job->cards = g_array_new (FALSE, FALSE, sizeof (DeckleJobCard));
  g_array_set_clear_func (job->cards, job_card_clear);

  for (guint i = 0; i < n_sections; i++)
    {
      GListModel *section = g_list_model_get_item (G_LIST_MODEL (bank), i);
      guint n_cards = g_list_model_get_n_items (section);

      g_ptr_array_add (job->sections, section);
      for (guint j = 0; j < n_cards; j++)
        {
          DeckleJobCard card = { g_list_model_get_item (section, j), i };

          g_array_append_val (job->cards, card);
        }
    }
  return job;
}

/**
 * deckle_import_job_free:
 * @job: (transfer full) (nullable): the parts of a bank
 */
void
deckle_import_job_free (DeckleImportJob *job)
{
  if (job == NULL)
    return;
  deckle_bank_info_free (job->info);
  g_ptr_array_unref (job->sections);
  g_array_unref (job->cards);
  g_free (job->title);
  g_free (job);
}

/**
 * deckle_import_plan_free:
 * @plan: (transfer full) (nullable): a plan
 *
 * Frees a plan.
 */
void
deckle_import_plan_free (DeckleImportPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->deck_id);
  g_free (plan->title);
  g_strfreev (plan->fresh);
  g_strfreev (plan->changed);
  g_strfreev (plan->vanished);
  g_free (plan->overlap_title);
  g_free (plan);
}

/**
 * deckle_import_job_find_deck:
 * @job: the parts of a bank
 * @db: any connection
 * @deck: (out): row id of its deck, also of a removed one; 0 when the library never had it
 * @error: return location for a [error@LibraryError]
 *
 * Returns: whether the library could be asked
 */
gboolean
deckle_import_job_find_deck (const DeckleImportJob  *job,
                             sqlite3                *db,
                             gint64                 *deck,
                             GError                **error)
{
  return deckle_sql_get_int64 (db, deck, error, "SELECT id FROM deck WHERE deck_id = ?", "t", job->info->id);
}

/**
 * deckle_import_list_known:
 * @db: any connection
 * @deck: row id of a deck
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (nullable) (element-type utf8 DeckleKnownCard): all cards that the deck ever had, by card id,
 *   those that the user moved elsewhere too
 */
GHashTable *
deckle_import_list_known (sqlite3  *db,
                          gint64    deck,
                          GError  **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT card_id, id, section, retired, e.image IS NOT NULL, 0, coalesce (e.image, 0) "
                                  "FROM card LEFT JOIN card_edit AS e ON e.card = card.id WHERE deck = ?1 UNION ALL "
                                  "SELECT o.card_id, o.card, 0, 0, 0, 1, coalesce (o.image, e.image, 0) FROM card_origin AS o "
                                  "LEFT JOIN card_edit AS e ON e.card = o.card WHERE o.deck = ?1", error);
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", deck);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleKnownCard *card = g_new0 (DeckleKnownCard, 1);

      card->row = sqlite3_column_int64 (statement, 1);
      card->section = sqlite3_column_int64 (statement, 2);
      card->retired = sqlite3_column_int (statement, 3) != 0;
      card->edited = sqlite3_column_int (statement, 4) != 0;
      card->moved = sqlite3_column_int (statement, 5) != 0;
      card->image = sqlite3_column_int64 (statement, 6);
      g_hash_table_insert (known, deckle_sql_dup_text (statement, 0), card);
    }
  if (local_error == NULL)
    return g_steal_pointer (&known);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * deckle_import_has_same_text:
 * @db: any connection
 * @known: what the library has
 * @card: the card in the bank
 * @same: (out): whether every text, list and number is what the bank said before; a number does not count for a moved card
 * @error: return location for a [error@LibraryError]
 *
 * Returns: whether the card could be read
 */
gboolean
deckle_import_has_same_text (sqlite3     *db,
                             const DeckleKnownCard *known,
                             DeckleCard  *card,
                             gboolean    *same,
                             GError     **error)
{
  g_autoptr (DeckleCard) stored = NULL, named = NULL;

  if (known->image != 0)
    stored = deckle_text_image_read (db, known->image, deckle_card_get_id (card), 0, error);
  else
    stored = deckle_library_read_card (db, known->row, error);
  if (stored == NULL)
    return FALSE;
  named = deckle_card_copy_as (stored, deckle_card_get_id (card),
                               known->moved ? deckle_card_get_number (card) : deckle_card_get_number (stored));
  *same = deckle_card_equal (named, card);
  return TRUE;
}

/* Planning */

static gboolean
plan_cards (sqlite3                *db,
            const DeckleImportJob  *job,
            gint64                  deck,
            DeckleImportPlan       *plan,
            GCancellable           *cancellable,
            GError                **error)
{
  g_autoptr (GHashTable) known = deckle_import_list_known (db, deck, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) fresh = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) vanished = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer key, value;
  gint64 own;

  /* What is not in an earlier copy of the user's own deck was written since. */
  if (known == NULL || !deckle_sql_get_int64 (db, &own, error, "SELECT kind = 2 FROM deck WHERE id = ?", "l", deck))
    return FALSE;
  for (guint i = 0; i < job->cards->len; i++)
    {
      DeckleCard *card = g_array_index (job->cards, DeckleJobCard, i).card;
      const char *id = deckle_card_get_id (card);
      const DeckleKnownCard *stored = g_hash_table_lookup (known, id);
      gboolean same = FALSE;

      if (!g_hash_table_add (seen, (gpointer) id))
        {
          g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED,
                       _("“%s” has two cards with the id “%s”."), plan->title, id);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (stored != NULL && !deckle_import_has_same_text (db, stored, card, &same, error)))
        return FALSE;
      if (stored == NULL || stored->retired)
        g_strv_builder_add (fresh, id);
      else if (same || stored->moved)
        plan->n_same++;
      else
        g_strv_builder_add (changed, id);
      g_hash_table_remove (known, id);
    }

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!own && !((DeckleKnownCard *) value)->retired && !((DeckleKnownCard *) value)->moved)
      g_strv_builder_add (vanished, key);
  plan->fresh = g_strv_builder_end (fresh);
  plan->changed = g_strv_builder_end (changed);
  plan->vanished = g_strv_builder_end (vanished);
  return TRUE;
}

static gboolean
count_overlap (sqlite3                *db,
               const DeckleImportJob  *job,
               gint64                  deck,
               guint                  *n_overlap,
               GError                **error)
{
  g_autoptr (DeckleOverlap) questions = deckle_overlap_new ();
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  statement = deckle_sql_prepare (db, "SELECT question FROM card WHERE deck = ? AND retired = 0", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", deck);
  while (deckle_sql_step (statement, &local_error))
    deckle_overlap_add (questions, (const char *) sqlite3_column_text (statement, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *n_overlap = 0;
  for (guint i = 0; i < job->cards->len; i++)
    if (deckle_overlap_contains (questions, deckle_card_get_question (g_array_index (job->cards, DeckleJobCard, i).card)))
      (*n_overlap)++;
  return TRUE;
}

/* The deck that Today draws from and that has the most of the bank's questions. Decks with very many cards are left out: any
 * question shares its words with one of theirs, which says nothing, and asking them all takes the writer half a minute. */
static gboolean
plan_overlap (sqlite3                *db,
              const DeckleImportJob  *job,
              DeckleImportPlan       *plan,
              GError                **error)
{
  g_autoptr (sqlite3_stmt) decks = NULL;
  g_autoptr (GError) local_error = NULL;

  decks = deckle_sql_prepare (db,
                              "SELECT id, coalesce (own_title, title) FROM deck "
                              "WHERE deck_id <> ? AND enabled = 1 AND removed = 0 AND (SELECT coalesce (sum (t.n), 0) "
                              "FROM section CROSS JOIN card_tally AS t ON t.kind = 0 AND t.section = section.id AND t.day = 0 "
                              "WHERE section.deck = deck.id) <= ? ORDER BY kind, id", error);
  if (decks == NULL)
    return FALSE;
  deckle_sql_bind (decks, "ti", job->info->id, OVERLAP_MAX_CARDS);
  while (deckle_sql_step (decks, &local_error))
    {
      guint n_overlap;

      if (!count_overlap (db, job, sqlite3_column_int64 (decks, 0), &n_overlap, error))
        return FALSE;
      if (n_overlap > plan->n_overlap)
        {
          plan->n_overlap = n_overlap;
          g_set_str (&plan->overlap_title, (const char *) sqlite3_column_text (decks, 1));
        }
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * deckle_import_job_plan:
 * @job: the parts of a bank
 * @db: any connection
 * @cancellable: (nullable): a cancellable
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (nullable): what an import would do
 */
DeckleImportPlan *
deckle_import_job_plan (const DeckleImportJob  *job,
                        sqlite3                *db,
                        GCancellable           *cancellable,
                        GError                **error)
{
  g_autoptr (DeckleImportPlan) plan = g_new0 (DeckleImportPlan, 1);
  gint64 deck, enabled;

  plan->deck_id = g_strdup (job->info->id);
  plan->title = g_strdup (job->info->title);
  plan->n_sections = job->sections->len;
  plan->n_cards = job->cards->len;
  if (!deckle_import_job_find_deck (job, db, &deck, error) ||
      !plan_cards (db, job, deck, plan, cancellable, error) ||
      !plan_overlap (db, job, plan, error) ||
      !deckle_sql_get_int64 (db, &enabled, error, "SELECT enabled FROM deck WHERE id = ?", "l", deck))
    return NULL;
  plan->exists = deck != 0;
  plan->starts_enabled = plan->exists ? enabled != 0 : plan->n_overlap * 2 <= plan->n_cards;
  return g_steal_pointer (&plan);
}

/**
 * deckle_library_plan_import:
 * @self: a library
 * @bank: what to import
 * @error: return location for a [error@LibraryError]
 *
 * Says what an import would do. Reads only; blocking, on the thread of the library.
 *
 * A card that was retired and comes back counts as fresh. Overlap is looked for in decks that are switched on. For a deck
 * that the library has, starts_enabled is what it is now.
 *
 * Returns: (transfer full) (nullable): the plan
 */
DeckleImportPlan *
deckle_library_plan_import (DeckleLibrary  *self,
                            DeckleBank     *bank,
                            GError        **error)
{
  g_autoptr (DeckleImportJob) job = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (DECKLE_IS_BANK (bank), NULL);

  db = deckle_library_get_db (self, error);
  if (db == NULL)
    return NULL;
  job = deckle_import_job_new (bank, DECKLE_DECK_IMPORTED, NULL);
  return deckle_import_job_plan (job, db, NULL, error);
}

static void
plan_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) db = deckle_library_open_reader (source, &error);
  DeckleImportPlan *plan = db != NULL ? deckle_import_job_plan (data, db, cancellable, &error) : NULL;

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) deckle_import_plan_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * deckle_library_plan_import_async:
 * @self: a library
 * @bank: what to import
 * @cancellable: (nullable): a cancellable
 * @callback: see [method@Library.plan_import_finish]
 * @user_data: for @callback
 *
 * The same as [method@Library.plan_import] on a worker.
 */
void
deckle_library_plan_import_async (DeckleLibrary       *self,
                                  DeckleBank          *bank,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (DECKLE_IS_BANK (bank));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_library_plan_import_async);
  g_task_set_task_data (task, deckle_import_job_new (bank, DECKLE_DECK_IMPORTED, NULL),
                        (GDestroyNotify) deckle_import_job_free);
  g_task_run_in_thread (task, plan_in_thread);
}

/**
 * deckle_library_plan_import_finish:
 * @self: a library
 * @result: handed to the callback
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (nullable): the plan
 */
DeckleImportPlan *
deckle_library_plan_import_finish (DeckleLibrary  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
