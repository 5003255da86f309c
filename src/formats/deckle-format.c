/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "formats/deckle-format.h"

#include "formats/deckle-text.h"

G_DEFINE_QUARK (deckle-format-error-quark, deckle_format_error)

/**
 * deckle_import_note_free:
 * @note: (nullable) (transfer full): a note
 *
 * Frees a note and its sentence.
 */
void
deckle_import_note_free (DeckleImportNote *note)
{
  if (note == NULL)
    return;

  g_free (note->message);
  g_free (note);
}

/* Appends a note about @line, or about the whole file when that is 0. */
void
deckle_import_add_note (GPtrArray  *notes,
                        guint       line,
                        const char *format,
                        ...)
{
  DeckleImportNote *note = g_new0 (DeckleImportNote, 1);
  va_list args;

  note->line = line;
  va_start (args, format);
  note->message = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (notes, note);
}
