/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "library-fixture.h"
#include "library-wait.h"
#include "library/deckle-library-edit.h"
#include "library/deckle-library-notes.h"
#include "library/deckle-library-private.h"
#include "library/deckle-query-private.h"
#include "model/deckle-markup.h"

#define N_CARDS 240
#define N_SECTIONS 3

/*
 * Every filter, sort and text is compared with a reference that reads each card and sorts in C. Each is asked twice: with
 * bounds that let the first step find everything, and with bounds that send the query to the indexes.
 */

static const DeckleQueryBounds wide = { .rows = G_MAXUINT, .looks = G_MAXUINT, .reads = G_MAXUINT };
static const DeckleQueryBounds tight = { .rows = 5, .looks = 20, .reads = 8 };

typedef struct
{
  DeckleCardRecord *record;
  int               known_until;
  gboolean          own;
  guint             section_rank;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  deckle_card_record_free (item->record);
  g_free (item);
}

static DeckleBank *
make_bank (void)
{
  static const char * const words[] = { "channel", "`make`", "slice := x", "Map & key", "interface{}", "<-ch", "Ärger" };
  g_autoptr (GListStore) sections = g_list_store_new (DECKLE_TYPE_SECTION);
  DeckleBankInfo info = { .id = (char *) "query", .title = (char *) "Query", .language = (char *) "en",
                          .version = (char *) "1.0.0" };

  for (int s = 0; s < N_SECTIONS; s++)
    {
      g_autoptr (GListStore) cards = g_list_store_new (DECKLE_TYPE_CARD);
      g_autofree char *id = g_strdup_printf ("section-%d", s);
      g_autoptr (DeckleSection) section = deckle_section_new (id, id, G_LIST_MODEL (cards));

      for (int i = s; i < N_CARDS; i += N_SECTIONS)
        {
          g_autofree char *card_id = g_strdup_printf ("card-%d", i);
          g_autofree char *question = g_strdup_printf ("%s number %d?", words[i % (int) G_N_ELEMENTS (words)], (i * 7) % 50);
          g_autofree char *answer = g_strdup_printf ("Because %s.", words[(i / 3) % (int) G_N_ELEMENTS (words)]);
          g_autoptr (DeckleCard) card = deckle_card_new (card_id, N_CARDS - i, question, answer);
          const char * const points[] = { "One point.", i % 11 == 0 ? "Rare zebra." : "Another.", NULL };
          const char * const tags[] = { i % 2 == 0 ? "even" : "odd", i % 40 == 0 ? "seldom" : NULL, NULL };

          deckle_card_set_points (card, points);
          deckle_card_set_tags (card, tags);
          deckle_card_set_level (card, (DeckleLevel) (i % 3));
          g_list_store_append (cards, card);
        }
      deckle_section_set_order (section, N_SECTIONS - s);
      g_list_store_append (sections, section);
    }
  return deckle_bank_new (&info, G_LIST_MODEL (sections));
}

/* A schedule that differs from card to card. */
static void
spread (LibraryFixture *fixture)
{
  int today = deckle_library_get_today (fixture->library);
  g_autofree char *sql = g_strdup_printf (
    "UPDATE card SET state = id %% 4;"
    "UPDATE card SET due_day = %d + id %% 12 - 4, due_ms = %" G_GINT64_FORMAT " + (id * 37 %% 97 - 30) * 7200000, "
    "stability = (id * 13 %% 31) + 0.5, difficulty = 1 + (id * 29 %% 9), last_review_ms = 1000 + (id * 17 %% 23), "
    "known_until_day = iif (state = 2, %d + id %% 7 - 3, 0), lapses = id %% 10 WHERE state <> 0;"
    "UPDATE card SET suspended = (id %% 9 = 0), flag = iif (id %% 6 = 0, 1 + id %% 4, 0), "
    "buried_until_day = iif (id %% 14 = 0, %d + id %% 3, 0)",
    today, FIXTURE_START_MS, today, today);

  library_fixture_exec (fixture, sql);
}

static LibraryFixture *
make_fixture (void)
{
  LibraryFixture *fixture = library_fixture_new (0, 0);
  g_autoptr (DeckleBank) bank = make_bank ();

  library_fixture_import (fixture, bank);
  spread (fixture);
  for (guint i = 0; i < fixture->cards->len; i += 30)
    {
      LibraryWait wait = { 0 };

      deckle_library_set_note_async (fixture->library, g_array_index (fixture->cards, gint64, i), "say this at €CME",
                                     library_wait_on_written, &wait);
      library_wait_succeed (&wait);
    }
  return fixture;
}

/* Valid until it is asked again. */
static const char *
deck_title (LibraryFixture *fixture,
            gint64          deck)
{
  static char title[64];
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (fixture->library, NULL);

  *title = '\0';
  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *info = g_ptr_array_index (decks, i);

      if (info->row == deck)
        g_strlcpy (title, info->title, sizeof title);
    }
  return title;
}

static GPtrArray *
read_items (LibraryFixture *fixture)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  g_autoptr (GArray) rows = deckle_library_list_cards (fixture->library, DECKLE_SCOPE_ALL, NULL);
  gint64 section = 0;
  guint rank = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      g_autofree char *sql = g_strdup_printf ("SELECT known_until_day FROM card WHERE id = %" G_GINT64_FORMAT, row);
      Item *item = g_new0 (Item, 1);

      item->record = deckle_library_load_card (fixture->library, row, NULL);
      item->known_until = (int) library_fixture_get (fixture, sql);
      item->own = g_str_equal (deck_title (fixture, item->record->deck), "Mine");
      rank += item->record->section != section;
      section = item->record->section;
      item->section_rank = rank;
      g_ptr_array_add (items, item);
    }
  return items;
}

static gboolean
contains (const char *field,
          const char *text)
{
  g_autofree char *plain = deckle_markup_to_plain (field);
  g_autofree char *down = g_utf8_strdown (plain, -1);
  g_autofree char *wanted = g_utf8_strdown (text, -1);

  return strstr (down, wanted) != NULL;
}

static gboolean
list_contains (const char * const *list,
               const char         *text)
{
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    if (contains (list[i], text))
      return TRUE;
  return FALSE;
}

static gboolean
has_text (const Item *item,
          const char *text)
{
  DeckleCard *card = item->record->card;

  return text == NULL || (item->record->note != NULL && strstr (item->record->note, text) != NULL) || contains (deckle_card_get_question (card), text) || contains (deckle_card_get_answer (card), text) ||
         list_contains (deckle_card_get_points (card), text) || list_contains (deckle_card_get_tags (card), text);
}

static gboolean
has_progress (const Item  *item,
              DeckleQueryState states,
              int          today)
{
  const DeckleSchedule *schedule = &item->record->schedule;
  gboolean known = schedule->state == DECKLE_STATE_REVIEW && item->known_until >= today;

  return (states & DECKLE_QUERY_ANY_PROGRESS) == 0 ||
         ((states & DECKLE_QUERY_NEW) && schedule->state == DECKLE_STATE_NEW) ||
         ((states & DECKLE_QUERY_LEARNING) && schedule->state != DECKLE_STATE_NEW && !known) ||
         ((states & DECKLE_QUERY_KNOWN) && known);
}

static gboolean
has_mark (const Item       *item,
          DeckleQueryState  states,
          int               today)
{
  guint marks = states & ~(guint) DECKLE_QUERY_ANY_PROGRESS;

  return marks == 0 ||
         ((marks & DECKLE_QUERY_SUSPENDED) && item->record->suspended) ||
         ((marks & DECKLE_QUERY_BURIED) && item->record->buried_until_day > today) ||
         ((marks & DECKLE_QUERY_LEECH) && item->record->schedule.lapses >= 8) ||
         ((marks & DECKLE_QUERY_OWN) && item->own) ||
         ((marks & DECKLE_QUERY_EDITED) && item->record->edited) ||
         ((marks & DECKLE_QUERY_NOTED) && item->record->note != NULL);
}

static gboolean
is_due (LibraryFixture *fixture,
        const Item     *item,
        DeckleQueryDue  due,
        int             today)
{
  const DeckleSchedule *schedule = &item->record->schedule;
  int last = due == DECKLE_QUERY_DUE_TODAY ? today : today + 6;

  if (due == DECKLE_QUERY_DUE_ANY)
    return TRUE;
  if (item->record->suspended || schedule->state == DECKLE_STATE_NEW)
    return FALSE;
  if (schedule->state == DECKLE_STATE_REVIEW)
    return schedule->due_day <= last;
  return deckle_clock_day_of (fixture->clock, schedule->due_ms, 4) <= last;
}

static gboolean
takes (LibraryFixture    *fixture,
       const Item        *item,
       const DeckleQuery *query)
{
  int today = deckle_library_get_today (fixture->library);
  DeckleCard *card = item->record->card;

  return has_text (item, query->text) && has_progress (item, query->states, today) && has_mark (item, query->states, today) &&
         (query->levels == 0 || (query->levels & (1u << deckle_card_get_level (card)))) &&
         (query->flags == 0 || (query->flags & (1u << item->record->flag))) &&
         (query->tags == NULL || list_contains (deckle_card_get_tags (card), query->tags[0])) &&
         is_due (fixture, item, query->due, today) &&
         (query->scope.section == 0 || query->scope.section == item->record->section);
}

static double
value_of (const Item      *item,
          DeckleQuerySort  sort)
{
  const DeckleSchedule *schedule = &item->record->schedule;

  switch (sort)
    {
    case DECKLE_QUERY_SORT_DUE:
      return (double) schedule->due_ms;
    case DECKLE_QUERY_SORT_DIFFICULTY:
      return schedule->memory.difficulty;
    case DECKLE_QUERY_SORT_STABILITY:
      return schedule->memory.stability;
    case DECKLE_QUERY_SORT_LAST_REVIEW:
      return (double) schedule->last_review_ms;
    case DECKLE_QUERY_SORT_LAPSES:
      return schedule->lapses;
    case DECKLE_QUERY_SORT_NUMBER:
    case DECKLE_QUERY_SORT_QUESTION:
    default:
      return 0;
    }
}

#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare_places (const Item *a,
                const Item *b)
{
  int numbers = COMPARE (deckle_card_get_number (a->record->card), deckle_card_get_number (b->record->card));

  if (a->section_rank != b->section_rank)
    return COMPARE (a->section_rank, b->section_rank);
  return numbers != 0 ? numbers : COMPARE (a->record->row, b->record->row);
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Item *left = *(const Item * const *) a, *right = *(const Item * const *) b;
  const DeckleQuery *query = user_data;
  int direction = query->descending ? -1 : 1;
  double left_value = value_of (left, query->sort), right_value = value_of (right, query->sort);
  int order;

  if (query->sort == DECKLE_QUERY_SORT_NUMBER)
    return direction * compare_places (left, right);
  if (query->sort == DECKLE_QUERY_SORT_QUESTION)
    {
      order = g_ascii_strcasecmp (strchr ("`*", *deckle_card_get_question (left->record->card)) != NULL
                                    ? deckle_card_get_question (left->record->card) + 1
                                    : deckle_card_get_question (left->record->card),
                                  strchr ("`*", *deckle_card_get_question (right->record->card)) != NULL
                                    ? deckle_card_get_question (right->record->card) + 1
                                    : deckle_card_get_question (right->record->card));
      return direction * (order != 0 ? order : COMPARE (left->record->row, right->record->row));
    }
  if (left_value <= 0 || right_value <= 0)
    return left_value <= 0 && right_value <= 0 ? compare_places (left, right) : (left_value <= 0) - (right_value <= 0);
  order = COMPARE (left_value, right_value);
  return direction * (order != 0 ? order : COMPARE (left->record->row, right->record->row));
}

static void
check_bounds (LibraryFixture          *fixture,
              GPtrArray               *wanted,
              const DeckleQuery       *query,
              const DeckleQueryBounds *bounds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) rows = deckle_library_query_bounded (fixture->library, query, bounds, &first, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, wanted->len);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (g_array_index (rows, gint64, i), ==, ((Item *) g_ptr_array_index (wanted, i))->record->row);
  g_assert_true (bounds != &wide || first == NULL);
  /* What comes first stays first. */
  for (guint i = 0; first != NULL && i < first->len; i++)
    g_assert_cmpint (g_array_index (first, gint64, i), ==, g_array_index (rows, gint64, i));
}

static guint
check (LibraryFixture    *fixture,
       GPtrArray         *items,
       const DeckleQuery *query)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    if (takes (fixture, g_ptr_array_index (items, i), query))
      g_ptr_array_add (wanted, g_ptr_array_index (items, i));
  g_ptr_array_sort_with_data (wanted, compare_items, (gpointer) query);
  check_bounds (fixture, wanted, query, &wide);
  check_bounds (fixture, wanted, query, &tight);
  return wanted->len;
}

static void
check_all_sorts (LibraryFixture *fixture,
                 GPtrArray      *items,
                 DeckleQuery    *query)
{
  for (int sort = 0; sort < DECKLE_QUERY_N_SORTS; sort++)
    for (int descending = 0; descending < 2; descending++)
      {
        query->sort = (DeckleQuerySort) sort;
        query->descending = descending;
        check (fixture, items, query);
      }
  query->sort = DECKLE_QUERY_SORT_NUMBER;
  query->descending = FALSE;
}

static void
test_sorts (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GPtrArray) items = read_items (fixture);
  DeckleQuery query = { 0 };

  g_assert_cmpuint (items->len, ==, N_CARDS);
  check_all_sorts (fixture, items, &query);
  g_assert_cmpuint (check (fixture, items, &query), ==, N_CARDS);
  query.scope.section = ((Item *) g_ptr_array_index (items, 100))->record->section;
  check_all_sorts (fixture, items, &query);
  g_assert_cmpuint (check (fixture, items, &query), ==, N_CARDS / N_SECTIONS);
}

static void
test_states (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GPtrArray) items = read_items (fixture);
  guint n_found = 0;

  for (guint states = 1; states < DECKLE_QUERY_OWN; states++)
    {
      DeckleQuery query = { .states = (DeckleQueryState) states };

      n_found += check (fixture, items, &query) > 0;
    }
  g_assert_cmpuint (n_found, >, 50);
}

static void
test_filters (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GPtrArray) items = read_items (fixture);
  char *even[] = { (char *) "even", NULL };
  char *seldom[] = { (char *) "seldom", NULL };
  char *none[] = { (char *) "it's no tag", NULL };

  for (guint bits = 1; bits < 8; bits++)
    g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .levels = bits }), >, 0);
  for (guint bits = 1; bits < 32; bits++)
    check (fixture, items, &(DeckleQuery){ .flags = bits });
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .flags = 1u << 1 | 1u << 3 }), >, 0);
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .tags = even }), ==, N_CARDS / 2);
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .tags = seldom }), ==, N_CARDS / 40);
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .tags = none }), ==, 0);
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .due = DECKLE_QUERY_DUE_TODAY }), >, 0);
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .due = DECKLE_QUERY_DUE_WEEK }), >,
                    check (fixture, items, &(DeckleQuery){ .due = DECKLE_QUERY_DUE_TODAY }));
}

static void
edit (LibraryFixture *fixture,
      gint64          row)
{
  g_autoptr (DeckleCard) text = deckle_card_new ("any", 0, "In my words?", "In my words.");
  LibraryWait wait = { 0 };

  deckle_library_edit_card_async (fixture->library, row, text, NULL, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

/* What the user made of cards, alone and together with everything else */
static void
test_own_marks (void)
{
  const DeckleCardTarget target = { .deck_title = "Mine", .section_title = "Moved" };
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GPtrArray) items = NULL;
  gint64 moved[] = { g_array_index (fixture->cards, gint64, 3), g_array_index (fixture->cards, gint64, 60),
                     g_array_index (fixture->cards, gint64, 111), g_array_index (fixture->cards, gint64, 200) };
  LibraryWait wait = { 0 };

  deckle_library_move_cards_async (fixture->library, moved, G_N_ELEMENTS (moved), &target, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  for (guint i = 10; i < 200; i += 25)
    edit (fixture, g_array_index (fixture->cards, gint64, i));
  items = read_items (fixture);
  /* One of the eight is the user's own: there is no text of a bank under it. */
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .states = DECKLE_QUERY_OWN }), ==, 4);
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .states = DECKLE_QUERY_EDITED }), ==, 7);
  g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .states = DECKLE_QUERY_NOTED }), ==, N_CARDS / 30);
  for (guint marks = DECKLE_QUERY_OWN; marks < DECKLE_QUERY_NOTED << 1; marks += DECKLE_QUERY_OWN)
    for (guint others = 0; others < DECKLE_QUERY_OWN; others += 5)
      check (fixture, items, &(DeckleQuery){ .states = (DeckleQueryState) (marks | others) });
}

static void
test_text (void)
{
  static const char * const texts[] = { "channel", ":=", "<-ch", "interface{}", "&", "a", "zebra", "no such words", "make", "%",
                                        "ärger", "Ä", "odd", "seldom", "number 4", "`", "say this", "€",
                                        NULL };
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GPtrArray) items = read_items (fixture);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      DeckleQuery query = { .text = (char *) texts[i] };

      check_all_sorts (fixture, items, &query);
      query.states = DECKLE_QUERY_LEARNING;
      query.levels = 1u << 1 | 1u << 2;
      check_all_sorts (fixture, items, &query);
    }
  {
    DeckleQuery query = { .text = (char *) "  zebra " };
    g_autoptr (GArray) rows = deckle_library_query (fixture->library, &query, NULL);

    g_assert_cmpuint (rows->len, ==, check (fixture, items, &(DeckleQuery){ .text = (char *) "zebra" }));
    g_assert_cmpuint (rows->len, ==, (N_CARDS + 10) / 11);
    g_assert_cmpuint (check (fixture, items, &(DeckleQuery){ .text = (char *) "€" }), >, 0);
  }
}

typedef struct
{
  guint   n_partial;
  guint   partial_rows;
  GArray *rows;
  GError *error;
  gboolean done;
} Answer;

static void
partial_cb (GArray   *rows,
            gpointer  user_data)
{
  Answer *answer = user_data;

  g_assert_false (answer->done);
  answer->n_partial++;
  answer->partial_rows = rows->len;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Answer *answer = user_data;

  answer->rows = deckle_library_query_finish (DECKLE_LIBRARY (source), result, &answer->error);
  answer->done = TRUE;
}

static void
ask (LibraryFixture    *fixture,
     const DeckleQuery *query,
     GCancellable      *cancellable,
     Answer            *answer)
{
  *answer = (Answer){ 0 };
  deckle_library_query_async (fixture->library, query, cancellable, partial_cb, done_cb, answer);
}

static void
wait_for (Answer *answer)
{
  while (!answer->done)
    g_main_context_iteration (NULL, TRUE);
}

/* The first page comes before the rest, and never after the query was cancelled. */
static void
test_async (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DeckleQuery query = { .text = (char *) "  because " };
  Answer answer;

  ask (fixture, &query, NULL, &answer);
  wait_for (&answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.n_partial, ==, 1);
  g_assert_cmpuint (answer.partial_rows, ==, 48);
  g_assert_cmpuint (answer.rows->len, ==, N_CARDS);
  g_clear_pointer (&answer.rows, g_array_unref);

  ask (fixture, &query, cancellable, &answer);
  g_cancellable_cancel (cancellable);
  wait_for (&answer);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (answer.n_partial, ==, 0);
  g_assert_null (answer.rows);
  g_clear_error (&answer.error);
}

/* How SQLite means to run the first statement of @sql, step by step. */
static char *
explain (sqlite3    *db,
         const char *sql)
{
  g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) statement = deckle_sql_prepare (db, question, &error);
  g_autoptr (GString) plan = g_string_new (NULL);

  g_assert_no_error (error);
  while (deckle_sql_step (statement, &error))
    g_string_append_printf (plan, "%s\n", (const char *) sqlite3_column_text (statement, 3));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&plan), FALSE);
}

static void
assert_plan (sqlite3    *db,
             const char *sql,
             const char *index)
{
  g_autofree char *plan = explain (db, sql);
  g_autofree char *words = g_strdup_printf ("INDEX %s ", index);
  g_autofree char *end = g_strdup_printf ("INDEX %s\n", index);

  if (strstr (plan, words) == NULL && strstr (plan, end) == NULL)
    g_error ("%s is not used for %s:\n%s", index, sql, plan);
}

/* The first rows of every order, and the few cards of a filter, come from an index without sorting or looking at all cards. */
static void
test_plans (void)
{
  static const char * const sort_indexes[DECKLE_QUERY_N_SORTS] = { "card_order", "card_question", "card_due", "card_difficulty",
                                                                   "card_stability", "card_last_review", "card_lapses" };
  const struct { DeckleQuery query; const char *index; } filters[] = {
    { { .flags = 1 << 2 }, "card_flag" },
    { { .states = DECKLE_QUERY_SUSPENDED }, "card_suspended" },
    { { .states = DECKLE_QUERY_LEECH }, "card_lapses" },
  };
  const DeckleQueryDay day = { .today = 20000, .leech_threshold = 8 };
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) db = deckle_library_open_reader (fixture->library, &error);

  g_assert_no_error (error);
  g_assert_true (deckle_query_make_scope (db, DECKLE_SCOPE_ALL, &error));
  for (int i = 0; i < 2 * DECKLE_QUERY_N_SORTS; i++)
    {
      const DeckleQuery query = { .sort = (DeckleQuerySort) (i / 2), .descending = i % 2 != 0 };
      g_autoptr (GPtrArray) walk = deckle_query_make_walk (db, &query, "1", &error);
      g_autofree char *plan = explain (db, g_ptr_array_index (walk, 0));

      assert_plan (db, g_ptr_array_index (walk, 0), sort_indexes[query.sort]);
      /* Cards of the same number are sorted by id; nothing else is sorted. */
      g_assert_null (strstr (plan, "B-TREE FOR ORDER BY"));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autofree char *filter = deckle_query_make_filter (&filters[i].query, &day);
      g_autofree char *lookup = deckle_query_make_lookup (&filters[i].query, &day, filter, NULL);

      assert_plan (db, lookup, filters[i].index);
    }
}

static void
test_lines (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (GPtrArray) items = read_items (fixture);
  g_autoptr (GError) error = NULL;
  gint64 rows[DECKLE_LINES_MAX] = { 0 };
  g_autoptr (GPtrArray) lines = NULL;
  guint n_seen = 0;

  for (guint i = 0; i < DECKLE_LINES_MAX - 1; i++)
    rows[i] = ((Item *) g_ptr_array_index (items, i))->record->row;
  rows[DECKLE_LINES_MAX - 1] = 99999;
  lines = deckle_library_load_lines (fixture->library, rows, DECKLE_LINES_MAX, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, DECKLE_LINES_MAX - 1);
  for (guint i = 0; i < lines->len; i++)
    for (guint j = 0; j < DECKLE_LINES_MAX - 1; j++)
      {
        const DeckleCardLine *line = g_ptr_array_index (lines, i);
        const Item *item = g_ptr_array_index (items, j);

        if (line->row != item->record->row)
          continue;
        n_seen++;
        g_assert_cmpstr (line->question, ==, deckle_card_get_question (item->record->card));
        g_assert_cmpint (line->number, ==, deckle_card_get_number (item->record->card));
        g_assert_cmpint (line->section, ==, item->record->section);
        g_assert_cmpint (line->state, ==, item->record->schedule.state);
        g_assert_cmpint (line->due_day, ==, item->record->schedule.due_day);
        g_assert_cmpint (line->flag, ==, item->record->flag);
        g_assert_cmpint (line->suspended, ==, item->record->suspended);
      }
  g_assert_cmpuint (n_seen, ==, DECKLE_LINES_MAX - 1);
}

static void
test_tags (void)
{
  g_autoptr (LibraryFixture) fixture = make_fixture ();
  g_autoptr (LibraryFixture) empty = library_fixture_new (0, 0);
  g_auto (GStrv) tags = deckle_library_list_tags (fixture->library, 100, NULL);
  g_auto (GStrv) some = deckle_library_list_tags (fixture->library, 2, NULL);
  g_auto (GStrv) none = deckle_library_list_tags (empty->library, 100, NULL);
  g_autofree char *joined = g_strjoinv (" ", tags);

  g_assert_cmpstr (joined, ==, "even odd seldom");
  g_assert_cmpuint (g_strv_length (some), ==, 2);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/query/sorts", test_sorts);
  g_test_add_func ("/library/query/states", test_states);
  g_test_add_func ("/library/query/own-marks", test_own_marks);
  g_test_add_func ("/library/query/filters", test_filters);
  g_test_add_func ("/library/query/text", test_text);
  g_test_add_func ("/library/query/async", test_async);
  g_test_add_func ("/library/query/plans", test_plans);
  g_test_add_func ("/library/query/lines", test_lines);
  g_test_add_func ("/library/query/tags", test_tags);

  return g_test_run ();
}
