/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is open when the library goes, and what comes up with a new one. */
#include <adwaita.h>

#include "bank/deckle-bank-reader.h"
#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "library/deckle-library-import.h"
#include "ui/deckle-news-dialog.h"
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

/* A library with the bundled bank as it was in an older version, with one question. */
static void
make_old_library (DeckleClock *clock)
{
  g_autofree char *path = deckle_library_default_path ();
  g_autoptr (GFile) file = deckle_bank_get_bundled ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBankInfo) info = deckle_bank_read_info (file, NULL, &error);
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autoptr (DeckleSection) section = deckle_section_new ("basics", "Basics", G_LIST_MODEL (cards));
  g_autoptr (DeckleCard) card = deckle_card_new ("go-001", 1, "What is Go?", "A language.");
  g_autoptr (DeckleLibrary) library = NULL;
  g_autoptr (DeckleBank) bank = NULL;

  g_assert_no_error (error);
  g_set_str (&info->version, "0.0.1");
  g_list_store_append (sections, section);
  g_list_store_append (cards, card);
  bank = deckle_bank_new (info, G_LIST_MODEL (sections));
  library = deckle_library_open (path, clock, &error);
  g_assert_no_error (error);
  deckle_library_import_async (library, bank, DECKLE_DECK_BUNDLED, NULL, NULL, NULL, NULL);
  g_assert_true (deckle_library_close (library, &error));
}

/* Starts the application, waits until the bundled bank is there, and tells which dialog came up by itself. */
static gboolean
starts_with_news (DeckleClock *clock,
                  const char  *application_id)
{
  g_autoptr (DeckleApplication) application = deckle_application_new (application_id, clock);
  g_autoptr (GError) error = NULL;
  DeckleWindow *window;
  AdwDialog *dialog;
  gboolean news;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_settings_set_boolean (deckle_application_get_settings (application), "first-run-done", TRUE);
  g_application_activate (G_APPLICATION (application));
  window = DECKLE_WINDOW (gtk_application_get_windows (GTK_APPLICATION (application))->data);
  helper_wait_until (parts_count_cards (deckle_application_get_library (application)) > 1);
  helper_draw_frames (GTK_WIDGET (window), 4);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  news = DECKLE_IS_NEWS_DIALOG (dialog);
  deckle_application_close_library (application);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return news;
}

static void
test_news_once (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (G_GINT64_CONSTANT (1795514400000), NULL);

  make_old_library (clock);
  g_assert_true (starts_with_news (clock, DECKLE_BASE_ID ".NewsTest1"));
  g_assert_false (starts_with_news (clock, DECKLE_BASE_ID ".NewsTest2"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/window-library/close", test_close);
  g_test_add_func ("/window-library/news-once", test_news_once);

  return g_test_run ();
}
