/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_EXPORT_DIALOG (deckle_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleExportDialog, deckle_export_dialog, DECKLE, EXPORT_DIALOG, AdwDialog)

DeckleExportDialog *deckle_export_dialog_new  (DeckleLibrary      *library,
                                               DeckleScope         scope,
                                               GArray             *rows) G_GNUC_WARN_UNUSED_RESULT;

void                deckle_export_dialog_save (DeckleExportDialog *self,
                                               GFile              *file);

G_END_DECLS
