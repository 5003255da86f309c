/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-plan.h"

G_BEGIN_DECLS

/**
 * DeckleWeightRows:
 *
 * The rows of an expander that say how much each section counts in a plan. The expander's subtitle sums them up and changes with
 * them.
 */
typedef struct _DeckleWeightRows DeckleWeightRows;

DeckleWeightRows *deckle_weight_rows_new  (DeckleLibrary    *library,
                                           AdwExpanderRow   *expander) G_GNUC_WARN_UNUSED_RESULT;
void              deckle_weight_rows_free (DeckleWeightRows *self);
GHashTable       *deckle_weight_rows_get  (DeckleWeightRows *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
