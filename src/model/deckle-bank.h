/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/deckle-section.h"

G_BEGIN_DECLS

/**
 * DeckleBankInfo:
 * @id: stable id, "go-interview-433"
 * @title: what people call it
 * @description: (nullable): one or two sentences
 * @language: BCP 47 tag of the text, "en"
 * @version: three numbers, "1.0.0"
 * @updated: (nullable): ISO date
 * @go_version: (nullable): "1.27"
 * @licence_spdx: (nullable): licence of the text
 * @licence_url: (nullable): where to read it
 * @licence_holder: (nullable): who holds it
 * @licence_code: (nullable): licence of the code
 *
 * What a bank says about itself.
 */
typedef struct
{
  char *id;
  char *title;
  char *description;
  char *language;
  char *version;
  char *updated;
  char *go_version;
  char *licence_spdx;
  char *licence_url;
  char *licence_holder;
  char *licence_code;
} DeckleBankInfo;

DeckleBankInfo *deckle_bank_info_copy (const DeckleBankInfo *info) G_GNUC_WARN_UNUSED_RESULT;
void            deckle_bank_info_free (DeckleBankInfo       *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeckleBankInfo, deckle_bank_info_free)

/* A bank is a GListModel of DeckleSection. */
#define DECKLE_TYPE_BANK (deckle_bank_get_type ())
G_DECLARE_FINAL_TYPE (DeckleBank, deckle_bank, DECKLE, BANK, GObject)

/* Copies @info; references @sections (a GListModel of DeckleSection). */
DeckleBank           *deckle_bank_new         (const DeckleBankInfo *info,
                                               GListModel           *sections) G_GNUC_WARN_UNUSED_RESULT;

const DeckleBankInfo *deckle_bank_get_info    (DeckleBank *self);
const char           *deckle_bank_get_id      (DeckleBank *self);
const char           *deckle_bank_get_title   (DeckleBank *self);

/* Number of cards in all sections */
guint                 deckle_bank_get_n_cards (DeckleBank *self);

/* transfer full, NULL when no card has this id */
DeckleCard           *deckle_bank_find_card   (DeckleBank *self,
                                               const char *card_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
