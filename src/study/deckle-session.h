/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-actions.h"

G_BEGIN_DECLS

/**
 * DeckleSessionState:
 * @DECKLE_SESSION_QUESTION: a card is shown, its answer is not
 * @DECKLE_SESSION_ANSWER: the answer is shown
 * @DECKLE_SESSION_DONE: cards were answered and nothing is left now
 * @DECKLE_SESSION_NOTHING_DUE: nothing was due from the start
 * @DECKLE_SESSION_EMPTY: the scope has no cards
 */
typedef enum
{
  DECKLE_SESSION_QUESTION,
  DECKLE_SESSION_ANSWER,
  DECKLE_SESSION_DONE,
  DECKLE_SESSION_NOTHING_DUE,
  DECKLE_SESSION_EMPTY,
} DeckleSessionState;

/**
 * DeckleSessionSummary:
 * @answers: answers given in this sitting, undone ones not counted
 * @cards: different cards among them
 * @answer_ms: time spent answering, ms
 * @first_reviews: review-state cards answered (first answer each)
 * @first_passed: of these, not Again
 * @readiness_before: readiness of the scope when the sitting began, 0..1
 * @readiness_after: now
 * @readiness_known: whether these two were computed; of a large library they come from deckle_session_readiness_async()
 * @due_tomorrow: cards that come back tomorrow
 * @next_due_ms: when the next card comes, ms since the Unix epoch (UTC), 0 if never
 * @fresh_beyond: new cards left beyond the day's limit
 */
typedef struct
{
  guint  answers;
  guint  cards;
  gint64 answer_ms;
  guint  first_reviews;
  guint  first_passed;
  double readiness_before;
  double readiness_after;
  gboolean readiness_known;
  guint  due_tomorrow;
  gint64 next_due_ms;
  guint  fresh_beyond;
} DeckleSessionSummary;

/**
 * DeckleSession:
 *
 * One sitting over a scope: queue, reveal, grade, undo. Main thread only.
 *
 * Signals: “changed” (state, card, position or total differ: repaint), “answer-shown” , “graded” (gint64 card, int rating:
 * the moment a grade is given, before its commit), “failed” (string: one sentence why a write failed; the cards came back
 * in their order), “undone” (string: sentence for a toast or announcement, for example “Took back Good”),
 * “rolled-over” (a new day began; the queue was made anew), “leech” (gint64 card), “notice” (string: one sentence that is
 * no failure, for example that a card vanished or that nothing is left to undo).
 *
 * The next card is shown at once, its grade is acknowledged when the library says so.
 */
#define DECKLE_TYPE_SESSION (deckle_session_get_type ())
G_DECLARE_FINAL_TYPE (DeckleSession, deckle_session, DECKLE, SESSION, GObject)

DeckleSession          *deckle_session_new          (DeckleLibrary        *library,
                                                     DeckleScope           scope) G_GNUC_WARN_UNUSED_RESULT;

DeckleScope             deckle_session_get_scope    (DeckleSession        *self);
DeckleSessionState      deckle_session_get_state    (DeckleSession        *self);
/* (transfer none) (nullable): NULL unless in QUESTION or ANSWER */
const DeckleCardRecord *deckle_session_get_record   (DeckleSession        *self);
/* What each rating would do, valid in QUESTION and ANSWER; outcomes[rating - 1] */
const DeckleOutcome    *deckle_session_get_outcomes (DeckleSession        *self);
/* 1-based number of the present card and how many there are today as far as is known */
guint                   deckle_session_get_position (DeckleSession        *self);
guint                   deckle_session_get_total    (DeckleSession        *self);
/* Share of the sitting that lies behind, 0..1, for a progress bar: new cards count with all the answers that they take */
double                  deckle_session_get_fraction (DeckleSession        *self);
void                    deckle_session_get_summary  (DeckleSession        *self,
                                                     DeckleSessionSummary *summary);
/* Before and after the sitting, on a worker */
void                    deckle_session_readiness_async  (DeckleSession       *self,
                                                         GCancellable        *cancellable,
                                                         GAsyncReadyCallback  callback,
                                                         gpointer             user_data);
gboolean                deckle_session_readiness_finish (DeckleSession       *self,
                                                         GAsyncResult        *result,
                                                         double              *before,
                                                         double              *after,
                                                         GError             **error);

void                    deckle_session_reveal       (DeckleSession        *self);
/* Back to the question without an answer (F) */
void                    deckle_session_hide         (DeckleSession        *self);
/* Ignored unless in ANSWER */
void                    deckle_session_grade        (DeckleSession        *self,
                                                     DeckleRating          rating);
void                    deckle_session_suspend      (DeckleSession        *self);
void                    deckle_session_bury         (DeckleSession        *self);
/* 0 none, 1 to 4; the same flag again takes it off */
/* Hides the cards related to the present one until tomorrow. */
void                    deckle_session_bury_related (DeckleSession       *self);
void                    deckle_session_flag         (DeckleSession        *self,
                                                     int                   flag);
void                    deckle_session_undo         (DeckleSession        *self);
void                    deckle_session_redo         (DeckleSession        *self);
/* “Study More”: so many further new cards today */
void                    deckle_session_add_new      (DeckleSession        *self,
                                                     guint                 n_cards);
/* Makes the queue anew (another process changed something, settings changed, the scope's deck was switched off) */
void                    deckle_session_reload       (DeckleSession        *self);
/* The answer clock stops while the window is inactive */
void                    deckle_session_set_active   (DeckleSession        *self,
                                                     gboolean              active);

/* “10 min”, “3 d”, “2 mo”, “1.5 y”: translated, for buttons. @spoken: “10 minutes” for screen readers. */
char                   *deckle_format_interval      (double                days,
                                                     gboolean              spoken) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
