/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-card-view"
#include "ui/deckle-card-view-private.h"

#include "ui/deckle-card-text.h"

/* What the card view hands on to its faces. */

/**
 * deckle_card_view_set_flag:
 * @self: a card view
 * @flag: 0 for none, 1 to 4
 *
 * Shows the flag of the card on both faces.
 */
void
deckle_card_view_set_flag (DeckleCardView *self,
                           int             flag)
{
  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  deckle_card_head_set_flag (deckle_card_front_get_head (self->front), flag);
  deckle_card_head_set_flag (deckle_card_back_get_head (self->back), flag);
}

/**
 * deckle_card_view_set_two_buttons:
 * @self: a card view
 * @two_buttons: whether only Again and Good can be given, and ticked points suggest nothing else
 */
void
deckle_card_view_set_two_buttons (DeckleCardView *self,
                                  gboolean        two_buttons)
{
  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  deckle_card_back_set_two_buttons (self->back, two_buttons);
}

/**
 * deckle_card_view_set_see_also:
 * @self: a card view
 * @links: (nullable) (element-type DeckleSeeAlso): other cards that the card refers to
 *
 * Shows chips on the back that open other cards. Setting another card takes them away.
 */
void
deckle_card_view_set_see_also (DeckleCardView *self,
                               GPtrArray      *links)
{
  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  deckle_card_back_set_see_also (self->back, links);
}

/**
 * deckle_card_view_set_note:
 * @self: a card view
 * @note: (nullable): what the learner wrote, plain text
 *
 * Shows the note on the back, and a sign for it on both faces. Setting another card takes it away.
 */
void
deckle_card_view_set_note (DeckleCardView *self,
                           const char     *note)
{
  gboolean has_note = note != NULL && *note != '\0';

  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  deckle_note_block_set_text (deckle_card_back_get_note (self->back), note);
  deckle_card_head_set_has_note (deckle_card_front_get_head (self->front), has_note);
  deckle_card_head_set_has_note (deckle_card_back_get_head (self->back), has_note);
}

static void
edit_when_shown_cb (DeckleCardView *self)
{
  g_signal_handlers_disconnect_by_func (self, edit_when_shown_cb, NULL);
  deckle_card_view_edit_note (self);
}

/**
 * deckle_card_view_edit_note:
 * @self: a card view
 *
 * Begins to edit the note, or does so once the back is seen.
 */
void
deckle_card_view_edit_note (DeckleCardView *self)
{
  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  if (self->answer_shown)
    deckle_note_block_edit (deckle_card_back_get_note (self->back));
  else
    g_signal_connect (self, "notify::answer-shown", G_CALLBACK (edit_when_shown_cb), NULL);
}

/**
 * deckle_card_view_bind_settings:
 * @self: a card view
 * @settings: the settings of the application
 *
 * Makes the card flip and wrap its code as the settings say, and keeps what the learner changes on it.
 */
void
deckle_card_view_bind_settings (DeckleCardView *self,
                                GSettings      *settings)
{
  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_settings_bind (settings, "flip-animation", self, "flip-animation", G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "wrap-code", deckle_card_back_get_code (self->back), "wrap", G_SETTINGS_BIND_DEFAULT);
}

/**
 * deckle_card_view_scroll_by_nick:
 * @self: a card view
 * @nick: "up", "down", "page-up", "page-down", "start" or "end"
 *
 * Scrolls the face that is seen. Another nick does nothing.
 */
void
deckle_card_view_scroll_by_nick (DeckleCardView *self,
                                 const char     *nick)
{
  static const struct { const char *nick; GtkScrollType scroll; } scrolls[] = {
    { "up", GTK_SCROLL_STEP_UP },        { "down", GTK_SCROLL_STEP_DOWN },
    { "page-up", GTK_SCROLL_PAGE_UP },   { "page-down", GTK_SCROLL_PAGE_DOWN },
    { "start", GTK_SCROLL_START },       { "end", GTK_SCROLL_END },
  };

  GtkWidget *scroller;
  gboolean moved;

  g_return_if_fail (DECKLE_IS_CARD_VIEW (self));

  scroller = self->answer_shown ? deckle_card_back_get_scroller (self->back)
                                : deckle_card_front_get_scroller (self->front);
  for (gsize i = 0; i < G_N_ELEMENTS (scrolls); i++)
    {
      if (g_strcmp0 (nick, scrolls[i].nick) == 0)
        g_signal_emit_by_name (scroller, "scroll-child", scrolls[i].scroll, FALSE, &moved);
    }
}

/**
 * deckle_card_view_get_selection:
 * @self: a card view
 *
 * Returns: (transfer full) (nullable): the text selected on the face that is seen
 */
char *
deckle_card_view_get_selection (DeckleCardView *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_VIEW (self), NULL);

  return deckle_widget_get_selection (self->answer_shown ? GTK_WIDGET (self->back)
                                                         : GTK_WIDGET (self->front));
}

/**
 * deckle_card_view_copy_code:
 * @self: a card view
 *
 * Copies the code of the card, if its back is seen.
 *
 * Returns: whether there was any
 */
gboolean
deckle_card_view_copy_code (DeckleCardView *self)
{
  g_return_val_if_fail (DECKLE_IS_CARD_VIEW (self), FALSE);

  return self->answer_shown && deckle_card_back_copy_code (self->back);
}
