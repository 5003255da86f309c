/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study/deckle-session.h"
#include "ui/deckle-sidebar.h"
#include "ui/deckle-study-page.h"
#include "ui/deckle-welcome-page.h"
#include "ui/deckle-window.h"

G_BEGIN_DECLS

/**
 * DeckleWindow:
 *
 * The main window: sidebar and study page, in front of them the welcome page or the problem page. deckle-window.c says what
 * is shown, deckle-window-actions.c what can be done.
 */
struct _DeckleWindow
{
  AdwApplicationWindow    parent_instance;

  AdwToastOverlay        *toasts;
  GtkStack               *root_stack;
  AdwOverlaySplitView    *split;
  DeckleSidebar          *sidebar;
  AdwNavigationView      *navigation;
  DeckleWelcomePage      *welcome_page;
  AdwStatusPage          *problem_page;
  GtkButton              *restore_button;
  GtkButton              *leave_button;
  GtkWidget              *drop_area;      /* in front of everything while files hover over the window */

  DeckleStudyPage        *study_page;     /* (unowned) (nullable): at the bottom of the navigation; NULL without a library */
  DeckleApplication      *application;    /* (owned) */
  DeckleLibrary          *library;        /* (owned) (nullable) */
  DeckleSession          *session;        /* (owned) (nullable): NULL without a library */
  GArray                 *forward;        /* (element-type gint64): cards that were left by going back, the next one last */
  GListStore             *waiting_files;  /* (owned) (element-type GFile): dropped, and not shown in a preview yet */
  char                   *offered_backup; /* (owned) (nullable): path of the backup on the problem page */
};

void deckle_window_open_browse (DeckleWindow *self,
                                DeckleScope   scope,
                                gboolean      search);
void deckle_window_search      (DeckleWindow *self);
void deckle_window_show_browsed (DeckleWindow *self);
void deckle_window_open_card   (DeckleWindow *self,
                                gint64        card);
void deckle_window_replace_card (DeckleWindow *self,
                                 gint64        card);
void deckle_window_forget_forward (DeckleWindow *self);
void deckle_window_focus_page  (DeckleWindow *self);
/* @card: 0 for a new one. */
void deckle_window_edit_card   (DeckleWindow *self,
                                gint64        card);
void deckle_window_offer_draft (DeckleWindow *self);

G_END_DECLS
