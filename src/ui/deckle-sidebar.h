/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-decks.h"
#include "ui/deckle-sidebar-row.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_SIDEBAR (deckle_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (DeckleSidebar, deckle_sidebar, DECKLE, SIDEBAR, AdwBin)

void     deckle_sidebar_set_library    (DeckleSidebar     *self,
                                        DeckleLibrary     *library);

/* Marks the row of @scope as the current one; the first row when there is none. */
void     deckle_sidebar_select         (DeckleSidebar     *self,
                                        DeckleSidebarKind  kind,
                                        DeckleScope        scope);

/* Activates the row @offset rows after the current one that can be studied. */
void     deckle_sidebar_move           (DeckleSidebar     *self,
                                        int                offset);

GtkPopover *deckle_sidebar_popup_menu (DeckleSidebar     *self);

void     deckle_sidebar_focus          (DeckleSidebar     *self);

/* The row that the keys are on. */
DeckleScope deckle_sidebar_get_selected (DeckleSidebar *self);

G_END_DECLS
