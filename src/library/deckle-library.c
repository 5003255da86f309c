/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "library/deckle-backup-later.h"
#include "library/deckle-library-private.h"
#include "library/deckle-load-private.h"
#include "library/deckle-undo.h"

#define LOOK_RATE_MS 200 /* at most so often for one burst of changes of the file */
#define POLL_S 1         /* only where the file cannot be watched */
#define BACKUP_DELAY_MS 15000 /* before a large library is backed up: nobody waits for it */

/**
 * DeckleLibrary:
 *
 * The only owner of the user's data: one SQLite file.
 *
 * Reads run on the thread that opened the library, through a connection of their own; writes go through one
 * first-in-first-out queue on one thread and one connection. What another process writes is noticed while the main
 * context of the opening thread runs.
 */
struct _DeckleLibrary
{
  GObject          parent_instance;

  char            *path;
  char            *vfs;          /* (nullable) */
  DeckleClock     *clock;
  sqlite3         *db;           /* (nullable): NULL when closed or lost */
  DeckleWriter    *writer;       /* (nullable): NULL when closed or lost */
  gboolean         is_closed;
  DeckleScheduler  scheduler;
  DeckleLoadCache *load;
  char            *undo_label;   /* (nullable): NULL when there is nothing to undo */
  char            *redo_label;   /* (nullable) */
  DeckleBackupLater *backup;     /* (nullable): the day's, of a large library */

  GFileMonitor    *log_monitor;  /* (nullable): the write-ahead log */
  GFileMonitor    *file_monitor; /* (nullable): the file itself, which a restore replaces */
  guint            poll_id;
  guint64          device;
  guint64          inode;
};

typedef enum
{
  PROP_CAN_UNDO = 1,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
} DeckleLibraryProp;

enum
{
  SIGNAL_SCHEDULE_CHANGED,
  SIGNAL_DECKS_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleLibrary, deckle_library, G_TYPE_OBJECT)

G_DEFINE_QUARK (deckle-library-error-quark, deckle_library_error)

static void
refresh_label (DeckleLibrary *self,
               gboolean       redo)
{
  g_autofree char *label = deckle_undo_read_label (self->db, redo);
  char **field = redo ? &self->redo_label : &self->undo_label;
  gboolean was = *field != NULL;

  if (!g_set_str (field, label))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), props[redo ? PROP_REDO_LABEL : PROP_UNDO_LABEL]);
  if (was != (*field != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), props[redo ? PROP_CAN_REDO : PROP_CAN_UNDO]);
}

static void
refresh_undo (DeckleLibrary *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  refresh_label (self, FALSE);
  refresh_label (self, TRUE);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
refresh_scheduler (DeckleLibrary *self)
{
  g_autoptr (GError) error = NULL;
  DeckleScheduler scheduler;

  if (deckle_library_read_scheduler (self->db, &scheduler, NULL, &error))
    self->scheduler = scheduler;
  else
    g_warning ("Cannot read the settings again: %s", error->message);
}

/* Something was committed, by this process or another one. */
static void
on_changed (DeckleChange changes,
            gpointer     user_data)
{
  DeckleLibrary *self = user_data;

  if (self->db == NULL)
    return;

  g_object_ref (self);
  if (changes & (DECKLE_CHANGE_SCHEDULE | DECKLE_CHANGE_DECKS | DECKLE_CHANGE_POLICY))
    deckle_load_cache_forget (self->load);
  if (changes & DECKLE_CHANGE_POLICY)
    refresh_scheduler (self);
  if (changes & (DECKLE_CHANGE_UNDO | DECKLE_CHANGE_DECKS))
    refresh_undo (self);
  if (changes & DECKLE_CHANGE_DECKS)
    g_signal_emit (self, signals[SIGNAL_DECKS_CHANGED], 0);
  if (changes & (DECKLE_CHANGE_SCHEDULE | DECKLE_CHANGE_GRADE | DECKLE_CHANGE_POLICY))
    g_signal_emit (self, signals[SIGNAL_SCHEDULE_CHANGED], 0);
  g_object_unref (self);
}

static gboolean
open_connections (DeckleLibrary  *self,
                  GError        **error)
{
  GStatBuf info;

  self->db = deckle_sql_open (self->path, self->vfs, DECKLE_SQL_READ, error);
  if (self->db == NULL || !deckle_library_read_scheduler (self->db, &self->scheduler, NULL, error))
    return FALSE;
  self->writer = deckle_writer_new (self->path, self->vfs, self->clock, on_changed, self, error);
  if (self->writer == NULL)
    return FALSE;
  if (g_stat (self->path, &info) == 0)
    {
      self->device = info.st_dev;
      self->inode = info.st_ino;
    }
  return TRUE;
}

/* A rescue by another process moves our file aside and puts a new one in its place. Where that cannot be opened (yet), the
 * next event tries again. */
static void
follow_replaced_file (DeckleLibrary *self)
{
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  if (g_stat (self->path, &info) != 0 || ((guint64) info.st_dev == self->device && (guint64) info.st_ino == self->inode))
    return;

  if (self->writer != NULL && !deckle_writer_close (g_steal_pointer (&self->writer), &error))
    g_warning ("%s", error->message);
  g_clear_error (&error);
  g_clear_pointer (&self->db, sqlite3_close_v2);
  if (open_connections (self, &error))
    {
      on_changed (DECKLE_CHANGE_ALL, self);
      return;
    }
  g_message ("The library was replaced and cannot be opened: %s", error->message);
  g_clear_pointer (&self->db, sqlite3_close_v2);
  self->inode = 0;
}

static void
on_file_event (DeckleLibrary *self)
{
  if (self->is_closed)
    return;
  follow_replaced_file (self);
  if (self->writer != NULL)
    deckle_writer_check (self->writer);
}

static gboolean
on_poll (gpointer user_data)
{
  on_file_event (user_data);
  return G_SOURCE_CONTINUE;
}

static GFileMonitor *
watch_file (DeckleLibrary *self,
            const char    *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFileMonitor *monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);

  if (monitor == NULL)
    {
      g_debug ("Cannot watch “%s”: %s", path, error->message);
      return NULL;
    }
  g_file_monitor_set_rate_limit (monitor, LOOK_RATE_MS);
  g_signal_connect_object (monitor, "changed", G_CALLBACK (on_file_event), self, G_CONNECT_SWAPPED);
  return monitor;
}

static void
watch (DeckleLibrary *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);

  self->log_monitor = watch_file (self, log);
  self->file_monitor = watch_file (self, self->path);
  if (self->log_monitor == NULL || self->file_monitor == NULL)
    {
      g_autoptr (GSource) source = g_timeout_source_new_seconds (POLL_S);

      g_source_set_static_name (source, "[deckle] look for other processes' changes");
      g_source_set_callback (source, on_poll, self, NULL);
      self->poll_id = g_source_attach (source, g_main_context_get_thread_default ());
    }
}

static void
unwatch (DeckleLibrary *self)
{
  GSource *source;

  g_clear_object (&self->log_monitor);
  g_clear_object (&self->file_monitor);
  if (self->poll_id == 0)
    return;
  source = g_main_context_find_source_by_id (g_main_context_get_thread_default (), self->poll_id);
  if (source != NULL)
    g_source_destroy (source);
  self->poll_id = 0;
}

static void
deckle_library_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  DeckleLibrary *self = DECKLE_LIBRARY (object);

  switch ((DeckleLibraryProp) prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo_label != NULL);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo_label != NULL);
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_library_dispose (GObject *object)
{
  DeckleLibrary *self = DECKLE_LIBRARY (object);
  g_autoptr (GError) error = NULL;

  if (!deckle_library_close (self, &error))
    g_warning ("%s", error->message);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (deckle_library_parent_class)->dispose (object);
}

static void
deckle_library_finalize (GObject *object)
{
  DeckleLibrary *self = DECKLE_LIBRARY (object);

  g_free (self->path);
  g_free (self->vfs);
  deckle_load_cache_free (self->load);
  g_free (self->undo_label);
  g_free (self->redo_label);

  G_OBJECT_CLASS (deckle_library_parent_class)->finalize (object);
}

static void
deckle_library_class_init (DeckleLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = deckle_library_get_property;
  object_class->dispose = deckle_library_dispose;
  object_class->finalize = deckle_library_finalize;

  /**
   * DeckleLibrary:can-undo:
   *
   * Whether there is a step to take back. Changes after a commit, on the thread that opened the library.
   */
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  /**
   * DeckleLibrary:can-redo:
   *
   * Whether there is a step to do again.
   */
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  /**
   * DeckleLibrary:undo-label:
   *
   * What undo would take back, translated: “Undo Good on “What is…””. %NULL when there is nothing.
   */
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  /**
   * DeckleLibrary:redo-label:
   *
   * What redo would do again, translated. %NULL when there is nothing.
   */
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleLibrary::schedule-changed:
   *
   * Counts or the queue may differ, because of a write of this process or of another one. Emitted before the callback of
   * the write.
   */
  signals[SIGNAL_SCHEDULE_CHANGED] = g_signal_new ("schedule-changed", DECKLE_TYPE_LIBRARY, G_SIGNAL_RUN_LAST,
                                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * DeckleLibrary::decks-changed:
   *
   * Decks, sections or card texts differ, because of a write of this process or of another one.
   */
  signals[SIGNAL_DECKS_CHANGED] = g_signal_new ("decks-changed", DECKLE_TYPE_LIBRARY, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
deckle_library_init (DeckleLibrary *self)
{
  self->load = deckle_load_cache_new ();
}

/**
 * deckle_library_open_full:
 * @path: the file
 * @vfs: (nullable): name of a registered VFS; automatic backups are left out with one
 * @clock: tells the time
 * @error: return location for a [error@LibraryError]
 *
 * Opens the library through a named VFS. See [func@Library.open].
 *
 * Returns: (transfer full) (nullable): the library, or %NULL with @error set
 */
DeckleLibrary *
deckle_library_open_full (const char   *path,
                          const char   *vfs,
                          DeckleClock  *clock,
                          GError      **error)
{
  g_autoptr (DeckleLibrary) self = NULL;
  g_autoptr (GError) backup_error = NULL;
  gboolean is_large;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (DECKLE_IS_CLOCK (clock), NULL);

  if (!deckle_library_prepare (path, vfs, clock, error))
    return NULL;
  is_large = vfs == NULL && deckle_backup_is_due_later (path);
  if (vfs == NULL && !is_large && !deckle_backup_daily (path, clock, &backup_error))
    {
      /* The backup read every page: better known now than in the middle of a sitting. */
      if (g_error_matches (backup_error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&backup_error));
          return NULL;
        }
      g_warning ("%s", backup_error->message);
    }

  self = g_object_new (DECKLE_TYPE_LIBRARY, NULL);
  self->path = g_strdup (path);
  self->vfs = g_strdup (vfs);
  self->clock = g_object_ref (clock);
  if (!open_connections (self, error))
    return NULL;
  if (is_large)
    self->backup = deckle_backup_later_new (path, clock, BACKUP_DELAY_MS);
  refresh_undo (self);
  watch (self);
  return g_steal_pointer (&self);
}

/**
 * deckle_library_open:
 * @path: the file, see [func@library_default_path]
 * @clock: tells the time
 * @error: return location for a [error@LibraryError]
 *
 * Opens the library. Makes the file and its folder when they are not there, brings an older file to the present schema
 * after a verified backup, and makes the day's first backup (of a large library in the background, somewhat later).
 *
 * Never changes a file that it cannot understand: one of a newer Deckle (%DECKLE_LIBRARY_ERROR_NEWER), a damaged one or one
 * of another program (%DECKLE_LIBRARY_ERROR_CORRUPT). Blocking; the wait for a lock ends after 3 seconds with
 * %DECKLE_LIBRARY_ERROR_LOCKED. The library belongs to the calling thread and its thread-default main context.
 *
 * Returns: (transfer full) (nullable): the library, or %NULL with @error set
 */
DeckleLibrary *
deckle_library_open (const char   *path,
                     DeckleClock  *clock,
                     GError      **error)
{
  return deckle_library_open_full (path, NULL, clock, error);
}

/**
 * deckle_library_close:
 * @self: a library
 * @error: return location for the first failed write that no callback took
 *
 * Waits for the queue and closes the file. Afterwards every read and write fails with a sentence. Blocking.
 *
 * Returns: whether everything queued was saved
 */
gboolean
deckle_library_close (DeckleLibrary  *self,
                      GError        **error)
{
  gboolean success = TRUE;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);

  self->is_closed = TRUE;
  unwatch (self);
  g_clear_pointer (&self->backup, deckle_backup_later_free);
  if (self->writer != NULL)
    success = deckle_writer_flush (self->writer, error);
  /* The connection that can write goes last: only that one leaves a single file, without a log beside it. */
  g_clear_pointer (&self->db, sqlite3_close_v2);
  if (self->writer != NULL && !deckle_writer_close (g_steal_pointer (&self->writer), success ? error : NULL))
    success = FALSE;
  return success;
}

/**
 * deckle_library_flush:
 * @self: a library
 * @error: return location for the first failure since the last flush that no callback took
 *
 * Blocks until everything queued so far has been committed or has failed. Signals and property notifications come from
 * inside this call; callbacks still come from the main context.
 *
 * Returns: whether nothing failed
 */
gboolean
deckle_library_flush (DeckleLibrary  *self,
                      GError        **error)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);

  return self->writer == NULL || deckle_writer_flush (self->writer, error);
}

/**
 * deckle_library_get_path:
 * @self: a library
 *
 * Returns: (transfer none): the file
 */
const char *
deckle_library_get_path (DeckleLibrary *self)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  return self->path;
}

/**
 * deckle_library_get_clock:
 * @self: a library
 *
 * Returns: (transfer none): the clock that it was opened with
 */
DeckleClock *
deckle_library_get_clock (DeckleLibrary *self)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  return self->clock;
}

/**
 * deckle_library_get_today:
 * @self: a library
 *
 * Returns: the local day by the clock and the policy's rollover hour, days since 1970-01-01
 */
int
deckle_library_get_today (DeckleLibrary *self)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), 0);

  return deckle_clock_today (self->clock, self->scheduler.policy.rollover_hour);
}

/**
 * deckle_library_get_scheduler:
 * @self: a library
 * @scheduler: (out caller-allocates): policy and model in force
 */
void
deckle_library_get_scheduler (DeckleLibrary   *self,
                              DeckleScheduler *scheduler)
{
  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (scheduler != NULL);

  *scheduler = self->scheduler;
}

/**
 * deckle_library_get_can_undo:
 * @self: a library
 *
 * Returns: whether there is a step to take back
 */
gboolean
deckle_library_get_can_undo (DeckleLibrary *self)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);

  return self->undo_label != NULL;
}

/**
 * deckle_library_get_can_redo:
 * @self: a library
 *
 * Returns: whether there is a step to do again
 */
gboolean
deckle_library_get_can_redo (DeckleLibrary *self)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);

  return self->redo_label != NULL;
}

static void
set_closed_error (GError **error)
{
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED, _("The library is closed."));
}

/**
 * deckle_library_get_db:
 * @self: a library
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer none) (nullable): the connection for reads on the thread of the library; %NULL after close
 */
sqlite3 *
deckle_library_get_db (DeckleLibrary  *self,
                       GError        **error)
{
  if (self->db == NULL)
    set_closed_error (error);
  return self->db;
}

/*
 * deckle_library_get_load_cache:
 * @self: a library
 *
 * Returns: (transfer none): what it knows about the load of the coming days
 */
DeckleLoadCache *
deckle_library_get_load_cache (DeckleLibrary *self)
{
  return self->load;
}

/**
 * deckle_library_open_reader:
 * @self: a library
 * @error: return location for a [error@LibraryError]
 *
 * Opens a further connection for reads. Any thread.
 *
 * Returns: (transfer full) (nullable): a connection
 */
sqlite3 *
deckle_library_open_reader (DeckleLibrary  *self,
                            GError        **error)
{
  return deckle_sql_open (self->path, self->vfs, DECKLE_SQL_READ, error);
}

/**
 * deckle_library_write:
 * @self: a library
 * @func: the write, run on the writer's thread inside a transaction
 * @data: (transfer full): for @func
 * @free_data: (nullable): frees @data on the thread of the library
 * @cancellable: (nullable): asked before the write starts and by @func
 * @tag: the public function
 * @callback: (nullable): called once the write is committed or has failed
 * @user_data: for @callback
 *
 * Queues a write.
 */
void
deckle_library_write (DeckleLibrary       *self,
                      DeckleWriteFunc      func,
                      gpointer             data,
                      GDestroyNotify       free_data,
                      GCancellable        *cancellable,
                      gpointer             tag,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, tag);
  /* Once committed it is committed, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->writer != NULL)
    {
      deckle_writer_push (self->writer, g_steal_pointer (&task), callback != NULL, func, data, free_data);
      return;
    }
  if (free_data != NULL)
    free_data (data);
  set_closed_error (&error);
  g_task_return_error (task, error);
}

/**
 * deckle_library_write_finish:
 * @self: a library
 * @result: handed to the callback
 * @error: return location for a [error@LibraryError], or a %G_IO_ERROR_CANCELLED
 *
 * Ends every asynchronous write of the library that only succeeds or fails. When a write fails, the writes queued behind it
 * by then are not run: each fails with the same error.
 *
 * Returns: whether the write is on the disk
 */
gboolean
deckle_library_write_finish (DeckleLibrary  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
