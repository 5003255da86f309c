/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "schedule/deckle-plan.h"

G_BEGIN_DECLS

gboolean deckle_plan_curve (const DeckleForecastInput *now,
                            const DecklePlanSettings  *settings,
                            const DecklePlan          *plan,
                            guint                      n_runs,
                            DeckleForecastDay         *days,
                            GCancellable              *cancellable);

G_END_DECLS
