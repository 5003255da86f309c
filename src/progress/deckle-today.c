/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-progress"
#include "progress/deckle-progress.h"

#include "progress/deckle-streak.h"

/* The pace is that of the last month. */
#define PACE_DAYS 30

static void
read_day (const DeckleDayTotals *day,
          DeckleToday           *today)
{
  today->answers = day->answers;
  today->answer_ms = day->answer_ms;
  if (day->first_reviews > 0)
    today->remembered = (double) day->first_passed / day->first_reviews;
}

/* Mean answer time of the last month, ms; 0 without any answer. */
static gint64
mean_answer_ms (GArray *days,
                int     today)
{
  gint64 answer_ms = 0;
  guint answers = 0;

  for (guint i = 0; i < days->len; i++)
    {
      const DeckleDayTotals *day = &g_array_index (days, DeckleDayTotals, i);

      if (day->local_day <= today - PACE_DAYS || day->local_day > today)
        continue;
      answer_ms += day->answer_ms;
      answers += day->answers;
    }
  return answers > 0 ? answer_ms / answers : 0;
}

/*
 * The lower end: every card once at the quicker of two paces (the median answer, and the mean of the last month). The upper
 * end: new cards with all their steps, forgotten ones with theirs, at the slower pace.
 */
static void
estimate_left (DeckleLibrary      *library,
               GArray             *days,
               int                 day,
               const DeckleCounts *counts,
               DeckleToday        *today)
{
  DeckleScheduler scheduler;
  gint64 median_ms = deckle_library_median_answer_ms (library);
  gint64 mean_ms = mean_answer_ms (days, day);
  double forgotten, answers;

  today->left = deckle_counts_due (counts);
  if (median_ms == 0)
    return;
  if (mean_ms == 0)
    mean_ms = median_ms;

  deckle_library_get_scheduler (library, &scheduler);
  forgotten = counts->due_review * (1.0 - scheduler.policy.desired_retention);
  answers = counts->due_learning + counts->due_review + forgotten * scheduler.policy.n_relearning_steps +
            (double) counts->due_new * MAX (scheduler.policy.n_learning_steps, 1);
  today->left_low_ms = today->left * MIN (median_ms, mean_ms);
  today->left_high_ms = (gint64) (answers * (double) MAX (median_ms, mean_ms));
}

/**
 * deckle_progress_today:
 * @library: a library
 * @scope: which cards
 * @today: (out caller-allocates): the numbers
 * @error: return location for a [error@LibraryError]
 *
 * The numbers of the present local day, with the streak that leads to it and the work that is left.
 *
 * Reads one row for each day with an answer. Main thread.
 *
 * Returns: whether it could be read
 */
gboolean
deckle_progress_today (DeckleLibrary  *library,
                       DeckleScope     scope,
                       DeckleToday    *today,
                       GError        **error)
{
  g_autoptr (GArray) days = NULL;
  DeckleCounts counts = { 0 };
  gint64 now_ms;
  int day;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), FALSE);
  g_return_val_if_fail (today != NULL, FALSE);

  *today = (DeckleToday){ .remembered = -1.0 };
  day = deckle_library_get_today (library);
  now_ms = deckle_clock_now_ms (deckle_library_get_clock (library));
  days = deckle_library_day_totals (library, scope, G_MININT, G_MAXINT, error);
  if (days == NULL || !deckle_library_count (library, scope, &counts, error))
    return FALSE;

  for (guint i = days->len; i > 0 && g_array_index (days, DeckleDayTotals, i - 1).local_day >= day; i--)
    if (g_array_index (days, DeckleDayTotals, i - 1).local_day == day)
      read_day (&g_array_index (days, DeckleDayTotals, i - 1), today);

  deckle_streak_count (days, day, now_ms, &today->streak, &today->longest_streak);
  estimate_left (library, days, day, &counts, today);
  return TRUE;
}
