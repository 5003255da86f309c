/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "deckle-config.h"
#include "fixture.h"
#include "helper.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-card-back.h"
#include "ui/deckle-card-head.h"
#include "ui/deckle-card-page.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-note-block.h"

typedef struct
{
  DeckleNoteBlock *block;
  GtkWidget       *window;
  GtkTextBuffer   *buffer;
  guint            n_saved;
  char            *saved;
  char            *said;
} Fixture;

static void
set_note_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  Fixture *fixture = user_data;

  fixture->n_saved++;
  g_set_str (&fixture->saved, g_variant_get_string (parameter, NULL));
}

static void
say_action (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_set_str (&((Fixture *) user_data)->said, g_variant_get_string (parameter, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const GActionEntry entries[] = { { .name = "set-note", .activate = set_note_action, .parameter_type = "s" },
                                   { .name = "say", .activate = say_action, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  fixture->block = g_object_new (DECKLE_TYPE_NOTE_BLOCK, NULL);
  fixture->window = helper_show (GTK_WIDGET (fixture->block), 400, 300);
  fixture->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (parts_get (fixture->block, DECKLE_TYPE_NOTE_BLOCK, "view")));
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (fixture->window, "study", G_ACTION_GROUP (group));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->saved);
  g_free (fixture->said);
}

static void
press (Fixture         *fixture,
       guint            keyval,
       GdkModifierType  state)
{
  GtkWidget *view = parts_get (fixture->block, DECKLE_TYPE_NOTE_BLOCK, "view");
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &taken);
    }
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (parts_get (fixture->block, DECKLE_TYPE_NOTE_BLOCK, "stack")));
}

/* Ctrl+Enter saves once; a note that stays as it is is not saved; Escape leaves it alone. */
static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpstr (get_page (fixture), ==, "none");
  g_signal_emit_by_name (parts_get (fixture->block, DECKLE_TYPE_NOTE_BLOCK, "add_button"), "clicked");
  g_assert_true (deckle_note_block_is_editing (fixture->block));
  gtk_text_buffer_set_text (fixture->buffer, "say this at ACME\n", -1);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  g_assert_cmpstr (fixture->saved, ==, "say this at ACME");
  g_assert_cmpstr (get_page (fixture), ==, "note");
  g_assert_nonnull (parts_find_label (GTK_WIDGET (fixture->block), "say this at ACME"));

  deckle_note_block_edit (fixture->block);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_cmpuint (fixture->n_saved, ==, 1);

  deckle_note_block_edit (fixture->block);
  gtk_text_buffer_set_text (fixture->buffer, "something else", -1);
  press (fixture, GDK_KEY_Escape, 0);
  g_assert_cmpuint (fixture->n_saved, ==, 1);
  g_assert_nonnull (parts_find_label (GTK_WIDGET (fixture->block), "say this at ACME"));

  /* Emptied, it is gone. */
  deckle_note_block_edit (fixture->block);
  gtk_text_buffer_set_text (fixture->buffer, "  \n", -1);
  press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_cmpstr (fixture->saved, ==, "");
  g_assert_cmpstr (get_page (fixture), ==, "none");
}

/* What the library says later does not take the text out of the learner's hands. */
static void
test_stored_while_editing (Fixture       *fixture,
                           gconstpointer  data)
{
  deckle_note_block_edit (fixture->block);
  gtk_text_buffer_set_text (fixture->buffer, "mine", -1);
  deckle_note_block_set_text (fixture->block, "<b>theirs</b>");
  g_assert_true (deckle_note_block_is_editing (fixture->block));
  deckle_note_block_cancel (fixture->block);
  g_assert_nonnull (parts_find_label (GTK_WIDGET (fixture->block), "<b>theirs</b>"));
  g_assert_cmpuint (fixture->n_saved, ==, 0);
}

/* 1 MB pasted: what fits is taken, the rest is left out with a sentence. */
static void
test_paste (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = g_malloc (1024 * 1024 + 1);

  memset (text, 'x', 1024 * 1024);
  text[1024 * 1024] = '\0';
  deckle_note_block_edit (fixture->block);
  gtk_text_buffer_insert_at_cursor (fixture->buffer, "ß", -1);
  gtk_text_buffer_insert_at_cursor (fixture->buffer, text, -1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (fixture->buffer), ==, DECKLE_NOTE_CHARS_MAX);
  g_assert_nonnull (strstr (fixture->said, "the rest was left out"));
  gtk_text_buffer_insert_at_cursor (fixture->buffer, "y", -1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (fixture->buffer), ==, DECKLE_NOTE_CHARS_MAX);
}

/* On a page: stored in one step, signed on the head, and taken back. */
static void
test_page (void)
{
  DeckleLibrary *library = fixture_library_new ();
  g_autoptr (GSettings) settings = g_settings_new (DECKLE_APPLICATION_ID);
  g_autoptr (GArray) rows = NULL;
  GtkWidget *page, *window, *view, *back, *sign;

  fixture_import (library, "en", sample_card_new_make (), NULL);
  rows = deckle_library_list_cards (library, DECKLE_SCOPE_ALL, NULL);
  page = GTK_WIDGET (deckle_card_page_new (library, g_array_index (rows, gint64, 0), settings));
  window = helper_show (page, 700, 700);
  view = parts_get (page, DECKLE_TYPE_CARD_PAGE, "card_view");
  back = parts_get (view, DECKLE_TYPE_CARD_VIEW, "back");
  sign = parts_get (parts_get (back, DECKLE_TYPE_CARD_BACK, "head"), DECKLE_TYPE_CARD_HEAD, "note_image");

  g_assert_false (gtk_widget_get_visible (sign));
  g_assert_true (gtk_widget_activate_action (page, "study.note", NULL));
  helper_wait_until (deckle_note_block_is_editing (deckle_card_back_get_note (DECKLE_CARD_BACK (back))));
  deckle_note_block_cancel (deckle_card_back_get_note (DECKLE_CARD_BACK (back)));
  g_assert_true (gtk_widget_activate_action (page, "study.set-note", "s", "say this"));
  helper_wait_until (gtk_widget_get_visible (sign));
  parts_undo (library);
  helper_wait_until (!gtk_widget_get_visible (sign));
  g_assert_false (deckle_library_get_can_undo (library));

  gtk_window_destroy (GTK_WINDOW (window));
  deckle_library_close (library, NULL);
  g_assert_finalize_object (library);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  helper_init ();

#define ADD(path, function) g_test_add ("/note-block/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("edit", test_edit);
  ADD ("stored-while-editing", test_stored_while_editing);
  ADD ("paste", test_paste);
#undef ADD
  g_test_add_func ("/note-block/page", test_page);

  return g_test_run ();
}
