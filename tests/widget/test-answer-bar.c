/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "helper.h"
#include "ui/deckle-answer-bar.h"

typedef struct
{
  guint n_reveals;
  guint n_grades;
  int   last_grade;
} Counts;

static void
reveal_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  Counts *counts = user_data;

  counts->n_reveals++;
}

static void
grade_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  Counts *counts = user_data;

  counts->n_grades++;
  counts->last_grade = g_variant_get_int32 (parameter);
}

static void
insert_actions (GtkWidget *widget,
                Counts    *counts)
{
  const GActionEntry entries[] = {
    { .name = "reveal", .activate = reveal_cb },
    { .name = "grade", .parameter_type = "i", .activate = grade_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), counts);
  gtk_widget_insert_action_group (widget, "study", G_ACTION_GROUP (group));
}

static GtkEventController *
find_key_controller (DeckleAnswerBar *bar)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (bar));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        return controller;
    }
  g_assert_not_reached ();
}

static gboolean
press (DeckleAnswerBar *bar,
       guint            keyval)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_key_controller (bar), "key-pressed", keyval, 65, 0, &handled);

  return handled;
}

static void
release (DeckleAnswerBar *bar,
         guint            keyval)
{
  g_signal_emit_by_name (find_key_controller (bar), "key-released", keyval, 65, 0);
}

static void
test_names (void)
{
  g_autoptr (DeckleAnswerBar) bar = g_object_ref_sink (DECKLE_ANSWER_BAR (deckle_answer_bar_new ()));
  GtkWidget *good = deckle_answer_bar_get_button (bar, DECKLE_RATING_GOOD);

  deckle_answer_bar_set_interval (bar, DECKLE_RATING_GOOD, "8 d", "8 days");
  gtk_test_accessible_assert_role (good, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (good, GTK_ACCESSIBLE_PROPERTY_LABEL, "Good, next in 8 days");
  gtk_test_accessible_assert_property (good, GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "3");
  gtk_test_accessible_assert_property (deckle_answer_bar_get_button (bar, DECKLE_RATING_NONE),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Show Answer");
}

static void
test_swap (void)
{
  Counts counts = { 0 };
  GtkWidget *widget = deckle_answer_bar_new ();
  DeckleAnswerBar *bar = DECKLE_ANSWER_BAR (widget);
  GtkWidget *window = helper_show (widget, 700, 100);

  insert_actions (window, &counts);
  g_assert_true (gtk_widget_get_mapped (deckle_answer_bar_get_button (bar, DECKLE_RATING_NONE)));
  g_assert_false (gtk_widget_get_mapped (deckle_answer_bar_get_button (bar, DECKLE_RATING_AGAIN)));
  g_assert_true (deckle_answer_bar_focus_default (bar));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 deckle_answer_bar_get_button (bar, DECKLE_RATING_NONE));

  deckle_answer_bar_set_answer_shown (bar, TRUE);
  g_assert_true (deckle_answer_bar_focus_default (bar));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) ==
                 deckle_answer_bar_get_button (bar, DECKLE_RATING_GOOD));
  for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
    {
      GtkWidget *button = deckle_answer_bar_get_button (bar, (DeckleRating) rating);

      g_assert_true (gtk_widget_has_css_class (button, "suggested-action") == (rating == DECKLE_RATING_GOOD));
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpint (counts.last_grade, ==, rating);
    }
  g_assert_cmpuint (counts.n_grades, ==, 4);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* A key acts when it goes down, and once, however long it is held. */
static void
test_held_key (gconstpointer data)
{
  guint keyval = GPOINTER_TO_UINT (data);
  Counts counts = { 0 };
  GtkWidget *widget = deckle_answer_bar_new ();
  DeckleAnswerBar *bar = DECKLE_ANSWER_BAR (widget);
  GtkWidget *window = helper_show (widget, 700, 100);

  insert_actions (window, &counts);
  deckle_answer_bar_focus_default (bar);

  g_assert_true (press (bar, keyval));
  g_assert_cmpuint (counts.n_reveals, ==, 1);
  deckle_answer_bar_set_answer_shown (bar, TRUE);
  deckle_answer_bar_focus_default (bar);
  g_assert_true (press (bar, keyval));
  g_assert_true (press (bar, keyval));
  g_assert_cmpuint (counts.n_grades, ==, 0);

  release (bar, keyval);
  g_assert_true (press (bar, keyval));
  g_assert_cmpuint (counts.n_grades, ==, 1);
  g_assert_cmpint (counts.last_grade, ==, DECKLE_RATING_GOOD);
  release (bar, keyval);

  g_assert_false (press (bar, GDK_KEY_Tab));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_outline (gconstpointer data)
{
  gboolean two_rows = GPOINTER_TO_INT (data) != 0;
  GtkWidget *widget = deckle_answer_bar_new ();
  DeckleAnswerBar *bar = DECKLE_ANSWER_BAR (widget);
  GtkWidget *window;
  graphene_rect_t reveal, hard, good;
  int height;

  deckle_answer_bar_set_two_rows (bar, two_rows);
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  window = helper_show (widget, 700, 200);
  height = gtk_widget_get_height (widget);
  g_assert_true (gtk_widget_compute_bounds (deckle_answer_bar_get_button (bar, DECKLE_RATING_NONE), widget, &reveal));

  deckle_answer_bar_set_answer_shown (bar, TRUE);
  helper_draw_frames (window, 3);
  g_assert_cmpint (gtk_widget_get_height (widget), ==, height);
  g_assert_true (gtk_widget_compute_bounds (deckle_answer_bar_get_button (bar, DECKLE_RATING_HARD), widget, &hard));
  g_assert_true (gtk_widget_compute_bounds (deckle_answer_bar_get_button (bar, DECKLE_RATING_GOOD), widget, &good));
  g_assert_cmpfloat (good.size.height, >=, 44);
  if (two_rows)
    {
      g_assert_cmpfloat (good.origin.y, >, hard.origin.y);
    }
  else
    {
      /* “Show Answer” covers exactly Hard and Good. */
      g_assert_cmpfloat (reveal.origin.x, ==, hard.origin.x);
      g_assert_cmpfloat (reveal.origin.x + reveal.size.width, ==, good.origin.x + good.size.width);
      g_assert_cmpfloat (reveal.size.height, ==, good.size.height);
    }

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Again and Good share the row, whether it is wide or narrow, and keep their names. */
static void
test_two_buttons (gconstpointer data)
{
  gboolean narrow = GPOINTER_TO_INT (data) != 0;
  GtkWidget *widget = deckle_answer_bar_new ();
  DeckleAnswerBar *bar = DECKLE_ANSWER_BAR (widget);
  GtkWidget *window, *again = deckle_answer_bar_get_button (bar, DECKLE_RATING_AGAIN);
  GtkWidget *good = deckle_answer_bar_get_button (bar, DECKLE_RATING_GOOD);
  graphene_rect_t left, right;
  int height;

  g_object_set (bar, "two-buttons", TRUE, "narrow", narrow, "two-rows", narrow, NULL);
  deckle_answer_bar_set_interval (bar, DECKLE_RATING_AGAIN, "10 min", "10 minutes");
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  window = helper_show (widget, narrow ? 330 : 700, 200);
  height = gtk_widget_get_height (widget);
  deckle_answer_bar_set_answer_shown (bar, TRUE);
  helper_draw_frames (window, 3);

  g_assert_cmpint (gtk_widget_get_height (widget), ==, height);
  g_assert_false (gtk_widget_get_mapped (deckle_answer_bar_get_button (bar, DECKLE_RATING_HARD)));
  g_assert_false (gtk_widget_get_mapped (deckle_answer_bar_get_button (bar, DECKLE_RATING_EASY)));
  g_assert_false (deckle_answer_bar_offers (bar, DECKLE_RATING_HARD));
  g_assert_true (deckle_answer_bar_offers (bar, DECKLE_RATING_GOOD));
  g_assert_true (gtk_widget_compute_bounds (again, widget, &left));
  g_assert_true (gtk_widget_compute_bounds (good, widget, &right));
  g_assert_cmpfloat (left.origin.x, ==, 0);
  g_assert_cmpfloat (left.origin.y, ==, right.origin.y);
  g_assert_cmpfloat_with_epsilon (left.size.width, right.size.width, 1.0);
  g_assert_cmpfloat_with_epsilon (right.origin.x + right.size.width, gtk_widget_get_width (widget), 1.0);
  gtk_test_accessible_assert_property (again, GTK_ACCESSIBLE_PROPERTY_LABEL, "Again, next in 10 minutes");
  gtk_test_accessible_assert_property (good, GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "3");

  deckle_answer_bar_set_two_buttons (bar, FALSE);
  helper_draw_frames (window, 3);
  g_assert_true (gtk_widget_get_mapped (deckle_answer_bar_get_button (bar, DECKLE_RATING_EASY)));
  g_assert_true (gtk_widget_compute_bounds (good, widget, &right));
  g_assert_cmpfloat_with_epsilon (right.size.width, narrow ? left.size.width : left.size.width / 2, 8.0);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalized (void)
{
  DeckleAnswerBar *bar = g_object_ref_sink (DECKLE_ANSWER_BAR (deckle_answer_bar_new ()));

  g_assert_finalize_object (bar);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/answer-bar/names", test_names);
  g_test_add_func ("/answer-bar/swap", test_swap);
  g_test_add_data_func ("/answer-bar/held-key/space", GUINT_TO_POINTER (GDK_KEY_space), test_held_key);
  g_test_add_data_func ("/answer-bar/held-key/enter", GUINT_TO_POINTER (GDK_KEY_Return), test_held_key);
  g_test_add_data_func ("/answer-bar/held-key/keypad-enter", GUINT_TO_POINTER (GDK_KEY_KP_Enter), test_held_key);
  g_test_add_data_func ("/answer-bar/outline/one-row", GINT_TO_POINTER (0), test_outline);
  g_test_add_data_func ("/answer-bar/outline/two-rows", GINT_TO_POINTER (1), test_outline);
  g_test_add_data_func ("/answer-bar/two-buttons/wide", GINT_TO_POINTER (0), test_two_buttons);
  g_test_add_data_func ("/answer-bar/two-buttons/narrow", GINT_TO_POINTER (1), test_two_buttons);
  g_test_add_func ("/answer-bar/finalized", test_finalized);

  return g_test_run ();
}
