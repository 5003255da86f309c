/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-section"
#include "model/deckle-section.h"

/**
 * DeckleSection:
 *
 * A titled part of a bank: a [iface@Gio.ListModel] of [class@Card].
 *
 * It forwards the list that it was made with and holds no cards of its own, so
 * that a lazy list stays lazy.
 */
struct _DeckleSection
{
  GObject     parent_instance;

  char       *id;          /* (owned) (not nullable) */
  char       *title;       /* (owned) (not nullable) */
  char       *short_title; /* (owned) (nullable) */
  int         order;
  char       *colour;      /* (owned) (nullable) */
  char       *icon;        /* (owned) (nullable) */
  char       *emoji;       /* (owned) (nullable) */
  int         from;
  int         to;
  GListModel *cards;       /* (owned) (nullable after dispose) */
};

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_SHORT_TITLE,
  PROP_COLOUR,
  PROP_ICON,
  PROP_EMOJI,
  PROP_N_ITEMS,
  N_PROPS
} DeckleSectionProp;

static GParamSpec *props[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeckleSection, deckle_section, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
on_items_changed (DeckleSection *self,
                  guint          position,
                  guint          removed,
                  guint          added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
}

static GType
deckle_section_get_item_type (GListModel *list)
{
  return DECKLE_TYPE_CARD;
}

static guint
deckle_section_get_n_items (GListModel *list)
{
  DeckleSection *self = DECKLE_SECTION (list);

  return self->cards != NULL ? g_list_model_get_n_items (self->cards) : 0;
}

static gpointer
deckle_section_get_item (GListModel *list,
                         guint       position)
{
  DeckleSection *self = DECKLE_SECTION (list);

  return self->cards != NULL ? g_list_model_get_item (self->cards, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = deckle_section_get_item_type;
  iface->get_n_items = deckle_section_get_n_items;
  iface->get_item = deckle_section_get_item;
}

static void
deckle_section_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  DeckleSection *self = DECKLE_SECTION (object);

  switch ((DeckleSectionProp) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SHORT_TITLE:
      g_value_set_string (value, deckle_section_get_short_title (self));
      break;
    case PROP_COLOUR:
      g_value_set_string (value, self->colour);
      break;
    case PROP_ICON:
      g_value_set_string (value, self->icon);
      break;
    case PROP_EMOJI:
      g_value_set_string (value, self->emoji);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, deckle_section_get_n_items (G_LIST_MODEL (self)));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_section_dispose (GObject *object)
{
  DeckleSection *self = DECKLE_SECTION (object);

  if (self->cards != NULL)
    g_signal_handlers_disconnect_by_data (self->cards, self);
  g_clear_object (&self->cards);

  G_OBJECT_CLASS (deckle_section_parent_class)->dispose (object);
}

static void
deckle_section_finalize (GObject *object)
{
  DeckleSection *self = DECKLE_SECTION (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->short_title);
  g_free (self->colour);
  g_free (self->icon);
  g_free (self->emoji);

  G_OBJECT_CLASS (deckle_section_parent_class)->finalize (object);
}

static void
deckle_section_class_init (DeckleSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = deckle_section_get_property;
  object_class->dispose = deckle_section_dispose;
  object_class->finalize = deckle_section_finalize;

  /**
   * DeckleSection:id:
   *
   * Stable id, unique within its bank.
   */
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);

  /**
   * DeckleSection:title:
   *
   * What people call it.
   */
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);

  /**
   * DeckleSection:short-title:
   *
   * The title for narrow places.
   */
  props[PROP_SHORT_TITLE] = g_param_spec_string ("short-title", NULL, NULL, "", flags);

  /**
   * DeckleSection:colour:
   *
   * Accent colour as "#RRGGBB".
   */
  props[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, flags);

  /**
   * DeckleSection:icon:
   *
   * Stem of a section symbol, "book-open".
   */
  props[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, flags);

  /**
   * DeckleSection:emoji:
   *
   * The emoji that a document puts before the title.
   */
  props[PROP_EMOJI] = g_param_spec_string ("emoji", NULL, NULL, NULL, flags);

  /**
   * DeckleSection:n-items:
   *
   * Number of cards.
   */
  props[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
deckle_section_init (DeckleSection *self)
{
}

/**
 * deckle_section_new:
 * @id: stable id, unique within the bank
 * @title: what people call it
 * @cards: a list of [class@Card], referenced
 *
 * Makes a section that shows @cards and follows their changes.
 *
 * Returns: (transfer full): a new section
 */
DeckleSection *
deckle_section_new (const char *id,
                    const char *title,
                    GListModel *cards)
{
  DeckleSection *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (cards), NULL);

  self = g_object_new (DECKLE_TYPE_SECTION, NULL);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->cards = g_object_ref (cards);
  g_signal_connect_swapped (cards, "items-changed", G_CALLBACK (on_items_changed), self);

  return self;
}

/**
 * deckle_section_get_id:
 * @self: a section
 *
 * Gets the stable id.
 *
 * Returns: (transfer none): the id
 */
const char *
deckle_section_get_id (DeckleSection *self)
{
  g_return_val_if_fail (DECKLE_IS_SECTION (self), NULL);

  return self->id;
}

/**
 * deckle_section_get_title:
 * @self: a section
 *
 * Gets what people call the section.
 *
 * Returns: (transfer none): the title
 */
const char *
deckle_section_get_title (DeckleSection *self)
{
  g_return_val_if_fail (DECKLE_IS_SECTION (self), NULL);

  return self->title;
}

/**
 * deckle_section_get_short_title:
 * @self: a section
 *
 * Gets the title for narrow places, at most 24 characters where the bank gives one.
 *
 * Returns: (transfer none): the short title, or the full one
 */
const char *
deckle_section_get_short_title (DeckleSection *self)
{
  g_return_val_if_fail (DECKLE_IS_SECTION (self), NULL);

  return self->short_title != NULL ? self->short_title : self->title;
}

/**
 * deckle_section_set_short_title:
 * @self: a section
 * @short_title: (nullable): title for narrow places; %NULL falls back on the full one
 *
 * Sets the title for narrow places.
 */
void
deckle_section_set_short_title (DeckleSection *self,
                                const char    *short_title)
{
  g_return_if_fail (DECKLE_IS_SECTION (self));

  if (g_set_str (&self->short_title, short_title))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHORT_TITLE]);
}

/**
 * deckle_section_get_order:
 * @self: a section
 *
 * Gets the place of the section in its bank.
 *
 * Returns: a number to sort by
 */
int
deckle_section_get_order (DeckleSection *self)
{
  g_return_val_if_fail (DECKLE_IS_SECTION (self), 0);

  return self->order;
}

/**
 * deckle_section_set_order:
 * @self: a section
 * @order: a number to sort by
 *
 * Sets the place of the section in its bank.
 */
void
deckle_section_set_order (DeckleSection *self,
                          int            order)
{
  g_return_if_fail (DECKLE_IS_SECTION (self));

  self->order = order;
}

/**
 * deckle_section_get_colour:
 * @self: a section
 *
 * Gets the accent colour.
 *
 * Returns: (transfer none) (nullable): "#RRGGBB"
 */
const char *
deckle_section_get_colour (DeckleSection *self)
{
  g_return_val_if_fail (DECKLE_IS_SECTION (self), NULL);

  return self->colour;
}

/**
 * deckle_section_set_colour:
 * @self: a section
 * @colour: (nullable): "#RRGGBB"
 *
 * Sets the accent colour.
 */
void
deckle_section_set_colour (DeckleSection *self,
                           const char    *colour)
{
  g_return_if_fail (DECKLE_IS_SECTION (self));

  if (g_set_str (&self->colour, colour))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLOUR]);
}

/**
 * deckle_section_get_icon:
 * @self: a section
 *
 * Gets the stem of the section's symbol.
 *
 * Returns: (transfer none) (nullable): "book-open"
 */
const char *
deckle_section_get_icon (DeckleSection *self)
{
  g_return_val_if_fail (DECKLE_IS_SECTION (self), NULL);

  return self->icon;
}

/**
 * deckle_section_set_icon:
 * @self: a section
 * @icon: (nullable): "book-open"
 *
 * Sets the stem of the section's symbol.
 */
void
deckle_section_set_icon (DeckleSection *self,
                         const char    *icon)
{
  g_return_if_fail (DECKLE_IS_SECTION (self));

  if (g_set_str (&self->icon, icon))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ICON]);
}

/**
 * deckle_section_get_emoji:
 * @self: a section
 *
 * Gets the emoji that a document puts before the title.
 *
 * Returns: (transfer none) (nullable): the emoji
 */
const char *
deckle_section_get_emoji (DeckleSection *self)
{
  g_return_val_if_fail (DECKLE_IS_SECTION (self), NULL);

  return self->emoji;
}

/**
 * deckle_section_set_emoji:
 * @self: a section
 * @emoji: (nullable): the emoji
 *
 * Sets the emoji that a document puts before the title.
 */
void
deckle_section_set_emoji (DeckleSection *self,
                          const char    *emoji)
{
  g_return_if_fail (DECKLE_IS_SECTION (self));

  if (g_set_str (&self->emoji, emoji))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EMOJI]);
}

/**
 * deckle_section_get_range:
 * @self: a section
 * @from: (out) (optional): first question number, 0 when the section announces none
 * @to: (out) (optional): last question number, 0 when the section announces none
 *
 * Gets the question numbers that the section announces.
 */
void
deckle_section_get_range (DeckleSection *self,
                          int           *from,
                          int           *to)
{
  g_return_if_fail (DECKLE_IS_SECTION (self));

  if (from != NULL)
    *from = self->from;
  if (to != NULL)
    *to = self->to;
}

/**
 * deckle_section_set_range:
 * @self: a section
 * @from: first question number, or 0
 * @to: last question number, or 0
 *
 * Sets the question numbers that the section announces.
 */
void
deckle_section_set_range (DeckleSection *self,
                          int            from,
                          int            to)
{
  g_return_if_fail (DECKLE_IS_SECTION (self));

  self->from = from;
  self->to = to;
}
