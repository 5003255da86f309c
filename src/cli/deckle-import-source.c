/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-import-source.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-reader.h"

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
  g_clear_pointer (&source->table, deckle_separated_free);
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

static void
take_table (DeckleImportSource *source,
            DeckleSeparated    *table)
{
  g_clear_pointer (&source->table, deckle_separated_free);
  g_clear_pointer (&source->notes, g_ptr_array_unref);
  source->table = table;
  g_set_object (&source->bank, table->bank);
  source->notes = g_ptr_array_ref (table->notes);
}

/**
 * deckle_import_source_parse_table:
 * @source: (inout): an empty source, or one with a table that is to be read anew
 * @bytes: what stands in the file, at most %DECKLE_FORMAT_SIZE_MAX
 * @name: what a sentence calls the file
 * @options: (nullable): how to read it
 * @error: return location for a [error@FormatError]
 *
 * Reads a table. One without a card leaves @source without a bank and is no error, so that its columns can be chosen. May be
 * called from a worker thread.
 *
 * Returns: whether @source has a table now
 */
gboolean
deckle_import_source_parse_table (DeckleImportSource            *source,
                                  GBytes                        *bytes,
                                  const char                    *name,
                                  const DeckleSeparatedOptions  *options,
                                  GError                       **error)
{
  DeckleSeparated *table;

  g_return_val_if_fail (source != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  table = deckle_separated_read (bytes, name, options, error);
  if (table == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  take_table (source, table);
  return TRUE;
}

static gboolean
read_list (DeckleImportSource  *source,
           GBytes              *bytes,
           const char          *name,
           gboolean             is_json,
           GError             **error)
{
  source->bank = is_json ? deckle_json_cards_parse (bytes, name, &source->notes, error)
                         : deckle_markdown_parse (bytes, name, &source->notes, error);
  if (source->bank == NULL)
    g_prefix_error (error, "%s: ", name);
  return source->bank != NULL;
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
 * Reads a Markdown list of questions, a table, a list of cards in JSON or a bank. Of a table without a card there is
 * `source->table` without a bank. May be called from a worker thread.
 *
 * Returns: whether @source has a bank or a table now
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

  switch (deckle_format_guess (bytes, name))
    {
    case DECKLE_FORMAT_SEPARATED:
      return deckle_import_source_parse_table (source, bytes, name, NULL, error);
    case DECKLE_FORMAT_BANK:
      source->bank = read_bank (bytes, file, name, cancellable, error);
      return source->bank != NULL;
    case DECKLE_FORMAT_JSON_CARDS:
      return read_list (source, bytes, name, TRUE, error);
    case DECKLE_FORMAT_MARKDOWN:
    default:
      return read_list (source, bytes, name, FALSE, error);
    }
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
