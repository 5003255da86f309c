/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"

G_BEGIN_DECLS

/**
 * DeckleDeckKind:
 * @DECKLE_DECK_BUNDLED: ships with the application
 * @DECKLE_DECK_IMPORTED: came from a file
 * @DECKLE_DECK_OWN: made by the user
 *
 * Where a deck comes from. The numbers are stored.
 */
typedef enum
{
  DECKLE_DECK_BUNDLED = 0,
  DECKLE_DECK_IMPORTED = 1,
  DECKLE_DECK_OWN = 2,
} DeckleDeckKind;

/**
 * DeckleDeckInfo:
 * @row: row id
 * @enabled: whether Today draws from it
 * @n_cards: cards that are not retired
 */
typedef struct
{
  gint64         row;
  char          *id;
  char          *title;
  char          *language;
  char          *version;
  DeckleDeckKind kind;
  gboolean       enabled;
  guint          n_cards;
} DeckleDeckInfo;

void deckle_deck_info_free (DeckleDeckInfo *info);

/**
 * DeckleSectionInfo:
 * @row: row id
 * @deck: row id of its deck
 * @colour: (nullable): "#RRGGBB"
 * @icon: (nullable): stem of a section symbol
 * @n_cards: cards that are not retired
 */
typedef struct
{
  gint64 row;
  gint64 deck;
  char  *id;
  char  *title;
  char  *short_title;
  char  *colour;
  char  *icon;
  char  *emoji;
  int    order;
  guint  n_cards;
} DeckleSectionInfo;

void deckle_section_info_free (DeckleSectionInfo *info);

/**
 * DeckleScope:
 * @deck: row id of a deck, 0 for every deck that is switched on
 * @section: row id of a section, 0 for all of them
 *
 * Which cards a question is about. { 0, 0 } is everything that Today draws from.
 */
typedef struct
{
  gint64 deck;
  gint64 section;
} DeckleScope;

#define DECKLE_SCOPE_ALL ((DeckleScope){ 0, 0 })

/**
 * DeckleCounts:
 * @due_learning: (re)learning cards that come back before the day ends
 * @due_review: review cards due today, within the day's limit
 * @due_new: new cards within the day's limit
 * @known: in review state with R ≥ desired retention − 0.10
 * @learning: seen, not known
 * @fresh: never answered
 * @suspended: suspended cards (also counted in one of the three above)
 * @total: cards that are not retired
 */
typedef struct
{
  guint due_learning;
  guint due_review;
  guint due_new;
  guint known;
  guint learning;
  guint fresh;
  guint suspended;
  guint total;
} DeckleCounts;

static inline guint
deckle_counts_due (const DeckleCounts *counts)
{
  return counts->due_learning + counts->due_review + counts->due_new;
}

/* (element-type DeckleDeckInfo), bundled first, then by title. Main thread, indexed read. NULL with @error. */
GPtrArray *deckle_library_list_decks     (DeckleLibrary      *self,
                                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type DeckleSectionInfo) in order; @deck 0 = of all decks. */
GPtrArray *deckle_library_list_sections  (DeckleLibrary      *self,
                                          gint64              deck,
                                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean   deckle_library_count          (DeckleLibrary      *self,
                                          DeckleScope         scope,
                                          DeckleCounts       *counts,
                                          GError            **error);
/* All sections at once: key gint64 row id (g_int64_hash), value DeckleCounts, both freed with the table. */
GHashTable *deckle_library_count_sections (DeckleLibrary     *self,
                                           GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Mean recall over unsuspended cards of @scope on local day @day, a card never seen counting 0; 0..1. */
gboolean   deckle_library_readiness      (DeckleLibrary      *self,
                                          DeckleScope         scope,
                                          int                 day,
                                          double             *readiness,
                                          GError            **error);

/* Each is one undoable step. A removed deck disappears from every list; its cards and log stay, so undo is always
 * possible, a later import of the same deck id brings progress back. */
void       deckle_library_rename_deck_async  (DeckleLibrary       *self,
                                              gint64               deck,
                                              const char          *title,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void       deckle_library_remove_deck_async  (DeckleLibrary       *self,
                                              gint64               deck,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void       deckle_library_enable_deck_async  (DeckleLibrary       *self,
                                              gint64               deck,
                                              gboolean             enabled,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);

G_END_DECLS
