/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bank"
#include "deckle-config.h"

#include "bank/deckle-bank-file.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-reader.h"

#define CHUNK (64 * 1024)

/* What GIO says, in our domain; a cancelled read stays what it is. */
static void
take_io_error (GError  *cause,
               GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (cause, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND))
    g_set_error_literal (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_READ, _("There is no such file"));
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error_literal (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_READ, _("The file may not be read by you"));
  else
    g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_READ,
                 /* Translators: the last part is a message of the system */
                 _("The file cannot be read: %s"), cause->message);

  g_error_free (cause);
}

static gboolean
check_type (GFile         *file,
            gboolean       beside,
            gsize          limit,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInfo) info = NULL;
  GError *cause = NULL;
  GFileType type;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            beside ? G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS : G_FILE_QUERY_INFO_NONE,
                            cancellable, &cause);
  if (info == NULL)
    {
      take_io_error (cause, error);
      return FALSE;
    }

  type = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_STANDARD_TYPE);
  if (type == G_FILE_TYPE_DIRECTORY)
    g_set_error_literal (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_READ, _("This is a folder, not a file"));
  else if (beside && type != G_FILE_TYPE_REGULAR)
    g_set_error_literal (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_READ,
                         _("A file of a section must be a regular file, not a link or a device"));
  else if (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_SIZE) > limit)
    g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_TOO_LARGE,
                 _("The bank is larger than %d MiB"), DECKLE_BANK_SIZE_MAX / (1024 * 1024));
  else
    return TRUE;

  return FALSE;
}

/*
 * Reads a file of at most @limit bytes, whatever size it claims. @beside: one
 * that a bank names, which must not lead anywhere else.
 */
GBytes *
deckle_bank_file_load (GFile         *file,
                       gboolean       beside,
                       gsize          limit,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree guint8 *chunk = NULL;
  GError *cause = NULL;
  gssize n_read;

  if (!check_type (file, beside, limit, cancellable, error))
    return NULL;

  stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    {
      take_io_error (cause, error);
      return NULL;
    }

  chunk = g_malloc (CHUNK);
  while ((n_read = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK, cancellable, &cause)) > 0)
    {
      if ((gsize) n_read > limit - data->len)
        {
          g_set_error (error, DECKLE_BANK_ERROR, DECKLE_BANK_ERROR_TOO_LARGE,
                       _("The bank is larger than %d MiB"), DECKLE_BANK_SIZE_MAX / (1024 * 1024));
          return NULL;
        }
      g_byte_array_append (data, chunk, (guint) n_read);
    }

  if (n_read < 0)
    {
      take_io_error (cause, error);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}
