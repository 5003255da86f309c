/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-clock.h"
#include "schedule/deckle-fsrs.h"

G_BEGIN_DECLS

#define DECKLE_MAX_STEPS 10

/**
 * DeckleNewOrder:
 * @DECKLE_NEW_ORDER_NUMBER: in order of number
 * @DECKLE_NEW_ORDER_SHUFFLED: shuffled, the same all day
 * @DECKLE_NEW_ORDER_BASIC_FIRST: by level, then number
 *
 * In which order new cards are introduced. The numbers are stored.
 */
typedef enum
{
  DECKLE_NEW_ORDER_NUMBER = 0,
  DECKLE_NEW_ORDER_SHUFFLED = 1,
  DECKLE_NEW_ORDER_BASIC_FIRST = 2,
} DeckleNewOrder;

/**
 * DecklePolicy:
 * @new_per_day: new cards a day
 * @reviews_per_day: review cards a day
 * @desired_retention: 0.70 to 0.99
 * @learning_steps_s: learning steps, in seconds
 * @n_learning_steps: how many
 * @relearning_steps_s: relearning steps, in seconds
 * @n_relearning_steps: how many
 * @rollover_hour: local hour at which a day begins, 0 to 23
 * @max_interval_days: longest interval
 * @new_order: see [enum@NewOrder]
 * @leech_threshold: lapses until a card counts as a leech
 * @fuzz: whether intervals are spread
 *
 * The settings that decide when a card comes. The library stores them. A plain value.
 */
typedef struct
{
  int            new_per_day;
  int            reviews_per_day;
  double         desired_retention;
  gint64         learning_steps_s[DECKLE_MAX_STEPS];
  int            n_learning_steps;
  gint64         relearning_steps_s[DECKLE_MAX_STEPS];
  int            n_relearning_steps;
  int            rollover_hour;
  int            max_interval_days;
  DeckleNewOrder new_order;
  int            leech_threshold;
  gboolean       fuzz;
} DecklePolicy;

/* 20 new, 200 reviews, 0.90, 1m 10m / 10m, 04:00, 36500 days, by number, 8 lapses, fuzz on. */
void     deckle_policy_init_default (DecklePolicy        *policy);
/* Puts every value into its range. Returns whether anything changed. */
gboolean deckle_policy_clamp        (DecklePolicy        *policy);
gboolean deckle_policy_equal        (const DecklePolicy  *a,
                                     const DecklePolicy  *b);

/* "1m 10m", "30s", "1h", "1d" ⇄ seconds. FALSE with a sentence when @text is not a list of steps. */
gboolean deckle_steps_parse         (const char          *text,
                                     gint64              *steps_s,
                                     int                 *n_steps,
                                     GError             **error);
char    *deckle_steps_format        (const gint64        *steps_s,
                                     int                  n_steps) G_GNUC_WARN_UNUSED_RESULT;

/**
 * DeckleOutcome:
 * @after: the schedule after this rating
 * @kind: the kind that the log row gets
 * @memory: in @after
 *
 * What one rating would do. The intervals shown are the ones stored: a grade hands over the outcome that was shown.
 */
typedef struct
{
  DeckleSchedule   after;
  DeckleReviewKind kind;
  gboolean         leech;   /* the lapse reached the leech threshold */
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

/* The last local day on which the card still counts as known (R ≥ desired retention − 0.10). */
int      deckle_scheduler_known_until (const DeckleScheduler *self,
                                       const DeckleSchedule  *schedule);

G_END_DECLS
