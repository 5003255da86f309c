/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-import.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_IMPORT_DIALOG (deckle_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleImportDialog, deckle_import_dialog, DECKLE, IMPORT_DIALOG, AdwDialog)

DeckleImportDialog *deckle_import_dialog_new (DeckleLibrary *library,
                                              GFile         *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
