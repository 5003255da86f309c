/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-progress"
#include "progress/deckle-progress.h"

/**
 * deckle_mastery_free:
 * @mastery: (transfer full): a section's numbers
 *
 * Frees it.
 */
void
deckle_mastery_free (DeckleMastery *mastery)
{
  g_return_if_fail (mastery != NULL);

  g_free (mastery->title);
  g_free (mastery->short_title);
  g_free (mastery->icon);
  g_free (mastery->colour);
  g_free (mastery);
}

static DeckleMastery *
make_mastery (const DeckleSectionInfo *section,
              GHashTable              *counts)
{
  const DeckleCounts *found = g_hash_table_lookup (counts, &section->row);
  DeckleMastery *mastery = g_new0 (DeckleMastery, 1);

  mastery->section = section->row;
  mastery->title = g_strdup (section->title);
  mastery->short_title = g_strdup (section->short_title);
  mastery->icon = g_strdup (section->icon);
  mastery->colour = g_strdup (section->colour);
  if (found != NULL)
    mastery->counts = *found;
  return mastery;
}

static gboolean
is_in_scope (const DeckleDeckInfo *deck,
             DeckleScope           scope)
{
  if (scope.deck != 0)
    return deck->row == scope.deck;
  return deck->enabled || scope.section != 0;
}

static gboolean
append_deck (DeckleLibrary  *library,
             gint64          deck,
             DeckleScope     scope,
             GHashTable     *counts,
             GPtrArray      *list,
             GError        **error)
{
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (library, deck, error);

  if (sections == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (scope.section == 0 || section->row == scope.section)
        g_ptr_array_add (list, make_mastery (section, counts));
    }
  return TRUE;
}

/**
 * deckle_progress_mastery:
 * @library: a library
 * @scope: which cards
 * @error: return location for a [error@LibraryError]
 *
 * How many cards of each section are known, learning and new.
 *
 * Returns: (transfer full) (nullable) (element-type DeckleMastery): the sections in the order of the
 *   sidebar, or %NULL with @error set
 */
GPtrArray *
deckle_progress_mastery (DeckleLibrary  *library,
                         DeckleScope     scope,
                         GError        **error)
{
  g_autoptr (GPtrArray) decks = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  decks = deckle_library_list_decks (library, error);
  if (decks == NULL)
    return NULL;
  counts = deckle_library_count_sections (library, error);
  if (counts == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_mastery_free);
  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      if (is_in_scope (deck, scope) && !append_deck (library, deck->row, scope, counts, list, error))
        return NULL;
    }
  return g_steal_pointer (&list);
}
