/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-sections.h"

G_BEGIN_DECLS

/* Rows that open the settings of each section, in an expander row. */
typedef struct _DeckleSectionRows DeckleSectionRows;

DeckleSectionRows *deckle_section_rows_new  (DeckleLibrary     *library,
                                             AdwExpanderRow    *expander) G_GNUC_WARN_UNUSED_RESULT;
void               deckle_section_rows_free (DeckleSectionRows *self);

G_END_DECLS
