/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "study/deckle-session.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_SUMMARY_PAGE (deckle_summary_page_get_type ())
G_DECLARE_FINAL_TYPE (DeckleSummaryPage, deckle_summary_page, DECKLE, SUMMARY_PAGE, GtkWidget)

GtkWidget *deckle_summary_page_new         (void) G_GNUC_WARN_UNUSED_RESULT;

void       deckle_summary_page_set_summary (DeckleSummaryPage          *self,
                                            const DeckleSessionSummary *summary,
                                            DeckleLibrary              *library);
/* 0 to 1, where the summary did not know it yet. */
void       deckle_summary_page_set_readiness (DeckleSummaryPage        *self,
                                              double                    before,
                                              double                    after);

G_END_DECLS
