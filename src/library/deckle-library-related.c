/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-related.h"

#include "library/deckle-due-private.h"
#include "library/deckle-overlap.h"

/* How many new cards, and as many due ones, are asked whether they ask the same: the answer is wanted between two cards. */
#define CANDIDATES_MAX 1000

/* Cards that name ?1, by any name that it has or had, and where each of them stands. */
#define NAMING_SQL \
  "SELECT link.card, other.deck, link.card_id FROM card_see_also AS link INDEXED BY card_see_also_target " \
  "JOIN card AS other ON other.id = link.card WHERE link.card_id IN (SELECT card_id FROM card WHERE id = ?1 " \
  "UNION SELECT card_id FROM card_origin WHERE card = ?1)"

static void
add_row (GArray     *rows,
         GHashTable *seen,
         gint64      row)
{
  if (g_hash_table_add (seen, g_memdup2 (&row, sizeof row)))
    g_array_append_val (rows, row);
}

/* Takes the first column of each row that is not in @seen yet. */
static gboolean
take_rows (sqlite3_stmt  *statement,
           GArray        *rows,
           GHashTable    *seen,
           guint          limit,
           GError       **error)
{
  GError *local_error = NULL;

  while (rows->len < limit && deckle_sql_step (statement, &local_error))
    add_row (rows, seen, sqlite3_column_int64 (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static GHashTable *
new_seen (gint64 card)
{
  GHashTable *seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_hash_table_add (seen, g_memdup2 (&card, sizeof card));
  return seen;
}

static gboolean
list_by (sqlite3     *db,
         const char  *sql,
         gint64       card,
         gint64       parameter,
         GArray      *rows,
         GHashTable  *seen,
         guint        limit,
         GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  /* Where a query does not have the second parameter, binding it does nothing. */
  deckle_sql_bind (statement, "ll", card, parameter);
  return take_rows (statement, rows, seen, limit, error);
}

/* The cards that @card names, found where they were moved to. */
static gboolean
add_named (DeckleLibrary  *self,
           sqlite3        *db,
           gint64          card,
           GHashTable     *linked,
           GError        **error)
{
  g_autoptr (sqlite3_stmt) statement =
    deckle_sql_prepare (db, "SELECT self.deck, link.card_id FROM card AS self JOIN card_see_also AS link ON link.card = self.id "
                            "WHERE self.id = ?", error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", card);
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 row = deckle_library_find_card (self, sqlite3_column_int64 (statement, 0),
                                             (const char *) sqlite3_column_text (statement, 1));

      if (row != 0 && row != card)
        g_hash_table_add (linked, g_memdup2 (&row, sizeof row));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* The cards that name @card. Other decks use the same names for other cards: only a name that leads to @card counts. */
static gboolean
add_naming (DeckleLibrary  *self,
            sqlite3        *db,
            gint64          card,
            GHashTable     *linked,
            GError        **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, NAMING_SQL, error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", card);
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 row = sqlite3_column_int64 (statement, 0);

      if (row != card && deckle_library_find_card (self, sqlite3_column_int64 (statement, 1),
                                                   (const char *) sqlite3_column_text (statement, 2)) == card)
        g_hash_table_add (linked, g_memdup2 (&row, sizeof row));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

typedef struct
{
  int    number;
  gint64 row;
} Place;

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *one = a;
  const Place *other = b;

  if (one->number != other->number)
    return one->number < other->number ? -1 : 1;
  return (one->row > other->row) - (one->row < other->row);
}

/* Of @linked those for which @condition holds (?2 is @today), in order of number. */
static gboolean
take_linked (sqlite3     *db,
             GHashTable  *linked,
             const char  *condition,
             int          today,
             GArray      *rows,
             GHashTable  *seen,
             GError     **error)
{
  g_autofree char *sql = g_strconcat ("SELECT number FROM card WHERE id = ?1 AND ", condition, NULL);
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  GError *local_error = NULL;
  GHashTableIter iter;
  gpointer row;

  if (statement == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, linked);
  while (local_error == NULL && g_hash_table_iter_next (&iter, &row, NULL))
    {
      deckle_sql_bind (statement, "li", *(const gint64 *) row, today);
      if (deckle_sql_step (statement, &local_error))
        {
          Place place = { sqlite3_column_int (statement, 0), *(const gint64 *) row };

          g_array_append_val (places, place);
        }
      sqlite3_reset (statement);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    add_row (rows, seen, g_array_index (places, Place, i).row);
  return TRUE;
}

static gboolean
list_linked (DeckleLibrary  *self,
             gint64          card,
             const char     *condition,
             int             today,
             GArray         *rows,
             GHashTable     *seen,
             GError        **error)
{
  g_autoptr (GHashTable) linked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3 *db = deckle_library_get_db (self, error);

  return db != NULL && add_named (self, db, card, linked, error) && add_naming (self, db, card, linked, error) &&
         take_linked (db, linked, condition, today, rows, seen, error);
}

/**
 * deckle_library_list_linked:
 * @self: a library
 * @card: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Lists the cards that a card sees also, and those that see it, also where one of the two was moved to another deck
 * ([method@Library.find_card]). Main thread, indexed reads.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): row ids in order of number
 */
GArray *
deckle_library_list_linked (DeckleLibrary  *self,
                            gint64          card,
                            GError        **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = new_seen (card);

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  if (!list_linked (self, card, "retired = 0", 0, rows, seen, error))
    return NULL;
  return g_steal_pointer (&rows);
}

/* Takes cards that ask nearly the same as @question. */
static gboolean
take_near (sqlite3       *db,
           const char    *sql,
           gint64         deck,
           int            today,
           const char    *question,
           GArray        *rows,
           GHashTable    *seen,
           GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "llii", deck, (gint64) 0, today, CANDIDATES_MAX);
  while (deckle_sql_step (statement, &local_error))
    if (deckle_overlap_is_near (question, (const char *) sqlite3_column_text (statement, 1)))
      add_row (rows, seen, sqlite3_column_int64 (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
list_near (sqlite3     *db,
           gint64       card,
           int          today,
           GArray      *rows,
           GHashTable  *seen,
           GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, "SELECT deck, question FROM card WHERE id = ?", error);
  g_autofree char *question = NULL;
  gint64 deck;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "l", card);
  if (!deckle_sql_step (statement, error))
    return error == NULL || *error == NULL;
  deck = sqlite3_column_int64 (statement, 0);
  question = g_strdup ((const char *) sqlite3_column_text (statement, 1));

  return take_near (db,
                    "SELECT id, question" DECKLE_REVIEWS_FROM "WHERE" DECKLE_REVIEWS_WHERE
                    "AND due_day <= ?3 AND buried_until_day <= ?3 AND" DECKLE_IN_SCOPE "ORDER BY due_day LIMIT ?4",
                    deck, today, question, rows, seen, error) &&
         take_near (db,
                    "SELECT id, question FROM card INDEXED BY card_new_number WHERE" DECKLE_NEW_WHERE
                    "AND buried_until_day <= ?3 AND" DECKLE_IN_SCOPE "LIMIT ?4",
                    deck, today, question, rows, seen, error);
}

/**
 * deckle_library_list_related:
 * @self: a library
 * @card: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Lists the near-duplicates of a card that could come today: cards that it sees also or that see it, wherever
 * they were moved to, and cards of its deck whose questions are near-identical by [func@overlap_is_near] (among the first 1,000 that are due and 1,000 that are new).
 * Of these only new cards and cards in review state that are due; cards in (re)learning steps are to be finished. Main thread,
 * indexed reads.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): row ids
 */
GArray *
deckle_library_list_related (DeckleLibrary  *self,
                             gint64          card,
                             GError        **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = new_seen (card);
  sqlite3 *db;
  int today;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  today = deckle_library_get_today (self);
  db = deckle_library_get_db (self, error);
  if (db == NULL ||
      !list_linked (self, card, "retired = 0 AND suspended = 0 AND buried_until_day <= ?2 AND "
                                "(state = 0 OR (state = 2 AND due_day <= ?2))", today, rows, seen, error) ||
      !list_near (db, card, today, rows, seen, error))
    return NULL;
  return g_steal_pointer (&rows);
}

/**
 * deckle_library_list_helpful:
 * @self: a library
 * @card: row id of a card
 * @limit: how many at most
 * @error: return location for a [error@LibraryError]
 *
 * Lists cards that may help to tell a card apart: the linked ones first, then those of its section that share a tag with it. Main
 * thread, indexed reads.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): row ids
 */
GArray *
deckle_library_list_helpful (DeckleLibrary  *self,
                             gint64          card,
                             guint           limit,
                             GError        **error)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GHashTable) seen = new_seen (card);
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  rows = deckle_library_list_linked (self, card, error);
  if (rows == NULL)
    return NULL;
  if (rows->len > limit)
    g_array_set_size (rows, limit);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (seen, g_memdup2 (&g_array_index (rows, gint64, i), sizeof (gint64)));
  db = deckle_library_get_db (self, error);
  if (db == NULL ||
      !list_by (db, "SELECT DISTINCT other.id FROM card AS self JOIN card_tag AS mine ON mine.card = self.id "
                    "JOIN card_tag AS same INDEXED BY card_tag_tag ON same.tag = mine.tag "
                    "JOIN card AS other ON other.id = same.card AND other.section = self.section "
                    "WHERE self.id = ?1 AND other.retired = 0 LIMIT ?2", card, (gint64) limit + 1, rows, seen, limit, error))
    return NULL;
  return g_steal_pointer (&rows);
}
