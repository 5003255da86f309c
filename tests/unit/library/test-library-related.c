/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"
#include "library-wait.h"

#include "library/deckle-library-own.h"
#include "library/deckle-library-private.h"
#include "library/deckle-library-related.h"
#include "library/deckle-overlap.h"

/* Near-duplicates: which cards are put off together, and that an answer and what it puts off are one step. */

typedef struct
{
  const char *a;
  const char *b;
  gboolean    near;
} Pair;

static const Pair pairs[] = {
  { "What is escape analysis, and how do you see its decisions?",
    "What does escape analysis decide, and how do you see its decisions?", TRUE },
  { "How do buffered and unbuffered channels differ?", "How do buffered and unbuffered channels work internally?", TRUE },
  { "HOW do Buffered, unbuffered channels differ", "How do buffered and unbuffered channels differ?", TRUE },
  /* Two of three shared words are not two of three of all. */
  { "How do you set up autoscaling for Go services?", "How do you set up OpenTelemetry in a Go service?", FALSE },
  { "How does the Go garbage collector work?", "What kind of garbage collector does Go have?", TRUE },
  /* The same one content word. */
  { "What is a slice?", "Why use a slice?", FALSE },
  { "", "", FALSE },
};

static void
test_near (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_true (deckle_overlap_is_near (pairs[i].a, pairs[i].b) == pairs[i].near);
      g_assert_true (deckle_overlap_is_near (pairs[i].b, pairs[i].a) == pairs[i].near);
    }
}

static gint64
card_at (LibraryFixture *fixture,
         guint           position)
{
  return g_array_index (fixture->cards, gint64, position);
}

static void
set_question (LibraryFixture *fixture,
              guint           position,
              const char     *question)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE card SET question = '%s' WHERE id = %" G_GINT64_FORMAT, question,
                                          card_at (fixture, position));

  library_fixture_exec (fixture, sql);
}

static void
link_cards (LibraryFixture *fixture,
            guint           from,
            guint           to)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO card_see_also (card, position, card_id) SELECT %" G_GINT64_FORMAT ", 50 + id, card_id FROM card "
                     "WHERE id = %" G_GINT64_FORMAT, card_at (fixture, from), card_at (fixture, to));

  library_fixture_exec (fixture, sql);
}

/* Questions without a word in common, no links. */
static LibraryFixture *
create (void)
{
  LibraryFixture *fixture = library_fixture_new (2, 5);

  library_fixture_exec (fixture, "DELETE FROM card_see_also");
  library_fixture_exec (fixture, "DELETE FROM card_tag");
  library_fixture_exec (fixture, "UPDATE card SET question = 'alpha' || id || ' beta' || id || ' gamma' || id");
  return fixture;
}

static gboolean
contains (GArray *rows,
          gint64  row)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, gint64, i) == row)
      return TRUE;
  return FALSE;
}

static GArray *
list_related (LibraryFixture *fixture,
              guint           position)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = deckle_library_list_related (fixture->library, card_at (fixture, position), &error);

  g_assert_no_error (error);
  return rows;
}

/* Links both ways, near questions in any section of the deck; nothing that would not come today. */
static void
test_list (void)
{
  g_autoptr (LibraryFixture) fixture = create ();
  int today = deckle_library_get_today (fixture->library);
  g_autofree char *later = g_strdup_printf ("UPDATE card SET state = 2, due_day = %d WHERE id = %" G_GINT64_FORMAT, today + 1,
                                            card_at (fixture, 3));
  g_autofree char *due = g_strdup_printf ("UPDATE card SET state = 2, due_day = %d WHERE id = %" G_GINT64_FORMAT, today,
                                          card_at (fixture, 2));
  g_autofree char *learning = g_strdup_printf ("UPDATE card SET state = 1 WHERE id = %" G_GINT64_FORMAT, card_at (fixture, 4));
  g_autoptr (GArray) related = NULL, linked = NULL, none = NULL;

  g_clear_pointer (&none, g_array_unref);
  none = list_related (fixture, 0);
  g_assert_cmpuint (none->len, ==, 0);

  link_cards (fixture, 0, 1);
  link_cards (fixture, 2, 0);
  link_cards (fixture, 0, 3);
  link_cards (fixture, 0, 4);
  set_question (fixture, 0, "How do buffered and unbuffered channels differ?");
  set_question (fixture, 7, "How do buffered and unbuffered channels work?");
  library_fixture_exec (fixture, later);
  library_fixture_exec (fixture, due);
  library_fixture_exec (fixture, learning);
  related = list_related (fixture, 0);
  g_assert_cmpuint (related->len, ==, 3);
  g_assert_true (contains (related, card_at (fixture, 1)));
  g_assert_true (contains (related, card_at (fixture, 2)));
  g_assert_true (contains (related, card_at (fixture, 7)));

  linked = deckle_library_list_linked (fixture->library, card_at (fixture, 0), NULL);
  g_assert_cmpuint (linked->len, ==, 4);

  library_fixture_exec (fixture, "UPDATE card SET suspended = 1");
  g_clear_pointer (&none, g_array_unref);
  none = list_related (fixture, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
move (LibraryFixture *fixture,
      guint           position)
{
  const gint64 row = card_at (fixture, position);
  DeckleCardTarget target = { 0, 0, "Moved", NULL };
  LibraryWait wait = { 0 };

  deckle_library_move_cards_async (fixture->library, &row, 1, &target, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
}

static void
assert_linked (LibraryFixture *fixture,
               guint           position,
               guint           a,
               guint           b)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) linked = deckle_library_list_linked (fixture->library, card_at (fixture, position), &error);
  g_autoptr (GArray) related = list_related (fixture, position);

  g_assert_no_error (error);
  g_assert_cmpuint (linked->len, ==, 2);
  g_assert_true (contains (linked, card_at (fixture, a)) && contains (linked, card_at (fixture, b)));
  g_assert_cmpuint (related->len, ==, 2);
}

/* Links hold wherever the cards go. */
static void
test_moved (void)
{
  g_autoptr (LibraryFixture) fixture = create ();

  link_cards (fixture, 0, 1);
  link_cards (fixture, 2, 0);
  assert_linked (fixture, 0, 1, 2);
  move (fixture, 1);
  assert_linked (fixture, 0, 1, 2);
  move (fixture, 0);
  assert_linked (fixture, 0, 1, 2);
  move (fixture, 2);
  assert_linked (fixture, 0, 1, 2);
  library_fixture_undo (fixture, FALSE);
  library_fixture_undo (fixture, FALSE);
  assert_linked (fixture, 0, 1, 2);
  library_fixture_assert_sound (fixture);
}

static void
test_helpful (void)
{
  g_autoptr (LibraryFixture) fixture = create ();
  g_autoptr (GArray) cards = NULL, few = NULL;

  link_cards (fixture, 0, 6);
  library_fixture_exec (fixture, "INSERT INTO card_tag (card, position, tag) SELECT id, 0, 'slices' FROM card");
  cards = deckle_library_list_helpful (fixture->library, card_at (fixture, 0), 10, NULL);
  g_assert_cmpuint (cards->len, ==, 5);
  g_assert_cmpint (g_array_index (cards, gint64, 0), ==, card_at (fixture, 6));
  g_assert_false (contains (cards, card_at (fixture, 0)));
  g_assert_false (contains (cards, card_at (fixture, 8)));
  few = deckle_library_list_helpful (fixture->library, card_at (fixture, 0), 2, NULL);
  g_assert_cmpuint (few->len, ==, 2);
}

static int
buried_until (LibraryFixture *fixture,
              guint           position)
{
  g_autofree char *sql = g_strdup_printf ("SELECT buried_until_day FROM card WHERE id = %" G_GINT64_FORMAT,
                                          card_at (fixture, position));

  return (int) library_fixture_get (fixture, sql);
}

/* Taking the answer back brings back what it put off; a card that was put off for longer stays so. */
static void
test_one_step (void)
{
  g_autoptr (LibraryFixture) fixture = create ();
  int today = deckle_library_get_today (fixture->library);
  const gint64 bury[] = { card_at (fixture, 1), card_at (fixture, 2), 424242 };
  const gint64 long_buried = card_at (fixture, 2);
  DeckleGrade grade = { .card = card_at (fixture, 0), .rating = DECKLE_RATING_GOOD, .answer_ms = 1000, .bury = bury,
                        .n_bury = G_N_ELEMENTS (bury), .bury_until_day = today + 1 };
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  const DeckleSchedule fresh = { .state = DECKLE_STATE_NEW };
  DeckleScheduler scheduler;
  LibraryWait wait = { 0 };

  deckle_library_bury_async (fixture->library, &long_buried, 1, today + 9, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  deckle_library_get_scheduler (fixture->library, &scheduler);
  grade.time_ms = deckle_clock_now_ms (fixture->clock);
  deckle_scheduler_preview (&scheduler, fixture->clock, &fresh, 1, grade.time_ms, outcomes);
  grade.outcome = outcomes[DECKLE_RATING_GOOD - 1];
  deckle_library_grade_async (fixture->library, &grade, library_wait_on_written, &wait);
  library_wait_succeed (&wait);
  g_assert_cmpint (buried_until (fixture, 1), ==, today + 1);
  g_assert_cmpint (buried_until (fixture, 2), ==, today + 9);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM undo"), ==, 2);

  library_fixture_undo (fixture, FALSE);
  g_assert_cmpint (buried_until (fixture, 1), ==, 0);
  g_assert_cmpint (library_fixture_get (fixture, "SELECT count(*) FROM card WHERE state <> 0"), ==, 0);
  library_fixture_undo (fixture, TRUE);
  g_assert_cmpint (buried_until (fixture, 1), ==, today + 1);
  g_assert_cmpint (buried_until (fixture, 2), ==, today + 9);
  library_fixture_assert_sound (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/library/related/near", test_near);
  g_test_add_func ("/library/related/list", test_list);
  g_test_add_func ("/library/related/moved", test_moved);
  g_test_add_func ("/library/related/helpful", test_helpful);
  g_test_add_func ("/library/related/one-step", test_one_step);

  return g_test_run ();
}
