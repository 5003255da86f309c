/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window-cards"
#include "ui/deckle-window-actions.h"

#include <glib/gi18n.h>

#include "ui/deckle-card-info-dialog.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-window-private.h"

/* Cards on pages of their own: opening one, going back, and forward again through the ones that were left. */

static void
card_toast_cb (DeckleWindow *self,
               const char   *sentence,
               gboolean      can_undo)
{
  deckle_window_add_toast (self, sentence, can_undo ? _("_Undo") : NULL, can_undo ? "win.undo" : NULL);
}

static DeckleCardPage *
create_page (DeckleWindow *self,
             gint64        card)
{
  DeckleCardPage *page = deckle_card_page_new (self->library, card,
                                               deckle_application_get_settings (self->application));

  if (page != NULL)
    g_signal_connect_object (page, "toast", G_CALLBACK (card_toast_cb), self, G_CONNECT_SWAPPED);
  return page;
}

/**
 * deckle_window_open_card:
 * @self: the window
 * @card: row id
 *
 * Shows a card on a page of its own, in front of the present one.
 */
void
deckle_window_open_card (DeckleWindow *self,
                         gint64        card)
{
  DeckleCardPage *page;

  if (self->library == NULL)
    return;
  page = create_page (self, card);
  if (page != NULL)
    adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
  else
    deckle_window_add_toast (self, _("This card is no longer in your library."), NULL, NULL);
}

/**
 * deckle_window_replace_card:
 * @self: the window
 * @card: row id
 *
 * Shows a card in place of the page in front: back leads where it led before.
 */
void
deckle_window_replace_card (DeckleWindow *self,
                            gint64        card)
{
  g_autoptr (GListModel) stack = G_LIST_MODEL (adw_navigation_view_get_navigation_stack (self->navigation));
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_kept = g_list_model_get_n_items (stack);
  DeckleCardPage *page = n_kept > 0 ? create_page (self, card) : NULL;

  if (page == NULL)
    return;
  for (guint i = 0; i + 1 < n_kept; i++)
    g_ptr_array_add (pages, g_list_model_get_item (stack, i));
  g_ptr_array_add (pages, g_object_ref_sink (page));
  deckle_window_forget_forward (self);
  adw_navigation_view_replace (self->navigation, (AdwNavigationPage **) pages->pdata, (int) pages->len);
}

/**
 * deckle_window_forget_forward:
 * @self: the window
 *
 * Forgets the cards that “forward” would show again: the learner went elsewhere.
 */
void
deckle_window_forget_forward (DeckleWindow *self)
{
  g_array_set_size (self->forward, 0);
}

static void
popped_cb (DeckleWindow      *self,
           AdwNavigationPage *page)
{
  gint64 row;

  if (!DECKLE_IS_CARD_PAGE (page))
    {
      deckle_window_forget_forward (self);
      return;
    }
  row = deckle_card_page_get_row (DECKLE_CARD_PAGE (page));
  g_array_append_val (self->forward, row);
}

static gint64
get_next_card (DeckleWindow *self)
{
  return self->forward->len > 0 ? g_array_index (self->forward, gint64, self->forward->len - 1) : 0;
}

/* Going forward leaves the cards behind it; any other page begins a new way. */
static void
pushed_cb (DeckleWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (DECKLE_IS_CARD_PAGE (page) && deckle_card_page_get_row (DECKLE_CARD_PAGE (page)) == get_next_card (self))
    g_array_set_size (self->forward, self->forward->len - 1);
  else
    deckle_window_forget_forward (self);
}

/* For the view's own ways forward: the swipe and the button of the mouse. */
static AdwNavigationPage *
next_page_cb (DeckleWindow *self)
{
  gint64 card = get_next_card (self);
  DeckleCardPage *page = card != 0 && self->library != NULL ? create_page (self, card) : NULL;

  return page != NULL ? g_object_ref_sink (ADW_NAVIGATION_PAGE (page)) : NULL;
}

static void
forward_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  DeckleWindow *self = user_data;
  gint64 card = get_next_card (self);

  if (card != 0 && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    deckle_window_open_card (self, card);
}

static void
card_info_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  DeckleWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  DeckleCardInfoDialog *dialog;

  if (self->library == NULL)
    return;
  dialog = deckle_card_info_dialog_new (self->library, g_variant_get_int64 (parameter), &error);
  if (dialog == NULL)
    {
      deckle_window_add_toast (self, error->message, NULL, NULL);
      return;
    }
  /* Not back to the menu: the next key is about the card. */
  g_signal_connect_object (dialog, "closed", G_CALLBACK (deckle_window_focus_page), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
open_card_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  deckle_window_open_card (user_data, g_variant_get_int64 (parameter));
}

/**
 * deckle_window_add_card_actions:
 * @self: the window
 *
 * Adds “win.open-card” and “win.card-info” (a row id, int64) and “win.forward”, and follows the navigation.
 */
void
deckle_window_add_card_actions (DeckleWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "open-card", .activate = open_card_action, .parameter_type = "x" },
    { .name = "card-info", .activate = card_info_action, .parameter_type = "x" },
    { .name = "forward", .activate = forward_action },
  };

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  self->forward = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (self->navigation, "popped", G_CALLBACK (popped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigation, "pushed", G_CALLBACK (pushed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigation, "get-next-page", G_CALLBACK (next_page_cb), self, G_CONNECT_SWAPPED);
}
