/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-card-back.h"
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
  fixture_import (fixture->library, "en", sample_card_new_make (), sample_card_select (), NULL);
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
  g_assert_cmpuint (counts.fresh, ==, 2);
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
toast_cb (DeckleCardPage *page,
          const char     *sentence,
          gboolean        can_undo,
          char          **said)
{
  g_assert_true (can_undo);
  g_set_str (said, sentence);
}

static gboolean
state_is (DeckleCardPage *page,
          const char     *property,
          gboolean        wanted)
{
  gboolean value;

  g_object_get (page, property, &value, NULL);
  return value == wanted;
}

/* Each is one step, the page follows the library, and undo is the library's. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  DeckleCardPage *page = deckle_card_page_new (fixture->library, fixture->card, fixture->settings);
  GtkWidget *window = helper_show (GTK_WIDGET (page), 700, 700);
  AdwWindowTitle *title = ADW_WINDOW_TITLE (parts_get (page, DECKLE_TYPE_CARD_PAGE, "title"));
  g_autofree char *said = NULL;
  int flag = 0;

  g_signal_connect (page, "toast", G_CALLBACK (toast_cb), &said);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.suspend", NULL));
  helper_wait_until (g_strcmp0 (said, "Card suspended") == 0 && state_is (page, "suspended", TRUE));
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "No. 16 · Suspended");
  parts_undo (fixture->library);
  helper_wait_until (state_is (page, "suspended", FALSE));
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "No. 16");
  g_assert_false (deckle_library_get_can_undo (fixture->library));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.bury", NULL));
  helper_wait_until (g_strcmp0 (said, "Card buried until tomorrow") == 0 && state_is (page, "buried", TRUE));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.bury", NULL));
  helper_wait_until (g_strcmp0 (said, "Card no longer buried") == 0 && state_is (page, "buried", FALSE));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.flag", "i", 2));
  helper_wait_until (g_strcmp0 (said, "Flagged orange") == 0);
  helper_wait_until ((g_object_get (page, "flag", &flag, NULL), flag == 2));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "study.flag", "i", 2));
  helper_wait_until (g_strcmp0 (said, "Flag taken off") == 0);
  helper_wait_until ((g_object_get (page, "flag", &flag, NULL), flag == 0));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
open_card_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  *(gint64 *) user_data = g_variant_get_int64 (parameter);
}

/* Of three cards two are not there; the chip names its card whole and opens it. */
static void
test_see_also (Fixture       *fixture,
               gconstpointer  data)
{
  const GActionEntry entries[] = { { .name = "open-card", .activate = open_card_action, .parameter_type = "x" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  DeckleCardPage *page = deckle_card_page_new (fixture->library, fixture->card, fixture->settings);
  GtkWidget *view = parts_get (page, DECKLE_TYPE_CARD_PAGE, "card_view");
  GtkWidget *back = parts_get (view, DECKLE_TYPE_CARD_VIEW, "back");
  GtkWidget *window = helper_show (GTK_WIDGET (page), 700, 700);
  GtkWidget *chip = gtk_widget_get_first_child (parts_get (back, DECKLE_TYPE_CARD_BACK, "see_also_box"));
  gint64 opened = 0;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), &opened);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  g_assert_nonnull (chip);
  g_assert_null (gtk_widget_get_next_sibling (chip));
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "What does select do, and which case runs when several are ready?");
  g_signal_emit_by_name (chip, "clicked");
  helper_wait_until (opened == deckle_library_find_card (fixture->library, parts_find_deck (fixture->library, "sample"),
                                                         "go-067"));
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
  ADD ("marks", test_marks);
  ADD ("see-also", test_see_also);
  ADD ("vanished", test_vanished);
  ADD ("finalized", test_finalized);
#undef ADD

  return g_test_run ();
}
