/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-memory-group"
#include "ui/deckle-memory-group.h"

#include <glib/gi18n.h>
#include <math.h>

#include "progress/deckle-calibration.h"
#include "ui/charts/deckle-workload-chart.h"

/**
 * DeckleMemoryGroup:
 *
 * What the memory model costs and how good it is: minutes a day for each desired retention, the last fit to the learner's answers
 * with a button for another one, and whether the predictions can be trusted. The numbers come from workers; leaving the dialog
 * stops them.
 */
struct _DeckleMemoryGroup
{
  AdwPreferencesGroup  parent_instance;

  AdwPreferencesRow   *workload_row;
  GtkLabel            *workload_label;
  DeckleWorkloadChart *chart;
  AdwActionRow        *fit_row;
  AdwSpinner          *spinner;
  GtkButton           *fit_button;
  AdwActionRow        *verdict_row;

  DeckleLibrary       *library;     /* (owned) (nullable) */
  DeckleRefit         *refit;       /* (owned) (nullable) */
  GCancellable        *cancellable; /* (owned) (nullable): of the reading under way */
  DeckleWorkload       workload;
  gboolean             has_workload;
  double               retention;
};

G_DEFINE_FINAL_TYPE (DeckleMemoryGroup, deckle_memory_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_workload (DeckleMemoryGroup *self)
{
  double minutes = deckle_workload_minutes_at (&self->workload, self->retention);
  double higher = fmin (self->retention + 0.05, DECKLE_WORKLOAD_HIGH);
  double more = deckle_workload_minutes_at (&self->workload, higher);
  g_autofree char *text = NULL;

  if (minutes > 0.0 && higher > self->retention + 0.005)
    /* Translators: two retentions in percent, with the minutes a day that each takes */
    text = g_strdup_printf (_("At %.0f%% about %.0f min a day over the next three months; %.0f%% would take %.0f min"),
                            self->retention * 100.0, ceil (minutes), higher * 100.0, ceil (more));
  else
    text = g_strdup_printf (_("At %.0f%% about %.0f min a day over the next three months"), self->retention * 100.0,
                            ceil (minutes));
  gtk_label_set_label (self->workload_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->workload_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  deckle_workload_chart_set_retention (self->chart, self->retention);
}

static void
workload_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (DeckleMemoryGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (deckle_outlook_workload_finish (DECKLE_LIBRARY (source), result, &self->workload, &error))
    {
      self->has_workload = TRUE;
      deckle_workload_chart_set_workload (self->chart, &self->workload);
      show_workload (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_label (self->workload_label, error->message);
}

static void
calibration_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (DeckleMemoryGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *verdict = NULL;
  DeckleCalibration calibration;

  if (deckle_progress_calibration_finish (DECKLE_LIBRARY (source), result, &calibration, &error))
    verdict = deckle_calibration_describe (&calibration);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_action_row_set_subtitle (self->verdict_row, verdict != NULL ? verdict : error->message);
}

static void
show_fit (DeckleMemoryGroup *self)
{
  gboolean running = self->refit != NULL && deckle_refit_is_running (self->refit);
  g_autofree char *text = NULL;
  DeckleFitNote note;

  deckle_library_get_fit_note (self->library, &note);
  text = deckle_refit_describe (&note);
  adw_action_row_set_subtitle (self->fit_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
  gtk_button_set_label (self->fit_button, running ? _("_Stop") : _("_Fit Now"));
}

static void
read_all (DeckleMemoryGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  deckle_outlook_workload_async (self->library, self->cancellable, workload_cb, g_object_ref (self));
  deckle_progress_calibration_async (self->library, self->cancellable, calibration_cb, g_object_ref (self));
}

static void
running_cb (DeckleMemoryGroup *self)
{
  show_fit (self);
  if (!deckle_refit_is_running (self->refit))
    read_all (self);
}

static void
fit_cb (DeckleMemoryGroup *self)
{
  if (self->refit == NULL)
    return;
  if (deckle_refit_is_running (self->refit))
    deckle_refit_cancel (self->refit);
  else
    deckle_refit_start (self->refit);
}

static void
deckle_memory_group_dispose (GObject *object)
{
  deckle_memory_group_clear (DECKLE_MEMORY_GROUP (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_MEMORY_GROUP);

  G_OBJECT_CLASS (deckle_memory_group_parent_class)->dispose (object);
}

static void
deckle_memory_group_class_init (DeckleMemoryGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_memory_group_dispose;
  g_type_ensure (DECKLE_TYPE_WORKLOAD_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/memory-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleMemoryGroup, workload_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleMemoryGroup, workload_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleMemoryGroup, chart);
  gtk_widget_class_bind_template_child (widget_class, DeckleMemoryGroup, fit_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleMemoryGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, DeckleMemoryGroup, fit_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleMemoryGroup, verdict_row);
  gtk_widget_class_bind_template_callback (widget_class, fit_cb);
}

static void
deckle_memory_group_init (DeckleMemoryGroup *self)
{
  self->retention = 0.9;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_memory_group_set_source:
 * @self: a group without a source
 * @library: whose memory
 * @refit: (nullable): what fits the model; without it there is no button
 *
 * Begins to read the numbers.
 */
void
deckle_memory_group_set_source (DeckleMemoryGroup *self,
                                DeckleLibrary     *library,
                                DeckleRefit       *refit)
{
  g_return_if_fail (DECKLE_IS_MEMORY_GROUP (self));
  g_return_if_fail (DECKLE_IS_LIBRARY (library));
  g_return_if_fail (self->library == NULL);

  self->library = g_object_ref (library);
  gtk_widget_set_visible (GTK_WIDGET (self->fit_button), refit != NULL);
  if (refit != NULL)
    {
      self->refit = g_object_ref (refit);
      g_signal_connect_swapped (refit, "notify::running", G_CALLBACK (running_cb), self);
    }
  show_fit (self);
  read_all (self);
}

/**
 * deckle_memory_group_set_retention:
 * @self: a group
 * @retention: the desired retention that the dialog shows, 0.70 to 0.99
 *
 * Moves the dot on the curve and says what it costs.
 */
void
deckle_memory_group_set_retention (DeckleMemoryGroup *self,
                                   double             retention)
{
  g_return_if_fail (DECKLE_IS_MEMORY_GROUP (self));

  self->retention = retention;
  if (self->has_workload)
    show_workload (self);
}

/**
 * deckle_memory_group_clear:
 * @self: a group
 *
 * Stops what is being read and lets go of the source, when the dialog closes.
 */
void
deckle_memory_group_clear (DeckleMemoryGroup *self)
{
  g_return_if_fail (DECKLE_IS_MEMORY_GROUP (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->refit != NULL)
    g_signal_handlers_disconnect_by_data (self->refit, self);
  g_clear_object (&self->refit);
  g_clear_object (&self->library);
}
