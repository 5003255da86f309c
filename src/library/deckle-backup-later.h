/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-backup.h"

G_BEGIN_DECLS

typedef struct _DeckleBackupLater DeckleBackupLater;

gboolean           deckle_backup_is_due_later (const char         *library_path);
DeckleBackupLater *deckle_backup_later_new    (const char         *library_path,
                                               DeckleClock        *clock,
                                               guint               delay_ms) G_GNUC_WARN_UNUSED_RESULT;
void               deckle_backup_later_free   (DeckleBackupLater  *self);

G_END_DECLS
