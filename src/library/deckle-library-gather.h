/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleGather:
 *
 * Cards of the library as banks, one for each deck, whose cards are made when they are asked for. It and the banks belong to
 * the thread that made it.
 */
typedef struct _DeckleGather DeckleGather;

DeckleGather *deckle_library_gather      (DeckleLibrary  *self,
                                          DeckleScope     scope,
                                          GArray         *rows,
                                          gboolean        one_bank,
                                          int            *n_loaded,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void          deckle_gather_free         (DeckleGather   *gather);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleGather, deckle_gather_free)

GPtrArray    *deckle_gather_get_banks    (DeckleGather   *gather);
guint         deckle_gather_get_n_cards  (DeckleGather   *gather);
gboolean      deckle_gather_check        (DeckleGather   *gather,
                                          GError        **error);

G_END_DECLS
