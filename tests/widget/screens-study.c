/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include "fixture.h"
#include "sample.h"
#include "ui/deckle-study-page.h"

/* Activates whatever the page itself does not bring, so that no button is insensitive. */
static void
insert_window_actions (GtkWidget *widget)
{
  const GActionEntry entries[] = { { .name = "progress" }, { .name = "import" }, { .name = "toggle-sidebar" },
                                   { .name = "open-card", .parameter_type = "x" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (widget, "win", G_ACTION_GROUP (group));
}

static GtkWidget *
create_page (DeckleLibrary *library,
             const Variant *variant)
{
  g_autoptr (DeckleSession) session = deckle_session_new (library, DECKLE_SCOPE_ALL);
  DeckleStudyPage *page = deckle_study_page_new (library);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), "Today");
  g_object_set (page, "sidebar-button", variant->width < 500, NULL);
  deckle_card_view_set_flip_animation (deckle_study_page_get_card_view (page), DECKLE_FLIP_NONE);
  deckle_study_page_set_session (page, session);
  insert_window_actions (GTK_WIDGET (page));

  return GTK_WIDGET (page);
}

static GtkWidget *
create_front (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  fixture_import (library, "en", sample_card_select (), sample_card_long (), NULL);

  return create_page (library, variant);
}

static GtkWidget *
create_back (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  fixture_import (library, "en", sample_card_new_make (), sample_card_select (), NULL);

  return create_page (library, variant);
}

static GtkWidget *
create_long (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  fixture_import (library, "en", sample_card_long (), NULL);

  return create_page (library, variant);
}

static GtkWidget *
create_hebrew (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  fixture_import (library, "he", sample_card_hebrew (), NULL);

  return create_page (library, variant);
}

static GtkWidget *
create_nothing (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  fixture_import_plain (library, 8);
  fixture_set_new_per_day (library, 0);

  return create_page (library, variant);
}

static GtkWidget *
create_empty (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  return create_page (library, variant);
}

static GtkWidget *
create_end (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  fixture_import_plain (library, 24);

  return create_page (library, variant);
}

static DeckleLibrary *
get_library (GtkWidget *page)
{
  g_autoptr (DeckleLibrary) library = NULL;

  g_object_get (page, "library", &library, NULL);

  return library;
}

static void
reveal (GtkWidget *page)
{
  gtk_widget_activate_action (page, "study.reveal", NULL);
}

static GtkCheckButton *
find_check_button (GtkWidget *widget)
{
  GtkCheckButton *found = NULL;

  if (GTK_IS_CHECK_BUTTON (widget))
    return GTK_CHECK_BUTTON (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_check_button (child);

  return found;
}

static void
reveal_two_buttons (GtkWidget *page)
{
  g_object_set (page, "two-buttons", TRUE, NULL);
  reveal (page);
}

static void
reveal_and_tick (GtkWidget *page)
{
  GtkCheckButton *first = find_check_button (page);

  reveal (page);
  gtk_check_button_set_active (first, TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_next_sibling (GTK_WIDGET (first))), TRUE);
  gtk_widget_activate_action (page, "study.flag", "i", 2);
}

static void
reveal_and_scroll (GtkWidget *page)
{
  reveal (page);
  gtk_widget_activate_action (page, "study.scroll", "s", "end");
}

static void
turn_35 (GtkWidget *page)
{
  deckle_card_view_set_angle (deckle_study_page_get_card_view (DECKLE_STUDY_PAGE (page)), 35.0);
}

static void
turn_145 (GtkWidget *page)
{
  reveal (page);
  deckle_card_view_set_angle (deckle_study_page_get_card_view (DECKLE_STUDY_PAGE (page)), 145.0);
}

static void
grade_all (GtkWidget *page)
{
  DeckleSession *session = deckle_study_page_get_session (DECKLE_STUDY_PAGE (page));
  DeckleClock *clock = deckle_library_get_clock (get_library (page));

  while (deckle_session_get_state (session) == DECKLE_SESSION_QUESTION)
    {
      reveal (page);
      deckle_clock_advance_ms (clock, 20 * 1000);
      gtk_widget_activate_action (page, "study.grade", "i", DECKLE_RATING_EASY);
    }
  fixture_flush (get_library (page));
}

static void
fail (GtkWidget *page)
{
  g_signal_emit_by_name (deckle_study_page_get_session (DECKLE_STUDY_PAGE (page)), "failed",
                         "The disk is full: your last answer was not saved, and the card is back.");
}

const Screen screens_study[] = {
  { "study-front", create_front, NULL },
  { "study-back", create_back, reveal_and_tick },
  { "study-two-buttons", create_back, reveal_two_buttons },
  { "study-back-end", create_back, reveal_and_scroll },
  { "study-turn-35", create_front, turn_35 },
  { "study-turn-145", create_back, turn_145 },
  { "study-long", create_long, NULL },
  { "study-long-back", create_long, reveal },
  { "study-hebrew", create_hebrew, NULL },
  { "study-hebrew-back", create_hebrew, reveal },
  { "study-end", create_end, grade_all },
  { "study-nothing", create_nothing, NULL },
  { "study-empty", create_empty, NULL },
  { "study-failed", create_front, fail },
  { NULL, NULL, NULL },
};
