/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "library/deckle-library-decks.h"

G_BEGIN_DECLS

/* What the subcommands share. Nobody else includes this but the tests of cli/. */

#define DECKLE_EXIT_OK     0
#define DECKLE_EXIT_FAILED 1
#define DECKLE_EXIT_USAGE  2

/* The subcommands; argv[0] is the subcommand. Each returns an exit status. */
int deckle_cli_check   (int argc, char **argv);
int deckle_cli_import  (int argc, char **argv);
int deckle_cli_export  (int argc, char **argv);
int deckle_cli_stats   (int argc, char **argv);
int deckle_cli_search  (int argc, char **argv);
int deckle_cli_doctor  (int argc, char **argv);
int deckle_cli_backup  (int argc, char **argv);
int deckle_cli_restore (int argc, char **argv);

/* deckle-cli-io: terminal, files, sandbox */
gboolean  deckle_cli_parse          (const char          *arguments,
                                     const char          *summary,
                                     const GOptionEntry  *entries,
                                     int                 *argc,
                                     char              ***argv);
int       deckle_cli_usage          (const char          *format,
                                     ...) G_GNUC_PRINTF (1, 2);
int       deckle_cli_fail           (const char          *format,
                                     ...) G_GNUC_PRINTF (1, 2);
void      deckle_cli_warn           (const char          *format,
                                     ...) G_GNUC_PRINTF (1, 2);
void      deckle_cli_print          (const char          *format,
                                     ...) G_GNUC_PRINTF (1, 2);
int       deckle_cli_end            (int                  status);
char     *deckle_cli_escape         (const char          *text) G_GNUC_WARN_UNUSED_RESULT;
char     *deckle_cli_line           (const char          *text) G_GNUC_WARN_UNUSED_RESULT;
char     *deckle_cli_display_name   (const char          *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean  deckle_cli_is_standard    (const char          *path);
GBytes   *deckle_cli_read           (const char          *command,
                                     const char          *path,
                                     gsize                limit,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  deckle_cli_check_file     (const char          *command,
                                     const char          *path,
                                     GError             **error);
gboolean  deckle_cli_copy           (int                  from,
                                     int                  to,
                                     GError             **error);
char     *deckle_cli_hidden         (const char          *command,
                                     const char          *path,
                                     gboolean             writing) G_GNUC_WARN_UNUSED_RESULT;
gboolean  deckle_cli_is_sandboxed   (void);
gboolean  deckle_cli_is_kept        (const char          *path);

/* deckle-cli-library: opening the user's library, waiting for writes */
typedef enum
{
  DECKLE_CLI_OPEN_SYNC,     /* with the bundled bank in it */
  DECKLE_CLI_OPEN_AS_IS,    /* untouched but for what opening does */
  DECKLE_CLI_OPEN_SCRATCH,  /* as it is; where there is none, one in a temporary folder with the bundled bank */
} DeckleCliOpen;

DeckleLibrary *deckle_cli_open_library  (DeckleCliOpen   how,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           deckle_cli_close_library (DeckleLibrary  *library);
void           deckle_cli_on_ready      (GObject        *source,
                                         GAsyncResult   *result,
                                         gpointer        user_data);
gboolean       deckle_cli_wait_write    (DeckleLibrary  *library,
                                         GAsyncResult  **result,
                                         GError        **error);
void           deckle_cli_remove_tree   (const char     *path);

G_END_DECLS
