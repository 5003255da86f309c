/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-fsrs.h"

#include <json-glib/json-glib.h>

/* What test-fsrs-vectors compares, for both models. */
typedef enum
{
  S_TS, D_TS, R_TS, INTERVAL_TS, ROUNDED_TS,
  S_RS, D_RS, INTERVAL_RS,
  LOW_S, LOW_D, LOW_INTERVAL,
  SM2_S, SM2_D,
  CLIP, MIGRATE, GRID_R,
  S_7, FAST_7, D_7, R_7, INTERVAL_7, S90_7,
  BOUNDS_7,
  GOLDEN_S, GOLDEN_FAST, GOLDEN_D, GOLDEN_R, GOLDEN_INTERVAL, GOLDEN_CURVE,
  N_QUANTITIES
} Quantity;

void compare          (Quantity    quantity,
                       double      ours,
                       double      theirs,
                       const char *group,
                       guint       item,
                       guint       step);

void read_doubles     (JsonArray  *array,
                       double     *values,
                       guint       n);

/* The whole of a file of either model. */
void check_fsrs6_file (JsonObject *root);
void check_fsrs7_file (JsonObject *root);
