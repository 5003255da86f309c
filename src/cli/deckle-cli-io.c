/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE (64 * 1024)

/* Text from files never speaks to the terminal: control characters become visible, direction marks harmless. */
static gunichar
tame (gunichar c)
{
  if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029)
    return ' ';
  if (c < 0x20)
    return 0x2400 + c;
  if (c == 0x7f)
    return 0x2421;
  if ((c >= 0x80 && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
    return 0xfffd;
  return c;
}

/**
 * deckle_cli_escape:
 * @text: any text
 *
 * Makes a text harmless for a terminal: one line, no control character, no change of direction.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
deckle_cli_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *escaped = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (escaped, tame (g_utf8_get_char (p)));
  return g_string_free_and_steal (escaped);
}

/**
 * deckle_cli_line:
 * @text: text from a file
 *
 * Returns: (transfer full): @text as one line for standard output, escaped when that is a terminal
 */
char *
deckle_cli_line (const char *text)
{
  if (isatty (STDOUT_FILENO))
    return deckle_cli_escape (text);
  return g_strdelimit (g_strdup (text), "\r\n", ' ');
}

static void
complain (const char *format,
          va_list     arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  g_autofree char *line = isatty (STDERR_FILENO) ? deckle_cli_escape (message) : g_strdup (message);

  fflush (stdout);
  fprintf (stderr, "deckle: %s\n", line);
}

/**
 * deckle_cli_fail:
 * @format: one sentence
 * @...: for @format
 *
 * Says on standard error why a subcommand failed.
 *
 * Returns: the exit status for it
 */
int
deckle_cli_fail (const char *format,
                 ...)
{
  va_list arguments;

  va_start (arguments, format);
  complain (format, arguments);
  va_end (arguments);
  return DECKLE_EXIT_FAILED;
}

/**
 * deckle_cli_warn:
 * @format: one sentence
 * @...: for @format
 *
 * Says something on standard error that does not end the subcommand.
 */
void
deckle_cli_warn (const char *format,
                 ...)
{
  va_list arguments;

  va_start (arguments, format);
  complain (format, arguments);
  va_end (arguments);
}

/**
 * deckle_cli_usage:
 * @format: one sentence
 * @...: for @format
 *
 * Says on standard error that a subcommand was used wrongly, and where help is.
 *
 * Returns: the exit status for it
 */
int
deckle_cli_usage (const char *format,
                  ...)
{
  va_list arguments;

  va_start (arguments, format);
  complain (format, arguments);
  va_end (arguments);
  fprintf (stderr, "%s\n", _("“deckle help” lists the commands."));
  return DECKLE_EXIT_USAGE;
}

/**
 * deckle_cli_print:
 * @format: text
 * @...: for @format
 *
 * Writes to standard output in UTF-8.
 */
void
deckle_cli_print (const char *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fputs (text, stdout);
}

/**
 * deckle_cli_end:
 * @status: exit status so far
 *
 * Empties the buffer of standard output. Output that could not be written is a failure.
 *
 * Returns: the exit status
 */
int
deckle_cli_end (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  return deckle_cli_fail (_("Standard output cannot be written: %s."), g_strerror (errno));
}

/**
 * deckle_cli_parse:
 * @arguments: what stands behind the options, for the help text
 * @summary: one sentence for the help text
 * @entries: the options
 * @argc: (inout): number of arguments
 * @argv: (inout): the arguments, the subcommand first
 *
 * Parses the options of a subcommand; complains where they are wrong.
 *
 * Returns: whether they were right
 */
gboolean
deckle_cli_parse (const char          *arguments,
                  const char          *summary,
                  const GOptionEntry  *entries,
                  int                 *argc,
                  char              ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("deckle %s", (*argv)[0]);

  g_set_prgname (name);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  deckle_cli_usage ("%s", error->message);
  return FALSE;
}

/**
 * deckle_cli_is_standard:
 * @path: an argument
 *
 * Returns: whether @path stands for standard input or output
 */
gboolean
deckle_cli_is_standard (const char *path)
{
  return g_str_equal (path, "-");
}

/**
 * deckle_cli_display_name:
 * @path: an argument
 *
 * Returns: (transfer full): what a sentence calls it, with quotation marks where it is a file
 */
char *
deckle_cli_display_name (const char *path)
{
  g_autofree char *name = NULL;

  if (deckle_cli_is_standard (path))
    return g_strdup (_("Standard input"));
  name = g_filename_display_name (path);
  return g_strdup_printf (_("“%s”"), name);
}

/**
 * deckle_cli_is_sandboxed:
 *
 * Returns: whether the program runs inside a Flatpak sandbox
 */
gboolean
deckle_cli_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static gboolean
lies_in (const char *path,
         const char *folder)
{
  return g_str_has_prefix (path, folder) && (path[strlen (folder)] == '/' || path[strlen (folder)] == '\0');
}

/**
 * deckle_cli_is_kept:
 * @path: a file
 *
 * Inside the sandbox most folders vanish with the program; a file written there would be lost.
 *
 * Returns: whether a file at @path outlives the sandbox
 */
gboolean
deckle_cli_is_kept (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".var", "app", DECKLE_APPLICATION_ID, NULL);
  g_autofree char *portal = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);

  return lies_in (whole, own) || lies_in (whole, portal) || lies_in (whole, "/run/flatpak/doc") ||
         lies_in (whole, g_get_user_data_dir ());
}

/**
 * deckle_cli_hidden:
 * @command: name of the subcommand
 * @path: the file that was asked for
 * @writing: whether it was to be written
 *
 * Returns: (transfer full): the sentence that says that the sandbox hides @path, and how it works
 */
char *
deckle_cli_hidden (const char *command,
                   const char *path,
                   gboolean    writing)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *quoted = g_shell_quote (name);

  /* Translators: the last part is a command line: flatpak run io.github… import - < 'FILE' */
  return g_strdup_printf (_("“%s” cannot be seen from inside the sandbox; let your shell open it: "
                            "flatpak run %s %s - %c %s"),
                          name, DECKLE_APPLICATION_ID, command, writing ? '>' : '<', quoted);
}

static gboolean
fail_open (const char  *command,
           const char  *path,
           int          code,
           GError     **error)
{
  g_autofree char *name = deckle_cli_display_name (path);
  g_autofree char *hidden = NULL;

  if (code == ENOENT && deckle_cli_is_sandboxed ())
    {
      hidden = deckle_cli_hidden (command, path, FALSE);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, hidden);
    }
  else if (code == ENOENT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("%s does not exist."), name);
  else if (code == EISDIR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _("%s is a folder, not a file."), name);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("%s cannot be read: %s."), name, g_strerror (code));
  return FALSE;
}

/* An open file that is an ordinary one, or -1. Never waits for the other end of a pipe. */
static int
open_regular (const char  *command,
              const char  *path,
              GError     **error)
{
  g_autofree char *name = deckle_cli_display_name (path);
  struct stat status;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);

  if (fd < 0 || fstat (fd, &status) != 0)
    fail_open (command, path, errno, error);
  else if (S_ISDIR (status.st_mode))
    fail_open (command, path, EISDIR, error);
  else if (!S_ISREG (status.st_mode))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                 _("%s is not a regular file; give “-” to read from standard input."), name);
  else
    return fd;

  if (fd >= 0)
    close (fd);
  return -1;
}

/**
 * deckle_cli_check_file:
 * @command: name of the subcommand
 * @path: a file to be read
 * @error: return location for a #GIOErrorEnum
 *
 * Looks whether a file can be read at all: that it is there, is an ordinary file and lets itself be opened.
 *
 * Returns: whether it can
 */
gboolean
deckle_cli_check_file (const char  *command,
                       const char  *path,
                       GError     **error)
{
  int fd = open_regular (command, path, error);

  if (fd < 0)
    return FALSE;
  close (fd);
  return TRUE;
}

static GBytes *
read_all (int          fd,
          const char  *command,
          const char  *path,
          gsize        limit,
          GError     **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree char *name = deckle_cli_display_name (path);
  g_autofree guint8 *block = g_malloc (BLOCK_SIZE);
  gssize n;

  while ((n = read (fd, block, BLOCK_SIZE)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail_open (command, path, errno, error);
          return NULL;
        }
      if (content->len + (gsize) n > limit)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("%s is larger than %u MiB, the most that is read."),
                       name, (guint) (limit / (1024 * 1024)));
          return NULL;
        }
      g_byte_array_append (content, block, (guint) n);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

/**
 * deckle_cli_read:
 * @command: name of the subcommand
 * @path: a file, or "-" for standard input
 * @limit: how many bytes at most
 * @error: return location for a #GIOErrorEnum
 *
 * Reads a whole file.
 *
 * Returns: (transfer full) (nullable): its bytes, or %NULL with @error set
 */
GBytes *
deckle_cli_read (const char  *command,
                 const char  *path,
                 gsize        limit,
                 GError     **error)
{
  GBytes *bytes;
  int fd;

  if (deckle_cli_is_standard (path))
    return read_all (STDIN_FILENO, command, path, limit, error);

  fd = open_regular (command, path, error);
  if (fd < 0)
    return NULL;
  bytes = read_all (fd, command, path, limit, error);
  close (fd);
  return bytes;
}

static gboolean
write_all (int          fd,
           const char  *bytes,
           gsize        size,
           GError     **error)
{
  while (size > 0)
    {
      gssize n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The data cannot be written: %s."),
                       g_strerror (errno));
          return FALSE;
        }
      bytes += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/**
 * deckle_cli_copy:
 * @from: descriptor to read from
 * @to: descriptor to write to
 * @error: return location for a #GIOErrorEnum
 *
 * Copies everything, however much it is.
 *
 * Returns: whether all of it arrived
 */
gboolean
deckle_cli_copy (int      from,
                 int      to,
                 GError **error)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  gssize n;

  while ((n = read (from, block, BLOCK_SIZE)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The data cannot be read: %s."),
                       g_strerror (errno));
          return FALSE;
        }
      if (!write_all (to, block, (gsize) n, error))
        return FALSE;
    }
  return TRUE;
}
