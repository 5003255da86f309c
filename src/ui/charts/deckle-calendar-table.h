/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "progress/deckle-progress.h"

G_BEGIN_DECLS

AdwDialog *deckle_calendar_table_new (const DeckleCalendar *calendar) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
