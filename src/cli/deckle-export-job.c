/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-export-job.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-writer.h"
#include "formats/deckle-format-writer.h"
#include "library/deckle-library-gather.h"

#define BUFFER_SIZE (256 * 1024)

/* What the format is called, and how its files end. */
static const struct
{
  const char *nick;
  const char *suffix;
} formats[DECKLE_N_EXPORT_FORMATS] = {
  [DECKLE_EXPORT_JSON] = { "json", ".json" },
  [DECKLE_EXPORT_CSV] = { "csv", ".csv" },
  [DECKLE_EXPORT_TSV] = { "tsv", ".tsv" },
  [DECKLE_EXPORT_MARKDOWN] = { "md", ".md" },
};

/**
 * deckle_export_format_get_nick:
 * @format: a format
 *
 * Returns: its short name, which is also how its files end
 */
const char *
deckle_export_format_get_nick (DeckleExportFormat format)
{
  g_return_val_if_fail (format < DECKLE_N_EXPORT_FORMATS, NULL);

  return formats[format].nick;
}

/**
 * deckle_export_format_from_nick:
 * @nick: short name of a format
 * @format: (out): the format
 *
 * Returns: whether there is such a format
 */
gboolean
deckle_export_format_from_nick (const char         *nick,
                                DeckleExportFormat *format)
{
  for (int i = 0; i < DECKLE_N_EXPORT_FORMATS; i++)
    if (g_str_equal (formats[i].nick, nick))
      {
        *format = (DeckleExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * deckle_export_format_from_file:
 * @name: name of a file
 * @format: (out): the format
 *
 * Returns: whether the end of the name tells the format
 */
gboolean
deckle_export_format_from_file (const char         *name,
                                DeckleExportFormat *format)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (int i = 0; i < DECKLE_N_EXPORT_FORMATS; i++)
    if (g_str_has_suffix (folded, formats[i].suffix))
      {
        *format = (DeckleExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
write_banks (DeckleExport   *job,
             GPtrArray      *banks,
             GOutputStream  *stream,
             GCancellable   *cancellable,
             GError        **error)
{
  switch (job->format)
    {
    case DECKLE_EXPORT_CSV:
      return deckle_separated_write (banks, DECKLE_TABLE_CSV, stream, cancellable, error);
    case DECKLE_EXPORT_TSV:
      return deckle_separated_write (banks, DECKLE_TABLE_ANKI, stream, cancellable, error);
    case DECKLE_EXPORT_MARKDOWN:
      return deckle_markdown_write (banks, stream, cancellable, error);
    case DECKLE_EXPORT_JSON:
    default:
      return deckle_bank_write_to (g_ptr_array_index (banks, 0), TRUE, stream, cancellable, error);
    }
}

/**
 * deckle_export_write:
 * @job: what to write
 * @library: where the cards are
 * @stream: where to; it stays open
 * @cancellable: (nullable): a cancellable
 * @error: return location for a [error@LibraryError] or a #GIOErrorEnum
 *
 * Writes the cards as they stand now, a card at a time. Notes and progress are the user's own and are never written. A bank
 * holds one deck: cards of several are put into one, with their sections. Blocking, any thread.
 *
 * Returns: whether all of it was written; what was written before a failure is of no use
 */
gboolean
deckle_export_write (DeckleExport   *job,
                     DeckleLibrary  *library,
                     GOutputStream  *stream,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr (DeckleGather) gather = NULL;
  g_autoptr (GOutputStream) buffered = NULL;
  gboolean success;

  g_return_val_if_fail (job != NULL, FALSE);
  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  gather = deckle_library_gather (library, job->scope, job->rows, job->format == DECKLE_EXPORT_JSON, &job->n_loaded, error);
  if (gather == NULL)
    return FALSE;
  g_atomic_int_set (&job->n_cards, (int) deckle_gather_get_n_cards (gather));
  buffered = g_buffered_output_stream_new_sized (stream, BUFFER_SIZE);
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffered), FALSE);
  success = write_banks (job, deckle_gather_get_banks (gather), buffered, cancellable, error) &&
            deckle_gather_check (gather, error) && g_output_stream_flush (buffered, cancellable, error);
  if (!success)
    {
      /* What is still in the buffer goes nowhere. */
      g_autoptr (GCancellable) stop = g_cancellable_new ();

      g_cancellable_cancel (stop);
      g_output_stream_close (buffered, stop, NULL);
    }
  return success;
}

/* Writes all of it and closes @stream; closed after a failure, a file that was to be replaced stays. */
static gboolean
write_file (DeckleExport   *job,
            DeckleLibrary  *library,
            GOutputStream  *stream,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (GCancellable) stop = NULL;

  if (deckle_export_write (job, library, stream, cancellable, error) && g_output_stream_close (stream, cancellable, error))
    return TRUE;
  stop = g_cancellable_new ();
  g_cancellable_cancel (stop);
  g_output_stream_close (stream, stop, NULL);
  return FALSE;
}

/* A name that nothing in the folder has. */
static GFile *
name_part (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_strdup_printf (".deckle-%08x%08x.part", g_random_int (), g_random_int ());

  return folder != NULL ? g_file_get_child (folder, name) : NULL;
}

/* Into the file itself: over the one that is there, or where the folder takes no other file. */
static gboolean
replace_in_place (DeckleExport   *job,
                  DeckleLibrary  *library,
                  GFile          *file,
                  GCancellable   *cancellable,
                  GError        **error)
{
  gboolean existed = g_file_query_exists (file, cancellable);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);

  if (stream == NULL)
    return FALSE;
  if (write_file (job, library, G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;
  if (!existed)
    g_file_delete (file, NULL, NULL);
  return FALSE;
}

/* A file that is new appears under its name when all of it is written. */
static gboolean
create_whole (DeckleExport   *job,
              DeckleLibrary  *library,
              GFile          *file,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (GFile) part = name_part (file);
  g_autoptr (GFileOutputStream) stream = NULL;

  if (part != NULL)
    stream = g_file_create (part, G_FILE_CREATE_NONE, cancellable, NULL);
  if (stream == NULL)
    return replace_in_place (job, library, file, cancellable, error);
  if (write_file (job, library, G_OUTPUT_STREAM (stream), cancellable, error) &&
      g_file_move (part, file, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable, NULL, NULL, error))
    return TRUE;
  g_file_delete (part, NULL, NULL);
  return FALSE;
}

/**
 * deckle_export_replace:
 * @job: what to write
 * @library: where the cards are
 * @file: a file, there or replaced when all of it is written and not before
 * @cancellable: (nullable): a cancellable
 * @error: return location for a [error@LibraryError] or a #GIOErrorEnum: one sentence that names the file
 *
 * Exports into a file, through another one beside it that is renamed at the end. In a folder that takes no other file, as one that a
 * portal shows, a new file is written in place. Blocking, any thread.
 *
 * Returns: whether the file is there now; if not, what was there is as it was
 */
gboolean
deckle_export_replace (DeckleExport   *job,
                       DeckleLibrary  *library,
                       GFile          *file,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  /* The toolkit writes beside a file that is there, and in place where there is none. */
  if (g_file_query_exists (file, cancellable) ? replace_in_place (job, library, file, cancellable, &cause)
                                              : create_whole (job, library, file, cancellable, &cause))
    return TRUE;
  name = g_file_get_parse_name (file);
  /* Translators: name of a file, then a sentence that says why */
  g_set_error (error, cause->domain, cause->code, _("“%s” was not written: %s"), name, cause->message);
  return FALSE;
}
