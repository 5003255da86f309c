/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle-cli"
#include "deckle-config.h"
#include "cli/deckle-cli.h"

#include <glib/gi18n-lib.h>

#include "cli/deckle-cli-private.h"

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  int (*run) (int argc, char **argv);
} Command;

static const Command commands[] = {
  { "check", N_("BANK [--house]"), N_("Look for mistakes in a question bank"), deckle_cli_check },
  { "import", N_("FILE [--dry-run] [--title TITLE]"), N_("Bring a question list or bank into the library"),
    deckle_cli_import },
  { "export", N_("FILE [--format FORMAT] [--deck DECK]"), N_("Write cards into a file for other programs"),
    deckle_cli_export },
  { "stats", "[--json]", N_("Show progress in numbers"), deckle_cli_stats },
  { "search", N_("TEXT"), N_("Find cards that contain a text"), deckle_cli_search },
  { "doctor", "[--repair]", N_("Check the library, and repair it"), deckle_cli_doctor },
  { "backup", N_("FILE"), N_("Save a verified copy of the library"), deckle_cli_backup },
  { "restore", N_("FILE"), N_("Put a saved copy in place of the library"), deckle_cli_restore },
};

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

static gboolean
is_help (const char *word)
{
  return g_str_equal (word, "help") || g_str_equal (word, "--help") || g_str_equal (word, "-h");
}

static int
print_help (void)
{
  deckle_cli_print ("%s\n", _("Deckle: flashcards for a technical interview"));
  deckle_cli_print ("\n%s\n  deckle\n  deckle %s\n\n%s\n", _("Usage:"), _("COMMAND …"), _("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *usage = g_strdup_printf ("%s %s", commands[i].name, _(commands[i].arguments));

      deckle_cli_print ("  %-44s %s\n", usage, _(commands[i].summary));
    }
  deckle_cli_print ("  %-44s %s\n", "help [COMMAND]", _("Show this text, or the options of a command"));
  deckle_cli_print ("\n%s\n%s\n",
                    _("Without a command the window opens. Every FILE and BANK may be “-”, which stands for standard input"),
                    _("or output; this is how files outside reach the program in its sandbox."));
  return deckle_cli_end (DECKLE_EXIT_OK);
}

static int
run_help (int    argc,
          char **argv)
{
  char *request[] = { NULL, (char *) "--help", NULL };
  const Command *command;

  if (argc < 2)
    return print_help ();

  command = find_command (argv[1]);
  if (command == NULL)
    return deckle_cli_usage (_("There is no command “%s”."), argv[1]);
  request[0] = (char *) command->name;
  return command->run (2, request);
}

/**
 * deckle_cli_handles:
 * @argc: number of arguments
 * @argv: the program's arguments
 *
 * Returns: whether the first argument asks for something that needs no window
 */
gboolean
deckle_cli_handles (int    argc,
                    char **argv)
{
  return argc > 1 && (is_help (argv[1]) || g_str_equal (argv[1], "--version") || find_command (argv[1]) != NULL);
}

/**
 * deckle_cli_run:
 * @argc: number of arguments
 * @argv: the program's arguments, for which [func@cli_handles] was true
 *
 * Runs a subcommand without a display. Results go to standard output in UTF-8, anything wrong as a
 * sentence to standard error.
 *
 * Returns: the exit status: 0 success, 1 the thing failed, 2 wrong usage
 */
int
deckle_cli_run (int    argc,
                char **argv)
{
  const Command *command;

  g_return_val_if_fail (argc > 1, DECKLE_EXIT_USAGE);

  if (g_str_equal (argv[1], "--version"))
    {
      deckle_cli_print ("Deckle %s\n", DECKLE_VERSION);
      return deckle_cli_end (DECKLE_EXIT_OK);
    }
  if (is_help (argv[1]))
    return run_help (argc - 1, argv + 1);

  command = find_command (argv[1]);
  if (command == NULL)
    return deckle_cli_usage (_("There is no command “%s”."), argv[1]);
  return deckle_cli_end (command->run (argc - 1, argv + 1));
}
