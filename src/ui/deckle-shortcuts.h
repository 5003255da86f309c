/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeckleShortcutGroup:
 *
 * The headings of the Keyboard Shortcuts dialog.
 */
typedef enum
{
  DECKLE_SHORTCUTS_STUDY,
  DECKLE_SHORTCUTS_CARD,
  DECKLE_SHORTCUTS_MOVE,
  DECKLE_SHORTCUTS_GENERAL,
  DECKLE_SHORTCUTS_N_GROUPS,
} DeckleShortcutGroup;

/**
 * DeckleShortcut:
 * @group: heading in the dialog
 * @accels: accelerators separated by spaces, shown in this order
 * @action: detailed action name
 * @title: (nullable): what it does, untranslated; %NULL hides a row that only repeats the one above
 *
 * A row of the one table that accelerators, plain keys and the dialog are made from.
 */
typedef struct
{
  DeckleShortcutGroup  group;
  const char          *accels;
  const char          *action;
  const char          *title;
} DeckleShortcut;

const DeckleShortcut *deckle_shortcuts_get_table      (gsize              *n_shortcuts);

void                  deckle_shortcuts_add_accels     (GtkApplication     *application);

gboolean              deckle_shortcuts_is_plain       (const char         *accel);

G_END_DECLS
