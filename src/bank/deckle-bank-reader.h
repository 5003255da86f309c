/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/deckle-bank.h"

G_BEGIN_DECLS

#define DECKLE_BANK_ERROR (deckle_bank_error_quark ())
GQuark deckle_bank_error_quark (void);

/**
 * DeckleBankError:
 * @DECKLE_BANK_ERROR_READ: the file could not be read
 * @DECKLE_BANK_ERROR_TOO_LARGE: more than 64 MiB
 * @DECKLE_BANK_ERROR_ENCODING: not UTF-8
 * @DECKLE_BANK_ERROR_JSON: not JSON, or nested too deeply
 * @DECKLE_BANK_ERROR_SCHEMA: JSON, but not a bank of a schema we know
 */
typedef enum
{
  DECKLE_BANK_ERROR_READ,
  DECKLE_BANK_ERROR_TOO_LARGE,
  DECKLE_BANK_ERROR_ENCODING,
  DECKLE_BANK_ERROR_JSON,
  DECKLE_BANK_ERROR_SCHEMA,
} DeckleBankError;

#define DECKLE_BANK_SIZE_MAX (64 * 1024 * 1024)
#define DECKLE_BANK_PROBLEMS_MAX 100

/**
 * DeckleBankProblem:
 * @file: base name of the file, "concurrency.json"
 * @card: (nullable): id of the card, or "#3" by position where it has none; %NULL when the problem is not a card's
 * @member: (nullable): member in question, "references[0].url"
 * @message: one sentence
 *
 * One thing that is wrong with a bank.
 */
typedef struct
{
  char *file;
  char *card;
  char *member;
  char *message;
} DeckleBankProblem;

void  deckle_bank_problem_free      (DeckleBankProblem *problem);
char *deckle_bank_problem_to_string (const DeckleBankProblem *problem) G_GNUC_WARN_UNUSED_RESULT;

DeckleBank     *deckle_bank_read       (GFile         *file,
                                        GPtrArray    **problems,
                                        GCancellable  *cancellable,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;

DeckleBank     *deckle_bank_parse      (GBytes        *bytes,
                                        const char    *name,
                                        GPtrArray    **problems,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;

DeckleBankInfo *deckle_bank_read_info  (GFile         *file,
                                        GCancellable  *cancellable,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;

GFile          *deckle_bank_get_bundled (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
