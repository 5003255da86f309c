/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-editor-tags"
#include "ui/deckle-editor-tags.h"

#include <glib/gi18n.h>
#include <string.h>

#include "deckle-config.h"
#include "ui/deckle-editor-bound.h"

#define N_SUGGESTIONS 6
#define TAGS_CHARS 2000
#define SEPARATORS " ,;\t\n"

/**
 * DeckleEditorTags:
 *
 * The tags of a card in one field, with spaces or commas between them. What is begun is completed from the tags of the library:
 * ↓ and ↑ choose, Enter or Tab takes, Escape closes the list.
 */
struct _DeckleEditorTags
{
  GtkWidget parent_instance;

  GtkEntry   *entry;
  GtkPopover *popover;
  GtkListBox *list;
  GtkLabel   *sentence_label;

  GStrv       known;   /* (owned) (nullable) */
  gboolean    loading; /* the field is being filled by us */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleEditorTags, deckle_editor_tags, GTK_TYPE_WIDGET)

static GStrv
split (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, SEPARATORS, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

/* Where the word around a byte of @text begins and ends. */
static void
find_word (const char *text,
           gsize       at,
           gsize      *start,
           gsize      *end)
{
  for (*start = at; *start > 0 && strchr (SEPARATORS, text[*start - 1]) == NULL; (*start)--)
    ;
  *end = at + strcspn (text + at, SEPARATORS);
}

/**
 * deckle_editor_tags_complete:
 * @text: the field
 * @position: characters before the cursor
 * @known: (nullable) (array zero-terminated=1): tags in use
 * @n_max: at most so many
 *
 * Finds tags that go on with the word before the cursor. Upper and lower case are the same.
 *
 * Returns: (transfer full): tags, none when no word was begun
 */
GStrv
deckle_editor_tags_complete (const char         *text,
                             int                 position,
                             const char * const *known,
                             guint               n_max)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) present = NULL;
  g_autofree char *word = NULL;
  g_autofree char *folded = NULL;
  gsize at, start, end;
  guint n = 0;

  g_return_val_if_fail (text != NULL, NULL);

  at = (gsize) (g_utf8_offset_to_pointer (text, MIN (position, (int) g_utf8_strlen (text, -1))) - text);
  find_word (text, at, &start, &end);
  word = g_strndup (text + start, at - start);
  folded = g_utf8_casefold (word, -1);
  present = split (text);
  for (guint i = 0; known != NULL && known[i] != NULL && n < n_max && *word != '\0'; i++)
    {
      g_autofree char *folded_tag = g_utf8_casefold (known[i], -1);

      if (!g_str_has_prefix (folded_tag, folded) || g_strv_contains ((const char * const *) present, known[i]))
        continue;
      g_strv_builder_add (builder, known[i]);
      n++;
    }
  return g_strv_builder_end (builder);
}

static void
clear_list (DeckleEditorTags *self)
{
  gtk_list_box_remove_all (self->list);
}

static void
suggest (DeckleEditorTags *self)
{
  g_auto (GStrv) tags = deckle_editor_tags_complete (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                                     gtk_editable_get_position (GTK_EDITABLE (self->entry)),
                                                     (const char * const *) self->known, N_SUGGESTIONS);

  clear_list (self);
  for (guint i = 0; tags[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (tags[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
      gtk_list_box_append (self->list, label);
    }
  if (tags[0] != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->entry)))
    gtk_popover_popup (self->popover);
  else
    gtk_popover_popdown (self->popover);
}

static void
take (DeckleEditorTags *self,
      GtkListBoxRow    *row)
{
  const char *tag = gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gsize at = (gsize) (g_utf8_offset_to_pointer (text, gtk_editable_get_position (GTK_EDITABLE (self->entry))) - text);
  g_autofree char *whole = NULL;
  gsize start, end;

  find_word (text, at, &start, &end);
  text[start] = '\0';
  whole = g_strconcat (text, tag, " ", text + end + strspn (text + end, SEPARATORS), NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), whole);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), (int) (g_utf8_strlen (text, -1) + g_utf8_strlen (tag, -1) + 1));
  gtk_popover_popdown (self->popover);
  gtk_entry_grab_focus_without_selecting (self->entry);
}

static void
row_activated_cb (DeckleEditorTags *self,
                  GtkListBoxRow    *row)
{
  take (self, row);
}

static void
select_row (DeckleEditorTags *self,
            int               by)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int index = selected != NULL ? gtk_list_box_row_get_index (selected) + by : by > 0 ? 0 : -1;
  GtkListBoxRow *row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row))),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
key_pressed_cb (DeckleEditorTags *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   state)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      select_row (self, keyval == GDK_KEY_Down ? 1 : -1);
      return TRUE;
    case GDK_KEY_Escape:
      gtk_popover_popdown (self->popover);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (selected == NULL)
        return FALSE;
      take (self, selected);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
entry_changed_cb (DeckleEditorTags *self)
{
  if (self->loading)
    return;
  suggest (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
focus_left_cb (DeckleEditorTags *self)
{
  gtk_popover_popdown (self->popover);
}

static void
bound_cb (const char *sentence,
          gpointer    user_data)
{
  DeckleEditorTags *self = user_data;

  gtk_label_set_label (self->sentence_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_label), sentence != NULL);
}

static gboolean
deckle_editor_tags_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DECKLE_EDITOR_TAGS (widget)->entry));
}

static void
deckle_editor_tags_dispose (GObject *object)
{
  DeckleEditorTags *self = DECKLE_EDITOR_TAGS (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_EDITOR_TAGS);

  G_OBJECT_CLASS (deckle_editor_tags_parent_class)->dispose (object);
}

static void
deckle_editor_tags_finalize (GObject *object)
{
  g_strfreev (DECKLE_EDITOR_TAGS (object)->known);

  G_OBJECT_CLASS (deckle_editor_tags_parent_class)->finalize (object);
}

static void
deckle_editor_tags_class_init (DeckleEditorTagsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = deckle_editor_tags_dispose;
  object_class->finalize = deckle_editor_tags_finalize;
  widget_class->grab_focus = deckle_editor_tags_grab_focus;

  /**
   * DeckleEditorTags::changed:
   * @self: the field
   *
   * The user changed something.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_EDITOR_TAGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/editor-tags.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "box", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorTags, entry);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorTags, sentence_label);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
}

static void
deckle_editor_tags_init (DeckleEditorTags *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Suggested tags"), -1);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->list));
  /* The keys stay with the field. */
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->popover), FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "menu");
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self->entry));
  deckle_bound_editable (GTK_EDITABLE (self->entry), TAGS_CHARS, bound_cb, self);
}

/**
 * deckle_editor_tags_set_known:
 * @self: a field
 * @known: (nullable) (array zero-terminated=1): tags in use
 *
 * Sets what is suggested.
 */
void
deckle_editor_tags_set_known (DeckleEditorTags   *self,
                              const char * const *known)
{
  g_return_if_fail (DECKLE_IS_EDITOR_TAGS (self));

  g_strfreev (self->known);
  self->known = g_strdupv ((GStrv) known);
}

/**
 * deckle_editor_tags_set_tags:
 * @self: a field
 * @tags: (nullable) (array zero-terminated=1): tags of a card
 *
 * Fills the field. “changed” is not emitted.
 */
void
deckle_editor_tags_set_tags (DeckleEditorTags   *self,
                             const char * const *tags)
{
  g_autofree char *text = NULL;

  g_return_if_fail (DECKLE_IS_EDITOR_TAGS (self));

  text = tags != NULL ? g_strjoinv (" ", (GStrv) tags) : g_strdup ("");
  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->loading = FALSE;
}

/**
 * deckle_editor_tags_get_tags:
 * @self: a field
 *
 * Returns: (transfer full): the tags
 */
GStrv
deckle_editor_tags_get_tags (DeckleEditorTags *self)
{
  g_return_val_if_fail (DECKLE_IS_EDITOR_TAGS (self), NULL);

  return split (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}
