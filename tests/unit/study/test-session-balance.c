/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-session-fixture.h"

#define N_CARDS 60

/* No steps: Easy on a new card gives 6 to 10 days. */
static DecklePolicy
make_policy (void)
{
  DecklePolicy policy;

  deckle_policy_init_default (&policy);
  policy.new_per_day = N_CARDS;
  policy.n_learning_steps = 0;

  return policy;
}

static gint64
get_row (Fixture *f)
{
  return deckle_session_get_record (f->session)->row;
}

static int
get_offered_day (Fixture      *f,
                 DeckleRating  rating)
{
  return deckle_session_get_outcomes (f->session)[rating - 1].after.due_day;
}

/* Which rating the nth card gets */
static DeckleRating
rating_of (int n)
{
  return n % 3 == 0 ? DECKLE_RATING_GOOD : DECKLE_RATING_EASY;
}

static DeckleSchedule
get_schedule (Fixture *f,
              gint64   card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (f->library, card, &error);

  g_assert_no_error (error);

  return record->schedule;
}

static void
count_days (Fixture *f,
            int      counts[16])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) cards = deckle_library_list_cards (f->library, DECKLE_SCOPE_ALL, &error);
  int today = deckle_library_get_today (f->library);

  g_assert_no_error (error);
  for (int i = 0; i < 16; i++)
    counts[i] = 0;
  for (guint i = 0; i < cards->len; i++)
    {
      DeckleSchedule schedule = get_schedule (f, g_array_index (cards, gint64, i));

      g_assert_cmpint (schedule.state, ==, DECKLE_STATE_REVIEW);
      g_assert_cmpint (schedule.due_day - today, >, 0);
      g_assert_cmpint (schedule.due_day - today, <, 16);
      counts[schedule.due_day - today]++;
    }
}

/* A deck learned in one sitting is spread evenly. */
static void
test_even (Fixture       *f,
           gconstpointer  data)
{
  DecklePolicy policy = make_policy ();
  int counts[16], most = 0, fewest = N_CARDS;

  session_import_bank (f, 1, N_CARDS);
  session_set_policy (f, &policy);
  session_start (f);
  for (int i = 0; i < N_CARDS; i++)
    session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  count_days (f, counts);
  for (int day = 6; day <= 10; day++)
    {
      most = MAX (most, counts[day]);
      fewest = MIN (fewest, counts[day]);
    }
  g_assert_cmpint (fewest, >=, N_CARDS / 10);
  g_assert_cmpint (most, <=, N_CARDS * 3 / 10);
  session_assert_sound (f);
}

/* Nothing comes on the days of a vacation as long as another day of the range is free, be they full or empty. */
static void
test_vacation (Fixture       *f,
               gconstpointer  data)
{
  DecklePolicy policy = make_policy ();
  int today = deckle_library_get_today (f->library);
  int counts[16];

  policy.easy_ranges[0] = (DeckleEasyRange){ today + 7, today + 9, DECKLE_EASY_DAY_MINIMUM };
  policy.n_easy_ranges = 1;
  session_import_bank (f, 1, N_CARDS);
  session_set_policy (f, &policy);
  session_start (f);
  for (int i = 0; i < N_CARDS; i++)
    session_answer (f, DECKLE_RATING_EASY);
  session_settle (f);
  count_days (f, counts);
  g_assert_cmpint (counts[7] + counts[8] + counts[9], ==, 0);
  g_assert_cmpint (counts[6], >, N_CARDS / 4);
  g_assert_cmpint (counts[10], >, N_CARDS / 4);
}

/* What is shown is what is stored; it does not hang on how fast the disk is, and undo brings the same intervals again. */
static void
test_shown (Fixture       *f,
            gconstpointer  data)
{
  DecklePolicy policy = make_policy ();
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  session_import_bank (f, 2, N_CARDS / 2);
  session_set_policy (f, &policy);

  /* Answered as fast as can be, then all taken back */
  session_start (f);
  for (int i = 0; i < N_CARDS; i++)
    {
      gint64 card = get_row (f);

      deckle_session_reveal (f->session);
      g_hash_table_insert (days, g_memdup2 (&card, sizeof card), GINT_TO_POINTER (get_offered_day (f, rating_of (i))));
      deckle_session_grade (f->session, rating_of (i));
    }
  session_settle (f);
  for (int i = N_CARDS - 1; i >= 0; i--)
    {
      gint64 card;

      deckle_session_undo (f->session);
      session_settle (f);
      card = get_row (f);
      g_assert_cmpint (get_offered_day (f, rating_of (i)), ==, GPOINTER_TO_INT (g_hash_table_lookup (days, &card)));
    }

  /* Once more, waiting for the disk after each */
  session_start (f);
  for (int i = 0; i < N_CARDS; i++)
    {
      gint64 card = get_row (f);

      session_answer (f, rating_of (i));
      session_settle (f);
      g_assert_cmpint (get_schedule (f, card).due_day, ==, GPOINTER_TO_INT (g_hash_table_lookup (days, &card)));
    }
  session_assert_sound (f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  SESSION_TEST ("balance/even", test_even);
  SESSION_TEST ("balance/vacation", test_vacation);
  SESSION_TEST ("balance/shown", test_shown);

  return g_test_run ();
}
