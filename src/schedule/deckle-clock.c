/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-clock"
#include "schedule/deckle-clock.h"

#include <glib/gstdio.h>

#define DAY_S ((gint64) 86400)
#define HOUR_S ((gint64) 3600)

/* Years 1 to 9999: what the arithmetic and GTimeZone are sure to bear. */
#define TIME_MIN_S (-G_GINT64_CONSTANT (62135596800))
#define TIME_MAX_S G_GINT64_CONSTANT (253402300799)
#define DAY_MIN ((int) (TIME_MIN_S / DAY_S))
#define DAY_MAX ((int) (TIME_MAX_S / DAY_S))

/* Offsets from UTC lie between -12 h and +14 h; a local time is sought within a little more. */
#define BEFORE_S (15 * HOUR_S)
#define AFTER_S (13 * HOUR_S)

#define ZONE_CHECK_US G_USEC_PER_SEC

/**
 * DeckleClock:
 *
 * What time and which day it is.
 *
 * A real clock follows the system and its time zone, also when that changes
 * while the program runs; a manual clock stands still until it is set. May be
 * used from any thread.
 */
struct _DeckleClock
{
  GObject    parent_instance;

  GMutex     mutex;      /* guards all below */
  gboolean   is_manual;
  gint64     now_ms;     /* manual clocks */
  GTimeZone *zone;       /* (owned) (not nullable) */
  char      *tz;         /* (owned) (nullable), $TZ when @zone was read */
  guint64    localtime;  /* fingerprint of /etc/localtime when @zone was read */
  gint64     checked_us; /* monotonic time of the last look at it */
};

G_DEFINE_FINAL_TYPE (DeckleClock, deckle_clock, G_TYPE_OBJECT)

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

static gint64
seconds_of (gint64 time_ms)
{
  return CLAMP (floor_div (time_ms, 1000), TIME_MIN_S, TIME_MAX_S);
}

static guint64
fingerprint_localtime (void)
{
  g_autofree char *target = g_file_read_link ("/etc/localtime", NULL);
  guint64 print = target != NULL ? g_str_hash (target) : 0;
  GStatBuf info;

  if (g_stat ("/etc/localtime", &info) == 0)
    print = print * 31 + (guint64) info.st_ino * 1000003 + (guint64) info.st_mtime;

  return print;
}

/* Reads the zone of a real clock again when $TZ or /etc/localtime is another one. Called with the mutex held. */
static void
refresh_zone (DeckleClock *self)
{
  const char *tz = g_getenv ("TZ");
  gint64 now_us = g_get_monotonic_time ();
  guint64 localtime = self->localtime;

  if (self->is_manual)
    return;

  if (self->zone == NULL || now_us - self->checked_us >= ZONE_CHECK_US)
    {
      localtime = fingerprint_localtime ();
      self->checked_us = now_us;
    }
  if (self->zone != NULL && localtime == self->localtime && g_strcmp0 (tz, self->tz) == 0)
    return;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_new_local ();
  g_set_str (&self->tz, tz);
  self->localtime = localtime;
}

static GTimeZone *
ref_zone (DeckleClock *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  refresh_zone (self);

  return g_time_zone_ref (self->zone);
}

static gint64
offset_at (GTimeZone *zone,
           gint64     time_s)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time_s);

  return g_time_zone_get_offset (zone, interval);
}

/* First second of the interval with another offset that begins after @low, at or before @high. */
static gint64
find_transition (GTimeZone *zone,
                 gint64     low,
                 gint64     high)
{
  gint64 before = offset_at (zone, low);

  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (offset_at (zone, middle) == before)
        low = middle;
      else
        high = middle;
    }

  return high;
}

/*
 * The first instant at which local clocks show @local_s (seconds since 1970-01-01 00:00 local time) or more. A time that
 * a clock change skips begins with that change; of a time that comes twice, the first counts.
 */
static gint64
instant_of_local (GTimeZone *zone,
                  gint64     local_s)
{
  gint64 low = local_s - BEFORE_S;
  gint64 high = local_s + AFTER_S;
  gint64 before = offset_at (zone, low);
  gint64 after = offset_at (zone, high);
  gint64 transition;

  if (before == after)
    return local_s - before;

  transition = find_transition (zone, low, high);
  if (local_s - before < transition)
    return local_s - before;

  return MAX (transition, local_s - after);
}

static gint64
day_start_s (GTimeZone *zone,
             int        day,
             int        rollover_hour)
{
  return instant_of_local (zone, day * DAY_S + rollover_hour * HOUR_S);
}

static GTimeZone *
zone_from_name (const char *name)
{
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  if (name != NULL && zone == NULL)
    g_warning ("Unknown time zone “%s”, using UTC", name);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static void
deckle_clock_finalize (GObject *object)
{
  DeckleClock *self = DECKLE_CLOCK (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->tz);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (deckle_clock_parent_class)->finalize (object);
}

static void
deckle_clock_class_init (DeckleClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = deckle_clock_finalize;
}

static void
deckle_clock_init (DeckleClock *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * deckle_clock_new_real:
 *
 * Makes a clock that follows the system and the local time zone.
 *
 * Returns: (transfer full): a new clock
 */
DeckleClock *
deckle_clock_new_real (void)
{
  return g_object_new (DECKLE_TYPE_CLOCK, NULL);
}

/**
 * deckle_clock_new_manual:
 * @now_ms: ms since the Unix epoch (UTC)
 * @zone: (nullable): a tz database name, %NULL for UTC
 *
 * Makes a clock that stands still until it is set.
 *
 * Returns: (transfer full): a new clock
 */
DeckleClock *
deckle_clock_new_manual (gint64      now_ms,
                         const char *zone)
{
  DeckleClock *self = g_object_new (DECKLE_TYPE_CLOCK, NULL);

  self->is_manual = TRUE;
  self->now_ms = now_ms;
  self->zone = zone_from_name (zone);

  return self;
}

/**
 * deckle_clock_now_ms:
 * @self: a clock
 *
 * Asks for the time.
 *
 * Returns: ms since the Unix epoch (UTC)
 */
gint64
deckle_clock_now_ms (DeckleClock *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (DECKLE_IS_CLOCK (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return self->is_manual ? self->now_ms : g_get_real_time () / 1000;
}

/**
 * deckle_clock_set_now_ms:
 * @self: a manual clock
 * @now_ms: ms since the Unix epoch (UTC)
 *
 * Sets the time, forwards or back.
 */
void
deckle_clock_set_now_ms (DeckleClock *self,
                         gint64       now_ms)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (DECKLE_IS_CLOCK (self));
  g_return_if_fail (self->is_manual);

  locker = g_mutex_locker_new (&self->mutex);
  self->now_ms = now_ms;
}

/**
 * deckle_clock_advance_ms:
 * @self: a manual clock
 * @ms: how far, in ms
 *
 * Moves the time.
 */
void
deckle_clock_advance_ms (DeckleClock *self,
                         gint64       ms)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (DECKLE_IS_CLOCK (self));
  g_return_if_fail (self->is_manual);

  locker = g_mutex_locker_new (&self->mutex);
  self->now_ms += ms;
}

/**
 * deckle_clock_set_zone:
 * @self: a manual clock
 * @zone: (nullable): a tz database name, %NULL for UTC
 *
 * Moves the clock to another time zone.
 */
void
deckle_clock_set_zone (DeckleClock *self,
                       const char  *zone)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (DECKLE_IS_CLOCK (self));
  g_return_if_fail (self->is_manual);

  locker = g_mutex_locker_new (&self->mutex);
  g_time_zone_unref (self->zone);
  self->zone = zone_from_name (zone);
}

/**
 * deckle_clock_day_of:
 * @self: a clock
 * @time_ms: ms since the Unix epoch (UTC)
 * @rollover_hour: local hour at which a day begins, 0 to 23
 *
 * Computes the local calendar day that a moment belongs to. Later moments never
 * belong to earlier days, whatever the clocks do.
 *
 * Returns: days since 1970-01-01
 */
int
deckle_clock_day_of (DeckleClock *self,
                     gint64       time_ms,
                     int          rollover_hour)
{
  g_autoptr (GTimeZone) zone = NULL;
  gint64 time_s = seconds_of (time_ms);
  gint64 offset;
  int day;

  g_return_val_if_fail (DECKLE_IS_CLOCK (self), 0);
  g_return_val_if_fail (rollover_hour >= 0 && rollover_hour <= 23, 0);

  zone = ref_zone (self);
  offset = offset_at (zone, time_s);
  day = (int) floor_div (time_s + offset - rollover_hour * HOUR_S, DAY_S);
  if (offset_at (zone, time_s - 2 * DAY_S) == offset && offset_at (zone, time_s + 2 * DAY_S) == offset)
    return day;

  /* A change may have set clocks back before a rollover that they had already shown. */
  while (day_start_s (zone, day + 1, rollover_hour) <= time_s)
    day++;

  return day;
}

/**
 * deckle_clock_day_start_ms:
 * @self: a clock
 * @day: days since 1970-01-01
 * @rollover_hour: local hour at which a day begins, 0 to 23
 *
 * Computes when a local calendar day begins. Where a clock change skips that hour the day begins with the change.
 *
 * Returns: ms since the Unix epoch (UTC)
 */
gint64
deckle_clock_day_start_ms (DeckleClock *self,
                           int          day,
                           int          rollover_hour)
{
  g_autoptr (GTimeZone) zone = NULL;

  g_return_val_if_fail (DECKLE_IS_CLOCK (self), 0);
  g_return_val_if_fail (rollover_hour >= 0 && rollover_hour <= 23, 0);

  zone = ref_zone (self);

  return day_start_s (zone, CLAMP (day, DAY_MIN, DAY_MAX), rollover_hour) * 1000;
}

/**
 * deckle_clock_utc_offset_min:
 * @self: a clock
 * @time_ms: ms since the Unix epoch (UTC)
 *
 * Computes how far local time is ahead of UTC at a moment.
 *
 * Returns: minutes, negative west of Greenwich
 */
int
deckle_clock_utc_offset_min (DeckleClock *self,
                             gint64       time_ms)
{
  g_autoptr (GTimeZone) zone = NULL;

  g_return_val_if_fail (DECKLE_IS_CLOCK (self), 0);

  zone = ref_zone (self);

  return (int) floor_div (offset_at (zone, seconds_of (time_ms)), 60);
}

/**
 * deckle_clock_today:
 * @self: a clock
 * @rollover_hour: local hour at which a day begins, 0 to 23
 *
 * Computes the local calendar day of this moment.
 *
 * Returns: days since 1970-01-01
 */
int
deckle_clock_today (DeckleClock *self,
                    int          rollover_hour)
{
  return deckle_clock_day_of (self, deckle_clock_now_ms (self), rollover_hour);
}
