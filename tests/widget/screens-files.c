/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-export-dialog.h"
#include "ui/deckle-import-dialog.h"
#include "ui/deckle-sidebar.h"

#define TABLE \
  "question,answer,tags,level\nWhat is basalt?,Cooled lava.,stone,basic\n" \
  "What is chalk?,\"Old shells, pressed.\",stone sea,advanced\nWhat is dew?,,water,basic\n"

static GtkWidget *
create_sidebar (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  GtkWidget *sidebar = g_object_new (DECKLE_TYPE_SIDEBAR, NULL);

  parts_import_deck (library, "go", "Go", 6, 30);
  deckle_sidebar_set_library (DECKLE_SIDEBAR (sidebar), library);
  return sidebar;
}

static void
show_export (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  parts_import_deck (library, "go", "Concurrency and Channels", 2, 30);
  adw_dialog_present (ADW_DIALOG (deckle_export_dialog_new (library, DECKLE_SCOPE_ALL, NULL)), parent);
}

static void
show_table (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  g_autofree char *folder = g_dir_make_tmp ("deckle-screens-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "stones.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DeckleImportDialog *dialog;
  GtkStack *stack;

  g_assert_true (g_file_set_contents (path, TABLE, -1, NULL));
  dialog = deckle_import_dialog_new (library, file);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
  stack = GTK_STACK (parts_get (dialog, DECKLE_TYPE_IMPORT_DIALOG, "stack"));
  helper_wait_until (g_str_equal (gtk_stack_get_visible_child_name (stack), "preview"));
}

const Screen screens_files[] = {
  { "export", create_sidebar, show_export },
  { "import-table", create_sidebar, show_table },
  { NULL, NULL, NULL },
};
