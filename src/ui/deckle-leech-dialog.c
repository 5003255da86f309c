/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-leech-dialog"
#include "ui/deckle-leech-dialog.h"

#include <glib/gi18n.h>

#include "library/deckle-library-actions.h"
#include "library/deckle-library-related.h"
#include "model/deckle-markup.h"

#define RELATED_MAX 6

/**
 * DeckleLeechDialog:
 *
 * Help with a card that is forgotten again and again: how often that was, the cards that it may be mixed up with, and what can be
 * done. Nothing happens to the card by itself. The card and its relatives open on pages of their own, where they can be read,
 * noted on and edited.
 *
 * Emits “done” (sentence) when something was done to the card.
 */
struct _DeckleLeechDialog
{
  AdwDialog            parent_instance;

  AdwActionRow        *card_row;
  AdwPreferencesGroup *related_group;
  GtkWidget           *note_row;
  GtkWidget           *bury_row;
  GtkWidget           *suspend_row;

  DeckleLibrary       *library; /* (owned) (nullable): NULL once the dialog is closed */
  gint64               card;
  const char          *doing;   /* the sentence for “done” */
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleLeechDialog, deckle_leech_dialog, ADW_TYPE_DIALOG)

/* The dialog closes first: the card is shown in the window behind it. */
static void
open_card (DeckleLeechDialog *self,
           gint64             card)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  adw_dialog_close (ADW_DIALOG (self));
  if (root != NULL)
    gtk_widget_activate_action (GTK_WIDGET (root), "win.open-card", "x", card);
}

/* The window does it when this dialog is out of the way. */
static void
leave_for (DeckleLeechDialog *self,
           const char        *action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  adw_dialog_close (ADW_DIALOG (self));
  if (root != NULL)
    gtk_widget_activate_action (GTK_WIDGET (root), action, "x", self->card);
}

static void
edit_cb (DeckleLeechDialog *self)
{
  leave_for (self, "win.edit-card");
}

static void
note_cb (DeckleLeechDialog *self)
{
  leave_for (self, "win.note-card");
}

static void
open_cb (DeckleLeechDialog *self)
{
  open_card (self, self->card);
}

static void
related_cb (DeckleLeechDialog *self,
            GtkWidget         *row)
{
  open_card (self, *(const gint64 *) g_object_get_data (G_OBJECT (row), "card"));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (DeckleLeechDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean success = deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error);

  g_signal_emit (self, signals[DONE], 0, success ? self->doing : error->message);
}

static void
bury_cb (DeckleLeechDialog *self)
{
  self->doing = _("The card comes again tomorrow");
  deckle_library_bury_async (self->library, &self->card, 1, deckle_library_get_today (self->library) + 1, written_cb,
                             g_object_ref (self));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
suspend_cb (DeckleLeechDialog *self)
{
  self->doing = _("The card does not come until you unsuspend it");
  deckle_library_set_suspended_async (self->library, &self->card, 1, TRUE, written_cb, g_object_ref (self));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
deckle_leech_dialog_closed (AdwDialog *dialog)
{
  g_clear_object (&DECKLE_LEECH_DIALOG (dialog)->library);
}

static void
deckle_leech_dialog_dispose (GObject *object)
{
  DeckleLeechDialog *self = DECKLE_LEECH_DIALOG (object);

  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_LEECH_DIALOG);

  G_OBJECT_CLASS (deckle_leech_dialog_parent_class)->dispose (object);
}

static void
deckle_leech_dialog_class_init (DeckleLeechDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_leech_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = deckle_leech_dialog_closed;

  /**
   * DeckleLeechDialog::done:
   * @self: the dialog
   * @sentence: what was done, or why not
   *
   * Something was done to the card.
   */
  signals[DONE] = g_signal_new ("done", DECKLE_TYPE_LEECH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/leech-dialog.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "edit_row", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleLeechDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleLeechDialog, bury_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleLeechDialog, suspend_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleLeechDialog, card_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleLeechDialog, related_group);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_cb);
  gtk_widget_class_bind_template_callback (widget_class, bury_cb);
  gtk_widget_class_bind_template_callback (widget_class, suspend_cb);
}

static void
deckle_leech_dialog_init (DeckleLeechDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_related (DeckleLeechDialog *self,
             gint64             card)
{
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (self->library, card, NULL);
  g_autofree char *question = NULL;
  GtkWidget *row, *arrow;

  if (record == NULL)
    return;
  question = deckle_markup_to_plain (deckle_card_get_question (record->card));
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), question);
  arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                        GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "card", g_memdup2 (&card, sizeof card), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (related_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->related_group, row);
}

static void
fill (DeckleLeechDialog      *self,
      const DeckleCardRecord *record)
{
  g_autofree char *question = deckle_markup_to_plain (deckle_card_get_question (record->card));
  g_autoptr (GArray) related = deckle_library_list_helpful (self->library, self->card, RELATED_MAX, NULL);
  g_autofree char *answers = g_strdup_printf (ngettext ("%d answer", "%d answers", (gulong) record->schedule.reps),
                                              record->schedule.reps);
  g_autofree char *subtitle = NULL;

  /* Translators: %s is “14 answers” */
  subtitle = g_strdup_printf (ngettext ("Forgotten %d time in %s", "Forgotten %d times in %s",
                                        (gulong) record->schedule.lapses), record->schedule.lapses, answers);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->card_row), question);
  adw_action_row_set_subtitle (self->card_row, subtitle);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->note_row),
                                 record->note != NULL ? _("Edit Note…") : _("Add Note…"));
  for (guint i = 0; related != NULL && i < related->len; i++)
    add_related (self, g_array_index (related, gint64, i));
  gtk_widget_set_visible (GTK_WIDGET (self->related_group), related != NULL && related->len > 0);
}

/**
 * deckle_leech_dialog_new:
 * @library: where the card is
 * @card: its row id
 *
 * Makes the dialog.
 *
 * Returns: (transfer floating) (nullable): a dialog, %NULL when the card is not in the library any more
 */
DeckleLeechDialog *
deckle_leech_dialog_new (DeckleLibrary *library,
                         gint64         card)
{
  g_autoptr (DeckleCardRecord) record = NULL;
  DeckleLeechDialog *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  record = deckle_library_load_card (library, card, NULL);
  if (record == NULL)
    return NULL;
  self = g_object_new (DECKLE_TYPE_LEECH_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->card = card;
  fill (self, record);
  return self;
}
