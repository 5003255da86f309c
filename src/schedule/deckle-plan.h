/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-forecast.h"

G_BEGIN_DECLS

#define DECKLE_PLAN_MAX_DATES 8
#define DECKLE_PLAN_MAX_DAYS 365 /* interviews further away change nothing yet */
#define DECKLE_PLAN_TARGET 0.98

/**
 * DecklePlanStatus:
 * @DECKLE_PLAN_OK: there is a plan
 * @DECKLE_PLAN_NO_DATE: no date from today on: normal scheduling
 * @DECKLE_PLAN_TODAY: the interview is today: normal scheduling from now on
 * @DECKLE_PLAN_FAR: the interview is over a year away: normal scheduling until then
 * @DECKLE_PLAN_NO_CARDS: there is nothing to plan for
 * @DECKLE_PLAN_NO_TIME: the minutes a day are less than one answer takes
 *
 * What came of planning.
 */
typedef enum
{
  DECKLE_PLAN_OK,
  DECKLE_PLAN_NO_DATE,
  DECKLE_PLAN_TODAY,
  DECKLE_PLAN_FAR,
  DECKLE_PLAN_NO_CARDS,
  DECKLE_PLAN_NO_TIME,
} DecklePlanStatus;

/**
 * DecklePlanSettings:
 * @today: local day, days since 1970-01-01
 * @dates: local days of the interviews, in any order; those in the past are passed over
 * @n_dates: how many
 * @minutes_a_day: most minutes a day; 0, less or not a number = no limit
 * @target: readiness that is enough, 0 to 1; 0 = 0.98. More is never planned for, less where it costs too much
 * @n_interviews: simulated interviews for the band; 0 = 200
 *
 * What the learner wants. The weights of sections come with the cards.
 */
typedef struct
{
  int    today;
  int    dates[DECKLE_PLAN_MAX_DATES];
  int    n_dates;
  double minutes_a_day;
  double target;
  guint  n_interviews;
} DecklePlanSettings;

/**
 * DecklePlan:
 * @status: what came of it
 * @date: local day of the next interview, 0 without one
 * @days_left: days until then; -1 without one
 * @new_per_day: new cards a day
 * @new_days: days until all new cards are seen at that pace
 * @desired_retention: for the intervals until the sweep; the policy's without a plan
 * @sweep_days: the last days before the interview, on which cards are reviewed by what that adds on the day; 0 for none
 * @sweep_cards: reviews on each of them
 * @reviews: reviews from today until the interview
 * @new_cards: new cards until then
 * @minutes_a_day: mean
 * @minutes_worst: the heaviest day of all simulations
 * @heaviest_week: reviews of the heaviest seven days in a row over those of a mean week
 * @ready_today: mean R over cards that are not suspended, today
 * @ready_now: the same on the date without another answer
 * @ready_on_plan: the same with the plan followed
 * @ready_low: 10th percentile of the share of correct answers over simulated interviews
 * @ready_high: 90th percentile
 * @ready_without: readiness on the date with the settings as they are
 * @reviews_without: reviews until then with the settings as they are
 * @minutes_without: minutes a day with the settings as they are
 * @n_dates: interviews from tomorrow on
 * @dates: their local days, in order
 * @ready_dates: readiness on each of them, when each is planned for like the first
 *
 * A plan for the next interview and what it promises. A plain value. Readiness is 0 to 1.
 */
typedef struct
{
  DecklePlanStatus status;
  int              date;
  int              days_left;
  int              new_per_day;
  int              new_days;
  double           desired_retention;
  int              sweep_days;
  int              sweep_cards;
  double           reviews;
  double           new_cards;
  double           minutes_a_day;
  double           minutes_worst;
  double           heaviest_week;
  double           ready_today;
  double           ready_now;
  double           ready_on_plan;
  double           ready_low;
  double           ready_high;
  double           ready_without;
  double           reviews_without;
  double           minutes_without;
  int              n_dates;
  int              dates[DECKLE_PLAN_MAX_DATES];
  double           ready_dates[DECKLE_PLAN_MAX_DATES];
} DecklePlan;

/**
 * DecklePlanDay:
 * @ready: readiness in the morning with the plan followed
 * @ready_low: 10th percentile of the share of correct answers in an interview on this morning
 * @ready_high: 90th percentile
 * @ready_stopped: readiness when nothing more is studied
 * @reviews: reviews of the day
 * @new_cards: new cards of the day
 * @minutes: minutes of the day
 *
 * One day of a plan, from today on.
 */
typedef struct
{
  double ready;
  double ready_low;
  double ready_high;
  double ready_stopped;
  double reviews;
  double new_cards;
  double minutes;
} DecklePlanDay;

/* FALSE when cancelled or without a scheduler; @plan then has normal scheduling. Blocks for some 100 ms. */
gboolean deckle_plan_make               (const DeckleForecastInput *now,
                                         const DecklePlanSettings  *settings,
                                         DecklePlan                *plan,
                                         GCancellable              *cancellable);

/* Fills days_left + 1 days: from this morning to the morning of the interview. FALSE when cancelled or without a plan. */
gboolean deckle_plan_days               (const DeckleForecastInput *now,
                                         const DecklePlanSettings  *settings,
                                         const DecklePlan          *plan,
                                         DecklePlanDay             *days,
                                         GCancellable              *cancellable);

/* Whether @today (a local day) lies in the sweep. */
gboolean deckle_plan_is_sweep           (const DecklePlan          *plan,
                                         int                        today);

/* Expected gain in R on a day @days_until days away by answering now, per second; @habits NULL = defaults. */
double   deckle_plan_gain               (const DeckleScheduler     *scheduler,
                                         const DeckleHabits        *habits,
                                         const DeckleMemory        *memory,
                                         double                     elapsed_days,
                                         double                     days_until);

/* Whether a due card may be left for the sweep: it is then still above the plan's retention. */
gboolean deckle_plan_may_wait           (const DecklePlan          *plan,
                                         const DeckleFsrs          *model,
                                         const DeckleMemory        *memory,
                                         double                     elapsed_days,
                                         int                        today);

/* Today's reviews under @plan, in order, as indices into @now's cards (room for n_cards). Returns how many. */
guint    deckle_plan_order              (const DeckleForecastInput *now,
                                         const DecklePlan          *plan,
                                         int                        today,
                                         guint                     *indices);

/* A sentence for a status without a plan, NULL for OK. */
const char *deckle_plan_status_to_text  (DecklePlanStatus           status);

G_END_DECLS
