/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/charts/deckle-heat-map.h"
#include "ui/deckle-progress-window.h"

#define LONG_TITLE "A title that is much too long for the width of any window on any screen there is, phone or not"

typedef struct
{
  DeckleLibrary        *library;
  GSettings            *settings;
  DeckleProgressWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  fixture->settings = g_settings_new (DECKLE_APPLICATION_ID);
  if (data == NULL)
    parts_import_deck (fixture->library, "alpha", "Alpha", 3, 2);
  fixture->window = deckle_progress_window_new (NULL, fixture->library, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  helper_draw_frames (GTK_WIDGET (fixture->window), 4);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  helper_wait_until (window == NULL);
  deckle_library_close (fixture->library, NULL);
  g_assert_finalize_object (fixture->library);
  g_clear_object (&fixture->settings);
}

static GtkWidget *
part (Fixture    *fixture,
      const char *name)
{
  return parts_get (fixture->window, DECKLE_TYPE_PROGRESS_WINDOW, name);
}

static void
assert_label (Fixture    *fixture,
              const char *name,
              const char *text)
{
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (part (fixture, name))), ==, text);
}

static const char *
scope_title (Fixture *fixture)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (part (fixture, "scope_drop_down"));

  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (drop_down));
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  assert_label (fixture, "reviews", "0");
  assert_label (fixture, "remembered", "–");
  assert_label (fixture, "today_takeaway", "Nothing is due today.");
  assert_label (fixture, "calendar_takeaway", "Every day on which you study leaves a mark here.");
  assert_label (fixture, "sections_takeaway", "You know 0 of 0 cards.");
  g_assert_null (gtk_widget_get_first_child (part (fixture, "sections")));
}

/* Every answer is followed, and no line of the sections is made anew for it. */
static void
test_follows_grades (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *first = gtk_widget_get_first_child (part (fixture, "sections"));
  GtkWidget *map = part (fixture, "heat_map");

  assert_label (fixture, "today_takeaway", "6 cards are still to go.");
  gtk_test_accessible_assert_property (map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "24 November 2026: 0 reviews");
  parts_grade_one (fixture->library, DECKLE_RATING_EASY);

  assert_label (fixture, "reviews", "1");
  assert_label (fixture, "reviews_caption", "review in under a minute");
  assert_label (fixture, "today_takeaway", "5 cards are still to go.");
  assert_label (fixture, "streak", "1");
  assert_label (fixture, "streak_caption", "day in a row");
  assert_label (fixture, "calendar_takeaway", "1 review in the past year; your longest streak was 1 day.");
  assert_label (fixture, "sections_takeaway", "You know 1 of 6 cards.");
  g_assert_nonnull (parts_find_label (first, "1 known, 0 learning, 1 new"));
  g_assert_true (gtk_widget_get_first_child (part (fixture, "sections")) == first);
  gtk_test_accessible_assert_property (map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "24 November 2026: 1 review");

  parts_grade_one (fixture->library, DECKLE_RATING_EASY);
  assert_label (fixture, "reviews_caption", "reviews in under a minute");
}

/* The scope is the user's choice: it stays when decks come, go and are renamed, until its section is gone. */
static void
test_keeps_scope (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 alpha = parts_find_deck (fixture->library, "alpha");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (part (fixture, "scope_drop_down")), 2);
  g_assert_cmpstr (scope_title (fixture), ==, "Alpha 2");
  assert_label (fixture, "today_takeaway", "2 cards are still to go.");
  assert_label (fixture, "sections_takeaway", "You know 0 of 2 cards.");

  parts_import_deck (fixture->library, "aaa", "Aaa", 2, 1);
  g_assert_cmpstr (scope_title (fixture), ==, "Alpha 2");
  assert_label (fixture, "sections_takeaway", "You know 0 of 2 cards.");
  parts_rename_deck (fixture->library, alpha, LONG_TITLE);
  g_assert_cmpstr (scope_title (fixture), ==, "Alpha 2");

  parts_remove_deck (fixture->library, alpha);
  g_assert_cmpstr (scope_title (fixture), ==, "All Sections");
  assert_label (fixture, "sections_takeaway", "You know 0 of 2 cards.");
}

static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  AdwDialog *dialog;

  parts_grade_one (fixture->library, DECKLE_RATING_GOOD);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "progress.show-table", NULL));
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_nonnull (dialog);
  helper_draw_frames (GTK_WIDGET (fixture->window), 4);
  g_assert_nonnull (parts_find_label (GTK_WIDGET (dialog), "24 November 2026"));
  g_assert_nonnull (parts_find_label (GTK_WIDGET (dialog), "1"));
}

/* Long titles do not make the window wider than a phone. */
static void
test_long_title (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window));
  int minimum;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 370, 640);
  parts_import_deck (fixture->library, "long", LONG_TITLE, 1, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (part (fixture, "scope_drop_down")), 1);
  g_assert_true (g_str_has_prefix (scope_title (fixture), LONG_TITLE));
  helper_wait_until (gtk_widget_get_width (content) < 400);
  helper_draw_frames (GTK_WIDGET (fixture->window), 4);
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static gboolean
ends_in_sight (GtkWidget *map,
               GtkWidget *scroller)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (map, scroller, &bounds) && bounds.origin.x < 0 &&
         bounds.origin.x + bounds.size.width <= (float) gtk_widget_get_width (scroller) + 1;
}

/* Where a year does not fit, it is its end that is shown. */
static void
test_today_in_sight (Fixture       *fixture,
                     gconstpointer  data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 370, 640);
  helper_wait_until (ends_in_sight (part (fixture, "heat_map"), part (fixture, "calendar_scroller")));
}

/* The library is closed under the window, for example to restore a backup. */
static void
test_library_closed (Fixture       *fixture,
                     gconstpointer  data)
{
  GLogLevelFlags fatal = parts_allow_warnings ();

  g_assert_true (deckle_library_close (fixture->library, NULL));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (part (fixture, "scope_drop_down")), 1);
  g_log_set_always_fatal (fatal);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "progress.show-table", NULL));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, data, function) g_test_add ("/progress-window/" path, Fixture, data, set_up, function, tear_down)
  ADD ("empty", "empty", test_empty);
  ADD ("follows-grades", NULL, test_follows_grades);
  ADD ("keeps-scope", NULL, test_keeps_scope);
  ADD ("table", NULL, test_table);
  ADD ("long-title", NULL, test_long_title);
  ADD ("today-in-sight", NULL, test_today_in_sight);
  ADD ("library-closed", NULL, test_library_closed);
#undef ADD

  return g_test_run ();
}
