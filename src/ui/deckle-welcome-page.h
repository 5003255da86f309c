/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_WELCOME_PAGE (deckle_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (DeckleWelcomePage, deckle_welcome_page, DECKLE, WELCOME_PAGE, AdwBin)

void deckle_welcome_page_set_library (DeckleWelcomePage *self,
                                      DeckleLibrary     *library);

G_END_DECLS
