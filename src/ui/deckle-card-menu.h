/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What can be done with a card, the same wherever one is shown. @more: (nullable): what the page adds. */
void deckle_card_menu_fill (GtkMenuButton *button,
                            GMenuModel    *more);

G_END_DECLS
