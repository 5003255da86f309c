/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-deck-names"
#include "ui/deckle-deck-names.h"

/**
 * DeckleDeckNames:
 *
 * What a card does not know about itself: its section and the language of its deck.
 *
 * Reads both once, and again after the library says that decks changed.
 */
struct _DeckleDeckNames
{
  GObject        parent_instance;

  DeckleLibrary *library;   /* (owned) */
  GHashTable    *sections;  /* (owned) (nullable): row id → DeckleSectionInfo */
  GHashTable    *languages; /* (owned) (nullable): row id of a deck → its language */
  GHashTable    *own;       /* (owned) (nullable) row ids of the decks of the user */
};

G_DEFINE_FINAL_TYPE (DeckleDeckNames, deckle_deck_names, G_TYPE_OBJECT)

static void
read_sections (DeckleDeckNames *self)
{
  g_autoptr (GPtrArray) list = deckle_library_list_sections (self->library, 0, NULL);

  self->sections = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                          (GDestroyNotify) deckle_section_info_free);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      DeckleSectionInfo *section = g_ptr_array_index (list, i);

      g_hash_table_insert (self->sections, &section->row, section);
    }
  if (list != NULL)
    g_ptr_array_set_free_func (list, NULL);
}

static void
read_decks (DeckleDeckNames *self)
{
  g_autoptr (GPtrArray) list = deckle_library_list_decks (self->library, NULL);

  self->languages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->own = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (list, i);

      g_hash_table_insert (self->languages, g_memdup2 (&deck->row, sizeof deck->row), g_strdup (deck->language));
      if (deck->kind == DECKLE_DECK_OWN)
        g_hash_table_add (self->own, g_memdup2 (&deck->row, sizeof deck->row));
    }
}

static void
decks_changed_cb (DeckleDeckNames *self)
{
  g_clear_pointer (&self->sections, g_hash_table_unref);
  g_clear_pointer (&self->languages, g_hash_table_unref);
  g_clear_pointer (&self->own, g_hash_table_unref);
}

static void
deckle_deck_names_dispose (GObject *object)
{
  DeckleDeckNames *self = DECKLE_DECK_NAMES (object);

  decks_changed_cb (self);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (deckle_deck_names_parent_class)->dispose (object);
}

static void
deckle_deck_names_class_init (DeckleDeckNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = deckle_deck_names_dispose;
}

static void
deckle_deck_names_init (DeckleDeckNames *self)
{
}

/**
 * deckle_deck_names_new:
 * @library: where the decks are
 *
 * Creates the names of a library; nothing is read yet.
 *
 * Returns: (transfer full): the names
 */
DeckleDeckNames *
deckle_deck_names_new (DeckleLibrary *library)
{
  DeckleDeckNames *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_DECK_NAMES, NULL);
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "decks-changed", G_CALLBACK (decks_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * deckle_deck_names_find_section:
 * @self: the names
 * @section: row id of a section
 *
 * Returns: (transfer none) (nullable): the section, valid until the main loop runs; %NULL if there is none
 */
const DeckleSectionInfo *
deckle_deck_names_find_section (DeckleDeckNames *self,
                                gint64           section)
{
  g_return_val_if_fail (DECKLE_IS_DECK_NAMES (self), NULL);

  if (self->sections == NULL)
    read_sections (self);

  return g_hash_table_lookup (self->sections, &section);
}

/**
 * deckle_deck_names_find_language:
 * @self: the names
 * @deck: row id of a deck
 *
 * Returns: (transfer none) (nullable): BCP 47 tag of its text, valid until the main loop runs; %NULL if unknown
 */
const char *
deckle_deck_names_find_language (DeckleDeckNames *self,
                                 gint64           deck)
{
  g_return_val_if_fail (DECKLE_IS_DECK_NAMES (self), NULL);

  if (self->languages == NULL)
    read_decks (self);

  return g_hash_table_lookup (self->languages, &deck);
}

/**
 * deckle_deck_names_is_own:
 * @self: the names
 * @deck: row id of a deck
 *
 * Returns: whether the deck is one of the user's own
 */
gboolean
deckle_deck_names_is_own (DeckleDeckNames *self,
                          gint64           deck)
{
  g_return_val_if_fail (DECKLE_IS_DECK_NAMES (self), FALSE);

  if (self->languages == NULL)
    read_decks (self);

  return g_hash_table_contains (self->own, &deck);
}
