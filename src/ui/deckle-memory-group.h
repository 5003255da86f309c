/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "study/deckle-refit.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_MEMORY_GROUP (deckle_memory_group_get_type ())
G_DECLARE_FINAL_TYPE (DeckleMemoryGroup, deckle_memory_group, DECKLE, MEMORY_GROUP, AdwPreferencesGroup)

void deckle_memory_group_set_source    (DeckleMemoryGroup *self,
                                        DeckleLibrary     *library,
                                        DeckleRefit       *refit);
void deckle_memory_group_set_retention (DeckleMemoryGroup *self,
                                        double             retention);
void deckle_memory_group_clear         (DeckleMemoryGroup *self);

G_END_DECLS
