/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeckleBoundResult:
 * @DECKLE_BOUND_FINE: can be inserted as it is
 * @DECKLE_BOUND_CLEANED: without what must not be there
 * @DECKLE_BOUND_TOO_LONG: more than the field can hold
 * @DECKLE_BOUND_LINE_TOO_LONG: with a line that no screen can show
 *
 * What is to be done with a text that is typed or pasted.
 */
typedef enum
{
  DECKLE_BOUND_FINE,
  DECKLE_BOUND_CLEANED,
  DECKLE_BOUND_TOO_LONG,
  DECKLE_BOUND_LINE_TOO_LONG,
} DeckleBoundResult;

/* Characters of one line: a toolkit that lays out more than this at once stands still. */
#define DECKLE_BOUND_LINE_CHARS 10000

DeckleBoundResult deckle_bound_text     (const char        *text,
                                         gssize             length,
                                         guint              n_present,
                                         guint              max_chars,
                                         gboolean           one_line,
                                         char             **clean);
char             *deckle_bound_describe (DeckleBoundResult  result,
                                         guint              max_chars) G_GNUC_WARN_UNUSED_RESULT;

/* @sentence: what was done, NULL when there is nothing to say. */
typedef void (*DeckleBoundFunc) (const char *sentence,
                                 gpointer    user_data);

void              deckle_bound_buffer   (GtkTextBuffer     *buffer,
                                         guint              max_chars,
                                         DeckleBoundFunc    say,
                                         gpointer           user_data);
void              deckle_bound_editable (GtkEditable       *editable,
                                         guint              max_chars,
                                         DeckleBoundFunc    say,
                                         gpointer           user_data);

G_END_DECLS
