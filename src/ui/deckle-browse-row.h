/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/deckle-library-query.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_BROWSE_ROW (deckle_browse_row_get_type ())
G_DECLARE_FINAL_TYPE (DeckleBrowseRow, deckle_browse_row, DECKLE, BROWSE_ROW, GtkBox)

/* Widths of the columns in characters, for the headings too. */
#define DECKLE_BROWSE_NUMBER_CHARS 5
#define DECKLE_BROWSE_LEVEL_CHARS 11
#define DECKLE_BROWSE_STATE_CHARS 9
#define DECKLE_BROWSE_DUE_CHARS 10

GtkWidget  *deckle_browse_row_new       (void) G_GNUC_WARN_UNUSED_RESULT;

/* @line: (nullable): %NULL for a card that vanished. Returns (transfer full): what a screen reader says. */
char       *deckle_browse_row_show      (DeckleBrowseRow         *self,
                                         const DeckleCardLine    *line,
                                         const DeckleSectionInfo *section,
                                         const char              *text,
                                         DeckleLibrary           *library) G_GNUC_WARN_UNUSED_RESULT;
void        deckle_browse_row_set_narrow (DeckleBrowseRow        *self,
                                          gboolean                narrow);

G_END_DECLS
