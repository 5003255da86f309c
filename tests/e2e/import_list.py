#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Markdown list of questions, from the file chooser to the first graded card; and a second program beside the window."""
import json

from gi.repository import Atspi

from harness import Deckle, Failed, command, data_file, main, own_file, screenshot, wait_for


def start_studying(deckle):
    deckle.wait_focus("Start Studying")
    deckle.key("space")
    deckle.wait_focus("Show Answer")


def decks():
    return json.loads(command("stats", "--json").stdout)["decks"]


def choose_file(deckle, path):
    """Types a path into the toolkit's own file chooser."""
    deckle.key("ctrl+o")
    wait_for("the file chooser", lambda: deckle.focus_dialog("Import Cards"))
    deckle.type(path)
    deckle.key("Return")


def test_import_through_the_dialog():
    deckle = Deckle()
    try:
        start_studying(deckle)
        choose_file(deckle, own_file("markdown", "look-alike.md"))
        deckle.focus_window()
        deckle.wait(Atspi.Role.LABEL, "12 questions in 3 sections")
        screenshot("import-preview")
        deckle.key("Return")
        deckle.wait(Atspi.Role.LABEL, "Imported 12 questions")
        deckle.quit()
    finally:
        deckle.kill()
    if sorted(deck["cards"] for deck in decks())[0] != 12:
        raise Failed(f"decks after the import: {decks()}")


def test_the_users_document_is_imported_and_studied():
    path = data_file("seed", "000_8cd15d76471374b5.txt")
    preview = command("import", "--dry-run", path)
    if "358 questions in 18 sections" not in preview.stdout:
        raise Failed(f"preview: {preview.stdout}{preview.stderr}")
    deckle = Deckle()
    try:
        deckle.wait_focus("Show Answer")
        # Another program imports while the window is open: the new deck appears.
        done = command("import", path)
        if done.returncode != 0:
            raise Failed(done.stderr)
        deckle.wait(Atspi.Role.LABEL, "Go Programming")
        screenshot("import-users-document")
        deckle.sidebar_row("Streaming")
        deckle.key("Return")
        deckle.wait_focus("Show Answer")
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.key("3")
        deckle.wait_focus("Show Answer")
        deckle.quit()
    finally:
        deckle.kill()
    graded = json.loads(command("stats", "--json").stdout)["today"]["answers"]
    if graded != 1:
        raise Failed(f"{graded} answers instead of 1")


def test_importing_again_changes_nothing():
    path = data_file("seed", "000_8cd15d76471374b5.txt")
    before = decks()
    again = command("import", path)
    if again.returncode != 0 or decks() != before:
        raise Failed(f"{again.stdout}{again.stderr}")


if __name__ == "__main__":
    main([
        test_import_through_the_dialog,
        test_the_users_document_is_imported_and_studied,
        test_importing_again_changes_nothing,
    ])
