/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-due-private.h"
#include "library/deckle-library-plan.h"
#include "library/deckle-tally.h"

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
  DeckleLimits   limits;
  DecklePolicy   policy;
  DeckleDueList *list;
  gboolean       more_reviews;     /* cards that only a limit keeps away, so that a new day brings them */
  gboolean       more_new;
} Listing;

/* Whether the own limit of a section, if it has one, has room for one more card, which is taken. */
static gboolean
take_room (Listing  *listing,
           gint64    section,
           gboolean  fresh)
{
  DeckleSectionLeft *left = listing->limits.sections != NULL ? g_hash_table_lookup (listing->limits.sections, &section) : NULL;
  int *room = left == NULL ? NULL : fresh ? &left->new_cards : &left->reviews;

  if (room == NULL || *room < 0)
    return TRUE;
  if (*room == 0)
    return FALSE;
  (*room)--;
  return TRUE;
}

/* Rows whose third column is the section, each within the section's own limit. */
static gboolean
take_within (Listing       *listing,
             sqlite3_stmt  *statement,
             gboolean       fresh,
             guint          limit,
             GError       **error)
{
  GArray *entries = fresh ? listing->list->fresh : listing->list->reviews;
  GError *local_error = NULL;

  while (entries->len < limit && deckle_sql_step (statement, &local_error))
    {
      DeckleDueEntry entry = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };

      if (take_room (listing, sqlite3_column_int64 (statement, 2), fresh))
        g_array_append_val (entries, entry);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

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
                                  "SELECT id, due_ms" DECKLE_LEARNING_FROM "WHERE" DECKLE_LEARNING_WHERE
                                  "AND due_ms < ?3 AND buried_until_day <= ?4 AND" DECKLE_IN_SCOPE "ORDER BY due_ms", error);
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

/* What there is of a kind, by section: within the sections' own limits, beyond them, and whether a new day brings more. */
typedef struct
{
  guint within;
  guint beyond;
  guint renewed; /* of sections whose limit begins anew with the day */
} Available;

static gboolean
count_available (Listing     *listing,
                 const char  *sql,
                 gboolean     fresh,
                 Available   *available,
                 GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (listing->db, sql, error);
  const DeckleLimits *limits = &listing->limits;
  GError *local_error = NULL;

  *available = (Available){ 0 };
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "lli", listing->scope.deck, listing->scope.section, limits->today);
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 section = sqlite3_column_int64 (statement, 0);
      guint n = (guint) sqlite3_column_int64 (statement, 1);
      guint within = fresh ? deckle_limits_cap_new (limits, section, n) : deckle_limits_cap_reviews (limits, section, n);
      const DeckleSectionLeft *left = limits->sections != NULL ? g_hash_table_lookup (limits->sections, &section) : NULL;

      available->within += within;
      available->beyond += n - within;
      if (left == NULL || (fresh ? left->new_per_day : left->reviews_per_day) != 0)
        available->renewed += n;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
list_reviews (Listing   *listing,
              GError   **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  Available available;
  guint limit = listing->limits.reviews_left;

  if (!count_available (listing, DECKLE_TALLY_DUE_SQL, FALSE, &available, error))
    return FALSE;

  statement = deckle_sql_prepare (listing->db,
                                  "SELECT id, due_ms, section" DECKLE_REVIEWS_FROM "WHERE" DECKLE_REVIEWS_WHERE
                                  "AND due_day <= ?3 AND buried_until_day <= ?3 AND" DECKLE_IN_SCOPE
                                  "ORDER BY due_day, ((seed & 0x7fffffff) * ?4) & 0x7fffffff, id LIMIT ?5", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "llill", listing->scope.deck, listing->scope.section, listing->limits.today,
                   shuffle_factor (listing->limits.today), (gint64) limit + available.beyond);
  if (!take_within (listing, statement, FALSE, limit, error))
    return FALSE;
  listing->more_reviews = available.renewed > listing->list->reviews->len;
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

/* How long the list of new cards may get with those of a section. */
static guint
find_end (Listing *listing,
          gint64   section,
          guint    limit)
{
  guint len = listing->list->fresh->len;

  return len + deckle_limits_cap_new (&listing->limits, section, limit - len);
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
                                  "SELECT id, 0, section FROM card INDEXED BY card_new_number WHERE section = ? AND" DECKLE_NEW_WHERE
                                  "AND buried_until_day <= ? ORDER BY number", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len && listing->list->fresh->len < limit; i++)
    {
      gint64 section = g_array_index (sections, gint64, i);

      deckle_sql_rebind (statement, "li", section, listing->limits.today);
      if (!take_within (listing, statement, TRUE, find_end (listing, section, limit), error))
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
                                  "SELECT id, 0, section FROM card INDEXED BY card_new_level WHERE level = ? AND section = ? AND"
                                  DECKLE_NEW_WHERE "AND buried_until_day <= ? ORDER BY number", error);
  if (statement == NULL)
    return FALSE;
  for (int level = DECKLE_LEVEL_BASIC; level <= DECKLE_LEVEL_ADVANCED; level++)
    for (guint i = 0; i < sections->len && listing->list->fresh->len < limit; i++)
      {
        gint64 section = g_array_index (sections, gint64, i);

        deckle_sql_rebind (statement, "ili", level, section, listing->limits.today);
        if (!take_within (listing, statement, TRUE, find_end (listing, section, limit), error))
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
    "SELECT id, 0, section FROM card INDEXED BY card_new_seed WHERE seed >= ?3 AND" DECKLE_NEW_WHERE
    "AND buried_until_day <= ?4 AND" DECKLE_IN_SCOPE "ORDER BY seed",
    "SELECT id, 0, section FROM card INDEXED BY card_new_seed WHERE seed < ?3 AND" DECKLE_NEW_WHERE
    "AND buried_until_day <= ?4 AND" DECKLE_IN_SCOPE "ORDER BY seed",
  };
  gint64 start = (gint64) ((guint64) shuffle_factor (listing->limits.today) << 32);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (listing->db, parts[i], error);

      if (statement == NULL)
        return FALSE;
      deckle_sql_bind (statement, "llli", listing->scope.deck, listing->scope.section, start, listing->limits.today);
      if (!take_within (listing, statement, TRUE, limit, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
list_new_in_order (Listing  *listing,
                   guint     limit,
                   GError  **error)
{
  switch (listing->policy.new_order)
    {
    case DECKLE_NEW_ORDER_SHUFFLED:
      return list_new_shuffled (listing, limit, error);
    case DECKLE_NEW_ORDER_BASIC_FIRST:
      return list_new_by_level (listing, limit, error);
    case DECKLE_NEW_ORDER_NUMBER:
    default:
      return list_new_by_number (listing, limit, error);
    }
}

static gboolean
list_new (Listing  *listing,
          guint     limit,
          GError  **error)
{
  Available available;

  if (!count_available (listing, DECKLE_TALLY_NEW_SQL, TRUE, &available, error))
    return FALSE;
  /* Nothing is looked for that is not there: that would read the index to its end. */
  limit = MIN (limit, available.within);
  if (limit > 0 && !list_new_in_order (listing, limit, error))
    return FALSE;
  listing->list->fresh_beyond = available.within - listing->list->fresh->len;
  listing->more_new = available.renewed > listing->list->fresh->len;
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
find_next_due (Listing  *listing,
               GError  **error)
{
  const DeckleScope scope = listing->scope;
  const int today = listing->limits.today;
  gint64 learning_ms, review_day, buried_day;

  if (!deckle_sql_get_int64 (listing->db, &learning_ms, error,
                             "SELECT due_ms" DECKLE_LEARNING_FROM "WHERE" DECKLE_LEARNING_WHERE
                             "AND due_ms >= ?3 AND" DECKLE_IN_SCOPE "ORDER BY due_ms LIMIT 1",
                             "lll", scope.deck, scope.section, listing->limits.day_end_ms) ||
      !deckle_sql_get_int64 (listing->db, &review_day, error,
                             "SELECT due_day" DECKLE_REVIEWS_FROM "WHERE" DECKLE_REVIEWS_WHERE
                             "AND due_day > ?3 AND" DECKLE_IN_SCOPE "ORDER BY due_day LIMIT 1",
                             "lli", scope.deck, scope.section, today) ||
      !deckle_sql_get_int64 (listing->db, &buried_day, error,
                             "SELECT buried_until_day FROM card INDEXED BY card_buried "
                             "WHERE buried_until_day > max (0, ?3) AND buried_until_day > 0 AND retired = 0 "
                             "AND suspended = 0 AND" DECKLE_IN_SCOPE "ORDER BY buried_until_day LIMIT 1",
                             "lli", scope.deck, scope.section, today))
    return FALSE;

  if (learning_ms != 0)
    take_earlier (&listing->list->next_due_ms, learning_ms);
  if (review_day != 0)
    take_earlier_day (listing, review_day);
  if (buried_day != 0)
    take_earlier_day (listing, buried_day);
  /* The day's limits begin anew tomorrow. */
  if ((listing->more_reviews && listing->limits.reviews_per_day > 0) ||
      (listing->more_new && listing->limits.new_per_day > 0))
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
 * that the policy names. Suspended, buried and retired cards are left out. The limits hold for all decks together; a section's own
 * limits hold for its part besides, or instead when the scope is the section. Indexed reads on the thread of the library.
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
  gboolean success;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  deckle_library_get_study_scheduler (self, &scheduler);
  listing.policy = scheduler.policy;
  listing.db = deckle_library_get_db (self, error);
  if (listing.db == NULL || !deckle_limits_read (self, listing.db, scope, &listing.limits, error))
    {
      deckle_limits_clear (&listing.limits);
      return NULL;
    }

  list = g_new0 (DeckleDueList, 1);
  list->learning = g_array_new (FALSE, FALSE, sizeof (DeckleDueEntry));
  list->reviews = g_array_new (FALSE, FALSE, sizeof (DeckleDueEntry));
  list->fresh = g_array_new (FALSE, FALSE, sizeof (DeckleDueEntry));
  listing.list = list;

  success = list_learning (&listing, error) && list_reviews (&listing, error) &&
            list_new (&listing, listing.limits.new_left + extra_new, error) && find_next_due (&listing, error);
  deckle_limits_clear (&listing.limits);
  return success ? g_steal_pointer (&list) : NULL;
}
