/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/deckle-types.h"

G_BEGIN_DECLS

/**
 * DeckleCodeKind:
 * @DECKLE_CODE_NONE: the card has no code
 * @DECKLE_CODE_PROGRAM: a whole program
 * @DECKLE_CODE_TEST: a whole test file
 * @DECKLE_CODE_BODY: statements of a main function
 * @DECKLE_CODE_DECLS: top-level declarations
 * @DECKLE_CODE_TEXT: not Go; see the language
 *
 * How the code on a card becomes a complete program. The numbers are stored.
 */
typedef enum
{
  DECKLE_CODE_NONE = 0,
  DECKLE_CODE_PROGRAM = 1,
  DECKLE_CODE_TEST = 2,
  DECKLE_CODE_BODY = 3,
  DECKLE_CODE_DECLS = 4,
  DECKLE_CODE_TEXT = 5,
} DeckleCodeKind;

const char *deckle_code_kind_to_nick   (DeckleCodeKind  kind);
gboolean    deckle_code_kind_from_nick (const char     *nick,
                                        DeckleCodeKind *kind);

/**
 * DeckleCode:
 * @kind: how to make a program of @text
 * @text: (nullable): the code as shown
 * @lang: (nullable): language of the text, for example "yaml"; %NULL means Go
 * @output: (nullable): the exact standard output
 * @go_version: (nullable): least language version, for example "1.26"
 * @imports: (nullable): import paths, for kinds body and decls
 * @external: uses modules outside the standard library
 * @fails: meant to fail
 * @to_stderr: @output is what appears on standard error
 * @run: whether it is meant to be run
 *
 * The code example of a card.
 */
typedef struct
{
  DeckleCodeKind kind;
  char          *text;
  char          *lang;
  char          *output;
  char          *go_version;
  GStrv          imports;
  gboolean       external;
  gboolean       fails;
  gboolean       to_stderr;
  gboolean       run;
} DeckleCode;

/**
 * DeckleReference:
 * @title: what the page is called
 * @url: an https address
 */
typedef struct
{
  char *title;
  char *url;
} DeckleReference;

#define DECKLE_TYPE_CARD (deckle_card_get_type ())
G_DECLARE_FINAL_TYPE (DeckleCard, deckle_card, DECKLE, CARD, GObject)

DeckleCard  *deckle_card_new            (const char *id,
                                         int         number,
                                         const char *question,
                                         const char *answer) G_GNUC_WARN_UNUSED_RESULT;

const char  *deckle_card_get_id         (DeckleCard *self);
int          deckle_card_get_number     (DeckleCard *self);

const char  *deckle_card_get_question   (DeckleCard *self);
const char  *deckle_card_get_answer     (DeckleCard *self);

const char  *deckle_card_get_detail     (DeckleCard *self);
void         deckle_card_set_detail     (DeckleCard *self,
                                         const char *detail);

DeckleLevel  deckle_card_get_level      (DeckleCard *self);
void         deckle_card_set_level      (DeckleCard *self,
                                         DeckleLevel level);

const char * const *deckle_card_get_points   (DeckleCard *self);
void                deckle_card_set_points   (DeckleCard         *self,
                                              const char * const *points);

const char * const *deckle_card_get_tags     (DeckleCard *self);
void                deckle_card_set_tags     (DeckleCard         *self,
                                              const char * const *tags);

const char * const *deckle_card_get_see_also (DeckleCard *self);
void                deckle_card_set_see_also (DeckleCard         *self,
                                              const char * const *ids);

/* Never NULL; kind DECKLE_CODE_NONE when there is no code. Owned by the card. */
const DeckleCode *deckle_card_get_code  (DeckleCard       *self);
/* Copies. */
void              deckle_card_set_code  (DeckleCard       *self,
                                         const DeckleCode *code);

guint                  deckle_card_get_n_references (DeckleCard *self);
const DeckleReference *deckle_card_get_reference    (DeckleCard *self,
                                                     guint       position);
void                   deckle_card_add_reference    (DeckleCard *self,
                                                     const char *title,
                                                     const char *url);

/* Whether every text, list and number of two cards is the same. */
gboolean     deckle_card_equal          (DeckleCard *a,
                                         DeckleCard *b);

G_END_DECLS
