/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/* How early a learning card may come when nothing else is left, in ms. */
#define DECKLE_LEARN_AHEAD_MS (G_GINT64_CONSTANT (20) * 60 * 1000)

/*
 * DeckleQueueEntry:
 * @card: row id of the card
 * @due_ms: when a (re)learning card comes back, ms since the Unix epoch (UTC); 0 for reviews and new cards
 * @answers: how many answers it is expected to take today
 *
 * One card that waits its turn.
 */
typedef struct
{
  gint64 card;
  gint64 due_ms;
  guint  answers;
} DeckleQueueEntry;

/*
 * DeckleQueue:
 *
 * The cards of one sitting, in memory: those given back, (re)learning cards by due moment, and
 * reviews with new cards spread evenly among them. Knows no library and no clock.
 */
typedef struct _DeckleQueue DeckleQueue;

DeckleQueue *deckle_queue_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void         deckle_queue_free         (DeckleQueue            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleQueue, deckle_queue_free)

void         deckle_queue_fill         (DeckleQueue            *self,
                                        const DeckleDueList    *list,
                                        GHashTable             *except,
                                        guint                   learning_steps);
void         deckle_queue_give_back    (DeckleQueue            *self,
                                        const DeckleQueueEntry *entry);
void         deckle_queue_wait         (DeckleQueue            *self,
                                        const DeckleQueueEntry *entry);
gboolean     deckle_queue_remove       (DeckleQueue            *self,
                                        gint64                  card,
                                        DeckleQueueEntry       *entry);
gboolean     deckle_queue_take         (DeckleQueue            *self,
                                        gint64                  now_ms,
                                        DeckleQueueEntry       *entry);
guint        deckle_queue_get_length   (const DeckleQueue      *self);
guint        deckle_queue_get_answers  (const DeckleQueue      *self);
gint64       deckle_queue_get_next_due (const DeckleQueue      *self);

G_END_DECLS
