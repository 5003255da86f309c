/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"
#include "library/deckle-undo.h"

/* Lists are rows: position 0 is the length, 1 and up the elements. Single values stand at position 0. */

typedef enum
{
  SETTING_INT,
  SETTING_DOUBLE,
} SettingType;

typedef struct
{
  const char  *name;
  SettingType  type;
  gsize        offset;
} Setting;

static const Setting settings[] = {
  { "new-per-day", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, new_per_day) },
  { "reviews-per-day", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, reviews_per_day) },
  { "desired-retention", SETTING_DOUBLE, G_STRUCT_OFFSET (DecklePolicy, desired_retention) },
  { "rollover-hour", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, rollover_hour) },
  { "max-interval-days", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, max_interval_days) },
  { "new-order", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, new_order) },
  { "leech-threshold", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, leech_threshold) },
  { "bury-related", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, bury_related) },
  { "fuzz", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, fuzz) },
  { "load-balance", SETTING_INT, G_STRUCT_OFFSET (DecklePolicy, load_balance) },
};

G_STATIC_ASSERT (sizeof (DeckleNewOrder) == sizeof (int));

static void
read_list (sqlite3_stmt *statement,
           int           position,
           gint64       *values,
           int          *n)
{
  if (position == 0)
    *n = sqlite3_column_int (statement, 2);
  else if (position <= DECKLE_MAX_STEPS)
    values[position - 1] = sqlite3_column_int64 (statement, 2);
}

/* Each range is three rows: first day, last day, level. A field that has no row, or a wrong one, is %UNREAD. */
#define RANGE_FIELDS 3
#define UNREAD (-1)

static int
column_natural (sqlite3_stmt *statement,
                int           column)
{
  gint64 value = sqlite3_column_int64 (statement, column);

  return value >= 0 && value <= G_MAXINT ? (int) value : UNREAD;
}

static void
read_easy_day (sqlite3_stmt *statement,
               int           position,
               DecklePolicy *policy)
{
  int level = column_natural (statement, 2);

  if (position >= 1 && position <= DECKLE_DAYS_A_WEEK && level != UNREAD)
    policy->easy_days[position - 1] = (DeckleEasyDay) level;
}

static void
read_easy_range (sqlite3_stmt *statement,
                 int           position,
                 DecklePolicy *policy)
{
  DeckleEasyRange *range;

  if (position < 1 || position > DECKLE_MAX_EASY_RANGES * RANGE_FIELDS)
    return;

  range = &policy->easy_ranges[(position - 1) / RANGE_FIELDS];
  if (position % RANGE_FIELDS == 1)
    range->first_day = column_natural (statement, 2);
  else if (position % RANGE_FIELDS == 2)
    range->last_day = column_natural (statement, 2);
  else
    range->level = (DeckleEasyDay) MAX (column_natural (statement, 2), 0);
}

static void
begin_easy_ranges (DecklePolicy *policy)
{
  for (int i = 0; i < DECKLE_MAX_EASY_RANGES; i++)
    policy->easy_ranges[i] = (DeckleEasyRange){ UNREAD, UNREAD, DECKLE_EASY_DAY_NORMAL };
}

/* Keeps those that are whole. */
static void
end_easy_ranges (DecklePolicy *policy)
{
  for (int i = 0; i < DECKLE_MAX_EASY_RANGES; i++)
    {
      DeckleEasyRange range = policy->easy_ranges[i];

      if (range.first_day != UNREAD && range.last_day >= range.first_day && range.level != DECKLE_EASY_DAY_NORMAL)
        policy->easy_ranges[policy->n_easy_ranges++] = range;
    }
}

static void
read_setting (sqlite3_stmt *statement,
              DecklePolicy *policy)
{
  const char *name = (const char *) sqlite3_column_text (statement, 0);
  int position = sqlite3_column_int (statement, 1);
  int type = sqlite3_column_type (statement, 2);

  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    return;

  if (g_str_equal (name, "learning-steps"))
    read_list (statement, position, policy->learning_steps_s, &policy->n_learning_steps);
  else if (g_str_equal (name, "relearning-steps"))
    read_list (statement, position, policy->relearning_steps_s, &policy->n_relearning_steps);
  else if (g_str_equal (name, "easy-days"))
    read_easy_day (statement, position, policy);
  else if (g_str_equal (name, "easy-ranges"))
    read_easy_range (statement, position, policy);

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      gpointer field = G_STRUCT_MEMBER_P (policy, settings[i].offset);

      if (!g_str_equal (name, settings[i].name))
        continue;
      if (settings[i].type == SETTING_INT)
        *(int *) field = sqlite3_column_int (statement, 2);
      else
        *(double *) field = sqlite3_column_double (statement, 2);
    }
}

static gboolean
read_policy (sqlite3       *db,
             DecklePolicy  *policy,
             GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  deckle_policy_init_default (policy);
  begin_easy_ranges (policy);
  statement = deckle_sql_prepare (db, "SELECT name, position, value FROM setting", error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    read_setting (statement, policy);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  end_easy_ranges (policy);
  deckle_policy_clamp (policy);
  return TRUE;
}

/**
 * deckle_library_read_scheduler:
 * @db: any connection
 * @scheduler: (out caller-allocates): policy and model in force
 * @parameters: (out) (optional): row id of the set of parameters in force
 * @error: return location for a [error@LibraryError]
 *
 * Where the parameters are damaged the defaults of FSRS-6 take their place, see [func@library_read_model].
 *
 * Returns: whether both could be read
 */
gboolean
deckle_library_read_scheduler (sqlite3          *db,
                               DeckleScheduler  *scheduler,
                               gint64           *parameters,
                               GError          **error)
{
  gint64 set = 0;

  if (!read_policy (db, &scheduler->policy, error) || !deckle_library_read_model (db, &scheduler->model, &set, NULL, error))
    return FALSE;
  if (parameters != NULL)
    *parameters = set;
  return TRUE;
}

static gboolean
store_list (sqlite3_stmt  *insert,
            const char    *name,
            const gint64  *values,
            int            n,
            GError       **error)
{
  deckle_sql_rebind (insert, "til", name, 0, (gint64) n);
  if (!deckle_sql_finish (insert, error))
    return FALSE;
  for (int i = 0; i < n; i++)
    {
      deckle_sql_rebind (insert, "til", name, i + 1, values[i]);
      if (!deckle_sql_finish (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_easy_days (sqlite3_stmt        *insert,
                 const DecklePolicy  *policy,
                 GError             **error)
{
  gint64 levels[DECKLE_DAYS_A_WEEK];
  gint64 ranges[DECKLE_MAX_EASY_RANGES * RANGE_FIELDS];

  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    levels[i] = policy->easy_days[i];
  for (int i = 0; i < policy->n_easy_ranges; i++)
    {
      ranges[i * RANGE_FIELDS] = policy->easy_ranges[i].first_day;
      ranges[i * RANGE_FIELDS + 1] = policy->easy_ranges[i].last_day;
      ranges[i * RANGE_FIELDS + 2] = policy->easy_ranges[i].level;
    }
  return store_list (insert, "easy-days", levels, DECKLE_DAYS_A_WEEK, error) &&
         store_list (insert, "easy-ranges", ranges, policy->n_easy_ranges * RANGE_FIELDS, error);
}

static gboolean
store_policy (sqlite3             *db,
              const DecklePolicy  *policy,
              GError             **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;

  insert = deckle_sql_prepare (db, "INSERT OR REPLACE INTO setting (name, position, value) VALUES (?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      gconstpointer field = (const char *) policy + settings[i].offset;

      if (settings[i].type == SETTING_INT)
        deckle_sql_rebind (insert, "tii", settings[i].name, 0, *(const int *) field);
      else
        deckle_sql_rebind (insert, "tid", settings[i].name, 0, *(const double *) field);
      if (!deckle_sql_finish (insert, error))
        return FALSE;
    }
  return deckle_sql_run (db, error, "DELETE FROM setting WHERE name IN "
                         "('learning-steps', 'relearning-steps', 'easy-days', 'easy-ranges')", "") &&
         store_list (insert, "learning-steps", policy->learning_steps_s, policy->n_learning_steps, error) &&
         store_list (insert, "relearning-steps", policy->relearning_steps_s, policy->n_relearning_steps, error) &&
         store_easy_days (insert, policy, error);
}

static void
sql_known_until (sqlite3_context  *context,
                 int               n_values,
                 sqlite3_value   **values)
{
  DeckleScheduler *scheduler = sqlite3_user_data (context);
  double general = scheduler->policy.desired_retention, own = sqlite3_value_double (values[4]);
  DeckleSchedule schedule = {
    .state = DECKLE_STATE_REVIEW,
    .memory = { sqlite3_value_double (values[0]), sqlite3_value_double (values[1]), sqlite3_value_double (values[2]) },
    .last_day = sqlite3_value_int (values[3]),
  };

  if (own > 0.0)
    scheduler->policy.desired_retention = own;
  sqlite3_result_int (context, deckle_scheduler_known_until (scheduler, &schedule));
  scheduler->policy.desired_retention = general;
}

/**
 * deckle_library_refresh_known:
 * @db: the writer's connection, inside a transaction
 * @section: row id of a section, 0 for all
 * @error: return location for a [error@LibraryError]
 *
 * Recomputes until when each card counts as known, from the policy and parameters in force and the retention that its section
 * desires, in one pass.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_library_refresh_known (sqlite3  *db,
                              gint64    section,
                              GError  **error)
{
#define KNOWN_SQL \
  "UPDATE card SET known_until_day = deckle_known_until (stability, stability_fast, difficulty, last_day, " \
  "(SELECT value FROM setting WHERE name = '" DECKLE_SECTION_RETENTION "' AND position = card.section)) WHERE state = 2"
  DeckleScheduler scheduler;
  gboolean success;
  int rc;

  if (!deckle_library_read_scheduler (db, &scheduler, NULL, error))
    return FALSE;
  rc = sqlite3_create_function_v2 (db, "deckle_known_until", 5, SQLITE_UTF8 | SQLITE_DIRECTONLY, &scheduler,
                                   sql_known_until, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    return deckle_sql_fail (db, rc, error);
  success = section == 0 ? deckle_sql_exec (db, KNOWN_SQL, error)
                         : deckle_sql_run (db, error, KNOWN_SQL " AND section = ?", "l", section);
  sqlite3_create_function_v2 (db, "deckle_known_until", 5, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
  return success;
#undef KNOWN_SQL
}

static gboolean
write_policy (DeckleWrite  *write,
              gpointer      data,
              GError      **error)
{
  const DecklePolicy *policy = data;
  DecklePolicy before;
  gint64 step;

  write->loss = g_strdup (_("The settings were not saved; they are as they were."));
  if (!read_policy (write->db, &before, error))
    return FALSE;
  if (deckle_policy_equal (&before, policy))
    return TRUE;

  step = deckle_undo_push (write, DECKLE_UNDO_POLICY, DECKLE_UNDO_POLICY_GENERAL, 0, 0, 0, error);
  if (step == 0 ||
      !deckle_undo_save_settings (write, step, DECKLE_UNDO_BEFORE, error) ||
      !store_policy (write->db, policy, error) ||
      !deckle_undo_save_settings (write, step, DECKLE_UNDO_AFTER, error) ||
      !deckle_library_refresh_known (write->db, 0, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_POLICY | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_set_policy_async:
 * @self: a library
 * @policy: the settings; values out of their ranges are put into them
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Stores the settings that decide when a card comes, as one undoable step, and recomputes which cards count as known.
 * Schedules that were chosen before stay as they are.
 */
void
deckle_library_set_policy_async (DeckleLibrary       *self,
                                 const DecklePolicy  *policy,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  DecklePolicy *copy;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (policy != NULL);

  copy = g_memdup2 (policy, sizeof *policy);
  deckle_policy_clamp (copy);
  deckle_library_write (self, write_policy, copy, g_free, cancellable, deckle_library_set_policy_async, callback,
                        user_data);
}
