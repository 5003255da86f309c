/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-page"
#include "ui/deckle-card-page.h"

#include <glib/gi18n.h>

#include "ui/deckle-card-view.h"

/**
 * DeckleCardPage:
 *
 * One card to look at, reached from the list of cards. Flipping it is not an answer and touches no schedule.
 *
 * Actions: `study.advance` and `study.flip` turn the card, `study.scroll` (s) scrolls it, `study.copy` copies its code;
 * the names are those of the study page, so that the same keys work here.
 */
struct _DeckleCardPage
{
  AdwNavigationPage  parent_instance;

  AdwWindowTitle    *title;
  DeckleCardView    *card_view;
  GtkButton         *flip_button;

  gboolean           answer; /* the face that is shown or being turned to */
};

G_DEFINE_FINAL_TYPE (DeckleCardPage, deckle_card_page, ADW_TYPE_NAVIGATION_PAGE)

static void
flip_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (widget);

  self->answer = !self->answer;
  deckle_card_view_flip (self->card_view, self->answer);
  gtk_button_set_label (self->flip_button, self->answer ? _("Show Question") : _("Show Answer"));
}

static void
scroll_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  deckle_card_view_scroll_by_nick (DECKLE_CARD_PAGE (widget)->card_view, g_variant_get_string (parameter, NULL));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  deckle_card_view_copy_code (DECKLE_CARD_PAGE (widget)->card_view);
}

static void
shown_cb (DeckleCardPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->flip_button));
}

static void
deckle_card_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_PAGE);

  G_OBJECT_CLASS (deckle_card_page_parent_class)->dispose (object);
}

static void
deckle_card_page_class_init (DeckleCardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_card_page_dispose;

  g_type_ensure (DECKLE_TYPE_CARD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/card-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardPage, title);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardPage, card_view);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardPage, flip_button);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_install_action (widget_class, "study.advance", NULL, flip_action);
  gtk_widget_class_install_action (widget_class, "study.flip", NULL, flip_action);
  gtk_widget_class_install_action (widget_class, "study.scroll", "s", scroll_action);
  gtk_widget_class_install_action (widget_class, "study.copy", NULL, copy_action);
}

static void
deckle_card_page_init (DeckleCardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const DeckleSectionInfo *
find_section (GPtrArray *sections,
              gint64     row)
{
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (section->row == row)
        return section;
    }
  return NULL;
}

static char *
find_language (DeckleLibrary *library,
               gint64         deck)
{
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (library, NULL);

  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *info = g_ptr_array_index (decks, i);

      if (info->row == deck)
        return g_strdup (info->language);
    }
  return NULL;
}

/**
 * deckle_card_page_new:
 * @library: where the card is
 * @card: row id of the card
 * @settings: how the card flips
 *
 * Makes a page with the question of a card.
 *
 * Returns: (transfer floating) (nullable): a page, or %NULL when the card vanished
 */
DeckleCardPage *
deckle_card_page_new (DeckleLibrary *library,
                      gint64         card,
                      GSettings     *settings)
{
  DeckleCardPage *self;
  g_autoptr (DeckleCardRecord) record = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  g_autofree char *language = NULL;
  g_autofree char *number = NULL;
  const DeckleSectionInfo *section;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  record = deckle_library_load_card (library, card, NULL);
  if (record == NULL)
    return NULL;
  sections = deckle_library_list_sections (library, record->deck, NULL);
  section = find_section (sections, record->section);
  language = find_language (library, record->deck);
  number = g_strdup_printf (_("No. %d"), deckle_card_get_number (record->card));

  self = g_object_new (DECKLE_TYPE_CARD_PAGE, NULL);
  adw_window_title_set_title (self->title, section != NULL ? section->title : "");
  adw_window_title_set_subtitle (self->title, number);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), number);
  g_settings_bind (settings, "flip-animation", self->card_view, "flip-animation", G_SETTINGS_BIND_GET);
  deckle_card_view_set_card (self->card_view, record->card, section, language);
  deckle_card_view_set_flag (self->card_view, record->flag);
  return self;
}
