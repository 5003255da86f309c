/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-move-dialog"
#include "ui/deckle-move-dialog.h"

#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-editor-place.h"

/**
 * DeckleMoveDialog:
 *
 * Asks for a deck of the user's own and a section of it, or for the names of new ones, and moves cards there as one undoable
 * step. It closes once they are there; what the library refuses is said in the dialog.
 */
struct _DeckleMoveDialog
{
  AdwDialog          parent_instance;

  AdwToastOverlay   *toasts;
  GtkLabel          *count_label;
  DeckleEditorPlace *place;
  GtkButton         *move_button;

  DeckleLibrary     *library; /* (owned) (nullable): NULL once the dialog is closed */
  GArray            *rows;    /* (owned) (element-type gint64) */
};

enum { MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleMoveDialog, deckle_move_dialog, ADW_TYPE_DIALOG)

static void
say (DeckleMoveDialog *self,
     const char       *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (DeckleMoveDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      say (self, error->message);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "move.apply", TRUE);
      return;
    }
  sentence = g_strdup_printf (ngettext ("%'u card moved", "%'u cards moved", self->rows->len), self->rows->len);
  g_signal_emit (self, signals[MOVED], 0, sentence);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleMoveDialog *self = DECKLE_MOVE_DIALOG (widget);
  DeckleCardTarget target;

  if (self->library == NULL || !deckle_editor_place_check (self->place))
    return;
  deckle_editor_place_get_target (self->place, &target);
  gtk_widget_action_set_enabled (widget, "move.apply", FALSE);
  deckle_library_move_cards_async (self->library, (const gint64 *) (gpointer) self->rows->data, self->rows->len, &target,
                                   moved_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
deckle_move_dialog_closed (AdwDialog *dialog)
{
  g_clear_object (&DECKLE_MOVE_DIALOG (dialog)->library);
}

static void
deckle_move_dialog_dispose (GObject *object)
{
  DeckleMoveDialog *self = DECKLE_MOVE_DIALOG (object);

  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_MOVE_DIALOG);

  G_OBJECT_CLASS (deckle_move_dialog_parent_class)->dispose (object);
}

static void
deckle_move_dialog_finalize (GObject *object)
{
  g_clear_pointer (&DECKLE_MOVE_DIALOG (object)->rows, g_array_unref);

  G_OBJECT_CLASS (deckle_move_dialog_parent_class)->finalize (object);
}

static void
deckle_move_dialog_class_init (DeckleMoveDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_move_dialog_dispose;
  object_class->finalize = deckle_move_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = deckle_move_dialog_closed;

  /**
   * DeckleMoveDialog::moved:
   * @self: the dialog
   * @sentence: what happened
   *
   * The cards are in their new place; undo takes them back.
   */
  signals[MOVED] = g_signal_new ("moved", DECKLE_TYPE_MOVE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);

  g_type_ensure (DECKLE_TYPE_EDITOR_PLACE);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleMoveDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeckleMoveDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleMoveDialog, place);
  gtk_widget_class_bind_template_child (widget_class, DeckleMoveDialog, move_button);
  gtk_widget_class_install_action (widget_class, "move.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "move.cancel", NULL, cancel_action);
}

static void
deckle_move_dialog_init (DeckleMoveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_move_dialog_new:
 * @library: where the cards are
 * @rows: (element-type gint64): row ids of the cards, at least one; kept, must not be changed afterwards
 *
 * Makes the dialog. The first section of the user's first own deck is chosen, or new ones where there is none.
 *
 * Returns: (transfer floating): a dialog
 */
DeckleMoveDialog *
deckle_move_dialog_new (DeckleLibrary *library,
                        GArray        *rows)
{
  DeckleMoveDialog *self;
  g_autofree char *count = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (rows != NULL && rows->len > 0, NULL);

  self = g_object_new (DECKLE_TYPE_MOVE_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->rows = g_array_ref (rows);
  count = g_strdup_printf (ngettext ("%'u card goes there with its progress and its note.",
                                     "%'u cards go there with their progress and their notes.", rows->len), rows->len);
  gtk_label_set_label (self->count_label, count);
  deckle_editor_place_load (self->place, library, 0);
  return self;
}
