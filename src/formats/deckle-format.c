/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-format.h"

#include <glib/gi18n-lib.h>

#include "formats/deckle-text.h"

#define NOTES_MAX 1000

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

static void
take_note (GPtrArray *notes,
           guint      line,
           char      *message)
{
  DeckleImportNote *note = g_new0 (DeckleImportNote, 1);

  note->line = line;
  note->message = message;
  g_ptr_array_add (notes, note);
}

/* Appends a note about @line, or about the whole file when that is 0. After the first thousand only one more says so. */
void
deckle_import_add_note (GPtrArray  *notes,
                        guint       line,
                        const char *format,
                        ...)
{
  va_list args;

  if (notes->len == NOTES_MAX)
    take_note (notes, 0, g_strdup_printf (_("There is more to report than the first %d notes."), NOTES_MAX));
  if (notes->len > NOTES_MAX)
    return;

  va_start (args, format);
  take_note (notes, line, g_strdup_vprintf (format, args));
  va_end (args);
}
