/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of keys, against the dialog that lists it, the accelerators made from it and the actions it names. */
#include <adwaita.h>
#include <string.h>

#include "deckle-config.h"
#include "helper.h"
#include "ui/deckle-shortcuts-dialog.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-shortcuts.h"
#include "ui/deckle-study-page.h"
#include "ui/deckle-window.h"

static DeckleApplication *
create_application (const char *id)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (G_GINT64_CONSTANT (1795514400000), NULL);
  g_autoptr (GError) error = NULL;
  DeckleApplication *application = deckle_application_new (id, clock);

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  return application;
}

/* What a keyboard produces for an accelerator, in the words of a key cap: “Ctrl+Z” */
static char *
describe_key (const char *accel)
{
  guint keyval;
  GdkModifierType modifiers;

  g_assert_true (gtk_accelerator_parse (accel, &keyval, &modifiers));

  return gtk_accelerator_get_label (keyval, modifiers);
}

/* Adds the keys that have a cap: a number pad has the same letters on its keys. */
static void
add_keycaps (GString    *text,
             const char *accels)
{
  g_auto (GStrv) list = g_strsplit (accels, " ", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    if (strstr (list[i], "KP_") == NULL)
      {
        g_autofree char *key = describe_key (list[i]);

        g_string_append_printf (text, " [%s]", key);
      }
}

/* One line a titled row: “Undo [Ctrl+Z] [U]” */
static GPtrArray *
describe_table (DeckleShortcutGroup group)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  gsize n_rows;
  const DeckleShortcut *table = deckle_shortcuts_get_table (&n_rows);

  for (gsize i = 0; i < n_rows;)
    {
      GString *line = g_string_new (table[i].title);
      DeckleShortcutGroup own = table[i].group;

      g_assert_nonnull (table[i].title);
      do
        add_keycaps (line, table[i++].accels);
      while (i < n_rows && table[i].title == NULL);
      if (own == group)
        g_ptr_array_add (lines, g_string_free_and_steal (line));
      else
        g_string_free (line, TRUE);
    }
  return lines;
}

static void
find_all (GtkWidget *widget,
          GType      type,
          GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_all (child, type, found);
}

static char *
describe_row (GtkWidget *row)
{
  GString *line = g_string_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  find_all (row, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_has_css_class (labels->pdata[i], "shortcut-keycap"))
      g_string_append_printf (line, " [%s]", gtk_label_get_label (labels->pdata[i]));

  return g_string_free_and_steal (line);
}

/* Every titled row is there once, under its heading, with its own keys and those of the rows without a title after it. */
static void
test_dialog (void)
{
  AdwDialog *dialog = g_object_ref_sink (deckle_shortcuts_dialog_new (FALSE));
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  find_all (adw_dialog_get_child (dialog), ADW_TYPE_PREFERENCES_GROUP, groups);
  g_assert_cmpuint (groups->len, ==, DECKLE_SHORTCUTS_N_GROUPS);
  for (guint g = 0; g < groups->len; g++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new ();
      g_autoptr (GPtrArray) lines = describe_table ((DeckleShortcutGroup) g);

      find_all (groups->pdata[g], ADW_TYPE_ACTION_ROW, rows);
      g_assert_cmpuint (rows->len, ==, lines->len);
      g_assert_cmpuint (lines->len, >, 0);
      for (guint i = 0; i < rows->len; i++)
        {
          g_autofree char *line = describe_row (rows->pdata[i]);

          g_assert_cmpstr (line, ==, lines->pdata[i]);
          g_assert_nonnull (strchr (line, '['));
        }
    }
  g_assert_finalize_object (dialog);
}

/* With two buttons the keys of the other two do nothing, so they are not listed. */
static void
test_dialog_two_buttons (void)
{
  AdwDialog *dialog = g_object_ref_sink (deckle_shortcuts_dialog_new (TRUE));
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint n_grades = 0;

  find_all (adw_dialog_get_child (dialog), ADW_TYPE_ACTION_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *title = adw_preferences_row_get_title (rows->pdata[i]);

      g_assert_cmpstr (title, !=, "Grade the answer Hard");
      g_assert_cmpstr (title, !=, "Grade the answer Easy");
      n_grades += g_str_has_prefix (title, "Grade the answer ");
    }
  g_assert_cmpuint (n_grades, ==, 2);
  g_assert_finalize_object (dialog);
}

/* A row without a title belongs to the one before it: nobody would find its keys under another heading. */
static void
test_untitled_rows (void)
{
  gsize n_rows;
  const DeckleShortcut *table = deckle_shortcuts_get_table (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    if (table[i].title == NULL)
      {
        g_assert_cmpuint (i, >, 0);
        g_assert_cmpint (table[i].group, ==, table[i - 1].group);
      }
}

static void
test_no_key_twice (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n_rows;
  const DeckleShortcut *table = deckle_shortcuts_get_table (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) accels = g_strsplit (table[i].accels, " ", -1);

      g_assert_nonnull (accels[0]);
      for (gsize j = 0; accels[j] != NULL; j++)
        {
          guint keyval;
          GdkModifierType modifiers;

          g_assert_true (gtk_accelerator_parse (accels[j], &keyval, &modifiers));
          if (!g_hash_table_add (seen, gtk_accelerator_name (keyval, modifiers)))
            g_error ("“%s” is in the table twice", accels[j]);
        }
    }
}

/* The parameter type of an action, in a class or in a map; FALSE where there is no such action. */
static gboolean
find_in_class (GType                type,
               const char          *name,
               const GVariantType **parameter_type)
{
  g_autoptr (GTypeClass) class = g_type_class_ref (type);
  GType owner;
  const char *action;
  const char *property;

  for (guint i = 0; gtk_widget_class_query_action ((GtkWidgetClass *) class, i, &owner, &action, parameter_type, &property);
       i++)
    if (g_str_equal (action, name))
      return TRUE;

  return FALSE;
}

static gboolean
find_in_map (GActionMap          *map,
             const char          *name,
             const GVariantType **parameter_type)
{
  GAction *action = g_action_map_lookup_action (map, name);

  if (action != NULL)
    *parameter_type = g_action_get_parameter_type (action);
  return action != NULL;
}

static gboolean
find_action (DeckleWindow        *window,
             const char          *name,
             const GVariantType **parameter_type)
{
  if (g_str_has_prefix (name, "study."))
    return find_in_class (DECKLE_TYPE_STUDY_PAGE, name, parameter_type) ||
           find_in_class (DECKLE_TYPE_CARD_PAGE, name, parameter_type);
  if (g_str_has_prefix (name, "win."))
    return find_in_map (G_ACTION_MAP (window), name + strlen ("win."), parameter_type);
  if (g_str_has_prefix (name, "app."))
    return find_in_map (G_ACTION_MAP (gtk_window_get_application (GTK_WINDOW (window))), name + strlen ("app."),
                        parameter_type);
  return find_in_class (DECKLE_TYPE_WINDOW, name, parameter_type);
}

/* The study page, the card page, the window or the application has every action, and it takes what the table gives it. */
static void
test_actions (void)
{
  g_autoptr (DeckleApplication) application = create_application (DECKLE_BASE_ID ".ActionsTest");
  DeckleWindow *window = deckle_window_new (application);
  gsize n_rows;
  const DeckleShortcut *table = deckle_shortcuts_get_table (&n_rows);
  const GVariantType *none;

  g_assert_false (find_action (window, "study.nothing", &none));
  g_assert_false (find_action (window, "win.nothing", &none));
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      g_autoptr (GError) error = NULL;
      const GVariantType *parameter_type = NULL;

      g_action_parse_detailed_name (table[i].action, &name, &target, &error);
      g_assert_no_error (error);
      if (!find_action (window, name, &parameter_type))
        g_error ("Nothing has the action “%s”", name);
      g_assert_true ((target != NULL) == (parameter_type != NULL));
      if (target != NULL)
        g_assert_true (g_variant_is_of_type (target, parameter_type));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Keys that a text field has no use for */
static gboolean
is_accelerator (const char *accel)
{
  guint keyval;
  GdkModifierType modifiers;

  gtk_accelerator_parse (accel, &keyval, &modifiers);

  return (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35);
}

static void
add_accelerators (GHashTable *pairs,
                  const char *action,
                  GStrv       accels)
{
  for (gsize i = 0; accels[i] != NULL; i++)
    {
      guint keyval;
      GdkModifierType modifiers;
      g_autofree char *name = NULL;

      gtk_accelerator_parse (accels[i], &keyval, &modifiers);
      name = gtk_accelerator_name (keyval, modifiers);
      if (is_accelerator (accels[i]))
        g_hash_table_add (pairs, g_strdup_printf ("%s %s", action, name));
    }
}

static void
assert_contains_all (GHashTable *pairs,
                     GHashTable *others,
                     const char *place)
{
  GHashTableIter iter;
  gpointer pair;

  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &pair, NULL))
    if (!g_hash_table_contains (pairs, pair))
      g_error ("“%s” is missing in %s", (char *) pair, place);
}

/* The application has the accelerators of the table, and no others. */
static void
test_accelerators (void)
{
  g_autoptr (DeckleApplication) application = create_application (DECKLE_BASE_ID ".AcceleratorsTest");
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) actual = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (GTK_APPLICATION (application));
  gsize n_rows;
  const DeckleShortcut *table = deckle_shortcuts_get_table (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      g_auto (GStrv) accels = g_strsplit (table[i].accels, " ", -1);

      add_accelerators (wanted, table[i].action, accels);
    }
  for (gsize i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (GTK_APPLICATION (application), actions[i]);

      for (gsize j = 0; accels[j] != NULL; j++)
        g_assert_true (is_accelerator (accels[j]));
      add_accelerators (actual, actions[i], accels);
    }
  g_assert_cmpuint (g_hash_table_size (wanted), >, 10);
  assert_contains_all (actual, wanted, "the application");
  assert_contains_all (wanted, actual, "the table");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

  g_test_add_func ("/shortcuts/dialog", test_dialog);
  g_test_add_func ("/shortcuts/dialog-two-buttons", test_dialog_two_buttons);
  g_test_add_func ("/shortcuts/untitled-rows", test_untitled_rows);
  g_test_add_func ("/shortcuts/no-key-twice", test_no_key_twice);
  g_test_add_func ("/shortcuts/actions", test_actions);
  g_test_add_func ("/shortcuts/accelerators", test_accelerators);

  return g_test_run ();
}
