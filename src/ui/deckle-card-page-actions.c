/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-page"
#include "ui/deckle-card-page-private.h"

#include <glib/gi18n.h>

#include "library/deckle-library-notes.h"
#include "library/deckle-library-related.h"
#include "library/deckle-library-reset.h"

/* What can be done with the card of a page. Each write is one undoable step; the page follows the library, not its own wish. */

typedef struct
{
  DeckleCardPage *page;     /* (owned) */
  const char     *sentence; /* what happened */
} Done;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Done *done = user_data;
  g_autoptr (DeckleCardPage) page = done->page;
  g_autoptr (GError) error = NULL;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    deckle_card_page_emit_toast (page, done->sentence, TRUE);
  else
    deckle_card_page_emit_toast (page, error->message, FALSE);
}

static Done *
done_new (DeckleCardPage *self,
          const char     *sentence)
{
  Done *done = g_new (Done, 1);

  *done = (Done){ g_object_ref (self), sentence };
  return done;
}

/**
 * deckle_card_page_is_buried:
 * @self: a page
 *
 * Returns: whether its card is hidden until a later day
 */
gboolean
deckle_card_page_is_buried (DeckleCardPage *self)
{
  return self->record->buried_until_day > deckle_library_get_today (self->library);
}

/**
 * deckle_card_page_set_suspended:
 * @self: a page
 * @suspended: whether its card is to stay away
 *
 * Suspends the card or takes that back.
 */
void
deckle_card_page_set_suspended (DeckleCardPage *self,
                                gboolean        suspended)
{
  if (suspended != self->record->suspended)
    deckle_library_set_suspended_async (self->library, &self->record->row, 1, suspended, written_cb,
                                        done_new (self, suspended ? _("Card suspended") : _("Card no longer suspended")));
}

/**
 * deckle_card_page_set_buried:
 * @self: a page
 * @buried: whether its card is to stay away until tomorrow
 *
 * Buries the card or takes that back.
 */
void
deckle_card_page_set_buried (DeckleCardPage *self,
                             gboolean        buried)
{
  int until_day = buried ? deckle_library_get_today (self->library) + 1 : 0;

  if (buried != deckle_card_page_is_buried (self))
    deckle_library_bury_async (self->library, &self->record->row, 1, until_day, written_cb,
                               done_new (self, buried ? _("Card buried until tomorrow") : _("Card no longer buried")));
}

static const char *
describe_flag (int flag)
{
  switch (flag)
    {
    case 1:
      return _("Flagged red");
    case 2:
      return _("Flagged orange");
    case 3:
      return _("Flagged green");
    case 4:
      return _("Flagged blue");
    default:
      return _("Flag taken off");
    }
}

/**
 * deckle_card_page_toggle_flag:
 * @self: a page
 * @flag: 1 to 4
 *
 * Flags the card; the flag that it has is taken off.
 */
void
deckle_card_page_toggle_flag (DeckleCardPage *self,
                              int             flag)
{
  int wanted = flag == self->record->flag ? 0 : flag;

  deckle_library_set_flag_async (self->library, &self->record->row, 1, wanted, written_cb,
                                 done_new (self, describe_flag (wanted)));
}

static void
flip_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (widget);

  self->answer = !self->answer;
  deckle_card_view_flip (self->card_view, self->answer);
  gtk_button_set_label (self->flip_button, self->answer ? _("Show Question") : _("Show Answer"));
}

static void
scroll_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  deckle_card_view_scroll_by_nick (DECKLE_CARD_PAGE (widget)->card_view, g_variant_get_string (parameter, NULL));
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.edit-card", "x", deckle_card_page_get_row (DECKLE_CARD_PAGE (widget)));
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.delete-card", "x", deckle_card_page_get_row (DECKLE_CARD_PAGE (widget)));
}

static void
forget_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (widget);

  deckle_library_reset_async (self->library, &self->record->row, 1, written_cb,
                              done_new (self, _("The card is new again")));
}

static void
bury_related_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (widget);
  g_autoptr (GArray) related = deckle_library_list_related (self->library, self->record->row, NULL);

  if (related == NULL || related->len == 0)
    {
      deckle_card_page_emit_toast (self, _("No related card would come today."), FALSE);
      return;
    }
  deckle_library_bury_async (self->library, (const gint64 *) (gpointer) related->data, related->len,
                             deckle_library_get_today (self->library) + 1, written_cb,
                             done_new (self, _("The related cards come tomorrow")));
}

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (widget);
  g_autofree char *selection = deckle_card_view_get_selection (self->card_view);

  if (selection != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), selection);
  else
    deckle_card_view_copy_code (self->card_view);
}

static void
info_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.card-info", "x", DECKLE_CARD_PAGE (widget)->record->row);
}

static void
note_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (widget);

  if (!self->answer)
    flip_action (widget, "study.flip", NULL);
  deckle_card_view_edit_note (self->card_view);
}

static void
set_note_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  DeckleCardPage *self = DECKLE_CARD_PAGE (widget);

  deckle_library_set_note_async (self->library, self->record->row, g_variant_get_string (parameter, NULL), written_cb,
                                 done_new (self, _("Note saved")));
}

static void
say_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  deckle_card_page_emit_toast (DECKLE_CARD_PAGE (widget), g_variant_get_string (parameter, NULL), FALSE);
}

/* The window knows the list that the card was opened from. */
static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.step-card", "i", -1);
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.step-card", "i", 1);
}

/**
 * deckle_card_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs the actions that the header of the page lists, but for those that are properties.
 */
void
deckle_card_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "study.advance", NULL, flip_action);
  gtk_widget_class_install_action (widget_class, "study.flip", NULL, flip_action);
  gtk_widget_class_install_action (widget_class, "study.scroll", "s", scroll_action);
  gtk_widget_class_install_action (widget_class, "study.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "study.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "study.delete-own", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "study.forget", NULL, forget_action);
  gtk_widget_class_install_action (widget_class, "study.bury-related", NULL, bury_related_action);
  gtk_widget_class_install_action (widget_class, "study.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "study.info", NULL, info_action);
  gtk_widget_class_install_action (widget_class, "study.note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "study.set-note", "s", set_note_action);
  gtk_widget_class_install_action (widget_class, "study.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "study.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "study.say", "s", say_action);
}
