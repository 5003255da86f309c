/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "library/deckle-backup.h"

G_BEGIN_DECLS

/* What backup, restore and rescue share. */

gboolean  deckle_backup_is_sound     (sqlite3      *db,
                                      GError      **error);
gboolean  deckle_backup_copy_file    (const char   *from,
                                      const char   *to,
                                      GError      **error);
gboolean  deckle_backup_put_in_place (const char   *temporary,
                                      const char   *file,
                                      GError      **error);
char     *deckle_backup_make_temp    (const char   *beside,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void      deckle_backup_remove_temp  (const char   *temporary);
gboolean  deckle_backup_is_open_elsewhere (const char *library_path);
gboolean  deckle_backup_move_aside   (const char   *library_path,
                                      const char   *temporary,
                                      DeckleClock  *clock,
                                      char        **aside,
                                      GError      **error);

G_END_DECLS
