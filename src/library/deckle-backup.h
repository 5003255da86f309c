/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"

G_BEGIN_DECLS

/**
 * DeckleBackup:
 * @path: the file
 * @time_ms: when it was made, ms since the Unix epoch (UTC)
 * @size: bytes
 */
typedef struct
{
  char   *path;
  gint64  time_ms;
  goffset size;
} DeckleBackup;

void      deckle_backup_free      (DeckleBackup   *backup);

/* Automatic backups beside the library (folder “backups”), newest first (element-type DeckleBackup). */
GPtrArray *deckle_backup_list     (const char     *library_path) G_GNUC_WARN_UNUSED_RESULT;

/* VACUUM INTO a temporary file beside @file, quick_check, then rename into place. @file may exist: it is replaced only by
 * a verified backup. */
gboolean  deckle_backup_write     (const char     *library_path,
                                   const char     *file,
                                   GError        **error);

/* The first backup of the clock's day, when there is none yet; then keeps the newest 7 days and 4 weeks. Without a library
 * file it does nothing. */
gboolean  deckle_backup_daily     (const char     *library_path,
                                   DeckleClock    *clock,
                                   GError        **error);

/* Checks @file (a library of a schema we know), keeps the present library as a backup, and puts a copy of @file in its
 * place, in one rename. The library must not be open in this process; another process's Deckle notices. */
gboolean  deckle_backup_restore   (const char     *library_path,
                                   const char     *file,
                                   DeckleClock    *clock,
                                   GError        **error);

/**
 * DeckleRescue:
 * @aside: where the damaged file lies now, unharmed
 * @cards: cards recovered
 * @reviews: rows of the review log recovered
 * @newest_backup: (nullable): the newest good backup
 */
typedef struct
{
  char         *aside;
  guint         cards;
  guint         reviews;
  DeckleBackup *newest_backup;
} DeckleRescue;

void      deckle_rescue_clear     (DeckleRescue   *rescue);

/* After DECKLE_LIBRARY_ERROR_CORRUPT: moves the file (with -wal and -shm) aside, makes a new library and copies into it
 * all rows that can still be read. */
gboolean  deckle_library_rescue   (const char     *library_path,
                                   DeckleClock    *clock,
                                   DeckleRescue   *rescue,
                                   GError        **error);

G_END_DECLS
