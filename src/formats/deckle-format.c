/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-formats"
#include "deckle-config.h"

#include "formats/deckle-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/deckle-text.h"

#define NOTES_MAX 1000
#define GUESS_BYTES 8192

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

static gboolean
has_suffix (const char         *name,
            const char * const *suffixes)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (gsize i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (folded, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* Whether most lines have a tab inside, or the first says how the table is to be read. */
static gboolean
looks_like_table (const char *head)
{
  static const char * const keys[] = { "#separator:", "#html:", "#columns:", "#deck:", "#tags:", "#notetype", "#guid", "tags:" };
  g_auto (GStrv) lines = g_strsplit_set (head, "\r\n", -1);
  guint n = 0, n_tabs = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_ascii_strncasecmp (head, keys[i], strlen (keys[i])) == 0)
      return TRUE;
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *words = lines[i] + strspn (lines[i], " \t");

      if (*words == '\0' || *words == '#')
        continue;
      n++;
      n_tabs += strchr (lines[i], '\t') != NULL && words == lines[i];
    }
  return n_tabs * 2 > n;
}

/**
 * deckle_format_guess:
 * @bytes: a file
 * @name: its base name
 *
 * Tells by the name where that says it, and else by the first bytes, which reader a file is for. Whether it can be read,
 * that reader says. Any thread.
 *
 * Returns: what the file seems to be
 */
DeckleFormatKind
deckle_format_guess (GBytes     *bytes,
                     const char *name)
{
  static const char * const tables[] = { ".csv", ".tsv", ".tab", NULL };
  static const char * const lists[] = { ".md", ".markdown", NULL };
  gsize size, start = 0;
  const char *data;
  g_autofree char *head = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GBytes) first = NULL;

  g_return_val_if_fail (bytes != NULL, DECKLE_FORMAT_MARKDOWN);
  g_return_val_if_fail (name != NULL, DECKLE_FORMAT_MARKDOWN);

  data = g_bytes_get_data (bytes, &size);
  if (has_suffix (name, tables))
    return DECKLE_FORMAT_SEPARATED;
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    start = 3;
  while (start < size && g_ascii_isspace (data[start]))
    start++;
  if (start < size && data[start] == '{')
    return DECKLE_FORMAT_BANK;
  if (start < size && data[start] == '[')
    return DECKLE_FORMAT_JSON_CARDS;
  if (has_suffix (name, lists))
    return DECKLE_FORMAT_MARKDOWN;

  first = g_bytes_new_from_bytes (bytes, 0, MIN (size, GUESS_BYTES));
  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_import_note_free);
  head = deckle_text_decode (first, notes, NULL);
  if (head == NULL && size > GUESS_BYTES)
    {
      /* Cut in the middle of a character. */
      g_autofree char *cut = g_strndup (data, GUESS_BYTES);

      head = g_utf8_make_valid (cut, -1);
    }
  return head != NULL && looks_like_table (head) ? DECKLE_FORMAT_SEPARATED : DECKLE_FORMAT_MARKDOWN;
}
