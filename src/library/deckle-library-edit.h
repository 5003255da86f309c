/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-own.h"

G_BEGIN_DECLS

/* One undoable step. @text: its id and number do not count; must not be changed afterwards. @target: NULL = it stays. */
void        deckle_library_edit_card_async   (DeckleLibrary          *self,
                                              gint64                  card,
                                              DeckleCard             *text,
                                              const DeckleCardTarget *target,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
/* The bank's present text comes back; also “Take the New One” when an update brought another. One undoable step. */
void        deckle_library_revert_card_async (DeckleLibrary          *self,
                                              gint64                  card,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
/* “Keep Mine” when an update brought another text. One undoable step. */
void        deckle_library_keep_edit_async   (DeckleLibrary          *self,
                                              gint64                  card,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
/* What the bank says under the user's text; NULL with DECKLE_LIBRARY_ERROR_NOT_FOUND when the card is not edited. */
DeckleCard *deckle_library_load_bank_text    (DeckleLibrary          *self,
                                              gint64                  card,
                                              GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is being typed, so that a crash loses a second of it. No undoable step, no signal. @card: 0 for a new card;
 * @section: where it would go, 0 for where it is. */
void        deckle_library_save_draft_async  (DeckleLibrary          *self,
                                              gint64                  card,
                                              gint64                  section,
                                              DeckleCard             *text,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
void        deckle_library_drop_draft_async  (DeckleLibrary          *self,
                                              gint64                  card,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
/* NULL when there is none. */
DeckleCard *deckle_library_load_draft        (DeckleLibrary          *self,
                                              gint64                  card,
                                              gint64                 *section) G_GNUC_WARN_UNUSED_RESULT;

/* The newest draft of a new card or of one that is still there; @card 0 = of a new one. */
gboolean    deckle_library_find_draft        (DeckleLibrary          *self,
                                              gint64                 *card);

G_END_DECLS
