/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-backup"
#include "deckle-config.h"
#include "library/deckle-backup-later.h"

#include <glib/gstdio.h>

/* A library of this size is copied and checked in half a second; a larger one would hold up the start. */
#define LARGE_BYTES (16 * 1024 * 1024)

/*
 * The day’s backup of a large library, on a thread of its own, once the application has had the time to start. A library that is
 * closed before is backed up another time: the first backup of a day is whichever ends first.
 */
struct _DeckleBackupLater
{
  char         *path;
  DeckleClock  *clock;
  gint64        start_us;    /* monotonic */
  GCancellable *cancellable;
  GMutex        mutex;       /* guards the wait for the start */
  GCond         cond;
  GThread      *thread;
};

/**
 * deckle_backup_is_due_later:
 * @library_path: the library
 *
 * Returns: whether the library is so large that its daily backup must not be waited for
 */
gboolean
deckle_backup_is_due_later (const char *library_path)
{
  GStatBuf info;

  return g_stat (library_path, &info) == 0 && info.st_size > LARGE_BYTES;
}

/* Whether the time came before the library was closed. */
static gboolean
wait_for_start (DeckleBackupLater *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!g_cancellable_is_cancelled (self->cancellable))
    if (!g_cond_wait_until (&self->cond, &self->mutex, self->start_us))
      return !g_cancellable_is_cancelled (self->cancellable);
  return FALSE;
}

static gpointer
run (gpointer data)
{
  DeckleBackupLater *self = data;
  g_autoptr (GError) error = NULL;

  if (!wait_for_start (self))
    return NULL;
  g_cancellable_push_current (self->cancellable);
  if (!deckle_backup_daily (self->path, self->clock, &error) && !g_cancellable_is_cancelled (self->cancellable))
    g_warning ("%s", error->message);
  g_cancellable_pop_current (self->cancellable);
  return NULL;
}

/**
 * deckle_backup_later_new:
 * @library_path: the library
 * @clock: says which day it is
 * @delay_ms: how long to wait first, in ms
 *
 * Makes the day’s backup in the background, see [func@backup_daily].
 *
 * Returns: (transfer full): the work that is under way
 */
DeckleBackupLater *
deckle_backup_later_new (const char  *library_path,
                         DeckleClock *clock,
                         guint        delay_ms)
{
  DeckleBackupLater *self = g_new0 (DeckleBackupLater, 1);

  self->path = g_strdup (library_path);
  self->clock = g_object_ref (clock);
  self->start_us = g_get_monotonic_time () + (gint64) delay_ms * 1000;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("backup", run, self);
  return self;
}

/**
 * deckle_backup_later_free:
 * @self: (transfer full) (nullable): the work
 *
 * Gives the backup up unless it has ended, and waits until nothing of it is left.
 */
void
deckle_backup_later_free (DeckleBackupLater *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->cancellable);
  g_object_unref (self->clock);
  g_free (self->path);
  g_free (self);
}
