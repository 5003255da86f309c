/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-days"
#include "ui/charts/deckle-days.h"

#include <glib/gi18n.h>
#include <langinfo.h>

/**
 * deckle_day_to_date:
 * @day: local calendar day, days since 1970-01-01
 *
 * Turns a stored local day into a date for showing; no zone is applied.
 *
 * Returns: (transfer full): midnight of that date in UTC
 */
GDateTime *
deckle_day_to_date (int day)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0);

  return g_date_time_add_days (epoch, day);
}

/**
 * deckle_day_format:
 * @day: local calendar day, days since 1970-01-01
 *
 * Returns: (transfer full): for example "12 March 2026"
 */
char *
deckle_day_format (int day)
{
  g_autoptr (GDateTime) date = deckle_day_to_date (day);

  /* Translators: a date as g_date_time_format() writes it, for example “12 March 2026” */
  return g_date_time_format (date, _("%-d %B %Y"));
}

/**
 * deckle_day_name:
 * @day: local calendar day, days since 1970-01-01
 * @n_answers: answers of that day
 *
 * Names a cell of the calendar, for tooltips and screen readers.
 *
 * Returns: (transfer full): for example "12 March 2026: 34 reviews"
 */
char *
deckle_day_name (int   day,
                 guint n_answers)
{
  g_autofree char *date = deckle_day_format (day);
  g_autofree char *reviews = g_strdup_printf (ngettext ("%u review", "%u reviews", n_answers), n_answers);

  /* Translators: “12 March 2026: 34 reviews” */
  return g_strdup_printf (_("%s: %s"), date, reviews);
}

/**
 * deckle_first_weekday:
 *
 * Returns: the first day of the week where the user lives: 1 = Monday … 7 = Sunday
 */
int
deckle_first_weekday (void)
{
#ifdef __GLIBC__
  /* glibc keeps a number where other items have a text: the date of a Monday or a Sunday, from which days are counted. */
  union { char *text; unsigned int number; } origin = { .text = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  int first = *(const unsigned char *) nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  int origin_weekday = origin.number == 19971201 ? 1 : 7;

  return (origin_weekday - 1 + first - 1) % 7 + 1;
#else
  return 1;
#endif
}
