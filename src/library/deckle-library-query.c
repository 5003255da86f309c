/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-query.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-private.h"
#include "library/deckle-query-private.h"

/*
 * A query runs in two steps, so that its first rows come at once however many cards there are. The first step walks the list in
 * its order and looks at the cards themselves until a page is full or enough were looked at; what it found is the beginning of
 * the result. The second step makes the whole result: from the index that narrows the query most, or by walking on to the end.
 */

#define STEPS_BETWEEN_LOOKS 1000 /* of SQLite's machine, between two looks whether the query is still wanted */

/* Rows for one page of a list: each costs time before the first of them is painted. */
static const DeckleQueryBounds first_bounds = { .rows = 48, .looks = 6000, .reads = 500 };
static const DeckleQueryBounds no_bounds = { .rows = G_MAXUINT, .looks = G_MAXUINT, .reads = G_MAXUINT };

typedef struct
{
  DeckleQuery            *query;
  DeckleQueryDay          day;
  DeckleQueryBounds       first;
  GCancellable           *cancellable; /* (nullable) */
  DeckleQueryPartialFunc  partial;     /* (nullable) */
  gpointer                user_data;
  GMainContext           *context;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  deckle_query_free (run->query);
  g_clear_object (&run->cancellable);
  g_clear_pointer (&run->context, g_main_context_unref);
  g_free (run);
}

/**
 * deckle_query_new:
 *
 * Returns: (transfer full): a query for all cards, in the order of their numbers
 */
DeckleQuery *
deckle_query_new (void)
{
  return g_new0 (DeckleQuery, 1);
}

/**
 * deckle_query_copy:
 * @query: a query
 *
 * Returns: (transfer full): a copy
 */
DeckleQuery *
deckle_query_copy (const DeckleQuery *query)
{
  DeckleQuery *copy;

  g_return_val_if_fail (query != NULL, NULL);

  copy = g_memdup2 (query, sizeof *query);
  copy->text = g_strdup (query->text);
  copy->tags = g_strdupv (query->tags);
  return copy;
}

/**
 * deckle_query_free:
 * @query: (transfer full) (nullable): a query
 *
 * Frees a query.
 */
void
deckle_query_free (DeckleQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->text);
  g_strfreev (query->tags);
  g_free (query);
}

/**
 * deckle_query_is_filtered:
 * @query: a query
 *
 * Returns: whether anything but scope and text narrows the list
 */
gboolean
deckle_query_is_filtered (const DeckleQuery *query)
{
  g_return_val_if_fail (query != NULL, FALSE);

  return query->states != 0 || query->levels != 0 || query->flags != 0 || query->due != DECKLE_QUERY_DUE_ANY ||
         (query->tags != NULL && query->tags[0] != NULL);
}

/**
 * deckle_query_clear_filters:
 * @query: a query
 *
 * Takes away what [func@query_is_filtered] asks about.
 */
void
deckle_query_clear_filters (DeckleQuery *query)
{
  g_return_if_fail (query != NULL);

  query->states = 0;
  query->levels = 0;
  query->flags = 0;
  query->due = DECKLE_QUERY_DUE_ANY;
  g_clear_pointer (&query->tags, g_strfreev);
}

/* SQLite's progress handler: anything but 0 interrupts. */
static int
is_unwanted (gpointer data)
{
  return g_cancellable_is_cancelled (((const Run *) data)->cancellable);
}

/* What has been looked at and found on a walk. */
typedef struct
{
  DeckleTextProbe   *probe;    /* (nullable) */
  GArray            *rows;
  DeckleQueryBounds  left;     /* rows: how many at most */
  gboolean           is_whole; /* the walk came to its end */
} Walk;

/* FALSE with @error unset: enough. */
static gboolean
walk_section (sqlite3     *db,
              const char  *sql,
              Walk        *walk,
              GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 row = sqlite3_column_int64 (statement, 0);
      gboolean matches = sqlite3_column_int (statement, 1) != 0;

      if (matches && walk->probe != NULL)
        {
          if (!deckle_text_probe_matches (walk->probe, row, &matches, error))
            return FALSE;
          walk->left.reads--;
        }
      if (matches)
        g_array_append_val (walk->rows, row);
      if (walk->rows->len >= walk->left.rows || walk->left.reads == 0 || --walk->left.looks == 0)
        return FALSE;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
walk_all (sqlite3            *db,
          const DeckleQuery  *query,
          const char         *filter,
          Walk               *walk,
          GError            **error)
{
  g_autoptr (GPtrArray) sections = deckle_query_make_walk (db, query, filter, error);
  g_autoptr (GError) local_error = NULL;

  if (sections == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    if (!walk_section (db, g_ptr_array_index (sections, i), walk, &local_error))
      {
        if (local_error == NULL)
          return TRUE;
        g_propagate_error (error, g_steal_pointer (&local_error));
        return FALSE;
      }
  walk->is_whole = TRUE;
  return TRUE;
}

static GArray *
look_up (sqlite3     *db,
         const char  *sql,
         GError     **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);
  g_autoptr (GError) local_error = NULL;

  if (statement == NULL)
    return NULL;
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 row = sqlite3_column_int64 (statement, 0);

      g_array_append_val (rows, row);
    }
  if (local_error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

typedef struct
{
  Run    *run;
  GTask  *task; /* (owned): keeps the run */
  GArray *rows;
} Partial;

static void
partial_free (gpointer data)
{
  Partial *partial = data;

  g_array_unref (partial->rows);
  g_clear_object (&partial->task);
  g_free (partial);
}

static gboolean
partial_cb (gpointer data)
{
  Partial *partial = data;

  if (!is_unwanted (partial->run))
    partial->run->partial (partial->rows, partial->run->user_data);
  return G_SOURCE_REMOVE;
}

static void
report_first (Run    *run,
              GTask  *task,
              GArray *rows)
{
  g_autoptr (GSource) source = NULL;
  Partial *partial;

  if (run->partial == NULL || task == NULL || rows->len == 0)
    return;
  partial = g_new0 (Partial, 1);
  partial->run = run;
  partial->task = g_object_ref (task);
  partial->rows = g_array_ref (rows);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[deckle] first rows of a query");
  g_source_set_callback (source, partial_cb, partial, partial_free);
  g_source_attach (source, run->context);
}

/* The whole result after the first step. */
static GArray *
find_all (sqlite3     *db,
          Run         *run,
          const char  *text,
          const char  *filter,
          GError     **error)
{
  g_autofree char *matches = NULL;
  g_autofree char *lookup = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  Walk walk = { .rows = rows, .left = no_bounds };

  if (*text != '\0')
    {
      matches = deckle_query_make_text (db, text, error);
      if (matches == NULL)
        return NULL;
      if (*matches == '\0')
        return g_steal_pointer (&rows);
    }
  lookup = deckle_query_make_lookup (run->query, &run->day, filter, matches);
  if (lookup != NULL)
    return look_up (db, lookup, error);
  return walk_all (db, run->query, filter, &walk, error) ? g_steal_pointer (&rows) : NULL;
}

static GArray *
run_steps (sqlite3   *db,
           Run       *run,
           GTask     *task,
           GArray   **first,
           GError   **error)
{
  g_autofree char *text = g_strstrip (g_utf8_make_valid (run->query->text != NULL ? run->query->text : "", -1));
  g_autofree char *filter = deckle_query_make_filter (run->query, &run->day);
  g_autoptr (DeckleTextProbe) probe = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  Walk walk = { .rows = rows, .left = run->first };

  if (!deckle_query_make_scope (db, run->query->scope, error))
    return NULL;
  if (*text != '\0')
    {
      probe = deckle_text_probe_new (db, text, error);
      if (probe == NULL)
        return NULL;
    }
  walk.probe = probe;
  if (!walk_all (db, run->query, filter, &walk, error))
    return NULL;
  if (walk.is_whole)
    return g_steal_pointer (&rows);
  report_first (run, task, rows);
  if (first != NULL)
    *first = g_array_ref (rows);
  return find_all (db, run, text, filter, error);
}

static GArray *
run_on_own_connection (DeckleLibrary  *self,
                       Run            *run,
                       GTask          *task,
                       GArray        **first,
                       GError        **error)
{
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) rows = NULL;

  if (!is_unwanted (run))
    {
      db = deckle_library_open_reader (self, error);
      if (db == NULL)
        return NULL;
      sqlite3_progress_handler (db, STEPS_BETWEEN_LOOKS, is_unwanted, run);
      rows = run_steps (db, run, task, first, &local_error);
    }
  if (is_unwanted (run))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The search was interrupted by a newer one."));
      return NULL;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return g_steal_pointer (&rows);
}

static void
query_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *rows = run_on_own_connection (source, data, task, NULL, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_day (DeckleLibrary  *self,
          DeckleQueryDay *day)
{
  DeckleClock *clock = deckle_library_get_clock (self);
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (self, &scheduler);
  day->today = deckle_library_get_today (self);
  day->day_end_ms = deckle_clock_day_start_ms (clock, day->today + 1, scheduler.policy.rollover_hour);
  day->week_end_ms = deckle_clock_day_start_ms (clock, day->today + 7, scheduler.policy.rollover_hour);
  day->leech_threshold = scheduler.policy.leech_threshold;
}

/**
 * deckle_library_query_async:
 * @self: a library
 * @query: which cards, in which order; copied
 * @cancellable: (nullable): interrupts the query, which then ends with %G_IO_ERROR_CANCELLED
 * @partial: (nullable): called at most once with the beginning of the result, never after @cancellable was cancelled
 * @callback: called on the main thread
 * @user_data: for @partial and @callback
 *
 * Lists cards on a worker, through a connection of its own. The callback has a low priority, so that what @partial brought can be
 * painted before the whole result. Text is looked for in question, answer, points, detail, code,
 * tags and the user's note, without regard to case, from one character on.
 */
void
deckle_library_query_async (DeckleLibrary          *self,
                            const DeckleQuery      *query,
                            GCancellable           *cancellable,
                            DeckleQueryPartialFunc  partial,
                            GAsyncReadyCallback     callback,
                            gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (query != NULL);

  run = g_new0 (Run, 1);
  run->query = deckle_query_copy (query);
  run->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  run->partial = partial;
  run->user_data = user_data;
  run->first = first_bounds;
  run->context = g_main_context_ref_thread_default ();
  read_day (self, &run->day);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_priority (task, G_PRIORITY_DEFAULT_IDLE);
  g_task_set_source_tag (task, deckle_library_query_async);
  g_task_set_task_data (task, run, run_free);
  g_task_run_in_thread (task, query_in_thread);
}

/**
 * deckle_library_query_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64) (nullable): row ids of all cards found, in order
 */
GArray *
deckle_library_query_finish (DeckleLibrary  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * deckle_library_query_bounded:
 * @self: a library
 * @query: which cards, in which order
 * @bounds: where the first step ends
 * @first: (out) (optional) (nullable): what the first step found, %NULL when it found everything
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (element-type gint64) (nullable): row ids of all cards found, in order
 */
GArray *
deckle_library_query_bounded (DeckleLibrary            *self,
                              const DeckleQuery        *query,
                              const DeckleQueryBounds  *bounds,
                              GArray                  **first,
                              GError                  **error)
{
  Run run = { .query = (DeckleQuery *) query, .first = *bounds };

  if (first != NULL)
    *first = NULL;
  read_day (self, &run.day);
  return run_on_own_connection (self, &run, NULL, first, error);
}

/**
 * deckle_library_query:
 * @self: a library
 * @query: which cards, in which order
 * @error: return location for a [error@LibraryError]
 *
 * Lists cards on the calling thread; nothing interrupts it.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): row ids of all cards found, in order
 */
GArray *
deckle_library_query (DeckleLibrary      *self,
                      const DeckleQuery  *query,
                      GError            **error)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return deckle_library_query_bounded (self, query, &first_bounds, NULL, error);
}
