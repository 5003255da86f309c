/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-schema"
#include "deckle-config.h"
#include "library/deckle-schema.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-sql.h"
#include "library/deckle-tally.h"
#include "model/deckle-markup.h"

/*
 * Numbered migrations. One that has landed is never edited: a later one changes what it made. Lists are tables. Days are local
 * calendar days since 1970-01-01, moments are ms since the Unix epoch (UTC).
 */

static const char decks_sql[] =
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;\n"
  /* own_title: the user's name for the deck, which an import leaves alone. */
  "CREATE TABLE deck (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  deck_id TEXT NOT NULL UNIQUE,\n"
  "  title TEXT NOT NULL,\n"
  "  own_title TEXT,\n"
  "  description TEXT,\n"
  "  language TEXT NOT NULL,\n"
  "  version TEXT NOT NULL,\n"
  "  updated TEXT,\n"
  "  go_version TEXT,\n"
  "  licence_spdx TEXT,\n"
  "  licence_url TEXT,\n"
  "  licence_holder TEXT,\n"
  "  licence_code TEXT,\n"
  "  kind INTEGER NOT NULL,\n"
  "  enabled INTEGER NOT NULL DEFAULT 1,\n"
  "  removed INTEGER NOT NULL DEFAULT 0) STRICT;\n"
  "CREATE TABLE section (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  deck INTEGER NOT NULL REFERENCES deck (id),\n"
  "  section_id TEXT NOT NULL,\n"
  "  title TEXT NOT NULL,\n"
  "  short_title TEXT NOT NULL,\n"
  "  colour TEXT,\n"
  "  icon TEXT,\n"
  "  emoji TEXT,\n"
  "  position INTEGER NOT NULL,\n"
  "  range_from INTEGER NOT NULL DEFAULT 0,\n"
  "  range_to INTEGER NOT NULL DEFAULT 0,\n"
  "  retired INTEGER NOT NULL DEFAULT 0,\n"
  "  UNIQUE (deck, section_id)) STRICT;\n";

static const char cards_sql[] =
  /* From state on: what the review log says, cached. first_day: local day of the first counting answer. */
  "CREATE TABLE card (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  deck INTEGER NOT NULL REFERENCES deck (id),\n"
  "  section INTEGER NOT NULL REFERENCES section (id),\n"
  "  card_id TEXT NOT NULL,\n"
  "  number INTEGER NOT NULL,\n"
  "  level INTEGER NOT NULL,\n"
  "  question TEXT NOT NULL,\n"
  "  answer TEXT NOT NULL,\n"
  "  detail TEXT,\n"
  "  code_kind INTEGER NOT NULL DEFAULT 0,\n"
  "  code_text TEXT,\n"
  "  code_lang TEXT,\n"
  "  code_output TEXT,\n"
  "  code_go TEXT,\n"
  "  code_external INTEGER NOT NULL DEFAULT 0,\n"
  "  code_fails INTEGER NOT NULL DEFAULT 0,\n"
  "  code_to_stderr INTEGER NOT NULL DEFAULT 0,\n"
  "  code_run INTEGER NOT NULL DEFAULT 0,\n"
  "  retired INTEGER NOT NULL DEFAULT 0,\n"
  "  text_version INTEGER NOT NULL DEFAULT 1,\n"
  "  seed INTEGER NOT NULL,\n"
  "  state INTEGER NOT NULL DEFAULT 0,\n"
  "  step_left INTEGER NOT NULL DEFAULT 0,\n"
  "  reps INTEGER NOT NULL DEFAULT 0,\n"
  "  lapses INTEGER NOT NULL DEFAULT 0,\n"
  "  stability REAL NOT NULL DEFAULT 0,\n"
  "  stability_fast REAL NOT NULL DEFAULT 0,\n"
  "  difficulty REAL NOT NULL DEFAULT 0,\n"
  "  due_ms INTEGER NOT NULL DEFAULT 0,\n"
  "  due_day INTEGER NOT NULL DEFAULT 0,\n"
  "  interval_days REAL NOT NULL DEFAULT 0,\n"
  "  last_review_ms INTEGER NOT NULL DEFAULT 0,\n"
  "  last_day INTEGER NOT NULL DEFAULT 0,\n"
  "  known_until_day INTEGER NOT NULL DEFAULT 0,\n"
  "  first_day INTEGER,\n"
  "  suspended INTEGER NOT NULL DEFAULT 0,\n"
  "  buried_until_day INTEGER NOT NULL DEFAULT 0,\n"
  "  flag INTEGER NOT NULL DEFAULT 0,\n"
  "  UNIQUE (deck, card_id)) STRICT;\n"
  "CREATE TABLE card_point (\n"
  "  card INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE, position INTEGER NOT NULL, text TEXT NOT NULL,\n"
  "  PRIMARY KEY (card, position)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE card_tag (\n"
  "  card INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE, position INTEGER NOT NULL, tag TEXT NOT NULL,\n"
  "  PRIMARY KEY (card, position)) STRICT, WITHOUT ROWID;\n"
  "CREATE INDEX card_tag_tag ON card_tag (tag);\n"
  "CREATE TABLE card_reference (\n"
  "  card INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE, position INTEGER NOT NULL, title TEXT NOT NULL,\n"
  "  url TEXT NOT NULL, PRIMARY KEY (card, position)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE card_see_also (\n"
  "  card INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE, position INTEGER NOT NULL, card_id TEXT NOT NULL,\n"
  "  PRIMARY KEY (card, position)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE card_import (\n"
  "  card INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE, position INTEGER NOT NULL, path TEXT NOT NULL,\n"
  "  PRIMARY KEY (card, position)) STRICT, WITHOUT ROWID;\n";

/* Everything that the main thread counts or lists is answered by one of these alone, so each holds every column that its
 * query mentions. */
static const char card_indexes_sql[] =
  "CREATE INDEX card_count ON card (section, state, known_until_day, suspended, retired) WHERE retired = 0;\n"
  "CREATE INDEX card_order ON card (section, number, retired) WHERE retired = 0;\n"
  "CREATE INDEX card_learning ON card (due_ms, section, buried_until_day, state, retired, suspended)\n"
  "  WHERE state IN (1, 3) AND retired = 0 AND suspended = 0;\n"
  "CREATE INDEX card_review ON card (due_day, section, buried_until_day, seed, due_ms, state, retired, suspended)\n"
  "  WHERE state = 2 AND retired = 0 AND suspended = 0;\n"
  "CREATE INDEX card_new_number ON card (section, number, buried_until_day, state, retired, suspended)\n"
  "  WHERE state = 0 AND retired = 0 AND suspended = 0;\n"
  "CREATE INDEX card_new_level ON card (level, section, number, buried_until_day, state, retired, suspended)\n"
  "  WHERE state = 0 AND retired = 0 AND suspended = 0;\n"
  "CREATE INDEX card_new_seed ON card (seed, section, buried_until_day, state, retired, suspended)\n"
  "  WHERE state = 0 AND retired = 0 AND suspended = 0;\n"
  "CREATE INDEX card_memory ON card (section, stability, stability_fast, difficulty, last_day, state, retired, suspended)\n"
  "  WHERE state <> 0 AND retired = 0 AND suspended = 0;\n"
  "CREATE INDEX card_first_day ON card (first_day) WHERE first_day IS NOT NULL;\n"
  "CREATE INDEX card_buried ON card (buried_until_day) WHERE buried_until_day > 0;\n";

static const char log_sql[] =
  "CREATE TABLE setting (\n"
  "  name TEXT NOT NULL, position INTEGER NOT NULL, value ANY NOT NULL,\n"
  "  PRIMARY KEY (name, position)) STRICT, WITHOUT ROWID;\n"
  /* The set in force is the one with the highest id. */
  "CREATE TABLE parameter_set (\n"
  "  id INTEGER PRIMARY KEY, version INTEGER NOT NULL, time_ms INTEGER NOT NULL) STRICT;\n"
  "CREATE TABLE parameter_value (\n"
  "  parameter_set INTEGER NOT NULL REFERENCES parameter_set (id) ON DELETE CASCADE, position INTEGER NOT NULL,\n"
  "  value REAL NOT NULL, PRIMARY KEY (parameter_set, position)) STRICT, WITHOUT ROWID;\n"
  /* ordinal: the order in which a card was answered, which holds when the clock was set back. */
  "CREATE TABLE review (\n"
  "  id INTEGER PRIMARY KEY,\n"
  "  card INTEGER NOT NULL REFERENCES card (id),\n"
  "  ordinal INTEGER NOT NULL,\n"
  "  time_ms INTEGER NOT NULL,\n"
  "  rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 4),\n"
  "  kind INTEGER NOT NULL,\n"
  "  answer_ms INTEGER NOT NULL,\n"
  "  local_day INTEGER NOT NULL,\n"
  "  utc_offset_min INTEGER NOT NULL,\n"
  "  step_left INTEGER NOT NULL,\n"
  "  due_ms INTEGER NOT NULL,\n"
  "  interval_days REAL NOT NULL,\n"
  "  parameters INTEGER NOT NULL REFERENCES parameter_set (id),\n"
  "  confidence INTEGER NOT NULL DEFAULT 0,\n"
  "  undone INTEGER NOT NULL DEFAULT 0,\n"
  "  UNIQUE (card, ordinal)) STRICT;\n"
  "CREATE INDEX review_day ON review (local_day, undone, kind, rating, card, answer_ms, time_ms);\n"
  "CREATE INDEX review_time ON review (time_ms);\n";

static const char undo_sql[] =
  /* value: the rating, whether suspended, the flag, … by kind. A step that is not done can be done again. */
  "CREATE TABLE undo (\n"
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,\n"
  "  kind INTEGER NOT NULL,\n"
  "  done INTEGER NOT NULL DEFAULT 1,\n"
  "  time_ms INTEGER NOT NULL,\n"
  "  value INTEGER NOT NULL,\n"
  "  card INTEGER NOT NULL DEFAULT 0,\n"
  "  n_cards INTEGER NOT NULL DEFAULT 0,\n"
  "  review INTEGER,\n"
  "  parameters INTEGER NOT NULL) STRICT;\n"
  "CREATE INDEX undo_done ON undo (done, seq);\n"
  /* side: 0 before the step, 1 after it. */
  "CREATE TABLE undo_card (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  side INTEGER NOT NULL,\n"
  "  card INTEGER NOT NULL,\n"
  "  state INTEGER NOT NULL,\n"
  "  step_left INTEGER NOT NULL,\n"
  "  reps INTEGER NOT NULL,\n"
  "  lapses INTEGER NOT NULL,\n"
  "  stability REAL NOT NULL,\n"
  "  stability_fast REAL NOT NULL,\n"
  "  difficulty REAL NOT NULL,\n"
  "  due_ms INTEGER NOT NULL,\n"
  "  due_day INTEGER NOT NULL,\n"
  "  interval_days REAL NOT NULL,\n"
  "  last_review_ms INTEGER NOT NULL,\n"
  "  last_day INTEGER NOT NULL,\n"
  "  first_day INTEGER,\n"
  "  suspended INTEGER NOT NULL,\n"
  "  buried_until_day INTEGER NOT NULL,\n"
  "  flag INTEGER NOT NULL,\n"
  "  PRIMARY KEY (undo, side, card)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE undo_deck (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  side INTEGER NOT NULL,\n"
  "  deck INTEGER NOT NULL,\n"
  "  own_title TEXT,\n"
  "  enabled INTEGER NOT NULL,\n"
  "  removed INTEGER NOT NULL,\n"
  "  PRIMARY KEY (undo, side, deck)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE undo_setting (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  side INTEGER NOT NULL,\n"
  "  name TEXT NOT NULL,\n"
  "  position INTEGER NOT NULL,\n"
  "  value ANY NOT NULL,\n"
  "  PRIMARY KEY (undo, side, name, position)) STRICT, WITHOUT ROWID;\n";

static const char search_sql[] =
  "CREATE VIRTUAL TABLE card_text USING fts5 (question, answer, points, detail, code, tags,\n"
  "  tokenize = 'trigram', content = '', contentless_delete = 1);\n"
  "CREATE VIRTUAL TABLE card_text_vocab USING fts5vocab (card_text, 'row');\n";

static gboolean
migrate_to_1 (sqlite3  *db,
              GError  **error)
{
  return deckle_sql_exec (db, decks_sql, error) &&
         deckle_sql_exec (db, cards_sql, error) &&
         deckle_sql_exec (db, card_indexes_sql, error) &&
         deckle_sql_exec (db, log_sql, error) &&
         deckle_sql_exec (db, undo_sql, error) &&
         deckle_sql_exec (db, search_sql, error);
}

/* What the newest version of a deck brought, until a later one replaces it. kind: a DeckleUpdateKind. */
static const char updates_sql[] =
  "CREATE TABLE deck_update (\n"
  "  deck INTEGER PRIMARY KEY REFERENCES deck (id) ON DELETE CASCADE,\n"
  "  since TEXT NOT NULL,\n"
  "  seen INTEGER NOT NULL DEFAULT 0) STRICT;\n"
  "CREATE TABLE deck_update_card (\n"
  "  deck INTEGER NOT NULL REFERENCES deck_update (deck) ON DELETE CASCADE,\n"
  "  card INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE,\n"
  "  kind INTEGER NOT NULL,\n"
  "  PRIMARY KEY (deck, card)) STRICT, WITHOUT ROWID;\n";

static gboolean
migrate_to_2 (sqlite3  *db,
              GError  **error)
{
  return deckle_sql_exec (db, updates_sql, error);
}

/*
 * What the user makes: notes, texts over those of a bank, cards of their own, drafts. A text image is never changed once it is
 * stored, and its id is never used again. list: a DeckleTextList.
 */
static const char own_sql[] =
  "CREATE TABLE card_note (\n"
  "  card INTEGER PRIMARY KEY REFERENCES card (id) ON DELETE CASCADE,\n"
  "  text TEXT NOT NULL) STRICT;\n"
  "CREATE VIRTUAL TABLE card_note_text USING fts5 (note,\n"
  "  tokenize = 'trigram', content = '', contentless_delete = 1);\n"
  "CREATE VIRTUAL TABLE card_note_text_vocab USING fts5vocab (card_note_text, 'row');\n"
  "CREATE TABLE text_image (\n"
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
  "  number INTEGER NOT NULL,\n"
  "  level INTEGER NOT NULL,\n"
  "  question TEXT NOT NULL,\n"
  "  answer TEXT NOT NULL,\n"
  "  detail TEXT,\n"
  "  code_kind INTEGER NOT NULL,\n"
  "  code_text TEXT,\n"
  "  code_lang TEXT,\n"
  "  code_output TEXT,\n"
  "  code_go TEXT,\n"
  "  code_external INTEGER NOT NULL,\n"
  "  code_fails INTEGER NOT NULL,\n"
  "  code_to_stderr INTEGER NOT NULL,\n"
  "  code_run INTEGER NOT NULL) STRICT;\n"
  "CREATE TABLE text_image_list (\n"
  "  image INTEGER NOT NULL REFERENCES text_image (id) ON DELETE CASCADE,\n"
  "  list INTEGER NOT NULL,\n"
  "  position INTEGER NOT NULL,\n"
  "  text TEXT NOT NULL,\n"
  "  url TEXT,\n"
  "  PRIMARY KEY (image, list, position)) STRICT, WITHOUT ROWID;\n"
  /* image: the bank's present text under the user's. pending: the bank brought another one since. */
  "CREATE TABLE card_edit (\n"
  "  card INTEGER PRIMARY KEY REFERENCES card (id) ON DELETE CASCADE,\n"
  "  image INTEGER NOT NULL REFERENCES text_image (id),\n"
  "  pending INTEGER NOT NULL DEFAULT 0) STRICT;\n"
  /* Where a card that was moved came from. image: what its bank would say today, where that changed since. */
  "CREATE TABLE card_origin (\n"
  "  deck INTEGER NOT NULL REFERENCES deck (id) ON DELETE CASCADE,\n"
  "  card_id TEXT NOT NULL,\n"
  "  card INTEGER NOT NULL REFERENCES card (id) ON DELETE CASCADE,\n"
  "  image INTEGER REFERENCES text_image (id),\n"
  "  PRIMARY KEY (deck, card_id)) STRICT, WITHOUT ROWID;\n"
  "CREATE INDEX card_origin_card ON card_origin (card);\n"
  /* card: 0 for a card that does not exist yet. */
  "CREATE TABLE card_draft (\n"
  "  card INTEGER PRIMARY KEY,\n"
  "  section INTEGER NOT NULL,\n"
  "  time_ms INTEGER NOT NULL,\n"
  "  image INTEGER NOT NULL REFERENCES text_image (id)) STRICT;\n";

static const char own_undo_sql[] =
  "CREATE TABLE undo_review (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  review INTEGER NOT NULL,\n"
  "  PRIMARY KEY (undo, review)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE undo_note (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  side INTEGER NOT NULL,\n"
  "  card INTEGER NOT NULL,\n"
  "  text TEXT,\n"
  "  PRIMARY KEY (undo, side, card)) STRICT, WITHOUT ROWID;\n"
  /* image: NULL where the card shows what its bank says. base: the bank's text under it, NULL for the user's own card. */
  "CREATE TABLE undo_text (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  side INTEGER NOT NULL,\n"
  "  card INTEGER NOT NULL,\n"
  "  image INTEGER REFERENCES text_image (id),\n"
  "  base INTEGER REFERENCES text_image (id),\n"
  "  pending INTEGER NOT NULL,\n"
  "  PRIMARY KEY (undo, side, card)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE undo_place (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  side INTEGER NOT NULL,\n"
  "  card INTEGER NOT NULL,\n"
  "  deck INTEGER NOT NULL,\n"
  "  section INTEGER NOT NULL,\n"
  "  card_id TEXT NOT NULL,\n"
  "  number INTEGER NOT NULL,\n"
  "  retired INTEGER NOT NULL,\n"
  "  PRIMARY KEY (undo, side, card)) STRICT, WITHOUT ROWID;\n"
  "CREATE TABLE undo_section (\n"
  "  undo INTEGER NOT NULL REFERENCES undo (seq) ON DELETE CASCADE,\n"
  "  side INTEGER NOT NULL,\n"
  "  section INTEGER NOT NULL,\n"
  "  title TEXT NOT NULL,\n"
  "  short_title TEXT NOT NULL,\n"
  "  retired INTEGER NOT NULL,\n"
  "  PRIMARY KEY (undo, side, section)) STRICT, WITHOUT ROWID;\n";

static gboolean
migrate_to_3 (sqlite3  *db,
              GError  **error)
{
  return deckle_sql_exec (db, own_sql, error) && deckle_sql_exec (db, own_undo_sql, error);
}

static gboolean
migrate_to_4 (sqlite3  *db,
              GError  **error)
{
  return deckle_tally_create (db, error);
}

/* Who sees a card also: the other direction of the list. */
static gboolean
migrate_to_5 (sqlite3  *db,
              GError  **error)
{
  return deckle_sql_exec (db, "CREATE INDEX card_see_also_target ON card_see_also (card_id, card)", error);
}

/*
 * One index for each order and each filter of a query that few cards pass, with the very conditions that deckle-query-sql.c has:
 * the first rows of a list come without a look at the others.
 */
static const char query_indexes_sql[] =
  "CREATE INDEX card_question ON card (ltrim (question, '`*') COLLATE NOCASE) WHERE retired = 0;\n"
  "CREATE INDEX card_due ON card (due_ms) WHERE retired = 0 AND due_ms > 0;\n"
  "CREATE INDEX card_difficulty ON card (difficulty) WHERE retired = 0 AND difficulty > 0;\n"
  "CREATE INDEX card_stability ON card (stability) WHERE retired = 0 AND stability > 0;\n"
  "CREATE INDEX card_last_review ON card (last_review_ms) WHERE retired = 0 AND last_review_ms > 0;\n"
  "CREATE INDEX card_lapses ON card (lapses) WHERE retired = 0 AND lapses > 0;\n"
  "CREATE INDEX card_flag ON card (flag) WHERE flag > 0;\n"
  "CREATE INDEX card_suspended ON card (suspended) WHERE suspended = 1 AND retired = 0;\n";

static gboolean
migrate_to_6 (sqlite3  *db,
              GError  **error)
{
  return deckle_sql_exec (db, query_indexes_sql, error);
}

typedef gboolean (*Migration) (sqlite3  *db,
                               GError  **error);

/* migrations[n] makes schema n + 1 of schema n. */
static const Migration migrations[] = { migrate_to_1, migrate_to_2, migrate_to_3, migrate_to_4, migrate_to_5, migrate_to_6 };

G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == DECKLE_SCHEMA_VERSION);

/**
 * deckle_schema_get_version:
 * @db: a connection
 * @error: return location for a [error@LibraryError]
 *
 * Looks at the header of the file. Writes nothing.
 *
 * Returns: the schema of the file, 0 for an empty one, or -1 with @error set: %DECKLE_LIBRARY_ERROR_CORRUPT for a file that
 *   is no library, %DECKLE_LIBRARY_ERROR_NEWER for one of a newer Deckle
 */
int
deckle_schema_get_version (sqlite3  *db,
                           GError  **error)
{
  const char *path = sqlite3_db_filename (db, "main");
  gint64 application, version, tables;

  if (!deckle_sql_get_int64 (db, &application, error, "PRAGMA application_id", "") ||
      !deckle_sql_get_int64 (db, &version, error, "PRAGMA user_version", "") ||
      !deckle_sql_get_int64 (db, &tables, error, "SELECT count(*) FROM sqlite_schema", ""))
    return -1;

  if (application == 0 && version == 0 && tables == 0)
    return 0;
  if (application != DECKLE_SCHEMA_APPLICATION_ID || version < 1)
    {
      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT,
                   _("“%s” is a database of another program, not a library of Deckle. It was left as it is."), path);
      return -1;
    }
  if (version > DECKLE_SCHEMA_VERSION)
    {
      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NEWER,
                   _("“%s” was written by a newer Deckle (schema %d; this one knows %d). It was left as it is."),
                   path, (int) version, DECKLE_SCHEMA_VERSION);
      return -1;
    }
  return (int) version;
}

/* A file may carry our number and nothing of ours. */
static gboolean
has_cards (sqlite3  *db,
           GError  **error)
{
  gint64 n_tables;

  if (!deckle_sql_get_int64 (db, &n_tables, error,
                             "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('card', 'review')", ""))
    return FALSE;
  if (n_tables == 2)
    return TRUE;
  g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT,
               _("“%s” has no cards and no answers where a library has them. It was left as it is."),
               sqlite3_db_filename (db, "main"));
  return FALSE;
}

static gboolean
migrate_in_transaction (sqlite3  *db,
                        GError  **error)
{
  int version = deckle_schema_get_version (db, error);

  if (version < 0 || (version > 0 && !has_cards (db, error)))
    return FALSE;

  for (; version < DECKLE_SCHEMA_VERSION; version++)
    {
      g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                                DECKLE_SCHEMA_APPLICATION_ID, version + 1);

      if (!migrations[version] (db, error) || !deckle_sql_exec (db, stamp, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * deckle_schema_migrate:
 * @db: a connection that may write, outside a transaction
 * @error: return location for a [error@LibraryError]
 *
 * Brings the file to %DECKLE_SCHEMA_VERSION in one transaction, and an empty file into WAL mode first.
 *
 * Returns: whether the file has the present schema now; if not it is as it was
 */
gboolean
deckle_schema_migrate (sqlite3  *db,
                       GError  **error)
{
  int version = deckle_schema_get_version (db, error);

  if (version < 0)
    return FALSE;
  if (version == DECKLE_SCHEMA_VERSION)
    return TRUE;
  if (!deckle_sql_exec (db, "PRAGMA journal_mode = WAL", error) ||
      !deckle_sql_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (migrate_in_transaction (db, error) && deckle_sql_exec (db, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* Two spaces at the end let a search for the last one or two characters of a field match a trigram. */
static char *
to_field (const char *text)
{
  g_autofree char *plain = text != NULL ? deckle_markup_to_plain (text) : g_strdup ("");

  return g_strconcat (plain, "  ", NULL);
}

static char *
join_list (sqlite3     *db,
           const char  *sql,
           gint64       row,
           gboolean     markup,
           GError     **error)
{
  g_autoptr (sqlite3_stmt) list = deckle_sql_prepare (db, sql, error);
  g_autoptr (GString) joined = g_string_new (NULL);
  GError *local_error = NULL;

  if (list == NULL)
    return NULL;
  deckle_sql_bind (list, "l", row);
  while (deckle_sql_step (list, &local_error))
    {
      const char *text = (const char *) sqlite3_column_text (list, 0);
      g_autofree char *plain = markup ? deckle_markup_to_plain (text) : g_strdup (text);

      g_string_append_printf (joined, "%s  ", plain);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/**
 * deckle_schema_index_card:
 * @db: a connection that may write, inside a transaction
 * @row: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Puts the text of the card into the search index in place of what stood there. A card that does not exist is taken out.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_schema_index_card (sqlite3  *db,
                          gint64    row,
                          GError  **error)
{
  g_autoptr (sqlite3_stmt) card = NULL;
  g_autofree char *points = NULL, *tags = NULL, *question = NULL, *answer = NULL, *detail = NULL, *code = NULL;
  GError *local_error = NULL;

  card = deckle_sql_prepare (db, "SELECT question, answer, detail, code_text, code_output FROM card WHERE id = ?", error);
  if (card == NULL)
    return FALSE;
  deckle_sql_bind (card, "l", row);
  if (!deckle_sql_step (card, &local_error))
    {
      if (local_error == NULL)
        return deckle_sql_run (db, error, "DELETE FROM card_text WHERE rowid = ?", "l", row);
      g_propagate_error (error, local_error);
      return FALSE;
    }

  points = join_list (db, "SELECT text FROM card_point WHERE card = ? ORDER BY position", row, TRUE, error);
  if (points == NULL)
    return FALSE;
  tags = join_list (db, "SELECT tag FROM card_tag WHERE card = ? ORDER BY position", row, FALSE, error);
  if (tags == NULL)
    return FALSE;
  question = to_field ((const char *) sqlite3_column_text (card, 0));
  answer = to_field ((const char *) sqlite3_column_text (card, 1));
  detail = to_field ((const char *) sqlite3_column_text (card, 2));
  code = g_strjoin ("  ",
                    sqlite3_column_type (card, 3) == SQLITE_NULL ? "" : (const char *) sqlite3_column_text (card, 3),
                    sqlite3_column_type (card, 4) == SQLITE_NULL ? "" : (const char *) sqlite3_column_text (card, 4),
                    "", NULL);

  return deckle_sql_run (db, error,
                         "INSERT OR REPLACE INTO card_text (rowid, question, answer, points, detail, code, tags) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)",
                         "ltttttt", row, question, answer, points, detail, code, tags);
}

/**
 * deckle_schema_index_note:
 * @db: a connection that may write, inside a transaction
 * @row: row id of a card
 * @error: return location for a [error@LibraryError]
 *
 * Puts the note on a card into the search index in place of what stood there. Without a note it is taken out.
 *
 * Returns: whether it succeeded
 */
gboolean
deckle_schema_index_note (sqlite3  *db,
                          gint64    row,
                          GError  **error)
{
  return deckle_sql_run (db, error, "DELETE FROM card_note_text WHERE rowid = ?", "l", row) &&
         /* Two spaces as in to_field(). */
         deckle_sql_run (db, error,
                         "INSERT INTO card_note_text (rowid, note) SELECT card, text || '  ' FROM card_note WHERE card = ?",
                         "l", row);
}
