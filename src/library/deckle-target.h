/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-own.h"
#include "library/deckle-undo.h"

G_BEGIN_DECLS

DeckleCardTarget *deckle_card_target_copy (const DeckleCardTarget *target) G_GNUC_WARN_UNUSED_RESULT;
void              deckle_card_target_free (DeckleCardTarget       *target);

/* Each makes what is missing and keeps both sides of it for the step. 0 with @error set. */
gint64   deckle_target_make_deck    (DeckleWrite             *write,
                                     gint64                   step,
                                     const char              *title,
                                     GError                 **error);
gint64   deckle_target_make_section (DeckleWrite             *write,
                                     gint64                   step,
                                     gint64                   deck,
                                     const char              *title,
                                     GError                 **error);
gboolean deckle_target_resolve      (DeckleWrite             *write,
                                     gint64                   step,
                                     const DeckleCardTarget  *target,
                                     gint64                  *deck,
                                     gint64                  *section,
                                     GError                 **error);
/* Brings cards there (element-type gint64) and keeps both sides of their places. */
gboolean deckle_target_move         (DeckleWrite             *write,
                                     gint64                   step,
                                     const gint64            *cards,
                                     guint                    n_cards,
                                     gint64                   deck,
                                     gint64                   section,
                                     GError                 **error);
/* “own-” and 16 random digits */
char    *deckle_target_make_id      (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
