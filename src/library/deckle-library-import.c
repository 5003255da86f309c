/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-import.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-backup.h"
#include "library/deckle-card-place.h"
#include "library/deckle-import-job.h"
#include "library/deckle-library-updates.h"
#include "library/deckle-text-image.h"

typedef struct
{
  DeckleWrite           *write;
  const DeckleImportJob *job;
  gint64                 deck;
  gint64                 own;          /* whether the deck is of the user's own: then nothing leaves it */
  GArray                *section_rows; /* (element-type gint64), by number of the section in the bank */
  GHashTable            *known;        /* card id → DeckleKnownCard */
} Merge;

static gboolean
merge_deck (Merge     *merge,
            gboolean   starts_enabled,
            GError   **error)
{
  const DeckleBankInfo *info = merge->job->info;
  sqlite3 *db = merge->write->db;

  return deckle_sql_run (db, error,
                         "INSERT INTO deck (deck_id, title, description, language, version, updated, go_version, "
                         "licence_spdx, licence_url, licence_holder, licence_code, kind, enabled, own_title) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                         "nullif (nullif (?14, ''), ?2)) "
                         "ON CONFLICT (deck_id) DO UPDATE SET title = ?2, description = ?3, language = ?4, version = ?5, "
                         "updated = ?6, go_version = ?7, licence_spdx = ?8, licence_url = ?9, licence_holder = ?10, "
                         "licence_code = ?11, kind = CASE kind WHEN 2 THEN 2 ELSE min (kind, ?12) END, "
                         /* An update of the bundled bank does not bring back what the user removed. */
                         "removed = removed AND ?12 = 0 AND version <> ?5",
                         "tttttttttttiit", info->id, info->title, info->description,
                         info->language != NULL ? info->language : "", info->version != NULL ? info->version : "",
                         info->updated, info->go_version, info->licence_spdx, info->licence_url, info->licence_holder,
                         info->licence_code, (int) merge->job->kind, starts_enabled, merge->job->title) &&
         deckle_import_job_find_deck (merge->job, db, &merge->deck, error) &&
         deckle_sql_get_int64 (db, &merge->own, error, "SELECT kind = 2 FROM deck WHERE id = ?", "l", merge->deck);
}

static gboolean
merge_section (Merge          *merge,
               DeckleSection  *section,
               guint           number,
               GError        **error)
{
  const char *id = deckle_section_get_id (section);
  int order = deckle_section_get_order (section);
  int from, to;
  gint64 row;

  deckle_section_get_range (section, &from, &to);
  if (!deckle_sql_run (merge->write->db, error,
                       "INSERT INTO section (deck, section_id, title, short_title, colour, icon, emoji, position, "
                       "range_from, range_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                       "ON CONFLICT (deck, section_id) DO UPDATE SET title = ?3, short_title = ?4, colour = ?5, icon = ?6, "
                       "emoji = ?7, position = ?8, range_from = ?9, range_to = ?10, retired = 0",
                       "lttttttiii", merge->deck, id, deckle_section_get_title (section),
                       deckle_section_get_short_title (section), deckle_section_get_colour (section),
                       deckle_section_get_icon (section), deckle_section_get_emoji (section),
                       order > 0 ? order : (int) number + 1, from, to) ||
      !deckle_sql_get_int64 (merge->write->db, &row, error, "SELECT id FROM section WHERE deck = ? AND section_id = ?",
                             "lt", merge->deck, id))
    return FALSE;
  g_array_append_val (merge->section_rows, row);
  return TRUE;
}

static gboolean
merge_sections (Merge   *merge,
                GError **error)
{
  if (!merge->own &&
      !deckle_sql_run (merge->write->db, error, "UPDATE section SET retired = 1 WHERE deck = ?", "l", merge->deck))
    return FALSE;
  for (guint i = 0; i < merge->job->sections->len; i++)
    if (!merge_section (merge, merge->job->sections->pdata[i], i, error))
      return FALSE;
  return TRUE;
}

static gboolean
insert_card (Merge       *merge,
             DeckleCard  *card,
             gint64       section,
             gint64      *row,
             GError     **error)
{
  const char *id = deckle_card_get_id (card);

  if (!deckle_sql_run (merge->write->db, error,
                       "INSERT INTO card (deck, section, card_id, seed, number, level, question, answer) "
                       "VALUES (?, ?, ?, ?, 0, 0, '', '')", "lltl", merge->deck, section, id,
                       (gint64) deckle_scheduler_seed (merge->job->info->id, id)))
    return FALSE;
  *row = sqlite3_last_insert_rowid (merge->write->db);
  return TRUE;
}

static gboolean
store_card (Merge       *merge,
            DeckleCard  *card,
            gint64       section,
            gint64       row,
            int          version_step,
            GError     **error)
{
  return deckle_sql_run (merge->write->db, error, "UPDATE card SET section = ?2, number = ?3, retired = 0 WHERE id = ?1",
                         "lli", row, section, deckle_card_get_number (card)) &&
         deckle_card_store_text (merge->write->db, row, card, version_step, error);
}

/* What the bank says now about a card that the user took elsewhere: in force when it comes home. */
static gboolean
keep_for_moved (Merge                  *merge,
                DeckleCard             *card,
                const DeckleKnownCard  *known,
                GError                **error)
{
  gint64 image = deckle_text_image_store (merge->write->db, card, error);

  return image != 0 &&
         deckle_sql_run (merge->write->db, error, "UPDATE card_origin SET image = ? WHERE deck = ? AND card_id = ?", "llt",
                         image, merge->deck, deckle_card_get_id (card));
}

/* The user's text stays, and the bank's goes under it. Where both say the same now, the edit is no more. */
static gboolean
merge_under_edit (Merge                  *merge,
                  DeckleCard             *card,
                  gint64                  section,
                  const DeckleKnownCard  *known,
                  GError                **error)
{
  sqlite3 *db = merge->write->db;
  g_autoptr (DeckleCard) mine = deckle_library_read_card (db, known->row, error);
  g_autoptr (DeckleCard) renumbered = NULL, before = NULL;
  gint64 image;

  if (mine == NULL)
    return FALSE;
  renumbered = deckle_card_copy_as (mine, deckle_card_get_id (card), deckle_card_get_number (card));
  if (deckle_card_equal (renumbered, card))
    return store_card (merge, card, section, known->row, 0, error) &&
           deckle_sql_run (db, error, "DELETE FROM card_edit WHERE card = ?", "l", known->row);

  before = deckle_text_image_read (db, known->image, deckle_card_get_id (card), deckle_card_get_number (card), error);
  image = before != NULL ? deckle_text_image_store (db, card, error) : 0;
  return image != 0 &&
         deckle_sql_run (db, error, "UPDATE card_edit SET image = ?, pending = pending OR ? WHERE card = ?", "lil", image,
                         deckle_card_equal (before, card) ? 0 : 1, known->row) &&
         deckle_sql_run (db, error, "UPDATE card SET section = ?, number = ?, retired = 0 WHERE id = ?", "lil", section,
                         deckle_card_get_number (card), known->row);
}

static gboolean
merge_card (Merge                *merge,
            const DeckleJobCard  *job_card,
            GError              **error)
{
  sqlite3 *db = merge->write->db;
  const char *id = deckle_card_get_id (job_card->card);
  gint64 section = g_array_index (merge->section_rows, gint64, job_card->section);
  const DeckleKnownCard *known = g_hash_table_lookup (merge->known, id);
  gboolean same;
  gint64 row;

  if (known == NULL)
    return insert_card (merge, job_card->card, section, &row, error) &&
           store_card (merge, job_card->card, section, row, 0, error);

  if (!deckle_import_has_same_text (db, known, job_card->card, &same, error))
    return FALSE;
  if (known->moved)
    return same || keep_for_moved (merge, job_card->card, known, error);
  if (known->edited && !same)
    return merge_under_edit (merge, job_card->card, section, known, error);
  if (!same)
    return store_card (merge, job_card->card, section, known->row, 1, error);
  if (known->retired || known->section != section)
    return deckle_sql_run (db, error, "UPDATE card SET section = ?, retired = 0 WHERE id = ?", "ll", section, known->row);
  return TRUE;
}

/* The bank may have put the card into another section, which may desire another retention. */
static gboolean
refresh_known (Merge                *merge,
               const DeckleJobCard  *job_card,
               GError              **error)
{
  const DeckleKnownCard *known = g_hash_table_lookup (merge->known, deckle_card_get_id (job_card->card));

  return known == NULL || known->moved ||
         known->section == g_array_index (merge->section_rows, gint64, job_card->section) ||
         deckle_card_refresh_known (merge->write->db, known->row, error);
}

static gboolean
merge_cards (Merge   *merge,
             GError **error)
{
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < merge->job->cards->len; i++)
    {
      const DeckleJobCard *job_card = &g_array_index (merge->job->cards, DeckleJobCard, i);

      if (g_cancellable_set_error_if_cancelled (merge->write->cancellable, error) || !merge_card (merge, job_card, error) ||
          !refresh_known (merge, job_card, error))
        return FALSE;
      g_hash_table_remove (merge->known, deckle_card_get_id (job_card->card));
    }

  g_hash_table_iter_init (&iter, merge->known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!merge->own && !((DeckleKnownCard *) value)->moved &&
        !deckle_sql_run (merge->write->db, error, "UPDATE card SET retired = 1 WHERE id = ?", "l",
                         ((DeckleKnownCard *) value)->row))
      return FALSE;
  return TRUE;
}

/* A new version of the bundled bank changes texts that the user did not ask to change. */
static gboolean
back_up_before (DeckleWrite            *write,
                const DeckleImportJob  *job,
                GError                **error)
{
  gint64 other_version;

  if (job->kind != DECKLE_DECK_BUNDLED)
    return TRUE;
  if (!deckle_sql_get_int64 (write->db, &other_version, error,
                             "SELECT version <> ? FROM deck WHERE deck_id = ?", "tt", job->info->version, job->info->id))
    return FALSE;
  return other_version == 0 || deckle_backup_keep (sqlite3_db_filename (write->db, "main"), write->clock, error);
}

/* The version of the bundled bank that the learner had; empty where nothing is to be told. */
static gboolean
read_old_version (DeckleWrite            *write,
                  const DeckleImportJob  *job,
                  char                  **version,
                  GError                **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  *version = NULL;
  if (job->kind != DECKLE_DECK_BUNDLED)
    return TRUE;
  statement = deckle_sql_prepare (write->db, "SELECT version FROM deck WHERE deck_id = ?", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "t", job->info->id);
  if (deckle_sql_step (statement, &local_error))
    *version = deckle_sql_dup_text (statement, 0);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
write_import (DeckleWrite  *write,
              gpointer      data,
              GError      **error)
{
  const DeckleImportJob *job = data;
  g_autoptr (DeckleImportPlan) plan = NULL;
  g_autoptr (GArray) section_rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) known = NULL;
  g_autofree char *old_version = NULL;
  Merge merge = { .write = write, .job = job, .section_rows = section_rows };

  write->loss = g_strdup_printf (_("“%s” was not imported; the library is as it was."), job->info->title);
  if (!back_up_before (write, job, error) || !read_old_version (write, job, &old_version, error))
    return FALSE;
  plan = deckle_import_job_plan (job, write->db, write->cancellable, error);
  if (plan == NULL || !merge_deck (&merge, plan->starts_enabled, error))
    return FALSE;
  known = deckle_import_list_known (write->db, merge.deck, error);
  merge.known = known;
  if (known == NULL || !merge_sections (&merge, error) || !merge_cards (&merge, error) ||
      (old_version != NULL && !deckle_library_record_update (write->db, merge.deck, old_version, plan, error)) ||
      !deckle_text_image_collect (write->db, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_DECKS | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_import_async:
 * @self: a library
 * @bank: what to import
 * @kind: where it comes from
 * @title: (nullable): the user's own title for a new deck
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Merges a bank by card id in one transaction: texts are updated, progress is kept, cards that left are retired, cards that
 * come back are not retired any more, a deck that was removed comes back. A backup is kept first when a bundled bank changes
 * its version. A new deck whose questions mostly stand in another one starts switched off.
 */
void
deckle_library_import_async (DeckleLibrary       *self,
                             DeckleBank          *bank,
                             DeckleDeckKind       kind,
                             const char          *title,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (DECKLE_IS_BANK (bank));

  deckle_library_write (self, write_import, deckle_import_job_new (bank, kind, title),
                        (GDestroyNotify) deckle_import_job_free, cancellable, deckle_library_import_async, callback,
                        user_data);
}

/**
 * deckle_library_get_deck_version:
 * @self: a library
 * @deck_id: id of a deck
 *
 * Returns: (transfer full) (nullable): the version of the bank that the deck came from, also when the user removed the deck;
 *   %NULL when the library never had it
 */
char *
deckle_library_get_deck_version (DeckleLibrary *self,
                                 const char    *deck_id)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (deck_id != NULL, NULL);

  db = deckle_library_get_db (self, NULL);
  statement = db != NULL ? deckle_sql_prepare (db, "SELECT version FROM deck WHERE deck_id = ?", NULL) : NULL;
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "t", deck_id);
  return deckle_sql_step (statement, NULL) ? deckle_sql_dup_text (statement, 0) : NULL;
}
