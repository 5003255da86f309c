/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/deckle-card.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_COMPARE_DIALOG (deckle_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCompareDialog, deckle_compare_dialog, DECKLE, COMPARE_DIALOG, AdwDialog)

DeckleCompareDialog *deckle_compare_dialog_new (DeckleCard *mine,
                                                DeckleCard *bank) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
