/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-sidebar"
#include "ui/deckle-sidebar-menu.h"

#include <glib/gi18n.h>

#include "ui/deckle-sidebar-row.h"

#define POPOVER_KEY "deckle-sidebar-menu"

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        GVariant   *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
create_menu (DeckleScope scope)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) browse = g_menu_new ();
  g_autoptr (GMenu) settings = g_menu_new ();
  g_autoptr (GMenu) forget = g_menu_new ();

  append (browse, _("_Browse Section"), "win.browse", g_variant_new ("(xx)", scope.deck, scope.section));
  append (browse, _("Browse _Whole Deck"), "win.browse", g_variant_new ("(xx)", scope.deck, (gint64) 0));
  append (settings, _("_Section Settings…"), "win.section-settings", g_variant_new_int64 (scope.section));
  append (forget, _("_Forget Section"), "win.forget", g_variant_new ("(xx)", scope.deck, scope.section));
  append (forget, _("Forget Whole _Deck…"), "win.forget", g_variant_new ("(xx)", scope.deck, (gint64) 0));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (browse));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (settings));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (forget));
  return G_MENU_MODEL (menu);
}

/**
 * deckle_sidebar_menu_popup:
 * @list: the list of the sidebar
 * @row: one of its rows
 *
 * Opens the menu of a section beside its row.
 *
 * Returns: whether the row has a menu
 */
gboolean
deckle_sidebar_menu_popup (GtkListBox    *list,
                           GtkListBoxRow *row)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (list), POPOVER_KEY);
  g_autoptr (GMenuModel) menu = NULL;
  graphene_rect_t bounds;

  g_return_val_if_fail (GTK_IS_LIST_BOX (list), FALSE);
  g_return_val_if_fail (DECKLE_IS_SIDEBAR_ROW (row), FALSE);

  if (deckle_sidebar_row_get_kind (DECKLE_SIDEBAR_ROW (row)) != DECKLE_SIDEBAR_SECTION ||
      !gtk_widget_compute_bounds (GTK_WIDGET (row), gtk_widget_get_parent (popover), &bounds))
    return FALSE;
  menu = create_menu (deckle_sidebar_row_get_scope (DECKLE_SIDEBAR_ROW (row)));
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                                       (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (popover));
  return TRUE;
}

static void
popup_at (GtkGesture *gesture,
          double      y)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (list, (int) y);

  if (row != NULL && deckle_sidebar_menu_popup (list, row))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
clicked_cb (GtkGesture *gesture,
            int         n_press,
            double      x,
            double      y)
{
  popup_at (gesture, y);
}

static void
long_pressed_cb (GtkGesture *gesture,
                 double      x,
                 double      y)
{
  popup_at (gesture, y);
}

static gboolean
key_pressed_cb (GtkListBox      *list,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (list));
  gboolean wanted = keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0);

  return wanted && DECKLE_IS_SIDEBAR_ROW (row) && deckle_sidebar_menu_popup (list, GTK_LIST_BOX_ROW (row));
}

static void
destroy_cb (GtkWidget *sidebar,
            GtkWidget *popover)
{
  if (gtk_widget_get_parent (popover) == sidebar)
    gtk_widget_unparent (popover);
}

/**
 * deckle_sidebar_menu_attach:
 * @list: the list of the sidebar
 * @sidebar: what it is in; a list removes whatever lies in it with its rows
 *
 * Lets right click, long press, the Menu key and Shift+F10 open the menu of a section.
 */
void
deckle_sidebar_menu_attach (GtkListBox *list,
                            GtkWidget  *sidebar)
{
  GtkGesture *click, *press;
  GtkEventController *keys;
  GtkWidget *popover;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  popover = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Section"), -1);
  gtk_widget_set_parent (popover, sidebar);
  g_object_set_data_full (G_OBJECT (list), POPOVER_KEY, g_object_ref (popover), g_object_unref);
  g_signal_connect_object (sidebar, "destroy", G_CALLBACK (destroy_cb), popover, G_CONNECT_DEFAULT);

  click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (clicked_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (click));
  press = gtk_gesture_long_press_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (press));
  keys = gtk_event_controller_key_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), list);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}
