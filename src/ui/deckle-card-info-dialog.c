/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-info-dialog"
#include "ui/deckle-card-info-dialog.h"

#include <glib/gi18n.h>

#include "deckle-config.h"
#include "model/deckle-markup.h"
#include "progress/deckle-card-history.h"
#include "study/deckle-session.h"
#include "ui/charts/deckle-days.h"
#include "ui/charts/deckle-forgetting-curve.h"
#include "ui/deckle-answer-bar.h"
#include "ui/deckle-card-head.h"
#include "ui/deckle-card-text.h"
#include "ui/deckle-review-list.h"

#define DAY_MS 86400000.0

/**
 * DeckleCardInfoDialog:
 *
 * How one card is remembered: its forgetting curve, what each grade would do now, where it stands, and every review of it.
 * A picture of the moment at which it was opened; it keeps no hold of the library.
 */
struct _DeckleCardInfoDialog
{
  AdwDialog              parent_instance;

  AdwViewStackPage      *reviews_page;
  GtkStack              *reviews_stack;
  GtkLabel              *question;
  GtkLabel              *takeaway;
  DeckleForgettingCurve *curve;
  GtkWidget             *intervals;
  AdwPreferencesGroup   *standing;
  GtkListView           *reviews;
};

G_DEFINE_FINAL_TYPE (DeckleCardInfoDialog, deckle_card_info_dialog, ADW_TYPE_DIALOG)

static void
add_row (DeckleCardInfoDialog *self,
         const char           *title,
         const char           *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (self->standing, row);
}

static const char *
get_state_name (DeckleState state)
{
  switch (state)
    {
    case DECKLE_STATE_LEARNING:
      return C_("state of a card", "Learning");
    case DECKLE_STATE_REVIEW:
      return C_("state of a card", "Review");
    case DECKLE_STATE_RELEARNING:
      return C_("state of a card", "Relearning");
    case DECKLE_STATE_NEW:
    default:
      return C_("state of a card", "New");
    }
}

/* “Review · Suspended · Red Flag” */
static void
add_state (DeckleCardInfoDialog   *self,
           const DeckleCardRecord *record,
           int                     today)
{
  g_autoptr (GString) text = g_string_new (get_state_name (record->schedule.state));

  if (record->suspended)
    g_string_append_printf (text, " · %s", _("Suspended"));
  if (record->buried_until_day > today)
    g_string_append_printf (text, " · %s", _("Buried"));
  if (record->flag != 0)
    g_string_append_printf (text, " · %s", deckle_flag_get_name (record->flag));
  if (record->retired)
    g_string_append_printf (text, " · %s", _("No longer in its bank"));
  add_row (self, _("State"), text->str);
}

static char *
format_moment (gint64 time_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  return time != NULL ? g_date_time_format (time, "%x, %R") : g_strdup ("–");
}

static void
add_due (DeckleCardInfoDialog *self,
         const DeckleSchedule *schedule)
{
  g_autofree char *due = NULL;
  g_autofree char *interval = NULL;

  if (schedule->state == DECKLE_STATE_NEW)
    return;
  due = schedule->state == DECKLE_STATE_REVIEW ? deckle_day_format (schedule->due_day) : format_moment (schedule->due_ms);
  interval = deckle_format_interval (schedule->interval_days, TRUE);
  add_row (self, _("Due"), due);
  add_row (self, _("Interval"), interval);
}

static void
add_memory (DeckleCardInfoDialog    *self,
            const DeckleCardHistory *history)
{
  g_autofree char *recall = g_strdup_printf (_("%.0f%%"), history->recall * 100.0);
  g_autofree char *stability = deckle_format_interval (history->stability_days, TRUE);
  /* Translators: how hard a card is, from 1 to 10: “5.3 of 10” */
  g_autofree char *difficulty = g_strdup_printf (_("%.1f of 10"), history->difficulty);

  if (history->recall < 0.0)
    return;
  add_row (self, _("Likely to be remembered today"), recall);
  add_row (self, _("Stability (until 90%)"), stability);
  add_row (self, _("Difficulty"), difficulty);
}

static void
add_answers (DeckleCardInfoDialog    *self,
             const DeckleCardHistory *history)
{
  g_autofree char *answers = g_strdup_printf (ngettext ("%u, of these %u Again", "%u, of these %u Again", history->n_answers),
                                              history->n_answers, history->n_missed);
  g_autofree char *lapses = g_strdup_printf ("%d", history->record->schedule.lapses);
  g_autofree char *first = format_moment (history->first_ms);
  g_autofree char *last = format_moment (history->last_ms);
  g_autofree char *average = deckle_format_interval ((double) history->average_ms / DAY_MS, TRUE);

  if (history->n_answers == 0)
    return;
  add_row (self, _("Answers"), answers);
  add_row (self, _("Lapses (forgotten after it was learned)"), lapses);
  add_row (self, _("First answer"), first);
  add_row (self, _("Last answer"), last);
  add_row (self, _("Average time"), average);
}

static void
add_place (DeckleCardInfoDialog    *self,
           const DeckleCardHistory *history)
{
  g_autofree char *tags = g_strjoinv (", ", (char **) deckle_card_get_tags (history->record->card));

  if (history->section_title != NULL)
    add_row (self, _("Section"), history->section_title);
  if (history->deck_title != NULL)
    add_row (self, _("Deck"), history->deck_title);
  if (*tags != '\0')
    add_row (self, _("Tags"), tags);
  if (history->record->edited)
    add_row (self, _("Text"), _("Edited by you"));
}

/* A tile a grade: its name over the interval that it would give now. */
static void
show_intervals (DeckleCardInfoDialog    *self,
                const DeckleCardHistory *history)
{
  for (int rating = DECKLE_RATING_AGAIN; rating <= DECKLE_RATING_EASY; rating++)
    {
      double days = history->outcomes[rating - 1].after.interval_days;
      g_autofree char *shown = deckle_format_interval (days, FALSE);
      g_autofree char *spoken = deckle_format_interval (days, TRUE);
      /* Translators: a grade and the interval that it gives: “Good: 8 days” */
      g_autofree char *name = g_strdup_printf (_("%s: %s"), deckle_rating_get_name ((DeckleRating) rating), spoken);
      GtkWidget *tile = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 2,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
      GtkWidget *interval = gtk_label_new (shown), *grade = gtk_label_new (deckle_rating_get_name ((DeckleRating) rating));

      gtk_widget_add_css_class (tile, "interval-tile");
      gtk_widget_add_css_class (grade, "stat-caption");
      gtk_widget_add_css_class (interval, "tnum");
      gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_box_append (GTK_BOX (tile), grade);
      gtk_box_append (GTK_BOX (tile), interval);
      gtk_box_append (GTK_BOX (self->intervals), tile);
    }
}

static void
show_reviews (DeckleCardInfoDialog    *self,
              const DeckleCardHistory *history)
{
  g_autofree char *title = NULL;

  deckle_review_list_fill (self->reviews, history);
  gtk_stack_set_visible_child_name (self->reviews_stack, history->reviews->len > 0 ? "list" : "nothing");
  if (history->reviews->len == 0)
    return;
  /* Translators: the title of a page, with how many reviews it lists: “Reviews (34)” */
  title = g_strdup_printf (_("Reviews (%u)"), history->reviews->len);
  adw_view_stack_page_set_title (self->reviews_page, title);
}

static void
show_history (DeckleCardInfoDialog    *self,
              const DeckleCardHistory *history,
              int                      today)
{
  g_autofree char *sentence = deckle_card_history_describe (history);

  deckle_label_set_card_text (self->question, deckle_card_get_question (history->record->card));
  gtk_label_set_label (self->takeaway, sentence);
  deckle_forgetting_curve_set_history (self->curve, history);
  gtk_widget_set_visible (GTK_WIDGET (self->curve), history->recall >= 0.0);
  show_intervals (self, history);
  add_state (self, history->record, today);
  add_due (self, &history->record->schedule);
  add_memory (self, history);
  add_answers (self, history);
  add_place (self, history);
  show_reviews (self, history);
}

static void
deckle_card_info_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_INFO_DIALOG);

  G_OBJECT_CLASS (deckle_card_info_dialog_parent_class)->dispose (object);
}

static void
deckle_card_info_dialog_class_init (DeckleCardInfoDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_card_info_dialog_dispose;

  g_type_ensure (DECKLE_TYPE_FORGETTING_CURVE);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/card-info-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, reviews_page);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, reviews_stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, question);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, takeaway);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, curve);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, intervals);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, standing);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardInfoDialog, reviews);
  gtk_widget_class_bind_template_child_full (widget_class, "stack", FALSE, 0);
}

static void
deckle_card_info_dialog_init (DeckleCardInfoDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_card_info_dialog_new:
 * @library: where the card is
 * @card: row id
 * @error: return location for a [error@LibraryError]
 *
 * Makes a dialog about a card.
 *
 * Returns: (transfer floating) (nullable): a dialog
 */
DeckleCardInfoDialog *
deckle_card_info_dialog_new (DeckleLibrary  *library,
                             gint64          card,
                             GError        **error)
{
  g_autoptr (DeckleCardHistory) history = NULL;
  DeckleCardInfoDialog *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  history = deckle_progress_card_history (library, card, error);
  if (history == NULL)
    return NULL;
  self = g_object_new (DECKLE_TYPE_CARD_INFO_DIALOG, NULL);
  show_history (self, history, deckle_library_get_today (library));
  return self;
}
