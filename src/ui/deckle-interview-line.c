/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-interview-line"
#include "ui/deckle-interview-line.h"

#include <glib/gi18n.h>

#include "library/deckle-library-readiness.h"
#include "ui/charts/deckle-ready-ring.h"

/**
 * DeckleInterviewLine:
 *
 * The line at the foot of the sidebar: how ready the learner is, for which day, and one button that opens the planner.
 */
struct _DeckleInterviewLine
{
  AdwBin           parent_instance;

  GtkButton       *button;
  DeckleReadyRing *ring;
  GtkLabel        *ready_label;
  GtkLabel        *date_label;

  DeckleLibrary   *asked;       /* (owned) (nullable): a large library whose readiness is looked at */
  int              day;         /* for which */
  double           readiness;   /* the newest known */
  gboolean         is_known;
  gboolean         is_asking;
  gboolean         ask_again;   /* something changed meanwhile */
  gboolean         is_disposed;
};

G_DEFINE_FINAL_TYPE (DeckleInterviewLine, deckle_interview_line, ADW_TYPE_BIN)

static void
deckle_interview_line_dispose (GObject *object)
{
  DECKLE_INTERVIEW_LINE (object)->is_disposed = TRUE;
  g_clear_object (&DECKLE_INTERVIEW_LINE (object)->asked);
  /* The button is both: child of the bin and of the template. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_INTERVIEW_LINE);

  G_OBJECT_CLASS (deckle_interview_line_parent_class)->dispose (object);
}

static void
deckle_interview_line_class_init (DeckleInterviewLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_interview_line_dispose;
  g_type_ensure (DECKLE_TYPE_READY_RING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/interview-line.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleInterviewLine, button);
  gtk_widget_class_bind_template_child (widget_class, DeckleInterviewLine, ring);
  gtk_widget_class_bind_template_child (widget_class, DeckleInterviewLine, ready_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleInterviewLine, date_label);
}

static void
deckle_interview_line_init (DeckleInterviewLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_interview_describe_days:
 * @days_left: days until an interview, 0 = today
 *
 * Returns: (transfer full): “Interview in 12 days”
 */
char *
deckle_interview_describe_days (int days_left)
{
  if (days_left <= 0)
    return g_strdup (_("Interview today"));
  if (days_left == 1)
    return g_strdup (_("Interview tomorrow"));
  return g_strdup_printf (ngettext ("Interview in %d day", "Interview in %d days", (gulong) days_left), days_left);
}

static void
show_readiness (DeckleInterviewLine *self)
{
  g_autofree char *ready = NULL;
  g_autofree char *name = NULL;
  const char *when = gtk_label_get_label (self->date_label);

  if (self->is_known)
    {
      /* Translators: the share of all questions that the learner could answer */
      ready = g_strdup_printf (_("%.0f%% ready"), self->readiness * 100.0);
      name = g_strdup_printf ("%s. %s", ready, when);
    }
  gtk_label_set_label (self->ready_label, ready != NULL ? ready : "…");
  deckle_ready_ring_set_share (self->ring, self->readiness);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : when, -1);
}

static void ask (DeckleInterviewLine *self,
                 DeckleLibrary       *library);

static void
readiness_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (DeckleInterviewLine) self = user_data;
  g_autoptr (GError) error = NULL;
  double readiness = 0;

  self->is_asking = FALSE;
  if (!deckle_library_readiness_finish (DECKLE_LIBRARY (source), result, &readiness, &error))
    g_debug ("Readiness: %s", error->message);
  else if (DECKLE_LIBRARY (source) == self->asked && !self->is_disposed)
    {
      self->readiness = readiness;
      self->is_known = TRUE;
      show_readiness (self);
    }
  if (self->ask_again && !self->is_disposed)
    ask (self, self->asked);
}

/* One look at a large library at a time: what changes meanwhile is looked at afterwards. */
static void
ask (DeckleInterviewLine *self,
     DeckleLibrary       *library)
{
  self->ask_again = self->is_asking;
  g_set_object (&self->asked, library);
  if (self->is_asking || library == NULL)
    return;
  self->is_asking = TRUE;
  deckle_library_readiness_async (library, DECKLE_SCOPE_ALL, self->day, NULL, readiness_cb, g_object_ref (self));
}

/**
 * deckle_interview_line_update:
 * @self: the line
 * @library: (nullable): what the learner knows and plans for
 *
 * Shows the present numbers: readiness is the mean recall over all cards that Today draws from on the day of the next interview,
 * or today without one. That of a large library follows a moment later.
 */
void
deckle_interview_line_update (DeckleInterviewLine *self,
                              DeckleLibrary       *library)
{
  g_autofree char *when = NULL;
  DeckleInterviews interviews;
  int today, date;

  g_return_if_fail (DECKLE_IS_INTERVIEW_LINE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), library != NULL);
  if (library == NULL)
    {
      ask (self, NULL);
      return;
    }
  today = deckle_library_get_today (library);
  deckle_library_get_interviews (library, &interviews);
  date = deckle_interviews_next (&interviews, today);
  self->day = date >= 0 ? date : today;
  when = date >= 0 ? deckle_interview_describe_days (date - today) : g_strdup (_("Set an Interview Date"));
  gtk_label_set_label (self->date_label, when);

  if (deckle_library_readiness_is_quick (library))
    {
      ask (self, NULL);
      self->is_known = TRUE;
      if (!deckle_library_readiness (library, DECKLE_SCOPE_ALL, self->day, &self->readiness, NULL))
        self->readiness = 0;
    }
  else
    ask (self, library);
  show_readiness (self);
}
