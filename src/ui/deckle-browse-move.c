/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-page"
#include "ui/deckle-browse-page-private.h"

#include "ui/deckle-move-dialog.h"
#include "ui/deckle-window.h"

/* Where the selected cards can go: to a deck of the user's own, and into a file. */

static void
moved_cb (DeckleBrowsePage *self,
          const char       *sentence)
{
  deckle_browse_page_say (self, sentence, TRUE);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleBrowsePage *self = DECKLE_BROWSE_PAGE (widget);
  g_autoptr (GArray) rows = deckle_browse_page_dup_selection (self);
  DeckleMoveDialog *dialog;

  if (rows->len == 0)
    return;
  dialog = deckle_move_dialog_new (self->library, rows);
  g_signal_connect_object (dialog, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  /* Not back to the menu: the next key is for the list. */
  g_signal_connect_object (dialog, "closed", G_CALLBACK (deckle_browse_page_focus_list), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) rows = deckle_browse_page_dup_selection (DECKLE_BROWSE_PAGE (widget));
  GtkRoot *root = gtk_widget_get_root (widget);

  if (rows->len > 0 && DECKLE_IS_WINDOW (root))
    deckle_window_export_cards (DECKLE_WINDOW (root), rows);
}

/**
 * deckle_browse_page_install_moves:
 * @widget_class: the class of the page
 *
 * Installs the actions that bring the selection elsewhere.
 */
void
deckle_browse_page_install_moves (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "browse.move", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "study.export", NULL, export_action);
}
