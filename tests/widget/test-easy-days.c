/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/charts/deckle-days.h"
#include "ui/deckle-date-row.h"
#include "ui/deckle-easy-days-group.h"
#include "ui/deckle-preferences-dialog.h"

#define SATURDAY 5

typedef struct
{
  DeckleLibrary           *library;
  GSettings               *settings;
  GtkWidget               *window;
  DecklePreferencesDialog *dialog;
  GtkWidget               *group;
  int                      today;
} Fixture;

static DecklePolicy
get_policy (Fixture *fixture)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (fixture->library, &scheduler);
  return scheduler.policy;
}

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = deckle_preferences_dialog_new (fixture->library, fixture->settings, NULL);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  helper_draw_frames (fixture->window, 3);
  fixture->group = parts_get (fixture->dialog, DECKLE_TYPE_PREFERENCES_DIALOG, "easy_days_group");
}

static void
close_dialog (Fixture *fixture)
{
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  fixture_flush (fixture->library);
  helper_wait_until (fixture->dialog == NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  fixture->settings = g_settings_new (DECKLE_APPLICATION_ID);
  fixture->today = deckle_library_get_today (fixture->library);
  parts_import_deck (fixture->library, "alpha", "Alpha", 1, 2);
  fixture->window = helper_show (gtk_label_new (NULL), 600, 700);
  open_dialog (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  helper_wait_until (fixture->dialog == NULL);
  deckle_library_close (fixture->library, NULL);
  g_assert_finalize_object (fixture->library);
  g_clear_object (&fixture->settings);
}

static GtkWidget *
part (Fixture    *fixture,
      const char *name)
{
  return parts_get (fixture->group, DECKLE_TYPE_EASY_DAYS_GROUP, name);
}

static const char *
subtitle (Fixture    *fixture,
          const char *name)
{
  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (part (fixture, name)));
}

/* The rows of a type below @widget, in order */
static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *rows)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (rows, widget);
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
      collect (child, type, rows);
}

static GPtrArray *
list_combos (Fixture    *fixture,
             const char *name)
{
  GPtrArray *rows = g_ptr_array_new ();

  collect (part (fixture, name), ADW_TYPE_COMBO_ROW, rows);
  return rows;
}

static void
choose_day (Fixture    *fixture,
            const char *name,
            int         day)
{
  g_autoptr (GDateTime) date = deckle_day_to_date (day);

  gtk_calendar_select_day (GTK_CALENDAR (parts_get (part (fixture, name), DECKLE_TYPE_DATE_ROW, "calendar")), date);
}

static int
get_day (Fixture    *fixture,
         const char *name)
{
  return deckle_date_row_get_day (DECKLE_DATE_ROW (part (fixture, name)));
}

static void
add_days (Fixture *fixture,
          int      first,
          int      last)
{
  choose_day (fixture, "first_row", first);
  choose_day (fixture, "last_row", last);
  g_signal_emit_by_name (part (fixture, "add_row"), "activated");
}

/* Seven rows from the first day of the week on, each with the name of its day; a change is one step that can be undone. */
static void
test_weekdays (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) rows = list_combos (fixture, "weekdays_row");
  int first = deckle_first_weekday () - 1;

  g_assert_cmpuint (rows->len, ==, DECKLE_DAYS_A_WEEK);
  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    {
      g_autoptr (GDateTime) date = deckle_day_to_date (4 + (first + i) % DECKLE_DAYS_A_WEEK);
      g_autofree char *name = g_date_time_format (date, "%A");

      g_assert_cmpstr (adw_preferences_row_get_title (rows->pdata[i]), ==, name);
      g_assert_cmpuint (adw_combo_row_get_selected (rows->pdata[i]), ==, DECKLE_EASY_DAY_NORMAL);
    }
  g_assert_cmpstr (subtitle (fixture, "weekdays_row"), ==, "All alike");

  adw_combo_row_set_selected (rows->pdata[(SATURDAY - first + 7) % 7], DECKLE_EASY_DAY_MINIMUM);
  adw_switch_row_set_active (ADW_SWITCH_ROW (part (fixture, "balance_row")), FALSE);
  g_assert_cmpstr (subtitle (fixture, "weekdays_row"), ==, "Saturday");
  helper_wait_until (get_policy (fixture).easy_days[SATURDAY] == DECKLE_EASY_DAY_MINIMUM);
  g_assert_false (get_policy (fixture).load_balance);
  g_assert_cmpint (get_policy (fixture).easy_days[0], ==, DECKLE_EASY_DAY_NORMAL);

  parts_undo (fixture->library);
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (part (fixture, "balance_row"))));
  g_assert_cmpuint (adw_combo_row_get_selected (rows->pdata[(SATURDAY - first + 7) % 7]), ==, DECKLE_EASY_DAY_NORMAL);
  g_assert_cmpstr (subtitle (fixture, "weekdays_row"), ==, "All alike");
}

/* A vacation and a single day are added, changed and removed; the rows are named for screen readers. */
static void
test_ranges (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) rows = NULL, buttons = g_ptr_array_new ();
  g_autofree char *first = deckle_day_format (fixture->today + 10);
  g_autofree char *label = g_strdup_printf ("Remove %s", first);

  g_assert_cmpstr (subtitle (fixture, "dates_row"), ==, "None");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (part (fixture, "dates_row")), TRUE);
  add_days (fixture, fixture->today + 40, fixture->today + 40);
  add_days (fixture, fixture->today + 10, fixture->today + 23);
  g_assert_cmpstr (subtitle (fixture, "dates_row"), ==, "2 to come");
  rows = list_combos (fixture, "dates_row");
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (adw_preferences_row_get_title (rows->pdata[0]), ==, first);
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (rows->pdata[0]), ", 14 days"));
  g_assert_cmpstr (adw_action_row_get_subtitle (rows->pdata[1]), ==, "1 day");
  adw_combo_row_set_selected (rows->pdata[1], 0);

  helper_wait_until (get_policy (fixture).n_easy_ranges == 2);
  g_assert_cmpint (get_policy (fixture).easy_ranges[0].first_day, ==, fixture->today + 10);
  g_assert_cmpint (get_policy (fixture).easy_ranges[0].last_day, ==, fixture->today + 23);
  g_assert_cmpint (get_policy (fixture).easy_ranges[0].level, ==, DECKLE_EASY_DAY_MINIMUM);
  g_assert_cmpint (get_policy (fixture).easy_ranges[1].level, ==, DECKLE_EASY_DAY_REDUCED);

  collect (rows->pdata[0], GTK_TYPE_BUTTON, buttons);
  g_assert_cmpuint (buttons->len, ==, 1);
  gtk_test_accessible_assert_property (buttons->pdata[0], GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  g_signal_emit_by_name (buttons->pdata[0], "clicked");
  g_assert_cmpstr (subtitle (fixture, "dates_row"), ==, "1 to come");
  close_dialog (fixture);
  g_assert_cmpint (get_policy (fixture).n_easy_ranges, ==, 1);
  g_assert_cmpint (get_policy (fixture).easy_ranges[0].first_day, ==, fixture->today + 40);
}

/* By keyboard: the row opens its calendar, and the last day never lies before the first. */
static void
test_calendar (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *button = parts_find (part (fixture, "first_row"), GTK_TYPE_MENU_BUTTON);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (part (fixture, "dates_row")), TRUE);
  helper_draw_frames (fixture->window, 3);
  g_assert_cmpint (get_day (fixture, "first_row"), ==, fixture->today + 1);
  g_assert_cmpint (get_day (fixture, "last_row"), ==, fixture->today + 1);
  g_assert_true (gtk_widget_grab_focus (part (fixture, "first_row")));
  adw_action_row_activate (ADW_ACTION_ROW (part (fixture, "first_row")));
  g_assert_true (gtk_menu_button_get_active (GTK_MENU_BUTTON (button)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));

  choose_day (fixture, "first_row", fixture->today + 30);
  g_assert_cmpint (get_day (fixture, "last_row"), ==, fixture->today + 30);
  choose_day (fixture, "last_row", fixture->today + 5);
  g_assert_cmpint (get_day (fixture, "first_row"), ==, fixture->today + 5);
  g_assert_cmpint (get_policy (fixture).n_easy_ranges, ==, 0);

  /* Days that are over cannot be kept light. */
  add_days (fixture, fixture->today - 9, fixture->today - 8);
  g_assert_cmpstr (subtitle (fixture, "dates_row"), ==, "None");
}

/* What is over is not shown, and gone with the next change. */
static void
test_over (Fixture       *fixture,
           gconstpointer  data)
{
  DecklePolicy policy = get_policy (fixture);
  g_autoptr (GPtrArray) rows = NULL;

  close_dialog (fixture);
  policy.easy_ranges[0] = (DeckleEasyRange){ fixture->today - 20, fixture->today - 1, DECKLE_EASY_DAY_MINIMUM };
  policy.easy_ranges[1] = (DeckleEasyRange){ fixture->today - 19, fixture->today + 3, DECKLE_EASY_DAY_MINIMUM };
  policy.easy_ranges[2] = (DeckleEasyRange){ fixture->today + 50, fixture->today + 50, DECKLE_EASY_DAY_MINIMUM };
  policy.n_easy_ranges = 3;
  deckle_library_set_policy_async (fixture->library, &policy, NULL, NULL, NULL);
  fixture_flush (fixture->library);

  open_dialog (fixture);
  rows = list_combos (fixture, "dates_row");
  g_assert_cmpuint (rows->len, ==, 2);
  adw_combo_row_set_selected (rows->pdata[0], 0);
  add_days (fixture, fixture->today + 60, fixture->today + 61);
  close_dialog (fixture);
  policy = get_policy (fixture);
  g_assert_cmpint (policy.n_easy_ranges, ==, 3);
  g_assert_cmpint (policy.easy_ranges[0].first_day, ==, fixture->today - 19);
  g_assert_cmpint (policy.easy_ranges[0].level, ==, DECKLE_EASY_DAY_REDUCED);
  g_assert_cmpint (policy.easy_ranges[1].level, ==, DECKLE_EASY_DAY_MINIMUM);
  g_assert_cmpint (policy.easy_ranges[2].last_day, ==, fixture->today + 61);
}

static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *add = part (fixture, "add_row");

  for (int i = 0; i < DECKLE_MAX_EASY_RANGES; i++)
    {
      g_assert_true (gtk_widget_get_sensitive (add));
      add_days (fixture, fixture->today + 2 * i, fixture->today + 2 * i);
    }
  g_assert_false (gtk_widget_get_sensitive (add));
  close_dialog (fixture);
  g_assert_cmpint (get_policy (fixture).n_easy_ranges, ==, DECKLE_MAX_EASY_RANGES);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/easy-days/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("weekdays", test_weekdays);
  ADD ("ranges", test_ranges);
  ADD ("calendar", test_calendar);
  ADD ("over", test_over);
  ADD ("full", test_full);
#undef ADD

  return g_test_run ();
}
