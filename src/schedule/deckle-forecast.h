/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-habits.h"
#include "schedule/deckle-scheduler.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define DECKLE_FORECAST_MAX_DAYS 3650
#define DECKLE_FORECAST_MAX_RUNS 1000

/**
 * DeckleBacklogOrder:
 * @DECKLE_BACKLOG_ORDER_DUE: the longest overdue first
 * @DECKLE_BACKLOG_ORDER_RECALL: the least likely remembered first
 * @DECKLE_BACKLOG_ORDER_RECALL_HIGH: the most likely remembered first
 * @DECKLE_BACKLOG_ORDER_GAIN: the largest gain of knowledge per minute first
 * @DECKLE_BACKLOG_ORDER_STABILITY: the shortest stability first
 * @DECKLE_BACKLOG_ORDER_RANDOM: shuffled
 *
 * Which reviews come first when a day cannot hold all that are due.
 */
typedef enum
{
  DECKLE_BACKLOG_ORDER_DUE,
  DECKLE_BACKLOG_ORDER_RECALL,
  DECKLE_BACKLOG_ORDER_RECALL_HIGH,
  DECKLE_BACKLOG_ORDER_GAIN,
  DECKLE_BACKLOG_ORDER_STABILITY,
  DECKLE_BACKLOG_ORDER_RANDOM,
} DeckleBacklogOrder;

#define DECKLE_N_BACKLOG_ORDERS 6

/**
 * DeckleForecastCard:
 * @memory: what the model knows; unset for a card never answered
 * @state: where it stands; a card without memory counts as new
 * @step_left: (re)learning steps still to pass
 * @due_in_days: day on which it comes back, counted from today; below 0 when overdue
 * @elapsed_days: days since the last answer
 * @interval_days: the interval chosen then, in days; 0 = elapsed_days + due_in_days
 * @section: any number of its section
 * @weight: how much the card counts in a plan; all 0 is the same as all 1
 * @suspended: whether it is left out of everything
 * @desired_retention: that its intervals always aim at, 0 = at what the day aims at
 * @new_limit: new cards a day that its section brings at most, the same for all its cards; 0 = not limited, n + 1 = n cards
 * @review_limit: reviews a day, likewise
 *
 * One card of a collection, as a library row gives it. New cards come in the order of the list.
 */
typedef struct
{
  DeckleMemory memory;
  DeckleState  state;
  int          step_left;
  int          due_in_days;
  double       elapsed_days;
  double       interval_days;
  int          section;
  double       weight;
  gboolean     suspended;
  double       desired_retention;
  int          new_limit;
  int          review_limit;
} DeckleForecastCard;

/**
 * DeckleForecastInput:
 * @cards: the collection, owned by the caller
 * @n_cards: how many
 * @scheduler: limits, steps, desired retention and model
 * @habits: (nullable): how the learner answers, %NULL for the defaults
 * @today: local day of the first day, days since 1970-01-01, for easy days
 * @n_days: 1 to 3,650; today is the first
 * @n_runs: 1 to 1,000 simulations
 * @seed: of all random numbers: the same seed gives the same forecast
 * @minutes_cap: minutes a day that are never passed; 0 or less = no cap
 * @new_per_day: new cards a day, -1 = the policy's
 * @reviews_per_day: reviews a day, -1 = the policy's
 * @order: which reviews come first when not all fit
 *
 * What a forecast starts from. The collection is only read, from two threads at once. Start from
 * %DECKLE_FORECAST_INPUT_INIT: zeros mean limits of 0.
 */
typedef struct
{
  const DeckleForecastCard *cards;
  guint                     n_cards;
  const DeckleScheduler    *scheduler;
  const DeckleHabits       *habits;
  int                       today;
  int                       n_days;
  guint                     n_runs;
  guint64                   seed;
  double                    minutes_cap;
  int                       new_per_day;
  int                       reviews_per_day;
  DeckleBacklogOrder        order;
} DeckleForecastInput;

#define DECKLE_FORECAST_INPUT_INIT                                                                                     \
  ((DeckleForecastInput){ .n_days = 30, .n_runs = 30, .new_per_day = -1, .reviews_per_day = -1,                        \
                          .order = DECKLE_BACKLOG_ORDER_GAIN })

/**
 * DeckleForecastDay:
 * @reviews: answers on cards in review state, mean over the runs
 * @answers: all answers, steps included
 * @new_cards: cards answered for the first time
 * @minutes: time taken
 * @known: expected knowledge at the end of the day: the sum of retrievability over all cards
 * @waiting: cards that were due and did not fit
 * @reviews_low: 10th percentile over the runs
 * @reviews_high: 90th percentile
 * @minutes_low: 10th percentile
 * @minutes_high: 90th percentile
 * @known_low: 10th percentile
 * @known_high: 90th percentile
 *
 * One day of a forecast.
 */
typedef struct
{
  double reviews;
  double answers;
  double new_cards;
  double minutes;
  double known;
  double waiting;
  double reviews_low, reviews_high;
  double minutes_low, minutes_high;
  double known_low, known_high;
} DeckleForecastDay;

/* Fills @days (n_days of them). FALSE when cancelled, or when the input makes no sense (no scheduler, no days): @days
 * is then all zero. 0 cards give zeros and TRUE. */
gboolean deckle_forecast_run      (const DeckleForecastInput *input,
                                   DeckleForecastDay         *days,
                                   GCancellable              *cancellable);

/* For each desired retention (0.70 to 0.99; others are clamped, NaN is the policy's): mean minutes a day over the whole
 * forecast and knowledge on its last day, in cards. */
gboolean deckle_forecast_workload (const DeckleForecastInput *input,
                                   const double              *retentions,
                                   guint                      n,
                                   double                    *minutes_a_day,
                                   double                    *known,
                                   GCancellable              *cancellable);

G_END_DECLS
