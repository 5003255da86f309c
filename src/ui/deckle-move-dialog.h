/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-own.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_MOVE_DIALOG (deckle_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleMoveDialog, deckle_move_dialog, DECKLE, MOVE_DIALOG, AdwDialog)

/* Emits “moved” (a sentence) when the library has moved the cards and the dialog closes. */

/* @rows: (element-type gint64): row ids of the cards, at least one; kept, must not be changed afterwards. */
DeckleMoveDialog *deckle_move_dialog_new (DeckleLibrary *library,
                                          GArray        *rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
