/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study-page"
#include "ui/deckle-study-page-private.h"

#include <glib/gi18n.h>

#include "library/deckle-library-notes.h"
#include "library/deckle-library-reset.h"

/* The actions of the study page. They are disabled while there is no session, so each has one. */

static DeckleSession *
get_session (GtkWidget *widget)
{
  return deckle_study_page_get_session (DECKLE_STUDY_PAGE (widget));
}

static DeckleCardView *
get_card_view (GtkWidget *widget)
{
  return deckle_study_page_get_card_view (DECKLE_STUDY_PAGE (widget));
}

static void
reveal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_reveal (get_session (widget));
}

static void
hide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_hide (get_session (widget));
}

static void
flip_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleSession *session = get_session (widget);

  if (deckle_session_get_state (session) == DECKLE_SESSION_ANSWER)
    deckle_session_hide (session);
  else
    deckle_session_reveal (session);
}

static void
advance_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleSession *session = get_session (widget);

  if (deckle_session_get_state (session) == DECKLE_SESSION_ANSWER)
    deckle_session_grade (session, DECKLE_RATING_GOOD);
  else
    deckle_session_reveal (session);
}

static void
grade_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleAnswerBar *answer_bar = DECKLE_STUDY_PAGE (widget)->answer_bar;
  int rating = g_variant_get_int32 (parameter);

  if (rating >= DECKLE_RATING_AGAIN && rating <= DECKLE_RATING_EASY &&
      deckle_answer_bar_offers (answer_bar, (DeckleRating) rating))
    deckle_session_grade (get_session (widget), (DeckleRating) rating);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_undo (get_session (widget));
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_redo (get_session (widget));
}

static void
suspend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_suspend (get_session (widget));
}

static void
bury_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_bury (get_session (widget));
}

static void
bury_related_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_bury_related (get_session (widget));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    deckle_study_page_say (DECKLE_STUDY_PAGE (widget), _("The card is new again"));
  else
    deckle_study_page_say (DECKLE_STUDY_PAGE (widget), error->message);
}

/* Undo takes it back, and has its button in the header. */
static void
forget_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const DeckleCardRecord *record = deckle_session_get_record (get_session (widget));

  if (record != NULL)
    deckle_library_reset_async (DECKLE_STUDY_PAGE (widget)->library, &record->row, 1, forgotten_cb, g_object_ref (widget));
}

static void
section_settings_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const DeckleCardRecord *record = deckle_session_get_record (get_session (widget));

  if (record != NULL)
    gtk_widget_activate_action (widget, "win.section-settings", "x", record->section);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.edit-card", "x", DECKLE_STUDY_PAGE (widget)->shown_card);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.delete-card", "x", DECKLE_STUDY_PAGE (widget)->shown_card);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *selection = deckle_card_view_get_selection (get_card_view (widget));

  if (selection != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), selection);
  else
    deckle_card_view_copy_code (get_card_view (widget));
}

static void
info_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.card-info", "x", deckle_session_get_record (get_session (widget))->row);
}

/* A note stands on the back: on the question the card turns first. */
static void
note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_session_reveal (get_session (widget));
  deckle_card_view_edit_note (get_card_view (widget));
}

static void
note_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeckleStudyPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    deckle_study_page_say (self, _("Note saved"));
  else
    deckle_study_page_say (self, error->message);
}

/* Of the card that is on screen, also when the sitting has gone on to another one behind it. */
static void
set_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DeckleStudyPage *self = DECKLE_STUDY_PAGE (widget);

  if (self->shown_card != 0)
    deckle_library_set_note_async (self->library, self->shown_card, g_variant_get_string (parameter, NULL),
                                   note_written_cb, g_object_ref (self));
}

static void
scroll_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_card_view_scroll_by_nick (get_card_view (widget), g_variant_get_string (parameter, NULL));
}

static void
add_new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  int n_cards = g_variant_get_int32 (parameter);

  if (n_cards > 0)
    deckle_session_add_new (get_session (widget), (guint) n_cards);
  deckle_study_page_focus (DECKLE_STUDY_PAGE (widget));
}

static void
progress_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.progress", NULL);
}

static void
browse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.browse-section", NULL);
}

static void
say_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deckle_study_page_say (DECKLE_STUDY_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/**
 * deckle_study_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs the actions that the header of the page lists, but for “study.flag”, which is a property.
 */
void
deckle_study_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "study.reveal", NULL, reveal_action);
  gtk_widget_class_install_action (widget_class, "study.hide", NULL, hide_action);
  gtk_widget_class_install_action (widget_class, "study.flip", NULL, flip_action);
  gtk_widget_class_install_action (widget_class, "study.advance", NULL, advance_action);
  gtk_widget_class_install_action (widget_class, "study.grade", "i", grade_action);
  gtk_widget_class_install_action (widget_class, "study.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "study.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "study.suspend", NULL, suspend_action);
  gtk_widget_class_install_action (widget_class, "study.bury", NULL, bury_action);
  gtk_widget_class_install_action (widget_class, "study.bury-related", NULL, bury_related_action);
  gtk_widget_class_install_action (widget_class, "study.forget", NULL, forget_action);
  gtk_widget_class_install_action (widget_class, "study.section-settings", NULL, section_settings_action);
  gtk_widget_class_install_action (widget_class, "study.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "study.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "study.delete-own", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "study.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "study.info", NULL, info_action);
  gtk_widget_class_install_action (widget_class, "study.note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "study.set-note", "s", set_note_action);
  gtk_widget_class_install_action (widget_class, "study.scroll", "s", scroll_action);
  gtk_widget_class_install_action (widget_class, "study.add-new", "i", add_new_action);
  gtk_widget_class_install_action (widget_class, "study.progress", NULL, progress_action);
  gtk_widget_class_install_action (widget_class, "study.browse", NULL, browse_action);
  gtk_widget_class_install_action (widget_class, "study.say", "s", say_action);
}
