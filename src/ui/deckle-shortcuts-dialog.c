/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-shortcuts-dialog"
#include "ui/deckle-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "ui/deckle-shortcuts.h"

static const char * const group_titles[DECKLE_SHORTCUTS_N_GROUPS] = {
  [DECKLE_SHORTCUTS_STUDY] = N_("Study"),
  [DECKLE_SHORTCUTS_CARD] = N_("Card"),
  [DECKLE_SHORTCUTS_MOVE] = N_("Move"),
  [DECKLE_SHORTCUTS_GENERAL] = N_("General"),
};

static GtkWidget *
create_keycaps (const char *accels)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto (GStrv) list = g_strsplit (accels, " ", -1);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (gsize i = 0; list[i] != NULL; i++)
    {
      guint keyval;
      GdkModifierType modifiers;
      g_autofree char *text = NULL;
      GtkWidget *label;

      if (strstr (list[i], "KP_") != NULL || !gtk_accelerator_parse (list[i], &keyval, &modifiers))
        continue;
      text = gtk_accelerator_get_label (keyval, modifiers);
      label = gtk_label_new (text);
      gtk_widget_add_css_class (label, "shortcut-keycap");
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

/* Rows whose title is NULL lend their keys to the row with the same action, or to the row before them. */
static char *
collect_accels (const DeckleShortcut *table,
                gsize                 n_rows,
                gsize                 index)
{
  GString *accels = g_string_new (table[index].accels);

  for (gsize i = index + 1; i < n_rows && table[i].title == NULL; i++)
    g_string_append_printf (accels, " %s", table[i].accels);
  return g_string_free_and_steal (accels);
}

/* Where only Again and Good are offered, their neighbours do nothing. */
static gboolean
is_idle (const DeckleShortcut *shortcut,
         gboolean              two_buttons)
{
  return two_buttons && (g_str_equal (shortcut->action, "study.grade(2)") || g_str_equal (shortcut->action, "study.grade(4)"));
}

static AdwPreferencesGroup *
create_group (DeckleShortcutGroup group,
              gboolean            two_buttons)
{
  AdwPreferencesGroup *widget = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gsize n_rows;
  const DeckleShortcut *table = deckle_shortcuts_get_table (&n_rows);

  adw_preferences_group_set_title (widget, _(group_titles[group]));
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *accels = NULL;
      GtkWidget *row;

      if (table[i].group != group || table[i].title == NULL || is_idle (&table[i], two_buttons))
        continue;
      accels = collect_accels (table, n_rows, i);
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(table[i].title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_keycaps (accels));
      adw_preferences_group_add (widget, row);
    }
  return widget;
}

/**
 * deckle_shortcuts_dialog_new:
 * @two_buttons: whether only Again and Good are offered
 *
 * Makes the Keyboard Shortcuts dialog from the table.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
deckle_shortcuts_dialog_new (gboolean two_buttons)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (int group = 0; group < DECKLE_SHORTCUTS_N_GROUPS; group++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), create_group ((DeckleShortcutGroup) group, two_buttons));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
