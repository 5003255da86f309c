/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-menu"
#include "ui/deckle-card-menu.h"

/**
 * deckle_card_menu_fill:
 * @button: the menu button of a page
 * @more: (nullable): what the page adds below
 *
 * Gives a page the menu of a card. Its actions are “study.*” actions of the page; “Delete” is there for cards of the user's own only,
 * that is while “study.delete-own” is enabled.
 */
void
deckle_card_menu_fill (GtkMenuButton *button,
                       GMenuModel    *more)
{
  g_autoptr (GtkBuilder) builder = NULL;
  g_autoptr (GMenu) menu = NULL;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  builder = gtk_builder_new_from_resource ("/io/github/deckle_app/Deckle/ui/card-menu.ui");
  menu = g_menu_new ();
  g_menu_append_section (menu, NULL, G_MENU_MODEL (gtk_builder_get_object (builder, "menu")));
  if (more != NULL)
    g_menu_append_section (menu, NULL, more);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}
