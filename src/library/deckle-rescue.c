/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-rescue"
#include "deckle-config.h"
#include "library/deckle-backup.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "library/deckle-backup-private.h"
#include "library/deckle-doctor-private.h"
#include "library/deckle-library-private.h"
#include "library/deckle-rescue-private.h"
#include "library/deckle-schema.h"
#include "library/deckle-sql.h"

/*
 * The damaged file is read through a copy, so that not even a recovery of its log changes it. What the indexes say comes
 * first: it tells which rows to look for. The undo stack is not recovered: its steps would go back to rows that may be lost.
 */

/**
 * RescueTable:
 * @name: the table
 * @key: (nullable): the integer column that its rows are sorted by; %NULL reads it from both ends only
 * @sparse: whether keys are random 64-bit numbers; otherwise they are small
 * @known: (nullable): selects its keys as far as they are known when its turn comes, ascending
 */
typedef struct
{
  const char *name;
  const char *key;
  gboolean    sparse;
  const char *known;
} RescueTable;

#define KNOWN_REVIEWS "SELECT id FROM temp.place UNION SELECT id FROM temp.day UNION SELECT id FROM temp.moment ORDER BY id"
#define KNOWN_CARDS \
  "SELECT id FROM card UNION SELECT id FROM temp.card_key UNION SELECT card FROM temp.place UNION SELECT card FROM temp.day " \
  "ORDER BY 1"

#define KNOWN_IMAGES "SELECT id FROM text_image ORDER BY id"

/* In an order in which what is referred to comes first. */
static const RescueTable tables[] = {
  { "meta", NULL, FALSE, NULL },
  { "setting", NULL, FALSE, NULL },
  { "parameter_set", "id", FALSE, NULL },
  { "parameter_value", "parameter_set", FALSE, NULL },
  { "deck", "id", FALSE, NULL },
  { "section", "id", FALSE, NULL },
  { "card", "id", FALSE, KNOWN_CARDS },
  { "review", "id", TRUE, KNOWN_REVIEWS },
  { "card_point", "card", FALSE, KNOWN_CARDS },
  { "card_tag", "card", FALSE, KNOWN_CARDS },
  { "card_reference", "card", FALSE, KNOWN_CARDS },
  { "card_see_also", "card", FALSE, KNOWN_CARDS },
  { "card_import", "card", FALSE, KNOWN_CARDS },
  { "card_note", "card", FALSE, KNOWN_CARDS },
  { "text_image", "id", FALSE, NULL },
  { "text_image_list", "image", FALSE, KNOWN_IMAGES },
  { "card_edit", "card", FALSE, KNOWN_CARDS },
  { "card_origin", "deck", FALSE, NULL },
  { "card_draft", "card", FALSE, NULL },
};

/**
 * RescueIndex:
 * @source: the index, by the table it belongs to
 * @key: the first column of the index, an integer
 * @columns: what it holds that is wanted, @key first
 * @n_columns: how many these are
 * @target: the table for that
 *
 * An index has every row of its table, on pages of its own.
 */
typedef struct
{
  const char *source;
  const char *key;
  const char *columns;
  int         n_columns;
  const char *target;
} RescueIndex;

static const RescueIndex indexes[] = {
  { "card INDEXED BY sqlite_autoindex_card_1", "deck", "deck, id", 2, "temp.card_key (deck, id)" },
  { "review INDEXED BY sqlite_autoindex_review_1", "card", "card, id, ordinal", 3, "temp.place (card, id, ordinal)" },
  { "review INDEXED BY review_day", "local_day", "local_day, id, card, time_ms, rating, kind, answer_ms, undone", 8,
    "temp.day (local_day, id, card, time_ms, rating, kind, answer_ms, undone)" },
  { "review INDEXED BY review_time", "time_ms", "time_ms, id", 2, "temp.moment (time_ms, id)" },
};

static const char index_tables_sql[] =
  "CREATE TEMP TABLE IF NOT EXISTS card_key (id INTEGER PRIMARY KEY, deck INTEGER) STRICT;"
  "CREATE TEMP TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, card INTEGER NOT NULL, ordinal INTEGER NOT NULL) STRICT;"
  "CREATE TEMP TABLE IF NOT EXISTS day (id INTEGER PRIMARY KEY, local_day INTEGER NOT NULL, card INTEGER NOT NULL,"
  "  time_ms INTEGER NOT NULL, rating INTEGER NOT NULL, kind INTEGER NOT NULL, answer_ms INTEGER NOT NULL,"
  "  undone INTEGER NOT NULL) STRICT;"
  "CREATE TEMP TABLE IF NOT EXISTS moment (id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL) STRICT;";

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

/* The keys to look for. Small ones go on without gaps, so that all of them are. */
static GArray *
list_known (sqlite3           *to,
            const RescueTable *table,
            gint64             highest)
{
  GArray *known = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) select = table->known != NULL ? deckle_sql_prepare (to, table->known, NULL) : NULL;
  gint64 next = 1;

  while (select != NULL && deckle_sql_step (select, NULL))
    {
      gint64 key = sqlite3_column_int64 (select, 0);

      if (table->sparse)
        g_array_append_val (known, key);
      for (; !table->sparse && key <= highest && next <= key; next++)
        g_array_append_val (known, next);
    }
  return known;
}

static gboolean
copy_table (sqlite3            *from,
            sqlite3            *to,
            const RescueTable  *table,
            gint64              n_bytes,
            GError            **error)
{
  DeckleRescueWalk walk = { .from = from, .to = to, .source = table->name, .key = table->key };
  g_autofree char *columns = list_columns (from, to, table, &walk.n_columns);
  g_autofree char *target = NULL;
  g_autoptr (GArray) known = NULL;

  if (columns == NULL)
    return TRUE;
  target = g_strdup_printf ("%s (%s)", table->name, columns);
  walk.columns = columns;
  walk.target = target;
  /* A row takes more than 16 bytes, so small keys end somewhere. */
  walk.low = table->sparse ? G_MININT64 : 0;
  walk.high = table->sparse ? G_MAXINT64 : n_bytes / 16 + 1;
  walk.known = known = list_known (to, table, walk.high);
  return deckle_rescue_walk (&walk, error);
}

/* Reads what the indexes have into temporary tables. */
static gboolean
copy_indexes (sqlite3  *from,
              sqlite3  *to,
              GError  **error)
{
  gboolean success = deckle_sql_exec (to, index_tables_sql, error);

  for (gsize i = 0; success && i < G_N_ELEMENTS (indexes); i++)
    {
      DeckleRescueWalk walk = { .from = from, .to = to, .source = indexes[i].source, .key = indexes[i].key, .low = 0,
                                .high = G_MAXINT64, .columns = indexes[i].columns, .n_columns = indexes[i].n_columns,
                                .target = indexes[i].target };

      success = deckle_rescue_walk (&walk, error);
    }
  return success;
}

/*
 * Answers whose page is lost often still stand in the indexes, but for when the card comes back. Those become due at the time
 * of the answer: the card is asked again rather than lost.
 */
static gboolean
copy_log_from_indexes (sqlite3  *to,
                       GError  **error)
{
  return deckle_sql_exec (to,
    "INSERT OR IGNORE INTO review (id, card, time_ms, rating, kind, answer_ms, local_day, undone, utc_offset_min, "
    "  step_left, due_ms, interval_days, parameters, ordinal) "
    "SELECT d.id, d.card, d.time_ms, d.rating, d.kind, d.answer_ms, d.local_day, d.undone, 0, 0, d.time_ms, 0, "
    "  (SELECT coalesce (max (id), 1) FROM parameter_set), p.ordinal "
    "FROM temp.day d JOIN temp.place p ON p.id = d.id AND p.card = d.card", error);
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
  /* Nobody else has the copy, and in one transaction a look at it costs no locking. */
  if (!deckle_sql_exec (from, "BEGIN", NULL))
    return TRUE;
  if (!copy_indexes (from, to, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!copy_table (from, to, &tables[i], info.st_size, error))
      return FALSE;
  return copy_log_from_indexes (to, error);
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
      "INSERT OR IGNORE INTO parameter_set (id, version, time_ms) SELECT DISTINCT parameters, CASE "
      "(SELECT count(*) FROM parameter_value WHERE parameter_set = parameters) WHEN 34 THEN 7 ELSE 6 END, 0 FROM review "
      "WHERE parameters NOT IN (SELECT id FROM parameter_set);"
      "DELETE FROM parameter_value WHERE parameter_set NOT IN (SELECT id FROM parameter_set)", error) &&
    deckle_library_ensure_parameters (db, deckle_clock_now_ms (clock), error) &&
    make_lost_rows (db, error) &&
    deckle_sql_exec (db,
      "DELETE FROM card_point WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_tag WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_reference WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_see_also WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_import WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM card_note WHERE card NOT IN (SELECT id FROM card);"
      "DELETE FROM text_image_list WHERE image NOT IN (SELECT id FROM text_image);"
      "DELETE FROM card_edit WHERE card NOT IN (SELECT id FROM card) OR image NOT IN (SELECT id FROM text_image);"
      "DELETE FROM card_origin WHERE card NOT IN (SELECT id FROM card) OR deck NOT IN (SELECT id FROM deck) "
      "OR image NOT IN (SELECT id FROM text_image);"
      "DELETE FROM card_draft WHERE image NOT IN (SELECT id FROM text_image)", error);
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
