/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DECKLE_TYPE_DATE_ROW (deckle_date_row_get_type ())
G_DECLARE_FINAL_TYPE (DeckleDateRow, deckle_date_row, DECKLE, DATE_ROW, AdwActionRow)

int  deckle_date_row_get_day (DeckleDateRow *self);
void deckle_date_row_set_day (DeckleDateRow *self,
                              int            day);

G_END_DECLS
