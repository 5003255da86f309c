/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-fit.h"

G_BEGIN_DECLS

/**
 * DeckleRefit:
 *
 * Fits the memory model to the learner's own answers in the background, and puts the fit in force only when held-out answers say
 * that it predicts better. Main thread only; the work is done on a worker and can be cancelled at any time. What is cancelled,
 * by quitting for example, leaves no trace and is begun again the next time.
 *
 * Property: running (boolean, read-only). Signal: “finished” when the note about the last fit may differ.
 */
#define DECKLE_TYPE_REFIT (deckle_refit_get_type ())
G_DECLARE_FINAL_TYPE (DeckleRefit, deckle_refit, DECKLE, REFIT, GObject)

DeckleRefit *deckle_refit_new         (DeckleLibrary       *library) G_GNUC_WARN_UNUSED_RESULT;
gboolean     deckle_refit_is_running  (DeckleRefit         *self);
gboolean     deckle_refit_is_due      (DeckleRefit         *self);
void         deckle_refit_start       (DeckleRefit         *self);
void         deckle_refit_cancel      (DeckleRefit         *self);
char        *deckle_refit_describe    (const DeckleFitNote *note) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
