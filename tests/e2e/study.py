#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""First run, ten cards by keyboard only, restart, and taking back the last grade of the run before."""
import json

from harness import BUTTON_ROLES, Deckle, Failed, command, main, screenshot


def stats():
    return json.loads(command("stats", "--json").stdout)


def answers_today():
    return stats()["today"]["answers"]


def expect(actual, wanted, what):
    if actual != wanted:
        raise Failed(f"{what}: {actual!r} instead of {wanted!r}")


def study_cards(deckle, count):
    for _ in range(count):
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.key("3")


def test_first_run_then_ten_cards_by_keyboard():
    deckle = Deckle()
    try:
        deckle.wait_focus("Start Studying")
        screenshot("welcome")
        deckle.key("space")
        study_cards(deckle, 10)
        deckle.wait_focus("Show Answer")
        screenshot("study-question")
        deckle.key("space")
        deckle.wait_focus("Good")
        screenshot("study-answer")
        deckle.quit()
    finally:
        deckle.kill()
    expect(answers_today(), 10, "answers after the first run")


def test_progress_survives_a_restart_and_undo_reaches_back():
    deckle = Deckle()
    try:
        deckle.wait_focus("Show Answer")
        deckle.key("ctrl+z")
        deckle.wait_focus("Good")
        deckle.quit()
    finally:
        deckle.kill()
    expect(answers_today(), 9, "answers after undo in the next run")


def test_redo_brings_it_back():
    deckle = Deckle()
    try:
        deckle.wait_focus("Show Answer")
        deckle.key("ctrl+shift+z")
        deckle.wait_focus("Show Answer")
        deckle.quit()
    finally:
        deckle.kill()
    expect(answers_today(), 10, "answers after redo")


def test_every_focusable_thing_has_a_name():
    deckle = Deckle()
    try:
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        nameless = deckle.nameless()
        expect(nameless, [], "focusable things without a name")
        deckle.quit()
    finally:
        deckle.kill()


def test_a_key_held_down_acts_once():
    deckle = Deckle()
    try:
        deckle.wait_focus("Show Answer")
        before = answers_today()
        deckle.hold("space")
        deckle.wait_focus("Good")
        deckle.quit()
    finally:
        deckle.kill()
    expect(answers_today(), before, "answers after holding Space on the question")


if __name__ == "__main__":
    main([
        test_first_run_then_ten_cards_by_keyboard,
        test_progress_survives_a_restart_and_undo_reaches_back,
        test_redo_brings_it_back,
        test_every_focusable_thing_has_a_name,
        test_a_key_held_down_acts_once,
    ])
