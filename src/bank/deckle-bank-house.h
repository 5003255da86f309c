/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bank/deckle-bank-reader.h"

G_BEGIN_DECLS

/* What `deckle check --house` adds: the house style of our own bank (limits of length, points on every card, official
 * reference, mutual see_also, one-sentence questions …). Returns (element-type DeckleBankProblem), empty when clean. */
GPtrArray *deckle_bank_check_house (DeckleBank *bank) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
