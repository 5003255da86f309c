/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fixture.h"
#include "helper.h"
#include "library/deckle-library-own.h"
#include "parts.h"
#include "ui/deckle-deck-rows.h"

typedef struct
{
  DeckleLibrary        *library;
  GtkWidget            *window;
  AdwDialog            *dialog;
  AdwPreferencesGroup  *group;
  DeckleDeckRows       *rows;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *page = adw_preferences_page_new ();

  fixture->library = fixture_library_new ();
  fixture_import_plain (fixture->library, 2);
  parts_import_deck (fixture->library, "beta", "Beta & <Co>", 1, 3);
  fixture->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  fixture->rows = deckle_deck_rows_new (fixture->library, fixture->group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), fixture->group);
  fixture->dialog = adw_preferences_dialog_new ();
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (fixture->dialog), ADW_PREFERENCES_PAGE (page));
  fixture->window = helper_show (gtk_label_new (NULL), 600, 700);
  adw_dialog_present (fixture->dialog, fixture->window);
  helper_draw_frames (fixture->window, 3);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->rows, deckle_deck_rows_free);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  deckle_library_close (fixture->library, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->library);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          GType       type,
          const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_expander (Fixture    *fixture,
               const char *title)
{
  return find_row (GTK_WIDGET (fixture->group), ADW_TYPE_EXPANDER_ROW, title);
}

static gboolean
has_toast (Fixture *fixture)
{
  return parts_find (GTK_WIDGET (fixture->dialog), g_type_from_name ("AdwToastWidget")) != NULL;
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *bundled = find_expander (fixture, "Sample");
  GtkWidget *imported = find_expander (fixture, "Beta & <Co>");

  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (bundled)), ==, "2 cards, comes with Deckle");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (imported)), ==, "3 cards");
  g_assert_null (find_row (bundled, ADW_TYPE_BUTTON_ROW, "Remove"));
  g_assert_nonnull (find_row (imported, ADW_TYPE_BUTTON_ROW, "Remove"));
}

/* A switch keeps its row, and follows an undo. */
static void
test_switch (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *expander = find_expander (fixture, "Beta & <Co>");
  AdwSwitchRow *row = ADW_SWITCH_ROW (find_row (expander, ADW_TYPE_SWITCH_ROW, "Study in Today"));
  DeckleCounts counts;

  g_assert_true (adw_switch_row_get_active (row));
  adw_switch_row_set_active (row, FALSE);
  fixture_flush (fixture->library);
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 2);
  g_assert_true (find_expander (fixture, "Beta & <Co>") == expander);

  parts_undo (fixture->library);
  g_assert_true (adw_switch_row_get_active (row));
  fixture_flush (fixture->library);
  g_assert_true (adw_switch_row_get_active (row));
  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.total, ==, 5);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *expander = find_expander (fixture, "Beta & <Co>");
  GtkEditable *name = GTK_EDITABLE (find_row (expander, ADW_TYPE_ENTRY_ROW, "Name"));

  g_assert_cmpstr (gtk_editable_get_text (name), ==, "Beta & <Co>");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  gtk_editable_set_text (name, "  Zeta ");
  g_signal_emit_by_name (name, "apply");
  fixture_flush (fixture->library);
  g_assert_true (find_expander (fixture, "Zeta") == expander);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (expander)));
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "Zeta");

  gtk_editable_set_text (name, "   ");
  g_signal_emit_by_name (name, "apply");
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "Zeta");
  parts_undo (fixture->library);
  g_assert_true (find_expander (fixture, "Beta & <Co>") == expander);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *expander = find_expander (fixture, "Beta & <Co>");

  g_signal_emit_by_name (find_row (expander, ADW_TYPE_BUTTON_ROW, "Remove"), "activated");
  fixture_flush (fixture->library);
  g_assert_null (find_expander (fixture, "Beta & <Co>"));
  helper_wait_until (has_toast (fixture));
  parts_undo (fixture->library);
  g_assert_nonnull (find_expander (fixture, "Beta & <Co>"));
}

/* The rows go while a write is under way. */
static void
test_freed_early (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *expander = find_expander (fixture, "Beta & <Co>");
  GtkWidget *row = find_row (expander, ADW_TYPE_SWITCH_ROW, "Study in Today");

  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_clear_pointer (&fixture->rows, deckle_deck_rows_free);
  fixture_flush (fixture->library);
  g_assert_null (find_expander (fixture, "Sample"));
}

/* What could not be stored is said. */
static void
test_library_closed (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *expander = find_expander (fixture, "Beta & <Co>");
  GtkWidget *row = find_row (expander, ADW_TYPE_SWITCH_ROW, "Study in Today");
  GLogLevelFlags fatal = parts_allow_warnings ();

  deckle_library_close (fixture->library, NULL);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  helper_wait_until (has_toast (fixture));
  g_log_set_always_fatal (fatal);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  *(gint64 *) user_data = deckle_library_create_finish (DECKLE_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

static char *
get_section_title (Fixture *fixture,
                   gint64   row)
{
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (fixture->library, 0, NULL);

  for (guint i = 0; i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (section->row == row)
        return g_strdup (section->title);
    }
  return NULL;
}

/* Sections of a deck of one's own have names there; those of a bank have not. */
static void
test_own_deck (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 deck = 0, section = 0;
  GtkWidget *expander, *row;
  g_autofree char *title = NULL;

  deckle_library_create_deck_async (fixture->library, "Mine", made_cb, &deck);
  helper_wait_until (deck != 0);
  deckle_library_create_section_async (fixture->library, deck, "First", made_cb, &section);
  helper_wait_until (section != 0);
  helper_wait_until ((expander = find_expander (fixture, "Mine")) != NULL &&
                     find_row (expander, ADW_TYPE_ENTRY_ROW, "Section") != NULL);
  g_assert_null (find_row (find_expander (fixture, "Beta & <Co>"), ADW_TYPE_ENTRY_ROW, "Section"));
  g_assert_nonnull (find_row (expander, ADW_TYPE_BUTTON_ROW, "Remove"));

  row = find_row (expander, ADW_TYPE_ENTRY_ROW, "Section");
  gtk_editable_set_text (GTK_EDITABLE (row), "  ");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "First");
  gtk_editable_set_text (GTK_EDITABLE (row), "Renamed");
  g_signal_emit_by_name (row, "apply");
  fixture_flush (fixture->library);
  title = get_section_title (fixture, section);
  g_assert_cmpstr (title, ==, "Renamed");
  parts_undo (fixture->library);
  helper_wait_until (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "First"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/deck-rows/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("rows", test_rows);
  ADD ("switch", test_switch);
  ADD ("rename", test_rename);
  ADD ("remove", test_remove);
  ADD ("own-deck", test_own_deck);
  ADD ("freed-early", test_freed_early);
  ADD ("library-closed", test_library_closed);
#undef ADD

  return g_test_run ();
}
