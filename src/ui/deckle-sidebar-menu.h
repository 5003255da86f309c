/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives the sections in the list of the sidebar a menu: right click, long press, Menu key, Shift+F10. */
void     deckle_sidebar_menu_attach (GtkListBox    *list,
                                     GtkWidget     *sidebar);
gboolean deckle_sidebar_menu_popup  (GtkListBox    *list,
                                     GtkListBoxRow *row);

G_END_DECLS
