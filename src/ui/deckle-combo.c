/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-combo"
#include "ui/deckle-combo.h"

static void
current_setup_cb (GtkListItemFactory *factory,
                  GtkListItem        *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_list_item_set_child (item, label);
}

static void
choice_setup_cb (GtkListItemFactory *factory,
                 GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (item, box);
}

static const char *
get_text (GtkListItem *item)
{
  return gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item)));
}

static void
current_bind_cb (GtkListItemFactory *factory,
                 GtkListItem        *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), get_text (item));
  gtk_list_item_set_accessible_label (item, get_text (item));
}

static void
show_check (AdwComboRow *row,
            GtkListItem *item)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (check, adw_combo_row_get_selected_item (row) == gtk_list_item_get_item (item) ? 1 : 0);
}

static void
selected_cb (GtkListItem *item,
             GParamSpec  *pspec,
             AdwComboRow *row)
{
  show_check (row, item);
}

static void
choice_bind_cb (GtkListItemFactory *factory,
                GtkListItem        *item,
                AdwComboRow        *row)
{
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (gtk_list_item_get_child (item))), get_text (item));
  gtk_list_item_set_accessible_label (item, get_text (item));
  show_check (row, item);
  g_signal_connect_object (row, "notify::selected-item", G_CALLBACK (selected_cb), item, G_CONNECT_SWAPPED);
}

static void
choice_unbind_cb (GtkListItemFactory *factory,
                  GtkListItem        *item,
                  AdwComboRow        *row)
{
  g_signal_handlers_disconnect_by_func (row, selected_cb, item);
}

/**
 * deckle_combo_name_items:
 * @row: a combo row whose model is a #GtkStringList
 *
 * The toolkit's own items have no accessible name; these look the same and have one.
 */
void
deckle_combo_name_items (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) current = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) choices = gtk_signal_list_item_factory_new ();

  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  g_signal_connect (current, "setup", G_CALLBACK (current_setup_cb), NULL);
  g_signal_connect (current, "bind", G_CALLBACK (current_bind_cb), NULL);
  g_signal_connect (choices, "setup", G_CALLBACK (choice_setup_cb), NULL);
  g_signal_connect_object (choices, "bind", G_CALLBACK (choice_bind_cb), row, 0);
  g_signal_connect_object (choices, "unbind", G_CALLBACK (choice_unbind_cb), row, 0);
  adw_combo_row_set_factory (row, current);
  adw_combo_row_set_list_factory (row, choices);
}
