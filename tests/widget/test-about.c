/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "helper.h"
#include "ui/deckle-about.h"

static void
test_about (void)
{
  AdwDialog *dialog = g_object_ref_sink (deckle_about_dialog_new ());
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (dialog);

  g_assert_cmpstr (adw_about_dialog_get_application_name (about), ==, "Deckle");
  g_assert_cmpstr (adw_about_dialog_get_version (about), ==, DECKLE_VERSION);
  g_assert_cmpint (adw_about_dialog_get_license_type (about), ==, GTK_LICENSE_GPL_3_0);
  g_assert_nonnull (strstr (adw_about_dialog_get_debug_info (about), "GTK 4."));
  g_assert_nonnull (strstr (adw_about_dialog_get_debug_info (about), "Bank go"));
  g_assert_finalize_object (dialog);
}

static void
test_shown (void)
{
  GtkWidget *window = helper_show (gtk_label_new (NULL), 600, 700);

  adw_dialog_present (deckle_about_dialog_new (), window);
  helper_draw_frames (window, 4);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/about/about", test_about);
  g_test_add_func ("/about/shown", test_shown);

  return g_test_run ();
}
