/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-editor-field"
#include "ui/deckle-editor-field.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "deckle-config.h"
#include "ui/deckle-code-block.h"
#include "ui/deckle-editor-bound.h"

/**
 * DeckleEditorField:
 *
 * A text of several lines with its title above and, where there is something to say, a sentence below. With “code” it is code:
 * monospaced, highlighted, indented by the Tab key, which Ctrl+Tab replaces there.
 */
struct _DeckleEditorField
{
  GtkWidget parent_instance;

  GtkLabel          *title_label;
  GtkScrolledWindow *scroller;
  GtkSourceView     *view;
  GtkSourceBuffer   *buffer;
  GtkLabel          *sentence_label;

  char              *title;     /* (owned) (nullable) */
  char              *kept;      /* (owned) (nullable): a text that is too long to be edited */
  guint              max_chars;
  gboolean           code;
  gboolean           loading;   /* the text is being filled in by us */
  int                upper;     /* height of the text when the size was last asked for, in px */
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_CODE,
  PROP_MAX_CHARS,
  N_PROPS,
} DeckleEditorFieldProp;

enum { CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleEditorField, deckle_editor_field, GTK_TYPE_WIDGET)

static void
show_sentence (DeckleEditorField *self,
               const char        *sentence,
               gboolean           wrong)
{
  gtk_label_set_label (self->sentence_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_label), sentence != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
bound_cb (const char *sentence,
          gpointer    user_data)
{
  show_sentence (user_data, sentence, FALSE);
}

static void
changed_cb (DeckleEditorField *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
update_scheme_cb (DeckleEditorField *self)
{
  deckle_code_block_style_buffer (self->buffer);
}

/* A text view knows its height only after it was laid out, and the scrolled window around it does not ask again. */
static void
height_cb (DeckleEditorField *self,
           GtkAdjustment     *adjustment)
{
  int upper = (int) gtk_adjustment_get_upper (adjustment);

  if (upper == self->upper)
    return;
  self->upper = upper;
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

static gboolean
deckle_editor_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DECKLE_EDITOR_FIELD (widget)->view));
}

static void
set_code (DeckleEditorField *self,
          gboolean           code)
{
  self->code = code;
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), code);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), code);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), code ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
  gtk_source_view_set_auto_indent (self->view, code);
  if (code)
    gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);
}

static void
deckle_editor_field_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  DeckleEditorField *self = DECKLE_EDITOR_FIELD (object);

  switch ((DeckleEditorFieldProp) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_CODE:
      g_value_set_boolean (value, self->code);
      break;
    case PROP_MAX_CHARS:
      g_value_set_uint (value, self->max_chars);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_editor_field_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  DeckleEditorField *self = DECKLE_EDITOR_FIELD (object);

  switch ((DeckleEditorFieldProp) prop_id)
    {
    case PROP_TITLE:
      g_set_str (&self->title, g_value_get_string (value));
      break;
    case PROP_CODE:
      set_code (self, g_value_get_boolean (value));
      break;
    case PROP_MAX_CHARS:
      self->max_chars = g_value_get_uint (value);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_editor_field_constructed (GObject *object)
{
  DeckleEditorField *self = DECKLE_EDITOR_FIELD (object);

  G_OBJECT_CLASS (deckle_editor_field_parent_class)->constructed (object);

  gtk_label_set_label (self->title_label, self->title);
  deckle_bound_buffer (GTK_TEXT_BUFFER (self->buffer), self->max_chars, bound_cb, self);
}

static void
deckle_editor_field_dispose (GObject *object)
{
  DeckleEditorField *self = DECKLE_EDITOR_FIELD (object);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_func (self->buffer, changed_cb, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_EDITOR_FIELD);

  G_OBJECT_CLASS (deckle_editor_field_parent_class)->dispose (object);
}

static void
deckle_editor_field_finalize (GObject *object)
{
  DeckleEditorField *self = DECKLE_EDITOR_FIELD (object);

  g_free (self->title);
  g_free (self->kept);

  G_OBJECT_CLASS (deckle_editor_field_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * DeckleEditorField:title:
   *
   * What the text is.
   */
  props[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleEditorField:code:
   *
   * Whether it is code.
   */
  props[PROP_CODE] =
    g_param_spec_boolean ("code", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleEditorField:max-chars:
   *
   * Characters that it can have.
   */
  props[PROP_MAX_CHARS] =
    g_param_spec_uint ("max-chars", NULL, NULL, 1, G_MAXUINT, 50000,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleEditorField::changed:
   * @self: the field
   *
   * The user changed the text.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_EDITOR_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
deckle_editor_field_class_init (DeckleEditorFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_editor_field_get_property;
  object_class->set_property = deckle_editor_field_set_property;
  object_class->constructed = deckle_editor_field_constructed;
  object_class->dispose = deckle_editor_field_dispose;
  object_class->finalize = deckle_editor_field_finalize;
  widget_class->grab_focus = deckle_editor_field_grab_focus;
  install_properties (object_class);

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/editor-field.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "box", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorField, title_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorField, view);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorField, buffer);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorField, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorField, scroller);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
deckle_editor_field_init (DeckleEditorField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_scheme_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed", G_CALLBACK (height_cb), self,
                           G_CONNECT_SWAPPED);
  update_scheme_cb (self);
}

/**
 * deckle_editor_field_get_text:
 * @self: a field
 *
 * Returns: (transfer full): its text
 */
char *
deckle_editor_field_get_text (DeckleEditorField *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (DECKLE_IS_EDITOR_FIELD (self), NULL);

  if (self->kept != NULL)
    return g_strdup (self->kept);
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, FALSE);
}

/**
 * deckle_editor_field_set_text:
 * @self: a field
 * @text: (nullable): what it shows
 *
 * Fills the field. That is no step of its undo, and “changed” is not emitted. A text that would be too long to be typed here is
 * kept out of the view: it cannot be edited and stays what it is.
 */
void
deckle_editor_field_set_text (DeckleEditorField *self,
                              const char        *text)
{
  g_autofree char *clean = NULL;
  DeckleBoundResult result;
  GtkTextIter start;

  g_return_if_fail (DECKLE_IS_EDITOR_FIELD (self));

  result = deckle_bound_text (text != NULL ? text : "", -1, 0, self->max_chars, FALSE, &clean);
  g_set_str (&self->kept, clean == NULL ? text : NULL);
  self->loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), clean != NULL ? clean : "", -1);
  gtk_text_buffer_end_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
  self->loading = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->view), clean != NULL);
  show_sentence (self, result == DECKLE_BOUND_TOO_LONG || result == DECKLE_BOUND_LINE_TOO_LONG
                         ? _("This text is too long to be edited here. It stays as it is.") : NULL, FALSE);
}

/**
 * deckle_editor_field_is_empty:
 * @self: a field
 *
 * Returns: whether there is nothing but white space in it
 */
gboolean
deckle_editor_field_is_empty (DeckleEditorField *self)
{
  g_autofree char *text = deckle_editor_field_get_text (self);

  return text == NULL || *g_strstrip (text) == '\0';
}

/**
 * deckle_editor_field_set_language:
 * @self: a field with code
 * @language: (nullable): what banks call the language, %NULL for none
 *
 * Highlights the code.
 */
void
deckle_editor_field_set_language (DeckleEditorField *self,
                                  const char        *language)
{
  g_return_if_fail (DECKLE_IS_EDITOR_FIELD (self));

  gtk_source_buffer_set_language (self->buffer, language != NULL ? deckle_code_find_language (language) : NULL);
}

/**
 * deckle_editor_field_set_problem:
 * @self: a field
 * @sentence: (nullable): what is wrong with it
 *
 * Says what is wrong, below the text and to a screen reader.
 */
void
deckle_editor_field_set_problem (DeckleEditorField *self,
                                 const char        *sentence)
{
  g_return_if_fail (DECKLE_IS_EDITOR_FIELD (self));

  if (self->kept != NULL)
    return;
  show_sentence (self, sentence, sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->sentence_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->sentence_label), "error");
}
