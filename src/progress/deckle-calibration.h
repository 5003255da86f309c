/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-fit.h"

G_BEGIN_DECLS

/**
 * DeckleCalibration:
 * @version: of the model in force, 6 or 7
 * @model: how well the parameters in force predict all answers
 * @defaults: the same of FSRS-6 with its default parameters
 * @predicted: mean predicted recall, 0..1; 0 without an answer
 * @actual: share of answers that were remembered, 0..1
 * @bins: predicted and actual recall, by predicted recall
 *
 * Whether the predictions can be trusted. The constant that both are compared with stands in @model.
 */
typedef struct
{
  int              version;
  DeckleFitMetrics model;
  DeckleFitMetrics defaults;
  double           predicted;
  double           actual;
  DeckleFitBin     bins[DECKLE_FIT_N_BINS];
} DeckleCalibration;

gboolean deckle_progress_calibration        (DeckleLibrary            *library,
                                             const DeckleFsrs         *model,
                                             GCancellable             *cancellable,
                                             DeckleCalibration        *calibration,
                                             GError                  **error);
void     deckle_progress_calibration_async  (DeckleLibrary            *library,
                                             GCancellable             *cancellable,
                                             GAsyncReadyCallback       callback,
                                             gpointer                  user_data);
gboolean deckle_progress_calibration_finish (DeckleLibrary            *library,
                                             GAsyncResult             *result,
                                             DeckleCalibration        *calibration,
                                             GError                  **error);
char    *deckle_calibration_describe        (const DeckleCalibration  *calibration) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
