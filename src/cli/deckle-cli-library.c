/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cli/deckle-bundled.h"

#define SCRATCH_KEY "deckle-scratch-folder"

/**
 * deckle_cli_remove_tree:
 * @path: a file or folder of our own
 *
 * Removes it with everything in it, following no symbolic link.
 */
void
deckle_cli_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      deckle_cli_remove_tree (child);
    }
  g_remove (path);
}

static DeckleLibrary *
open_path (const char   *path,
           DeckleClock  *clock,
           GError      **error)
{
  g_autoptr (GError) cause = NULL;
  DeckleLibrary *library = deckle_library_open (path, clock, &cause);

  if (library != NULL)
    return library;
  if (g_error_matches (cause, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT))
    /* Translators: %s is a sentence that says what is wrong with the library */
    g_set_error (error, cause->domain, cause->code, _("%s “deckle doctor --repair” saves what can be read."),
                 cause->message);
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static DeckleLibrary *
open_scratch (DeckleClock  *clock,
              GError      **error)
{
  g_autofree char *folder = g_dir_make_tmp ("deckle-XXXXXX", error);
  g_autofree char *path = NULL;
  DeckleLibrary *library;

  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, "library.db", NULL);
  library = open_path (path, clock, error);
  if (library != NULL)
    g_object_set_data_full (G_OBJECT (library), SCRATCH_KEY, g_steal_pointer (&folder), g_free);
  else
    deckle_cli_remove_tree (folder);
  return library;
}

/**
 * deckle_cli_open_library:
 * @how: what to do beyond opening
 * @error: return location for a [error@LibraryError]
 *
 * Opens the user's library. A bundled bank that cannot be brought into it is told on standard error
 * and does not keep the rest from working.
 *
 * Returns: (transfer full) (nullable): a library, closed with [func@cli_close_library], or %NULL with
 *   @error set
 */
DeckleLibrary *
deckle_cli_open_library (DeckleCliOpen   how,
                         GError        **error)
{
  g_autofree char *path = deckle_library_default_path ();
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GError) problem = NULL;
  gboolean scratch = how == DECKLE_CLI_OPEN_SCRATCH && !g_file_test (path, G_FILE_TEST_EXISTS);
  DeckleLibrary *library = scratch ? open_scratch (clock, error) : open_path (path, clock, error);

  if (library != NULL && (scratch || how == DECKLE_CLI_OPEN_SYNC) &&
      !deckle_library_sync_bundled (library, &problem))
    deckle_cli_warn (_("The bundled questions could not be brought up to date: %s"), problem->message);
  return library;
}

/**
 * deckle_cli_close_library:
 * @library: (transfer full): a library
 *
 * Closes it, and removes it when it was a temporary one.
 */
void
deckle_cli_close_library (DeckleLibrary *library)
{
  g_autofree char *scratch = g_object_steal_data (G_OBJECT (library), SCRATCH_KEY);
  g_autoptr (GError) error = NULL;

  if (!deckle_library_close (library, &error))
    deckle_cli_warn ("%s", error->message);
  g_object_unref (library);
  if (scratch != NULL)
    deckle_cli_remove_tree (scratch);
}

/**
 * deckle_cli_on_ready:
 * @source: the library
 * @result: what became of an asynchronous call
 * @user_data: a pointer to a %NULL #GAsyncResult
 *
 * A callback that keeps the result.
 */
void
deckle_cli_on_ready (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

/**
 * deckle_cli_wait_write:
 * @library: a library
 * @result: (inout): filled by [func@cli_on_ready], cleared here
 * @error: return location for a [error@LibraryError]
 *
 * Waits until a write was committed or has failed.
 *
 * Returns: whether it was committed
 */
gboolean
deckle_cli_wait_write (DeckleLibrary  *library,
                       GAsyncResult  **result,
                       GError        **error)
{
  g_autoptr (GAsyncResult) finished = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  finished = g_steal_pointer (result);
  return deckle_library_write_finish (library, finished, error);
}
