/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "library/deckle-backup.h"

/* Standard input or output goes through a file of our own, because a database needs one. */
static char *
make_scratch (char   **folder,
              GError **error)
{
  *folder = g_dir_make_tmp ("deckle-XXXXXX", error);
  return *folder != NULL ? g_build_filename (*folder, "library.db", NULL) : NULL;
}

static gboolean
stream_file (const char  *path,
             int          flags,
             int          other,
             GError     **error)
{
  gboolean reading = (flags & O_ACCMODE) == O_RDONLY;
  int fd = g_open (path, flags | O_CLOEXEC, 0600);
  gboolean success;

  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be opened: %s."), path,
                   g_strerror (errno));
      return FALSE;
    }
  success = reading ? deckle_cli_copy (fd, other, error) : deckle_cli_copy (other, fd, error);
  if (close (fd) != 0 && success)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("“%s” cannot be written: %s."), path,
                   g_strerror (errno));
      success = FALSE;
    }
  return success;
}

static gboolean
backup_to_output (const char  *library_path,
                  GError     **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *scratch = make_scratch (&folder, error);
  gboolean success;

  if (scratch == NULL)
    return FALSE;
  success = deckle_backup_write (library_path, scratch, error) && stream_file (scratch, O_RDONLY, STDOUT_FILENO, error);
  deckle_cli_remove_tree (folder);
  return success;
}

static gboolean
restore_from_input (const char   *library_path,
                    DeckleClock  *clock,
                    GError      **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *scratch = make_scratch (&folder, error);
  gboolean success;

  if (scratch == NULL)
    return FALSE;
  success = stream_file (scratch, O_WRONLY | O_CREAT | O_EXCL, STDIN_FILENO, error) &&
            deckle_backup_restore (library_path, scratch, clock, error);
  deckle_cli_remove_tree (folder);
  return success;
}

/* The one file that a subcommand takes; NULL after a complaint. */
static char *
parse_file (const char *summary,
            int         argc,
            char      **argv)
{
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL }
  };
  const char *command = argv[0];

  if (!deckle_cli_parse (_("FILE"), summary, entries, &argc, &argv))
    return NULL;
  if (files == NULL || files[1] != NULL)
    {
      deckle_cli_usage (_("“deckle %s” needs one file."), command);
      return NULL;
    }
  return g_strdup (files[0]);
}

static int
backup (const char *file)
{
  g_autofree char *library_path = deckle_library_default_path ();
  g_autofree char *name = g_filename_display_name (file);
  g_autofree char *hidden = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_test (library_path, G_FILE_TEST_EXISTS))
    return deckle_cli_fail (_("There is no library yet: “%s” does not exist."), library_path);
  if (deckle_cli_is_standard (file) && isatty (STDOUT_FILENO))
    return deckle_cli_usage (_("A backup is no text for a terminal; send it into a file: deckle backup - > FILE"));
  if (!deckle_cli_is_standard (file) && deckle_cli_is_sandboxed () && !deckle_cli_is_kept (file))
    {
      hidden = deckle_cli_hidden ("backup", file, TRUE);
      return deckle_cli_fail ("%s", hidden);
    }

  if (deckle_cli_is_standard (file))
    return backup_to_output (library_path, &error) ? DECKLE_EXIT_OK : deckle_cli_fail ("%s", error->message);
  if (!deckle_backup_write (library_path, file, &error))
    return deckle_cli_fail ("%s", error->message);
  deckle_cli_print (_("A verified backup is in “%s”.\n"), name);
  return DECKLE_EXIT_OK;
}

static int
restore (const char *file)
{
  g_autofree char *library_path = deckle_library_default_path ();
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GError) error = NULL;
  gboolean success;

  if (deckle_cli_is_standard (file))
    success = restore_from_input (library_path, clock, &error);
  else
    success = deckle_cli_check_file ("restore", file, &error) &&
              deckle_backup_restore (library_path, file, clock, &error);
  if (!success)
    return deckle_cli_fail ("%s", error->message);
  deckle_cli_print ("%s\n", _("Restored. The library that was there before is among the backups."));
  return DECKLE_EXIT_OK;
}

/**
 * deckle_cli_backup:
 * @argc: number of arguments
 * @argv: "backup" and the file
 *
 * Saves a verified copy of the library.
 *
 * Returns: the exit status
 */
int
deckle_cli_backup (int    argc,
                   char **argv)
{
  g_autofree char *file = parse_file (_("Saves a verified copy of the library."), argc, argv);

  return file != NULL ? backup (file) : DECKLE_EXIT_USAGE;
}

/**
 * deckle_cli_restore:
 * @argc: number of arguments
 * @argv: "restore" and the file
 *
 * Puts a saved copy in place of the library, which becomes a backup itself.
 *
 * Returns: the exit status
 */
int
deckle_cli_restore (int    argc,
                    char **argv)
{
  g_autofree char *file = parse_file (_("Puts a saved copy in place of the library."), argc, argv);

  return file != NULL ? restore (file) : DECKLE_EXIT_USAGE;
}
