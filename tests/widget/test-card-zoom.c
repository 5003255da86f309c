/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-card-back.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-card-zoom.h"

static void
test_steps (void)
{
  int percent = DECKLE_CARD_ZOOM_NORMAL;

  for (int i = 0; i < 20; i++)
    {
      int larger = deckle_card_zoom_step (percent, 1);

      g_assert_cmpint (larger, >, percent - (percent == DECKLE_CARD_ZOOM_MAX));
      if (larger != percent)
        g_assert_cmpint (deckle_card_zoom_step (larger, -1), ==, percent);
      percent = larger;
    }
  g_assert_cmpint (percent, ==, DECKLE_CARD_ZOOM_MAX);
  for (int i = 0; i < 20; i++)
    percent = deckle_card_zoom_step (percent, -1);
  g_assert_cmpint (percent, ==, DECKLE_CARD_ZOOM_MIN);
  g_assert_cmpint (deckle_card_zoom_step (percent, 0), ==, DECKLE_CARD_ZOOM_NORMAL);
  /* Any number may be in the settings. */
  g_assert_cmpint (deckle_card_zoom_step (105, 1), ==, 110);
  g_assert_cmpint (deckle_card_zoom_step (105, -1), ==, 100);
}

static int
get_line_height (GtkWidget *label)
{
  int height;

  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), NULL, &height);
  return height / pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label)));
}

static int
get_font_size (GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0");

  return pango_font_description_get_size (pango_context_get_font_description (pango_layout_get_context (layout)));
}

/* Question, answer, points and code grow; so do the settings of another card view. */
static void
test_text_grows (void)
{
  g_autoptr (GSettings) settings = g_settings_new (DECKLE_APPLICATION_ID);
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = DECKLE_CARD_VIEW (deckle_card_view_new ());
  GtkWidget *back, *answer, *question, *point, *code;
  GtkWidget *window;
  int answer_height, question_height, point_height, code_size;

  deckle_card_zoom_follow (settings);
  deckle_card_view_set_card (view, card, &sample_basics, "en");
  deckle_card_view_set_angle (view, 180.0);
  window = helper_show (GTK_WIDGET (view), 700, 700);
  back = parts_get (view, DECKLE_TYPE_CARD_VIEW, "back");
  answer = parts_get (back, DECKLE_TYPE_CARD_BACK, "answer");
  question = parts_get (back, DECKLE_TYPE_CARD_BACK, "question");
  point = parts_find (parts_get (back, DECKLE_TYPE_CARD_BACK, "points_box"), GTK_TYPE_LABEL);
  code = parts_find (back, GTK_TYPE_TEXT_VIEW);
  answer_height = get_line_height (answer);
  question_height = get_line_height (question);
  point_height = get_line_height (point);
  code_size = get_font_size (code);

  g_settings_set_int (settings, "card-zoom", 200);
  helper_wait_until (get_line_height (answer) > 2 * answer_height - 4);
  g_assert_cmpint (get_line_height (question), >, 2 * question_height - 4);
  g_assert_cmpint (get_line_height (point), >, 2 * point_height - 4);
  g_assert_cmpint (get_font_size (code), >, 2 * code_size - PANGO_SCALE);
  /* Nothing is wider than the card, so nothing is cut. */
  g_assert_cmpint (gtk_widget_get_width (answer), <=, gtk_widget_get_width (GTK_WIDGET (view)));

  g_settings_reset (settings, "card-zoom");
  helper_wait_until (get_line_height (answer) == answer_height);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/card-zoom/steps", test_steps);
  g_test_add_func ("/card-zoom/text-grows", test_text_grows);

  return g_test_run ();
}
