/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule/deckle-clock.h"

#define HOUR_MS (G_GINT64_CONSTANT (3600) * 1000)
#define DAY_MS (24 * HOUR_MS)

static const char * const zones[] = {
  "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Havana",
  "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca",
};

static gboolean
has_zone (const char *name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (name);

  if (zone == NULL)
    g_test_skip ("this system lacks the time zone");

  return zone != NULL;
}

static gint64
local_ms (const char *zone_name,
          int         year,
          int         month,
          int         day,
          int         hour,
          int         minute)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GDateTime) time = g_date_time_new (zone, year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time) * 1000;
}

static int
day_number (int year,
            int month,
            int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);

  return (int) g_date_get_julian (&date) - 719163; /* 1970-01-01 */
}

static void
test_manual (void)
{
  DeckleClock *clock = deckle_clock_new_manual (1000, NULL);

  g_assert_cmpint (deckle_clock_now_ms (clock), ==, 1000);
  deckle_clock_advance_ms (clock, 500);
  g_assert_cmpint (deckle_clock_now_ms (clock), ==, 1500);
  deckle_clock_set_now_ms (clock, -1);
  g_assert_cmpint (deckle_clock_now_ms (clock), ==, -1);
  g_assert_cmpint (deckle_clock_today (clock, 0), ==, -1);
  g_assert_cmpint (deckle_clock_utc_offset_min (clock, 0), ==, 0);

  g_assert_finalize_object (clock);
}

static void
test_real (void)
{
  g_autofree char *old = g_strdup (g_getenv ("TZ"));
  DeckleClock *clock = deckle_clock_new_real ();
  gint64 before = g_get_real_time () / 1000;
  gint64 now = deckle_clock_now_ms (clock);

  g_assert_cmpint (now, >=, before);

  if (has_zone ("Asia/Tokyo") && has_zone ("America/Phoenix"))
    {
      /* The zone changes while the clock runs. */
      g_setenv ("TZ", "Asia/Tokyo", TRUE);
      g_assert_cmpint (deckle_clock_utc_offset_min (clock, now), ==, 540);
      g_setenv ("TZ", "America/Phoenix", TRUE);
      g_assert_cmpint (deckle_clock_utc_offset_min (clock, now), ==, -420);
    }
  if (old != NULL)
    g_setenv ("TZ", old, TRUE);
  else
    g_unsetenv ("TZ");

  g_assert_finalize_object (clock);
}

/* Every rollover hour: the day begins at that hour, and not a millisecond before. */
static void
test_rollover (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (0, NULL);
  int day = day_number (2026, 11, 24);

  for (int hour = 0; hour < 24; hour++)
    {
      gint64 start = local_ms ("UTC", 2026, 11, 24, hour, 0);

      g_assert_cmpint (deckle_clock_day_start_ms (clock, day, hour), ==, start);
      g_assert_cmpint (deckle_clock_day_of (clock, start, hour), ==, day);
      g_assert_cmpint (deckle_clock_day_of (clock, start - 1, hour), ==, day - 1);
      g_assert_cmpint (deckle_clock_day_of (clock, start + DAY_MS - 1, hour), ==, day);
    }

  /* Before 1970 too */
  g_assert_cmpint (deckle_clock_day_of (clock, -1, 0), ==, -1);
  g_assert_cmpint (deckle_clock_day_of (clock, -DAY_MS, 0), ==, -1);
  g_assert_cmpint (deckle_clock_day_of (clock, -DAY_MS - 1, 0), ==, -2);
}

static void
test_dst (void)
{
  g_autoptr (DeckleClock) clock = NULL;
  int spring = day_number (2026, 3, 29); /* 02:00 becomes 03:00 */
  int autumn = day_number (2026, 10, 25); /* 03:00 becomes 02:00 */

  if (!has_zone ("Europe/Berlin"))
    return;

  clock = deckle_clock_new_manual (0, "Europe/Berlin");

  /* The hour that the change skips or repeats lies in the day before at 04:00, in the day itself at 00:00. */
  g_assert_cmpint (deckle_clock_day_start_ms (clock, spring, 4) - deckle_clock_day_start_ms (clock, spring - 1, 4), ==,
                   23 * HOUR_MS);
  g_assert_cmpint (deckle_clock_day_start_ms (clock, spring + 1, 0) - deckle_clock_day_start_ms (clock, spring, 0), ==,
                   23 * HOUR_MS);
  g_assert_cmpint (deckle_clock_day_start_ms (clock, autumn, 4) - deckle_clock_day_start_ms (clock, autumn - 1, 4), ==,
                   25 * HOUR_MS);

  /* A skipped hour begins with the change; of a repeated one, the first counts. */
  g_assert_cmpint (deckle_clock_day_start_ms (clock, spring, 2), ==, local_ms ("Europe/Berlin", 2026, 3, 29, 3, 0));
  g_assert_cmpint (deckle_clock_day_start_ms (clock, autumn, 2), ==,
                   local_ms ("Europe/Berlin", 2026, 10, 25, 1, 0) + HOUR_MS);
  g_assert_cmpint (deckle_clock_utc_offset_min (clock, deckle_clock_day_start_ms (clock, autumn, 2)), ==, 120);
  g_assert_cmpint (deckle_clock_utc_offset_min (clock, deckle_clock_day_start_ms (clock, autumn, 3)), ==, 60);
  g_assert_cmpint (deckle_clock_day_of (clock, deckle_clock_day_start_ms (clock, autumn, 2) + HOUR_MS, 2), ==, autumn);
}

/* 97 minutes, another minute of the hour every time; but half a minute where a clock change is less than two hours away. */
static gint64
next_sample (DeckleClock *clock,
             gint64       t)
{
  int before = deckle_clock_utc_offset_min (clock, t - 2 * HOUR_MS);
  int after = deckle_clock_utc_offset_min (clock, t + 2 * HOUR_MS);

  return before == after ? 97 * 60 * 1000 : 30 * 1000;
}

/* In every zone, at every hour, around every clock change: days follow one another and hold their moments. */
static void
test_days (gconstpointer data)
{
  const char *zone = data;
  g_autoptr (DeckleClock) clock = NULL;
  gint64 from;

  if (!has_zone (zone))
    return;

  clock = deckle_clock_new_manual (0, zone);
  from = local_ms ("UTC", 2010, 10, 1, 0, 0);
  for (int hour = 0; hour < 24; hour++)
    {
      int last_day = G_MININT;

      for (gint64 t = from; t < from + 500 * DAY_MS; t += next_sample (clock, t))
        {
          int day = deckle_clock_day_of (clock, t, hour);

          g_assert_cmpint (day, >=, last_day);
          if (day != last_day)
            {
              g_assert_cmpint (deckle_clock_day_start_ms (clock, day, hour), <=, t);
              g_assert_cmpint (deckle_clock_day_start_ms (clock, day + 1, hour), >, t);
              g_assert_cmpint (deckle_clock_day_of (clock, deckle_clock_day_start_ms (clock, day, hour), hour), ==, day);
              g_assert_cmpint (deckle_clock_day_of (clock, deckle_clock_day_start_ms (clock, day, hour) - 1, hour), <, day);
            }
          last_day = day;
        }
    }
}

/* Away from clock changes, the day is the date that a calendar shows, moved by the rollover hour. */
static void
test_calendar (void)
{
  GRand *rand = g_rand_new_with_seed (3);

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i]);
      g_autoptr (DeckleClock) clock = NULL;

      if (zone == NULL)
        continue;

      clock = deckle_clock_new_manual (0, zones[i]);
      for (int j = 0; j < 2000; j++)
        {
          gint64 t = g_rand_int_range (rand, 0, 2000000000);
          int hour = g_rand_int_range (rand, 0, 24);
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (t);
          g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
          g_autoptr (GDateTime) moved = g_date_time_add_hours (local, -hour);
          int expected;

          if (g_date_time_get_utc_offset (moved) != g_date_time_get_utc_offset (local))
            continue;

          expected = day_number (g_date_time_get_year (moved), g_date_time_get_month (moved),
                                 g_date_time_get_day_of_month (moved));
          g_assert_cmpint (deckle_clock_day_of (clock, t * 1000, hour), ==, expected);
        }
    }

  g_rand_free (rand);
}

static void
test_zone_change (void)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (local_ms ("UTC", 2026, 11, 24, 20, 0), NULL);

  if (!has_zone ("Asia/Tokyo"))
    return;

  g_assert_cmpint (deckle_clock_today (clock, 4), ==, day_number (2026, 11, 24));
  deckle_clock_set_zone (clock, "Asia/Tokyo"); /* 05:00 of the next morning */
  g_assert_cmpint (deckle_clock_today (clock, 4), ==, day_number (2026, 11, 25));
  deckle_clock_set_zone (clock, NULL);
  g_assert_cmpint (deckle_clock_today (clock, 4), ==, day_number (2026, 11, 24));
}

static void
test_extremes (void)
{
  static const gint64 times[] = { G_MININT64, G_MININT64 / 1000, -1, 0, G_MAXINT64 / 1000, G_MAXINT64 };
  static const int days[] = { G_MININT, -1, 0, G_MAXINT };
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (0, has_zone ("Europe/Berlin") ? "Europe/Berlin" : NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      int day = deckle_clock_day_of (clock, times[i], 23);

      g_assert_cmpint (day, >, -1000000);
      g_assert_cmpint (day, <, 3000000);
    }
  for (gsize i = 1; i < G_N_ELEMENTS (days); i++)
    g_assert_cmpint (deckle_clock_day_start_ms (clock, days[i - 1], 0), <, deckle_clock_day_start_ms (clock, days[i], 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schedule/clock/manual", test_manual);
  g_test_add_func ("/schedule/clock/real", test_real);
  g_test_add_func ("/schedule/clock/rollover", test_rollover);
  g_test_add_func ("/schedule/clock/dst", test_dst);
  g_test_add_func ("/schedule/clock/calendar", test_calendar);
  g_test_add_func ("/schedule/clock/zone-change", test_zone_change);
  g_test_add_func ("/schedule/clock/extremes", test_extremes);
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *path = g_strdup_printf ("/schedule/clock/days/%s", zones[i]);

      g_test_add_data_func (path, zones[i], test_days);
    }

  return g_test_run ();
}
