/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acknowledged.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "library/deckle-doctor.h"

GSubprocess *
acknowledged_spawn (const char *library_path,
                    const char *first_argument,
                    ...)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "unit", "library", "review-script", NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *script;
  va_list args;

  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (gpointer) library_path);
  va_start (args, first_argument);
  for (const char *argument = first_argument; argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (args);
  g_ptr_array_add (arguments, NULL);

  script = g_subprocess_newv ((const char * const *) arguments->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  return script;
}

static void
parse_line (const char *line,
            GArray     *grades)
{
  Acknowledged grade;

  if (sscanf (line, "grade %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d", &grade.card, &grade.time_ms, &grade.rating) == 3)
    g_array_append_val (grades, grade);
  else if (g_str_has_prefix (line, "failed"))
    g_error ("The review script: %s", line);
}

void
acknowledged_parse (const char *output,
                    gsize       length,
                    GArray     *grades)
{
  const char *end = output + length, *newline;

  for (const char *line = output; (newline = memchr (line, '\n', (gsize) (end - line))) != NULL; line = newline + 1)
    {
      g_autofree char *text = g_strndup (line, (gsize) (newline - line));

      parse_line (text, grades);
    }
}

void
acknowledged_drain (GSubprocess *script,
                    GArray      *grades)
{
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data;

  g_subprocess_communicate (script, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (output, &length);
  if (length > 0)
    acknowledged_parse (data, length, grades);
}

guint
acknowledged_missing (const char *library_path,
                      GArray     *grades,
                      guint       first)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint missing = 0;

  if (sqlite3_open_v2 (library_path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (db, "SELECT 1 FROM review WHERE card = ? AND time_ms = ? AND rating = ?", -1, &statement, NULL)
        != SQLITE_OK)
    {
      g_test_message ("%s: %s", library_path, sqlite3_errmsg (db));
      sqlite3_close (db);
      return G_MAXUINT;
    }
  for (guint i = first; i < grades->len; i++)
    {
      const Acknowledged *grade = &g_array_index (grades, Acknowledged, i);

      sqlite3_bind_int64 (statement, 1, grade->card);
      sqlite3_bind_int64 (statement, 2, grade->time_ms);
      sqlite3_bind_int (statement, 3, grade->rating);
      if (sqlite3_step (statement) != SQLITE_ROW)
        missing++;
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return missing;
}

gboolean
acknowledged_sound (const char *library_path)
{
  g_autoptr (DeckleClock) clock = deckle_clock_new_manual (G_GINT64_CONSTANT (1772438400000), "Europe/Berlin");
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleLibrary) library = deckle_library_open (library_path, clock, &error);
  DeckleDoctorReport report = { 0 };
  gboolean sound;

  if (library == NULL)
    {
      g_test_message ("%s", error->message);
      return FALSE;
    }
  sound = deckle_doctor_check (library, &report, &error) && report.problems->len == 0;
  if (error != NULL)
    g_test_message ("%s", error->message);
  for (guint i = 0; report.problems != NULL && i < report.problems->len; i++)
    g_test_message ("%s", (const char *) report.problems->pdata[i]);
  deckle_doctor_report_clear (&report);
  return deckle_library_close (library, NULL) && sound;
}
