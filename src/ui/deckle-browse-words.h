/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "library/deckle-library-query.h"

G_BEGIN_DECLS

/* The words of a row of the browse page. All (transfer full) unless it says otherwise. */

/* (transfer none) */
const char    *deckle_browse_state_word   (const DeckleCardLine *line);
const char    *deckle_browse_flag_word    (int                   flag);

/* Local day on which a seen card comes back, never before @today; 0 for a new one. */
int            deckle_browse_due_day      (const DeckleCardLine *line,
                                           DeckleLibrary        *library);
char          *deckle_browse_due_word     (int                   due_day,
                                           int                   today);
char          *deckle_browse_question     (const DeckleCardLine *line);
/* What a screen reader says. */
char          *deckle_browse_row_name     (const DeckleCardLine *line,
                                           const char           *question,
                                           const char           *section,
                                           int                   due_day,
                                           int                   today);

/* Bold where @plain contains @text, whatever the case. */
PangoAttrList *deckle_browse_mark_text    (const char           *plain,
                                           const char           *text);

char          *deckle_browse_describe_count (guint               n_cards);

G_END_DECLS
