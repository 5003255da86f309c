/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-welcome-page"
#include "deckle-config.h"
#include "ui/deckle-welcome-page.h"

#include <glib/gi18n.h>

#include "library/deckle-library-plan.h"
#include "ui/deckle-interview-line.h"

/**
 * DeckleWelcomePage:
 *
 * What a new learner sees first: how many new cards a day, what follows from it, and one button.
 *
 * Emits “start” when the learner begins.
 */
struct _DeckleWelcomePage
{
  AdwBin         parent_instance;

  GtkImage      *icon;
  AdwActionRow  *plan_row;
  AdwSpinRow    *new_row;
  GtkLabel      *consequence;
  GtkButton     *start_button;

  DeckleLibrary *library; /* (owned) (nullable) */
};

enum { START, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleWelcomePage, deckle_welcome_page, ADW_TYPE_BIN)

static void
update_consequence (DeckleWelcomePage *self)
{
  DeckleCounts counts = { 0 };
  guint per_day = (guint) adw_spin_row_get_value (self->new_row);
  DeckleStudyPlan plan;
  g_autofree char *cards = NULL;
  g_autofree char *text = NULL;
  guint n_days;

  if (self->library != NULL && deckle_library_get_study_plan (self->library, &plan))
    per_day = (guint) MAX (plan.new_per_day, 1);
  if (self->library == NULL || !deckle_library_count (self->library, DECKLE_SCOPE_ALL, &counts, NULL) ||
      counts.total == 0 || per_day == 0)
    {
      gtk_label_set_label (self->consequence, _("The questions are being prepared…"));
      return;
    }
  n_days = (counts.fresh + per_day - 1) / per_day;
  cards = g_strdup_printf (ngettext ("%u question", "%u questions", counts.total), counts.total);
  /* Translators: %s is “433 questions” */
  text = g_strdup_printf (ngettext ("%s, all of them seen in %u day", "%s, all of them seen in %u days", n_days),
                          cards, n_days);
  gtk_label_set_label (self->consequence, text);
}

/* A plan says how many new cards come, so the number is not asked for then. */
static void
load_plan (DeckleWelcomePage *self)
{
  g_autofree char *days = NULL;
  DeckleStudyPlan plan;
  gboolean is_planned;

  is_planned = deckle_library_get_study_plan (self->library, &plan);
  if (is_planned)
    days = deckle_interview_describe_days (plan.date - deckle_library_get_today (self->library));
  adw_action_row_set_subtitle (self->plan_row, days != NULL ? days : _("None: learn at your own pace"));
  gtk_widget_set_visible (GTK_WIDGET (self->new_row), !is_planned);
}

static void
load_policy (DeckleWelcomePage *self)
{
  DeckleScheduler scheduler;

  if (self->library == NULL)
    return;
  load_plan (self);
  deckle_library_get_scheduler (self->library, &scheduler);
  adw_spin_row_set_value (self->new_row, scheduler.policy.new_per_day);
}

/* A plan was made or ended; a number that is being chosen stays. */
static void
schedule_changed_cb (DeckleWelcomePage *self)
{
  load_plan (self);
  update_consequence (self);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (DeckleWelcomePage) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), TRUE);
  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      g_signal_emit (self, signals[START], 0);
      return;
    }
  /* The number that is stored comes back, so that the next press begins with it. */
  load_policy (self);
  gtk_label_set_label (self->consequence, error->message);
}

static void
start_cb (DeckleWelcomePage *self)
{
  DeckleScheduler scheduler;
  int per_day = (int) adw_spin_row_get_value (self->new_row);

  if (self->library == NULL)
    return;
  deckle_library_get_scheduler (self->library, &scheduler);
  if (scheduler.policy.new_per_day == per_day)
    {
      g_signal_emit (self, signals[START], 0);
      return;
    }
  scheduler.policy.new_per_day = per_day;
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), FALSE);
  deckle_library_set_policy_async (self->library, &scheduler.policy, NULL, stored_cb, g_object_ref (self));
}

static void
focus_cb (DeckleWelcomePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->start_button));
}

static void
deckle_welcome_page_dispose (GObject *object)
{
  DeckleWelcomePage *self = DECKLE_WELCOME_PAGE (object);

  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (deckle_welcome_page_parent_class)->dispose (object);
}

static void
deckle_welcome_page_class_init (DeckleWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_welcome_page_dispose;

  /**
   * DeckleWelcomePage::start:
   * @self: the page
   *
   * The learner wants to begin.
   */
  signals[START] = g_signal_new ("start", DECKLE_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleWelcomePage, icon);
  gtk_widget_class_bind_template_child (widget_class, DeckleWelcomePage, plan_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleWelcomePage, new_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleWelcomePage, consequence);
  gtk_widget_class_bind_template_child (widget_class, DeckleWelcomePage, start_button);
  gtk_widget_class_bind_template_callback (widget_class, update_consequence);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_cb);
}

static void
deckle_welcome_page_init (DeckleWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_image_set_from_icon_name (self->icon, DECKLE_APPLICATION_ID);
}

/**
 * deckle_welcome_page_set_library:
 * @self: the page
 * @library: (nullable): the library
 *
 * Shows what follows for this library, and again when its cards arrive.
 */
void
deckle_welcome_page_set_library (DeckleWelcomePage *self,
                                 DeckleLibrary     *library)
{
  g_return_if_fail (DECKLE_IS_WELCOME_PAGE (self));

  if (self->library == library)
    return;
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_set_object (&self->library, library);
  if (library != NULL)
    {
      g_signal_connect_object (library, "decks-changed", G_CALLBACK (update_consequence), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (library, "schedule-changed", G_CALLBACK (schedule_changed_cb), self, G_CONNECT_SWAPPED);
    }
  load_policy (self);
  update_consequence (self);
}
