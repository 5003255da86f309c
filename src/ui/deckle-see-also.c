/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-see-also"
#include "ui/deckle-see-also.h"

#include <glib/gi18n.h>

#include "model/deckle-markup.h"

#define CHIP_CHARS 30

/**
 * deckle_see_also_free:
 * @link: (transfer full): a link
 *
 * Frees it.
 */
void
deckle_see_also_free (DeckleSeeAlso *link)
{
  g_return_if_fail (link != NULL);

  g_free (link->question);
  g_free (link);
}

/**
 * deckle_see_also_find:
 * @library: where the cards are
 * @record: a card
 *
 * Looks the cards up that @record refers to. A card that is missing, or that left its bank, is left out. Indexed reads.
 *
 * Returns: (transfer full) (element-type DeckleSeeAlso): links in the order of the card
 */
GPtrArray *
deckle_see_also_find (DeckleLibrary          *library,
                      const DeckleCardRecord *record)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_see_also_free);
  const char * const *ids = deckle_card_get_see_also (record->card);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      gint64 row = deckle_library_find_card (library, record->deck, ids[i]);
      g_autoptr (DeckleCardRecord) other = row != 0 ? deckle_library_load_card (library, row, NULL) : NULL;
      DeckleSeeAlso *link;

      if (other == NULL || other->retired || other->row == record->row)
        continue;
      link = g_new0 (DeckleSeeAlso, 1);
      link->row = other->row;
      link->number = deckle_card_get_number (other->card);
      link->question = deckle_markup_to_plain (deckle_card_get_question (other->card));
      g_ptr_array_add (links, link);
    }
  return links;
}

static GtkWidget *
create_question (const char *question)
{
  GtkWidget *label = gtk_label_new (question);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHIP_CHARS);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  return label;
}

/**
 * deckle_see_also_new_chip:
 * @link: another card
 *
 * Makes a button with the number and the start of the question of another card; the whole question is its tooltip. It
 * activates “win.open-card” with the row id.
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
deckle_see_also_new_chip (const DeckleSeeAlso *link)
{
  GtkWidget *button, *box;

  g_return_val_if_fail (link != NULL, NULL);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  if (link->number > 0)
    {
      g_autofree char *number = g_strdup_printf ("%d", link->number);
      GtkWidget *label = gtk_label_new (number);

      gtk_widget_add_css_class (label, "tnum");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_box_append (GTK_BOX (box), create_question (link->question));

  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "see-also");
  gtk_widget_set_tooltip_text (button, link->question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, link->question, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-card");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", link->row);
  return button;
}
