/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "progress/deckle-calibration.h"
#include "progress/deckle-progress.h"

G_BEGIN_DECLS

/*
 * DeckleCliStats:
 * @day: the present local day
 * @today: its numbers
 * @counts: of everything that Today draws from
 * @readiness: mean recall today, 0..1
 * @calibration: how well answers are predicted
 * @decks: (owned) (element-type DeckleDeckInfo)
 * @sections: (owned) (element-type DeckleMastery)
 *
 * What “deckle stats” shows.
 */
typedef struct
{
  int                day;
  DeckleToday        today;
  DeckleCounts       counts;
  double             readiness;
  DeckleCalibration  calibration;
  GPtrArray         *decks;
  GPtrArray         *sections;
} DeckleCliStats;

char *deckle_cli_stats_to_json (const DeckleCliStats *stats) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
