/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-browse-filters.h"
#include "ui/deckle-browse-page.h"
#include "ui/deckle-card-selection.h"

G_BEGIN_DECLS

/**
 * DeckleBrowsePage:
 *
 * The list of all cards or of a section, narrowed by a search as one types and by filters, in an order of one's choice. Enter in
 * the search field opens the first card that matches what stands there, however fast it was typed; ↓ goes to the list. What is
 * selected there can be acted on together.
 *
 * deckle-browse-page.c says what is shown, deckle-browse-actions.c what can be done with the selected cards,
 * deckle-browse-move.c where they can go, deckle-browse-state.c what is kept.
 *
 * Emits “card-activated” (row id) and “said” (sentence, whether it can be undone) when it shows a toast, which stands above the
 * bar of the selection.
 */
struct _DeckleBrowsePage
{
  AdwNavigationPage    parent_instance;

  AdwToolbarView      *toolbar_view;
  GtkSearchEntry      *entry;
  DeckleBrowseFilters *filters;
  GtkBox              *headings;
  GtkStack            *stack;
  AdwToastOverlay     *toasts;
  GtkListView         *list_view;
  AdwStatusPage       *nothing_page;
  GtkButton           *nothing_button;
  AdwWindowTitle      *title;
  GtkWidget           *selection_bar;
  GtkLabel            *selection_label;

  DeckleLibrary       *library;    /* (owned) */
  GSettings           *settings;   /* (owned) (nullable) */
  DeckleQuery         *query;      /* (owned) what is asked for */
  DeckleCardList      *cards;      /* (owned) */
  DeckleCardSelection *selection;  /* (owned) */
  GHashTable          *sections;   /* (owned): gint64 row id → DeckleSectionInfo */
  GHashTable          *bound;      /* (owned): the GtkListItems on screen → @serial when they were bound */
  guint                serial;     /* of the rows that the list has */
  GCancellable        *running;    /* (owned) (nullable): the query under way */
  gboolean             stay;       /* the query under way shows what changed; the list stays where it is */
  gboolean             is_dirty;   /* the library changed while the page was not seen */
  gboolean             open_first; /* once the query under way has ended */
};

void deckle_browse_page_store            (DeckleBrowsePage *self);
void deckle_browse_page_restore          (DeckleBrowsePage *self);

/* (transfer full) */
char *deckle_browse_page_dup_title       (DeckleBrowsePage *self) G_GNUC_WARN_UNUSED_RESULT;

void deckle_browse_page_install_actions  (GtkWidgetClass   *widget_class);
void deckle_browse_page_install_moves    (GtkWidgetClass   *widget_class);
void deckle_browse_page_update_selection (DeckleBrowsePage *self);
/* @sentence: (transfer none) */
void deckle_browse_page_say              (DeckleBrowsePage *self,
                                          const char       *sentence,
                                          gboolean          can_undo);
void deckle_browse_page_open             (DeckleBrowsePage *self,
                                          guint             position);

G_END_DECLS
