/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-wait.h"

static guint n_callbacks;

void
library_wait_on_written (GObject      *source,
                         GAsyncResult *result,
                         gpointer      data)
{
  LibraryWait *wait = data;
  gboolean success = deckle_library_write_finish (DECKLE_LIBRARY (source), result, &wait->error);

  g_assert_true (success == (wait->error == NULL));
  wait->order = ++n_callbacks;
  wait->done = TRUE;
}

void
library_wait_on_undone (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  LibraryWait *wait = data;
  gboolean success = deckle_library_undo_finish (DECKLE_LIBRARY (source), result, &wait->step, &wait->error);

  g_assert_true (success == (wait->error == NULL));
  wait->order = ++n_callbacks;
  wait->done = TRUE;
}

GError *
library_wait_take (LibraryWait *wait)
{
  while (!wait->done)
    g_main_context_iteration (NULL, TRUE);
  wait->done = FALSE;
  deckle_undo_step_clear (&wait->step);
  return g_steal_pointer (&wait->error);
}

void
library_wait_succeed (LibraryWait *wait)
{
  g_autoptr (GError) error = library_wait_take (wait);

  g_assert_no_error (error);
}
