/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-answer-bar"
#include "ui/deckle-answer-bar.h"

#include <glib/gi18n.h>

#include "deckle-config.h"

#define COLUMN_SPACING 12
#define COLUMN_SPACING_NARROW 6

/**
 * DeckleAnswerBar:
 *
 * The buttons under a card: “Show Answer”, then the four grades with their intervals, or Again and Good alone.
 *
 * The buttons activate `study.reveal` and `study.grade`. Space and Enter act when they
 * go down, and once: a key that is held down does not run through the cards.
 */
struct _DeckleAnswerBar
{
  GtkWidget parent_instance;

  GtkStack  *stack;
  GtkGrid   *reveal_grid;
  GtkWidget *reveal_button;
  GtkWidget *reveal_keycap;
  GtkGrid   *grades_grid;

  GtkWidget *grades[DECKLE_N_RATINGS];   /* owned by the grid */
  GtkLabel  *whens[DECKLE_N_RATINGS];
  GtkWidget *keycaps[DECKLE_N_RATINGS];

  guint      held_keyval;                /* 0 when no key is down */
  gboolean   answer_shown;
  gboolean   narrow;
  gboolean   two_rows;
  gboolean   two_buttons;
  gboolean   key_caps;
};

typedef enum
{
  PROP_ANSWER_SHOWN = 1,
  PROP_NARROW,
  PROP_TWO_ROWS,
  PROP_TWO_BUTTONS,
  PROP_KEY_CAPS,
  N_PROPS,
} DeckleAnswerBarProp;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DeckleAnswerBar, deckle_answer_bar, GTK_TYPE_WIDGET)

static void
place (GtkGrid   *grid,
       GtkWidget *child,
       int        column,
       int        row,
       int        width)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (grid));

  g_object_set (gtk_layout_manager_get_layout_child (layout, child),
                "column", column, "row", row, "column-span", width,
                NULL);
}

static void
update_layout (DeckleAnswerBar *self)
{
  guint spacing = self->narrow ? COLUMN_SPACING_NARROW : COLUMN_SPACING;

  gtk_grid_set_column_spacing (self->reveal_grid, spacing);
  gtk_grid_set_column_spacing (self->grades_grid, spacing);
  gtk_grid_set_row_spacing (self->grades_grid, spacing);

  /* As wide as the two grades in the middle; all of a narrow window. */
  place (self->reveal_grid, self->reveal_button, self->narrow ? 0 : 1, 0, self->narrow ? 4 : 2);
  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      gboolean offered = deckle_answer_bar_offers (self, (DeckleRating) (i + 1));

      gtk_widget_set_visible (self->grades[i], offered);
      if (self->two_buttons)
        place (self->grades_grid, self->grades[i], i, 0, offered ? 2 : 1);
      else
        place (self->grades_grid, self->grades[i], self->two_rows ? i % 2 : i, self->two_rows ? i / 2 : 0, 1);
    }
}

/* A key cap is of no use without a keyboard. */
static gboolean
has_keyboard (DeckleAnswerBar *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));

  return seat == NULL || (gdk_seat_get_capabilities (seat) & GDK_SEAT_CAPABILITY_KEYBOARD) != 0;
}

static void
update_key_caps (DeckleAnswerBar *self)
{
  gboolean visible = self->key_caps && has_keyboard (self);

  gtk_widget_set_visible (self->reveal_keycap, visible);
  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    gtk_widget_set_visible (self->keycaps[i], visible);
}

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
create_grade (DeckleAnswerBar *self,
              int              i)
{
  DeckleRating rating = (DeckleRating) (i + 1);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_center_box_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char cap[] = { (char) ('0' + rating), '\0' };

  self->whens[i] = GTK_LABEL (create_label (NULL, "when"));
  gtk_label_set_ellipsize (self->whens[i], PANGO_ELLIPSIZE_END);
  self->keycaps[i] = create_label (cap, "keycap");
  gtk_widget_set_valign (self->keycaps[i], GTK_ALIGN_CENTER);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), create_label (deckle_rating_get_name (rating), "name"));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->whens[i]));
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (content), words);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (content), self->keycaps[i]);

  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "grade");
  if (rating == DECKLE_RATING_GOOD)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "study.grade");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) rating);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, deckle_rating_get_name (rating),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, cap,
                                  -1);

  return button;
}

/* Buttons act a quarter of a second after Space went down, and again for each repeat; a grade must do neither. */
static gboolean
key_pressed_cb (DeckleAnswerBar *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (keyval != GDK_KEY_space && keyval != GDK_KEY_KP_Space && keyval != GDK_KEY_Return &&
      keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !GTK_IS_BUTTON (focus))
    return GDK_EVENT_PROPAGATE;

  if (self->held_keyval == keyval)
    return GDK_EVENT_STOP;

  self->held_keyval = keyval;
  g_signal_emit_by_name (focus, "clicked");

  return GDK_EVENT_STOP;
}

static void
key_released_cb (DeckleAnswerBar *self)
{
  self->held_keyval = 0;
}

static void
deckle_answer_bar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (deckle_answer_bar_parent_class)->map (widget);

  update_key_caps (DECKLE_ANSWER_BAR (widget));
}

static void
deckle_answer_bar_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  DeckleAnswerBar *self = DECKLE_ANSWER_BAR (object);

  switch ((DeckleAnswerBarProp) prop_id)
    {
    case PROP_ANSWER_SHOWN:
      g_value_set_boolean (value, self->answer_shown);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_TWO_ROWS:
      g_value_set_boolean (value, self->two_rows);
      break;
    case PROP_TWO_BUTTONS:
      g_value_set_boolean (value, self->two_buttons);
      break;
    case PROP_KEY_CAPS:
      g_value_set_boolean (value, self->key_caps);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_answer_bar_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  DeckleAnswerBar *self = DECKLE_ANSWER_BAR (object);

  switch ((DeckleAnswerBarProp) prop_id)
    {
    case PROP_ANSWER_SHOWN:
      deckle_answer_bar_set_answer_shown (self, g_value_get_boolean (value));
      break;
    case PROP_NARROW:
      deckle_answer_bar_set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_TWO_ROWS:
      deckle_answer_bar_set_two_rows (self, g_value_get_boolean (value));
      break;
    case PROP_TWO_BUTTONS:
      deckle_answer_bar_set_two_buttons (self, g_value_get_boolean (value));
      break;
    case PROP_KEY_CAPS:
      deckle_answer_bar_set_key_caps (self, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_answer_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_ANSWER_BAR);

  G_OBJECT_CLASS (deckle_answer_bar_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * DeckleAnswerBar:answer-shown:
   *
   * Whether the grades are offered, “Show Answer” otherwise.
   */
  props[PROP_ANSWER_SHOWN] =
    g_param_spec_boolean ("answer-shown", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleAnswerBar:narrow:
   *
   * Whether there is little room: “Show Answer” takes the full width.
   */
  props[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleAnswerBar:two-rows:
   *
   * Whether the grades stand in two rows of two.
   */
  props[PROP_TWO_ROWS] =
    g_param_spec_boolean ("two-rows", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleAnswerBar:two-buttons:
   *
   * Whether only Again and Good are offered, side by side.
   */
  props[PROP_TWO_BUTTONS] =
    g_param_spec_boolean ("two-buttons", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleAnswerBar:key-caps:
   *
   * Whether the buttons show their keys, where there is a keyboard.
   */
  props[PROP_KEY_CAPS] =
    g_param_spec_boolean ("key-caps", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
deckle_answer_bar_class_init (DeckleAnswerBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_answer_bar_get_property;
  object_class->set_property = deckle_answer_bar_set_property;
  object_class->dispose = deckle_answer_bar_dispose;
  widget_class->map = deckle_answer_bar_map;

  install_properties (object_class);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/answer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleAnswerBar, stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleAnswerBar, reveal_grid);
  gtk_widget_class_bind_template_child (widget_class, DeckleAnswerBar, reveal_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleAnswerBar, reveal_keycap);
  gtk_widget_class_bind_template_child (widget_class, DeckleAnswerBar, grades_grid);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_released_cb);
}

static void
deckle_answer_bar_init (DeckleAnswerBar *self)
{
  self->key_caps = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int i = 0; i < DECKLE_N_RATINGS; i++)
    {
      self->grades[i] = create_grade (self, i);
      gtk_grid_attach (self->grades_grid, self->grades[i], i, 0, 1, 1);
    }
  update_layout (self);
}

/**
 * deckle_answer_bar_new:
 *
 * Creates a bar that offers “Show Answer”.
 *
 * Returns: (transfer floating): an answer bar
 */
GtkWidget *
deckle_answer_bar_new (void)
{
  return g_object_new (DECKLE_TYPE_ANSWER_BAR, NULL);
}

/**
 * deckle_answer_bar_set_interval:
 * @self: an answer bar
 * @rating: Again to Easy
 * @shown: the interval as the button shows it, “8 d”
 * @spoken: the interval as a screen reader says it, “8 days”
 *
 * Tells when the card comes back after @rating.
 */
void
deckle_answer_bar_set_interval (DeckleAnswerBar *self,
                                DeckleRating     rating,
                                const char      *shown,
                                const char      *spoken)
{
  g_autofree char *label = NULL;

  g_return_if_fail (DECKLE_IS_ANSWER_BAR (self));
  g_return_if_fail (rating >= DECKLE_RATING_AGAIN && rating <= DECKLE_RATING_EASY);

  gtk_label_set_label (self->whens[rating - 1], shown);
  /* Translators: a grade and when the card comes back after it: “Good, next in 8 days” */
  label = g_strdup_printf (_("%s, next in %s"), deckle_rating_get_name (rating), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grades[rating - 1]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * deckle_answer_bar_get_answer_shown:
 * @self: an answer bar
 *
 * Returns: whether the grades are offered
 */
gboolean
deckle_answer_bar_get_answer_shown (DeckleAnswerBar *self)
{
  g_return_val_if_fail (DECKLE_IS_ANSWER_BAR (self), FALSE);

  return self->answer_shown;
}

/**
 * deckle_answer_bar_set_answer_shown:
 * @self: an answer bar
 * @answer_shown: whether the grades are offered
 *
 * Swaps “Show Answer” and the grades. Does not move the focus.
 */
void
deckle_answer_bar_set_answer_shown (DeckleAnswerBar *self,
                                    gboolean         answer_shown)
{
  g_return_if_fail (DECKLE_IS_ANSWER_BAR (self));

  if (self->answer_shown == answer_shown)
    return;

  self->answer_shown = answer_shown;
  gtk_stack_set_visible_child (self->stack, answer_shown ? GTK_WIDGET (self->grades_grid)
                                                         : GTK_WIDGET (self->reveal_grid));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANSWER_SHOWN]);
}

/**
 * deckle_answer_bar_set_narrow:
 * @self: an answer bar
 * @narrow: whether there is little room
 *
 * Lets “Show Answer” take the full width.
 */
void
deckle_answer_bar_set_narrow (DeckleAnswerBar *self,
                              gboolean         narrow)
{
  g_return_if_fail (DECKLE_IS_ANSWER_BAR (self));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  update_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
}

/**
 * deckle_answer_bar_set_two_rows:
 * @self: an answer bar
 * @two_rows: whether four grades in a row do not fit
 *
 * Puts the grades in two rows of two.
 */
void
deckle_answer_bar_set_two_rows (DeckleAnswerBar *self,
                                gboolean         two_rows)
{
  g_return_if_fail (DECKLE_IS_ANSWER_BAR (self));

  if (self->two_rows == two_rows)
    return;

  self->two_rows = two_rows;
  update_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TWO_ROWS]);
}

/**
 * deckle_answer_bar_set_two_buttons:
 * @self: an answer bar
 * @two_buttons: whether Hard and Easy are left out
 *
 * Offers Again and Good alone.
 */
void
deckle_answer_bar_set_two_buttons (DeckleAnswerBar *self,
                                   gboolean         two_buttons)
{
  g_return_if_fail (DECKLE_IS_ANSWER_BAR (self));

  if (self->two_buttons == two_buttons)
    return;

  self->two_buttons = two_buttons;
  update_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TWO_BUTTONS]);
}

/**
 * deckle_answer_bar_offers:
 * @self: an answer bar
 * @rating: Again to Easy
 *
 * Returns: whether there is a button for @rating; a grade without one must not be given by a key either
 */
gboolean
deckle_answer_bar_offers (DeckleAnswerBar *self,
                          DeckleRating     rating)
{
  g_return_val_if_fail (DECKLE_IS_ANSWER_BAR (self), FALSE);

  return !self->two_buttons || rating == DECKLE_RATING_AGAIN || rating == DECKLE_RATING_GOOD;
}

/**
 * deckle_answer_bar_set_key_caps:
 * @self: an answer bar
 * @key_caps: whether the buttons show their keys
 *
 * Shows the keys on the buttons, where there is a keyboard.
 */
void
deckle_answer_bar_set_key_caps (DeckleAnswerBar *self,
                                gboolean         key_caps)
{
  g_return_if_fail (DECKLE_IS_ANSWER_BAR (self));

  if (self->key_caps == key_caps)
    return;

  self->key_caps = key_caps;
  update_key_caps (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEY_CAPS]);
}

/**
 * deckle_answer_bar_get_button:
 * @self: an answer bar
 * @rating: Again to Easy, or `DECKLE_RATING_NONE` for “Show Answer”
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
deckle_answer_bar_get_button (DeckleAnswerBar *self,
                              DeckleRating     rating)
{
  g_return_val_if_fail (DECKLE_IS_ANSWER_BAR (self), NULL);
  g_return_val_if_fail (rating <= DECKLE_RATING_EASY, NULL);

  return rating == DECKLE_RATING_NONE ? self->reveal_button : self->grades[rating - 1];
}

/**
 * deckle_answer_bar_focus_default:
 * @self: an answer bar
 *
 * Moves the focus to the button that Space is meant for: “Show Answer”, or Good.
 *
 * Returns: whether it took the focus
 */
gboolean
deckle_answer_bar_focus_default (DeckleAnswerBar *self)
{
  g_return_val_if_fail (DECKLE_IS_ANSWER_BAR (self), FALSE);

  return gtk_widget_grab_focus (self->answer_shown ? self->grades[DECKLE_RATING_GOOD - 1]
                                                   : self->reveal_button);
}

/**
 * deckle_rating_get_name:
 * @rating: Again to Easy
 *
 * Names a grade.
 *
 * Returns: (transfer none): a translated name
 */
const char *
deckle_rating_get_name (DeckleRating rating)
{
  switch (rating)
    {
    case DECKLE_RATING_AGAIN:
      return C_("grade", "Again");
    case DECKLE_RATING_HARD:
      return C_("grade", "Hard");
    case DECKLE_RATING_EASY:
      return C_("grade", "Easy");
    case DECKLE_RATING_NONE:
    case DECKLE_RATING_GOOD:
    default:
      return C_("grade", "Good");
    }
}
