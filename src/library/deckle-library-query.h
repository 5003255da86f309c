/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library-cards.h"

G_BEGIN_DECLS

/**
 * DeckleQueryState:
 * @DECKLE_QUERY_NEW: never answered
 * @DECKLE_QUERY_LEARNING: seen, not known
 * @DECKLE_QUERY_KNOWN: in review state and remembered well enough
 * @DECKLE_QUERY_SUSPENDED: does not come until it is unsuspended
 * @DECKLE_QUERY_BURIED: hidden until a later day
 * @DECKLE_QUERY_LEECH: forgotten as often as the policy's threshold
 * @DECKLE_QUERY_OWN: in a deck of the user's own
 * @DECKLE_QUERY_EDITED: from a bank, with a text of the user's
 * @DECKLE_QUERY_NOTED: with a note of the user's
 *
 * What a query narrows the list to. The first three go together by “or”, the others too, and both groups by “and”. The numbers
 * are stored.
 */
typedef enum
{
  DECKLE_QUERY_NEW = 1 << 0,
  DECKLE_QUERY_LEARNING = 1 << 1,
  DECKLE_QUERY_KNOWN = 1 << 2,
  DECKLE_QUERY_SUSPENDED = 1 << 3,
  DECKLE_QUERY_BURIED = 1 << 4,
  DECKLE_QUERY_LEECH = 1 << 5,
  DECKLE_QUERY_OWN = 1 << 6,
  DECKLE_QUERY_EDITED = 1 << 7,
  DECKLE_QUERY_NOTED = 1 << 8,
} DeckleQueryState;

#define DECKLE_QUERY_ANY_PROGRESS (DECKLE_QUERY_NEW | DECKLE_QUERY_LEARNING | DECKLE_QUERY_KNOWN)

/**
 * DeckleQueryDue:
 * @DECKLE_QUERY_DUE_ANY: whenever
 * @DECKLE_QUERY_DUE_TODAY: comes back before the day ends, or should have
 * @DECKLE_QUERY_DUE_WEEK: comes back within seven days, today included
 *
 * When a seen card comes back. The numbers are stored.
 */
typedef enum
{
  DECKLE_QUERY_DUE_ANY = 0,
  DECKLE_QUERY_DUE_TODAY = 1,
  DECKLE_QUERY_DUE_WEEK = 2,
} DeckleQueryDue;

/**
 * DeckleQuerySort:
 * @DECKLE_QUERY_SORT_NUMBER: deck, section and number
 * @DECKLE_QUERY_SORT_QUESTION: the question, A to Z
 * @DECKLE_QUERY_SORT_DUE: when the card comes back
 * @DECKLE_QUERY_SORT_DIFFICULTY: difficulty
 * @DECKLE_QUERY_SORT_STABILITY: stability
 * @DECKLE_QUERY_SORT_LAST_REVIEW: last answer
 * @DECKLE_QUERY_SORT_LAPSES: times forgotten
 *
 * Order of the list. From due on, cards that have no such value come last, whatever the direction. The numbers are stored.
 */
typedef enum
{
  DECKLE_QUERY_SORT_NUMBER = 0,
  DECKLE_QUERY_SORT_QUESTION = 1,
  DECKLE_QUERY_SORT_DUE = 2,
  DECKLE_QUERY_SORT_DIFFICULTY = 3,
  DECKLE_QUERY_SORT_STABILITY = 4,
  DECKLE_QUERY_SORT_LAST_REVIEW = 5,
  DECKLE_QUERY_SORT_LAPSES = 6,
} DeckleQuerySort;

#define DECKLE_QUERY_N_SORTS 7

/**
 * DeckleQuery:
 * @scope: which cards; decks that are switched off only when named
 * @text: (owned) (nullable): what to find, literally; white space around it is left out
 * @states: [flags@QueryState], 0 for all cards
 * @levels: bit n for level n, 0 for all
 * @flags: bit n for flag n, bit 0 for cards without one; 0 for all
 * @tags: (owned) (nullable): any of these tags
 * @due: when the cards come back
 * @sort: order
 * @descending: whether the order is turned round
 *
 * Which cards a list shows, and in which order.
 */
typedef struct
{
  DeckleScope       scope;
  char             *text;
  DeckleQueryState  states;
  guint             levels;
  guint             flags;
  char            **tags;
  DeckleQueryDue    due;
  DeckleQuerySort   sort;
  gboolean          descending;
} DeckleQuery;

DeckleQuery *deckle_query_new         (void) G_GNUC_WARN_UNUSED_RESULT;
DeckleQuery *deckle_query_copy        (const DeckleQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void         deckle_query_free        (DeckleQuery       *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleQuery, deckle_query_free)

gboolean     deckle_query_is_filtered (const DeckleQuery *query);
void         deckle_query_clear_filters (DeckleQuery     *query);

/* The beginning of a result (gint64 row ids), on the thread that asked, before the callback. */
typedef void (*DeckleQueryPartialFunc) (GArray           *rows,
                                        gpointer          user_data);

void         deckle_library_query_async  (DeckleLibrary          *self,
                                          const DeckleQuery      *query,
                                          GCancellable           *cancellable,
                                          DeckleQueryPartialFunc  partial,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data);
GArray      *deckle_library_query_finish (DeckleLibrary          *self,
                                          GAsyncResult           *result,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, blocking, on the calling thread. */
GArray      *deckle_library_query        (DeckleLibrary          *self,
                                          const DeckleQuery      *query,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tags in use, A to Z, at most @limit. */
char       **deckle_library_list_tags    (DeckleLibrary          *self,
                                          guint                   limit,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * DeckleCardLine:
 * @row: row id of the card
 * @number: number in its deck
 * @question: (owned): as written, with markup
 * @known: whether it counts as known today
 * @buried: whether it is hidden today
 *
 * What a row of a list shows of a card.
 */
typedef struct
{
  gint64       row;
  gint64       deck;
  gint64       section;
  int          number;
  DeckleLevel  level;
  char        *question;
  DeckleState  state;
  gboolean     known;
  gint64       due_ms;
  int          due_day;
  gboolean     suspended;
  gboolean     buried;
  int          flag;
  int          lapses;
} DeckleCardLine;

DeckleCardLine *deckle_card_line_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            deckle_card_line_free (DeckleCardLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleCardLine, deckle_card_line_free)

/* Cards read at once; more in one call are an error. */
#define DECKLE_LINES_MAX 64

/* One indexed query on the thread of the library: (element-type DeckleCardLine), in no order, without cards that vanished. */
GPtrArray      *deckle_library_load_lines (DeckleLibrary  *self,
                                           const gint64   *rows,
                                           gsize           n_rows,
                                           GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
