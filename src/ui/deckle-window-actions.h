/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-window.h"

G_BEGIN_DECLS

/* The win.* actions. */
void deckle_window_add_actions (DeckleWindow *self);

/* “win.open-card” and “win.forward”. */
void deckle_window_add_card_actions (DeckleWindow *self);

/* “win.zoom-in”, “win.zoom-out”, “win.zoom-normal”. */
void deckle_window_add_zoom_actions (DeckleWindow *self);

/* Import, export and files that are dropped on the window, in deckle-window-files.c. */
void deckle_window_add_file_actions (DeckleWindow *self);

/* “win.browse-section” and “win.step-card”. */
void deckle_window_add_browse_actions (DeckleWindow *self);

/* Undo and redo are sensitive while the present library has something to take back. */
void deckle_window_bind_undo   (DeckleWindow *self);
void deckle_window_add_section_actions (DeckleWindow *self);

/* “win.new-card”, “win.edit-card” and “win.delete-card”. */
void deckle_window_add_editor_actions (DeckleWindow *self);

G_END_DECLS
