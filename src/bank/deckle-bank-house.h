/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bank/deckle-bank-reader.h"

G_BEGIN_DECLS

GPtrArray *deckle_bank_check_house (DeckleBank *bank) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
