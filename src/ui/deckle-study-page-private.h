/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/deckle-study-page.h"

G_BEGIN_DECLS

void deckle_study_page_install_actions (GtkWidgetClass  *widget_class);
void deckle_study_page_say             (DeckleStudyPage *self,
                                        const char      *sentence);

G_END_DECLS
