/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-editor"
#include "ui/deckle-card-editor-private.h"

#include <glib/gi18n.h>

#include "library/deckle-library-edit.h"
#include "ui/deckle-compare-dialog.h"

/* A card of a question bank has two texts: the bank's, which is kept, and the user's, which lies over it. */

static void
reverted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (DeckleCardEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    deckle_card_editor_finish (self, _("The card says again what its question bank says."), TRUE);
  else
    deckle_card_editor_say (self, error->message);
}

static void
revert_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  DeckleCardEditor *self = DECKLE_CARD_EDITOR (widget);

  if (self->library == NULL || self->record == NULL)
    return;
  g_clear_handle_id (&self->draft_id, g_source_remove);
  deckle_library_revert_card_async (self->library, self->record->row, reverted_cb, g_object_ref (self));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (DeckleCardEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      deckle_card_editor_say (self, error->message);
      return;
    }
  self->record->pending = FALSE;
  deckle_card_editor_show_bank (self);
  deckle_card_editor_say (self, _("Your text stays. The new one of the question bank is kept below it."));
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
}

static void
keep_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  DeckleCardEditor *self = DECKLE_CARD_EDITOR (widget);

  if (self->library != NULL && self->record != NULL)
    deckle_library_keep_edit_async (self->library, self->record->row, kept_cb, g_object_ref (self));
}

static void
compare_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  DeckleCardEditor *self = DECKLE_CARD_EDITOR (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCard) bank = NULL;
  g_autoptr (DeckleCard) mine = NULL;

  if (self->library == NULL || self->record == NULL)
    return;
  bank = deckle_library_load_bank_text (self->library, self->record->row, &error);
  if (bank == NULL)
    {
      deckle_card_editor_say (self, error->message);
      return;
    }
  mine = deckle_card_form_make_card (self->form, deckle_card_get_id (bank), deckle_card_get_number (bank));
  adw_dialog_present (ADW_DIALOG (deckle_compare_dialog_new (mine, bank)), widget);
}

/**
 * deckle_card_editor_show_bank:
 * @self: an editor
 *
 * Says how the card stands to the text of its question bank.
 */
void
deckle_card_editor_show_bank (DeckleCardEditor *self)
{
  gboolean edited = self->record != NULL && self->record->edited;

  gtk_widget_set_visible (self->pending_box, edited && self->record->pending);
  adw_banner_set_revealed (self->bank_banner, self->record != NULL && !self->own && !(edited && self->record->pending));
  adw_banner_set_title (self->bank_banner, edited ? _("You changed this card. The question bank’s own text is kept.")
                                                  : _("Your changes lie over the question bank’s own text, which is kept."));
  adw_banner_set_button_label (self->bank_banner, edited ? _("_Revert") : NULL);
}

/**
 * deckle_card_editor_install_bank:
 * @widget_class: the class of the dialog
 *
 * Installs “editor.revert”, “editor.keep” and “editor.compare”.
 */
void
deckle_card_editor_install_bank (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.revert", NULL, revert_action);
  gtk_widget_class_install_action (widget_class, "editor.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "editor.compare", NULL, compare_action);
}
