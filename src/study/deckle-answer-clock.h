/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-clock.h"

G_BEGIN_DECLS

/*
 * DeckleAnswerClock:
 *
 * Measures how long a card has been in front of the learner: a stop watch that pauses while the
 * window is inactive. A plain value of the session.
 */
typedef struct
{
  gint64   collected_ms;
  gint64   since_ms;
  gboolean paused;
} DeckleAnswerClock;

void   deckle_answer_clock_restart    (DeckleAnswerClock       *self,
                                       DeckleClock             *clock);
void   deckle_answer_clock_set_paused (DeckleAnswerClock       *self,
                                       DeckleClock             *clock,
                                       gboolean                 paused);
gint64 deckle_answer_clock_get_ms     (const DeckleAnswerClock *self,
                                       DeckleClock             *clock);

G_END_DECLS
