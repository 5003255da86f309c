/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "library/deckle-library.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)

/* How a connection is meant to be used. */
typedef enum
{
  DECKLE_SQL_READ = 0,          /* reads only, the file must exist */
  DECKLE_SQL_WRITE = 1 << 0,    /* reads and writes, synchronous=FULL */
  DECKLE_SQL_CREATE = 1 << 1,   /* may make the file */
} DeckleSqlMode;

sqlite3            *deckle_sql_open       (const char     *path,
                                           const char     *vfs,
                                           DeckleSqlMode   mode,
                                           GError        **error) G_GNUC_WARN_UNUSED_RESULT;

DeckleLibraryError  deckle_sql_error_code (int             rc);
gboolean            deckle_sql_fail       (sqlite3        *db,
                                           int             rc,
                                           GError        **error);

gboolean            deckle_sql_exec       (sqlite3        *db,
                                           const char     *sql,
                                           GError        **error);
sqlite3_stmt       *deckle_sql_prepare    (sqlite3        *db,
                                           const char     *sql,
                                           GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void                deckle_sql_bind       (sqlite3_stmt   *statement,
                                           const char     *types,
                                           ...);
void                deckle_sql_rebind     (sqlite3_stmt   *statement,
                                           const char     *types,
                                           ...);
gboolean            deckle_sql_step       (sqlite3_stmt   *statement,
                                           GError        **error);
gboolean            deckle_sql_finish     (sqlite3_stmt   *statement,
                                           GError        **error);
gboolean            deckle_sql_run        (sqlite3        *db,
                                           GError        **error,
                                           const char     *sql,
                                           const char     *types,
                                           ...);
gboolean            deckle_sql_get_int64  (sqlite3        *db,
                                           gint64         *value,
                                           GError        **error,
                                           const char     *sql,
                                           const char     *types,
                                           ...);
char               *deckle_sql_dup_text   (sqlite3_stmt   *statement,
                                           int             column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
