/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-forecast.h"

G_BEGIN_DECLS

/* The order to catch up in, chosen by simulation: see deckle_backlog_order(). */
#define DECKLE_BACKLOG_ORDER_BEST DECKLE_BACKLOG_ORDER_GAIN

/**
 * DeckleBacklogPlan:
 * @waiting: cards that are due today
 * @days: days of study until no due card is left over; 0 when nothing is due, -1 when that takes over a year
 * @minutes_a_day: mean over these days
 * @reviews_today: reviews of the first day
 *
 * How a backlog is worked off: “3 days at 20 min”.
 */
typedef struct
{
  int    waiting;
  int    days;
  double minutes_a_day;
  double reviews_today;
} DeckleBacklogPlan;

/* Due cards as indices into @now's cards, in @order (room for n_cards); @now's seed shuffles. Returns how many. */
guint    deckle_backlog_order (const DeckleForecastInput *now,
                               DeckleBacklogOrder         order,
                               guint                     *indices);

/* Inside @now's minutes_cap and limits; without a cap, or when it does not bind, that is one day. FALSE when
 * cancelled. */
gboolean deckle_backlog_plan  (const DeckleForecastInput *now,
                               DeckleBacklogPlan         *plan,
                               GCancellable              *cancellable);

G_END_DECLS
