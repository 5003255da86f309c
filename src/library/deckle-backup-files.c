/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-backup"
#include "deckle-config.h"
#include "library/deckle-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "library/deckle-sql.h"

/* The bytes that SQLite locks: every open connection of a library in WAL mode holds a shared lock on this range. */
#define SHARED_LOCK_FIRST 0x40000002
#define SHARED_LOCK_SIZE 510

static DeckleLibraryError
error_code_of_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return DECKLE_LIBRARY_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return DECKLE_LIBRARY_ERROR_READ_ONLY;
    case ENOENT:
      return DECKLE_LIBRARY_ERROR_NOT_FOUND;
    case EIO:
      return DECKLE_LIBRARY_ERROR_IO;
    default:
      return DECKLE_LIBRARY_ERROR_FAILED;
    }
}

static gboolean
fail_errno (const char  *file,
            int          number,
            GError     **error)
{
  g_set_error (error, DECKLE_LIBRARY_ERROR, (int) error_code_of_errno (number),
               _("“%s”: %s."), file, g_strerror (number));
  return FALSE;
}

/**
 * deckle_backup_is_sound:
 * @db: an open database
 * @error: return location for a [error@LibraryError]
 *
 * Runs quick_check. Blocking; reads every page.
 *
 * Returns: %TRUE when the database has no damage; otherwise %FALSE with %DECKLE_LIBRARY_ERROR_CORRUPT or what else went wrong
 */
gboolean
deckle_backup_is_sound (sqlite3  *db,
                        GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, "PRAGMA quick_check(1)", error);
  g_autofree char *verdict = NULL;
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  if (deckle_sql_step (statement, &local))
    verdict = deckle_sql_dup_text (statement, 0);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;

  g_debug ("quick_check: %s", verdict);
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT,
                       _("The library is damaged or is not a library of Deckle."));
  return FALSE;
}

static gboolean
sync_path (const char  *path,
           int          flags,
           GError     **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  int number = 0;

  if (fd < 0)
    return fail_errno (path, errno, error);
  if (fsync (fd) != 0)
    number = errno;
  close (fd);
  /* A folder on a network or FUSE file system may refuse to be synced: EINVAL. */
  return number == 0 || number == EINVAL || fail_errno (path, number, error);
}

/**
 * deckle_backup_make_temp:
 * @beside: a path
 * @error: return location for a [error@LibraryError]
 *
 * Makes an empty file beside @beside that only the user may read.
 *
 * Returns: (transfer full) (nullable): its path, or %NULL with @error set
 */
char *
deckle_backup_make_temp (const char  *beside,
                         GError     **error)
{
  g_autofree char *path = g_strconcat (beside, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      fail_errno (beside, errno, error);
      return NULL;
    }
  close (fd);
  return g_steal_pointer (&path);
}

/**
 * deckle_backup_remove_temp:
 * @temporary: a path of [func@backup_make_temp]
 *
 * Removes the file and what SQLite may have put beside it.
 */
void
deckle_backup_remove_temp (const char *temporary)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (temporary, suffixes[i], NULL);

      g_unlink (path);
    }
}

/**
 * deckle_backup_copy_file:
 * @from: a file
 * @to: where the copy goes; replaced
 * @error: return location for a [error@LibraryError]
 *
 * Copies bytes, not through SQLite: @from is not touched and may lie in a folder that cannot be written.
 *
 * Returns: whether all of it was copied
 */
gboolean
deckle_backup_copy_file (const char  *from,
                         const char  *to,
                         GError     **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local = NULL;
  int code = DECKLE_LIBRARY_ERROR_FAILED;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &local))
    return TRUE;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    code = DECKLE_LIBRARY_ERROR_NOT_FOUND;
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = DECKLE_LIBRARY_ERROR_FULL;
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches (local, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = DECKLE_LIBRARY_ERROR_READ_ONLY;
  g_set_error (error, DECKLE_LIBRARY_ERROR, code, _("“%s” could not be copied: %s."), from, local->message);
  return FALSE;
}

/**
 * deckle_backup_put_in_place:
 * @temporary: a complete file
 * @file: the name that it gets, in the same folder; replaced
 * @error: return location for a [error@LibraryError]
 *
 * Syncs @temporary, renames it and syncs the folder: after a power loss there is the old file or the new one, whole.
 *
 * Returns: whether @file is in place
 */
gboolean
deckle_backup_put_in_place (const char  *temporary,
                            const char  *file,
                            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (file);

  if (!sync_path (temporary, O_RDONLY, error))
    return FALSE;
  if (g_rename (temporary, file) != 0)
    return fail_errno (file, errno, error);
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

/**
 * deckle_backup_is_open_elsewhere:
 * @library_path: a library that nobody has open in this process
 *
 * Returns: whether a connection of another process has the library open
 */
gboolean
deckle_backup_is_open_elsewhere (const char *library_path)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHARED_LOCK_FIRST, .l_len = SHARED_LOCK_SIZE };
  int fd = g_open (library_path, O_RDWR | O_CLOEXEC, 0);
  gboolean held;

  if (fd < 0)
    return FALSE;
  held = fcntl (fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);
  return held;
}

static char *
choose_aside (const char  *library_path,
              DeckleClock *clock)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (deckle_clock_now_ms (clock) / 1000);
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H%M%S");
  char *aside = g_strdup_printf ("%s.damaged-%s", library_path, stamp);

  for (guint n = 2; g_file_test (aside, G_FILE_TEST_EXISTS); n++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%s-%u", library_path, stamp, n);
    }
  return aside;
}

/* Gives the library a second name, or another one where the file system has no links. */
static gboolean
link_or_rename (const char  *from,
                const char  *to,
                GError     **error)
{
  if (link (from, to) == 0 || g_rename (from, to) == 0)
    return TRUE;
  return errno == ENOENT || fail_errno (from, errno, error);
}

/**
 * deckle_backup_move_aside:
 * @library_path: a library that nobody has open in this process
 * @temporary: the complete file that takes its name
 * @clock: names the old file
 * @aside: (out) (transfer full): where the old library lies now; "-wal" and "-shm" lie beside it
 * @error: return location for a [error@LibraryError]
 *
 * Moves a damaged library aside with all that belongs to it, not a byte is changed, and puts another one in its place. Where
 * the file system has links there is a file of the name at every moment. Refused while another process has the library open,
 * because that process would go on writing into files that nobody finds.
 *
 * Returns: whether @temporary is the library now
 */
gboolean
deckle_backup_move_aside (const char   *library_path,
                          const char   *temporary,
                          DeckleClock  *clock,
                          char        **aside,
                          GError      **error)
{
  static const char * const suffixes[] = { "-wal", "-shm", "-journal" };
  g_autofree char *target = choose_aside (library_path, clock);

  if (deckle_backup_is_open_elsewhere (library_path))
    {
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_LOCKED,
                           _("Another Deckle has the library open. Close it and try again."));
      return FALSE;
    }
  /* The log must be gone before the new library is there: it would be applied to it. */
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (library_path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (target, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fail_errno (from, errno, error);
    }
  if (!link_or_rename (library_path, target, error) || !deckle_backup_put_in_place (temporary, library_path, error))
    return FALSE;
  *aside = g_steal_pointer (&target);
  return TRUE;
}
