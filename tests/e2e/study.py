#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""First run, ten cards by keyboard only, restart, and taking back the last grade of the run before."""
import sqlite3
import subprocess
import time

from harness import Deckle, answers_today, expect, library_path, main, query, screenshot, start_studying, study_cards


def test_first_run_then_ten_cards_by_keyboard():
    with Deckle(renderer="ngl") as deckle:
        start_studying(deckle)
        study_cards(deckle, 10)
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        screenshot("study-answer")
    expect(answers_today(), 10, "answers after the first run")
    expect(query("SELECT DISTINCT rating FROM review"), [(3,)], "ratings of the first run")


def test_progress_survives_a_restart_and_undo_reaches_back():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.key("ctrl+z")
        deckle.wait_focus("Good")
    expect(answers_today(), 9, "answers after undo in the next run")


def test_redo_brings_it_back():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.key("ctrl+shift+z")
        deckle.wait_text("Did Good again")
    expect(answers_today(), 10, "answers after redo")


def test_every_focusable_thing_has_a_name():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.expect_names()
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.expect_names()


def test_a_key_held_down_acts_once():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        before = answers_today()
        deckle.hold("space")
        deckle.wait_focus("Good")
        expect(answers_today(), before, "answers after holding Space on the question")
        deckle.hold("space")
        deckle.wait_focus("Show Answer")
        expect(answers_today(), before + 1, "answers after holding Space on the answer")
        deckle.hold("4")
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.hold("4")
        deckle.wait_focus("Show Answer")
        expect(answers_today(), before + 2, "answers after holding 4")


def test_the_end_of_an_interview_is_told_once():
    connection = sqlite3.connect(library_path())
    yesterday = int(time.time() // 86400) - 2
    with connection:
        connection.executemany("INSERT OR REPLACE INTO setting (name, position, value) VALUES ('interview-dates', ?, ?)",
                               [(0, 1), (1, yesterday)])
    connection.close()
    with Deckle() as deckle:
        deckle.wait_text("Your interview is over")
        deckle.key("Escape")
    expect(subprocess.run(["gsettings", "get", "io.github.deckle_app.Deckle", "interview-told"], capture_output=True,
                          text=True, check=True).stdout.strip(), str(yesterday), "the interview that was told")


if __name__ == "__main__":
    main([
        test_first_run_then_ten_cards_by_keyboard,
        test_progress_survives_a_restart_and_undo_reaches_back,
        test_redo_brings_it_back,
        test_every_focusable_thing_has_a_name,
        test_a_key_held_down_acts_once,
        test_the_end_of_an_interview_is_told_once,
    ])
