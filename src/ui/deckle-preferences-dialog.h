/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "study/deckle-refit.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_PREFERENCES_DIALOG (deckle_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DecklePreferencesDialog, deckle_preferences_dialog, DECKLE, PREFERENCES_DIALOG, AdwPreferencesDialog)

DecklePreferencesDialog *deckle_preferences_dialog_new (DeckleLibrary *library,
                                                        GSettings     *settings,
                                                        DeckleRefit   *refit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
