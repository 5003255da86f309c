/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "formats/deckle-separated.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_COLUMNS_GROUP (deckle_columns_group_get_type ())
G_DECLARE_FINAL_TYPE (DeckleColumnsGroup, deckle_columns_group, DECKLE, COLUMNS_GROUP, AdwPreferencesGroup)

void deckle_columns_group_show        (DeckleColumnsGroup     *self,
                                       const DeckleSeparated  *table);
void deckle_columns_group_get_options (DeckleColumnsGroup     *self,
                                       DeckleSeparatedOptions *options);

G_END_DECLS
