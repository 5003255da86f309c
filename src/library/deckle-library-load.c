/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-due-private.h"
#include "library/deckle-load-private.h"
#include "library/deckle-tally.h"

#define CARD_MS 10000    /* what a card takes of a learner without answers */
#define N_ANSWERS 2000   /* the newest that are looked at */
#define PRIOR_ANSWERS 20 /* how many answers the wider figure is worth against a narrower one */
#define NOWHERE (-1)     /* not due on any day: new, in steps, suspended, retired, or in a deck that is switched off */

/*
 * Times are whole milliseconds, so that taking back what was added gives the same sums: previews after an undo must equal those
 * before the answer.
 */
struct _DeckleLoadCache
{
  gboolean    is_valid;
  int         today;
  gint64      card_ms;                   /* an average card */
  gint64      due_ms[DECKLE_LOAD_DAYS];  /* by day from today; today itself is left out */
  GHashTable *section_ms;                /* (element-type gint64 gint64): a card of each section that is studied */
  GHashTable *pending;                   /* (element-type gint64 Pending): cards whose answers are being written */
};

/* Where answers that are on their way to the disk put a card. */
typedef struct
{
  int   day; /* or NOWHERE */
  guint n_answers;
} Pending;

/* The day on which a card is due, and what it takes then. */
typedef struct
{
  int    day; /* or NOWHERE */
  gint64 ms;
} Place;

DeckleLoadCache *
deckle_load_cache_new (void)
{
  DeckleLoadCache *cache = g_new0 (DeckleLoadCache, 1);

  cache->section_ms = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  cache->pending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return cache;
}

void
deckle_load_cache_free (DeckleLoadCache *cache)
{
  g_hash_table_unref (cache->section_ms);
  g_hash_table_unref (cache->pending);
  g_free (cache);
}

void
deckle_load_cache_forget (DeckleLoadCache *cache)
{
  cache->is_valid = FALSE;
}

static void
add_time (DeckleLoadCache *cache,
          int              day,
          gint64           ms)
{
  gint64 offset = (gint64) day - cache->today;

  if (day != NOWHERE && offset > 0 && offset < DECKLE_LOAD_DAYS)
    cache->due_ms[offset] += ms;
}

static gint64
get_section_ms (DeckleLoadCache *cache,
                gint64           section)
{
  const gint64 *ms = g_hash_table_lookup (cache->section_ms, &section);

  return ms != NULL ? *ms : 0;
}

/* What the answers say, leaning on @prior_ms while they are few. */
static gint64
average_ms (gint64 sum_ms,
            gint64 n_answers,
            gint64 prior_ms)
{
  return MAX ((sum_ms + prior_ms * PRIOR_ANSWERS) / (n_answers + PRIOR_ANSWERS), 1);
}

static gboolean
list_sections (DeckleLoadCache  *cache,
               sqlite3          *db,
               GError          **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, "SELECT id FROM section WHERE id IN " DECKLE_SCOPE_SECTIONS,
                                                           error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  g_hash_table_remove_all (cache->section_ms);
  deckle_sql_bind (statement, "ll", (gint64) 0, (gint64) 0);
  while (deckle_sql_step (statement, &local_error))
    {
      gint64 section = sqlite3_column_int64 (statement, 0);

      g_hash_table_insert (cache->section_ms, g_memdup2 (&section, sizeof section), g_new0 (gint64, 1));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* The times of today's answers do not count yet: all day long a card takes the same, whatever is answered or taken back. */
static const char times_sql[] =
  "SELECT card.section, sum (r.answer_ms), sum (r.kind <> ?2) FROM "
  "(SELECT card, answer_ms, kind FROM review INDEXED BY review_day "
  "WHERE local_day < ?1 AND undone = 0 AND kind IN (?2, ?3, ?4) ORDER BY local_day DESC LIMIT ?5) AS r "
  "JOIN card ON card.id = r.card GROUP BY card.section ORDER BY card.section";

/* A sum of times and of the reviews behind it for each section. Time spent on relearning belongs to the review that failed. */
static gboolean
sum_times (DeckleLoadCache  *cache,
           sqlite3          *db,
           GArray           *sums,
           GError          **error)
{
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, times_sql, error);
  GError *local_error = NULL;

  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "iiiii", cache->today, DECKLE_REVIEW_RELEARN, DECKLE_REVIEW_REVIEW, DECKLE_REVIEW_AHEAD,
                   N_ANSWERS);
  while (deckle_sql_step (statement, &local_error))
    for (int i = 0; i < 3; i++)
      {
        gint64 value = sqlite3_column_int64 (statement, i);

        g_array_append_val (sums, value);
      }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
read_times (DeckleLoadCache  *cache,
            sqlite3          *db,
            GError          **error)
{
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;
  gint64 sum_ms = 0, n_reviews = 0;

  if (!list_sections (cache, db, error) || !sum_times (cache, db, sums, error))
    return FALSE;

  for (guint i = 0; i < sums->len; i += 3)
    {
      sum_ms += g_array_index (sums, gint64, i + 1);
      n_reviews += g_array_index (sums, gint64, i + 2);
    }
  cache->card_ms = average_ms (sum_ms, n_reviews, CARD_MS);

  g_hash_table_iter_init (&iter, cache->section_ms);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    *(gint64 *) value = cache->card_ms;
  for (guint i = 0; i < sums->len; i += 3)
    {
      gint64 *ms = g_hash_table_lookup (cache->section_ms, &g_array_index (sums, gint64, i));

      if (ms != NULL)
        *ms = average_ms (g_array_index (sums, gint64, i + 1), g_array_index (sums, gint64, i + 2), cache->card_ms);
    }
  return TRUE;
}

static gboolean
read_days (DeckleLoadCache  *cache,
           sqlite3          *db,
           GError          **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  statement = deckle_sql_prepare (db,
                                  "SELECT day, section, n FROM card_tally WHERE kind = ?3 AND "
                                  "section IN (SELECT id FROM section) AND day > ?1 AND day < ?2", error);
  if (statement == NULL)
    return FALSE;
  memset (cache->due_ms, 0, sizeof cache->due_ms);
  deckle_sql_bind (statement, "iii", cache->today, cache->today + DECKLE_LOAD_DAYS, (int) DECKLE_TALLY_DUE);
  while (deckle_sql_step (statement, &local_error))
    add_time (cache, sqlite3_column_int (statement, 0),
              get_section_ms (cache, sqlite3_column_int64 (statement, 1)) * sqlite3_column_int64 (statement, 2));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Where the file says that a card is due. */
static gboolean
read_place (DeckleLoadCache  *cache,
            sqlite3          *db,
            gint64            card,
            Place            *place,
            GError          **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;

  *place = (Place){ NOWHERE, 0 };
  statement = deckle_sql_prepare (db,
                                  "SELECT section, iif (state = 2, due_day, ?2) FROM card "
                                  "WHERE id = ?1 AND retired = 0 AND suspended = 0", error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "li", card, NOWHERE);
  if (deckle_sql_step (statement, &local_error))
    *place = (Place){ sqlite3_column_int (statement, 1), get_section_ms (cache, sqlite3_column_int64 (statement, 0)) };
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* The same with the answers that are on their way to the file. */
static gboolean
get_place (DeckleLoadCache  *cache,
           sqlite3          *db,
           gint64            card,
           Place            *place,
           GError          **error)
{
  const Pending *pending = g_hash_table_lookup (cache->pending, &card);

  if (!read_place (cache, db, card, place, error))
    return FALSE;
  if (pending != NULL)
    place->day = pending->day;
  return TRUE;
}

/* The writer may commit an answer between two reads, so all of them look at one state of the file. */
static gboolean
read_in_transaction (DeckleLoadCache  *cache,
                     sqlite3          *db,
                     GError          **error)
{
  GHashTableIter iter;
  gpointer key, value;

  if (!read_times (cache, db, error) || !read_days (cache, db, error))
    return FALSE;

  g_hash_table_iter_init (&iter, cache->pending);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Place place;

      if (!read_place (cache, db, *(gint64 *) key, &place, error))
        return FALSE;
      add_time (cache, place.day, -place.ms);
      add_time (cache, ((Pending *) value)->day, place.ms);
    }
  return TRUE;
}

static gboolean
refresh (DeckleLibrary    *self,
         DeckleLoadCache  *cache,
         sqlite3          *db,
         GError          **error)
{
  int today = deckle_library_get_today (self);

  if (cache->is_valid && cache->today == today)
    return TRUE;
  cache->today = today;
  if (!deckle_sql_exec (db, "BEGIN", error))
    return FALSE;
  cache->is_valid = read_in_transaction (cache, db, error);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  return cache->is_valid;
}

/*
 * deckle_load_cache_begin_grade:
 * @library: a library
 * @grade: an answer that is handed to the writer
 *
 * Moves the card to the day that the answer gives it at once, so that the next preview does not hang on when the commit returns.
 */
void
deckle_load_cache_begin_grade (DeckleLibrary     *library,
                               const DeckleGrade *grade)
{
  DeckleLoadCache *cache = deckle_library_get_load_cache (library);
  const DeckleSchedule *after = &grade->outcome.after;
  sqlite3 *db = deckle_library_get_db (library, NULL);
  Pending *pending;
  Place place;

  if (db == NULL || !get_place (cache, db, grade->card, &place, NULL))
    {
      cache->is_valid = FALSE;
      place = (Place){ NOWHERE, 0 };
    }
  pending = g_hash_table_lookup (cache->pending, &grade->card);
  if (pending == NULL)
    {
      pending = g_new0 (Pending, 1);
      g_hash_table_insert (cache->pending, g_memdup2 (&grade->card, sizeof grade->card), pending);
    }
  pending->n_answers++;
  pending->day = after->state == DECKLE_STATE_REVIEW ? after->due_day : NOWHERE;

  if (!cache->is_valid)
    return;
  add_time (cache, place.day, -place.ms);
  add_time (cache, pending->day, place.ms);
}

/*
 * deckle_load_cache_end_grade:
 * @library: a library
 * @grade: an answer that came back from the writer
 *
 * From now on the file speaks for the card; where it says something else, because the commit failed, all is read again.
 */
void
deckle_load_cache_end_grade (DeckleLibrary     *library,
                             const DeckleGrade *grade)
{
  DeckleLoadCache *cache = deckle_library_get_load_cache (library);
  Pending *pending = g_hash_table_lookup (cache->pending, &grade->card);
  sqlite3 *db = deckle_library_get_db (library, NULL);
  Place place;
  int day;

  if (pending == NULL || --pending->n_answers > 0)
    return;
  day = pending->day;
  g_hash_table_remove (cache->pending, &grade->card);
  if (db == NULL || !read_place (cache, db, grade->card, &place, NULL) || place.day != day)
    cache->is_valid = FALSE;
}

/**
 * deckle_library_get_load:
 * @self: a library
 * @card: row id of a card that does not count, or 0
 * @load: (out caller-allocates): the load of the coming days
 * @error: return location for a [error@LibraryError]
 *
 * Computes how many minutes of reviews are due on each of the next days in the decks that are switched on: the review
 * cards of the day, each worth what the learner’s answers of former days took on average, by section, relearning included (10
 * seconds while there are none). Today’s own entry stays 0, since no interval ends today; (re)learning cards do not count.
 *
 * Kept between calls, and moved along with each answer as soon as it is given; after any other change it is read anew from
 * indexes. On the thread of the library.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_library_get_load (DeckleLibrary  *self,
                         gint64          card,
                         DeckleLoad     *load,
                         GError        **error)
{
  DeckleLoadCache *cache;
  sqlite3 *db;
  Place place;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (load != NULL, FALSE);

  cache = deckle_library_get_load_cache (self);
  db = deckle_library_get_db (self, error);
  if (db == NULL || !refresh (self, cache, db, error) || !get_place (cache, db, card, &place, error))
    return FALSE;

  load->today = cache->today;
  load->minutes_per_card = (double) cache->card_ms / 60000.0;
  for (int i = 0; i < DECKLE_LOAD_DAYS; i++)
    {
      gint64 ms = cache->due_ms[i];

      if (place.day != NOWHERE && i > 0 && (gint64) place.day - cache->today == i)
        ms -= place.ms;
      load->minutes[i] = (double) ms / 60000.0;
    }
  return TRUE;
}
