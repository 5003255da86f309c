/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-shortcuts"
#include "ui/deckle-shortcuts.h"

#include <glib/gi18n.h>

#define N_DIGIT_KEYS 4
/* Hardware codes of the first digit key and of the letters on a US keyboard: evdev numbers plus 8, which X11 and Wayland share. */
#define KEYCODE_DIGIT_1 10

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

  { DECKLE_SHORTCUTS_CARD, "s", "study.suspend", N_("Suspend the card") },
  { DECKLE_SHORTCUTS_CARD, "b", "study.bury", N_("Bury the card until tomorrow") },
  { DECKLE_SHORTCUTS_CARD, "m asterisk", "study.flag(1)", N_("Flag the card red, or take the flag off") },
  { DECKLE_SHORTCUTS_CARD, "<Control>1", "win.flag(1)", NULL },
  { DECKLE_SHORTCUTS_CARD, "<Control>2", "win.flag(2)", N_("Flag the card orange") },
  { DECKLE_SHORTCUTS_CARD, "<Control>3", "win.flag(3)", N_("Flag the card green") },
  { DECKLE_SHORTCUTS_CARD, "<Control>4", "win.flag(4)", N_("Flag the card blue") },
  { DECKLE_SHORTCUTS_CARD, "<Control>c", "win.copy", N_("Copy the selection, else the code") },

  { DECKLE_SHORTCUTS_MOVE, "Up", "study.scroll('up')", N_("Scroll the card up") },
  { DECKLE_SHORTCUTS_MOVE, "Down", "study.scroll('down')", N_("Scroll the card down") },
  { DECKLE_SHORTCUTS_MOVE, "Page_Up", "study.scroll('page-up')", N_("Scroll the card up by a page") },
  { DECKLE_SHORTCUTS_MOVE, "Page_Down", "study.scroll('page-down')", N_("Scroll the card down by a page") },
  { DECKLE_SHORTCUTS_MOVE, "Home", "study.scroll('start')", N_("Scroll to the start of the card") },
  { DECKLE_SHORTCUTS_MOVE, "End", "study.scroll('end')", N_("Scroll to the end of the card") },
  { DECKLE_SHORTCUTS_MOVE, "<Control>Up", "win.previous-section", N_("Go to the previous section") },
  { DECKLE_SHORTCUTS_MOVE, "<Control>Down", "win.next-section", N_("Go to the next section") },
  { DECKLE_SHORTCUTS_MOVE, "<Alt>Left", "win.back", N_("Go back") },
  { DECKLE_SHORTCUTS_MOVE, "Escape", "win.back", NULL },
  { DECKLE_SHORTCUTS_MOVE, "<Alt>Right", "win.forward", N_("Go forward again") },
  { DECKLE_SHORTCUTS_MOVE, "F6", "win.next-pane", N_("Go to the other pane") },
  { DECKLE_SHORTCUTS_MOVE, "F9", "win.toggle-sidebar", N_("Show or hide the sidebar") },

  { DECKLE_SHORTCUTS_GENERAL, "<Control>f", "win.search", N_("Search all cards") },
  { DECKLE_SHORTCUTS_GENERAL, "slash", "win.search", NULL },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>i", "win.progress", N_("Show your progress") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>o", "win.import", N_("Import cards") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>comma", "win.preferences", N_("Preferences") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>question", "win.shortcuts", N_("Keyboard shortcuts") },
  { DECKLE_SHORTCUTS_GENERAL, "F10", "win.menu", N_("Main menu") },
  { DECKLE_SHORTCUTS_GENERAL, "F11", "win.fullscreen", N_("Full screen") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>w", "window.close", N_("Close the window") },
  { DECKLE_SHORTCUTS_GENERAL, "<Control>q", "app.quit", N_("Quit") },
};

static const char * const group_titles[DECKLE_SHORTCUTS_N_GROUPS] = {
  [DECKLE_SHORTCUTS_STUDY] = N_("Study"),
  [DECKLE_SHORTCUTS_CARD] = N_("Card"),
  [DECKLE_SHORTCUTS_MOVE] = N_("Move"),
  [DECKLE_SHORTCUTS_GENERAL] = N_("General"),
};

typedef struct
{
  GtkWidget          *window;
  DeckleShortcutFunc  activate;
  guint               held;      /* hardware code of the key that is down, 0 = none */
  gboolean            repeating; /* the present press is an auto-repeat */
} PlainKeys;

static gboolean
parse_accel (const char      *accel,
             guint           *keyval,
             GdkModifierType *modifiers)
{
  return gtk_accelerator_parse (accel, keyval, modifiers);
}

/* Keys with Ctrl or Alt and function keys are accelerators; the others must let the focused control go first. */
static gboolean
is_plain (const char *accel)
{
  guint keyval;
  GdkModifierType modifiers;

  return parse_accel (accel, &keyval, &modifiers) &&
         (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 &&
         !(keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35);
}

/* Place of a Latin letter on a US keyboard, for layouts without a Latin group. */
static guint
letter_keycode (guint keyval)
{
  static const char rows[3][11] = { "qwertyuiop", "asdfghjkl", "zxcvbnm" };
  static const guint first[3] = { 24, 38, 52 };

  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      const char *place = keyval < 128 && keyval != 0 ? strchr (rows[row], (int) keyval) : NULL;

      if (place != NULL)
        return first[row] + (guint) (place - rows[row]);
    }
  return 0;
}

static gboolean
matches_key (const char *accel,
             guint       keyval,
             guint       keycode)
{
  guint wanted;
  GdkModifierType modifiers;

  if (!is_plain (accel) || !parse_accel (accel, &wanted, &modifiers))
    return FALSE;
  if (wanted >= GDK_KEY_1 && wanted < GDK_KEY_1 + N_DIGIT_KEYS && keycode == KEYCODE_DIGIT_1 + wanted - GDK_KEY_1)
    return TRUE;
  if (gdk_keyval_to_lower (keyval) == wanted)
    return TRUE;
  return keyval > 0xff && gdk_keyval_to_unicode (keyval) > 0xff && letter_keycode (wanted) == keycode && keycode != 0;
}

static const DeckleShortcut *
find_plain (guint keyval,
            guint keycode)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (GStrv) accels = g_strsplit (table[i].accels, " ", -1);

      for (gsize j = 0; accels[j] != NULL; j++)
        {
          if (matches_key (accels[j], keyval, keycode))
            return &table[i];
        }
    }
  return NULL;
}

/* A held key acts once; only scrolling repeats. */
static gboolean
may_repeat (const DeckleShortcut *shortcut)
{
  return g_str_has_prefix (shortcut->action, "study.scroll");
}

static gboolean
presses_buttons (guint keyval)
{
  return keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space || keyval == GDK_KEY_Return ||
         keyval == GDK_KEY_ISO_Enter || keyval == GDK_KEY_KP_Enter;
}

/* Sees every press first and takes only the repeats of a key that holds a button down. */
static gboolean
key_seen_cb (PlainKeys       *keys,
             guint            keyval,
             guint            keycode,
             GdkModifierType  state)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (keys->window));

  keys->repeating = keycode == keys->held;
  keys->held = keycode;
  return keys->repeating && GTK_IS_BUTTON (focus) && presses_buttons (keyval);
}

static void
key_released_cb (PlainKeys       *keys,
                 guint            keyval,
                 guint            keycode,
                 GdkModifierType  state)
{
  if (keycode == keys->held)
    keys->held = 0;
}

static void
free_keys (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

static void
active_changed_cb (PlainKeys *keys)
{
  keys->held = 0;
}

static gboolean
key_pressed_cb (PlainKeys       *keys,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  const DeckleShortcut *shortcut;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  /* It is the window that presses a row of a list, after its controllers. */
  if (presses_buttons (keyval) && GTK_IS_LIST_BOX_ROW (gtk_root_get_focus (GTK_ROOT (keys->window))))
    return FALSE;

  shortcut = find_plain (keyval, keycode);
  if (shortcut == NULL)
    return FALSE;
  if (keys->repeating && !may_repeat (shortcut))
    return TRUE;
  return keys->activate (keys->window, shortcut->action);
}

static GtkWidget *
create_keycaps (const char *accels)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto (GStrv) list = g_strsplit (accels, " ", -1);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (gsize i = 0; list[i] != NULL; i++)
    {
      guint keyval;
      GdkModifierType modifiers;
      g_autofree char *text = NULL;
      GtkWidget *label;

      if (g_str_has_prefix (list[i], "KP_") || !parse_accel (list[i], &keyval, &modifiers))
        continue;
      text = gtk_accelerator_get_label (keyval, modifiers);
      label = gtk_label_new (text);
      gtk_widget_add_css_class (label, "shortcut-keycap");
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

/* Rows whose title is NULL lend their keys to the row with the same action, or to the row before them. */
static char *
collect_accels (gsize index)
{
  GString *accels = g_string_new (table[index].accels);

  for (gsize i = index + 1; i < G_N_ELEMENTS (table) && table[i].title == NULL; i++)
    g_string_append_printf (accels, " %s", table[i].accels);
  return g_string_free_and_steal (accels);
}

/* Where only Again and Good are offered, their neighbours do nothing. */
static gboolean
is_idle (const DeckleShortcut *shortcut,
         gboolean              two_buttons)
{
  return two_buttons && (g_str_equal (shortcut->action, "study.grade(2)") || g_str_equal (shortcut->action, "study.grade(4)"));
}

static AdwPreferencesGroup *
create_group (DeckleShortcutGroup group,
              gboolean            two_buttons)
{
  AdwPreferencesGroup *widget = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (widget, _(group_titles[group]));
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *accels = NULL;
      GtkWidget *row;

      if (table[i].group != group || table[i].title == NULL || is_idle (&table[i], two_buttons))
        continue;
      accels = collect_accels (i);
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(table[i].title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_keycaps (accels));
      adw_preferences_group_add (widget, row);
    }
  return widget;
}

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

      if (!is_plain (accels[0]))
        gtk_application_set_accels_for_action (application, table[i].action, (const char * const *) accels);
    }
}

/**
 * deckle_shortcuts_add_plain_keys:
 * @window: a window
 * @activate: called with a detailed action name; returns whether it did something
 *
 * Delivers the keys without a modifier in the bubble phase, so that the focused control goes first: in a text field a
 * letter is text. Digits also match by the position of the key, letters do when the layout has no Latin letter there.
 */
void
deckle_shortcuts_add_plain_keys (GtkWidget          *window,
                                 DeckleShortcutFunc  activate)
{
  PlainKeys *keys;
  GtkEventController *observer;
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (activate != NULL);

  keys = g_new0 (PlainKeys, 1);
  keys->window = window;
  keys->activate = activate;

  observer = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (observer, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (observer, "key-pressed", G_CALLBACK (key_seen_cb), keys);
  g_signal_connect_swapped (observer, "key-released", G_CALLBACK (key_released_cb), keys);
  gtk_widget_add_controller (window, observer);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), keys);
  gtk_widget_add_controller (window, controller);
  /* The window outlives its controllers, so its closure owns the state. */
  g_signal_connect_data (window, "notify::is-active", G_CALLBACK (active_changed_cb), keys,
                         free_keys, G_CONNECT_SWAPPED);
}

/**
 * deckle_shortcuts_dialog_new:
 * @two_buttons: whether only Again and Good are offered
 *
 * Makes the Keyboard Shortcuts dialog from the table.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
deckle_shortcuts_dialog_new (gboolean two_buttons)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (int group = 0; group < DECKLE_SHORTCUTS_N_GROUPS; group++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), create_group ((DeckleShortcutGroup) group, two_buttons));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
