#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every key of the table does what the table says, under several layouts, and nothing where it must not."""
import subprocess

from harness import Deckle, Role, State, expect, main, query, start_studying, stats, wait_for


def set_layout(layout):
    subprocess.run(["setxkbmap", layout], check=True)


def press_code(code):
    """Presses a place on the keyboard, whatever the layout makes of it."""
    subprocess.run(["python3", "-c", PRESS, str(code)], check=True)


# The X test extension takes hardware codes, which xdotool's key names do not reach.
PRESS = """
import ctypes, sys
x = ctypes.CDLL("libX11.so.6")
t = ctypes.CDLL("libXtst.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x.XOpenDisplay(None))
for down in (1, 0):
    t.XTestFakeKeyEvent(display, int(sys.argv[1]), down, ctypes.c_ulong(0))
x.XSync(display, 0)
x.XCloseDisplay(display)
"""


def answer(deckle, *keys, code=0):
    """Shows the answer, presses the keys and waits for the next card. Returns the rating that was stored."""
    before = answers_count()
    deckle.wait_focus("Show Answer")
    deckle.key("space")
    deckle.wait_focus("Good")
    if code:
        press_code(code)
    else:
        deckle.key(*keys)
    wait_for("an answer", lambda: answers_count() == before + 1)
    deckle.wait_focus("Show Answer")
    return query("SELECT rating FROM review ORDER BY time_ms DESC, ordinal DESC LIMIT 1")[0][0]


def answers_count():
    return query("SELECT count(*) FROM review WHERE undone = 0")[0][0]


def card_number(deckle):
    return deckle.wait(Role.LABEL, "No. ").name


def wait_query(sql, wanted):
    wait_for(f"{wanted} from {sql}", lambda: query(sql) == wanted)


def test_grades():
    with Deckle() as deckle:
        start_studying(deckle)
        for key, rating in (("1", 1), ("KP_2", 2), ("KP_3", 3), ("4", 4), ("space", 3), ("Return", 3), ("KP_Enter", 3)):
            expect(answer(deckle, key), rating, f"rating by {key}")
        # A digit before the flip does nothing.
        before = answers_count()
        deckle.key("1", "2", "3", "4")
        deckle.key("Return")
        deckle.wait_focus("Good")
        expect(answers_count(), before, "answers after digits on the question")


def test_undo_and_redo():
    with Deckle() as deckle:
        start_studying(deckle)
        before = answers_count()
        deckle.key("u")
        wait_for("undo by U", lambda: answers_count() == before - 1)
        deckle.key("ctrl+shift+z")
        wait_for("redo", lambda: answers_count() == before)
        deckle.key("ctrl+z")
        wait_for("undo by Ctrl+Z", lambda: answers_count() == before - 1)


def test_the_card():
    with Deckle() as deckle:
        start_studying(deckle)
        deckle.key("f")
        deckle.wait_focus("Good")
        deckle.key("f")
        deckle.wait_focus("Show Answer")
        for key, flag in (("m", 1), ("asterisk", 0), ("ctrl+2", 2), ("ctrl+3", 3), ("ctrl+4", 4), ("ctrl+1", 1), ("m", 0)):
            deckle.key(key)
            wait_query("SELECT coalesce(max(flag), 0) FROM card", [(flag,)])
        number = card_number(deckle)
        deckle.key("s")
        wait_query("SELECT count(*) FROM card WHERE suspended = 1", [(1,)])
        wait_for("another card", lambda: card_number(deckle) != number)
        number = card_number(deckle)
        deckle.key("b")
        wait_query("SELECT count(*) FROM card WHERE buried_until_day > 0", [(1,)])
        wait_for("another card", lambda: card_number(deckle) != number)


def test_panes_and_pages():
    with Deckle() as deckle:
        start_studying(deckle)
        deckle.key("F6")
        deckle.wait_focus_role(Role.LIST_ITEM)
        # Letters there look for a row, s suspends nothing; Space inside a title is part of it.
        suspended = stats()["cards"]["suspended"]
        deckle.type("concurrency and")
        deckle.wait_focus("Concurrency and Goroutines")
        expect(stats()["cards"]["suspended"], suspended, "suspended cards")
        deckle.key("Return")
        deckle.wait_focus("Show Answer")
        deckle.wait(Role.LABEL, "Concurrency and Goroutines")
        deckle.key("ctrl+Up")
        deckle.wait(Role.LABEL, "Pointers, Interfaces, and Methods")
        deckle.key("ctrl+Down")
        deckle.wait(Role.LABEL, "Concurrency and Goroutines")
        deckle.key("F6", "F6")
        deckle.wait_focus("Show Answer")
        deckle.key("F9")
        deckle.wait_gone(Role.LIST_ITEM, "All Cards")
        deckle.key("F9")
        deckle.wait(Role.LIST_ITEM, "All Cards")
        deckle.key("F10")
        wait_for("the menu", lambda: (node := deckle.find(Role.TOGGLE_BUTTON, "Main Menu"))
                        and (node.has(State.CHECKED) or node.has(State.PRESSED) or node.has(State.EXPANDED)))
        deckle.key("s")
        deckle.key("Escape")
        deckle.key("Escape", "Escape")
        expect(stats()["cards"]["suspended"], suspended, "suspended cards after a key in the menu")
        deckle.key("ctrl+i")
        deckle.focus_window("Progress")
        deckle.key("ctrl+w")
        deckle.focus_window("Deckle")
        deckle.wait_focus("Show Answer")


def test_search():
    with Deckle() as deckle:
        start_studying(deckle)
        before = stats()
        deckle.key("ctrl+f")
        entry = deckle.wait_focus_role(Role.ENTRY)
        deckle.type("sbum")
        wait_for("letters in the field", lambda: deckle.program.text(entry) == "sbum")
        wait_for("no result", lambda: "0 cards" in deckle.texts())
        deckle.key("ctrl+a")
        deckle.type(":=")
        wait_for("the text", lambda: deckle.program.text(entry) == ":=")
        wait_for("cards with :=", lambda: any(name.endswith((" cards", " card")) and name != "0 cards"
                                              and int(name.split()[0]) < before["cards"]["total"]
                                              for name in deckle.texts() if name.split(" ")[0].isdigit()))
        deckle.key("Return")
        deckle.wait_focus("Show Answer")
        deckle.wait(Role.LABEL, "No. ")
        deckle.key("space")
        deckle.wait_focus("Show Question")
        deckle.key("Escape")
        deckle.wait_focus_role(Role.ENTRY)
        deckle.key("Escape", "Escape")
        deckle.wait_text(" of ")
        deckle.wait_focus("Show Answer")
        deckle.key("slash")
        deckle.wait_focus_role(Role.ENTRY)
        deckle.key("alt+Left")
        deckle.wait_focus("Show Answer")
        after = stats()
        expect((after["today"]["answers"], after["cards"]), (before["today"]["answers"], before["cards"]),
               "what a look at a card changed")


def test_names_in_the_list_and_on_the_back():
    with Deckle() as deckle:
        start_studying(deckle)
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.button("More detail")
        deckle.key("ctrl+f")
        deckle.wait_focus("Search")
        deckle.expect_names()


def test_a_look_at_the_list_turns_no_card():
    with Deckle() as deckle:
        start_studying(deckle)
        deckle.key("ctrl+f")
        deckle.wait_focus_role(Role.ENTRY)
        deckle.key("Escape")
        deckle.wait_focus("Show Answer")


def test_dialogs_swallow_plain_keys():
    with Deckle() as deckle:
        start_studying(deckle)
        before = stats()
        for key, title in (("ctrl+question", "Keyboard Shortcuts"), ("ctrl+comma", "Preferences")):
            deckle.key(key)
            deckle.wait(Role.DIALOG, title)
            deckle.key("s", "b", "m", "f", "u", "ctrl+f", "ctrl+i")
            deckle.wait(Role.DIALOG, title)
            # The first Escape may close the search of the preferences themselves.
            deckle.key("Escape", "Escape")
            deckle.wait_gone(Role.DIALOG, title)
            deckle.wait_focus("Show Answer")
        expect(stats(), before, "what plain keys in dialogs changed")
        # Nor does a menu keep the next Space.
        deckle.key("F10")
        wait_for("the menu", lambda: (node := deckle.find(Role.TOGGLE_BUTTON, "Main Menu"))
                        and (node.has(State.CHECKED) or node.has(State.PRESSED) or node.has(State.EXPANDED)))
        deckle.key("Escape")
        deckle.wait_focus("Show Answer")
        # Escape closes and goes back, and never quits.
        deckle.key("Escape", "Escape", "Escape")
        deckle.wait_focus("Show Answer")
        expect(deckle.process.poll(), None, "end of the program")


def test_full_screen_and_close():
    with Deckle() as deckle:
        start_studying(deckle)
        deckle.key("F11")
        deckle.key("F11")
        deckle.wait_focus("Show Answer")
        deckle.key("ctrl+w")
        deckle.wait_end()


def test_layouts():
    try:
        with Deckle() as deckle:
            deckle.wait_focus("Show Answer")
            # By position: the digit row of a French keyboard has its digits behind Shift.
            set_layout("fr")
            for code, rating in ((10, 1), (11, 2), (12, 3), (13, 4)):
                expect(answer(deckle, code=code), rating, f"rating by key {code} under fr")
            set_layout("de")
            expect(answer(deckle, code=13), 4, "rating by the fourth key under de")
            for layout in ("ru", "us,ru"):
                set_layout(layout)
                deckle.wait_focus("Show Answer")
                press_code(41)
                deckle.wait_focus("Good")
                press_code(41)
                deckle.wait_focus("Show Answer")
                expect(answer(deckle, code=11), 2, f"rating by the second key under {layout}")
            set_layout("us")
    finally:
        set_layout("us")


def test_space_and_enter_act_at_once():
    """GtkButton itself would wait a quarter of a second; six presses in a row must be three cards."""
    with Deckle() as deckle:
        start_studying(deckle)
        before = answers_count()
        deckle.key("space", "space", "Return", "Return", "space", "Return")
        wait_for("three answers", lambda: answers_count() == before + 3)
        deckle.wait_focus("Show Answer")


if __name__ == "__main__":
    main([
        test_grades,
        test_undo_and_redo,
        test_the_card,
        test_panes_and_pages,
        test_search,
        test_names_in_the_list_and_on_the_back,
        test_a_look_at_the_list_turns_no_card,
        test_dialogs_swallow_plain_keys,
        test_full_screen_and_close,
        test_layouts,
        test_space_and_enter_act_at_once,
    ])
