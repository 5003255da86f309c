/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-form"
#include "ui/deckle-card-form.h"

#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-combo.h"
#include "ui/deckle-editor-code.h"
#include "ui/deckle-editor-field.h"
#include "ui/deckle-editor-list.h"
#include "ui/deckle-editor-tags.h"

/**
 * DeckleCardForm:
 *
 * The fields of a card, one below the other: what is asked and answered first, then code, then what orders it.
 */
struct _DeckleCardForm
{
  AdwBin             parent_instance;

  DeckleEditorField *question;
  DeckleEditorField *answer;
  DeckleEditorList  *points;
  DeckleEditorField *detail;
  AdwComboRow       *language_row;
  DeckleEditorField *code;
  DeckleEditorField *output;
  DeckleEditorTags  *tags;
  AdwToggleGroup    *level_group;
  DeckleEditorList  *references;
  DeckleEditorPlace *place;

  DeckleCard        *before;      /* (owned): what the form was filled with: it has what no field shows */
  GPtrArray         *languages;   /* (owned) (element-type utf8): ids of the drop-down's entries */
  gboolean           loading;     /* fields are being filled by us */
  gboolean           answer_side;
};

typedef enum { PROP_ANSWER_SIDE = 1, N_PROPS } DeckleCardFormProp;

enum { CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleCardForm, deckle_card_form, ADW_TYPE_BIN)

static const char *
get_language (DeckleCardForm *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  return selected < self->languages->len ? g_ptr_array_index (self->languages, selected) : "go";
}

/* The drop-down has the languages of ours and, where it is another one, that of the card. */
static void
list_languages (DeckleCardForm *self,
                const char     *chosen)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint n, selected = 0;
  const DeckleEditorLanguage *languages = deckle_editor_languages (&n);

  g_ptr_array_set_size (self->languages, 0);
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (self->languages, g_strdup (languages[i].id));
      gtk_string_list_append (titles, _(languages[i].title));
    }
  if (!g_ptr_array_find_with_equal_func (self->languages, chosen, g_str_equal, &selected))
    {
      selected = self->languages->len;
      g_ptr_array_add (self->languages, g_strdup (chosen));
      gtk_string_list_append (titles, chosen);
    }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->language_row, selected);
}

static void
changed_cb (DeckleCardForm *self)
{
  if (!self->loading)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
language_cb (DeckleCardForm *self)
{
  if (self->loading)
    return;
  deckle_editor_field_set_language (self->code, get_language (self));
  changed_cb (self);
}

/* The focus went to another part of the form. */
static void
focus_cb (DeckleCardForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean answer_side;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;
  answer_side = !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->question));
  if (self->answer_side == answer_side)
    return;
  self->answer_side = answer_side;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANSWER_SIDE]);
}

static void
deckle_card_form_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (deckle_card_form_parent_class)->root (widget);

  g_signal_connect_swapped (gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (focus_cb), widget);
}

static void
deckle_card_form_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_cb, widget);

  GTK_WIDGET_CLASS (deckle_card_form_parent_class)->unroot (widget);
}

static gboolean
deckle_card_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DECKLE_CARD_FORM (widget)->question));
}

static void
deckle_card_form_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((DeckleCardFormProp) prop_id)
    {
    case PROP_ANSWER_SIDE:
      g_value_set_boolean (value, DECKLE_CARD_FORM (object)->answer_side);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_card_form_dispose (GObject *object)
{
  DeckleCardForm *self = DECKLE_CARD_FORM (object);

  self->loading = TRUE;
  g_clear_object (&self->before);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_FORM);

  G_OBJECT_CLASS (deckle_card_form_parent_class)->dispose (object);
}

static void
deckle_card_form_finalize (GObject *object)
{
  g_ptr_array_unref (DECKLE_CARD_FORM (object)->languages);

  G_OBJECT_CLASS (deckle_card_form_parent_class)->finalize (object);
}

static void
install_members (GObjectClass *object_class)
{
  /**
   * DeckleCardForm:answer-side:
   *
   * Whether what is being edited is on the back of the card.
   */
  props[PROP_ANSWER_SIDE] =
    g_param_spec_boolean ("answer-side", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleCardForm::changed:
   * @self: the form
   *
   * The user changed something.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_CARD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
deckle_card_form_class_init (DeckleCardFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_card_form_get_property;
  object_class->dispose = deckle_card_form_dispose;
  object_class->finalize = deckle_card_form_finalize;
  widget_class->root = deckle_card_form_root;
  widget_class->unroot = deckle_card_form_unroot;
  widget_class->grab_focus = deckle_card_form_grab_focus;
  install_members (object_class);

  g_type_ensure (DECKLE_TYPE_EDITOR_FIELD);
  g_type_ensure (DECKLE_TYPE_EDITOR_LIST);
  g_type_ensure (DECKLE_TYPE_EDITOR_TAGS);
  g_type_ensure (DECKLE_TYPE_EDITOR_PLACE);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/card-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, question);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, answer);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, points);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, detail);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, language_row);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, code);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, output);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, tags);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, level_group);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, references);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardForm, place);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
}

static void
deckle_card_form_init (DeckleCardForm *self)
{
  self->languages = g_ptr_array_new_with_free_func (g_free);
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  deckle_combo_name_items (self->language_row);
  deckle_card_form_set_card (self, NULL);
}

/**
 * deckle_card_form_set_known_tags:
 * @self: a form
 * @tags: (nullable) (array zero-terminated=1): tags in use
 *
 * Sets what the tags are completed from.
 */
void
deckle_card_form_set_known_tags (DeckleCardForm     *self,
                                 const char * const *tags)
{
  g_return_if_fail (DECKLE_IS_CARD_FORM (self));

  deckle_editor_tags_set_known (self->tags, tags);
}

/**
 * deckle_card_form_set_card:
 * @self: a form
 * @card: (nullable): what it shows, %NULL for nothing
 *
 * Fills the fields. “changed” is not emitted.
 */
void
deckle_card_form_set_card (DeckleCardForm *self,
                           DeckleCard     *card)
{
  g_autoptr (DeckleCard) shown = card != NULL ? g_object_ref (card) : deckle_card_new ("", 0, "", "");
  const DeckleCode *code = deckle_card_get_code (shown);

  g_return_if_fail (DECKLE_IS_CARD_FORM (self));

  self->loading = TRUE;
  g_set_object (&self->before, shown);
  deckle_editor_field_set_text (self->question, deckle_card_get_question (shown));
  deckle_editor_field_set_text (self->answer, deckle_card_get_answer (shown));
  deckle_editor_list_set_points (self->points, deckle_card_get_points (shown));
  deckle_editor_field_set_text (self->detail, deckle_card_get_detail (shown));
  list_languages (self, deckle_editor_code_get_language (code));
  deckle_editor_field_set_language (self->code, get_language (self));
  deckle_editor_field_set_text (self->code, code->text);
  deckle_editor_field_set_text (self->output, code->output);
  deckle_editor_tags_set_tags (self->tags, deckle_card_get_tags (shown));
  adw_toggle_group_set_active (self->level_group, (guint) deckle_card_get_level (shown));
  deckle_editor_list_set_references (self->references, shown);
  self->loading = FALSE;
}

/**
 * deckle_card_form_make_card:
 * @self: a form
 * @id: id for the card
 * @number: its number
 *
 * Makes a card of what the form says. It need not be one that can be stored; see [method@CardForm.check].
 *
 * Returns: (transfer full): a card
 */
DeckleCard *
deckle_card_form_make_card (DeckleCardForm *self,
                            const char     *id,
                            int             number)
{
  g_autofree char *question = NULL, *answer = NULL, *detail = NULL, *text = NULL, *output = NULL;
  g_auto (GStrv) points = NULL;
  g_auto (GStrv) tags = NULL;
  DeckleCard *card;
  DeckleCode code;

  g_return_val_if_fail (DECKLE_IS_CARD_FORM (self), NULL);

  question = deckle_editor_field_get_text (self->question);
  answer = deckle_editor_field_get_text (self->answer);
  detail = deckle_editor_field_get_text (self->detail);
  text = deckle_editor_field_get_text (self->code);
  output = deckle_editor_field_get_text (self->output);
  points = deckle_editor_list_get_points (self->points);
  tags = deckle_editor_tags_get_tags (self->tags);
  deckle_editor_code_make (&code, deckle_card_get_code (self->before), get_language (self), text, output);

  card = deckle_card_new (id, number, question, answer);
  deckle_card_set_detail (card, *detail != '\0' ? detail : NULL);
  deckle_card_set_points (card, (const char * const *) points);
  deckle_card_set_tags (card, (const char * const *) tags);
  deckle_card_set_level (card, (DeckleLevel) adw_toggle_group_get_active (self->level_group));
  deckle_card_set_see_also (card, deckle_card_get_see_also (self->before));
  deckle_card_set_code (card, &code);
  deckle_editor_list_add_references (self->references, card);
  return card;
}

/**
 * deckle_card_form_get_place:
 * @self: a form
 *
 * Returns: (transfer none): where the card goes; hidden by who edits a card of a bank
 */
DeckleEditorPlace *
deckle_card_form_get_place (DeckleCardForm *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_FORM (self), NULL);

  return self->place;
}

static gboolean
check_text (DeckleEditorField *field,
            gboolean           good,
            const char        *sentence)
{
  deckle_editor_field_set_problem (field, good ? NULL : sentence);
  return good;
}

/**
 * deckle_card_form_check:
 * @self: a form
 *
 * Looks whether the card can be stored: it needs a question and an answer, addresses that a browser opens, a place. What is
 * wrong is said beside each field, and the first one gets the focus.
 *
 * Returns: whether it can
 */
gboolean
deckle_card_form_check (DeckleCardForm *self)
{
  gboolean has_question, has_answer, has_code;

  g_return_val_if_fail (DECKLE_IS_CARD_FORM (self), FALSE);

  has_question = check_text (self->question, !deckle_editor_field_is_empty (self->question), _("The card needs a question."));
  has_answer = check_text (self->answer, !deckle_editor_field_is_empty (self->answer), _("The card needs an answer."));
  has_code = check_text (self->output, deckle_editor_field_is_empty (self->output) || !deckle_editor_field_is_empty (self->code),
                         _("There is no code that prints this."));
  if (!has_question)
    gtk_widget_grab_focus (GTK_WIDGET (self->question));
  else if (!has_answer)
    gtk_widget_grab_focus (GTK_WIDGET (self->answer));
  else if (!has_code)
    gtk_widget_grab_focus (GTK_WIDGET (self->output));
  else
    return deckle_editor_list_check (self->points) && deckle_editor_list_check (self->references) &&
           (!gtk_widget_get_visible (GTK_WIDGET (self->place)) || deckle_editor_place_check (self->place));
  return FALSE;
}
