/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-backup.h"
#include "schedule/deckle-clock.h"
#include "study/deckle-refit.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_APPLICATION (deckle_application_get_type ())
G_DECLARE_FINAL_TYPE (DeckleApplication, deckle_application, DECKLE, APPLICATION, AdwApplication)

DeckleApplication *deckle_application_new          (const char        *application_id,
                                                    DeckleClock       *clock) G_GNUC_WARN_UNUSED_RESULT;

DeckleLibrary     *deckle_application_get_library  (DeckleApplication *self);
GSettings         *deckle_application_get_settings (DeckleApplication *self);
DeckleRefit       *deckle_application_get_refit    (DeckleApplication *self);
void               deckle_application_catch_up     (DeckleApplication *self);

gboolean           deckle_application_open_library (DeckleApplication *self,
                                                    GError           **error);
void               deckle_application_close_library (DeckleApplication *self);

int                deckle_application_main         (int                argc,
                                                    char             **argv);

G_END_DECLS
