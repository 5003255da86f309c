/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-editor"
#include "ui/deckle-card-editor-private.h"

#include <glib/gi18n.h>

#include "library/deckle-library-edit.h"

/*
 * What is typed is kept less than a second later, in a table of the library: the same file, the same queue and the same care
 * for a full disk as for everything else of the user's, a backup has it too, and the save that makes it superfluous drops it in
 * its own transaction, so that no kill can leave both.
 */

#define DRAFT_MS 700

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (DeckleCardEditor) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    deckle_card_editor_say (self, error->message);
}

static gboolean
has_words (DeckleCard *card)
{
  const char * const texts[] = {
    deckle_card_get_question (card), deckle_card_get_answer (card), deckle_card_get_detail (card),
    deckle_card_get_code (card)->text, deckle_card_get_code (card)->output, NULL,
  };
  const char * const *points = deckle_card_get_points (card);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && *texts[i] != '\0')
      return TRUE;
  return (points != NULL && points[0] != NULL) || deckle_card_get_n_references (card) > 0;
}

/**
 * deckle_card_editor_keep_now:
 * @self: an editor
 *
 * Keeps what the form says as the draft of its card. A new card without a word is no draft.
 */
void
deckle_card_editor_keep_now (DeckleCardEditor *self)
{
  g_autoptr (DeckleCard) card = deckle_card_form_make_card (self->form, "draft", 0);
  gint64 row = deckle_card_editor_get_row (self);

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (row == 0 && !has_words (card))
    deckle_library_drop_draft_async (self->library, row, kept_cb, g_object_ref (self));
  else
    deckle_library_save_draft_async (self->library, row,
                                     self->own ? deckle_editor_place_get_section (deckle_card_form_get_place (self->form)) : 0,
                                     card, kept_cb, g_object_ref (self));
}

static gboolean
keep_cb (gpointer user_data)
{
  DeckleCardEditor *self = user_data;

  self->draft_id = 0;
  deckle_card_editor_keep_now (self);
  return G_SOURCE_REMOVE;
}

/**
 * deckle_card_editor_keep_soon:
 * @self: an editor
 *
 * Keeps a draft within a second, however fast the typing goes on.
 */
void
deckle_card_editor_keep_soon (DeckleCardEditor *self)
{
  if (self->draft_id == 0)
    self->draft_id = g_timeout_add (DRAFT_MS, keep_cb, self);
}

/**
 * deckle_card_editor_open_draft:
 * @self: an editor that was just made
 *
 * Fills the form with the draft that was kept of its card, and says so.
 *
 * Returns: whether there was one
 */
gboolean
deckle_card_editor_open_draft (DeckleCardEditor *self)
{
  gint64 section = 0;
  g_autoptr (DeckleCard) draft = deckle_library_load_draft (self->library, deckle_card_editor_get_row (self), &section);

  if (draft == NULL)
    return FALSE;
  if (section == 0 && self->record != NULL)
    section = self->record->section;
  deckle_card_editor_fill (self, draft, section);
  self->has_draft = TRUE;
  adw_banner_set_revealed (self->draft_banner, TRUE);
  return TRUE;
}

/**
 * deckle_card_editor_discard_draft:
 * @self: an editor that shows a draft
 *
 * Goes back to what the card says, or to an empty form, and forgets the draft.
 */
void
deckle_card_editor_discard_draft (DeckleCardEditor *self)
{
  g_autoptr (DeckleCard) empty = deckle_card_new ("", 0, "", "");

  g_clear_handle_id (&self->draft_id, g_source_remove);
  deckle_library_drop_draft_async (self->library, deckle_card_editor_get_row (self), kept_cb, g_object_ref (self));
  deckle_card_editor_fill (self, self->record != NULL ? self->record->card : empty,
                           self->record != NULL ? self->record->section : 0);
  self->dirty = FALSE;
  self->has_draft = FALSE;
  adw_banner_set_revealed (self->draft_banner, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->form));
}
