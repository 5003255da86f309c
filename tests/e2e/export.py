#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards out and in again by keys: Ctrl+E into a file, and a table through its preview."""
import csv
import os

from harness import Deckle, Role, expect, main, start_studying, stats, wait_for


def path_of(name):
    return os.path.join(os.environ["DECKLE_E2E_WORK"], name)


def enter_path(deckle, path):
    """Enters a path in the toolkit's own file chooser, which has the focus."""
    entry = deckle.wait_focus_role(Role.TEXT)
    deckle.program.set_text(entry, path)
    deckle.key("Return")


def test_export_and_read_back():
    path = path_of("all-cards.json")
    with Deckle() as deckle:
        start_studying(deckle)
        deckle.key("ctrl+e")
        deckle.wait_focus("Export…")
        deckle.expect_names()
        deckle.key("Return")
        deckle.focus_window("Export Cards")
        enter_path(deckle, path)
        deckle.wait_text("Wrote 433 cards to “all-cards.json”.")
        deckle.focus_window()
        wait_for("the file", lambda: os.path.getsize(path) > 100000)
        deckle.key("ctrl+o")
        deckle.focus_window("Import Cards")
        deckle.key("slash")
        enter_path(deckle, path)
        deckle.wait_text("Nothing has changed")
        deckle.focus_window()
        deckle.key("Escape")
        deckle.wait_focus("Show Answer")


def test_table_through_the_preview():
    path = path_of("stones.csv")
    with open(path, "w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([["Front", "Back", "Tags"], ["What is basalt?", "Cooled lava.", "stone"],
                                     ["What is chalk?", "Old shells,\npressed.", "stone sea"]])
    before = len(stats()["decks"])
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        deckle.key("ctrl+o")
        deckle.focus_window("Import Cards")
        deckle.key("slash")
        enter_path(deckle, path)
        deckle.wait_text("2 questions in 1 section")
        deckle.wait_text("What is chalk?")
        deckle.wait_text("Column 3")
        deckle.focus_window()
        deckle.wait_focus("Import")
        deckle.expect_names()
        deckle.key("Return")
        deckle.wait_text("Imported 2 questions in 1 section.")
    expect(len(stats()["decks"]), before + 1, "decks")


if __name__ == "__main__":
    main([test_export_and_read_back, test_table_through_the_preview])
