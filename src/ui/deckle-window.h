/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-application.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_WINDOW (deckle_window_get_type ())
G_DECLARE_FINAL_TYPE (DeckleWindow, deckle_window, DECKLE, WINDOW, AdwApplicationWindow)

DeckleWindow *deckle_window_new          (DeckleApplication  *application) G_GNUC_WARN_UNUSED_RESULT;

/* NULL while no library is open. */
void          deckle_window_set_library  (DeckleWindow       *self,
                                          DeckleLibrary      *library);

/* In place of the card: what happened, what was saved, one button. @backup: (nullable): offered for restoring. */
void          deckle_window_show_problem (DeckleWindow       *self,
                                          const char         *title,
                                          const char         *message,
                                          const DeckleBackup *backup);

/* The list of new and changed questions, when the learner was not shown it yet and nothing else is in the way. */
void          deckle_window_offer_news   (DeckleWindow       *self);

/* Shows the preview of an import for each file, one after the other. */
void          deckle_window_import_files (DeckleWindow      *self,
                                          GListModel        *files);

/* Asks how to export these cards. */
void          deckle_window_export_cards (DeckleWindow      *self,
                                          GArray            *rows);

void          deckle_window_add_toast    (DeckleWindow       *self,
                                          const char         *message,
                                          const char         *button_label,
                                          const char         *detailed_action);

G_END_DECLS
