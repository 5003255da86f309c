/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "library/deckle-backup.h"
#include "library/deckle-schema.h"

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  DeckleLibraryError code = DECKLE_LIBRARY_ERROR_READ_ONLY;
  int saved_errno;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  saved_errno = errno;
  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    code = DECKLE_LIBRARY_ERROR_FULL;
  else if (saved_errno == EIO)
    code = DECKLE_LIBRARY_ERROR_IO;
  g_set_error (error, DECKLE_LIBRARY_ERROR, (int) code, _("The folder “%s” cannot be made: %s."), folder,
               g_strerror (saved_errno));
  return FALSE;
}

/* Reads the schema without changing a byte of the file. -1 with @error set. */
static int
look (const char  *path,
      const char  *vfs,
      GError     **error)
{
  g_autoptr (sqlite3) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return 0;
  db = deckle_sql_open (path, vfs, DECKLE_SQL_READ, error);
  return db != NULL ? deckle_schema_get_version (db, error) : -1;
}

static gboolean
store_default_parameters (sqlite3      *db,
                          DeckleClock  *clock,
                          GError      **error)
{
  DeckleFsrs model;
  gint64 n_sets;

  if (!deckle_sql_get_int64 (db, &n_sets, error, "SELECT count(*) FROM parameter_set", ""))
    return FALSE;
  if (n_sets > 0)
    return TRUE;

  deckle_fsrs_init_default (&model);
  return deckle_library_store_parameters (db, &model, deckle_clock_now_ms (clock), error) != 0;
}

static gboolean
fill_new_file (sqlite3      *db,
               DeckleClock  *clock,
               GError      **error)
{
  if (!deckle_sql_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (store_default_parameters (db, clock, error) && deckle_sql_exec (db, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * deckle_library_prepare:
 * @path: the file
 * @vfs: (nullable): name of a registered VFS
 * @clock: for the moment at which the default parameters came
 * @error: return location for a [error@LibraryError]
 *
 * Makes the file and its folder (for this user only), or brings an older file to the present schema after a verified backup.
 * A file that this program does not understand keeps every byte. Blocking.
 *
 * Returns: whether the file can be opened now
 */
gboolean
deckle_library_prepare (const char   *path,
                        const char   *vfs,
                        DeckleClock  *clock,
                        GError      **error)
{
  g_autoptr (sqlite3) db = NULL;
  int version;

  if (!make_folder (path, error))
    return FALSE;
  version = look (path, vfs, error);
  if (version < 0)
    return FALSE;
  if (version > 0 && version < DECKLE_SCHEMA_VERSION && !deckle_backup_keep (path, clock, error))
    return FALSE;

  db = deckle_sql_open (path, vfs, DECKLE_SQL_WRITE | DECKLE_SQL_CREATE, error);
  if (db == NULL || !deckle_schema_migrate (db, error))
    return FALSE;
  return version > 0 || fill_new_file (db, clock, error);
}

/**
 * deckle_library_default_path:
 *
 * Returns: (transfer full): where the library of this user lies
 */
char *
deckle_library_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "deckle", "library.db", NULL);
}
