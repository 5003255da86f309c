/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-calendar-table"
#include "ui/charts/deckle-calendar-table.h"

#include <glib/gi18n.h>

#include "ui/charts/deckle-days.h"

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

/* A row is "date\treviews". */
static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  guint column = GPOINTER_TO_UINT (user_data);
  const char *row = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_auto (GStrv) cells = g_strsplit (row, "\t", 2);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), cells[column]);
}

static void
add_column (GtkColumnView *view,
            const char    *title,
            guint          column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (column));
  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (view, view_column);
}

static GListModel *
create_rows (const DeckleCalendar *calendar)
{
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (guint i = calendar->n_days; i-- > 0;)
    {
      g_autofree char *date = NULL;
      g_autofree char *row = NULL;

      if (calendar->answers[i] == 0)
        continue;
      date = deckle_day_format (calendar->first_day + (int) i);
      row = g_strdup_printf ("%s\t%u", date, calendar->answers[i]);
      gtk_string_list_append (rows, row);
    }
  return G_LIST_MODEL (rows);
}

/**
 * deckle_calendar_table_new:
 * @calendar: the numbers
 *
 * Makes a dialog with the days of the calendar on which something was answered, newest first: the same numbers as the heat
 * map, for whoever prefers to read them.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
deckle_calendar_table_new (const DeckleCalendar *calendar)
{
  AdwDialog *dialog;
  GtkWidget *view, *scroller, *content;
  GListModel *rows;

  g_return_val_if_fail (calendar != NULL, NULL);

  dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  scroller = gtk_scrolled_window_new ();
  rows = create_rows (calendar);

  if (g_list_model_get_n_items (rows) > 0)
    {
      content = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (rows)));
      add_column (GTK_COLUMN_VIEW (content), _("Day"), 0);
      add_column (GTK_COLUMN_VIEW (content), _("Reviews"), 1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (content), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reviews by day"), -1);
    }
  else
    {
      g_object_unref (rows);
      content = adw_status_page_new ();
      adw_status_page_set_title (ADW_STATUS_PAGE (content), _("No Reviews Yet"));
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);
  adw_dialog_set_title (dialog, _("Calendar"));
  adw_dialog_set_content_width (dialog, 400);
  adw_dialog_set_content_height (dialog, 520);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
