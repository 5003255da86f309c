/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * One simulated learner, day by day. Used inside schedule/ only: forecast, plan and backlog say what each day allows
 * (an agenda) and read what happened.
 */
#include "schedule/deckle-forecast.h"

G_BEGIN_DECLS

/* What one day allows. */
typedef struct
{
  double             retention;    /* for the intervals chosen on this day */
  double             minutes_cap;  /* 0 = none */
  int                new_limit;
  int                review_limit;
  DeckleBacklogOrder order;
  gboolean           new_first;    /* new cards before reviews */
  int                interview_in; /* days until the interview, 0 = none */
  int                sweep_cards;  /* > 0: so many cards for the interview, due or not */
  int                sweep_in;     /* days until the sweep, 0 = none */
} DeckleAgendaDay;

/* What happened on one day. */
typedef struct
{
  double reviews;
  double answers;
  double new_cards;
  double minutes;
  double known;
  double waiting;
} DeckleSimulatedDay;

/* What would happen in an interview in the morning of one day. */
typedef struct
{
  int     day;      /* in: 0 to n_days */
  guint   n_draws;  /* in */
  double *draws;    /* (out) (nullable): share of correct answers, n_draws of them */
  double  ready;    /* out: mean R of cards that are not suspended */
  double  weighted; /* out: the same by weight */
} DeckleSimulatedInterview;

typedef struct
{
  const DeckleForecastCard *cards;
  guint                     n_cards;
  const DeckleScheduler    *scheduler;
  const DeckleHabits       *habits;
  const DeckleAgendaDay    *agenda; /* n_days */
  int                       n_days;
  int                       today;     /* local day of the first day, for easy days */
  gboolean                  by_weight; /* new cards of a high weight first */
} DeckleSimulation;

/* FALSE when cancelled. @days: n_days. Any thread. */
gboolean deckle_simulation_run  (const DeckleSimulation   *self,
                                 guint64                   seed,
                                 DeckleSimulatedDay       *days,
                                 DeckleSimulatedInterview *interviews,
                                 guint                     n_interviews,
                                 GCancellable             *cancellable);

/* Expected change of R in @days_until days by one answer now, and the seconds that it takes (out). */
double   deckle_simulation_gain  (const DeckleScheduler   *scheduler,
                                  const DeckleHabits      *habits,
                                  const DeckleMemory      *memory,
                                  double                   elapsed_days,
                                  double                   days_until,
                                  double                  *seconds);

/* The same per second, less most of what the same answer would still bring on the eve of the interview. @eve_gain is
 * that: NaN lets it be computed, and it stays the same until the card is answered. */
double   deckle_simulation_urgency (const DeckleScheduler *scheduler,
                                    const DeckleHabits    *habits,
                                    const DeckleMemory    *memory,
                                    double                 elapsed_days,
                                    double                 days_until,
                                    double                *eve_gain);

/* Whether a due card may be left for a sweep in @sweep_in days: it is then still above @retention. */
gboolean deckle_simulation_may_wait (const DeckleFsrs     *model,
                                     const DeckleMemory   *memory,
                                     double                elapsed_days,
                                     int                   sweep_in,
                                     double                retention);

/* Elapsed days after a step on the same day, as the model counts them. */
double   deckle_simulation_step_days (const DeckleFsrs  *model,
                                      double             seconds);

/* A card and what decides its place: the smaller, the earlier; ties by index. */
typedef struct
{
  double key;
  int    index;
} DeckleOrderEntry;

void     deckle_simulation_sort  (DeckleOrderEntry        *entries,
                                  guint                    n);

/* The key of a due card; @random: 0 to 1, for the shuffled order. */
double   deckle_simulation_key   (const DeckleScheduler   *scheduler,
                                  const DeckleHabits      *habits,
                                  DeckleBacklogOrder       order,
                                  const DeckleMemory      *memory,
                                  double                   elapsed_days,
                                  double                   due_in_days,
                                  double                   random);

/* Uniform in [0, 1) from mixed bits. */
double   deckle_simulation_uniform (guint64              bits);

/* The same for every day: what @input and its policy allow. @retention is clamped; not a number counts as 0.90. */
DeckleAgendaDay *deckle_simulation_plain_agenda (const DeckleForecastInput *input,
                                                 double                     retention) G_GNUC_WARN_UNUSED_RESULT;

/* Seed of one of many runs. */
guint64  deckle_simulation_seed (guint64                   seed,
                                 guint                     run);

/* Sorts @values; linear between two of them. 0 for none. */
double   deckle_simulation_percentile (double             *values,
                                       guint               n,
                                       double              share);

/* Makes @n runs on two threads: calls @func (run, data) for each. */
typedef gboolean (*DeckleSimulationFunc) (guint    run,
                                          gpointer data);
gboolean deckle_simulation_each (guint                     n,
                                 DeckleSimulationFunc      func,
                                 gpointer                  data);

G_END_DECLS
