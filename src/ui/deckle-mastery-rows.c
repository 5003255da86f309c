/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-mastery-rows"
#include "ui/deckle-mastery-rows.h"

#include <glib/gi18n.h>

#include "ui/deckle-mastery-bar.h"
#include "ui/deckle-section-style.h"

static GtkWidget *
create_heading (const DeckleMastery *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *icon_name = deckle_section_icon_name (section->icon);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *title = gtk_label_new (section->title);
  /* Translators: known, learning and new are numbers of cards */
  g_autofree char *text = g_strdup_printf (_("%u known, %u learning, %u new"), section->counts.known,
                                           section->counts.learning, section->counts.fresh);
  GtkWidget *numbers = gtk_label_new (text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_widget_add_css_class (icon, "section-tint");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (title, section->title);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (numbers), 1);
  gtk_label_set_wrap (GTK_LABEL (numbers), TRUE);
  gtk_widget_add_css_class (numbers, "stat-caption");
  gtk_widget_add_css_class (numbers, "tnum");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), numbers);
  return box;
}

static GtkWidget *
create_row (const DeckleMastery *section)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *bar = deckle_mastery_bar_new ();

  deckle_mastery_bar_set_counts (DECKLE_MASTERY_BAR (bar), &section->counts);
  gtk_widget_add_css_class (bar, "section-tint");
  deckle_section_style_apply (row, section->colour);
  gtk_box_append (GTK_BOX (row), create_heading (section));
  gtk_box_append (GTK_BOX (row), bar);
  return row;
}

void
deckle_mastery_rows_fill (GtkBox    *box,
                          GPtrArray *mastery)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (box));
  g_return_if_fail (mastery != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < mastery->len; i++)
    gtk_box_append (box, create_row (g_ptr_array_index (mastery, i)));
}
