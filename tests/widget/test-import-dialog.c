/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-columns-group.h"
#include "ui/deckle-import-dialog.h"

#define LIST \
  "# Small List\n\n## Water (Questions 1-2)\n\n**Q1: What is rain?**\nWater from clouds.\n\n" \
  "**Q2: What is dew?**\nWater from air.\n\n## Stone (Questions 3-4)\n\n**Q3: What is basalt?**\nCooled lava.\n"
#define CORRECTED \
  "# Small List\n\n## Water (Questions 1-2)\n\n**Q1: What is rain?**\nWater that falls from clouds.\n\n" \
  "## Stone (Questions 3-4)\n\n**Q3: What is basalt?**\nCooled lava.\n\n**Q4: What is chalk?**\nOld shells.\n"

typedef struct
{
  DeckleLibrary      *library;
  GtkWidget          *window;
  char               *folder;
  char               *message;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->library = fixture_library_new ();
  fixture->window = helper_show (gtk_label_new (NULL), 700, 700);
  fixture->folder = g_dir_make_tmp ("deckle-import-XXXXXX", &error);
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
}

static void
imported_cb (Fixture    *fixture,
             const char *message)
{
  g_set_str (&fixture->message, message);
}

static DeckleImportDialog *
open_file (Fixture    *fixture,
           const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  DeckleImportDialog *dialog = deckle_import_dialog_new (fixture->library, file);

  g_signal_connect_swapped (dialog, "imported", G_CALLBACK (imported_cb), fixture);
  adw_dialog_present (ADW_DIALOG (dialog), fixture->window);
  return dialog;
}

static DeckleImportDialog *
open_text (Fixture    *fixture,
           const char *name,
           const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return open_file (fixture, path);
}

static GtkWidget *
part (DeckleImportDialog *dialog,
      const char         *name)
{
  return parts_get (dialog, DECKLE_TYPE_IMPORT_DIALOG, name);
}

static gboolean
shows (DeckleImportDialog *dialog,
       const char         *page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (part (dialog, "stack"))), page);
}

static gboolean
has_line (DeckleImportDialog *dialog,
          const char         *text)
{
  return parts_find_label (GTK_WIDGET (dialog), text) != NULL;
}

/* The combo rows: the separator, then the columns. */
static void
collect_combo_rows (GtkWidget *widget,
                    GPtrArray *rows)
{
  if (ADW_IS_COMBO_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_combo_rows (child, rows);
}

static AdwComboRow *
column_row (DeckleColumnsGroup *group,
            guint               number)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  collect_combo_rows (GTK_WIDGET (group), rows);
  g_assert_cmpuint (number, <, rows->len);
  return g_ptr_array_index (rows, number);
}

static const char *
failure (DeckleImportDialog *dialog)
{
  helper_wait_until (shows (dialog, "failed"));
  return adw_status_page_get_description (ADW_STATUS_PAGE (part (dialog, "failed_page")));
}

static guint
count_cards (Fixture *fixture)
{
  DeckleCounts counts;

  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  return counts.total;
}

static guint
count_suggested (GtkWidget *widget)
{
  guint n = gtk_widget_has_css_class (widget, "suggested-action") && gtk_widget_get_mapped (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_suggested (child);
  return n;
}

static void
import (Fixture            *fixture,
        DeckleImportDialog *dialog)
{
  helper_wait_until (shows (dialog, "preview"));
  g_signal_emit_by_name (part (dialog, "import_button"), "clicked");
  helper_wait_until (fixture->message != NULL);
}

/* Nothing is written before Import was pressed; then it is, under the name that was given. */
static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  DeckleImportDialog *dialog = open_text (fixture, "list.md", LIST);
  g_autoptr (GPtrArray) decks = NULL;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_assert_true (shows (dialog, "working"));
  helper_wait_until (shows (dialog, "preview"));
  helper_draw_frames (fixture->window, 3);
  g_assert_true (has_line (dialog, "3 questions in 2 sections"));
  g_assert_true (has_line (dialog, "Becomes a new deck"));
  g_assert_cmpuint (count_suggested (GTK_WIDGET (dialog)), ==, 1);
  g_assert_true (adw_dialog_get_default_widget (ADW_DIALOG (dialog)) == part (dialog, "import_button"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (dialog, "title_row"))), ==, "Small List");
  g_assert_cmpint (parts_find_deck (fixture->library, "small-list"), ==, 0);
  g_assert_cmpuint (count_cards (fixture), ==, 0);

  gtk_editable_set_text (GTK_EDITABLE (part (dialog, "title_row")), " My & <List> ");
  import (fixture, dialog);
  g_assert_cmpstr (fixture->message, ==, "Imported 3 questions in 2 sections.");
  helper_wait_until (dialog == NULL);
  g_assert_cmpuint (count_cards (fixture), ==, 3);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpuint (decks->len, ==, 1);
  g_assert_cmpstr (((const DeckleDeckInfo *) g_ptr_array_index (decks, 0))->title, ==, "My & <List>");
}

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  DeckleImportDialog *dialog = open_text (fixture, "list.md", LIST);

  import (fixture, dialog);
  g_clear_pointer (&fixture->message, g_free);
  dialog = open_text (fixture, "list.md", LIST);
  helper_wait_until (shows (dialog, "preview"));
  g_assert_true (has_line (dialog, "Nothing has changed"));
  g_assert_true (has_line (dialog, "Updates a deck that you have; your progress is kept"));
  g_assert_false (gtk_widget_get_visible (part (dialog, "title_row")));
  adw_dialog_force_close (ADW_DIALOG (dialog));

  dialog = open_text (fixture, "list.md", CORRECTED);
  helper_wait_until (shows (dialog, "preview"));
  g_assert_true (has_line (dialog, "1 new question"));
  g_assert_true (has_line (dialog, "1 changed question"));
  g_assert_true (has_line (dialog, "1 question is gone; its answers are kept"));
  import (fixture, dialog);
  g_assert_cmpuint (count_cards (fixture), ==, 3);
}

/* Hundreds of notes are cut short, and the number of the others is said. */
static void
test_many_notes (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("# Gaps\n\n## All\n\n**Q1: What is rain?**\nWater.\n\n");
  DeckleImportDialog *dialog;

  for (int i = 2; i <= 1001; i++)
    g_string_append_printf (text, "**Q%d: What has no answer?**\n\n", i);
  dialog = open_text (fixture, "gaps.md", text->str);
  helper_wait_until (shows (dialog, "preview"));
  g_assert_true (gtk_widget_get_visible (part (dialog, "notes_group")));
  g_assert_true (has_line (dialog, "1 question in 1 section"));
  g_assert_true (has_line (dialog, "900 more"));
}

static void
test_failures (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.md", NULL);
  g_autofree char *large = g_build_filename (fixture->folder, "large.md", NULL);
  DeckleImportDialog *dialog;
  int fd = g_open (large, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (ftruncate (fd, 64 * 1024 * 1024 + 1), ==, 0);
  close (fd);
  dialog = open_file (fixture, large);
  g_assert_cmpstr (failure (dialog), ==, "“large.md” is larger than 64 MiB, which is more than Deckle reads.");
  adw_dialog_force_close (ADW_DIALOG (dialog));

  dialog = open_file (fixture, missing);
  g_assert_nonnull (strstr (failure (dialog), "missing.md"));
  adw_dialog_force_close (ADW_DIALOG (dialog));

  dialog = open_file (fixture, fixture->folder);
  g_assert_true (g_str_has_suffix (failure (dialog), "is not a file."));
  adw_dialog_force_close (ADW_DIALOG (dialog));

  dialog = open_text (fixture, "a & <b>.md", "# Nothing\n\nhere\n");
  g_assert_true (g_str_has_prefix (failure (dialog), "a &amp; &lt;b&gt;.md: "));
  adw_dialog_force_close (ADW_DIALOG (dialog));

  dialog = open_text (fixture, "bank.json", "{ \"schema\": 1, ");
  g_assert_nonnull (strstr (failure (dialog), "bank.json"));
  g_assert_cmpuint (count_cards (fixture), ==, 0);
}

/* What stands in which column is found, can be chosen, and is read anew each time. */
static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  DeckleImportDialog *dialog = open_text (fixture, "stones.csv", "Cooled lava.,What is basalt?\nOld shells.,What is chalk?\n");
  DeckleColumnsGroup *group;
  DeckleSeparatedOptions options;
  GtkWidget *button;

  helper_wait_until (shows (dialog, "preview"));
  group = DECKLE_COLUMNS_GROUP (part (dialog, "columns_group"));
  button = part (dialog, "import_button");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (group)));
  g_assert_true (has_line (dialog, "Cooled lava."));
  deckle_columns_group_get_options (group, &options);
  g_assert_cmpint (options.separator, ==, ',');
  g_assert_cmpint (options.header, ==, DECKLE_NO);
  g_assert_cmpuint (options.n_columns, ==, 0);

  /* No column of answers: a sentence, and nothing to import. */
  adw_combo_row_set_selected (column_row (group, 2), DECKLE_COLUMN_NONE);
  g_assert_false (gtk_widget_get_sensitive (button));
  helper_wait_until (has_line (dialog, "No row has both a question and an answer"));
  g_assert_false (gtk_widget_get_sensitive (button));

  /* The columns the other way round, chosen quickly: the last choice counts. */
  adw_combo_row_set_selected (column_row (group, 1), DECKLE_COLUMN_ANSWER);
  adw_combo_row_set_selected (column_row (group, 2), DECKLE_COLUMN_QUESTION);
  helper_wait_until (gtk_widget_get_sensitive (button));
  g_assert_true (has_line (dialog, "What is basalt?"));
  g_assert_false (has_line (dialog, "No row has both a question and an answer"));
  import (fixture, dialog);
  g_assert_cmpuint (count_cards (fixture), ==, 2);
  g_assert_cmpstr (fixture->message, ==, "Imported 2 questions in 1 section.");
}

/* Closed at any moment of reading and planning: nothing happens afterwards. */
static void
test_close_early (Fixture       *fixture,
                  gconstpointer  data)
{
  for (int n_turns = 0; n_turns < 25; n_turns++)
    {
      DeckleImportDialog *dialog = open_text (fixture, "list.md", LIST);

      g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
      for (int i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      adw_dialog_force_close (ADW_DIALOG (dialog));
      helper_wait_until (dialog == NULL);
    }
  g_assert_cmpuint (count_cards (fixture), ==, 0);
  g_assert_null (fixture->message);
}

/* While it is written the dialog cannot be closed by the user; with the window it goes, and the import is complete. */
static void
test_close_while_writing (Fixture       *fixture,
                          gconstpointer  data)
{
  DeckleImportDialog *dialog = open_text (fixture, "list.md", LIST);

  helper_wait_until (shows (dialog, "preview"));
  g_signal_emit_by_name (part (dialog, "import_button"), "clicked");
  g_assert_true (shows (dialog, "working"));
  g_assert_false (adw_dialog_get_can_close (ADW_DIALOG (dialog)));
  g_assert_null (adw_dialog_get_default_widget (ADW_DIALOG (dialog)));
  gtk_test_accessible_assert_property (part (dialog, "spinner"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Importing the questions");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = helper_show (gtk_label_new (NULL), 700, 700);
  fixture_flush (fixture->library);
  g_assert_cmpuint (count_cards (fixture), ==, 3);
}

static void
test_library_closed (Fixture       *fixture,
                     gconstpointer  data)
{
  DeckleImportDialog *dialog = open_text (fixture, "list.md", LIST);

  helper_wait_until (shows (dialog, "preview"));
  deckle_library_close (fixture->library, NULL);
  g_signal_emit_by_name (part (dialog, "import_button"), "clicked");
  g_assert_cmpstr (failure (dialog), ==, "The library is closed.");
  g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (dialog)));
  g_assert_null (fixture->message);
}

/* The bundled bank stays the bundled one when a copy of it is imported. */
static void
test_kind (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) decks = NULL;
  DeckleImportDialog *dialog;

  fixture_import_plain (fixture->library, 1);
  dialog = open_text (fixture, "sample.md", "# Sample\n\n## Basics\n\n**Q1: What is rain?**\nWater.\n");
  import (fixture, dialog);
  decks = deckle_library_list_decks (fixture->library, NULL);
  g_assert_cmpuint (decks->len, ==, 1);
  g_assert_cmpint (((const DeckleDeckInfo *) g_ptr_array_index (decks, 0))->kind, ==, DECKLE_DECK_BUNDLED);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/import-dialog/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("preview", test_preview);
  ADD ("again", test_again);
  ADD ("table", test_table);
  ADD ("many-notes", test_many_notes);
  ADD ("failures", test_failures);
  ADD ("close-early", test_close_early);
  ADD ("close-while-writing", test_close_while_writing);
  ADD ("library-closed", test_library_closed);
  ADD ("kind", test_kind);
#undef ADD

  return g_test_run ();
}
