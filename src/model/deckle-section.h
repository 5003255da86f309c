/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/deckle-card.h"

G_BEGIN_DECLS

/*
 * A section is a GListModel of DeckleCard: it forwards the list that it was made with (a GListStore from bank/ and
 * formats/, a lazy list from library/).
 */
#define DECKLE_TYPE_SECTION (deckle_section_get_type ())
G_DECLARE_FINAL_TYPE (DeckleSection, deckle_section, DECKLE, SECTION, GObject)

DeckleSection *deckle_section_new             (const char    *id,
                                               const char    *title,
                                               GListModel    *cards) G_GNUC_WARN_UNUSED_RESULT;

const char    *deckle_section_get_id          (DeckleSection *self);
const char    *deckle_section_get_title       (DeckleSection *self);

/* At most 24 characters for narrow places; the full title where the bank gives none. */
const char    *deckle_section_get_short_title (DeckleSection *self);
void           deckle_section_set_short_title (DeckleSection *self,
                                               const char    *short_title);

int            deckle_section_get_order       (DeckleSection *self);
void           deckle_section_set_order       (DeckleSection *self,
                                               int            order);

/* "#RRGGBB" or NULL */
const char    *deckle_section_get_colour      (DeckleSection *self);
void           deckle_section_set_colour      (DeckleSection *self,
                                               const char    *colour);

/* Stem of a section symbol ("book-open"), or NULL */
const char    *deckle_section_get_icon        (DeckleSection *self);
void           deckle_section_set_icon        (DeckleSection *self,
                                               const char    *icon);

const char    *deckle_section_get_emoji       (DeckleSection *self);
void           deckle_section_set_emoji       (DeckleSection *self,
                                               const char    *emoji);

/* First and last question number that the section announces, 0 when it does not. */
void           deckle_section_get_range       (DeckleSection *self,
                                               int           *from,
                                               int           *to);
void           deckle_section_set_range       (DeckleSection *self,
                                               int            from,
                                               int            to);

G_END_DECLS
