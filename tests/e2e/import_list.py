#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Markdown list of questions, from the file chooser to the first graded card; and a second program beside the window."""
import os

from harness import (Deckle, Failed, Role, answers_today, command, data_file, expect, main, own_file, query, start_studying,
                     stats)


def decks():
    return stats()["decks"]


def choose_file(deckle, path):
    """Enters a path in the toolkit's own file chooser."""
    deckle.key("ctrl+o")
    deckle.focus_window("Import Cards")
    deckle.key("slash")
    entry = deckle.wait_focus_role(Role.TEXT)
    deckle.program.set_text(entry, path)
    deckle.key("Return")


def test_import_through_the_dialog():
    with Deckle() as deckle:
        start_studying(deckle)
        choose_file(deckle, own_file("markdown", "look-alike.md"))
        deckle.wait_text("12 questions in 3 sections")
        deckle.focus_window()
        deckle.wait_focus("Import")
        deckle.expect_names()
        expect(len(decks()), 1, "decks while the preview is shown")
        deckle.key("Return")
        deckle.wait_text("Imported 12 questions in 3 sections.")
    expect(sorted(deck["cards"] for deck in decks())[0], 12, "cards of the smallest deck")


def test_a_broken_list_is_one_sentence_and_nothing_is_imported():
    before = decks()
    path = os.path.join(os.environ["DECKLE_E2E_WORK"], "broken.md")
    with open(path, "wb") as broken:
        broken.write(b"# Broken\n\nA text without a question \xff\xfe.\n")
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        choose_file(deckle, path)
        deckle.wait_text("No question was found")
        deckle.focus_window()
        deckle.expect_names()
        deckle.key("Escape")
        deckle.wait_gone(None, "Nothing Was Imported")
        deckle.wait_focus("Show Answer")
    expect(decks(), before, "decks")


def test_the_users_document_is_imported_and_studied():
    path = data_file("seed", "000_8cd15d76471374b5.txt")
    preview = command("import", "--dry-run", path)
    if "358 questions in 18 sections" not in preview.stdout:
        raise Failed(f"preview: {preview.stdout}{preview.stderr}")
    with Deckle() as deckle:
        deckle.wait_focus("Show Answer")
        # Another program imports while the window is open: the new deck appears.
        done = command("import", path)
        if done.returncode != 0:
            raise Failed(done.stderr)
        title = next(deck["title"] for deck in decks() if deck["cards"] == 358)
        deckle.wait_text(title)
        section, = query("SELECT s.title FROM section s JOIN deck d ON d.id = s.deck WHERE d.title = ? "
                         "ORDER BY s.position DESC LIMIT 1", title)[0]
        deckle.sidebar_row(section)
        deckle.key("Return")
        deckle.wait_focus("Show Answer")
        deckle.wait(Role.LABEL, section)
        deckle.key("space")
        deckle.wait_focus("Good")
        deckle.key("3")
        deckle.wait_focus("Show Answer")
    expect(answers_today(), 1, "answers")
    graded = query("SELECT s.title FROM review r JOIN card c ON c.id = r.card JOIN section s ON s.id = c.section")
    expect(graded, [(section,)], "section of the answered card")


def test_importing_again_changes_nothing():
    path = data_file("seed", "000_8cd15d76471374b5.txt")
    before = decks()
    again = command("import", path)
    if again.returncode != 0 or decks() != before:
        raise Failed(f"{again.stdout}{again.stderr}")


if __name__ == "__main__":
    main([
        test_import_through_the_dialog,
        test_a_broken_list_is_one_sentence_and_nothing_is_imported,
        test_the_users_document_is_imported_and_studied,
        test_importing_again_changes_nothing,
    ])
