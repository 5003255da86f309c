/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is open when the library goes. */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "ui/deckle-preferences-dialog.h"
#include "ui/deckle-window.h"

static void
test_close (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (G_GINT64_CONSTANT (1795514400000), NULL);
  g_autoptr (DeckleApplication) application = deckle_application_new (DECKLE_BASE_ID ".WindowTest", clock);
  g_autofree char *path = deckle_library_default_path ();
  g_autoptr (DeckleLibrary) again = NULL;
  g_autoptr (GError) error = NULL;
  DeckleScheduler scheduler;
  DeckleWindow *window;
  AdwDialog *dialog;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (application));
  window = DECKLE_WINDOW (gtk_application_get_windows (GTK_APPLICATION (application))->data);
  helper_draw_frames (GTK_WIDGET (window), 4);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.progress", NULL);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.preferences", NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (DECKLE_IS_PREFERENCES_DIALOG (dialog));
  adw_spin_row_set_value (ADW_SPIN_ROW (parts_get (dialog, DECKLE_TYPE_PREFERENCES_DIALOG, "new_row")), 13);

  deckle_application_close_library (application);
  g_assert_null (deckle_application_get_library (application));
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;

  again = deckle_library_open (path, clock, &error);
  g_assert_no_error (error);
  deckle_library_get_scheduler (again, &scheduler);
  g_assert_cmpint (scheduler.policy.new_per_day, ==, 13);
  deckle_library_close (again, NULL);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/window-library/close", test_close);

  return g_test_run ();
}
