/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-progress-window"
#include "ui/deckle-progress-window.h"

#include <glib/gi18n.h>

#include "progress/deckle-progress.h"
#include "ui/charts/deckle-calendar-table.h"
#include "ui/charts/deckle-days.h"
#include "ui/charts/deckle-heat-map.h"
#include "ui/deckle-mastery-rows.h"
#include "ui/deckle-shortcut-keys.h"

#define MS_A_MINUTE 60000

/**
 * DeckleProgressWindow:
 *
 * What was done today, the calendar of the year, and what is known by section. It stays open beside the main window and
 * follows every answer.
 */
struct _DeckleProgressWindow
{
  AdwApplicationWindow  parent_instance;

  GtkDropDown          *scope_drop_down;
  GtkLabel             *today_takeaway;
  GtkLabel             *reviews;
  GtkLabel             *reviews_caption;
  GtkLabel             *remembered;
  GtkLabel             *left;
  GtkLabel             *streak;
  GtkLabel             *streak_caption;
  GtkLabel             *calendar_takeaway;
  GtkScrolledWindow    *calendar_scroller;
  DeckleHeatMap        *heat_map;
  GtkLabel             *sections_takeaway;
  GtkBox               *sections;

  DeckleLibrary        *library; /* (owned) */
  GArray               *scopes;  /* (owned) (element-type DeckleScope): of the drop-down's items */
};

G_DEFINE_FINAL_TYPE (DeckleProgressWindow, deckle_progress_window, ADW_TYPE_APPLICATION_WINDOW)

static DeckleScope
current_scope (DeckleProgressWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->scope_drop_down);

  return selected < self->scopes->len ? g_array_index (self->scopes, DeckleScope, selected) : DECKLE_SCOPE_ALL;
}

static void G_GNUC_PRINTF (2, 3)
set_number (GtkLabel   *label,
            const char *format,
            ...)
{
  va_list args;
  g_autofree char *text = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  gtk_label_set_label (label, text);
}

/* A range, because a point would promise too much. */
static void
show_time_left (DeckleProgressWindow *self,
                const DeckleToday    *today)
{
  guint low = (guint) (today->left_low_ms / MS_A_MINUTE);
  guint high = (guint) ((today->left_high_ms + MS_A_MINUTE - 1) / MS_A_MINUTE);
  g_autofree char *text = NULL;

  if (today->left == 0)
    text = g_strdup (_("none"));
  else if (high == 0)
    text = g_strdup ("–");
  else if (low == high)
    text = g_strdup_printf (_("%u min"), high);
  else
    text = g_strdup_printf (_("%u–%u min"), low, high);
  gtk_label_set_label (self->left, text);
}

static void
show_today (DeckleProgressWindow *self)
{
  g_autoptr (GError) error = NULL;
  DeckleToday today;
  guint minutes;

  if (!deckle_progress_today (self->library, current_scope (self), &today, &error))
    {
      g_warning ("Reading today's numbers failed: %s", error->message);
      return;
    }
  minutes = (guint) ((today.answer_ms + MS_A_MINUTE / 2) / MS_A_MINUTE);
  set_number (self->reviews, "%u", today.answers);
  if (minutes == 0 && today.answers > 0)
    gtk_label_set_label (self->reviews_caption,
                         /* Translators: stands below the number of reviews, whose plural it takes */
                         ngettext ("review in under a minute", "reviews in under a minute", today.answers));
  else
    /* Translators: stands below the number of reviews, whose plural it takes: “12 / reviews in 9 min” */
    set_number (self->reviews_caption, ngettext ("review in %u min", "reviews in %u min", today.answers), minutes);
  if (today.remembered < 0)
    gtk_label_set_label (self->remembered, "–");
  else
    set_number (self->remembered, _("%u%%"), (guint) (today.remembered * 100.0 + 0.5));
  show_time_left (self, &today);
  set_number (self->streak, "%u", today.streak);
  gtk_label_set_label (self->streak_caption, ngettext ("day in a row", "days in a row", today.streak));

  if (today.left > 0)
    set_number (self->today_takeaway, ngettext ("%u card is still to go.", "%u cards are still to go.", today.left),
                today.left);
  else
    gtk_label_set_label (self->today_takeaway, today.answers > 0 ? _("You are done for today.")
                                                                 : _("Nothing is due today."));
}

static gboolean
scroll_cb (GtkWidget     *scroller,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  gboolean mirrored = gtk_widget_get_direction (scroller) == GTK_TEXT_DIR_RTL;

  gtk_adjustment_set_value (adjustment, mirrored ? 0 : gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

/* The calendar begins at its end: today must be in sight when it does not fit. The width changes while sizes are given
 * out, when scrolling would not move what is shown. */
static void
scroll_to_today (DeckleProgressWindow *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self->calendar_scroller), scroll_cb, NULL, NULL);
}

static void
show_calendar (DeckleProgressWindow *self)
{
  g_autoptr (GError) error = NULL;
  DeckleCalendar *calendar =
    deckle_progress_calendar (self->library, current_scope (self), deckle_first_weekday (), &error);
  g_autofree char *reviews = NULL;
  g_autofree char *text = NULL;

  if (calendar == NULL)
    {
      g_warning ("Reading the calendar failed: %s", error->message);
      return;
    }
  reviews = g_strdup_printf (ngettext ("%u review in the past year", "%u reviews in the past year", calendar->total),
                             calendar->total);
  if (calendar->total == 0)
    text = g_strdup (_("Every day on which you study leaves a mark here."));
  else
    /* Translators: %s is “1204 reviews in the past year” */
    text = g_strdup_printf (ngettext ("%s; your longest streak was %u day.", "%s; your longest streak was %u days.",
                                      calendar->longest_streak), reviews, calendar->longest_streak);
  gtk_label_set_label (self->calendar_takeaway, text);
  deckle_heat_map_set_calendar (self->heat_map, calendar, deckle_first_weekday ());
}

static void
show_sections (DeckleProgressWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mastery = deckle_progress_mastery (self->library, current_scope (self), &error);
  g_autofree char *text = NULL;
  guint known = 0, total = 0;

  if (mastery == NULL)
    {
      g_warning ("Reading the sections failed: %s", error->message);
      return;
    }
  for (guint i = 0; i < mastery->len; i++)
    {
      const DeckleMastery *section = g_ptr_array_index (mastery, i);

      known += section->counts.known;
      total += section->counts.total;
    }
  text = g_strdup_printf (ngettext ("You know %u of %u card.", "You know %u of %u cards.", total), known, total);
  gtk_label_set_label (self->sections_takeaway, text);
  deckle_mastery_rows_fill (self->sections, mastery);
}

static void
refresh (DeckleProgressWindow *self)
{
  if (self->library == NULL)
    return;
  show_today (self);
  show_calendar (self);
  show_sections (self);
}

static void
add_scope (GtkStringList *titles,
           GArray        *scopes,
           const char    *title,
           DeckleScope    scope)
{
  gtk_string_list_append (titles, title);
  g_array_append_val (scopes, scope);
}

/* The drop-down stays on its section while that is there. */
static void
fill_scopes (DeckleProgressWindow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (self->library, 0, &error);
  DeckleScope scope = current_scope (self);
  guint selected = 0;

  if (sections == NULL)
    {
      g_warning ("Listing the sections failed: %s", error->message);
      return;
    }
  g_array_set_size (self->scopes, 0);
  add_scope (titles, self->scopes, _("All Sections"), DECKLE_SCOPE_ALL);
  for (guint i = 0; i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (section->row == scope.section)
        selected = self->scopes->len;
      add_scope (titles, self->scopes, section->title, (DeckleScope){ section->deck, section->row });
    }
  g_signal_handlers_block_by_func (self->scope_drop_down, refresh, self);
  gtk_drop_down_set_model (self->scope_drop_down, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->scope_drop_down, selected);
  g_signal_handlers_unblock_by_func (self->scope_drop_down, refresh, self);
}

static void
decks_changed_cb (DeckleProgressWindow *self)
{
  fill_scopes (self);
  refresh (self);
}

static void
show_table_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  DeckleProgressWindow *self = DECKLE_PROGRESS_WINDOW (widget);
  g_autoptr (DeckleCalendar) calendar =
    deckle_progress_calendar (self->library, current_scope (self), deckle_first_weekday (), NULL);

  if (calendar != NULL)
    adw_dialog_present (deckle_calendar_table_new (calendar), widget);
}

static void
deckle_progress_window_dispose (GObject *object)
{
  DeckleProgressWindow *self = DECKLE_PROGRESS_WINDOW (object);

  g_clear_object (&self->library);
  g_clear_pointer (&self->scopes, g_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECKLE_TYPE_PROGRESS_WINDOW);

  G_OBJECT_CLASS (deckle_progress_window_parent_class)->dispose (object);
}

static void
deckle_progress_window_class_init (DeckleProgressWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_progress_window_dispose;

  g_type_ensure (DECKLE_TYPE_HEAT_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/progress-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, scope_drop_down);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, today_takeaway);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, reviews);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, reviews_caption);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, remembered);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, left);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, streak);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, streak_caption);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, calendar_takeaway);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, calendar_scroller);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, heat_map);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, sections_takeaway);
  gtk_widget_class_bind_template_child (widget_class, DeckleProgressWindow, sections);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, scroll_to_today);
  gtk_widget_class_install_action (widget_class, "progress.show-table", NULL, show_table_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
deckle_progress_window_init (DeckleProgressWindow *self)
{
  self->scopes = g_array_new (FALSE, FALSE, sizeof (DeckleScope));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_progress_window_new:
 * @application: the application
 * @library: whose numbers are shown
 * @settings: keeps the size of the window
 *
 * Makes the window.
 *
 * Returns: (transfer none): a window, owned by the toolkit
 */
DeckleProgressWindow *
deckle_progress_window_new (GtkApplication *application,
                            DeckleLibrary  *library,
                            GSettings      *settings)
{
  DeckleProgressWindow *self;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  self = g_object_new (DECKLE_TYPE_PROGRESS_WINDOW, "application", application, NULL);
  deckle_shortcut_keys_deliver (GTK_WINDOW (self), NULL);
  g_settings_bind (settings, "progress-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "progress-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "schedule-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "decks-changed", G_CALLBACK (decks_changed_cb), self, G_CONNECT_SWAPPED);
  decks_changed_cb (self);
  return self;
}
