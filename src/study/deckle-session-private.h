/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study/deckle-answer-clock.h"
#include "study/deckle-queue.h"
#include "study/deckle-session.h"

G_BEGIN_DECLS

/* What the files of the session share. Nobody else includes this. */

/*
 * DeckleSessionAnswer:
 * @card: row id of the card
 * @answer_ms: time taken, ms
 * @was_review: whether the card was in review state
 * @passed: whether the rating was not Again
 * @gain: how much recall today grew by this answer, 0..1
 * @saved: whether its commit returned
 *
 * One answer of this sitting.
 */
typedef struct
{
  gint64   card;
  gint64   answer_ms;
  gboolean was_review;
  gboolean passed;
  double   gain;
  gboolean saved;
} DeckleSessionAnswer;

typedef enum
{
  DECKLE_SESSION_WRITE_GRADE,
  DECKLE_SESSION_WRITE_HIDE,
  DECKLE_SESSION_WRITE_FLAG,
} DeckleSessionWriteKind;

/*
 * DeckleSessionWrite:
 * @session: (owned): keeps the session until the write has ended
 * @kind: what is written
 * @entry: the card's place in the queue before
 * @outcome: of a grade
 *
 * A write that was handed to the library and has not come back.
 */
typedef struct
{
  DeckleSession          *session;
  DeckleSessionWriteKind  kind;
  DeckleQueueEntry        entry;
  DeckleOutcome           outcome;
} DeckleSessionWrite;

typedef enum
{
  DECKLE_SESSION_INPUT_REVEAL,
  DECKLE_SESSION_INPUT_HIDE,
  DECKLE_SESSION_INPUT_GRADE,
  DECKLE_SESSION_INPUT_SUSPEND,
  DECKLE_SESSION_INPUT_BURY,
  DECKLE_SESSION_INPUT_BURY_RELATED,
  DECKLE_SESSION_INPUT_FLAG,
} DeckleSessionInputKind;

/* Something the learner did while an undo was on its way; it is meant for the card that the undo brings. */
typedef struct
{
  DeckleSessionInputKind kind;
  int                    value;
} DeckleSessionInput;

typedef enum
{
  DECKLE_SESSION_CHANGED,
  DECKLE_SESSION_ANSWER_SHOWN,
  DECKLE_SESSION_GRADED,
  DECKLE_SESSION_FAILED,
  DECKLE_SESSION_UNDONE,
  DECKLE_SESSION_ROLLED_OVER,
  DECKLE_SESSION_LEECH,
  DECKLE_SESSION_NOTICE,
  DECKLE_SESSION_N_SIGNALS
} DeckleSessionSignal;

struct _DeckleSession
{
  GObject             parent_instance;

  DeckleLibrary      *library;      /* (owned) */
  DeckleClock        *clock;        /* (owned) */
  DeckleScope         scope;
  DeckleScheduler     scheduler;    /* in force when the queue was made */
  int                 day;          /* local day of the queue */
  guint               extra_new;    /* asked for beyond today's limit */

  DeckleSessionState  state;
  DeckleQueue        *queue;        /* (owned), without the present card */
  DeckleCardRecord   *record;       /* (owned) (nullable): the present card */
  DeckleQueueEntry    entry;        /* its place in the queue */
  DeckleOutcome       outcomes[DECKLE_N_RATINGS];
  gint64              outcomes_ms;  /* when @outcomes were computed */
  DeckleAnswerClock   answer_clock;

  GHashTable         *seen;         /* (owned) (element-type gint64): row ids of the cards that were shown */
  GArray             *answers;      /* (owned) (element-type DeckleSessionAnswer), in order */
  GArray             *taken_back;   /* (owned) (element-type DeckleSessionAnswer), for redo, last one last */
  gint64              next_due_ms;  /* earliest card outside the queue, 0 if none */
  guint               fresh_beyond;

  GQueue              writes;       /* (element-type DeckleSessionWrite), in order */
  GArray             *failed;       /* (owned) (element-type DeckleQueueEntry), of writes that failed, in order */
  char               *failure;      /* (owned) (nullable): why the first of them failed */
  GQueue              inputs;       /* (element-type DeckleSessionInput) (owned) */
  guint               n_undoing;    /* undo and redo on their way */

  char               *complaint;    /* (owned) (nullable): a sentence for “failed” that waits for the main loop */
  guint               timer_id;
  guint               complaint_id;
  guint               reload_id;
};

void          deckle_session_emit              (DeckleSession          *self,
                                                DeckleSessionSignal     signal,
                                                const char             *sentence);
void          deckle_session_emit_graded       (DeckleSession          *self,
                                                gint64                  card,
                                                DeckleRating            rating);
void          deckle_session_emit_leech        (DeckleSession          *self,
                                                gint64                  card);

/* session-queue: which card is shown */
void          deckle_session_fill              (DeckleSession          *self);
void          deckle_session_advance           (DeckleSession          *self);
void          deckle_session_put_back          (DeckleSession          *self);
gboolean      deckle_session_show              (DeckleSession          *self,
                                                const DeckleQueueEntry *entry);
void          deckle_session_refresh_outcomes  (DeckleSession          *self);
void          deckle_session_check_clock       (DeckleSession          *self);
void          deckle_session_start_timer       (DeckleSession          *self);
void          deckle_session_complain          (DeckleSession          *self,
                                                const char             *sentence);
void          deckle_session_note_due          (DeckleSession          *self,
                                                const DeckleSchedule   *schedule);
void          deckle_session_remake            (DeckleSession          *self);
void          deckle_session_watch_library     (DeckleSession          *self);

/* session-actions: what is done with it */
void          deckle_session_clear_inputs      (DeckleSession          *self);

static inline gboolean
deckle_session_has_card (DeckleSession *self)
{
  return self->state == DECKLE_SESSION_QUESTION || self->state == DECKLE_SESSION_ANSWER;
}

G_END_DECLS
