/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-editor"
#include "ui/deckle-card-editor-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "deckle-config.h"
#include "library/deckle-library-edit.h"
#include "library/deckle-library-query.h"

#define PREVIEW_MS 150
#define TAGS_MAX 2000
/* The preview is renewed while typing; of very long code it shows the beginning. */
#define PREVIEW_LINES 200

/**
 * DeckleCardEditor:
 *
 * Everything a card says, beside the card as it will look. Saving is one undoable step; leaving keeps a draft.
 */

enum { SAVED, DRAFT_KEPT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleCardEditor, deckle_card_editor, ADW_TYPE_DIALOG)

/**
 * deckle_card_editor_get_row:
 * @self: an editor
 *
 * Returns: row id of its card, 0 for a new one
 */
gint64
deckle_card_editor_get_row (DeckleCardEditor *self)
{
  return self->record != NULL ? self->record->row : 0;
}

/**
 * deckle_card_editor_say:
 * @self: an editor
 * @sentence: what happened
 *
 * Says something in passing.
 */
void
deckle_card_editor_say (DeckleCardEditor *self,
                        const char       *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Preview */

/* Where the lines that a preview shows end in @text; the end when it has fewer. */
static const char *
find_preview_end (const char *text)
{
  for (guint i = 0; i < PREVIEW_LINES && text != NULL; i++)
    {
      const char *end = strchr (text, '\n');

      if (end == NULL)
        return NULL;
      text = end + 1;
    }
  return text;
}

static void
shorten_code (DeckleCard *card)
{
  const DeckleCode *code = deckle_card_get_code (card);
  const char *end = code->text != NULL ? find_preview_end (code->text) : NULL;
  g_autofree char *text = NULL;
  DeckleCode shown = *code;

  if (end == NULL)
    return;
  text = g_strdup_printf ("%.*s…", (int) (end - code->text), code->text);
  shown.text = text;
  deckle_card_set_code (card, &shown);
}

static const char *
or_dots (const char *text)
{
  return text != NULL && *text != '\0' ? text : "…";
}

/* What has no words yet has dots, for the eye and for a screen reader. */
static DeckleCard *
create_preview (DeckleCard *card)
{
  DeckleCard *preview = deckle_card_new ("preview", deckle_card_get_number (card), or_dots (deckle_card_get_question (card)),
                                         or_dots (deckle_card_get_answer (card)));

  deckle_card_set_detail (preview, deckle_card_get_detail (card));
  deckle_card_set_level (preview, deckle_card_get_level (card));
  deckle_card_set_points (preview, deckle_card_get_points (card));
  deckle_card_set_tags (preview, deckle_card_get_tags (card));
  deckle_card_set_code (preview, deckle_card_get_code (card));
  for (guint i = 0; i < deckle_card_get_n_references (card); i++)
    deckle_card_add_reference (preview, deckle_card_get_reference (card, i)->title, deckle_card_get_reference (card, i)->url);
  shorten_code (preview);
  return preview;
}

static void
show_face (DeckleCardEditor *self)
{
  deckle_card_view_set_angle (self->preview, adw_toggle_group_get_active (self->faces) == 1 ? 180.0 : 0.0);
}

static gboolean
preview_cb (gpointer user_data)
{
  DeckleCardEditor *self = user_data;
  DeckleCardRecord *record = self->record;
  g_autoptr (DeckleCard) written = deckle_card_form_make_card (self->form, "preview",
                                                               record != NULL ? deckle_card_get_number (record->card) : 0);
  g_autoptr (DeckleCard) card = create_preview (written);

  self->preview_id = 0;
  deckle_card_view_set_card (self->preview, card,
                             record != NULL ? deckle_deck_names_find_section (self->names, record->section) : NULL,
                             record != NULL ? deckle_deck_names_find_language (self->names, record->deck) : NULL);
  show_face (self);
  return G_SOURCE_REMOVE;
}

static void
preview_soon (DeckleCardEditor *self)
{
  if (self->preview_id == 0)
    self->preview_id = g_timeout_add (PREVIEW_MS, preview_cb, self);
}

/* The preview shows the side that is being written. */
static void
side_cb (DeckleCardEditor *self)
{
  gboolean answer_side;

  g_object_get (self->form, "answer-side", &answer_side, NULL);
  adw_toggle_group_set_active (self->faces, answer_side ? 1 : 0);
}

static void
changed_cb (DeckleCardEditor *self)
{
  if (self->library == NULL)
    return;
  self->dirty = TRUE;
  deckle_card_editor_keep_soon (self);
  preview_soon (self);
}

/* Saving */

/**
 * deckle_card_editor_finish:
 * @self: an editor
 * @sentence: what happened
 * @can_undo: whether it is the last step on the undo stack
 *
 * Emits [signal@CardEditor::saved] and closes.
 */
void
deckle_card_editor_finish (DeckleCardEditor *self,
                           const char       *sentence,
                           gboolean          can_undo)
{
  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->done = TRUE;
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SAVED], 0, sentence, can_undo);
}

static void
set_busy (DeckleCardEditor *self,
          gboolean          busy)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", !busy);
  adw_dialog_set_can_close (ADW_DIALOG (self), !busy);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (DeckleCardEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_new = self->record == NULL;
  gboolean good = is_new ? deckle_library_create_finish (DECKLE_LIBRARY (source), result, &error) != 0
                         : deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error);

  set_busy (self, FALSE);
  if (good)
    deckle_card_editor_finish (self, is_new ? _("The card is in your deck.") : _("The card was changed."), TRUE);
  else
    deckle_card_editor_say (self, error->message);
}

/* Nothing is to be stored where nothing differs. */
static gboolean
is_unchanged (DeckleCardEditor *self,
              DeckleCard       *card,
              gboolean          moves)
{
  return self->record != NULL && !moves && deckle_card_equal (card, self->record->card);
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  DeckleCardEditor *self = DECKLE_CARD_EDITOR (widget);
  DeckleCardRecord *record = self->record;
  g_autoptr (DeckleCard) card = NULL;
  DeckleCardTarget target = { 0 };
  gboolean moves;

  if (self->library == NULL || !deckle_card_form_check (self->form))
    return;
  g_clear_handle_id (&self->draft_id, g_source_remove);
  card = deckle_card_form_make_card (self->form, record != NULL ? deckle_card_get_id (record->card) : "",
                                     record != NULL ? deckle_card_get_number (record->card) : 0);
  if (self->own)
    deckle_editor_place_get_target (deckle_card_form_get_place (self->form), &target);
  moves = self->own && record != NULL && target.section != record->section;
  if (is_unchanged (self, card, moves))
    {
      deckle_library_drop_draft_async (self->library, record->row, NULL, NULL);
      self->done = TRUE;
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  set_busy (self, TRUE);
  if (record != NULL)
    deckle_library_edit_card_async (self->library, record->row, card, moves ? &target : NULL, saved_cb, g_object_ref (self));
  else
    deckle_library_create_card_async (self->library, card, &target, saved_cb, g_object_ref (self));
}

static void
discard_cb (DeckleCardEditor *self)
{
  deckle_card_editor_discard_draft (self);
}

/* Filling */

/**
 * deckle_card_editor_fill:
 * @self: an editor
 * @card: what the form shows
 * @section: row id of the section that is chosen, 0 for the first one of the user's own
 *
 * Fills the form and the preview.
 */
void
deckle_card_editor_fill (DeckleCardEditor *self,
                         DeckleCard       *card,
                         gint64            section)
{
  deckle_card_form_set_card (self->form, card);
  if (self->own)
    deckle_editor_place_load (deckle_card_form_get_place (self->form), self->library, section);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  preview_cb (self);
}

static gboolean
is_own_deck (DeckleLibrary *library,
             gint64         deck)
{
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (library, NULL);

  for (guint i = 0; decks != NULL && i < decks->len; i++)
    {
      const DeckleDeckInfo *info = g_ptr_array_index (decks, i);

      if (info->row == deck)
        return info->kind == DECKLE_DECK_OWN;
    }
  return FALSE;
}

static void
fill_first (DeckleCardEditor *self)
{
  g_auto (GStrv) tags = deckle_library_list_tags (self->library, TAGS_MAX, NULL);

  deckle_card_form_set_known_tags (self->form, (const char * const *) tags);
  gtk_widget_set_visible (GTK_WIDGET (deckle_card_form_get_place (self->form)), self->own);
  adw_window_title_set_title (self->title, self->record != NULL ? _("Edit Card") : _("New Card"));
  adw_dialog_set_title (ADW_DIALOG (self), self->record != NULL ? _("Edit Card") : _("New Card"));
  deckle_card_editor_show_bank (self);
  if (!deckle_card_editor_open_draft (self))
    {
      g_autoptr (DeckleCard) empty = deckle_card_new ("", 0, "", "");

      deckle_card_editor_fill (self, self->record != NULL ? self->record->card : empty,
                               self->record != NULL ? self->record->section : 0);
    }
}

/* What is open goes with the library: a closed dialog stays alive for a while. */
static void
deckle_card_editor_closed (AdwDialog *dialog)
{
  DeckleCardEditor *self = DECKLE_CARD_EDITOR (dialog);

  if (self->library == NULL)
    return;
  if (self->draft_id != 0 && !self->done)
    deckle_card_editor_keep_now (self);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  g_clear_object (&self->names);
  g_clear_object (&self->library);
  if (self->dirty && !self->done)
    g_signal_emit (self, signals[DRAFT_KEPT], 0, deckle_card_editor_get_row (self));
}

static void
deckle_card_editor_dispose (GObject *object)
{
  DeckleCardEditor *self = DECKLE_CARD_EDITOR (object);

  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  g_clear_object (&self->names);
  g_clear_object (&self->library);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_EDITOR);

  G_OBJECT_CLASS (deckle_card_editor_parent_class)->dispose (object);
}

static void
deckle_card_editor_finalize (GObject *object)
{
  g_clear_pointer (&DECKLE_CARD_EDITOR (object)->record, deckle_card_record_free);

  G_OBJECT_CLASS (deckle_card_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DECKLE_TYPE_CARD_FORM);
  g_type_ensure (DECKLE_TYPE_CARD_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/card-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, title);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, toasts);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, draft_banner);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, bank_banner);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, pending_box);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, layouts);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, form);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, preview);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardEditor, faces);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_face);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
}

static void
deckle_card_editor_class_init (DeckleCardEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_card_editor_dispose;
  object_class->finalize = deckle_card_editor_finalize;
  ADW_DIALOG_CLASS (klass)->closed = deckle_card_editor_closed;

  /**
   * DeckleCardEditor::saved:
   * @self: the dialog
   * @sentence: what happened
   * @can_undo: whether “Undo” takes it back
   *
   * The library has what was wanted; the dialog is closed.
   */
  signals[SAVED] = g_signal_new ("saved", DECKLE_TYPE_CARD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  /**
   * DeckleCardEditor::draft-kept:
   * @self: the dialog
   * @card: row id, 0 for a new card
   *
   * The dialog was closed on changes that were not saved. They are kept as a draft.
   */
  signals[DRAFT_KEPT] = g_signal_new ("draft-kept", DECKLE_TYPE_CARD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  deckle_card_editor_install_bank (widget_class);
  bind_template (widget_class);
}

static void
deckle_card_editor_init (DeckleCardEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_card_view_set_flip_animation (self->preview, DECKLE_FLIP_NONE);
}

/**
 * deckle_card_editor_new:
 * @library: where the card is
 * @card: row id of a card, 0 for a new one
 *
 * Makes an editor with what a card says. A draft of it that was kept is shown instead, and said to be one.
 *
 * Returns: (transfer floating) (nullable): a dialog, %NULL when the card vanished
 */
DeckleCardEditor *
deckle_card_editor_new (DeckleLibrary *library,
                        gint64         card)
{
  DeckleCardEditor *self;
  DeckleCardRecord *record;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  record = card != 0 ? deckle_library_load_card (library, card, NULL) : NULL;
  if (card != 0 && record == NULL)
    return NULL;
  self = g_object_new (DECKLE_TYPE_CARD_EDITOR, NULL);
  self->library = g_object_ref (library);
  self->names = deckle_deck_names_new (library);
  self->record = record;
  self->own = record == NULL || is_own_deck (library, record->deck);
  fill_first (self);
  return self;
}
