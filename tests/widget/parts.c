/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parts.h"

#include "fixture.h"
#include "helper.h"
#include "library/deckle-library-import.h"
#include "study/deckle-session.h"

GtkWidget *
parts_find (GtkWidget *widget,
            GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = parts_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
parts_find_label (GtkWidget  *widget,
                  const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = parts_find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
press_shortcut (GtkWidget  *widget,
                GListModel *shortcuts,
                guint       keyval)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == 0 &&
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                        gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

gboolean
parts_press (GtkWidget *widget,
             guint      keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
      else if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        handled = press_shortcut (widget, G_LIST_MODEL (controller), keyval);
    }
  return handled;
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  deckle_library_write_finish (DECKLE_LIBRARY (object), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static DeckleSection *
create_section (const char *deck,
                const char *title,
                guint       number,
                guint       n_cards)
{
  g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
  g_autofree char *id = g_strdup_printf ("s%u", number);
  g_autofree char *own_title = g_strdup_printf ("%s %u", title, number);
  DeckleSection *section;

  for (guint i = 1; i <= n_cards; i++)
    {
      guint n = (number - 1) * n_cards + i;
      g_autofree char *card_id = g_strdup_printf ("%s-%u", deck, n);
      g_autofree char *question = g_strdup_printf ("%sq%u?", deck, n); /* no word in common with another deck */
      g_autoptr (DeckleCard) card = deckle_card_new (card_id, (int) n, question, "An answer.");

      g_list_store_append (cards, card);
    }
  section = deckle_section_new (id, own_title, G_LIST_MODEL (cards));
  deckle_section_set_order (section, (int) number);
  return section;
}

void
parts_import_deck (DeckleLibrary *library,
                   const char    *id,
                   const char    *title,
                   guint          n_sections,
                   guint          n_cards)
{
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  const DeckleBankInfo info = {
    .id = (char *) id, .title = (char *) title, .language = (char *) "en", .version = (char *) "1.0.0",
  };
  g_autoptr (DeckleBank) bank = NULL;
  gboolean done = FALSE;

  for (guint i = 1; i <= n_sections; i++)
    {
      g_autoptr (DeckleSection) section = create_section (id, title, i, n_cards);

      g_list_store_append (sections, section);
    }
  bank = deckle_bank_new (&info, G_LIST_MODEL (sections));
  deckle_library_import_async (library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, done_cb, &done);
  fixture_flush (library); /* thousands of cards take their time */
  helper_wait_until (done);
}

guint
parts_count_cards (DeckleLibrary *library)
{
  DeckleCounts counts;

  return deckle_library_count (library, DECKLE_SCOPE_ALL, &counts, NULL) ? counts.total : 0;
}

gint64
parts_find_deck (DeckleLibrary *library,
                 const char    *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (library, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      if (g_str_equal (deck->id, id))
        return deck->row;
    }
  return 0;
}

void
parts_enable_deck (DeckleLibrary *library,
                   gint64         deck,
                   gboolean       enabled)
{
  gboolean done = FALSE;

  deckle_library_enable_deck_async (library, deck, enabled, done_cb, &done);
  helper_wait_until (done);
}

void
parts_rename_deck (DeckleLibrary *library,
                   gint64         deck,
                   const char    *title)
{
  gboolean done = FALSE;

  deckle_library_rename_deck_async (library, deck, title, done_cb, &done);
  helper_wait_until (done);
}

void
parts_remove_deck (DeckleLibrary *library,
                   gint64         deck)
{
  gboolean done = FALSE;

  deckle_library_remove_deck_async (library, deck, done_cb, &done);
  helper_wait_until (done);
}

void
parts_grade_one (DeckleLibrary *library,
                 DeckleRating   rating)
{
  g_autoptr (DeckleSession) session = deckle_session_new (library, DECKLE_SCOPE_ALL);

  g_assert_cmpint (deckle_session_get_state (session), ==, DECKLE_SESSION_QUESTION);
  deckle_session_reveal (session);
  deckle_session_grade (session, rating);
  fixture_flush (library);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  deckle_library_undo_finish (DECKLE_LIBRARY (object), result, NULL, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

void
parts_undo (DeckleLibrary *library)
{
  gboolean done = FALSE;

  deckle_library_undo_async (library, undone_cb, &done);
  helper_wait_until (done);
}

GLogLevelFlags
parts_allow_warnings (void)
{
  return g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL));
}
