/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/* One undoable step. NULL or empty removes the note; a note that stays as it is makes no step. */
void deckle_library_set_note_async (DeckleLibrary       *self,
                                    gint64               card,
                                    const char          *text,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);

G_END_DECLS
