/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/deckle-answer-clock.h"
#include "study/deckle-session.h"

#include <math.h>

#define MINUTE (1.0 / 1440.0)
#define HOUR   (1.0 / 24.0)

typedef struct
{
  const char *name;
  double      days;
  const char *text;
  const char *spoken;
} Case;

static const Case cases[] = {
  { "zero", 0.0, "0 s", "0 seconds" },
  { "half-a-minute", MINUTE / 2, "30 s", "30 seconds" },
  { "almost-a-minute", MINUTE * 59.6 / 60, "1 min", "1 minute" },
  { "a-minute", MINUTE, "1 min", "1 minute" },
  { "ten-minutes", 10 * MINUTE, "10 min", "10 minutes" },
  { "almost-an-hour", 59.7 * MINUTE, "1 h", "1 hour" },
  { "an-hour-and-a-half", 1.5 * HOUR, "1.5 h", "1.5 hours" },
  { "twelve-hours", 12 * HOUR, "12 h", "12 hours" },
  { "almost-a-day", 23.8 * HOUR, "1 d", "1 day" },
  { "a-day", 1.0, "1 d", "1 day" },
  { "three-days", 3.0, "3 d", "3 days" },
  { "a-long-month-in-days", 30.0, "30 d", "30 days" },
  { "a-month", 31.0, "1 mo", "1 month" },
  { "two-months", 61.0, "2 mo", "2 months" },
  { "two-and-a-half-months", 76.0, "2.5 mo", "2.5 months" },
  { "almost-a-year", 364.0, "12 mo", "12 months" },
  { "a-year", 365.0, "1 y", "1 year" },
  { "a-year-and-a-half", 548.0, "1.5 y", "1.5 years" },
  { "ten-years", 3660.0, "10 y", "10 years" },
  { "longest", 36500.0, "100 y", "100 years" },
  { "negative", -1.0, "0 s", "0 seconds" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *text = deckle_format_interval (c->days, FALSE);
  g_autofree char *spoken = deckle_format_interval (c->days, TRUE);

  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpstr (spoken, ==, c->spoken);
}

static void
test_not_a_number (void)
{
  g_autofree char *text = deckle_format_interval ((double) NAN, FALSE);

  g_assert_cmpstr (text, ==, "0 s");
}

static void
test_answer_clock (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (1000000, NULL);
  DeckleAnswerClock watch = { 0 };

  deckle_answer_clock_restart (&watch, clock);
  g_assert_cmpint (deckle_answer_clock_get_ms (&watch, clock), ==, 0);
  deckle_clock_advance_ms (clock, 1500);
  g_assert_cmpint (deckle_answer_clock_get_ms (&watch, clock), ==, 1500);

  /* While paused it stands still. */
  deckle_answer_clock_set_paused (&watch, clock, TRUE);
  deckle_clock_advance_ms (clock, 30000);
  g_assert_cmpint (deckle_answer_clock_get_ms (&watch, clock), ==, 1500);
  deckle_answer_clock_set_paused (&watch, clock, TRUE);
  deckle_answer_clock_set_paused (&watch, clock, FALSE);
  deckle_clock_advance_ms (clock, 500);
  g_assert_cmpint (deckle_answer_clock_get_ms (&watch, clock), ==, 2000);

  /* A restart while paused stays paused. */
  deckle_answer_clock_set_paused (&watch, clock, TRUE);
  deckle_answer_clock_restart (&watch, clock);
  deckle_clock_advance_ms (clock, 700);
  g_assert_cmpint (deckle_answer_clock_get_ms (&watch, clock), ==, 0);
  deckle_answer_clock_set_paused (&watch, clock, FALSE);

  /* A clock that is set back adds nothing; a long absence counts a minute. */
  deckle_clock_advance_ms (clock, -5000);
  g_assert_cmpint (deckle_answer_clock_get_ms (&watch, clock), ==, 0);
  deckle_clock_advance_ms (clock, 3600 * 1000);
  g_assert_cmpint (deckle_answer_clock_get_ms (&watch, clock), ==, DECKLE_ANSWER_MS_MAX);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/study/interval/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/study/interval/not-a-number", test_not_a_number);
  g_test_add_func ("/study/answer-clock", test_answer_clock);

  return g_test_run ();
}
