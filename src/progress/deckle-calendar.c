/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-progress"
#include "progress/deckle-progress.h"

#include "progress/deckle-streak.h"

#define N_WEEKS 53
#define N_LEVELS 4

/* 1 = Monday … 7 = Sunday; 1970-01-01, day 0, was a Thursday. */
static int
weekday_of (int day)
{
  return ((day + 3) % 7 + 7) % 7 + 1;
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* The quartile of the active days in which a count lies; the busiest days are level 4. */
static guint8
level_of (guint  answers,
          GArray *sorted)
{
  guint not_busier = 0;

  if (answers == 0)
    return 0;
  while (not_busier < sorted->len && g_array_index (sorted, guint, not_busier) <= answers)
    not_busier++;
  return (guint8) ((not_busier * N_LEVELS + sorted->len - 1) / sorted->len);
}

static void
set_levels (DeckleCalendar *self)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->n_days; i++)
    if (self->answers[i] > 0)
      g_array_append_val (sorted, self->answers[i]);
  g_array_sort (sorted, compare_counts);

  for (guint i = 0; i < self->n_days; i++)
    self->level[i] = level_of (self->answers[i], sorted);
}

static void
fill_days (DeckleCalendar *self,
           GArray         *days)
{
  for (guint i = 0; i < days->len; i++)
    {
      const DeckleDayTotals *day = &g_array_index (days, DeckleDayTotals, i);

      if (day->local_day < self->first_day || day->local_day > self->today || day->answers == 0)
        continue;
      self->answers[day->local_day - self->first_day] = day->answers;
      self->total += day->answers;
      self->active_days++;
    }
}

/**
 * deckle_progress_calendar:
 * @library: a library
 * @scope: which cards
 * @first_weekday: 1 = Monday … 7 = Sunday
 * @error: return location for a [error@LibraryError]
 *
 * The answers of the last 53 weeks, a cell a local day, from the beginning of a week up to today.
 *
 * Returns: (transfer full) (nullable): the heat map, or %NULL with @error set
 */
DeckleCalendar *
deckle_progress_calendar (DeckleLibrary  *library,
                          DeckleScope     scope,
                          int             first_weekday,
                          GError        **error)
{
  g_autoptr (GArray) days = NULL;
  DeckleCalendar *self;
  int today, into_week;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (first_weekday >= 1 && first_weekday <= 7, NULL);

  days = deckle_library_day_totals (library, scope, G_MININT, G_MAXINT, error);
  if (days == NULL)
    return NULL;

  today = deckle_library_get_today (library);
  into_week = (weekday_of (today) - first_weekday + 7) % 7;

  self = g_new0 (DeckleCalendar, 1);
  self->today = today;
  self->first_day = today - into_week - (N_WEEKS - 1) * 7;
  self->n_days = (guint) (today - self->first_day + 1);
  self->answers = g_new0 (guint, self->n_days);
  self->level = g_new0 (guint8, self->n_days);
  fill_days (self, days);
  set_levels (self);
  deckle_streak_count (days, today, deckle_clock_now_ms (deckle_library_get_clock (library)),
                       &self->streak, &self->longest_streak);
  return self;
}

/**
 * deckle_calendar_free:
 * @calendar: (transfer full): a heat map
 *
 * Frees it.
 */
void
deckle_calendar_free (DeckleCalendar *calendar)
{
  g_return_if_fail (calendar != NULL);

  g_free (calendar->answers);
  g_free (calendar->level);
  g_free (calendar);
}
