/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bank/deckle-bank-json.h"

G_BEGIN_DECLS

/*
 * DeckleSectionDraft:
 * @section: the section
 * @cards: (element-type DeckleCard): the store that @section shows
 * @file: (nullable): base name of the file with its cards
 * @position: in the list of the bank file, from 0
 *
 * A section while its bank is read. Private to bank/.
 */
typedef struct
{
  DeckleSection *section;
  GListStore    *cards;
  char          *file;
  guint          position;
} DeckleSectionDraft;

void                deckle_section_draft_free (DeckleSectionDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleSectionDraft, deckle_section_draft_free)

gboolean            deckle_bank_check_schema  (DeckleBankReport *report,
                                               JsonObject       *root);
DeckleBankInfo     *deckle_bank_parse_info    (DeckleBankReport *report,
                                               JsonObject       *root) G_GNUC_WARN_UNUSED_RESULT;
DeckleSectionDraft *deckle_bank_parse_section (DeckleBankReport *report,
                                               JsonNode         *node,
                                               guint             position) G_GNUC_WARN_UNUSED_RESULT;
DeckleCard         *deckle_bank_parse_card    (DeckleBankReport *report,
                                               JsonNode         *node,
                                               guint             position,
                                               const char      **section_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
