/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-plan.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "library/deckle-library-private.h"
#include "library/deckle-undo.h"

#define MINUTES_MAX 1440.0
#define DAY_MAX 1000000
#define WEIGHT_MAX 10.0

/* All rows of a plan among the settings. Lists as in the policy: position 0 is the length. A weight stands at its section. */
#define PLAN_NAMES "name IN ('interview-dates', 'interview-minutes', 'section-weight') OR name LIKE 'plan-%'"

typedef struct
{
  const char *name;
  gsize       offset;
  gboolean    is_double;
} PlanField;

static const PlanField fields[] = {
  { "plan-made-day", G_STRUCT_OFFSET (DeckleStudyPlan, made_day), FALSE },
  { "plan-date", G_STRUCT_OFFSET (DeckleStudyPlan, date), FALSE },
  { "plan-new-per-day", G_STRUCT_OFFSET (DeckleStudyPlan, new_per_day), FALSE },
  { "plan-retention", G_STRUCT_OFFSET (DeckleStudyPlan, desired_retention), TRUE },
  { "plan-sweep-days", G_STRUCT_OFFSET (DeckleStudyPlan, sweep_days), FALSE },
  { "plan-sweep-cards", G_STRUCT_OFFSET (DeckleStudyPlan, sweep_cards), FALSE },
  { "plan-ready", G_STRUCT_OFFSET (DeckleStudyPlan, ready), TRUE },
  { "plan-ready-low", G_STRUCT_OFFSET (DeckleStudyPlan, ready_low), TRUE },
  { "plan-ready-high", G_STRUCT_OFFSET (DeckleStudyPlan, ready_high), TRUE },
};

/* What is stored in one step. */
typedef struct
{
  DeckleInterviews  interviews;
  GHashTable       *weights; /* (owned): gint64 section row id → double */
  DeckleStudyPlan   plan;
} PlanJob;

static void
plan_job_free (gpointer data)
{
  PlanJob *job = data;

  g_clear_pointer (&job->weights, g_hash_table_unref);
  g_free (job);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/**
 * deckle_interviews_clamp:
 * @interviews: (inout): what the learner plans for
 *
 * Sorts the dates, drops those that are twice there or no dates, and puts the minutes into 1 to 1,440; what is no number becomes
 * 20.
 */
void
deckle_interviews_clamp (DeckleInterviews *interviews)
{
  int n = CLAMP (interviews->n_dates, 0, DECKLE_MAX_INTERVIEWS);

  g_return_if_fail (interviews != NULL);

  qsort (interviews->dates, (size_t) n, sizeof interviews->dates[0], compare_days);
  interviews->n_dates = 0;
  for (int i = 0; i < n; i++)
    {
      int date = interviews->dates[i];

      if (date > 0 && date < DAY_MAX && (interviews->n_dates == 0 || interviews->dates[interviews->n_dates - 1] != date))
        interviews->dates[interviews->n_dates++] = date;
    }
  if (isnan (interviews->minutes_a_day) || interviews->minutes_a_day <= 0.0)
    interviews->minutes_a_day = DECKLE_PLAN_MINUTES_DEFAULT;
  interviews->minutes_a_day = CLAMP (interviews->minutes_a_day, 1.0, MINUTES_MAX);
}

/**
 * deckle_interviews_next:
 * @interviews: what the learner plans for
 * @today: local day
 *
 * Returns: the local day of the next interview, today's included; -1 when none is left
 */
int
deckle_interviews_next (const DeckleInterviews *interviews,
                        int                     today)
{
  g_return_val_if_fail (interviews != NULL, -1);

  for (int i = 0; i < interviews->n_dates; i++)
    if (interviews->dates[i] >= today)
      return interviews->dates[i];
  return -1;
}

static sqlite3_stmt *
prepare_read (DeckleLibrary *self,
              const char    *sql)
{
  sqlite3 *db = deckle_library_get_db (self, NULL);

  return db != NULL ? deckle_sql_prepare (db, sql, NULL) : NULL;
}

/**
 * deckle_library_get_interviews:
 * @self: a library
 * @interviews: (out caller-allocates): what the learner plans for; no dates and 20 minutes when nothing is planned
 *
 * Main thread, a read of a few rows.
 */
void
deckle_library_get_interviews (DeckleLibrary    *self,
                               DeckleInterviews *interviews)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (interviews != NULL);

  *interviews = (DeckleInterviews){ .minutes_a_day = DECKLE_PLAN_MINUTES_DEFAULT };
  statement = prepare_read (self, "SELECT name, position, value FROM setting "
                                  "WHERE name IN ('interview-dates', 'interview-minutes')");
  while (statement != NULL && deckle_sql_step (statement, NULL))
    {
      int position = sqlite3_column_int (statement, 1);

      if (g_str_equal ((const char *) sqlite3_column_text (statement, 0), "interview-minutes"))
        interviews->minutes_a_day = sqlite3_column_double (statement, 2);
      else if (position == 0)
        interviews->n_dates = sqlite3_column_int (statement, 2);
      else if (position > 0 && position <= DECKLE_MAX_INTERVIEWS)
        interviews->dates[position - 1] = sqlite3_column_int (statement, 2);
    }
  deckle_interviews_clamp (interviews);
}

/**
 * deckle_library_get_section_weights:
 * @self: a library
 *
 * Main thread, a read of a few rows.
 *
 * Returns: (transfer full) (element-type gint64 gdouble): how much the cards of a section count in a plan, by its row id; a section
 *   that is not there counts 1
 */
GHashTable *
deckle_library_get_section_weights (DeckleLibrary *self)
{
  GHashTable *weights = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), weights);

  statement = prepare_read (self, "SELECT position, value FROM setting WHERE name = 'section-weight'");
  while (statement != NULL && deckle_sql_step (statement, NULL))
    {
      gint64 section = sqlite3_column_int64 (statement, 0);
      double weight = sqlite3_column_double (statement, 1);

      weight = CLAMP (weight, 0.0, WEIGHT_MAX);
      g_hash_table_insert (weights, g_memdup2 (&section, sizeof section), g_memdup2 (&weight, sizeof weight));
    }
  return weights;
}

/**
 * deckle_library_get_study_plan:
 * @self: a library
 * @plan: (out caller-allocates): the plan that study follows, also an old one
 *
 * Main thread, a read of a few rows.
 *
 * Returns: whether it leads to an interview that is today or still to come; the day after, normal scheduling goes on by itself
 */
gboolean
deckle_library_get_study_plan (DeckleLibrary   *self,
                               DeckleStudyPlan *plan)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (plan != NULL, FALSE);

  *plan = (DeckleStudyPlan){ 0 };
  statement = prepare_read (self, "SELECT name, value FROM setting WHERE name LIKE 'plan-%'");
  while (statement != NULL && deckle_sql_step (statement, NULL))
    for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
      {
        gpointer field = G_STRUCT_MEMBER_P (plan, fields[i].offset);

        if (!g_str_equal ((const char *) sqlite3_column_text (statement, 0), fields[i].name))
          continue;
        if (fields[i].is_double)
          *(double *) field = sqlite3_column_double (statement, 1);
        else
          *(int *) field = sqlite3_column_int (statement, 1);
      }
  return plan->made_day > 0 && plan->date >= deckle_library_get_today (self) && plan->new_per_day >= 0 &&
         plan->desired_retention >= 0.5 && plan->desired_retention < 1.0;
}

/**
 * deckle_library_get_study_scheduler:
 * @self: a library
 * @scheduler: (out caller-allocates): policy and model in force, as a plan changes them
 *
 * While a plan leads to an interview, it says how many new cards come a day and which retention is desired; the learner's own
 * settings stay untouched and hold again the day after. Main thread.
 */
void
deckle_library_get_study_scheduler (DeckleLibrary   *self,
                                    DeckleScheduler *scheduler)
{
  DeckleStudyPlan plan;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (scheduler != NULL);

  deckle_library_get_scheduler (self, scheduler);
  if (!deckle_library_get_study_plan (self, &plan))
    return;
  scheduler->policy.new_per_day = plan.new_per_day;
  scheduler->policy.desired_retention = plan.desired_retention;
  if (plan.sweep_days > 0 && plan.date - deckle_library_get_today (self) <= plan.sweep_days)
    scheduler->policy.reviews_per_day = plan.sweep_cards;
  deckle_policy_clamp (&scheduler->policy);
}

static gboolean
store_plan (sqlite3                *db,
            const DeckleStudyPlan  *plan,
            GError                **error)
{
  if (!deckle_sql_run (db, error, "DELETE FROM setting WHERE name LIKE 'plan-%'", ""))
    return FALSE;
  for (gsize i = 0; plan->made_day > 0 && i < G_N_ELEMENTS (fields); i++)
    {
      gconstpointer field = (const char *) plan + fields[i].offset;
      double value = fields[i].is_double ? *(const double *) field : *(const int *) field;

      if (!deckle_sql_run (db, error, "INSERT INTO setting (name, position, value) VALUES (?, 0, ?)", "td", fields[i].name,
                           value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_interviews (sqlite3        *db,
                  const PlanJob  *job,
                  GError        **error)
{
  static const char insert[] = "INSERT INTO setting (name, position, value) VALUES (?, ?, ?)";
  const DeckleInterviews *interviews = &job->interviews;
  GHashTableIter iter;
  gpointer section, weight;

  if (!deckle_sql_run (db, error, "DELETE FROM setting WHERE " PLAN_NAMES, ""))
    return FALSE;
  if (interviews->n_dates == 0)
    return TRUE;
  if (!deckle_sql_run (db, error, insert, "tid", "interview-minutes", 0, interviews->minutes_a_day) ||
      !deckle_sql_run (db, error, insert, "tii", "interview-dates", 0, interviews->n_dates))
    return FALSE;
  for (int i = 0; i < interviews->n_dates; i++)
    if (!deckle_sql_run (db, error, insert, "tii", "interview-dates", i + 1, interviews->dates[i]))
      return FALSE;

  g_hash_table_iter_init (&iter, job->weights);
  while (g_hash_table_iter_next (&iter, &section, &weight))
    if (*(double *) weight != 1.0 &&
        !deckle_sql_run (db, error, insert, "tld", "section-weight", *(gint64 *) section, *(double *) weight))
      return FALSE;
  return store_plan (db, &job->plan, error);
}

static gboolean
write_interviews (DeckleWrite  *write,
                  gpointer      data,
                  GError      **error)
{
  gint64 step;

  write->loss = g_strdup (_("The plan was not saved; it is as it was."));
  step = deckle_undo_push (write, DECKLE_UNDO_POLICY, 0, 0, 0, 0, error);
  if (step == 0 ||
      !deckle_undo_save_settings (write, step, DECKLE_UNDO_BEFORE, error) ||
      !store_interviews (write->db, data, error) ||
      !deckle_undo_save_settings (write, step, DECKLE_UNDO_AFTER, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_POLICY | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_set_interviews_async:
 * @self: a library
 * @interviews: what the learner plans for; no dates end the plan
 * @weights: (nullable) (element-type gint64 gdouble): how much sections count, by row id
 * @plan: (nullable): the plan that study follows from now on
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Stores dates, minutes, weights and the plan made of them as one undoable step.
 */
void
deckle_library_set_interviews_async (DeckleLibrary           *self,
                                     const DeckleInterviews  *interviews,
                                     GHashTable              *weights,
                                     const DeckleStudyPlan   *plan,
                                     GCancellable            *cancellable,
                                     GAsyncReadyCallback      callback,
                                     gpointer                 user_data)
{
  PlanJob *job;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (interviews != NULL);

  job = g_new0 (PlanJob, 1);
  job->interviews = *interviews;
  deckle_interviews_clamp (&job->interviews);
  job->weights = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  if (weights != NULL)
    {
      GHashTableIter iter;
      gpointer section, weight;

      g_hash_table_iter_init (&iter, weights);
      while (g_hash_table_iter_next (&iter, &section, &weight))
        g_hash_table_insert (job->weights, g_memdup2 (section, sizeof (gint64)), g_memdup2 (weight, sizeof (double)));
    }
  if (plan != NULL)
    job->plan = *plan;
  deckle_library_write (self, write_interviews, job, plan_job_free, cancellable, deckle_library_set_interviews_async, callback,
                        user_data);
}

static gboolean
write_plan (DeckleWrite  *write,
            gpointer      data,
            GError      **error)
{
  write->loss = g_strdup (_("Today’s plan was not saved; yesterday’s goes on."));
  if (!store_plan (write->db, data, error))
    return FALSE;
  write->changes |= DECKLE_CHANGE_POLICY | DECKLE_CHANGE_SCHEDULE;
  return TRUE;
}

/**
 * deckle_library_set_study_plan_async:
 * @self: a library
 * @plan: the plan that study follows from now on
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): see [method@Library.write_finish]
 * @user_data: for @callback
 *
 * Stores the plan as it was made anew for a day. No step that could be undone: nobody asked for it.
 */
void
deckle_library_set_study_plan_async (DeckleLibrary          *self,
                                     const DeckleStudyPlan  *plan,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (plan != NULL);

  deckle_library_write (self, write_plan, g_memdup2 (plan, sizeof *plan), g_free, cancellable,
                        deckle_library_set_study_plan_async, callback, user_data);
}
