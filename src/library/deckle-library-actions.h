/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/**
 * DeckleGrade:
 * @card: row id
 * @rating: the answer
 * @outcome: the outcome that was shown under the button; it is stored as it is
 * @time_ms: when it was answered, ms since the Unix epoch (UTC)
 * @answer_ms: time taken in ms; capped at %DECKLE_ANSWER_MS_MAX
 * @confidence: 1 to 3, 0 = not asked
 * @bury: (nullable) (array length=n_bury): row ids of cards that this answer puts off, in the same step; copied
 * @n_bury: how many
 * @bury_until_day: local day that brings them back, days since 1970-01-01
 *
 * One answer.
 */
typedef struct
{
  gint64        card;
  DeckleRating  rating;
  DeckleOutcome outcome;
  gint64        time_ms;
  gint64        answer_ms;
  int           confidence;
  const gint64 *bury;
  gsize         n_bury;
  int           bury_until_day;
} DeckleGrade;

/* One transaction: log row, card row, undo entry. Acknowledged when the callback runs without error. */
void     deckle_library_grade_async         (DeckleLibrary       *self,
                                             const DeckleGrade   *grade,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

void     deckle_library_set_suspended_async (DeckleLibrary       *self,
                                             const gint64        *cards,
                                             gsize                n_cards,
                                             gboolean             suspended,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
/* Hides the cards until @until_day begins; 0 unburies. */
void     deckle_library_bury_async          (DeckleLibrary       *self,
                                             const gint64        *cards,
                                             gsize                n_cards,
                                             int                  until_day,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void     deckle_library_set_flag_async      (DeckleLibrary       *self,
                                             const gint64        *cards,
                                             gsize                n_cards,
                                             int                  flag,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

/**
 * DeckleUndoKind:
 *
 * What a step on the undo stack did. The numbers are stored.
 */
typedef enum
{
  DECKLE_UNDO_GRADE = 0,
  DECKLE_UNDO_SUSPEND = 1,
  DECKLE_UNDO_BURY = 2,
  DECKLE_UNDO_FLAG = 3,
  DECKLE_UNDO_DECK = 4,
  DECKLE_UNDO_POLICY = 5,
  DECKLE_UNDO_PARAMETERS = 6,
  DECKLE_UNDO_NOTE = 7,
  DECKLE_UNDO_RESET = 8,
  DECKLE_UNDO_EDIT = 9,
  DECKLE_UNDO_CREATE = 10,
  DECKLE_UNDO_DELETE = 11,
  DECKLE_UNDO_MOVE = 12,
  DECKLE_UNDO_SECTION = 13,
} DeckleUndoKind;

/**
 * DeckleUndoStep:
 * @kind: what the step did
 * @card: row id of the (first) card concerned, 0 when none
 * @n_cards: how many cards
 * @label: the action as a verb phrase, translated (“Good”, “Suspend”)
 */
typedef struct
{
  DeckleUndoKind kind;
  gint64         card;
  guint          n_cards;
  char          *label;
} DeckleUndoStep;

void     deckle_undo_step_clear             (DeckleUndoStep      *step);

/* Entries of the same queue as the grades. Finish fills @step with what was taken back (or done again). */
void     deckle_library_undo_async          (DeckleLibrary       *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void     deckle_library_redo_async          (DeckleLibrary       *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean deckle_library_undo_finish         (DeckleLibrary       *self,
                                             GAsyncResult        *result,
                                             DeckleUndoStep      *step,
                                             GError             **error);

G_END_DECLS
