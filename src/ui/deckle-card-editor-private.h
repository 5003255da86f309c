/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-card-editor.h"
#include "ui/deckle-card-form.h"
#include "ui/deckle-card-view.h"
#include "ui/deckle-deck-names.h"

G_BEGIN_DECLS

/* deckle-card-editor.c fills and saves, -draft.c keeps drafts, -bank.c is about the text of a question bank below an edit. */
struct _DeckleCardEditor
{
  AdwDialog           parent_instance;

  AdwWindowTitle     *title;
  AdwToastOverlay    *toasts;
  GtkButton          *save_button;
  AdwBanner          *draft_banner;
  AdwBanner          *bank_banner;
  GtkWidget          *pending_box;
  AdwMultiLayoutView *layouts;
  DeckleCardForm     *form;
  DeckleCardView     *preview;
  AdwToggleGroup     *faces;

  DeckleLibrary      *library;    /* (owned) (nullable): NULL once the dialog is closed */
  DeckleDeckNames    *names;      /* (owned) (nullable) */
  DeckleCardRecord   *record;     /* (owned) (nullable): NULL for a new card */
  guint               draft_id;   /* source that keeps a draft, 0 = none */
  guint               preview_id; /* source that renews the preview, 0 = none */
  gboolean            own;        /* the card is in a deck of the user's own, or will be */
  gboolean            dirty;      /* changed since it was opened */
  gboolean            has_draft;  /* what was opened is a draft */
  gboolean            done;       /* the library has what was wanted: no draft is kept */
};

gint64   deckle_card_editor_get_row       (DeckleCardEditor *self);
void     deckle_card_editor_say           (DeckleCardEditor *self,
                                           const char       *sentence);
/* Fills the form, with the place of a card of the user's own. */
void     deckle_card_editor_fill          (DeckleCardEditor *self,
                                           DeckleCard       *card,
                                           gint64            section);
/* The library has what was wanted: says so and closes. */
void     deckle_card_editor_finish        (DeckleCardEditor *self,
                                           const char       *sentence,
                                           gboolean          can_undo);

/* Drafts */
gboolean deckle_card_editor_open_draft    (DeckleCardEditor *self);
void     deckle_card_editor_keep_soon     (DeckleCardEditor *self);
void     deckle_card_editor_keep_now      (DeckleCardEditor *self);
void     deckle_card_editor_discard_draft (DeckleCardEditor *self);

/* The text of the bank */
void     deckle_card_editor_show_bank     (DeckleCardEditor *self);
void     deckle_card_editor_install_bank  (GtkWidgetClass   *widget_class);

G_END_DECLS
