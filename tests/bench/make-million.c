/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fills a library with very many cards, by SQL straight through the schema: an import would take the detour over objects.
 *
 *   usage: make-million FILE CARDS
 *
 * The text is put together from word lists, so that some words are in nearly every card and others in a few; two thirds of the
 * cards were answered before. A file that has that many cards is left alone.
 */
#include "library/deckle-library-private.h"

#include <stdio.h>
#include <stdlib.h>

/* ?1: how many cards, ?2: today. Random numbers are multiples of large primes, the same in every run. */
static const char cards_sql[] =
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1), "
  "r AS (SELECT i, (i * 2654435761) & 0x7fffffff AS a, (i * 40503 + 977) & 0x7fffffff AS b FROM n) "
  "INSERT INTO card (id, deck, section, card_id, number, level, question, answer, code_kind, code_text, seed, state, reps, "
  "lapses, stability, difficulty, due_ms, due_day, interval_days, last_review_ms, last_day, known_until_day, suspended, flag) "
  "SELECT i, 1, 1 + (i - 1) * 40 / ?1, 'c' || i, i, a % 3, "
  "'What does the ' || w1.word || ' of ' || w2.word || ' ' || i || ' do?', "
  "'It keeps ' || w3.word || ' away from ' || w1.word || iif (a % 5000 = 0, ' in a zebra.', '.'), "
  "1, iif (a % 3 = 0, 'x := ' || w2.word || '(' || b % 100 || ')', NULL), a, "
  "iif (a % 3 = 0, 0, iif (a % 50 = 1, 1, 2)), iif (a % 3 = 0, 0, 1 + a % 9), iif (a % 3 = 0, 0, max (0, a % 14 - 4)), "
  "iif (a % 3 = 0, 0, 1 + b % 200), iif (a % 3 = 0, 0, 1 + b % 9), "
  "iif (a % 3 = 0, 0, (?2 + b % 300 - 3) * 86400000 + a % 86400000), iif (a % 3 = 0, 0, ?2 + b % 300 - 3), "
  "iif (a % 3 = 0, 0, 1 + b % 200), iif (a % 3 = 0, 0, (?2 - 1 - a % 100) * 86400000), iif (a % 3 = 0, 0, ?2 - 1 - a % 100), "
  "iif (a % 3 = 0, 0, ?2 + b % 200 - 20), a % 997 = 0, iif (a % 1009 = 0, 1 + a % 4, 0) "
  "FROM r JOIN temp.word AS w1 ON w1.id = a % 48 JOIN temp.word AS w2 ON w2.id = b % 48 "
  "JOIN temp.word AS w3 ON w3.id = (a / 48) % 48";

static const char words_sql[] =
  "CREATE TEMP TABLE word (id INTEGER PRIMARY KEY, word TEXT); "
  "INSERT INTO temp.word (id, word) SELECT key, value FROM json_each ('["
  "\"channel\",\"slice\",\"map\",\"interface{}\",\"goroutine\",\"pointer\",\"struct\",\"method\",\"package\",\"mutex\",\"select\","
  "\"defer\",\"panic\",\"closure\",\"receiver\",\"type parameter\",\"constraint\",\"buffer\",\"reader\",\"writer\",\"context\","
  "\"deadline\",\"timer\",\"ticker\",\"heap\",\"stack\",\"escape\",\"scheduler\",\"garbage\",\"collector\",\"test\",\"benchmark\","
  "\"fuzz target\",\"coverage\",\"module\",\"vendor folder\",\"build tag\",\"linker\",\"error\",\"wrapper\",\"rune\",\"byte\","
  "\"string\",\"iterator\",\"loop\",\"label\",\"constant\",\"<-ch\"]')";

static const char sections_sql[] =
  "INSERT INTO deck (id, deck_id, title, language, version, kind) VALUES (1, 'million', 'A Million', 'en', '1.0.0', 1); "
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) "
  "INSERT INTO section (id, deck, section_id, title, short_title, position) "
  "SELECT i, 1, 's' || i, 'Section ' || i, 'Section ' || i, i FROM n";

static const char index_sql[] =
  "INSERT INTO card_tag (card, position, tag) SELECT id, 0, iif (id % 20000 = 0, 'seldom', 'tag-' || id % 30) FROM card; "
  "INSERT INTO card_text (rowid, question, answer, points, detail, code, tags) "
  "SELECT id, question || '  ', answer || '  ', '', '', coalesce (code_text || '  ', ''), "
  "(SELECT tag || '  ' FROM card_tag WHERE card = id) FROM card";

static gboolean
fill (sqlite3  *db,
      gint64    n_cards,
      int       today,
      GError  **error)
{
  return deckle_sql_exec (db, "PRAGMA journal_mode = WAL; PRAGMA cache_size = -400000", error) &&
         deckle_sql_exec (db, words_sql, error) &&
         deckle_sql_exec (db, "BEGIN", error) &&
         deckle_sql_exec (db, sections_sql, error) &&
         deckle_sql_run (db, error, cards_sql, "li", n_cards, today) &&
         deckle_sql_exec (db, index_sql, error) &&
         deckle_sql_exec (db, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)", error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) db = NULL;
  gint64 n_cards, n_there = 0;

  if (argc != 3 || (n_cards = g_ascii_strtoll (argv[2], NULL, 10)) <= 0)
    {
      fprintf (stderr, "usage: %s FILE CARDS\n", argv[0]);
      return EXIT_FAILURE;
    }
  if (!deckle_library_prepare (argv[1], NULL, clock, &error) ||
      (db = deckle_sql_open (argv[1], NULL, DECKLE_SQL_WRITE, &error)) == NULL ||
      !deckle_sql_get_int64 (db, &n_there, &error, "SELECT count(*) FROM card", "") ||
      (n_there != n_cards && !fill (db, n_cards, deckle_clock_today (clock, 4), &error)))
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
