/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-history.h"
#include "schedule/deckle-backlog.h"

G_BEGIN_DECLS

#define DECKLE_WORKLOAD_N 10
#define DECKLE_WORKLOAD_LOW 0.70
#define DECKLE_WORKLOAD_HIGH 0.97

/**
 * DeckleWorkload:
 * @retention: desired retention, ascending from 0.70 to 0.97
 * @minutes: what it costs, in minutes a day
 * @known: cards known at the end of the forecast
 *
 * What each desired retention would cost this learner over the next three months.
 */
typedef struct
{
  double retention[DECKLE_WORKLOAD_N];
  double minutes[DECKLE_WORKLOAD_N];
  double known[DECKLE_WORKLOAD_N];
} DeckleWorkload;

void     deckle_outlook_workload_async   (DeckleLibrary        *library,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean deckle_outlook_workload_finish  (DeckleLibrary        *library,
                                          GAsyncResult         *result,
                                          DeckleWorkload       *workload,
                                          GError              **error);
double   deckle_workload_minutes_at      (const DeckleWorkload *workload,
                                          double                retention);

void     deckle_outlook_catch_up_async   (DeckleLibrary        *library,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean deckle_outlook_catch_up_finish  (DeckleLibrary        *library,
                                          GAsyncResult         *result,
                                          DeckleBacklogPlan    *plan,
                                          GError              **error);
char    *deckle_backlog_describe         (const DeckleBacklogPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
