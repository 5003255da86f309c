/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress/deckle-streak.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS  (24 * HOUR_MS)
#define TODAY   20000
#define NOW_MS  (TODAY * DAY_MS + 12 * HOUR_MS)

static void
add_day (GArray *days,
         int     local_day,
         gint64  first_ms,
         gint64  last_ms)
{
  DeckleDayTotals day = { .local_day = local_day, .answers = 1, .first_ms = first_ms, .last_ms = last_ms };

  g_array_append_val (days, day);
}

/* Days written as “#” (an answer at noon) and “.”; the last one is today. */
static GArray *
make_days (const char *pattern)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (DeckleDayTotals));
  int n = (int) strlen (pattern);

  for (int i = 0; i < n; i++)
    if (pattern[i] == '#')
      {
        int day = TODAY - n + 1 + i;

        add_day (days, day, day * DAY_MS + 12 * HOUR_MS, day * DAY_MS + 12 * HOUR_MS);
      }
  return days;
}

typedef struct
{
  const char *name;
  const char *pattern;
  guint       streak;
  guint       longest;
} Case;

static const Case cases[] = {
  { "empty", "", 0, 0 },
  { "today", "#", 1, 1 },
  { "yesterday", "#.", 1, 1 },
  { "day-before-yesterday", "#..", 0, 1 },
  { "row", "####", 4, 4 },
  { "row-until-yesterday", "####.", 4, 4 },
  { "broken", "####..##", 2, 4 },
  { "one-day-missed", "####.##", 2, 4 },
  { "longest-is-past", "#.#####.#.##.", 2, 5 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GArray) days = make_days (c->pattern);
  guint streak, longest;

  deckle_streak_count (days, TODAY, NOW_MS, &streak, &longest);
  g_assert_cmpuint (streak, ==, c->streak);
  g_assert_cmpuint (longest, ==, c->longest);
}

/* Flying west to east over the date line skips a local day although only 30 hours pass. */
static void
test_travel (void)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DeckleDayTotals));
  guint streak, longest;

  add_day (days, TODAY - 5, NOW_MS - 100 * HOUR_MS, NOW_MS - 96 * HOUR_MS);
  add_day (days, TODAY - 4, NOW_MS - 80 * HOUR_MS, NOW_MS - 72 * HOUR_MS);
  /* The day TODAY − 3 never came. */
  add_day (days, TODAY - 2, NOW_MS - 36 * HOUR_MS - 1, NOW_MS - 36 * HOUR_MS - 1);
  deckle_streak_count (days, TODAY - 2, NOW_MS - 36 * HOUR_MS, &streak, &longest);
  g_assert_cmpuint (streak, ==, 3);
  g_assert_cmpuint (longest, ==, 3);

  /* Two local days later and a millisecond too late: broken. In time: alive, although today and yesterday have no answer. */
  deckle_streak_count (days, TODAY, NOW_MS, &streak, &longest);
  g_assert_cmpuint (streak, ==, 0);
  g_assert_cmpuint (longest, ==, 3);
  deckle_streak_count (days, TODAY, NOW_MS - 2, &streak, &longest);
  g_assert_cmpuint (streak, ==, 3);
}

static void
test_clock_set_back (void)
{
  g_autoptr (GArray) days = make_days ("###");
  guint streak, longest;

  deckle_streak_count (days, TODAY - 30, NOW_MS - 30 * DAY_MS, &streak, &longest);
  g_assert_cmpuint (streak, ==, 3);
}

/* The slow way: for every day, walk back as long as the day before has an answer or the last one is less than 36 h ago. */
static guint
walk_back (GArray *days,
           guint   position)
{
  guint row = 1;

  while (position > 0)
    {
      const DeckleDayTotals *day = &g_array_index (days, DeckleDayTotals, position);
      gboolean found = FALSE;

      for (guint i = 0; i < days->len && !found; i++)
        {
          const DeckleDayTotals *other = &g_array_index (days, DeckleDayTotals, i);

          found = other->local_day < day->local_day && i + 1 == position &&
                  (other->local_day + 1 == day->local_day || day->first_ms - other->last_ms < 36 * HOUR_MS);
        }
      if (!found)
        break;
      row++;
      position--;
    }
  return row;
}

static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (DeckleDayTotals));
      gint64 time_ms = NOW_MS - 400 * DAY_MS;
      guint streak, longest, expected = 0, last = 0;
      int offset_h = 0;

      while (TRUE)
        {
          int local_day;

          time_ms += g_test_rand_int_range (1, 60) * HOUR_MS;
          if (g_test_rand_int_range (0, 10) == 0)
            offset_h = g_test_rand_int_range (-11, 13);
          if (time_ms > NOW_MS)
            break;
          local_day = (int) ((time_ms + offset_h * HOUR_MS) / DAY_MS);
          if (days->len == 0 || g_array_index (days, DeckleDayTotals, days->len - 1).local_day < local_day)
            add_day (days, local_day, time_ms, time_ms);
          else
            g_array_index (days, DeckleDayTotals, days->len - 1).last_ms = time_ms;
        }

      for (guint i = 0; i < days->len; i++)
        {
          last = walk_back (days, i);
          expected = MAX (expected, last);
        }
      if (days->len > 0)
        {
          const DeckleDayTotals *day = &g_array_index (days, DeckleDayTotals, days->len - 1);

          if (day->local_day < TODAY - 1 && NOW_MS - day->last_ms >= 36 * HOUR_MS)
            last = 0;
        }
      deckle_streak_count (days, TODAY, NOW_MS, &streak, &longest);
      g_assert_cmpuint (longest, ==, expected);
      g_assert_cmpuint (streak, ==, last);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/progress/streak/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/progress/streak/travel", test_travel);
  g_test_add_func ("/progress/streak/clock-set-back", test_clock_set_back);
  g_test_add_func ("/progress/streak/random", test_random);

  return g_test_run ();
}
