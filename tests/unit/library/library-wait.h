/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-actions.h"

G_BEGIN_DECLS

/* Waits for one asynchronous call: pass library_wait_on_written (or _on_undone) and the wait, then take the result. */
typedef struct
{
  gboolean        done;
  GError         *error;
  DeckleUndoStep  step;
  guint           order;   /* 1 for the first callback that came, … */
} LibraryWait;

void    library_wait_on_written (GObject      *source,
                                 GAsyncResult *result,
                                 gpointer      wait);
void    library_wait_on_undone  (GObject      *source,
                                 GAsyncResult *result,
                                 gpointer      wait);
/* Iterates until the callback came. Returns its error, NULL for success; @wait can be used again. */
GError *library_wait_take       (LibraryWait  *wait) G_GNUC_WARN_UNUSED_RESULT;
/* The same, and fails the test when there was an error. */
void    library_wait_succeed    (LibraryWait  *wait);

/* Every field; the bytes between them do not count. */
void    library_assert_same_schedule (const DeckleSchedule *a,
                                      const DeckleSchedule *b);

G_END_DECLS
