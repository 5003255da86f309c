/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_LEECH_DIALOG (deckle_leech_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleLeechDialog, deckle_leech_dialog, DECKLE, LEECH_DIALOG, AdwDialog)

/* NULL when the card is not in the library any more. */
DeckleLeechDialog *deckle_leech_dialog_new (DeckleLibrary *library,
                                            gint64         card) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
