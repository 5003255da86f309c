/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "helper.h"
#include "parts.h"
#include "ui/charts/deckle-calendar-table.h"
#include "ui/charts/deckle-days.h"
#include "ui/charts/deckle-heat-map.h"

#define FIRST_DAY 20409 /* Monday, 17 November 2025 */
#define TODAY (FIRST_DAY + 52 * 7 + 1)

static DeckleCalendar *
create_calendar (int first_day,
                 int today)
{
  DeckleCalendar *calendar = g_new0 (DeckleCalendar, 1);

  calendar->first_day = first_day;
  calendar->today = today;
  calendar->n_days = (guint) (today - first_day + 1);
  calendar->answers = g_new0 (guint, calendar->n_days);
  calendar->level = g_new0 (guint8, calendar->n_days);
  return calendar;
}

static void
set_answers (DeckleCalendar *calendar,
             int             day,
             guint           answers)
{
  calendar->answers[day - calendar->first_day] = answers;
  calendar->level[day - calendar->first_day] = answers > 0 ? 4 : 0;
  calendar->total += answers;
}

static void
assert_description (GtkWidget  *map,
                    const char *description)
{
  gtk_test_accessible_assert_property (map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

static GtkWidget *
create_map (void)
{
  GtkWidget *map = deckle_heat_map_new ();
  DeckleCalendar *calendar = create_calendar (FIRST_DAY, TODAY);

  set_answers (calendar, TODAY, 1);
  set_answers (calendar, TODAY - 7, 34);
  deckle_heat_map_set_calendar (DECKLE_HEAT_MAP (map), calendar, 1);
  return map;
}

static void
test_days (void)
{
  g_autofree char *one = deckle_day_name (0, 1);
  g_autofree char *many = deckle_day_name (TODAY, 34);
  g_autofree char *before = deckle_day_format (-1);

  g_assert_cmpstr (one, ==, "1 January 1970: 1 review");
  g_assert_cmpstr (many, ==, "17 November 2026: 34 reviews");
  g_assert_cmpstr (before, ==, "31 December 1969");
}

static void
test_first_weekday (gconstpointer data)
{
  static const struct { const char *locale; int first; } cases[] = {
    { "C", 7 }, { "en_US.UTF-8", 7 }, { "de_DE.UTF-8", 1 }, { "ar_EG.UTF-8", 6 },
  };
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *was = g_strdup (setlocale (LC_TIME, NULL));

  if (setlocale (LC_TIME, cases[i].locale) == NULL)
    {
      g_test_skip ("the locale is not installed");
      return;
    }
  g_assert_cmpint (deckle_first_weekday (), ==, cases[i].first);
  setlocale (LC_TIME, was);
}

static void
test_keys (void)
{
  g_autoptr (GtkWidget) map = g_object_ref_sink (create_map ());

  gtk_test_accessible_assert_role (map, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (map, GTK_ACCESSIBLE_PROPERTY_LABEL, "Calendar of reviews");
  assert_description (map, "17 November 2026: 1 review");
  g_assert_true (parts_press (map, GDK_KEY_Left));
  assert_description (map, "10 November 2026: 34 reviews");
  g_assert_true (parts_press (map, GDK_KEY_Up));
  assert_description (map, "9 November 2026: 0 reviews");
  g_assert_true (parts_press (map, GDK_KEY_Up));
  assert_description (map, "8 November 2026: 0 reviews");
  g_assert_true (parts_press (map, GDK_KEY_Down));
  assert_description (map, "9 November 2026: 0 reviews");
  g_assert_true (parts_press (map, GDK_KEY_Home));
  assert_description (map, "17 November 2025: 0 reviews");
  /* There is nothing before the first day. */
  parts_press (map, GDK_KEY_Left);
  assert_description (map, "17 November 2025: 0 reviews");
  g_assert_true (parts_press (map, GDK_KEY_End));
  parts_press (map, GDK_KEY_Down);
  assert_description (map, "17 November 2026: 1 review");
}

/* The weeks run to the left: ← is later. */
static void
test_right_to_left (void)
{
  g_autoptr (GtkWidget) map = g_object_ref_sink (create_map ());

  gtk_widget_set_direction (map, GTK_TEXT_DIR_RTL);
  g_assert_true (parts_press (map, GDK_KEY_Right));
  assert_description (map, "10 November 2026: 34 reviews");
  g_assert_true (parts_press (map, GDK_KEY_Left));
  assert_description (map, "17 November 2026: 1 review");
  g_assert_true (parts_press (map, GDK_KEY_Up));
  assert_description (map, "16 November 2026: 0 reviews");
}

/* New numbers leave the keyboard on its day, also when a new week has begun. */
static void
test_new_numbers (void)
{
  g_autoptr (GtkWidget) map = g_object_ref_sink (create_map ());
  DeckleCalendar *calendar = create_calendar (FIRST_DAY + 7, FIRST_DAY + 53 * 7);

  parts_press (map, GDK_KEY_Left);
  set_answers (calendar, TODAY - 7, 35);
  deckle_heat_map_set_calendar (DECKLE_HEAT_MAP (map), calendar, 1);
  assert_description (map, "10 November 2026: 35 reviews");

  /* A day that has left the calendar */
  parts_press (map, GDK_KEY_Home);
  deckle_heat_map_set_calendar (DECKLE_HEAT_MAP (map), create_calendar (FIRST_DAY + 14, FIRST_DAY + 54 * 7), 1);
  assert_description (map, "1 December 2025: 0 reviews");
  /* A clock that was set back */
  parts_press (map, GDK_KEY_End);
  deckle_heat_map_set_calendar (DECKLE_HEAT_MAP (map), create_calendar (FIRST_DAY, TODAY), 1);
  assert_description (map, "17 November 2026: 0 reviews");
}

static void
test_empty (void)
{
  GtkWidget *map = g_object_ref_sink (deckle_heat_map_new ());
  GtkTooltip *tooltip = NULL;
  gboolean shown = TRUE;

  g_assert_false (parts_press (map, GDK_KEY_Left));
  g_signal_emit_by_name (map, "query-tooltip", 20, 20, FALSE, tooltip, &shown);
  g_assert_false (shown);
  g_assert_finalize_object (map);
}

static GtkEventController *
find_click (GtkWidget *map)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (map);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        return controller;
    }
  g_assert_not_reached ();
}

/* Puts @map below something that takes the focus: announcing on a focused widget is more than GTK_A11Y=test can do. */
static GtkWidget *
show_map (GtkWidget *map,
          int        width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Focus"));
  gtk_box_append (GTK_BOX (box), map);
  return helper_show (box, width, 240);
}

/* A click goes to the day that it hits. */
static void
test_click (void)
{
  GtkWidget *map = create_map ();
  GtkWidget *window = show_map (map, 1000);

  for (int x = 0; x < gtk_widget_get_width (map); x += 3)
    g_signal_emit_by_name (find_click (map), "pressed", 1, (double) x, 30.0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == map);
  /* The last cell that was hit is the Monday of this week. */
  assert_description (map, "16 November 2026: 0 reviews");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Narrow, the calendar scrolls with the keyboard. */
static void
test_scrolls (gconstpointer data)
{
  GtkTextDirection direction = GPOINTER_TO_INT (data);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *map = create_map ();
  GtkWidget *window;
  GtkAdjustment *adjustment;
  double end;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), map);
  gtk_widget_set_direction (map, direction);
  gtk_widget_set_direction (gtk_widget_get_parent (map), direction);
  gtk_widget_set_direction (scroller, direction);
  window = show_map (scroller, 400);
  adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  g_assert_cmpfloat (end, >, 300);

  parts_press (map, GDK_KEY_Home);
  helper_draw_frames (window, 2);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), direction == GTK_TEXT_DIR_RTL ? end : 0, 40);
  parts_press (map, GDK_KEY_End);
  helper_draw_frames (window, 2);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), direction == GTK_TEXT_DIR_RTL ? 0 : end, 40);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Mirrored, the picture is another one; the same numbers give the same picture. */
static void
test_picture (void)
{
  GtkWidget *map = create_map ();
  GtkWidget *window = helper_show (map, 1000, 200);
  g_autoptr (GdkTexture) first = helper_render (map);
  g_autoptr (GdkTexture) mirrored = NULL;
  g_autoptr (GdkTexture) again = NULL;

  gtk_widget_set_direction (map, GTK_TEXT_DIR_RTL);
  helper_draw_frames (window, 2);
  mirrored = helper_render (map);
  g_assert_false (helper_same_pixels (first, mirrored));
  gtk_widget_set_direction (map, GTK_TEXT_DIR_LTR);
  helper_draw_frames (window, 2);
  again = helper_render (map);
  g_assert_true (helper_same_pixels (first, again));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_table (void)
{
  g_autoptr (DeckleCalendar) calendar = create_calendar (FIRST_DAY, TODAY);
  GtkWidget *window = helper_show (gtk_label_new (NULL), 600, 600);
  AdwDialog *dialog;
  GtkWidget *view;
  GListModel *rows;

  dialog = deckle_calendar_table_new (calendar);
  adw_dialog_present (dialog, window);
  g_assert_nonnull (parts_find_label (GTK_WIDGET (dialog), "No Reviews Yet"));
  adw_dialog_force_close (dialog);

  set_answers (calendar, TODAY, 1);
  set_answers (calendar, TODAY - 7, 34);
  set_answers (calendar, FIRST_DAY, 2);
  dialog = deckle_calendar_table_new (calendar);
  adw_dialog_present (dialog, window);
  helper_draw_frames (window, 4);
  view = parts_find (GTK_WIDGET (dialog), GTK_TYPE_COLUMN_VIEW);
  g_assert_nonnull (view);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Reviews by day");
  rows = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 3);
  g_assert_nonnull (parts_find_label (view, "17 November 2026"));
  g_assert_nonnull (parts_find_label (view, "10 November 2026"));
  g_assert_nonnull (parts_find_label (view, "34"));
  g_assert_nonnull (parts_find_label (view, "17 November 2025"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalized (void)
{
  GtkWidget *map = g_object_ref_sink (create_map ());

  g_assert_finalize_object (map);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/heat-map/days", test_days);
  g_test_add_data_func ("/heat-map/first-weekday/c", GUINT_TO_POINTER (0), test_first_weekday);
  g_test_add_data_func ("/heat-map/first-weekday/en", GUINT_TO_POINTER (1), test_first_weekday);
  g_test_add_data_func ("/heat-map/first-weekday/de", GUINT_TO_POINTER (2), test_first_weekday);
  g_test_add_data_func ("/heat-map/first-weekday/ar", GUINT_TO_POINTER (3), test_first_weekday);
  g_test_add_func ("/heat-map/keys", test_keys);
  g_test_add_func ("/heat-map/right-to-left", test_right_to_left);
  g_test_add_func ("/heat-map/new-numbers", test_new_numbers);
  g_test_add_func ("/heat-map/empty", test_empty);
  g_test_add_func ("/heat-map/click", test_click);
  g_test_add_data_func ("/heat-map/scrolls/ltr", GINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_scrolls);
  g_test_add_data_func ("/heat-map/scrolls/rtl", GINT_TO_POINTER (GTK_TEXT_DIR_RTL), test_scrolls);
  g_test_add_func ("/heat-map/picture", test_picture);
  g_test_add_func ("/heat-map/table", test_table);
  g_test_add_func ("/heat-map/finalized", test_finalized);

  return g_test_run ();
}
