/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "failing-disk.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* One file of the library: what would be left of it after a power loss. */
typedef struct
{
  char       *path;
  GByteArray *image;   /* (nullable): NULL when the file would not exist */
} Node;

typedef struct
{
  sqlite3_file  base;
  Node         *node;   /* (nullable) (unowned): NULL for files that are not the library's */
  sqlite3_file *real;
} DiskFile;

static struct
{
  GMutex       mutex;
  sqlite3_vfs  vfs;
  sqlite3_vfs *real;
  Node         nodes[3];
  guint64      n_ops;
  guint64      n_writes;
  guint64      power_loss_at;
  guint        fail_write_in;
  int          fail_write_code;
  int          fail_writes_code;
  guint        fail_sync_in;
  int          fail_sync_code;
  gboolean     never_sync;
} disk;

static Node *
find_node (const char *path)
{
  for (gsize i = 0; path != NULL && i < G_N_ELEMENTS (disk.nodes); i++)
    if (g_strcmp0 (disk.nodes[i].path, path) == 0)
      return &disk.nodes[i];
  return NULL;
}

/* What the disk holds after the power loss is put in place with plain calls, then the process is gone. */
static void
lose_power (void)
{
  g_autofree char *shm = g_strconcat (disk.nodes[0].path, "-shm", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (disk.nodes); i++)
    {
      const Node *node = &disk.nodes[i];

      if (node->image == NULL)
        unlink (node->path);
      else if (!g_file_set_contents_full (node->path, (const char *) node->image->data, node->image->len,
                                          G_FILE_SET_CONTENTS_NONE, 0644, NULL))
        abort ();
    }
  unlink (shm);
  raise (SIGKILL);
}

/* Counts one operation on the library. The mutex is held. */
static void
count_op (const Node *node)
{
  if (node == NULL)
    return;
  disk.n_ops++;
  if (disk.n_ops == disk.power_loss_at)
    lose_power ();
}

static gboolean
count_down (guint *counter)
{
  return *counter > 0 && --*counter == 0;
}

/* Reads through the open handle: another descriptor's close() would drop the process's locks. */
static void
remember_synced (DiskFile *file)
{
  sqlite3_int64 size = 0;

  if (file->real->pMethods->xFileSize (file->real, &size) != SQLITE_OK)
    return;
  if (file->node->image == NULL)
    file->node->image = g_byte_array_new ();
  g_byte_array_set_size (file->node->image, (guint) size);
  if (size > 0)
    file->real->pMethods->xRead (file->real, file->node->image->data, (int) size, 0);
}

static int
disk_close (sqlite3_file *base)
{
  DiskFile *file = (DiskFile *) base;
  int result = SQLITE_OK;

  if (file->real->pMethods != NULL)
    result = file->real->pMethods->xClose (file->real);
  return result;
}

static int
disk_read (sqlite3_file *base, void *buffer, int amount, sqlite3_int64 offset)
{
  DiskFile *file = (DiskFile *) base;
  int result;

  /* The mutex only so that nobody reads what is being put in place of the files while the power goes. */
  g_mutex_lock (&disk.mutex);
  result = file->real->pMethods->xRead (file->real, buffer, amount, offset);
  g_mutex_unlock (&disk.mutex);
  return result;
}

static int
disk_write (sqlite3_file *base, const void *buffer, int amount, sqlite3_int64 offset)
{
  DiskFile *file = (DiskFile *) base;
  int result = SQLITE_OK;

  if (file->node == NULL)
    return file->real->pMethods->xWrite (file->real, buffer, amount, offset);

  g_mutex_lock (&disk.mutex);
  count_op (file->node);
  disk.n_writes++;
  if (count_down (&disk.fail_write_in))
    result = disk.fail_write_code;
  else if (disk.fail_writes_code != SQLITE_OK)
    result = disk.fail_writes_code;
  else
    result = file->real->pMethods->xWrite (file->real, buffer, amount, offset);
  g_mutex_unlock (&disk.mutex);
  return result;
}

static int
disk_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  DiskFile *file = (DiskFile *) base;
  int result;

  g_mutex_lock (&disk.mutex);
  count_op (file->node);
  result = file->real->pMethods->xTruncate (file->real, size);
  g_mutex_unlock (&disk.mutex);
  return result;
}

static int
disk_sync (sqlite3_file *base, int flags)
{
  DiskFile *file = (DiskFile *) base;
  int result = SQLITE_OK;

  if (file->node == NULL)
    return file->real->pMethods->xSync (file->real, flags);

  g_mutex_lock (&disk.mutex);
  count_op (file->node);
  if (count_down (&disk.fail_sync_in))
    result = disk.fail_sync_code;
  else
    remember_synced (file);   /* the real disk need not spin: our own power loss asks the image */
  g_mutex_unlock (&disk.mutex);
  return result;
}

static int
disk_file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  DiskFile *file = (DiskFile *) base;
  int result;

  g_mutex_lock (&disk.mutex);
  result = file->real->pMethods->xFileSize (file->real, size);
  g_mutex_unlock (&disk.mutex);
  return result;
}

static int
disk_lock (sqlite3_file *base, int level)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xLock (file->real, level);
}

static int
disk_unlock (sqlite3_file *base, int level)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xUnlock (file->real, level);
}

static int
disk_check_reserved_lock (sqlite3_file *base, int *reserved)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xCheckReservedLock (file->real, reserved);
}

/* “PRAGMA synchronous=FULL” is swallowed while connections never sync. */
static int
disk_file_control (sqlite3_file *base, int op, void *argument)
{
  DiskFile *file = (DiskFile *) base;
  char **pragma = argument;

  if (op == SQLITE_FCNTL_PRAGMA && disk.never_sync && pragma[2] != NULL &&
      g_ascii_strcasecmp (pragma[1], "synchronous") == 0 && g_ascii_strcasecmp (pragma[2], "OFF") != 0)
    return SQLITE_OK;
  return file->real->pMethods->xFileControl (file->real, op, argument);
}

static int
disk_sector_size (sqlite3_file *base)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xSectorSize (file->real);
}

static int
disk_device_characteristics (sqlite3_file *base)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xDeviceCharacteristics (file->real);
}

static int
disk_shm_map (sqlite3_file *base, int region, int size, int extend, void volatile **address)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xShmMap (file->real, region, size, extend, address);
}

static int
disk_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
disk_shm_barrier (sqlite3_file *base)
{
  DiskFile *file = (DiskFile *) base;

  file->real->pMethods->xShmBarrier (file->real);
}

static int
disk_shm_unmap (sqlite3_file *base, int delete)
{
  DiskFile *file = (DiskFile *) base;

  return file->real->pMethods->xShmUnmap (file->real, delete);
}

/* Version 2: without xFetch, so that every read and write is seen. */
static const sqlite3_io_methods disk_methods = {
  .iVersion = 2,
  .xClose = disk_close,
  .xRead = disk_read,
  .xWrite = disk_write,
  .xTruncate = disk_truncate,
  .xSync = disk_sync,
  .xFileSize = disk_file_size,
  .xLock = disk_lock,
  .xUnlock = disk_unlock,
  .xCheckReservedLock = disk_check_reserved_lock,
  .xFileControl = disk_file_control,
  .xSectorSize = disk_sector_size,
  .xDeviceCharacteristics = disk_device_characteristics,
  .xShmMap = disk_shm_map,
  .xShmLock = disk_shm_lock,
  .xShmBarrier = disk_shm_barrier,
  .xShmUnmap = disk_shm_unmap,
};

/* SQLite allocates szOsFile bytes: ours, then the real file's. */
static int
disk_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  DiskFile *file = (DiskFile *) base;
  int result;

  file->base.pMethods = NULL;
  file->node = find_node (name);
  file->real = (sqlite3_file *) (gpointer) ((char *) base + sizeof (DiskFile));
  g_mutex_lock (&disk.mutex);
  result = disk.real->xOpen (disk.real, name, file->real, flags, out_flags);
  if (file->real->pMethods != NULL)
    file->base.pMethods = &disk_methods;
  g_mutex_unlock (&disk.mutex);
  return result;
}

/* A deletion whose folder is not synced may be forgotten, too: the last synced bytes come back. */
static int
disk_delete (sqlite3_vfs *vfs, const char *name, int sync_dir)
{
  Node *node = find_node (name);
  int result;

  g_mutex_lock (&disk.mutex);
  count_op (node);
  result = disk.real->xDelete (disk.real, name, 0);
  if (node != NULL && sync_dir)
    g_clear_pointer (&node->image, g_byte_array_unref);
  g_mutex_unlock (&disk.mutex);
  return result;
}

static int
turn_sync_off (sqlite3 *db, char **message, const sqlite3_api_routines *routines)
{
  sqlite3_exec (db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
  return SQLITE_OK;
}

void
failing_disk_install (const char *library_path)
{
  static const char * const suffixes[] = { "", "-wal", "-journal" };

  g_assert (disk.real == NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *contents = NULL;
      gsize length = 0;

      disk.nodes[i].path = g_strconcat (library_path, suffixes[i], NULL);
      if (g_file_get_contents (disk.nodes[i].path, &contents, &length, NULL))
        disk.nodes[i].image = g_byte_array_append (g_byte_array_new (), (const guint8 *) contents, (guint) length);
    }

  disk.real = sqlite3_vfs_find (NULL);
  disk.vfs = *disk.real;
  disk.vfs.zName = "failing-disk";
  disk.vfs.pNext = NULL;
  disk.vfs.szOsFile = (int) sizeof (DiskFile) + disk.real->szOsFile;
  disk.vfs.xOpen = disk_open;
  disk.vfs.xDelete = disk_delete;
  g_assert_cmpint (sqlite3_vfs_register (&disk.vfs, 1), ==, SQLITE_OK);
}

guint64
failing_disk_get_n_ops (void)
{
  guint64 n;

  g_mutex_lock (&disk.mutex);
  n = disk.n_ops;
  g_mutex_unlock (&disk.mutex);
  return n;
}

guint64
failing_disk_get_n_writes (void)
{
  guint64 n;

  g_mutex_lock (&disk.mutex);
  n = disk.n_writes;
  g_mutex_unlock (&disk.mutex);
  return n;
}

void
failing_disk_lose_power_at (guint64 op)
{
  g_mutex_lock (&disk.mutex);
  disk.power_loss_at = op;
  g_mutex_unlock (&disk.mutex);
}

void
failing_disk_fail_write (guint n,
                         int   code)
{
  g_mutex_lock (&disk.mutex);
  disk.fail_write_in = n;
  disk.fail_write_code = code;
  g_mutex_unlock (&disk.mutex);
}

void
failing_disk_fail_writes (int code)
{
  g_mutex_lock (&disk.mutex);
  disk.fail_writes_code = code;
  g_mutex_unlock (&disk.mutex);
}

void
failing_disk_fail_sync (guint n,
                        int   code)
{
  g_mutex_lock (&disk.mutex);
  disk.fail_sync_in = n;
  disk.fail_sync_code = code;
  g_mutex_unlock (&disk.mutex);
}

void
failing_disk_never_sync (void)
{
  disk.never_sync = TRUE;
  sqlite3_auto_extension ((void (*) (void)) turn_sync_off);
}
