/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-due-private.h"

G_BEGIN_DECLS

/**
 * DeckleTallyKind:
 * @DECKLE_TALLY_TOTAL: every card
 * @DECKLE_TALLY_FRESH: never answered
 * @DECKLE_TALLY_SUSPENDED: suspended
 * @DECKLE_TALLY_REVIEW: in review state
 * @DECKLE_TALLY_KNOWN_UNTIL: in review state, by the last day on which the card counts as known
 * @DECKLE_TALLY_NEW: never answered and not suspended
 * @DECKLE_TALLY_DUE: in review state and not suspended, by the day on which the card is due
 *
 * What is counted of the cards that are not retired. The numbers are stored.
 */
typedef enum
{
  DECKLE_TALLY_TOTAL = 0,
  DECKLE_TALLY_FRESH = 1,
  DECKLE_TALLY_SUSPENDED = 2,
  DECKLE_TALLY_REVIEW = 3,
  DECKLE_TALLY_KNOWN_UNTIL = 4,
  DECKLE_TALLY_NEW = 5,
  DECKLE_TALLY_DUE = 6,
} DeckleTallyKind;

#define DECKLE_TALLY_BURIED_FROM \
  " FROM card INDEXED BY card_buried WHERE buried_until_day > max (0, ?3) AND buried_until_day > 0 "

/* Section and number of what may be studied on day ?3 in the scope of ?1 and ?2, buried cards left out: reviews, new cards. */
#define DECKLE_TALLY_DUE_SQL \
  "SELECT section, sum(n) FROM (" \
  "SELECT section, n FROM card_tally WHERE kind = 6 AND day <= ?3 AND" DECKLE_IN_SCOPE \
  "UNION ALL SELECT section, -1" DECKLE_TALLY_BURIED_FROM "AND due_day <= ?3 AND" DECKLE_REVIEWS_WHERE "AND" DECKLE_IN_SCOPE \
  ") GROUP BY section"
#define DECKLE_TALLY_NEW_SQL \
  "SELECT section, sum(n) FROM (" \
  "SELECT section, n FROM card_tally WHERE kind = 5 AND day = 0 AND" DECKLE_IN_SCOPE \
  "UNION ALL SELECT section, -1" DECKLE_TALLY_BURIED_FROM "AND" DECKLE_NEW_WHERE "AND" DECKLE_IN_SCOPE \
  ") GROUP BY section"

/* Makes the table, its triggers and what they would have counted so far. A part of a migration: never edited after landing. */
gboolean deckle_tally_create       (sqlite3             *db,
                                    GError             **error);
/* Counts all cards anew. */
gboolean deckle_tally_refill       (sqlite3             *db,
                                    GError             **error);
/* How many numbers differ from what a count of all cards gives. */
gboolean deckle_tally_count_wrong  (sqlite3             *db,
                                    guint               *n_wrong,
                                    GError             **error);
/* One number of a scope; for a kind without days. */
gboolean deckle_tally_count        (sqlite3             *db,
                                    DeckleScope          scope,
                                    DeckleTallyKind      kind,
                                    guint               *n,
                                    GError             **error);

G_END_DECLS
