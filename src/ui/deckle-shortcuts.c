/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-shortcuts"
#include "ui/deckle-shortcuts.h"

#include <glib/gi18n.h>

static const DeckleShortcut table[] = {
  { DECKLE_SHORTCUTS_STUDY, "space Return KP_Enter", "study.advance", N_("Show the answer, then grade it Good") },
  { DECKLE_SHORTCUTS_STUDY, "1 KP_1", "study.grade(1)", N_("Grade the answer Again") },
  { DECKLE_SHORTCUTS_STUDY, "2 KP_2", "study.grade(2)", N_("Grade the answer Hard") },
  { DECKLE_SHORTCUTS_STUDY, "3 KP_3", "study.grade(3)", N_("Grade the answer Good") },
  { DECKLE_SHORTCUTS_STUDY, "4 KP_4", "study.grade(4)", N_("Grade the answer Easy") },
  { DECKLE_SHORTCUTS_STUDY, "f", "study.flip", N_("Flip the card back and forth") },
  { DECKLE_SHORTCUTS_STUDY, "<Control>z", "win.undo", N_("Undo") },
  { DECKLE_SHORTCUTS_STUDY, "u", "win.undo", NULL },
  { DECKLE_SHORTCUTS_STUDY, "<Control><Shift>z", "win.redo", N_("Redo") },

  { DECKLE_SHORTCUTS_CARD, "e", "study.edit", N_("Edit the card") },
  { DECKLE_SHORTCUTS_CARD, "Delete KP_Delete", "study.delete", N_("Delete the card, if it is your own") },
  { DECKLE_SHORTCUTS_CARD, "s", "study.suspend", N_("Suspend the card") },
  { DECKLE_SHORTCUTS_CARD, "b", "study.bury", N_("Bury the card until tomorrow") },
  { DECKLE_SHORTCUTS_CARD, "m asterisk", "study.flag(1)", N_("Flag the card red, or take the flag off") },
  { DECKLE_SHORTCUTS_CARD, "<Control>1", "win.flag(1)", NULL },
  { DECKLE_SHORTCUTS_CARD, "<Control>2", "win.flag(2)", N_("Flag the card orange") },
  { DECKLE_SHORTCUTS_CARD, "<Control>3", "win.flag(3)", N_("Flag the card green") },
  { DECKLE_SHORTCUTS_CARD, "<Control>4", "win.flag(4)", N_("Flag the card blue") },
  { DECKLE_SHORTCUTS_CARD, "i", "study.info", N_("Show the history and the forgetting curve of the card") },
  { DECKLE_SHORTCUTS_CARD, "<Control>c", "win.copy", N_("Copy the selection, else the code") },

  { DECKLE_SHORTCUTS_MOVE, "Up", "study.scroll('up')", N_("Scroll the card up") },
  { DECKLE_SHORTCUTS_MOVE, "Down", "study.scroll('down')", N_("Scroll the card down") },
  { DECKLE_SHORTCUTS_MOVE, "Page_Up", "study.scroll('page-up')", N_("Scroll the card up by a page") },
  { DECKLE_SHORTCUTS_MOVE, "Page_Down", "study.scroll('page-down')", N_("Scroll the card down by a page") },
  { DECKLE_SHORTCUTS_MOVE, "Home", "study.scroll('start')", N_("Scroll to the start of the card") },
  { DECKLE_SHORTCUTS_MOVE, "End", "study.scroll('end')", N_("Scroll to the end of the card") },
  { DECKLE_SHORTCUTS_MOVE, "Left", "study.previous", N_("Go to the previous card of the list") },
  { DECKLE_SHORTCUTS_MOVE, "Right", "study.next", N_("Go to the next card of the list") },
  { DECKLE_SHORTCUTS_MOVE, "<Control>Up", "win.previous-section", N_("Go to the previous section") },
  { DECKLE_SHORTCUTS_MOVE, "<Control>Down", "win.next-section", N_("Go to the next section") },
  { DECKLE_SHORTCUTS_MOVE, "<Alt>Left", "win.back", N_("Go back") },
  { DECKLE_SHORTCUTS_MOVE, "Escape", "win.back", NULL },
  { DECKLE_SHORTCUTS_MOVE, "<Alt>Right", "win.forward", N_("Go forward again") },
  { DECKLE_SHORTCUTS_MOVE, "F6", "win.next-pane", N_("Go to the other pane") },
  { DECKLE_SHORTCUTS_MOVE, "F9", "win.toggle-sidebar", N_("Show or hide the sidebar") },

  { DECKLE_SHORTCUTS_GENERAL, "<Control>f", "win.search", N_("Search all cards") },
  { DECKLE_SHORTCUTS_GENERAL, "slash", "win.search", NULL },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>Return", "win.browse-section", N_("Browse the section") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>n", "win.new-card", N_("New card") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>i", "win.progress", N_("Show your progress") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>o", "win.import", N_("Import cards") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>e", "win.export", N_("Export cards") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>comma", "win.preferences", N_("Preferences") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>question", "win.shortcuts", N_("Keyboard shortcuts") },
  { DECKLE_SHORTCUTS_GENERAL, "F10", "win.menu", N_("Main menu") },
  { DECKLE_SHORTCUTS_GENERAL, "F11", "win.fullscreen", N_("Full screen") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>plus <Control>equal <Control>KP_Add", "win.zoom-in", N_("Larger text on cards") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>minus <Control>KP_Subtract", "win.zoom-out", N_("Smaller text on cards") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>0 <Control>KP_0", "win.zoom-normal", N_("Normal text on cards") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>w", "window.close", N_("Close the window") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>q", "app.quit", N_("Quit") },
};

/**
 * deckle_shortcuts_get_table:
 * @n_shortcuts: (out): length of the table
 *
 * The one table of keys.
 *
 * Returns: (array length=n_shortcuts) (transfer none): the rows
 */
const DeckleShortcut *
deckle_shortcuts_get_table (gsize *n_shortcuts)
{
  g_return_val_if_fail (n_shortcuts != NULL, NULL);

  *n_shortcuts = G_N_ELEMENTS (table);
  return table;
}

/**
 * deckle_shortcuts_is_plain:
 * @accel: an accelerator of the table
 *
 * Whether a key has neither Ctrl nor Alt and is no function key. Such a key is no accelerator: it must let the focused
 * control go first.
 *
 * Returns: %TRUE for such a key
 */
gboolean
deckle_shortcuts_is_plain (const char *accel)
{
  guint keyval;
  GdkModifierType modifiers;

  g_return_val_if_fail (accel != NULL, FALSE);

  return gtk_accelerator_parse (accel, &keyval, &modifiers) &&
         (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 &&
         !(keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35);
}

/**
 * deckle_shortcuts_add_accels:
 * @application: the application
 *
 * Sets the accelerators of all keys with Ctrl or Alt and of the function keys.
 */
void
deckle_shortcuts_add_accels (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (GStrv) accels = g_strsplit (table[i].accels, " ", -1);

      if (!deckle_shortcuts_is_plain (accels[0]))
        gtk_application_set_accels_for_action (application, table[i].action, (const char * const *) accels);
    }
}
