/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "helper.h"
#include "parts.h"
#include "ui/deckle-mastery-bar.h"
#include "ui/deckle-mastery-rows.h"

static void
append (GPtrArray  *mastery,
        const char *title,
        const char *colour,
        guint       known)
{
  DeckleMastery *section = g_new0 (DeckleMastery, 1);

  section->title = g_strdup (title);
  section->short_title = g_strdup (title);
  section->colour = g_strdup (colour);
  section->counts = (DeckleCounts){ .known = known, .learning = 2, .fresh = 3, .total = known + 5 };
  g_ptr_array_add (mastery, section);
}

static GPtrArray *
create_mastery (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_mastery_free);
}

/* Lines that are there stay: nothing flickers and no place is lost when a card was answered. */
static void
test_rows_stay (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  g_autoptr (GPtrArray) first = create_mastery ();
  g_autoptr (GPtrArray) second = create_mastery ();
  g_autoptr (GPtrArray) empty = create_mastery ();
  GtkWidget *row, *bar;

  append (first, "Basics & <more>", "#2E9E5B", 4);
  append (first, "Concurrency", "#8A56C8", 0);
  deckle_mastery_rows_fill (GTK_BOX (box), first);
  row = gtk_widget_get_first_child (box);
  g_assert_true (gtk_widget_get_next_sibling (row) == gtk_widget_get_last_child (box));
  g_assert_nonnull (parts_find_label (row, "Basics & <more>"));
  g_assert_nonnull (parts_find_label (row, "4 known, 2 learning, 3 new"));
  g_assert_true (gtk_widget_has_css_class (row, "section-green"));
  bar = parts_find (row, DECKLE_TYPE_MASTERY_BAR);
  gtk_test_accessible_assert_role (bar, GTK_ACCESSIBLE_ROLE_PRESENTATION);

  append (second, "Memory", "#8A56C8", 7);
  deckle_mastery_rows_fill (GTK_BOX (box), second);
  g_assert_true (gtk_widget_get_first_child (box) == row);
  g_assert_true (gtk_widget_get_last_child (box) == row);
  g_assert_nonnull (parts_find_label (row, "7 known, 2 learning, 3 new"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (parts_find_label (row, "Memory")), ==, "Memory");
  g_assert_false (gtk_widget_has_css_class (row, "section-green"));
  g_assert_true (gtk_widget_has_css_class (row, "section-purple"));

  deckle_mastery_rows_fill (GTK_BOX (box), empty);
  g_assert_null (gtk_widget_get_first_child (box));
}

static GdkTexture *
render_bar (DeckleMasteryBar   *bar,
            const DeckleCounts *counts)
{
  deckle_mastery_bar_set_counts (bar, counts);
  helper_draw_frames (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (bar))), 2);
  return helper_render (GTK_WIDGET (bar));
}

static void
test_bar (void)
{
  const DeckleCounts none = { 0 };
  const DeckleCounts fresh = { .fresh = 9, .total = 9 };
  const DeckleCounts half = { .known = 4, .learning = 1, .fresh = 4, .total = 9 };
  GtkWidget *bar = deckle_mastery_bar_new ();
  GtkWidget *window;
  g_autoptr (GdkTexture) empty = NULL;
  g_autoptr (GdkTexture) unseen = NULL;
  g_autoptr (GdkTexture) some = NULL;
  g_autoptr (GdkTexture) mirrored = NULL;

  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  window = helper_show (bar, 400, 40);
  empty = render_bar (DECKLE_MASTERY_BAR (bar), &none);
  unseen = render_bar (DECKLE_MASTERY_BAR (bar), &fresh);
  some = render_bar (DECKLE_MASTERY_BAR (bar), &half);
  gtk_widget_set_direction (bar, GTK_TEXT_DIR_RTL);
  mirrored = render_bar (DECKLE_MASTERY_BAR (bar), &half);
  g_assert_true (helper_same_pixels (empty, unseen));
  g_assert_false (helper_same_pixels (unseen, some));
  g_assert_false (helper_same_pixels (some, mirrored));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finalized (void)
{
  GtkWidget *bar = g_object_ref_sink (deckle_mastery_bar_new ());

  g_assert_finalize_object (bar);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/mastery/rows-stay", test_rows_stay);
  g_test_add_func ("/mastery/bar", test_bar);
  g_test_add_func ("/mastery/finalized", test_finalized);

  return g_test_run ();
}
