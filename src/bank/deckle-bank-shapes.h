/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bank/deckle-bank-json.h"

G_BEGIN_DECLS

/* The shapes of the texts in a bank, each with its words for a message. Private to bank/. */
extern const DeckleStringRule deckle_bank_rule_any;
extern const DeckleStringRule deckle_bank_rule_id;
extern const DeckleStringRule deckle_bank_rule_slug;
extern const DeckleStringRule deckle_bank_rule_file;
extern const DeckleStringRule deckle_bank_rule_language;
extern const DeckleStringRule deckle_bank_rule_version;
extern const DeckleStringRule deckle_bank_rule_go_version;
extern const DeckleStringRule deckle_bank_rule_date;
extern const DeckleStringRule deckle_bank_rule_colour;
extern const DeckleStringRule deckle_bank_rule_uri;
extern const DeckleStringRule deckle_bank_rule_https;

G_END_DECLS
