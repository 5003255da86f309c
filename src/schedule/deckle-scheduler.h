/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-balance.h"
#include "schedule/deckle-clock.h"
#include "schedule/deckle-fsrs.h"
#include "schedule/deckle-policy.h"

G_BEGIN_DECLS

/**
 * DeckleOutcome:
 * @after: the schedule after this rating
 * @kind: the kind that the log row gets
 * @leech: whether this lapse reached the leech threshold
 *
 * What one rating would do. The intervals shown are the ones stored: a grade hands over the outcome that was shown.
 */
typedef struct
{
  DeckleSchedule   after;
  DeckleReviewKind kind;
  gboolean         leech;
} DeckleOutcome;

/* A scheduler is a plain value too: policy + model. */
typedef struct
{
  DecklePolicy policy;
  DeckleFsrs   model;
} DeckleScheduler;

/* Computes what each rating would do to @before at @now_ms. outcomes[rating - 1]. @seed: stable per card (see
 * deckle_scheduler_seed); fuzz depends on (seed, reps) only, so previews, grades and undo agree. Pure but for @clock,
 * which is asked about days only. */
void     deckle_scheduler_preview   (const DeckleScheduler *self,
                                     DeckleClock           *clock,
                                     const DeckleSchedule  *before,
                                     guint64                seed,
                                     gint64                 now_ms,
                                     DeckleOutcome          outcomes[DECKLE_N_RATINGS]);

/* The same by the load of the coming days and easy days where the policy wants that; @load NULL = plain fuzz. */
void     deckle_scheduler_preview_balanced (const DeckleScheduler *self,
                                            DeckleClock           *clock,
                                            const DeckleSchedule  *before,
                                            guint64                seed,
                                            gint64                 now_ms,
                                            const DeckleLoad      *load,
                                            DeckleOutcome          outcomes[DECKLE_N_RATINGS]);

/* Replays one row of the log on @schedule, as deckle doctor does: memory from today's parameters; state, step, due and
 * interval from the row itself. Rows that do not count (undone, practice, mock) are ignored. */
void     deckle_scheduler_replay    (const DeckleScheduler *self,
                                     DeckleSchedule        *schedule,
                                     const DeckleReview    *review);

/* Stable 64-bit seed of a card from its deck and card id. */
guint64  deckle_scheduler_seed      (const char            *deck_id,
                                     const char            *card_id);

/* R of a card now (whole days by the stored last day); 0 for a card without memory. */
double   deckle_scheduler_recall    (const DeckleScheduler *self,
                                     const DeckleSchedule  *schedule,
                                     int                    today);

/* The last local day on which the card still counts as known (R ≥ desired retention − 0.10); -1 without memory. */
int      deckle_scheduler_known_until (const DeckleScheduler *self,
                                       const DeckleSchedule  *schedule);

G_END_DECLS
