/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Gives the items of a combo row of strings names that a screen reader says. */
void deckle_combo_name_items (AdwComboRow *row);

G_END_DECLS
