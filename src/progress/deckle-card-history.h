/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/**
 * DeckleCurvePoint:
 * @day: moment, in days since the Unix epoch (UTC) with their fraction
 * @recall: probability of an answer that is remembered, 0..1; below 0 where the curve is broken: the card was made new again
 *
 * A point of a forgetting curve.
 */
typedef struct
{
  double day;
  double recall;
} DeckleCurvePoint;

/**
 * DeckleCardReview:
 * @review: the row of the log
 * @recall: probability that it would be remembered, just before the answer; below 0 without a memory
 *
 * One answer on a card, or another row of its log.
 */
typedef struct
{
  DeckleReview review;
  double       recall;
} DeckleCardReview;

/**
 * DeckleCardHistory:
 * @record: (owned): the card
 * @deck_title: (owned): of its deck
 * @section_title: (owned): of its section
 * @reviews: (owned) (element-type DeckleCardReview): its log without what was undone, newest first
 * @n_answers: how many of these are answers
 * @n_missed: how many of these were Again
 * @average_ms: mean answer time, ms
 * @first_ms: the first answer, ms since the Unix epoch (UTC), 0 for none
 * @last_ms: the last answer
 * @curve: (owned) (element-type DeckleCurvePoint): from the first answer past today to where it falls below @retention
 * @now_day: the present moment, in days as the curve counts them
 * @retention: the desired retention in force, 0..1
 * @recall: probability of remembering the card today; below 0 without a memory
 * @stability_days: days until that falls to 90 %, 0 without a memory
 * @difficulty: 1 to 10, 0 without a memory
 * @below_day: when the probability falls, or fell, below @retention, in days as the curve counts them; 0 without a memory
 * @outcomes: what each grade would do now, at rating − 1
 *
 * Everything that is known about how one card is remembered.
 */
typedef struct
{
  DeckleCardRecord *record;
  char             *deck_title;
  char             *section_title;
  GArray           *reviews;
  guint             n_answers;
  guint             n_missed;
  gint64            average_ms;
  gint64            first_ms;
  gint64            last_ms;
  GArray           *curve;
  double            now_day;
  double            retention;
  double            recall;
  double            stability_days;
  double            difficulty;
  double            below_day;
  DeckleOutcome     outcomes[DECKLE_N_RATINGS];
} DeckleCardHistory;

DeckleCardHistory *deckle_progress_card_history  (DeckleLibrary           *library,
                                                  gint64                   card,
                                                  GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void               deckle_card_history_free      (DeckleCardHistory       *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleCardHistory, deckle_card_history_free)

/* The forgetting curve in words, translated. */
char              *deckle_card_history_describe  (const DeckleCardHistory *history) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
