/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-writer"
#include "deckle-config.h"
#include "library/deckle-writer.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-sql.h"

/*
 * One thread, one connection, one queue. A write is a function that runs inside a transaction; its task returns on the thread
 * that made the writer, after the listener was told what changed.
 *
 * When a write fails, whatever was pushed before that thread could know of it fails with it: each entry carries the number of
 * failures that its pusher had seen, and an entry that carries an old number is not run.
 */

typedef struct
{
  GTask           *task;          /* (owned) (nullable): NULL for a check */
  gboolean         has_callback;
  DeckleWriteFunc  func;
  gpointer         data;
  GDestroyNotify   free_data;
  guint            failures_seen;

  /* After it ran */
  DeckleChange     changes;
  gpointer         result;
  GDestroyNotify   free_result;
  GError          *error;
  guint            failures;
} Entry;

struct _DeckleWriter
{
  sqlite3           *db;
  DeckleClock       *clock;
  GMainContext      *context;
  DeckleChangedFunc  changed;
  gpointer           user_data;
  GThread           *thread;

  /* The pusher's side only */
  guint              failures_seen;

  GMutex             mutex;
  GCond              cond;
  GQueue             waiting;       /* (element-type Entry), guarded by mutex */
  GQueue             done;          /* (element-type Entry), guarded by mutex */
  GSource           *delivery;      /* guarded by mutex */
  gboolean           busy;          /* guarded by mutex */
  gboolean           checking;      /* guarded by mutex: a check is waiting */
  gboolean           closing;       /* guarded by mutex */
  GError            *untaken;       /* guarded by mutex: first failure without a callback */

  /* The writer's thread only */
  gint64             data_version;
  guint              failures;
  GError            *last_failure;
};

static void
entry_free (Entry *entry)
{
  g_clear_object (&entry->task);
  if (entry->free_data != NULL)
    entry->free_data (entry->data);
  if (entry->result != NULL && entry->free_result != NULL)
    entry->free_result (entry->result);
  g_clear_error (&entry->error);
  g_free (entry);
}

/* The thread */

/* Whether another connection than this one changed the file since the last look. */
static gboolean
look_for_others (DeckleWriter *self)
{
  g_autoptr (GError) error = NULL;
  gint64 version;
  gboolean changed;

  if (!deckle_sql_get_int64 (self->db, &version, &error, "PRAGMA data_version", ""))
    {
      g_debug ("Cannot read the data version: %s", error->message);
      return FALSE;
    }
  changed = self->data_version != 0 && version != self->data_version;
  self->data_version = version;
  return changed;
}

static void
add_loss (GError     **error,
          const char  *loss)
{
  g_autofree char *whole = NULL;

  if (loss == NULL || *error == NULL || (*error)->domain != DECKLE_LIBRARY_ERROR)
    return;
  /* Translators: two sentences, the cause (“The disk is full.”) and what was lost. */
  whole = g_strdup_printf (_("%s %s"), (*error)->message, loss);
  g_set_str (&(*error)->message, whole);
}

static gboolean
run_in_transaction (DeckleWriter  *self,
                    Entry         *entry,
                    DeckleWrite   *write,
                    GError       **error)
{
  if (g_cancellable_set_error_if_cancelled (write->cancellable, error) ||
      !deckle_sql_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (look_for_others (self))
    entry->changes |= DECKLE_CHANGE_ALL;
  return entry->func (write, entry->data, error) && deckle_sql_exec (self->db, "COMMIT", error);
}

/* Whether a failure says nothing about the writes behind it. */
static gboolean
is_harmless (const GError *error)
{
  return g_error_matches (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOTHING) ||
         g_error_matches (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_INVALID) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
run_write (DeckleWriter *self,
           Entry        *entry)
{
  DeckleWrite write = {
    .db = self->db, .clock = self->clock, .cancellable = g_task_get_cancellable (entry->task),
  };

  if (entry->failures_seen != self->failures)
    {
      entry->error = g_error_copy (self->last_failure);
      return;
    }

  if (run_in_transaction (self, entry, &write, &entry->error))
    {
      entry->changes |= write.changes;
      entry->result = write.result;
      entry->free_result = write.free_result;
    }
  else
    {
      if (!sqlite3_get_autocommit (self->db))
        sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
      if (write.result != NULL && write.free_result != NULL)
        write.free_result (write.result);
      if (!is_harmless (entry->error))
        {
          add_loss (&entry->error, write.loss);
          self->failures++;
          g_clear_error (&self->last_failure);
          self->last_failure = g_error_copy (entry->error);
        }
    }
  g_free (write.loss);
}

static void
run_entry (DeckleWriter *self,
           Entry        *entry)
{
  if (entry->task != NULL)
    run_write (self, entry);
  else if (look_for_others (self))
    entry->changes = DECKLE_CHANGE_ALL;
  entry->failures = self->failures;
}

static gboolean deliver_idle (gpointer user_data);

/* With the mutex held */
static void
finish_entry (DeckleWriter *self,
              Entry        *entry)
{
  if (entry->task == NULL)
    self->checking = FALSE;
  if (entry->error != NULL && !entry->has_callback && self->untaken == NULL && !is_harmless (entry->error))
    self->untaken = g_error_copy (entry->error);
  g_queue_push_tail (&self->done, entry);

  if (self->delivery == NULL)
    {
      self->delivery = g_idle_source_new ();
      g_source_set_priority (self->delivery, G_PRIORITY_DEFAULT);
      g_source_set_static_name (self->delivery, "[deckle] deliver writes");
      g_source_set_callback (self->delivery, deliver_idle, self, NULL);
      g_source_attach (self->delivery, self->context);
    }
}

static gpointer
writer_thread (gpointer data)
{
  DeckleWriter *self = data;

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      Entry *entry = g_queue_pop_head (&self->waiting);

      if (entry == NULL)
        {
          self->busy = FALSE;
          g_cond_broadcast (&self->cond);
          if (self->closing)
            break;
          g_cond_wait (&self->cond, &self->mutex);
          continue;
        }
      self->busy = TRUE;
      g_mutex_unlock (&self->mutex);
      run_entry (self, entry);
      g_mutex_lock (&self->mutex);
      finish_entry (self, entry);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* The pusher's side */

static void
return_task (Entry *entry)
{
  if (entry->task == NULL)
    return;
  if (entry->error != NULL)
    g_task_return_error (entry->task, g_steal_pointer (&entry->error));
  else if (entry->result != NULL)
    g_task_return_pointer (entry->task, g_steal_pointer (&entry->result), entry->free_result);
  else
    g_task_return_boolean (entry->task, TRUE);
}

static void
deliver (DeckleWriter *self)
{
  GQueue done = G_QUEUE_INIT;
  DeckleChange changes = DECKLE_CHANGE_NONE;
  Entry *entry;

  g_mutex_lock (&self->mutex);
  done = self->done;
  g_queue_init (&self->done);
  if (self->delivery != NULL)
    {
      g_source_destroy (self->delivery);
      g_clear_pointer (&self->delivery, g_source_unref);
    }
  g_mutex_unlock (&self->mutex);

  for (GList *l = done.head; l != NULL; l = l->next)
    {
      entry = l->data;
      changes |= entry->changes;
      self->failures_seen = MAX (self->failures_seen, entry->failures);
    }
  if (changes != DECKLE_CHANGE_NONE)
    self->changed (changes, self->user_data);
  /* A callback may close the writer: self is not touched from here on. */
  while ((entry = g_queue_pop_head (&done)) != NULL)
    {
      return_task (entry);
      entry_free (entry);
    }
}

static gboolean
deliver_idle (gpointer user_data)
{
  deliver (user_data);
  return G_SOURCE_REMOVE;
}

static void
push (DeckleWriter *self,
      Entry        *entry)
{
  g_mutex_lock (&self->mutex);
  entry->failures_seen = self->failures_seen;
  g_queue_push_tail (&self->waiting, entry);
  self->busy = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * deckle_writer_new:
 * @path: the library
 * @vfs: (nullable): name of a VFS
 * @clock: handed to every write
 * @changed: told what changed, on the calling thread
 * @user_data: for @changed
 * @error: return location for a [error@LibraryError]
 *
 * Opens the writer's connection and starts its thread. The file must have the present schema.
 *
 * Returns: (transfer full) (nullable): a writer; free with [func@writer_close]
 */
DeckleWriter *
deckle_writer_new (const char         *path,
                   const char         *vfs,
                   DeckleClock        *clock,
                   DeckleChangedFunc   changed,
                   gpointer            user_data,
                   GError            **error)
{
  g_autoptr (sqlite3) db = deckle_sql_open (path, vfs, DECKLE_SQL_WRITE, error);
  DeckleWriter *self;

  if (db == NULL)
    return NULL;

  self = g_new0 (DeckleWriter, 1);
  self->db = g_steal_pointer (&db);
  self->clock = g_object_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  self->changed = changed;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->waiting);
  g_queue_init (&self->done);
  look_for_others (self);
  self->thread = g_thread_new ("deckle-writer", writer_thread, self);
  return self;
}

/**
 * deckle_writer_push:
 * @self: a writer
 * @task: (transfer full): returns %TRUE, the write's result, or an error
 * @has_callback: whether somebody hears of a failure through @task
 * @func: the write
 * @data: (transfer full): for @func
 * @free_data: (nullable): frees @data, on the calling thread
 *
 * Queues a write.
 */
void
deckle_writer_push (DeckleWriter    *self,
                    GTask           *task,
                    gboolean         has_callback,
                    DeckleWriteFunc  func,
                    gpointer         data,
                    GDestroyNotify   free_data)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->task = task;
  entry->has_callback = has_callback;
  entry->func = func;
  entry->data = data;
  entry->free_data = free_data;
  push (self, entry);
}

/**
 * deckle_writer_check:
 * @self: a writer
 *
 * Looks, behind the writes that wait, whether another connection changed the file. Cheap; a second call while one waits does
 * nothing.
 */
void
deckle_writer_check (DeckleWriter *self)
{
  gboolean waiting;

  g_mutex_lock (&self->mutex);
  waiting = self->checking;
  self->checking = TRUE;
  g_mutex_unlock (&self->mutex);

  if (!waiting)
    push (self, g_new0 (Entry, 1));
}

static void
drain (DeckleWriter *self)
{
  g_mutex_lock (&self->mutex);
  while (self->busy || !g_queue_is_empty (&self->waiting))
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static gboolean
take_failure (DeckleWriter  *self,
              GError       **error)
{
  GError *failure;

  g_mutex_lock (&self->mutex);
  failure = g_steal_pointer (&self->untaken);
  g_mutex_unlock (&self->mutex);

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * deckle_writer_flush:
 * @self: a writer
 * @error: return location for the first failure that no callback took
 *
 * Blocks until everything queued has been committed or has failed, then tells the listener what changed.
 *
 * Returns: whether nothing failed
 */
gboolean
deckle_writer_flush (DeckleWriter  *self,
                     GError       **error)
{
  gboolean success;

  drain (self);
  success = take_failure (self, error);
  deliver (self);
  return success;
}

/**
 * deckle_writer_close:
 * @self: (transfer full): a writer
 * @error: return location for the first failure that no callback took
 *
 * Drains the queue, ends the thread and closes the connection.
 *
 * Returns: whether nothing failed
 */
gboolean
deckle_writer_close (DeckleWriter  *self,
                     GError       **error)
{
  gboolean success;

  drain (self);
  success = take_failure (self, error);

  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  deliver (self);
  sqlite3_close_v2 (self->db);
  g_object_unref (self->clock);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_clear_error (&self->last_failure);
  g_free (self);
  return success;
}
