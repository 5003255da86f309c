/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Invented learners, the same on every run, for the tests and the benchmark of the fit. */
#include "schedule/deckle-fit.h"

typedef enum
{
  FIT_LEARNER_DEFAULTS,    /* exactly FSRS-6 with its default parameters */
  FIT_LEARNER_PRIOR,       /* FSRS-6, parameters drawn from the prior */
  FIT_LEARNER_CHANGING,    /* the same, with other parameters from the middle of the log on */
  FIT_LEARNER_GUESSING,    /* the same, with a share of answers that are guessed or slips */
  FIT_LEARNER_EXPONENTIAL, /* no FSRS: memory decays exponentially, each card at its own rate */
  FIT_LEARNER_FSRS7,       /* FSRS-7, parameters drawn around its defaults */
} FitLearnerKind;

typedef struct
{
  const char     *name;
  FitLearnerKind  kind;
  guint           n_reviews; /* about; the log ends with the day */
  guint32         seed;
} FitLearner;

typedef struct
{
  gint64       card;
  gint64       time_ms;
  int          local_day;
  int          elapsed_days; /* since the answer before on the card, 0 for the first */
  DeckleRating rating;
} FitAnswer;

extern const FitLearner fit_learners[];
extern const guint n_fit_learners;

/* (transfer full): FitAnswer in time order. */
GArray       *fit_learner_answers (const FitLearner *learner);
/* (transfer full): the same as a log. */
DeckleFitLog *fit_learner_log     (const FitLearner *learner);
