/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-policy.h"

G_BEGIN_DECLS

#define DECKLE_BALANCE_MAX_DAYS 90 /* longer intervals are spread without a look at the load */
#define DECKLE_LOAD_DAYS 120       /* more than the longest balanced interval and its fuzz */

/**
 * DeckleLoad:
 * @today: local day, days since 1970-01-01
 * @minutes: what is due on each day already, in minutes of the learner's own time; today first
 * @minutes_per_card: what an average card takes, above 0
 *
 * How much there is to study on each of the coming days. A plain value.
 */
typedef struct
{
  int    today;
  double minutes[DECKLE_LOAD_DAYS];
  double minutes_per_card;
} DeckleLoad;

/* Whether @policy wants intervals chosen by load or easy days. */
gboolean deckle_balance_is_on (const DecklePolicy *policy);
/* One of @lower to @upper days from @today; @fuzz: 0 ≤ fuzz < 1. */
int      deckle_balance_pick  (const DecklePolicy *policy,
                               const DeckleLoad   *load,
                               int                 today,
                               int                 lower,
                               int                 upper,
                               double              fuzz);

G_END_DECLS
