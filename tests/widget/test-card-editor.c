/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "fixture.h"
#include "helper.h"
#include "library/deckle-library-edit.h"
#include "parts.h"
#include "sample.h"
#include "ui/deckle-card-editor.h"
#include "ui/deckle-card-form.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-editor-code.h"
#include "ui/deckle-editor-field.h"
#include "ui/deckle-editor-list.h"
#include "ui/deckle-editor-tags.h"

typedef struct
{
  DeckleLibrary    *library;
  GtkWidget        *window;
  DeckleCardEditor *editor;  /* (unowned) (nullable) */
  GtkWidget        *form;
  char             *saved;   /* (owned) (nullable): what “saved” said */
  gboolean          can_undo;
  gint64            draft;   /* what “draft-kept” said, -1 for nothing */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->library = fixture_library_new ();
  fixture_import (fixture->library, "en", sample_card_new_make (), sample_card_select (), NULL);
  fixture->window = helper_show (gtk_label_new (NULL), 1100, 800);
  fixture->draft = -1;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  deckle_library_close (fixture->library, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->library);
  g_free (fixture->saved);
}

static void
saved_cb (Fixture    *fixture,
          const char *sentence,
          gboolean    can_undo)
{
  g_set_str (&fixture->saved, sentence);
  fixture->can_undo = can_undo;
}

static void
draft_cb (Fixture *fixture,
          gint64   card)
{
  fixture->draft = card;
}

static void
open_editor (Fixture *fixture,
             gint64   card)
{
  fixture->editor = deckle_card_editor_new (fixture->library, card);
  g_assert_nonnull (fixture->editor);
  g_signal_connect_swapped (fixture->editor, "saved", G_CALLBACK (saved_cb), fixture);
  g_signal_connect_swapped (fixture->editor, "draft-kept", G_CALLBACK (draft_cb), fixture);
  adw_dialog_present (ADW_DIALOG (fixture->editor), fixture->window);
  helper_draw_frames (fixture->window, 3);
  fixture->form = parts_get (fixture->editor, DECKLE_TYPE_CARD_EDITOR, "form");
}

static gint64
find_sample (Fixture *fixture)
{
  return deckle_library_find_card (fixture->library, parts_find_deck (fixture->library, "sample"), "go-016");
}

static GtkWidget *
get_field (Fixture    *fixture,
           const char *name)
{
  return parts_get (fixture->form, DECKLE_TYPE_CARD_FORM, name);
}

static GtkTextBuffer *
get_buffer (GtkWidget *field)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (parts_get (field, DECKLE_TYPE_EDITOR_FIELD, "view")));
}

/* As if it were typed */
static void
type_text (Fixture    *fixture,
           const char *name,
           const char *text)
{
  gtk_text_buffer_set_text (get_buffer (get_field (fixture, name)), text, -1);
}

static char *
get_sentence (GtkWidget *widget,
              GType      type)
{
  GtkWidget *label = parts_get (widget, type, "sentence_label");

  return gtk_widget_get_visible (label) ? g_strdup (gtk_label_get_label (GTK_LABEL (label))) : NULL;
}

static void
save (Fixture *fixture)
{
  g_clear_pointer (&fixture->saved, g_free);
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "editor.save", NULL);
}

static void
save_and_wait (Fixture *fixture)
{
  save (fixture);
  helper_wait_until (fixture->saved != NULL);
  fixture_flush (fixture->library);
}

/* Row id of the only card of the user's own, with its text */
static DeckleCardRecord *
load_own (Fixture *fixture)
{
  g_autoptr (GArray) cards = deckle_library_list_cards (fixture->library, DECKLE_SCOPE_ALL, NULL);
  DeckleCardRecord *record = NULL;

  for (guint i = 0; i < cards->len && record == NULL; i++)
    {
      record = deckle_library_load_card (fixture->library, g_array_index (cards, gint64, i), NULL);
      if (g_str_has_prefix (deckle_card_get_id (record->card), "go-"))
        g_clear_pointer (&record, deckle_card_record_free);
    }
  return record;
}

static void
test_new_card (Fixture       *fixture,
               gconstpointer  data)
{
  static const char * const points[] = { "ragged", "made by hand", NULL };
  g_autoptr (DeckleCardRecord) record = NULL;

  open_editor (fixture, 0);
  type_text (fixture, "question", "What is a deckle?");
  type_text (fixture, "answer", "An edge of paper.");
  type_text (fixture, "code", "fmt.Println(1)\n");
  type_text (fixture, "output", "1\n");
  deckle_editor_list_set_points (DECKLE_EDITOR_LIST (get_field (fixture, "points")), points);
  deckle_editor_tags_set_tags (DECKLE_EDITOR_TAGS (get_field (fixture, "tags")), points);
  save_and_wait (fixture);
  g_assert_true (fixture->can_undo);

  record = load_own (fixture);
  g_assert_nonnull (record);
  g_assert_cmpstr (deckle_card_get_question (record->card), ==, "What is a deckle?");
  g_assert_cmpstr (deckle_card_get_answer (record->card), ==, "An edge of paper.");
  g_assert_cmpstr (deckle_card_get_points (record->card)[1], ==, "made by hand");
  g_assert_cmpstr (deckle_card_get_code (record->card)->text, ==, "fmt.Println(1)");
  g_assert_cmpint (deckle_card_get_code (record->card)->kind, ==, DECKLE_CODE_BODY);
  parts_undo (fixture->library);
  g_clear_pointer (&record, deckle_card_record_free);
  g_assert_null (load_own (fixture));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *question = NULL;
  g_autofree char *answer = NULL;

  open_editor (fixture, 0);
  save (fixture);
  question = get_sentence (get_field (fixture, "question"), DECKLE_TYPE_EDITOR_FIELD);
  answer = get_sentence (get_field (fixture, "answer"), DECKLE_TYPE_EDITOR_FIELD);
  g_assert_cmpstr (question, ==, "The card needs a question.");
  g_assert_cmpstr (answer, ==, "The card needs an answer.");
  gtk_test_accessible_assert_state (parts_get (get_field (fixture, "question"), DECKLE_TYPE_EDITOR_FIELD, "view"),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_null (fixture->saved);
  g_assert_false (deckle_library_get_can_undo (fixture->library));

  /* Typing takes the sentence away. */
  type_text (fixture, "question", "What?");
  g_assert_false (gtk_widget_get_visible (parts_get (get_field (fixture, "question"), DECKLE_TYPE_EDITOR_FIELD,
                                                     "sentence_label")));
  adw_dialog_force_close (ADW_DIALOG (fixture->editor));
}

static void
test_edit_and_revert (Fixture       *fixture,
                      gconstpointer  data)
{
  gint64 row = find_sample (fixture);
  g_autoptr (DeckleCard) before = sample_card_new_make ();
  g_autoptr (DeckleCardRecord) edited = NULL;
  g_autoptr (DeckleCardRecord) reverted = NULL;

  open_editor (fixture, row);
  g_assert_false (gtk_widget_get_visible (get_field (fixture, "place")));
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (parts_get (fixture->editor, DECKLE_TYPE_CARD_EDITOR, "bank_banner"))));
  type_text (fixture, "question", "How do new and make differ, really?");
  save_and_wait (fixture);
  edited = deckle_library_load_card (fixture->library, row, NULL);
  g_assert_true (edited->edited);
  g_assert_cmpstr (deckle_card_get_question (edited->card), ==, "How do new and make differ, really?");
  /* All that the form was not asked to change is as it was. */
  g_assert_cmpstr (deckle_card_get_detail (edited->card), ==, deckle_card_get_detail (before));
  g_assert_cmpstr (deckle_card_get_see_also (edited->card)[1], ==, "go-393");
  g_assert_true (deckle_card_get_code (edited->card)->run);
  g_assert_cmpuint (deckle_card_get_n_references (edited->card), ==, 2);

  open_editor (fixture, row);
  g_clear_pointer (&fixture->saved, g_free);
  gtk_widget_activate_action (GTK_WIDGET (fixture->editor), "editor.revert", NULL);
  helper_wait_until (fixture->saved != NULL);
  reverted = deckle_library_load_card (fixture->library, row, NULL);
  g_assert_false (reverted->edited);
  g_assert_cmpstr (deckle_card_get_question (reverted->card), ==, deckle_card_get_question (before));
}

/* Opening a card and saving it as it is makes no step, whatever its texts are. */
static void
test_unchanged (Fixture       *fixture,
                gconstpointer  data)
{
  open_editor (fixture, find_sample (fixture));
  save (fixture);
  fixture_flush (fixture->library);
  g_assert_null (fixture->saved);
  g_assert_cmpint (fixture->draft, ==, -1);
  g_assert_false (deckle_library_get_can_undo (fixture->library));
}

static void
test_draft (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 row = find_sample (fixture), found = -1;
  GtkWidget *banner;

  g_assert_false (deckle_library_find_draft (fixture->library, &found));
  open_editor (fixture, row);
  type_text (fixture, "answer", "Half a sen");
  g_assert_true (adw_dialog_close (ADW_DIALOG (fixture->editor)));
  helper_wait_until (fixture->draft == row);
  fixture_flush (fixture->library);
  g_assert_true (deckle_library_find_draft (fixture->library, &found));
  g_assert_cmpint (found, ==, row);

  open_editor (fixture, row);
  banner = parts_get (fixture->editor, DECKLE_TYPE_CARD_EDITOR, "draft_banner");
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  {
    g_autofree char *text = deckle_editor_field_get_text (DECKLE_EDITOR_FIELD (get_field (fixture, "answer")));

    g_assert_cmpstr (text, ==, "Half a sen");
  }
  g_signal_emit_by_name (banner, "button-clicked");
  fixture_flush (fixture->library);
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));
  g_assert_false (deckle_library_find_draft (fixture->library, &found));
  {
    g_autofree char *text = deckle_editor_field_get_text (DECKLE_EDITOR_FIELD (get_field (fixture, "answer")));

    g_assert_true (g_str_has_prefix (text, "`new(T)` returns"));
  }
  adw_dialog_force_close (ADW_DIALOG (fixture->editor));
}

/* Kept while typing, not only when the dialog closes. */
static void
test_draft_while_typing (Fixture       *fixture,
                         gconstpointer  data)
{
  gint64 found = -1;

  open_editor (fixture, 0);
  type_text (fixture, "question", "What if the power fails?");
  helper_wait_until (deckle_library_find_draft (fixture->library, &found));
  g_assert_cmpint (found, ==, 0);
  /* No step of undo, and nothing of it where nothing is left. */
  g_assert_false (deckle_library_get_can_undo (fixture->library));
  type_text (fixture, "question", "");
  helper_wait_until (!deckle_library_find_draft (fixture->library, &found));
  adw_dialog_force_close (ADW_DIALOG (fixture->editor));
}

static void
test_preview (Fixture       *fixture,
              gconstpointer  data)
{
  DeckleCardView *preview;

  open_editor (fixture, find_sample (fixture));
  preview = DECKLE_CARD_VIEW (parts_get (fixture->editor, DECKLE_TYPE_CARD_EDITOR, "preview"));
  g_assert_false (deckle_card_view_get_answer_shown (preview));
  gtk_widget_grab_focus (get_field (fixture, "answer"));
  g_assert_true (deckle_card_view_get_answer_shown (preview));
  type_text (fixture, "answer", "Like this.");
  helper_wait_until (g_str_equal (deckle_card_get_answer (deckle_card_view_get_card (preview)), "Like this."));
  g_assert_true (deckle_card_view_get_answer_shown (preview));
  adw_dialog_force_close (ADW_DIALOG (fixture->editor));
}

static void
test_bad_input (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  g_autofree char *sentence = NULL;
  g_autofree char *left = NULL;
  g_autofree char *clean = NULL;
  GtkWidget *question;

  open_editor (fixture, 0);
  question = get_field (fixture, "question");
  type_text (fixture, "question", "kept");
  gtk_text_buffer_insert_at_cursor (get_buffer (question), megabyte, -1);
  sentence = get_sentence (question, DECKLE_TYPE_EDITOR_FIELD);
  left = deckle_editor_field_get_text (DECKLE_EDITOR_FIELD (question));
  g_assert_true (g_str_has_prefix (sentence, "This field can hold 5"));
  g_assert_cmpstr (left, ==, "kept");

  type_text (fixture, "answer", "a\xE2\x80\xAE" "b\x01" "c\r\nd");
  clean = deckle_editor_field_get_text (DECKLE_EDITOR_FIELD (get_field (fixture, "answer")));
  g_assert_cmpstr (clean, ==, "abc\nd");
  adw_dialog_force_close (ADW_DIALOG (fixture->editor));
}

static void
test_points_by_keyboard (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char * const points[] = { "one", "two", "three", NULL };
  DeckleEditorList *list;
  g_auto (GStrv) moved = NULL;
  g_auto (GStrv) added = NULL;
  GtkWidget *focus;

  open_editor (fixture, 0);
  list = DECKLE_EDITOR_LIST (get_field (fixture, "points"));
  deckle_editor_list_set_points (list, points);
  gtk_widget_activate (parts_find (GTK_WIDGET (list), GTK_TYPE_ENTRY));
  gtk_widget_grab_focus (parts_find (GTK_WIDGET (list), GTK_TYPE_ENTRY));
  g_signal_emit_by_name (parts_find (GTK_WIDGET (list), GTK_TYPE_ENTRY), "activate");
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  gtk_editable_set_text (GTK_EDITABLE (focus), "one and a half");
  added = deckle_editor_list_get_points (list);
  g_assert_cmpstr (added[1], ==, "one and a half");
  g_assert_cmpuint (g_strv_length (added), ==, 4);

  g_signal_emit_by_name (parts_find (GTK_WIDGET (list), GTK_TYPE_BUTTON), "clicked"); /* up: insensitive, but moves nothing */
  moved = deckle_editor_list_get_points (list);
  g_assert_cmpstr (moved[0], ==, "one");
  adw_dialog_force_close (ADW_DIALOG (fixture->editor));
}

static void
test_reference_without_address (Fixture       *fixture,
                                gconstpointer  data)
{
  static const char * const bad[] = { "javascript:alert(1)", "file:///etc/passwd", "go.dev", "https://" };
  GtkWidget *list;

  open_editor (fixture, 0);
  type_text (fixture, "question", "Q?");
  type_text (fixture, "answer", "A.");
  list = get_field (fixture, "references");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (DeckleCard) card = deckle_card_new ("x", 0, "Q?", "A.");
      g_autofree char *sentence = NULL;

      deckle_card_add_reference (card, "Title", bad[i]);
      deckle_editor_list_set_references (DECKLE_EDITOR_LIST (list), card);
      save (fixture);
      sentence = get_sentence (list, DECKLE_TYPE_EDITOR_LIST);
      g_assert_nonnull (sentence);
      g_assert_false (deckle_library_get_can_undo (fixture->library));
    }
  adw_dialog_force_close (ADW_DIALOG (fixture->editor));
}

static void
test_completion (void)
{
  static const char * const known[] = { "channels", "concurrency", "context", "gc", NULL };
  g_auto (GStrv) begun = deckle_editor_tags_complete ("gc CO", 5, known, 6);
  g_auto (GStrv) one = deckle_editor_tags_complete ("context co", 10, known, 6);
  g_auto (GStrv) none = deckle_editor_tags_complete ("gc ", 3, known, 6);
  g_auto (GStrv) few = deckle_editor_tags_complete ("c", 1, known, 2);

  g_assert_cmpstrv (begun, ((const char * const[]){ "concurrency", "context", NULL }));
  g_assert_cmpstrv (one, ((const char * const[]){ "concurrency", NULL }));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (few), ==, 2);
}

static void
test_code_kind (void)
{
  g_assert_cmpint (deckle_editor_guess_kind ("package main\n\nfunc main() {}\n"), ==, DECKLE_CODE_PROGRAM);
  g_assert_cmpint (deckle_editor_guess_kind ("package a\n\nfunc TestA(t *testing.T) {}\n"), ==, DECKLE_CODE_TEST);
  g_assert_cmpint (deckle_editor_guess_kind ("type T struct{}\n"), ==, DECKLE_CODE_DECLS);
  g_assert_cmpint (deckle_editor_guess_kind ("func (t T) String() string { return \"\" }\n"), ==, DECKLE_CODE_DECLS);
  g_assert_cmpint (deckle_editor_guess_kind ("x := 1\nfmt.Println(x)\n"), ==, DECKLE_CODE_BODY);
}

#define ADD(path, test) g_test_add ("/card-editor/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  helper_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("new-card", test_new_card);
  ADD ("refused", test_refused);
  ADD ("edit-and-revert", test_edit_and_revert);
  ADD ("unchanged", test_unchanged);
  ADD ("draft", test_draft);
  ADD ("draft-while-typing", test_draft_while_typing);
  ADD ("preview", test_preview);
  ADD ("bad-input", test_bad_input);
  ADD ("points-by-keyboard", test_points_by_keyboard);
  ADD ("reference-without-address", test_reference_without_address);
  g_test_add_func ("/card-editor/completion", test_completion);
  g_test_add_func ("/card-editor/code-kind", test_code_kind);
  return g_test_run ();
}
