/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-planner-dialog"
#include "ui/deckle-planner-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/charts/deckle-days.h"
#include "ui/charts/deckle-plan-chart.h"
#include "ui/deckle-interview-line.h"
#include "ui/deckle-weight-rows.h"

/* A slider that moves asks for a plan this long after it came to rest. */
#define SETTLE_MS 120
#define DAYS_AHEAD_DEFAULT 21

/**
 * DecklePlannerDialog:
 *
 * Dates, minutes a day and section weights on the one hand, what comes of them on the other: new cards and minutes a day, and how
 * ready the learner will be, with and without the plan. The result follows every change; nothing is stored before “Use Plan”.
 *
 * Emits “planned” (a sentence) when a plan was stored or ended.
 */
struct _DecklePlannerDialog
{
  AdwDialog            parent_instance;

  AdwToastOverlay     *toasts;
  GtkButton           *use_button;
  GtkLabel            *new_number;
  GtkLabel            *new_caption;
  GtkLabel            *minutes_number;
  GtkLabel            *minutes_caption;
  GtkLabel            *ready_number;
  GtkLabel            *ready_caption;
  DecklePlanChart     *chart;
  GtkLabel            *consequence;
  AdwActionRow        *date_row;
  GtkMenuButton       *date_button;
  GtkPopover          *date_popover;
  GtkCalendar         *calendar;
  GtkScale            *time_scale;
  GtkAdjustment       *time;
  GtkLabel            *time_label;
  AdwExpanderRow      *weights_row;
  AdwPreferencesGroup *more_group;
  GtkPopover          *more_popover;
  GtkCalendar         *more_calendar;
  AdwPreferencesGroup *remove_group;

  DeckleLibrary       *library;     /* (owned) */
  DeckleWeightRows    *weights;     /* (owned) (nullable): NULL once the dialog is closed */
  DeckleInterviews     interviews;  /* what the rows show; the first date is the next interview */
  DecklePlanned       *planned;     /* (owned) (nullable): what came of it */
  GPtrArray           *more_rows;   /* (owned) (element-type GtkWidget, unowned): rows of further interviews */
  GCancellable        *cancellable; /* (owned) (nullable): of the planning under way */
  guint                settle_id;   /* source that asks for a plan, 0 = none */
  int                  today;
  gboolean             loading;     /* rows are being filled by us */
  gboolean             was_shown;   /* a result was shown, so the focus is where the learner put it */
};

enum { PLANNED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DecklePlannerDialog, deckle_planner_dialog, ADW_TYPE_DIALOG)

static void
set_number (GtkLabel   *number,
            GtkLabel   *caption,
            const char *number_text,
            const char *caption_text)
{
  gtk_label_set_label (number, number_text);
  gtk_label_set_label (caption, caption_text);
}

static void
show_plan (DecklePlannerDialog *self)
{
  const DecklePlan *plan = &self->planned->plan;
  g_autofree char *fresh = g_strdup_printf ("%d", plan->new_per_day);
  /* Translators: minutes, as short as can be */
  g_autofree char *minutes = g_strdup_printf (_("%.0f min"), ceil (plan->minutes_a_day));
  g_autofree char *ready = g_strdup_printf (_("%.0f%%"), plan->ready_on_plan * 100.0);
  /* Translators: the ends of a range in percent */
  g_autofree char *band = g_strdup_printf (_("on the day (%.0f\u2060–\u2060%.0f)"), plan->ready_low * 100.0, plan->ready_high * 100.0);
  g_autofree char *consequence = g_strdup_printf (_("If nothing changes: %.0f%% on the day, with about %.0f min a day. The last "
                                                    "days bring back what the day needs most."),
                                                  plan->ready_without * 100.0, ceil (plan->minutes_without));

  set_number (self->new_number, self->new_caption, fresh, _("new cards a day"));
  set_number (self->minutes_number, self->minutes_caption, minutes, _("a day"));
  set_number (self->ready_number, self->ready_caption, ready, band);
  gtk_label_set_label (self->consequence, consequence);
}

static void
show_result (DecklePlannerDialog *self)
{
  const DecklePlan *plan = &self->planned->plan;
  gboolean is_plan = plan->status == DECKLE_PLAN_OK;

  if (is_plan)
    show_plan (self);
  else
    {
      set_number (self->new_number, self->new_caption, "–", _("new cards a day"));
      set_number (self->minutes_number, self->minutes_caption, "–", _("a day"));
      set_number (self->ready_number, self->ready_caption, "–", _("on the day"));
      gtk_label_set_label (self->consequence, deckle_plan_status_to_text (plan->status));
    }
  deckle_plan_chart_set_points (self->chart, (const DecklePlanDay *) (gpointer) self->planned->days->data,
                                self->planned->days->len, self->today);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use_button), is_plan);
  /* Enter takes the proposal. */
  if (is_plan && !self->was_shown)
    gtk_widget_grab_focus (GTK_WIDGET (self->use_button));
  self->was_shown = TRUE;
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (DecklePlannerDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  DecklePlanned *planned = deckle_planner_make_finish (DECKLE_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (planned == NULL)
    {
      gtk_label_set_label (self->consequence, error->message);
      return;
    }
  g_clear_pointer (&self->planned, deckle_planned_free);
  self->planned = planned;
  show_result (self);
}

static gboolean
settle_cb (gpointer user_data)
{
  DecklePlannerDialog *self = user_data;
  g_autoptr (GHashTable) weights = deckle_weight_rows_get (self->weights);

  self->settle_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  deckle_planner_make_async (self->library, &self->interviews, weights, self->cancellable, made_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* What was planned no longer is what the rows say. */
static void
plan_soon (DecklePlannerDialog *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use_button), FALSE);
  self->settle_id = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
show_time (DecklePlannerDialog *self)
{
  g_autofree char *text = g_strdup_printf (_("%.0f min"), gtk_adjustment_get_value (self->time));

  gtk_label_set_label (self->time_label, text);
}

static void
changed_cb (DecklePlannerDialog *self)
{
  show_time (self);
  if (self->loading || self->library == NULL)
    return;
  self->interviews.minutes_a_day = gtk_adjustment_get_value (self->time);
  plan_soon (self);
}

static char *
format_date (int day)
{
  g_autoptr (GDateTime) date = deckle_day_to_date (day);

  /* Translators: the day of an interview, with the day of the week */
  return g_date_time_format (date, _("%A, %-e %B"));
}

static int
day_of_calendar (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  GDate julian;

  g_date_clear (&julian, 1);
  g_date_set_dmy (&julian, (GDateDay) g_date_time_get_day_of_month (date), (GDateMonth) g_date_time_get_month (date),
                  (GDateYear) g_date_time_get_year (date));
  return (int) g_date_get_julian (&julian) - 719163;
}

static void
select_day (DecklePlannerDialog *self,
            GtkCalendar         *calendar,
            int                  day)
{
  g_autoptr (GDateTime) date = deckle_day_to_date (day);

  self->loading = TRUE;
  gtk_calendar_select_day (calendar, date);
  self->loading = FALSE;
}

static void
show_dates (DecklePlannerDialog *self)
{
  g_autofree char *date = format_date (self->interviews.dates[0]);
  g_autofree char *days = deckle_interview_describe_days (self->interviews.dates[0] - self->today);

  gtk_menu_button_set_label (self->date_button, date);
  adw_action_row_set_subtitle (self->date_row, days);
}

static void rebuild_more (DecklePlannerDialog *self);

static void
remove_date_cb (DecklePlannerDialog *self,
                GtkButton           *button)
{
  int index = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "deckle-date"));

  for (int i = index; i + 1 < self->interviews.n_dates; i++)
    self->interviews.dates[i] = self->interviews.dates[i + 1];
  self->interviews.n_dates--;
  rebuild_more (self);
  plan_soon (self);
}

static GtkWidget *
create_more_row (DecklePlannerDialog *self,
                 int                  index)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *date = format_date (self->interviews.dates[index]);
  g_autofree char *days = deckle_interview_describe_days (self->interviews.dates[index] - self->today);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), date);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), days);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove This Date"));
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "deckle-date", GINT_TO_POINTER (index));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_date_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
rebuild_more (DecklePlannerDialog *self)
{
  for (guint i = 0; i < self->more_rows->len; i++)
    adw_preferences_group_remove (self->more_group, g_ptr_array_index (self->more_rows, i));
  g_ptr_array_set_size (self->more_rows, 0);
  for (int i = 1; i < self->interviews.n_dates; i++)
    {
      GtkWidget *row = create_more_row (self, i);

      adw_preferences_group_add (self->more_group, row);
      g_ptr_array_add (self->more_rows, row);
    }
}

static void
say (DecklePlannerDialog *self,
     const char          *message)
{
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* A date that has gone by is put back to what it was. */
static void
day_selected_cb (DecklePlannerDialog *self)
{
  int day = day_of_calendar (self->calendar);

  if (self->loading || self->library == NULL || day == self->interviews.dates[0])
    return;
  gtk_popover_popdown (self->date_popover);
  if (day <= self->today)
    {
      say (self, _("An interview can be planned for from tomorrow on."));
      select_day (self, self->calendar, self->interviews.dates[0]);
      return;
    }
  self->interviews.dates[0] = day;
  deckle_interviews_clamp (&self->interviews);
  show_dates (self);
  rebuild_more (self);
  plan_soon (self);
}

static void
more_day_selected_cb (DecklePlannerDialog *self)
{
  int day = day_of_calendar (self->more_calendar);

  if (self->loading || self->library == NULL)
    return;
  gtk_popover_popdown (self->more_popover);
  if (day <= self->today)
    say (self, _("An interview can be planned for from tomorrow on."));
  else if (self->interviews.n_dates == DECKLE_MAX_INTERVIEWS)
    say (self, _("No more than eight interviews can be planned for at once."));
  else
    {
      self->interviews.dates[self->interviews.n_dates++] = day;
      deckle_interviews_clamp (&self->interviews);
      show_dates (self);
      rebuild_more (self);
      plan_soon (self);
    }
}

static void
cancel_cb (DecklePlannerDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DecklePlannerDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      say (self, error->message);
      gtk_widget_set_sensitive (GTK_WIDGET (self->use_button), TRUE);
      return;
    }
  g_signal_emit (self, signals[PLANNED], 0,
                 self->interviews.n_dates > 0 ? _("The plan is in force from now on.")
                                              : _("The plan has ended; cards come as your settings say."));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
use_cb (DecklePlannerDialog *self)
{
  g_autoptr (GHashTable) weights = NULL;
  DeckleStudyPlan study_plan;

  if (self->planned == NULL || self->planned->plan.status != DECKLE_PLAN_OK)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->use_button), FALSE);
  weights = deckle_weight_rows_get (self->weights);
  deckle_study_plan_of (&self->planned->plan, self->today, &study_plan);
  deckle_library_set_interviews_async (self->library, &self->interviews, weights, &study_plan, NULL, stored_cb,
                                       g_object_ref (self));
}

static void
remove_cb (DecklePlannerDialog *self)
{
  self->interviews.n_dates = 0;
  deckle_library_set_interviews_async (self->library, &self->interviews, NULL, NULL, NULL, stored_cb, g_object_ref (self));
}

static void
deckle_planner_dialog_closed (AdwDialog *dialog)
{
  DecklePlannerDialog *self = DECKLE_PLANNER_DIALOG (dialog);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static void
deckle_planner_dialog_dispose (GObject *object)
{
  DecklePlannerDialog *self = DECKLE_PLANNER_DIALOG (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->weights, deckle_weight_rows_free);
  g_clear_pointer (&self->planned, deckle_planned_free);
  g_clear_pointer (&self->more_rows, g_ptr_array_unref);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_PLANNER_DIALOG);

  G_OBJECT_CLASS (deckle_planner_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, use_button);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, new_number);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, new_caption);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, minutes_number);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, minutes_caption);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, ready_number);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, ready_caption);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, chart);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, consequence);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, date_button);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, date_popover);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, time_scale);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, time);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, time_label);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, weights_row);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, more_group);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, more_popover);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, more_calendar);
  gtk_widget_class_bind_template_child (widget_class, DecklePlannerDialog, remove_group);
}

static void
deckle_planner_dialog_class_init (DecklePlannerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_planner_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = deckle_planner_dialog_closed;

  /**
   * DecklePlannerDialog::planned:
   * @self: the dialog
   * @message: one sentence
   *
   * A plan was stored or ended.
   */
  signals[PLANNED] = g_signal_new ("planned", DECKLE_TYPE_PLANNER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (DECKLE_TYPE_PLAN_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/planner-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
deckle_planner_dialog_init (DecklePlannerDialog *self)
{
  self->more_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Interviews that are over are not planned for any more; without one, three weeks from now is proposed. */
static void
load_interviews (DecklePlannerDialog *self)
{
  DeckleInterviews stored;

  deckle_library_get_interviews (self->library, &stored);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_group), stored.n_dates > 0);
  self->interviews = (DeckleInterviews){ .minutes_a_day = stored.minutes_a_day };
  for (int i = 0; i < stored.n_dates; i++)
    if (stored.dates[i] > self->today)
      self->interviews.dates[self->interviews.n_dates++] = stored.dates[i];
  if (self->interviews.n_dates == 0)
    self->interviews.dates[self->interviews.n_dates++] = self->today + DAYS_AHEAD_DEFAULT;
}

/**
 * deckle_planner_dialog_new:
 * @library: whose cards, and where the plan is stored
 *
 * Makes the dialog with the plan that is in force, or a proposal.
 *
 * Returns: (transfer floating): a dialog
 */
DecklePlannerDialog *
deckle_planner_dialog_new (DeckleLibrary *library)
{
  DecklePlannerDialog *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_PLANNER_DIALOG, NULL);
  self->today = deckle_library_get_today (library);
  self->loading = TRUE;
  self->library = g_object_ref (library);
  load_interviews (self);
  gtk_adjustment_set_value (self->time, self->interviews.minutes_a_day);
  select_day (self, self->calendar, self->interviews.dates[0]);
  self->weights = deckle_weight_rows_new (library, self->weights_row);
  g_signal_connect_swapped (self->weights_row, "notify::subtitle", G_CALLBACK (plan_soon), self);
  show_time (self);
  show_dates (self);
  rebuild_more (self);
  self->loading = FALSE;
  plan_soon (self);
  return self;
}
