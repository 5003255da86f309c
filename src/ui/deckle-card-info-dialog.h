/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_INFO_DIALOG (deckle_card_info_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardInfoDialog, deckle_card_info_dialog, DECKLE, CARD_INFO_DIALOG, AdwDialog)

/* NULL with @error set when the card vanished. */
DeckleCardInfoDialog *deckle_card_info_dialog_new (DeckleLibrary  *library,
                                                   gint64          card,
                                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
