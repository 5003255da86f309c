/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-study-page"
#include "ui/deckle-study-page-private.h"
#include "ui/deckle-card-menu.h"

#include <glib/gi18n.h>

#include "deckle-config.h"

#define PROGRESS_MS 200

typedef enum
{
  PROP_LIBRARY = 1,
  PROP_SESSION,
  PROP_FLAG,
  PROP_SIDEBAR_BUTTON,
  PROP_TWO_BUTTONS,
  N_PROPS,
} DeckleStudyPageProp;

enum
{
  SIGNAL_TOAST,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/**
 * DeckleStudyPage:
 *
 * The page on which cards are studied: the header, the progress of the sitting, the card with
 * its buttons, and what stands in their place when no card is left.
 *
 * It follows a [class@Session] and holds no state of the sitting itself. Everything that can be done is
 * an action of the page, see the header file.
 */
G_DEFINE_FINAL_TYPE (DeckleStudyPage, deckle_study_page, ADW_TYPE_NAVIGATION_PAGE)

/**
 * deckle_study_page_say:
 * @self: a study page
 * @sentence: what happened
 *
 * Emits [signal@StudyPage::toast].
 */
void
deckle_study_page_say (DeckleStudyPage *self,
                       const char      *sentence)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, sentence);
}

static void
answer_shown_cb (DeckleStudyPage *self)
{
  gboolean answer = deckle_card_view_get_answer_shown (self->card_view);

  if (deckle_answer_bar_get_answer_shown (self->answer_bar) == answer)
    return;

  deckle_answer_bar_set_answer_shown (self->answer_bar, answer);
  deckle_study_page_follow_focus (self);
}

/* The buttons for them have no room then: they move into the menu. */
static void
narrow_cb (DeckleStudyPage *self)
{
  gboolean narrow;

  g_object_get (self->card_view, "narrow", &narrow, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.progress", narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "study.browse", narrow);
}

static void
failed_cb (DeckleStudyPage *self,
           const char      *sentence)
{
  adw_banner_set_title (self->banner, sentence);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
banner_clicked_cb (DeckleStudyPage *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
}

static void
rolled_over_cb (DeckleStudyPage *self)
{
  deckle_study_page_say (self, _("A new day has begun"));
}

static void
activity_cb (DeckleStudyPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->session != NULL)
    deckle_session_set_active (self->session,
                               GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)) &&
                               gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
deckle_study_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (deckle_study_page_parent_class)->root (widget);

  if (GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active",
                             G_CALLBACK (activity_cb), widget, G_CONNECT_SWAPPED);
}

static void
deckle_study_page_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), activity_cb, widget);

  GTK_WIDGET_CLASS (deckle_study_page_parent_class)->unroot (widget);
}

static void
deckle_study_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (deckle_study_page_parent_class)->map (widget);

  activity_cb (DECKLE_STUDY_PAGE (widget));
  deckle_study_page_follow_focus (DECKLE_STUDY_PAGE (widget));
}

static void
deckle_study_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (deckle_study_page_parent_class)->unmap (widget);

  activity_cb (DECKLE_STUDY_PAGE (widget));
}

static void
deckle_study_page_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  DeckleStudyPage *self = DECKLE_STUDY_PAGE (object);

  switch ((DeckleStudyPageProp) prop_id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FLAG:
      g_value_set_int (value, self->flag);
      break;
    case PROP_SIDEBAR_BUTTON:
      g_value_set_boolean (value, gtk_widget_get_visible (self->sidebar_button));
      break;
    case PROP_TWO_BUTTONS:
      g_value_set_boolean (value, !deckle_answer_bar_offers (self->answer_bar, DECKLE_RATING_HARD));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_study_page_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  DeckleStudyPage *self = DECKLE_STUDY_PAGE (object);

  switch ((DeckleStudyPageProp) prop_id)
    {
    case PROP_LIBRARY:
      self->library = g_value_dup_object (value);
      self->names = deckle_deck_names_new (self->library);
      g_signal_group_set_target (self->library_signals, self->library);
      break;
    case PROP_SESSION:
      deckle_study_page_set_session (self, g_value_get_object (value));
      break;
    case PROP_FLAG:
      /* What the action “study.flag” does; the session says what came of it. */
      if (self->session != NULL)
        deckle_session_flag (self->session, g_value_get_int (value));
      break;
    case PROP_SIDEBAR_BUTTON:
      gtk_widget_set_visible (self->sidebar_button, g_value_get_boolean (value));
      break;
    case PROP_TWO_BUTTONS:
      deckle_answer_bar_set_two_buttons (self->answer_bar, g_value_get_boolean (value));
      deckle_card_view_set_two_buttons (self->card_view, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deckle_study_page_dispose (GObject *object)
{
  DeckleStudyPage *self = DECKLE_STUDY_PAGE (object);

  if (self->progress != NULL)
    adw_animation_reset (self->progress);
  g_clear_object (&self->progress);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->library_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  g_clear_object (&self->library);
  g_clear_object (&self->names);
  gtk_widget_dispose_template (GTK_WIDGET (object), DECKLE_TYPE_STUDY_PAGE);

  G_OBJECT_CLASS (deckle_study_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * DeckleStudyPage:library:
   *
   * Where the cards are.
   */
  props[PROP_LIBRARY] =
    g_param_spec_object ("library", NULL, NULL, DECKLE_TYPE_LIBRARY,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleStudyPage:session:
   *
   * The sitting that the page shows.
   */
  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, DECKLE_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleStudyPage:flag:
   *
   * The flag of the card that is shown, 0 for none. Setting the flag that it has takes
   * it off.
   */
  props[PROP_FLAG] =
    g_param_spec_int ("flag", NULL, NULL, 0, 4, 0,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleStudyPage:sidebar-button:
   *
   * Whether the header has a button that activates `win.toggle-sidebar`, for
   * windows in which the sidebar is hidden.
   */
  props[PROP_SIDEBAR_BUTTON] =
    g_param_spec_boolean ("sidebar-button", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * DeckleStudyPage:two-buttons:
   *
   * Whether only Again and Good are offered.
   */
  props[PROP_TWO_BUTTONS] =
    g_param_spec_boolean ("two-buttons", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * DeckleStudyPage::toast:
   * @self: the page
   * @sentence: what happened
   *
   * Something worth a toast happened.
   */
  signals[SIGNAL_TOAST] =
    g_signal_new ("toast", DECKLE_TYPE_STUDY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (DECKLE_TYPE_CARD_VIEW);
  g_type_ensure (DECKLE_TYPE_ANSWER_BAR);
  g_type_ensure (DECKLE_TYPE_SUMMARY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, DECKLE_RESOURCE_PATH "/ui/study-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, undo_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, sitting_menu);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, banner);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, card_block);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, card_view);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, answer_bar);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, summary);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, DeckleStudyPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, answer_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  deckle_study_page_install_leech (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
}

static void
deckle_study_page_class_init (DeckleStudyPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = deckle_study_page_get_property;
  object_class->set_property = deckle_study_page_set_property;
  object_class->dispose = deckle_study_page_dispose;
  widget_class->root = deckle_study_page_root;
  widget_class->unroot = deckle_study_page_unroot;
  widget_class->map = deckle_study_page_map;
  widget_class->unmap = deckle_study_page_unmap;

  install_properties (object_class);
  deckle_study_page_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "study.flag", "flag");
  bind_template (widget_class);
}

static void
connect_groups (DeckleStudyPage *self)
{
  self->library_signals = g_signal_group_new (DECKLE_TYPE_LIBRARY);
  g_signal_group_connect_swapped (self->library_signals, "notify::can-undo",
                                  G_CALLBACK (deckle_study_page_update_actions), self);
  g_signal_group_connect_swapped (self->library_signals, "notify::can-redo",
                                  G_CALLBACK (deckle_study_page_update_actions), self);
  g_signal_group_connect_swapped (self->library_signals, "notify::undo-label",
                                  G_CALLBACK (deckle_study_page_update_actions), self);

  self->session_signals = g_signal_group_new (DECKLE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "changed", G_CALLBACK (deckle_study_page_sync), self);
  g_signal_group_connect_swapped (self->session_signals, "failed", G_CALLBACK (failed_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "undone", G_CALLBACK (deckle_study_page_say), self);
  g_signal_group_connect_swapped (self->session_signals, "notice", G_CALLBACK (deckle_study_page_say), self);
  g_signal_group_connect_swapped (self->session_signals, "rolled-over", G_CALLBACK (rolled_over_cb), self);
  deckle_study_page_connect_leech (self);
}

static void
deckle_study_page_init (DeckleStudyPage *self)
{
  connect_groups (self);
  gtk_widget_init_template (GTK_WIDGET (self));

  deckle_card_menu_fill (self->menu_button, self->sitting_menu);
  narrow_cb (self);
  self->progress = adw_timed_animation_new (GTK_WIDGET (self->progress_bar), 0, 0, PROGRESS_MS,
    adw_property_animation_target_new (G_OBJECT (self->progress_bar), "fraction"));
}

/**
 * deckle_study_page_new:
 * @library: where the cards are
 *
 * Creates a page without a sitting.
 *
 * Returns: (transfer floating): a study page
 */
DeckleStudyPage *
deckle_study_page_new (DeckleLibrary *library)
{
  g_return_val_if_fail (DECKLE_IS_LIBRARY (library), NULL);

  return g_object_new (DECKLE_TYPE_STUDY_PAGE, "library", library, NULL);
}

/**
 * deckle_study_page_get_session:
 * @self: a study page
 *
 * Returns: (transfer none) (nullable): the sitting that the page shows
 */
DeckleSession *
deckle_study_page_get_session (DeckleStudyPage *self)
{
  g_return_val_if_fail (DECKLE_IS_STUDY_PAGE (self), NULL);

  return self->session;
}

/**
 * deckle_study_page_set_session:
 * @self: a study page
 * @session: (nullable): a sitting
 *
 * Shows another sitting. The page's title is what the header calls it.
 */
void
deckle_study_page_set_session (DeckleStudyPage *self,
                               DeckleSession   *session)
{
  g_return_if_fail (DECKLE_IS_STUDY_PAGE (self));
  g_return_if_fail (session == NULL || DECKLE_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;

  self->shown_card = 0;
  adw_banner_set_revealed (self->banner, FALSE);
  deckle_study_page_hide_leech (self);
  g_signal_group_set_target (self->session_signals, session);
  deckle_study_page_sync (self);
  activity_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SESSION]);
}

/**
 * deckle_study_page_get_card_view:
 * @self: a study page
 *
 * Returns: (transfer none): the card, for binding its settings
 */
DeckleCardView *
deckle_study_page_get_card_view (DeckleStudyPage *self)
{
  g_return_val_if_fail (DECKLE_IS_STUDY_PAGE (self), NULL);

  return self->card_view;
}

/**
 * deckle_study_page_focus:
 * @self: a study page
 *
 * Moves the focus to what Space is meant for: “Show Answer”, Good, or the first button of the page that
 * stands in place of the card.
 *
 * Returns: whether anything took the focus
 */
gboolean
deckle_study_page_focus (DeckleStudyPage *self)
{
  GtkWidget *visible;

  g_return_val_if_fail (DECKLE_IS_STUDY_PAGE (self), FALSE);

  visible = gtk_stack_get_visible_child (self->stack);
  if (visible == self->card_block)
    return deckle_answer_bar_focus_default (self->answer_bar);

  return gtk_widget_child_focus (visible, GTK_DIR_TAB_FORWARD);
}
