/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleCardStanding:
 * @card: row id
 * @section: row id
 * @schedule: where the card stands
 *
 * What a forecast needs of one card.
 */
typedef struct
{
  gint64         card;
  gint64         section;
  DeckleSchedule schedule;
} DeckleCardStanding;

/**
 * DeckleAnswerTotals:
 * @first: first answers of new cards, by rating - 1
 * @answers: answers by where the card stood (0 learning, 1 review, 2 relearning) and rating - 1
 * @seconds: the time that these took together, in s
 *
 * How the learner answers, summed up.
 */
typedef struct
{
  guint  first[DECKLE_N_RATINGS];
  guint  answers[3][DECKLE_N_RATINGS];
  double seconds[3][DECKLE_N_RATINGS];
} DeckleAnswerTotals;

/* Called for each row that counts for memory. */
typedef void (*DeckleHistoryFunc) (const DeckleReview *review,
                                   gpointer            user_data);

GArray   *deckle_library_list_standings   (DeckleLibrary       *self,
                                           DeckleScope          scope,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  deckle_library_sum_answers      (DeckleLibrary       *self,
                                           DeckleAnswerTotals  *totals,
                                           GError             **error);
gboolean  deckle_library_read_history     (DeckleLibrary       *self,
                                           DeckleHistoryFunc    func,
                                           gpointer             user_data,
                                           GCancellable        *cancellable,
                                           GError             **error);

G_END_DECLS
