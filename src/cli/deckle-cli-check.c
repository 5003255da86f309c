/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <glib/gi18n-lib.h>

#include "bank/deckle-bank-house.h"
#include "bank/deckle-bank-reader.h"

static DeckleBank *
read_bank (const char  *path,
           GPtrArray  **problems,
           GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = NULL;

  if (deckle_cli_is_standard (path))
    {
      bytes = deckle_cli_read ("check", path, DECKLE_BANK_SIZE_MAX, error);
      return bytes != NULL ? deckle_bank_parse (bytes, _("standard input"), problems, error) : NULL;
    }
  if (!deckle_cli_check_file ("check", path, error))
    return NULL;
  file = g_file_new_for_path (path);
  return deckle_bank_read (file, problems, NULL, error);
}

static int
print_problems (const char *path,
                GPtrArray  *problems)
{
  g_autofree char *name = deckle_cli_display_name (path);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *problem = deckle_bank_problem_to_string (g_ptr_array_index (problems, i));
      g_autofree char *line = deckle_cli_line (problem);

      deckle_cli_print ("%s\n", line);
    }
  if (problems->len >= DECKLE_BANK_PROBLEMS_MAX)
    return deckle_cli_fail (_("%s has %u problems or more."), name, problems->len);
  return deckle_cli_fail (ngettext ("%s has %u problem.", "%s has %u problems.", problems->len), name, problems->len);
}

static int
check (const char *path,
       gboolean    house)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) house_problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeckleBank) bank = read_bank (path, &problems, &error);
  g_autofree char *name = deckle_cli_display_name (path);
  g_autofree char *questions = NULL, *sections = NULL;
  guint n_cards, n_sections;

  if (bank == NULL && problems != NULL && problems->len > 0)
    return print_problems (path, problems);
  if (bank == NULL)
    return deckle_cli_fail ("%s", error->message);

  if (house)
    house_problems = deckle_bank_check_house (bank);
  if (house_problems != NULL && house_problems->len > 0)
    return print_problems (path, house_problems);

  n_cards = deckle_bank_get_n_cards (bank);
  n_sections = g_list_model_get_n_items (G_LIST_MODEL (bank));
  questions = g_strdup_printf (ngettext ("%u question", "%u questions", n_cards), n_cards);
  sections = g_strdup_printf (ngettext ("%u section", "%u sections", n_sections), n_sections);
  /* Translators: “cards.json”: 43 questions in 6 sections, no problems */
  deckle_cli_print (_("%s: %s in %s, no problems\n"), name, questions, sections);
  return DECKLE_EXIT_OK;
}

/**
 * deckle_cli_check:
 * @argc: number of arguments
 * @argv: "check", options, the bank
 *
 * Lists what is wrong with a bank, a line a problem.
 *
 * Returns: the exit status; 1 when there are problems
 */
int
deckle_cli_check (int    argc,
                  char **argv)
{
  gboolean house = FALSE;
  g_auto (GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { "house", 0, 0, G_OPTION_ARG_NONE, &house, N_("Also check the house style of the bundled bank"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL }
  };

  if (!deckle_cli_parse (_("BANK"), _("Looks for mistakes in a question bank."), entries, &argc, &argv))
    return DECKLE_EXIT_USAGE;
  if (files == NULL || files[1] != NULL)
    return deckle_cli_usage (_("“deckle check” needs one bank."));
  return check (files[0], house);
}
