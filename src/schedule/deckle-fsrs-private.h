/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-fsrs.h"

#include <math.h>

G_BEGIN_DECLS

/* What the two models share with each other and with deckle-fsrs.c, which chooses between them. */

#define DECKLE_DIFFICULTY_MIN 1.0
#define DECKLE_DIFFICULTY_MAX 10.0

/* Not a number becomes @low. */
static inline double
deckle_fsrs_bound (double value,
                   double low,
                   double high)
{
  if (!(value > low))
    return low;

  return value < high ? value : high;
}

/* x^y for x > 0: twice as fast as pow (), and exact to 1e-14 for the small exponents here. */
static inline double
deckle_fsrs_power (double x,
                   double y)
{
  return exp (y * log (x));
}

/* Not clamped. */
static inline double
deckle_fsrs_initial_difficulty (const DeckleFsrs *self,
                                int               rating)
{
  return self->w[4] - exp (self->w[5] * (rating - 1)) + 1.0;
}

extern const double deckle_fsrs6_defaults[DECKLE_FSRS6_N_PARAMETERS];
extern const double deckle_fsrs6_low[DECKLE_FSRS6_N_PARAMETERS];
extern const double deckle_fsrs6_high[DECKLE_FSRS6_N_PARAMETERS];

extern const double deckle_fsrs7_defaults[DECKLE_FSRS7_N_PARAMETERS];
extern const double deckle_fsrs7_low[DECKLE_FSRS7_N_PARAMETERS];
extern const double deckle_fsrs7_high[DECKLE_FSRS7_N_PARAMETERS];

/* Each model: the derived fields from w; then what the public functions of the same name promise. A memory that is
 * handed over is set, an elapsed time is neither negative nor NaN, a rating is one of the four. */
void         deckle_fsrs6_derive          (DeckleFsrs         *self);
DeckleMemory deckle_fsrs6_next            (const DeckleFsrs   *self,
                                           const DeckleMemory *memory,
                                           double              elapsed_days,
                                           DeckleRating        rating);
double       deckle_fsrs6_retrievability  (const DeckleFsrs   *self,
                                           const DeckleMemory *memory,
                                           double              elapsed_days);
double       deckle_fsrs6_interval        (const DeckleFsrs   *self,
                                           const DeckleMemory *memory,
                                           double              desired_retention);
DeckleMemory deckle_fsrs6_memory_from_sm2 (const DeckleFsrs   *self,
                                           double              ease,
                                           double              interval_days,
                                           double              retention);

void         deckle_fsrs7_derive          (DeckleFsrs         *self);
DeckleMemory deckle_fsrs7_next            (const DeckleFsrs   *self,
                                           const DeckleMemory *memory,
                                           double              elapsed_days,
                                           DeckleRating        rating);
double       deckle_fsrs7_retrievability  (const DeckleFsrs   *self,
                                           const DeckleMemory *memory,
                                           double              elapsed_days);
double       deckle_fsrs7_interval        (const DeckleFsrs   *self,
                                           const DeckleMemory *memory,
                                           double              desired_retention);
DeckleMemory deckle_fsrs7_memory_from_sm2 (const DeckleFsrs   *self,
                                           double              interval_days,
                                           double              retention);

G_END_DECLS
