/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-date-row"
#include "ui/deckle-date-row.h"

#include "ui/charts/deckle-days.h"

#define EPOCH_JULIAN 719163 /* 1970-01-01 as GDate counts */
#define DAY_MAX 2932896     /* 9999-12-31, days since 1970-01-01 */

/**
 * DeckleDateRow:
 *
 * A row that shows a day and lets the user choose another one from a calendar. It is activated like any row.
 */
struct _DeckleDateRow
{
  AdwActionRow   parent_instance;

  GtkMenuButton *button;
  GtkCalendar   *calendar;

  int            day;
};

typedef enum
{
  PROP_DAY = 1,
  N_PROPS
} DeckleDateRowProp;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DeckleDateRow, deckle_date_row, ADW_TYPE_ACTION_ROW)

static void
activated_cb (DeckleDateRow *self)
{
  gtk_menu_button_popup (self->button);
}

static void
day_selected_cb (DeckleDateRow *self)
{
  g_autoptr (GDateTime) selected = gtk_calendar_get_date (self->calendar);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (selected),
                  (GDateMonth) g_date_time_get_month (selected), (GDateYear) g_date_time_get_year (selected));
  deckle_date_row_set_day (self, (int) g_date_get_julian (&date) - EPOCH_JULIAN);
}

static void
deckle_date_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  DeckleDateRow *self = DECKLE_DATE_ROW (object);

  switch ((DeckleDateRowProp) prop_id)
    {
    case PROP_DAY:
      g_value_set_int (value, self->day);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_date_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((DeckleDateRowProp) prop_id)
    {
    case PROP_DAY:
      deckle_date_row_set_day (DECKLE_DATE_ROW (object), g_value_get_int (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_date_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_DATE_ROW);

  G_OBJECT_CLASS (deckle_date_row_parent_class)->dispose (object);
}

static void
deckle_date_row_class_init (DeckleDateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_date_row_get_property;
  object_class->set_property = deckle_date_row_set_property;
  object_class->dispose = deckle_date_row_dispose;

  /**
   * DeckleDateRow:day:
   *
   * The day shown, as a local calendar day: days since 1970-01-01.
   */
  props[PROP_DAY] = g_param_spec_int ("day", NULL, NULL, 0, DAY_MAX, 0,
                                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/deckle_app/Deckle/ui/date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleDateRow, button);
  gtk_widget_class_bind_template_child (widget_class, DeckleDateRow, calendar);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

static void
deckle_date_row_init (DeckleDateRow *self)
{
  self->day = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_date_row_set_day (self, 0);
}

/**
 * deckle_date_row_get_day:
 * @self: a row
 *
 * Returns: the day shown, days since 1970-01-01
 */
int
deckle_date_row_get_day (DeckleDateRow *self)
{
  g_return_val_if_fail (DECKLE_IS_DATE_ROW (self), 0);

  return self->day;
}

/**
 * deckle_date_row_set_day:
 * @self: a row
 * @day: local calendar day, days since 1970-01-01; put into the years 1970 to 9999
 *
 * Shows a day, in the row and in its calendar.
 */
void
deckle_date_row_set_day (DeckleDateRow *self,
                         int            day)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (DECKLE_IS_DATE_ROW (self));

  day = CLAMP (day, 0, DAY_MAX);
  if (self->day == day)
    return;
  self->day = day;
  date = deckle_day_to_date (day);
  text = deckle_day_format (day);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_calendar_select_day (self->calendar, date);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
}
