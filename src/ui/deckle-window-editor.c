/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window-editor"
#include "ui/deckle-window-actions.h"

#include <glib/gi18n.h>

#include "library/deckle-library-edit.h"
#include "ui/deckle-card-editor.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-window-private.h"

/* How long a draft from before is offered, in s; it does not keep other toasts waiting for ever. */
#define OFFER_S 12

/* Writing cards: the editor, deleting, and drafts that were left behind. */

static void
saved_cb (DeckleWindow *self,
          const char   *sentence,
          gboolean      can_undo)
{
  deckle_window_add_toast (self, sentence, can_undo ? _("_Undo") : NULL, can_undo ? "win.undo" : NULL);
}

static void
draft_kept_cb (DeckleWindow *self,
               gint64        card)
{
  g_autofree char *action = g_strdup_printf ("win.edit-card(int64 %" G_GINT64_FORMAT ")", card);

  deckle_window_add_toast (self, _("Your changes are kept as a draft."), _("Re_open"), action);
}

/* The next key studies on; other pages have the focus back where it was. */
static void
closed_cb (DeckleWindow *self)
{
  if (self->study_page != NULL &&
      adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->study_page))
    deckle_window_focus_page (self);
}

/**
 * deckle_window_edit_card:
 * @self: the window
 * @card: row id, 0 for a new card
 *
 * Opens the editor, unless another dialog is in the way.
 */
void
deckle_window_edit_card (DeckleWindow *self,
                         gint64        card)
{
  DeckleCardEditor *editor;

  if (self->library == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  editor = deckle_card_editor_new (self->library, card);
  if (editor == NULL)
    {
      deckle_window_add_toast (self, _("This card is no longer in your library."), NULL, NULL);
      return;
    }
  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "draft-kept", G_CALLBACK (draft_kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (editor), GTK_WIDGET (self));
}

/**
 * deckle_window_offer_draft:
 * @self: the window
 *
 * Offers the newest draft that was left behind, by closing the window while writing or by a crash.
 */
void
deckle_window_offer_draft (DeckleWindow *self)
{
  gint64 card;
  g_autofree char *action = NULL;
  AdwToast *toast;

  if (self->library == NULL || !deckle_library_find_draft (self->library, &card))
    return;
  action = g_strdup_printf ("win.edit-card(int64 %" G_GINT64_FORMAT ")", card);
  toast = adw_toast_new (_("A draft of a card was kept."));
  adw_toast_set_button_label (toast, _("_Open"));
  adw_toast_set_detailed_action_name (toast, action);
  adw_toast_set_timeout (toast, OFFER_S);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
new_card_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  deckle_window_edit_card (user_data, 0);
}

static void
edit_card_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  deckle_window_edit_card (user_data, g_variant_get_int64 (parameter));
}

/* The page takes the focus when it has come in, and a note that loses the focus is closed: it opens after that. */
static void
note_page_shown_cb (GtkWidget *page)
{
  g_signal_handlers_disconnect_by_func (page, note_page_shown_cb, NULL);
  gtk_widget_activate_action (page, "study.note", NULL);
}

/* On a page of its own, so that a sitting behind it stays where it is. */
static void
note_card_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  DeckleWindow *self = user_data;
  AdwNavigationPage *page;
  gint64 card = g_variant_get_int64 (parameter);

  deckle_window_open_card (self, card);
  page = adw_navigation_view_get_visible_page (self->navigation);
  if (DECKLE_IS_CARD_PAGE (page) && deckle_card_page_get_row (DECKLE_CARD_PAGE (page)) == card)
    g_signal_connect (page, "shown", G_CALLBACK (note_page_shown_cb), NULL);
}

typedef struct
{
  DeckleWindow *window; /* (owned) */
  gint64        card;
} Deletion;

/* A page of a card that is gone goes too. */
static void
leave_card (DeckleWindow *self,
            gint64        card)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (!DECKLE_IS_CARD_PAGE (page) || deckle_card_page_get_row (DECKLE_CARD_PAGE (page)) != card)
    return;
  adw_navigation_view_pop (self->navigation);
  deckle_window_forget_forward (self);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Deletion *deletion = user_data;
  g_autoptr (DeckleWindow) self = deletion->window;
  g_autoptr (GError) error = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      deckle_window_add_toast (self, error->message, NULL, NULL);
      return;
    }
  leave_card (self, deletion->card);
  deckle_window_add_toast (self, _("Card deleted"), _("_Undo"), "win.undo");
}

static void
delete_card_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  DeckleWindow *self = user_data;
  gint64 card = g_variant_get_int64 (parameter);
  Deletion *deletion;

  if (self->library == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  deletion = g_new (Deletion, 1);
  *deletion = (Deletion){ g_object_ref (self), card };
  deckle_library_delete_cards_async (self->library, &card, 1, deleted_cb, deletion);
}

/**
 * deckle_window_add_editor_actions:
 * @self: the window
 *
 * Adds “win.new-card”, and “win.edit-card”, “win.note-card” and “win.delete-card”, which take a row id (int64).
 */
void
deckle_window_add_editor_actions (DeckleWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "new-card", .activate = new_card_action },
    { .name = "edit-card", .activate = edit_card_action, .parameter_type = "x" },
    { .name = "note-card", .activate = note_card_action, .parameter_type = "x" },
    { .name = "delete-card", .activate = delete_card_action, .parameter_type = "x" },
  };

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
