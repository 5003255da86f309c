/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "deckle-config.h"
#include "ui/deckle-browse-page.h"
#include "ui/deckle-browse-row.h"
#include "ui/deckle-browse-words.h"
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
  guint             n_toasts;
  gboolean          can_undo;
  GSettings        *settings;   /* (nullable) */
} Fixture;

static void
opened_cb (Fixture *fixture,
           gint64   card)
{
  fixture->n_opened++;
  fixture->opened = card;
}

static void
toast_cb (Fixture    *fixture,
          const char *sentence,
          gboolean    can_undo)
{
  fixture->n_toasts++;
  fixture->can_undo = can_undo;
}

static guint
count_cards (Fixture *fixture)
{
  return g_list_model_get_n_items (fixture->cards);
}

static void
show_page (Fixture *fixture)
{
  fixture->page = deckle_browse_page_new (fixture->library, fixture->settings, DECKLE_SCOPE_ALL);
  fixture->entry = parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "entry");
  fixture->list_view = parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "list_view");
  fixture->cards = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (fixture->list_view)));
  g_signal_connect_swapped (fixture->page, "card-activated", G_CALLBACK (opened_cb), fixture);
  g_signal_connect_swapped (fixture->page, "said", G_CALLBACK (toast_cb), fixture);
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
  helper_wait_until (count_cards (fixture) == 3);
  helper_draw_frames (fixture->window, 2);
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

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return parts_find_label (GTK_WIDGET (fixture->page), text) != NULL;
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
  return gtk_widget_get_parent (gtk_widget_get_ancestor (label, DECKLE_TYPE_BROWSE_ROW));
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *item = find_item (fixture, "How do new and make differ?");
  GtkWidget *row = gtk_widget_get_first_child (item);

  g_assert_cmpuint (count_cards (fixture), ==, 3);
  g_assert_true (says (fixture, "3 cards"));
  gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "No. 16, How do new and make differ?, Basics, Basic, New");
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
  g_assert_true (says (fixture, "1 card"));
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
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "browse.clear-selection", NULL);

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
      g_assert_cmpstr (gtk_widget_get_tooltip_text (parts_find (row, GTK_TYPE_IMAGE)), ==, titles[i]);
    }
}

static void
test_decks_change (Fixture       *fixture,
                   gconstpointer  data)
{
  parts_enable_deck (fixture->library, parts_find_deck (fixture->library, "sample"), FALSE);
  helper_wait_until (count_cards (fixture) == 0);
  g_assert_true (says (fixture, "No Cards Yet"));
  parts_undo (fixture->library);
  helper_wait_until (count_cards (fixture) == 3);
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
  g_autofree char *count = NULL;

  parts_import_deck (fixture.library, "large", "Large", 10, 1000);
  show_page (&fixture);
  helper_wait_until (count_cards (&fixture) == 10000);
  count = deckle_browse_describe_count (10000);
  g_assert_true (says (&fixture, count));
  g_assert_cmpuint (count_children (fixture.list_view), <, 400);
  gtk_list_view_scroll_to (GTK_LIST_VIEW (fixture.list_view), 9999, GTK_LIST_SCROLL_NONE, NULL);
  helper_draw_frames (fixture.window, 4);
  g_assert_nonnull (parts_find_label (fixture.list_view, "largeq10000?"));
  g_assert_cmpuint (count_children (fixture.list_view), <, 400);

  /* One letter finds all of them. */
  type (&fixture, "l");
  helper_wait_until (count_cards (&fixture) == 10000);
  tear_down (&fixture, NULL);
}

static void
select_cards (Fixture *fixture,
              guint    position,
              guint    n_cards)
{
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (fixture->cards), position, n_cards, TRUE);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  guint n_toasts = fixture->n_toasts;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL);
  helper_wait_until (fixture->n_toasts > n_toasts);
  g_assert_true (fixture->can_undo);
}

static gboolean
is_suspended (Fixture *fixture,
              gint64   card)
{
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (fixture->library, card, NULL);

  return record->suspended;
}

/* Two cards are suspended by one key, are seen to be, come back by one undo, and stay selected all the while. */
static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 first = card_at (fixture, 0), second = card_at (fixture, 1);
  AdwToolbarView *view = ADW_TOOLBAR_VIEW (parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "toolbar_view"));
  g_autoptr (GArray) selected = NULL;
  g_autofree char *label = NULL;

  g_assert_false (adw_toolbar_view_get_reveal_bottom_bars (view));
  select_cards (fixture, 0, 2);
  g_assert_true (adw_toolbar_view_get_reveal_bottom_bars (view));
  g_assert_true (says (fixture, "2 selected"));
  act (fixture, "study.suspend");
  g_assert_true (is_suspended (fixture, first) && is_suspended (fixture, second));
  g_assert_nonnull (parts_find_label (fixture->list_view, "Suspended"));
  gtk_test_accessible_assert_property (find_item (fixture, "How do new and make differ?"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "No. 16, How do new and make differ?, Basics, Basic, New, Suspended");
  parts_undo (fixture->library);
  g_assert_false (is_suspended (fixture, first) || is_suspended (fixture, second));
  helper_wait_until (parts_find_label (fixture->list_view, "Suspended") == NULL);
  selected = deckle_browse_page_dup_selection (fixture->page);
  g_assert_cmpuint (selected->len, ==, 2);
  g_assert_cmpint (g_array_index (selected, gint64, 0), ==, first);

  /* What all of them are is taken back by the same key. */
  act (fixture, "study.suspend");
  act (fixture, "study.suspend");
  g_assert_false (is_suspended (fixture, first) || is_suspended (fixture, second));
  act (fixture, "study.bury");
  g_assert_nonnull (parts_find_label (fixture->list_view, "Buried"));
  act (fixture, "browse.unbury");
  g_assert_null (parts_find_label (fixture->list_view, "Buried"));
}

/* Selected is a card, not a place: another search and another order keep it. */
static void
test_selection_is_by_card (Fixture       *fixture,
                           gconstpointer  data)
{
  gint64 last = card_at (fixture, 2);
  g_autoptr (GArray) selected = NULL;
  g_autoptr (GArray) none = NULL;

  select_cards (fixture, 2, 1);
  type (fixture, "zeroed");
  helper_wait_until (count_cards (fixture) == 1);
  none = deckle_browse_page_dup_selection (fixture->page);
  g_assert_cmpuint (none->len, ==, 0);
  type (fixture, "");
  helper_wait_until (count_cards (fixture) == 3);
  g_object_set (fixture->page, "descending", TRUE, NULL);
  helper_wait_until (card_at (fixture, 0) == last);
  selected = deckle_browse_page_dup_selection (fixture->page);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpint (g_array_index (selected, gint64, 0), ==, last);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->cards), 0));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (fixture->cards), 2));
}

/* All means what was in the list then. */
static void
test_select_all (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GArray) selected = NULL;

  type (fixture, "zeroed");
  helper_wait_until (count_cards (fixture) == 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "browse.select-all", NULL);
  g_assert_true (says (fixture, "1 selected"));
  type (fixture, "");
  helper_wait_until (count_cards (fixture) == 3);
  selected = deckle_browse_page_dup_selection (fixture->page);
  g_assert_cmpuint (selected->len, ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "browse.select-all", NULL);
  g_assert_true (says (fixture, "3 selected"));
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (fixture->cards), 1);
  g_assert_true (says (fixture, "2 selected"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "browse.clear-selection", NULL);
  g_assert_true (says (fixture, "0 selected"));
}

static void
test_flags (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (DeckleCardRecord) flagged = NULL;
  g_autoptr (DeckleCardRecord) cleared = NULL;

  select_cards (fixture, 1, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.flag", "i", 3);
  helper_wait_until (fixture->n_toasts == 1);
  flagged = deckle_library_load_card (fixture->library, card_at (fixture, 1), NULL);
  g_assert_cmpint (flagged->flag, ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.flag", "i", 3);
  helper_wait_until (fixture->n_toasts == 2);
  cleared = deckle_library_load_card (fixture->library, card_at (fixture, 1), NULL);
  g_assert_cmpint (cleared->flag, ==, 0);
}

/* The check of a pill's menu */
static GtkCheckButton *
find_check (Fixture    *fixture,
            const char *label)
{
  GtkWidget *widget = parts_find_label (parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "filters"), label);

  g_assert_nonnull (widget);
  return GTK_CHECK_BUTTON (gtk_widget_get_ancestor (widget, GTK_TYPE_CHECK_BUTTON));
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  GtkCheckButton *advanced = find_check (fixture, "Advanced");

  gtk_check_button_set_active (advanced, TRUE);
  helper_wait_until (count_cards (fixture) == 1);
  g_assert_true (says (fixture, "Level: Advanced"));
  gtk_check_button_set_active (find_check (fixture, "Known"), TRUE);
  helper_wait_until (count_cards (fixture) == 0);
  g_assert_true (says (fixture, "No Card Matches the Filters"));
  g_signal_emit_by_name (parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "nothing_button"), "clicked");
  helper_wait_until (count_cards (fixture) == 3);
  g_assert_false (gtk_check_button_get_active (advanced));
}

/* Filters and order are as they were left. */
static void
test_restored (void)
{
  Fixture fixture = { .library = fixture_library_new (), .settings = g_settings_new (DECKLE_APPLICATION_ID) };
  gint64 first;

  fixture_import (fixture.library, "en", sample_card_new_make (), sample_card_select (), sample_card_long (), NULL);
  show_page (&fixture);
  helper_wait_until (count_cards (&fixture) == 3);
  gtk_check_button_set_active (find_check (&fixture, "Basic"), TRUE);
  helper_wait_until (count_cards (&fixture) == 2);
  first = card_at (&fixture, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture.page), "browse.toggle-sort", "i", (int) DECKLE_QUERY_SORT_NUMBER);
  helper_wait_until (card_at (&fixture, 1) == first);
  gtk_window_destroy (GTK_WINDOW (fixture.window));

  show_page (&fixture);
  helper_wait_until (count_cards (&fixture) == 2);
  g_assert_cmpint (card_at (&fixture, 1), ==, first);
  g_assert_true (says (&fixture, "Level: Basic"));
  g_assert_true (says (&fixture, "No. ↓"));
  g_settings_reset (fixture.settings, "browse-levels");
  g_settings_reset (fixture.settings, "browse-descending");
  tear_down (&fixture, NULL);
  g_clear_object (&fixture.settings);
}

static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  GtkEditable *entry = GTK_EDITABLE (fixture->entry);

  type (fixture, "select");
  helper_wait_until (count_cards (fixture) < 3);
  select_cards (fixture, 0, 1);
  g_signal_emit_by_name (fixture->entry, "stop-search");
  g_assert_true (says (fixture, "0 selected"));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "select");
  g_signal_emit_by_name (fixture->entry, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
}

static void
test_neighbours (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 middle = card_at (fixture, 1);

  g_assert_cmpint (deckle_browse_page_get_neighbour (fixture->page, middle, 1), ==, card_at (fixture, 2));
  g_assert_cmpint (deckle_browse_page_get_neighbour (fixture->page, middle, -1), ==, card_at (fixture, 0));
  g_assert_cmpint (deckle_browse_page_get_neighbour (fixture->page, middle, 2), ==, 0);
  g_assert_cmpint (deckle_browse_page_get_neighbour (fixture->page, middle, -2), ==, 0);
  g_assert_cmpint (deckle_browse_page_get_neighbour (fixture->page, 4711, 1), ==, 0);
}

static void
test_scope (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (fixture->library, 0, NULL);
  const DeckleSectionInfo *section = g_ptr_array_index (sections, 0);

  deckle_browse_page_set_scope (fixture->page, (DeckleScope){ section->deck, section->row });
  helper_wait_until (count_cards (fixture) == 1);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (fixture->page)), ==, "Basics");
}

/* Where it is narrow the columns go, and one line says what they said. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *headings = parts_get (fixture->page, DECKLE_TYPE_BROWSE_PAGE, "headings");

  g_assert_true (gtk_widget_get_mapped (headings));
  gtk_widget_set_visible (headings, FALSE);
  helper_draw_frames (fixture->window, 2);
  g_assert_true (gtk_widget_get_mapped (parts_find_label (fixture->list_view, "16 · Basic · New")));
  g_assert_false (gtk_widget_get_mapped (parts_find_label (fixture->list_view, "16")));
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
  g_assert_null (deckle_card_item_get_line (item));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 1));
}

typedef struct
{
  guint n_changes;
  guint position;
  guint removed;
  guint added;
} Changes;

static void
changes_cb (Changes *changes,
            guint    position,
            guint    removed,
            guint    added)
{
  changes->n_changes++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static GArray *
make_rows (guint n_rows)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n_rows; i++)
    {
      gint64 row = i + 1;

      g_array_append_val (rows, row);
    }
  return rows;
}

/* One change each time, no larger than what differs; the same card is the same object. */
static void
test_list_changes (void)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  g_autoptr (DeckleCardList) list = deckle_card_list_new (library);
  g_autoptr (GArray) ten = make_rows (10);
  g_autoptr (GArray) twenty = make_rows (20);
  g_autoptr (GArray) nine = make_rows (10);
  g_autoptr (GObject) before = NULL;
  g_autoptr (GObject) after = NULL;
  Changes changes = { 0 };

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (changes_cb), &changes);
  deckle_card_list_set_rows (list, ten);
  before = g_list_model_get_item (G_LIST_MODEL (list), 7);
  deckle_card_list_set_rows (list, twenty);
  g_assert_cmpuint (changes.n_changes, ==, 2);
  g_assert_cmpuint (changes.position, ==, 10);
  g_assert_cmpuint (changes.removed, ==, 0);
  g_assert_cmpuint (changes.added, ==, 10);
  deckle_card_list_set_rows (list, ten);
  g_array_remove_index (nine, 4);
  deckle_card_list_set_rows (list, nine);
  g_assert_cmpuint (changes.n_changes, ==, 4);
  g_assert_cmpuint (changes.position, ==, 4);
  g_assert_cmpuint (changes.removed, ==, 1);
  g_assert_cmpuint (changes.added, ==, 0);
  after = g_list_model_get_item (G_LIST_MODEL (list), 6);
  g_assert_true (before == after);
  deckle_card_list_set_rows (list, nine);
  g_assert_cmpuint (changes.n_changes, ==, 4);
}

/* Items that nobody holds are forgotten in the end. */
static void
test_list_is_bounded (void)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();
  g_autoptr (DeckleCardList) list = deckle_card_list_new (library);
  g_autoptr (GArray) rows = make_rows (20000);
  g_autoptr (GObject) held = NULL;
  GObject *first;

  deckle_card_list_set_rows (list, rows);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_object_add_weak_pointer (first, (gpointer *) &first);
  g_object_unref (first);
  g_assert_nonnull (first);
  held = g_list_model_get_item (G_LIST_MODEL (list), 1);
  for (guint i = 0; i < rows->len; i += 10)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpint (deckle_card_item_get_row (DECKLE_CARD_ITEM (item)), ==, i + 1);
    }
  g_assert_null (first);
  g_assert_cmpint (deckle_card_item_get_row (DECKLE_CARD_ITEM (held)), ==, 2);
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
  ADD ("selection", test_selection);
  ADD ("selection-is-by-card", test_selection_is_by_card);
  ADD ("select-all", test_select_all);
  ADD ("flags", test_flags);
  ADD ("filters", test_filters);
  ADD ("escape", test_escape);
  ADD ("neighbours", test_neighbours);
  ADD ("scope", test_scope);
  ADD ("narrow", test_narrow);
#undef ADD
  g_test_add_func ("/browse-page/lazy", test_lazy);
  g_test_add_func ("/browse-page/restored", test_restored);
  g_test_add_func ("/browse-page/vanished", test_vanished);
  g_test_add_func ("/card-list/changes", test_list_changes);
  g_test_add_func ("/card-list/bounded", test_list_is_bounded);

  return g_test_run ();
}
