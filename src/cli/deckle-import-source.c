/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-import-source.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-reader.h"
#include "formats/deckle-format.h"

/**
 * deckle_import_source_clear:
 * @source: a source
 *
 * Frees what it holds, not @source itself.
 */
void
deckle_import_source_clear (DeckleImportSource *source)
{
  g_clear_object (&source->bank);
  g_clear_pointer (&source->notes, g_ptr_array_unref);
}

/* A bank begins with a brace or bracket, whatever its name is. */
static gboolean
looks_like_json (GBytes *bytes)
{
  gsize size, i = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size >= 3 && data[0] == 0xef && data[1] == 0xbb && data[2] == 0xbf)
    i = 3;
  while (i < size && g_ascii_isspace ((char) data[i]))
    i++;
  return i < size && (data[i] == '{' || data[i] == '[');
}

static DeckleBank *
read_bank (GBytes        *bytes,
           GFile         *file,
           const char    *name,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  DeckleBank *bank;

  if (file != NULL)
    bank = deckle_bank_read (file, &problems, cancellable, error);
  else
    bank = deckle_bank_parse (bytes, name, &problems, error);
  if (bank == NULL && problems != NULL && problems->len > 1)
    g_prefix_error (error, ngettext ("%u problem; the first: ", "%u problems; the first: ", problems->len),
                    problems->len);
  return bank;
}

/**
 * deckle_import_source_parse:
 * @source: (inout): an empty source
 * @bytes: what stands in the file, at most %DECKLE_FORMAT_SIZE_MAX
 * @file: (nullable): the file; a bank may have its sections in files beside it
 * @name: what a sentence calls the file
 * @cancellable: (nullable): a cancellable
 * @error: return location for a [error@BankError] or [error@FormatError]
 *
 * Reads a Markdown list of questions or a bank. May be called from a worker thread.
 *
 * Returns: whether @source has a bank now
 */
gboolean
deckle_import_source_parse (DeckleImportSource  *source,
                            GBytes              *bytes,
                            GFile               *file,
                            const char          *name,
                            GCancellable        *cancellable,
                            GError             **error)
{
  g_return_val_if_fail (source != NULL && source->bank == NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (looks_like_json (bytes))
    source->bank = read_bank (bytes, file, name, cancellable, error);
  else
    {
      source->bank = deckle_markdown_parse (bytes, name, &source->notes, error);
      if (source->bank == NULL)
        g_prefix_error (error, "%s: ", name);
    }
  return source->bank != NULL;
}

/**
 * deckle_import_source_choose_kind:
 * @source: a source with a bank
 * @library: where it goes
 *
 * A deck that the library has stays what it is there, for example the bundled one.
 *
 * Returns: the kind to import as
 */
DeckleDeckKind
deckle_import_source_choose_kind (DeckleImportSource *source,
                                  DeckleLibrary      *library)
{
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (library, NULL);

  g_return_val_if_fail (source != NULL && source->bank != NULL, DECKLE_DECK_IMPORTED);

  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      if (g_str_equal (deck->id, deckle_bank_get_id (source->bank)))
        return deck->kind;
    }
  return DECKLE_DECK_IMPORTED;
}
