/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-shortcuts.h"

G_BEGIN_DECLS

/**
 * DeckleKey:
 * @keyval: what the layout makes of the key
 * @latin: what the first Latin group makes of it, or a US keyboard where the layout has none
 * @keycode: the place on the keyboard: the evdev number plus 8, which X11 and Wayland share
 * @state: the modifiers that are down
 *
 * A press of a key.
 */
typedef struct
{
  guint           keyval;
  guint           latin;
  guint           keycode;
  GdkModifierType state;
} DeckleKey;

/**
 * DeckleKeyMatch:
 *
 * How a key matches its row: by what is written on it, which GTK sees too, or by its position.
 */
typedef enum
{
  DECKLE_KEY_NO_MATCH,
  DECKLE_KEY_EXACT,
  DECKLE_KEY_POSITION,
} DeckleKeyMatch;

guint                 deckle_key_find_latin             (GdkDisplay         *display,
                                                         guint               keycode,
                                                         GdkModifierType     state);
const DeckleShortcut *deckle_shortcut_keys_find         (const DeckleKey    *key,
                                                         DeckleKeyMatch     *match);

/* Does the detailed action of a key. */
typedef gboolean    (*DeckleShortcutFunc)               (GtkWidget          *window,
                                                         const char         *detailed_action);
void                  deckle_shortcut_keys_deliver      (GtkWindow          *window,
                                                         DeckleShortcutFunc  activate);

G_END_DECLS
