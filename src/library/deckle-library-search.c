/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-library-cards.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "library/deckle-library-private.h"
#include "library/deckle-query-private.h"

/*
 * The index holds every three characters in a row (FTS5's trigram tokenizer), folded to lower case, each field followed by
 * two spaces. Three characters and more are looked up as a phrase. One and two are the beginning of trigrams: those that
 * occur are read from the vocabulary and joined by OR. Nothing is ever ranked or counted.
 */

/* After how many steps of SQLite's machine a search looks whether it is still wanted */
#define STEPS_BETWEEN_LOOKS 500

#define LAST_CHARACTER "\xf4\x8f\xbf\xbf"

/* The number of the newest search of a library, shared with those that still run. */
typedef struct
{
  gatomicrefcount ref_count;
  guint           newest;     /* atomic */
} Latest;

typedef struct
{
  char         *text;
  DeckleScope   scope;
  guint         limit;
  Latest       *latest;        /* (nullable): NULL for a search that nothing interrupts */
  guint         number;
  GCancellable *cancellable;   /* (nullable) */
} Search;

static void
latest_unref (gpointer data)
{
  Latest *latest = data;

  if (g_atomic_ref_count_dec (&latest->ref_count))
    g_free (latest);
}

static Latest *
get_latest (DeckleLibrary *self)
{
  Latest *latest = g_object_get_data (G_OBJECT (self), "deckle-latest-search");

  if (latest == NULL)
    {
      latest = g_new0 (Latest, 1);
      g_atomic_ref_count_init (&latest->ref_count);
      g_object_set_data_full (G_OBJECT (self), "deckle-latest-search", latest, latest_unref);
    }
  return latest;
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->text);
  g_clear_pointer (&search->latest, latest_unref);
  g_clear_object (&search->cancellable);
  g_free (search);
}

/* SQLite's progress handler: anything but 0 interrupts. */
static int
is_unwanted (gpointer data)
{
  const Search *search = data;

  return (search->latest != NULL && (guint) g_atomic_int_get (&search->latest->newest) != search->number) ||
         g_cancellable_is_cancelled (search->cancellable);
}

static void
append_quoted (GString    *query,
               const char *text)
{
  g_string_append_c (query, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (query, '"');
      g_string_append_c (query, *c);
    }
  g_string_append_c (query, '"');
}

/* Folds as the index does: one character to one character. */
static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (folded, g_unichar_tolower (g_utf8_get_char (c)));
  return g_string_free (folded, FALSE);
}

/* The trigrams that begin with @text, joined by OR; an empty query when there are none. */
static gboolean
append_trigrams (GString     *query,
                 sqlite3     *db,
                 const char  *table,
                 const char  *text,
                 GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT term FROM %s_vocab WHERE term >= ? AND term <= ?", table);
  g_autofree char *first = fold (text);
  g_autofree char *last = g_strconcat (first, LAST_CHARACTER LAST_CHARACTER, NULL);
  g_autoptr (sqlite3_stmt) terms = NULL;
  g_autoptr (GError) local_error = NULL;

  terms = deckle_sql_prepare (db, sql, error);
  if (terms == NULL)
    return FALSE;
  deckle_sql_bind (terms, "tt", first, last);
  while (deckle_sql_step (terms, &local_error))
    {
      if (query->len > 0)
        g_string_append (query, " OR ");
      append_quoted (query, (const char *) sqlite3_column_text (terms, 0));
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Adds the row ids of one query to @rows until there are enough, leaving out those that @seen has. */
static gboolean
collect (sqlite3       *db,
         const char    *table,
         const char    *columns,
         const char    *query,
         const Search  *search,
         GHashTable    *seen,
         GArray        *rows,
         GError       **error)
{
  g_autofree char *match = g_strdup_printf ("{%s} : (%s)", columns, query);
  g_autofree char *sql = g_strdup_printf ("SELECT c.id FROM %1$s CROSS JOIN card c ON c.id = %1$s.rowid "
                                          "WHERE %1$s MATCH ?3 AND c.retired = 0 AND +c.section IN " DECKLE_SCOPE_SECTIONS,
                                          table);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  statement = deckle_sql_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  deckle_sql_bind (statement, "llt", search->scope.deck, search->scope.section, match);
  while (rows->len < search->limit && deckle_sql_step (statement, &local_error))
    {
      gint64 row = sqlite3_column_int64 (statement, 0);

      if (g_hash_table_add (seen, g_memdup2 (&row, sizeof row)))
        g_array_append_val (rows, row);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What to ask one of the two indexes for; empty when it has nothing. */
static gboolean
make_query (GString     *query,
            sqlite3     *db,
            const char  *table,
            const char  *text,
            GError     **error)
{
  g_string_truncate (query, 0);
  if (g_utf8_strlen (text, -1) < 3)
    return append_trigrams (query, db, table, text, error);
  append_quoted (query, text);
  return TRUE;
}

/* What to ask one of the two indexes for; empty when no card can have @text. */
char *
deckle_query_make_match (sqlite3     *db,
                         const char  *table,
                         const char  *text,
                         GError     **error)
{
  g_autoptr (GString) query = g_string_new (NULL);

  return make_query (query, db, table, text, error) ? g_string_free (g_steal_pointer (&query), FALSE) : NULL;
}

static GArray *
run_search (sqlite3       *db,
            const Search  *search,
            GError       **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GString) query = g_string_new (NULL);
  g_autofree char *text = g_strstrip (g_utf8_make_valid (search->text, -1));

  if (*text == '\0' || search->limit == 0)
    return g_steal_pointer (&rows);
  if (!make_query (query, db, "card_text", text, error))
    return NULL;
  if (query->len > 0 &&
      (!collect (db, "card_text", "question", query->str, search, seen, rows, error) ||
       !collect (db, "card_text", "answer points detail code tags", query->str, search, seen, rows, error)))
    return NULL;
  if (!make_query (query, db, "card_note_text", text, error) ||
      (query->len > 0 && !collect (db, "card_note_text", "note", query->str, search, seen, rows, error)))
    return NULL;
  return g_steal_pointer (&rows);
}

/* A connection of its own: SQLite's progress handler belongs to a connection, and the main thread keeps reading. */
static GArray *
run_on_own_connection (DeckleLibrary  *self,
                       Search         *search,
                       GError        **error)
{
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (GError) local_error = NULL;
  GArray *rows = NULL;

  if (!is_unwanted (search))
    {
      db = deckle_library_open_reader (self, error);
      if (db == NULL)
        return NULL;
      sqlite3_progress_handler (db, STEPS_BETWEEN_LOOKS, is_unwanted, search);
      rows = run_search (db, search, &local_error);
    }
  if (is_unwanted (search))
    {
      g_clear_pointer (&rows, g_array_unref);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The search was interrupted by a newer one."));
    }
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return rows;
}

static void
search_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *rows = run_on_own_connection (source, data, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * deckle_library_search_async:
 * @self: a library
 * @text: what to find, literally; white space around it is left out
 * @scope: which cards; decks that are switched off are searched only when named
 * @limit: at most so many
 * @cancellable: (nullable): interrupts the search
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Searches question, answer, points, detail, code, tags and the user's note, without regard to case, from one character on. Runs
 * on a worker. A newer search of the same library interrupts this one, which then ends with %G_IO_ERROR_CANCELLED.
 */
void
deckle_library_search_async (DeckleLibrary       *self,
                             const char          *text,
                             DeckleScope          scope,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (DECKLE_IS_LIBRARY (self));
  g_return_if_fail (text != NULL);

  search = g_new0 (Search, 1);
  search->text = g_strdup (text);
  search->scope = scope;
  search->limit = limit;
  search->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  search->latest = get_latest (self);
  g_atomic_ref_count_inc (&search->latest->ref_count);
  search->number = (guint) g_atomic_int_add (&search->latest->newest, 1) + 1;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, deckle_library_search_async);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_in_thread);
}

/**
 * deckle_library_search_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64) (nullable): row ids, cards whose question matches first
 */
GArray *
deckle_library_search_finish (DeckleLibrary  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * deckle_library_search:
 * @self: a library
 * @text: see [method@Library.search_async]
 * @scope: which cards
 * @limit: at most so many
 * @error: return location for a [error@LibraryError]
 *
 * Searches on the calling thread; nothing interrupts it.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): row ids, cards whose question matches first
 */
GArray *
deckle_library_search (DeckleLibrary  *self,
                       const char     *text,
                       DeckleScope     scope,
                       guint           limit,
                       GError        **error)
{
  Search search = { .text = (char *) text, .scope = scope, .limit = limit };

  g_return_val_if_fail (DECKLE_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return run_on_own_connection (self, &search, error);
}
