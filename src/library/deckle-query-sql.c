/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-library"
#include "deckle-config.h"
#include "library/deckle-query-private.h"

#include "library/deckle-library-private.h"

#define WEEK_DAYS 7

/* The column of a sort whose cards without a value come last; NULL for the other sorts. */
static const char *
sort_column (DeckleQuerySort sort)
{
  switch (sort)
    {
    case DECKLE_QUERY_SORT_DUE:
      return "c.due_ms";
    case DECKLE_QUERY_SORT_DIFFICULTY:
      return "c.difficulty";
    case DECKLE_QUERY_SORT_STABILITY:
      return "c.stability";
    case DECKLE_QUERY_SORT_LAST_REVIEW:
      return "c.last_review_ms";
    case DECKLE_QUERY_SORT_LAPSES:
      return "c.lapses";
    case DECKLE_QUERY_SORT_NUMBER:
    case DECKLE_QUERY_SORT_QUESTION:
    default:
      return NULL;
    }
}

/* As the index card_question has it: signs that begin code or emphasis do not count. */
#define QUESTION_KEY "ltrim (c.question, '`*') COLLATE NOCASE"

gboolean
deckle_query_make_scope (sqlite3      *db,
                         DeckleScope   scope,
                         GError      **error)
{
  return deckle_sql_exec (db, "PRAGMA temp_store = MEMORY; "
                              "CREATE TEMP TABLE query_scope (section INTEGER PRIMARY KEY, rank INTEGER NOT NULL)", error) &&
         deckle_sql_run (db, error,
                         "INSERT INTO temp.query_scope SELECT section.id, row_number () OVER (ORDER BY deck.kind, "
                         "coalesce (deck.own_title, deck.title), deck.id, section.position, section.id) "
                         "FROM section JOIN deck ON deck.id = section.deck WHERE section.id IN " DECKLE_SCOPE_SECTIONS,
                         "ll", scope.deck, scope.section);
}

static void
append_or (GString    *group,
           const char *condition)
{
  g_string_append_printf (group, "%s%s", group->len > 0 ? " OR " : "", condition);
}

static void
append_and (GString    *filter,
            const char *condition)
{
  if (*condition != '\0')
    g_string_append_printf (filter, " AND (%s)", condition);
}

static void
append_states (GString              *filter,
               const DeckleQuery    *query,
               const DeckleQueryDay *day)
{
  g_autoptr (GString) progress = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *learning = g_strdup_printf ("c.state IN (1, 3) OR (c.state = 2 AND c.known_until_day < %d)", day->today);
  g_autofree char *known = g_strdup_printf ("c.state = 2 AND c.known_until_day >= %d", day->today);
  g_autofree char *buried = g_strdup_printf ("c.buried_until_day > %d", day->today);
  g_autofree char *leech = g_strdup_printf ("%d > 0 AND c.lapses >= %d", day->leech_threshold, day->leech_threshold);

  if (query->states & DECKLE_QUERY_NEW)
    append_or (progress, "c.state = 0");
  if (query->states & DECKLE_QUERY_LEARNING)
    append_or (progress, learning);
  if (query->states & DECKLE_QUERY_KNOWN)
    append_or (progress, known);
  if (query->states & DECKLE_QUERY_SUSPENDED)
    append_or (marks, "c.suspended = 1");
  if (query->states & DECKLE_QUERY_BURIED)
    append_or (marks, buried);
  if (query->states & DECKLE_QUERY_LEECH)
    append_or (marks, leech);
  if (query->states & DECKLE_QUERY_OWN)
    append_or (marks, "c.deck IN (SELECT id FROM deck WHERE kind = 2)");
  if (query->states & DECKLE_QUERY_EDITED)
    append_or (marks, "EXISTS (SELECT 1 FROM card_edit AS e WHERE e.card = c.id)");
  if (query->states & DECKLE_QUERY_NOTED)
    append_or (marks, "EXISTS (SELECT 1 FROM card_note AS n WHERE n.card = c.id)");
  append_and (filter, progress->str);
  append_and (filter, marks->str);
}

/* The numbers whose bit is set, as a list in parentheses. */
static char *
list_bits (guint bits)
{
  GString *list = g_string_new ("(");

  for (guint i = 0; i < 32; i++)
    if (bits & (1u << i))
      g_string_append_printf (list, "%s%u", list->len > 1 ? ", " : "", i);
  return g_string_free (g_string_append_c (list, ')'), FALSE);
}

static char *
list_tags (const DeckleQuery *query)
{
  GString *list = g_string_new ("(");

  for (guint i = 0; query->tags[i] != NULL; i++)
    {
      char *quoted = sqlite3_mprintf ("%Q", query->tags[i]);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", quoted);
      sqlite3_free (quoted);
    }
  return g_string_free (g_string_append_c (list, ')'), FALSE);
}

static gboolean
has_tags (const DeckleQuery *query)
{
  return query->tags != NULL && query->tags[0] != NULL;
}

static gint64
due_before_ms (const DeckleQuery    *query,
               const DeckleQueryDay *day)
{
  return query->due == DECKLE_QUERY_DUE_TODAY ? day->day_end_ms : day->week_end_ms;
}

static int
due_until_day (const DeckleQuery    *query,
               const DeckleQueryDay *day)
{
  return query->due == DECKLE_QUERY_DUE_TODAY ? day->today : day->today + WEEK_DAYS - 1;
}

char *
deckle_query_make_filter (const DeckleQuery    *query,
                          const DeckleQueryDay *day)
{
  GString *filter = g_string_new ("1");

  append_states (filter, query, day);
  if (query->levels != 0)
    {
      g_autofree char *levels = list_bits (query->levels);

      g_string_append_printf (filter, " AND c.level IN %s", levels);
    }
  if (query->flags != 0)
    {
      g_autofree char *flags = list_bits (query->flags);

      g_string_append_printf (filter, " AND c.flag IN %s", flags);
    }
  if (has_tags (query))
    {
      g_autofree char *tags = list_tags (query);

      g_string_append_printf (filter, " AND EXISTS (SELECT 1 FROM card_tag AS t WHERE t.card = c.id AND t.tag IN %s)", tags);
    }
  if (query->due != DECKLE_QUERY_DUE_ANY)
    g_string_append_printf (filter, " AND c.suspended = 0 AND ((c.state IN (1, 3) AND c.due_ms < %" G_GINT64_FORMAT ") "
                            "OR (c.state = 2 AND c.due_day <= %d))", due_before_ms (query, day), due_until_day (query, day));
  return g_string_free (filter, FALSE);
}

/* One statement a section, in the order of the index; @condition: what the cards have in common. */
static gboolean
append_sections (GPtrArray    *walk,
                 sqlite3      *db,
                 gboolean      descending,
                 const char   *condition,
                 const char   *filter,
                 GError      **error)
{
  const char *direction = descending ? "DESC" : "ASC";
  g_autoptr (sqlite3_stmt) sections = NULL;
  g_autofree char *order = g_strdup_printf ("SELECT section FROM temp.query_scope ORDER BY rank %s", direction);
  g_autoptr (GError) local_error = NULL;

  sections = deckle_sql_prepare (db, order, error);
  if (sections == NULL)
    return FALSE;
  while (deckle_sql_step (sections, &local_error))
    g_ptr_array_add (walk, g_strdup_printf ("SELECT c.id, %s FROM card AS c INDEXED BY card_order "
                                            "WHERE c.section = %" G_GINT64_FORMAT " AND c.retired = 0 AND %s "
                                            "ORDER BY c.number %s, c.id %s",
                                            filter, (gint64) sqlite3_column_int64 (sections, 0), condition, direction, direction));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

GPtrArray *
deckle_query_make_walk (sqlite3            *db,
                        const DeckleQuery  *query,
                        const char         *filter,
                        GError            **error)
{
  g_autoptr (GPtrArray) walk = g_ptr_array_new_with_free_func (g_free);
  const char *direction = query->descending ? "DESC" : "ASC";
  const char *column = sort_column (query->sort);
  g_autofree char *without = NULL;

  if (query->sort == DECKLE_QUERY_SORT_QUESTION)
    {
      g_ptr_array_add (walk, g_strdup_printf ("SELECT c.id, %s FROM card AS c CROSS JOIN temp.query_scope AS sc "
                                              "ON sc.section = c.section WHERE c.retired = 0 "
                                              "ORDER BY " QUESTION_KEY " %s, c.id %s", filter, direction, direction));
      return g_steal_pointer (&walk);
    }
  if (column == NULL)
    return append_sections (walk, db, query->descending, "1", filter, error) ? g_steal_pointer (&walk) : NULL;

  g_ptr_array_add (walk, g_strdup_printf ("SELECT c.id, %s FROM card AS c CROSS JOIN temp.query_scope AS sc "
                                          "ON sc.section = c.section WHERE c.retired = 0 AND %s > 0 "
                                          "ORDER BY %s %s, c.id %s", filter, column, column, direction, direction));
  without = g_strdup_printf ("%s <= 0", column);
  return append_sections (walk, db, FALSE, without, filter, error) ? g_steal_pointer (&walk) : NULL;
}

static char *
make_order (const DeckleQuery *query)
{
  const char *direction = query->descending ? "DESC" : "ASC";
  const char *column = sort_column (query->sort);

  if (query->sort == DECKLE_QUERY_SORT_QUESTION)
    return g_strdup_printf (QUESTION_KEY " %s, c.id %s", direction, direction);
  if (column == NULL)
    return g_strdup_printf ("sc.rank %s, c.number %s, c.id %s", direction, direction, direction);
  return g_strdup_printf ("%s <= 0, iif (%s > 0, %s, 0) %s, iif (%s > 0, c.id, 0) %s, sc.rank, c.number, c.id",
                          column, column, column, direction, column, direction);
}

/* Ids from the index of each mark; NULL where one of them has none. */
static char *
find_marked (const DeckleQuery    *query,
             const DeckleQueryDay *day)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  DeckleQueryState marks = query->states & ~(guint) DECKLE_QUERY_ANY_PROGRESS;

  if (marks == 0 || (marks & DECKLE_QUERY_OWN))
    return NULL;
  if (marks & DECKLE_QUERY_SUSPENDED)
    g_string_append (sql, "SELECT id FROM card WHERE suspended = 1 AND retired = 0");
  if (marks & DECKLE_QUERY_BURIED)
    g_string_append_printf (sql, "%sSELECT id FROM card WHERE buried_until_day > %d", sql->len > 0 ? " UNION " : "",
                            MAX (day->today, 0));
  if (marks & DECKLE_QUERY_LEECH)
    g_string_append_printf (sql, "%sSELECT id FROM card WHERE lapses >= %d AND lapses > 0 AND retired = 0",
                            sql->len > 0 ? " UNION " : "", MAX (day->leech_threshold, 1));
  if (marks & DECKLE_QUERY_EDITED)
    g_string_append_printf (sql, "%sSELECT card AS id FROM card_edit", sql->len > 0 ? " UNION " : "");
  if (marks & DECKLE_QUERY_NOTED)
    g_string_append_printf (sql, "%sSELECT card AS id FROM card_note", sql->len > 0 ? " UNION " : "");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
find_due (const DeckleQuery    *query,
          const DeckleQueryDay *day)
{
  return g_strdup_printf ("SELECT id FROM card INDEXED BY card_learning WHERE state IN (1, 3) AND retired = 0 "
                          "AND suspended = 0 AND due_ms < %" G_GINT64_FORMAT " UNION ALL "
                          "SELECT id FROM card INDEXED BY card_review WHERE state = 2 AND retired = 0 "
                          "AND suspended = 0 AND due_day <= %d",
                          due_before_ms (query, day), due_until_day (query, day));
}

static char *
find_progress (const DeckleQuery    *query,
               const DeckleQueryDay *day)
{
  g_autoptr (GString) filter = g_string_new ("1");
  DeckleQuery progress = { .states = query->states & DECKLE_QUERY_ANY_PROGRESS };

  append_states (filter, &progress, day);
  return g_strdup_printf ("SELECT c.id FROM temp.query_scope AS sc CROSS JOIN card AS c INDEXED BY card_count "
                          "ON c.section = sc.section WHERE c.retired = 0 AND %s", filter->str);
}

/* Cards and notes have an index each. */
char *
deckle_query_make_text (sqlite3     *db,
                        const char  *text,
                        GError     **error)
{
  static const char * const tables[] = { "card_text", "card_note_text" };
  g_autoptr (GString) sql = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *match = deckle_query_make_match (db, tables[i], text, error);
      char *part;

      if (match == NULL)
        return NULL;
      if (*match == '\0')
        continue;
      part = sqlite3_mprintf ("%sSELECT rowid AS id FROM %s WHERE %s MATCH %Q", sql->len > 0 ? " UNION " : "",
                              tables[i], tables[i], match);
      g_string_append (sql, part);
      sqlite3_free (part);
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* The narrowest index first. */
static char *
find_candidates (const DeckleQuery    *query,
                 const DeckleQueryDay *day,
                 const char           *text_matches)
{
  char *marked;

  if (text_matches != NULL)
    return g_strdup (text_matches);
  if (query->flags != 0 && (query->flags & 1u) == 0)
    {
      g_autofree char *flags = list_bits (query->flags);

      return g_strdup_printf ("SELECT id FROM card WHERE flag > 0 AND flag IN %s", flags);
    }
  marked = find_marked (query, day);
  if (marked != NULL)
    return marked;
  if (has_tags (query))
    {
      g_autofree char *tags = list_tags (query);

      return g_strdup_printf ("SELECT DISTINCT card AS id FROM card_tag WHERE tag IN %s", tags);
    }
  if (query->due != DECKLE_QUERY_DUE_ANY)
    return find_due (query, day);
  if (query->states & DECKLE_QUERY_ANY_PROGRESS)
    return find_progress (query, day);
  return NULL;
}

char *
deckle_query_make_lookup (const DeckleQuery    *query,
                          const DeckleQueryDay *day,
                          const char           *filter,
                          const char           *text_matches)
{
  g_autofree char *candidates = find_candidates (query, day, text_matches);
  g_autofree char *order = make_order (query);

  if (candidates == NULL)
    return NULL;
  return g_strdup_printf ("SELECT c.id FROM (%s) AS hit CROSS JOIN card AS c ON c.id = hit.id "
                          "CROSS JOIN temp.query_scope AS sc ON sc.section = c.section "
                          "WHERE c.retired = 0 AND %s ORDER BY %s", candidates, filter, order);
}
