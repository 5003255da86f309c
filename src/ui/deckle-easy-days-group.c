/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-easy-days-group"
#include "ui/deckle-easy-days-group.h"

#include <glib/gi18n.h>

#include "ui/charts/deckle-days.h"
#include "ui/deckle-date-row.h"

#define A_MONDAY 4 /* 1970-01-05 */

/**
 * DeckleEasyDaysGroup:
 *
 * The preferences that keep days light: load balancing, easy weekdays, single easy days and vacations.
 *
 * Vacations that are over are not shown, and are forgotten when the list changes.
 */
struct _DeckleEasyDaysGroup
{
  AdwPreferencesGroup  parent_instance;

  AdwSwitchRow        *balance_row;
  AdwExpanderRow      *weekdays_row;
  AdwExpanderRow      *dates_row;
  DeckleDateRow       *first_row;
  DeckleDateRow       *last_row;
  GtkWidget           *add_row;

  AdwComboRow         *weekday_rows[DECKLE_DAYS_A_WEEK]; /* (unowned), Monday first */
  GPtrArray           *range_rows;                       /* (owned) (element-type AdwComboRow) */
  DecklePolicy         policy;                           /* only what this group is about is up to date */
  int                  today;
  gboolean             loading;                          /* rows are being filled by us */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleEasyDaysGroup, deckle_easy_days_group, ADW_TYPE_PREFERENCES_GROUP)

static void rebuild_ranges (DeckleEasyDaysGroup *self);

/* 0 = Monday */
static char *
format_weekday (int weekday)
{
  g_autoptr (GDateTime) date = deckle_day_to_date (A_MONDAY + weekday);

  return g_date_time_format (date, "%A");
}

static int
weekday_at (int position)
{
  return (deckle_first_weekday () - 1 + position) % DECKLE_DAYS_A_WEEK;
}

/* What stands below the first day of a range. */
static char *
format_end (const DeckleEasyRange *range)
{
  int n_days = range->last_day - range->first_day + 1;
  g_autofree char *days = g_strdup_printf (ngettext ("%d day", "%d days", (gulong) n_days), n_days);
  g_autofree char *last = deckle_day_format (range->last_day);

  if (n_days == 1)
    return g_steal_pointer (&days);
  /* Translators: below the first day of a vacation: its last day and its length, “to 12 March 2026, 14 days” */
  return g_strdup_printf (_("to %s, %s"), last, days);
}

static gboolean
is_over (DeckleEasyDaysGroup   *self,
         const DeckleEasyRange *range)
{
  return range->last_day < self->today;
}

static int
count_ranges (DeckleEasyDaysGroup *self)
{
  int n = 0;

  for (int i = 0; i < self->policy.n_easy_ranges; i++)
    n += !is_over (self, &self->policy.easy_ranges[i]);
  return n;
}

/* What the closed rows say about what is in them. */
static void
update_subtitles (DeckleEasyDaysGroup *self)
{
  g_autoptr (GString) weekdays = g_string_new (NULL);
  g_autofree char *dates = NULL;
  int n = count_ranges (self);

  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    if (self->policy.easy_days[weekday_at (i)] != DECKLE_EASY_DAY_NORMAL)
      {
        g_autofree char *name = format_weekday (weekday_at (i));

        /* Translators: between the names of weekdays in a list */
        g_string_append_printf (weekdays, "%s%s", weekdays->len > 0 ? _(", ") : "", name);
      }
  adw_expander_row_set_subtitle (self->weekdays_row, weekdays->len > 0 ? weekdays->str : _("All alike"));

  dates = n > 0 ? g_strdup_printf (ngettext ("%d to come", "%d to come", (gulong) n), n) : g_strdup (_("None"));
  adw_expander_row_set_subtitle (self->dates_row, dates);
  gtk_widget_set_sensitive (self->add_row, n < DECKLE_MAX_EASY_RANGES);
}

static void
changed (DeckleEasyDaysGroup *self)
{
  update_subtitles (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
changed_cb (DeckleEasyDaysGroup *self)
{
  if (self->loading)
    return;
  self->policy.load_balance = adw_switch_row_get_active (self->balance_row);
  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    self->policy.easy_days[i] = (DeckleEasyDay) adw_combo_row_get_selected (self->weekday_rows[i]);
  changed (self);
}

/* Ranges that are over go, the others come into their order. */
static void
tidy_ranges (DeckleEasyDaysGroup *self)
{
  int n = 0;

  for (int i = 0; i < self->policy.n_easy_ranges; i++)
    if (!is_over (self, &self->policy.easy_ranges[i]))
      self->policy.easy_ranges[n++] = self->policy.easy_ranges[i];
  self->policy.n_easy_ranges = n;
  deckle_policy_clamp (&self->policy);
}

static void
ranges_changed (DeckleEasyDaysGroup *self)
{
  tidy_ranges (self);
  rebuild_ranges (self);
  changed (self);
}

static void
first_changed_cb (DeckleEasyDaysGroup *self)
{
  int first = deckle_date_row_get_day (self->first_row);

  if (!self->loading && deckle_date_row_get_day (self->last_row) < first)
    deckle_date_row_set_day (self->last_row, first);
}

static void
last_changed_cb (DeckleEasyDaysGroup *self)
{
  int last = deckle_date_row_get_day (self->last_row);

  if (!self->loading && deckle_date_row_get_day (self->first_row) > last)
    deckle_date_row_set_day (self->first_row, last);
}

static void
add_cb (DeckleEasyDaysGroup *self)
{
  DeckleEasyRange range = {
    .first_day = deckle_date_row_get_day (self->first_row),
    .last_day = deckle_date_row_get_day (self->last_row),
    .level = DECKLE_EASY_DAY_MINIMUM,
  };

  if (is_over (self, &range))
    {
      /* What is over cannot be kept light. */
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  tidy_ranges (self);
  if (self->policy.n_easy_ranges < DECKLE_MAX_EASY_RANGES)
    self->policy.easy_ranges[self->policy.n_easy_ranges++] = range;
  ranges_changed (self);
}

/* Which range a row of the list shows; ranges that are over come before all others or between them. */
static int
find_range (DeckleEasyDaysGroup *self,
            GtkWidget           *row)
{
  guint position, left;

  if (!g_ptr_array_find (self->range_rows, row, &position))
    return -1;
  left = position;
  for (int i = 0; i < self->policy.n_easy_ranges; i++)
    if (!is_over (self, &self->policy.easy_ranges[i]) && left-- == 0)
      return i;
  return -1;
}

static void
level_changed_cb (DeckleEasyDaysGroup *self,
                  GParamSpec          *pspec,
                  AdwComboRow         *row)
{
  int i = find_range (self, GTK_WIDGET (row));

  if (self->loading || i < 0)
    return;
  self->policy.easy_ranges[i].level = (DeckleEasyDay) (adw_combo_row_get_selected (row) + DECKLE_EASY_DAY_REDUCED);
  changed (self);
}

/* The focus goes to the row that takes the place of the removed one. */
static void
remove_cb (DeckleEasyDaysGroup *self,
           GtkWidget           *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_COMBO_ROW);
  int i = find_range (self, row);
  guint position;

  if (i < 0 || !g_ptr_array_find (self->range_rows, row, &position))
    return;
  self->policy.n_easy_ranges--;
  for (; i < self->policy.n_easy_ranges; i++)
    self->policy.easy_ranges[i] = self->policy.easy_ranges[i + 1];
  ranges_changed (self);
  gtk_widget_grab_focus (self->range_rows->len > 0
                           ? g_ptr_array_index (self->range_rows, MIN (position, self->range_rows->len - 1))
                           : self->add_row);
}

static GtkWidget *
create_remove_button (DeckleEasyDaysGroup *self,
                      const char          *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is a date */
  g_autofree char *label = g_strdup_printf (_("Remove %s"), title);

  gtk_widget_set_tooltip_text (button, _("Remove"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_range_row (DeckleEasyDaysGroup   *self,
               const DeckleEasyRange *range)
{
  const char *levels[] = { _("Reduced"), _("Minimum"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (levels);
  g_autofree char *title = deckle_day_format (range->first_day);
  g_autofree char *subtitle = format_end (range);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) (range->level - DECKLE_EASY_DAY_REDUCED));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_remove_button (self, title));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (level_changed_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (self->dates_row, row);
  g_ptr_array_add (self->range_rows, row);
}

static void
rebuild_ranges (DeckleEasyDaysGroup *self)
{
  for (guint i = 0; i < self->range_rows->len; i++)
    adw_expander_row_remove (self->dates_row, g_ptr_array_index (self->range_rows, i));
  g_ptr_array_set_size (self->range_rows, 0);
  for (int i = 0; i < self->policy.n_easy_ranges; i++)
    if (!is_over (self, &self->policy.easy_ranges[i]))
      add_range_row (self, &self->policy.easy_ranges[i]);
}

static void
add_weekday_rows (DeckleEasyDaysGroup *self)
{
  const char *levels[] = { _("Normal"), _("Reduced"), _("Minimum"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (levels);

  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    {
      GtkWidget *row = adw_combo_row_new ();
      g_autofree char *name = format_weekday (weekday_at (i));

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->weekdays_row, row);
      self->weekday_rows[weekday_at (i)] = ADW_COMBO_ROW (row);
    }
}

static void
deckle_easy_days_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_EASY_DAYS_GROUP);

  G_OBJECT_CLASS (deckle_easy_days_group_parent_class)->dispose (object);
}

static void
deckle_easy_days_group_finalize (GObject *object)
{
  g_ptr_array_unref (DECKLE_EASY_DAYS_GROUP (object)->range_rows);

  G_OBJECT_CLASS (deckle_easy_days_group_parent_class)->finalize (object);
}

static void
deckle_easy_days_group_class_init (DeckleEasyDaysGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = deckle_easy_days_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = deckle_easy_days_group_finalize;

  /**
   * DeckleEasyDaysGroup::changed:
   *
   * The user changed something; see [method@EasyDaysGroup.read].
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_EASY_DAYS_GROUP, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DECKLE_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/deckle_app/Deckle/ui/easy-days-group.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleEasyDaysGroup, balance_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleEasyDaysGroup, weekdays_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleEasyDaysGroup, dates_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleEasyDaysGroup, first_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleEasyDaysGroup, last_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleEasyDaysGroup, add_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
deckle_easy_days_group_init (DeckleEasyDaysGroup *self)
{
  self->range_rows = g_ptr_array_new ();
  self->loading = TRUE;
  deckle_policy_init_default (&self->policy);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_weekday_rows (self);
  self->loading = FALSE;
}

/**
 * deckle_easy_days_group_load:
 * @self: a group
 * @policy: a policy within its ranges
 * @today: local day, days since 1970-01-01
 *
 * Shows what @policy says about easy days. The days to add begin with tomorrow.
 */
void
deckle_easy_days_group_load (DeckleEasyDaysGroup *self,
                             const DecklePolicy  *policy,
                             int                  today)
{
  g_return_if_fail (DECKLE_IS_EASY_DAYS_GROUP (self));
  g_return_if_fail (policy != NULL);

  self->loading = TRUE;
  self->policy = *policy;
  adw_switch_row_set_active (self->balance_row, policy->load_balance);
  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    adw_combo_row_set_selected (self->weekday_rows[i], policy->easy_days[i]);
  if (self->today != today)
    {
      self->today = today;
      deckle_date_row_set_day (self->first_row, today + 1);
      deckle_date_row_set_day (self->last_row, today + 1);
    }
  rebuild_ranges (self);
  update_subtitles (self);
  self->loading = FALSE;
}

/**
 * deckle_easy_days_group_read:
 * @self: a group
 * @policy: (inout): what the rows say about easy days is written to it; the rest stays
 */
void
deckle_easy_days_group_read (DeckleEasyDaysGroup *self,
                             DecklePolicy        *policy)
{
  g_return_if_fail (DECKLE_IS_EASY_DAYS_GROUP (self));
  g_return_if_fail (policy != NULL);

  policy->load_balance = self->policy.load_balance;
  for (int i = 0; i < DECKLE_DAYS_A_WEEK; i++)
    policy->easy_days[i] = self->policy.easy_days[i];
  for (int i = 0; i < self->policy.n_easy_ranges; i++)
    policy->easy_ranges[i] = self->policy.easy_ranges[i];
  policy->n_easy_ranges = self->policy.n_easy_ranges;
}
