/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-query.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_BROWSE_FILTERS (deckle_browse_filters_get_type ())
G_DECLARE_FINAL_TYPE (DeckleBrowseFilters, deckle_browse_filters, DECKLE, BROWSE_FILTERS, AdwBin)

/* Signal: changed, when the user chose. */

void deckle_browse_filters_set_tags  (DeckleBrowseFilters *self,
                                      const char * const  *tags);
/* Shows the filters of a query. */
void deckle_browse_filters_show      (DeckleBrowseFilters *self,
                                      const DeckleQuery   *query);
/* Puts what is chosen into a query. */
void deckle_browse_filters_apply     (DeckleBrowseFilters *self,
                                      DeckleQuery         *query);
void deckle_browse_filters_set_count (DeckleBrowseFilters *self,
                                      const char          *count);

G_END_DECLS
