/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_CARD_EDITOR (deckle_card_editor_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCardEditor, deckle_card_editor, DECKLE, CARD_EDITOR, AdwDialog)

/*
 * Emits “saved” (a sentence, whether Undo takes it back) when the library has what was wanted and the dialog closes, and
 * “draft-kept” (row id, 0 for a new card) when it closes on changes that were not saved.
 */

/* @card: row id, 0 for a new card. NULL when the card vanished. A draft that was kept of it is shown. */
DeckleCardEditor *deckle_card_editor_new (DeckleLibrary *library,
                                          gint64         card) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
