/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "helper.h"
#include "sample.h"
#include "ui/deckle-card-back.h"
#include "ui/deckle-card-front.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-code-block.h"
#include "ui/deckle-section-style.h"

static DeckleCardView *
create_view (DeckleCard *card,
             const char *language)
{
  GtkWidget *widget = deckle_card_view_new ();

  deckle_card_view_set_card (DECKLE_CARD_VIEW (widget), card, &sample_basics, language);

  return DECKLE_CARD_VIEW (widget);
}

static GtkWidget *
get_face (DeckleCardView *view,
          const char     *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (view), DECKLE_TYPE_CARD_VIEW, name));
}

static GtkWidget *
get_back_part (DeckleCardView *view,
               const char     *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (get_face (view, "back"), DECKLE_TYPE_CARD_BACK, name));
}

static void
assert_face (DeckleCardView *view,
             gboolean        answer)
{
  GtkWidget *front = get_face (view, "front"), *back = get_face (view, "back");

  g_assert_true (deckle_card_view_get_answer_shown (view) == answer);
  g_assert_true (gtk_widget_get_child_visible (front) == !answer);
  g_assert_true (gtk_widget_get_child_visible (back) == answer);
  gtk_test_accessible_assert_state (front, GTK_ACCESSIBLE_STATE_HIDDEN, answer);
  gtk_test_accessible_assert_state (back, GTK_ACCESSIBLE_STATE_HIDDEN, !answer);
}

static void
test_roles (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  g_autoptr (DeckleCardView) view = g_object_ref_sink (create_view (card, "en"));

  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (get_face (view, "front"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Question");
  gtk_test_accessible_assert_property (get_face (view, "back"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Answer");
  gtk_test_accessible_assert_role (gtk_widget_get_first_child (get_back_part (view, "points_box")),
                                   GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_test_accessible_assert_role (gtk_widget_get_first_child (get_back_part (view, "references_box")),
                                   GTK_ACCESSIBLE_ROLE_LINK);
  gtk_test_accessible_assert_property (gtk_widget_get_first_child (get_back_part (view, "references_box")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Go spec: Allocation");
}

static void
test_flip_unmapped (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  g_autoptr (DeckleCardView) view = g_object_ref_sink (create_view (card, "en"));

  assert_face (view, FALSE);
  deckle_card_view_flip (view, TRUE);
  assert_face (view, TRUE);
  g_assert_cmpfloat (deckle_card_view_get_angle (view), ==, 180.0);
  deckle_card_view_flip (view, FALSE);
  assert_face (view, FALSE);

  deckle_card_view_flip (view, TRUE);
  deckle_card_view_set_card (view, card, NULL, NULL);
  assert_face (view, FALSE);
}

static void
test_flip (gconstpointer data)
{
  DeckleFlipAnimation animation = (DeckleFlipAnimation) GPOINTER_TO_INT (data);
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = create_view (card, "en");
  GtkWidget *window = helper_show (GTK_WIDGET (view), 700, 600);

  deckle_card_view_set_flip_animation (view, animation);
  deckle_card_view_flip (view, TRUE);
  if (animation == DECKLE_FLIP_NONE)
    assert_face (view, TRUE);
  helper_wait_until (deckle_card_view_get_angle (view) == 180.0);
  assert_face (view, TRUE);
  deckle_card_view_flip (view, FALSE);
  helper_wait_until (deckle_card_view_get_angle (view) == 0.0);
  assert_face (view, FALSE);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_reverse (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = create_view (card, "en");
  GtkWidget *window = helper_show (GTK_WIDGET (view), 700, 600);
  double angle;

  deckle_card_view_flip (view, TRUE);
  helper_wait_until (deckle_card_view_get_angle (view) > 0.0);
  angle = deckle_card_view_get_angle (view);
  deckle_card_view_flip (view, FALSE);
  g_assert_cmpfloat (deckle_card_view_get_angle (view), <=, angle);
  helper_wait_until (deckle_card_view_get_angle (view) == 0.0);
  helper_draw_frames (window, 30);
  assert_face (view, FALSE);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Each frame of a flip as it is drawn: never pink, whatever the renderer. */
static void
test_frames (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = create_view (card, "en");
  GtkWidget *window = helper_show (GTK_WIDGET (view), 700, 600);
  gboolean answer = TRUE;
  guint n_frames = 0;

  for (int flip = 0; flip < 2; flip++, answer = !answer)
    {
      deckle_card_view_flip (view, answer);
      do
        {
          g_autoptr (GdkTexture) texture = NULL;

          helper_draw_frames (window, 1);
          texture = helper_render (GTK_WIDGET (view));
          g_assert_cmpuint (helper_count_pink (texture), ==, 0);
          n_frames++;
        }
      while (deckle_card_view_get_angle (view) != (answer ? 180.0 : 0.0) && n_frames < 1000);
    }
  g_assert_cmpuint (n_frames, <, 1000);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing moves once the answer is there: the text view was measured, the code highlighted before. */
static void
test_still (gconstpointer data)
{
  DeckleFlipAnimation animation = (DeckleFlipAnimation) GPOINTER_TO_INT (data);
  g_autoptr (DeckleCard) first = sample_card_select ();
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = create_view (first, "en");
  GtkWidget *window = helper_show (GTK_WIDGET (view), 700, 600);
  g_autoptr (GdkTexture) soon = NULL;
  g_autoptr (GdkTexture) later = NULL;
  gint64 end;

  deckle_card_view_set_flip_animation (view, animation);
  deckle_card_view_set_card (view, card, &sample_basics, "en");
  deckle_card_view_flip (view, TRUE);
  helper_wait_until (deckle_card_view_get_angle (view) == 180.0);
  helper_draw_frames (window, 1);
  soon = helper_render (GTK_WIDGET (view));

  end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  helper_wait_until (g_get_monotonic_time () > end);
  helper_draw_frames (window, 1);
  later = helper_render (GTK_WIDGET (view));
  g_assert_true (helper_same_pixels (soon, later));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_without_animations (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = create_view (card, "en");
  GtkWidget *window = helper_show (GTK_WIDGET (view), 700, 600);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  deckle_card_view_flip (view, TRUE);
  assert_face (view, TRUE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Tab walks through the face that is seen and nowhere else. */
static void
test_focus (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = create_view (card, "en");
  GtkWidget *window = helper_show (GTK_WIDGET (view), 700, 600);
  guint n_stops[2] = { 0, 0 };

  deckle_card_view_set_flip_animation (view, DECKLE_FLIP_NONE);
  for (int answer = 0; answer < 2; answer++)
    {
      GtkWidget *seen = get_face (view, answer ? "back" : "front");

      deckle_card_view_flip (view, answer != 0);
      gtk_window_set_focus (GTK_WINDOW (window), NULL);
      while (gtk_widget_child_focus (GTK_WIDGET (view), GTK_DIR_TAB_FORWARD) && n_stops[answer] < 50)
        {
          g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), seen));
          n_stops[answer]++;
        }
    }
  g_assert_cmpuint (n_stops[0], ==, 1);
  /* Question, answer, three points, code, wrap, copy, output, more, add note, two references */
  g_assert_cmpuint (n_stops[1], ==, 13);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_points (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  g_autoptr (DeckleCardView) view = g_object_ref_sink (create_view (card, "en"));
  GtkLabel *summary = GTK_LABEL (get_back_part (view, "points_summary"));
  GtkWidget *point = gtk_widget_get_first_child (get_back_part (view, "points_box"));
  const char *expected[] = { "1 of 3 · Again?", "2 of 3 · Hard?", "3 of 3 · Good?" };

  g_assert_cmpstr (gtk_label_get_label (summary), ==, "");
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (point), TRUE);
      g_assert_cmpstr (gtk_label_get_label (summary), ==, expected[i]);
      if (i == 1)
        {
          deckle_card_view_set_two_buttons (view, TRUE);
          g_assert_cmpstr (gtk_label_get_label (summary), ==, "2 of 3 · Good?");
          deckle_card_view_set_two_buttons (view, FALSE);
        }
      point = gtk_widget_get_next_sibling (point);
    }

  deckle_card_view_set_card (view, card, NULL, NULL);
  g_assert_cmpstr (gtk_label_get_label (summary), ==, "");
  point = gtk_widget_get_first_child (get_back_part (view, "points_box"));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (point)));
}

static void
test_parts (void)
{
  g_autoptr (DeckleCard) full = sample_card_new_make ();
  g_autoptr (DeckleCard) bare = deckle_card_new ("bare", 0, "Question?", "Answer.");
  g_autoptr (DeckleCardView) view = g_object_ref_sink (create_view (full, "en"));
  const char *parts[] = { "points_section", "code", "detail_section", "references_section" };

  deckle_card_add_reference (bare, "Not the web", "javascript:alert(1)");
  deckle_card_add_reference (bare, "Not the web either", "file:///etc/passwd");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_true (gtk_widget_get_visible (get_back_part (view, parts[i])));

  deckle_card_view_set_card (view, bare, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_false (gtk_widget_get_visible (get_back_part (view, parts[i])));
}

static void
test_untrusted_text (void)
{
  g_autoptr (DeckleCard) card = deckle_card_new ("x", 1, "a <b>bold</b> & `<T>`", "</span> & <i>");
  g_autoptr (DeckleCardView) view = g_object_ref_sink (create_view (card, "en"));
  const char *text = gtk_label_get_text (GTK_LABEL (get_back_part (view, "question")));

  g_assert_nonnull (strstr (text, "<b>bold</b> & "));
  g_assert_nonnull (strstr (text, "<T>"));
}

static void
test_direction (void)
{
  g_autoptr (DeckleCard) card = sample_card_hebrew ();
  g_autoptr (DeckleCardView) view = g_object_ref_sink (create_view (card, "he"));

  g_assert_cmpint (gtk_widget_get_direction (get_face (view, "front")), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (get_back_part (view, "answer")), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (gtk_widget_get_first_child (get_back_part (view, "points_box"))), ==,
                   GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (get_back_part (view, "code")), ==, GTK_TEXT_DIR_LTR);

  deckle_card_view_set_card (view, card, NULL, "en");
  g_assert_cmpint (gtk_widget_get_direction (get_back_part (view, "answer")), ==, GTK_TEXT_DIR_LTR);
}

static void
test_section_style (void)
{
  g_autofree char *known = deckle_section_icon_name ("book-open");
  g_autofree char *unknown = deckle_section_icon_name ("../../etc");

  g_assert_cmpstr (deckle_section_style_class ("#2E9E5B"), ==, "section-green");
  g_assert_cmpstr (deckle_section_style_class ("#B98A00"), ==, "section-yellow");
  g_assert_cmpstr (deckle_section_style_class ("#2F7FD6"), ==, "section-blue");
  g_assert_cmpstr (deckle_section_style_class ("#8A56C8"), ==, "section-purple");
  g_assert_cmpstr (deckle_section_style_class ("#CF4646"), ==, "section-red");
  g_assert_cmpstr (deckle_section_style_class ("#777777"), ==, "section-slate");
  g_assert_cmpstr (deckle_section_style_class ("nonsense"), ==, "section-slate");
  g_assert_cmpstr (deckle_section_style_class (NULL), ==, "section-slate");
  g_assert_cmpstr (known, ==, "deckle-section-book-open-symbolic");
  g_assert_cmpstr (unknown, ==, "deckle-all-symbolic");
}

static void
test_finalized (void)
{
  g_autoptr (DeckleCard) card = sample_card_new_make ();
  DeckleCardView *view = g_object_ref_sink (create_view (card, "en"));

  g_assert_finalize_object (view);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/card-view/roles", test_roles);
  g_test_add_func ("/card-view/flip/unmapped", test_flip_unmapped);
  g_test_add_data_func ("/card-view/flip/turn", GINT_TO_POINTER (DECKLE_FLIP_TURN), test_flip);
  g_test_add_data_func ("/card-view/flip/fade", GINT_TO_POINTER (DECKLE_FLIP_FADE), test_flip);
  g_test_add_data_func ("/card-view/flip/none", GINT_TO_POINTER (DECKLE_FLIP_NONE), test_flip);
  g_test_add_func ("/card-view/flip/reverse", test_reverse);
  g_test_add_func ("/card-view/flip/without-animations", test_without_animations);
  g_test_add_func ("/card-view/frames", test_frames);
  g_test_add_data_func ("/card-view/still/turn", GINT_TO_POINTER (DECKLE_FLIP_TURN), test_still);
  g_test_add_data_func ("/card-view/still/fade", GINT_TO_POINTER (DECKLE_FLIP_FADE), test_still);
  g_test_add_data_func ("/card-view/still/none", GINT_TO_POINTER (DECKLE_FLIP_NONE), test_still);
  g_test_add_func ("/card-view/focus", test_focus);
  g_test_add_func ("/card-view/points", test_points);
  g_test_add_func ("/card-view/parts", test_parts);
  g_test_add_func ("/card-view/untrusted-text", test_untrusted_text);
  g_test_add_func ("/card-view/direction", test_direction);
  g_test_add_func ("/card-view/section-style", test_section_style);
  g_test_add_func ("/card-view/finalized", test_finalized);

  return g_test_run ();
}
