/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "library/deckle-library.h"

G_BEGIN_DECLS

/* “Dckl” in the header of the file */
#define DECKLE_SCHEMA_APPLICATION_ID 0x44636b6c
/* The schema that this program writes: the number of migrations */
#define DECKLE_SCHEMA_VERSION 6

int       deckle_schema_get_version (sqlite3     *db,
                                     GError     **error);
gboolean  deckle_schema_migrate     (sqlite3     *db,
                                     GError     **error);
gboolean  deckle_schema_index_card  (sqlite3     *db,
                                     gint64       row,
                                     GError     **error);
gboolean  deckle_schema_index_note  (sqlite3     *db,
                                     gint64       row,
                                     GError     **error);

G_END_DECLS
