/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "library/deckle-doctor.h"

G_BEGIN_DECLS

gboolean deckle_doctor_rebuild (sqlite3  *db,
                                GError  **error);

G_END_DECLS
