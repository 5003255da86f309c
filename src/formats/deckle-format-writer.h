/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/deckle-bank.h"

G_BEGIN_DECLS

/**
 * DeckleTableStyle:
 * @DECKLE_TABLE_CSV: commas and a row of names, for spreadsheets: no cell is taken for a formula
 * @DECKLE_TABLE_ANKI: tabs and the lines “#key:value” that Anki reads
 *
 * Whom a table is for.
 */
typedef enum
{
  DECKLE_TABLE_CSV,
  DECKLE_TABLE_ANKI,
} DeckleTableStyle;

gboolean deckle_separated_write (GPtrArray         *banks,
                                 DeckleTableStyle   style,
                                 GOutputStream     *stream,
                                 GCancellable      *cancellable,
                                 GError           **error);

gboolean deckle_markdown_write  (GPtrArray         *banks,
                                 GOutputStream     *stream,
                                 GCancellable      *cancellable,
                                 GError           **error);

G_END_DECLS
