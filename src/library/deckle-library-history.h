/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"
#include "schedule/deckle-forecast.h"

G_BEGIN_DECLS

/**
 * DeckleCardStanding:
 * @card: row id
 * @section: row id
 * @buried_until_day: hidden until this local day begins; 0 if not buried
 * @desired_retention: of its section, 0 for the general one
 * @new_limit: new cards a day of its section + 1, 0 for no limit of its own
 * @review_limit: reviews a day, likewise
 * @schedule: where the card stands
 *
 * What a forecast needs of one card.
 */
typedef struct
{
  gint64         card;
  gint64         section;
  int            buried_until_day;
  double         desired_retention;
  int            new_limit;
  int            review_limit;
  DeckleSchedule schedule;
} DeckleCardStanding;

/* Called for each row that counts for memory. */
typedef void (*DeckleHistoryFunc) (const DeckleReview *review,
                                   gpointer            user_data);

GArray   *deckle_library_list_standings   (DeckleLibrary       *self,
                                           DeckleScope          scope,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GArray   *deckle_library_read_collection  (DeckleLibrary       *self,
                                           DeckleScope          scope,
                                           GHashTable          *weights,
                                           int                  today,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
guint     deckle_library_count_reviews    (DeckleLibrary       *self,
                                           int                  day);
gboolean  deckle_library_count_habits     (DeckleLibrary       *self,
                                           DeckleHabitCounts   *counts,
                                           GError             **error);
gboolean  deckle_library_read_history     (DeckleLibrary       *self,
                                           DeckleHistoryFunc    func,
                                           gpointer             user_data,
                                           GCancellable        *cancellable,
                                           GError             **error);

G_END_DECLS
