/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-browse-page.h"
#include "ui/deckle-card-list.h"

typedef struct
{
  DeckleLibrary    *library;
  DeckleBrowsePage *page;
  GtkWidget        *window;
  GtkWidget        *entry;
  GtkWidget        *list_view;
  GListModel       *cards;
  guint             n_opened;
  gint64            opened;
} Fixture;

static void
opened_cb (Fixture *fixture,
           gint64   card)
{
  fixture->n_opened++;
  fixture->opened = card;
}

static void
show_page (Fixture *fixture)
{
  fixture->page = deckle_browse_page_new (fixture->library);
  fixture->entry = parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "entry");
  fixture->list_view = parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "list_view");
  fixture->cards = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (fixture->list_view)));
  g_signal_connect_swapped (fixture->page, "card-activated", G_CALLBACK (opened_cb), fixture);
  fixture->window = helper_show (GTK_WIDGET (fixture->page), 700, 600);
  helper_draw_frames (fixture->window, 4);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  fixture_import (fixture->library, "en", sample_card_new_make (), sample_card_select (), sample_card_long (), NULL);
  show_page (fixture);
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

static guint
count_cards (Fixture *fixture)
{
  return g_list_model_get_n_items (fixture->cards);
}

static gint64
card_at (Fixture *fixture,
         guint    position)
{
  g_autoptr (DeckleCardItem) item = g_list_model_get_item (fixture->cards, position);

  return deckle_card_item_get_row (item);
}

static void
type (Fixture    *fixture,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), text);
}

static const char *
subtitle (Fixture *fixture)
{
  return adw_window_title_get_subtitle (ADW_WINDOW_TITLE (parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "title")));
}

static const char *
visible_child (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "stack")));
}

/* The list item widget around a label of a row */
static GtkWidget *
find_item (Fixture    *fixture,
           const char *question)
{
  GtkWidget *label = parts_find_label (fixture->list_view, question);

  g_assert_nonnull (label);
  return gtk_widget_get_parent (gtk_widget_get_parent (label));
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *item = find_item (fixture, "How do new and make differ?");
  GtkWidget *row = gtk_widget_get_first_child (item);

  g_assert_cmpuint (count_cards (fixture), ==, 3);
  g_assert_cmpstr (subtitle (fixture), ==, "3 cards");
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, "How do new and make differ?");
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Basics");
  g_assert_true (gtk_widget_has_css_class (row, "section-green"));
  g_assert_nonnull (parts_find_label (row, "16"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (parts_find_label (row, "How do new and make differ?")));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  type (fixture, "non-blocking");
  helper_wait_until (count_cards (fixture) == 1);
  g_assert_cmpstr (subtitle (fixture), ==, "1 card");
  helper_draw_frames (fixture->window, 2);
  find_item (fixture, "What does select do, and which case runs when several are ready?");

  /* Nothing but white space asks for nothing. */
  type (fixture, "  ");
  helper_wait_until (count_cards (fixture) == 3);

  type (fixture, "no such words");
  helper_wait_until (count_cards (fixture) == 0);
  g_assert_cmpstr (visible_child (fixture), ==, "nothing");
  g_assert_nonnull (parts_find_label (GTK_WIDGET (fixture->page), "No Card Found"));
  type (fixture, "");
  helper_wait_until (count_cards (fixture) == 3);
  g_assert_cmpstr (visible_child (fixture), ==, "list");
}

/* Whatever was asked before, the list ends with the answer to what stands in the field. */
static void
test_typing_fast (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char * const texts[] = { "s", "se", "select", "", "probes", "p", "", "make", NULL };

  for (guint round = 0; round < 5; round++)
    for (guint i = 0; texts[i] != NULL; i++)
      {
        type (fixture, texts[i]);
        g_signal_emit_by_name (fixture->entry, "search-changed");
      }
  type (fixture, "zeroed");
  helper_wait_until (count_cards (fixture) == 1);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count_cards (fixture), ==, 1);
}

/* Enter right after the last letter opens what was typed, not what the list still shows. */
static void
test_enter_is_not_too_early (Fixture       *fixture,
                             gconstpointer  data)
{
  gint64 first = card_at (fixture, 0), second = card_at (fixture, 1);

  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpuint (fixture->n_opened, ==, 1);
  g_assert_cmpint (fixture->opened, ==, first);

  type (fixture, "non-blocking");
  g_signal_emit_by_name (fixture->entry, "activate");
  helper_wait_until (fixture->n_opened == 2);
  g_assert_cmpint (fixture->opened, ==, second);

  /* Typed on, the wish is gone; and nothing found opens nothing. */
  type (fixture, "probes");
  g_signal_emit_by_name (fixture->entry, "activate");
  type (fixture, "no such words");
  helper_wait_until (count_cards (fixture) == 0);
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpuint (fixture->n_opened, ==, 2);
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *focus;

  deckle_browse_page_start_search (fixture->page);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, fixture->entry));
  gtk_test_accessible_assert_property (fixture->entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "Search");

  g_assert_false (parts_press (fixture->entry, GDK_KEY_a));
  g_assert_true (parts_press (fixture->entry, GDK_KEY_Down));
  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_is_ancestor (focus, fixture->list_view));

  gtk_widget_activate_action (focus, "list.activate-item", "u", 1u);
  g_assert_cmpuint (fixture->n_opened, ==, 1);
  g_assert_cmpint (fixture->opened, ==, card_at (fixture, 1));

  /* Escape empties the field first. */
  type (fixture, "select");
  g_signal_emit_by_name (fixture->entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (fixture->entry)), ==, "");
}

static void
collect_style (GtkWidget  *row,
               GHashTable *styles)
{
  g_auto (GStrv) classes = gtk_widget_get_css_classes (row);
  guint n_sections = 0;

  for (guint i = 0; classes[i] != NULL; i++)
    if (g_str_has_prefix (classes[i], "section-"))
      {
        n_sections++;
        g_hash_table_add (styles, g_strdup (classes[i]));
      }
  g_assert_cmpuint (n_sections, ==, 1);
}

/* A row that is used again keeps nothing of the card that it showed before. */
static void
test_recycled_rows (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const texts[] = { "zeroed", "non-blocking", NULL };
  static const char * const questions[] = {
    "How do new and make differ?", "What does select do, and which case runs when several are ready?",
  };
  static const char * const titles[] = { "Basics", "Concurrency and Goroutines" };

  for (guint round = 0; round < 4; round++)
    {
      guint i = round % 2;
      g_autoptr (GHashTable) styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      GtkWidget *item, *row;

      type (fixture, texts[i]);
      helper_wait_until (count_cards (fixture) == 1 && parts_find_label (fixture->list_view, questions[i]) != NULL);
      helper_draw_frames (fixture->window, 2);
      item = find_item (fixture, questions[i]);
      row = gtk_widget_get_first_child (item);
      collect_style (row, styles);
      g_assert_true (g_hash_table_contains (styles, i == 0 ? "section-green" : "section-purple"));
      gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, titles[i]);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (parts_find (row, GTK_TYPE_IMAGE)), ==, titles[i]);
    }
}

static void
test_decks_change (Fixture       *fixture,
                   gconstpointer  data)
{
  parts_enable_deck (fixture->library, parts_find_deck (fixture->library, "sample"), FALSE);
  g_assert_cmpuint (count_cards (fixture), ==, 0);
  g_assert_nonnull (parts_find_label (GTK_WIDGET (fixture->page), "No Cards Yet"));
  parts_undo (fixture->library);
  g_assert_cmpuint (count_cards (fixture), ==, 3);
}

/* The page goes while a search runs. */
static void
test_closed_while_searching (Fixture       *fixture,
                             gconstpointer  data)
{
  type (fixture, "make");
  g_signal_emit_by_name (fixture->entry, "search-changed");
  g_signal_emit_by_name (fixture->entry, "activate");
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* Ten thousand cards cost what is on screen. */
static void
test_lazy (void)
{
  Fixture fixture = { .library = fixture_library_new () };

  parts_import_deck (fixture.library, "large", "Large", 10, 1000);
  show_page (&fixture);
  g_assert_cmpuint (count_cards (&fixture), ==, 10000);
  g_assert_cmpstr (subtitle (&fixture), ==, "10000 cards");
  g_assert_cmpuint (count_children (fixture.list_view), <, 400);
  gtk_list_view_scroll_to (GTK_LIST_VIEW (fixture.list_view), 9999, GTK_LIST_SCROLL_NONE, NULL);
  helper_draw_frames (fixture.window, 4);
  g_assert_nonnull (parts_find_label (fixture.list_view, "largeq10000?"));
  g_assert_cmpuint (count_children (fixture.list_view), <, 400);

  /* One letter finds more than is listed, and says so. */
  type (&fixture, "large");
  helper_wait_until (count_cards (&fixture) == 1000);
  g_assert_cmpstr (subtitle (&fixture), ==, "The first 1000 cards");
  tear_down (&fixture, NULL);
}

/* A card that vanished behind the list is a row that says so. */
static void
test_vanished (void)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  g_autoptr (DeckleCardList) list = deckle_card_list_new (library);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (DeckleCardItem) item = NULL;
  gint64 row = 4711;

  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_array_append_val (rows, row);
  deckle_card_list_set_rows (list, rows);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpint (deckle_card_item_get_row (item), ==, row);
  g_assert_null (deckle_card_item_get_record (item));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 1));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/browse-page/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("rows", test_rows);
  ADD ("search", test_search);
  ADD ("typing-fast", test_typing_fast);
  ADD ("enter-is-not-too-early", test_enter_is_not_too_early);
  ADD ("keys", test_keys);
  ADD ("recycled-rows", test_recycled_rows);
  ADD ("decks-change", test_decks_change);
  ADD ("closed-while-searching", test_closed_while_searching);
#undef ADD
  g_test_add_func ("/browse-page/lazy", test_lazy);
  g_test_add_func ("/browse-page/vanished", test_vanished);

  return g_test_run ();
}
