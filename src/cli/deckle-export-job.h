/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleExportFormat:
 * @DECKLE_EXPORT_JSON: a bank, read back without loss
 * @DECKLE_EXPORT_CSV: a table for spreadsheets
 * @DECKLE_EXPORT_TSV: a table for Anki
 * @DECKLE_EXPORT_MARKDOWN: a list of questions to read
 *
 * What kind of file to write.
 */
typedef enum
{
  DECKLE_EXPORT_JSON,
  DECKLE_EXPORT_CSV,
  DECKLE_EXPORT_TSV,
  DECKLE_EXPORT_MARKDOWN,
} DeckleExportFormat;

#define DECKLE_N_EXPORT_FORMATS 4

const char *deckle_export_format_get_nick  (DeckleExportFormat   format);
gboolean    deckle_export_format_from_nick (const char          *nick,
                                            DeckleExportFormat  *format);
gboolean    deckle_export_format_from_file (const char          *name,
                                            DeckleExportFormat  *format);

/**
 * DeckleExport:
 * @format: kind of file
 * @scope: which cards; { 0, 0 } is everything, with decks that are switched off
 * @rows: (nullable) (element-type gint64): only these cards
 * @n_loaded: cards read so far, atomic
 * @n_cards: how many there are, atomic, 0 until that is known
 *
 * An export and how far it is.
 */
typedef struct
{
  DeckleExportFormat format;
  DeckleScope        scope;
  GArray            *rows;
  int                n_loaded;
  int                n_cards;
} DeckleExport;

gboolean    deckle_export_write            (DeckleExport        *job,
                                            DeckleLibrary       *library,
                                            GOutputStream       *stream,
                                            GCancellable        *cancellable,
                                            GError             **error);
gboolean    deckle_export_replace          (DeckleExport        *job,
                                            DeckleLibrary       *library,
                                            GFile               *file,
                                            GCancellable        *cancellable,
                                            GError             **error);

G_END_DECLS
