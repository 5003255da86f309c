/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DECKLE_CARD_ZOOM_MIN 50
#define DECKLE_CARD_ZOOM_NORMAL 100
#define DECKLE_CARD_ZOOM_MAX 300

/* The next size in %; @direction > 0 larger, < 0 smaller, 0 normal. */
int  deckle_card_zoom_step   (int         percent,
                              int         direction);

/* Shows the text of every card of the program in the size of the setting “card-zoom”, from now on. */
void deckle_card_zoom_follow (GSettings  *settings);

G_END_DECLS
