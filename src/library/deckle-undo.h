/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-private.h"

G_BEGIN_DECLS

/* Steps kept; older ones are forgotten. */
#define DECKLE_UNDO_MAX 1000

typedef enum
{
  DECKLE_UNDO_BEFORE = 0,
  DECKLE_UNDO_AFTER = 1,
} DeckleUndoSide;

gint64    deckle_undo_push          (DeckleWrite     *write,
                                     DeckleUndoKind   kind,
                                     gint64           value,
                                     gint64           card,
                                     guint            n_cards,
                                     gint64           review,
                                     GError         **error);
gboolean  deckle_undo_save_card     (DeckleWrite     *write,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     gint64           card,
                                     GError         **error);
gboolean  deckle_undo_save_deck     (DeckleWrite     *write,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     gint64           deck,
                                     GError         **error);
gboolean  deckle_undo_save_settings (DeckleWrite     *write,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     GError         **error);

/* “Undo Good on “What is…””; NULL when there is nothing to undo or to redo. */
char     *deckle_undo_read_label    (sqlite3         *db,
                                     gboolean         redo) G_GNUC_WARN_UNUSED_RESULT;

/* Puts an earlier set of parameters back into force. */
gboolean  deckle_library_restore_parameters (DeckleWrite *write,
                                             gint64       set,
                                             GError     **error);
/* Recomputes the memory of every card from the log. */
gboolean  deckle_library_refresh_memory (sqlite3     *db,
                                         GError     **error);
/* Recomputes known_until_day of every card. */
gboolean  deckle_library_refresh_known (sqlite3      *db,
                                        GError      **error);

G_END_DECLS
