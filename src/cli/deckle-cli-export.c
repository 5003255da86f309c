/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <glib/gi18n-lib.h>
#include <gio/gunixoutputstream.h>
#include <unistd.h>

#include "cli/deckle-export-job.h"

/* By id or by title, whichever the user knows. */
static gboolean
find_deck (DeckleLibrary  *library,
           const char     *name,
           gint64         *row,
           GError        **error)
{
  g_autoptr (GPtrArray) decks = deckle_library_list_decks (library, error);

  if (decks == NULL)
    return FALSE;
  for (guint i = 0; i < decks->len; i++)
    {
      const DeckleDeckInfo *deck = g_ptr_array_index (decks, i);

      if (g_str_equal (deck->id, name) || g_str_equal (deck->title, name))
        {
          *row = deck->row;
          return TRUE;
        }
    }
  g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND, _("There is no deck “%s”."), name);
  return FALSE;
}

static gboolean
find_section (DeckleLibrary  *library,
              const char     *name,
              DeckleScope    *scope,
              GError        **error)
{
  g_autoptr (GPtrArray) sections = deckle_library_list_sections (library, scope->deck, error);
  guint n = 0;

  if (sections == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    {
      const DeckleSectionInfo *section = g_ptr_array_index (sections, i);

      if (g_str_equal (section->id, name) || g_str_equal (section->title, name))
        {
          scope->section = section->row;
          n++;
        }
    }
  if (n == 1)
    return TRUE;
  g_set_error (error, DECKLE_LIBRARY_ERROR, DECKLE_LIBRARY_ERROR_NOT_FOUND,
               n == 0 ? _("There is no section “%s”.") : _("Several decks have a section “%s”; name the deck as well."), name);
  return FALSE;
}

static gboolean
write_to (DeckleExport   *job,
          DeckleLibrary  *library,
          const char     *path,
          GError        **error)
{
  g_autoptr (GFile) file = NULL;

  if (deckle_cli_is_standard (path))
    {
      g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

      return deckle_export_write (job, library, stream, NULL, error);
    }
  file = g_file_new_for_path (path);
  return deckle_export_replace (job, library, file, NULL, error);
}

static int
export_from (DeckleLibrary *library,
             DeckleExport  *job,
             const char    *deck,
             const char    *section,
             const char    *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  if ((deck != NULL && !find_deck (library, deck, &job->scope.deck, &error)) ||
      (section != NULL && !find_section (library, section, &job->scope, &error)) ||
      !write_to (job, library, path, &error))
    return deckle_cli_fail ("%s", error->message);
  if (deckle_cli_is_standard (path))
    return DECKLE_EXIT_OK;
  name = deckle_cli_display_name (path);
  deckle_cli_print (ngettext ("Wrote %d question to %s.\n", "Wrote %d questions to %s.\n", job->n_cards), job->n_cards, name);
  return DECKLE_EXIT_OK;
}

static int
check_texts (const char *deck,
             const char *section)
{
  if ((deck != NULL && !g_utf8_validate (deck, -1, NULL)) || (section != NULL && !g_utf8_validate (section, -1, NULL)))
    return deckle_cli_usage (_("The text must be in UTF-8."));
  return DECKLE_EXIT_OK;
}

/**
 * deckle_cli_export:
 * @argc: number of arguments
 * @argv: "export", options, the file
 *
 * Writes cards into a file that others read, or to standard output.
 *
 * Returns: the exit status
 */
int
deckle_cli_export (int    argc,
                   char **argv)
{
  g_autofree char *format = NULL, *deck = NULL, *section = NULL;
  g_auto (GStrv) files = NULL;
  g_autoptr (GError) error = NULL;
  DeckleExport job = { 0 };
  DeckleLibrary *library;
  int status;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_("json (read back without loss), csv (spreadsheets), tsv (Anki) or md; the name of the file tells it as well"),
      N_("FORMAT") },
    { "deck", 'd', 0, G_OPTION_ARG_FILENAME, &deck, N_("Only this deck, by its title or id"), N_("DECK") },
    { "section", 's', 0, G_OPTION_ARG_FILENAME, &section, N_("Only this section, by its title or id"), N_("SECTION") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL }
  };

  if (!deckle_cli_parse (_("FILE"), _("Writes cards into a file for other programs. Notes and progress stay here."), entries,
                         &argc, &argv))
    return DECKLE_EXIT_USAGE;
  if (files == NULL || files[1] != NULL)
    return deckle_cli_usage (_("“deckle export” needs one file."));
  if (format != NULL && !deckle_export_format_from_nick (format, &job.format))
    return deckle_cli_usage (_("There is no format “%s”; there are json, csv, tsv and md."), format);
  if (format == NULL && !deckle_export_format_from_file (files[0], &job.format))
    return deckle_cli_usage (_("The name of the file does not tell the format; name it with --format."));
  status = check_texts (deck, section);
  if (status != DECKLE_EXIT_OK)
    return status;
  if (!deckle_cli_is_standard (files[0]) && deckle_cli_is_sandboxed () && !deckle_cli_is_kept (files[0]))
    {
      g_autofree char *hidden = deckle_cli_hidden ("export", files[0], TRUE);

      return deckle_cli_fail ("%s", hidden);
    }

  library = deckle_cli_open_library (DECKLE_CLI_OPEN_SYNC, &error);
  if (library == NULL)
    return deckle_cli_fail ("%s", error->message);
  status = export_from (library, &job, deck, section, files[0]);
  deckle_cli_close_library (library);
  return status;
}
