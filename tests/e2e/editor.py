#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of one's own by keys: made, studied, deleted; a card of a bank edited and reverted; what is typed survives a kill."""
from harness import Deckle, Role, expect, main, query, start_studying, wait_for

QUESTION = "What is a deckle edge"


def own_cards():
    return query("SELECT question, answer FROM card JOIN deck ON deck.id = card.deck WHERE deck.kind = 2 AND card.retired = 0")


def edited():
    return query("SELECT count(*) FROM card_edit")[0][0]


def drafts():
    return query("SELECT count(*) FROM card_draft")[0][0]


def open_editor(deckle, key, title):
    deckle.key(key)
    deckle.wait_text(title)
    deckle.wait_focus("Question")


def test_a_card_of_ones_own():
    with Deckle() as deckle:
        start_studying(deckle)
        open_editor(deckle, "ctrl+n", "New Card")
        deckle.key("ctrl+s")
        deckle.wait_text("The card needs a question.")
        deckle.expect_names()
        deckle.type(QUESTION)
        deckle.key("Tab")
        deckle.wait_focus("Answer")
        deckle.type("A ragged edge of paper")
        deckle.key("Tab")
        deckle.wait_focus("Key point 1")
        deckle.type("ragged")
        deckle.key("Return")
        deckle.wait_focus("Key point 2")
        deckle.type("by hand")
        deckle.key("alt+Up")
        deckle.wait_focus("Key point 1")
        deckle.key("ctrl+Return")
        deckle.wait_text("The card is in your deck.")
        expect(own_cards(), [(QUESTION, "A ragged edge of paper")], "own cards")
        expect(query("SELECT text FROM card_point JOIN card ON card.id = card_point.card WHERE question = ? ORDER BY position",
                     QUESTION), [("by hand",), ("ragged",)], "key points")
        deckle.wait_focus("Show Answer")


def test_study_delete_undo():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.sidebar_row("Cards")
        deckle.key("Return")
        deckle.wait_text(QUESTION)
        deckle.wait_focus("Show Answer")
        deckle.key("Delete")
        deckle.wait_text("Card deleted")
        expect(own_cards(), [], "own cards after Delete")
        deckle.press("Undo")
        wait_for("the card to come back", lambda: len(own_cards()) == 1)


def test_edit_and_revert_a_card_of_a_bank():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.key("Delete")
        deckle.wait_text("cannot be deleted. Suspend it")
        open_editor(deckle, "e", "Edit Card")
        deckle.key("ctrl+End")
        deckle.type(" zebra")
        deckle.key("ctrl+s")
        deckle.wait_text("The card was changed.")
        expect(edited(), 1, "edited cards")
        wait_for("the new text on the card", lambda: any("zebra" in text for text in deckle.texts()))
        deckle.key("ctrl+z")
        wait_for("undo", lambda: edited() == 0)
        deckle.key("ctrl+shift+z")
        wait_for("redo", lambda: edited() == 1)
        open_editor(deckle, "e", "Edit Card")
        deckle.press("Revert")
        deckle.wait_text("The card says again what its question bank says.")
        expect(edited(), 0, "edited cards after Revert")
        expect(query("SELECT count(*) FROM card WHERE question LIKE '%zebra%'"), [(0,)], "changed questions")


def test_what_is_typed_survives_a_kill():
    deckle = Deckle()
    try:
        deckle.wait_focus("Show Answer")
        open_editor(deckle, "ctrl+n", "New Card")
        deckle.type("Half a question")
        wait_for("the draft", lambda: drafts() == 1)
        # The draft of all that was typed, not of its beginning.
        wait_for("all of it", lambda: query("SELECT question FROM text_image JOIN card_draft ON image = id") ==
                 [("Half a question",)])
    finally:
        deckle.kill()
    with Deckle() as deckle:
        deckle.wait_text("A draft of a card was kept.")
        deckle.press("Open")
        deckle.wait_text("This is a draft that was kept")
        deckle.wait_focus("Question")
        deckle.key("ctrl+End")
        deckle.type(" is a whole one")
        deckle.key("Escape")
        deckle.wait_text("Your changes are kept as a draft.")
        deckle.press("Reopen")
        deckle.wait_text("This is a draft that was kept")
        deckle.press("Discard")
        wait_for("the draft to go", lambda: drafts() == 0)
        deckle.key("Escape")
        deckle.wait_gone(Role.DIALOG, "New Card")


if __name__ == "__main__":
    main([
        test_a_card_of_ones_own,
        test_study_delete_undo,
        test_edit_and_revert_a_card_of_a_bank,
        test_what_is_typed_survives_a_kill,
    ])
