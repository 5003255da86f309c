/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-code-block"
#include "ui/deckle-code-block.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-card-text.h"
#include "ui/deckle-code-view.h"

/**
 * DeckleCodeBlock:
 *
 * The code of a card with its highlighting, a button that copies it, and what it prints.
 *
 * Always written left to right. The text view is filled, highlighted and measured
 * when the code is set, so that nothing moves once it is seen.
 */
struct _DeckleCodeBlock
{
  GtkWidget parent_instance;

  GtkWidget       *code_overlay;
  GtkSourceBuffer *buffer;
  GtkWidget       *output_box;
  GtkLabel        *output_caption;
  GtkLabel        *output_label;
};

G_DEFINE_FINAL_TYPE (DeckleCodeBlock, deckle_code_block, GTK_TYPE_WIDGET)

typedef struct
{
  const char *name;     /* as banks write it */
  const char *language; /* as GtkSourceView calls it */
} Alias;

static const Alias aliases[] = {
  { "bash", "sh" },
  { "dockerfile", "docker" },
  { "javascript", "js" },
  { "makefile", "makefile" },
  { "md", "markdown" },
  { "proto", "protobuf" },
  { "python", "python3" },
  { "shell", "sh" },
  { "yml", "yaml" },
};

static GtkSourceLanguage *
find_language (const char *name)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char *id = g_ascii_strdown (name != NULL ? name : "go", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (id, aliases[i].name))
      return gtk_source_language_manager_get_language (manager, aliases[i].language);

  return gtk_source_language_manager_get_language (manager, id);
}

static GtkSourceStyleSchemeManager *
get_scheme_manager (void)
{
  static GtkSourceStyleSchemeManager *manager = NULL;

  if (manager == NULL)
    {
      manager = gtk_source_style_scheme_manager_get_default ();
      gtk_source_style_scheme_manager_prepend_search_path (manager,
                                                           "resource://" DECKLE_RESOURCE_PATH "/sourceview/");
    }

  return manager;
}

static void
update_scheme_cb (DeckleCodeBlock *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  gtk_source_buffer_set_style_scheme (
    self->buffer,
    gtk_source_style_scheme_manager_get_scheme (get_scheme_manager (), dark ? "deckle-dark" : "deckle"));
}

static void
copy_clicked_cb (DeckleCodeBlock *self)
{
  deckle_code_block_copy (self);
}

static void
set_output (DeckleCodeBlock  *self,
            const DeckleCode *code,
            gboolean          has_text)
{
  g_autofree char *output = NULL;

  gtk_widget_set_visible (self->output_box, code->output != NULL && *code->output != '\0');
  if (code->output == NULL)
    return;

  output = g_strchomp (g_strdup (code->output));
  gtk_label_set_text (self->output_label, output);
  gtk_label_set_label (self->output_caption, code->to_stderr ? _("Standard Error") : _("Output"));
  if (has_text)
    gtk_widget_remove_css_class (self->output_box, "alone");
  else
    gtk_widget_add_css_class (self->output_box, "alone");
}

static void
deckle_code_block_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CODE_BLOCK);

  G_OBJECT_CLASS (deckle_code_block_parent_class)->dispose (object);
}

static void
deckle_code_block_class_init (DeckleCodeBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_code_block_dispose;

  g_type_ensure (DECKLE_TYPE_CODE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/code-block.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "box", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, code_overlay);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, buffer);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, output_box);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, output_caption);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, output_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
deckle_code_block_init (DeckleCodeBlock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  deckle_widget_set_direction_deep (gtk_widget_get_first_child (GTK_WIDGET (self)), GTK_TEXT_DIR_LTR);

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_scheme_cb), self, G_CONNECT_SWAPPED);
  update_scheme_cb (self);
}

/**
 * deckle_code_block_set_code:
 * @self: a code block
 * @code: the code of a card
 *
 * Shows @code. Hides itself when there is neither text nor output.
 */
void
deckle_code_block_set_code (DeckleCodeBlock  *self,
                            const DeckleCode *code)
{
  gboolean has_text, has_output;
  GtkTextIter start, end;

  g_return_if_fail (DECKLE_IS_CODE_BLOCK (self));
  g_return_if_fail (code != NULL);

  has_text = code->kind != DECKLE_CODE_NONE && code->text != NULL;
  has_output = code->output != NULL && *code->output != '\0';
  gtk_widget_set_visible (GTK_WIDGET (self), has_text || has_output);
  gtk_widget_set_visible (self->code_overlay, has_text);

  if (has_text)
    {
      g_autofree char *text = g_strchomp (g_strdup (code->text));

      gtk_source_buffer_set_language (self->buffer, find_language (code->lang));
      gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, -1);
      gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
      gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
      gtk_source_buffer_ensure_highlight (self->buffer, &start, &end);
    }
  else
    {
      gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), "", -1);
    }

  set_output (self, code, has_text);
}

/**
 * deckle_code_block_copy:
 * @self: a code block
 *
 * Copies the code to the clipboard.
 *
 * Returns: whether there was any
 */
gboolean
deckle_code_block_copy (DeckleCodeBlock *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (DECKLE_IS_CODE_BLOCK (self), FALSE);

  g_object_get (self->buffer, "text", &text, NULL);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || text == NULL || *text == '\0')
    return FALSE;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "study.say", "s", _("Code copied"));

  return TRUE;
}
