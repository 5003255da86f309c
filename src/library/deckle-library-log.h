/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleDayTotals:
 * @local_day: stored local day, days since 1970-01-01
 * @answers: answers of every kind but manual and reset, not undone
 * @answer_ms: their answer time, ms
 * @learn: of them in learning
 * @review: of them on review-state cards
 * @relearn: of them in relearning
 * @first_reviews: cards in review state whose first answer of that day counts for retention
 * @first_passed: of these, not Again
 * @first_ms: time of the day's first answer
 * @last_ms: time of the day's last answer
 *
 * The review log of one day.
 */
typedef struct
{
  int    local_day;
  guint  answers;
  gint64 answer_ms;
  guint  learn;
  guint  review;
  guint  relearn;
  guint  first_reviews;
  guint  first_passed;
  gint64 first_ms;
  gint64 last_ms;
} DeckleDayTotals;

/* Days with at least one answer between @from_day and @to_day (inclusive), ascending (element-type DeckleDayTotals). */
GArray *deckle_library_day_totals   (DeckleLibrary  *self,
                                     DeckleScope     scope,
                                     int             from_day,
                                     int             to_day,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/* The whole log of one card, oldest first (element-type DeckleReview), undone rows included. */
GArray *deckle_library_card_log     (DeckleLibrary  *self,
                                     gint64          card,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/* Cards that come back on @day within limits-free counting: reviews and learning due, for “tomorrow”. */
guint   deckle_library_count_due_on (DeckleLibrary  *self,
                                     DeckleScope     scope,
                                     int             day);

/* Median answer time of the last 500 answers, ms; 0 without any. */
gint64  deckle_library_median_answer_ms (DeckleLibrary *self);

G_END_DECLS
