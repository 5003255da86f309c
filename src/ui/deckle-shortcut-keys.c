/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-shortcuts"
#include "ui/deckle-shortcut-keys.h"

#define KEYCODE_DIGIT_1 10
#define KEYCODE_DIGIT_0 19
#define KEY_MODIFIERS (GDK_CONTROL_MASK | GDK_ALT_MASK)
/* Longer than any keyboard waits before it repeats a key */
#define HELD_US (G_USEC_PER_SEC)

typedef struct
{
  GtkWidget          *window;
  DeckleShortcutFunc  activate; /* (nullable): the window has no plain keys */
} Keys;

/* The keyboard has one key that was pressed last, whichever window it was meant for: a window that closes under a key
 * hands its repeats to the next one. */
static struct
{
  guint    keycode;   /* 0 = none is down */
  gint64   time_us;   /* monotonic, of its last press or repeat */
  gboolean repeating; /* the present press is an auto-repeat */
  gboolean in_text;   /* it went down in a text field, so that its repeats are text too */
} held;

/* What a US keyboard has there. */
static guint
us_keyval (guint    keycode,
           gboolean shift)
{
  static const struct { guint first; const char *plain; const char *shifted; } rows[] = {
    { KEYCODE_DIGIT_1, "1234567890-=", "!@#$%^&*()_+" },
    { 24, "qwertyuiop[]", "QWERTYUIOP{}" },
    { 38, "asdfghjkl;'`", "ASDFGHJKL:\"~" },
    { 51, "\\zxcvbnm,./", "|ZXCVBNM<>?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *row = shift ? rows[i].shifted : rows[i].plain;

      if (keycode >= rows[i].first && keycode < rows[i].first + strlen (row))
        return (guint) row[keycode - rows[i].first];
    }
  return 0;
}

/**
 * deckle_key_find_latin:
 * @display: a display
 * @keycode: place on the keyboard
 * @state: the modifiers that are down
 *
 * What a key says in the first group of the layout that is Latin, or on a US keyboard where none is.
 *
 * Returns: a keyval, 0 for none
 */
guint
deckle_key_find_latin (GdkDisplay      *display,
                       guint            keycode,
                       GdkModifierType  state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  g_autofree GdkKeymapKey *keys = NULL;
  g_autofree guint *keyvals = NULL;
  int n_keys = 0, found = -1;

  g_return_val_if_fail (GDK_IS_DISPLAY (display), 0);

  if (!gdk_display_map_keycode (display, keycode, &keys, &keyvals, &n_keys))
    n_keys = 0;
  for (int i = 0; i < n_keys; i++)
    {
      if (keys[i].level == (shift ? 1 : 0) && keyvals[i] > 0x20 && keyvals[i] < 0x7f &&
          (found < 0 || keys[i].group < keys[found].group))
        found = i;
    }
  return found >= 0 ? keyvals[found] : us_keyval (keycode, shift);
}

/* The number pad without Num Lock, and keys that are there twice. */
static guint
plain_keyval (guint keyval)
{
  static const guint pairs[][2] = {
    { GDK_KEY_KP_Home, GDK_KEY_Home }, { GDK_KEY_KP_End, GDK_KEY_End },
    { GDK_KEY_KP_Left, GDK_KEY_Left }, { GDK_KEY_KP_Right, GDK_KEY_Right },
    { GDK_KEY_KP_Up, GDK_KEY_Up }, { GDK_KEY_KP_Down, GDK_KEY_Down },
    { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up }, { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down },
    { GDK_KEY_KP_Delete, GDK_KEY_Delete }, { GDK_KEY_KP_Space, GDK_KEY_space },
    { GDK_KEY_ISO_Enter, GDK_KEY_Return },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (pairs[i][0] == keyval)
        return pairs[i][1];
    }
  return keyval;
}

/* A letter of another script; Latin ones with accents stand for themselves. */
static gboolean
is_foreign (guint keyval)
{
  gunichar c = gdk_keyval_to_unicode (keyval);
  GUnicodeScript script = c > 0xff ? g_unichar_get_script (c) : G_UNICODE_SCRIPT_COMMON;

  return g_unichar_isalpha (c) && script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_COMMON;
}

/* Signs and digits need Shift on one layout and none on the other, so it does not count for them. */
static gboolean
counts_shift (guint keyval)
{
  gboolean is_sign = keyval > 0x20 && keyval < 0x7f && gdk_keyval_to_lower (keyval) == gdk_keyval_to_upper (keyval);
  gboolean is_pad = keyval >= GDK_KEY_KP_Multiply && keyval <= GDK_KEY_KP_9;

  return !is_sign && !is_pad;
}

static gboolean
says (guint           keyval,
      GdkModifierType state,
      guint           wanted,
      GdkModifierType modifiers)
{
  GdkModifierType mask = KEY_MODIFIERS | (counts_shift (wanted) ? GDK_SHIFT_MASK : 0);

  return gdk_keyval_to_lower (keyval) == gdk_keyval_to_lower (wanted) && (state & mask) == (modifiers & mask);
}

/* The digit row, for layouts that have something else there without Shift. */
static gboolean
is_digit_place (const DeckleKey *key,
                guint            wanted,
                GdkModifierType  modifiers)
{
  guint keycode = wanted == GDK_KEY_0 ? KEYCODE_DIGIT_0 : KEYCODE_DIGIT_1 + wanted - GDK_KEY_1;

  return wanted >= GDK_KEY_0 && wanted <= GDK_KEY_9 && key->keycode == keycode &&
         (key->state & (KEY_MODIFIERS | GDK_SHIFT_MASK)) == modifiers;
}

static gboolean
matches (const DeckleKey *key,
         const char      *accel,
         guint            pass)
{
  guint wanted;
  GdkModifierType modifiers;

  if (!gtk_accelerator_parse (accel, &wanted, &modifiers))
    return FALSE;
  switch (pass)
    {
    case 0:
      return says (key->keyval, key->state, wanted, modifiers);
    case 1:
      return says (plain_keyval (key->keyval), key->state, wanted, modifiers);
    case 2:
      return is_foreign (key->keyval) && says (key->latin, key->state, wanted, modifiers);
    default:
      return is_digit_place (key, wanted, modifiers);
    }
}

/**
 * deckle_shortcut_keys_find:
 * @key: a press of a key
 * @match: (out) (optional): how it matches
 *
 * The row of the table that a key stands for. What is written on the key goes first; then come the number pad without Num
 * Lock, the Latin letter of a key that has a letter of another script, and last the places of the digits.
 *
 * Returns: (transfer none) (nullable): a row
 */
const DeckleShortcut *
deckle_shortcut_keys_find (const DeckleKey *key,
                           DeckleKeyMatch  *match)
{
  gsize n_rows;
  const DeckleShortcut *table = deckle_shortcuts_get_table (&n_rows);

  g_return_val_if_fail (key != NULL, NULL);

  if (match != NULL)
    *match = DECKLE_KEY_NO_MATCH;
  if ((key->state & GDK_SUPER_MASK) != 0)
    return NULL;
  for (guint pass = 0; pass < 4; pass++)
    {
      for (gsize i = 0; i < n_rows; i++)
        {
          g_auto (GStrv) accels = g_strsplit (table[i].accels, " ", -1);

          for (gsize j = 0; accels[j] != NULL; j++)
            {
              if (!matches (key, accels[j], pass))
                continue;
              if (match != NULL)
                *match = pass == 0 ? DECKLE_KEY_EXACT : DECKLE_KEY_POSITION;
              return &table[i];
            }
        }
    }
  return NULL;
}

static const DeckleShortcut *
find_pressed (Keys            *keys,
              guint            keyval,
              guint            keycode,
              GdkModifierType  state,
              DeckleKeyMatch  *match)
{
  DeckleKey key = { keyval, 0, keycode, state };

  if (is_foreign (keyval))
    key.latin = deckle_key_find_latin (gtk_widget_get_display (keys->window), keycode, state);
  return deckle_shortcut_keys_find (&key, match);
}

static gboolean
is_accelerator (guint           keyval,
                GdkModifierType state)
{
  return (state & KEY_MODIFIERS) != 0 || (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35);
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

/* Held, they move on in a list or a slider. */
static gboolean
moves (guint keyval)
{
  guint plain = plain_keyval (keyval);

  return (plain >= GDK_KEY_Home && plain <= GDK_KEY_End) || plain == GDK_KEY_Tab || plain == GDK_KEY_ISO_Left_Tab;
}

static gboolean
edits_text (GtkWidget *focus)
{
  if (GTK_IS_TEXT_VIEW (focus))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (focus));
  return GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus));
}

/* What the accelerators of the application do in a text field, they do there in a menu too. */
static gboolean
works_in_popover (const DeckleShortcut *shortcut,
                  GtkWidget            *focus)
{
  static const char * const names[] = { "win.undo", "win.redo", "win.copy", NULL };

  return g_str_equal (shortcut->action, "app.quit") ||
         (edits_text (focus) && g_strv_contains (names, shortcut->action));
}

static void
note_press (guint    keycode,
            gboolean in_text)
{
  gint64 now_us = g_get_monotonic_time ();

  held.repeating = keycode == held.keycode && now_us - held.time_us < HELD_US;
  if (!held.repeating)
    held.in_text = in_text;
  held.keycode = keycode;
  held.time_us = now_us;
}

/* As GTK does it for those that it finds itself. */
static gboolean
activate_accelerator (GtkWidget  *window,
                      const char *detailed_action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  return g_action_parse_detailed_name (detailed_action, &name, &target, NULL) &&
         gtk_widget_activate_action_variant (window, name, target);
}

/* Sees every press first. Takes the repeats of a held key and what an open menu has no use for, and brings the
 * accelerators that GTK misses because it compares letters only. */
static gboolean
key_seen_cb (Keys            *keys,
             guint            keyval,
             guint            keycode,
             GdkModifierType  state)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (keys->window));
  const DeckleShortcut *shortcut;
  DeckleKeyMatch match;

  note_press (keycode, edits_text (focus));
  shortcut = find_pressed (keys, keyval, keycode, state, &match);
  if (held.repeating && !held.in_text)
    {
      gboolean acts = presses_buttons (keyval) || (shortcut != NULL && !may_repeat (shortcut));

      if (acts && (is_accelerator (keyval, state) || !moves (keyval)))
        return TRUE;
    }
  if (shortcut == NULL || !is_accelerator (keyval, state))
    return FALSE;
  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL && !works_in_popover (shortcut, focus))
    return TRUE;
  if (match != DECKLE_KEY_POSITION)
    return FALSE;
  return activate_accelerator (keys->window, shortcut->action);
}

static void
key_released_cb (Keys            *keys,
                 guint            keyval,
                 guint            keycode,
                 GdkModifierType  state)
{
  if (keycode == held.keycode)
    held.keycode = 0;
}

static gboolean
key_pressed_cb (Keys            *keys,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (keys->window));
  const DeckleShortcut *shortcut;

  if (is_accelerator (keyval, state))
    return FALSE;
  /* It is the window that presses what has the focus, a row of a list for example, after its controllers. */
  if (presses_buttons (keyval) && focus != NULL &&
      gtk_widget_class_get_activate_signal (GTK_WIDGET_GET_CLASS (focus)) != 0)
    return FALSE;

  shortcut = find_pressed (keys, keyval, keycode, state, NULL);
  if (shortcut == NULL)
    return FALSE;
  if (held.repeating && !may_repeat (shortcut))
    return TRUE;
  return keys->activate (keys->window, shortcut->action);
}

/**
 * deckle_shortcut_keys_deliver:
 * @window: a window of the application; call this after it has got its application
 * @activate: (nullable): called with a detailed action name; returns whether it did something
 *
 * Delivers keys as the table has them. Keys without a modifier come in the bubble phase, so that the focused control goes
 * first: in a text field a letter is text. Without @activate the window has none of those.
 *
 * In the capture phase, before the accelerators, only this happens: a held key does nothing again, an open menu or popover
 * keeps accelerators away, and keys with Ctrl or Alt that match by position, which GTK does not know about, act.
 */
void
deckle_shortcut_keys_deliver (GtkWindow          *window,
                              DeckleShortcutFunc  activate)
{
  Keys *keys;
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WINDOW (window));

  keys = g_new0 (Keys, 1);
  keys->window = GTK_WIDGET (window);
  keys->activate = activate;
  g_object_set_data_full (G_OBJECT (window), "deckle-keys", keys, g_free);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_seen_cb), keys);
  g_signal_connect_swapped (controller, "key-released", G_CALLBACK (key_released_cb), keys);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
  if (activate == NULL)
    return;

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), keys);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
