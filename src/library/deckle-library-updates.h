/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "library/deckle-library-import.h"

G_BEGIN_DECLS

/**
 * DeckleUpdateKind:
 * @DECKLE_UPDATE_NEW: the learner's last version did not have the card
 * @DECKLE_UPDATE_CHANGED: the text of the card differs
 * @DECKLE_UPDATE_RETIRED: the card left the bank
 *
 * What an update did to a card. The numbers are stored.
 */
typedef enum
{
  DECKLE_UPDATE_NEW = 0,
  DECKLE_UPDATE_CHANGED = 1,
  DECKLE_UPDATE_RETIRED = 2,
} DeckleUpdateKind;

/**
 * DeckleUpdate:
 * @deck: row id of the deck of the bundled bank, 0 when the library has none
 * @title: (nullable): the deck's title
 * @version: (nullable): the version of the bank that is here
 * @n_cards: cards in it
 * @since: (nullable): the version that the learner had before; %NULL when no update ever changed a card
 * @seen: whether the learner was shown the list
 * @fresh: (element-type gint64): row ids of the cards that are new, in the order of their numbers
 * @changed: (element-type gint64): row ids of the cards whose text differs, in the order of their numbers
 * @n_retired: how many cards left the bank
 *
 * What the newest update of the bundled bank brought.
 */
typedef struct
{
  gint64    deck;
  char     *title;
  char     *version;
  guint     n_cards;
  char     *since;
  gboolean  seen;
  GArray   *fresh;
  GArray   *changed;
  guint     n_retired;
} DeckleUpdate;

void          deckle_update_free                    (DeckleUpdate            *update);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleUpdate, deckle_update_free)

DeckleUpdate *deckle_library_get_update             (DeckleLibrary           *self,
                                                     GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void          deckle_library_mark_update_seen_async (DeckleLibrary           *self,
                                                     GCancellable            *cancellable,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);

/* Inside the transaction of an import. */
gboolean      deckle_library_record_update          (sqlite3                 *db,
                                                     gint64                   deck,
                                                     const char              *old_version,
                                                     const DeckleImportPlan  *plan,
                                                     GError                 **error);

G_END_DECLS
