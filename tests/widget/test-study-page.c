/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-answer-bar.h"
#include "ui/deckle-card-back.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-leech-dialog.h"
#include "ui/deckle-note-block.h"
#include "ui/deckle-study-page.h"

typedef struct
{
  DeckleLibrary   *library;
  DeckleSession   *session;
  DeckleStudyPage *page;
  GtkWidget       *window;
  char            *toast;
} Fixture;

static void
toast_cb (Fixture    *fixture,
          const char *sentence)
{
  g_set_str (&fixture->toast, sentence);
}

static void
show_page (Fixture *fixture)
{
  fixture->session = deckle_session_new (fixture->library, DECKLE_SCOPE_ALL);
  fixture->page = deckle_study_page_new (fixture->library);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (fixture->page), "Today");
  deckle_card_view_set_flip_animation (deckle_study_page_get_card_view (fixture->page), DECKLE_FLIP_NONE);
  g_signal_connect_swapped (fixture->page, "toast", G_CALLBACK (toast_cb), fixture);
  deckle_study_page_set_session (fixture->page, fixture->session);
  fixture->window = helper_show (GTK_WIDGET (fixture->page), 715, 700);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  if (data != NULL)
    fixture_import_plain (fixture->library, GPOINTER_TO_UINT (data));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
  deckle_library_close (fixture->library, NULL);
  g_clear_object (&fixture->library);
  g_clear_pointer (&fixture->toast, g_free);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GtkWidget *
get_part (Fixture    *fixture,
          const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page), DECKLE_TYPE_STUDY_PAGE, name));
}

static GtkWidget *
get_button (Fixture      *fixture,
            DeckleRating  rating)
{
  return deckle_answer_bar_get_button (DECKLE_ANSWER_BAR (get_part (fixture, "answer_bar")), rating);
}

static gboolean
activate (Fixture    *fixture,
          const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL);
}

static gboolean
grade (Fixture      *fixture,
       DeckleRating  rating)
{
  return gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.grade", "i", (int) rating);
}

static void
assert_shows (Fixture    *fixture,
              const char *part)
{
  g_assert_true (gtk_stack_get_visible_child (GTK_STACK (get_part (fixture, "stack"))) == get_part (fixture, part));
}

static void
assert_card (Fixture    *fixture,
             const char *question,
             gboolean    answer)
{
  DeckleCardView *view = deckle_study_page_get_card_view (fixture->page);

  assert_shows (fixture, "card_block");
  g_assert_cmpstr (deckle_card_get_question (deckle_card_view_get_card (view)), ==, question);
  g_assert_true (deckle_card_view_get_answer_shown (view) == answer);
  g_assert_true (deckle_answer_bar_get_answer_shown (DECKLE_ANSWER_BAR (get_part (fixture, "answer_bar"))) == answer);
}

static void
assert_focus (Fixture      *fixture,
              DeckleRating  rating)
{
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == get_button (fixture, rating));
}

static const char *
get_subtitle (Fixture *fixture)
{
  return adw_window_title_get_subtitle (ADW_WINDOW_TITLE (get_part (fixture, "window_title")));
}

static void
test_walk (Fixture       *fixture,
           gconstpointer  data)
{
  show_page (fixture);
  assert_card (fixture, "Question 1?", FALSE);
  assert_focus (fixture, DECKLE_RATING_NONE);
  g_assert_cmpstr (get_subtitle (fixture), ==, "1 of 3");
  g_assert_true (gtk_widget_get_sensitive (get_button (fixture, DECKLE_RATING_NONE)));
  g_assert_false (gtk_widget_get_sensitive (get_part (fixture, "undo_button")));

  /* A grade before the answer is nothing. */
  grade (fixture, DECKLE_RATING_GOOD);
  assert_card (fixture, "Question 1?", FALSE);

  g_signal_emit_by_name (get_button (fixture, DECKLE_RATING_NONE), "clicked");
  assert_card (fixture, "Question 1?", TRUE);
  assert_focus (fixture, DECKLE_RATING_GOOD);
  gtk_test_accessible_assert_property (get_button (fixture, DECKLE_RATING_AGAIN),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Again, next in 1 minute");

  activate (fixture, "study.flip");
  assert_card (fixture, "Question 1?", FALSE);
  assert_focus (fixture, DECKLE_RATING_NONE);
  activate (fixture, "study.flip");
  assert_card (fixture, "Question 1?", TRUE);

  g_signal_emit_by_name (get_button (fixture, DECKLE_RATING_EASY), "clicked");
  assert_card (fixture, "Question 2?", FALSE);
  assert_focus (fixture, DECKLE_RATING_NONE);
  g_assert_cmpstr (get_subtitle (fixture), ==, "2 of 3");
}

/* The same key means the same grade: Hard and Easy do nothing, Good is still 3 and Space. */
static void
test_two_buttons (Fixture       *fixture,
                  gconstpointer  data)
{
  show_page (fixture);
  g_object_set (fixture->page, "two-buttons", TRUE, NULL);
  activate (fixture, "study.advance");
  grade (fixture, DECKLE_RATING_HARD);
  assert_card (fixture, "Question 1?", TRUE);
  grade (fixture, DECKLE_RATING_EASY);
  assert_card (fixture, "Question 1?", TRUE);
  assert_focus (fixture, DECKLE_RATING_GOOD);
  grade (fixture, DECKLE_RATING_GOOD);
  assert_card (fixture, "Question 2?", FALSE);

  g_object_set (fixture->page, "two-buttons", FALSE, NULL);
  activate (fixture, "study.advance");
  grade (fixture, DECKLE_RATING_EASY);
  assert_card (fixture, "Question 3?", FALSE);
}

static void
row_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  *(gint64 *) user_data = g_variant_get_int64 (parameter);
}

/* Stands in for an action of the window. */
static void
catch_card (Fixture    *fixture,
            const char *name,
            gint64     *card)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE_INT64);

  g_signal_connect (action, "activate", G_CALLBACK (row_action), card);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (fixture->window, "win", G_ACTION_GROUP (group));
}

/* Both ways to word a card anew close the dialog and hand the card to the window. */
static void
test_leech_rewording (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char * const rows[] = { "edit_row", "note_row" };
  static const char * const names[] = { "edit-card", "note-card" };
  gint64 card, got[2] = { 0, 0 };

  show_page (fixture);
  card = deckle_session_get_record (fixture->session)->row;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *dialog = GTK_WIDGET (deckle_leech_dialog_new (fixture->library, card));

      catch_card (fixture, names[i], &got[i]);
      adw_dialog_present (ADW_DIALOG (dialog), fixture->window);
      g_signal_emit_by_name (parts_get (dialog, DECKLE_TYPE_LEECH_DIALOG, rows[i]), "activated");
      g_assert_cmpint (got[i], ==, card);
    }
}

/* On the question the card turns, and the note can be written. */
static void
test_note (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *back;

  show_page (fixture);
  back = parts_get (GTK_WIDGET (deckle_study_page_get_card_view (fixture->page)), DECKLE_TYPE_CARD_VIEW, "back");
  g_assert_cmpint (deckle_session_get_state (fixture->session), ==, DECKLE_SESSION_QUESTION);
  g_assert_true (activate (fixture, "study.note"));
  g_assert_cmpint (deckle_session_get_state (fixture->session), ==, DECKLE_SESSION_ANSWER);
  helper_wait_until (deckle_note_block_is_editing (deckle_card_back_get_note (DECKLE_CARD_BACK (back))));
  deckle_note_block_cancel (deckle_card_back_get_note (DECKLE_CARD_BACK (back)));
  g_assert_true (activate (fixture, "study.note"));
  g_assert_cmpint (deckle_session_get_state (fixture->session), ==, DECKLE_SESSION_ANSWER);
}

/* One menu wherever a card is shown; the page adds its own below. A card of a bank is not deleted. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  static const char * const first[] = { "study.note", "study.edit", "study.delete-own", "study.info" };
  g_autoptr (GMenuModel) section = NULL, card = NULL;
  GMenuModel *menu;
  gint64 deleted = 0;

  show_page (fixture);
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (get_part (fixture, "menu_button")));
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  card = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  section = g_menu_model_get_item_link (card, 0, G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (section), ==, (int) G_N_ELEMENTS (first));
  for (int i = 0; i < (int) G_N_ELEMENTS (first); i++)
    {
      g_autofree char *action = NULL;

      g_assert_true (g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_ACTION, "s", &action));
      g_assert_cmpstr (action, ==, first[i]);
    }
  catch_card (fixture, "delete-card", &deleted);
  activate (fixture, "study.delete-own");
  g_assert_cmpint (deleted, ==, 0);
  activate (fixture, "study.delete");
  g_assert_cmpint (deleted, ==, deckle_session_get_record (fixture->session)->row);
}

/* The notice takes no focus and goes by itself; its help opens beside the sitting and does only what it is asked. */
static void
test_leech (Fixture       *fixture,
            gconstpointer  data)
{
  AdwBanner *banner;
  GtkWidget *dialog, *suspend;
  gint64 card;

  show_page (fixture);
  banner = ADW_BANNER (get_part (fixture, "leech_banner"));
  card = deckle_session_get_record (fixture->session)->row;
  g_assert_false (adw_banner_get_revealed (banner));
  g_signal_emit_by_name (fixture->session, "leech", card);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "You have forgotten “Question 1?” 0 times");
  assert_focus (fixture, DECKLE_RATING_NONE);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (adw_banner_get_revealed (banner));
      activate (fixture, "study.advance");
      grade (fixture, DECKLE_RATING_EASY);
    }
  g_assert_false (adw_banner_get_revealed (banner));
  fixture_flush (fixture->library);

  g_signal_emit_by_name (fixture->session, "leech", card);
  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_false (adw_banner_get_revealed (banner));
  dialog = parts_find (fixture->window, DECKLE_TYPE_LEECH_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (parts_find_label (dialog, "Edit Card…"));
  g_assert_nonnull (parts_find_label (dialog, "Add Note…"));
  suspend = parts_get (dialog, DECKLE_TYPE_LEECH_DIALOG, "suspend_row");
  g_signal_emit_by_name (suspend, "activated");
  helper_wait_until (fixture->toast != NULL);
  g_assert_cmpstr (fixture->toast, ==, "The card does not come until you unsuspend it");
}

/* Undo lights up when the grade is saved, brings the card back with its answer, and works across sittings. */
static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *undo;

  show_page (fixture);
  undo = get_part (fixture, "undo_button");
  activate (fixture, "study.advance");
  activate (fixture, "study.advance");
  assert_card (fixture, "Question 2?", FALSE);
  helper_wait_until (gtk_widget_get_sensitive (undo));

  g_signal_emit_by_name (undo, "clicked");
  helper_wait_until (fixture->toast != NULL);
  assert_card (fixture, "Question 1?", TRUE);
  assert_focus (fixture, DECKLE_RATING_GOOD);
  g_assert_cmpstr (fixture->toast, ==, "Took back Good");
  helper_wait_until (!gtk_widget_get_sensitive (undo));

  activate (fixture, "study.redo");
  helper_wait_until (deckle_session_get_state (fixture->session) == DECKLE_SESSION_QUESTION);
  assert_card (fixture, "Question 2?", FALSE);
}

static void
test_card_actions (Fixture       *fixture,
                   gconstpointer  data)
{
  int flag = -1;

  show_page (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.flag", "i", 3);
  g_object_get (fixture->page, "flag", &flag, NULL);
  g_assert_cmpint (flag, ==, 3);
  assert_card (fixture, "Question 1?", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.flag", "i", 3);
  g_object_get (fixture->page, "flag", &flag, NULL);
  g_assert_cmpint (flag, ==, 0);

  activate (fixture, "study.suspend");
  assert_card (fixture, "Question 2?", FALSE);
  activate (fixture, "study.bury");
  assert_card (fixture, "Question 3?", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.scroll", "s", "page-down");
  activate (fixture, "study.copy");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "study.say", "s", "Hello");
  g_assert_cmpstr (fixture->toast, ==, "Hello");
}

/* The same card, come again: a new question, not the answer that was there. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  show_page (fixture);
  activate (fixture, "study.reveal");
  grade (fixture, DECKLE_RATING_AGAIN);
  deckle_clock_advance_ms (deckle_library_get_clock (fixture->library), 10 * 60 * 1000);
  deckle_session_reload (fixture->session);
  helper_wait_until (deckle_session_get_state (fixture->session) == DECKLE_SESSION_QUESTION);
  assert_card (fixture, "Question 1?", FALSE);
  assert_focus (fixture, DECKLE_RATING_NONE);
}

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *progress;

  show_page (fixture);
  progress = get_part (fixture, "progress_bar");
  g_assert_true (gtk_widget_get_visible (progress));
  for (int i = 0; i < 3; i++)
    {
      activate (fixture, "study.reveal");
      grade (fixture, DECKLE_RATING_EASY);
    }
  assert_shows (fixture, "summary");
  g_assert_false (gtk_widget_get_visible (progress));
  g_assert_cmpstr (get_subtitle (fixture), ==, "");
  fixture_flush (fixture->library);
  g_assert_true (gtk_widget_get_sensitive (get_part (fixture, "undo_button")));

  activate (fixture, "study.undo");
  helper_wait_until (fixture->toast != NULL);
  assert_card (fixture, "Question 3?", TRUE);
}

static void
test_nothing_due (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *more;

  fixture_set_new_per_day (fixture->library, 0);
  show_page (fixture);
  assert_shows (fixture, "nothing");
  more = get_part (fixture, "new_button");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (more)), ==, "Learn 3 New Cards");

  g_signal_emit_by_name (more, "clicked");
  helper_wait_until (deckle_session_get_state (fixture->session) == DECKLE_SESSION_QUESTION);
  assert_card (fixture, "Question 1?", FALSE);
  assert_focus (fixture, DECKLE_RATING_NONE);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  show_page (fixture);
  assert_shows (fixture, "empty");
  g_assert_cmpstr (get_subtitle (fixture), ==, "");
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  AdwBanner *banner;

  show_page (fixture);
  banner = ADW_BANNER (get_part (fixture, "banner"));
  g_assert_false (adw_banner_get_revealed (banner));
  g_signal_emit_by_name (fixture->session, "failed", "The disk is full & <so on>.");
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "The disk is full & <so on>.");
  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_false (adw_banner_get_revealed (banner));
}

/* A text field keeps the focus when a card comes by itself. */
static void
test_focus_elsewhere (Fixture       *fixture,
                      gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_text_new ();

  fixture->session = deckle_session_new (fixture->library, DECKLE_SCOPE_ALL);
  fixture->page = deckle_study_page_new (fixture->library);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (fixture->page), "Today");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->page));
  fixture->window = helper_show (box, 715, 700);
  gtk_widget_grab_focus (entry);

  deckle_study_page_set_session (fixture->page, fixture->session);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == entry);
  g_assert_true (deckle_study_page_focus (fixture->page));
  assert_focus (fixture, DECKLE_RATING_NONE);
}

static void
test_finalized (Fixture       *fixture,
                gconstpointer  data)
{
  DeckleStudyPage *page = g_object_ref_sink (deckle_study_page_new (fixture->library));

  fixture->session = deckle_session_new (fixture->library, DECKLE_SCOPE_ALL);
  deckle_study_page_set_session (page, fixture->session);
  g_assert_finalize_object (page);
}

static void
add (const char *path,
     guint       n_cards,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (n_cards), set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  add ("/study-page/walk", 3, test_walk);
  add ("/study-page/two-buttons", 3, test_two_buttons);
  add ("/study-page/leech", 6, test_leech);
  add ("/study-page/leech-rewording", 2, test_leech_rewording);
  add ("/study-page/note", 2, test_note);
  add ("/study-page/menu", 2, test_menu);
  add ("/study-page/undo", 3, test_undo);
  add ("/study-page/card-actions", 3, test_card_actions);
  add ("/study-page/again", 1, test_again);
  add ("/study-page/end", 3, test_end);
  add ("/study-page/nothing-due", 3, test_nothing_due);
  add ("/study-page/empty", 0, test_empty);
  add ("/study-page/failure", 3, test_failure);
  add ("/study-page/focus-elsewhere", 3, test_focus_elsewhere);
  add ("/study-page/finalized", 3, test_finalized);

  return g_test_run ();
}
