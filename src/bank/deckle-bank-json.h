/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bank/deckle-bank-report.h"

G_BEGIN_DECLS

/* Nothing in a bank nests deeper than 6; more is an attack or an accident. */
#define DECKLE_BANK_DEPTH_MAX 32

/*
 * DeckleStringRule:
 * @min: least number of characters
 * @max: greatest number of characters, 0 for no limit
 * @matches: (nullable): whether a text has the right shape
 * @shape: (nullable): that shape in words, “must be …”; untranslated
 * @always: whether the shape holds for an export as well
 *
 * What a text in a bank must look like.
 */
typedef struct
{
  guint        min;
  guint        max;
  gboolean   (*matches) (const char *text);
  const char  *shape;
  gboolean     always;
} DeckleStringRule;

/*
 * DeckleListRule:
 * @min: least number of items
 * @max: greatest number of items, 0 for no limit
 * @unique: whether an item may appear only once
 * @item: what each item must look like
 *
 * What a list of texts in a bank must look like.
 */
typedef struct
{
  guint            min;
  guint            max;
  gboolean         unique;
  DeckleStringRule item;
} DeckleListRule;

/* Where in a file we are: an object, and the path that led to it ("" at the top or for a card). */
typedef struct
{
  DeckleBankReport *report;
  JsonObject       *object;
  const char       *path;
} DeckleJsonPlace;

JsonParser *deckle_bank_json_load          (GBytes                 *bytes,
                                            GError                **error) G_GNUC_WARN_UNUSED_RESULT;

char       *deckle_bank_json_path          (const DeckleJsonPlace  *place,
                                            const char             *member) G_GNUC_WARN_UNUSED_RESULT;
void        deckle_bank_json_check_members (const DeckleJsonPlace  *place,
                                            const char * const     *known);

JsonArray  *deckle_bank_json_get_array     (const DeckleJsonPlace  *place,
                                            const char             *member,
                                            gboolean                required);
JsonObject *deckle_bank_json_get_object    (const DeckleJsonPlace  *place,
                                            const char             *member,
                                            gboolean                required);
JsonObject *deckle_bank_json_to_object     (DeckleBankReport       *report,
                                            JsonNode               *node,
                                            const char             *path);
const char *deckle_bank_json_get_string    (const DeckleJsonPlace  *place,
                                            const char             *member,
                                            gboolean                required,
                                            const DeckleStringRule *rule);
gboolean    deckle_bank_json_get_bool      (const DeckleJsonPlace  *place,
                                            const char             *member,
                                            gboolean                fallback);
int         deckle_bank_json_get_int       (const DeckleJsonPlace  *place,
                                            const char             *member,
                                            gboolean                required,
                                            gint64                  min);
GStrv       deckle_bank_json_get_strings   (const DeckleJsonPlace  *place,
                                            const char             *member,
                                            gboolean                required,
                                            const DeckleListRule   *rule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
