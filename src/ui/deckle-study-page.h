/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "study/deckle-session.h"
#include "ui/deckle-card-view.h"

G_BEGIN_DECLS

/*
 * Actions, to be activated on the page or on anything in it. Each is enabled only while it would do something.
 *
 *   study.reveal          shows the answer
 *   study.hide            goes back to the question
 *   study.flip            the one or the other (F)
 *   study.advance         shows the answer, then grades Good (Space, Enter)
 *   study.grade    (i)    grades: 1 Again, 2 Hard, 3 Good, 4 Easy; 2 and 4 do nothing while only two are offered
 *   study.undo            takes back the last step, also one of an earlier sitting
 *   study.redo            does it again
 *   study.suspend         suspends the card
 *   study.bury            hides the card until tomorrow
 *   study.bury-related    hides the cards related to it until tomorrow
 *   study.forget          makes the card new again
 *   study.section-settings  opens the settings of its section
 *   study.flag     (i)    flags the card 1 to 4; the flag that it has takes it off. Its state is the card's flag
 *   study.info            shows how the card is remembered
 *   study.note            begins to edit the learner’s note
 *   study.set-note (s)    stores it, empty for none
 *   study.copy            copies the selection, else the code
 *   study.scroll   (s)    scrolls the card: "up", "down", "page-up", "page-down", "start", "end"
 *   study.add-new  (i)    adds so many new cards to the day (“Study More”)
 *   study.say      (s)    shows a sentence in a toast
 */
#define DECKLE_TYPE_STUDY_PAGE (deckle_study_page_get_type ())
G_DECLARE_FINAL_TYPE (DeckleStudyPage, deckle_study_page, DECKLE, STUDY_PAGE, AdwNavigationPage)

DeckleStudyPage *deckle_study_page_new           (DeckleLibrary   *library) G_GNUC_WARN_UNUSED_RESULT;

DeckleSession   *deckle_study_page_get_session   (DeckleStudyPage *self);
void             deckle_study_page_set_session   (DeckleStudyPage *self,
                                                  DeckleSession   *session);

/* Whether only Again and Good are offered is its property “two-buttons”, for binding the setting of that name. */

/* For binding the setting “flip-animation”. */
DeckleCardView  *deckle_study_page_get_card_view (DeckleStudyPage *self);

gboolean         deckle_study_page_focus         (DeckleStudyPage *self);

G_END_DECLS
