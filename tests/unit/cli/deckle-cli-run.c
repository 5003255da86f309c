/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deckle-cli-run.h"

#include <gio/gio.h>

static char *program;

/* The path of the program is the first argument; without one it is looked for on PATH. */
void
cli_init (int    *argc,
          char ***argv)
{
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  if (*argc > 1)
    program = g_strdup ((*argv)[1]);
  else
    program = g_find_program_in_path ("deckle");
  if (program == NULL)
    g_error ("The deckle program was not found: give its path as the first argument");
}

void
cli_set_up (CliFixture    *f,
            gconstpointer  data)
{
  f->folder = deckle_test_folder_new ();
}

static void
forget_output (CliFixture *f)
{
  g_clear_pointer (&f->out, g_free);
  g_clear_pointer (&f->err, g_free);
  f->out_size = 0;
}

void
cli_tear_down (CliFixture    *f,
               gconstpointer  data)
{
  forget_output (f);
  g_clear_pointer (&f->folder, deckle_test_folder_free);
}

static char *
take_text (GBytes *bytes,
           gsize  *size)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text = g_malloc (length + 1);

  if (length > 0)
    memcpy (text, data, length);
  text[length] = '\0';
  if (size != NULL)
    *size = length;
  return text;
}

void
cli_run_with (CliFixture *f,
              GBytes     *input,
              const char *first,
              ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  va_list list;

  g_ptr_array_add (arguments, program);
  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", f->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, input != NULL ? input : nothing, NULL, &out, &err, &error);
  /* A program that refuses its input may be gone before it got all of it. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    g_assert_no_error (error);

  forget_output (f);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  f->status = g_subprocess_get_exit_status (process);
  f->out = out != NULL ? take_text (out, &f->out_size) : g_strdup ("");
  f->err = err != NULL ? take_text (err, NULL) : g_strdup ("");
}

void
cli_assert_success (CliFixture *f)
{
  if (f->status != 0)
    g_test_message ("%s", f->err);
  g_assert_cmpint (f->status, ==, 0);
  g_assert_cmpstr (f->err, ==, "");
}

void
cli_assert_prints (CliFixture *f,
                   const char *part)
{
  if (strstr (f->out, part) == NULL)
    {
      g_test_message ("“%s” is missing in:\n%s", part, f->out);
      g_test_fail ();
    }
}

void
cli_assert_sentence (CliFixture *f,
                     int         status,
                     const char *part)
{
  char *end;

  g_test_message ("%s", f->err);
  g_assert_cmpint (f->status, ==, status);
  g_assert_true (g_str_has_prefix (f->err, "deckle: "));
  g_assert_nonnull (strstr (f->err, part));
  end = strchr (f->err, '\n');
  g_assert_nonnull (end);
  if (status == 1)
    g_assert_cmpstr (end, ==, "\n");
}

char *
cli_library_path (CliFixture *f)
{
  return g_build_filename (f->folder, "deckle", "library.db", NULL);
}

char *
cli_write_file (CliFixture *f,
                const char *name,
                const char *text,
                gssize      size)
{
  g_autoptr (GError) error = NULL;
  char *path = deckle_test_folder_path (f->folder, name);

  g_file_set_contents (path, text, size, &error);
  g_assert_no_error (error);
  return path;
}
