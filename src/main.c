/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "deckle"
#include "deckle-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "cli/deckle-cli.h"
#ifdef DECKLE_WITH_WINDOW
#include "ui/deckle-application.h"
#endif

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (deckle_cli_handles (argc, argv))
    return deckle_cli_run (argc, argv);
#ifdef DECKLE_WITH_WINDOW
  return deckle_application_main (argc, argv);
#else
  g_printerr ("%s\n", _("This Deckle was built without its window; “deckle help” lists the commands."));
  return 2;
#endif
}
