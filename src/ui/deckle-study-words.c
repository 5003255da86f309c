/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study-words"
#include "ui/deckle-study-words.h"

#include <glib/gi18n.h>

/* Whole learner's days from today to the day of a moment. */
static int
get_days_ahead (DeckleLibrary *library,
                gint64         time_ms)
{
  DeckleScheduler scheduler;

  deckle_library_get_scheduler (library, &scheduler);

  return deckle_clock_day_of (deckle_library_get_clock (library), time_ms, scheduler.policy.rollover_hour) -
         deckle_library_get_today (library);
}

static GDateTime *
get_local_time (DeckleLibrary *library,
                gint64         time_ms)
{
  int offset_min = deckle_clock_utc_offset_min (deckle_library_get_clock (library), time_ms);

  return g_date_time_new_from_unix_utc (time_ms / 1000 + 60 * (gint64) offset_min);
}

/**
 * deckle_moment_is_today:
 * @library: the library, for its clock and the hour at which a day begins
 * @time_ms: ms since the Unix epoch (UTC)
 *
 * Returns: whether the learner's present day still runs at @time_ms
 */
gboolean
deckle_moment_is_today (DeckleLibrary *library,
                        gint64         time_ms)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), FALSE);

  return time_ms > 0 && get_days_ahead (library, time_ms) <= 0;
}

/**
 * deckle_describe_next_card:
 * @library: the library, for its clock and the hour at which a day begins
 * @next_due_ms: when the next card comes, ms since the Unix epoch (UTC), 0 if never
 *
 * Says when the next card comes back.
 *
 * Returns: (transfer full): a sentence
 */
char *
deckle_describe_next_card (DeckleLibrary *library,
                           gint64         next_due_ms)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *words = NULL;
  int days;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  if (next_due_ms == 0)
    return g_strdup (_("No other card is waiting."));

  moment = get_local_time (library, next_due_ms);
  days = get_days_ahead (library, next_due_ms);
  if (days <= 1)
    {
      /* Translators: a time of day, as g_date_time_format() writes it */
      words = g_date_time_format (moment, _("%H:%M"));
      return g_strdup_printf (days <= 0 ? _("The next card comes back at %s.")
                                        : _("The next card comes back tomorrow at %s."),
                              words);
    }

  /* Translators: a day, as g_date_time_format() writes it: “6 December” */
  words = g_date_time_format (moment, _("%-d %B"));

  return g_strdup_printf (_("The next card comes back on %s."), words);
}
