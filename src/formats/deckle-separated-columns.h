/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/deckle-separated-table.h"

G_BEGIN_DECLS

/* Private to formats/. */
gboolean  deckle_columns_is_header (const DeckleTable      *table);
GArray   *deckle_columns_find      (const DeckleTable      *table,
                                    const DeckleTableHead  *head,
                                    char                    separator,
                                    gboolean                has_header) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
