/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "study/deckle-planner.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_PLANNER_DIALOG (deckle_planner_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DecklePlannerDialog, deckle_planner_dialog, DECKLE, PLANNER_DIALOG, AdwDialog)

DecklePlannerDialog *deckle_planner_dialog_new (DeckleLibrary *library) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
