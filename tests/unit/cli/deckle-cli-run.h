/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support/deckle-test-support.h"

G_BEGIN_DECLS

/*
 * CliFixture:
 * @folder: (owned): data folder of the program under test, and room for files
 * @status: exit status of the last run
 * @out: (owned) (nullable): its standard output
 * @err: (owned) (nullable): its standard error
 * @out_size: bytes of @out
 *
 * The deckle program in a folder of its own.
 */
typedef struct
{
  DeckleTestFolder *folder;
  int               status;
  char             *out;
  char             *err;
  gsize             out_size;
} CliFixture;

void  cli_init        (int           *argc,
                       char        ***argv);
void  cli_set_up      (CliFixture    *f,
                       gconstpointer  data);
void  cli_tear_down   (CliFixture    *f,
                       gconstpointer  data);

/* Runs the program with the arguments up to NULL; @input is its standard input, NULL for none. */
void  cli_run_with    (CliFixture    *f,
                       GBytes        *input,
                       const char    *first,
                       ...) G_GNUC_NULL_TERMINATED;
#define cli_run(f, ...) cli_run_with (f, NULL, __VA_ARGS__, NULL)

/* Fails the test unless the last run failed with @status and one line on standard error that contains @part. */
void  cli_assert_sentence (CliFixture *f,
                           int         status,
                           const char *part);
void  cli_assert_success  (CliFixture *f);
void  cli_assert_prints   (CliFixture *f,
                           const char *part);

char *cli_library_path    (CliFixture *f) G_GNUC_WARN_UNUSED_RESULT;
char *cli_write_file      (CliFixture *f,
                           const char *name,
                           const char *text,
                           gssize      size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
