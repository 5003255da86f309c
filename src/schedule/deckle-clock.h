/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * The only place that asks for the time. A real clock follows the system and the local time zone; a manual clock stands
 * still until it is set. A clock may be used from any thread.
 */
#define DECKLE_TYPE_CLOCK (deckle_clock_get_type ())
G_DECLARE_FINAL_TYPE (DeckleClock, deckle_clock, DECKLE, CLOCK, GObject)

DeckleClock *deckle_clock_new_real       (void) G_GNUC_WARN_UNUSED_RESULT;
/* @now_ms: ms since the Unix epoch (UTC); @zone: (nullable): a tz database name, NULL for UTC */
DeckleClock *deckle_clock_new_manual     (gint64       now_ms,
                                          const char  *zone) G_GNUC_WARN_UNUSED_RESULT;

gint64       deckle_clock_now_ms         (DeckleClock *self);

/* Manual clocks only. */
void         deckle_clock_set_now_ms     (DeckleClock *self,
                                          gint64       now_ms);
void         deckle_clock_advance_ms     (DeckleClock *self,
                                          gint64       ms);
void         deckle_clock_set_zone       (DeckleClock *self,
                                          const char  *zone);

/* Local calendar day (days since 1970-01-01) of @time_ms, where a day begins at @rollover_hour (0 to 23) local time. */
int          deckle_clock_day_of         (DeckleClock *self,
                                          gint64       time_ms,
                                          int          rollover_hour);
/* First ms of a local day; the other direction of day_of(). */
gint64       deckle_clock_day_start_ms   (DeckleClock *self,
                                          int          day,
                                          int          rollover_hour);
int          deckle_clock_utc_offset_min (DeckleClock *self,
                                          gint64       time_ms);

/* day_of (now) */
int          deckle_clock_today          (DeckleClock *self,
                                          int          rollover_hour);

G_END_DECLS
