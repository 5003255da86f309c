/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-note-block"
#include "ui/deckle-note-block.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "deckle-config.h"

/**
 * DeckleNoteBlock:
 *
 * The learner's own note on a card: a button that begins one, or its text, which can be edited in place. Ctrl+Enter, the
 * button or leaving the field saves, Escape leaves the note as it was.
 *
 * Saving activates “study.set-note” with the text; who owns the card stores it.
 */
struct _DeckleNoteBlock
{
  GtkWidget      parent_instance;

  GtkStack      *stack;
  GtkWidget     *add_button;
  GtkWidget     *edit_button;
  GtkLabel      *label;
  GtkWidget     *view;
  GtkTextBuffer *buffer;

  char          *text; /* (owned) (not nullable): what is stored */
};

G_DEFINE_FINAL_TYPE (DeckleNoteBlock, deckle_note_block, GTK_TYPE_WIDGET)

static void
show_text (DeckleNoteBlock *self)
{
  gtk_label_set_text (self->label, self->text);
  gtk_stack_set_visible_child_name (self->stack, *self->text != '\0' ? "note" : "none");
}

/* The focus stays with the note when it was in the field. */
static void
end_editing (DeckleNoteBlock *self,
             gboolean         keep_focus)
{
  show_text (self);
  if (keep_focus)
    gtk_widget_grab_focus (*self->text != '\0' ? self->edit_button : self->add_button);
}

static char *
get_edited (DeckleNoteBlock *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}

static void
save (DeckleNoteBlock *self,
      gboolean         keep_focus)
{
  g_autofree char *text = NULL;

  if (!deckle_note_block_is_editing (self))
    return;
  text = get_edited (self);
  if (g_str_equal (text, self->text))
    {
      end_editing (self, keep_focus);
      return;
    }
  g_set_str (&self->text, text);
  end_editing (self, keep_focus);
  gtk_widget_activate_action (GTK_WIDGET (self), "study.set-note", "s", text);
}

static void
save_clicked_cb (DeckleNoteBlock *self)
{
  save (self, TRUE);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  save (DECKLE_NOTE_BLOCK (widget), TRUE);
}

/* Another window in front is not leaving. */
static void
left_cb (DeckleNoteBlock *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    save (self, FALSE);
}

static gboolean
key_pressed_cb (DeckleNoteBlock *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  if (keyval == GDK_KEY_Escape)
    {
      end_editing (self, TRUE);
      return TRUE;
    }
  if ((state & GDK_CONTROL_MASK) != 0 && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    {
      save (self, TRUE);
      return TRUE;
    }
  return FALSE;
}

/* A note has an end: what is pasted beyond it is left out, and that is said. */
static void
insert_text_cb (DeckleNoteBlock *self,
                GtkTextIter     *location,
                const char      *text,
                int              length)
{
  glong n_chars = g_utf8_strlen (text, length);
  glong n_left = DECKLE_NOTE_CHARS_MAX - gtk_text_buffer_get_char_count (self->buffer);
  g_autofree char *sentence = NULL;

  if (n_chars <= n_left)
    return;
  g_signal_stop_emission_by_name (self->buffer, "insert-text");
  if (n_left > 0)
    gtk_text_buffer_insert (self->buffer, location, text, (int) (g_utf8_offset_to_pointer (text, n_left) - text));
  sentence = g_strdup_printf (ngettext ("A note has room for %d character; the rest was left out.",
                                        "A note has room for %d characters; the rest was left out.", DECKLE_NOTE_CHARS_MAX),
                              DECKLE_NOTE_CHARS_MAX);
  gtk_widget_activate_action (GTK_WIDGET (self), "study.say", "s", sentence);
}

static void
deckle_note_block_unmap (GtkWidget *widget)
{
  save (DECKLE_NOTE_BLOCK (widget), FALSE);

  GTK_WIDGET_CLASS (deckle_note_block_parent_class)->unmap (widget);
}

static void
deckle_note_block_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_NOTE_BLOCK);

  G_OBJECT_CLASS (deckle_note_block_parent_class)->dispose (object);
}

static void
deckle_note_block_finalize (GObject *object)
{
  g_free (DECKLE_NOTE_BLOCK (object)->text);

  G_OBJECT_CLASS (deckle_note_block_parent_class)->finalize (object);
}

static void
deckle_note_block_class_init (DeckleNoteBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_note_block_dispose;
  object_class->finalize = deckle_note_block_finalize;
  widget_class->unmap = deckle_note_block_unmap;

  /* What Ctrl+Enter does, which the window sees first. */
  gtk_widget_class_install_action (widget_class, "note.save", NULL, save_action);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/note-block.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleNoteBlock, stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleNoteBlock, add_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleNoteBlock, edit_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleNoteBlock, label);
  gtk_widget_class_bind_template_child (widget_class, DeckleNoteBlock, view);
  gtk_widget_class_bind_template_child (widget_class, DeckleNoteBlock, buffer);
  gtk_widget_class_bind_template_callback (widget_class, deckle_note_block_edit);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, insert_text_cb);
}

static void
deckle_note_block_init (DeckleNoteBlock *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  show_text (self);
}

/**
 * deckle_note_block_set_text:
 * @self: a note block
 * @text: (nullable): the note that is stored
 *
 * Shows the note. While it is edited the learner's text stays.
 */
void
deckle_note_block_set_text (DeckleNoteBlock *self,
                            const char      *text)
{
  g_return_if_fail (DECKLE_IS_NOTE_BLOCK (self));

  if (g_set_str (&self->text, text != NULL ? text : "") && !deckle_note_block_is_editing (self))
    show_text (self);
}

/**
 * deckle_note_block_edit:
 * @self: a note block
 *
 * Begins to edit the note, with the focus at its end.
 */
void
deckle_note_block_edit (DeckleNoteBlock *self)
{
  GtkTextIter end;

  g_return_if_fail (DECKLE_IS_NOTE_BLOCK (self));

  if (!deckle_note_block_is_editing (self))
    gtk_text_buffer_set_text (self->buffer, self->text, -1);
  gtk_stack_set_visible_child_name (self->stack, "edit");
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  gtk_widget_grab_focus (self->view);
}

/**
 * deckle_note_block_cancel:
 * @self: a note block
 *
 * Ends editing without saving.
 */
void
deckle_note_block_cancel (DeckleNoteBlock *self)
{
  g_return_if_fail (DECKLE_IS_NOTE_BLOCK (self));

  show_text (self);
}

/**
 * deckle_note_block_is_editing:
 * @self: a note block
 *
 * Returns: whether the note is being edited
 */
gboolean
deckle_note_block_is_editing (DeckleNoteBlock *self)
{
  g_return_val_if_fail (DECKLE_IS_NOTE_BLOCK (self), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "edit") == 0;
}
