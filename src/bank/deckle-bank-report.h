/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bank/deckle-bank-reader.h"

G_BEGIN_DECLS

/*
 * DeckleBankReport:
 * @problems: (element-type DeckleBankProblem): at most DECKLE_BANK_PROBLEMS_MAX
 * @file: base name of the file being read
 * @card: (nullable): id or position of the card being read
 * @relaxed: whether the file is an export of a deck that need not keep the rules of the house: lengths and counts are free, and
 *   what a card can do without may be missing
 *
 * Collects what is wrong with a bank while it is read. Private to bank/.
 */
typedef struct
{
  GPtrArray *problems;
  char      *file;
  char      *card;
  gboolean   relaxed;
} DeckleBankReport;

void     deckle_bank_report_init     (DeckleBankReport *report,
                                      const char       *file);
void     deckle_bank_report_clear    (DeckleBankReport *report);

void     deckle_bank_report_set_file (DeckleBankReport *report,
                                      const char       *file);
void     deckle_bank_report_set_card (DeckleBankReport *report,
                                      const char       *card);

void     deckle_bank_report_add      (DeckleBankReport *report,
                                      const char       *member,
                                      const char       *format,
                                      ...) G_GNUC_PRINTF (3, 4);

gboolean deckle_bank_report_is_full  (const DeckleBankReport *report);

G_END_DECLS
