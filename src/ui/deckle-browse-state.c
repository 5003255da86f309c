/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-browse-page"
#include "ui/deckle-browse-page-private.h"

#include <glib/gi18n.h>

/* What outlives the page, and what others want to know of it. */

/* Filters and order are kept in the settings. */
void
deckle_browse_page_store (DeckleBrowsePage *self)
{
  static const char * const no_tags[] = { NULL };

  if (self->settings == NULL)
    return;
  g_settings_set_int (self->settings, "browse-sort", (int) self->query->sort);
  g_settings_set_boolean (self->settings, "browse-descending", self->query->descending);
  g_settings_set_uint (self->settings, "browse-states", self->query->states);
  g_settings_set_uint (self->settings, "browse-levels", self->query->levels);
  g_settings_set_uint (self->settings, "browse-flags", self->query->flags);
  g_settings_set_int (self->settings, "browse-due", (int) self->query->due);
  g_settings_set_strv (self->settings, "browse-tags",
                       self->query->tags != NULL ? (const char * const *) self->query->tags : no_tags);
}

void
deckle_browse_page_restore (DeckleBrowsePage *self)
{
  g_auto (GStrv) tags = NULL;

  if (self->settings == NULL)
    return;
  self->query->sort = (DeckleQuerySort) g_settings_get_int (self->settings, "browse-sort");
  self->query->descending = g_settings_get_boolean (self->settings, "browse-descending");
  self->query->states = (DeckleQueryState) g_settings_get_uint (self->settings, "browse-states");
  self->query->levels = g_settings_get_uint (self->settings, "browse-levels");
  self->query->flags = g_settings_get_uint (self->settings, "browse-flags");
  self->query->due = (DeckleQueryDue) g_settings_get_int (self->settings, "browse-due");
  self->query->tags = g_settings_get_strv (self->settings, "browse-tags");
  deckle_browse_filters_show (self->filters, self->query);
  /* A tag that is in use no more narrows nothing. */
  deckle_browse_filters_apply (self->filters, self->query);
}

static char *
dup_deck_title (DeckleLibrary *library,
                gint64         deck)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (library, &error);

  if (decks == NULL)
    g_warning ("Listing the decks failed: %s", error->message);
  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *info = g_ptr_array_index (decks, i);

      if (info->row == deck)
        return g_strdup (info->title);
    }
  return NULL;
}

/* What the page is called: after the section or the deck that it shows. */
char *
deckle_browse_page_dup_title (DeckleBrowsePage *self)
{
  DeckleScope scope = self->query->scope;
  const DeckleSectionInfo *section = g_hash_table_lookup (self->sections, &scope.section);
  char *title = section == NULL && scope.deck != 0 ? dup_deck_title (self->library, scope.deck) : NULL;

  if (title != NULL)
    return title;
  return g_strdup (section != NULL ? section->title : _("All Cards"));
}

/**
 * deckle_browse_page_dup_selection:
 * @self: the page
 *
 * Returns: (transfer full) (element-type gint64): row ids of the selected cards in the order of the list
 */
GArray *
deckle_browse_page_dup_selection (DeckleBrowsePage *self)
{
  g_return_val_if_fail (DECKLE_IS_BROWSE_PAGE (self), NULL);

  return deckle_card_selection_dup_rows (self->selection);
}

/**
 * deckle_browse_page_get_neighbour:
 * @self: the page
 * @row: row id of a card
 * @offset: so many places further, backwards when negative
 *
 * Returns: row id of the card there; 0 beyond the ends of the list and when @row is not in it
 */
gint64
deckle_browse_page_get_neighbour (DeckleBrowsePage *self,
                                  gint64            row,
                                  int               offset)
{
  guint position;
  gint64 wanted;

  g_return_val_if_fail (DECKLE_IS_BROWSE_PAGE (self), 0);

  if (!deckle_card_list_find (self->cards, row, &position))
    return 0;
  wanted = (gint64) position + offset;
  if (wanted < 0 || wanted >= (gint64) g_list_model_get_n_items (G_LIST_MODEL (self->cards)))
    return 0;
  return deckle_card_list_get_row (self->cards, (guint) wanted);
}
