/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-query.h"
#include "library/deckle-sql.h"

G_BEGIN_DECLS

/* What a query means today. */
typedef struct
{
  int    today;            /* local day */
  gint64 day_end_ms;       /* first ms of tomorrow */
  gint64 week_end_ms;      /* first ms of the day a week from today */
  int    leech_threshold;  /* 0 = never */
} DeckleQueryDay;

/* Where the first step of a query ends, whatever comes first. */
typedef struct
{
  guint rows;   /* cards found */
  guint looks;  /* cards looked at */
  guint reads;  /* cards whose text was read */
} DeckleQueryBounds;

GArray    *deckle_library_query_bounded (DeckleLibrary            *self,
                                         const DeckleQuery        *query,
                                         const DeckleQueryBounds  *bounds,
                                         GArray                  **first,
                                         GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

/* deckle-query-sql.c: the parts of statements on card AS c and temp.query_scope AS sc (section, rank). */

/* Fills temp.query_scope: the sections of the scope in order. */
gboolean   deckle_query_make_scope    (sqlite3              *db,
                                       DeckleScope           scope,
                                       GError              **error);
/* A condition, “1” for none. */
char      *deckle_query_make_filter   (const DeckleQuery    *query,
                                       const DeckleQueryDay *day) G_GNUC_WARN_UNUSED_RESULT;
/* The statements that list all cards of the scope in order, one after the other: id, and whether the filter takes it. */
GPtrArray *deckle_query_make_walk     (sqlite3              *db,
                                       const DeckleQuery    *query,
                                       const char           *filter,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* A statement that finds the few cards that an index knows, in order; NULL when no index narrows the query. */
char      *deckle_query_make_lookup   (const DeckleQuery    *query,
                                       const DeckleQueryDay *day,
                                       const char           *filter,
                                       const char           *text_matches) G_GNUC_WARN_UNUSED_RESULT;
/* A statement for the ids of the cards that contain @text, its parameters filled in; “” when no card does. */
char      *deckle_query_make_text     (sqlite3              *db,
                                       const char           *text,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* deckle-library-search.c: what to ask card_text or card_note_text for; empty when no card can have @text. */
char      *deckle_query_make_match    (sqlite3              *db,
                                       const char           *table,
                                       const char           *text,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* deckle-query-text.c: whether a card contains a text, looked up in the card itself. */
typedef struct _DeckleTextProbe DeckleTextProbe;

DeckleTextProbe *deckle_text_probe_new     (sqlite3          *db,
                                            const char       *text,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             deckle_text_probe_free    (DeckleTextProbe  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleTextProbe, deckle_text_probe_free)
gboolean         deckle_text_probe_matches (DeckleTextProbe  *self,
                                            gint64            row,
                                            gboolean         *matches,
                                            GError          **error);

G_END_DECLS
