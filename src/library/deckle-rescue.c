/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-rescue"
#include "deckle-config.h"
#include "library/deckle-backup.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "library/deckle-backup-private.h"
#include "library/deckle-doctor-private.h"
#include "library/deckle-schema.h"
#include "library/deckle-sql.h"

/*
 * The damaged file is read through a copy, so that not even a recovery of its log changes it. Each table is walked along its
 * key, upwards and downwards, until a page cannot be read; what lies between is halved until the damaged spots are small.
 * The undo stack is not recovered: its steps would go back to rows that may be lost.
 */

/**
 * RescueTable:
 * @name: the table
 * @key: (nullable): the integer column that its rows are sorted by; %NULL reads it from both ends only
 * @sparse: whether keys are random 64-bit numbers; otherwise they are small
 */
typedef struct
{
  const char *name;
  const char *key;
  gboolean    sparse;
} RescueTable;

/* In an order in which what is referred to comes first. */
static const RescueTable tables[] = {
  { "meta", NULL, FALSE },
  { "setting", NULL, FALSE },
  { "parameter_set", "id", FALSE },
  { "parameter_value", "parameter_set", FALSE },
  { "deck", "id", FALSE },
  { "section", "id", FALSE },
  { "card", "id", FALSE },
  { "review", "id", TRUE },
  { "card_point", "card", FALSE },
  { "card_tag", "card", FALSE },
  { "card_reference", "card", FALSE },
  { "card_see_also", "card", FALSE },
  { "card_import", "card", FALSE },
};

/* The state of copying one table. */
typedef struct
{
  sqlite3      *from;
  sqlite3      *to;
  sqlite3_stmt *up;
  sqlite3_stmt *down;
  sqlite3_stmt *insert;
  int           n_columns;
  guint64       grain;   /* spots narrower than this are given up */
} Walk;

/**
 * deckle_rescue_clear:
 * @rescue: a report
 *
 * Frees what the report holds.
 */
void
deckle_rescue_clear (DeckleRescue *rescue)
{
  g_clear_pointer (&rescue->aside, g_free);
  g_clear_pointer (&rescue->newest_backup, deckle_backup_free);
}

/* Reading */

/* A connection that reads as much as it can, also of a file that is shorter than its header says. */
static sqlite3 *
open_damaged (const char *path)
{
  g_autoptr (sqlite3) db = deckle_sql_open (path, NULL, DECKLE_SQL_READ, NULL);
  gint64 n;

  if (db == NULL)
    return NULL;
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
  if (!deckle_sql_get_int64 (db, &n, NULL, "SELECT count(*) FROM sqlite_schema", "") || n == 0)
    return NULL;
  return g_steal_pointer (&db);
}

/* The columns that both files have, from the key on; %NULL when the damaged file lacks the table. */
static char *
list_columns (sqlite3           *from,
              sqlite3           *to,
              const RescueTable *table,
              int               *n_columns)
{
  g_autoptr (sqlite3_stmt) theirs = deckle_sql_prepare (from, "SELECT 1 FROM pragma_table_info (?) WHERE name = ?", NULL);
  g_autoptr (sqlite3_stmt) ours = deckle_sql_prepare (to, "SELECT name FROM pragma_table_info (?) ORDER BY name IS NOT ?", NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  *n_columns = 0;
  if (theirs == NULL || ours == NULL)
    return NULL;
  deckle_sql_bind (ours, "tt", table->name, table->key);
  while (deckle_sql_step (ours, NULL))
    {
      const char *name = (const char *) sqlite3_column_text (ours, 0);

      deckle_sql_rebind (theirs, "tt", table->name, name);
      if (deckle_sql_step (theirs, NULL))
        {
          g_string_append_printf (list, "%s%s", *n_columns > 0 ? ", " : "", name);
          (*n_columns)++;
        }
    }
  return *n_columns > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

/* A row that breaks the rules of our schema is part of the damage; anything else is our own failure. */
static gboolean
insert_row (Walk          *walk,
            sqlite3_stmt  *row,
            GError       **error)
{
  int rc;

  for (int i = 0; i < walk->n_columns; i++)
    sqlite3_bind_value (walk->insert, i + 1, sqlite3_column_value (row, i));
  rc = sqlite3_step (walk->insert);
  sqlite3_reset (walk->insert);
  sqlite3_clear_bindings (walk->insert);
  if (rc == SQLITE_DONE || (rc & 0xff) == SQLITE_CONSTRAINT || (rc & 0xff) == SQLITE_MISMATCH)
    return TRUE;
  return deckle_sql_fail (walk->to, rc, error);
}

typedef enum
{
  COPY_DONE,     /* all rows of the range are over */
  COPY_DAMAGE,   /* a page could not be read */
  COPY_FAILED,   /* the new library could not be written */
} CopyResult;

/* Copies in one direction; @last is the key of the last row that could be read, untouched when there was none. */
static CopyResult
copy_rows (Walk          *walk,
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
      *last = sqlite3_column_int64 (select, 0);
      if (!insert_row (walk, select, error))
        {
          sqlite3_reset (select);
          return COPY_FAILED;
        }
    }
  result = rc == SQLITE_DONE ? COPY_DONE : COPY_DAMAGE;
  sqlite3_reset (select);
  return result;
}

static gboolean
copy_range (Walk    *walk,
            gint64   low,
            gint64   high,
            GError **error)
{
  gint64 lower = low, upper = high, middle;
  guint64 width;
  CopyResult result = copy_rows (walk, walk->up, low, high, &lower, error);

  if (result == COPY_DAMAGE)
    result = copy_rows (walk, walk->down, low, high, &upper, error);
  if (result != COPY_DAMAGE)
    return result == COPY_DONE;

  width = (guint64) upper - (guint64) lower;
  if (upper <= lower || width <= walk->grain)
    return TRUE;
  middle = (gint64) ((guint64) lower + width / 2);
  return copy_range (walk, lower, middle, error) && copy_range (walk, middle + 1, upper, error);
}

static sqlite3_stmt *
prepare_select (sqlite3           *db,
                const RescueTable *table,
                const char        *columns,
                const char        *order)
{
  g_autofree char *sql = NULL;

  if (table->key != NULL)
    sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s BETWEEN ? AND ? ORDER BY %s %s",
                           columns, table->name, table->key, table->key, order);
  else
    sql = g_strdup_printf ("SELECT %s FROM %s WHERE ?1 <= ?2 ORDER BY 1 %s", columns, table->name, order);
  return deckle_sql_prepare (db, sql, NULL);
}

static gboolean
copy_table (sqlite3            *from,
            sqlite3            *to,
            const RescueTable  *table,
            gint64              n_bytes,
            GError            **error)
{
  g_autoptr (sqlite3_stmt) up = NULL, down = NULL, insert = NULL;
  g_autofree char *columns = NULL, *places = NULL, *sql = NULL;
  Walk walk = { .from = from, .to = to };
  gint64 low = G_MININT64, high = G_MAXINT64;

  columns = list_columns (from, to, table, &walk.n_columns);
  if (columns == NULL)
    return TRUE;
  places = g_strnfill ((gsize) walk.n_columns * 2 - 1, ',');
  for (int i = 0; i < walk.n_columns; i++)
    places[i * 2] = '?';
  sql = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", table->name, columns, places);

  walk.up = up = prepare_select (from, table, columns, "ASC");
  walk.down = down = prepare_select (from, table, columns, "DESC");
  if (up == NULL || down == NULL)
    return TRUE;
  walk.insert = insert = deckle_sql_prepare (to, sql, error);
  if (insert == NULL)
    return FALSE;

  /* A row takes more than 16 bytes, so small keys end somewhere; random ones lie evenly over the pages. */
  if (table->key == NULL)
    walk.grain = G_MAXUINT64;
  else if (table->sparse)
    walk.grain = G_MAXUINT64 / (guint64) (n_bytes / 512 + 1) / 16;
  else
    {
      low = 0;
      high = n_bytes / 16 + 1;
    }
  return copy_range (&walk, low, high, error);
}

/*
 * Answers whose page is lost often still stand in the indexes, but for when the card comes back. Those become due at the time
 * of the answer: the card is asked again rather than lost.
 */
static gboolean
copy_log_from_indexes (sqlite3  *from,
                       sqlite3  *to,
                       GError  **error)
{
  g_autoptr (sqlite3_stmt) select = NULL, insert = NULL, ordinal = NULL;
  int rc;

  select = deckle_sql_prepare (from, "SELECT id, card, time_ms, rating, kind, answer_ms, local_day, undone "
                                     "FROM review INDEXED BY review_day", NULL);
  ordinal = deckle_sql_prepare (from, "SELECT id, card, ordinal FROM review INDEXED BY sqlite_autoindex_review_1", NULL);
  if (select == NULL || ordinal == NULL)
    return TRUE;
  if (!deckle_sql_exec (to, "CREATE TEMP TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, card INTEGER, ordinal INTEGER)", error))
    return FALSE;
  insert = deckle_sql_prepare (to, "INSERT OR IGNORE INTO temp.place VALUES (?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;
  while ((rc = sqlite3_step (ordinal)) == SQLITE_ROW)
    {
      deckle_sql_rebind (insert, "lll", sqlite3_column_int64 (ordinal, 0), sqlite3_column_int64 (ordinal, 1),
                         sqlite3_column_int64 (ordinal, 2));
      if (!deckle_sql_finish (insert, error))
        return FALSE;
    }
  g_clear_pointer (&insert, sqlite3_finalize);

  insert = deckle_sql_prepare (to,
    "INSERT OR IGNORE INTO review (id, card, time_ms, rating, kind, answer_ms, local_day, undone, utc_offset_min, "
    "  step_left, due_ms, interval_days, parameters, ordinal) "
    "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, ?3, 0, (SELECT max(id) FROM parameter_set), p.ordinal "
    "FROM temp.place p WHERE p.id = ?1 AND p.card = ?2", error);
  if (insert == NULL)
    return FALSE;
  while ((rc = sqlite3_step (select)) == SQLITE_ROW)
    {
      for (int i = 0; i < 8; i++)
        sqlite3_bind_value (insert, i + 1, sqlite3_column_value (select, i));
      rc = sqlite3_step (insert);
      sqlite3_reset (insert);
      if (rc != SQLITE_DONE && (rc & 0xff) != SQLITE_CONSTRAINT)
        return deckle_sql_fail (to, rc, error);
    }
  return TRUE;
}

/* Copies all that one reading of the damaged file gives. */
static gboolean
copy_all (const char  *scratch,
          sqlite3     *to,
          GError     **error)
{
  g_autoptr (sqlite3) from = open_damaged (scratch);
  GStatBuf info;

  if (from == NULL || g_stat (scratch, &info) != 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!copy_table (from, to, &tables[i], info.st_size, error))
      return FALSE;
  return copy_log_from_indexes (from, to, error);
}

/* Making it whole */

/* Whether the attached backup is of the same library: row ids mean the same cards. */
static gboolean
is_backup_of_this (sqlite3 *db)
{
  gint64 version, n_other;

  return deckle_sql_get_int64 (db, &version, NULL, "PRAGMA old.user_version", "") && version == DECKLE_SCHEMA_VERSION &&
         deckle_sql_get_int64 (db, &n_other, NULL,
                               "SELECT count(*) FROM main.card c JOIN old.card o ON o.id = c.id "
                               "WHERE o.card_id <> c.card_id OR o.deck <> c.deck", "") && n_other == 0;
}

/* Rows that the damaged file has lost come from the newest backup; what could be read is never replaced. */
static gboolean
fill_from_backup (sqlite3             *db,
                  const DeckleBackup  *backup,
                  GError             **error)
{
  gboolean success = TRUE;

  if (!deckle_sql_run (db, NULL, "ATTACH ? AS old", "t", backup->path))
    return TRUE;
  if (is_backup_of_this (db))
    {
      success = deckle_sql_exec (db, "BEGIN", error);
      for (gsize i = 0; success && i < G_N_ELEMENTS (tables); i++)
        {
          g_autofree char *sql = g_strdup_printf ("INSERT OR IGNORE INTO main.%s SELECT * FROM old.%s",
                                                  tables[i].name, tables[i].name);

          success = deckle_sql_exec (db, sql, error);
        }
      success = success && deckle_sql_exec (db, "COMMIT", error);
    }
  return success && deckle_sql_exec (db, "DETACH old", error);
}

/* The set in force must be whole. */
static gboolean
ensure_parameters (sqlite3      *db,
                   DeckleClock  *clock,
                   GError      **error)
{
  DeckleFsrs model;
  gint64 n_values, set;

  deckle_fsrs_init_default (&model);
  if (!deckle_sql_get_int64 (db, &n_values, error, "SELECT count(*) FROM parameter_value "
                             "WHERE parameter_set = (SELECT max(id) FROM parameter_set)", ""))
    return FALSE;
  if (n_values == (gint64) model.n)
    return TRUE;

  if (!deckle_sql_run (db, error, "INSERT INTO parameter_set (version, time_ms) VALUES (?, ?)", "il",
                       model.version, deckle_clock_now_ms (clock)))
    return FALSE;
  set = sqlite3_last_insert_rowid (db);
  for (gsize i = 0; i < model.n; i++)
    if (!deckle_sql_run (db, error, "INSERT INTO parameter_value (parameter_set, position, value) VALUES (?, ?, ?)", "lid",
                         set, (int) i, model.w[i]))
      return FALSE;
  return TRUE;
}

/* Decks, sections and cards that something refers to and that are lost. A card without its text is retired: it keeps its
 * answers and is never asked. */
static gboolean
make_lost_rows (sqlite3  *db,
                GError  **error)
{
  const char *name = _("Recovered");
  const char *question = _("The text of this card was lost");

  return
    deckle_sql_run (db, error,
      "INSERT INTO deck (id, deck_id, title, language, version, kind) "
      "SELECT deck, 'recovered-' || deck, ?, 'en', '0.0.0', 2 FROM (SELECT deck FROM section UNION SELECT deck FROM card) "
      "WHERE deck NOT IN (SELECT id FROM deck)", "t", name) &&
    deckle_sql_run (db, error,
      "INSERT INTO section (id, deck, section_id, title, short_title, position) "
      "SELECT section, min (deck), 'recovered-' || section, ?1, ?1, 0 FROM card "
      "WHERE section NOT IN (SELECT id FROM section) GROUP BY section", "t", name) &&
    deckle_sql_run (db, error,
      "INSERT INTO deck (deck_id, title, language, version, kind) SELECT 'recovered', ?, 'en', '0.0.0', 2 "
      "WHERE EXISTS (SELECT 1 FROM review WHERE card NOT IN (SELECT id FROM card))", "t", name) &&
    deckle_sql_run (db, error,
      "INSERT INTO section (deck, section_id, title, short_title, position) "
      "SELECT id, 'recovered', ?1, ?1, 0 FROM deck WHERE deck_id = 'recovered'", "t", name) &&
    deckle_sql_run (db, error,
      "INSERT INTO card (id, deck, section, card_id, number, level, question, answer, retired, seed) "
      "SELECT DISTINCT r.card, s.deck, s.id, 'recovered-' || r.card, r.card, 0, ?1, ?1, 1, r.card FROM review r "
      "JOIN section s ON s.section_id = 'recovered' WHERE r.card NOT IN (SELECT id FROM card)", "t", question);
}

/* Afterwards every reference leads somewhere. */
static gboolean
close_gaps (sqlite3      *db,
            DeckleClock  *clock,
            GError      **error)
{
  return
    deckle_sql_exec (db,
      "INSERT OR IGNORE INTO parameter_set (id, version, time_ms) SELECT DISTINCT parameters, 6, 0 FROM review "
      "WHERE parameters NOT IN (SELECT id FROM parameter_set);"
      "DELETE FROM parameter_value WHERE parameter_set NOT IN (SELECT id FROM parameter_set)", error) &&
    ensure_parameters (db, clock, error) &&
    make_lost_rows (db, error) &&
    deckle_sql_exec (db,
      "DELETE FROM card_point WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_tag WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_reference WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_see_also WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_import WHERE card NOT IN (SELECT id FROM card)", error);
}

static gboolean
count_rows (sqlite3       *db,
            DeckleRescue  *rescue,
            GError       **error)
{
  gint64 cards, reviews;

  if (!deckle_sql_get_int64 (db, &cards, error, "SELECT count(*) FROM card WHERE card_id NOT LIKE 'recovered-%'", "") ||
      !deckle_sql_get_int64 (db, &reviews, error, "SELECT count(*) FROM review", ""))
    return FALSE;
  rescue->cards = (guint) cards;
  rescue->reviews = (guint) reviews;
  return TRUE;
}

/* The newest backup that is sound. */
static DeckleBackup *
find_backup (const char *library_path)
{
  g_autoptr (GPtrArray) list = deckle_backup_list (library_path);

  for (guint i = 0; i < list->len; i++)
    {
      const DeckleBackup *backup = list->pdata[i];
      g_autoptr (sqlite3) db = deckle_sql_open (backup->path, NULL, DECKLE_SQL_READ, NULL);

      if (db != NULL && deckle_schema_get_version (db, NULL) > 0 && deckle_backup_is_sound (db, NULL))
        return g_ptr_array_steal_index (list, i);
    }
  return NULL;
}

/* With the log first, then what the file alone says: a log can be damaged, too. */
static gboolean
copy_damaged (const char  *library_path,
              const char  *scratch,
              sqlite3     *to,
              GError     **error)
{
  g_autofree char *log = g_strconcat (library_path, "-wal", NULL);
  g_autofree char *log_copy = g_strconcat (scratch, "-wal", NULL);
  gboolean has_log = g_file_test (log, G_FILE_TEST_IS_REGULAR);

  for (int with_log = has_log ? 1 : 0; with_log >= 0; with_log--)
    {
      deckle_backup_remove_temp (scratch);
      if (!deckle_backup_copy_file (library_path, scratch, error) ||
          (with_log && !deckle_backup_copy_file (log, log_copy, error)) ||
          !deckle_sql_exec (to, "BEGIN", error) || !copy_all (scratch, to, error) || !deckle_sql_exec (to, "COMMIT", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
build (const char    *library_path,
       const char    *scratch,
       const char    *fresh,
       DeckleClock   *clock,
       DeckleRescue  *rescue,
       GError       **error)
{
  g_autoptr (sqlite3) db = deckle_sql_open (fresh, NULL, DECKLE_SQL_WRITE | DECKLE_SQL_CREATE, error);

  /* The whole file is synced before it takes its name. */
  if (db == NULL || !deckle_schema_migrate (db, error) ||
      !deckle_sql_exec (db, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF", error) ||
      !copy_damaged (library_path, scratch, db, error) || !count_rows (db, rescue, error))
    return FALSE;
  /* When nothing could be read the user decides whether to go back to the backup. */
  if (rescue->newest_backup != NULL && rescue->cards + rescue->reviews > 0 &&
      !fill_from_backup (db, rescue->newest_backup, error))
    return FALSE;

  return deckle_sql_exec (db, "BEGIN", error) && close_gaps (db, clock, error) && deckle_doctor_rebuild (db, error) &&
         deckle_sql_exec (db, "COMMIT", error) && count_rows (db, rescue, error) && deckle_backup_is_sound (db, error) &&
         deckle_sql_exec (db, "PRAGMA journal_mode = DELETE", error);
}

/**
 * deckle_library_rescue:
 * @library_path: a library that cannot be opened (%DECKLE_LIBRARY_ERROR_CORRUPT); must not be open in any process
 * @clock: names the file that is moved aside
 * @rescue: (out caller-allocates): what was done; free with [func@rescue_clear]
 * @error: return location for a [error@LibraryError]
 *
 * Makes a new library of every row that can still be read, completes it from the newest backup if that is of the same library,
 * rebuilds memory and search index, and moves the damaged file (with "-wal" and "-shm") aside, unchanged. When not a single
 * row can be read the new library is empty and @rescue names the backup to offer. On failure everything is where it was.
 * Blocking.
 *
 * Returns: whether there is a sound library at @library_path now
 */
gboolean
deckle_library_rescue (const char    *library_path,
                       DeckleClock   *clock,
                       DeckleRescue  *rescue,
                       GError       **error)
{
  g_autofree char *scratch = NULL, *fresh = NULL;
  gboolean success = FALSE;

  *rescue = (DeckleRescue){ 0 };
  if (deckle_backup_is_open_elsewhere (library_path))
    {
      g_set_error_literal (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_LOCKED,
                           _("Another Deckle has the library open. Close it and try again."));
      return FALSE;
    }

  rescue->newest_backup = find_backup (library_path);
  scratch = deckle_backup_make_temp (library_path, error);
  fresh = scratch != NULL ? deckle_backup_make_temp (library_path, error) : NULL;
  if (fresh != NULL)
    success = build (library_path, scratch, fresh, clock, rescue, error) &&
              deckle_backup_move_aside (library_path, fresh, clock, &rescue->aside, error);

  if (scratch != NULL)
    deckle_backup_remove_temp (scratch);
  if (fresh != NULL)
    deckle_backup_remove_temp (fresh);
  if (!success)
    deckle_rescue_clear (rescue);
  return success;
}
