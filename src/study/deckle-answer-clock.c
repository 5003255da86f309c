/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study"
#include "study/deckle-answer-clock.h"

#include "model/deckle-types.h"

/* A clock that was set back adds nothing. */
static gint64
running_ms (const DeckleAnswerClock *self,
            DeckleClock             *clock)
{
  if (self->paused)
    return 0;
  return MAX (deckle_clock_now_ms (clock) - self->since_ms, 0);
}

/*
 * deckle_answer_clock_restart:
 * @self: a stop watch
 * @clock: where the time comes from
 *
 * Begins anew at 0; a paused watch stays paused.
 */
void
deckle_answer_clock_restart (DeckleAnswerClock *self,
                             DeckleClock       *clock)
{
  self->collected_ms = 0;
  self->since_ms = deckle_clock_now_ms (clock);
}

/*
 * deckle_answer_clock_set_paused:
 * @self: a stop watch
 * @clock: where the time comes from
 * @paused: whether it stands still
 *
 * Stops the watch or lets it go on.
 */
void
deckle_answer_clock_set_paused (DeckleAnswerClock *self,
                                DeckleClock       *clock,
                                gboolean           paused)
{
  if (self->paused == paused)
    return;

  self->collected_ms += running_ms (self, clock);
  self->since_ms = deckle_clock_now_ms (clock);
  self->paused = paused;
}

/*
 * deckle_answer_clock_get_ms:
 * @self: a stop watch
 * @clock: where the time comes from
 *
 * Returns: the time since the restart without the pauses, in ms, 0 to %DECKLE_ANSWER_MS_MAX
 */
gint64
deckle_answer_clock_get_ms (const DeckleAnswerClock *self,
                            DeckleClock             *clock)
{
  return CLAMP (self->collected_ms + running_ms (self, clock), 0, DECKLE_ANSWER_MS_MAX);
}
