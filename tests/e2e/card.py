#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A card and what belongs to it: related cards, a note, its history, the size of its text, its code."""
from harness import Deckle, Failed, Role, command, expect, main, query, start_studying, stats, wait_for

NOTE = "say this at acme: quokka"


def show_answer(deckle):
    """Turns the card, scrolls to the end of the answer and returns the number of the card."""
    deckle.wait_focus("Show Answer")
    number = int(deckle.wait(Role.LABEL, "No. ").name.removeprefix("No. "))
    deckle.key("space")
    deckle.wait_focus("Good")
    deckle.key("End")
    return number


def question_of(row):
    return query("SELECT question FROM card WHERE id = ?", row)[0][0].replace("`", "")


def test_see_also_back_and_forward():
    with Deckle() as deckle:
        start_studying(deckle)
        number = show_answer(deckle)
        before = stats()
        others = query("SELECT o.question, o.number FROM card c JOIN card_see_also s ON s.card = c.id "
                       "JOIN card o ON o.card_id = s.card_id AND o.deck = c.deck WHERE c.number = ? ORDER BY s.position", number)
        question, other = others[0]
        deckle.press(question.replace("`", ""))
        deckle.wait_focus("Show Answer")
        wait_for("the other card", lambda: f"No. {other}" in deckle.texts())
        deckle.expect_names()
        # Back to the answer that was being read, forward again, and back by Escape.
        deckle.key("alt+Left")
        deckle.wait_focus("Good")
        deckle.key("alt+Right")
        deckle.wait_focus("Show Answer")
        wait_for("the other card again", lambda: f"No. {other}" in deckle.texts())
        deckle.key("Escape")
        deckle.wait_focus("Good")
        expect(stats(), before, "what is studied")
        # A mark on the other card is one step; the sitting stays where it is.
        deckle.key("alt+Right")
        deckle.wait_focus("Show Answer")
        deckle.key("s")
        deckle.wait_text("Card suspended")
        expect(query("SELECT number FROM card WHERE suspended = 1"), [(other,)], "suspended cards")
        deckle.press("Undo")
        wait_for("undo", lambda: query("SELECT count(*) FROM card WHERE suspended = 1") == [(0,)])


def test_note():
    with Deckle() as deckle:
        start_studying(deckle)
        show_answer(deckle)
        deckle.press("Add Note")
        deckle.wait_focus("Your note")
        suspended = stats()["cards"]["suspended"]
        deckle.type(NOTE)
        deckle.key("ctrl+Return")
        wait_for("the note", lambda: query("SELECT text FROM card_note") == [(NOTE,)])
        expect(stats()["cards"]["suspended"], suspended, "suspended cards after letters in a note")
        found = command("search", "quokka").stdout
        if not found.strip():
            raise Failed("the note is not found by search")
        deckle.key("ctrl+z")
        wait_for("undo", lambda: query("SELECT text FROM card_note") == [])


def test_info():
    with Deckle() as deckle:
        start_studying(deckle)
        show_answer(deckle)
        deckle.key("1")
        deckle.wait_focus("Show Answer")
        deckle.key("u")
        deckle.wait_focus("Good")
        deckle.key("1")
        wait_for("an answer", lambda: query("SELECT count(*) FROM review WHERE undone = 0") == [(1,)])
        deckle.wait_focus("Show Answer")
        deckle.key("i")
        deckle.wait_text("Next intervals")
        deckle.wait_text("The curve begins with the first answer.")
        deckle.expect_names()
        deckle.key("Escape")
        deckle.wait_gone(None, "Next intervals")
        deckle.wait_focus("Show Answer")
        # The card that was answered, from its own page; the answer that was taken back is left out.
        card = query("SELECT card FROM review WHERE undone = 0")[0][0]
        deckle.key("ctrl+f")
        deckle.wait_focus_role(Role.ENTRY)
        deckle.type(question_of(card)[:24])
        deckle.wait_text(question_of(card))
        deckle.key("Down")
        deckle.key("Return")
        deckle.wait_focus("Show Answer")
        deckle.key("i")
        deckle.wait_text("likely to be remembered today; below 90% from")
        deckle.wait_text("1, of these 1 Again")
        deckle.wait_text("Reviews (1)")
        deckle.key("Escape")
        deckle.wait_focus("Show Answer")


def test_zoom():
    with Deckle() as deckle:
        start_studying(deckle)
        deckle.key("ctrl+plus")
        deckle.wait_text("Card text at 110%")
        deckle.key("ctrl+equal")
        deckle.wait_text("Card text at 120%")
        deckle.key("ctrl+minus")
        deckle.wait_text("Card text at 110%")
        deckle.key("ctrl+0")
        deckle.wait_text("Card text at 100%")


def test_code_line_by_line():
    """A screen reader gets the code one line at a time, and the answer as text."""
    with Deckle() as deckle:
        start_studying(deckle)
        # The first card of today that has code
        while True:
            number = show_answer(deckle)
            code, answer = query("SELECT code_text, answer FROM card WHERE number = ?", number)[0]
            if code:
                break
            deckle.key("4")
        deckle.press("Wrap Lines")
        deckle.press("Wrap Lines")
        lines = deckle.program.text_lines(deckle.wait(Role.TEXT, "Code"))
        expect(lines, code.rstrip().split("\n"), "lines of the code")
        # The answer can be selected, so it is a text too.
        deckle.key("Home")
        start = answer.replace("`", "").replace("*", "")[:20]
        expect(deckle.program.text(deckle.wait(None, start))[:20], start, "beginning of the answer")


if __name__ == "__main__":
    main([
        test_see_also_back_and_forward,
        test_note,
        test_info,
        test_zoom,
        test_code_line_by_line,
    ])
