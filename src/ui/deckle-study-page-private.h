/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-answer-bar.h"
#include "ui/deckle-deck-names.h"
#include "ui/deckle-study-page.h"
#include "ui/deckle-summary-page.h"

G_BEGIN_DECLS

struct _DeckleStudyPage
{
  AdwNavigationPage parent_instance;

  GtkWidget         *sidebar_button;
  GtkWidget         *undo_button;
  GtkMenuButton     *menu_button;
  GMenuModel        *sitting_menu;
  AdwWindowTitle    *window_title;
  GtkProgressBar    *progress_bar;
  AdwBanner         *banner;
  AdwBanner         *leech_banner;
  GtkStack          *stack;
  GtkWidget         *card_block;
  DeckleCardView    *card_view;
  DeckleAnswerBar   *answer_bar;
  DeckleSummaryPage *summary;
  AdwStatusPage     *nothing;
  GtkButton         *new_button;
  GtkWidget         *empty;

  DeckleLibrary     *library;     /* (owned) (nullable) */
  DeckleSession     *session;     /* (owned) (nullable) */
  GSignalGroup      *library_signals;
  GSignalGroup      *session_signals;
  DeckleDeckNames   *names;       /* (owned) (nullable) */
  AdwAnimation      *progress;    /* (owned) */

  gint64             shown_card;  /* row id, 0 for none */
  guint              shown_position;
  int                flag;
  gint64             leech;       /* row id of the card that the notice is about */
  GCancellable      *looking;     /* (owned) (nullable): for the readiness of a large library */
  guint              leech_stays; /* answers until the notice goes */
};

/* The notice about a card that is forgotten again and again. */
void deckle_study_page_install_leech   (GtkWidgetClass  *widget_class);
void deckle_study_page_connect_leech   (DeckleStudyPage *self);
void deckle_study_page_hide_leech      (DeckleStudyPage *self);

void deckle_study_page_install_actions (GtkWidgetClass  *widget_class);
void deckle_study_page_say             (DeckleStudyPage *self,
                                        const char      *sentence);
void deckle_study_page_sync            (DeckleStudyPage *self);
void deckle_study_page_update_actions  (DeckleStudyPage *self);
void deckle_study_page_follow_focus    (DeckleStudyPage *self);

G_END_DECLS
