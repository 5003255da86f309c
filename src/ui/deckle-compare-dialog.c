/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-compare-dialog"
#include "ui/deckle-compare-dialog.h"

#include <glib/gi18n.h>

#include "deckle-config.h"
#include "model/deckle-text-diff.h"
#include "ui/deckle-card-head.h"

/* Pango's colours have 16 bits. */
#define GREY 0x8000
#define GREY_ALPHA 0x4800

/**
 * DeckleCompareDialog:
 *
 * The user's text of a card and the one of its question bank, part by part, one above the other. What only one of them has is
 * marked: on a grey ground, and struck through or bold, so that colour is not the only sign.
 */
struct _DeckleCompareDialog
{
  AdwDialog parent_instance;

  GtkBox   *parts_box;
};

G_DEFINE_FINAL_TYPE (DeckleCompareDialog, deckle_compare_dialog, ADW_TYPE_DIALOG)

static void
insert_attribute (PangoAttrList         *list,
                  PangoAttribute        *attribute,
                  const DeckleTextRange *range)
{
  attribute->start_index = (guint) range->start;
  attribute->end_index = (guint) (range->start + range->length);
  pango_attr_list_insert (list, attribute);
}

static GtkWidget *
create_text (const char *text,
             GArray     *ranges,
             gboolean    code,
             gboolean    is_new)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();

  for (guint i = 0; i < ranges->len; i++)
    {
      const DeckleTextRange *range = &g_array_index (ranges, DeckleTextRange, i);

      insert_attribute (list, pango_attr_background_new (GREY, GREY, GREY), range);
      insert_attribute (list, pango_attr_background_alpha_new (GREY_ALPHA), range);
      insert_attribute (list, is_new ? pango_attr_weight_new (PANGO_WEIGHT_BOLD) : pango_attr_strikethrough_new (TRUE), range);
    }
  gtk_label_set_attributes (GTK_LABEL (label), list);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (code)
    {
      gtk_widget_add_css_class (label, "mono");
      gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
    }
  return label;
}

static void
add_side (GtkBox     *box,
          const char *title,
          GtkWidget  *text)
{
  GtkWidget *caption = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dimmed");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, caption, NULL, -1);
  gtk_box_append (box, caption);
  gtk_box_append (box, text);
}

/* Only parts that differ are shown. */
static void
add_part (DeckleCompareDialog *self,
          const char          *title,
          const char          *mine,
          const char          *bank,
          gboolean             code)
{
  const char *texts[] = { mine != NULL ? mine : "", bank != NULL ? bank : "" };
  g_autoptr (GArray) removed = NULL;
  g_autoptr (GArray) added = NULL;
  GtkWidget *heading, *box;

  if (g_str_equal (texts[0], texts[1]))
    return;
  deckle_text_diff (texts[0], texts[1], &removed, &added);
  heading = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (self->parts_box, heading);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "compared");
  add_side (GTK_BOX (box), _("Yours"), create_text (*texts[0] != '\0' ? texts[0] : "–", removed, code, FALSE));
  add_side (GTK_BOX (box), _("The question bank’s"), create_text (*texts[1] != '\0' ? texts[1] : "–", added, code, TRUE));
  gtk_box_append (self->parts_box, box);
}

static char *
join (const char * const *items,
      const char         *separator)
{
  return items != NULL ? g_strjoinv (separator, (GStrv) items) : g_strdup ("");
}

static char *
list_references (DeckleCard *card)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    {
      const DeckleReference *reference = deckle_card_get_reference (card, i);

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? "\n" : "", reference->title, reference->url);
    }
  return g_string_free (text, FALSE);
}

static void
fill (DeckleCompareDialog *self,
      DeckleCard          *mine,
      DeckleCard          *bank)
{
  g_autofree char *my_points = join (deckle_card_get_points (mine), "\n");
  g_autofree char *bank_points = join (deckle_card_get_points (bank), "\n");
  g_autofree char *my_tags = join (deckle_card_get_tags (mine), " ");
  g_autofree char *bank_tags = join (deckle_card_get_tags (bank), " ");
  g_autofree char *my_references = list_references (mine);
  g_autofree char *bank_references = list_references (bank);

  add_part (self, _("Question"), deckle_card_get_question (mine), deckle_card_get_question (bank), FALSE);
  add_part (self, _("Answer"), deckle_card_get_answer (mine), deckle_card_get_answer (bank), FALSE);
  add_part (self, _("Key Points"), my_points, bank_points, FALSE);
  add_part (self, _("Detail"), deckle_card_get_detail (mine), deckle_card_get_detail (bank), FALSE);
  add_part (self, _("Code"), deckle_card_get_code (mine)->text, deckle_card_get_code (bank)->text, TRUE);
  add_part (self, _("Expected Output"), deckle_card_get_code (mine)->output, deckle_card_get_code (bank)->output, TRUE);
  add_part (self, _("Tags"), my_tags, bank_tags, FALSE);
  add_part (self, _("Level"), deckle_level_get_name (deckle_card_get_level (mine)),
            deckle_level_get_name (deckle_card_get_level (bank)), FALSE);
  add_part (self, _("References"), my_references, bank_references, FALSE);
  if (gtk_widget_get_first_child (GTK_WIDGET (self->parts_box)) == NULL)
    gtk_box_append (self->parts_box, gtk_label_new (_("Both texts are the same.")));
}

static void
deckle_compare_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_COMPARE_DIALOG);

  G_OBJECT_CLASS (deckle_compare_dialog_parent_class)->dispose (object);
}

static void
deckle_compare_dialog_class_init (DeckleCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_compare_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/compare-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCompareDialog, parts_box);
}

static void
deckle_compare_dialog_init (DeckleCompareDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_compare_dialog_new:
 * @mine: what the user wrote
 * @bank: what the question bank says
 *
 * Makes the dialog with the parts in which the two differ.
 *
 * Returns: (transfer floating): a dialog
 */
DeckleCompareDialog *
deckle_compare_dialog_new (DeckleCard *mine,
                           DeckleCard *bank)
{
  DeckleCompareDialog *self;

  g_return_val_if_fail (DECKLE_IS_CARD (mine), NULL);
  g_return_val_if_fail (DECKLE_IS_CARD (bank), NULL);

  self = g_object_new (DECKLE_TYPE_COMPARE_DIALOG, NULL);
  fill (self, mine, bank);
  return self;
}
