/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-sidebar.h"

#define WIDTH 400
#define LONG_TITLE "A title that is much too long for the width of any sidebar on any screen there is"

typedef struct
{
  DeckleLibrary *library;
  DeckleSidebar *sidebar;
  GtkListBox    *list;
  GtkWidget     *window;
  guint          n_activated;
  int            kind;
  DeckleScope    scope;
} Fixture;

static void
activated_cb (Fixture *fixture,
              int      kind,
              gint64   deck,
              gint64   section)
{
  fixture->n_activated++;
  fixture->kind = kind;
  fixture->scope = (DeckleScope){ deck, section };
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  parts_import_deck (fixture->library, "alpha", "Alpha", 2, 3);
  parts_import_deck (fixture->library, "beta", "Beta", 2, 3);
  fixture->sidebar = g_object_new (DECKLE_TYPE_SIDEBAR, NULL);
  fixture->list = GTK_LIST_BOX (parts_get (fixture->sidebar, DECKLE_TYPE_SIDEBAR, "list"));
  deckle_sidebar_set_library (fixture->sidebar, fixture->library);
  g_signal_connect_swapped (fixture->sidebar, "activated", G_CALLBACK (activated_cb), fixture);
  fixture->window = helper_show (GTK_WIDGET (fixture->sidebar), WIDTH, 600);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *sidebar = GTK_WIDGET (fixture->sidebar);

  g_object_add_weak_pointer (G_OBJECT (sidebar), (gpointer *) &sidebar);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture_flush (fixture->library);
  helper_wait_until (sidebar == NULL);
  deckle_library_close (fixture->library, NULL);
  g_assert_finalize_object (fixture->library);
}

static DeckleSidebarRow *
row_at (Fixture *fixture,
        int      index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (fixture->list, index);

  return row != NULL ? DECKLE_SIDEBAR_ROW (row) : NULL;
}

static const char *
heading_at (Fixture *fixture,
            int      index)
{
  GtkWidget *header = gtk_list_box_row_get_header (GTK_LIST_BOX_ROW (row_at (fixture, index)));

  return header != NULL ? gtk_label_get_label (GTK_LABEL (header)) : NULL;
}

static int
selected_index (Fixture *fixture)
{
  return gtk_list_box_row_get_index (gtk_list_box_get_selected_row (fixture->list));
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *first = GTK_WIDGET (row_at (fixture, 2));

  g_assert_cmpint (deckle_sidebar_row_get_kind (row_at (fixture, 0)), ==, DECKLE_SIDEBAR_TODAY);
  g_assert_cmpint (deckle_sidebar_row_get_kind (row_at (fixture, 1)), ==, DECKLE_SIDEBAR_ALL);
  g_assert_null (row_at (fixture, 6));
  g_assert_null (heading_at (fixture, 1));
  g_assert_cmpstr (heading_at (fixture, 2), ==, "Alpha");
  g_assert_null (heading_at (fixture, 3));
  g_assert_cmpstr (heading_at (fixture, 4), ==, "Beta");
  gtk_test_accessible_assert_role (gtk_list_box_row_get_header (GTK_LIST_BOX_ROW (first)),
                                   GTK_ACCESSIBLE_ROLE_HEADING);

  gtk_test_accessible_assert_property (first, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Alpha 1: 3 cards due; 0 known, 0 learning, 3 new");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (first), ==, "Alpha 1: 3 cards due; 0 known, 0 learning, 3 new");
  gtk_test_accessible_assert_property (row_at (fixture, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "All Cards: 12 cards; 0 known, 0 learning, 12 new");
}

static void
move (Fixture *fixture,
      int      count)
{
  g_signal_emit_by_name (fixture->list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, count, FALSE, FALSE);
}

/* ↓ goes from the last section of a deck to the first of the next in one press, and back. */
static void
test_headings_are_no_stops (Fixture       *fixture,
                            gconstpointer  data)
{
  deckle_sidebar_focus (fixture->sidebar);
  for (int i = 1; i < 6; i++)
    {
      move (fixture, 1);
      g_assert_cmpint (selected_index (fixture), ==, i);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (row_at (fixture, i)));
    }
  move (fixture, -1);
  move (fixture, -1);
  g_assert_cmpint (selected_index (fixture), ==, 3);
  g_assert_cmpuint (fixture->n_activated, ==, 0);

  g_signal_emit_by_name (fixture->list, "activate-cursor-row");
  g_assert_cmpuint (fixture->n_activated, ==, 1);
  g_assert_cmpint (fixture->kind, ==, DECKLE_SIDEBAR_SECTION);
  g_assert_cmpint (fixture->scope.section, ==, deckle_sidebar_row_get_scope (row_at (fixture, 3)).section);
}

static void
type (Fixture    *fixture,
      const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (parts_press (GTK_WIDGET (fixture->list), gdk_unicode_to_keyval (g_utf8_get_char (p))));
}

static void
test_type_ahead (Fixture       *fixture,
                 gconstpointer  data)
{
  deckle_sidebar_focus (fixture->sidebar);
  /* Space presses the row, unless it stands inside a title. */
  g_assert_false (parts_press (GTK_WIDGET (fixture->list), GDK_KEY_space));
  type (fixture, "alpha 2");
  g_assert_cmpint (selected_index (fixture), ==, 3);
}

/* Case does not matter, and a letter that matches nothing must not act on the card. */
static void
test_type_ahead_takes_letters (Fixture       *fixture,
                               gconstpointer  data)
{
  deckle_sidebar_focus (fixture->sidebar);
  type (fixture, "bE");
  g_assert_cmpint (selected_index (fixture), ==, 4);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (row_at (fixture, 4)));

  type (fixture, "x1");
  g_assert_cmpint (selected_index (fixture), ==, 4);
  g_assert_false (parts_press (GTK_WIDGET (fixture->list), GDK_KEY_slash));
  g_assert_cmpuint (fixture->n_activated, ==, 0);
}

/* The highlight follows the keys; when the focus leaves it shows again where the window is. */
static void
test_selection_returns (Fixture       *fixture,
                        gconstpointer  data)
{
  DeckleScope scope = deckle_sidebar_row_get_scope (row_at (fixture, 3));

  deckle_sidebar_select (fixture->sidebar, DECKLE_SIDEBAR_SECTION, scope);
  g_assert_cmpint (selected_index (fixture), ==, 3);
  deckle_sidebar_focus (fixture->sidebar);
  move (fixture, 1);
  g_assert_cmpint (selected_index (fixture), ==, 4);
  gtk_widget_grab_focus (parts_get (fixture->sidebar, DECKLE_TYPE_SIDEBAR, "menu_button"));
  g_assert_cmpint (selected_index (fixture), ==, 3);

  deckle_sidebar_move (fixture->sidebar, 1);
  g_assert_cmpint (fixture->scope.section, ==, deckle_sidebar_row_get_scope (row_at (fixture, 4)).section);
  deckle_sidebar_select (fixture->sidebar, DECKLE_SIDEBAR_TODAY, DECKLE_SCOPE_ALL);
  deckle_sidebar_move (fixture->sidebar, -1);
  g_assert_cmpuint (fixture->n_activated, ==, 1);
}

/* A grade changes numbers, it makes no new rows. */
static void
assert_grade_keeps_rows (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (int i = 0; row_at (fixture, i) != NULL; i++)
    g_ptr_array_add (rows, row_at (fixture, i));
  parts_grade_one (fixture->library, DECKLE_RATING_EASY);

  for (guint i = 0; i < rows->len; i++)
    g_assert_true (row_at (fixture, (int) i) == g_ptr_array_index (rows, i));
  gtk_test_accessible_assert_property (row_at (fixture, 2), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Alpha 1: 2 cards due; 1 known, 0 learning, 2 new");
}

static void
test_grade (Fixture       *fixture,
            gconstpointer  data)
{
  assert_grade_keeps_rows (fixture);
  gtk_test_accessible_assert_property (row_at (fixture, 0), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Today: 11 cards due; 1 known, 0 learning, 11 new");
  parts_undo (fixture->library);
  gtk_test_accessible_assert_property (row_at (fixture, 2), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Alpha 1: 3 cards due; 0 known, 0 learning, 3 new");
}

static void
test_decks_change (Fixture       *fixture,
                   gconstpointer  data)
{
  gint64 alpha = parts_find_deck (fixture->library, "alpha");
  DeckleScope scope = deckle_sidebar_row_get_scope (row_at (fixture, 5));
  GtkWidget *header;

  deckle_sidebar_select (fixture->sidebar, DECKLE_SIDEBAR_SECTION, scope);
  deckle_sidebar_focus (fixture->sidebar);
  parts_enable_deck (fixture->library, alpha, FALSE);
  g_assert_cmpstr (heading_at (fixture, 2), ==, "Alpha (Off for Today)");
  g_assert_cmpint (selected_index (fixture), ==, 5);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (row_at (fixture, 5)));

  parts_rename_deck (fixture->library, alpha, LONG_TITLE);
  helper_draw_frames (fixture->window, 3);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->sidebar)), ==, WIDTH);
  /* Sorted by title, so it may have moved. */
  for (int i = 2; i < 6; i += 2)
    {
      header = gtk_list_box_row_get_header (GTK_LIST_BOX_ROW (row_at (fixture, i)));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (header), ==, gtk_label_get_label (GTK_LABEL (header)));
    }
}

static void
test_hundred_decks (Fixture       *fixture,
                    gconstpointer  data)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("deck%u", i);
      g_autofree char *title = g_strdup_printf ("Deck %03u", i);

      parts_import_deck (fixture->library, id, title, 1, 1);
    }
  g_assert_nonnull (row_at (fixture, 105));
  g_assert_null (row_at (fixture, 106));
  g_assert_cmpstr (heading_at (fixture, 105), ==, "Deck 099");
  assert_grade_keeps_rows (fixture);
}

static void
test_without_library (void)
{
  DeckleSidebar *sidebar = g_object_ref_sink (g_object_new (DECKLE_TYPE_SIDEBAR, NULL));

  deckle_sidebar_select (sidebar, DECKLE_SIDEBAR_TODAY, DECKLE_SCOPE_ALL);
  deckle_sidebar_move (sidebar, 1);
  deckle_sidebar_focus (sidebar);
  deckle_sidebar_set_library (sidebar, NULL);
  g_assert_finalize_object (sidebar);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/sidebar/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("rows", test_rows);
  ADD ("headings-are-no-stops", test_headings_are_no_stops);
  ADD ("type-ahead", test_type_ahead);
  ADD ("type-ahead-takes-letters", test_type_ahead_takes_letters);
  ADD ("selection-returns", test_selection_returns);
  ADD ("grade", test_grade);
  ADD ("decks-change", test_decks_change);
  ADD ("hundred-decks", test_hundred_decks);
#undef ADD
  g_test_add_func ("/sidebar/without-library", test_without_library);

  return g_test_run ();
}
