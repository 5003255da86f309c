/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "library/deckle-library.h"

G_BEGIN_DECLS

typedef enum
{
  DECKLE_CHANGE_NONE = 0,
  DECKLE_CHANGE_SCHEDULE = 1 << 0,  /* counts or queue may differ */
  DECKLE_CHANGE_DECKS = 1 << 1,     /* decks, sections or card texts differ */
  DECKLE_CHANGE_UNDO = 1 << 2,      /* the undo stack differs */
  DECKLE_CHANGE_POLICY = 1 << 3,    /* policy or parameters differ */
  DECKLE_CHANGE_GRADE = 1 << 4,     /* an answer of ours was saved: counts or queue may differ */
} DeckleChange;

#define DECKLE_CHANGE_ALL (DECKLE_CHANGE_SCHEDULE | DECKLE_CHANGE_DECKS | DECKLE_CHANGE_UNDO | DECKLE_CHANGE_POLICY)

/**
 * DeckleWrite:
 * @db: the writer's connection, inside a transaction
 * @clock: the library's clock
 * @cancellable: (nullable): checked by long writes
 * @changes: what differs once this is committed; filled by the function
 * @loss: (owned) (nullable): one sentence that says what was not saved, added to the error's message when the write fails
 * @result: (owned) (nullable): what the task returns instead of %TRUE
 * @free_result: frees @result
 *
 * One write while it runs.
 */
typedef struct
{
  sqlite3        *db;
  DeckleClock    *clock;
  GCancellable   *cancellable;
  DeckleChange    changes;
  char           *loss;
  gpointer        result;
  GDestroyNotify  free_result;
} DeckleWrite;

/* Runs on the writer's thread inside BEGIN IMMEDIATE; FALSE with @error rolls back. */
typedef gboolean (*DeckleWriteFunc)   (DeckleWrite      *write,
                                       gpointer          data,
                                       GError          **error);
/* Runs on the thread that made the writer, before the callbacks of the writes concerned. */
typedef void     (*DeckleChangedFunc) (DeckleChange      changes,
                                       gpointer          user_data);

typedef struct _DeckleWriter DeckleWriter;

DeckleWriter *deckle_writer_new    (const char         *path,
                                    const char         *vfs,
                                    DeckleClock        *clock,
                                    DeckleChangedFunc   changed,
                                    gpointer            user_data,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void          deckle_writer_push   (DeckleWriter       *self,
                                    GTask              *task,
                                    gboolean            has_callback,
                                    DeckleWriteFunc     func,
                                    gpointer            data,
                                    GDestroyNotify      free_data);
void          deckle_writer_check  (DeckleWriter       *self);
gboolean      deckle_writer_flush  (DeckleWriter       *self,
                                    GError            **error);
gboolean      deckle_writer_close  (DeckleWriter       *self,
                                    GError            **error);

G_END_DECLS
