/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-due-private.h"

#include "library/deckle-library-plan.h"
#include "library/deckle-library-sections.h"
#include "library/deckle-tally.h"

/* Adds what a query counted by section to what their own limits have used up today. */
static gboolean
use_up (sqlite3       *db,
        DeckleLimits  *limits,
        const char    *sql,
        gsize          offset,
        GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, sql, error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "i", limits->today);
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 section = sqlite3_column_int64 (statement, 0);
      DeckleSectionLeft *left = g_hash_table_lookup (limits->sections, &section);
      int *number = left != NULL ? (int *) G_STRUCT_MEMBER_P (left, offset) : NULL;

      if (number != NULL && *number >= 0)
        *number = (int) MAX (0, *number - sqlite3_column_int64 (statement, 1));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* What sections with limits of their own still allow; costs one read of the settings when there are none. */
static gboolean
read_section_limits (sqlite3       *db,
                     DeckleLimits  *limits,
                     GHashTable    *policies,
                     GError       **error)
{
  GHashTableIter iter;
  gpointer section, value;

  limits->sections = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, policies);
  while (g_hash_table_iter_next (&iter, &section, &value))
    {
      const DeckleSectionPolicy *policy = value;
      const DeckleSectionLeft left = { policy->new_per_day, policy->reviews_per_day, policy->new_per_day,
                                       policy->reviews_per_day };

      if (left.new_cards >= 0 || left.reviews >= 0)
        g_hash_table_insert (limits->sections, g_memdup2 (section, sizeof (gint64)), g_memdup2 (&left, sizeof left));
    }
  if (g_hash_table_size (limits->sections) == 0)
    {
      g_clear_pointer (&limits->sections, g_hash_table_unref);
      return TRUE;
    }
  return use_up (db, limits,
                 "SELECT section, count(*) FROM card INDEXED BY card_first_day WHERE first_day = ? GROUP BY section",
                 G_STRUCT_OFFSET (DeckleSectionLeft, new_cards), error) &&
         use_up (db, limits,
                 "SELECT card.section, count(*) FROM review INDEXED BY review_day JOIN card ON card.id = review.card "
                 "WHERE review.local_day = ? AND review.undone = 0 AND review.kind = 1 GROUP BY card.section",
                 G_STRUCT_OFFSET (DeckleSectionLeft, reviews), error);
}

/* The sitting of one section follows the section's own limits. */
static void
limit_to_section (DeckleLimits *limits,
                  GHashTable   *policies,
                  gint64        section)
{
  const DeckleSectionPolicy *policy = g_hash_table_lookup (policies, &section);
  const DeckleSectionLeft *left = limits->sections != NULL ? g_hash_table_lookup (limits->sections, &section) : NULL;

  if (policy != NULL && left != NULL && left->new_cards >= 0)
    {
      limits->new_per_day = policy->new_per_day;
      limits->new_left = (guint) left->new_cards;
    }
  if (policy != NULL && left != NULL && left->reviews >= 0)
    {
      limits->reviews_per_day = policy->reviews_per_day;
      limits->reviews_left = (guint) left->reviews;
    }
  g_clear_pointer (&limits->sections, g_hash_table_unref);
}

/**
 * deckle_limits_read:
 * @self: a library
 * @db: its connection for reads
 * @scope: what they are for: the general limits hold for all sections together, a section's own ones for its own sitting
 * @limits: (out caller-allocates): what this day still allows; free with [func@limits_clear], also after a failure
 * @error: return location for a [error@LibraryError]
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_limits_read (DeckleLibrary  *self,
                    sqlite3        *db,
                    DeckleScope     scope,
                    DeckleLimits   *limits,
                    GError        **error)
{
  g_autoptr (GHashTable) policies = NULL;
  DeckleScheduler scheduler;
  gint64 introduced, reviewed;

  *limits = (DeckleLimits){ 0 };
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

  limits->new_per_day = scheduler.policy.new_per_day;
  limits->reviews_per_day = scheduler.policy.reviews_per_day;
  limits->new_left = (guint) MAX (0, limits->new_per_day - introduced);
  limits->reviews_left = (guint) MAX (0, limits->reviews_per_day - reviewed);

  policies = deckle_section_policies_read (db, error);
  if (policies == NULL || !read_section_limits (db, limits, policies, error))
    return FALSE;
  if (scope.section != 0)
    limit_to_section (limits, policies, scope.section);
  return TRUE;
}

/**
 * deckle_limits_clear:
 * @limits: what a day allows
 *
 * Frees what @limits holds.
 */
void
deckle_limits_clear (DeckleLimits *limits)
{
  g_clear_pointer (&limits->sections, g_hash_table_unref);
}

static const DeckleSectionLeft *
find_left (const DeckleLimits *limits,
           gint64              section)
{
  return limits->sections != NULL ? g_hash_table_lookup (limits->sections, &section) : NULL;
}

/**
 * deckle_limits_cap_new:
 * @limits: what a day allows
 * @section: row id of a section
 * @n: new cards that it has
 *
 * Returns: as many of them as its own limit allows
 */
guint
deckle_limits_cap_new (const DeckleLimits *limits,
                       gint64              section,
                       guint               n)
{
  const DeckleSectionLeft *left = find_left (limits, section);

  return left != NULL && left->new_cards >= 0 ? MIN (n, (guint) left->new_cards) : n;
}

/**
 * deckle_limits_cap_reviews:
 * @limits: what a day allows
 * @section: row id of a section
 * @n: review cards that are due in it
 *
 * Returns: as many of them as its own limit allows
 */
guint
deckle_limits_cap_reviews (const DeckleLimits *limits,
                           gint64              section,
                           guint               n)
{
  const DeckleSectionLeft *left = find_left (limits, section);

  return left != NULL && left->reviews >= 0 ? MIN (n, (guint) left->reviews) : n;
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

/* One number a section, added to (or, times -1, taken from) the field at @offset. */
static gboolean
count_field (Counting    *counting,
             const char  *sql,
             gint64       limit,
             int          today,
             gsize        offset,
             int          sign,
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
        G_STRUCT_MEMBER (guint, counts, offset) += (guint) (sign * sqlite3_column_int64 (statement, 1));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* From what the triggers keep; ?3 is the kind. */
static gboolean
count_kept (Counting         *counting,
            DeckleTallyKind   kind,
            const char       *days,
            int               today,
            gsize             offset,
            int               sign,
            GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT section, sum(n) FROM card_tally WHERE kind = ?3 AND %s AND section IN ", days);

  return count_field (counting, sql, (gint64) kind, today, offset, sign, error);
}

/* Cards that would be due today, but rest until a later day. */
static gboolean
take_buried (Counting    *counting,
             const char  *which,
             int          today,
             gsize        offset,
             GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT section, count(*) FROM card INDEXED BY card_buried "
                                          "WHERE buried_until_day > max (0, ?4) AND buried_until_day > 0 AND %s AND section IN ",
                                          which);

  return count_field (counting, sql, 0, today, offset, -1, error);
}

static gboolean
count_cards (Counting  *counting,
             int        today,
             GError   **error)
{
  GHashTableIter iter;
  gpointer value;

  /* Known are those in review state but for those whose last day as such has gone by. */
  if (!count_kept (counting, DECKLE_TALLY_TOTAL, "day = 0", today, G_STRUCT_OFFSET (DeckleCounts, total), 1, error) ||
      !count_kept (counting, DECKLE_TALLY_FRESH, "day = 0", today, G_STRUCT_OFFSET (DeckleCounts, fresh), 1, error) ||
      !count_kept (counting, DECKLE_TALLY_SUSPENDED, "day = 0", today, G_STRUCT_OFFSET (DeckleCounts, suspended), 1, error) ||
      !count_kept (counting, DECKLE_TALLY_REVIEW, "day = 0", today, G_STRUCT_OFFSET (DeckleCounts, known), 1, error) ||
      !count_kept (counting, DECKLE_TALLY_KNOWN_UNTIL, "day < ?4", today, G_STRUCT_OFFSET (DeckleCounts, known), -1, error))
    return FALSE;

  g_hash_table_iter_init (&iter, counting->table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DeckleCounts *counts = value;

      counts->learning = counts->total - counts->fresh - counts->known;
    }
  return TRUE;
}

static gboolean
count_due (Counting            *counting,
           const DeckleLimits  *limits,
           GError             **error)
{
  const gsize reviews = G_STRUCT_OFFSET (DeckleCounts, due_review), fresh = G_STRUCT_OFFSET (DeckleCounts, due_new);

  return count_field (counting,
                      "SELECT section, count(*)" DECKLE_LEARNING_FROM "WHERE" DECKLE_LEARNING_WHERE
                      "AND due_ms < ?3 AND buried_until_day <= ?4 AND section IN ",
                      limits->day_end_ms, limits->today, G_STRUCT_OFFSET (DeckleCounts, due_learning), 1, error) &&
         count_kept (counting, DECKLE_TALLY_DUE, "day <= ?4", limits->today, reviews, 1, error) &&
         take_buried (counting, "due_day <= ?4 AND" DECKLE_REVIEWS_WHERE, limits->today, reviews, error) &&
         count_kept (counting, DECKLE_TALLY_NEW, "day = 0", limits->today, fresh, 1, error) &&
         take_buried (counting, DECKLE_NEW_WHERE, limits->today, fresh, error);
}

/* Counts without the day's limits. */
static gboolean
count_all (Counting            *counting,
           const DeckleLimits  *limits,
           GError             **error)
{
  return list_counted_sections (counting, error) &&
         count_cards (counting, limits->today, error) &&
         count_due (counting, limits, error);
}

/* A section's own limits first. */
static void
cap_counts (DeckleCounts       *counts,
            gint64              section,
            const DeckleLimits *limits)
{
  counts->due_review = deckle_limits_cap_reviews (limits, section, counts->due_review);
  counts->due_new = deckle_limits_cap_new (limits, section, counts->due_new);
}

static void
limit_counts (DeckleCounts       *counts,
              const DeckleLimits *limits)
{
  counts->due_review = MIN (counts->due_review, limits->reviews_left);
  counts->due_new = MIN (counts->due_new, limits->new_left);
}

/* As its own sitting does: its own limits, where it has any, in place of the general ones. */
static void
limit_section (DeckleCounts       *counts,
               gint64              section,
               const DeckleLimits *limits)
{
  const DeckleSectionLeft *left = find_left (limits, section);
  DeckleLimits own = *limits;

  if (left != NULL && left->new_cards >= 0)
    own.new_left = (guint) left->new_cards;
  if (left != NULL && left->reviews >= 0)
    own.reviews_left = (guint) left->reviews;
  limit_counts (counts, &own);
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
 * Counts the cards of a scope, today and within the day's limits, which hold for all decks together; a section's own limits hold
 * for its part besides, or instead when the scope is the section. Reads what is kept by
 * section and day, so that the time does not grow with the library.
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
  g_auto (DeckleLimits) limits = { 0 };
  GHashTableIter iter;
  gpointer section, value;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  *counts = (DeckleCounts){ 0 };
  counting.db = deckle_library_get_db (self, error);
  if (counting.db == NULL || !deckle_limits_read (self, counting.db, scope, &limits, error) ||
      !count_all (&counting, &limits, error))
    return FALSE;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &section, &value))
    {
      cap_counts (value, *(const gint64 *) section, &limits);
      add_counts (counts, value);
    }
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
  g_auto (DeckleLimits) limits = { 0 };
  GHashTableIter iter;
  gpointer section, value;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  counting.db = deckle_library_get_db (self, error);
  if (counting.db == NULL || !deckle_limits_read (self, counting.db, DECKLE_SCOPE_ALL, &limits, error) ||
      !count_all (&counting, &limits, error))
    return NULL;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &section, &value))
    limit_section (value, *(const gint64 *) section, &limits);
  return g_steal_pointer (&table);
}
