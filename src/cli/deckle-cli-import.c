/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <glib/gi18n-lib.h>

#include "cli/deckle-import-source.h"
#include "formats/deckle-format.h"
#include "library/deckle-library-import.h"

/* Of a long list of ids so many are named. */
#define IDS_MAX 12

static gboolean
read_source (const char          *path,
             DeckleImportSource  *source,
             GError             **error)
{
  g_autoptr (GBytes) bytes = deckle_cli_read ("import", path, DECKLE_FORMAT_SIZE_MAX, error);
  g_autoptr (GFile) file = NULL;
  g_autofree char *base = NULL, *name = NULL;

  if (bytes == NULL)
    return FALSE;
  if (!deckle_cli_is_standard (path))
    file = g_file_new_for_path (path);
  base = file != NULL ? g_file_get_basename (file) : g_strdup (_("standard input"));
  name = g_filename_display_name (base);
  if (!deckle_import_source_parse (source, bytes, file, name, NULL, error))
    return FALSE;
  if (source->bank != NULL)
    return TRUE;
  g_set_error (error, DECKLE_FORMAT_ERROR, DECKLE_FORMAT_ERROR_EMPTY, "%s: %s", name, source->table->problem);
  return FALSE;
}

static void
print_notes (GPtrArray *notes)
{
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const DeckleImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *message = deckle_cli_line (note->message);

      if (note->line > 0)
        deckle_cli_print (_("  line %u: %s\n"), note->line, message);
      else
        deckle_cli_print ("  %s\n", message);
    }
}

/* “3 changed: q12, q13, q200” */
static void
print_ids (const char *label,
           GStrv       ids,
           gboolean    name_them)
{
  guint n = ids != NULL ? g_strv_length (ids) : 0;
  g_autoptr (GString) line = g_string_new (label);

  if (n == 0)
    return;
  for (guint i = 0; name_them && i < MIN (n, IDS_MAX); i++)
    {
      g_autofree char *id = deckle_cli_line (ids[i]);

      g_string_append_printf (line, "%s %s", i == 0 ? ":" : ",", id);
    }
  if (name_them && n > IDS_MAX)
    g_string_append (line, ", …");
  deckle_cli_print ("  %s\n", line->str);
}

static void
print_changes (const DeckleImportPlan *plan)
{
  guint n_new = plan->fresh != NULL ? g_strv_length (plan->fresh) : 0;
  guint n_changed = plan->changed != NULL ? g_strv_length (plan->changed) : 0;
  guint n_vanished = plan->vanished != NULL ? g_strv_length (plan->vanished) : 0;
  g_autofree char *fresh = g_strdup_printf (ngettext ("%u new question", "%u new questions", n_new), n_new);
  g_autofree char *changed =
    g_strdup_printf (ngettext ("%u changed question", "%u changed questions", n_changed), n_changed);
  g_autofree char *vanished =
    g_strdup_printf (ngettext ("%u question that is no longer there; it is put aside with its progress",
                               "%u questions that are no longer there; they are put aside with their progress",
                               n_vanished), n_vanished);

  print_ids (fresh, plan->fresh, FALSE);
  print_ids (changed, plan->changed, TRUE);
  print_ids (vanished, plan->vanished, TRUE);
  if (plan->n_same > 0)
    deckle_cli_print (ngettext ("  %u question stays as it is\n", "  %u questions stay as they are\n", plan->n_same),
                      plan->n_same);
}

static void
print_overlap (const DeckleImportPlan *plan)
{
  g_autofree char *title = plan->overlap_title != NULL ? deckle_cli_line (plan->overlap_title) : NULL;

  if (title != NULL && plan->n_overlap > 0)
    deckle_cli_print (ngettext ("  %u question stands in “%s” already\n", "  %u questions stand in “%s” already\n",
                                plan->n_overlap), plan->n_overlap, title);
  if (!plan->exists && !plan->starts_enabled)
    deckle_cli_print ("  %s\n", _("The deck starts switched off: Today does not draw from it until you switch it on."));
}

static void
print_plan (const DeckleImportPlan *plan,
            const char             *title,
            GPtrArray              *notes)
{
  g_autofree char *shown = deckle_cli_line (title != NULL && !plan->exists ? title : plan->title);
  g_autofree char *questions = g_strdup_printf (ngettext ("%u question", "%u questions", plan->n_cards), plan->n_cards);
  g_autofree char *sections =
    g_strdup_printf (ngettext ("%u section", "%u sections", plan->n_sections), plan->n_sections);

  deckle_cli_print ("%s\n", shown);
  /* Translators: 358 questions in 18 sections */
  deckle_cli_print (_("%s in %s\n"), questions, sections);
  print_changes (plan);
  print_overlap (plan);
  print_notes (notes);
}

static gboolean
apply (DeckleLibrary       *library,
       DeckleImportSource  *source,
       const char          *title,
       GError             **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  deckle_library_import_async (library, source->bank, deckle_import_source_choose_kind (source, library), title, NULL,
                               deckle_cli_on_ready, &result);
  return deckle_cli_wait_write (library, &result, error);
}

static gboolean
plan_and_apply (DeckleLibrary       *library,
                DeckleImportSource  *source,
                const char          *title,
                gboolean             dry_run,
                GError             **error)
{
  g_autoptr (DeckleImportPlan) plan = deckle_library_plan_import (library, source->bank, error);

  if (plan == NULL)
    return FALSE;
  print_plan (plan, title, source->notes);
  if (!dry_run && !apply (library, source, title, error))
    return FALSE;
  deckle_cli_print ("%s\n", dry_run ? _("Nothing was changed: this was a dry run.") : _("Imported."));
  return TRUE;
}

static int
import (const char *path,
        const char *title,
        gboolean    dry_run)
{
  g_auto (DeckleImportSource) source = { 0 };
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library;
  gboolean success;

  if (!read_source (path, &source, &error))
    return deckle_cli_fail ("%s", error->message);
  library = deckle_cli_open_library (dry_run ? DECKLE_CLI_OPEN_SCRATCH : DECKLE_CLI_OPEN_SYNC, &error);
  if (library == NULL)
    return deckle_cli_fail ("%s", error->message);

  success = plan_and_apply (library, &source, title, dry_run, &error);
  deckle_cli_close_library (library);
  return success ? DECKLE_EXIT_OK : deckle_cli_fail ("%s", error->message);
}

/**
 * deckle_cli_import:
 * @argc: number of arguments
 * @argv: "import", options, the file
 *
 * Shows what an import would do and does it, unless it is a dry run.
 *
 * Returns: the exit status
 */
int
deckle_cli_import (int    argc,
                   char **argv)
{
  gboolean dry_run = FALSE;
  g_autofree char *title = NULL;
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_("Show what would happen and change nothing"), NULL },
    { "title", 't', 0, G_OPTION_ARG_FILENAME, &title, N_("Title of a new deck"), N_("TITLE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL }
  };

  if (!deckle_cli_parse (_("FILE"), _("Brings a Markdown question list, a table (CSV, TSV) or a question bank into the library."), entries,
                         &argc, &argv))
    return DECKLE_EXIT_USAGE;
  if (files == NULL || files[1] != NULL)
    return deckle_cli_usage (_("“deckle import” needs one file."));
  if (title != NULL && (!g_utf8_validate (title, -1, NULL) || *g_strstrip (title) == '\0'))
    return deckle_cli_usage (_("The title must be text in UTF-8."));
  return import (files[0], title, dry_run);
}
