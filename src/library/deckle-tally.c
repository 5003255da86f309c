/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-tally"
#include "deckle-config.h"
#include "library/deckle-tally.h"

/*
 * How many cards there are of each kind, by section and where it matters by day, kept by triggers: whoever writes a card, in this
 * process or in another one, also writes the numbers, in the same transaction. So what a window shows costs what changed, not what
 * the library holds. Cards that are buried are few and counted when asked, since they come back without a write.
 */

static const char table_sql[] =
  /* kind: a DeckleTallyKind. day: 0 where days do not matter. */
  "CREATE TABLE card_tally (\n"
  "  kind INTEGER NOT NULL, section INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL,\n"
  "  PRIMARY KEY (kind, section, day)) STRICT, WITHOUT ROWID;\n"
  "DROP INDEX card_buried;\n"
  "CREATE INDEX card_buried ON card (buried_until_day, state, section, due_day, retired, suspended)\n"
  "  WHERE buried_until_day > 0;\n";

/* Adds a number to where a row (new or old) counts; everything but the days of KNOWN_UNTIL. */
#define ADD_STANDING(row, number) \
  "  INSERT INTO card_tally (kind, section, day, n)\n" \
  "    SELECT column1, " row ".section, column2, " number " FROM (VALUES\n" \
  "      (0, 0, 1), (1, 0, " row ".state = 0), (2, 0, " row ".suspended <> 0), (3, 0, " row ".state = 2),\n" \
  "      (5, 0, " row ".state = 0 AND " row ".suspended = 0),\n" \
  "      (6, " row ".due_day, " row ".state = 2 AND " row ".suspended = 0))\n" \
  "    WHERE column3 AND " row ".retired = 0\n" \
  "    ON CONFLICT (kind, section, day) DO UPDATE SET n = n + excluded.n;\n"

#define ADD_KNOWN(row, number) \
  "  INSERT INTO card_tally (kind, section, day, n)\n" \
  "    SELECT 4, " row ".section, " row ".known_until_day, " number " WHERE " row ".state = 2 AND " row ".retired = 0\n" \
  "    ON CONFLICT (kind, section, day) DO UPDATE SET n = n + excluded.n;\n"

/* A day that has gone by leaves no row behind. */
#define DROP_EMPTY(kind, day) \
  "  DELETE FROM card_tally WHERE kind = " kind " AND section = old.section AND day = old." day " AND n = 0;\n"

static const char triggers_sql[] =
  "CREATE TRIGGER card_tally_insert AFTER INSERT ON card BEGIN\n"
  ADD_STANDING ("new", "1") ADD_KNOWN ("new", "1")
  "END;\n"
  "CREATE TRIGGER card_tally_delete AFTER DELETE ON card BEGIN\n"
  ADD_STANDING ("old", "-1") ADD_KNOWN ("old", "-1") DROP_EMPTY ("6", "due_day") DROP_EMPTY ("4", "known_until_day")
  "END;\n"
  "CREATE TRIGGER card_tally_standing AFTER UPDATE OF section, state, due_day, suspended, retired ON card\n"
  "WHEN (old.section, old.state, old.due_day, old.suspended, old.retired)\n"
  "  IS NOT (new.section, new.state, new.due_day, new.suspended, new.retired) BEGIN\n"
  ADD_STANDING ("new", "1") ADD_STANDING ("old", "-1") DROP_EMPTY ("6", "due_day")
  "END;\n"
  "CREATE TRIGGER card_tally_known AFTER UPDATE OF section, state, known_until_day, retired ON card\n"
  "WHEN (old.section, old.state, old.known_until_day, old.retired)\n"
  "  IS NOT (new.section, new.state, new.known_until_day, new.retired) BEGIN\n"
  ADD_KNOWN ("new", "1") ADD_KNOWN ("old", "-1") DROP_EMPTY ("4", "known_until_day")
  "END;\n";

/* What the triggers keep, counted from the cards. */
#define RECOUNT_SQL \
  "SELECT 0 AS kind, section, 0 AS day, count(*) AS n FROM card WHERE retired = 0 GROUP BY section\n" \
  "UNION ALL SELECT 1, section, 0, count(*) FROM card WHERE retired = 0 AND state = 0 GROUP BY section\n" \
  "UNION ALL SELECT 2, section, 0, count(*) FROM card WHERE retired = 0 AND suspended <> 0 GROUP BY section\n" \
  "UNION ALL SELECT 3, section, 0, count(*) FROM card WHERE retired = 0 AND state = 2 GROUP BY section\n" \
  "UNION ALL SELECT 4, section, known_until_day, count(*) FROM card WHERE retired = 0 AND state = 2\n" \
  "  GROUP BY section, known_until_day\n" \
  "UNION ALL SELECT 5, section, 0, count(*) FROM card WHERE retired = 0 AND state = 0 AND suspended = 0 GROUP BY section\n" \
  "UNION ALL SELECT 6, section, due_day, count(*) FROM card WHERE retired = 0 AND state = 2 AND suspended = 0\n" \
  "  GROUP BY section, due_day"

static const char fill_sql[] = "INSERT INTO card_tally (kind, section, day, n) " RECOUNT_SQL;

gboolean
deckle_tally_create (sqlite3  *db,
                     GError  **error)
{
  return deckle_sql_exec (db, table_sql, error) &&
         deckle_sql_exec (db, fill_sql, error) &&
         deckle_sql_exec (db, triggers_sql, error);
}

gboolean
deckle_tally_refill (sqlite3  *db,
                     GError  **error)
{
  return deckle_sql_exec (db, "DELETE FROM card_tally", error) && deckle_sql_exec (db, fill_sql, error);
}

gboolean
deckle_tally_count_wrong (sqlite3  *db,
                          guint    *n_wrong,
                          GError  **error)
{
  gint64 n;

  if (!deckle_sql_get_int64 (db, &n, error,
                             "SELECT count(*) FROM (SELECT kind, section, day, n FROM card_tally WHERE n <> 0) AS kept "
                             "FULL JOIN (" RECOUNT_SQL ") AS counted USING (kind, section, day) "
                             "WHERE kept.n IS NOT counted.n", ""))
    return FALSE;
  *n_wrong = (guint) n;
  return TRUE;
}

gboolean
deckle_tally_count (sqlite3          *db,
                    DeckleScope       scope,
                    DeckleTallyKind   kind,
                    guint            *n,
                    GError          **error)
{
  gint64 sum;

  if (!deckle_sql_get_int64 (db, &sum, error,
                             "SELECT sum(n) FROM card_tally WHERE kind = ?3 AND day = 0 AND" DECKLE_IN_SCOPE, "lli", scope.deck,
                             scope.section, (int) kind))
    return FALSE;
  *n = (guint) MAX (sum, 0);
  return TRUE;
}
