/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-progress"
#include "progress/deckle-streak.h"

static const DeckleDayTotals *
day_at (GArray *days,
        guint   position)
{
  return &g_array_index (days, DeckleDayTotals, position);
}

/* Whether @later goes on with the streak of @earlier: the next local day, or so soon that a flight ate the days between. */
static gboolean
follows (const DeckleDayTotals *earlier,
         const DeckleDayTotals *later)
{
  return later->local_day - earlier->local_day == 1 || later->first_ms - earlier->last_ms < DECKLE_STREAK_GAP_MS;
}

/* Today may still get its answer. */
static gboolean
is_alive (const DeckleDayTotals *last,
          int                    today,
          gint64                 now_ms)
{
  return last->local_day >= today - 1 || now_ms - last->last_ms < DECKLE_STREAK_GAP_MS;
}

/*
 * deckle_streak_count:
 * @days: (element-type DeckleDayTotals): days with an answer, ascending
 * @today: the present local day
 * @now_ms: ms since the Unix epoch (UTC)
 * @streak: (out): days with an answer in a row, up to today, or to yesterday while today has none
 * @longest: (out): the longest such row ever
 *
 * Counts days with answers that follow each other. Only days with an answer count; a local day that
 * travel skipped neither counts nor breaks the row.
 */
void
deckle_streak_count (GArray *days,
                     int     today,
                     gint64  now_ms,
                     guint  *streak,
                     guint  *longest)
{
  guint row = 0;

  *longest = 0;
  for (guint i = 0; i < days->len; i++)
    {
      row = i > 0 && follows (day_at (days, i - 1), day_at (days, i)) ? row + 1 : 1;
      *longest = MAX (*longest, row);
    }
  *streak = days->len > 0 && is_alive (day_at (days, days->len - 1), today, now_ms) ? row : 0;
}
