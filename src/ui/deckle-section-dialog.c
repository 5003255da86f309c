/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-section-dialog"
#include "ui/deckle-section-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/deckle-deck-names.h"

#define APPLY_DELAY_MS 400

/**
 * DeckleSectionDialog:
 *
 * What one section does differently from the general settings. A value whose switch is off is the general one, which the switch
 * names. Changes are stored as one undoable step, shortly after the last one or when the dialog closes.
 */
struct _DeckleSectionDialog
{
  AdwDialog            parent_instance;

  AdwToastOverlay     *toasts;
  AdwWindowTitle      *window_title;
  AdwSwitchRow        *new_switch;
  AdwSpinRow          *new_row;
  AdwSwitchRow        *reviews_switch;
  AdwSpinRow          *reviews_row;
  AdwSwitchRow        *retention_switch;
  AdwSpinRow          *retention_row;
  GtkWidget           *reset_row;

  DeckleLibrary       *library;  /* (owned) (nullable): NULL once the dialog is closed */
  gint64               section;
  DeckleSectionPolicy  policy;   /* what the rows show */
  guint                apply_id; /* source that stores the policy, 0 = nothing to store */
  gboolean             loading;  /* rows are being filled by us */
};

G_DEFINE_FINAL_TYPE (DeckleSectionDialog, deckle_section_dialog, ADW_TYPE_DIALOG)

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DeckleSectionDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    return;
  g_warning ("Storing the settings of a section failed: %s", error->message);
  toast = adw_toast_new (error->message);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
apply_now (DeckleSectionDialog *self)
{
  if (self->apply_id == 0)
    return;
  g_clear_handle_id (&self->apply_id, g_source_remove);
  deckle_library_set_section_policy_async (self->library, self->section, &self->policy, NULL, stored_cb, g_object_ref (self));
}

static gboolean
apply_cb (gpointer user_data)
{
  apply_now (user_data);
  return G_SOURCE_REMOVE;
}

static void
update_reset (DeckleSectionDialog *self)
{
  gtk_widget_set_sensitive (self->reset_row, !deckle_section_policy_is_general (&self->policy));
}

static void
changed_cb (DeckleSectionDialog *self)
{
  if (self->loading || self->library == NULL)
    return;
  self->policy.new_per_day =
    adw_switch_row_get_active (self->new_switch) ? (int) adw_spin_row_get_value (self->new_row) : DECKLE_SECTION_GENERAL;
  self->policy.reviews_per_day = adw_switch_row_get_active (self->reviews_switch)
                                   ? (int) adw_spin_row_get_value (self->reviews_row)
                                   : DECKLE_SECTION_GENERAL;
  self->policy.desired_retention =
    adw_switch_row_get_active (self->retention_switch) ? adw_spin_row_get_value (self->retention_row) / 100.0 : 0.0;
  update_reset (self);
  g_clear_handle_id (&self->apply_id, g_source_remove);
  self->apply_id = g_timeout_add (APPLY_DELAY_MS, apply_cb, self);
}

static void
reset_cb (DeckleSectionDialog *self)
{
  /* The button becomes insensitive, and would lose the focus to nowhere. */
  gtk_widget_grab_focus (GTK_WIDGET (self->new_switch));
  adw_switch_row_set_active (self->new_switch, FALSE);
  adw_switch_row_set_active (self->reviews_switch, FALSE);
  adw_switch_row_set_active (self->retention_switch, FALSE);
}

static void
load_switch (AdwSwitchRow *row,
             gboolean      is_own,
             char         *general)
{
  adw_switch_row_set_active (row, is_own);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), general);
  g_free (general);
}

static void
load_policy (DeckleSectionDialog *self)
{
  DeckleSectionPolicy *own = &self->policy;
  DeckleScheduler scheduler;
  const DecklePolicy *general = &scheduler.policy;

  deckle_library_get_scheduler (self->library, &scheduler);
  self->loading = TRUE;
  /* Translators: the value that a section follows while it has none of its own */
  load_switch (self->new_switch, own->new_per_day >= 0,
               g_strdup_printf (_("In general %d a day"), general->new_per_day));
  load_switch (self->reviews_switch, own->reviews_per_day >= 0,
               g_strdup_printf (_("In general %d a day"), general->reviews_per_day));
  load_switch (self->retention_switch, own->desired_retention > 0.0,
               g_strdup_printf (_("In general %.0f%%"), general->desired_retention * 100.0));
  adw_spin_row_set_value (self->new_row, own->new_per_day >= 0 ? own->new_per_day : general->new_per_day);
  adw_spin_row_set_value (self->reviews_row, own->reviews_per_day >= 0 ? own->reviews_per_day : general->reviews_per_day);
  adw_spin_row_set_value (self->retention_row, round (100.0 * (own->desired_retention > 0.0 ? own->desired_retention
                                                                                            : general->desired_retention)));
  self->loading = FALSE;
  update_reset (self);
}

/* Undo, or another process, may have changed it; what is being changed here wins. */
static void
schedule_changed_cb (DeckleSectionDialog *self)
{
  if (self->apply_id != 0 || self->library == NULL)
    return;
  deckle_library_get_section_policy (self->library, self->section, &self->policy);
  load_policy (self);
}

static void
deckle_section_dialog_closed (AdwDialog *dialog)
{
  DeckleSectionDialog *self = DECKLE_SECTION_DIALOG (dialog);

  apply_now (self);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_clear_object (&self->library);
}

static void
deckle_section_dialog_dispose (GObject *object)
{
  DeckleSectionDialog *self = DECKLE_SECTION_DIALOG (object);

  g_clear_handle_id (&self->apply_id, g_source_remove);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_SECTION_DIALOG);

  G_OBJECT_CLASS (deckle_section_dialog_parent_class)->dispose (object);
}

static void
deckle_section_dialog_class_init (DeckleSectionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_section_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = deckle_section_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/section-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, new_switch);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, reviews_switch);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, reviews_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, retention_switch);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, retention_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleSectionDialog, reset_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
deckle_section_dialog_init (DeckleSectionDialog *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_section_dialog_new:
 * @library: where the settings are
 * @section: row id of a section
 *
 * Makes the dialog.
 *
 * Returns: (transfer floating): a dialog
 */
DeckleSectionDialog *
deckle_section_dialog_new (DeckleLibrary *library,
                           gint64         section)
{
  DeckleSectionDialog *self;
  g_autoptr (DeckleDeckNames) names = NULL;
  const DeckleSectionInfo *info;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_SECTION_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->section = section;
  names = deckle_deck_names_new (library);
  info = deckle_deck_names_find_section (names, section);
  if (info != NULL)
    adw_window_title_set_subtitle (self->window_title, info->title);
  deckle_library_get_section_policy (library, section, &self->policy);
  load_policy (self);
  g_signal_connect_object (library, "schedule-changed", G_CALLBACK (schedule_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * deckle_section_policy_describe:
 * @policy: what a section does differently
 *
 * Returns: (transfer full) (nullable): its own values, shortest possible; %NULL when there are none
 */
char *
deckle_section_policy_describe (const DeckleSectionPolicy *policy)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  g_return_val_if_fail (policy != NULL, NULL);

  if (policy->new_per_day >= 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%d new card a day", "%d new cards a day",
                                                           (gulong) policy->new_per_day), policy->new_per_day));
  if (policy->reviews_per_day >= 0)
    g_strv_builder_take (parts, g_strdup_printf (ngettext ("%d review a day", "%d reviews a day",
                                                           (gulong) policy->reviews_per_day), policy->reviews_per_day));
  if (policy->desired_retention > 0.0)
    /* Translators: how well the cards of a section are to be remembered */
    g_strv_builder_take (parts, g_strdup_printf (_("remembered at %.0f%%"), policy->desired_retention * 100.0));
  list = g_strv_builder_end (parts);
  return list[0] != NULL ? g_strjoinv (" · ", list) : NULL;
}
