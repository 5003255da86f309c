/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_BROWSE_PAGE (deckle_browse_page_get_type ())
G_DECLARE_FINAL_TYPE (DeckleBrowsePage, deckle_browse_page, DECKLE, BROWSE_PAGE, AdwNavigationPage)

DeckleBrowsePage *deckle_browse_page_new          (DeckleLibrary    *library) G_GNUC_WARN_UNUSED_RESULT;

void              deckle_browse_page_start_search (DeckleBrowsePage *self);

G_END_DECLS
