/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether argv[1] names a subcommand (check, import, stats, search, doctor, backup, restore, help, --help, --version). */
gboolean deckle_cli_handles (int    argc,
                             char **argv);

/* Runs it; returns the exit status: 0 success, 1 the thing failed (a sentence is on standard error), 2 wrong usage. */
int      deckle_cli_run     (int    argc,
                             char **argv);

G_END_DECLS
