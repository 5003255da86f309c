/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include "fixture.h"
#include "helper.h"
#include "library/deckle-library-own.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-browse-page.h"
#include "ui/deckle-filter-pill.h"
#include "ui/deckle-move-dialog.h"

static GtkSelectionModel *
get_cards (GtkWidget *page)
{
  return gtk_list_view_get_model (GTK_LIST_VIEW (parts_get (page, DECKLE_TYPE_BROWSE_PAGE, "list_view")));
}

static guint
count_cards (GtkWidget *page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_cards (page)));
}

static GtkWidget *
create (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  GtkWidget *page;

  fixture_import (library, "en", sample_card_new_make (), sample_card_select (), sample_card_long (), NULL);
  parts_import_deck (library, "go", "Go", 2, 10);
  page = GTK_WIDGET (deckle_browse_page_new (library, NULL, DECKLE_SCOPE_ALL));
  helper_wait_until (count_cards (page) == 23);
  return page;
}

static void
show_selection (GtkWidget *page)
{
  gtk_selection_model_select_range (get_cards (page), 1, 3, TRUE);
}

/* Of the first pill */
static GtkWidget *
get_state_button (GtkWidget *page)
{
  return parts_find (parts_find (page, DECKLE_TYPE_FILTER_PILL), GTK_TYPE_MENU_BUTTON);
}

static void
show_menu (GtkWidget *page)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (get_state_button (page)));
}

static void
choose (GtkWidget  *page,
        const char *label)
{
  GtkWidget *filters = parts_get (page, DECKLE_TYPE_BROWSE_PAGE, "filters");
  GtkWidget *check = gtk_widget_get_ancestor (parts_find_label (filters, label), GTK_TYPE_CHECK_BUTTON);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

static void
show_filters (GtkWidget *page)
{
  choose (page, "New");
  choose (page, "Known");
  choose (page, "Basic");
  choose (page, "No Flag");
}

/* The menu of all the rest that can be done with a selection */
static void
show_actions (GtkWidget *page)
{
  GtkWidget *child = gtk_widget_get_first_child (parts_get (page, DECKLE_TYPE_BROWSE_PAGE, "selection_bar"));

  show_selection (page);
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (page)), 5);
  while (!GTK_IS_MENU_BUTTON (child) || gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (child)) == NULL)
    child = gtk_widget_get_next_sibling (child);
  gtk_menu_button_popup (GTK_MENU_BUTTON (child));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *written = user_data;

  *written = deckle_library_write_finish (DECKLE_LIBRARY (source), result, NULL);
}

static void
present_move (GtkWidget *page,
              gboolean   has_deck)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  g_autoptr (GArray) rows = NULL;

  fixture_import_plain (library, 4);
  rows = deckle_library_list_cards (library, DECKLE_SCOPE_ALL, NULL);
  if (has_deck)
    {
      const DeckleCardTarget target = { .deck_title = "Questions They Asked Me", .section_title = "ACME, second round" };
      gboolean written = FALSE;

      deckle_library_move_cards_async (library, &g_array_index (rows, gint64, 0), 1, &target, written_cb, &written);
      helper_wait_until (written);
    }
  adw_dialog_present (ADW_DIALOG (deckle_move_dialog_new (library, rows)), page);
}

static void
show_move (GtkWidget *page)
{
  present_move (page, TRUE);
}

static void
show_move_first (GtkWidget *page)
{
  present_move (page, FALSE);
}

const Screen screens_browse[] = {
  { "browse-selection", create, show_selection },
  { "browse-actions", create, show_actions },
  { "browse-menu", create, show_menu },
  { "browse-filters", create, show_filters },
  { "browse-move", create, show_move },
  { "browse-move-first", create, show_move_first },
  { NULL, NULL, NULL },
};
