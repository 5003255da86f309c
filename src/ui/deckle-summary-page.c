/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-summary-page"
#include "ui/deckle-summary-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "deckle-config.h"
#include "ui/deckle-study-words.h"

#define MS_A_MINUTE 60000.0

/**
 * DeckleSummaryPage:
 *
 * What a sitting came to and what comes next. Offers more, suggests nothing: the message
 * is “you may stop”.
 */
struct _DeckleSummaryPage
{
  GtkWidget parent_instance;

  GtkLabel       *title;
  GtkLabel       *line;
  GtkWidget      *tiles;
  GtkLabel       *cards_number;
  GtkLabel       *cards_caption;
  GtkLabel       *minutes_number;
  GtkLabel       *remembered_number;
  GtkLabel       *readiness_number;
  GtkProgressBar *readiness_after;
  GtkProgressBar *readiness_before;
  AdwActionRow   *tomorrow_row;
  GtkLabel       *tomorrow_minutes;
  GtkWidget      *more_button;
};

typedef enum
{
  PROP_STACKED = 1,
  N_PROPS,
} DeckleSummaryPageProp;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DeckleSummaryPage, deckle_summary_page, GTK_TYPE_WIDGET)

static void
set_label (GtkLabel *label,
           char     *text)
{
  g_autofree char *owned = text;

  gtk_label_set_label (label, owned);
}

static int
to_percent (double fraction)
{
  return (int) round (100.0 * fraction);
}

static void
set_tiles (DeckleSummaryPage          *self,
           const DeckleSessionSummary *summary)
{
  int minutes = MAX (1, (int) round ((double) summary->answer_ms / MS_A_MINUTE));

  set_label (self->cards_number, g_strdup_printf ("%u", summary->cards));
  gtk_label_set_label (self->cards_caption, ngettext ("card", "cards", summary->cards));
  set_label (self->minutes_number, g_strdup_printf (_("%d min"), minutes));
  set_label (self->remembered_number,
             summary->first_reviews > 0
               ? g_strdup_printf (_("%d%%"), to_percent ((double) summary->first_passed / summary->first_reviews))
               : g_strdup ("–"));
}

/* Until it is computed. A number that is shown already stays until then. */
static void
clear_readiness (DeckleSummaryPage *self)
{
  gtk_label_set_label (self->readiness_number, "…");
  gtk_progress_bar_set_fraction (self->readiness_before, 0.0);
  gtk_progress_bar_set_fraction (self->readiness_after, 0.0);
}

static void
set_tomorrow (DeckleSummaryPage          *self,
              const DeckleSessionSummary *summary)
{
  g_autofree char *subtitle =
    summary->due_tomorrow > 0
      ? g_strdup_printf (ngettext ("%u card to review", "%u cards to review", summary->due_tomorrow),
                         summary->due_tomorrow)
      : g_strdup (_("Nothing to review yet"));

  adw_action_row_set_subtitle (self->tomorrow_row, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->tomorrow_minutes),
                          summary->due_tomorrow > 0 && summary->answers > 0);
  if (summary->answers > 0)
    {
      double ms = (double) summary->answer_ms / summary->answers * summary->due_tomorrow;
      int minutes = MAX (1, (int) ceil (ms / MS_A_MINUTE));

      set_label (self->tomorrow_minutes, g_strdup_printf (_("about %d min"), minutes));
    }
}

static void
deckle_summary_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  DeckleSummaryPage *self = DECKLE_SUMMARY_PAGE (object);

  switch ((DeckleSummaryPageProp) prop_id)
    {
    case PROP_STACKED:
      g_value_set_boolean (value, gtk_orientable_get_orientation (GTK_ORIENTABLE (self->tiles)) ==
                                  GTK_ORIENTATION_VERTICAL);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_summary_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  DeckleSummaryPage *self = DECKLE_SUMMARY_PAGE (object);

  switch ((DeckleSummaryPageProp) prop_id)
    {
    case PROP_STACKED:
      gtk_orientable_set_orientation (GTK_ORIENTABLE (self->tiles),
                                      g_value_get_boolean (value) ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_summary_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_SUMMARY_PAGE);

  G_OBJECT_CLASS (deckle_summary_page_parent_class)->dispose (object);
}

static void
deckle_summary_page_class_init (DeckleSummaryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_summary_page_get_property;
  object_class->set_property = deckle_summary_page_set_property;
  object_class->dispose = deckle_summary_page_dispose;

  /**
   * DeckleSummaryPage:stacked:
   *
   * Whether the three numbers stand one below the other, for want of room.
   */
  props[PROP_STACKED] =
    g_param_spec_boolean ("stacked", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/summary-page.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "scroller", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, title);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, line);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, cards_number);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, cards_caption);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, minutes_number);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, remembered_number);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, readiness_number);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, readiness_after);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, readiness_before);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, tomorrow_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, tomorrow_minutes);
  gtk_widget_class_bind_template_child (widget_class, DeckleSummaryPage, more_button);
}

static void
deckle_summary_page_init (DeckleSummaryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_summary_page_new:
 *
 * Creates an empty summary.
 *
 * Returns: (transfer floating): a summary page
 */
GtkWidget *
deckle_summary_page_new (void)
{
  return g_object_new (DECKLE_TYPE_SUMMARY_PAGE, NULL);
}

/**
 * deckle_summary_page_set_summary:
 * @self: a summary page
 * @summary: what the sitting came to
 * @library: where it took place, for its clock
 *
 * Shows @summary. “Study More” is offered while there are new cards beyond the day's limit.
 */
void
deckle_summary_page_set_summary (DeckleSummaryPage          *self,
                                 const DeckleSessionSummary *summary,
                                 DeckleLibrary              *library)
{
  g_return_if_fail (DECKLE_IS_SUMMARY_PAGE (self));
  g_return_if_fail (summary != NULL);

  if (deckle_moment_is_today (library, summary->next_due_ms))
    {
      gtk_label_set_label (self->title, _("Done for now"));
      set_label (self->line, deckle_describe_next_card (library, summary->next_due_ms));
    }
  else
    {
      gtk_label_set_label (self->title, _("Done for today"));
      gtk_label_set_label (self->line, _("You answered every card that was due."));
    }

  set_tiles (self, summary);
  if (summary->readiness_known)
    deckle_summary_page_set_readiness (self, summary->readiness_before, summary->readiness_after);
  else if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    clear_readiness (self);
  set_tomorrow (self, summary);
  gtk_widget_set_visible (self->more_button, summary->fresh_beyond > 0);
}

/**
 * deckle_summary_page_set_readiness:
 * @self: a summary page
 * @before: readiness when the sitting began, 0 to 1
 * @after: now
 *
 * Shows how ready the learner is.
 */
void
deckle_summary_page_set_readiness (DeckleSummaryPage *self,
                                   double             before,
                                   double             after)
{
  int before_percent = to_percent (before);
  int after_percent = to_percent (after);

  g_return_if_fail (DECKLE_IS_SUMMARY_PAGE (self));

  /* Translators: readiness before and after a sitting, in percent: “71 → 74%”. The arrow points from the first to the
   * second number as they are read. */
  set_label (self->readiness_number,
             before_percent == after_percent ? g_strdup_printf (_("%d%%"), after_percent)
                                             : g_strdup_printf (_("%d → %d%%"), before_percent, after_percent));
  gtk_progress_bar_set_fraction (self->readiness_before, MIN (before, after));
  gtk_progress_bar_set_fraction (self->readiness_after, after);
}
