/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

#define DECKLE_SECTION_GENERAL (-1)

/**
 * DeckleSectionPolicy:
 * @new_per_day: new cards a day, %DECKLE_SECTION_GENERAL for the general value
 * @reviews_per_day: review cards a day, %DECKLE_SECTION_GENERAL for the general value
 * @desired_retention: 0.70 to 0.99, 0 for the general value
 *
 * What one section does differently. Its own sitting follows its own limits; Today takes no more from it than they allow,
 * and no more from all sections together than the general ones allow. An interview plan changes the general values only.
 */
typedef struct
{
  int    new_per_day;
  int    reviews_per_day;
  double desired_retention;
} DeckleSectionPolicy;

#define DECKLE_SECTION_POLICY_GENERAL \
  ((DeckleSectionPolicy){ DECKLE_SECTION_GENERAL, DECKLE_SECTION_GENERAL, 0.0 })

gboolean    deckle_section_policy_is_general        (const DeckleSectionPolicy *policy);

void        deckle_library_get_section_policy       (DeckleLibrary             *self,
                                                     gint64                     section,
                                                     DeckleSectionPolicy       *policy);
/* (element-type gint64 DeckleSectionPolicy): of the sections that differ, by row id. */
GHashTable *deckle_library_list_section_policies    (DeckleLibrary             *self,
                                                     GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
/* One undoable step; the cards of the section keep the days for which they were scheduled. */
void        deckle_library_set_section_policy_async (DeckleLibrary             *self,
                                                     gint64                     section,
                                                     const DeckleSectionPolicy *policy,
                                                     GCancellable              *cancellable,
                                                     GAsyncReadyCallback        callback,
                                                     gpointer                   user_data);

/* Policy and model in force for the cards of a section, as a plan changes them. */
void        deckle_library_get_section_scheduler    (DeckleLibrary             *self,
                                                     gint64                     section,
                                                     DeckleScheduler           *scheduler);
/* (element-type gint64 int) (nullable): review cards that sections with a limit of their own may still bring today. */
GHashTable *deckle_library_list_reviews_left        (DeckleLibrary             *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
