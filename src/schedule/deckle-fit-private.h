/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the fit, its tests and its benchmark share. */
#include "schedule/deckle-fit.h"

G_BEGIN_DECLS

#define DECKLE_FIT_NO_RANK G_MAXUINT32
#define DECKLE_FIT_N_FOLDS 5

/* Parameters rounded up to whole vectors of four. */
#define DECKLE_FIT_WIDTH 36

/**
 * DeckleFitData:
 * @n_cards: cards
 * @n_reviews: answers
 * @n_items: answers to predict
 * @start: (array length=n_cards): index of the first answer of a card, and one more: @n_reviews
 * @rating: (array length=n_reviews): 1 to 4
 * @days: (array length=n_reviews): whole days since the answer before; 0 for the first
 * @elapsed: (array length=n_reviews): days since the answer before, with their fraction
 * @rank: (array length=n_reviews): place of an answer to predict in time order, or %DECKLE_FIT_NO_RANK
 * @order: (array length=n_items): the answer of each place
 *
 * A log as arrays, grouped by card.
 */
typedef struct
{
  guint    n_cards;
  guint    n_reviews;
  guint    n_items;
  guint32 *start;
  guint8  *rating;
  float   *days;
  float   *elapsed;
  guint32 *rank;
  guint32 *order;
} DeckleFitData;

/* Valid until the log is changed or freed. */
const DeckleFitData *deckle_fit_log_get_data (DeckleFitLog *self);

/* Metrics of @predicted[@from] to below @predicted[@to]. */
gboolean deckle_fit_measure (const DeckleFitData *data,
                             const double        *predicted,
                             guint                from,
                             guint                to,
                             DeckleFitMetrics    *metrics);

/**
 * DeckleFitGroup:
 * @rating: first answer of the cards
 * @days: whole days until the first answer to predict
 * @n: cards
 * @recalled: those whose answer was remembered then
 *
 * Cards that were first asked alike.
 */
typedef struct
{
  guint rating;
  guint days;
  guint n;
  guint recalled;
} DeckleFitGroup;

/**
 * DeckleFitTask:
 * @data: the log
 * @n_train: places below this one are used
 * @weight: (array length=n_reviews): weight of each answer in the sum, 0 where nothing is predicted
 * @end: (array length=n_cards): where the used answers of a card end
 * @chunk: (array length=n_chunks): first card of each part that is walked at a time, and one more: @n_cards
 * @n_chunks: how many parts
 * @n_used: answers with a weight
 * @n_later: those of them that are not the first of their card to be predicted
 * @groups: the first intervals that are no outliers
 *
 * The part of a log that one fit learns from.
 */
typedef struct
{
  const DeckleFitData *data;
  guint                n_train;
  float               *weight;
  guint32             *end;
  guint32             *chunk;
  guint                n_chunks;
  guint                n_used;
  guint                n_later;
  GArray              *groups;
} DeckleFitTask;

void deckle_fit_task_init  (DeckleFitTask       *self,
                            const DeckleFitData *data,
                            guint                n_train);
void deckle_fit_task_clear (DeckleFitTask       *self);

/**
 * DeckleFitSums:
 * @loss: weighted cross-entropy
 * @gradient: its derivatives
 * @hessian: its expected second derivatives; only the blocks of four on and above the diagonal are filled by a pass
 */
typedef struct
{
  double loss;
  double gradient[DECKLE_FIT_WIDTH];
  double hessian[DECKLE_FIT_WIDTH][DECKLE_FIT_WIDTH];
} DeckleFitSums;

/* Adds the cards @from to below @to of a task to @sums. */
typedef void (*DeckleFitPass) (const DeckleFitTask *task,
                               const double        *w,
                               guint                from,
                               guint                to,
                               DeckleFitSums       *sums);
void deckle_fit_pass6 (const DeckleFitTask *task,
                       const double        *w,
                       guint                from,
                       guint                to,
                       DeckleFitSums       *sums);
void deckle_fit_pass7 (const DeckleFitTask *task,
                       const double        *w,
                       guint                from,
                       guint                to,
                       DeckleFitSums       *sums);

/* Replaces w0 to w3 of @w by the initial stabilities that the first intervals of a task show. */
void deckle_fit_initial_stability (const DeckleFitTask *task,
                                   const DeckleFsrs    *defaults,
                                   double              *w);
/* Again ≤ Hard ≤ Good ≤ Easy; of two in disorder the one with more cards behind it stays. One without any cards follows
 * from the others. */
void deckle_fit_repair_stability  (const DeckleFitTask *task,
                                   const DeckleFsrs    *defaults,
                                   double              *w);

typedef struct _DeckleFitPool DeckleFitPool;

DeckleFitPool *deckle_fit_pool_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void           deckle_fit_pool_free (DeckleFitPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleFitPool, deckle_fit_pool_free)

/* Runs @job on 0 to below @n_jobs, in no order, on every processor; returns when all have ended. */
typedef void (*DeckleFitJob) (gpointer data,
                              guint    job);
void deckle_fit_pool_run (DeckleFitPool *self,
                          DeckleFitJob   job,
                          gpointer       data,
                          guint          n_jobs);

/* Predicted recall of the answers in places @from to below @to, into @predicted[place]. */
void deckle_fit_predict  (const DeckleFitData *data,
                          DeckleFitPool       *pool,
                          const DeckleFsrs    *model,
                          guint                from,
                          guint                to,
                          double              *predicted);

/* Parameters of @version learned from the answers of a task, by maximum a posteriori from @start (nullable). */
gboolean deckle_fit_solve (DeckleFitPool       *pool,
                           const DeckleFitTask *task,
                           int                  version,
                           int                  n_relearning_steps,
                           const double        *start,
                           GCancellable        *cancellable,
                           double              *w);

/* Fits to a part of a log, decides and leaves the metrics out. */
gboolean deckle_fit_choose_within (const DeckleFitData *data,
                                   guint                n_train,
                                   int                  version,
                                   const DeckleFsrs    *current,
                                   int                  n_relearning_steps,
                                   GCancellable        *cancellable,
                                   DeckleFitChoice     *choice);

G_END_DECLS
