/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeckleFlipAnimation:
 * @DECKLE_FLIP_TURN: the card turns about its vertical axis
 * @DECKLE_FLIP_FADE: the faces cross-fade
 * @DECKLE_FLIP_NONE: the faces change at once
 *
 * How a card shows its answer. The nicks are those of the setting "flip-animation".
 */
typedef enum
{
  DECKLE_FLIP_TURN,
  DECKLE_FLIP_FADE,
  DECKLE_FLIP_NONE,
} DeckleFlipAnimation;

#define DECKLE_TYPE_FLIP_ANIMATION (deckle_flip_animation_get_type ())
GType    deckle_flip_animation_get_type       (void);

DeckleFlipAnimation deckle_choose_flip_animation (GtkWidget           *widget,
                                                  DeckleFlipAnimation  wanted);

GskTransform       *deckle_create_turn_transform (double               degrees,
                                                  int                  width,
                                                  int                  height) G_GNUC_WARN_UNUSED_RESULT;
void                deckle_snapshot_turn_shade   (GtkSnapshot         *snapshot,
                                                  double               degrees,
                                                  int                  width,
                                                  int                  height);
void                deckle_snapshot_leaving      (GtkWidget           *widget,
                                                  GtkSnapshot         *snapshot,
                                                  GdkPaintable        *leaving,
                                                  double               progress);

G_END_DECLS
