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

void       deckle_backup_free    (DeckleBackup  *backup);

/* Automatic backups, newest first (element-type DeckleBackup). */
GPtrArray *deckle_backup_list    (const char    *library_path) G_GNUC_WARN_UNUSED_RESULT;

/* Which of them stay, by the local days on which they were made. */
void       deckle_backup_choose  (const int     *days,
                                  gsize          n,
                                  gboolean      *keep);

gboolean   deckle_backup_write   (const char    *library_path,
                                  const char    *file,
                                  GError       **error);
/* An automatic backup now, or unless this day has one. */
gboolean   deckle_backup_keep    (const char    *library_path,
                                  DeckleClock   *clock,
                                  GError       **error);
gboolean   deckle_backup_daily   (const char    *library_path,
                                  DeckleClock   *clock,
                                  GError       **error);

gboolean   deckle_backup_restore (const char    *library_path,
                                  const char    *file,
                                  DeckleClock   *clock,
                                  GError       **error);

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

void     deckle_rescue_clear   (DeckleRescue  *rescue);

gboolean deckle_library_rescue (const char    *library_path,
                                DeckleClock   *clock,
                                DeckleRescue  *rescue,
                                GError       **error);

G_END_DECLS
