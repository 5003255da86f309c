/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_MASTERY_BAR (deckle_mastery_bar_get_type ())
G_DECLARE_FINAL_TYPE (DeckleMasteryBar, deckle_mastery_bar, DECKLE, MASTERY_BAR, GtkWidget)

GtkWidget *deckle_mastery_bar_new        (void) G_GNUC_WARN_UNUSED_RESULT;

void       deckle_mastery_bar_set_counts (DeckleMasteryBar   *self,
                                          const DeckleCounts *counts);

G_END_DECLS
