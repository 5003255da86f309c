/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-sections.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_SECTION_DIALOG (deckle_section_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleSectionDialog, deckle_section_dialog, DECKLE, SECTION_DIALOG, AdwDialog)

DeckleSectionDialog *deckle_section_dialog_new       (DeckleLibrary             *library,
                                                      gint64                     section) G_GNUC_WARN_UNUSED_RESULT;

/* “5 new · 95%”; NULL when the section follows the general values. */
char                *deckle_section_policy_describe  (const DeckleSectionPolicy *policy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
