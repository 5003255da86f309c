/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study/deckle-session.h"

G_BEGIN_DECLS

/* A library of its own under the test's data folder. Its clock stands still on Tuesday, 24 November 2026, 10:00 UTC. */
DeckleLibrary *fixture_library_new        (void) G_GNUC_WARN_UNUSED_RESULT;

/* Imports a deck with the section Basics (cards before number 20) and Concurrency (the others); ends with NULL. */
void           fixture_import             (DeckleLibrary *library,
                                           const char    *language,
                                           DeckleCard    *first,
                                           ...) G_GNUC_NULL_TERMINATED;

/* Imports so many plain cards more. */
void           fixture_import_plain       (DeckleLibrary *library,
                                           guint          n_cards);

void           fixture_set_new_per_day    (DeckleLibrary *library,
                                           int            n_cards);

/* Waits until every write has been acknowledged on the main thread. */
void           fixture_flush              (DeckleLibrary *library);

G_END_DECLS
