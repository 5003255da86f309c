/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"

G_BEGIN_DECLS

/* What is due on each of the coming days, without @card (0 = none left out). Answers on their way to the disk count. */
gboolean deckle_library_get_load (DeckleLibrary  *self,
                                  gint64          card,
                                  DeckleLoad     *load,
                                  GError        **error);

G_END_DECLS
