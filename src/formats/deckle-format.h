/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/deckle-bank.h"

G_BEGIN_DECLS

#define DECKLE_FORMAT_ERROR (deckle_format_error_quark ())
GQuark deckle_format_error_quark (void);

/**
 * DeckleFormatError:
 * @DECKLE_FORMAT_ERROR_READ: the file could not be read
 * @DECKLE_FORMAT_ERROR_TOO_LARGE: more than 64 MiB
 * @DECKLE_FORMAT_ERROR_ENCODING: not text in an encoding that we can tell
 * @DECKLE_FORMAT_ERROR_UNKNOWN: not a kind of file that we read; the message names what it is where that is known
 * @DECKLE_FORMAT_ERROR_EMPTY: no question found
 */
typedef enum
{
  DECKLE_FORMAT_ERROR_READ,
  DECKLE_FORMAT_ERROR_TOO_LARGE,
  DECKLE_FORMAT_ERROR_ENCODING,
  DECKLE_FORMAT_ERROR_UNKNOWN,
  DECKLE_FORMAT_ERROR_EMPTY,
} DeckleFormatError;

#define DECKLE_FORMAT_SIZE_MAX (64 * 1024 * 1024)

/**
 * DeckleImportNote:
 * @line: line of the file, 1-based; 0 when the note is about the whole file
 * @message: one sentence, for example why a question was not imported
 */
typedef struct
{
  guint line;
  char *message;
} DeckleImportNote;

void deckle_import_note_free (DeckleImportNote *note);

/**
 * DeckleFormatKind:
 * @DECKLE_FORMAT_MARKDOWN: a list of questions in Markdown, and what is nothing else
 * @DECKLE_FORMAT_SEPARATED: a table, see [func@separated_read]
 * @DECKLE_FORMAT_BANK: a bank in JSON
 * @DECKLE_FORMAT_JSON_CARDS: a list of cards in JSON, see [func@json_cards_parse]
 *
 * What a file seems to be.
 */
typedef enum
{
  DECKLE_FORMAT_MARKDOWN,
  DECKLE_FORMAT_SEPARATED,
  DECKLE_FORMAT_BANK,
  DECKLE_FORMAT_JSON_CARDS,
} DeckleFormatKind;

DeckleFormatKind deckle_format_guess (GBytes     *bytes,
                                      const char *name);

DeckleBank *deckle_json_cards_parse (GBytes      *bytes,
                                     const char  *name,
                                     GPtrArray  **notes,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;

DeckleBank *deckle_markdown_parse (GBytes      *bytes,
                                   const char  *name,
                                   GPtrArray  **notes,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;

char       *deckle_mojibake_repair (const char *text,
                                    guint      *n_repaired) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
