/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-selection"
#include "ui/deckle-card-selection.h"

/**
 * DeckleCardSelection:
 *
 * The selected cards of a [class@CardList], by row id: they stay selected when the list shows other cards, or the same in another
 * order. Only those that are in the list count.
 */
struct _DeckleCardSelection
{
  GObject         parent_instance;

  DeckleCardList *list;     /* (owned) */
  GHashTable     *few;      /* (owned): set of row ids */
  gboolean        all;      /* everything that is in the list is selected, but what is in @few */
  guint           n_shown;  /* selected cards in the list */
  gboolean        is_stale; /* @n_shown has to be counted again */
};

static void deckle_card_selection_list_model_init      (GListModelInterface        *iface);
static void deckle_card_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeckleCardSelection, deckle_card_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, deckle_card_selection_list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, deckle_card_selection_selection_model_init))

static GType
deckle_card_selection_get_item_type (GListModel *model)
{
  return DECKLE_TYPE_CARD_ITEM;
}

static guint
deckle_card_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (DECKLE_CARD_SELECTION (model)->list));
}

static gpointer
deckle_card_selection_get_item (GListModel *model,
                                guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (DECKLE_CARD_SELECTION (model)->list), position);
}

static void
deckle_card_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = deckle_card_selection_get_item_type;
  iface->get_n_items = deckle_card_selection_get_n_items;
  iface->get_item = deckle_card_selection_get_item;
}

static gboolean
row_is_selected (DeckleCardSelection *self,
                 gint64               row)
{
  return g_hash_table_contains (self->few, &row) != self->all;
}

static guint
count_rows (DeckleCardSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static void
set_row (DeckleCardSelection *self,
         gint64               row,
         gboolean             selected)
{
  if (row_is_selected (self, row) == selected)
    return;
  if (selected != self->all)
    g_hash_table_add (self->few, g_memdup2 (&row, sizeof row));
  else
    g_hash_table_remove (self->few, &row);
  self->n_shown += selected ? 1 : -1u;
}

static void
set_all (DeckleCardSelection *self,
         gboolean             selected)
{
  g_hash_table_remove_all (self->few);
  self->all = selected;
  self->n_shown = selected ? count_rows (self) : 0;
  self->is_stale = FALSE;
}

static gboolean
deckle_card_selection_is_selected (GtkSelectionModel *model,
                                   guint              position)
{
  DeckleCardSelection *self = DECKLE_CARD_SELECTION (model);

  return position < count_rows (self) && row_is_selected (self, deckle_card_list_get_row (self->list, position));
}

static GtkBitset *
deckle_card_selection_get_selection_in_range (GtkSelectionModel *model,
                                              guint              position,
                                              guint              n_items)
{
  DeckleCardSelection *self = DECKLE_CARD_SELECTION (model);
  GtkBitset *selected = gtk_bitset_new_empty ();
  guint end = MIN (count_rows (self), position > G_MAXUINT - n_items ? G_MAXUINT : position + n_items);

  if (!self->all && g_hash_table_size (self->few) == 0)
    return selected;
  if (self->all && end > position)
    gtk_bitset_add_range (selected, position, end - position);
  for (guint i = position; i < end && (!self->all || g_hash_table_size (self->few) > 0); i++)
    {
      gboolean is_selected = row_is_selected (self, deckle_card_list_get_row (self->list, i));

      if (is_selected && !self->all)
        gtk_bitset_add (selected, i);
      else if (!is_selected && self->all)
        gtk_bitset_remove (selected, i);
    }
  return selected;
}

static gboolean
covers_list (DeckleCardSelection *self,
             GtkBitset           *positions)
{
  guint n_rows = count_rows (self);

  return n_rows > 0 && gtk_bitset_get_size_in_range (positions, 0, n_rows - 1) == n_rows;
}

/* GTK makes everything of this: a click is a mask that covers the whole list, with one position selected. */
static gboolean
deckle_card_selection_set_selection (GtkSelectionModel *model,
                                     GtkBitset         *selected,
                                     GtkBitset         *mask)
{
  DeckleCardSelection *self = DECKLE_CARD_SELECTION (model);
  guint n_rows = count_rows (self), first = n_rows, last = 0, position;
  GtkBitsetIter iter;

  if (covers_list (self, mask))
    {
      set_all (self, covers_list (self, selected));
      for (gboolean more = !self->all && gtk_bitset_iter_init_first (&iter, selected, &position); more && position < n_rows;
           more = gtk_bitset_iter_next (&iter, &position))
        set_row (self, deckle_card_list_get_row (self->list, position), TRUE);
      gtk_selection_model_selection_changed (model, 0, n_rows);
      return TRUE;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more && position < n_rows;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      set_row (self, deckle_card_list_get_row (self->list, position), gtk_bitset_contains (selected, position));
      first = MIN (first, position);
      last = position;
    }
  if (first < n_rows)
    gtk_selection_model_selection_changed (model, first, last - first + 1);
  return TRUE;
}

static void
deckle_card_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = deckle_card_selection_is_selected;
  iface->get_selection_in_range = deckle_card_selection_get_selection_in_range;
  iface->set_selection = deckle_card_selection_set_selection;
}

/* “All” means what was in the list, not what comes into it: it becomes a set of ids. */
static void
make_few (DeckleCardSelection *self,
          GArray              *rows)
{
  g_hash_table_remove_all (self->few);
  self->all = FALSE;
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (self->few, g_memdup2 (&g_array_index (rows, gint64, i), sizeof (gint64)));
}

static void
items_changed_cb (DeckleCardSelection *self,
                  guint                position,
                  guint                removed,
                  guint                added)
{
  self->is_stale = self->all || g_hash_table_size (self->few) > 0;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
deckle_card_selection_finalize (GObject *object)
{
  DeckleCardSelection *self = DECKLE_CARD_SELECTION (object);

  g_clear_object (&self->list);
  g_hash_table_unref (self->few);

  G_OBJECT_CLASS (deckle_card_selection_parent_class)->finalize (object);
}

static void
deckle_card_selection_class_init (DeckleCardSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = deckle_card_selection_finalize;
}

static void
deckle_card_selection_init (DeckleCardSelection *self)
{
  self->few = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * deckle_card_selection_new:
 * @list: the cards
 *
 * Makes a selection without a card.
 *
 * Returns: (transfer full): a selection model
 */
DeckleCardSelection *
deckle_card_selection_new (DeckleCardList *list)
{
  DeckleCardSelection *self;

  g_return_val_if_fail (DECKLE_IS_CARD_LIST (list), NULL);

  self = g_object_new (DECKLE_TYPE_CARD_SELECTION, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * deckle_card_selection_freeze_all:
 * @self: a selection
 *
 * To be called before the list gets other rows: when everything is selected, that is what is in the list now.
 */
void
deckle_card_selection_freeze_all (DeckleCardSelection *self)
{
  g_autoptr (GArray) rows = NULL;

  g_return_if_fail (DECKLE_IS_CARD_SELECTION (self));

  if (!self->all)
    return;
  rows = deckle_card_selection_dup_rows (self);
  make_few (self, rows);
}

/**
 * deckle_card_selection_count:
 * @self: a selection
 *
 * Returns: how many cards of the list are selected
 */
guint
deckle_card_selection_count (DeckleCardSelection *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_SELECTION (self), 0);

  if (self->is_stale)
    {
      self->n_shown = 0;
      for (guint i = 0; i < count_rows (self); i++)
        self->n_shown += row_is_selected (self, deckle_card_list_get_row (self->list, i));
      self->is_stale = FALSE;
    }
  return self->n_shown;
}

/**
 * deckle_card_selection_dup_rows:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type gint64): row ids of the selected cards of the list, in its order
 */
GArray *
deckle_card_selection_dup_rows (DeckleCardSelection *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint left;

  g_return_val_if_fail (DECKLE_IS_CARD_SELECTION (self), NULL);

  left = deckle_card_selection_count (self);
  for (guint i = 0; left > 0 && i < count_rows (self); i++)
    {
      gint64 row = deckle_card_list_get_row (self->list, i);

      if (!row_is_selected (self, row))
        continue;
      g_array_append_val (rows, row);
      left--;
    }
  return rows;
}

/**
 * deckle_card_selection_clear:
 * @self: a selection
 *
 * Selects nothing, also no card that is not in the list.
 */
void
deckle_card_selection_clear (DeckleCardSelection *self)
{
  g_return_if_fail (DECKLE_IS_CARD_SELECTION (self));

  set_all (self, FALSE);
  if (count_rows (self) > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, count_rows (self));
}
