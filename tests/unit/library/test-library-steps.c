/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-library-edit.h"
#include "library/deckle-library-notes.h"
#include "library/deckle-library-reset.h"

/*
 * Everything that a user can do to a card, in an order drawn at random, then taken back and done again step by step, with the
 * library closed and opened in between: each state must be met again, whatever the user sees of it.
 */

#define N_STEPS 40

/* What a user sees of cards, decks and sections, deleted ones left out. */
static const char * const dump_sql[] = {
  "SELECT c.id, c.deck, c.section, c.card_id, c.number, c.level, c.question, c.answer, c.detail, c.code_kind, c.code_text, "
  "c.state, c.step_left, c.reps, c.lapses, c.stability, c.difficulty, c.due_ms, c.due_day, c.interval_days, c.last_review_ms, "
  "c.last_day, c.first_day, c.suspended, c.buried_until_day, c.flag, n.text, "
  "(SELECT group_concat (text, '|') FROM card_point WHERE card = c.id), "
  "(SELECT group_concat (tag, '|') FROM card_tag WHERE card = c.id), "
  "(SELECT count(*) FROM review WHERE review.card = c.id AND undone = 0), e.card IS NOT NULL, e.pending "
  "FROM card AS c JOIN deck ON deck.id = c.deck LEFT JOIN card_note AS n ON n.card = c.id "
  "LEFT JOIN card_edit AS e ON e.card = c.id WHERE c.retired = 0 AND deck.removed = 0 ORDER BY c.id",
  "SELECT id, title, own_title, enabled FROM deck WHERE removed = 0 ORDER BY id",
  "SELECT s.id, s.title FROM section AS s JOIN deck ON deck.id = s.deck WHERE s.retired = 0 AND deck.removed = 0 ORDER BY s.id",
  "SELECT o.deck, o.card_id, o.card FROM card_origin AS o JOIN card ON card.id = o.card WHERE card.retired = 0 ORDER BY 1, 2",
};

static char *
dump (LibraryFixture *fixture)
{
  GString *text = g_string_new (NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (dump_sql); i++)
    {
      sqlite3_stmt *statement;

      g_assert_cmpint (sqlite3_prepare_v2 (db, dump_sql[i], -1, &statement, NULL), ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        for (int j = 0; j < sqlite3_column_count (statement); j++)
          g_string_append_printf (text, "%s%c", (const char *) sqlite3_column_text (statement, j),
                                  j + 1 < sqlite3_column_count (statement) ? ' ' : '\n');
      sqlite3_finalize (statement);
    }
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

/* A random row of a query, 0 when it has none. */
static gint64
pick (LibraryFixture *fixture,
      GRand          *random,
      const char     *from)
{
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM %s", from);
  gint64 n = library_fixture_get (fixture, count);
  g_autofree char *row = NULL;

  if (n == 0)
    return 0;
  row = g_strdup_printf ("SELECT id FROM (SELECT * FROM %s) LIMIT 1 OFFSET %d", from, g_rand_int_range (random, 0, (int) n));
  return library_fixture_get (fixture, row);
}

#define CARDS "card WHERE retired = 0 AND deck IN (SELECT id FROM deck WHERE removed = 0)"
#define OWN_CARDS "card WHERE retired = 0 AND deck IN (SELECT id FROM deck WHERE removed = 0 AND kind = 2)"
#define OWN_SECTIONS "section WHERE retired = 0 AND deck IN (SELECT id FROM deck WHERE removed = 0 AND kind = 2)"

static DeckleCard *
make_text (GRand *random)
{
  g_autofree char *question = g_strdup_printf ("Question %d?", g_rand_int_range (random, 0, 100000));
  DeckleCard *card = deckle_card_new ("any", 0, question, "An answer.");

  deckle_card_set_level (card, (DeckleLevel) g_rand_int_range (random, 0, 3));
  if (g_rand_boolean (random))
    deckle_card_set_points (card, (const char * const[]){ "one", "two", NULL });
  if (g_rand_boolean (random))
    deckle_card_set_tags (card, (const char * const[]){ "net", NULL });
  return card;
}

static void
on_created (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  LibraryWait *wait = user_data;

  deckle_library_create_finish (DECKLE_LIBRARY (source), result, &wait->error);
  wait->done = TRUE;
}

/* FALSE when there is nothing to do it to. */
static gboolean
do_something (LibraryFixture *fixture,
              GRand          *random)
{
  gint64 card = pick (fixture, random, CARDS), own = pick (fixture, random, OWN_CARDS);
  DeckleCardTarget target = { 0, g_rand_boolean (random) ? pick (fixture, random, OWN_SECTIONS) : 0, "My Deck", NULL };
  g_autoptr (DeckleCard) text = make_text (random);
  gint64 cards[] = { card, pick (fixture, random, CARDS) };
  gboolean studied = library_fixture_get (fixture, "SELECT count(*) FROM " CARDS " AND state <> 0") > 0;
  LibraryWait wait = { 0 };

  switch (g_rand_int_range (random, 0, 9))
    {
    case 0:
    case 1:
      library_fixture_grade (fixture, card, (DeckleRating) g_rand_int_range (random, 1, 5));
      return TRUE;
    case 2:
      deckle_library_set_note_async (fixture->library, card, deckle_card_get_question (text), library_wait_on_written, &wait);
      break;
    case 3:
      deckle_library_edit_card_async (fixture->library, card, text, NULL, library_wait_on_written, &wait);
      break;
    case 4:
      deckle_library_edit_card_async (fixture->library, card, text, &target, library_wait_on_written, &wait);
      break;
    case 5:
      deckle_library_create_card_async (fixture->library, text, &target, on_created, &wait);
      break;
    case 6:
      deckle_library_move_cards_async (fixture->library, cards, 2, &target, library_wait_on_written, &wait);
      break;
    case 7:
      if (own == 0)
        return FALSE;
      deckle_library_delete_cards_async (fixture->library, &own, 1, library_wait_on_written, &wait);
      break;
    default:
      if (!studied)
        return FALSE;
      deckle_library_reset_scope_async (fixture->library, DECKLE_SCOPE_ALL, library_wait_on_written, &wait);
    }
  library_wait_succeed (&wait);
  return TRUE;
}

static void
test_random (gconstpointer data)
{
  g_autoptr (LibraryFixture) fixture = library_fixture_new (2, 4);
  g_autoptr (GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (states, dump (fixture));
  while (states->len <= N_STEPS)
    {
      deckle_clock_advance_ms (fixture->clock, g_rand_int_range (random, 1, 3 * 24 * 3600) * G_GINT64_CONSTANT (1000));
      if (do_something (fixture, random))
        g_ptr_array_add (states, dump (fixture));
      g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo"), ==, states->len - 1);
    }
  library_fixture_assert_sound (fixture);

  for (int redo = 0; redo < 2; redo++)
    for (guint i = 0; i < N_STEPS; i++)
      {
        g_autofree char *state = NULL;

        if (i % 7 == 0)
          {
            library_fixture_close (fixture);
            library_fixture_open (fixture);
          }
        library_fixture_undo (fixture, redo != 0);
        state = dump (fixture);
        g_assert_cmpstr (state, ==, states->pdata[redo != 0 ? i + 1 : N_STEPS - 1 - i]);
        if (i % 9 == 0)
          library_fixture_assert_sound (fixture);
      }
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM pragma_foreign_key_check ()"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint seed = 1; seed <= 2; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/library/steps/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_random);
    }
  return g_test_run ();
}
