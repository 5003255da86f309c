/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-welcome-page.h"

typedef struct
{
  DeckleLibrary     *library;
  DeckleWelcomePage *page;
  GtkWidget         *window;
  guint              n_starts;
} Fixture;

static void
start_cb (Fixture *fixture)
{
  fixture->n_starts++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  fixture->page = g_object_new (DECKLE_TYPE_WELCOME_PAGE, NULL);
  g_signal_connect_swapped (fixture->page, "start", G_CALLBACK (start_cb), fixture);
  deckle_welcome_page_set_library (fixture->page, fixture->library);
  fixture->window = helper_show (GTK_WIDGET (fixture->page), 600, 700);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  helper_wait_until (page == NULL);
  deckle_library_close (fixture->library, NULL);
  g_assert_finalize_object (fixture->library);
}

static GtkWidget *
part (Fixture    *fixture,
      const char *name)
{
  return parts_get (fixture->page, DECKLE_TYPE_WELCOME_PAGE, name);
}

static const char *
consequence (Fixture *fixture)
{
  return gtk_label_get_label (GTK_LABEL (part (fixture, "consequence")));
}

static int
get_new_per_day (Fixture *fixture)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (fixture->library, &scheduler);
  return scheduler.policy.new_per_day;
}

/* The page is there before the questions are; it follows when they arrive. */
static void
test_consequence (Fixture       *fixture,
                  gconstpointer  data)
{
  g_assert_cmpstr (consequence (fixture), ==, "The questions are being prepared…");
  parts_import_deck (fixture->library, "alpha", "Alpha", 1, 45);
  g_assert_cmpstr (consequence (fixture), ==, "45 questions, all of them seen in 3 days");
  adw_spin_row_set_value (ADW_SPIN_ROW (part (fixture, "new_row")), 45);
  g_assert_cmpstr (consequence (fixture), ==, "45 questions, all of them seen in 1 day");
}

static void
test_start (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *button = part (fixture, "start_button");

  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == button);
  g_assert_true (gtk_widget_has_css_class (button, "suggested-action"));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (fixture->n_starts, ==, 1);

  adw_spin_row_set_value (ADW_SPIN_ROW (part (fixture, "new_row")), 5);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (button));
  helper_wait_until (fixture->n_starts == 2);
  g_assert_cmpint (get_new_per_day (fixture), ==, 5);
}

/* A number that cannot be stored is said, and the next press begins without it. */
static void
test_library_closed (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *button = part (fixture, "start_button");

  deckle_library_close (fixture->library, NULL);
  adw_spin_row_set_value (ADW_SPIN_ROW (part (fixture, "new_row")), 5);
  g_signal_emit_by_name (button, "clicked");
  helper_wait_until (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (consequence (fixture), ==, "The library is closed.");
  g_assert_cmpuint (fixture->n_starts, ==, 0);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (fixture->n_starts, ==, 1);
}

static void
test_without_library (Fixture       *fixture,
                      gconstpointer  data)
{
  deckle_welcome_page_set_library (fixture->page, NULL);
  g_signal_emit_by_name (part (fixture, "start_button"), "clicked");
  g_assert_cmpuint (fixture->n_starts, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/welcome-page/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("consequence", test_consequence);
  ADD ("start", test_start);
  ADD ("library-closed", test_library_closed);
  ADD ("without-library", test_without_library);
#undef ADD

  return g_test_run ();
}
