/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/deckle-types.h"

G_BEGIN_DECLS

/**
 * DeckleHabitKind:
 * @DECKLE_HABIT_LEARN: the first answers on a card
 * @DECKLE_HABIT_REVIEW: answers on a card in review state
 * @DECKLE_HABIT_RELEARN: answers in relearning steps
 *
 * Kinds of answers that take different times.
 */
typedef enum
{
  DECKLE_HABIT_LEARN,
  DECKLE_HABIT_REVIEW,
  DECKLE_HABIT_RELEARN,
} DeckleHabitKind;

#define DECKLE_N_HABIT_KINDS 3
#define DECKLE_HABIT_MAX_S 1200 /* longer answers are not counted */

/**
 * DeckleHabits:
 * @seconds: how long an answer takes, [kind][rating - 1], in s
 * @first_rating: shares of the first answer on a new card, [rating - 1]
 * @success: shares of Hard, Good and Easy when a card was remembered
 * @learn_step: shares of the next answer in learning steps, [rating before - 1][rating - 1]
 * @relearn_step: the same in relearning steps
 *
 * How a learner answers. A plain value; each list of shares adds up to 1.
 */
typedef struct
{
  double seconds[DECKLE_N_HABIT_KINDS][DECKLE_N_RATINGS];
  double first_rating[DECKLE_N_RATINGS];
  double success[DECKLE_N_RATINGS - 1];
  double learn_step[DECKLE_N_RATINGS - 1][DECKLE_N_RATINGS];
  double relearn_step[DECKLE_N_RATINGS - 1][DECKLE_N_RATINGS];
} DeckleHabits;

/**
 * DeckleHabitCounts:
 * @answers: answers counted, [kind][rating - 1]
 * @seconds: what they took together, in s
 * @first_rating: first answers on new cards, [rating - 1]
 * @success: answers Hard, Good and Easy in review state
 * @learn_step: pairs of answers on one day, [rating before - 1][rating - 1]
 * @relearn_step: the same after a lapse
 *
 * What a learner's log says about habits. Whoever counts leaves out answers over %DECKLE_HABIT_MAX_S.
 */
typedef struct
{
  guint  answers[DECKLE_N_HABIT_KINDS][DECKLE_N_RATINGS];
  double seconds[DECKLE_N_HABIT_KINDS][DECKLE_N_RATINGS];
  guint  first_rating[DECKLE_N_RATINGS];
  guint  success[DECKLE_N_RATINGS - 1];
  guint  learn_step[DECKLE_N_RATINGS - 1][DECKLE_N_RATINGS];
  guint  relearn_step[DECKLE_N_RATINGS - 1][DECKLE_N_RATINGS];
} DeckleHabitCounts;

void   deckle_habits_init_default (DeckleHabits            *self);
/* Own counts weigh n/(50+n), the values that are there the rest. */
void   deckle_habits_blend        (DeckleHabits            *self,
                                   const DeckleHabitCounts *own);
/* The longest answer of a kind, in s. */
double deckle_habits_longest      (const DeckleHabits      *self,
                                   DeckleHabitKind          kind);

G_END_DECLS
