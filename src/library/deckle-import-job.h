/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-import.h"
#include "library/deckle-library-private.h"

G_BEGIN_DECLS

/* A card of the bank and the number of its section. */
typedef struct
{
  DeckleCard *card;
  guint       section;
} DeckleJobCard;

/* A bank as plain lists, so that a worker never touches the bank's own list models. */
typedef struct
{
  DeckleBankInfo *info;
  GPtrArray      *sections;  /* (element-type DeckleSection) */
  GArray         *cards;     /* (element-type DeckleJobCard) */
  DeckleDeckKind  kind;
  char           *title;     /* (nullable): the user's own */
} DeckleImportJob;

/* What the library has of one card. */
typedef struct
{
  gint64   row;
  gint64   section;
  gboolean retired;
  gboolean edited;  /* the user's text lies over the bank's */
  gboolean moved;   /* the user took it into another deck */
  gint64   image;   /* what the bank says, where that is not the card itself; 0 otherwise */
} DeckleKnownCard;

DeckleImportJob  *deckle_import_job_new  (DeckleBank             *bank,
                                          DeckleDeckKind          kind,
                                          const char             *title) G_GNUC_WARN_UNUSED_RESULT;
void              deckle_import_job_free (DeckleImportJob        *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleImportJob, deckle_import_job_free)

DeckleImportPlan *deckle_import_job_plan (const DeckleImportJob  *job,
                                          sqlite3                *db,
                                          GCancellable           *cancellable,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Row id of the deck, 0 when the library never had it. */
gboolean          deckle_import_job_find_deck (const DeckleImportJob  *job,
                                               sqlite3                *db,
                                               gint64                 *deck,
                                               GError                **error);
/* Card id → DeckleKnownCard, of all cards that the deck ever had. */
GHashTable       *deckle_import_list_known (sqlite3              *db,
                                            gint64                deck,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean          deckle_import_has_same_text (sqlite3           *db,
                                               const DeckleKnownCard *known,
                                               DeckleCard        *card,
                                               gboolean          *same,
                                               GError           **error);

G_END_DECLS
