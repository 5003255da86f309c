/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-backup.h"
#include "library/deckle-doctor.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleDoctorReport, deckle_doctor_report_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeckleRescue, deckle_rescue_clear)

/* Returns the number of problems, or -1 when the check itself failed. */
static int
examine (DeckleLibrary  *library,
         GError        **error)
{
  g_auto (DeckleDoctorReport) report = { 0 };
  guint n_problems;

  if (!deckle_doctor_check (library, &report, error))
    return -1;

  n_problems = report.problems != NULL ? report.problems->len : 0;
  for (guint i = 0; i < n_problems; i++)
    {
      g_autofree char *line = deckle_cli_line (g_ptr_array_index (report.problems, i));

      deckle_cli_print ("%s\n", line);
    }
  if (n_problems == 0)
    {
      g_autofree char *cards = g_strdup_printf (ngettext ("%u card", "%u cards", report.cards), report.cards);
      g_autofree char *answers = g_strdup_printf (ngettext ("%u answer", "%u answers", report.reviews), report.reviews);

      /* Translators: The library is sound: 433 cards, 1200 answers. */
      deckle_cli_print (_("The library is sound: %s, %s.\n"), cards, answers);
    }
  return (int) n_problems;
}

static gboolean
repair (DeckleLibrary  *library,
        GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  deckle_doctor_repair_async (library, deckle_cli_on_ready, &result);
  if (!deckle_cli_wait_write (library, &result, error))
    return FALSE;
  deckle_cli_print ("%s\n", _("Repaired: everything that can be computed was made anew from the review log."));
  return TRUE;
}

static int
treat (DeckleLibrary *library,
       gboolean       may_repair)
{
  g_autoptr (GError) error = NULL;
  int n_problems = examine (library, &error);

  if (n_problems > 0 && may_repair && repair (library, &error))
    n_problems = examine (library, &error);

  if (error != NULL)
    return deckle_cli_fail ("%s", error->message);
  if (n_problems == 0)
    return DECKLE_EXIT_OK;
  if (may_repair)
    return deckle_cli_fail (ngettext ("%d problem is left.", "%d problems are left.", (gulong) n_problems), n_problems);
  return deckle_cli_fail (ngettext ("The library has %d problem; “deckle doctor --repair” repairs it.",
                                    "The library has %d problems; “deckle doctor --repair” repairs them.",
                                    (gulong) n_problems), n_problems);
}

/* The file is no database any more: it is moved aside and what can be read goes into a new one. */
static int
rescue (void)
{
  g_autofree char *path = deckle_library_default_path ();
  g_autoptr (DeckleClock) clock = deckle_clock_new_real ();
  g_autoptr (GError) error = NULL;
  g_auto (DeckleRescue) result = { 0 };
  g_autofree char *cards = NULL, *answers = NULL;

  if (!deckle_library_rescue (path, clock, &result, &error))
    return deckle_cli_fail ("%s", error->message);

  cards = g_strdup_printf (ngettext ("%u card", "%u cards", result.cards), result.cards);
  answers = g_strdup_printf (ngettext ("%u answer", "%u answers", result.reviews), result.reviews);
  deckle_cli_print (_("The damaged library was moved to “%s”.\n"), result.aside);
  /* Translators: Saved: 433 cards, 1200 answers. */
  deckle_cli_print (_("Saved: %s, %s.\n"), cards, answers);
  if (result.newest_backup != NULL)
    deckle_cli_print (_("The newest backup is “%s”; “deckle restore” takes it.\n"), result.newest_backup->path);
  return DECKLE_EXIT_OK;
}

/**
 * deckle_cli_doctor:
 * @argc: number of arguments
 * @argv: "doctor" and options
 *
 * Checks the library, a line a problem; repairs it when asked.
 *
 * Returns: the exit status; 1 when a problem is left
 */
int
deckle_cli_doctor (int    argc,
                   char **argv)
{
  gboolean may_repair = FALSE;
  g_autofree char *path = deckle_library_default_path ();
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library;
  int status;
  const GOptionEntry entries[] = {
    { "repair", 0, 0, G_OPTION_ARG_NONE, &may_repair, N_("Repair what is wrong"), NULL },
    { NULL }
  };

  if (!deckle_cli_parse (NULL, _("Checks the library."), entries, &argc, &argv))
    return DECKLE_EXIT_USAGE;
  if (argc > 1)
    return deckle_cli_usage (_("“deckle doctor” takes no file."));

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      deckle_cli_print ("%s\n", _("There is no library yet."));
      return DECKLE_EXIT_OK;
    }

  library = deckle_cli_open_library (DECKLE_CLI_OPEN_AS_IS, &error);
  if (library == NULL)
    {
      if (may_repair && g_error_matches (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_CORRUPT))
        return rescue ();
      return deckle_cli_fail ("%s", error->message);
    }
  status = treat (library, may_repair);
  deckle_cli_close_library (library);
  return status;
}
