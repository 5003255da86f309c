/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-backup"
#include "deckle-config.h"
#include "library/deckle-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "library/deckle-backup-private.h"
#include "library/deckle-sql.h"

#define FOLDER "backups"
#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

/* After how many steps of SQLite's machine a backup in the background looks whether it is still wanted */
#define STEPS_BETWEEN_LOOKS 10000

/* How many backups stay */
#define KEEP_TODAY 8
#define KEEP_DAYS 7
#define KEEP_WEEKS 4

/**
 * deckle_backup_free:
 * @backup: (transfer full): a backup's description
 *
 * Frees the description, not the file.
 */
void
deckle_backup_free (DeckleBackup *backup)
{
  g_free (backup->path);
  g_free (backup);
}

/* Names: library-YYYY-MM-DDTHHMM.db in UTC, from the second one of a minute on library-YYYY-MM-DDTHHMM-2.db … */

static char *
make_name (gint64 time_ms,
           guint  n)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%dT%H%M");

  return n < 2 ? g_strdup_printf ("library-%s.db", stamp) : g_strdup_printf ("library-%s-%u.db", stamp, n);
}

static gboolean
parse_name (const char *name,
            gint64     *time_ms,
            guint      *n)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *again = NULL;
  int year, month, day, clock;

  *n = 1;
  if (sscanf (name, "library-%4d-%2d-%2dT%4d-%u.db", &year, &month, &day, &clock, n) < 4)
    return FALSE;
  time = g_date_time_new_utc (year, month, day, clock / 100, clock % 100, 0);
  if (time == NULL)
    return FALSE;
  *time_ms = g_date_time_to_unix (time) * 1000;
  again = make_name (*time_ms, *n);
  return strcmp (again, name) == 0;
}

static char *
get_folder (const char *library_path)
{
  g_autofree char *folder = g_path_get_dirname (library_path);

  return g_build_filename (folder, FOLDER, NULL);
}

/* Newest first; the last one of a minute is its newest. */
static int
compare_backups (gconstpointer a,
                 gconstpointer b)
{
  const DeckleBackup *first = *(DeckleBackup * const *) a, *second = *(DeckleBackup * const *) b;
  g_autofree char *first_name = NULL, *second_name = NULL;
  gint64 time_ms;
  guint first_n, second_n;

  if (first->time_ms != second->time_ms)
    return first->time_ms > second->time_ms ? -1 : 1;
  first_name = g_path_get_basename (first->path);
  second_name = g_path_get_basename (second->path);
  parse_name (first_name, &time_ms, &first_n);
  parse_name (second_name, &time_ms, &second_n);
  return first_n > second_n ? -1 : first_n < second_n;
}

/**
 * deckle_backup_list:
 * @library_path: the library
 *
 * Lists the automatic backups, which lie in the folder “backups” beside the library. Looks at names and sizes only.
 *
 * Returns: (transfer full) (element-type DeckleBackup): newest first; empty when there are none
 */
GPtrArray *
deckle_backup_list (const char *library_path)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) deckle_backup_free);
  g_autofree char *folder = get_folder (library_path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gint64 time_ms;
      guint n;
      GStatBuf info;

      if (parse_name (name, &time_ms, &n) && g_stat (path, &info) == 0 && S_ISREG (info.st_mode))
        {
          DeckleBackup *backup = g_new0 (DeckleBackup, 1);

          backup->path = g_steal_pointer (&path);
          backup->time_ms = time_ms;
          backup->size = info.st_size;
          g_ptr_array_add (list, backup);
        }
    }
  g_ptr_array_sort (list, compare_backups);
  return g_steal_pointer (&list);
}

/* ISO weeks begin on Monday; 1970-01-01 was a Thursday. */
static int
week_of (int day)
{
  int from_monday = day + 3;

  return from_monday >= 0 ? from_monday / 7 : (from_monday - 6) / 7;
}

/**
 * deckle_backup_choose:
 * @days: local days of the backups, newest first
 * @n: how many
 * @keep: (out caller-allocates) (array length=n): which of them stay
 *
 * Decides which backups stay: all of the newest day (at most 8), the last one of each of the 7 newest days that have one,
 * and the last one of each of the 4 newest ISO weeks that have one. A pure function.
 */
void
deckle_backup_choose (const int *days,
                      gsize      n,
                      gboolean  *keep)
{
  guint n_days = 0, n_weeks = 0;

  for (gsize i = 0; i < n; i++)
    {
      gboolean last_of_day = i == 0 || days[i] != days[i - 1];
      gboolean last_of_week = i == 0 || week_of (days[i]) != week_of (days[i - 1]);

      n_days += last_of_day;
      n_weeks += last_of_week;
      keep[i] = (last_of_day && n_days <= KEEP_DAYS) || (last_of_week && n_weeks <= KEEP_WEEKS) ||
                (n_days == 1 && i < KEEP_TODAY);
    }
}

/* Removes what a killed process left: temporary files older than a day. */
static void
remove_leftovers (const char  *folder,
                  DeckleClock *clock)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, "library-") && strstr (name, ".db.") != NULL && g_stat (path, &info) == 0 &&
          (gint64) info.st_mtime * 1000 < deckle_clock_now_ms (clock) - MS_PER_DAY)
        g_unlink (path);
    }
}

static void
prune (const char  *library_path,
       const char  *newest,
       DeckleClock *clock)
{
  g_autoptr (GPtrArray) list = deckle_backup_list (library_path);
  g_autofree int *days = g_new (int, list->len);
  g_autofree gboolean *keep = g_new (gboolean, list->len);
  g_autofree char *folder = get_folder (library_path);

  for (guint i = 0; i < list->len; i++)
    days[i] = deckle_clock_day_of (clock, ((DeckleBackup *) list->pdata[i])->time_ms, 0);
  deckle_backup_choose (days, list->len, keep);

  for (guint i = 0; i < list->len; i++)
    {
      const DeckleBackup *backup = list->pdata[i];

      /* After the clock was set back, the one just written is not the newest by name. */
      if (!keep[i] && strcmp (backup->path, newest) != 0 && g_unlink (backup->path) != 0)
        g_debug ("Cannot remove “%s”: %s", backup->path, g_strerror (errno));
    }
  remove_leftovers (folder, clock);
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  GStatBuf first, second;

  return g_stat (a, &first) == 0 && g_stat (b, &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

static int
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/* Work in the background is given up when the current cancellable of the thread says so. */
static void
obey_cancellable (sqlite3 *db)
{
  GCancellable *cancellable = g_cancellable_get_current ();

  if (cancellable != NULL)
    sqlite3_progress_handler (db, STEPS_BETWEEN_LOOKS, is_cancelled, cancellable);
}

static gboolean
vacuum_into (const char  *library_path,
             const char  *temporary,
             GError     **error)
{
  g_autoptr (sqlite3) db = deckle_sql_open (library_path, NULL, DECKLE_SQL_READ, error);

  if (db == NULL)
    return FALSE;
  obey_cancellable (db);
  return deckle_sql_run (db, error, "VACUUM INTO ?", "t", temporary);
}

static gboolean
verify (const char  *path,
        GError     **error)
{
  g_autoptr (sqlite3) db = deckle_sql_open (path, NULL, DECKLE_SQL_READ, error);

  if (db == NULL)
    return FALSE;
  obey_cancellable (db);
  return deckle_backup_is_sound (db, error);
}

/**
 * deckle_backup_write:
 * @library_path: the library; may be open here and elsewhere
 * @file: where the backup goes; replaced when it exists
 * @error: return location for a [error@LibraryError]
 *
 * Writes a copy of the library as of now: into a temporary file beside @file, checked, synced and only then renamed, so that
 * a backup that is there is never lost to one that failed. Blocking; may be called from any thread, whose current cancellable
 * ends it early.
 *
 * Returns: whether @file is a verified backup now
 */
gboolean
deckle_backup_write (const char  *library_path,
                     const char  *file,
                     GError     **error)
{
  g_autofree char *temporary = NULL;

  if (!g_file_test (library_path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
                   _("There is no library at “%s” yet, so there is nothing to back up."), library_path);
      return FALSE;
    }
  if (is_same_file (library_path, file) || g_file_test (file, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FAILED,
                   _("“%s” cannot take a backup: it is the library itself or a folder."), file);
      return FALSE;
    }

  temporary = deckle_backup_make_temp (file, error);
  if (temporary != NULL && vacuum_into (library_path, temporary, error) && verify (temporary, error) &&
      deckle_backup_put_in_place (temporary, file, error))
    return TRUE;

  if (temporary != NULL)
    deckle_backup_remove_temp (temporary);
  g_prefix_error (error, _("The backup “%s” was not written; the library is as it was. "), file);
  return FALSE;
}

/**
 * deckle_backup_keep:
 * @library_path: the library
 * @clock: names the file
 * @error: return location for a [error@LibraryError]
 *
 * Writes a backup into the folder “backups” beside the library and removes those that have had their time, see
 * [func@backup_choose]. Called before a migration, an update of the bank, and a restore. Blocking; any thread.
 *
 * Returns: whether there is a verified backup of the library as it is now
 */
gboolean
deckle_backup_keep (const char   *library_path,
                    DeckleClock  *clock,
                    GError      **error)
{
  g_autofree char *folder = get_folder (library_path);
  g_autofree char *file = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_READ_ONLY,
                   _("No backup was made: the folder “%s” cannot be made: %s."), folder, g_strerror (errno));
      return FALSE;
    }
  for (guint n = 1; file == NULL || g_file_test (file, G_FILE_TEST_EXISTS); n++)
    {
      g_autofree char *name = make_name (deckle_clock_now_ms (clock), n);

      g_free (file);
      file = g_build_filename (folder, name, NULL);
    }
  if (!deckle_backup_write (library_path, file, error))
    return FALSE;
  prune (library_path, file, clock);
  return TRUE;
}

/**
 * deckle_backup_daily:
 * @library_path: the library
 * @clock: says which day it is
 * @error: return location for a [error@LibraryError]
 *
 * Writes an automatic backup unless this local day (from midnight on) has one already. A failure is no reason not to open
 * the library: show the message as a warning.
 *
 * Returns: whether this day has a backup, or there is no library to back up
 */
gboolean
deckle_backup_daily (const char   *library_path,
                     DeckleClock  *clock,
                     GError      **error)
{
  g_autoptr (GPtrArray) list = deckle_backup_list (library_path);
  int today = deckle_clock_today (clock, 0);

  if (!g_file_test (library_path, G_FILE_TEST_EXISTS))
    return TRUE;
  for (guint i = 0; i < list->len; i++)
    if (deckle_clock_day_of (clock, ((DeckleBackup *) list->pdata[i])->time_ms, 0) == today)
      return TRUE;
  return deckle_backup_keep (library_path, clock, error);
}
