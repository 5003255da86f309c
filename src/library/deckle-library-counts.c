/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-due-private.h"

#include "library/deckle-library-plan.h"

/**
 * deckle_limits_read:
 * @self: a library
 * @db: its connection for reads
 * @limits: (out caller-allocates): what this day still allows
 * @error: return location for a [error@LibraryError]
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_limits_read (DeckleLibrary  *self,
                    sqlite3        *db,
                    DeckleLimits   *limits,
                    GError        **error)
{
  DeckleScheduler scheduler;
  gint64 introduced, reviewed;

  deckle_library_get_study_scheduler (self, &scheduler);
  limits->today = deckle_library_get_today (self);
  limits->day_end_ms = deckle_clock_day_start_ms (deckle_library_get_clock (self), limits->today + 1,
                                                  scheduler.policy.rollover_hour);

  if (!deckle_sql_get_int64 (db, &introduced, error,
                             "SELECT count(*) FROM card INDEXED BY card_first_day WHERE first_day = ?", "i",
                             limits->today) ||
      !deckle_sql_get_int64 (db, &reviewed, error,
                             "SELECT count(*) FROM review INDEXED BY review_day "
                             "WHERE local_day = ? AND undone = 0 AND kind = ?", "ii",
                             limits->today, DECKLE_REVIEW_REVIEW))
    return FALSE;

  limits->new_left = (guint) MAX (0, scheduler.policy.new_per_day - introduced);
  limits->reviews_left = (guint) MAX (0, scheduler.policy.reviews_per_day - reviewed);
  return TRUE;
}

/* Which sections a count is about: a scope, or all of them. */
typedef struct
{
  sqlite3     *db;
  DeckleScope  scope;
  const char  *filter;
  GHashTable  *table;
} Counting;

static DeckleCounts *
find_counts (Counting *counting,
             gint64    section)
{
  return g_hash_table_lookup (counting->table, &section);
}

static void
add_section (Counting *counting,
             gint64    section)
{
  g_hash_table_insert (counting->table, g_memdup2 (&section, sizeof section), g_new0 (DeckleCounts, 1));
}

static sqlite3_stmt *
prepare_count (Counting    *counting,
               const char  *start,
               const char  *end,
               GError     **error)
{
  g_autofree char *sql = g_strconcat (start, counting->filter, end, NULL);
  sqlite3_stmt *statement = deckle_sql_prepare (counting->db, sql, error);

  /* Where a query does not have a parameter, binding it does nothing. */
  if (statement != NULL)
    deckle_sql_bind (statement, "ll", counting->scope.deck, counting->scope.section);
  return statement;
}

static gboolean
list_counted_sections (Counting  *counting,
                       GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = prepare_count (counting, "SELECT id FROM section WHERE id IN ", "", error);
  if (statement == NULL)
    return FALSE;
  while (deckle_sql_step (statement, &local_error))
    add_section (counting, sqlite3_column_int64 (statement, 0));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
count_cards (Counting  *counting,
             int        today,
             GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = prepare_count (counting,
                             "SELECT section, count(*), sum(state = 0), sum(state = 2 AND known_until_day >= ?3), "
                             "sum(suspended) FROM card INDEXED BY card_count WHERE retired = 0 AND section IN ",
                             " GROUP BY section", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 3, today);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleCounts *counts = find_counts (counting, sqlite3_column_int64 (statement, 0));

      if (counts == NULL)
        continue;
      counts->total = (guint) sqlite3_column_int64 (statement, 1);
      counts->fresh = (guint) sqlite3_column_int64 (statement, 2);
      counts->known = (guint) sqlite3_column_int64 (statement, 3);
      counts->suspended = (guint) sqlite3_column_int64 (statement, 4);
      counts->learning = counts->total - counts->fresh - counts->known;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* One number a section, written to the field at @offset. */
static gboolean
count_due (Counting    *counting,
           const char  *sql,
           gint64       limit,
           int          today,
           gsize        offset,
           GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = prepare_count (counting, sql, " GROUP BY section", error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 3, limit);
  sqlite3_bind_int (statement, 4, today);
  while (deckle_sql_step (statement, &local_error))
    {
      DeckleCounts *counts = find_counts (counting, sqlite3_column_int64 (statement, 0));

      if (counts != NULL)
        G_STRUCT_MEMBER (guint, counts, offset) = (guint) sqlite3_column_int64 (statement, 1);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Counts without the day's limits. */
static gboolean
count_all (Counting            *counting,
           const DeckleLimits  *limits,
           GError             **error)
{
  return list_counted_sections (counting, error) &&
         count_cards (counting, limits->today, error) &&
         count_due (counting,
                    "SELECT section, count(*)" DECKLE_LEARNING_FROM "WHERE" DECKLE_LEARNING_WHERE
                    "AND due_ms < ?3 AND buried_until_day <= ?4 AND section IN ",
                    limits->day_end_ms, limits->today, G_STRUCT_OFFSET (DeckleCounts, due_learning), error) &&
         count_due (counting,
                    "SELECT section, count(*)" DECKLE_REVIEWS_FROM "WHERE" DECKLE_REVIEWS_WHERE
                    "AND due_day <= ?3 AND buried_until_day <= ?4 AND section IN ",
                    limits->today, limits->today, G_STRUCT_OFFSET (DeckleCounts, due_review), error) &&
         count_due (counting,
                    "SELECT section, count(*) FROM card INDEXED BY card_new_number WHERE" DECKLE_NEW_WHERE
                    "AND buried_until_day <= ?4 AND section IN ",
                    0, limits->today, G_STRUCT_OFFSET (DeckleCounts, due_new), error);
}

static void
limit_counts (DeckleCounts       *counts,
              const DeckleLimits *limits)
{
  counts->due_review = MIN (counts->due_review, limits->reviews_left);
  counts->due_new = MIN (counts->due_new, limits->new_left);
}

static void
add_counts (DeckleCounts       *sum,
            const DeckleCounts *counts)
{
  sum->due_learning += counts->due_learning;
  sum->due_review += counts->due_review;
  sum->due_new += counts->due_new;
  sum->known += counts->known;
  sum->learning += counts->learning;
  sum->fresh += counts->fresh;
  sum->suspended += counts->suspended;
  sum->total += counts->total;
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * deckle_library_count:
 * @self: a library
 * @scope: which cards
 * @counts: (out caller-allocates): the numbers
 * @error: return location for a [error@LibraryError]
 *
 * Counts the cards of a scope, today and within the day's limits, which hold for all decks together. Indexed reads.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_library_count (DeckleLibrary  *self,
                      DeckleScope     scope,
                      DeckleCounts   *counts,
                      GError        **error)
{
  g_autoptr (GHashTable) table = new_table ();
  Counting counting = { .scope = scope, .filter = DECKLE_SCOPE_SECTIONS, .table = table };
  GHashTableIter iter;
  gpointer value;
  DeckleLimits limits;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  *counts = (DeckleCounts){ 0 };
  counting.db = deckle_library_get_db (self, error);
  if (counting.db == NULL || !deckle_limits_read (self, counting.db, &limits, error) || !count_all (&counting, &limits, error))
    return FALSE;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    add_counts (counts, value);
  limit_counts (counts, &limits);
  return TRUE;
}

/**
 * deckle_library_count_sections:
 * @self: a library
 * @error: return location for a [error@LibraryError]
 *
 * Counts the cards of every section, those of decks that are switched off too. The day's limits hold for all decks together,
 * so the sum over sections can be more than the day allows.
 *
 * Returns: (transfer full) (nullable) (element-type gint64 DeckleCounts): counts by row id of the section
 */
GHashTable *
deckle_library_count_sections (DeckleLibrary  *self,
                               GError        **error)
{
  g_autoptr (GHashTable) table = new_table ();
  Counting counting = {
    .filter = "(SELECT s.id FROM section AS s JOIN deck AS d ON d.id = s.deck WHERE d.removed = 0)",
    .table = table,
  };
  GHashTableIter iter;
  gpointer value;
  DeckleLimits limits;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  counting.db = deckle_library_get_db (self, error);
  if (counting.db == NULL || !deckle_limits_read (self, counting.db, &limits, error) || !count_all (&counting, &limits, error))
    return NULL;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    limit_counts (value, &limits);
  return g_steal_pointer (&table);
}
