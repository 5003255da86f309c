/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-page"
#include "ui/deckle-card-page-private.h"

#include <glib/gi18n.h>

#include "model/deckle-markup.h"
#include "ui/deckle-card-menu.h"
#include "ui/deckle-see-also.h"

/**
 * DeckleCardPage:
 *
 * One card to look at, reached from the list of cards or from another card. Flipping it is not an answer and touches no
 * schedule. It follows the library: what happens to the card elsewhere shows here too.
 *
 * The names of the actions are those of the study page, so that the same keys work here; see the header file.
 */
typedef enum
{
  PROP_FLAG = 1,
  PROP_SUSPENDED,
  PROP_BURIED,
  N_PROPS,
} DeckleCardPageProp;

enum
{
  SIGNAL_TOAST,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleCardPage, deckle_card_page, ADW_TYPE_NAVIGATION_PAGE)

/**
 * deckle_card_page_emit_toast:
 * @self: a page
 * @sentence: what happened
 * @can_undo: whether it is the last step on the undo stack
 *
 * Emits [signal@CardPage::toast].
 */
void
deckle_card_page_emit_toast (DeckleCardPage *self,
                             const char     *sentence,
                             gboolean        can_undo)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, sentence, can_undo);
}

/* “No. 16 · Suspended”; a card without a number is called by its question. */
static void
update_title (DeckleCardPage *self)
{
  const DeckleSectionInfo *section = deckle_deck_names_find_section (self->names, self->record->section);
  int number = deckle_card_get_number (self->record->card);
  g_autofree char *name = NULL;
  g_autofree char *subtitle = NULL;

  if (number > 0)
    name = g_strdup_printf (_("No. %d"), number);
  else
    name = deckle_markup_to_plain (deckle_card_get_question (self->record->card));
  if (self->record->suspended)
    /* Translators: %s is the name of a card, for example “No. 16” */
    subtitle = g_strdup_printf (_("%s · Suspended"), name);
  else if (deckle_card_page_is_buried (self))
    /* Translators: %s is the name of a card, for example “No. 16” */
    subtitle = g_strdup_printf (_("%s · Buried"), name);

  adw_window_title_set_title (self->title, section != NULL ? section->title : "");
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : name);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
}

static void
show_marks (DeckleCardPage *self)
{
  update_title (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.forget", self->record->schedule.reps > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.delete-own",
                                 deckle_deck_names_is_own (self->names, self->record->deck));
  deckle_card_view_set_flag (self->card_view, self->record->flag);
  deckle_card_view_set_note (self->card_view, self->record->note);
  for (int i = PROP_FLAG; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
}

static void
show_card (DeckleCardPage *self)
{
  g_autoptr (GPtrArray) links = deckle_see_also_find (self->library, self->record);

  deckle_card_view_set_card (self->card_view, self->record->card,
                             deckle_deck_names_find_section (self->names, self->record->section),
                             deckle_deck_names_find_language (self->names, self->record->deck));
  deckle_card_view_set_see_also (self->card_view, links);
  if (self->answer)
    deckle_card_view_set_angle (self->card_view, 180.0);
}

/* A card that vanished stays on screen until the learner goes on. */
static void
library_changed_cb (DeckleCardPage *self)
{
  DeckleCardRecord *record = deckle_library_load_card (self->library, self->record->row, NULL);
  gboolean is_same;

  if (record == NULL)
    return;
  is_same = deckle_card_equal (record->card, self->record->card);
  deckle_card_record_free (self->record);
  self->record = record;
  if (!is_same)
    show_card (self);
  show_marks (self);
}

static void
shown_cb (DeckleCardPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->flip_button));
}

static void
deckle_card_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (object);

  switch ((DeckleCardPageProp) prop_id)
    {
    case PROP_FLAG:
      g_value_set_int (value, self->record != NULL ? self->record->flag : 0);
      break;
    case PROP_SUSPENDED:
      g_value_set_boolean (value, self->record != NULL && self->record->suspended);
      break;
    case PROP_BURIED:
      g_value_set_boolean (value, self->record != NULL && deckle_card_page_is_buried (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* What the actions of these names do; the library says what came of it. */
static void
deckle_card_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (object);

  switch ((DeckleCardPageProp) prop_id)
    {
    case PROP_FLAG:
      deckle_card_page_toggle_flag (self, g_value_get_int (value));
      break;
    case PROP_SUSPENDED:
      deckle_card_page_set_suspended (self, g_value_get_boolean (value));
      break;
    case PROP_BURIED:
      deckle_card_page_set_buried (self, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_card_page_dispose (GObject *object)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_PAGE);
  g_clear_object (&self->names);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (deckle_card_page_parent_class)->dispose (object);
}

static void
deckle_card_page_finalize (GObject *object)
{
  g_clear_pointer (&DECKLE_CARD_PAGE (object)->record, deckle_card_record_free);

  G_OBJECT_CLASS (deckle_card_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * DeckleCardPage:flag:
   *
   * The flag of the card, 0 for none. Setting the flag that it has takes it off.
   */
  props[PROP_FLAG] =
    g_param_spec_int ("flag", NULL, NULL, 0, 4, 0,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleCardPage:suspended:
   *
   * Whether the card stays away.
   */
  props[PROP_SUSPENDED] =
    g_param_spec_boolean ("suspended", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleCardPage:buried:
   *
   * Whether the card stays away until a later day.
   */
  props[PROP_BURIED] =
    g_param_spec_boolean ("buried", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleCardPage::toast:
   * @self: the page
   * @sentence: what happened
   * @can_undo: whether “Undo” takes it back
   *
   * Something worth a toast happened.
   */
  signals[SIGNAL_TOAST] =
    g_signal_new ("toast", DECKLE_TYPE_CARD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
deckle_card_page_class_init (DeckleCardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_card_page_get_property;
  object_class->set_property = deckle_card_page_set_property;
  object_class->dispose = deckle_card_page_dispose;
  object_class->finalize = deckle_card_page_finalize;
  install_properties (object_class);

  g_type_ensure (DECKLE_TYPE_CARD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/card-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardPage, title);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardPage, card_view);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardPage, flip_button);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  deckle_card_page_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "study.flag", "flag");
  gtk_widget_class_install_property_action (widget_class, "study.suspend", "suspended");
  gtk_widget_class_install_property_action (widget_class, "study.bury", "buried");
}

static void
deckle_card_page_init (DeckleCardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_card_menu_fill (self->menu_button, NULL);
}

static void
connect_library (DeckleCardPage *self)
{
  g_signal_connect_object (self->library, "schedule-changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "decks-changed", G_CALLBACK (library_changed_cb), self, G_CONNECT_SWAPPED);
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
  DeckleCardRecord *record;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  record = deckle_library_load_card (library, card, NULL);
  if (record == NULL)
    return NULL;

  self = g_object_new (DECKLE_TYPE_CARD_PAGE, NULL);
  self->library = g_object_ref (library);
  self->names = deckle_deck_names_new (library);
  self->record = record;
  deckle_card_view_bind_settings (self->card_view, settings);
  connect_library (self);
  show_card (self);
  show_marks (self);
  return self;
}

/**
 * deckle_card_page_get_row:
 * @self: a page
 *
 * Returns: row id of its card
 */
gint64
deckle_card_page_get_row (DeckleCardPage *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_PAGE (self), 0);

  return self->record->row;
}
