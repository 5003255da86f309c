/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-window-sections"
#include "ui/deckle-window-actions.h"

#include <glib/gi18n.h>

#include "library/deckle-library-reset.h"
#include "ui/deckle-section-dialog.h"
#include "ui/deckle-window-private.h"

/* What is done with whole sections and decks: their settings, and forgetting them. */

typedef struct
{
  DeckleWindow *window;  /* (owned) */
  guint         n_cards; /* that were answered */
} Forgetting;

static void
section_settings_action (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  DeckleWindow *self = user_data;

  if (self->library != NULL)
    adw_dialog_present (ADW_DIALOG (deckle_section_dialog_new (self->library, g_variant_get_int64 (parameter))),
                        GTK_WIDGET (self));
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Forgetting *forgetting = user_data;
  g_autoptr (DeckleWindow) self = forgetting->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!deckle_library_write_finish (DECKLE_LIBRARY (source), result, &error))
    {
      deckle_window_add_toast (self, error->message, NULL, NULL);
      return;
    }
  sentence = g_strdup_printf (ngettext ("%u card is new again", "%u cards are new again", forgetting->n_cards),
                              forgetting->n_cards);
  deckle_window_add_toast (self, sentence, _("_Undo"), "win.undo");
}

/* Suspended cards are counted too: they are forgotten like the others. */
static guint
count_answered (DeckleWindow *self,
                DeckleScope   scope)
{
  DeckleCounts counts;

  return deckle_library_count (self->library, scope, &counts, NULL) ? counts.total - counts.fresh : 0;
}

static void
forget (DeckleWindow *self,
        DeckleScope   scope)
{
  Forgetting *forgetting = g_new0 (Forgetting, 1);

  forgetting->window = g_object_ref (self);
  forgetting->n_cards = count_answered (self, scope);
  deckle_library_reset_scope_async (self->library, scope, forgotten_cb, forgetting);
}

typedef struct
{
  DeckleWindow *window; /* (owned) */
  DeckleScope   scope;
} Question;

static void
question_answered_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (DeckleWindow) self = question->window;

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "forget") && self->library != NULL)
    forget (self, question->scope);
}

/* A whole deck is much to lose by a slip: the number is said first. */
static void
ask (DeckleWindow *self,
     DeckleScope   scope,
     guint         n_cards)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Forget the Whole Deck?"), NULL);
  Question *question = g_new0 (Question, 1);

  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                ngettext ("%u card that you have answered becomes new. Undo brings it back.",
                                          "%u cards that you have answered become new. Undo brings them back.", n_cards),
                                n_cards);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "forget", _("_Forget"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "forget", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  question->window = g_object_ref (self);
  question->scope = scope;
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, question_answered_cb, question);
}

static void
forget_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  DeckleWindow *self = user_data;
  DeckleScope scope;
  guint n_cards;

  if (self->library == NULL)
    return;
  g_variant_get (parameter, "(xx)", &scope.deck, &scope.section);
  n_cards = count_answered (self, scope);
  if (scope.section == 0 && n_cards > 0)
    ask (self, scope, n_cards);
  else
    forget (self, scope);
}

/**
 * deckle_window_add_section_actions:
 * @self: the window
 *
 * Adds `win.section-settings` (row id of a section) and `win.forget` (row ids of a deck and a section, 0 for all of the deck).
 */
void
deckle_window_add_section_actions (DeckleWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "section-settings", .activate = section_settings_action, .parameter_type = "x" },
    { .name = "forget", .activate = forget_action, .parameter_type = "(xx)" },
  };

  g_return_if_fail (DECKLE_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}
