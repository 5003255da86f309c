/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/deckle-card-back.h"
#include "ui/deckle-card-front.h"
#include "ui/deckle-card-view.h"

G_BEGIN_DECLS

/**
 * DeckleCardView:
 *
 * A card with two faces of one outline, and the turn between them.
 *
 * The angle runs from 0° (question) to 180° (answer). Below 90° the front is seen,
 * from there on the back: a face is never seen from behind. Turning is an
 * allocation transform, so that picking and the accessibility tree follow it. Both
 * faces are always filled and allocated, so nothing moves when the turn has ended.
 * Where 3D cannot be drawn (Cairo renderer) or motion is reduced, the faces
 * cross-fade, and without animations they change at once.
 *
 * ## Accessibility
 *
 * The view and its faces have the role `GTK_ACCESSIBLE_ROLE_GROUP`. The face that is not seen is
 * hidden from assistive technologies and takes no focus.
 */
struct _DeckleCardView
{
  GtkWidget parent_instance;

  DeckleCardFront     *front;
  DeckleCardBack      *back;

  DeckleCard          *card;     /* (owned) (nullable) */
  AdwAnimation        *flip;     /* (owned) */
  AdwAnimation        *slide;    /* (owned) */
  GdkPaintable        *leaving;  /* (owned) (nullable): picture of the card that slides away */

  DeckleFlipAnimation  flip_animation;
  DeckleFlipAnimation  running;  /* how the present flip is drawn */
  double               angle;    /* degrees, 0 to 180 */
  double               progress; /* of the slide, 0 to 1 */
  gboolean             answer_shown;
  gboolean             narrow;
};

G_END_DECLS
