/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-restore"
#include "deckle-config.h"
#include "library/deckle-backup.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "library/deckle-backup-private.h"
#include "library/deckle-schema.h"
#include "library/deckle-sql.h"

/*
 * A library that is sound is overwritten in place, page by page in one transaction, and not by renaming a file over it: a
 * Deckle that has it open goes on with the new contents as with any other change, and no connection is left that writes into
 * a -wal file of the name that the new library uses, too.
 */

/* One line an object of the schema. */
static char *
describe_schema (sqlite3  *db,
                 GError  **error)
{
  g_autoptr (sqlite3_stmt) list = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GError *local_error = NULL;

  list = deckle_sql_prepare (db, "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' "
                                 "ORDER BY type, name", error);
  if (list == NULL)
    return NULL;
  while (deckle_sql_step (list, &local_error))
    g_string_append_printf (text, "%s %s %s\n", sqlite3_column_text (list, 0), sqlite3_column_text (list, 1),
                            sqlite3_column_type (list, 2) == SQLITE_NULL ? "" : (const char *) sqlite3_column_text (list, 2));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether a migrated file has the tables that we would make, no more and no less. */
static gboolean
has_our_schema (sqlite3     *db,
                const char  *file,
                GError     **error)
{
  g_autoptr (sqlite3) fresh = deckle_sql_open (":memory:", NULL, DECKLE_SQL_WRITE | DECKLE_SQL_CREATE, error);
  g_autofree char *ours = NULL, *theirs = NULL;

  if (fresh == NULL || !deckle_schema_migrate (fresh, error))
    return FALSE;
  ours = describe_schema (fresh, error);
  theirs = ours != NULL ? describe_schema (db, error) : NULL;
  if (theirs == NULL)
    return FALSE;
  if (g_str_equal (ours, theirs))
    return TRUE;
  g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT,
               _("“%s” is not a library of Deckle."), file);
  return FALSE;
}

/* One statement that must find something; an empty file has schema 0. */
static gboolean
is_library (sqlite3     *db,
            const char  *file,
            GError     **error)
{
  g_autoptr (GError) local = NULL;
  int version = deckle_schema_get_version (db, &local);

  if (version > 0)
    return TRUE;
  if (version == 0 || g_error_matches (local, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT))
    g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT, _("“%s” is not a library of Deckle."), file);
  else if (g_error_matches (local, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NEWER))
    g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NEWER, _("“%s” was written by a newer Deckle."), file);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Copies @file (with the log that may lie beside it) to @temporary, checks the copy and brings it to our schema. */
static gboolean
prepare_copy (const char  *file,
              const char  *temporary,
              GError     **error)
{
  g_autofree char *log = g_strconcat (file, "-wal", NULL);
  g_autofree char *log_copy = g_strconcat (temporary, "-wal", NULL);
  g_autoptr (sqlite3) db = NULL;

  if (!deckle_backup_copy_file (file, temporary, error) ||
      (g_file_test (log, G_FILE_TEST_IS_REGULAR) && !deckle_backup_copy_file (log, log_copy, error)))
    return FALSE;

  db = deckle_sql_open (temporary, NULL, DECKLE_SQL_WRITE, error);
  return db != NULL && is_library (db, file, error) && deckle_backup_is_sound (db, error) &&
         deckle_schema_migrate (db, error) && has_our_schema (db, file, error) &&
         deckle_sql_exec (db, "PRAGMA journal_mode = DELETE", error);
}

/* A library in WAL mode keeps its page size, so the copy takes it over. */
static gboolean
match_page_size (sqlite3  *source,
                 sqlite3  *target,
                 GError  **error)
{
  g_autofree char *sql = NULL;
  gint64 wanted, present;

  if (!deckle_sql_get_int64 (target, &wanted, error, "PRAGMA page_size", "") ||
      !deckle_sql_get_int64 (source, &present, error, "PRAGMA page_size", ""))
    return FALSE;
  if (wanted == present)
    return TRUE;
  sql = g_strdup_printf ("PRAGMA page_size = %d; VACUUM", (int) wanted);
  return deckle_sql_exec (source, sql, error);
}

/* The first step only takes the write lock: nobody adds an answer between the backup and the change. */
static gboolean
overwrite (sqlite3      *source,
           sqlite3      *target,
           const char   *library_path,
           DeckleClock  *clock,
           GError      **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", source, "main");
  int rc;

  if (backup == NULL)
    return deckle_sql_fail (target, sqlite3_extended_errcode (target), error);

  rc = sqlite3_backup_step (backup, 0);
  if (rc == SQLITE_OK && !deckle_backup_keep (library_path, clock, error))
    {
      sqlite3_backup_finish (backup);
      return FALSE;
    }
  if (rc == SQLITE_OK)
    rc = sqlite3_backup_step (backup, -1);
  if (rc == SQLITE_DONE)
    rc = SQLITE_OK;
  if (rc != SQLITE_OK)
    deckle_sql_fail (target, rc, error);
  if (sqlite3_backup_finish (backup) != SQLITE_OK && rc == SQLITE_OK)
    return deckle_sql_fail (target, sqlite3_extended_errcode (target), error);
  return rc == SQLITE_OK;
}

static gboolean
restore_in_place (const char   *library_path,
                  const char   *temporary,
                  DeckleClock  *clock,
                  GError      **error)
{
  g_autoptr (sqlite3) target = deckle_sql_open (library_path, NULL, DECKLE_SQL_WRITE, error);
  g_autoptr (sqlite3) source = NULL;
  g_autoptr (GError) local = NULL;

  if (target == NULL)
    return FALSE;
  /* A library of a newer Deckle may be replaced, too: it is kept as a backup like any other. */
  if (deckle_schema_get_version (target, &local) < 0 &&
      !g_error_matches (local, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NEWER))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  source = deckle_sql_open (temporary, NULL, DECKLE_SQL_WRITE, error);
  if (source == NULL || !deckle_sql_exec (target, "PRAGMA journal_mode = WAL", error) ||
      !match_page_size (source, target, error) || !overwrite (source, target, library_path, clock, error))
    return FALSE;
  /* A reader elsewhere may keep this from finishing; then a later checkpoint does it. */
  sqlite3_wal_checkpoint_v2 (target, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return TRUE;
}

static gboolean
put_copy_in_place (const char   *library_path,
                   const char   *temporary,
                   DeckleClock  *clock,
                   GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *aside = NULL;

  if (g_file_test (library_path, G_FILE_TEST_EXISTS))
    {
      if (restore_in_place (library_path, temporary, clock, &local))
        return TRUE;
      if (!g_error_matches (local, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  /* A damaged library cannot be kept as a backup: it is kept as it is. */
  return deckle_backup_move_aside (library_path, temporary, clock, &aside, error);
}

/**
 * deckle_backup_restore:
 * @library_path: the library; must not be open in this process, may be open in another one
 * @file: a backup or another library
 * @clock: names the backup of the present library
 * @error: return location for a [error@LibraryError]
 *
 * Checks a copy of @file, brings it to the present schema, keeps the present library as an automatic backup and puts the copy in
 * its place in one transaction. A present library that is damaged, so that no backup of it can be made, is moved aside
 * instead, unchanged. On failure the present library is as it was; @file is never touched. Blocking.
 *
 * Returns: whether the library has the contents of @file now
 */
gboolean
deckle_backup_restore (const char   *library_path,
                       const char   *file,
                       DeckleClock  *clock,
                       GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (library_path);
  g_autofree char *temporary = NULL;
  gboolean success;

  if (!g_file_test (file, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                   _("There is no file “%s” to restore."), file);
      return FALSE;
    }
  g_mkdir_with_parents (folder, 0700);
  temporary = deckle_backup_make_temp (library_path, error);
  success = temporary != NULL && prepare_copy (file, temporary, error) &&
            put_copy_in_place (library_path, temporary, clock, error);
  if (temporary != NULL)
    deckle_backup_remove_temp (temporary);
  if (!success)
    g_prefix_error (error, _("“%s” was not restored; the library is as it was. "), file);
  return success;
}
