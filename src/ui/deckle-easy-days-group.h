/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "schedule/deckle-policy.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_EASY_DAYS_GROUP (deckle_easy_days_group_get_type ())
G_DECLARE_FINAL_TYPE (DeckleEasyDaysGroup, deckle_easy_days_group, DECKLE, EASY_DAYS_GROUP, AdwPreferencesGroup)

void deckle_easy_days_group_load (DeckleEasyDaysGroup *self,
                                  const DecklePolicy  *policy,
                                  int                  today);
void deckle_easy_days_group_read (DeckleEasyDaysGroup *self,
                                  DecklePolicy        *policy);

G_END_DECLS
