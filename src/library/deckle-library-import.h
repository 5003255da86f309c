/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleImportPlan:
 * @deck_id: id of the deck
 * @title: its title
 * @exists: whether the library has a deck of this id
 * @n_sections: sections in the bank
 * @n_cards: cards in the bank
 * @fresh: ids that the library does not have
 * @changed: ids whose text differs
 * @vanished: ids that the deck has and the bank lacks; they are retired, never deleted
 * @n_same: cards that stay as they are
 * @n_overlap: questions that already stand in @overlap_title
 * @overlap_title: (nullable): the other deck with the largest overlap
 * @starts_enabled: FALSE when most questions stand in another deck
 *
 * What an import would do.
 */
typedef struct
{
  char     *deck_id;
  char     *title;
  gboolean  exists;
  guint     n_sections;
  guint     n_cards;
  GStrv     fresh;
  GStrv     changed;
  GStrv     vanished;
  guint     n_same;
  guint     n_overlap;
  char     *overlap_title;
  gboolean  starts_enabled;
} DeckleImportPlan;

void              deckle_import_plan_free     (DeckleImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleImportPlan, deckle_import_plan_free)

/* Reads only. Blocking, calling thread. */
DeckleImportPlan *deckle_library_plan_import        (DeckleLibrary       *self,
                                                     DeckleBank          *bank,
                                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same on a worker. */
void              deckle_library_plan_import_async  (DeckleLibrary       *self,
                                                     DeckleBank          *bank,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);
DeckleImportPlan *deckle_library_plan_import_finish (DeckleLibrary       *self,
                                                     GAsyncResult        *result,
                                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Merges @bank by card id in one transaction: texts are updated, progress is kept, cards that left are retired, cards that
 * come back are unretired. Keeps a backup first when a bundled bank changes version. One progress-free write; the plan's
 * starts_enabled rule is applied to a deck that is new. @title: (nullable): the user's own title for a new deck. */
void              deckle_library_import_async       (DeckleLibrary       *self,
                                                     DeckleBank          *bank,
                                                     DeckleDeckKind       kind,
                                                     const char          *title,
                                                     GCancellable        *cancellable,
                                                     GAsyncReadyCallback  callback,
                                                     gpointer             user_data);

/* Version of a deck in the library, NULL when it has none. Indexed read. */
char             *deckle_library_get_deck_version   (DeckleLibrary       *self,
                                                     const char          *deck_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
