/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-sections.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-due-private.h"
#include "library/deckle-library-plan.h"
#include "library/deckle-undo.h"

/*
 * A section's own values are rows of the settings, at the position of the section's row id, like its weight in a plan: so they come
 * and go with the same undo step, backup and repair as all settings. A value that is not there is the general one.
 */

#define NEW_NAME "section-new"
#define REVIEWS_NAME "section-reviews"
#define NAMES "name IN ('" NEW_NAME "', '" REVIEWS_NAME "', '" DECKLE_SECTION_RETENTION "')"

#define CARDS_MAX 9999
#define RETENTION_MIN 0.70
#define RETENTION_MAX 0.99

typedef struct
{
  gint64              section;
  DeckleSectionPolicy policy;
} SectionJob;

static void
clamp (DeckleSectionPolicy *policy)
{
  policy->new_per_day = CLAMP (policy->new_per_day, DECKLE_SECTION_GENERAL, CARDS_MAX);
  policy->reviews_per_day = CLAMP (policy->reviews_per_day, DECKLE_SECTION_GENERAL, CARDS_MAX);
  /* Also for what is no number. */
  if (!(policy->desired_retention > 0.0))
    policy->desired_retention = 0.0;
  else
    policy->desired_retention = CLAMP (policy->desired_retention, RETENTION_MIN, RETENTION_MAX);
}

/**
 * deckle_section_policy_is_general:
 * @policy: what a section does differently
 *
 * Returns: whether that is nothing
 */
gboolean
deckle_section_policy_is_general (const DeckleSectionPolicy *policy)
{
  g_return_val_if_fail (policy != NULL, TRUE);

  return policy->new_per_day < 0 && policy->reviews_per_day < 0 && policy->desired_retention <= 0.0;
}

static void
read_value (sqlite3_stmt *statement,
            GHashTable   *policies)
{
  const char *name = (const char *) sqlite3_column_text (statement, 0);
  gint64 section = sqlite3_column_int64 (statement, 1);
  DeckleSectionPolicy *policy = g_hash_table_lookup (policies, &section);
  int type = sqlite3_column_type (statement, 2);

  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    return;
  if (policy == NULL)
    {
      const DeckleSectionPolicy general = DECKLE_SECTION_POLICY_GENERAL;

      policy = g_memdup2 (&general, sizeof general);
      g_hash_table_insert (policies, g_memdup2 (&section, sizeof section), policy);
    }
  if (g_str_equal (name, NEW_NAME))
    policy->new_per_day = sqlite3_column_int (statement, 2);
  else if (g_str_equal (name, REVIEWS_NAME))
    policy->reviews_per_day = sqlite3_column_int (statement, 2);
  else
    policy->desired_retention = sqlite3_column_double (statement, 2);
  clamp (policy);
}

/**
 * deckle_section_policies_read:
 * @db: any connection
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (nullable) (element-type gint64 DeckleSectionPolicy): the sections that differ, by row id
 */
GHashTable *
deckle_section_policies_read (sqlite3  *db,
                              GError  **error)
{
  g_autoptr (GHashTable) policies = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db, "SELECT name, position, value FROM setting WHERE " NAMES, error);
  if (statement == NULL)
    return NULL;
  while (deckle_sql_step (statement, &local_error))
    read_value (statement, policies);
  if (local_error == NULL)
    return g_steal_pointer (&policies);
  g_propagate_error (error, local_error);
  return NULL;
}

/**
 * deckle_library_aim_scheduler:
 * @db: any connection
 * @card: row id of a card
 * @scheduler: (inout): the policy in force for cards in general
 *
 * Puts the retention that the card's section desires into the policy, if it has one of its own.
 */
void
deckle_library_aim_scheduler (sqlite3          *db,
                              gint64            card,
                              DeckleScheduler  *scheduler)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT value FROM setting WHERE name = '" DECKLE_SECTION_RETENTION "' "
                                  "AND position = (SELECT section FROM card WHERE id = ?)", NULL);
  if (statement == NULL)
    return;
  deckle_sql_bind (statement, "l", card);
  if (deckle_sql_step (statement, NULL) && sqlite3_column_double (statement, 0) > 0.0)
    scheduler->policy.desired_retention = CLAMP (sqlite3_column_double (statement, 0), RETENTION_MIN, RETENTION_MAX);
}

/**
 * deckle_library_list_section_policies:
 * @self: a library
 * @error: return location for a [error@LibraryError]
 *
 * Main thread, a read of a few rows.
 *
 * Returns: (transfer full) (nullable) (element-type gint64 DeckleSectionPolicy): the sections that differ, by row id
 */
GHashTable *
deckle_library_list_section_policies (DeckleLibrary  *self,
                                      GError        **error)
{
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  return db != NULL ? deckle_section_policies_read (db, error) : NULL;
}

/**
 * deckle_library_get_section_policy:
 * @self: a library
 * @section: row id of a section
 * @policy: (out caller-allocates): what the section does differently
 *
 * Main thread, a read of a few rows.
 */
void
deckle_library_get_section_policy (DeckleLibrary       *self,
                                   gint64               section,
                                   DeckleSectionPolicy *policy)
{
  g_autoptr (GHashTable) policies = NULL;
  const DeckleSectionPolicy *found;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (policy != NULL);

  policies = deckle_library_list_section_policies (self, NULL);
  found = policies != NULL ? g_hash_table_lookup (policies, &section) : NULL;
  *policy = found != NULL ? *found : DECKLE_SECTION_POLICY_GENERAL;
}

/**
 * deckle_library_get_section_scheduler:
 * @self: a library
 * @section: row id of a section
 * @scheduler: (out caller-allocates): policy and model for its cards
 *
 * The policy of [method@Library.get_study_scheduler] with what the section does differently. Main thread.
 */
void
deckle_library_get_section_scheduler (DeckleLibrary    *self,
                                      gint64            section,
                                      DeckleScheduler  *scheduler)
{
  DeckleSectionPolicy policy;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (scheduler != NULL);

  deckle_library_get_study_scheduler (self, scheduler);
  deckle_library_get_section_policy (self, section, &policy);
  if (policy.new_per_day >= 0)
    scheduler->policy.new_per_day = policy.new_per_day;
  if (policy.reviews_per_day >= 0)
    scheduler->policy.reviews_per_day = policy.reviews_per_day;
  if (policy.desired_retention > 0.0)
    scheduler->policy.desired_retention = policy.desired_retention;
}

/**
 * deckle_library_list_reviews_left:
 * @self: a library
 *
 * Main thread, indexed reads.
 *
 * Returns: (transfer full) (nullable) (element-type gint64 int): how many review cards each section with a limit of its own may still
 *   bring today, by row id; %NULL when no section has one
 */
GHashTable *
deckle_library_list_reviews_left (DeckleLibrary *self)
{
  g_autoptr (GHashTable) left = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  DeckleLimits limits = { 0 };
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, NULL);
  if (db != NULL && deckle_limits_read (self, db, DECKLE_SCOPE_ALL, &limits, NULL) && limits.sections != NULL)
    {
      GHashTableIter iter;
      gpointer section, value;

      g_hash_table_iter_init (&iter, limits.sections);
      while (g_hash_table_iter_next (&iter, &section, &value))
        {
          const DeckleSectionLeft *own = value;

          if (own->reviews >= 0)
            g_hash_table_insert (left, g_memdup2 (section, sizeof (gint64)), g_memdup2 (&own->reviews, sizeof own->reviews));
        }
    }
  deckle_limits_clear (&limits);
  return g_hash_table_size (left) > 0 ? g_steal_pointer (&left) : NULL;
}

static gboolean
store_value (sqlite3     *db,
             const char  *name,
             gint64       section,
             gboolean     is_set,
             double       value,
             GError     **error)
{
  if (!is_set)
    return deckle_sql_run (db, error, "DELETE FROM setting WHERE name = ? AND position = ?", "tl", name, section);
  return deckle_sql_run (db, error, "INSERT OR REPLACE INTO setting (name, position, value) VALUES (?, ?, ?)", "tld", name,
                         section, value);
}

static gboolean
store (sqlite3           *db,
       const SectionJob  *job,
       GError           **error)
{
  const DeckleSectionPolicy *policy = &job->policy;

  return store_value (db, NEW_NAME, job->section, policy->new_per_day >= 0, policy->new_per_day, error) &&
         store_value (db, REVIEWS_NAME, job->section, policy->reviews_per_day >= 0, policy->reviews_per_day, error) &&
         store_value (db, DECKLE_SECTION_RETENTION, job->section, policy->desired_retention > 0.0, policy->desired_retention,
                      error);
}

static gboolean
write_section_policy (DeckleWrite  *write,
                      gpointer      data,
                      GError      **error)
{
  const SectionJob *job = data;
  gint64 found = 0, step;

  write->loss = g_strdup (_("The settings of the section were not saved; they are as they were."));
  if (!deckle_sql_get_int64 (write->db, &found, error, "SELECT count(*) FROM section WHERE id = ?", "l", job->section))
    return FALSE;
  if (found == 0)
    {
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                           _("The section is not in the library any more."));
      return FALSE;
    }
  step = deckle_undo_push (write, DECKLE_UNDO_POLICY, DECKLE_UNDO_POLICY_SECTION, 0, 0, 0, error);
  if (step == 0 ||
      !deckle_undo_save_settings (write, step, DECKLE_UNDO_BEFORE, error) ||
      !store (write->db, job, error) ||
      !deckle_undo_save_settings (write, step, DECKLE_UNDO_AFTER, error) ||
      !deckle_library_refresh_known (write->db, job->section, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_POLICY | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_set_section_policy_async:
 * @self: a library
 * @section: row id of a section
 * @policy: what it does differently; values out of their ranges are put into them
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Stores what a section does differently as one undoable step, and recomputes which of its cards count as known. Schedules that
 * were chosen before stay as they are.
 */
void
deckle_library_set_section_policy_async (DeckleLibrary             *self,
                                         gint64                     section,
                                         const DeckleSectionPolicy *policy,
                                         GCancellable              *cancellable,
                                         GAsyncReadyCallback        callback,
                                         gpointer                   user_data)
{
  SectionJob *job;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (policy != NULL);

  job = g_new0 (SectionJob, 1);
  job->section = section;
  job->policy = *policy;
  clamp (&job->policy);
  deckle_library_write (self, write_section_policy, job, g_free, cancellable, deckle_library_set_section_policy_async, callback,
                        user_data);
}
