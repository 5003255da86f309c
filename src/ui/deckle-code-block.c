/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-code-block"
#include "ui/deckle-code-block.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-card-text.h"
#include "ui/deckle-code-excerpt.h"
#include "ui/deckle-code-view.h"

#define LONG_HEIGHT 400 /* px, of all of a long code */

/**
 * DeckleCodeBlock:
 *
 * The code of a card with its highlighting, buttons that wrap and copy it, and what it prints.
 *
 * Long code is shown from its beginning; all of it then scrolls in a frame of fixed height, so that only what is in sight is
 * laid out and highlighted.
 *
 * Always written left to right. The text view is filled, highlighted and measured
 * when the code is set, so that nothing moves once it is seen.
 */
struct _DeckleCodeBlock
{
  GtkWidget parent_instance;

  GtkWidget         *code_overlay;
  GtkScrolledWindow *scroller;
  DeckleCodeView    *view;
  GtkSourceBuffer   *buffer;
  GtkWidget         *more_box;
  GtkLabel          *more_label;
  GtkWidget         *more_button;
  GtkWidget         *output_box;
  GtkLabel          *output_caption;
  GtkLabel          *output_label;

  char              *text; /* (owned) (nullable): all of it */
  gboolean           wrap;
};

typedef enum
{
  PROP_WRAP = 1,
  N_PROPS,
} DeckleCodeBlockProp;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DeckleCodeBlock, deckle_code_block, GTK_TYPE_WIDGET)

typedef struct
{
  const char *name;     /* as banks write it */
  const char *language; /* as GtkSourceView calls it */
} Alias;

static const Alias aliases[] = {
  { "bash", "sh" },
  { "console", "sh" },
  { "containerfile", "docker" },
  { "dockerfile", "docker" },
  { "go.mod", "go" },
  { "golang", "go" },
  { "javascript", "js" },
  { "make", "makefile" },
  { "md", "markdown" },
  { "protobuf", "proto" },
  { "python", "python3" },
  { "shell", "sh" },
  { "yml", "yaml" },
};

/**
 * deckle_code_find_language:
 * @name: (nullable): a language as banks write it; %NULL means Go
 *
 * Finds how code is highlighted.
 *
 * Returns: (transfer none) (nullable): a language of GtkSourceView, %NULL for plain text and for what it does not know
 */
GtkSourceLanguage *
deckle_code_find_language (const char *name)
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

/**
 * deckle_code_block_style_buffer:
 * @buffer: a buffer with code
 *
 * Gives @buffer the colours that go with the present style, light or dark.
 */
void
deckle_code_block_style_buffer (GtkSourceBuffer *buffer)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  g_return_if_fail (GTK_SOURCE_IS_BUFFER (buffer));

  gtk_source_buffer_set_style_scheme (
    buffer,
    gtk_source_style_scheme_manager_get_scheme (get_scheme_manager (), dark ? "deckle-dark" : "deckle"));
}

static void
update_scheme_cb (DeckleCodeBlock *self)
{
  deckle_code_block_style_buffer (self->buffer);
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
show_text (DeckleCodeBlock *self,
           const char      *text,
           gboolean         highlight)
{
  GtkTextIter start, end;

  gtk_source_buffer_set_highlight_syntax (self->buffer, highlight);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text, -1);
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
}

/* What is not seen at once is laid out and highlighted when it is; what is seen must not move later. */
static void
set_scrolls (DeckleCodeBlock *self,
             gboolean         scrolls)
{
  gtk_scrolled_window_set_policy (self->scroller, self->wrap ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC,
                                  scrolls ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_min_content_height (self->scroller, scrolls ? LONG_HEIGHT : -1);
  deckle_code_view_set_scrolls (self->view, scrolls);
}

static void
show_all_cb (DeckleCodeBlock *self)
{
  g_autofree char *text = deckle_code_excerpt (self->text, G_MAXUINT, DECKLE_CODE_LINE_CHARS_SHOWN);

  set_scrolls (self, TRUE);
  show_text (self, text, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_widget_set_visible (self->more_button, FALSE);
}

static void
show_beginning (DeckleCodeBlock *self,
                guint            n_lines)
{
  g_autofree char *text = deckle_code_excerpt (self->text, DECKLE_CODE_LINES_MAX, DECKLE_CODE_LINE_CHARS_MAX);
  g_autofree char *size = g_format_size (strlen (self->text));
  /* Translators: the length of a code on a card; %s is a size like “240 kB” */
  g_autofree char *caption = g_strdup_printf (ngettext ("%u line, %s", "%u lines, %s", n_lines), n_lines, size);

  gtk_label_set_label (self->more_label, caption);
  gtk_widget_set_visible (self->more_button, TRUE);
  show_text (self, text, TRUE);
}

static void
show_code (DeckleCodeBlock *self)
{
  GtkTextIter start, end;
  guint n_lines;
  gboolean is_long = deckle_code_is_long (self->text, &n_lines);

  set_scrolls (self, FALSE);
  gtk_widget_set_visible (self->more_box, is_long);
  if (is_long)
    {
      show_beginning (self, n_lines);
      return;
    }
  show_text (self, self->text, TRUE);
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_source_buffer_ensure_highlight (self->buffer, &start, &end);
}

static void
set_wrap (DeckleCodeBlock *self,
          gboolean         wrap)
{
  GtkPolicyType vertical;

  if (self->wrap == wrap)
    return;
  self->wrap = wrap;
  gtk_scrolled_window_get_policy (self->scroller, NULL, &vertical);
  gtk_scrolled_window_set_policy (self->scroller, wrap ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC, vertical);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), wrap ? GTK_WRAP_WORD_CHAR : GTK_WRAP_NONE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WRAP]);
}

static void
deckle_code_block_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((DeckleCodeBlockProp) prop_id)
    {
    case PROP_WRAP:
      g_value_set_boolean (value, DECKLE_CODE_BLOCK (object)->wrap);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_code_block_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((DeckleCodeBlockProp) prop_id)
    {
    case PROP_WRAP:
      set_wrap (DECKLE_CODE_BLOCK (object), g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_code_block_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CODE_BLOCK);

  G_OBJECT_CLASS (deckle_code_block_parent_class)->dispose (object);
}

static void
deckle_code_block_finalize (GObject *object)
{
  g_free (DECKLE_CODE_BLOCK (object)->text);

  G_OBJECT_CLASS (deckle_code_block_parent_class)->finalize (object);
}

static void
deckle_code_block_class_init (DeckleCodeBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_code_block_get_property;
  object_class->set_property = deckle_code_block_set_property;
  object_class->dispose = deckle_code_block_dispose;
  object_class->finalize = deckle_code_block_finalize;

  /**
   * DeckleCodeBlock:wrap:
   *
   * Whether lines that are too long go on in the next one. Otherwise the code scrolls sideways.
   */
  props[PROP_WRAP] =
    g_param_spec_boolean ("wrap", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (DECKLE_TYPE_CODE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/code-block.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "box", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, code_overlay);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, scroller);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, view);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, buffer);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, more_box);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, more_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, more_button);
  gtk_widget_class_bind_template_child_full (widget_class, "wrap_button", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, output_box);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, output_caption);
  gtk_widget_class_bind_template_child (widget_class, DeckleCodeBlock, output_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
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

  g_return_if_fail (DECKLE_IS_CODE_BLOCK (self));
  g_return_if_fail (code != NULL);

  has_text = code->kind != DECKLE_CODE_NONE && code->text != NULL;
  has_output = code->output != NULL && *code->output != '\0';
  gtk_widget_set_visible (GTK_WIDGET (self), has_text || has_output);
  gtk_widget_set_visible (self->code_overlay, has_text);

  if (has_text)
    {
      g_free (self->text);
      self->text = g_strchomp (g_strdup (code->text));
      gtk_source_buffer_set_language (self->buffer, deckle_code_find_language (code->lang));
      show_code (self);
    }
  else
    {
      g_clear_pointer (&self->text, g_free);
      gtk_widget_set_visible (self->more_box, FALSE);
      gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), "", -1);
    }

  set_output (self, code, has_text);
}

/**
 * deckle_code_block_copy:
 * @self: a code block
 *
 * Copies all of the code to the clipboard.
 *
 * Returns: whether there was any
 */
gboolean
deckle_code_block_copy (DeckleCodeBlock *self)
{
  g_return_val_if_fail (DECKLE_IS_CODE_BLOCK (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || self->text == NULL || *self->text == '\0')
    return FALSE;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  gtk_widget_activate_action (GTK_WIDGET (self), "study.say", "s", _("Code copied"));

  return TRUE;
}
