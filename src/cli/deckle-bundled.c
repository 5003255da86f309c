/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-bundled"
#include "cli/deckle-bundled.h"

#include "bank/deckle-bank-reader.h"
#include "library/deckle-library-import.h"

/* Whether the library has the bundled bank in this version. */
static gboolean
is_current (DeckleLibrary         *library,
            const DeckleBankInfo  *info)
{
  g_autofree char *version = deckle_library_get_deck_version (library, info->id);

  return g_strcmp0 (version, info->version) == 0;
}

static void
read_bank (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  g_autoptr (GFile) file = deckle_bank_get_bundled ();
  g_autoptr (GError) error = NULL;
  DeckleBank *bank = deckle_bank_read (file, NULL, cancellable, &error);

  if (bank != NULL)
    g_task_return_pointer (task, bank, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_imported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    g_task_return_int (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = g_task_propagate_pointer (G_TASK (result), &error);

  if (bank == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  deckle_library_import_async (DECKLE_LIBRARY (source), bank, DECKLE_DECK_BUNDLED, NULL,
                               g_task_get_cancellable (task), on_imported, g_object_ref (task));
}

/**
 * deckle_library_sync_bundled_async:
 * @library: a library
 * @cancellable: (nullable): stops the reading
 * @callback: called when the library is up to date
 * @user_data: for @callback
 *
 * Brings the bundled bank into @library when it is missing there or has another version.
 *
 * Looks at the version alone unless something has to be done; then the bank is read on a worker and
 * merged by card id, so that progress and the user's own edits survive.
 */
void
deckle_library_sync_bundled_async (DeckleLibrary       *library,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBankInfo) info = NULL;

  g_return_if_fail (DECKLE_IS_LIBRARY (library));

  task = g_task_new (library, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_library_sync_bundled_async);

  file = deckle_bank_get_bundled ();
  info = deckle_bank_read_info (file, cancellable, &error);
  if (info == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (is_current (library, info))
    g_task_return_int (task, FALSE);
  else
    {
      reading = g_task_new (library, cancellable, on_read, g_steal_pointer (&task));
      g_task_run_in_thread (reading, read_bank);
    }
}

/**
 * deckle_library_sync_bundled_finish:
 * @library: a library
 * @result: what the callback got
 * @changed: (out) (optional): whether the library had to be changed
 * @error: return location for a [error@BankError] or [error@LibraryError]
 *
 * Returns: whether the library has the bundled bank now
 */
gboolean
deckle_library_sync_bundled_finish (DeckleLibrary  *library,
                                    GAsyncResult   *result,
                                    gboolean       *changed,
                                    GError        **error)
{
  gssize outcome;

  g_return_val_if_fail (g_task_is_valid (result, library), FALSE);

  outcome = g_task_propagate_int (G_TASK (result), error);
  if (changed != NULL)
    *changed = outcome > 0;
  return outcome >= 0;
}

static void
on_synced (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

/**
 * deckle_library_sync_bundled:
 * @library: a library
 * @error: return location for a [error@BankError] or [error@LibraryError]
 *
 * Does the same as [func@library_sync_bundled_async], blocking. Iterates the default main context.
 *
 * Returns: whether the library has the bundled bank now
 */
gboolean
deckle_library_sync_bundled (DeckleLibrary  *library,
                             GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), FALSE);

  deckle_library_sync_bundled_async (library, NULL, on_synced, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return deckle_library_sync_bundled_finish (library, result, NULL, error);
}
