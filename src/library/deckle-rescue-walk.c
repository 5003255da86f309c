/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-rescue"
#include "deckle-config.h"
#include "library/deckle-rescue-private.h"

#include "library/deckle-sql.h"

/*
 * A table is read upwards and downwards until a page cannot be read. Between the two ends lies a gap. A probe reads from a key
 * inside it in both directions, which leaves two smaller gaps: first at the keys that are known from elsewhere, then, widest
 * gap first, at the middle. The number of probes is bounded, so that no damage makes a rescue long.
 */
#define MAX_KNOWN_PROBES 100000
#define MAX_BLIND_PROBES 8000

/* Both ends have been read or could not be read. */
typedef struct
{
  gint64 lower;
  gint64 upper;
} Gap;

typedef struct
{
  const DeckleRescueWalk *walk;
  sqlite3_stmt           *up;
  sqlite3_stmt           *down;
  sqlite3_stmt           *insert;
  GQueue                  gaps;     /* with known keys inside */
  GSequence              *blind;    /* without, widest first */
} Reader;

typedef enum
{
  COPY_DONE,     /* all rows of the range are over */
  COPY_DAMAGE,   /* a page could not be read */
  COPY_FAILED,   /* the new library could not be written */
} CopyResult;

/* A row that breaks the rules of our schema is part of the damage; anything else is our own failure. */
static gboolean
insert_row (Reader        *reader,
            sqlite3_stmt  *row,
            GError       **error)
{
  int rc;

  for (int i = 0; i < reader->walk->n_columns; i++)
    sqlite3_bind_value (reader->insert, i + 1, sqlite3_column_value (row, i));
  rc = sqlite3_step (reader->insert);
  sqlite3_reset (reader->insert);
  sqlite3_clear_bindings (reader->insert);
  if (rc == SQLITE_DONE || (rc & 0xff) == SQLITE_CONSTRAINT || (rc & 0xff) == SQLITE_MISMATCH)
    return TRUE;
  return deckle_sql_fail (reader->walk->to, rc, error);
}

/* Copies in one direction; @last is the key of the last row that could be read, untouched when there was none. */
static CopyResult
copy_rows (Reader        *reader,
           sqlite3_stmt  *select,
           gint64         low,
           gint64         high,
           gint64        *last,
           GError       **error)
{
  CopyResult result;
  int rc;

  deckle_sql_rebind (select, "ll", low, high);
  while ((rc = sqlite3_step (select)) == SQLITE_ROW)
    {
      *last = CLAMP (sqlite3_column_int64 (select, 0), low, high);
      if (!insert_row (reader, select, error))
        {
          sqlite3_reset (select);
          return COPY_FAILED;
        }
    }
  result = rc == SQLITE_DONE ? COPY_DONE : COPY_DAMAGE;
  sqlite3_reset (select);
  return result;
}

/* Copies from @low upwards. Of the rows of the last key, some may lie behind the damage. */
static CopyResult
copy_up (Reader   *reader,
         gint64    low,
         gint64    high,
         gint64   *last,
         GError  **error)
{
  CopyResult result;
  gint64 same;

  *last = low;
  result = copy_rows (reader, reader->up, low, high, last, error);
  if (result == COPY_DAMAGE && *last != low && copy_rows (reader, reader->down, *last, *last, &same, error) == COPY_FAILED)
    return COPY_FAILED;
  return result;
}

/* Copies from @high downwards. */
static CopyResult
copy_down (Reader   *reader,
           gint64    low,
           gint64    high,
           gint64   *last,
           GError  **error)
{
  CopyResult result;
  gint64 same;

  *last = high;
  result = copy_rows (reader, reader->down, low, high, last, error);
  if (result == COPY_DAMAGE && *last != high && copy_rows (reader, reader->up, *last, *last, &same, error) == COPY_FAILED)
    return COPY_FAILED;
  return result;
}

/* The known keys strictly inside a gap are those from *@first on. */
static guint
count_known (const GArray *known,
             const Gap    *gap,
             guint        *first)
{
  guint ends[2];
  gint64 keys[2] = { gap->lower, gap->upper - 1 };

  if (known == NULL)
    return 0;
  for (int i = 0; i < 2; i++)
    {
      guint low = 0, high = known->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (known, gint64, middle) > keys[i])
            high = middle;
          else
            low = middle + 1;
        }
      ends[i] = low;
    }
  *first = ends[0];
  return ends[1] - ends[0];
}

static int
compare_width (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const Gap *first = a, *second = b;
  guint64 width = (guint64) first->upper - (guint64) first->lower;
  guint64 other = (guint64) second->upper - (guint64) second->lower;

  return width < other ? 1 : width > other ? -1 : 0;
}

static void
add_gap (Reader *reader,
         gint64  lower,
         gint64  upper)
{
  Gap gap = { lower, upper };
  guint first;

  if (upper <= lower || (guint64) upper - (guint64) lower < 2)
    return;
  if (count_known (reader->walk->known, &gap, &first) > 0)
    g_queue_push_tail (&reader->gaps, g_memdup2 (&gap, sizeof gap));
  else
    g_sequence_insert_sorted (reader->blind, g_memdup2 (&gap, sizeof gap), compare_width, NULL);
}

/* Reads both ways from a key inside a gap. */
static gboolean
probe (Reader     *reader,
       const Gap  *gap,
       gint64      key,
       GError    **error)
{
  gint64 last;
  CopyResult result = copy_down (reader, gap->lower, key, &last, error);

  if (result == COPY_DAMAGE)
    add_gap (reader, gap->lower, last);
  if (result != COPY_FAILED)
    result = copy_up (reader, key, gap->upper, &last, error);
  if (result == COPY_DAMAGE)
    add_gap (reader, last, gap->upper);
  return result != COPY_FAILED;
}

static gboolean
probe_known (Reader  *reader,
             GError **error)
{
  const GArray *known = reader->walk->known;
  gboolean success = TRUE;

  for (guint n = 0; success && n < MAX_KNOWN_PROBES && !g_queue_is_empty (&reader->gaps); n++)
    {
      g_autofree Gap *gap = g_queue_pop_head (&reader->gaps);
      guint first, n_inside = count_known (known, gap, &first);

      success = probe (reader, gap, g_array_index (known, gint64, first + n_inside / 2), error);
    }
  return success;
}

static gboolean
probe_blindly (Reader  *reader,
               GError **error)
{
  gboolean success = TRUE;

  for (guint n = 0; success && n < MAX_BLIND_PROBES && !g_sequence_is_empty (reader->blind); n++)
    {
      GSequenceIter *widest = g_sequence_get_begin_iter (reader->blind);
      Gap gap = *(Gap *) g_sequence_get (widest);

      g_sequence_remove (widest);
      success = probe (reader, &gap, (gint64) ((guint64) gap.lower + ((guint64) gap.upper - (guint64) gap.lower) / 2), error);
    }
  return success;
}

static gboolean
walk_all (Reader  *reader,
          GError **error)
{
  const DeckleRescueWalk *walk = reader->walk;
  gint64 lower, upper;
  CopyResult result = copy_up (reader, walk->low, walk->high, &lower, error);

  if (result == COPY_DAMAGE)
    result = copy_down (reader, walk->low, walk->high, &upper, error);
  if (result != COPY_DAMAGE || walk->key == NULL)
    return result != COPY_FAILED;

  add_gap (reader, lower, upper);
  return probe_known (reader, error) && probe_blindly (reader, error);
}

static sqlite3_stmt *
prepare_select (const DeckleRescueWalk *walk,
                const char             *order)
{
  g_autofree char *sql = NULL;

  if (walk->key != NULL)
    sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s BETWEEN ? AND ? ORDER BY %s %s",
                           walk->columns, walk->source, walk->key, walk->key, order);
  else
    sql = g_strdup_printf ("SELECT %s FROM %s WHERE ?1 <= ?2 ORDER BY 1 %s", walk->columns, walk->source, order);
  return deckle_sql_prepare (walk->from, sql, NULL);
}

/**
 * deckle_rescue_walk:
 * @walk: what to read, and where to
 * @error: return location for a [error@LibraryError]
 *
 * Copies every row that can be found; those that the target has already stay as they are. Takes a bounded number of steps
 * beyond the reading itself. Blocking.
 *
 * Returns: whether the new library could be written; that nothing could be read is no error
 */
gboolean
deckle_rescue_walk (const DeckleRescueWalk *walk,
                    GError                **error)
{
  g_autoptr (sqlite3_stmt) up = prepare_select (walk, "ASC"), down = prepare_select (walk, "DESC"), insert = NULL;
  g_autofree char *places = g_strnfill ((gsize) walk->n_columns * 2 - 1, ',');
  g_autofree char *sql = NULL;
  Reader reader = { .walk = walk, .up = up, .down = down, .gaps = G_QUEUE_INIT };
  gboolean success;

  if (up == NULL || down == NULL)
    return TRUE;
  for (int i = 0; i < walk->n_columns; i++)
    places[i * 2] = '?';
  sql = g_strdup_printf ("INSERT OR IGNORE INTO %s VALUES (%s)", walk->target, places);
  reader.insert = insert = deckle_sql_prepare (walk->to, sql, error);
  if (insert == NULL)
    return FALSE;

  reader.blind = g_sequence_new (g_free);
  success = walk_all (&reader, error);
  g_queue_clear_full (&reader.gaps, g_free);
  g_sequence_free (reader.blind);
  return success;
}
