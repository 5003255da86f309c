/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-actions.h"
#include "library/deckle-library-load.h"

G_BEGIN_DECLS

/* What a library knows about the load of the coming days. Belongs to its thread. */
typedef struct _DeckleLoadCache DeckleLoadCache;

DeckleLoadCache *deckle_load_cache_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void             deckle_load_cache_free        (DeckleLoadCache   *cache);
/* Something else than an answer of ours changed cards, decks, log or day. */
void             deckle_load_cache_forget      (DeckleLoadCache   *cache);

/* An answer goes to the writer, and came back from it, committed or not. */
void             deckle_load_cache_begin_grade (DeckleLibrary     *library,
                                                const DeckleGrade *grade);
void             deckle_load_cache_end_grade   (DeckleLibrary     *library,
                                                const DeckleGrade *grade);

DeckleLoadCache *deckle_library_get_load_cache (DeckleLibrary     *self);

G_END_DECLS
