/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "deckle-config.h"
#include "study/deckle-session.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SECONDS_A_DAY 86400.0
#define DAYS_A_MONTH  30.4375
#define DAYS_A_YEAR   365.25

typedef enum { UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_MONTH, UNIT_YEAR } Unit;

/* One decimal at most, and none after rounding to a whole number: “2”, “1.5”. */
static char *
format_number (double value)
{
  double tenths = round (value * 10.0) / 10.0;

  if (tenths >= 10.0 || fabs (tenths - round (tenths)) < 0.05)
    return g_strdup_printf ("%.0f", value);
  return g_strdup_printf ("%.1f", tenths);
}

/* Each unit ends where its rounded number would read as one of the next: never “60 min” or “24 h”. */
static Unit
choose_unit (double  days,
             double *value)
{
  double seconds = days * SECONDS_A_DAY;

  if (round (seconds) < 60.0)
    {
      *value = MAX (round (seconds), 0.0);
      return UNIT_SECOND;
    }
  if (round (seconds / 60.0) < 60.0)
    {
      *value = round (seconds / 60.0);
      return UNIT_MINUTE;
    }
  if (round (seconds / 3600.0) < 24.0)
    {
      *value = seconds / 3600.0;
      return UNIT_HOUR;
    }
  if (round (days) <= 30.0)
    {
      *value = round (days);
      return UNIT_DAY;
    }
  if (round (days) < 365.0)
    {
      *value = days / DAYS_A_MONTH;
      return UNIT_MONTH;
    }
  *value = days / DAYS_A_YEAR;
  return UNIT_YEAR;
}

static char *
format_short (Unit        unit,
              const char *number)
{
  switch (unit)
    {
    case UNIT_SECOND:
      /* Translators: an interval in seconds, short enough for a button */
      return g_strdup_printf (_("%s s"), number);
    case UNIT_MINUTE:
      /* Translators: an interval in minutes, short enough for a button */
      return g_strdup_printf (_("%s min"), number);
    case UNIT_HOUR:
      /* Translators: an interval in hours, short enough for a button */
      return g_strdup_printf (_("%s h"), number);
    case UNIT_DAY:
      /* Translators: an interval in days, short enough for a button */
      return g_strdup_printf (_("%s d"), number);
    case UNIT_MONTH:
      /* Translators: an interval in months, short enough for a button */
      return g_strdup_printf (_("%s mo"), number);
    case UNIT_YEAR:
    default:
      /* Translators: an interval in years, short enough for a button */
      return g_strdup_printf (_("%s y"), number);
    }
}

static char *
format_spoken (Unit        unit,
               const char *number,
               gulong      n)
{
  switch (unit)
    {
    case UNIT_SECOND:
      return g_strdup_printf (ngettext ("%s second", "%s seconds", n), number);
    case UNIT_MINUTE:
      return g_strdup_printf (ngettext ("%s minute", "%s minutes", n), number);
    case UNIT_HOUR:
      return g_strdup_printf (ngettext ("%s hour", "%s hours", n), number);
    case UNIT_DAY:
      return g_strdup_printf (ngettext ("%s day", "%s days", n), number);
    case UNIT_MONTH:
      return g_strdup_printf (ngettext ("%s month", "%s months", n), number);
    case UNIT_YEAR:
    default:
      return g_strdup_printf (ngettext ("%s year", "%s years", n), number);
    }
}

/**
 * deckle_format_interval:
 * @days: an interval in days, a fraction below one day
 * @spoken: whole words for a screen reader instead of abbreviations
 *
 * Words for an interval, with the decimal sign of the locale.
 *
 * Months and years carry one decimal below ten ("1.5 y"), minutes and days none. A number never
 * reads as the next larger unit ("1 h", not "60 min").
 *
 * Returns: (transfer full): for example "10 min" or, spoken, "10 minutes"
 */
char *
deckle_format_interval (double   days,
                        gboolean spoken)
{
  double value = 0.0;
  Unit unit = choose_unit (isfinite (days) ? days : 0.0, &value);
  g_autofree char *number = format_number (value);

  if (!spoken)
    return format_short (unit, number);
  return format_spoken (unit, number, (gulong) ceil (round (value * 10.0) / 10.0));
}
