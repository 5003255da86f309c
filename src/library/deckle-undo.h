/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-private.h"

G_BEGIN_DECLS

/* Steps kept; older ones are forgotten. */
#define DECKLE_UNDO_MAX 1000

/* Value of a step of kind DECKLE_UNDO_POLICY: which settings. */
#define DECKLE_UNDO_POLICY_GENERAL 0
#define DECKLE_UNDO_POLICY_SECTION 1

typedef enum
{
  DECKLE_UNDO_BEFORE = 0,
  DECKLE_UNDO_AFTER = 1,
} DeckleUndoSide;

/* The values of steps of kind EDIT and CREATE; they are stored. */
typedef enum
{
  DECKLE_EDIT_CHANGE = 0,
  DECKLE_EDIT_REVERT = 1,
  DECKLE_EDIT_KEEP = 2,
} DeckleEditValue;

typedef enum
{
  DECKLE_CREATE_CARD = 0,
  DECKLE_CREATE_DECK = 1,
  DECKLE_CREATE_SECTION = 2,
} DeckleCreateValue;

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

/* The same for what deckle-undo-own.c keeps. */
gboolean  deckle_undo_save_review   (DeckleWrite     *write,
                                     gint64           step,
                                     gint64           review,
                                     GError         **error);
gboolean  deckle_undo_save_note     (DeckleWrite     *write,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     gint64           card,
                                     GError         **error);
gboolean  deckle_undo_save_text     (DeckleWrite     *write,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     gint64           card,
                                     GError         **error);
gboolean  deckle_undo_save_place    (DeckleWrite     *write,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     gint64           card,
                                     GError         **error);
gboolean  deckle_undo_save_section  (DeckleWrite     *write,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     gint64           section,
                                     GError         **error);
/* Marks the log rows of a step as undone or not. */
gboolean  deckle_undo_mark_reviews  (sqlite3         *db,
                                     gint64           step,
                                     gboolean         undone,
                                     GError         **error);
/* Puts notes, texts, places and sections of one side of a step back. */
gboolean  deckle_undo_restore_own   (sqlite3         *db,
                                     gint64           step,
                                     DeckleUndoSide   side,
                                     GError         **error);

/* Stores a note, NULL or empty for none, with its place in the search index. */
gboolean  deckle_library_store_note (sqlite3         *db,
                                     gint64           card,
                                     const char      *text,
                                     GError         **error);
/* “Edit”, “Delete”, …: a step of one of the kinds from DECKLE_UNDO_NOTE on; NULL for another kind. */
char     *deckle_undo_describe_own  (DeckleUndoKind   kind,
                                     gint64           value) G_GNUC_WARN_UNUSED_RESULT;

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
/* Recomputes known_until_day of the cards of a section, 0 for every card. */
gboolean  deckle_library_refresh_known (sqlite3      *db,
                                        gint64        section,
                                        GError      **error);

G_END_DECLS
