/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window-browse"
#include "ui/deckle-window-actions.h"

#include "ui/deckle-browse-page.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-window-private.h"

/* The list of cards: opening it for everything or for a section, and going through its cards one by one. */

/* NULL when the list is not open. */
static DeckleBrowsePage *
find_browse_page (DeckleWindow *self)
{
  g_autoptr (GListModel) stack = G_LIST_MODEL (adw_navigation_view_get_navigation_stack (self->navigation));

  for (guint i = 0; i < g_list_model_get_n_items (stack); i++)
    {
      g_autoptr (AdwNavigationPage) page = g_list_model_get_item (stack, i);

      if (DECKLE_IS_BROWSE_PAGE (page))
        return DECKLE_BROWSE_PAGE (page);
    }
  return NULL;
}

static DeckleBrowsePage *
push_browse_page (DeckleWindow *self,
                  DeckleScope   scope)
{
  DeckleBrowsePage *page = deckle_browse_page_new (self->library, deckle_application_get_settings (self->application), scope);

  g_signal_connect_object (page, "card-activated", G_CALLBACK (deckle_window_open_card), self, G_CONNECT_SWAPPED);
  adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (self->study_page));
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
  return page;
}

/**
 * deckle_window_open_browse:
 * @self: the window
 * @scope: which cards
 * @search: whether to put the focus into the search field
 *
 * Shows the list of cards. A list that is open is gone back to, with its search, filters and selection.
 */
void
deckle_window_open_browse (DeckleWindow *self,
                           DeckleScope   scope,
                           gboolean      search)
{
  DeckleBrowsePage *page;

  if (self->library == NULL)
    return;
  page = find_browse_page (self);
  if (page == NULL)
    page = push_browse_page (self, scope);
  else
    {
      deckle_browse_page_set_scope (page, scope);
      adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (page));
      deckle_window_show_browsed (self);
    }
  deckle_browse_page_start_search (page);
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
}

/**
 * deckle_window_search:
 * @self: the window
 *
 * Searches in the list that is open, or else in all cards.
 */
void
deckle_window_search (DeckleWindow *self)
{
  DeckleBrowsePage *page = self->library != NULL ? find_browse_page (self) : NULL;

  deckle_window_open_browse (self, page != NULL ? deckle_browse_page_get_scope (page) : DECKLE_SCOPE_ALL, TRUE);
}

/**
 * deckle_window_show_browsed:
 * @self: the window
 *
 * Marks in the sidebar what is listed.
 */
void
deckle_window_show_browsed (DeckleWindow *self)
{
  DeckleBrowsePage *page = find_browse_page (self);
  DeckleScope scope = page != NULL ? deckle_browse_page_get_scope (page) : DECKLE_SCOPE_ALL;

  deckle_sidebar_select (self->sidebar, scope.section != 0 ? DECKLE_SIDEBAR_SECTION : DECKLE_SIDEBAR_ALL, scope);
}

/* Shows the neighbour, in the open list, of the card that is shown, in its place. At either end nothing happens. */
static void
step_card (DeckleWindow *self,
           int           offset)
{
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (self->navigation);
  DeckleBrowsePage *list = self->library != NULL ? find_browse_page (self) : NULL;
  gint64 card = 0;

  if (list != NULL && DECKLE_IS_CARD_PAGE (visible))
    card = deckle_browse_page_get_neighbour (list, deckle_card_page_get_row (DECKLE_CARD_PAGE (visible)), offset);
  if (card != 0)
    deckle_window_replace_card (self, card);
}

/* There the key ends the typing. */
static gboolean
end_typing (DeckleWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)) &&
         gtk_widget_activate_action (focus, "note.save", NULL);
}

static void
browse_section_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  DeckleWindow *self = user_data;

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL && !end_typing (self))
    deckle_window_open_browse (self, deckle_sidebar_get_selected (self->sidebar), FALSE);
}

static void
browse_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  DeckleScope scope;

  g_variant_get (parameter, "(xx)", &scope.deck, &scope.section);
  deckle_window_open_browse (user_data, scope, FALSE);
}

static void
step_card_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  step_card (user_data, g_variant_get_int32 (parameter));
}

/**
 * deckle_window_add_browse_actions:
 * @self: the window
 *
 * Adds “win.browse-section”, “win.browse” (row ids of a deck and a section, 0 for all of the deck), and “win.step-card” (int32, places) for the card page.
 */
void
deckle_window_add_browse_actions (DeckleWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "browse-section", .activate = browse_section_action },
    { .name = "browse", .activate = browse_action, .parameter_type = "(xx)" },
    { .name = "step-card", .activate = step_card_action, .parameter_type = "i" },
  };

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
