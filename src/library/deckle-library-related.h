/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/* Row ids (gint64) of the cards that a card sees also or that see it, in its deck; neither retired ones nor the card itself. */
GArray *deckle_library_list_linked  (DeckleLibrary  *self,
                                     gint64          card,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those of them that are new or due for review today, and cards of the deck that ask nearly the same and are too. */
GArray *deckle_library_list_related (DeckleLibrary  *self,
                                     gint64          card,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* Linked cards first, then those of its section that share a tag with it; at most @limit. */
GArray *deckle_library_list_helpful (DeckleLibrary  *self,
                                     gint64          card,
                                     guint           limit,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
