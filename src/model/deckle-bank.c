/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "model/deckle-bank.h"

/**
 * DeckleBank:
 *
 * A set of questions: a [iface@Gio.ListModel] of [class@Section].
 *
 * It forwards the list that it was made with. Cards are found by id through an
 * index that is built on the first lookup and dropped on any change.
 */
struct _DeckleBank
{
  GObject         parent_instance;

  DeckleBankInfo *info;     /* (owned) (not nullable) */
  GListModel     *sections; /* (owned) (nullable after dispose) */
  GPtrArray      *watched;  /* (owned) (element-type DeckleSection), the sections in order */
  GHashTable     *index;    /* (owned) (nullable), card id → CardPlace */
};

typedef struct
{
  guint section;
  guint position;
} CardPlace;

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_N_CARDS,
  PROP_N_ITEMS,
  N_PROPS
} DeckleBankProp;

static GParamSpec *props[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeckleBank, deckle_bank, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
on_cards_changed (DeckleBank *self,
                  guint       position,
                  guint       removed,
                  guint       added)
{
  g_clear_pointer (&self->index, g_hash_table_unref);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_CARDS]);
}

static void
watch (DeckleBank *self,
       guint       position)
{
  DeckleSection *section = g_list_model_get_item (self->sections, position);

  g_signal_connect_swapped (section, "items-changed", G_CALLBACK (on_cards_changed), self);
  g_ptr_array_insert (self->watched, (int) position, section);
}

static void
unwatch (DeckleBank *self,
         guint       position)
{
  DeckleSection *section = g_ptr_array_index (self->watched, position);

  g_signal_handlers_disconnect_by_func (section, on_cards_changed, self);
  g_ptr_array_remove_index (self->watched, position);
}

static void
on_sections_changed (DeckleBank *self,
                     guint       position,
                     guint       removed,
                     guint       added)
{
  for (guint i = 0; i < removed; i++)
    unwatch (self, position);
  for (guint i = 0; i < added; i++)
    watch (self, position + i);

  g_clear_pointer (&self->index, g_hash_table_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_CARDS]);
}

static void
build_index (DeckleBank *self)
{
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->watched->len; i++)
    {
      GListModel *section = g_ptr_array_index (self->watched, i);
      guint n = g_list_model_get_n_items (section);

      for (guint j = 0; j < n; j++)
        {
          g_autoptr (DeckleCard) card = g_list_model_get_item (section, j);
          const char *id = deckle_card_get_id (card);
          CardPlace *place;

          if (g_hash_table_contains (self->index, id))
            continue;

          place = g_new (CardPlace, 1);
          *place = (CardPlace){ i, j };
          g_hash_table_insert (self->index, g_strdup (id), place);
        }
    }
}

static GType
deckle_bank_get_item_type (GListModel *list)
{
  return DECKLE_TYPE_SECTION;
}

static guint
deckle_bank_get_n_items (GListModel *list)
{
  DeckleBank *self = DECKLE_BANK (list);

  return self->sections != NULL ? g_list_model_get_n_items (self->sections) : 0;
}

static gpointer
deckle_bank_get_item (GListModel *list,
                      guint       position)
{
  DeckleBank *self = DECKLE_BANK (list);

  return self->sections != NULL ? g_list_model_get_item (self->sections, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = deckle_bank_get_item_type;
  iface->get_n_items = deckle_bank_get_n_items;
  iface->get_item = deckle_bank_get_item;
}

static void
deckle_bank_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  DeckleBank *self = DECKLE_BANK (object);

  switch ((DeckleBankProp) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->info->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->info->title);
      break;
    case PROP_N_CARDS:
      g_value_set_uint (value, deckle_bank_get_n_cards (self));
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, deckle_bank_get_n_items (G_LIST_MODEL (self)));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_bank_dispose (GObject *object)
{
  DeckleBank *self = DECKLE_BANK (object);

  if (self->sections != NULL)
    g_signal_handlers_disconnect_by_data (self->sections, self);
  while (self->watched->len > 0)
    unwatch (self, self->watched->len - 1);
  g_clear_object (&self->sections);

  G_OBJECT_CLASS (deckle_bank_parent_class)->dispose (object);
}

static void
deckle_bank_finalize (GObject *object)
{
  DeckleBank *self = DECKLE_BANK (object);

  g_clear_pointer (&self->info, deckle_bank_info_free);
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_ptr_array_unref (self->watched);

  G_OBJECT_CLASS (deckle_bank_parent_class)->finalize (object);
}

static void
deckle_bank_class_init (DeckleBankClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = deckle_bank_get_property;
  object_class->dispose = deckle_bank_dispose;
  object_class->finalize = deckle_bank_finalize;

  /**
   * DeckleBank:id:
   *
   * Stable id; the deck in the library has the same.
   */
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);

  /**
   * DeckleBank:title:
   *
   * What people call it.
   */
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);

  /**
   * DeckleBank:n-cards:
   *
   * Number of cards in all sections.
   */
  props[PROP_N_CARDS] = g_param_spec_uint ("n-cards", NULL, NULL, 0, G_MAXUINT, 0, flags);

  /**
   * DeckleBank:n-items:
   *
   * Number of sections.
   */
  props[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
deckle_bank_init (DeckleBank *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * deckle_bank_info_copy:
 * @info: what a bank says about itself
 *
 * Copies @info and its strings.
 *
 * Returns: (transfer full): a copy, freed with [method@BankInfo.free]
 */
DeckleBankInfo *
deckle_bank_info_copy (const DeckleBankInfo *info)
{
  DeckleBankInfo *copy;

  g_return_val_if_fail (info != NULL, NULL);

  copy = g_new (DeckleBankInfo, 1);
  copy->id = g_strdup (info->id);
  copy->title = g_strdup (info->title);
  copy->description = g_strdup (info->description);
  copy->language = g_strdup (info->language);
  copy->version = g_strdup (info->version);
  copy->updated = g_strdup (info->updated);
  copy->go_version = g_strdup (info->go_version);
  copy->licence_spdx = g_strdup (info->licence_spdx);
  copy->licence_url = g_strdup (info->licence_url);
  copy->licence_holder = g_strdup (info->licence_holder);
  copy->licence_code = g_strdup (info->licence_code);

  return copy;
}

/**
 * deckle_bank_info_free:
 * @info: (transfer full) (nullable): what [method@BankInfo.copy] returned
 *
 * Frees @info and its strings.
 */
void
deckle_bank_info_free (DeckleBankInfo *info)
{
  if (info == NULL)
    return;

  g_free (info->id);
  g_free (info->title);
  g_free (info->description);
  g_free (info->language);
  g_free (info->version);
  g_free (info->updated);
  g_free (info->go_version);
  g_free (info->licence_spdx);
  g_free (info->licence_url);
  g_free (info->licence_holder);
  g_free (info->licence_code);
  g_free (info);
}

/**
 * deckle_bank_new:
 * @info: what the bank says about itself, copied; id and title must be set
 * @sections: a list of [class@Section], referenced
 *
 * Makes a bank that shows @sections and follows their changes.
 *
 * Returns: (transfer full): a new bank
 */
DeckleBank *
deckle_bank_new (const DeckleBankInfo *info,
                 GListModel           *sections)
{
  DeckleBank *self;
  guint n;

  g_return_val_if_fail (info != NULL && info->id != NULL && info->title != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (sections), NULL);

  self = g_object_new (DECKLE_TYPE_BANK, NULL);
  self->info = deckle_bank_info_copy (info);
  self->sections = g_object_ref (sections);
  n = g_list_model_get_n_items (sections);
  for (guint i = 0; i < n; i++)
    watch (self, i);
  g_signal_connect_swapped (sections, "items-changed", G_CALLBACK (on_sections_changed), self);

  return self;
}

/**
 * deckle_bank_get_info:
 * @self: a bank
 *
 * Gets what the bank says about itself.
 *
 * Returns: (transfer none): owned by the bank
 */
const DeckleBankInfo *
deckle_bank_get_info (DeckleBank *self)
{
  g_return_val_if_fail (DECKLE_IS_BANK (self), NULL);

  return self->info;
}

/**
 * deckle_bank_get_id:
 * @self: a bank
 *
 * Gets the stable id.
 *
 * Returns: (transfer none): the id
 */
const char *
deckle_bank_get_id (DeckleBank *self)
{
  g_return_val_if_fail (DECKLE_IS_BANK (self), NULL);

  return self->info->id;
}

/**
 * deckle_bank_get_title:
 * @self: a bank
 *
 * Gets what people call the bank.
 *
 * Returns: (transfer none): the title
 */
const char *
deckle_bank_get_title (DeckleBank *self)
{
  g_return_val_if_fail (DECKLE_IS_BANK (self), NULL);

  return self->info->title;
}

/**
 * deckle_bank_get_n_cards:
 * @self: a bank
 *
 * Counts the cards in all sections. Costs one question a section.
 *
 * Returns: the number of cards
 */
guint
deckle_bank_get_n_cards (DeckleBank *self)
{
  guint n = 0;

  g_return_val_if_fail (DECKLE_IS_BANK (self), 0);

  for (guint i = 0; i < self->watched->len; i++)
    n += g_list_model_get_n_items (g_ptr_array_index (self->watched, i));

  return n;
}

/**
 * deckle_bank_find_card:
 * @self: a bank
 * @card_id: id of a card
 *
 * Finds a card by its id; of two cards with one id, the first.
 *
 * The first lookup after a change reads every card once.
 *
 * Returns: (transfer full) (nullable): the card, or %NULL when no card has this id
 */
DeckleCard *
deckle_bank_find_card (DeckleBank *self,
                       const char *card_id)
{
  const CardPlace *place;

  g_return_val_if_fail (DECKLE_IS_BANK (self), NULL);
  g_return_val_if_fail (card_id != NULL, NULL);

  if (self->index == NULL)
    build_index (self);

  place = g_hash_table_lookup (self->index, card_id);
  if (place == NULL)
    return NULL;

  return g_list_model_get_item (g_ptr_array_index (self->watched, place->section), place->position);
}
