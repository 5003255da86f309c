/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-private.h"

G_BEGIN_DECLS

/*
 * What is due, in SQL. Every query names the index that answers it: SQLite refuses a query whose index does not fit, so a full
 * scan cannot creep in.
 */

#define DECKLE_LEARNING_FROM " FROM card INDEXED BY card_learning "
#define DECKLE_LEARNING_WHERE " state IN (1, 3) AND retired = 0 AND suspended = 0 "
#define DECKLE_REVIEWS_FROM " FROM card INDEXED BY card_review "
#define DECKLE_REVIEWS_WHERE " state = 2 AND retired = 0 AND suspended = 0 "
#define DECKLE_NEW_WHERE " state = 0 AND retired = 0 AND suspended = 0 "
#define DECKLE_IN_SCOPE " section IN " DECKLE_SCOPE_SECTIONS " "

/* What the day allows. */
typedef struct
{
  int    today;
  gint64 day_end_ms;
  guint  new_left;
  guint  reviews_left;
} DeckleLimits;

gboolean deckle_limits_read (DeckleLibrary  *self,
                             sqlite3        *db,
                             DeckleLimits   *limits,
                             GError        **error);

G_END_DECLS
