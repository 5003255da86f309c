/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-plan.h"
#include "schedule/deckle-plan.h"

G_BEGIN_DECLS

/**
 * DecklePlanned:
 * @plan: the plan
 * @days: (owned) (element-type DecklePlanDay): from this morning to that of the interview; empty without a plan
 *
 * A plan and the way to the day.
 */
typedef struct
{
  DecklePlan  plan;
  GArray     *days;
} DecklePlanned;

void           deckle_planned_free        (DecklePlanned          *planned);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DecklePlanned, deckle_planned_free)

void           deckle_planner_make_async  (DeckleLibrary          *library,
                                           const DeckleInterviews *interviews,
                                           GHashTable             *weights,
                                           GCancellable           *cancellable,
                                           GAsyncReadyCallback     callback,
                                           gpointer                user_data);
DecklePlanned *deckle_planner_make_finish (DeckleLibrary          *library,
                                           GAsyncResult           *result,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void           deckle_planner_refresh     (DeckleLibrary          *library,
                                           GCancellable           *cancellable);
void           deckle_study_plan_of       (const DecklePlan       *plan,
                                           int                     today,
                                           DeckleStudyPlan        *study_plan);
void           deckle_plan_of_study       (const DeckleStudyPlan  *study_plan,
                                           int                     today,
                                           DecklePlan             *plan);

G_END_DECLS
