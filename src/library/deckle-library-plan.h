/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

#define DECKLE_MAX_INTERVIEWS 8
#define DECKLE_PLAN_MINUTES_DEFAULT 20.0

/**
 * DeckleInterviews:
 * @n_dates: how many interviews, 0 = no plan
 * @dates: their local days, days since 1970-01-01, ascending
 * @minutes_a_day: the time that the learner has, in minutes, above 0
 *
 * What the learner plans for.
 */
typedef struct
{
  int    n_dates;
  int    dates[DECKLE_MAX_INTERVIEWS];
  double minutes_a_day;
} DeckleInterviews;

/**
 * DeckleStudyPlan:
 * @made_day: local day on which it was made; 0 = there is none
 * @date: local day of the interview that it leads to
 * @new_per_day: new cards a day
 * @desired_retention: until the sweep
 * @sweep_days: so many days before the interview every card may come, whether due or not
 * @sweep_cards: reviews on each of these days
 * @ready: share that can be answered on the day, 0..1
 * @ready_low: lower end of its 80 % band
 * @ready_high: upper end
 *
 * The plan that study follows. It is made anew each day.
 */
typedef struct
{
  int    made_day;
  int    date;
  int    new_per_day;
  double desired_retention;
  int    sweep_days;
  int    sweep_cards;
  double ready;
  double ready_low;
  double ready_high;
} DeckleStudyPlan;

void        deckle_interviews_clamp             (DeckleInterviews        *interviews);
int         deckle_interviews_next              (const DeckleInterviews  *interviews,
                                                 int                      today);

void        deckle_library_get_interviews       (DeckleLibrary           *self,
                                                 DeckleInterviews        *interviews);
GHashTable *deckle_library_get_section_weights  (DeckleLibrary           *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    deckle_library_get_study_plan       (DeckleLibrary           *self,
                                                 DeckleStudyPlan         *plan);
void        deckle_library_get_study_scheduler  (DeckleLibrary           *self,
                                                 DeckleScheduler         *scheduler);

void        deckle_library_set_interviews_async (DeckleLibrary           *self,
                                                 const DeckleInterviews  *interviews,
                                                 GHashTable              *weights,
                                                 const DeckleStudyPlan   *plan,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);
void        deckle_library_set_study_plan_async (DeckleLibrary           *self,
                                                 const DeckleStudyPlan   *plan,
                                                 GCancellable            *cancellable,
                                                 GAsyncReadyCallback      callback,
                                                 gpointer                 user_data);

G_END_DECLS
