/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/deckle-separated.h"
#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleImportSource:
 * @bank: (owned) (nullable): the questions
 * @notes: (owned) (nullable) (element-type DeckleImportNote): what was repaired and left out
 * @table: (owned) (nullable): the table that the questions stand in
 *
 * A file that was read for an import.
 */
typedef struct
{
  DeckleBank      *bank;
  GPtrArray       *notes;
  DeckleSeparated *table;
} DeckleImportSource;

void           deckle_import_source_clear       (DeckleImportSource  *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleImportSource, deckle_import_source_clear)

gboolean       deckle_import_source_parse       (DeckleImportSource  *source,
                                                 GBytes              *bytes,
                                                 GFile               *file,
                                                 const char          *name,
                                                 GCancellable        *cancellable,
                                                 GError             **error);

gboolean       deckle_import_source_parse_table (DeckleImportSource            *source,
                                                 GBytes                        *bytes,
                                                 const char                    *name,
                                                 const DeckleSeparatedOptions  *options,
                                                 GError                       **error);

DeckleDeckKind deckle_import_source_choose_kind (DeckleImportSource  *source,
                                                 DeckleLibrary       *library);

G_END_DECLS
