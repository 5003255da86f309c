/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-card-view.h"

typedef struct
{
  DeckleLibrary *library;
  GSettings     *settings;
  gint64         card;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gint64 deck;

  fixture->library = fixture_library_new ();
  fixture->settings = g_settings_new (DECKLE_APPLICATION_ID);
  fixture_import (fixture->library, "en", sample_card_new_make (), NULL);
  deck = parts_find_deck (fixture->library, "sample");
  fixture->card = deckle_library_find_card (fixture->library, deck, "go-016");
  g_assert_cmpint (fixture->card, !=, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  deckle_library_close (fixture->library, NULL);
  g_assert_finalize_object (fixture->library);
  g_clear_object (&fixture->settings);
}

static const char *
flip_label (DeckleCardPage *page)
{
  return gtk_button_get_label (GTK_BUTTON (parts_get (page, DECKLE_TYPE_CARD_PAGE, "flip_button")));
}

/* Looking at a card is no answer: the face turns, the counts stay. */
static void
test_flip (Fixture       *fixture,
           gconstpointer  data)
{
  DeckleCardPage *page = deckle_card_page_new (fixture->library, fixture->card, fixture->settings);
  DeckleCardView *view = DECKLE_CARD_VIEW (parts_get (page, DECKLE_TYPE_CARD_PAGE, "card_view"));
  AdwWindowTitle *title = ADW_WINDOW_TITLE (parts_get (page, DECKLE_TYPE_CARD_PAGE, "title"));
  GtkWidget *window = helper_show (GTK_WIDGET (page), 700, 700);
  DeckleCounts counts;

  g_assert_cmpstr (adw_window_title_get_title (title), ==, "Basics");
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "No. 16");
  g_assert_cmpstr (flip_label (page), ==, "Show Answer");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.advance", NULL));
  g_assert_cmpstr (flip_label (page), ==, "Show Question");
  helper_wait_until (deckle_card_view_get_angle (view) >= 180.0);

  /* A second press in the middle of the turn goes back. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.flip", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.flip", NULL));
  g_assert_cmpstr (flip_label (page), ==, "Show Question");
  helper_wait_until (deckle_card_view_get_angle (view) >= 180.0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.flip", NULL));
  helper_wait_until (deckle_card_view_get_angle (view) <= 0.0);
  g_assert_cmpstr (flip_label (page), ==, "Show Answer");

  g_assert_true (deckle_library_count (fixture->library, DECKLE_SCOPE_ALL, &counts, NULL));
  g_assert_cmpuint (counts.fresh, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  DeckleCardPage *page = deckle_card_page_new (fixture->library, fixture->card, fixture->settings);
  DeckleCardView *view = DECKLE_CARD_VIEW (parts_get (page, DECKLE_TYPE_CARD_PAGE, "card_view"));
  GtkWidget *window = helper_show (GTK_WIDGET (page), 700, 700);
  GdkContentProvider *content;
  g_auto (GValue) text = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  /* The code is part of the answer. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.copy", NULL));
  g_assert_null (gdk_clipboard_get_content (gtk_widget_get_clipboard (window)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.flip", NULL));
  helper_wait_until (deckle_card_view_get_angle (view) >= 180.0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.copy", NULL));
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (window));
  g_assert_nonnull (content);
  g_value_init (&text, G_TYPE_STRING);
  gdk_content_provider_get_value (content, &text, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_value_get_string (&text), "p := new(int)\n"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.scroll", "s", "end"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_vanished (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_null (deckle_card_page_new (fixture->library, 4711, fixture->settings));
}

static void
test_finalized (Fixture       *fixture,
                gconstpointer  data)
{
  DeckleCardPage *page =
    g_object_ref_sink (deckle_card_page_new (fixture->library, fixture->card, fixture->settings));

  g_assert_finalize_object (page);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/card-page/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("flip", test_flip);
  ADD ("copy", test_copy);
  ADD ("vanished", test_vanished);
  ADD ("finalized", test_finalized);
#undef ADD

  return g_test_run ();
}
