/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "schedule/deckle-fsrs.h"

G_BEGIN_DECLS

/**
 * DeckleFitLog:
 *
 * The answers that a memory model is fitted to. Made of a review log, then only read. A log belongs to one thread at a
 * time; the functions below that take one may block for seconds and may be called from any thread.
 */
typedef struct _DeckleFitLog DeckleFitLog;

DeckleFitLog *deckle_fit_log_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void          deckle_fit_log_free        (DeckleFitLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleFitLog, deckle_fit_log_free)

/* The rows of one card in the order of its answers, cards in any order. DECKLE_RATING_NONE is left out. */
void          deckle_fit_log_add         (DeckleFitLog *self,
                                          gint64        card,
                                          gint64        time_ms,
                                          int           local_day,
                                          DeckleRating  rating);
/* A reset: drops what was added of @card so far. */
void          deckle_fit_log_forget      (DeckleFitLog *self,
                                          gint64        card);
/* Answers to predict: those at least one local day after the answer before. */
guint         deckle_fit_log_get_n_items (DeckleFitLog *self);

/**
 * DeckleFitMetrics:
 * @n: predicted answers
 * @log_loss: mean cross-entropy, in nats
 * @rmse_bins: root of the mean squared difference between predicted and actual recall per bin of similar histories
 * @auc: area under the ROC curve, 0.5 when there is nothing to tell apart
 * @constant_log_loss: log loss of the learner's mean recall as the only prediction
 *
 * How well a model predicts.
 */
typedef struct
{
  guint  n;
  double log_loss;
  double rmse_bins;
  double auc;
  double constant_log_loss;
} DeckleFitMetrics;

#define DECKLE_FIT_N_BINS 20

/**
 * DeckleFitBin:
 * @predicted: mean predicted recall
 * @actual: share of answers that were remembered
 * @n: answers in the bin; with 0 the others are 0
 *
 * One row of a calibration table.
 */
typedef struct
{
  double predicted;
  double actual;
  guint  n;
} DeckleFitBin;

/* FALSE without an answer to predict. */
gboolean      deckle_fit_evaluate        (DeckleFitLog     *log,
                                          const DeckleFsrs *model,
                                          DeckleFitMetrics *metrics);
/* @bins holds DECKLE_FIT_N_BINS of equal width, by predicted recall from 0 to 1. */
gboolean      deckle_fit_calibrate       (DeckleFitLog     *log,
                                          const DeckleFsrs *model,
                                          DeckleFitBin     *bins);

/**
 * DeckleFitReason:
 * @DECKLE_FIT_TOO_FEW: the log is too short to say anything
 * @DECKLE_FIT_NO_BETTER: held-out answers were not predicted better
 * @DECKLE_FIT_BETTER: the new parameters predict better
 * @DECKLE_FIT_CANCELLED: it was cancelled
 *
 * Why a fit was accepted or not.
 */
typedef enum
{
  DECKLE_FIT_TOO_FEW,
  DECKLE_FIT_NO_BETTER,
  DECKLE_FIT_BETTER,
  DECKLE_FIT_CANCELLED,
} DeckleFitReason;

/**
 * DeckleFitChoice:
 * @model: what to use from now on
 * @accepted: whether @model differs from what was in use
 * @reason: why
 * @n_items: answers that could be predicted
 * @old_loss: log loss of what was in use, over held-out answers; 0 when none were held out
 * @new_loss: the same of the best new fit
 * @metrics: of @model over the whole log
 *
 * The result of a fit.
 */
typedef struct
{
  DeckleFsrs       model;
  gboolean         accepted;
  DeckleFitReason  reason;
  guint            n_items;
  double           old_loss;
  double           new_loss;
  DeckleFitMetrics metrics;
} DeckleFitChoice;

gboolean      deckle_fit_choose          (DeckleFitLog     *log,
                                          const DeckleFsrs *current,
                                          int               n_relearning_steps,
                                          GCancellable     *cancellable,
                                          DeckleFitChoice  *choice,
                                          GError          **error);

G_END_DECLS
