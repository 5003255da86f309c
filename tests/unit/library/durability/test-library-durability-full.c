/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk that is really full: a small tmpfs of our own, where one may be mounted. */

#define _GNU_SOURCE
#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "unit/library/library-fixture.h"
#include "library/deckle-backup.h"

#define SIZE "size=2m"

static int mount_errno;

/* Before any thread runs: a mount name space, as root or in a user name space of our own. */
static gboolean
enter_mount_namespace (void)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1\n", (guint) getuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1\n", (guint) getgid ());

  if (unshare (CLONE_NEWNS) != 0)
    {
      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return FALSE;
      /* A file belongs to a user and a group: both need a place in the new name space. */
      if (!g_file_set_contents_full ("/proc/self/uid_map", users, -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL) ||
          !g_file_set_contents_full ("/proc/self/setgroups", "deny", -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL) ||
          !g_file_set_contents_full ("/proc/self/gid_map", groups, -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL))
        return FALSE;
    }
  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* %NULL where nothing may be mounted. */
static char *
mount_small_disk (const DeckleTestFolder *folder)
{
  g_autofree char *disk = deckle_test_folder_path (folder, "disk");

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  if (mount_errno == 0 && mount ("deckle-test", disk, "tmpfs", MS_NOSUID | MS_NODEV, SIZE) == 0)
    return g_steal_pointer (&disk);
  g_test_skip_printf ("No small disk can be mounted here: %s", g_strerror (mount_errno != 0 ? mount_errno : errno));
  return NULL;
}

/* Writes until nothing fits any more. */
static void
fill (const char *path)
{
  g_autofree char *block = g_malloc0 (1024);
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  while (fwrite (block, 1024, 1, file) == 1 && fflush (file) == 0)
    continue;
  fclose (file);
}

static void
test_full (void)
{
  g_autoptr (DeckleTestFolder) folder = deckle_test_folder_new ();
  g_autofree char *disk = mount_small_disk (folder);
  g_autofree char *ballast = NULL, *copy = NULL;
  LibraryFixture fixture = { 0 };
  g_autoptr (DeckleBank) bank = NULL;
  guint n_saved = 0, n_refused = 0;

  if (disk == NULL)
    return;
  ballast = g_build_filename (disk, "ballast", NULL);
  copy = g_build_filename (folder, "copy.db", NULL);
  fixture.path = g_build_filename (disk, "library.db", NULL);
  fixture.clock = deckle_clock_new_manual (FIXTURE_START_MS, "Europe/Berlin");
  library_fixture_open (&fixture);
  bank = deckle_test_make_bank (2, 10);
  library_fixture_import (&fixture, bank);
  g_assert_true (deckle_backup_write (fixture.path, copy, NULL));
  fill (ballast);

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GError) error = NULL;

      deckle_clock_advance_ms (fixture.clock, 60000);
      error = library_fixture_try_grade (&fixture, g_array_index (fixture.cards, gint64, i % fixture.cards->len),
                                         DECKLE_RATING_GOOD);
      if (error == NULL)
        n_saved++;
      else
        {
          g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
          g_assert_true (g_str_has_suffix (error->message, "."));
          n_refused++;
        }
    }
  g_assert_cmpuint (n_refused, >, 0);
  library_fixture_assert_sound (&fixture);

  /* No backup fits either; that hurts nothing, and the library opens. */
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *backups = g_build_filename (disk, "backups", NULL);

    g_mkdir (backups, 0700);
    g_assert_false (deckle_backup_keep (fixture.path, fixture.clock, &error));
    g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
    g_clear_error (&error);
    g_assert_false (deckle_backup_restore (fixture.path, copy, fixture.clock, &error));
    g_assert_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_FULL);
  }
  g_assert_cmpint (library_fixture_get (&fixture, "SELECT count(*) FROM review"), ==, n_saved);

  g_assert_cmpint (g_unlink (ballast), ==, 0);
  library_fixture_grade (&fixture, g_array_index (fixture.cards, gint64, 0), DECKLE_RATING_GOOD);
  g_assert_cmpint (library_fixture_get (&fixture, "SELECT count(*) FROM review"), ==, n_saved + 1);
  library_fixture_assert_sound (&fixture);

  library_fixture_close (&fixture);
  g_array_unref (fixture.cards);
  g_object_unref (fixture.clock);
  g_free (fixture.path);
  g_assert_cmpint (umount2 (disk, MNT_DETACH), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  if (!enter_mount_namespace ())
    mount_errno = errno != 0 ? errno : EPERM;
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/durability/full", test_full);
  return g_test_run ();
}
