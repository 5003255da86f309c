/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress/deckle-progress.h"

#include "library/deckle-library-actions.h"
#include "library/deckle-library-import.h"
#include "support/deckle-test-support.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)
/* Wednesday, 4 March 2026, 10:00 UTC */
#define START_MS  (G_GINT64_CONSTANT (1772618400) * 1000)
#define N_WEEKS   53

typedef struct
{
  DeckleTestFolder *folder;
  DeckleClock      *clock;
  DeckleLibrary    *library;
  GArray           *cards; /* (element-type gint64) */
} Fixture;

static void
settle (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  deckle_library_flush (f->library, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = deckle_test_folder_new ();
  path = deckle_test_folder_path (f->folder, "library.db");
  f->clock = deckle_clock_new_manual (START_MS, NULL);
  f->library = deckle_library_open (path, f->clock, &error);
  g_assert_no_error (error);
}

static void
import_bank (Fixture *f)
{
  g_autoptr (DeckleBank) bank = deckle_test_make_bank (3, 5);
  g_autoptr (GError) error = NULL;

  deckle_library_import_async (f->library, bank, DECKLE_DECK_IMPORTED, NULL, NULL, NULL, NULL);
  settle (f);
  f->cards = deckle_library_list_cards (f->library, DECKLE_SCOPE_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->cards->len, ==, 15);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  deckle_library_close (f->library, &error);
  g_assert_no_error (error);
  g_clear_object (&f->library);
  g_clear_object (&f->clock);
  g_clear_pointer (&f->cards, g_array_unref);
  g_clear_pointer (&f->folder, deckle_test_folder_free);
}

static void
answer (Fixture      *f,
        gint64        card,
        DeckleRating  rating,
        gint64        answer_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (f->library, card, &error);
  DeckleScheduler scheduler;
  DeckleOutcome outcomes[DECKLE_N_RATINGS];
  DeckleGrade grade = { .card = card, .rating = rating, .answer_ms = answer_ms };

  g_assert_no_error (error);
  deckle_library_get_scheduler (f->library, &scheduler);
  grade.time_ms = deckle_clock_now_ms (f->clock);
  deckle_scheduler_preview (&scheduler, f->clock, &record->schedule, record->seed, grade.time_ms, outcomes);
  grade.outcome = outcomes[rating - 1];
  deckle_library_grade_async (f->library, &grade, NULL, NULL);
  settle (f);
}

/* Half a year of answers, undone ones among them, with days off. */
static void
answer_at_random (Fixture *f)
{
  for (int day = 0; day < 180; day++)
    {
      int n = g_test_rand_int_range (0, 3) == 0 ? 0 : g_test_rand_int_range (0, 5);

      deckle_clock_set_now_ms (f->clock, START_MS + day * DAY_MS + g_test_rand_int_range (-5, 13) * HOUR_MS);
      for (int i = 0; i < n; i++)
        {
          gint64 card = g_array_index (f->cards, gint64, g_test_rand_int_range (0, (int) f->cards->len));

          deckle_clock_advance_ms (f->clock, g_test_rand_int_range (1, 40) * 1000);
          answer (f, card, (DeckleRating) g_test_rand_int_range (1, 5), g_test_rand_int_range (500, 70000));
          if (g_test_rand_int_range (0, 8) == 0)
            {
              deckle_library_undo_async (f->library, NULL, NULL);
              settle (f);
            }
        }
    }
}

/* The slow way: every row of every card's log. */
static guint
count_answers (Fixture *f,
               int      day,
               gint64  *answer_ms)
{
  guint n = 0;

  *answer_ms = 0;
  for (guint i = 0; i < f->cards->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) log = deckle_library_card_log (f->library, g_array_index (f->cards, gint64, i), &error);

      g_assert_no_error (error);
      for (guint j = 0; j < log->len; j++)
        {
          const DeckleReview *review = &g_array_index (log, DeckleReview, j);

          if (review->undone || review->local_day != day)
            continue;
          n++;
          *answer_ms += review->answer_ms;
        }
    }
  return n;
}

static void
assert_levels (const DeckleCalendar *calendar)
{
  for (guint i = 0; i < calendar->n_days; i++)
    {
      guint not_busier = 0;

      if (calendar->answers[i] == 0)
        {
          g_assert_cmpuint (calendar->level[i], ==, 0);
          continue;
        }
      for (guint j = 0; j < calendar->n_days; j++)
        if (calendar->answers[j] > 0 && calendar->answers[j] <= calendar->answers[i])
          not_busier++;
      g_assert_cmpuint (calendar->level[i], >=, 1);
      g_assert_cmpuint (calendar->level[i], <=, 4);
      /* Level n: at most n quarters of the active days were not busier, and more than n − 1. */
      g_assert_cmpuint (not_busier * 4, <=, calendar->level[i] * calendar->active_days);
      g_assert_cmpuint (not_busier * 4, >, (calendar->level[i] - 1u) * calendar->active_days);
    }
}

static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCalendar) calendar = NULL;
  g_autoptr (GPtrArray) mastery = NULL;
  DeckleToday today;

  g_assert_true (deckle_progress_today (f->library, DECKLE_SCOPE_ALL, &today, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (today.answers, ==, 0);
  g_assert_cmpfloat (today.remembered, ==, -1.0);
  g_assert_cmpuint (today.streak, ==, 0);
  g_assert_cmpuint (today.longest_streak, ==, 0);
  g_assert_cmpuint (today.left, ==, 0);
  g_assert_cmpint (today.left_high_ms, ==, 0);

  calendar = deckle_progress_calendar (f->library, DECKLE_SCOPE_ALL, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (calendar->total, ==, 0);
  g_assert_cmpuint (calendar->active_days, ==, 0);
  for (guint i = 0; i < calendar->n_days; i++)
    g_assert_cmpuint (calendar->level[i], ==, 0);

  mastery = deckle_progress_mastery (f->library, DECKLE_SCOPE_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mastery->len, ==, 0);
}

/* 4 March 2026 is a Wednesday, whatever the week begins with. */
static void
test_weeks (Fixture       *f,
            gconstpointer  data)
{
  static const int into_week[] = { 2, 1, 0, 6, 5, 4, 3 };

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DeckleCalendar) calendar =
        deckle_progress_calendar (f->library, DECKLE_SCOPE_ALL, weekday, &error);

      g_assert_no_error (error);
      g_assert_cmpint (calendar->today, ==, deckle_library_get_today (f->library));
      g_assert_cmpint (calendar->today - calendar->first_day, ==, (N_WEEKS - 1) * 7 + into_week[weekday - 1]);
      g_assert_cmpuint (calendar->n_days, ==, (guint) (calendar->today - calendar->first_day + 1));
    }
}

static void
test_random_log (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleCalendar) calendar = NULL;
  DeckleToday today;
  guint total = 0, active = 0;
  gint64 answer_ms;

  import_bank (f);
  answer_at_random (f);
  answer (f, g_array_index (f->cards, gint64, 0), DECKLE_RATING_GOOD, 1234);

  calendar = deckle_progress_calendar (f->library, DECKLE_SCOPE_ALL, 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < calendar->n_days; i++)
    {
      guint expected = count_answers (f, calendar->first_day + (int) i, &answer_ms);

      g_assert_cmpuint (calendar->answers[i], ==, expected);
      total += expected;
      active += expected > 0 ? 1 : 0;
    }
  g_assert_cmpuint (calendar->total, ==, total);
  g_assert_cmpuint (calendar->active_days, ==, active);
  g_assert_cmpuint (total, >, 50);
  assert_levels (calendar);

  g_assert_true (deckle_progress_today (f->library, DECKLE_SCOPE_ALL, &today, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (today.answers, ==, count_answers (f, calendar->today, &answer_ms));
  g_assert_cmpint (today.answer_ms, ==, answer_ms);
  g_assert_cmpuint (today.streak, ==, calendar->streak);
  g_assert_cmpuint (today.longest_streak, ==, calendar->longest_streak);
  g_assert_cmpuint (today.streak, >=, 1);
  g_assert_cmpuint (today.longest_streak, >=, today.streak);
}

static void
test_today (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  DeckleToday today;

  import_bank (f);
  for (guint i = 0; i < 4; i++)
    answer (f, g_array_index (f->cards, gint64, i), DECKLE_RATING_EASY, 10000);
  g_assert_true (deckle_progress_today (f->library, DECKLE_SCOPE_ALL, &today, &error));
  g_assert_cmpuint (today.answers, ==, 4);
  g_assert_cmpint (today.answer_ms, ==, 40000);
  /* New cards say nothing about what is remembered. */
  g_assert_cmpfloat (today.remembered, ==, -1.0);
  g_assert_cmpuint (today.left, ==, 11);
  g_assert_cmpint (today.left_low_ms, ==, 11 * 10000);
  g_assert_cmpint (today.left_high_ms, ==, 2 * 11 * 10000);

  /* Two months later all four are due; three are remembered, and a second answer of the day counts for nothing. */
  deckle_clock_advance_ms (f->clock, 60 * DAY_MS);
  for (guint i = 0; i < 4; i++)
    answer (f, g_array_index (f->cards, gint64, i), i == 0 ? DECKLE_RATING_AGAIN : DECKLE_RATING_GOOD, 20000);
  deckle_clock_advance_ms (f->clock, 10 * MINUTE_MS);
  answer (f, g_array_index (f->cards, gint64, 0), DECKLE_RATING_GOOD, 20000);
  g_assert_true (deckle_progress_today (f->library, DECKLE_SCOPE_ALL, &today, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (today.answers, ==, 5);
  g_assert_cmpfloat_with_epsilon (today.remembered, 0.75, 1e-9);
  g_assert_cmpuint (today.streak, ==, 1);
  g_assert_cmpint (today.left_low_ms, <=, today.left_high_ms);
}

static void
test_mastery (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mastery = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) of_deck = NULL;
  g_autoptr (GPtrArray) decks = NULL;
  const DeckleMastery *first;
  const DeckleDeckInfo *deck;

  import_bank (f);
  answer (f, g_array_index (f->cards, gint64, 0), DECKLE_RATING_EASY, 1000);
  answer (f, g_array_index (f->cards, gint64, 1), DECKLE_RATING_AGAIN, 1000);
  mastery = deckle_progress_mastery (f->library, DECKLE_SCOPE_ALL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mastery->len, ==, 3);
  first = g_ptr_array_index (mastery, 0);
  g_assert_cmpstr (first->title, ==, "Section 1");
  g_assert_cmpuint (first->counts.known, ==, 1);
  g_assert_cmpuint (first->counts.learning, ==, 1);
  g_assert_cmpuint (first->counts.fresh, ==, 3);
  g_assert_cmpuint (first->counts.total, ==, 5);

  one = deckle_progress_mastery (f->library, (DeckleScope){ .section = first->section }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 1);

  /* A deck that is switched off is in nobody's way, but can be asked for. */
  decks = deckle_library_list_decks (f->library, &error);
  deck = g_ptr_array_index (decks, 0);
  deckle_library_enable_deck_async (f->library, deck->row, FALSE, NULL, NULL);
  settle (f);
  none = deckle_progress_mastery (f->library, DECKLE_SCOPE_ALL, &error);
  g_assert_cmpuint (none->len, ==, 0);
  of_deck = deckle_progress_mastery (f->library, (DeckleScope){ .deck = deck->row }, &error);
  g_assert_cmpuint (of_deck->len, ==, 3);
}

#define ADD(name, function) g_test_add ("/progress/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("empty", test_empty);
  ADD ("weeks", test_weeks);
  ADD ("random-log", test_random_log);
  ADD ("today", test_today);
  ADD ("mastery", test_mastery);

  return g_test_run ();
}
