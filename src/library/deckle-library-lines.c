/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-query.h"

#include "library/deckle-library-private.h"

/* What the rows of a list show: pages of cards, one query each. */

/**
 * deckle_card_line_new:
 *
 * Returns: (transfer full): an empty line
 */
DeckleCardLine *
deckle_card_line_new (void)
{
  return g_new0 (DeckleCardLine, 1);
}

/**
 * deckle_card_line_free:
 * @line: (transfer full) (nullable): a line
 *
 * Frees a line.
 */
void
deckle_card_line_free (DeckleCardLine *line)
{
  if (line == NULL)
    return;
  g_free (line->question);
  g_free (line);
}

static DeckleCardLine *
read_line (sqlite3_stmt *statement,
           int           today)
{
  DeckleCardLine *line = deckle_card_line_new ();

  line->row = sqlite3_column_int64 (statement, 0);
  line->deck = sqlite3_column_int64 (statement, 1);
  line->section = sqlite3_column_int64 (statement, 2);
  line->number = sqlite3_column_int (statement, 3);
  line->level = (DeckleLevel) sqlite3_column_int (statement, 4);
  line->question = deckle_sql_dup_text (statement, 5);
  line->state = (DeckleState) sqlite3_column_int (statement, 6);
  line->known = line->state == DECKLE_STATE_REVIEW && sqlite3_column_int (statement, 7) >= today;
  line->due_ms = sqlite3_column_int64 (statement, 8);
  line->due_day = sqlite3_column_int (statement, 9);
  line->suspended = sqlite3_column_int (statement, 10) != 0;
  line->buried = sqlite3_column_int (statement, 11) > today;
  line->flag = sqlite3_column_int (statement, 12);
  line->lapses = sqlite3_column_int (statement, 13);
  return line;
}

static char *
make_sql (gsize n_rows)
{
  GString *sql = g_string_new ("SELECT id, deck, section, number, level, question, state, known_until_day, due_ms, due_day, "
                               "suspended, buried_until_day, flag, lapses FROM card WHERE id IN (");

  for (gsize i = 0; i < n_rows; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  return g_string_free (g_string_append_c (sql, ')'), FALSE);
}

/**
 * deckle_library_load_lines:
 * @self: a library
 * @rows: (array length=n_rows): row ids of cards
 * @n_rows: how many, at most %DECKLE_LINES_MAX
 * @error: return location for a [error@LibraryError]
 *
 * Reads what rows of a list show, in one indexed query on the thread of the library.
 *
 * Returns: (transfer full) (nullable) (element-type DeckleCardLine): the lines in no particular order; cards that vanished are
 *   left out
 */
GPtrArray *
deckle_library_load_lines (DeckleLibrary  *self,
                           const gint64   *rows,
                           gsize           n_rows,
                           GError        **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_card_line_free);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autofree char *sql = NULL;
  GError *local_error = NULL;
  sqlite3 *db;
  int today;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (n_rows <= DECKLE_LINES_MAX, NULL);

  if (n_rows == 0)
    return g_steal_pointer (&lines);
  db = deckle_library_get_db (self, error);
  if (db == NULL)
    return NULL;
  sql = make_sql (n_rows);
  statement = deckle_sql_prepare (db, sql, error);
  if (statement == NULL)
    return NULL;
  for (gsize i = 0; i < n_rows; i++)
    sqlite3_bind_int64 (statement, (int) i + 1, rows[i]);
  today = deckle_library_get_today (self);
  while (deckle_sql_step (statement, &local_error))
    g_ptr_array_add (lines, read_line (statement, today));
  if (local_error == NULL)
    return g_steal_pointer (&lines);
  g_propagate_error (error, local_error);
  return NULL;
}

/* Each tag once: from one tag to the next in the index, however many cards have it. */
static const char tags_sql[] =
  "WITH RECURSIVE next (tag) AS (SELECT min (tag) FROM card_tag UNION ALL "
  "SELECT (SELECT min (t.tag) FROM card_tag AS t WHERE t.tag > next.tag) FROM next WHERE next.tag IS NOT NULL LIMIT ?1) "
  "SELECT tag FROM next WHERE tag IS NOT NULL";

/**
 * deckle_library_list_tags:
 * @self: a library
 * @limit: at most so many
 * @error: return location for a [error@LibraryError]
 *
 * Lists the tags that cards have.
 *
 * Returns: (transfer full) (nullable): the tags in order
 */
char **
deckle_library_list_tags (DeckleLibrary  *self,
                          guint           limit,
                          GError        **error)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) statement = NULL;
  GError *local_error = NULL;
  sqlite3 *db;

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);

  db = deckle_library_get_db (self, error);
  statement = db != NULL ? deckle_sql_prepare (db, tags_sql, error) : NULL;
  if (statement == NULL)
    return NULL;
  deckle_sql_bind (statement, "l", (gint64) limit);
  while (deckle_sql_step (statement, &local_error))
    g_strv_builder_add (tags, (const char *) sqlite3_column_text (statement, 0));
  if (local_error == NULL)
    return g_strv_builder_end (tags);
  g_propagate_error (error, local_error);
  return NULL;
}
