/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screens.h"

#include <glib/gstdio.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-browse-page.h"
#include "ui/deckle-card-info-dialog.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-card-zoom.h"
#include "ui/deckle-easy-days-group.h"
#include "ui/deckle-import-dialog.h"
#include "ui/deckle-news-dialog.h"
#include "ui/deckle-memory-group.h"
#include "ui/deckle-planner-dialog.h"
#include "ui/deckle-preferences-dialog.h"
#include "ui/deckle-sidebar.h"
#include "ui/deckle-progress-window.h"
#include "ui/deckle-shortcuts-dialog.h"
#include "ui/deckle-welcome-page.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define N_DAYS 365
#define FIRST_DAY_OFF 20660 /* 2026-07-26 */
#define LIST \
  "# Small List\n\n## Water (Questions 1-2)\n\n**Q1: What is rain?**\nWater from clouds.\n\n" \
  "**Q2: What is dew?**\nWater from air.\n\n## Stone (Questions 3-4)\n\n**Q3: What is basalt?**\nCooled lava.\n\n" \
  "**Q3: What is chalk?**\nOld shells.\n"

static DeckleLibrary *
create_sample_library (void)
{
  DeckleLibrary *library = fixture_library_new ();

  fixture_import (library, "en", sample_card_new_make (), sample_card_select (), sample_card_long (), NULL);

  return library;
}

static GSettings *
get_settings (void)
{
  static GSettings *settings;

  if (settings == NULL)
    {
      settings = g_settings_new (DECKLE_APPLICATION_ID);
      deckle_card_zoom_follow (settings);
    }
  return settings;
}

/* What a dialog is shown above; the browse page has something to dim. */
static GtkWidget *
create_browse (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = create_sample_library ();

  return GTK_WIDGET (deckle_browse_page_new (library, NULL, DECKLE_SCOPE_ALL));
}

static void
search_nothing (GtkWidget *page)
{
  gtk_editable_set_text (GTK_EDITABLE (parts_get (page, DECKLE_TYPE_BROWSE_PAGE, "entry")), "no such words");
  helper_wait_until (g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (parts_get (page, DECKLE_TYPE_BROWSE_PAGE,
                                                                                          "stack"))), "nothing"));
}

/* Of the scrolled window around @widget */
static void
scroll_to_end (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static DecklePreferencesDialog *
present_preferences (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_sample_library ();
  DecklePreferencesDialog *dialog = deckle_preferences_dialog_new (library, get_settings (), NULL);

  adw_dialog_present (ADW_DIALOG (dialog), parent);

  return dialog;
}

static void
show_preferences (GtkWidget *parent)
{
  present_preferences (parent);
}

/* Two easy weekdays, a vacation and a holiday, with everything opened */
static void
show_preferences_easy (GtkWidget *parent)
{
  DecklePreferencesDialog *dialog = present_preferences (parent);
  GtkWidget *group = parts_get (dialog, DECKLE_TYPE_PREFERENCES_DIALOG, "easy_days_group");
  DecklePolicy policy;

  deckle_policy_init_default (&policy);
  policy.easy_days[5] = DECKLE_EASY_DAY_REDUCED;
  policy.easy_days[6] = DECKLE_EASY_DAY_MINIMUM;
  policy.easy_ranges[0] = (DeckleEasyRange){ FIRST_DAY_OFF, FIRST_DAY_OFF + 13, DECKLE_EASY_DAY_MINIMUM };
  policy.easy_ranges[1] = (DeckleEasyRange){ FIRST_DAY_OFF + 60, FIRST_DAY_OFF + 60, DECKLE_EASY_DAY_REDUCED };
  policy.n_easy_ranges = 2;
  deckle_easy_days_group_load (DECKLE_EASY_DAYS_GROUP (group), &policy, FIRST_DAY_OFF - 20);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (parts_get (group, DECKLE_TYPE_EASY_DAYS_GROUP, "weekdays_row")), TRUE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (parts_get (group, DECKLE_TYPE_EASY_DAYS_GROUP, "dates_row")), TRUE);
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (parent)), 20);
  scroll_to_end (group);
}

static void
show_preferences_memory (GtkWidget *parent)
{
  DeckleLibrary *library = fixture_library_new ();
  DecklePreferencesDialog *dialog;
  GtkWidget *group, *label;
  g_autofree char *waiting = NULL;

  parts_import_deck (library, "go", "Go", 6, 60);
  dialog = deckle_preferences_dialog_new (library, get_settings (), NULL);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
  group = parts_get (dialog, DECKLE_TYPE_PREFERENCES_DIALOG, "memory_group");
  label = parts_get (group, DECKLE_TYPE_MEMORY_GROUP, "workload_label");
  waiting = g_strdup (gtk_label_get_label (GTK_LABEL (label)));
  helper_wait_until (!g_str_equal (gtk_label_get_label (GTK_LABEL (label)), waiting));
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (parent)), 20);
  scroll_to_end (group);
  g_object_unref (library);
}

static void
show_preferences_library (GtkWidget *parent)
{
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (present_preferences (parent)), "library");
}

static void
show_shortcuts (GtkWidget *parent)
{
  adw_dialog_present (deckle_shortcuts_dialog_new (FALSE), parent);
}

static void
show_import (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_sample_library ();
  g_autofree char *folder = g_dir_make_tmp ("deckle-screens-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "small-list.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  DeckleImportDialog *dialog;
  GtkStack *stack;

  g_file_set_contents (path, LIST, -1, &error);
  g_assert_no_error (error);
  dialog = deckle_import_dialog_new (library, file);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
  stack = GTK_STACK (parts_get (dialog, DECKLE_TYPE_IMPORT_DIALOG, "stack"));
  helper_wait_until (g_str_equal (gtk_stack_get_visible_child_name (stack), "preview"));
  g_remove (path);
  g_rmdir (folder);
}

static void
show_planner (GtkWidget *parent)
{
  DeckleLibrary *library = fixture_library_new ();
  DecklePlannerDialog *dialog;

  parts_import_deck (library, "go", "Go", 6, 30);
  dialog = deckle_planner_dialog_new (library);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
  helper_wait_until (gtk_widget_get_sensitive (parts_get (dialog, DECKLE_TYPE_PLANNER_DIALOG, "use_button")));
  g_object_unref (library);
}

static GtkWidget *
create_sidebar (const Variant *variant)
{
  DeckleLibrary *library = fixture_library_new ();
  GtkWidget *sidebar = g_object_new (DECKLE_TYPE_SIDEBAR, NULL);

  parts_import_deck (library, "go", "Go", 6, 30);
  deckle_sidebar_set_library (DECKLE_SIDEBAR (sidebar), library);
  g_object_unref (library);
  return sidebar;
}

static void
show_news (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_sample_library ();
  g_autoptr (GArray) rows = deckle_library_list_cards (library, DECKLE_SCOPE_ALL, NULL);
  g_autoptr (DeckleUpdate) update = deckle_library_get_update (library, NULL);

  g_set_str (&update->title, "Go Interview");
  g_set_str (&update->version, "1.1.0");
  g_set_str (&update->since, "1.0.0");
  update->n_cards = 433;
  g_array_append_vals (update->fresh, rows->data, 1);
  g_array_append_vals (update->changed, &g_array_index (rows, gint64, 1), rows->len - 1);
  adw_dialog_present (ADW_DIALOG (deckle_news_dialog_new (library, update)), parent);
}

/* What the chips do in a window */
static void
insert_card_actions (GtkWidget *widget)
{
  const GActionEntry entries[] = { { .name = "open-card", .parameter_type = "x" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (widget, "win", G_ACTION_GROUP (group));
}

static GtkWidget *
create_card_page (const char *id)
{
  g_autoptr (DeckleLibrary) library = create_sample_library ();
  gint64 card = deckle_library_find_card (library, parts_find_deck (library, "sample"), id);
  DeckleCardPage *page = deckle_card_page_new (library, card, get_settings ());
  GtkWidget *view = parts_get (page, DECKLE_TYPE_CARD_PAGE, "card_view");

  deckle_card_view_set_flip_animation (DECKLE_CARD_VIEW (view), DECKLE_FLIP_NONE);
  insert_card_actions (GTK_WIDGET (page));
  g_settings_reset (get_settings (), "wrap-code");
  g_settings_reset (get_settings (), "card-zoom");

  return GTK_WIDGET (page);
}

static GtkWidget *
create_card (const Variant *variant)
{
  return create_card_page ("go-016");
}

static GtkWidget *
create_card_long (const Variant *variant)
{
  return create_card_page ("go-393");
}

static void
flip (GtkWidget *page)
{
  gtk_widget_activate_action (page, "study.flip", NULL);
}

static GtkWidget *
create_welcome (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = create_sample_library ();
  DeckleWelcomePage *page = g_object_new (DECKLE_TYPE_WELCOME_PAGE, NULL);

  deckle_welcome_page_set_library (page, library);

  return GTK_WIDGET (page);
}

static GtkWidget *
create_progress_empty (const Variant *variant)
{
  g_autoptr (DeckleLibrary) library = fixture_library_new ();

  return GTK_WIDGET (deckle_progress_window_new (NULL, library, get_settings ()));
}

/* Most days, more at the weekend, and once a week one that is forgotten. */
static void
study_day (DeckleLibrary *library,
           int            day)
{
  g_autoptr (DeckleSession) session = deckle_session_new (library, DECKLE_SCOPE_ALL);
  int n_answers = day % 7 == 3 ? 0 : 1 + day % 5 + (day % 7 > 4 ? 4 : 0);

  for (int i = 0; i < n_answers && deckle_session_get_state (session) == DECKLE_SESSION_QUESTION; i++)
    {
      deckle_session_reveal (session);
      deckle_clock_advance_ms (deckle_library_get_clock (library), 14 * 1000);
      deckle_session_grade (session, (day + i) % 6 == 0 ? DECKLE_RATING_AGAIN : DECKLE_RATING_GOOD);
    }
  fixture_flush (library);
}

/* A year of answers takes a moment: all variants show the same. */
static DeckleLibrary *
get_year_library (void)
{
  static DeckleLibrary *library;
  gint64 now_ms;

  if (library != NULL)
    return library;
  library = fixture_library_new ();
  parts_import_deck (library, "go", "Go", 6, 40);
  fixture_set_new_per_day (library, 3);
  now_ms = deckle_clock_now_ms (deckle_library_get_clock (library));
  for (int day = N_DAYS; day >= 0; day--)
    {
      deckle_clock_set_now_ms (deckle_library_get_clock (library), now_ms - day * DAY_MS);
      study_day (library, day);
    }
  return library;
}

static GtkWidget *
create_progress (const Variant *variant)
{
  return GTK_WIDGET (deckle_progress_window_new (NULL, get_year_library (), get_settings ()));
}

static void
scroll_progress (GtkWidget *window)
{
  scroll_to_end (parts_get (window, DECKLE_TYPE_PROGRESS_WINDOW, "sections"));
}

static void
show_table (GtkWidget *window)
{
  gtk_widget_activate_action (window, "progress.show-table", NULL);
}

static void
flip_to_end (GtkWidget *page)
{
  flip (page);
  gtk_widget_activate_action (page, "study.scroll", "s", "end");
}

static void
flip_to_note (GtkWidget *page)
{
  gtk_widget_activate_action (page, "study.set-note", "s",
                              "Say this at ACME: new(42) is new in 1.26.\nThen ask which version they run.");
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (page)), 20);
  flip_to_end (page);
}

static void
flip_to_edit (GtkWidget *page)
{
  flip_to_note (page);
  gtk_widget_activate_action (page, "study.note", NULL);
}

static void
flip_and_wrap (GtkWidget *page)
{
  g_settings_set_boolean (get_settings (), "wrap-code", TRUE);
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (page)), 5);
  flip_to_end (page);
}

static void
flip_and_zoom (GtkWidget *page)
{
  g_settings_set_int (get_settings (), "card-zoom", 200);
  flip (page);
}

/* Of the first card of a year: many answers; of a card that was never seen: none. */
static void
present_info (GtkWidget     *parent,
              DeckleLibrary *library,
              const char    *page)
{
  g_autoptr (GArray) rows = deckle_library_list_cards (library, DECKLE_SCOPE_ALL, NULL);
  DeckleCardInfoDialog *dialog = deckle_card_info_dialog_new (library, g_array_index (rows, gint64, 0), NULL);

  adw_dialog_present (ADW_DIALOG (dialog), parent);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (parts_get (dialog, DECKLE_TYPE_CARD_INFO_DIALOG, "stack")), page);
}

static void
show_info (GtkWidget *parent)
{
  present_info (parent, get_year_library (), "card");
}

static void
show_info_reviews (GtkWidget *parent)
{
  present_info (parent, get_year_library (), "reviews");
}

static void
show_info_new (GtkWidget *parent)
{
  g_autoptr (DeckleLibrary) library = create_sample_library ();

  present_info (parent, library, "card");
}

const Screen screens_window[] = {
  { "browse", create_browse, NULL },
  { "browse-nothing", create_browse, search_nothing },
  { "card", create_card, NULL },
  { "card-back", create_card, flip },
  { "card-end", create_card, flip_to_end },
  { "card-note", create_card, flip_to_note },
  { "card-note-edit", create_card, flip_to_edit },
  { "card-wrap", create_card_long, flip_and_wrap },
  { "card-zoom", create_card, flip_and_zoom },
  { "info", create_browse, show_info },
  { "info-reviews", create_browse, show_info_reviews },
  { "info-new", create_browse, show_info_new },
  { "welcome", create_welcome, NULL },
  { "preferences-study", create_browse, show_preferences },
  { "preferences-easy-days", create_browse, show_preferences_easy },
  { "preferences-memory", create_browse, show_preferences_memory },
  { "preferences-library", create_browse, show_preferences_library },
  { "import-preview", create_browse, show_import },
  { "sidebar", create_sidebar, NULL },
  { "planner", create_browse, show_planner },
  { "news", create_browse, show_news },
  { "shortcuts", create_browse, show_shortcuts },
  { "progress", create_progress, NULL },
  { "progress-end", create_progress, scroll_progress },
  { "progress-table", create_progress, show_table },
  { "progress-empty", create_progress_empty, NULL },
  { NULL, NULL, NULL },
};
