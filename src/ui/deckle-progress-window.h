/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_PROGRESS_WINDOW (deckle_progress_window_get_type ())
G_DECLARE_FINAL_TYPE (DeckleProgressWindow, deckle_progress_window, DECKLE, PROGRESS_WINDOW, AdwApplicationWindow)

DeckleProgressWindow *deckle_progress_window_new (GtkApplication *application,
                                                  DeckleLibrary  *library,
                                                  GSettings      *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
