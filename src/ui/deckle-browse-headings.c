/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-headings"
#include "ui/deckle-browse-headings.h"

#include <glib/gi18n.h>

#include "ui/deckle-browse-row.h"

#define NO_SORT -1
#define SYMBOL_SIZE 16

typedef struct
{
  const char *title;
  int         sort;   /* a DeckleQuerySort, or NO_SORT */
  int         chars;  /* width as in the rows, 0 = what is left */
  float       xalign;
} Heading;

static const Heading headings[] = {
  { N_("No."), DECKLE_QUERY_SORT_NUMBER, DECKLE_BROWSE_NUMBER_CHARS, 1 },
  { N_("Question"), DECKLE_QUERY_SORT_QUESTION, 0, 0 },
  { N_("Level"), NO_SORT, DECKLE_BROWSE_LEVEL_CHARS, 0 },
  { N_("State"), NO_SORT, DECKLE_BROWSE_STATE_CHARS, 0 },
  { N_("Due"), DECKLE_QUERY_SORT_DUE, DECKLE_BROWSE_DUE_CHARS, 0 },
};

/* The letters are smaller than those of the rows, the column is not: its width comes from the font of the label. */
static GtkWidget *
create_label (const Heading *heading)
{
  GtkWidget *label = gtk_label_new (_(heading->title));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (.82));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), heading->xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (heading->chars > 0)
    {
      gtk_label_set_width_chars (GTK_LABEL (label), heading->chars);
      gtk_label_set_max_width_chars (GTK_LABEL (label), heading->chars);
    }
  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

static GtkWidget *
create_heading (const Heading *heading)
{
  GtkWidget *label = create_label (heading);
  GtkWidget *button;

  if (heading->sort == NO_SORT)
    return label;
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "browse.toggle-sort");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", heading->sort);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "deckle-heading", (gpointer) heading);
  return button;
}

/**
 * deckle_browse_headings_fill:
 * @box: an empty box, with the spacing of the rows
 *
 * Fills the headings in.
 */
void
deckle_browse_headings_fill (GtkBox *box)
{
  g_return_if_fail (GTK_IS_BOX (box));

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      GtkWidget *heading = create_heading (&headings[i]);

      if (headings[i].chars == 0)
        {
          /* Above the symbol of the section, where the rows have one */
          GtkWidget *place = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

          gtk_widget_set_size_request (place, SYMBOL_SIZE, -1);
          gtk_box_append (box, place);
          gtk_widget_set_hexpand (heading, TRUE);
        }
      gtk_box_append (box, heading);
    }
}

static void
show_heading (GtkWidget       *button,
              const Heading   *heading,
              gboolean         is_sorted,
              gboolean         descending)
{
  const char *title = _(heading->title);
  g_autofree char *text = is_sorted ? g_strconcat (title, descending ? " ↓" : " ↑", NULL) : g_strdup (title);
  g_autofree char *name = NULL;

  if (!is_sorted)
    /* Translators: %s is the heading of a column */
    name = g_strdup_printf (_("%s, sort by it"), title);
  else
    name = g_strdup_printf (descending ? _("%s, sorted, descending") : _("%s, sorted, ascending"), title);
  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * deckle_browse_headings_show:
 * @box: the headings
 * @sort: order of the list
 * @descending: whether it is turned round
 *
 * Marks the column that the list is sorted by.
 */
void
deckle_browse_headings_show (GtkBox          *box,
                             DeckleQuerySort  sort,
                             gboolean         descending)
{
  g_return_if_fail (GTK_IS_BOX (box));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const Heading *heading = g_object_get_data (G_OBJECT (child), "deckle-heading");

      if (heading != NULL)
        show_heading (child, heading, heading->sort == (int) sort, descending);
    }
}
