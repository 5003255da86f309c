/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out through the export dialog, and files that are dropped on the window. */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-export-dialog.h"
#include "ui/deckle-import-dialog.h"
#include "ui/deckle-window.h"

typedef struct
{
  DeckleLibrary *library;
  GtkWidget     *window;
  char          *folder;
  char          *message;
  GFile         *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->library = fixture_library_new ();
  parts_import_deck (fixture->library, "stones", "Stones", 2, 3);
  fixture->window = helper_show (gtk_label_new (NULL), 700, 700);
  fixture->folder = g_dir_make_tmp ("deckle-export-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  deckle_library_close (fixture->library, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->library);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->message, g_free);
  g_clear_object (&fixture->file);
}

static void
exported_cb (Fixture    *fixture,
             GFile      *file,
             const char *message)
{
  g_set_object (&fixture->file, file);
  g_set_str (&fixture->message, message);
}

static DeckleExportDialog *
open_dialog (Fixture     *fixture,
             DeckleScope  scope,
             GArray      *rows)
{
  DeckleExportDialog *dialog = deckle_export_dialog_new (fixture->library, scope, rows);

  g_signal_connect_swapped (dialog, "exported", G_CALLBACK (exported_cb), fixture);
  adw_dialog_present (ADW_DIALOG (dialog), fixture->window);
  return dialog;
}

static AdwComboRow *
row (DeckleExportDialog *dialog,
     const char         *name)
{
  return ADW_COMBO_ROW (parts_get (dialog, DECKLE_TYPE_EXPORT_DIALOG, name));
}

static const char *
choice (DeckleExportDialog *dialog,
        guint               position)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row (dialog, "scope_row"))), position);
}

static char *
save (Fixture            *fixture,
      DeckleExportDialog *dialog,
      const char         *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *text;

  deckle_export_dialog_save (dialog, file);
  g_assert_false (gtk_widget_get_sensitive (parts_get (dialog, DECKLE_TYPE_EXPORT_DIALOG, "export_button")));
  helper_wait_until (fixture->message != NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_deck (Fixture       *fixture,
           gconstpointer  data)
{
  DeckleExportDialog *dialog = open_dialog (fixture, DECKLE_SCOPE_ALL, NULL);
  g_autofree char *text = NULL;

  g_assert_cmpstr (choice (dialog, 0), ==, "Deck “Stones”");
  g_assert_null (choice (dialog, 1));
  adw_combo_row_set_selected (row (dialog, "format_row"), 3);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row (dialog, "format_row"))), "left out"));
  text = save (fixture, dialog, "stones.md");
  g_assert_true (g_str_has_prefix (text, "# Stones\n\n## Stones 1\n\n**Q1: "));
  g_assert_cmpstr (fixture->message, ==, "Wrote 6 cards to “stones.md”.");
}

static void
test_section_and_selection (Fixture       *fixture,
                            gconstpointer  data)
{
  gint64 deck = parts_find_deck (fixture->library, "stones");
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (fixture->library, deck, NULL);
  const DeckleSectionInfo *section = g_ptr_array_index (sections, 1);
  DeckleScope scope = { deck, section->row };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 card = 2;
  DeckleExportDialog *dialog;
  g_autofree char *text = NULL;

  g_array_append_val (rows, card);
  dialog = open_dialog (fixture, scope, rows);
  g_assert_cmpstr (choice (dialog, 0), ==, "1 selected card");
  g_assert_cmpstr (choice (dialog, 1), ==, "Section “Stones 2”");
  g_assert_cmpstr (choice (dialog, 2), ==, "Deck “Stones”");
  adw_combo_row_set_selected (row (dialog, "format_row"), 1);
  text = save (fixture, dialog, "one.csv");
  g_assert_cmpstr (fixture->message, ==, "Wrote 1 card to “one.csv”.");
  g_assert_nonnull (strstr (text, "\r\n"));
}

/* A file that cannot be written leaves the dialog open with a sentence, and what was there as it was. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  DeckleExportDialog *dialog = open_dialog (fixture, DECKLE_SCOPE_ALL, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "cards.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *label = parts_get (dialog, DECKLE_TYPE_EXPORT_DIALOG, "problem_label");

  deckle_export_dialog_save (dialog, file);
  helper_wait_until (gtk_widget_get_visible (label) && *gtk_label_get_text (GTK_LABEL (label)) != '\0');
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (label)), "was not written"));
  g_assert_true (gtk_widget_get_sensitive (parts_get (dialog, DECKLE_TYPE_EXPORT_DIALOG, "export_button")));
  g_assert_null (fixture->message);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

/* Closed while it writes: either the whole file is there or none. */
static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "cards.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (int i = 0; i < 10; i++)
    {
      DeckleExportDialog *dialog = open_dialog (fixture, DECKLE_SCOPE_ALL, NULL);

      g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
      deckle_export_dialog_save (dialog, file);
      for (int j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
      /* It may be complete, and closed, already. */
      if (dialog != NULL)
        adw_dialog_force_close (ADW_DIALOG (dialog));
      helper_wait_until (dialog == NULL);
      if (g_file_query_exists (file, NULL))
        {
          g_autofree char *text = NULL;

          g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
          g_assert_true (g_str_has_suffix (text, "\n ]\n}\n"));
          g_file_delete (file, NULL, NULL);
        }
    }
}

static GtkDropTarget *
find_drop_target (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

/* Two files at once: the second preview opens when the first was closed. */
static void
test_drop (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (G_GINT64_CONSTANT (1795514400000), NULL);
  g_autoptr (DeckleApplication) application = deckle_application_new (DECKLE_BASE_ID ".DropTest", clock);
  g_autofree char *folder = g_dir_make_tmp ("deckle-drop-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  gboolean taken = FALSE;
  DeckleWindow *window;
  AdwDialog *first, *second;

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%d.csv", folder, i);

      g_assert_true (g_file_set_contents (path, "q1,a1\nq2,a2\n", -1, NULL));
      files = g_slist_append (files, g_file_new_for_path (path));
    }
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (application));
  window = DECKLE_WINDOW (gtk_application_get_windows (GTK_APPLICATION (application))->data);
  helper_draw_frames (GTK_WIDGET (window), 4);

  g_assert_nonnull (deckle_application_get_library (application));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (window)), "drop", &value, 1.0, 1.0, &taken);
  g_slist_free_full (files, g_object_unref);
  g_assert_true (taken);
  first = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (DECKLE_IS_IMPORT_DIALOG (first));
  adw_dialog_force_close (first);
  helper_wait_until ((second = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))) != NULL &&
                     second != first);
  g_assert_true (DECKLE_IS_IMPORT_DIALOG (second));
  adw_dialog_force_close (second);
  helper_wait_until (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) == NULL);
  deckle_application_close_library (application);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("deckle-data-XXXXXX", NULL);

  /* The library of the application is made anew, whoever runs the test. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/export-dialog/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("deck", test_deck);
  ADD ("section-and-selection", test_section_and_selection);
  ADD ("failure", test_failure);
  ADD ("close", test_close);
#undef ADD
  g_test_add_func ("/window/drop", test_drop);

  return g_test_run ();
}
