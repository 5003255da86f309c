/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a plan is found; used by deckle-plan.c only. */
#include "schedule/deckle-plan.h"
#include "schedule/deckle-simulation.h"

G_BEGIN_DECLS

/* The numbers that make a plan. */
typedef struct
{
  int    new_per_day;
  double retention;
  int    sweep_days;
  int    sweep_cards;
} DecklePlanChoice;

/* What one choice leads to, means over runs. */
typedef struct
{
  double ready;
  double weighted;
  double reviews;
  double new_cards;
  double minutes_a_day;
  double minutes_worst; /* the worst day of any run */
  double heaviest_week; /* over the mean week, mean over runs */
} DecklePlanOutcome;

/* What stays the same while plans are compared. */
typedef struct
{
  DeckleForecastInput now;
  DeckleHabits        habits;
  double              minutes_cap;
  double              target;
  int                 days[DECKLE_PLAN_MAX_DATES]; /* interviews, counted from today, ascending, > 0 */
  int                 n_dates;
  guint               n_fresh;
  guint               n_active; /* not suspended */
  GCancellable       *cancellable;
} DecklePlanProblem;

/* Days 0 to n_days - 1; @choice NULL = the settings as they are. */
DeckleAgendaDay *deckle_plan_agenda      (const DecklePlanProblem  *self,
                                          const DecklePlanChoice   *choice,
                                          int                       n_days) G_GNUC_WARN_UNUSED_RESULT;

/* A simulation of @agenda, which must live as long. */
DeckleSimulation deckle_plan_simulation  (const DecklePlanProblem  *self,
                                          const DecklePlanChoice   *choice,
                                          const DeckleAgendaDay    *agenda,
                                          int                       n_days);

/* Simulates @n_runs learners until the last of @n_dates interviews. @ready: readiness at each, (nullable).
 * @draws: (nullable): n_runs × n_draws shares of correct answers at the first. */
gboolean         deckle_plan_try         (const DecklePlanProblem  *self,
                                          const DecklePlanChoice   *choice,
                                          guint                     n_runs,
                                          int                       n_dates,
                                          DecklePlanOutcome        *outcome,
                                          double                   *ready,
                                          double                   *draws,
                                          guint                     n_draws);

gboolean         deckle_plan_search      (const DecklePlanProblem  *self,
                                          DecklePlanChoice         *best);

G_END_DECLS
