/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-view"
#include "ui/deckle-card-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "deckle-config.h"
#include "model/deckle-markup.h"
#include "ui/deckle-card-text.h"

#define TURN_MS 260
#define FADE_MS 120
#define SLIDE_MS 140

typedef enum
{
  PROP_CARD = 1,
  PROP_ANSWER_SHOWN,
  PROP_FLIP_ANIMATION,
  PROP_NARROW,
  N_PROPS,
} DeckleCardViewProp;

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DeckleCardView, deckle_card_view, GTK_TYPE_WIDGET)

static gboolean
is_moving (DeckleCardView *self)
{
  return self->angle > 0.0 && self->angle < 180.0;
}

/* How far the face that is seen is turned: 0 to 90, then -90 to 0. */
static double
get_degrees (DeckleCardView *self)
{
  return self->angle < 90.0 ? self->angle : self->angle - 180.0;
}

static gboolean
is_turning (DeckleCardView *self)
{
  return self->running == DECKLE_FLIP_TURN && is_moving (self);
}

static void
show_face (GtkWidget *face,
           gboolean   seen,
           gboolean   drawn)
{
  gtk_widget_set_child_visible (face, drawn);
  gtk_widget_set_can_target (face, seen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (face), GTK_ACCESSIBLE_STATE_HIDDEN, !seen, -1);
}

static void
update_faces (DeckleCardView *self)
{
  gboolean answer = self->angle >= 90.0;
  gboolean both = self->running == DECKLE_FLIP_FADE && is_moving (self);

  show_face (GTK_WIDGET (self->front), !answer, !answer || both);
  show_face (GTK_WIDGET (self->back), answer, answer || both);

  if (self->answer_shown != answer)
    {
      self->answer_shown = answer;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ANSWER_SHOWN]);
    }
}

static void
scroll_to_top (GtkWidget *scroller)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), 0.0);
}

static void
flip_value_cb (double          value,
               DeckleCardView *self)
{
  deckle_card_view_set_angle (self, value);
}

static void
slide_value_cb (double          value,
                DeckleCardView *self)
{
  self->progress = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
slide_done_cb (DeckleCardView *self)
{
  g_clear_object (&self->leaving);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Must come before the new card is filled in. */
static void
start_slide (DeckleCardView *self)
{
  g_autoptr (GdkPaintable) paintable = NULL;

  adw_animation_skip (self->slide);
  if (self->card == NULL || deckle_choose_flip_animation (GTK_WIDGET (self), self->flip_animation) == DECKLE_FLIP_NONE)
    return;

  paintable = gtk_widget_paintable_new (GTK_WIDGET (self));
  self->leaving = gdk_paintable_get_current_image (paintable);
  self->progress = 0.0;
  adw_animation_play (self->slide);
}

static void
snapshot_faces (DeckleCardView *self,
                GtkSnapshot    *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->running == DECKLE_FLIP_FADE && is_moving (self))
    {
      gtk_snapshot_push_cross_fade (snapshot, self->angle / 180.0);
      gtk_widget_snapshot_child (widget, GTK_WIDGET (self->front), snapshot);
      gtk_snapshot_pop (snapshot);
      gtk_widget_snapshot_child (widget, GTK_WIDGET (self->back), snapshot);
      gtk_snapshot_pop (snapshot);
      return;
    }

  gtk_widget_snapshot_child (widget,
                             self->answer_shown ? GTK_WIDGET (self->back) : GTK_WIDGET (self->front),
                             snapshot);
  if (is_turning (self))
    deckle_snapshot_turn_shade (snapshot, get_degrees (self),
                                gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static void
deckle_card_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  DeckleCardView *self = DECKLE_CARD_VIEW (widget);

  if (self->card == NULL)
    return;

  if (self->leaving == NULL)
    {
      snapshot_faces (self, snapshot);
      return;
    }

  gtk_snapshot_push_opacity (snapshot, self->progress);
  snapshot_faces (self, snapshot);
  gtk_snapshot_pop (snapshot);
  deckle_snapshot_leaving (widget, snapshot, self->leaving, self->progress);
}

static void
deckle_card_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  DeckleCardView *self = DECKLE_CARD_VIEW (widget);
  int front_minimum, front_natural, back_minimum, back_natural;

  gtk_widget_measure (GTK_WIDGET (self->front), orientation, for_size,
                      &front_minimum, &front_natural, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->back), orientation, for_size,
                      &back_minimum, &back_natural, NULL, NULL);
  *minimum = MAX (front_minimum, back_minimum);
  *natural = MAX (front_natural, back_natural);
}

static void
deckle_card_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  DeckleCardView *self = DECKLE_CARD_VIEW (widget);
  GskTransform *front = NULL, *back = NULL;

  if (is_turning (self) && self->angle < 90.0)
    front = deckle_create_turn_transform (get_degrees (self), width, height);
  else if (is_turning (self))
    back = deckle_create_turn_transform (get_degrees (self), width, height);

  gtk_widget_allocate (GTK_WIDGET (self->front), width, height, baseline, front);
  gtk_widget_allocate (GTK_WIDGET (self->back), width, height, baseline, back);
}

/* Skipping one that does not run would jump to its end: the answer of a card that nobody turned. */
static void
finish_animation (AdwAnimation *animation)
{
  if (adw_animation_get_state (animation) == ADW_ANIMATION_PLAYING)
    adw_animation_skip (animation);
}

static void
deckle_card_view_unmap (GtkWidget *widget)
{
  DeckleCardView *self = DECKLE_CARD_VIEW (widget);

  finish_animation (self->flip);
  finish_animation (self->slide);

  GTK_WIDGET_CLASS (deckle_card_view_parent_class)->unmap (widget);
}

static void
set_narrow (DeckleCardView *self,
            gboolean        narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  deckle_card_head_set_narrow (deckle_card_front_get_head (self->front), narrow);
  deckle_card_head_set_narrow (deckle_card_back_get_head (self->back), narrow);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
}

static void
deckle_card_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  DeckleCardView *self = DECKLE_CARD_VIEW (object);

  switch ((DeckleCardViewProp) prop_id)
    {
    case PROP_CARD:
      g_value_set_object (value, self->card);
      break;
    case PROP_ANSWER_SHOWN:
      g_value_set_boolean (value, self->answer_shown);
      break;
    case PROP_FLIP_ANIMATION:
      g_value_set_enum (value, (int) self->flip_animation);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_card_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  DeckleCardView *self = DECKLE_CARD_VIEW (object);

  switch ((DeckleCardViewProp) prop_id)
    {
    case PROP_FLIP_ANIMATION:
      deckle_card_view_set_flip_animation (self, (DeckleFlipAnimation) g_value_get_enum (value));
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_CARD:
    case PROP_ANSWER_SHOWN:
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_card_view_dispose (GObject *object)
{
  DeckleCardView *self = DECKLE_CARD_VIEW (object);

  if (self->flip != NULL)
    adw_animation_reset (self->flip);
  if (self->slide != NULL)
    adw_animation_reset (self->slide);
  g_clear_object (&self->flip);
  g_clear_object (&self->slide);
  g_clear_object (&self->leaving);
  g_clear_object (&self->card);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_CARD_VIEW);

  G_OBJECT_CLASS (deckle_card_view_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * DeckleCardView:card:
   *
   * The card that is shown.
   */
  props[PROP_CARD] =
    g_param_spec_object ("card", NULL, NULL, DECKLE_TYPE_CARD,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleCardView:answer-shown:
   *
   * Whether the back is seen. Changes in the middle of a flip.
   */
  props[PROP_ANSWER_SHOWN] =
    g_param_spec_boolean ("answer-shown", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleCardView:flip-animation:
   *
   * How the card shows its answer, where the display allows it.
   */
  props[PROP_FLIP_ANIMATION] =
    g_param_spec_enum ("flip-animation", NULL, NULL, DECKLE_TYPE_FLIP_ANIMATION, DECKLE_FLIP_TURN,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleCardView:narrow:
   *
   * Whether there is little room: smaller margins and question, no number.
   */
  props[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
deckle_card_view_class_init (DeckleCardViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_card_view_get_property;
  object_class->set_property = deckle_card_view_set_property;
  object_class->dispose = deckle_card_view_dispose;
  widget_class->measure = deckle_card_view_measure;
  widget_class->size_allocate = deckle_card_view_size_allocate;
  widget_class->snapshot = deckle_card_view_snapshot;
  widget_class->unmap = deckle_card_view_unmap;

  install_properties (object_class);

  g_type_ensure (DECKLE_TYPE_CARD_FRONT);
  g_type_ensure (DECKLE_TYPE_CARD_BACK);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "cardview");
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/card-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleCardView, front);
  gtk_widget_class_bind_template_child (widget_class, DeckleCardView, back);
}

/* Ctrl and the wheel zoom, as everywhere. */
static gboolean
scrolled_cb (DeckleCardView           *self,
             double                    dx,
             double                    dy,
             GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0.0)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), dy < 0.0 ? "win.zoom-in" : "win.zoom-out", NULL);
}

static void
add_wheel (DeckleCardView *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                               GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), wheel);
}

static void
deckle_card_view_init (DeckleCardView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_wheel (self);

  self->flip = adw_timed_animation_new (GTK_WIDGET (self), 0, 180, TURN_MS,
    adw_callback_animation_target_new ((AdwAnimationTargetFunc) flip_value_cb, self, NULL));
  self->slide = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, SLIDE_MS,
    adw_callback_animation_target_new ((AdwAnimationTargetFunc) slide_value_cb, self, NULL));
  g_signal_connect_swapped (self->slide, "done", G_CALLBACK (slide_done_cb), self);
  update_faces (self);
}

/**
 * deckle_card_view_new:
 *
 * Creates a view without a card.
 *
 * Returns: (transfer floating): a card view
 */
GtkWidget *
deckle_card_view_new (void)
{
  return g_object_new (DECKLE_TYPE_CARD_VIEW, NULL);
}

/**
 * deckle_card_view_get_card:
 * @self: a card view
 *
 * Returns: (transfer none) (nullable): the card that is shown
 */
DeckleCard *
deckle_card_view_get_card (DeckleCardView *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_VIEW (self), NULL);

  return self->card;
}

/**
 * deckle_card_view_set_card:
 * @self: a card view
 * @card: a card
 * @section: (nullable): its section, %NULL to leave the section out
 * @language: (nullable): BCP 47 tag of its text
 *
 * Shows the question of @card; the card that was there slides away. Fills the back
 * too.
 */
void
deckle_card_view_set_card (DeckleCardView          *self,
                           DeckleCard              *card,
                           const DeckleSectionInfo *section,
                           const char              *language)
{
  GtkTextDirection direction;

  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));
  g_return_if_fail (DECKLE_IS_CARD (card));

  start_slide (self);
  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (self->flip), 0.0);
  adw_animation_reset (self->flip);
  deckle_card_view_set_angle (self, 0.0);

  deckle_card_front_set_card (self->front, card, section);
  deckle_card_back_set_card (self->back, card, section);
  direction = deckle_language_get_direction (language);
  deckle_widget_set_direction_deep (GTK_WIDGET (self->front), direction);
  deckle_widget_set_direction_deep (GTK_WIDGET (self->back), direction);
  scroll_to_top (deckle_card_front_get_scroller (self->front));
  scroll_to_top (deckle_card_back_get_scroller (self->back));

  if (g_set_object (&self->card, card))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CARD]);
}

/**
 * deckle_card_view_get_answer_shown:
 * @self: a card view
 *
 * Returns: whether the back is seen; changes in the middle of a flip
 */
gboolean
deckle_card_view_get_answer_shown (DeckleCardView *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_VIEW (self), FALSE);

  return self->answer_shown;
}

static void
announce_face (DeckleCardView *self,
               gboolean        answer)
{
  g_autofree char *text =
    deckle_markup_to_plain (answer ? deckle_card_get_answer (self->card)
                                   : deckle_card_get_question (self->card));

  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * deckle_card_view_flip:
 * @self: a card view
 * @answer: whether the answer is to be seen
 *
 * Turns the card from where it is, also in the middle of another turn, and
 * announces the face that comes.
 */
void
deckle_card_view_flip (DeckleCardView *self,
                       gboolean        answer)
{
  double target = answer ? 180.0 : 0.0;

  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  if (self->card == NULL)
    return;
  if (adw_animation_get_state (self->flip) == ADW_ANIMATION_PLAYING
        ? adw_timed_animation_get_value_to (ADW_TIMED_ANIMATION (self->flip)) == target
        : self->angle == target)
    return;

  /* A turn that is reversed stays a turn. */
  if (!is_moving (self))
    self->running = deckle_choose_flip_animation (GTK_WIDGET (self), self->flip_animation);

  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (self->flip), self->angle);
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (self->flip), target);
  adw_timed_animation_set_duration (ADW_TIMED_ANIMATION (self->flip),
                                    self->running == DECKLE_FLIP_TURN ? TURN_MS : FADE_MS);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->flip),
                                  self->running == DECKLE_FLIP_TURN ? ADW_EASE_OUT_CUBIC : ADW_LINEAR);
  announce_face (self, answer);
  adw_animation_play (self->flip);
  if (self->running == DECKLE_FLIP_NONE)
    adw_animation_skip (self->flip);
}

/**
 * deckle_card_view_get_angle:
 * @self: a card view
 *
 * Returns: degrees, 0 while the question rests, 180 while the answer does
 */
double
deckle_card_view_get_angle (DeckleCardView *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_VIEW (self), 0.0);

  return self->angle;
}

/**
 * deckle_card_view_set_angle:
 * @self: a card view
 * @angle: degrees, from 0 (question) to 180 (answer)
 *
 * Puts the card at a point of its turn. [method@CardView.flip] does so frame by
 * frame; pictures of a turn are made with it.
 */
void
deckle_card_view_set_angle (DeckleCardView *self,
                            double          angle)
{
  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  self->angle = CLAMP (angle, 0.0, 180.0);
  update_faces (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * deckle_card_view_set_flip_animation:
 * @self: a card view
 * @flip_animation: how the card shows its answer
 *
 * Sets how the next flip looks, where the display allows it.
 */
void
deckle_card_view_set_flip_animation (DeckleCardView      *self,
                                     DeckleFlipAnimation  flip_animation)
{
  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  if (self->flip_animation == flip_animation)
    return;

  self->flip_animation = flip_animation;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FLIP_ANIMATION]);
}
