/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-private.h"

/*
 * What is due, and how much of what. Every query names the index that answers it: SQLite refuses a query whose index does not
 * fit, so a full scan cannot creep in.
 */

#define LEARNING_FROM " FROM card INDEXED BY card_learning "
#define LEARNING_WHERE " state IN (1, 3) AND retired = 0 AND suspended = 0 "
#define REVIEW_FROM " FROM card INDEXED BY card_review "
#define REVIEW_WHERE " state = 2 AND retired = 0 AND suspended = 0 "
#define NEW_WHERE " state = 0 AND retired = 0 AND suspended = 0 "
#define IN_SCOPE " section IN " DECKLE_SCOPE_SECTIONS " "

/* What the day allows. */
typedef struct
{
  int    today;
  gint64 day_end_ms;
  guint  new_left;
  guint  reviews_left;
} Limits;

static gboolean
read_limits (DeckleLibrary  *self,
             sqlite3        *db,
             Limits         *limits,
             GError        **error)
{
  DeckleScheduler scheduler;
  gint64 introduced, reviewed;

  deckle_library_get_scheduler (self, &scheduler);
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

/* Counting */

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
count_all (Counting      *counting,
           const Limits  *limits,
           GError       **error)
{
  return list_counted_sections (counting, error) &&
         count_cards (counting, limits->today, error) &&
         count_due (counting,
                    "SELECT section, count(*)" LEARNING_FROM "WHERE" LEARNING_WHERE
                    "AND due_ms < ?3 AND buried_until_day <= ?4 AND section IN ",
                    limits->day_end_ms, limits->today, G_STRUCT_OFFSET (DeckleCounts, due_learning), error) &&
         count_due (counting,
                    "SELECT section, count(*)" REVIEW_FROM "WHERE" REVIEW_WHERE
                    "AND due_day <= ?3 AND buried_until_day <= ?4 AND section IN ",
                    limits->today, limits->today, G_STRUCT_OFFSET (DeckleCounts, due_review), error) &&
         count_due (counting,
                    "SELECT section, count(*) FROM card INDEXED BY card_new_number WHERE" NEW_WHERE
                    "AND buried_until_day <= ?4 AND section IN ",
                    0, limits->today, G_STRUCT_OFFSET (DeckleCounts, due_new), error);
}

static void
limit_counts (DeckleCounts *counts,
              const Limits *limits)
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
  Limits limits;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  *counts = (DeckleCounts){ 0 };
  counting.db = deckle_library_get_db (self, error);
  if (counting.db == NULL || !read_limits (self, counting.db, &limits, error) || !count_all (&counting, &limits, error))
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
  Limits limits;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  counting.db = deckle_library_get_db (self, error);
  if (counting.db == NULL || !read_limits (self, counting.db, &limits, error) || !count_all (&counting, &limits, error))
    return NULL;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    limit_counts (value, &limits);
  return g_steal_pointer (&table);
}

/* The due list */

/**
 * deckle_due_list_free:
 * @list: (transfer full) (nullable): a list
 *
 * Frees a due list.
 */
void
deckle_due_list_free (DeckleDueList *list)
{
  if (list == NULL)
    return;
  g_array_unref (list->learning);
  g_array_unref (list->reviews);
  g_array_unref (list->fresh);
  g_free (list);
}

typedef struct
{
  DeckleLibrary *library;
  sqlite3       *db;
  DeckleScope    scope;
  Limits         limits;
  DecklePolicy   policy;
  DeckleDueList *list;
} Listing;

static gboolean
take_entries (sqlite3_stmt  *statement,
              GArray        *entries,
              guint          limit,
              GError       **error)
{
  GError *local_error = NULL;

  while (entries->len < limit && deckle_sql_step (statement, &local_error))
    {
      DeckleDueEntry entry = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };

      g_array_append_val (entries, entry);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
list_learning (Listing  *listing,
               GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = deckle_sql_prepare (listing->db,
                                  "SELECT id, due_ms" LEARNING_FROM "WHERE" LEARNING_WHERE
                                  "AND due_ms < ?3 AND buried_until_day <= ?4 AND" IN_SCOPE "ORDER BY due_ms", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "llli", listing->scope.deck, listing->scope.section, listing->limits.day_end_ms,
                   listing->limits.today);
  return take_entries (statement, listing->list->learning, G_MAXUINT, error);
}

/* An odd number that differs from day to day: multiplying seeds by it shuffles them. */
static gint64
shuffle_factor (int today)
{
  guint64 x = ((guint64) today + 1) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (gint64) ((x >> 33) | 1);
}

static gboolean
list_reviews (Listing   *listing,
              gboolean  *more,
              GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  guint limit = listing->limits.reviews_left;

  statement = deckle_sql_prepare (listing->db,
                                  "SELECT id, due_ms" REVIEW_FROM "WHERE" REVIEW_WHERE
                                  "AND due_day <= ?3 AND buried_until_day <= ?3 AND" IN_SCOPE
                                  "ORDER BY due_day, ((seed & 0x7fffffff) * ?4) & 0x7fffffff, id LIMIT ?5", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "llill", listing->scope.deck, listing->scope.section, listing->limits.today,
                   shuffle_factor (listing->limits.today), (gint64) limit + 1);
  if (!take_entries (statement, listing->list->reviews, G_MAXUINT, error))
    return FALSE;
  *more = listing->list->reviews->len > limit;
  if (*more)
    g_array_set_size (listing->list->reviews, limit);
  return TRUE;
}

/* Row ids (gint64) of the scope's sections, in the order of the sidebar. */
static GArray *
list_scope_sections (Listing  *listing,
                     GError  **error)
{
  g_autoptr (GArray) sections = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (listing->db,
                                  "SELECT section.id FROM section JOIN deck ON deck.id = section.deck "
                                  "WHERE section.id IN " DECKLE_SCOPE_SECTIONS
                                  " ORDER BY deck.kind, coalesce (deck.own_title, deck.title), deck.id, "
                                  "section.position, section.id", error);
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "ll", listing->scope.deck, listing->scope.section);
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 section = sqlite3_column_int64 (statement, 0);

      g_array_append_val (sections, section);
    }
  if (local_error == NULL)
    return g_steal_pointer (&sections);
  g_propagate_error (error, local_error);
  return NULL;
}

static gboolean
list_new_by_number (Listing  *listing,
                    guint     limit,
                    GError  **error)
{
  g_autoptr (GArray) sections = list_scope_sections (listing, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sections == NULL)
    return FALSE;
  statement = deckle_sql_prepare (listing->db,
                                  "SELECT id, 0 FROM card INDEXED BY card_new_number WHERE section = ? AND" NEW_WHERE
                                  "AND buried_until_day <= ? ORDER BY number", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len && listing->list->fresh->len < limit; i++)
    {
      deckle_sql_rebind (statement, "li", g_array_index (sections, gint64, i), listing->limits.today);
      if (!take_entries (statement, listing->list->fresh, limit, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
list_new_by_level (Listing  *listing,
                   guint     limit,
                   GError  **error)
{
  g_autoptr (GArray) sections = list_scope_sections (listing, error);
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sections == NULL)
    return FALSE;
  statement = deckle_sql_prepare (listing->db,
                                  "SELECT id, 0 FROM card INDEXED BY card_new_level WHERE level = ? AND section = ? AND"
                                  NEW_WHERE "AND buried_until_day <= ? ORDER BY number", error);
  if (statement == NULL)
    return FALSE;
  for (int level = DECKLE_LEVEL_BASIC; level <= DECKLE_LEVEL_ADVANCED; level++)
    for (guint i = 0; i < sections->len && listing->list->fresh->len < limit; i++)
      {
        deckle_sql_rebind (statement, "ili", level, g_array_index (sections, gint64, i), listing->limits.today);
        if (!take_entries (statement, listing->list->fresh, limit, error))
          return FALSE;
      }
  return TRUE;
}

/* Seeds are random, so their order is a shuffle; each day enters it at another place. */
static gboolean
list_new_shuffled (Listing  *listing,
                   guint     limit,
                   GError  **error)
{
  static const char * const parts[] = {
    "SELECT id, 0 FROM card INDEXED BY card_new_seed WHERE seed >= ?3 AND" NEW_WHERE
    "AND buried_until_day <= ?4 AND" IN_SCOPE "ORDER BY seed",
    "SELECT id, 0 FROM card INDEXED BY card_new_seed WHERE seed < ?3 AND" NEW_WHERE
    "AND buried_until_day <= ?4 AND" IN_SCOPE "ORDER BY seed",
  };
  gint64 start = (gint64) ((guint64) shuffle_factor (listing->limits.today) << 32);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (listing->db, parts[i], error);

      if (statement == NULL)
        return FALSE;
      deckle_sql_bind (statement, "llli", listing->scope.deck, listing->scope.section, start, listing->limits.today);
      if (!take_entries (statement, listing->list->fresh, limit, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
list_new (Listing  *listing,
          guint     limit,
          GError  **error)
{
  gint64 available;
  gboolean success;

  switch (listing->policy.new_order)
    {
    case DECKLE_NEW_ORDER_SHUFFLED:
      success = list_new_shuffled (listing, limit, error);
      break;
    case DECKLE_NEW_ORDER_BASIC_FIRST:
      success = list_new_by_level (listing, limit, error);
      break;
    case DECKLE_NEW_ORDER_NUMBER:
    default:
      success = list_new_by_number (listing, limit, error);
    }
  if (!success ||
      !deckle_sql_get_int64 (listing->db, &available, error,
                             "SELECT count(*) FROM card INDEXED BY card_new_number WHERE" NEW_WHERE
                             "AND buried_until_day <= ?3 AND" IN_SCOPE,
                             "lli", listing->scope.deck, listing->scope.section, listing->limits.today))
    return FALSE;
  listing->list->fresh_beyond = (guint) available - listing->list->fresh->len;
  return TRUE;
}

static void
take_earlier (gint64 *earliest,
              gint64  time_ms)
{
  if (*earliest == 0 || time_ms < *earliest)
    *earliest = time_ms;
}

static void
take_earlier_day (Listing *listing,
                  gint64   day)
{
  take_earlier (&listing->list->next_due_ms,
                deckle_clock_day_start_ms (deckle_library_get_clock (listing->library), (int) day,
                                           listing->policy.rollover_hour));
}

static gboolean
find_next_due (Listing   *listing,
               gboolean   more_reviews,
               GError   **error)
{
  const DeckleScope scope = listing->scope;
  const int today = listing->limits.today;
  gint64 learning_ms, review_day, buried_day;

  if (!deckle_sql_get_int64 (listing->db, &learning_ms, error,
                             "SELECT due_ms" LEARNING_FROM "WHERE" LEARNING_WHERE
                             "AND due_ms >= ?3 AND" IN_SCOPE "ORDER BY due_ms LIMIT 1",
                             "lll", scope.deck, scope.section, listing->limits.day_end_ms) ||
      !deckle_sql_get_int64 (listing->db, &review_day, error,
                             "SELECT due_day" REVIEW_FROM "WHERE" REVIEW_WHERE
                             "AND due_day > ?3 AND" IN_SCOPE "ORDER BY due_day LIMIT 1",
                             "lli", scope.deck, scope.section, today) ||
      !deckle_sql_get_int64 (listing->db, &buried_day, error,
                             "SELECT buried_until_day FROM card INDEXED BY card_buried "
                             "WHERE buried_until_day > max (0, ?3) AND buried_until_day > 0 AND retired = 0 "
                             "AND suspended = 0 AND" IN_SCOPE "ORDER BY buried_until_day LIMIT 1",
                             "lli", scope.deck, scope.section, today))
    return FALSE;

  if (learning_ms != 0)
    take_earlier (&listing->list->next_due_ms, learning_ms);
  if (review_day != 0)
    take_earlier_day (listing, review_day);
  if (buried_day != 0)
    take_earlier_day (listing, buried_day);
  /* The day's limits begin anew tomorrow. */
  if ((more_reviews && listing->policy.reviews_per_day > 0) ||
      (listing->list->fresh_beyond > 0 && listing->policy.new_per_day > 0))
    take_earlier_day (listing, today + 1);
  return TRUE;
}

/**
 * deckle_library_list_due:
 * @self: a library
 * @scope: which cards
 * @extra_new: so many new cards on top of what the day's limit still leaves
 * @error: return location for a [error@LibraryError]
 *
 * Lists what there is to study today: (re)learning cards that come back before the day ends, review cards within the day's
 * limit (oldest due day first, shuffled inside a day, the same all day) and new cards within the day's limit in the order
 * that the policy names. Suspended, buried and retired cards are left out. The limits hold for all decks together. Indexed
 * reads on the thread of the library.
 *
 * Returns: (transfer full) (nullable): the list
 */
DeckleDueList *
deckle_library_list_due (DeckleLibrary  *self,
                         DeckleScope     scope,
                         guint           extra_new,
                         GError        **error)
{
  g_autoptr (DeckleDueList) list = NULL;
  Listing listing = { .library = self, .scope = scope };
  DeckleScheduler scheduler;
  gboolean more_reviews = FALSE;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  deckle_library_get_scheduler (self, &scheduler);
  listing.policy = scheduler.policy;
  listing.db = deckle_library_get_db (self, error);
  if (listing.db == NULL || !read_limits (self, listing.db, &listing.limits, error))
    return NULL;

  list = g_new0 (DeckleDueList, 1);
  list->learning = g_array_new (FALSE, FALSE, sizeof (DeckleDueEntry));
  list->reviews = g_array_new (FALSE, FALSE, sizeof (DeckleDueEntry));
  list->fresh = g_array_new (FALSE, FALSE, sizeof (DeckleDueEntry));
  listing.list = list;

  if (!list_learning (&listing, error) ||
      !list_reviews (&listing, &more_reviews, error) ||
      !list_new (&listing, listing.limits.new_left + extra_new, error) ||
      !find_next_due (&listing, more_reviews, error))
    return NULL;
  return g_steal_pointer (&list);
}
