/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"
#include "schedule/deckle-fit.h"

G_BEGIN_DECLS

/**
 * DeckleFitNote:
 * @time_ms: when the last fit ended, ms since the Unix epoch (UTC); 0 when there was none
 * @reason: how it ended
 * @version: of the model in force after it, 6 or 7
 * @n_answers: answers in the log then
 * @n_items: of these, answers that could be predicted
 * @old_loss: log loss of the parameters before it on held-out answers
 * @new_loss: of the best fit on the same answers
 *
 * What the preferences say about the last fit.
 */
typedef struct
{
  gint64          time_ms;
  DeckleFitReason reason;
  int             version;
  guint           n_answers;
  guint           n_items;
  double          old_loss;
  double          new_loss;
} DeckleFitNote;

DeckleFitLog *deckle_library_read_fit_log      (DeckleLibrary        *self,
                                                GCancellable         *cancellable,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
guint         deckle_library_count_answers     (DeckleLibrary        *self);
void          deckle_library_get_fit_note      (DeckleLibrary        *self,
                                                DeckleFitNote        *note);
void          deckle_library_set_fit_note_async (DeckleLibrary       *self,
                                                const DeckleFitNote  *note,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);

G_END_DECLS
