/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A run of a simulation from the inside: only the files deckle-simulation-*.c see this. */
#include "schedule/deckle-simulation.h"

G_BEGIN_DECLS

#define DECKLE_RUN_NONE (-1)

/* A card within a run. Days count from today. Each card has luck of its own, so that two runs of one seed with different
 * agendas differ by the agendas, not by luck. */
typedef struct
{
  guint64      random;
  DeckleMemory memory;
  double       last;     /* day of the last answer, below 0 before today */
  double       interval; /* chosen then */
  double       eve_gain; /* kept for the sweep, NaN until computed */
  int          eve;      /* the day it holds for */
  int          since;    /* first day whose knowledge is not yet counted */
  int          due;
  int          previous; /* in the bucket of its due day */
  int          next;
  guint8       state;
  guint8       step_left;
  guint8       rating;   /* the last answer, for the steps */
  guint8       suspended;
} DeckleRunCard;

typedef struct
{
  const DeckleSimulation *setup;
  const DeckleAgendaDay  *agenda; /* of the day */
  DeckleSimulatedDay     *days;
  guint64                 random;
  DeckleRunCard          *cards;
  int                    *buckets; /* first card due on each day, DECKLE_RUN_NONE */
  int                    *due_counts; /* cards due on each day, some days beyond the last one too */
  gboolean                is_balanced; /* by load or easy days */
  DeckleLoad              load;        /* scratch */
  DeckleOrderEntry       *entries; /* scratch */
  int                    *fresh;   /* cards never answered */
  int                     n_fresh;
  int                     next_fresh;
  gboolean                is_unweighted;
  int                    *section_of;   /* (nullable): index of the section of each card; NULL without limits of sections */
  guint                   n_sections;
  int                    *new_left;     /* of the day, for each section; G_MAXINT without a limit */
  int                    *reviews_left;
  int                    *new_limits;
  int                    *review_limits;
  int                     day;
  double                  seconds_left;
  double                  longest[DECKLE_N_HABIT_KINDS];
} DeckleRun;

/* Uniform in [0, 1). */
double   deckle_run_draw          (guint64             *random);

/* Retrievability of a card on a day. */
double   deckle_run_recall        (const DeckleRun     *self,
                                   const DeckleRunCard *card,
                                   double               day);
/* Counts the knowledge of a card from the day after the last count until before @until. */
void     deckle_run_count_known   (DeckleRun           *self,
                                   DeckleRunCard       *card,
                                   int                  until);

void     deckle_run_bucket_add    (DeckleRun           *self,
                                   int                  index,
                                   int                  due);
void     deckle_run_bucket_remove (DeckleRun           *self,
                                   int                  index);

/* Limits of sections: nothing is kept where no section has one. */
void     deckle_run_sections_init  (DeckleRun           *self);
void     deckle_run_sections_clear (DeckleRun           *self);
void     deckle_run_sections_begin (DeckleRun           *self);
gboolean deckle_run_may_bring      (const DeckleRun     *self,
                                    int                  index,
                                    gboolean             is_new);
void     deckle_run_count_brought  (DeckleRun           *self,
                                    int                  index,
                                    gboolean             is_new);

/* Answers a card, with its steps of the day. FALSE when there is no time left for it. */
gboolean deckle_run_visit_step    (DeckleRun           *self,
                                   int                  index);
gboolean deckle_run_visit_review  (DeckleRun           *self,
                                   int                  index);
gboolean deckle_run_visit_new     (DeckleRun           *self,
                                   int                  index);

G_END_DECLS
