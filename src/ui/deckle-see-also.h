/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/**
 * DeckleSeeAlso:
 * @row: row id of the card
 * @number: its number in its bank, 0 for none
 * @question: its whole question, plain text
 *
 * Another card that a card refers to.
 */
typedef struct
{
  gint64  row;
  int     number;
  char   *question;
} DeckleSeeAlso;

void       deckle_see_also_free     (DeckleSeeAlso          *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleSeeAlso, deckle_see_also_free)

GPtrArray *deckle_see_also_find     (DeckleLibrary          *library,
                                     const DeckleCardRecord *record) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *deckle_see_also_new_chip (const DeckleSeeAlso    *link) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
