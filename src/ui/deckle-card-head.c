/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-head"
#include "ui/deckle-card-head.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-section-style.h"

/**
 * DeckleCardHead:
 *
 * The line above both faces: section and level as chips, flag and number at the end.
 */
struct _DeckleCardHead
{
  GtkWidget parent_instance;

  GtkWidget *section_chip;
  GtkImage  *section_icon;
  GtkLabel  *section_title;
  GtkLabel  *level_label;
  GtkWidget *note_image;
  GtkWidget *flag_image;
  GtkLabel  *number_label;

  gboolean   narrow;
};

G_DEFINE_FINAL_TYPE (DeckleCardHead, deckle_card_head, GTK_TYPE_WIDGET)

static void
deckle_card_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_HEAD);

  G_OBJECT_CLASS (deckle_card_head_parent_class)->dispose (object);
}

static void
deckle_card_head_class_init (DeckleCardHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_card_head_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/card-head.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "chips", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardHead, section_chip);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardHead, section_icon);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardHead, section_title);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardHead, level_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardHead, note_image);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardHead, flag_image);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardHead, number_label);
}

static void
deckle_card_head_init (DeckleCardHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_card_head_set_card:
 * @self: a card head
 * @card: the card
 * @section: (nullable): its section, %NULL to leave the section out
 *
 * Shows where @card belongs.
 */
void
deckle_card_head_set_card (DeckleCardHead          *self,
                           DeckleCard              *card,
                           const DeckleSectionInfo *section)
{
  g_autofree char *number = NULL;

  g_return_if_fail (DECKLE_IS_CARD_HEAD (self));
  g_return_if_fail (DECKLE_IS_CARD (card));

  gtk_widget_set_visible (self->section_chip, section != NULL);
  if (section != NULL)
    {
      g_autofree char *icon = deckle_section_icon_name (section->icon);

      gtk_image_set_from_icon_name (self->section_icon, icon);
      gtk_label_set_label (self->section_title, section->title);
      gtk_widget_set_tooltip_text (self->section_chip, section->title);
      deckle_section_style_apply (self->section_chip, section->colour);
    }

  gtk_label_set_label (self->level_label, deckle_level_get_name (deckle_card_get_level (card)));

  if (deckle_card_get_number (card) > 0)
    /* Translators: the number of a question in its bank */
    number = g_strdup_printf (_("No. %d"), deckle_card_get_number (card));
  gtk_label_set_label (self->number_label, number != NULL ? number : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number_label), number != NULL && !self->narrow);
}

/**
 * deckle_card_head_set_flag:
 * @self: a card head
 * @flag: 0 for none, 1 to 4
 *
 * Shows the flag of the card.
 */
void
deckle_card_head_set_flag (DeckleCardHead *self,
                           int             flag)
{
  g_return_if_fail (DECKLE_IS_CARD_HEAD (self));

  for (int i = 1; i <= 4; i++)
    {
      g_autofree char *css_class = g_strdup_printf ("flag-%d", i);

      if (i == flag)
        gtk_widget_add_css_class (self->flag_image, css_class);
      else
        gtk_widget_remove_css_class (self->flag_image, css_class);
    }

  gtk_widget_set_visible (self->flag_image, flag != 0);
  gtk_widget_set_tooltip_text (self->flag_image, deckle_flag_get_name (flag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->flag_image),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  flag != 0 ? deckle_flag_get_name (flag) : "", -1);
}

/**
 * deckle_card_head_set_has_note:
 * @self: a card head
 * @has_note: whether the learner wrote a note
 *
 * Shows a quiet sign for a note.
 */
void
deckle_card_head_set_has_note (DeckleCardHead *self,
                               gboolean        has_note)
{
  g_return_if_fail (DECKLE_IS_CARD_HEAD (self));

  gtk_widget_set_visible (self->note_image, has_note);
}

/**
 * deckle_card_head_set_narrow:
 * @self: a card head
 * @narrow: whether there is little room
 *
 * Leaves the number out where there is little room.
 */
void
deckle_card_head_set_narrow (DeckleCardHead *self,
                             gboolean        narrow)
{
  g_return_if_fail (DECKLE_IS_CARD_HEAD (self));

  self->narrow = narrow;
  gtk_widget_set_visible (GTK_WIDGET (self->number_label),
                          !narrow && *gtk_label_get_label (self->number_label) != '\0');
}

/**
 * deckle_flag_get_name:
 * @flag: 1 to 4
 *
 * Names a flag.
 *
 * Returns: (transfer none) (nullable): a translated name, %NULL for anything else
 */
const char *
deckle_flag_get_name (int flag)
{
  switch (flag)
    {
    case 1:
      return _("Red Flag");
    case 2:
      return _("Orange Flag");
    case 3:
      return _("Green Flag");
    case 4:
      return _("Blue Flag");
    default:
      return NULL;
    }
}

/**
 * deckle_level_get_name:
 * @level: a level
 *
 * Names a level.
 *
 * Returns: (transfer none): a translated name
 */
const char *
deckle_level_get_name (DeckleLevel level)
{
  switch (level)
    {
    case DECKLE_LEVEL_INTERMEDIATE:
      return C_("level", "Intermediate");
    case DECKLE_LEVEL_ADVANCED:
      return C_("level", "Advanced");
    case DECKLE_LEVEL_BASIC:
    default:
      return C_("level", "Basic");
    }
}
