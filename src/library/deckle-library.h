/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/deckle-bank.h"
#include "schedule/deckle-scheduler.h"

G_BEGIN_DECLS

#define DECKLE_LIBRARY_ERROR (deckle_library_error_quark ())
GQuark deckle_library_error_quark (void);

/**
 * DeckleLibraryError:
 * @DECKLE_LIBRARY_ERROR_FAILED: anything else; the message says what
 * @DECKLE_LIBRARY_ERROR_CORRUPT: not a database, or a damaged one
 * @DECKLE_LIBRARY_ERROR_NEWER: written by a newer Deckle
 * @DECKLE_LIBRARY_ERROR_LOCKED: another program holds it
 * @DECKLE_LIBRARY_ERROR_READ_ONLY: the folder or file cannot be written
 * @DECKLE_LIBRARY_ERROR_FULL: the disk is full
 * @DECKLE_LIBRARY_ERROR_IO: the disk failed
 * @DECKLE_LIBRARY_ERROR_NOT_FOUND: no such deck, card, file
 * @DECKLE_LIBRARY_ERROR_NOTHING: nothing to undo, redo or reset
 * @DECKLE_LIBRARY_ERROR_INVALID: what the user asked for cannot be; the message says why. Writes behind it are run.
 */
typedef enum
{
  DECKLE_LIBRARY_ERROR_FAILED,
  DECKLE_LIBRARY_ERROR_CORRUPT,
  DECKLE_LIBRARY_ERROR_NEWER,
  DECKLE_LIBRARY_ERROR_LOCKED,
  DECKLE_LIBRARY_ERROR_READ_ONLY,
  DECKLE_LIBRARY_ERROR_FULL,
  DECKLE_LIBRARY_ERROR_IO,
  DECKLE_LIBRARY_ERROR_NOT_FOUND,
  DECKLE_LIBRARY_ERROR_NOTHING,
  DECKLE_LIBRARY_ERROR_INVALID,
} DeckleLibraryError;

/**
 * DeckleLibrary:
 *
 * The only owner of the user's data: one SQLite file. Reads run on the calling (main) thread through a connection of
 * their own; writes go through one first-in-first-out queue on one thread and one connection.
 *
 * Properties (read-only, notify on the main thread after a commit): can-undo, can-redo (boolean), undo-label,
 * redo-label (string, translated, “Undo Good on “What is…””).
 *
 * Signals (main thread): “schedule-changed” (counts or queue may differ), “decks-changed” (decks, sections or card texts
 * differ), both also after another process's change.
 */
#define DECKLE_TYPE_LIBRARY (deckle_library_get_type ())
G_DECLARE_FINAL_TYPE (DeckleLibrary, deckle_library, DECKLE, LIBRARY, GObject)

/* $XDG_DATA_HOME/deckle/library.db */
char          *deckle_library_default_path  (void) G_GNUC_WARN_UNUSED_RESULT;

/* Opens or makes the file, migrates it (after a verified backup), makes the day's first backup. Blocking, bounded by a
 * busy time-out of a few seconds. Never changes a file that it cannot understand. */
DeckleLibrary *deckle_library_open          (const char      *path,
                                             DeckleClock     *clock,
                                             GError         **error) G_GNUC_WARN_UNUSED_RESULT;

/* Drains the queue and closes. Also done by dispose. Returns FALSE with the first write that failed. */
gboolean       deckle_library_close         (DeckleLibrary   *self,
                                             GError         **error);

/* Blocks until everything queued so far has been committed or has failed; returns FALSE with the first failure since the
 * last flush that nobody took through a callback. For the command line and tests. */
gboolean       deckle_library_flush         (DeckleLibrary   *self,
                                             GError         **error);

const char    *deckle_library_get_path      (DeckleLibrary   *self);
DeckleClock   *deckle_library_get_clock     (DeckleLibrary   *self);
int            deckle_library_get_today     (DeckleLibrary   *self);

/* Policy and model in force. */
void           deckle_library_get_scheduler (DeckleLibrary   *self,
                                             DeckleScheduler *scheduler);
/* Stores the policy (one undoable step) and recomputes what hangs on it. */
void           deckle_library_set_policy_async (DeckleLibrary       *self,
                                                const DecklePolicy  *policy,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);

/* Stores the model to remember with (one undoable step) and recomputes every card's memory from its log. */
void           deckle_library_set_parameters_async (DeckleLibrary       *self,
                                                    const DeckleFsrs    *model,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
/* The same, not undoable: for a fit in the background. */
void           deckle_library_set_fit_async (DeckleLibrary       *self,
                                             const DeckleFsrs    *model,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);


gboolean       deckle_library_get_can_undo  (DeckleLibrary   *self);
gboolean       deckle_library_get_can_redo  (DeckleLibrary   *self);

/* One finish for every _async of library/ that only succeeds or fails. When a write fails, the writes that were queued
 * behind it by the same program are not run: each fails with the same error. */
gboolean       deckle_library_write_finish  (DeckleLibrary   *self,
                                             GAsyncResult    *result,
                                             GError         **error);

G_END_DECLS
