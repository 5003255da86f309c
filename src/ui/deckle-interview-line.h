/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/deckle-library-plan.h"

G_BEGIN_DECLS

#define DECKLE_TYPE_INTERVIEW_LINE (deckle_interview_line_get_type ())
G_DECLARE_FINAL_TYPE (DeckleInterviewLine, deckle_interview_line, DECKLE, INTERVIEW_LINE, AdwBin)

void  deckle_interview_line_update   (DeckleInterviewLine *self,
                                      DeckleLibrary       *library);

/* “in 12 days”, “tomorrow”, “today” as a sentence of its own. */
char *deckle_interview_describe_days (int                  days_left) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
