/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Four floats at a time, with what every x86-64 and ARM64 processor has; and the sums that both models share. */
#include <math.h>
#include <string.h>

#include "schedule/deckle-fit-private.h"

typedef float DeckleV4 __attribute__ ((vector_size (16)));

/* Answers whose products are summed in single precision before they go into the double sums. */
#define DECKLE_FIT_BATCH 32

static inline DeckleV4
deckle_v4_splat (double value)
{
  float f = (float) value;

  return (DeckleV4){ f, f, f, f };
}

static inline DeckleV4
deckle_v4 (double a,
           double b,
           double c,
           double d)
{
  return (DeckleV4){ (float) a, (float) b, (float) c, (float) d };
}

/* Adds v v' of each row of @batch to the upper triangle of blocks of @sums. */
static inline void
deckle_fit_add_products (DeckleFitSums  *sums,
                         const DeckleV4 *batch,
                         guint           n_rows,
                         const guint     n_blocks)
{
  for (guint a = 0; a < n_blocks; a++)
    for (guint b = a; b < n_blocks; b++)
      {
        DeckleV4 sum[4] = { { 0 }, { 0 }, { 0 }, { 0 } };

        for (guint i = 0; i < n_rows; i++)
          {
            DeckleV4 left = batch[i * n_blocks + a];
            DeckleV4 right = batch[i * n_blocks + b];

            sum[0] += left[0] * right;
            sum[1] += left[1] * right;
            sum[2] += left[2] * right;
            sum[3] += left[3] * right;
          }
        for (guint row = 0; row < 4; row++)
          for (guint column = 0; column < 4; column++)
            sums->hessian[a * 4 + row][b * 4 + column] += (double) sum[row][column];
      }
}
