/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli-private.h"

#include <glib/gi18n-lib.h>

#include "library/deckle-library-cards.h"
#include "model/deckle-markup.h"

#define LIMIT_DEFAULT 100

static gboolean
print_card (DeckleLibrary  *library,
            gint64          row,
            GError        **error)
{
  g_autoptr (DeckleCardRecord) record = deckle_library_load_card (library, row, error);
  g_autofree char *question = NULL, *id = NULL, *line = NULL;

  if (record == NULL)
    return FALSE;
  question = deckle_markup_to_plain (deckle_card_get_question (record->card));
  id = deckle_cli_line (deckle_card_get_id (record->card));
  line = deckle_cli_line (question);
  deckle_cli_print ("%s\t%s\n", id, line);
  return TRUE;
}

static int
search_in (DeckleLibrary *library,
           const char    *text,
           guint          limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = deckle_library_search (library, text, DECKLE_SCOPE_ALL, limit, &error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!print_card (library, g_array_index (rows, gint64, i), &error))
      break;

  if (error != NULL)
    return deckle_cli_fail ("%s", error->message);
  if (rows->len == 0)
    return deckle_cli_fail (_("No card contains “%s”."), text);
  return DECKLE_EXIT_OK;
}

/**
 * deckle_cli_search:
 * @argc: number of arguments
 * @argv: "search", options, the text
 *
 * Prints id and question of every card that contains a text, a line a card, separated by a tab.
 *
 * Returns: the exit status; 1 when there is none
 */
int
deckle_cli_search (int    argc,
                   char **argv)
{
  int limit = LIMIT_DEFAULT, status;
  g_auto (GStrv) words = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  DeckleLibrary *library;
  const GOptionEntry entries[] = {
    { "limit", 'l', 0, G_OPTION_ARG_INT, &limit, N_("How many cards at most"), N_("N") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
    { NULL }
  };

  if (!deckle_cli_parse (_("TEXT"), _("Finds cards that contain a text, upper and lower case alike."), entries,
                         &argc, &argv))
    return DECKLE_EXIT_USAGE;
  text = words != NULL ? g_strjoinv (" ", words) : g_strdup ("");
  if (*text == '\0')
    return deckle_cli_usage (_("“deckle search” needs a text."));
  if (!g_utf8_validate (text, -1, NULL))
    return deckle_cli_usage (_("The text must be in UTF-8."));
  if (limit < 1)
    return deckle_cli_usage (_("The limit must be at least 1."));

  library = deckle_cli_open_library (DECKLE_CLI_OPEN_SYNC, &error);
  if (library == NULL)
    return deckle_cli_fail ("%s", error->message);
  status = search_in (library, text, (guint) limit);
  deckle_cli_close_library (library);
  return status;
}
