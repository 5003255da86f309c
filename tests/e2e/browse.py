#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of cards by keys: search, filters, order, what is done with a selection, opening a card and coming back."""
from harness import Deckle, Failed, Role, expect, main, query, start_studying, wait_for

TEXTS = ["interface{}", "<-ch", "sync.WaitGroup"]


def count(where, *values):
    return query(f"SELECT count(*) FROM card WHERE retired = 0 AND {where}", *values)[0][0]


def wait_count(where, wanted):
    wait_for(f"{wanted} cards with {where}", lambda: count(where) == wanted)


def cards_in_words(number):
    return f"{number} card" + ("" if number == 1 else "s")


def found(text):
    """How many cards have a text, in any of the fields that the search looks into, without the signs that make code."""
    rows = query("SELECT card.id, question, answer, detail, code_text, "
                 "(SELECT group_concat (text, char (10)) FROM card_point WHERE card_point.card = card.id) AS points, "
                 "(SELECT group_concat (tag, char (10)) FROM card_tag WHERE card_tag.card = card.id) AS tags "
                 "FROM card WHERE retired = 0")
    return [row[0] for row in rows if any(text.lower() in (field or "").replace("`", "").lower() for field in row[1:])]


def open_list(deckle):
    deckle.key("ctrl+f")
    deckle.wait_focus_role(Role.ENTRY)


def search(deckle, text):
    open_list(deckle)
    deckle.key("ctrl+a")
    deckle.type(text)
    # What is pressed next is meant for the result, not for the list of all cards.
    everything = f"{query('SELECT count(*) FROM card WHERE retired = 0')[0][0]} cards"
    wait_for("the result", lambda: (texts := deckle.texts()) and everything not in texts)


def go_to(deckle, *words):
    """Tab until the focus is on something that is named so."""
    for _ in range(40):
        focused = deckle.focused()
        if focused and any(focused.name.startswith(word) for word in words):
            return focused
        before = focused.describe() if focused else ""
        deckle.key("Tab")
        wait_for("the focus to move", lambda: (now := deckle.focused()) and now.describe() != before, deadline_s=5)
    raise Failed(f"the focus does not come to {words}")


def test_search():
    with Deckle() as deckle:
        start_studying(deckle)
        for text in TEXTS:
            search(deckle, text)
            wanted = len(found(text))
            if wanted == 0:
                raise Failed(f"nothing to find for {text}")
            wait_for(f"{wanted} cards for {text}", lambda: cards_in_words(wanted) in deckle.texts())
            # Enter opens the first one, which has what was typed; back leads to the search.
            deckle.key("Return")
            deckle.wait_focus("Show Answer")
            deckle.key("Escape")
            deckle.wait_gone(None, "Show Answer")
        # A single sign is found too, and opens with what has it.
        search(deckle, "&")
        wait_for("some cards for &", lambda: any(cards_in_words(n) in deckle.texts() for n in range(1, 300)
                                                 if n not in [len(found(text)) for text in TEXTS]))
        search(deckle, "no such words")
        deckle.wait_text("No Card Found")
        deckle.expect_names()


def test_selection():
    with Deckle() as deckle:
        start_studying(deckle)
        search(deckle, "sync.WaitGroup")
        wanted = cards_in_words(len(found("sync.WaitGroup")))
        wait_for(wanted, lambda: wanted in deckle.texts())
        deckle.key("Down")
        deckle.wait_focus("No. ")
        deckle.key("shift+Down", "shift+Down")
        deckle.wait_text("3 selected")
        deckle.expect_names()
        deckle.key("s")
        deckle.wait_text("3 cards suspended")
        wait_count("suspended = 1", 3)
        # One step, and what is selected stays selected.
        deckle.key("ctrl+z")
        wait_count("suspended = 1", 0)
        deckle.wait_text("3 selected")
        deckle.key("ctrl+3")
        deckle.wait_text("3 cards flagged")
        wait_count("flag = 3", 3)
        deckle.key("u")
        wait_count("flag = 3", 0)
        # A card of a bank is not deleted, and says why.
        deckle.key("Delete")
        deckle.wait_text("cannot be deleted")


def test_open_and_walk():
    with Deckle() as deckle:
        start_studying(deckle)
        search(deckle, "select")
        deckle.wait_text("cards")
        deckle.key("Down")
        first = wait_for("a card of the list", lambda: (f := deckle.focused()) and f.name.startswith("No. ") and f.name)
        deckle.key("Return")
        deckle.wait_focus("Show Answer")
        number = first.split(",")[0]
        wait_for(number, lambda: number in deckle.texts())
        deckle.key("Right")
        wait_for("the next card", lambda: (t := deckle.texts()) and "Show Answer" in t and number not in t)
        deckle.wait_focus("Show Answer")
        deckle.key("Left")
        wait_for(number, lambda: number in deckle.texts())
        deckle.wait_focus("Show Answer")
        deckle.key("Escape")
        deckle.wait_text("1 selected")
        deckle.wait_focus(number + ",")
        # Escape leaves the selection, then the list.
        deckle.key("Escape")
        deckle.wait_gone(None, "1 selected")


def test_move_to_own_deck():
    own = "deck IN (SELECT id FROM deck WHERE kind = 2)"
    with Deckle() as deckle:
        start_studying(deckle)
        search(deckle, "defer")
        deckle.wait_text("cards")
        deckle.key("Down")
        deckle.wait_focus("No. ")
        deckle.key("shift+Down")
        deckle.wait_text("2 selected")
        go_to(deckle, "More Actions")
        deckle.key("space")
        wait_for("the focus in the menu", lambda: (focused := deckle.focused()) and focused.name != "More Actions")
        deckle.key("m")
        deckle.wait_focus("Name of the New Deck")
        deckle.expect_names()
        deckle.key("ctrl+a")
        deckle.type("For ACME")
        deckle.key("Return")
        deckle.wait_text("2 cards moved")
        wait_count(own, 2)
        expect(query("SELECT title FROM deck WHERE kind = 2"), [("For ACME",)], "own decks")
        deckle.wait_focus("No. ")
        deckle.press("Undo")
        wait_count(own, 0)
        deckle.wait_text("2 selected")
        deckle.key("ctrl+shift+z")
        wait_count(own, 2)
        # What is selected is exported; what is not one's own stays.
        deckle.key("ctrl+e")
        deckle.wait_text("Export Cards")
        deckle.wait_text("2 selected cards")
        deckle.key("Escape")
        deckle.wait_gone(None, "Export Cards")


def test_filters_are_kept():
    own = count("deck IN (SELECT id FROM deck WHERE kind = 2)")
    with Deckle() as deckle:
        start_studying(deckle)
        open_list(deckle)
        go_to(deckle, "State")
        deckle.key("space")
        go_to(deckle, "My Own")
        deckle.key("space")
        wait_for("own cards", lambda: cards_in_words(own) in deckle.texts())
        deckle.key("Escape")
        deckle.wait_text("State: My Own")
        go_to(deckle, "Question")
        deckle.key("space")
        deckle.wait_text("Question, sorted, ascending")
    with Deckle() as deckle:
        start_studying(deckle)
        open_list(deckle)
        deckle.wait_text("State: My Own")
        deckle.wait_text("Question, sorted, ascending")
        wait_for("own cards", lambda: cards_in_words(own) in deckle.texts())


if __name__ == "__main__":
    main([
        test_search,
        test_selection,
        test_open_and_walk,
        test_move_to_own_deck,
        test_filters_are_kept,
    ])
