#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be done to a card is taken back step by step, across a restart, and done again."""
from gi.repository import GLib
from harness import Deckle, Failed, Role, command, expect, main, query, start_studying, wait_for

CARDS = """SELECT id, question, section, state, step_left, reps, lapses, round(stability, 9), round(difficulty, 9), due_ms,
           suspended, buried_until_day, flag, retired FROM card ORDER BY id"""
STATES = []


def state():
    """What a learner could lose: where cards stand, what they say, notes, and which answers count."""
    return (query(CARDS), query("SELECT card, text FROM card_note ORDER BY card"),
            query("SELECT id FROM review WHERE undone = 0 ORDER BY id"))


def step(what, act):
    """Does something that must change the library, in one step, and remembers what came of it."""
    before = state()
    if not STATES:
        STATES.append(before)
    steps = query("SELECT count(*) FROM undo WHERE done = 1")[0][0]
    act()
    wait_for(what, lambda: query("SELECT count(*) FROM undo WHERE done = 1")[0][0] == steps + 1)
    if state() == before:
        raise Failed(f"{what} changed nothing")
    STATES.append(state())


def grade(deckle, key):
    deckle.wait_focus("Show Answer")
    deckle.key("space")
    deckle.wait_focus("Good")
    deckle.key(key)


def write_note(deckle):
    deckle.wait_focus("Show Answer")
    deckle.key("space")
    deckle.wait_focus("Good")
    deckle.press("Add Note")
    deckle.wait_focus("Your note")
    deckle.type("say this at ACME")
    deckle.key("ctrl+Return")


def edit(deckle):
    deckle.key("e")
    deckle.wait(Role.DIALOG, "Edit Card")
    deckle.wait_focus("Question")
    deckle.key("ctrl+End")
    deckle.type(" zebra")
    deckle.key("ctrl+s")
    deckle.wait_gone(Role.DIALOG, "Edit Card")


def take(deckle, key, wanted, what):
    deckle.key(key)
    try:
        wait_for(what, lambda: state() == wanted)
    except Failed:
        now = state()
        raise Failed(f"{what}: " + "; ".join(
            f"{a} instead of {b}" for had, want in zip(now, wanted) for a, b in zip(had, want) if a != b)[:600]) from None


def test_one_step_for_each_action():
    with Deckle() as deckle:
        start_studying(deckle)
        step("Again", lambda: grade(deckle, "1"))
        step("Good", lambda: grade(deckle, "3"))
        step("suspend", lambda: deckle.key("s"))
        deckle.wait_focus("Show Answer")
        step("bury", lambda: deckle.key("b"))
        deckle.wait_focus("Show Answer")
        step("flag", lambda: deckle.key("m"))
        step("note", lambda: write_note(deckle))
        step("edit", lambda: edit(deckle))
        deck, section = query("SELECT deck, section FROM card WHERE reps > 0 LIMIT 1")[0]
        step("forget", lambda: deckle.action("win.forget", GLib.Variant("(xx)", (deck, section))))


def test_all_of_it_taken_back_across_a_restart():
    half = len(STATES) // 2
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        for wanted in reversed(STATES[half:-1]):
            take(deckle, "ctrl+z", wanted, f"step {STATES.index(wanted)} taken back")
    with Deckle() as deckle:
        wait_for("a card", lambda: (focused := deckle.focused()) and focused.name in ("Show Answer", "Good"))
        for wanted in reversed(STATES[:half]):
            take(deckle, "ctrl+z", wanted, f"step {STATES.index(wanted)} taken back")
        expect(query("SELECT count(*) FROM undo WHERE done = 1"), [(0,)], "steps that are left")


def test_all_of_it_done_again():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        for wanted in STATES[1:]:
            take(deckle, "ctrl+shift+z", wanted, f"step {STATES.index(wanted)} done again")
        expect(query("SELECT count(*) FROM undo WHERE done = 0"), [(0,)], "steps that could be done again")
    expect(command("doctor").returncode, 0, "what the doctor says")


if __name__ == "__main__":
    main([
        test_one_step_for_each_action,
        test_all_of_it_taken_back_across_a_restart,
        test_all_of_it_done_again,
    ])
