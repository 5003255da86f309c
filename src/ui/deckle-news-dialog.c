/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-news-dialog"
#include "ui/deckle-news-dialog.h"

#include <glib/gi18n.h>

#include "library/deckle-library-cards.h"
#include "model/deckle-markup.h"

/**
 * DeckleNewsDialog:
 *
 * Says which version of the bundled bank is here, and lists the questions that are new or changed since the learner's last one.
 *
 * Emits “card-activated” (row id).
 */
struct _DeckleNewsDialog
{
  AdwDialog       parent_instance;

  AdwWindowTitle *title;
  GtkStack       *stack;
  GtkLabel       *summary;
  GtkListBox     *list;
  AdwStatusPage  *nothing_page;

  GArray         *rows; /* (owned) (element-type gint64): what the list shows, by row */
};

enum { CARD_ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleNewsDialog, deckle_news_dialog, ADW_TYPE_DIALOG)

/* “3 new questions, 12 changed. 1 question left the bank; your answers to it are kept.” */
static char *
describe_update (const DeckleUpdate *update)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: %s is a version, such as 1.0.0 */
  g_string_append_printf (text, _("Since version %s:"), update->since);
  g_string_append_c (text, ' ');
  if (update->fresh->len > 0)
    g_string_append_printf (text, ngettext ("%u new question", "%u new questions", update->fresh->len), update->fresh->len);
  if (update->fresh->len > 0 && update->changed->len > 0)
    g_string_append (text, ", ");
  if (update->changed->len > 0)
    g_string_append_printf (text, ngettext ("%u question with a better text", "%u questions with a better text",
                                            update->changed->len), update->changed->len);
  if (update->fresh->len + update->changed->len > 0)
    g_string_append (text, ". ");
  if (update->n_retired > 0)
    {
      g_string_append_printf (text, ngettext ("%u question left the bank; your answers to it are kept.",
                                              "%u questions left the bank; your answers to them are kept.",
                                              update->n_retired), update->n_retired);
      g_string_append_c (text, ' ');
    }
  g_string_append (text, _("Your progress and your own changes stay as they are."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
create_row (DeckleLibrary *library,
            gint64         card,
            gboolean       fresh)
{
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (library, card, NULL);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *kind = gtk_label_new (fresh ? _("New") : _("Changed"));
  g_autofree char *plain = record != NULL ? deckle_markup_to_plain (deckle_card_get_question (record->card))
                                          : g_strdup (_("This card is no longer in your library"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), plain);
  if (record != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%d", deckle_card_get_number (record->card));
      GtkWidget *number = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (number), 1);
      gtk_label_set_width_chars (GTK_LABEL (number), 4);
      gtk_widget_add_css_class (number, "dimmed");
      gtk_widget_add_css_class (number, "numeric");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), number);
    }
  gtk_widget_set_valign (kind, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (kind, "chip");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), kind);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (GTK_LABEL (kind)), -1);
  return row;
}

static void
row_activated_cb (DeckleNewsDialog *self,
                  GtkListBoxRow    *row)
{
  gint64 card = g_array_index (self->rows, gint64, gtk_list_box_row_get_index (row));

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[CARD_ACTIVATED], 0, card);
}

static void
deckle_news_dialog_dispose (GObject *object)
{
  DeckleNewsDialog *self = DECKLE_NEWS_DIALOG (object);

  g_clear_pointer (&self->rows, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_NEWS_DIALOG);

  G_OBJECT_CLASS (deckle_news_dialog_parent_class)->dispose (object);
}

static void
deckle_news_dialog_class_init (DeckleNewsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_news_dialog_dispose;

  /**
   * DeckleNewsDialog::card-activated:
   * @self: the dialog
   * @card: row id
   *
   * A card is to be opened; the dialog is already closing.
   */
  signals[CARD_ACTIVATED] = g_signal_new ("card-activated", DECKLE_TYPE_NEWS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/news-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleNewsDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DeckleNewsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleNewsDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, DeckleNewsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, DeckleNewsDialog, nothing_page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
deckle_news_dialog_init (DeckleNewsDialog *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_cards (DeckleNewsDialog   *self,
            DeckleLibrary      *library,
            const DeckleUpdate *update)
{
  g_autofree char *summary = describe_update (update);

  g_array_append_vals (self->rows, update->fresh->data, update->fresh->len);
  g_array_append_vals (self->rows, update->changed->data, update->changed->len);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_append (self->list, create_row (library, g_array_index (self->rows, gint64, i), i < update->fresh->len));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->rows->len > 0);
  gtk_label_set_label (self->summary, summary);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
show_nothing (DeckleNewsDialog   *self,
              const DeckleUpdate *update)
{
  if (update->version == NULL)
    {
      adw_status_page_set_title (self->nothing_page, _("No Bundled Questions"));
      adw_status_page_set_description (self->nothing_page, _("The questions that come with Deckle are not in your library."));
    }
  else
    {
      adw_status_page_set_title (self->nothing_page, _("Nothing Has Changed Yet"));
      adw_status_page_set_description (self->nothing_page,
                                       _("When an update brings new or better questions, they are listed here."));
    }
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/**
 * deckle_news_dialog_new:
 * @library: where the cards are
 * @update: what [method@Library.get_update] says
 *
 * Makes the dialog with a row for each question, at most as many as the bank has. Whoever presents it marks the update as seen.
 *
 * Returns: (transfer floating): a dialog
 */
DeckleNewsDialog *
deckle_news_dialog_new (DeckleLibrary      *library,
                        const DeckleUpdate *update)
{
  DeckleNewsDialog *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (update != NULL, NULL);

  self = g_object_new (DECKLE_TYPE_NEWS_DIALOG, NULL);
  if (update->version != NULL)
    {
      g_autofree char *subtitle =
        /* Translators: the first %s is the title of a question bank, the second its version; the number is of its questions */
        g_strdup_printf (ngettext ("%s, version %s, %u question", "%s, version %s, %u questions", update->n_cards),
                         update->title, update->version, update->n_cards);

      adw_window_title_set_subtitle (self->title, subtitle);
    }
  if (update->since != NULL)
    show_cards (self, library, update);
  else
    show_nothing (self, update);
  return self;
}
