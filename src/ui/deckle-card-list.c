/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-list"
#include "ui/deckle-card-list.h"

#define PAGE DECKLE_LINES_MAX
#define MAX_ITEMS 1024 /* kept though nobody looks at them; a list view holds some 200 */

/**
 * DeckleCardItem:
 *
 * A card in a list: its row id, and what a row shows of it.
 */
struct _DeckleCardItem
{
  GObject         parent_instance;

  gint64          row;
  DeckleCardLine *line;  /* (owned) (nullable): NULL when the card vanished */
  GList           link;  /* in the list's queue, by last use */
};

G_DEFINE_FINAL_TYPE (DeckleCardItem, deckle_card_item, G_TYPE_OBJECT)

/**
 * DeckleCardList:
 *
 * A lazy list of [class@CardItem]: it holds ordered row ids, and reads cards a page at a time when one of the page is asked for.
 * The items last used are kept, so that the same card is the same object, also after the order changed.
 */
struct _DeckleCardList
{
  GObject        parent_instance;

  DeckleLibrary *library; /* (owned) */
  GArray        *rows;    /* (owned) (element-type gint64) */
  GHashTable    *items;   /* (owned): row id → DeckleCardItem */
  GQueue         used;    /* of the items, the last used first */
};

static void deckle_card_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeckleCardList, deckle_card_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, deckle_card_list_list_model_init))

static void
deckle_card_item_finalize (GObject *object)
{
  deckle_card_line_free (DECKLE_CARD_ITEM (object)->line);

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
  self->link.data = self;
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
 * deckle_card_item_get_line:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what a row shows of the card, or %NULL when the card vanished
 */
const DeckleCardLine *
deckle_card_item_get_line (DeckleCardItem *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_ITEM (self), NULL);

  return self->line;
}

/* Fills the items of so many rows, which are in the table already. */
static void
read_lines (DeckleCardList *self,
            const gint64   *rows,
            gsize           n_rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = deckle_library_load_lines (self->library, rows, n_rows, &error);

  if (lines == NULL)
    {
      g_warning ("Reading a page of cards failed: %s", error->message);
      return;
    }
  for (gsize i = 0; i < n_rows; i++)
    {
      DeckleCardItem *item = g_hash_table_lookup (self->items, &rows[i]);

      g_clear_pointer (&item->line, deckle_card_line_free);
    }
  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      DeckleCardLine *line = g_ptr_array_index (lines, i);
      DeckleCardItem *item = g_hash_table_lookup (self->items, &line->row);

      item->line = line;
    }
}

static void
forget_item (DeckleCardList *self,
             DeckleCardItem *item)
{
  g_queue_unlink (&self->used, &item->link);
  g_hash_table_remove (self->items, &item->row);
}

static void
add_item (DeckleCardList *self,
          gint64          row)
{
  DeckleCardItem *item = g_object_new (DECKLE_TYPE_CARD_ITEM, NULL);

  item->row = row;
  g_queue_push_head_link (&self->used, &item->link);
  g_hash_table_insert (self->items, &item->row, item);
}

/* The page around @position, but for the items that are there. */
static void
read_page (DeckleCardList *self,
           guint           position)
{
  guint first = position - position % PAGE;
  guint end = MIN (first + PAGE, self->rows->len);
  gint64 missing[PAGE];
  gsize n_missing = 0;

  while (self->used.length > MAX_ITEMS - PAGE)
    forget_item (self, self->used.tail->data);
  for (guint i = first; i < end; i++)
    {
      gint64 row = g_array_index (self->rows, gint64, i);

      if (g_hash_table_contains (self->items, &row))
        continue;
      add_item (self, row);
      missing[n_missing++] = row;
    }
  read_lines (self, missing, n_missing);
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
  gint64 row;

  if (position >= self->rows->len)
    return NULL;
  row = g_array_index (self->rows, gint64, position);
  if (!g_hash_table_contains (self->items, &row))
    read_page (self, position);
  item = g_hash_table_lookup (self->items, &row);
  g_queue_unlink (&self->used, &item->link);
  g_queue_push_head_link (&self->used, &item->link);
  return g_object_ref (item);
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

  while (self->used.tail != NULL)
    forget_item (self, self->used.tail->data);
  g_hash_table_unref (self->items);
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
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  g_queue_init (&self->used);
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
 * Shows other cards. The list says so in one items-changed, which leaves out what is the same at the beginning and at the end,
 * so that a list view stays where it is; when nothing differs it says nothing.
 */
void
deckle_card_list_set_rows (DeckleCardList *self,
                           GArray         *rows)
{
  g_autoptr (GArray) old = NULL;
  guint same_start = 0, same_end = 0, shorter;

  g_return_if_fail (DECKLE_IS_CARD_LIST (self));
  g_return_if_fail (rows != NULL);

  old = g_steal_pointer (&self->rows);
  self->rows = g_array_ref (rows);
  shorter = MIN (old->len, rows->len);
  while (same_start < shorter && g_array_index (old, gint64, same_start) == g_array_index (rows, gint64, same_start))
    same_start++;
  while (same_end < shorter - same_start && g_array_index (old, gint64, old->len - 1 - same_end) ==
                                            g_array_index (rows, gint64, rows->len - 1 - same_end))
    same_end++;
  if (same_start + same_end < MAX (old->len, rows->len))
    g_list_model_items_changed (G_LIST_MODEL (self), same_start, old->len - same_start - same_end,
                                rows->len - same_start - same_end);
}

/**
 * deckle_card_list_get_row:
 * @self: a list
 * @position: a position in it
 *
 * Returns: row id of the card there, without reading the card
 */
gint64
deckle_card_list_get_row (DeckleCardList *self,
                          guint           position)
{
  g_return_val_if_fail (DECKLE_IS_CARD_LIST (self), 0);
  g_return_val_if_fail (position < self->rows->len, 0);

  return g_array_index (self->rows, gint64, position);
}

/**
 * deckle_card_list_find:
 * @self: a list
 * @row: row id of a card
 * @position: (out): where it is
 *
 * Looks through the ids one by one.
 *
 * Returns: whether the card is in the list
 */
gboolean
deckle_card_list_find (DeckleCardList *self,
                       gint64          row,
                       guint          *position)
{
  g_return_val_if_fail (DECKLE_IS_CARD_LIST (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, gint64, i) == row)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * deckle_card_list_refresh:
 * @self: a list
 *
 * Reads again what somebody holds, in place, and forgets the rest: the data of cards changed, not which cards there are.
 */
void
deckle_card_list_refresh (DeckleCardList *self)
{
  gint64 rows[PAGE];
  gsize n_rows = 0;
  GList *next;

  g_return_if_fail (DECKLE_IS_CARD_LIST (self));

  for (GList *link = self->used.head; link != NULL; link = next)
    {
      DeckleCardItem *item = link->data;

      next = link->next;
      if (G_OBJECT (item)->ref_count == 1)
        {
          forget_item (self, item);
          continue;
        }
      rows[n_rows++] = item->row;
      if (n_rows == PAGE)
        {
          read_lines (self, rows, n_rows);
          n_rows = 0;
        }
    }
  read_lines (self, rows, n_rows);
}
