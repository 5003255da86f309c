/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study-page"
#include "ui/deckle-study-page-private.h"

#include <glib/gi18n.h>

#include "model/deckle-markup.h"
#include "ui/deckle-see-also.h"
#include "ui/deckle-study-words.h"

/* What the study page shows of its sitting: the card, the end of the sitting, or that there is nothing to study. */

#define MORE_CARDS 10

static DeckleSessionState
get_state (DeckleStudyPage *self)
{
  return self->session != NULL ? deckle_session_get_state (self->session) : DECKLE_SESSION_EMPTY;
}

static const DeckleSectionInfo *
find_section (DeckleStudyPage        *self,
              const DeckleCardRecord *record)
{
  /* Told only where sections are mixed. */
  if (deckle_session_get_scope (self->session).section != 0)
    return NULL;

  return deckle_deck_names_find_section (self->names, record->section);
}

/**
 * deckle_study_page_follow_focus:
 * @self: a study page
 *
 * The focus follows the card, but is never taken out of a text field or another pane.
 */
void
deckle_study_page_follow_focus (DeckleStudyPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    deckle_study_page_focus (self);
}

/**
 * deckle_study_page_update_actions:
 * @self: a study page
 *
 * Enables the actions that do something now.
 */
void
deckle_study_page_update_actions (DeckleStudyPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  DeckleSessionState state = get_state (self);
  gboolean question = state == DECKLE_SESSION_QUESTION, answer = state == DECKLE_SESSION_ANSWER;
  gboolean card = question || answer;
  gboolean can_undo = self->library != NULL && deckle_library_get_can_undo (self->library);
  gboolean can_redo = self->library != NULL && deckle_library_get_can_redo (self->library);
  g_autofree char *undo_label = NULL;

  gtk_widget_action_set_enabled (widget, "study.reveal", question);
  gtk_widget_action_set_enabled (widget, "study.hide", answer);
  gtk_widget_action_set_enabled (widget, "study.flip", card);
  gtk_widget_action_set_enabled (widget, "study.advance", card);
  gtk_widget_action_set_enabled (widget, "study.grade", answer);
  gtk_widget_action_set_enabled (widget, "study.suspend", card);
  gtk_widget_action_set_enabled (widget, "study.bury", card);
  gtk_widget_action_set_enabled (widget, "study.bury-related", card);
  gtk_widget_action_set_enabled (widget, "study.section-settings", card);
  gtk_widget_action_set_enabled (widget, "study.forget",
                                 card && deckle_session_get_record (self->session)->schedule.reps > 0);
  gtk_widget_action_set_enabled (widget, "study.flag", card);
  gtk_widget_action_set_enabled (widget, "study.edit", card);
  gtk_widget_action_set_enabled (widget, "study.delete", card);
  gtk_widget_action_set_enabled (widget, "study.delete-own",
                                 card && deckle_deck_names_is_own (self->names,
                                                                   deckle_session_get_record (self->session)->deck));
  gtk_widget_action_set_enabled (widget, "study.copy", card);
  gtk_widget_action_set_enabled (widget, "study.info", card);
  gtk_widget_action_set_enabled (widget, "study.note", card);
  gtk_widget_action_set_enabled (widget, "study.scroll", card);
  gtk_widget_action_set_enabled (widget, "study.add-new", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "study.undo", can_undo && self->session != NULL);
  gtk_widget_action_set_enabled (widget, "study.redo", can_redo && self->session != NULL);

  if (can_undo)
    g_object_get (self->library, "undo-label", &undo_label, NULL);
  gtk_widget_set_tooltip_text (self->undo_button, undo_label != NULL ? undo_label : _("Undo"));
}

static void
update_intervals (DeckleStudyPage *self)
{
  const DeckleOutcome *outcomes = deckle_session_get_outcomes (self->session);

  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      double days = outcomes[i].after.interval_days;
      g_autofree char *shown = deckle_format_interval (days, FALSE);
      g_autofree char *spoken = deckle_format_interval (days, TRUE);

      deckle_answer_bar_set_interval (self->answer_bar, (DeckleRating) (i + 1), shown, spoken);
    }
}

static void
update_flag (DeckleStudyPage *self,
             int              flag)
{
  deckle_card_view_set_flag (self->card_view, flag);
  if (self->flag == flag)
    return;

  self->flag = flag;
  g_object_notify (G_OBJECT (self), "flag");
}

static gboolean
is_shown (DeckleStudyPage        *self,
          const DeckleCardRecord *record)
{
  DeckleCard *card = deckle_card_view_get_card (self->card_view);

  return self->shown_card == record->row &&
         self->shown_position == deckle_session_get_position (self->session) &&
         card != NULL && deckle_card_equal (card, record->card);
}

static void
show_new_card (DeckleStudyPage        *self,
               const DeckleCardRecord *record,
               gboolean                answer)
{
  g_autoptr (GPtrArray) links = deckle_see_also_find (self->library, record);

  self->shown_card = record->row;
  self->shown_position = deckle_session_get_position (self->session);
  deckle_card_view_set_card (self->card_view, record->card,
                             find_section (self, record),
                             deckle_deck_names_find_language (self->names, record->deck));
  deckle_card_view_set_see_also (self->card_view, links);
  if (answer)
    {
      deckle_card_view_set_angle (self->card_view, 180.0);
    }
  else
    {
      g_autofree char *question = deckle_markup_to_plain (deckle_card_get_question (record->card));

      gtk_accessible_announce (GTK_ACCESSIBLE (self), question,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  deckle_answer_bar_set_answer_shown (self->answer_bar, answer);
}

static void
show_card (DeckleStudyPage *self)
{
  const DeckleCardRecord *record = deckle_session_get_record (self->session);
  gboolean answer = get_state (self) == DECKLE_SESSION_ANSWER;
  gboolean is_new = !is_shown (self, record);

  update_intervals (self);
  gtk_stack_set_visible_child (self->stack, self->card_block);
  if (is_new)
    show_new_card (self, record, answer);
  else
    deckle_card_view_flip (self->card_view, answer);

  update_flag (self, record->flag);
  deckle_card_view_set_note (self->card_view, record->note);
  if (is_new)
    deckle_study_page_follow_focus (self);
}

static void
readiness_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (DeckleStudyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  double before, after;

  if (deckle_session_readiness_finish (DECKLE_SESSION (source), result, &before, &after, &error))
    deckle_summary_page_set_readiness (self->summary, before, after);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    deckle_study_page_say (self, error->message);
}

/* That of a large library follows: the last question asked is the one that is answered. */
static void
look_at_readiness (DeckleStudyPage            *self,
                   const DeckleSessionSummary *summary)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (summary->readiness_known)
    return;
  self->looking = g_cancellable_new ();
  deckle_session_readiness_async (self->session, self->looking, readiness_cb, g_object_ref (self));
}

static void
show_summary (DeckleStudyPage *self)
{
  DeckleSessionSummary summary;

  deckle_session_get_summary (self->session, &summary);
  deckle_summary_page_set_summary (self->summary, &summary, self->library);
  look_at_readiness (self, &summary);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->summary));
}

static void
show_nothing (DeckleStudyPage *self)
{
  DeckleSessionSummary summary;
  g_autofree char *sentence = NULL;
  g_autofree char *label = NULL;
  guint n_new;

  deckle_session_get_summary (self->session, &summary);
  n_new = MIN (summary.fresh_beyond, MORE_CARDS);
  if (summary.next_due_ms == 0 && n_new > 0)
    sentence = g_strdup (_("There are new cards beyond the day’s limit."));
  else
    sentence = deckle_describe_next_card (self->library, summary.next_due_ms);
  adw_status_page_set_description (self->nothing, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), n_new > 0);
  label = g_strdup_printf (ngettext ("Learn %u New Card", "Learn %u New Cards", n_new), n_new);
  gtk_button_set_label (self->new_button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->new_button), "i", (int) n_new);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->nothing));
}

static void
update_header (DeckleStudyPage *self,
               gboolean         has_card)
{
  g_autofree char *position = NULL;

  if (has_card)
    /* Translators: number of the card in this sitting and how many there are: “5 of 24” */
    position = g_strdup_printf (_("%u of %u"),
                                deckle_session_get_position (self->session),
                                deckle_session_get_total (self->session));
  adw_window_title_set_subtitle (self->window_title, position != NULL ? position : "");

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), has_card);
  if (!has_card)
    return;

  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (self->progress),
                                      gtk_progress_bar_get_fraction (self->progress_bar));
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (self->progress),
                                    deckle_session_get_fraction (self->session));
  adw_animation_play (self->progress);
}

/**
 * deckle_study_page_sync:
 * @self: a study page
 *
 * Shows what the sitting says.
 */
void
deckle_study_page_sync (DeckleStudyPage *self)
{
  DeckleSessionState state = get_state (self);
  gboolean has_card = state == DECKLE_SESSION_QUESTION || state == DECKLE_SESSION_ANSWER;

  deckle_study_page_update_actions (self);
  update_header (self, has_card);

  if (has_card)
    {
      show_card (self);
      return;
    }

  self->shown_card = 0;
  if (state == DECKLE_SESSION_DONE)
    show_summary (self);
  else if (state == DECKLE_SESSION_NOTHING_DUE)
    show_nothing (self);
  else
    gtk_stack_set_visible_child (self->stack, self->empty);
}
