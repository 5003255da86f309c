/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-log.h"

G_BEGIN_DECLS

/**
 * DeckleToday:
 * @answers: answers today
 * @answer_ms: time spent today, ms
 * @remembered: share of first answers of the day on review-state cards that are not Again, 0..1; -1 without any
 * @streak: consecutive stored local days with an answer, up to today (or yesterday while today has none)
 * @longest_streak: the longest ever
 * @left: cards left today
 * @left_low_ms: time left by the learner's own pace, lower end, ms; 0 when unknown
 * @left_high_ms: upper end, ms
 */
typedef struct
{
  guint  answers;
  gint64 answer_ms;
  double remembered;
  guint  streak;
  guint  longest_streak;
  guint  left;
  gint64 left_low_ms;
  gint64 left_high_ms;
} DeckleToday;

gboolean deckle_progress_today    (DeckleLibrary  *library,
                                   DeckleScope     scope,
                                   DeckleToday    *today,
                                   GError        **error);

/**
 * DeckleCalendar:
 * @first_day: local day of the first cell: the first day of the week 52 weeks before this week
 * @today: local day
 * @n_days: cells up to the end of this week's today
 * @answers: answers per cell
 * @level: 0 (none) to 4 per cell, by quartiles of the days that have answers
 * @total: answers in the whole range
 * @active_days: days with an answer
 * @streak: see [struct@Today]
 * @longest_streak: see [struct@Today]
 *
 * The heat map: 53 weeks × 7.
 */
typedef struct
{
  int    first_day;
  int    today;
  guint  n_days;
  guint *answers;
  guint8 *level;
  guint  total;
  guint  active_days;
  guint  streak;
  guint  longest_streak;
} DeckleCalendar;

/* @first_weekday: 1 = Monday … 7 = Sunday, from the user's locale */
DeckleCalendar *deckle_progress_calendar (DeckleLibrary  *library,
                                          DeckleScope     scope,
                                          int             first_weekday,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void            deckle_calendar_free     (DeckleCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleCalendar, deckle_calendar_free)

/**
 * DeckleMastery:
 * @section: row id
 * @title: of the section
 * @counts: known, learning, new …
 */
typedef struct
{
  gint64       section;
  char        *title;
  char        *short_title;
  char        *icon;
  char        *colour;
  DeckleCounts counts;
} DeckleMastery;

void       deckle_mastery_free       (DeckleMastery  *mastery);
/* (element-type DeckleMastery) in the order of the sidebar */
GPtrArray *deckle_progress_mastery   (DeckleLibrary  *library,
                                      DeckleScope     scope,
                                      GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
