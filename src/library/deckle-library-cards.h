/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleCardRecord:
 * @row: row id of the card
 * @deck: row id of its deck
 * @section: row id of its section
 * @seed: stable fuzz seed
 * @suspended: never comes until unsuspended
 * @buried_until_day: hidden until this local day begins; 0 if not buried
 * @flag: 0 none, 1 to 4
 * @retired: left its bank
 * @edited: the user's own text lies over that of its bank
 * @pending: its bank brought another text since, and the user has not said which one to keep
 * @note: (owned) (nullable): what the user wrote on it, plain text
 * @schedule: where it stands
 * @card: (owned): its text
 *
 * Everything about one card.
 */
typedef struct
{
  gint64         row;
  gint64         deck;
  gint64         section;
  guint64        seed;
  gboolean       suspended;
  int            buried_until_day;
  int            flag;
  gboolean       retired;
  gboolean       edited;
  gboolean       pending;
  char          *note;
  DeckleSchedule schedule;
  DeckleCard    *card;
} DeckleCardRecord;

void deckle_card_record_free (DeckleCardRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleCardRecord, deckle_card_record_free)

/* NULL with DECKLE_LIBRARY_ERROR_NOT_FOUND when the card vanished. */
DeckleCardRecord *deckle_library_load_card (DeckleLibrary  *self,
                                            gint64          row,
                                            GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* Row id of a card by deck row and card id (see also), 0 when there is none. */
gint64            deckle_library_find_card (DeckleLibrary  *self,
                                            gint64          deck,
                                            const char     *card_id);

/* Row ids (gint64) of the scope's cards in order of section and number. */
GArray           *deckle_library_list_cards (DeckleLibrary  *self,
                                             DeckleScope     scope,
                                             GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * DeckleDueList:
 * @learning: (element-type DeckleDueEntry): (re)learning cards due before the day ends, by due moment
 * @reviews: (element-type DeckleDueEntry): review cards due, within the day's limit; oldest due day first, shuffled inside a day
 * @fresh: (element-type DeckleDueEntry): new cards within the day's limit, in the policy's order
 * @next_due_ms: the earliest due moment of a card that is in none of the lists, 0 when there is none
 * @fresh_beyond: new cards left beyond the limit
 */
typedef struct
{
  gint64 card;
  gint64 due_ms;
} DeckleDueEntry;

typedef struct
{
  GArray *learning;
  GArray *reviews;
  GArray *fresh;
  gint64  next_due_ms;
  guint   fresh_beyond;
} DeckleDueList;

void deckle_due_list_free (DeckleDueList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleDueList, deckle_due_list_free)

/* @extra_new: so many new cards beyond the day's limit (“Study More”). */
DeckleDueList *deckle_library_list_due   (DeckleLibrary        *self,
                                          DeckleScope           scope,
                                          guint                 extra_new,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Literal search over question, answer, points, detail, code and tags, case-insensitive, 1 character and more. Runs on a
 * worker; a newer search or @cancellable interrupts it. Finish returns row ids (gint64), cards whose question matches first. */
void    deckle_library_search_async  (DeckleLibrary        *self,
                                      const char           *text,
                                      DeckleScope           scope,
                                      guint                 limit,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GArray *deckle_library_search_finish (DeckleLibrary        *self,
                                      GAsyncResult         *result,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, blocking, on the calling thread. */
GArray *deckle_library_search        (DeckleLibrary        *self,
                                      const char           *text,
                                      DeckleScope           scope,
                                      guint                 limit,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
