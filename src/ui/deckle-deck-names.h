/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_DECK_NAMES (deckle_deck_names_get_type ())
G_DECLARE_FINAL_TYPE (DeckleDeckNames, deckle_deck_names, DECKLE, DECK_NAMES, GObject)

DeckleDeckNames         *deckle_deck_names_new           (DeckleLibrary   *library) G_GNUC_WARN_UNUSED_RESULT;

const DeckleSectionInfo *deckle_deck_names_find_section  (DeckleDeckNames *self,
                                                          gint64           section);
const char              *deckle_deck_names_find_language (DeckleDeckNames *self,
                                                          gint64           deck);
gboolean                 deckle_deck_names_is_own        (DeckleDeckNames *self,
                                                          gint64           deck);

G_END_DECLS
