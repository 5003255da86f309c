/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-updates.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_NEWS_DIALOG (deckle_news_dialog_get_type ())
G_DECLARE_FINAL_TYPE (DeckleNewsDialog, deckle_news_dialog, DECKLE, NEWS_DIALOG, AdwDialog)

DeckleNewsDialog *deckle_news_dialog_new (DeckleLibrary       *library,
                                          const DeckleUpdate  *update) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
