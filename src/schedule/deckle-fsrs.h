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
#define DECKLE_FSRS7_N_PARAMETERS 34
#define DECKLE_FSRS_MAX_PARAMETERS 34

#define DECKLE_STABILITY_MIN 0.001
#define DECKLE_FSRS7_STABILITY_MIN 0.0001
#define DECKLE_STABILITY_MAX 36500.0

/**
 * DeckleFsrs:
 * @version: 6 or 7
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
  double decay;              /* of the (slow) forgetting curve, below 0 */
  double factor;
  double recall_gain;        /* FSRS-6: e^w8; FSRS-7: e^(w7-1.5) */
  double reversion_target;   /* D0(4) times its weight, D0 not clamped */
  double lapse_limit;        /* FSRS-6: e^-(w17*w18) */
  double same_day[4];        /* FSRS-6: e^(w17*(g-3+w18)) */
  double fast_gain;          /* FSRS-7: e^(w15-1.5) */
  double log_fast_recall;    /* FSRS-7: ln w25 */
} DeckleFsrs;

/* FSRS-6. */
void          deckle_fsrs_init_default         (DeckleFsrs         *self);
void          deckle_fsrs_init_default_version (DeckleFsrs         *self,
                                                int                 version);

/* 34 or 21 parameters, or 17 and 19 which are migrated to 21. Values outside their bounds are clipped. */
gboolean      deckle_fsrs_init                 (DeckleFsrs         *self,
                                                const double       *w,
                                                gsize               n,
                                                GError            **error);

/* Takes the parameters as they are (n = 21 or 34): for reference vectors and the fit. */
void          deckle_fsrs_init_raw             (DeckleFsrs         *self,
                                                const double       *w,
                                                gsize               n);

const double *deckle_fsrs_get_defaults         (int                 version);
void          deckle_fsrs_get_bounds           (int                 version,
                                                const double      **low,
                                                const double      **high);

/* Clips w[0..20] into the bounds of FSRS-6 in place. */
void          deckle_fsrs_clip                 (double             *w,
                                                int                 n_relearning_steps);

/* Clips w[0..33] into the bounds and the order of FSRS-7 in place. */
void          deckle_fsrs7_clip                (double             *w);

/* 17 or 19 parameters to 21; returns 0 for another count. @to holds 21. */
gsize         deckle_fsrs_migrate              (const double       *from,
                                                gsize               n,
                                                double             *to);

/* Days between two answers as the model counts them: whole local days (FSRS-6) or exact ones (FSRS-7); never below 0. */
double        deckle_fsrs_elapsed              (const DeckleFsrs   *self,
                                                gint64              last_review_ms,
                                                int                 last_day,
                                                gint64              now_ms,
                                                int                 today);

/* Memory after an answer. @memory: (nullable): NULL or unset for the first. @elapsed_days: from deckle_fsrs_elapsed;
 * for FSRS-6 0 = same day. DECKLE_RATING_NONE leaves the memory unchanged. */
DeckleMemory  deckle_fsrs_next                 (const DeckleFsrs   *self,
                                                const DeckleMemory *memory,
                                                double              elapsed_days,
                                                DeckleRating        rating);

double        deckle_fsrs_retrievability       (const DeckleFsrs   *self,
                                                const DeckleMemory *memory,
                                                double              elapsed_days);

/* Days until retrievability falls to @desired_retention, not rounded; FSRS-7: at most 36,500. */
double        deckle_fsrs_interval             (const DeckleFsrs   *self,
                                                const DeckleMemory *memory,
                                                double              desired_retention);

/* Days until retrievability falls to 0.90: what a person is shown as stability. */
double        deckle_fsrs_stability_90         (const DeckleFsrs   *self,
                                                const DeckleMemory *memory);

/* Memory from SM-2 values; @ease 2.5 style, @interval_days, @retention the learner had (0.9). */
DeckleMemory  deckle_fsrs_memory_from_sm2      (const DeckleFsrs   *self,
                                                double              ease,
                                                double              interval_days,
                                                double              retention);

G_END_DECLS
