/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-preferences-dialog.h"
#include "ui/deckle-section-dialog.h"
#include "ui/deckle-sidebar-menu.h"
#include "ui/deckle-sidebar.h"

typedef struct
{
  DeckleLibrary       *library;
  gint64               section;
  GtkWidget           *window;
  DeckleSectionDialog *dialog;
} Fixture;

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = deckle_section_dialog_new (fixture->library, fixture->section);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  helper_draw_frames (fixture->window, 3);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) sections = NULL;

  fixture->library = fixture_library_new ();
  parts_import_deck (fixture->library, "alpha", "Alpha", 2, 30);
  sections = deckle_library_list_sections (fixture->library, 0, NULL);
  fixture->section = ((const DeckleSectionInfo *) g_ptr_array_index (sections, 1))->row;
  fixture->window = helper_show (gtk_label_new (NULL), 600, 700);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  helper_wait_until (fixture->dialog == NULL);
  fixture_flush (fixture->library);
  deckle_library_close (fixture->library, NULL);
  g_assert_finalize_object (fixture->library);
}

static GtkWidget *
part (Fixture    *fixture,
      const char *name)
{
  return parts_get (fixture->dialog, DECKLE_TYPE_SECTION_DIALOG, name);
}

static DeckleSectionPolicy
get_policy (Fixture *fixture)
{
  DeckleSectionPolicy policy;

  deckle_library_get_section_policy (fixture->library, fixture->section, &policy);
  return policy;
}

static guint
count_new (Fixture *fixture)
{
  DeckleCounts counts;

  g_assert_true (deckle_library_count (fixture->library, (DeckleScope){ 0, fixture->section }, &counts, NULL));
  return counts.due_new;
}

/* Several changes are one step; taking it back moves the rows. */
static void
test_one_step (Fixture       *fixture,
               gconstpointer  data)
{
  open_dialog (fixture);
  g_assert_false (gtk_widget_get_visible (part (fixture, "new_row")));
  g_assert_false (gtk_widget_get_sensitive (part (fixture, "reset_row")));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (part (fixture, "new_switch"))), ==, "In general 20 a day");
  g_assert_cmpstr (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (part (fixture, "window_title"))), ==, "Alpha 2");
  g_assert_cmpuint (count_new (fixture), ==, 20);

  adw_switch_row_set_active (ADW_SWITCH_ROW (part (fixture, "new_switch")), TRUE);
  g_assert_true (gtk_widget_get_visible (part (fixture, "new_row")));
  g_assert_cmpfloat (adw_spin_row_get_value (ADW_SPIN_ROW (part (fixture, "new_row"))), ==, 20);
  adw_spin_row_set_value (ADW_SPIN_ROW (part (fixture, "new_row")), 4);
  adw_switch_row_set_active (ADW_SWITCH_ROW (part (fixture, "retention_switch")), TRUE);
  adw_spin_row_set_value (ADW_SPIN_ROW (part (fixture, "retention_row")), 95);
  helper_wait_until (get_policy (fixture).new_per_day == 4);
  g_assert_cmpfloat (get_policy (fixture).desired_retention, ==, 0.95);
  g_assert_cmpint (get_policy (fixture).reviews_per_day, ==, DECKLE_SECTION_GENERAL);
  g_assert_cmpuint (count_new (fixture), ==, 4);
  g_assert_true (gtk_widget_get_sensitive (part (fixture, "reset_row")));

  parts_undo (fixture->library);
  helper_wait_until (!adw_switch_row_get_active (ADW_SWITCH_ROW (part (fixture, "new_switch"))));
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (part (fixture, "retention_switch"))));
  g_assert_cmpuint (count_new (fixture), ==, 20);
}

/* What was changed last is not lost when the dialog closes at once; reset gives the general values back. */
static void
test_close_and_reset (Fixture       *fixture,
                      gconstpointer  data)
{
  open_dialog (fixture);
  adw_switch_row_set_active (ADW_SWITCH_ROW (part (fixture, "reviews_switch")), TRUE);
  adw_spin_row_set_value (ADW_SPIN_ROW (part (fixture, "reviews_row")), 7);
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  helper_wait_until (fixture->dialog == NULL && get_policy (fixture).reviews_per_day == 7);

  open_dialog (fixture);
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (part (fixture, "reviews_switch"))));
  g_signal_emit_by_name (part (fixture, "reset_row"), "activated");
  g_assert_false (gtk_widget_get_sensitive (part (fixture, "reset_row")));
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  helper_wait_until (get_policy (fixture).reviews_per_day == DECKLE_SECTION_GENERAL);
}

static void
test_preferences (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GSettings) settings = g_settings_new (DECKLE_APPLICATION_ID);
  const DeckleSectionPolicy policy = { 5, DECKLE_SECTION_GENERAL, 0.95 };
  DecklePreferencesDialog *dialog = deckle_preferences_dialog_new (fixture->library, settings, NULL);
  GtkWidget *row = parts_get (dialog, DECKLE_TYPE_PREFERENCES_DIALOG, "sections_row");

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_present (ADW_DIALOG (dialog), fixture->window);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "All sections follow the general values");
  deckle_library_set_section_policy_async (fixture->library, fixture->section, &policy, NULL, NULL, NULL);
  helper_wait_until (g_str_equal (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "1 section has values of its own"));
  g_assert_nonnull (parts_find_label (row, "5 new cards a day · remembered at 95%"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  helper_wait_until (dialog == NULL);
}

/* That of the rows, not the main menu of the header. */
static GtkWidget *
find_menu (GtkWidget *sidebar)
{
  for (GtkWidget *child = gtk_widget_get_first_child (sidebar); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child))
      return child;
  return NULL;
}

/* Shift+F10 and the Menu key open the menu of a section; Today has none. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *sidebar = g_object_new (DECKLE_TYPE_SIDEBAR, NULL);
  GtkWidget *window, *popover;
  GtkListBox *list = GTK_LIST_BOX (parts_get (sidebar, DECKLE_TYPE_SIDEBAR, "list"));

  deckle_sidebar_set_library (DECKLE_SIDEBAR (sidebar), fixture->library);
  window = helper_show (sidebar, 300, 500);
  popover = find_menu (sidebar);
  g_assert_nonnull (popover);

  g_assert_false (deckle_sidebar_menu_popup (list, gtk_list_box_get_row_at_index (list, 0)));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 3)));
  g_assert_true (parts_press (GTK_WIDGET (list), GDK_KEY_Menu));
  helper_wait_until (gtk_widget_get_mapped (popover));
  g_assert_nonnull (parts_find_label (popover, "_Section Settings…"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  helper_wait_until (!gtk_widget_get_mapped (popover));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/section-dialog/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("one-step", test_one_step);
  ADD ("close-and-reset", test_close_and_reset);
  ADD ("preferences", test_preferences);
  ADD ("menu", test_menu);
#undef ADD

  return g_test_run ();
}
