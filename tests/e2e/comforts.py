#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comforts: help with a leech, two buttons, settings of a section by keyboard, forgetting and taking it back."""
import sqlite3
import subprocess
import time

from gi.repository import GLib
from harness import Deckle, Role, answers_today, expect, library_path, main, query, start_studying, wait_for

SCHEMA = "io.github.deckle_app.Deckle"


def change(*statements):
    """Changes the library while no application has it open."""
    connection = sqlite3.connect(library_path())
    with connection:
        for sql in statements:
            connection.execute(sql)
    connection.close()


def number(sql):
    return query(sql)[0][0]


def go_to(deckle, key, name):
    """Presses a key until the focus is on something that is named so."""
    def arrived():
        focused = deckle.focused()
        if focused and focused.name and focused.name.startswith(name):
            return True
        deckle.key(key)
        return False
    wait_for(f"the focus to reach “{name}”", arrived)


def test_a_leech_gets_help_and_nothing_else():
    with Deckle() as deckle:
        start_studying(deckle)
    today = int(time.time() // 86400)
    change("INSERT OR REPLACE INTO setting (name, position, value) VALUES ('new-per-day', 0, 0)",
           f"UPDATE card SET state = 2, reps = 20, lapses = 7, stability = 5, difficulty = 8, interval_days = 5, "
           f"last_day = {today - 7}, due_day = {today - 2}, last_review_ms = {(today - 7) * 86400000}, "
           f"due_ms = {(today - 2) * 86400000}, first_day = {today - 60} WHERE id = (SELECT min(id) FROM card)")
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.key("1")
        deckle.wait_text("8 times")
        deckle.press("Show Help")
        deckle.wait_text("Related Cards")
        go_to(deckle, "Tab", "Edit Card…")
        deckle.key("Down")
        deckle.key("Return")
        deckle.wait_focus("Your note")
        deckle.key("Escape")
    expect(query("SELECT lapses, suspended, buried_until_day FROM card WHERE lapses > 0"), [(8, 0, 0)],
           "the card after the notice")
    change("DELETE FROM setting WHERE name = 'new-per-day'", "DELETE FROM undo", "DELETE FROM review",
           "UPDATE card SET state = 0, reps = 0, lapses = 0, stability = 0, difficulty = 0, interval_days = 0, last_day = 0, "
           "due_day = 0, last_review_ms = 0, due_ms = 0, step_left = 0, first_day = NULL WHERE state <> 0")


def test_two_buttons_keep_the_meaning_of_keys():
    subprocess.run(["gsettings", "set", SCHEMA, "two-buttons", "true"], check=True)
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.key("2", "4")
        deckle.key("3")
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.key("1")
        deckle.wait_focus("Show Answer")
    expect(query("SELECT rating FROM review ORDER BY time_ms"), [(3,), (1,)], "grades with two buttons")
    subprocess.run(["gsettings", "reset", SCHEMA, "two-buttons"], check=True)


def test_section_settings_by_keyboard():
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.sidebar_row("Basics")
        deckle.key("shift+F10")
        # The menu opens on its first entry.
        wait_for("the menu", lambda: (focused := deckle.focused()) is None or "Basics" not in focused.name)
        deckle.key("s")
        deckle.wait_text("Use General Values")
        go_to(deckle, "Tab", "Own Limit for New Cards")
        deckle.key("space")
        wait_for("the limit to be stored", lambda: number("SELECT count(*) FROM setting WHERE name = 'section-new'") == 1)
        deckle.key("Escape")
        deckle.wait_gone(Role.LABEL, "Use General Values")
        deckle.key("ctrl+z")
        wait_for("the limit to be taken back", lambda: number("SELECT count(*) FROM setting WHERE name = 'section-new'") == 0)


def test_forget_a_section_and_take_it_back():
    sql = "SELECT count(*) FROM card WHERE state <> 0"
    studied = number(sql)
    deck, section = query("SELECT deck, section FROM card WHERE state <> 0 LIMIT 1")[0]
    answers = answers_today()
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.action("win.forget", GLib.Variant("(xx)", (deck, section)))
        deckle.wait_text("new again")
        expect(number(f"SELECT count(*) FROM card WHERE state <> 0 AND section = {section}"), 0, "studied cards of the section")
        deckle.key("ctrl+z")
        wait_for("the cards to be remembered again", lambda: number(sql) == studied)
    expect(answers_today(), answers, "answers in the log")


if __name__ == "__main__":
    main([
        test_a_leech_gets_help_and_nothing_else,
        test_two_buttons_keep_the_meaning_of_keys,
        test_section_settings_by_keyboard,
        test_forget_a_section_and_take_it_back,
    ])
