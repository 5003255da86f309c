/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-front"
#include "ui/deckle-card-front.h"

#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-card-text.h"

/**
 * DeckleCardFront:
 *
 * The face with the question.
 */
struct _DeckleCardFront
{
  GtkWidget parent_instance;

  GtkWidget      *scroller;
  DeckleCardHead *head;
  GtkLabel       *question;
};

G_DEFINE_FINAL_TYPE (DeckleCardFront, deckle_card_front, GTK_TYPE_WIDGET)

static void
deckle_card_front_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_FRONT);

  G_OBJECT_CLASS (deckle_card_front_parent_class)->dispose (object);
}

static void
deckle_card_front_class_init (DeckleCardFrontClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_card_front_dispose;

  g_type_ensure (DECKLE_TYPE_CARD_HEAD);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/card-front.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardFront, scroller);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardFront, head);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardFront, question);
}

static void
deckle_card_front_init (DeckleCardFront *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_card_front_set_card:
 * @self: a front
 * @card: the card
 * @section: (nullable): its section, %NULL to leave the section out
 *
 * Shows the question of @card.
 */
void
deckle_card_front_set_card (DeckleCardFront         *self,
                            DeckleCard              *card,
                            const DeckleSectionInfo *section)
{
  g_return_if_fail (DECKLE_IS_CARD_FRONT (self));
  g_return_if_fail (DECKLE_IS_CARD (card));

  deckle_card_head_set_card (self->head, card, section);
  deckle_label_set_card_text (self->question, deckle_card_get_question (card));
}

/**
 * deckle_card_front_get_head:
 * @self: a front
 *
 * Returns: (transfer none): the line above the question
 */
DeckleCardHead *
deckle_card_front_get_head (DeckleCardFront *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_FRONT (self), NULL);

  return self->head;
}

/**
 * deckle_card_front_get_scroller:
 * @self: a front
 *
 * Returns: (transfer none): the scrolled window around the question
 */
GtkWidget *
deckle_card_front_get_scroller (DeckleCardFront *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_FRONT (self), NULL);

  return self->scroller;
}
