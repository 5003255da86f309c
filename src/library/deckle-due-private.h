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

/* What a section with limits of its own still allows; -1 = as the general ones do. */
typedef struct
{
  int new_cards;
  int reviews;
  int new_per_day;
  int reviews_per_day;
} DeckleSectionLeft;

/* What the day allows. */
typedef struct
{
  int         today;
  gint64      day_end_ms;
  int         new_per_day;     /* of the scope */
  int         reviews_per_day;
  guint       new_left;
  guint       reviews_left;
  GHashTable *sections;        /* (owned) (nullable) (element-type gint64 DeckleSectionLeft): that have limits of their own */
} DeckleLimits;

gboolean deckle_limits_read         (DeckleLibrary       *self,
                                     sqlite3             *db,
                                     DeckleScope          scope,
                                     DeckleLimits        *limits,
                                     GError             **error);
void     deckle_limits_clear        (DeckleLimits        *limits);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleLimits, deckle_limits_clear)
/* As many of @n new (review) cards of a section as its own limit allows. */
guint    deckle_limits_cap_new      (const DeckleLimits  *limits,
                                     gint64               section,
                                     guint                n);
guint    deckle_limits_cap_reviews  (const DeckleLimits  *limits,
                                     gint64               section,
                                     guint                n);

G_END_DECLS
