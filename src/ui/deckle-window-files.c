/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window-files"
#include "ui/deckle-window-actions.h"

#include <glib/gi18n.h>

#include "ui/deckle-export-dialog.h"
#include "ui/deckle-import-dialog.h"
#include "ui/deckle-window-private.h"

/* Files that come in, chosen or dropped, and files that go out. */

static void
imported_cb (DeckleWindow *self,
             const char   *message)
{
  g_settings_set_boolean (deckle_application_get_settings (self->application), "first-run-done", TRUE);
  gtk_stack_set_visible_child_name (self->root_stack, "main");
  deckle_window_add_toast (self, message, NULL, NULL);
}

/* The next file waits until nothing else is open. */
static void
show_next (DeckleWindow *self)
{
  g_autoptr (GFile) file = NULL;
  DeckleImportDialog *dialog;

  if (self->waiting_files == NULL ||
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  file = g_list_model_get_item (G_LIST_MODEL (self->waiting_files), 0);
  if (file == NULL)
    return;
  if (self->library == NULL)
    {
      g_list_store_remove_all (self->waiting_files);
      return;
    }
  g_list_store_remove (self->waiting_files, 0);
  dialog = deckle_import_dialog_new (self->library, file);
  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/**
 * deckle_window_import_files:
 * @self: the window
 * @files: (element-type GFile): what was chosen or dropped
 *
 * Shows what importing each file would do, one after the other: the next preview opens when the one before was closed. Without
 * a library a toast says that nothing can be imported.
 */
void
deckle_window_import_files (DeckleWindow *self,
                            GListModel   *files)
{
  g_return_if_fail (DECKLE_IS_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  if (self->library == NULL)
    {
      deckle_window_add_toast (self, _("Nothing can be imported while no library is open."), NULL, NULL);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_list_store_append (self->waiting_files, file);
    }
  show_next (self);
}

static void
files_chosen_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (DeckleWindow) self = user_data;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (files != NULL && self->waiting_files != NULL)
    deckle_window_import_files (self, files);
}

static void
import_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  static const char * const suffixes[] = { "md", "markdown", "txt", "csv", "tsv", "tab", "json" };
  DeckleWindow *self = user_data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) known = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (known, _("Question Lists, Tables and Banks"));
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (known, suffixes[i]);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, known);
  g_list_store_append (filters, all);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Import Cards"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), NULL, files_chosen_cb, g_object_ref (self));
}

static void
exported_cb (DeckleWindow *self,
             GFile        *file,
             const char   *message)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new_string (uri));
  g_autofree char *action = g_action_print_detailed_name ("win.open-folder", target);

  deckle_window_add_toast (self, message, _("_Open Folder"), action);
}

static void
show_export (DeckleWindow *self,
             DeckleScope   scope,
             GArray       *rows)
{
  DeckleExportDialog *dialog;

  if (self->library == NULL)
    return;
  dialog = deckle_export_dialog_new (self->library, scope, rows);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/**
 * deckle_window_export_cards:
 * @self: the window
 * @rows: (element-type gint64): row ids of the selected cards
 *
 * Opens the export dialog with the selection chosen.
 */
void
deckle_window_export_cards (DeckleWindow *self,
                            GArray       *rows)
{
  g_return_if_fail (DECKLE_IS_WINDOW (self));
  g_return_if_fail (rows != NULL);

  show_export (self, DECKLE_SCOPE_ALL, rows);
}

/* A page with a selection exports that: it has an action of its own, which is on while there is one. */
static void
export_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  DeckleWindow *self = user_data;
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (page != NULL && gtk_widget_activate_action (GTK_WIDGET (page), "study.export", NULL))
    return;
  show_export (self, self->session != NULL ? deckle_session_get_scope (self->session) : DECKLE_SCOPE_ALL, NULL);
}

static void
folder_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (DeckleWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error))
    deckle_window_add_toast (self, error->message, NULL, NULL);
}

static void
open_folder_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (user_data), NULL, folder_opened_cb,
                                            g_object_ref (user_data));
}

static gboolean
drop_cb (DeckleWindow *self,
         const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GSList *list = g_value_get_boxed (value);

  for (GSList *item = list; item != NULL; item = item->next)
    g_list_store_append (files, item->data);
  deckle_window_import_files (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
hover_cb (GtkDropTarget *target,
          GParamSpec    *pspec,
          DeckleWindow  *self)
{
  if (self->drop_area != NULL)
    gtk_widget_set_visible (self->drop_area, gtk_drop_target_get_current_drop (target) != NULL);
}

/**
 * deckle_window_add_file_actions:
 * @self: the window
 *
 * Adds what has to do with files: the actions, and the window as a place to drop them. The toolkit fetches dropped files
 * through the portal where there is a sandbox.
 */
void
deckle_window_add_file_actions (DeckleWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "import", .activate = import_action },
    { .name = "export", .activate = export_action },
    { .name = "open-folder", .activate = open_folder_action, .parameter_type = "s" },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  self->waiting_files = g_list_store_new (G_TYPE_FILE);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (show_next), NULL);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect_object (target, "notify::current-drop", G_CALLBACK (hover_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
