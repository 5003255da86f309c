/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/**
 * DeckleSidebarKind:
 * @DECKLE_SIDEBAR_TODAY: everything due today
 * @DECKLE_SIDEBAR_ALL: the list of all cards
 * @DECKLE_SIDEBAR_SECTION: a section of a deck
 *
 * What a row of the sidebar stands for.
 */
typedef enum
{
  DECKLE_SIDEBAR_TODAY,
  DECKLE_SIDEBAR_ALL,
  DECKLE_SIDEBAR_SECTION,
} DeckleSidebarKind;

#define DECKLE_TYPE_SIDEBAR_ROW (deckle_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (DeckleSidebarRow, deckle_sidebar_row, DECKLE, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget         *deckle_sidebar_row_new_today   (void) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget         *deckle_sidebar_row_new_all     (void) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget         *deckle_sidebar_row_new_section (const DeckleSectionInfo *section) G_GNUC_WARN_UNUSED_RESULT;

DeckleSidebarKind  deckle_sidebar_row_get_kind    (DeckleSidebarRow        *self);
DeckleScope        deckle_sidebar_row_get_scope   (DeckleSidebarRow        *self);
gboolean           deckle_sidebar_row_matches     (DeckleSidebarRow        *self,
                                                   const char              *typed);

const char        *deckle_sidebar_row_get_heading (DeckleSidebarRow        *self);
void               deckle_sidebar_row_set_heading (DeckleSidebarRow        *self,
                                                   const DeckleDeckInfo    *deck);

void               deckle_sidebar_row_set_counts  (DeckleSidebarRow        *self,
                                                   const DeckleCounts      *counts);

G_END_DECLS
