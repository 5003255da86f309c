/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study-page"
#include "ui/deckle-study-page-private.h"

#include <glib/gi18n.h>

#include "model/deckle-markup.h"
#include "ui/deckle-leech-dialog.h"

/*
 * A banner, not a dialog and not a toast: it takes no key that is meant for the next card, covers no button, and leaves time to be
 * read. It goes by itself.
 */

#define STAYS_FOR 3       /* answers */
#define QUESTION_CHARS 50

static void
leech_cb (DeckleStudyPage *self,
          gint64           card)
{
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (self->library, card, NULL);
  g_autofree char *question = NULL;
  g_autofree char *title = NULL;

  if (record == NULL)
    return;
  question = deckle_markup_to_plain (deckle_card_get_question (record->card));
  if (g_utf8_strlen (question, -1) > QUESTION_CHARS)
    {
      g_autofree char *start = g_utf8_substring (question, 0, QUESTION_CHARS - 1);

      g_free (question);
      question = g_strconcat (g_strchomp (start), "…", NULL);
    }
  title = g_strdup_printf (ngettext ("You have forgotten “%s” %d time", "You have forgotten “%s” %d times",
                                     (gulong) record->schedule.lapses), question, record->schedule.lapses);
  self->leech = card;
  self->leech_stays = STAYS_FOR;
  adw_banner_set_title (self->leech_banner, title);
  adw_banner_set_revealed (self->leech_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
graded_cb (DeckleStudyPage *self)
{
  if (self->leech_stays > 0 && --self->leech_stays == 0)
    deckle_study_page_hide_leech (self);
}

static void
leech_clicked_cb (DeckleStudyPage *self)
{
  DeckleLeechDialog *dialog = deckle_leech_dialog_new (self->library, self->leech);

  deckle_study_page_hide_leech (self);
  if (dialog == NULL)
    return;
  g_signal_connect_object (dialog, "done", G_CALLBACK (deckle_study_page_say), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/**
 * deckle_study_page_hide_leech:
 * @self: a study page
 *
 * Takes the notice away.
 */
void
deckle_study_page_hide_leech (DeckleStudyPage *self)
{
  self->leech_stays = 0;
  adw_banner_set_revealed (self->leech_banner, FALSE);
}

/**
 * deckle_study_page_install_leech:
 * @widget_class: the class of the page
 *
 * Binds the banner.
 */
void
deckle_study_page_install_leech (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, leech_banner);
  gtk_widget_class_bind_template_callback (widget_class, leech_clicked_cb);
}

/**
 * deckle_study_page_connect_leech:
 * @self: a study page
 *
 * Shows the notice when a card was forgotten once more at the threshold; an undo takes it away.
 */
void
deckle_study_page_connect_leech (DeckleStudyPage *self)
{
  g_signal_group_connect_swapped (self->session_signals, "leech", G_CALLBACK (leech_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "graded", G_CALLBACK (graded_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "undone", G_CALLBACK (deckle_study_page_hide_leech), self);
}
