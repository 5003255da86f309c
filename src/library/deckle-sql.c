/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-sql"
#include "deckle-config.h"
#include "library/deckle-sql.h"

#include <glib/gi18n-lib.h>

#define BUSY_TIMEOUT_MS 3000

/*
 * A step that returned a row needs one bit more than TRUE and FALSE with an error: deckle_sql_step() returns FALSE at the end
 * and on an error, and deckle_sql_finish() tells the two apart.
 */

/**
 * deckle_sql_error_code:
 * @rc: a result code of SQLite, extended or not
 *
 * Returns: what the code means for the caller of the library
 */
DeckleLibraryError
deckle_sql_error_code (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      return DECKLE_LIBRARY_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return DECKLE_LIBRARY_ERROR_LOCKED;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return DECKLE_LIBRARY_ERROR_READ_ONLY;
    case SQLITE_FULL:
      return DECKLE_LIBRARY_ERROR_FULL;
    case SQLITE_IOERR:
      return DECKLE_LIBRARY_ERROR_IO;
    default:
      return DECKLE_LIBRARY_ERROR_FAILED;
    }
}

static char *
describe (sqlite3            *db,
          DeckleLibraryError  code)
{
  switch (code)
    {
    case DECKLE_LIBRARY_ERROR_CORRUPT:
      return g_strdup (_("The library is damaged or is not a library of Deckle."));
    case DECKLE_LIBRARY_ERROR_LOCKED:
      return g_strdup (_("Another program is holding the library."));
    case DECKLE_LIBRARY_ERROR_READ_ONLY:
      return g_strdup (_("The library cannot be written: its folder or file is read-only."));
    case DECKLE_LIBRARY_ERROR_FULL:
      return g_strdup (_("The disk is full."));
    case DECKLE_LIBRARY_ERROR_IO:
      return g_strdup (_("The disk reported an error."));
    case DECKLE_LIBRARY_ERROR_FAILED:
    case DECKLE_LIBRARY_ERROR_NEWER:
    case DECKLE_LIBRARY_ERROR_NOT_FOUND:
    case DECKLE_LIBRARY_ERROR_NOTHING:
    case DECKLE_LIBRARY_ERROR_INVALID:
    default:
      /* Translators: %s is a message of the database, in English. */
      return g_strdup_printf (_("The library could not do it: %s."),
                              db != NULL ? sqlite3_errmsg (db) : _("out of memory"));
    }
}

/**
 * deckle_sql_fail:
 * @db: (nullable): the connection
 * @rc: what the failed call returned
 * @error: return location for a [error@LibraryError]
 *
 * Turns a result code into an error whose message is a sentence.
 *
 * Returns: %FALSE, always
 */
gboolean
deckle_sql_fail (sqlite3  *db,
                 int       rc,
                 GError  **error)
{
  DeckleLibraryError code = deckle_sql_error_code (rc);
  g_autofree char *message = describe (db, code);

  g_debug ("SQLite: %s (%d)", db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc), rc);
  g_set_error_literal (error, DECKLE_LIBRARY_ERROR, (int) code, message);
  return FALSE;
}

/**
 * deckle_sql_open:
 * @path: the file
 * @vfs: (nullable): name of a registered VFS, %NULL for the default one
 * @mode: flags
 * @error: return location for a [error@LibraryError]
 *
 * Opens a connection and sets what every connection of the library has: a bounded wait for locks, foreign keys, no trust
 * in the schema, and for writers a full sync at each commit. Reads nothing from the file yet.
 *
 * Returns: (transfer full) (nullable): a connection, or %NULL with @error set
 */
sqlite3 *
deckle_sql_open (const char     *path,
                 const char     *vfs,
                 DeckleSqlMode   mode,
                 GError        **error)
{
  g_autoptr (sqlite3) db = NULL;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int rc;

  flags |= (mode & (DECKLE_SQL_WRITE | DECKLE_SQL_CREATE)) ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (mode & DECKLE_SQL_CREATE)
    flags |= SQLITE_OPEN_CREATE;

  rc = sqlite3_open_v2 (path, &db, flags, vfs);
  if (rc != SQLITE_OK)
    {
      deckle_sql_fail (db, rc, error);
      return NULL;
    }
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  if ((mode & DECKLE_SQL_WRITE) && !deckle_sql_exec (db, "PRAGMA synchronous = FULL", error))
    return NULL;
  return g_steal_pointer (&db);
}

/**
 * deckle_sql_exec:
 * @db: the connection
 * @sql: one or more statements without parameters
 * @error: return location for a [error@LibraryError]
 *
 * Returns: whether all of them succeeded
 */
gboolean
deckle_sql_exec (sqlite3     *db,
                 const char  *sql,
                 GError     **error)
{
  int rc = sqlite3_exec (db, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || deckle_sql_fail (db, rc, error);
}

/**
 * deckle_sql_prepare:
 * @db: the connection
 * @sql: one statement
 * @error: return location for a [error@LibraryError]
 *
 * Returns: (transfer full) (nullable): a statement, or %NULL with @error set
 */
sqlite3_stmt *
deckle_sql_prepare (sqlite3     *db,
                    const char  *sql,
                    GError     **error)
{
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (rc != SQLITE_OK)
    deckle_sql_fail (db, rc, error);
  return statement;
}

static void
bind_all (sqlite3_stmt *statement,
          const char   *types,
          va_list       args)
{
  int index = 0;

  for (const char *type = types; *type != '\0'; type++)
    {
      const char *text;

      index++;
      switch (*type)
        {
        case 'i':
          sqlite3_bind_int (statement, index, va_arg (args, int));
          break;
        case 'l':
          sqlite3_bind_int64 (statement, index, va_arg (args, gint64));
          break;
        case 'd':
          sqlite3_bind_double (statement, index, va_arg (args, double));
          break;
        case 't':
          text = va_arg (args, const char *);
          sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
          break;
        case 'n':
          sqlite3_bind_null (statement, index);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/**
 * deckle_sql_bind:
 * @statement: a statement that was not stepped yet, or was reset
 * @types: one letter a parameter: `i` int, `l` gint64, `d` double, `t` text (copied, %NULL is NULL), `n` NULL (no argument)
 * @...: the values
 *
 * Binds parameters from the first one on.
 */
void
deckle_sql_bind (sqlite3_stmt *statement,
                 const char   *types,
                 ...)
{
  va_list args;

  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);
}

/**
 * deckle_sql_rebind:
 * @statement: a statement
 * @types: see [func@sql_bind]
 * @...: the values
 *
 * Resets @statement and binds new parameters.
 */
void
deckle_sql_rebind (sqlite3_stmt *statement,
                   const char   *types,
                   ...)
{
  va_list args;

  sqlite3_reset (statement);
  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);
}

/**
 * deckle_sql_step:
 * @statement: a statement
 * @error: return location for a [error@LibraryError]
 *
 * Returns: %TRUE when there is a row; %FALSE at the end, or on a failure, which sets @error
 */
gboolean
deckle_sql_step (sqlite3_stmt  *statement,
                 GError       **error)
{
  int rc = sqlite3_step (statement);

  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    deckle_sql_fail (sqlite3_db_handle (statement), rc, error);
  return rc == SQLITE_ROW;
}

/**
 * deckle_sql_finish:
 * @statement: a statement with bound parameters
 * @error: return location for a [error@LibraryError]
 *
 * Steps @statement until it is done, ignoring rows, and resets it for another use.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_sql_finish (sqlite3_stmt  *statement,
                   GError       **error)
{
  int rc;

  do
    rc = sqlite3_step (statement);
  while (rc == SQLITE_ROW);

  if (rc != SQLITE_DONE)
    deckle_sql_fail (sqlite3_db_handle (statement), rc, error);
  sqlite3_reset (statement);
  return rc == SQLITE_DONE;
}

#define MAX_KEPT 100

static void
free_kept (gpointer kept)
{
  g_hash_table_unref (kept);
}

/* The statements that a connection keeps for the next time, by their text; they go when it is closed. */
static GHashTable *
get_kept (sqlite3 *db)
{
  GHashTable *kept = sqlite3_get_clientdata (db, "deckle-statements");

  if (kept == NULL)
    {
      kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sqlite3_finalize);
      /* Without memory for it the table is freed. */
      if (sqlite3_set_clientdata (db, "deckle-statements", kept, free_kept) != SQLITE_OK)
        return NULL;
    }
  return kept;
}

/* To a write of 20,000 cards, preparing the same few statements again would be more than half of the work. */
static sqlite3_stmt *
prepare_kept (sqlite3     *db,
              const char  *sql,
              gboolean    *is_kept,
              GError     **error)
{
  GHashTable *kept = get_kept (db);
  sqlite3_stmt *statement = kept != NULL ? g_hash_table_lookup (kept, sql) : NULL;

  *is_kept = statement != NULL && !sqlite3_stmt_busy (statement);
  if (*is_kept)
    return statement;
  statement = deckle_sql_prepare (db, sql, error);
  *is_kept = statement != NULL && kept != NULL && g_hash_table_size (kept) < MAX_KEPT && !g_hash_table_contains (kept, sql);
  if (*is_kept)
    g_hash_table_insert (kept, g_strdup (sql), statement);
  return statement;
}

static void
drop (sqlite3_stmt *statement,
      gboolean      is_kept)
{
  if (!is_kept)
    {
      sqlite3_finalize (statement);
      return;
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

/**
 * deckle_sql_run:
 * @db: the connection
 * @error: return location for a [error@LibraryError]
 * @sql: one statement that returns no rows of interest
 * @types: see [func@sql_bind]
 * @...: the values
 *
 * Prepares, binds and runs one statement, which the connection keeps for the next time.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_sql_run (sqlite3     *db,
                GError     **error,
                const char  *sql,
                const char  *types,
                ...)
{
  gboolean is_kept, success;
  sqlite3_stmt *statement = prepare_kept (db, sql, &is_kept, error);
  va_list args;

  if (statement == NULL)
    return FALSE;
  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);
  success = deckle_sql_finish (statement, error);
  drop (statement, is_kept);
  return success;
}

/**
 * deckle_sql_get_int64:
 * @db: the connection
 * @value: (out): the first column of the first row; 0 when there is no row or it is NULL
 * @error: return location for a [error@LibraryError]
 * @sql: one query
 * @types: see [func@sql_bind]
 * @...: the values
 *
 * Returns: whether the query succeeded, also without a row
 */
gboolean
deckle_sql_get_int64 (sqlite3     *db,
                      gint64      *value,
                      GError     **error,
                      const char  *sql,
                      const char  *types,
                      ...)
{
  gboolean is_kept;
  sqlite3_stmt *statement = prepare_kept (db, sql, &is_kept, error);
  va_list args;
  int rc;

  *value = 0;
  if (statement == NULL)
    return FALSE;
  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);

  rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  else if (rc != SQLITE_DONE)
    deckle_sql_fail (db, rc, error);
  drop (statement, is_kept);
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

/**
 * deckle_sql_dup_text:
 * @statement: a statement on a row
 * @column: which column, from 0
 *
 * Returns: (transfer full) (nullable): a copy of the text, %NULL for NULL
 */
char *
deckle_sql_dup_text (sqlite3_stmt *statement,
                     int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}
