/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DeckleRating:
 * @DECKLE_RATING_NONE: no rating: a manual or reset entry of the log
 * @DECKLE_RATING_AGAIN: not remembered
 * @DECKLE_RATING_HARD: remembered with effort
 * @DECKLE_RATING_GOOD: remembered
 * @DECKLE_RATING_EASY: remembered at once
 *
 * What the learner says about an answer. The numbers are stored.
 */
typedef enum
{
  DECKLE_RATING_NONE = 0,
  DECKLE_RATING_AGAIN = 1,
  DECKLE_RATING_HARD = 2,
  DECKLE_RATING_GOOD = 3,
  DECKLE_RATING_EASY = 4,
} DeckleRating;

#define DECKLE_N_RATINGS 4

/**
 * DeckleReviewKind:
 * @DECKLE_REVIEW_LEARN: answer on a new card or in a learning step
 * @DECKLE_REVIEW_REVIEW: answer on a card in review state
 * @DECKLE_REVIEW_RELEARN: answer in a relearning step
 * @DECKLE_REVIEW_AHEAD: scheduled answer before the card was due
 * @DECKLE_REVIEW_PRACTICE: answer that does not touch the schedule
 * @DECKLE_REVIEW_MOCK: answer in a mock interview
 * @DECKLE_REVIEW_MANUAL: schedule changed without an answer
 * @DECKLE_REVIEW_RESET: the card was made new again
 *
 * Why a row of the review log exists. The numbers are stored.
 */
typedef enum
{
  DECKLE_REVIEW_LEARN = 0,
  DECKLE_REVIEW_REVIEW = 1,
  DECKLE_REVIEW_RELEARN = 2,
  DECKLE_REVIEW_AHEAD = 3,
  DECKLE_REVIEW_PRACTICE = 4,
  DECKLE_REVIEW_MOCK = 5,
  DECKLE_REVIEW_MANUAL = 6,
  DECKLE_REVIEW_RESET = 7,
} DeckleReviewKind;

/**
 * DeckleState:
 * @DECKLE_STATE_NEW: never answered
 * @DECKLE_STATE_LEARNING: in its first steps
 * @DECKLE_STATE_REVIEW: comes back after days
 * @DECKLE_STATE_RELEARNING: forgotten, in steps again
 *
 * Where a card stands in its schedule. The numbers are stored.
 */
typedef enum
{
  DECKLE_STATE_NEW = 0,
  DECKLE_STATE_LEARNING = 1,
  DECKLE_STATE_REVIEW = 2,
  DECKLE_STATE_RELEARNING = 3,
} DeckleState;

/**
 * DeckleLevel:
 *
 * How much experience a question asks for. The numbers are stored.
 */
typedef enum
{
  DECKLE_LEVEL_BASIC = 0,
  DECKLE_LEVEL_INTERMEDIATE = 1,
  DECKLE_LEVEL_ADVANCED = 2,
} DeckleLevel;

const char *deckle_level_to_nick   (DeckleLevel  level);
gboolean    deckle_level_from_nick (const char  *nick,
                                    DeckleLevel *level);

/**
 * DeckleMemory:
 * @stability: days until retrievability falls to 0.9 (FSRS-6), or the slow stability in days (FSRS-7)
 * @stability_fast: fast stability in days (FSRS-7), 0 for FSRS-6
 * @difficulty: 1 (easy) to 10 (hard); 0 means that there is no memory yet
 *
 * What a scheduler model knows about one card.
 */
typedef struct
{
  double stability;
  double stability_fast;
  double difficulty;
} DeckleMemory;

#define DECKLE_MEMORY_NONE ((DeckleMemory){ 0.0, 0.0, 0.0 })

static inline gboolean
deckle_memory_is_set (const DeckleMemory *memory)
{
  return memory->difficulty > 0.0;
}

/**
 * DeckleSchedule:
 * @state: where the card stands
 * @step_left: (re)learning steps still to pass, 0 in review state
 * @reps: answers counted so far
 * @lapses: times that a card in review state was forgotten
 * @memory: cached memory, see [struct@Memory]
 * @due_ms: when it comes back, ms since the Unix epoch (UTC); 0 for a new card
 * @due_day: local calendar day on which it comes back (review state), days since 1970-01-01
 * @interval_days: the interval that was chosen, in days; below 1 in (re)learning steps
 * @last_review_ms: last counting answer, ms since the Unix epoch (UTC); 0 if none
 * @last_day: stored local day of that answer, days since 1970-01-01
 *
 * Everything that decides when a card comes back. In review state a card is due when today ≥ @due_day,
 * in (re)learning when now ≥ @due_ms.
 */
typedef struct
{
  DeckleState  state;
  int          step_left;
  int          reps;
  int          lapses;
  DeckleMemory memory;
  gint64       due_ms;
  int          due_day;
  double       interval_days;
  gint64       last_review_ms;
  int          last_day;
} DeckleSchedule;

/**
 * DeckleReview:
 * @id: random 64-bit id of the row
 * @card: row id of the card
 * @time_ms: when it was answered, ms since the Unix epoch (UTC)
 * @rating: the answer
 * @kind: why the row exists
 * @answer_ms: time taken, in ms, capped at 60,000
 * @local_day: local calendar day at that moment, days since 1970-01-01, rolled over at the learner's hour
 * @utc_offset_min: offset from UTC at that moment, in minutes
 * @step_left: (re)learning steps left after the answer
 * @due_ms: the due moment that was chosen, ms since the Unix epoch (UTC)
 * @interval_days: the interval that was chosen, in days
 * @parameters: row id of the parameter set used
 * @confidence: 1 to 3 before the reveal, 0 = not asked
 * @undone: whether undo took it back
 *
 * One row of the review log: the truth about memory.
 */
typedef struct
{
  gint64           id;
  gint64           card;
  gint64           time_ms;
  DeckleRating     rating;
  DeckleReviewKind kind;
  gint64           answer_ms;
  int              local_day;
  int              utc_offset_min;
  int              step_left;
  gint64           due_ms;
  double           interval_days;
  gint64           parameters;
  int              confidence;
  gboolean         undone;
} DeckleReview;

#define DECKLE_ANSWER_MS_MAX 60000

G_END_DECLS
