/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-mastery-rows"
#include "ui/deckle-mastery-rows.h"

#include <glib/gi18n.h>

#include "ui/deckle-mastery-bar.h"
#include "ui/deckle-section-style.h"

/* A row is a box of a heading (symbol, title, numbers) over a bar. */
static GtkWidget *
create_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *numbers = gtk_label_new (NULL);
  GtkWidget *bar = deckle_mastery_bar_new ();

  gtk_widget_add_css_class (icon, "section-tint");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (numbers), 1);
  gtk_label_set_wrap (GTK_LABEL (numbers), TRUE);
  gtk_widget_add_css_class (numbers, "stat-caption");
  gtk_widget_add_css_class (numbers, "tnum");
  gtk_widget_add_css_class (bar, "section-tint");
  gtk_box_append (GTK_BOX (heading), icon);
  gtk_box_append (GTK_BOX (heading), title);
  gtk_box_append (GTK_BOX (heading), numbers);
  gtk_box_append (GTK_BOX (row), heading);
  gtk_box_append (GTK_BOX (row), bar);
  return row;
}

static void
fill_row (GtkWidget           *row,
          const DeckleMastery *section)
{
  GtkWidget *icon = gtk_widget_get_first_child (gtk_widget_get_first_child (row));
  GtkWidget *title = gtk_widget_get_next_sibling (icon);
  GtkWidget *numbers = gtk_widget_get_next_sibling (title);
  g_autofree char *icon_name = deckle_section_icon_name (section->icon);
  /* Translators: known, learning and new are numbers of cards */
  g_autofree char *text = g_strdup_printf (_("%u known, %u learning, %u new"), section->counts.known,
                                           section->counts.learning, section->counts.fresh);

  deckle_section_style_apply (row, section->colour);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), icon_name);
  gtk_label_set_label (GTK_LABEL (title), section->title);
  gtk_widget_set_tooltip_text (title, section->title);
  gtk_label_set_label (GTK_LABEL (numbers), text);
  deckle_mastery_bar_set_counts (DECKLE_MASTERY_BAR (gtk_widget_get_last_child (row)), &section->counts);
}

/**
 * deckle_mastery_rows_fill:
 * @box: a vertical box that holds nothing else
 * @mastery: (element-type DeckleMastery): what to show
 *
 * Fills @box with a line a section: its symbol and title, a bar of known, learning and new, and the numbers in words. Lines
 * that are there already stay and get new numbers.
 */
void
deckle_mastery_rows_fill (GtkBox    *box,
                          GPtrArray *mastery)
{
  GtkWidget *row;

  g_return_if_fail (GTK_IS_BOX (box));
  g_return_if_fail (mastery != NULL);

  row = gtk_widget_get_first_child (GTK_WIDGET (box));
  for (guint i = 0; i < mastery->len; i++)
    {
      if (row == NULL)
        {
          row = create_row ();
          gtk_box_append (box, row);
        }
      fill_row (row, g_ptr_array_index (mastery, i));
      row = gtk_widget_get_next_sibling (row);
    }
  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (box, row);
      row = next;
    }
}
