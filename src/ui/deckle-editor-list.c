/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-editor-list"
#include "ui/deckle-editor-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "deckle-config.h"
#include "ui/deckle-editor-bound.h"

#define POINT_CHARS 1000
#define TITLE_CHARS 300
#define ADDRESS_CHARS 2000
/* What the bundled bank keeps to; more is allowed, and said. */
#define POINTS_SENSIBLE 4
#define POINT_CHARS_SENSIBLE 70
#define ROWS_MAX 200

/**
 * DeckleEditorList:
 *
 * The key points of a card, or with “pair” its references (title and address), a row each. Enter adds a row below, Backspace
 * in an empty one removes it, Alt with an arrow moves it; each has buttons for the same.
 */
struct _DeckleEditorList
{
  GtkWidget parent_instance;

  GtkLabel  *title_label;
  GtkBox    *rows_box;
  GtkButton *add_button;
  GtkLabel  *sentence_label;

  GPtrArray *rows;    /* (owned) (element-type Row), in order */
  gboolean   pair;
  gboolean   loading; /* rows are being filled by us */
};

/* The widgets live in the box. */
typedef struct
{
  DeckleEditorList *list;
  GtkWidget        *box;
  GtkWidget        *first;        /* the point, or the title */
  GtkWidget        *second;       /* (nullable): the address */
  GtkWidget        *up;
  GtkWidget        *down;
} Row;

typedef enum { PROP_PAIR = 1, N_PROPS } DeckleEditorListProp;

enum { CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DeckleEditorList, deckle_editor_list, GTK_TYPE_WIDGET)

/* A text that is too long for its field stays what it is. */
static GQuark
kept_quark (void)
{
  return g_quark_from_static_string ("deckle-kept");
}

static const char *
get_text (GtkWidget *entry)
{
  const char *kept = g_object_get_qdata (G_OBJECT (entry), kept_quark ());

  return kept != NULL ? kept : gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
say (DeckleEditorList *self,
     const char       *sentence,
     gboolean          wrong)
{
  gtk_label_set_label (self->sentence_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_label), sentence != NULL);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->sentence_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->sentence_label), "error");
  if (wrong && sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* More than the bundled questions have is allowed, but not without a word. */
static void
give_advice (DeckleEditorList *self)
{
  guint n = 0;
  gboolean is_long = FALSE;

  for (guint i = 0; i < self->rows->len && !self->pair; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);
      glong length = g_utf8_strlen (get_text (row->first), -1);

      n += length > 0;
      is_long |= length > POINT_CHARS_SENSIBLE;
    }
  say (self, n > POINTS_SENSIBLE || is_long ? _("Up to four short key points are easiest to tick.") : NULL, FALSE);
}

static void
changed_cb (Row *row)
{
  if (row->list->loading)
    return;
  give_advice (row->list);
  g_signal_emit (row->list, signals[CHANGED], 0);
}

static void
bound_cb (const char *sentence,
          gpointer    user_data)
{
  if (sentence != NULL)
    say (user_data, sentence, TRUE);
}

static guint
find_row (const Row *row)
{
  guint position = 0;

  g_ptr_array_find (row->list->rows, row, &position);
  return position;
}

/* @name: taken over */
static void
set_name (GtkWidget *widget,
          char      *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (name);
}

/* What hangs on the place of a row. */
static void
number_rows (DeckleEditorList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      set_name (row->first, self->pair ? g_strdup_printf (_("Title of reference %u"), i + 1)
                                       : g_strdup_printf (_("Key point %u"), i + 1));
      if (row->second != NULL)
        set_name (row->second, g_strdup_printf (_("Address of reference %u"), i + 1));
      gtk_widget_set_sensitive (row->up, i > 0);
      gtk_widget_set_sensitive (row->down, i + 1 < self->rows->len);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), self->rows->len < ROWS_MAX);
}

static void
move_row (Row *row,
          int  by)
{
  DeckleEditorList *self = row->list;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gint64 to = (gint64) find_row (row) + by;

  if (to < 0 || to >= self->rows->len)
    return;
  g_ptr_array_steal_index (self->rows, find_row (row));
  g_ptr_array_insert (self->rows, (int) to, row);
  gtk_box_reorder_child_after (self->rows_box, row->box,
                               to > 0 ? ((Row *) g_ptr_array_index (self->rows, to - 1))->box : NULL);
  number_rows (self);
  /* A button at the end of its way hands over to its row. */
  if (focus != NULL && !gtk_widget_is_sensitive (focus))
    gtk_widget_grab_focus (row->first);
  changed_cb (row);
}

static void
up_cb (Row *row)
{
  move_row (row, -1);
}

static void
down_cb (Row *row)
{
  move_row (row, 1);
}

static void
remove_row (Row *row)
{
  DeckleEditorList *self = row->list;
  guint position = find_row (row);
  GtkWidget *next = GTK_WIDGET (self->add_button);

  if (self->rows->len > 1)
    next = ((Row *) g_ptr_array_index (self->rows, position > 0 ? position - 1 : 1))->first;
  gtk_widget_grab_focus (next);
  gtk_box_remove (self->rows_box, row->box);
  g_ptr_array_remove_index (self->rows, position);
  number_rows (self);
  give_advice (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static Row *insert_row (DeckleEditorList *self,
                        guint             position,
                        const char       *first,
                        const char       *second);

static void
activate_cb (Row       *row,
             GtkWidget *entry)
{
  if (row->second != NULL && entry == row->first)
    gtk_widget_grab_focus (row->second);
  else if (row->list->rows->len < ROWS_MAX)
    gtk_widget_grab_focus (insert_row (row->list, find_row (row) + 1, "", "")->first);
}

static gboolean
is_empty (const Row *row)
{
  return *get_text (row->first) == '\0' && (row->second == NULL || *get_text (row->second) == '\0');
}

static gboolean
key_pressed_cb (Row             *row,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (modifiers == GDK_ALT_MASK && (keyval == GDK_KEY_Up || keyval == GDK_KEY_Down))
    {
      move_row (row, keyval == GDK_KEY_Up ? -1 : 1);
      return TRUE;
    }
  if (modifiers != 0 || keyval != GDK_KEY_BackSpace || !is_empty (row))
    return FALSE;
  remove_row (row);
  return TRUE;
}

static GtkWidget *
create_entry (Row        *row,
              const char *placeholder,
              const char *text,
              guint       max_chars)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *clean = NULL;

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_widget_set_hexpand (entry, TRUE);
  deckle_bound_text (text, -1, 0, max_chars, TRUE, &clean);
  if (clean != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), clean);
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), _("Too long to be edited here"));
      gtk_widget_set_sensitive (entry, FALSE);
      g_object_set_qdata_full (G_OBJECT (entry), kept_quark (), g_strdup (text), g_free);
    }
  deckle_bound_editable (GTK_EDITABLE (entry), max_chars, bound_cb, row->list);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), row);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (activate_cb), row);
  return entry;
}

static GtkWidget *
add_button (Row        *row,
            GtkBox     *box,
            const char *icon,
            const char *name,
            GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_signal_connect_swapped (button, "clicked", clicked, row);
  gtk_box_append (box, button);
  return button;
}

static void
fill_row (Row        *row,
          const char *first,
          const char *second)
{
  gboolean pair = row->list->pair;
  GtkWidget *fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkEventController *keys = gtk_event_controller_key_new ();

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  row->first = create_entry (row, pair ? _("Title") : _("What a good answer names"), first, pair ? TITLE_CHARS : POINT_CHARS);
  gtk_box_append (GTK_BOX (fields), row->first);
  if (pair)
    {
      row->second = create_entry (row, "https://", second, ADDRESS_CHARS);
      gtk_entry_set_input_purpose (GTK_ENTRY (row->second), GTK_INPUT_PURPOSE_URL);
      gtk_box_append (GTK_BOX (fields), row->second);
    }
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), row);
  gtk_widget_add_controller (fields, keys);
  gtk_box_append (GTK_BOX (row->box), fields);
  row->up = add_button (row, GTK_BOX (row->box), "go-up-symbolic", _("Move Up"), G_CALLBACK (up_cb));
  row->down = add_button (row, GTK_BOX (row->box), "go-down-symbolic", _("Move Down"), G_CALLBACK (down_cb));
  add_button (row, GTK_BOX (row->box), "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_row));
}

static Row *
insert_row (DeckleEditorList *self,
            guint             position,
            const char       *first,
            const char       *second)
{
  Row *row = g_new0 (Row, 1);

  row->list = self;
  fill_row (row, first, second);
  gtk_box_insert_child_after (self->rows_box, row->box,
                              position > 0 ? ((Row *) g_ptr_array_index (self->rows, position - 1))->box : NULL);
  g_ptr_array_insert (self->rows, (int) position, row);
  number_rows (self);
  return row;
}

static void
add_cb (DeckleEditorList *self)
{
  gtk_widget_grab_focus (insert_row (self, self->rows->len, "", "")->first);
}

static void
clear (DeckleEditorList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_remove (self->rows_box, ((Row *) g_ptr_array_index (self->rows, i))->box);
  g_ptr_array_set_size (self->rows, 0);
  say (self, NULL, FALSE);
}

static void
deckle_editor_list_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  DeckleEditorList *self = DECKLE_EDITOR_LIST (object);

  switch ((DeckleEditorListProp) prop_id)
    {
    case PROP_PAIR:
      self->pair = g_value_get_boolean (value);
      gtk_label_set_label (self->title_label, self->pair ? _("References") : _("Key Points"));
      gtk_button_set_label (self->add_button, self->pair ? _("Add Reference") : _("Add Key Point"));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_editor_list_dispose (GObject *object)
{
  DeckleEditorList *self = DECKLE_EDITOR_LIST (object);

  if (self->rows_box != NULL)
    clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_EDITOR_LIST);

  G_OBJECT_CLASS (deckle_editor_list_parent_class)->dispose (object);
}

static void
deckle_editor_list_finalize (GObject *object)
{
  g_ptr_array_unref (DECKLE_EDITOR_LIST (object)->rows);

  G_OBJECT_CLASS (deckle_editor_list_parent_class)->finalize (object);
}

static void
deckle_editor_list_class_init (DeckleEditorListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = deckle_editor_list_set_property;
  object_class->dispose = deckle_editor_list_dispose;
  object_class->finalize = deckle_editor_list_finalize;

  /**
   * DeckleEditorList:pair:
   *
   * Whether a row is a reference, and no key point.
   */
  props[PROP_PAIR] =
    g_param_spec_boolean ("pair", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleEditorList::changed:
   * @self: the list
   *
   * The user changed something.
   */
  signals[CHANGED] = g_signal_new ("changed", DECKLE_TYPE_EDITOR_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/editor-list.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "box", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorList, title_label);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorList, rows_box);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorList, add_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleEditorList, sentence_label);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
deckle_editor_list_init (DeckleEditorList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * deckle_editor_list_set_points:
 * @self: a list
 * @points: (nullable) (array zero-terminated=1): key points
 *
 * Shows key points; without any, one empty row. “changed” is not emitted.
 */
void
deckle_editor_list_set_points (DeckleEditorList   *self,
                               const char * const *points)
{
  g_return_if_fail (DECKLE_IS_EDITOR_LIST (self));

  self->loading = TRUE;
  clear (self);
  for (guint i = 0; points != NULL && points[i] != NULL && i < ROWS_MAX; i++)
    insert_row (self, i, points[i], "");
  if (self->rows->len == 0)
    insert_row (self, 0, "", "");
  self->loading = FALSE;
}

/**
 * deckle_editor_list_get_points:
 * @self: a list
 *
 * Returns: (transfer full): the key points, without empty ones
 */
GStrv
deckle_editor_list_get_points (DeckleEditorList *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (DECKLE_IS_EDITOR_LIST (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);
      const char *text = get_text (row->first);

      if (*text != '\0')
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * deckle_editor_list_set_references:
 * @self: a list with “pair”
 * @card: a card
 *
 * Shows the references of a card. “changed” is not emitted.
 */
void
deckle_editor_list_set_references (DeckleEditorList *self,
                                   DeckleCard       *card)
{
  g_return_if_fail (DECKLE_IS_EDITOR_LIST (self));
  g_return_if_fail (DECKLE_IS_CARD (card));

  self->loading = TRUE;
  clear (self);
  for (guint i = 0; i < deckle_card_get_n_references (card) && i < ROWS_MAX; i++)
    insert_row (self, i, deckle_card_get_reference (card, i)->title, deckle_card_get_reference (card, i)->url);
  number_rows (self);
  self->loading = FALSE;
}

/**
 * deckle_editor_list_add_references:
 * @self: a list with “pair”
 * @card: a card without references
 *
 * Adds the references to a card. One without a title is called by its address; one without an address is left out.
 */
void
deckle_editor_list_add_references (DeckleEditorList *self,
                                   DeckleCard       *card)
{
  g_return_if_fail (DECKLE_IS_EDITOR_LIST (self));
  g_return_if_fail (DECKLE_IS_CARD (card));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);
      const char *title = get_text (row->first);
      g_autofree char *url = g_strstrip (g_strdup (get_text (row->second)));

      if (*url != '\0')
        deckle_card_add_reference (card, *title != '\0' ? title : url, url);
    }
}

/* An address that a browser opens: https or http, with a host. */
static gboolean
is_address (const char *text)
{
  g_autofree char *url = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
}

/**
 * deckle_editor_list_check:
 * @self: a list
 *
 * Looks whether every reference has an address that a browser opens. Otherwise says so and moves the focus there.
 *
 * Returns: whether the list can be stored
 */
gboolean
deckle_editor_list_check (DeckleEditorList *self)
{
  g_return_val_if_fail (DECKLE_IS_EDITOR_LIST (self), FALSE);

  for (guint i = 0; i < self->rows->len && self->pair; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      if (is_empty (row) || is_address (get_text (row->second)))
        continue;
      say (self, _("A reference needs an address that begins with https:// or http://."), TRUE);
      gtk_widget_grab_focus (row->second);
      return FALSE;
    }
  give_advice (self);
  return TRUE;
}
