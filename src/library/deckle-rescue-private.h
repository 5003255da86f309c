/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "library/deckle-library.h"

G_BEGIN_DECLS

/**
 * DeckleRescueWalk:
 * @from: the damaged file, in a transaction
 * @to: the new library, in a transaction
 * @source: what is read, a table with or without an index to read it by
 * @columns: what is read of each row, @key first
 * @key: (nullable): the integer column that @source is sorted by; %NULL reads it from both ends only
 * @target: the table that takes the rows, with its columns; a row that it refuses is part of the damage
 * @n_columns: how many columns
 * @low: the lowest key there can be
 * @high: the highest key there can be
 * @known: (nullable) (element-type gint64): keys that are looked for first, ascending
 *
 * A reading of one table or index of a damaged file.
 */
typedef struct
{
  sqlite3      *from;
  sqlite3      *to;
  const char   *source;
  const char   *columns;
  const char   *key;
  const char   *target;
  int           n_columns;
  gint64        low;
  gint64        high;
  const GArray *known;
} DeckleRescueWalk;

gboolean deckle_rescue_walk (const DeckleRescueWalk *walk,
                             GError                **error);

G_END_DECLS
