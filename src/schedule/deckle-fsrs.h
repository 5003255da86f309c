/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/deckle-types.h"

G_BEGIN_DECLS

#define DECKLE_FSRS_ERROR (deckle_fsrs_error_quark ())
GQuark deckle_fsrs_error_quark (void);

/**
 * DeckleFsrsError:
 * @DECKLE_FSRS_ERROR_COUNT: no known model has this many parameters
 * @DECKLE_FSRS_ERROR_VALUE: a parameter is not a finite number
 */
typedef enum
{
  DECKLE_FSRS_ERROR_COUNT,
  DECKLE_FSRS_ERROR_VALUE,
} DeckleFsrsError;

#define DECKLE_FSRS6_N_PARAMETERS 21
#define DECKLE_FSRS_MAX_PARAMETERS 34

#define DECKLE_STABILITY_MIN 0.001
#define DECKLE_STABILITY_MAX 36500.0

/**
 * DeckleFsrs:
 * @version: 6
 * @n: number of parameters in use
 * @w: the parameters
 *
 * A memory model with its parameters. A plain value: copy it freely, use it from any thread.
 * The other fields are derived by [func@fsrs_init].
 */
typedef struct
{
  int    version;
  gsize  n;
  double w[DECKLE_FSRS_MAX_PARAMETERS];
  double decay;
  double factor;
  double recall_gain;        /* e^w8 */
  double lapse_limit;        /* e^-(w17*w18) */
  double same_day[4];        /* e^(w17*(g-3+w18)) */
  double reversion_target;   /* w7*D0(4), D0 not clamped */
} DeckleFsrs;

void         deckle_fsrs_init_default        (DeckleFsrs         *self);

/* 21 parameters, or 17 and 19 which are migrated. Values outside their bounds are clipped. */
gboolean     deckle_fsrs_init                (DeckleFsrs         *self,
                                              const double       *w,
                                              gsize               n,
                                              GError            **error);

/* Takes the parameters as they are (n = 21): for reference vectors and the fit. */
void         deckle_fsrs_init_raw            (DeckleFsrs         *self,
                                              const double       *w,
                                              gsize               n);

/* Clips w[0..20] into their bounds in place. */
void         deckle_fsrs_clip                (double             *w,
                                              int                 n_relearning_steps);

/* 17 or 19 parameters to 21; returns 0 for another count. @to holds 21. */
gsize        deckle_fsrs_migrate             (const double       *from,
                                              gsize               n,
                                              double             *to);

/* Memory after an answer. @memory: (nullable): NULL or unset for the first. @elapsed_days: whole days since the last
 * answer, 0 = same day. DECKLE_RATING_NONE leaves the memory unchanged. */
DeckleMemory deckle_fsrs_next                (const DeckleFsrs   *self,
                                              const DeckleMemory *memory,
                                              double              elapsed_days,
                                              DeckleRating        rating);

double       deckle_fsrs_retrievability      (const DeckleFsrs   *self,
                                              const DeckleMemory *memory,
                                              double              elapsed_days);

/* Days until retrievability falls to @desired_retention, not rounded, not clamped. */
double       deckle_fsrs_interval            (const DeckleFsrs   *self,
                                              const DeckleMemory *memory,
                                              double              desired_retention);

/* Memory from SM-2 values; @ease 2.5 style, @interval_days, @retention the learner had (0.9). */
DeckleMemory deckle_fsrs_memory_from_sm2     (const DeckleFsrs   *self,
                                              double              ease,
                                              double              interval_days,
                                              double              retention);

G_END_DECLS
