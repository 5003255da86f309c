/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-list"
#include "ui/deckle-card-list.h"

/**
 * DeckleCardItem:
 *
 * A card in a list: its row id, and its text once somebody looks at it.
 */
struct _DeckleCardItem
{
  GObject           parent_instance;

  DeckleLibrary    *library; /* (owned) */
  gint64            row;
  DeckleCardRecord *record;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DeckleCardItem, deckle_card_item, G_TYPE_OBJECT)

/**
 * DeckleCardList:
 *
 * A lazy list of [class@CardItem]: it holds row ids, and makes an item only when one is asked for.
 */
struct _DeckleCardList
{
  GObject        parent_instance;

  DeckleLibrary *library; /* (owned) */
  GArray        *rows;    /* (owned) (element-type gint64) */
};

static void deckle_card_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeckleCardList, deckle_card_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, deckle_card_list_list_model_init))

static void
deckle_card_item_finalize (GObject *object)
{
  DeckleCardItem *self = DECKLE_CARD_ITEM (object);

  g_clear_pointer (&self->record, deckle_card_record_free);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (deckle_card_item_parent_class)->finalize (object);
}

static void
deckle_card_item_class_init (DeckleCardItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = deckle_card_item_finalize;
}

static void
deckle_card_item_init (DeckleCardItem *self)
{
}

/**
 * deckle_card_item_get_row:
 * @self: an item
 *
 * Returns: row id of the card
 */
gint64
deckle_card_item_get_row (DeckleCardItem *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_ITEM (self), 0);

  return self->row;
}

/**
 * deckle_card_item_get_record:
 * @self: an item
 *
 * Reads the card when first asked for it.
 *
 * Returns: (transfer none) (nullable): the card, or %NULL when it vanished
 */
const DeckleCardRecord *
deckle_card_item_get_record (DeckleCardItem *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_ITEM (self), NULL);

  if (self->record == NULL)
    self->record = deckle_library_load_card (self->library, self->row, NULL);
  return self->record;
}

static GType
deckle_card_list_get_item_type (GListModel *model)
{
  return DECKLE_TYPE_CARD_ITEM;
}

static guint
deckle_card_list_get_n_items (GListModel *model)
{
  return DECKLE_CARD_LIST (model)->rows->len;
}

static gpointer
deckle_card_list_get_item (GListModel *model,
                           guint       position)
{
  DeckleCardList *self = DECKLE_CARD_LIST (model);
  DeckleCardItem *item;

  if (position >= self->rows->len)
    return NULL;
  item = g_object_new (DECKLE_TYPE_CARD_ITEM, NULL);
  item->library = g_object_ref (self->library);
  item->row = g_array_index (self->rows, gint64, position);
  return item;
}

static void
deckle_card_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = deckle_card_list_get_item_type;
  iface->get_n_items = deckle_card_list_get_n_items;
  iface->get_item = deckle_card_list_get_item;
}

static void
deckle_card_list_finalize (GObject *object)
{
  DeckleCardList *self = DECKLE_CARD_LIST (object);

  g_array_unref (self->rows);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (deckle_card_list_parent_class)->finalize (object);
}

static void
deckle_card_list_class_init (DeckleCardListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = deckle_card_list_finalize;
}

static void
deckle_card_list_init (DeckleCardList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * deckle_card_list_new:
 * @library: where the cards are
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): a list
 */
DeckleCardList *
deckle_card_list_new (DeckleLibrary *library)
{
  DeckleCardList *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_CARD_LIST, NULL);
  self->library = g_object_ref (library);
  return self;
}

/**
 * deckle_card_list_set_rows:
 * @self: a list
 * @rows: (element-type gint64): row ids in order
 *
 * Shows other cards; the list says so in one items-changed.
 */
void
deckle_card_list_set_rows (DeckleCardList *self,
                           GArray         *rows)
{
  g_autoptr (GArray) old = NULL;

  g_return_if_fail (DECKLE_IS_CARD_LIST (self));
  g_return_if_fail (rows != NULL);

  old = g_steal_pointer (&self->rows);
  self->rows = g_array_ref (rows);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, rows->len);
}
