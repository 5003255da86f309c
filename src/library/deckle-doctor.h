/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/deckle-library.h"

G_BEGIN_DECLS

/**
 * DeckleDoctorReport:
 * @cards: cards looked at
 * @reviews: log rows looked at
 * @problems: (element-type utf8): one sentence each, empty when the library is sound
 */
typedef struct
{
  guint      cards;
  guint      reviews;
  GPtrArray *problems;
} DeckleDoctorReport;

void     deckle_doctor_report_clear (DeckleDoctorReport *report);

/* quick_check, foreign keys, search index, and a replay of the log of every card with today's parameters compared with the
 * cached memory. Reads only. Blocking. */
gboolean deckle_doctor_check        (DeckleLibrary       *library,
                                     DeckleDoctorReport  *report,
                                     GError             **error);

/* Rebuilds memory, due and step of every card from the log, and the search index, in one write. */
void     deckle_doctor_repair_async (DeckleLibrary       *library,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);

G_END_DECLS
